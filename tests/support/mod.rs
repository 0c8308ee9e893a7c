//! What the tests of rules share: running rules over a text, and reading fixtures.
#![allow(dead_code)]

pub mod fixture;
pub mod project;
pub mod python;

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use asyncfix::codemod::library;
use asyncfix::edit::Safety;
use asyncfix::program::Library;
use asyncfix::report::{self, Color, Format, unified_diff};
use asyncfix::rule::{self, Needs, Options, Rule, RuleEntry, registry};
use asyncfix::run::{Dispatch, FileReport, Fixes, Job, Libraries, Noqa, Previews, Project, Request};
use asyncfix::source::{Source, SourceKind};
use fixture::Fixture;

/// The findings of one rule in a text.
pub fn check(entry: &RuleEntry, fixture: &Fixture, text: &str) -> FileReport {
    let mut report = run(rules_for(&[entry]), fixture, text, Fixes::Report);
    report.findings.retain(|finding| finding.rule.code == entry.rule.code);
    report
}

/// The findings of several rules in a text.
pub fn check_all(rules: Vec<&'static Rule>, fixture: &Fixture, text: &str) -> FileReport {
    run(rules, fixture, text, Fixes::Report)
}

/// What the fixes of one rule make of a text.
pub fn repair(entry: &RuleEntry, fixture: &Fixture, text: &str, least: Safety) -> FileReport {
    run(rules_for(&[entry]), fixture, text, Fixes::Apply(least))
}

/// What the fixes of several rules make of a text.
pub fn repair_all(entries: &[&RuleEntry], fixture: &Fixture, text: &str, least: Safety) -> FileReport {
    run(rules_for(entries), fixture, text, Fixes::Apply(least))
}

/// The rules that are run to see these: for the one about what silences the others, all that are on by default too.
fn rules_for(entries: &[&RuleEntry]) -> Vec<&'static Rule> {
    let mut rules: Vec<&'static Rule> = entries.iter().map(|entry| entry.rule).collect();
    if rules.iter().any(|rule| matches!(rule.needs, Needs::Suppressions)) {
        let others = registry::all().iter().map(|entry| entry.rule);
        rules.extend(others.filter(|rule| rule.default == rule::Default::On));
    }
    rules
}

/// How many findings every rule has in a text, but for rewrites of right code, which run for those who ask for them.
pub fn findings_of_all_rules(fixture: &Fixture, text: &str) -> BTreeMap<&'static str, usize> {
    let is_asked_for = |rule| library::of(rule).is_some() && rule.default == rule::Default::Off;
    let rules = registry::all().iter().map(|entry| entry.rule).filter(|rule| !is_asked_for(rule)).collect();
    let mut counts = BTreeMap::new();
    for finding in run(rules, fixture, text, Fixes::Report).findings {
        *counts.entry(finding.rule.code).or_default() += 1;
    }
    counts
}

/// A report as the user reads it.
pub fn rendered(report: &FileReport) -> String {
    let options =
        report::Options { format: Format::Full, color: Color::Plain, directory: PathBuf::from("/project") };
    let rendered = report::render_file(&options, report);
    String::from_utf8(rendered.output).expect("reports are UTF-8")
}

/// The patch of a repair; empty where it changes nothing.
pub fn patch(report: &FileReport) -> String {
    let Some(rewrite) = &report.rewrite else { return String::new() };
    String::from_utf8(unified_diff(&report.path, &rewrite.before, &rewrite.after))
        .expect("fixtures are UTF-8")
}

fn run(rules: Vec<&'static Rule>, fixture: &Fixture, text: &str, fixes: Fixes) -> FileReport {
    let source = Source::from_bytes(fixture.path.clone(), SourceKind::Python, text.as_bytes().to_vec())
        .expect("fixtures are UTF-8");
    let dispatch = Dispatch::new(rules);
    let job = Job {
        path: fixture.path.clone(),
        absolute: Path::new("/project").join(&fixture.path),
        text: Some(source),
        enabled: vec![true; dispatch.len()],
        options: Options { target: fixture.target, ..Options::default() },
        request: Request { fixes, noqa: Noqa::Honoured, previews: Previews::Edits },
    };
    let project = Project {
        dispatch: &dispatch,
        libraries: libraries(),
        roots: Vec::new(),
        base: PathBuf::from("/project"),
        chain_sites: asyncfix::program::chains::SITES_LIMIT,
        cache: None,
        key: 0,
    };
    let outcome = asyncfix::run::run(&project, &[job], &|| ());
    outcome.reports.into_iter().next().expect("a report for each job")
}

/// The comments of a text, sorted.
pub fn comments(text: &str) -> Vec<String> {
    let parsed = asyncfix::syntax::parse(text, &asyncfix::syntax::Grammar::Module).expect("the text parses");
    let mut comments: Vec<String> = parsed
        .tokens()
        .iter()
        .filter(|token| token.kind() == asyncfix::syntax::TokenKind::Comment)
        .map(|token| text[asyncfix::syntax::Ranged::range(token)].trim_end().to_owned())
        .collect();
    comments.sort();
    comments
}

/// What comes with asyncfix, each module read once for all tests.
fn libraries() -> &'static ReadOnce {
    static LIBRARIES: LazyLock<ReadOnce> = LazyLock::new(ReadOnce::default);
    &LIBRARIES
}

/// Libraries that remember what they have loaded: in a debug build reading stubs takes longer than the rest of a test.
#[derive(Default)]
pub struct ReadOnce {
    libraries: Libraries,
    loaded: Mutex<HashMap<String, Option<Library>>>,
}

impl asyncfix::program::Libraries for ReadOnce {
    fn load(&self, module: &str) -> Option<Library> {
        if let Some(known) = self.loaded.lock().expect("no test panicked with it").get(module) {
            return known.clone();
        }
        let library = self.libraries.load(module);
        self.loaded.lock().expect("no test panicked with it").insert(module.to_owned(), library.clone());
        library
    }
}
