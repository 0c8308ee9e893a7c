//! What other tools document: their examples, written anew, are found here where the lines of `tests/peers` say so and
//! nowhere else, their recorded false alarms are not ours, and where a fix of theirs breaks the code ours does not.
//!
//! `tests/peers/<tool>/<CODE>.py` has the markers of a fixture. The rules that are on by default run, with those that its
//! lines and its `# select:` name. `false_alarms` has what others find wrongly, `missed` what they do not find, and `fixes` where their fixes are wrong:
//! `fixes/after` has what ours make of these files.

mod support;

use std::path::{Path, PathBuf};

use asyncfix::edit::Safety;
use asyncfix::rule::{Default as OnByDefault, Rule, registry};
use support::fixture::{Fixture, header};
use support::{check_all, comments, repair_all};

/// The variants of a fixture that are run: the same code with another library.
const FLAVOURS: &[&str] = &["asyncio", "trio", "anyio"];

/// What is left out of a code to find its file: the rules of flake8-trio became those of flake8-async with their numbers.
const FORMER_NAMES: &[(&str, &str)] = &[("TRIO", "ASYNC")];

#[test]
fn examples_are_found_as_their_lines_say() {
    let mut problems = Vec::new();
    for path in files() {
        let fixture = Fixture::read(&path);
        let flavours = fixture.variants().into_iter().filter(|(name, _)| FLAVOURS.contains(name));
        for (flavour, text) in [("", fixture.text.clone())].into_iter().chain(flavours) {
            problems.extend(
                difference(&fixture, &text).map(|told| format!("{} {flavour}: {told}", shown(&path))),
            );
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

#[test]
fn every_code_that_a_rule_lists_has_its_examples() {
    let files: Vec<(String, Fixture)> =
        files().iter().map(|path| (code_of(path).to_owned(), Fixture::read(path))).collect();
    for entry in registry::all() {
        for alias in entry.rule.aliases {
            let code =
                FORMER_NAMES.iter().fold((*alias).to_owned(), |code, (old, new)| code.replace(old, new));
            let mut of_code = files.iter().filter(|(of, _)| *of == code).map(|(_, fixture)| fixture);
            assert!(
                of_code.any(|fixture| !Fixture::expectations(entry.rule.code, &fixture.text).is_empty()),
                "{} lists {alias}, and finds nothing in a file of it in tests/peers",
                entry.rule.name
            );
        }
    }
}

#[test]
fn codes_of_peers_silence_what_they_name() {
    for path in files() {
        let fixture = Fixture::read(&path);
        let code = code_of(&path);
        for entry in registry::all().iter().filter(|entry| entry.rule.aliases.contains(&code)) {
            let silenced = fixture.with_markers_as_noqa(entry.rule.code, code);
            let report = check_all(vec![entry.rule], &fixture, &silenced);
            let rows: Vec<u32> = report.findings.iter().map(|finding| finding.start.row).collect();
            assert!(rows.is_empty(), "{}: `# noqa: {code}` does not silence lines {rows:?}", shown(&path));
        }
    }
}

#[test]
fn every_file_says_where_nothing_is_found() {
    for path in files() {
        assert!(Fixture::read(&path).has_silence(), "{}: no `# ok:` line", shown(&path));
    }
}

#[test]
fn fixes_do_what_those_of_peers_do_not() {
    for path in files_of("fixes") {
        let fixture = Fixture::read(&path);
        let entries: Vec<_> = registry::all()
            .iter()
            .filter(|entry| rules_for(&fixture.text).iter().any(|rule| rule.code == entry.rule.code))
            .collect();
        let report = repair_all(&entries, &fixture, &fixture.text, Safety::Unsafe);
        let fixed = report.rewrite.map_or(fixture.text.clone(), |rewrite| {
            String::from_utf8(rewrite.after).expect("examples are UTF-8")
        });
        let expected = std::fs::read_to_string(
            root().join("fixes/after").join(path.file_name().expect("a file has a name")),
        )
        .unwrap_or_default();
        assert_eq!(fixed, expected, "{}", shown(&path));
        assert_eq!(comments(&fixture.text), comments(&fixed), "{}: the comments changed", shown(&path));
    }
}

/// What is found too much and too little, if anything.
fn difference(fixture: &Fixture, text: &str) -> Option<String> {
    let rules = rules_for(text);
    let mut expected = expected(&rules, text);
    let report = check_all(rules, fixture, text);
    let mut found: Vec<(u32, &str)> =
        report.findings.iter().map(|finding| (finding.start.row, finding.rule.code)).collect();
    expected.sort_unstable();
    found.sort_unstable();
    let (extra, missed) = (without(&found, &expected), without(&expected, &found));
    (found != expected).then(|| format!("false alarms {extra:?}, missed alarms {missed:?}"))
}

/// The rules that run for a file: those on by default, and those that it names.
fn rules_for(text: &str) -> Vec<&'static Rule> {
    let is_named = |rule: &Rule| {
        header(text, "select").is_some_and(|codes| codes.split_whitespace().any(|code| code == rule.code))
            || !Fixture::expectations(rule.code, text).is_empty()
    };
    let rules = registry::all().iter().map(|entry| entry.rule);
    rules.filter(|rule| rule.default == OnByDefault::On || is_named(rule)).collect()
}

fn expected(rules: &[&'static Rule], text: &str) -> Vec<(u32, &'static str)> {
    let of_rule = |rule: &&'static Rule| {
        let code = rule.code;
        Fixture::expectations(code, text).into_iter().map(move |expectation| (expectation.row, code))
    };
    rules.iter().flat_map(of_rule).collect()
}

/// What of some findings is not among others, each as often as it is too many.
fn without<'f>(some: &[(u32, &'f str)], others: &[(u32, &'f str)]) -> Vec<(u32, &'f str)> {
    let mut others = others.to_vec();
    let is_left = |finding: &&(u32, &'f str)| match others.iter().position(|other| other == *finding) {
        Some(index) => {
            others.remove(index);
            false
        }
        None => true,
    };
    some.iter().filter(is_left).copied().collect()
}

/// All examples, but for what fixes make of some.
fn files() -> Vec<PathBuf> {
    let tools = std::fs::read_dir(root()).expect("the folder of peers").flatten();
    let mut files: Vec<PathBuf> =
        tools.flat_map(|tool| files_of(tool.file_name().to_str().expect("in ASCII"))).collect();
    files.sort();
    files
}

fn files_of(tool: &str) -> Vec<PathBuf> {
    let files = std::fs::read_dir(root().join(tool)).expect("a folder of examples").flatten();
    let mut files: Vec<PathBuf> = files
        .map(|file| file.path())
        .filter(|path| path.extension().is_some_and(|end| end == "py"))
        .collect();
    files.sort();
    files
}

/// The code whose examples a file has: `ASYNC101.third_party.py` has more of ASYNC101's.
fn code_of(path: &Path) -> &str {
    let name = path.file_name().and_then(|name| name.to_str()).expect("a file has a name, in ASCII");
    name.split('.').next().expect("a split has a first part")
}

fn shown(path: &Path) -> String {
    path.strip_prefix(root()).expect("a file of the examples").display().to_string()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/peers")
}
