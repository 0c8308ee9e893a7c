//! Makes the two files of a new rule: `cargo run --example new-rule -- FAMILY NAME`.
//!
//! The rule compiles and finds every call of `example.call` in async code; the fixture expects that.

use std::path::Path;
use std::process::ExitCode;

use asyncfix::rule::registry;

const FAMILIES: &[(&str, u32)] = &[
    ("suppressions", 0),
    ("blocking", 1),
    ("awaiting", 2),
    ("cancellation", 3),
    ("bridges", 4),
    ("concurrency", 5),
    ("resources", 6),
    ("modernising", 7),
    ("frameworks", 8),
    ("advice", 9),
];

const RULE: &str = r#"//! `example.call` in a coroutine.
//!
//! ## What it does
//! Finds calls of `example.call` in an `async def`.
//!
//! ## Why is this bad?
//! …
//!
//! ## Example
//! ```python
//! import example
//!
//!
//! async def work():
//!     example.call()
//! ```
//!
//! ## Use instead
//! ```python
//! import example
//!
//!
//! async def work():
//!     await example.acall()
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "CODE",
    name: "NAME",
    safety: None,
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["async", "example"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    cx.call_to(node, "example.call")?;
    cx.async_function(node)?;
    Some(cx.finding(&node, "`example.call` does …").help("await `example.acall` instead"))
}
"#;

const FIXTURE: &str = "import example


async def asynchronous():
    example.call()  # CODE


def synchronous():
    example.call()  # ok: not on the event loop
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [family, name] = arguments.as_slice() else {
        eprintln!("usage: cargo run --example new-rule -- FAMILY NAME");
        return ExitCode::from(2);
    };
    match make(family, name) {
        Ok(code) => {
            println!("{name} is {code}. Next:");
            println!("  cargo test --test fixtures --test pages");
            println!("  INSTA_UPDATE=always cargo test --test fixtures    then read snapshots/{family}/");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("error: {problem}");
            ExitCode::from(2)
        }
    }
}

fn make(family: &str, name: &str) -> Result<String, String> {
    let Some((_, digit)) = FAMILIES.iter().find(|(known, _)| *known == family) else {
        let known: Vec<&str> = FAMILIES.iter().map(|(family, _)| *family).collect();
        return Err(format!("there is no family `{family}`; choose one of {}", known.join(", ")));
    };
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_lowercase() || c == '-') {
        return Err(format!(
            "`{name}` is no rule name; write the bad thing in lower case, as in `dropped-task`"
        ));
    }
    let code = next_code(*digit)?;
    let stem = name.replace('-', "_");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (path, text) in [
        (format!("src/rules/{family}/{stem}.rs"), RULE),
        (format!("tests/fixtures/{family}/{stem}.py"), FIXTURE),
    ] {
        let full = root.join(&path);
        if full.exists() {
            return Err(format!("{path} is there already"));
        }
        let folder = full.parent().expect("it lies in a folder");
        let text = text.replace("CODE", &code).replace("NAME", name);
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&full, text))
            .map_err(|error| format!("{path} cannot be written: {error}"))?;
        println!("{path}");
    }
    Ok(code)
}

/// The first code of the family that no rule has.
fn next_code(digit: u32) -> Result<String, String> {
    (1..100)
        .map(|number| format!("AFX{digit}{number:02}"))
        .find(|code| registry::find(code).is_none())
        .ok_or_else(|| format!("the codes AFX{digit}01 to AFX{digit}99 are all taken"))
}
