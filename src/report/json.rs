//! Objects in the shape of ruff's `--output-format json`, so that its readers read ours. `help`, `related` and the fix's
//! `reason` and `dependencies` are our own. Columns count code points; ends are exclusive.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{Options, Rendered, text};
use crate::edit::Safety;
use crate::rule::Rule;
use crate::run::{FileReport, Problem, ProblemKind, RelatedPlace, ReportedFinding, ReportedFix};
use crate::source::{Location, Source};

/// Objects separated by commas and line feeds; the [`Document`](super::Document) adds the brackets.
pub(super) fn render(options: &Options, report: &FileReport) -> Rendered {
    let filename = absolute(&options.directory, &report.path);
    let source = report.source.as_deref();
    let problems = report.problems.iter().map(|problem| self::problem(&filename, problem));
    let findings = report.findings.iter().map(|finding| self::finding(options, &filename, source, finding));
    let mut output = Vec::new();
    for row in problems.chain(findings) {
        if !output.is_empty() {
            output.extend_from_slice(b",\n");
        }
        output.extend_from_slice(b"  ");
        let json = serde_json::to_string(&row).expect("rows have string keys");
        output.extend_from_slice(text::neutral_json(json).as_bytes());
    }
    Rendered { output, errors: Vec::new() }
}

#[derive(Serialize)]
#[expect(clippy::struct_field_names, reason = "ruff's names")]
struct Row<'a> {
    cell: Option<u32>,
    code: &'a str,
    name: &'a str,
    severity: &'static str,
    message: &'a str,
    help: Option<&'a str>,
    url: Option<&'a str>,
    filename: &'a str,
    location: Option<Place>,
    end_location: Option<Place>,
    noqa_row: Option<u32>,
    fix: Option<FixRow<'a>>,
    related: Vec<RelatedRow<'a>>,
}

#[derive(Serialize)]
struct RelatedRow<'a> {
    cell: Option<u32>,
    filename: String,
    location: Place,
    message: &'a str,
    source: &'a str,
}

#[derive(Serialize)]
struct FixRow<'a> {
    applicability: &'static str,
    message: &'a str,
    reason: Option<&'a str>,
    dependencies: &'static [String],
    edits: Vec<EditRow<'a>>,
}

#[derive(Serialize)]
struct EditRow<'a> {
    content: &'a str,
    location: Place,
    end_location: Place,
}

#[derive(Serialize)]
struct Place {
    row: u32,
    column: u32,
}

impl From<Location> for Place {
    fn from(location: Location) -> Self {
        Self { row: location.row, column: location.column }
    }
}

fn finding<'a>(
    options: &Options,
    filename: &'a str,
    source: Option<&Source>,
    finding: &'a ReportedFinding,
) -> Row<'a> {
    Row {
        cell: finding.start.cell,
        code: finding.rule.code,
        name: finding.rule.name,
        severity: "error",
        message: &finding.message,
        help: finding.help.as_deref(),
        url: None,
        filename,
        location: Some(finding.start.into()),
        end_location: Some(finding.end.into()),
        noqa_row: Some(finding.noqa_row),
        fix: source.zip(finding.fix.as_ref()).map(|(source, fix)| self::fix(source, finding.rule, fix)),
        related: finding.related.iter().map(|place| related(options, place)).collect(),
    }
}

fn related<'a>(options: &Options, place: &'a RelatedPlace) -> RelatedRow<'a> {
    RelatedRow {
        cell: place.location.cell,
        filename: absolute(&options.directory, &place.path),
        location: place.location.into(),
        message: &place.message,
        source: &place.line,
    }
}

fn fix<'a>(source: &Source, rule: &'static Rule, fix: &'a ReportedFix) -> FixRow<'a> {
    let edits = fix.edits.iter().map(|edit| EditRow {
        content: &edit.content,
        location: source.location(edit.range.start()).into(),
        end_location: source.location(edit.range.end()).into(),
    });
    FixRow {
        applicability: match fix.safety {
            Safety::Safe => "safe",
            Safety::Unsafe => "unsafe",
            Safety::Manual => "displayonly",
        },
        message: &fix.title,
        reason: fix.reason.as_deref(),
        dependencies: rule.dependencies(),
        edits: edits.collect(),
    }
}

fn problem<'a>(filename: &'a str, problem: &'a Problem) -> Row<'a> {
    let code = match problem.kind {
        ProblemKind::Syntax => "invalid-syntax",
        ProblemKind::Suppression => "invalid-suppression",
        ProblemKind::Io => "io-error",
        ProblemKind::Bug => "internal-error",
    };
    Row {
        cell: problem.location.and_then(|location| location.cell),
        code,
        name: code,
        severity: if problem.kind == ProblemKind::Suppression { "warning" } else { "error" },
        message: &problem.message,
        help: None,
        url: None,
        filename,
        location: problem.location.map(Place::from),
        end_location: problem.location.map(Place::from),
        noqa_row: None,
        fix: None,
        related: Vec::new(),
    }
}

/// The absolute path; `-`, standard input, stays as it is.
pub(super) fn absolute(directory: &Path, path: &Path) -> String {
    if path == Path::new("-") {
        return "-".to_owned();
    }
    let path: PathBuf = directory.join(path).components().collect();
    path.to_string_lossy().into_owned()
}
