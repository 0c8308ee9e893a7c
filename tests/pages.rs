//! Every rule's page: its headings, its names, and its example, which the tool itself must turn into "Use instead".

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use asyncfix::codemod::library;
use asyncfix::edit::Safety;
use asyncfix::rule::{Needs, RuleEntry, registry};
use asyncfix::syntax::PythonVersion;
use support::fixture::Fixture;
use support::{check, repair};

#[test]
fn pages_have_their_headings() {
    for entry in registry::all() {
        let name = entry.rule.name;
        assert!(entry.summary().ends_with('.'), "{name}: the first line is a sentence");
        let mut headings = vec!["## What it does", "## Why is this bad?", "## Example", "## Use instead"];
        if entry.rule.safety.is_some() {
            headings.push("## Fix safety");
        }
        let found: Vec<&str> = entry.page.lines().filter(|line| line.starts_with("## ")).collect();
        assert_eq!(found, headings, "{name}");
    }
}

#[test]
fn examples_are_found_and_repaired_as_the_page_says() {
    for entry in registry::all() {
        let name = entry.rule.name;
        let fixture = example_fixture(name);
        let example = code_after(entry, "## Example");
        let instead = code_after(entry, "## Use instead");
        assert!(!check(entry, &fixture, &example).findings.is_empty(), "{name}: the example is not found");
        assert!(check(entry, &fixture, &instead).findings.is_empty(), "{name}: the remedy is found");
        if entry.rule.safety.is_some() {
            let fixed = repair(entry, &fixture, &example, Safety::Unsafe);
            let fixed =
                fixed.rewrite.map(|rewrite| String::from_utf8(rewrite.after).expect("pages are UTF-8"));
            assert_eq!(fixed.as_deref(), Some(instead.as_str()), "{name}");
        }
    }
}

#[test]
fn codes_and_names_are_in_form_and_unique() {
    let mut seen = BTreeSet::new();
    let families = [
        ("suppressions", '0'),
        ("blocking", '1'),
        ("awaiting", '2'),
        ("cancellation", '3'),
        ("bridges", '4'),
        ("concurrency", '5'),
        ("resources", '6'),
        ("modernising", '7'),
        ("frameworks", '8'),
        ("advice", '9'),
        ("asyncio-modern", '7'),
        ("sqlite3-to-aiosqlite", '9'),
        ("openai-async", '9'),
        ("anthropic-async", '9'),
        ("motor-to-pymongo-async", '9'),
        ("aiofiles", '9'),
        ("anyio-files", '9'),
        ("asyncio-subprocess", '9'),
        ("anyio-run-process", '9'),
        ("requests-to-httpx", '9'),
        ("redis-async", '9'),
    ];
    for entry in registry::all() {
        let (code, name) = (entry.rule.code, entry.rule.name);
        let digits = code.strip_prefix("AFX").expect("a code starts with AFX");
        assert!(digits.len() == 3 && digits.chars().all(|c| c.is_ascii_digit()), "{code}");
        let family = families.iter().find(|(family, _)| *family == entry.family).expect("a known family");
        assert!(digits.starts_with(family.1), "{code} is not a code of {}", entry.family);
        assert!(name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'), "{name}");
        assert!(
            !["no-", "use-", "avoid-", "prefer-"].iter().any(|prefix| name.starts_with(prefix)),
            "{name}"
        );
        assert!(seen.insert(code) && seen.insert(name), "{code} or {name} is used twice");
        let can_run = !matches!(entry.rule.needs, Needs::Words(alternatives) if alternatives.is_empty());
        let is_codemod = library::of(entry.rule).is_some();
        assert!(can_run && (is_codemod || !entry.rule.on.is_empty()), "{name}: it would never run");
    }
}

#[test]
fn every_fixture_and_snapshot_belongs_to_a_rule() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for (folder, end) in [("tests/fixtures", "py"), ("snapshots", "snap")] {
        for family in std::fs::read_dir(root.join(folder)).expect("the folder is there").flatten() {
            // Projects of several files have a harness of their own.
            if ["projects", "codemods"].iter().any(|other| family.file_name() == *other) {
                continue;
            }
            for file in std::fs::read_dir(family.path()).expect("families are folders").flatten() {
                let path = file.path();
                let stem = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
                let stem = stem.split('.').next().unwrap_or_default();
                let is_known = registry::all().iter().any(|entry| {
                    entry.rule.name.replace('-', "_") == stem && family.path().ends_with(entry.family)
                });
                assert!(is_known && path.extension().is_some_and(|found| found == end), "{}", path.display());
            }
        }
    }
}

fn example_fixture(name: &str) -> Fixture {
    let mut fixture = Fixture::from_text(name, "");
    fixture.target = PythonVersion::PY312;
    fixture
}

fn code_after(entry: &RuleEntry, heading: &str) -> String {
    let (_, after) = entry.page.split_once(heading).expect("the heading is there");
    let (_, code) = after.split_once("```python\n").expect("a block of Python follows");
    code.split_once("```").expect("the block ends").0.to_owned()
}
