//! One line a finding: `path:row:column: AFX101 [*] message`.

use std::io::Write;

use super::style::{CODE, MARKER, STRONG, paint};
use super::{Options, Rendered, text};
use crate::run::{FileReport, Problem, ProblemKind, ReportedFinding};

pub(super) fn render(options: &Options, report: &FileReport) -> Rendered {
    let mut rendered = Rendered::default();
    for problem in &report.problems {
        let stream = match problem.kind {
            ProblemKind::Syntax => &mut rendered.output,
            ProblemKind::Suppression | ProblemKind::Io | ProblemKind::Bug => &mut rendered.errors,
        };
        self::problem(options, report, problem, stream);
    }
    for finding in &report.findings {
        self::finding(options, report, finding, &mut rendered.output);
    }
    rendered
}

/// A problem's line: `path:row:column: error: message` for the file's own, `error: path: message` or `warning: path: message`
/// for the others.
pub(super) fn problem(options: &Options, report: &FileReport, problem: &Problem, out: &mut Vec<u8>) {
    let place = text::place(&report.path, problem.location);
    let message = text::neutral(&problem.message);
    let error = paint(options.color, CODE, "error");
    match problem.kind {
        ProblemKind::Syntax => writeln!(out, "{}: {error}: {message}", paint(options.color, STRONG, place)),
        ProblemKind::Suppression => {
            writeln!(out, "{}: {place}: {message}", paint(options.color, STRONG, "warning"))
        }
        ProblemKind::Io | ProblemKind::Bug => writeln!(out, "{error}: {place}: {message}"),
    }
    .expect("writing to memory");
}

/// The code, the marker and the message.
pub(super) fn headline(options: &Options, finding: &ReportedFinding, out: &mut Vec<u8>) {
    write!(out, "{} ", paint(options.color, CODE, finding.rule.code)).expect("writing to memory");
    if let Some(marker) = text::marker(finding) {
        write!(out, "{} ", paint(options.color, MARKER, marker)).expect("writing to memory");
    }
    writeln!(out, "{}", text::neutral(&finding.message)).expect("writing to memory");
}

fn finding(options: &Options, report: &FileReport, finding: &ReportedFinding, out: &mut Vec<u8>) {
    let place = text::place(&report.path, Some(finding.start));
    write!(out, "{}: ", paint(options.color, STRONG, place)).expect("writing to memory");
    headline(options, finding, out);
}
