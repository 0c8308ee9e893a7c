//! The places that a finding leads to, as the user reads them under it.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use asyncfix::report::{Color, Format, Options, render_file};
use asyncfix::rule::{self, Needs, Rule};
use asyncfix::run::{FileReport, RelatedPlace, ReportedFinding};
use asyncfix::source::{Location, Source, SourceKind};
use asyncfix::syntax::{TextRange, TextSize};
use serde_json::json;

static CHAIN: Rule = Rule {
    code: "AFX103",
    name: "blocking-chain",
    safety: None,
    default: rule::Default::On,
    aliases: &[],
    on: &[],
    needs: Needs::Words(&[]),
    program: None,
    check: |_, _| None,
};

const TEXT: &str = "async def f():\n    load()\n";

fn at(row: u32, column: u32) -> Location {
    Location { cell: None, row, column }
}

fn place(path: &str, location: Location, line: &str, message: &str) -> RelatedPlace {
    RelatedPlace { path: PathBuf::from(path), location, line: line.to_owned(), message: message.to_owned() }
}

fn rendered(format: Format, color: Color, related: Vec<RelatedPlace>) -> String {
    let source = Source::from_bytes(PathBuf::from("a.py"), SourceKind::Python, TEXT.as_bytes().to_vec())
        .expect("UTF-8");
    let start = TextSize::try_from(TEXT.find("load").expect("it is there")).expect("short");
    let finding = ReportedFinding {
        rule: &CHAIN,
        range: TextRange::at(start, TextSize::of("load()")),
        start: at(2, 5),
        end: at(2, 11),
        noqa_row: 2,
        message: "`load` stops the event loop".to_owned(),
        help: Some("run it in a thread".to_owned()),
        fix: None,
        withheld: None,
        related,
    };
    let mut report = FileReport::empty(Path::new("a.py"));
    report.source = Some(Arc::new(source));
    report.findings.push(finding);
    let options = Options { format, color, directory: PathBuf::from("/work") };
    String::from_utf8(render_file(&options, &report).output).expect("UTF-8")
}

fn chain() -> Vec<RelatedPlace> {
    vec![
        place("pkg/store.py", at(120, 12), "return fetch(url)", "in `load`"),
        place("pkg/http.py", at(7, 10), "with urlopen(url) as response:", "in `fetch`"),
    ]
}

#[test]
fn full_shows_the_chain_like_a_traceback() {
    insta::assert_snapshot!(rendered(Format::Full, Color::Plain, chain()), @r"
    AFX103 `load` stops the event loop
     --> a.py:2:5
      |
    1 | async def f():
    2 |     load()
      |     ^^^^^^
     ::: pkg/store.py:120:12 in `load`
      |     return fetch(url)
     ::: pkg/http.py:7:10 in `fetch`
      |     with urlopen(url) as response:
      |
    help: run it in a thread
    ");
}

#[test]
fn concise_stays_one_line() {
    let text = rendered(Format::Concise, Color::Plain, chain());
    assert_eq!(text, "a.py:2:5: AFX103 `load` stops the event loop\n");
}

#[test]
fn json_names_the_places() {
    let mut related = chain();
    related[1].location.cell = Some(3);
    let row: serde_json::Value =
        serde_json::from_str(&rendered(Format::Json, Color::Plain, related)).expect("an object");
    assert_eq!(
        row["related"],
        json!([
            {
                "cell": null,
                "filename": "/work/pkg/store.py",
                "location": {"row": 120, "column": 12},
                "message": "in `load`",
                "source": "return fetch(url)",
            },
            {
                "cell": 3,
                "filename": "/work/pkg/http.py",
                "location": {"row": 7, "column": 10},
                "message": "in `fetch`",
                "source": "with urlopen(url) as response:",
            },
        ])
    );
    let none: serde_json::Value =
        serde_json::from_str(&rendered(Format::Json, Color::Plain, Vec::new())).expect("an object");
    assert_eq!(none["related"], json!([]));
}

#[test]
fn no_line_commands_the_terminal_or_fills_it() {
    let line = format!("x = '\x1b[2J\u{202e}\u{9b}\t{}'", "y".repeat(5000));
    let places = || vec![place("b\x1b[2J\n.py", at(1, 1), &line, "in `a\x1b`")];
    let text = rendered(Format::Full, Color::Plain, places());
    assert!(text.contains("::: b␛[2J␊.py:1:1 in `a␛`\n"), "{text:?}");
    assert!(!text.contains(|c: char| (c.is_control() && c != '\n') || c == '\u{202e}'), "{text:?}");
    assert!(text.lines().all(|line| line.chars().count() < 140), "{text:?}");
    assert!(text.contains("y…\n"), "{text:?}");
    let colored = rendered(Format::Full, Color::Ansi, places());
    assert!(colored.contains("\x1b[0m") && !colored.contains("[2J\u{202e}"), "{colored:?}");
}

#[test]
fn a_chain_through_files_is_shown_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    write("web.py", "from store import load\n\n\nasync def show(url):\n    return load(url)\n");
    write("store.py", "import http_\n\n\ndef load(url):\n    return http_.fetch(url)\n");
    write("http_.py", "from time import sleep\n\n\ndef fetch(url):\n    sleep(1)  # polite\n");
    let run = |format: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_asyncfix"))
            .args(["--isolated", "--select", "AFX103", "--output-format", format, "."])
            .current_dir(folder.path())
            .output()
            .expect("it runs");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let full = run("full");
    let frames = " ::: store.py:5:12 in `load`\n  |     return http_.fetch(url)\n \
                  ::: http_.py:5:5 in `fetch`\n  |     sleep(1)  # polite\n  |\nhelp: ";
    assert!(full.contains(frames), "{full}");
    let concise = run("concise");
    assert!(concise.starts_with("web.py:5:12: AFX103 "), "{concise}");
    assert!(concise.contains("`load`") && concise.contains("`time.sleep`"), "{concise}");
    assert!(!concise.contains(":::"), "{concise}");
}
