//! Findings, problems and totals as the user, an editor or a bot reads them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use asyncfix::edit::Safety;
use asyncfix::report::{
    Color, Document, Format, Mode, Options, RulePage, Summary, render_file, render_problems, rule_json,
    rule_text, rules_json, statistics, summary_text,
};
use asyncfix::rule::{self, Needs, Rule};
use asyncfix::run::{FileReport, Problem, ProblemKind, ReportedFinding, ReportedFix, Rewrite};
use asyncfix::source::{Location, Source, SourceKind, TextEdit};
use asyncfix::syntax::{TextRange, TextSize};
use proptest::prelude::*;

static SLEEP: Rule = rule("AFX101", "blocking-sleep", Some(Safety::Safe), rule::Default::On, &["ASYNC251"]);
static TASK: Rule = rule("AFX201", "dropped-task", None, rule::Default::Off, &[]);

const fn rule(
    code: &'static str,
    name: &'static str,
    safety: Option<Safety>,
    default: rule::Default,
    aliases: &'static [&'static str],
) -> Rule {
    Rule {
        code,
        name,
        safety,
        default,
        aliases,
        on: &[],
        needs: Needs::Words(&[]),
        program: None,
        check: |_, _| None,
    }
}

fn options(format: Format) -> Options {
    Options { format, color: Color::Plain, directory: PathBuf::from("/work") }
}

fn source(text: &str) -> Source {
    Source::from_bytes(PathBuf::from("pkg/a.py"), SourceKind::Python, text.as_bytes().to_vec())
        .expect("UTF-8")
}

fn range(text: &str, part: &str) -> TextRange {
    let start = text.find(part).expect("the part is in the text");
    TextRange::at(TextSize::try_from(start).expect("short"), TextSize::of(part))
}

fn location(text: &str, offset: TextSize) -> Location {
    let before = &text[..usize::from(offset)].replace("\r\n", "\n").replace('\r', "\n");
    let line = before.rsplit('\n').next().expect("at least one");
    let number = |value: usize| u32::try_from(value).expect("short");
    Location { cell: None, row: number(before.split('\n').count()), column: number(line.chars().count() + 1) }
}

fn finding(text: &str, part: &str) -> ReportedFinding {
    let range = range(text, part);
    let start = location(text, range.start());
    ReportedFinding {
        rule: &SLEEP,
        range,
        start,
        end: location(text, range.end()),
        noqa_row: start.row,
        message: "`time.sleep` blocks the event loop".to_owned(),
        help: None,
        fix: None,
        withheld: None,
        related: Vec::new(),
    }
}

fn fix(safety: Safety, edits: Vec<TextEdit>) -> ReportedFix {
    let reason = (safety != Safety::Safe).then(|| "the new await separates a read from a write".to_owned());
    ReportedFix { title: "Await `asyncio.sleep`".to_owned(), safety, reason, edits }
}

fn replace(text: &str, part: &str, content: &str) -> TextEdit {
    TextEdit { range: range(text, part), content: content.to_owned() }
}

fn report(text: &str, findings: Vec<ReportedFinding>) -> FileReport {
    FileReport {
        path: PathBuf::from("pkg/a.py"),
        source: Some(Arc::new(source(text))),
        findings,
        problems: Vec::new(),
        applied: Vec::new(),
        rewrite: None,
    }
}

fn problem(kind: ProblemKind, location: Option<Location>) -> Problem {
    Problem { kind, location, message: "what is\nwrong".to_owned() }
}

fn text(format: Format, report: &FileReport) -> String {
    String::from_utf8(render_file(&options(format), report).output).expect("UTF-8")
}

const SLEEPY: &str = "import time\n\n\nasync def f():\n    time.sleep(1)\n    return 2\n";

