//! The README is true: its table of rules is the registry's, its diff and its call graph are what the command prints,
//! and every option of the command is in it. `UPDATE_README=1 cargo test --test readme` writes these parts anew.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use asyncfix::edit::Safety;
use asyncfix::rule::{Default, registry};

#[test]
fn generated_parts_are_up_to_date() {
    between("rules", &rules_table());
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
