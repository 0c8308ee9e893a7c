//! The table of coverage, `docs/coverage.md`: the rows of `docs/coverage.toml` with what the rules and their fixtures say.
//! `UPDATE_COVERAGE=1 cargo test --test coverage` writes it anew.

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use asyncfix::edit::Safety;
use asyncfix::rule::{Default, RuleEntry, registry};
use serde::Deserialize;
use support::fixture::Fixture;
use support::python::entries;

/// The rows that the table has to have.
const ROWS: &[&str] = &[
    "42-57 N29 N46",
    "2-4 6-13 20",
    "15 17-19 21-25 27 28 N4 N6 N10-N16 N19 N20",
    "29-36 38-41 N1-N3 N5 N7-N9 N39 N40",
    "26 78 79 N36 N43",
];

/// How many fixtures of one rule a row lists that names none.
const FIXTURES_OF_A_RULE: usize = 3;

const HEAD: &str = "\
# Coverage

Which of the known mistakes in async Python code asyncfix finds, by which rule, and what it leaves out.

The rows are those of the merged list of patterns. It was compiled before the rules were written: from 1 on, what at least one tool
reports (flake8-async, ruff, SonarPython, pylint, mypy, pyright, ty and some twenty others), each pattern once; and from N1 on, patterns
found in real code and in CPython's documentation that none of these tools reported. The numbers are that list's, and never change.
Here are its rows on blocking calls, awaiting, tasks, cancellation and control flow; its others are about outdated APIs, locks,
frameworks and style.

A rule stands with its code, whether it is on by default, and the best fix it has. A fixture is a file whose lines say what is found
in them, and what is not and why; a project is a folder of such files. `tests/fixtures.rs` and `tests/projects.rs` run them all.
Some patterns are shown by a test of their own instead.

This page is written by `UPDATE_COVERAGE=1 cargo test --test coverage`, from `docs/coverage.toml` and the rules.
";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    group: Vec<Group>,
}

/// A family of patterns.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    title: String,
    row: Vec<Row>,
}

/// A pattern.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    /// Its number in the merged list.
    number: String,
    /// What is wrong, in Markdown.
    pattern: String,
    /// The names of the rules that find it.
    rules: Vec<String>,
    /// Fixtures, projects and tests, below `tests`, that show it; all fixtures of the rules, if none is named.
    #[serde(default)]
    fixtures: Vec<String>,
    /// What no rule finds, and why.
    left_out: Option<String>,
}

#[test]
fn the_table_is_up_to_date() {
    let mut wanted = HEAD.to_owned();
    for group in table().group {
        write!(wanted, "\n## {}\n\n", group.title).expect("a string takes all text");
        wanted.push_str("| row | pattern | rules | left out, and why | fixtures |\n|---|---|---|---|---|\n");
        for row in &group.row {
            wanted.push_str(&line(row));
        }
    }
    let path = root().join("docs/coverage.md");
    if std::env::var_os("UPDATE_COVERAGE").is_some() {
        std::fs::write(path, wanted).expect("written");
        return;
    }
    let written = std::fs::read_to_string(path).expect("it is there");
    assert_eq!(written, wanted, "`UPDATE_COVERAGE=1 cargo test --test coverage` writes it anew");
}

#[test]
fn every_row_is_there_once() {
    let mut wanted: Vec<String> = ROWS.iter().flat_map(|rows| rows.split(' ')).flat_map(numbers).collect();
    let mut found: Vec<String> =
        table().group.into_iter().flat_map(|group| group.row).map(|row| row.number).collect();
    wanted.sort();
    found.sort();
    assert_eq!(found, wanted);
}

#[test]
fn a_row_has_rules_or_the_reason_why_not() {
    for row in table().group.iter().flat_map(|group| &group.row) {
        let reason = row.left_out.as_deref().unwrap_or_default();
        assert!(!row.rules.is_empty() || !reason.is_empty(), "row {}: no rules and no reason", row.number);
        assert!(!reason.ends_with('.') && !row.pattern.ends_with('.'), "row {}: clauses", row.number);
    }
}