fn sleepy(safety: Safety) -> ReportedFinding {
    let edits = vec![
        replace(SLEEPY, "import time\n", "import asyncio\nimport time\n"),
        replace(SLEEPY, "time.sleep(1)", "await asyncio.sleep(1)"),
    ];
    ReportedFinding { fix: Some(fix(safety, edits)), ..finding(SLEEPY, "time.sleep(1)") }
}

#[test]
fn full_shows_the_place_the_help_and_the_fix() {
    let report = report(SLEEPY, vec![sleepy(Safety::Safe)]);
    insta::assert_snapshot!(text(Format::Full, &report), @r#"
    AFX101 [*] `time.sleep` blocks the event loop
     --> pkg/a.py:5:5
      |
    4 | async def f():
    5 |     time.sleep(1)
      |     ^^^^^^^^^^^^^
    6 |     return 2
      |
    help: Await `asyncio.sleep`
      |
    1 + import asyncio
    2 | import time
    ...
    5 | async def f():
      -     time.sleep(1)
    6 +     await asyncio.sleep(1)
    7 |     return 2
      |
    "#);
}

#[test]
fn full_says_why_a_fix_is_unsafe_or_missing() {
    let unsafe_ = sleepy(Safety::Unsafe);
    let withheld = ReportedFinding {
        help: Some("await `asyncio.sleep`".to_owned()),
        withheld: Some("a comment stands inside".to_owned()),
        ..finding(SLEEPY, "time.sleep(1)")
    };
    let report = report(SLEEPY, vec![unsafe_, withheld]);
    let text = text(Format::Full, &report);
    assert!(text.contains("AFX101 [-] `time.sleep`"), "{text}");
    assert!(text.contains("note: unsafe: the new await separates a read from a write\n\n"), "{text}");
    assert!(text.contains("\nAFX101 `time.sleep`"), "{text}");
    assert!(
        text.ends_with("help: await `asyncio.sleep`\nnote: no fix here: a comment stands inside\n\n"),
        "{text}"
    );
}

#[test]
fn carets_stand_under_wide_characters_and_after_tabs() {
    let source = "if x:\n\ty = '日本', time.sleep(1)\n";
    insta::assert_snapshot!(text(Format::Full, &report(source, vec![finding(source, "time.sleep(1)")])), @r#"
    AFX101 `time.sleep` blocks the event loop
     --> pkg/a.py:2:12
      |
    1 | if x:
    2 |     y = '日本', time.sleep(1)
      |                 ^^^^^^^^^^^^^
    "#);
}

#[test]
fn a_range_of_many_lines_shows_its_first() {
    let long = format!("f(\n{})\nx\n", "    1,\n".repeat(20));
    let call = long.trim_end_matches("\nx\n").to_owned();
    insta::assert_snapshot!(text(Format::Full, &report(&long, vec![finding(&long, &call)])), @r#"
    AFX101 `time.sleep` blocks the event loop
     --> pkg/a.py:1:1
      |
    1 | f(
      | ^^
    2 |     1,
      |
    "#);
}

#[test]
fn a_range_of_two_lines_is_shown_whole() {
    let source = "f(\n    1)\nx\n";
    insta::assert_snapshot!(text(Format::Full, &report(source, vec![finding(source, "f(\n    1)")])), @r#"
    AFX101 `time.sleep` blocks the event loop
     --> pkg/a.py:1:1
      |
    1 | / f(
    2 | |     1)
      | |______^
    3 |   x
      |
    "#);
}

#[test]
fn rows_are_counted_where_lines_end_in_carriage_returns() {
    let source = "a\rb\rtime.sleep(1)\rc\r";
    let mut finding = finding(source, "time.sleep(1)");
    finding.fix = Some(fix(Safety::Safe, vec![replace(source, "time.sleep(1)", "pass")]));
    insta::assert_snapshot!(text(Format::Full, &report(source, vec![finding])), @r#"
    AFX101 [*] `time.sleep` blocks the event loop
     --> pkg/a.py:3:1
      |
    2 | b
    3 | time.sleep(1)
      | ^^^^^^^^^^^^^
    4 | c
      |
    help: Await `asyncio.sleep`
      |
    2 | b
      - time.sleep(1)
    3 + pass
    4 | c
      |
    "#);
}

#[test]
fn a_removed_line_and_lines_far_apart() {
    let source = "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n";
    let edits = vec![replace(source, "b\n", ""), replace(source, "i", "i1\ni2")];
    let finding = ReportedFinding { fix: Some(fix(Safety::Safe, edits)), ..finding(source, "b") };
    insta::assert_snapshot!(text(Format::Full, &report(source, vec![finding])), @r#"
    AFX101 [*] `time.sleep` blocks the event loop
     --> pkg/a.py:2:1
      |
    1 | a
    2 | b
      | ^
    3 | c
      |
    help: Await `asyncio.sleep`
       |
     1 | a
       - b
     2 | c
    ...
     7 | h
       - i
     8 + i1
     9 + i2
    10 | j
       |
    "#);
}

#[test]
fn notebooks_count_within_the_cell() {
    let cell = |kind: &str, text: &str| {
        let lines: Vec<_> = text.split_inclusive('\n').collect();
        serde_json::json!({"cell_type": kind, "metadata": {}, "outputs": [], "execution_count": null, "source": lines})
    };
    let notebook = serde_json::json!({
        "cells": [cell("code", "import time\nx = 1"), cell("markdown", "text"), cell("code", "time.sleep(1)\ny")],
        "metadata": {}, "nbformat": 4, "nbformat_minor": 4,
    });
    let bytes = notebook.to_string().into_bytes();
    let source =
        Source::from_bytes(PathBuf::from("n.ipynb"), SourceKind::Notebook, bytes).expect("a notebook");
    let joined = source.text.clone();
    let edits = vec![
        replace(&joined, "import time", "import asyncio\nimport time"),
        replace(&joined, "time.sleep(1)", "await asyncio.sleep(1)"),
    ];
    let mut finding =
        ReportedFinding { fix: Some(fix(Safety::Safe, edits)), ..finding(&joined, "time.sleep(1)") };
    finding.start = Location { cell: Some(3), row: 1, column: 1 };
    finding.end = Location { cell: Some(3), row: 1, column: 14 };
    let mut report = report(&joined, vec![finding]);
    report.source = Some(Arc::new(source));
    report.path = PathBuf::from("n.ipynb");

    insta::assert_snapshot!(text(Format::Full, &report), @r#"
    AFX101 [*] `time.sleep` blocks the event loop
     --> n.ipynb:cell 3:1:1
      |
    1 | time.sleep(1)
      | ^^^^^^^^^^^^^
    2 | y
      |
    help: Await `asyncio.sleep`
      | cell 1
    1 + import asyncio
    2 | import time
      | cell 3
      - time.sleep(1)
    1 + await asyncio.sleep(1)
    2 | y
      |
    "#);
    assert!(text(Format::Concise, &report).starts_with("n.ipynb:cell 3:1:1: AFX101 [*] "));
    let row: serde_json::Value = serde_json::from_str(&text(Format::Json, &report)).expect("one object");
    assert_eq!(row["cell"], 3);
    assert_eq!(row["fix"]["edits"][1]["location"], serde_json::json!({"row": 1, "column": 1}));
}

#[test]
fn concise_is_a_line_a_finding() {
    let report = report(SLEEPY, vec![sleepy(Safety::Safe), finding(SLEEPY, "return 2")]);
    insta::assert_snapshot!(text(Format::Concise, &report), @r#"
    pkg/a.py:5:5: AFX101 [*] `time.sleep` blocks the event loop
    pkg/a.py:6:5: AFX101 `time.sleep` blocks the event loop
    "#);
}

#[test]
fn colours_only_when_asked_for() {
    let report = report(SLEEPY, vec![sleepy(Safety::Safe)]);
    for format in [Format::Full, Format::Concise] {
        let plain = text(format, &report);
        let options = Options { color: Color::Ansi, ..options(format) };
        let colored = String::from_utf8(render_file(&options, &report).output).expect("UTF-8");
        assert!(!plain.contains('\x1b'), "{plain}");
        assert!(colored.contains("\x1b[36m[*]\x1b[0m"), "{colored}");
        assert_eq!(anstream::adapter::strip_str(&colored).to_string(), plain);
    }
}

#[test]
fn a_syntax_error_is_a_finding_and_other_problems_go_to_standard_error() {
    let mut report = report("x = (\n", Vec::new());
    let place = Location { cell: None, row: 1, column: 5 };
    report.problems = vec![
        problem(ProblemKind::Syntax, Some(place)),
        problem(ProblemKind::Io, None),
        problem(ProblemKind::Bug, None),
    ];
    insta::assert_snapshot!(text(Format::Full, &report), @r#"
    invalid-syntax: what is␊wrong
     --> pkg/a.py:1:5
      |
    1 | x = (
      |     ^
    "#);
    assert_eq!(text(Format::Concise, &report), "pkg/a.py:1:5: error: what is␊wrong\n");
    let errors = "error: pkg/a.py: what is␊wrong\nerror: pkg/a.py: what is␊wrong\n";
    for format in [Format::Full, Format::Concise] {
        assert_eq!(String::from_utf8(render_file(&options(format), &report).errors).expect("UTF-8"), errors);
    }
    let all = String::from_utf8(render_problems(&options(Format::Full), &report)).expect("UTF-8");
    assert_eq!(all, format!("pkg/a.py:1:5: error: what is␊wrong\n{errors}"));

    let rows: Vec<serde_json::Value> =
        serde_json::from_str(&format!("[{}]", text(Format::Json, &report))).expect("an array");
    let codes: Vec<_> = rows.iter().map(|row| row["code"].as_str().expect("a code")).collect();
    assert_eq!(codes, ["invalid-syntax", "io-error", "internal-error"]);
    assert_eq!(rows[0]["location"], serde_json::json!({"row": 1, "column": 5}));
    assert_eq!(rows[1]["location"], serde_json::Value::Null);
    assert_eq!(render_file(&options(Format::Json), &report).errors, b"");
}

#[test]
fn json_has_the_shape_that_readers_of_ruff_know() {
    let mut finding = sleepy(Safety::Unsafe);
    finding.help = Some("await `asyncio.sleep`".to_owned());
    let row: serde_json::Value =
        serde_json::from_str(&text(Format::Json, &report(SLEEPY, vec![finding]))).expect("one object");
    assert_eq!(
        row,
        serde_json::json!({
            "cell": null,
            "code": "AFX101",
            "name": "blocking-sleep",
            "severity": "error",
            "message": "`time.sleep` blocks the event loop",
            "help": "await `asyncio.sleep`",
            "url": null,
            "filename": Path::new("/work").join("pkg").join("a.py"),
            "location": {"row": 5, "column": 5},
            "end_location": {"row": 5, "column": 18},
            "noqa_row": 5,
            "related": [],
            "fix": {
                "applicability": "unsafe",
                "message": "Await `asyncio.sleep`",
                "reason": "the new await separates a read from a write",
                "dependencies": [],
                "edits": [
                    {
                        "content": "import asyncio\nimport time\n",
                        "location": {"row": 1, "column": 1},
                        "end_location": {"row": 2, "column": 1},
                    },
                    {
                        "content": "await asyncio.sleep(1)",
                        "location": {"row": 5, "column": 5},
                        "end_location": {"row": 5, "column": 18},
                    },
                ],
            },
        })
    );
}

#[test]
fn json_of_many_files_is_one_array() {
    let report = report(SLEEPY, vec![sleepy(Safety::Safe), finding(SLEEPY, "return 2")]);
    let rendered = render_file(&options(Format::Json), &report).output;
    for files in [vec![], vec![&*rendered], vec![b"", &*rendered, b"", &*rendered]] {
        let mut document = Document::begin(Format::Json, Vec::new()).expect("memory");
        for file in &files {
            document.add(file).expect("memory");
        }
        let bytes = document.end().expect("memory");
        let rows: Vec<serde_json::Value> = serde_json::from_slice(&bytes).expect("an array");
        assert_eq!(rows.len(), 2 * files.iter().filter(|file| !file.is_empty()).count());
        // One object a line, and two lines for the brackets.
        assert!(rows.is_empty() || bytes.split(|&byte| byte == b'\n').count() - 1 == rows.len() + 2);
    }
}

fn totals() -> Summary {
    let mut first = report(SLEEPY, vec![sleepy(Safety::Safe), sleepy(Safety::Unsafe)]);
    first.findings.push(ReportedFinding { rule: &TASK, ..finding(SLEEPY, "return 2") });
    let mut second = report(SLEEPY, vec![sleepy(Safety::Safe), sleepy(Safety::Manual)]);
    second.problems.push(problem(ProblemKind::Syntax, None));
    let mut summary = Summary::of(&first);
    summary += Summary::of(&second);
    summary
}

fn clean() -> Summary {
    Summary::of(&report("", Vec::new()))
}

fn fixed() -> Summary {
    let mut one = report(SLEEPY, vec![sleepy(Safety::Unsafe)]);
    one.applied = vec![(&SLEEP, 2), (&TASK, 3)];
    one.rewrite = Some(Rewrite { before: Vec::new(), after: b"x".to_vec() });
    Summary::of(&one)
}

#[test]
fn the_last_lines_of_a_check() {
    let check = |least, summary: &Summary| summary_text(Mode::Check, least, summary);
    assert_eq!(
        check(Safety::Safe, &totals()),
        "Found 5 findings and 1 syntax error.\n[*] 2 fixable with `--write` (1 more with `--unsafe-fixes`).\n"
    );
    assert!(check(Safety::Unsafe, &totals()).ends_with("\n[*] 3 fixable with `--write --unsafe-fixes`.\n"));
    assert_eq!(check(Safety::Safe, &clean()), "All checks passed!\n");
    assert_eq!(check(Safety::Safe, &Summary::default()), "No Python files found.\n");
    let only_unsafe = Summary::of(&report(SLEEPY, vec![sleepy(Safety::Unsafe)]));
    assert_eq!(
        check(Safety::Safe, &only_unsafe),
        "Found 1 finding.\n[-] 1 fixable with `--write --unsafe-fixes`.\n"
    );
    let mut unread = report("", Vec::new());
    unread.problems.push(problem(ProblemKind::Io, None));
    let unread = Summary::of(&unread);
    assert_eq!(check(Safety::Safe, &unread), "Found nothing, but 1 error kept files from being checked.\n");
}

#[test]
fn the_last_lines_of_a_dry_run() {
    let diff = |least, summary: &Summary| summary_text(Mode::Diff, least, summary);
    assert_eq!(
        diff(Safety::Safe, &fixed()),
        "Would fix 5 findings in 1 file (1 more with `--unsafe-fixes`).\n"
    );
    assert_eq!(diff(Safety::Unsafe, &fixed()), "Would fix 5 findings in 1 file.\n");
    assert_eq!(diff(Safety::Unsafe, &clean()), "Would fix nothing.\n");
    let only_unsafe = Summary::of(&report(SLEEPY, vec![sleepy(Safety::Unsafe)]));
    assert_eq!(diff(Safety::Safe, &only_unsafe), "Would fix nothing (1 fixable with `--unsafe-fixes`).\n");
}

#[test]
fn the_last_lines_of_a_migration() {
    insta::assert_snapshot!(summary_text(Mode::Write, Safety::Safe, &fixed()), @r#"
    Fixed 5 findings in 1 file:
    - 3 × AFX201 (dropped-task)
    - 2 × AFX101 (blocking-sleep)

    Found 6 findings (5 fixed, 1 left).
    [-] 1 fixable with `--unsafe-fixes`.
    "#);
    assert_eq!(summary_text(Mode::Write, Safety::Safe, &clean()), "All checks passed!\n");
}

#[test]
fn statistics_begin_with_the_most_frequent() {
    insta::assert_snapshot!(statistics(Format::Full, Safety::Safe, &totals()).replace('\t', "→"), @r#"
    4→AFX101        →[*] blocking-sleep
    1→AFX201        →[ ] dropped-task
    1→invalid-syntax→[ ] invalid-syntax
    "#);
    let rows: serde_json::Value =
        serde_json::from_str(&statistics(Format::Json, Safety::Unsafe, &totals())).expect("an array");
    assert_eq!(
        rows[0],
        serde_json::json!(
            {"code": "AFX101", "name": "blocking-sleep", "count": 4, "fixable": true, "fixable_count": 3}
        )
    );
    assert_eq!(rows[1]["fixable"], false);
}

#[test]
fn a_rule_has_a_page() {
    let docs = "## What it does\nFinds `time.sleep`\nin async code.\n\n## Fix safety\nSafe.\n";
    let page = RulePage { rule: &SLEEP, family: "blocking", docs };
    let text = rule_text(&page);
    let head = "# blocking-sleep (AFX101)\n\nFamily `blocking`; has safe fixes; on by default.\n";
    assert!(text.starts_with(head), "{text}");
    assert!(text.contains("ASYNC251"), "{text}");
    assert!(text.ends_with("## Fix safety\nSafe.\n"), "{text}");
    let entry: serde_json::Value = serde_json::from_str(&rule_json(&page)).expect("an object");
    assert_eq!(
        entry,
        serde_json::json!({
            "name": "blocking-sleep",
            "code": "AFX101",
            "family": "blocking",
            "summary": "Finds `time.sleep` in async code.",
            "fix_availability": "safe",
            "default": true,
            "aliases": ["ASYNC251"],
            "explanation": docs,
        })
    );
    let all: serde_json::Value = serde_json::from_str(&rules_json(&[page, page])).expect("an array");
    assert_eq!(all[1], entry);
}

#[test]
fn a_file_name_cannot_command_the_terminal() {
    let mut report = report(SLEEPY, vec![finding(SLEEPY, "return 2")]);
    report.path = PathBuf::from("a\x1b[2J\n:1:2.py");
    for format in [Format::Full, Format::Concise] {
        let text = text(format, &report);
        assert!(text.contains("a␛[2J␊:1:2.py:6:5"), "{text:?}");
        assert!(!text.contains('\x1b'), "{text:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_source_breaks_the_excerpt_or_commands_the_terminal(
        text in "[ab \t\r\n日\u{301}\u{1b}\u{9b}\u{202e}\u{200b}\u{200f}\u{7f}]{0,30}",
        start in 0_usize..30, length in 0_usize..30, content in "[x\n\u{1b}]{0,3}",
    ) {
        let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap();
        let (start, end) = (boundary(start), boundary(start + length));
        let size = |at: usize| TextSize::try_from(at).unwrap();
        let mut finding = finding(&text, "");
        finding.range = TextRange::new(size(start), size(end));
        finding.start = location(&text, size(start));
        finding.fix = Some(fix(Safety::Safe, vec![TextEdit { range: finding.range, content }]));
        let place = format!("--> pkg/a.py:{}:{}\n", finding.start.row, finding.start.column);
        let rendered = self::text(Format::Full, &report(&text, vec![finding]));
        prop_assert!(!rendered.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}' || c == '\u{200f}'), "{:?}", rendered);
        prop_assert!(rendered.contains(&place), "{:?}", rendered);
    }
}
