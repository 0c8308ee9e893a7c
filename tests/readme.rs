//! The README is true: its table of rules is the registry's, its diff and its call graph are what the command prints,
//! and every option of the command is in it. `UPDATE_README=1 cargo test --test readme` writes these parts anew.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use asyncfix::codemod::library;
use asyncfix::edit::Safety;
use asyncfix::rule::{Default, registry};

#[test]
fn generated_parts_are_up_to_date() {
    between("rules", &rules_table());
    between("reasons", &reasons_table());
    between("diff", &format!("```diff\n{}```\n", printed(&["--diff", "examples/shop"])));
    between("graph", &format!("```text\n{}```\n", printed(&["graph", "refresh", "examples/shop"])));
}

fn printed(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_asyncfix"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("it runs");
    let text = String::from_utf8(output.stdout).expect("the example is UTF-8");
    assert!(!text.is_empty(), "{arguments:?}");
    text
}

#[test]
fn every_option_is_documented() {
    let help = printed(&["--help"]) + &printed(&["graph", "--help"]);
    let readme = read();
    for word in help.split([' ', ',', '\n', '[', ']']).filter(|word| word.starts_with("--")) {
        let option = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_usual = matches!(option, "--help" | "--version");
        assert!(is_usual || readme.contains(&format!("`{option}")), "README.md does not tell of {option}");
    }
}

/// The README's codemod does what it says, as printed.
#[test]
fn the_codemod_works_as_printed() {
    let readme = read();
    let (_, after) = readme.split_once("```python\n# rewrites/fetch_json.py\n").expect("it is there");
    let (codemod, _) = after.split_once("```").expect("the block ends");
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("fetch_json.py"), codemod).expect("written");
    std::fs::write(
        folder.path().join("app.py"),
        "from requests import get as fetch\n\n\nasync def load(url):\n    return fetch(url, headers={}).json()\n",
    )
    .expect("written");
    let output = Command::new(env!("CARGO_BIN_EXE_asyncfix"))
        .args([
            "--isolated",
            "--no-cache",
            "--codemod",
            "fetch_json.py",
            "--write",
            "--unsafe-fixes",
            "app.py",
        ])
        .current_dir(folder.path())
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let changed = std::fs::read_to_string(folder.path().join("app.py")).expect("it is there");
    let wanted = "from shop.http import client\n\n\nasync def load(url):\n    return (await client.get(url, headers={})).json()\n";
    assert_eq!(changed, wanted);
}

fn rules_table() -> String {
    let mut table =
        String::from("| code | name | what it finds | fix | other tools |\n|---|---|---|---|---|\n");
    for entry in registry::all() {
        let rule = entry.rule;
        let fix = match rule.safety {
            Some(Safety::Safe) => "safe",
            Some(Safety::Unsafe) => "unsafe",
            Some(Safety::Manual) => "shown",
            None => "",
        };
        let off = if rule.default == Default::Off { " (off by default)" } else { "" };
        let summary = entry.summary().trim_end_matches('.');
        let aliases = rule.aliases.join(" ");
        writeln!(table, "| {} | {}{off} | {summary} | {fix} | {aliases} |", rule.code, rule.name)
            .expect("a string takes all text");
    }
    table
}

/// The rules that run only where they are selected, each with the reason that its page gives. Codemods for a library are
/// asked for by its name.
fn reasons_table() -> String {
    let mut table = String::from("| off by default | because |\n|---|---|\n");
    let all = registry::all().iter();
    for entry in all.filter(|entry| entry.rule.default == Default::Off && library::of(entry.rule).is_none()) {
        let page = entry.page.split_whitespace().collect::<Vec<_>>().join(" ");
        let (_, reason) = page
            .split_once("off by default: ")
            .unwrap_or_else(|| panic!("the page of {} says why it is off by default", entry.rule.name));
        let reason = reason.split(". ").next().unwrap_or(reason);
        writeln!(table, "| {} | {reason} |", entry.rule.name).expect("a string takes all text");
    }
    table
}

/// Compares, or writes, what stands between `<!-- name -->` and `<!-- /name -->`.
fn between(name: &str, wanted: &str) {
    let readme = read();
    let (open, close) = (format!("<!-- {name} -->\n"), format!("<!-- /{name} -->"));
    let start = readme.find(&open).expect("the opening mark is there") + open.len();
    let end = start + readme[start..].find(&close).expect("the closing mark is there");
    if std::env::var_os("UPDATE_README").is_some() {
        let updated = format!("{}{wanted}{}", &readme[..start], &readme[end..]);
        std::fs::write(root().join("README.md"), updated).expect("written");
        return;
    }
    assert_eq!(&readme[start..end], wanted, "`UPDATE_README=1 cargo test --test readme` writes it anew");
}

fn read() -> String {
    std::fs::read_to_string(root().join("README.md")).expect("it is there")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