#[test]
fn each_rule_of_a_row_has_a_fixture_there() {
    for row in table().group.iter().flat_map(|group| &group.row) {
        let mut unseen: BTreeMap<&str, &str> =
            row.rules.iter().map(|name| (entry(row, name).rule.code, name.as_str())).collect();
        for fixture in shown(row) {
            let path = root().join("tests").join(&fixture);
            let text = text(&path);
            let codes = row.rules.iter().map(|name| entry(row, name).rule.code);
            let is_test = path.extension().is_some_and(|end| end == "rs");
            let shows = |code: &&str| if is_test { text.contains(code) } else { has_finding(&text, code) };
            let found: Vec<&str> = codes.filter(shows).collect();
            assert!(!found.is_empty(), "row {}: nothing of its rules is found in {fixture}", row.number);
            unseen.retain(|code, _| !found.contains(code));
        }
        assert!(unseen.is_empty(), "row {}: no fixture has findings of {unseen:?}", row.number);
    }
}

/// The row as a line of the table.
fn line(row: &Row) -> String {
    let rules: Vec<String> = row.rules.iter().map(|name| rule(entry(row, name))).collect();
    let fixtures: Vec<String> = shown(row).iter().map(|place| fixture(place)).collect();
    format!(
        "| {} | {} | {} | {} | {} |\n",
        row.number,
        row.pattern,
        rules.join("<br>"),
        row.left_out.as_deref().unwrap_or_default(),
        fixtures.join("<br>")
    )
}

fn rule(entry: &RuleEntry) -> String {
    let rule = entry.rule;
    let fix = match rule.safety {
        Some(Safety::Safe) => "safe fix",
        Some(Safety::Unsafe) => "unsafe fix",
        Some(Safety::Manual) => "fix shown",
        None => "no fix",
    };
    let default = if rule.default == Default::On { "on" } else { "off" };
    let stem = rule.name.replace('-', "_");
    let path = match rule.pack() {
        Some(pack) => format!("codemods/{pack}/{stem}.py"),
        None => format!("src/rules/{}/{stem}.rs", entry.family),
    };
    format!("[{}](../{path}) {}, {default}, {fix}", rule.name, rule.code)
}

fn fixture(place: &str) -> String {
    let name = place.rsplit('/').next().unwrap_or(place);
    format!("[{name}](../tests/{place})")
}

/// The fixtures of a row, below `tests`.
fn shown(row: &Row) -> Vec<String> {
    if !row.fixtures.is_empty() {
        return row.fixtures.clone();
    }
    let mut all = Vec::new();
    for name in &row.rules {
        let own = fixtures_of(entry(row, name));
        assert!(!own.is_empty(), "row {}: {name} finds nothing in any fixture of its own", row.number);
        let count = own.len();
        assert!(
            count <= FIXTURES_OF_A_RULE,
            "row {}: {name} has {count} fixtures: say which of them show it",
            row.number
        );
        all.extend(own);
    }
    all
}

/// The fixtures of a rule in which it finds something.
fn fixtures_of(entry: &RuleEntry) -> Vec<String> {
    let folder = format!("tests/fixtures/{}", entry.family);
    let stem = format!("{}.", entry.rule.name.replace('-', "_"));
    let name =
        |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
    let own = entries(&folder).into_iter().filter(|path| name(path).starts_with(&stem));
    let found = own.filter(|path| has_finding(&text(path), entry.rule.code));
    found.map(|path| format!("fixtures/{}/{}", entry.family, name(&path))).collect()
}

/// Whether a line of a fixture announces a finding of this rule.
fn has_finding(text: &str, code: &str) -> bool {
    !Fixture::expectations(code, text).is_empty()
}

/// The text of a fixture, or of all files of a project.
fn text(path: &Path) -> String {
    if path.is_file() {
        return Fixture::read(path).text;
    }
    let entries = std::fs::read_dir(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let paths = entries.flatten().map(|entry| entry.path());
    let is_python = |path: &PathBuf| path.is_dir() || path.extension().is_some_and(|end| end == "py");
    paths.filter(is_python).map(|path| text(&path)).collect()
}

fn entry(row: &Row, name: &str) -> &'static RuleEntry {
    registry::find(name).unwrap_or_else(|| panic!("row {}: there is no rule `{name}`", row.number))
}

/// `N10-N12` as its numbers.
fn numbers(range: &str) -> Vec<String> {
    let (first, last) = range.split_once('-').unwrap_or((range, range));
    let mark = if first.starts_with('N') { "N" } else { "" };
    let number = |text: &str| text.trim_start_matches('N').parse::<u32>().expect("a number");
    (number(first)..=number(last)).map(|number| format!("{mark}{number}")).collect()
}

fn table() -> Table {
    let text = std::fs::read_to_string(root().join("docs/coverage.toml")).expect("it is there");
    toml::from_str(&text).expect("it is as its head says")
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()
}
