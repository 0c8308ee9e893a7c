//! A finding with all that is known of it: the place in the source, the places that it leads to, what to do, and the
//! fix as a small diff.

use std::io::Write;

use super::style::{CODE, HELP, STRONG, paint};
use super::{Options, Rendered};
use super::{concise, excerpt, fix_lines, text};
use crate::edit::Safety;
use crate::run::{FileReport, Problem, ProblemKind, ReportedFinding, ReportedFix};
use crate::source::Source;
use crate::syntax::{TextLen, TextRange, TextSize};

pub(super) fn render(options: &Options, report: &FileReport) -> Rendered {
    let mut rendered = Rendered::default();
    for problem in &report.problems {
        match problem.kind {
            ProblemKind::Syntax => syntax_error(options, report, problem, &mut rendered.output),
            ProblemKind::Suppression | ProblemKind::Io | ProblemKind::Bug => {
                concise::problem(options, report, problem, &mut rendered.errors);
            }
        }
    }
    for finding in &report.findings {
        self::finding(options, report, finding, &mut rendered.output);
    }
    rendered
}

fn finding(options: &Options, report: &FileReport, finding: &ReportedFinding, out: &mut Vec<u8>) {
    concise::headline(options, finding, out);
    let place = text::place(&report.path, Some(finding.start));
    let source = report.source.as_deref();
    let width = if let Some(source) = source {
        excerpt::write(options, source, finding.range, &place, out)
    } else {
        writeln!(out, " --> {place}").expect("writing to memory");
        1
    };
    excerpt::related(options, width, &finding.related, out);
    if let Some(help) = finding.help.as_deref().or(finding.fix.as_ref().map(|fix| fix.title.as_str())) {
        note(options, "help", &text::neutral(help), out);
    }
    if let Some(fix) = &finding.fix {
        self::fix(options, source, fix, out);
        if let Some(needed) = text::requirements(finding.rule.dependencies()) {
            note(options, "note", &format!("the result needs {needed}"), out);
        }
    }
    if let Some(withheld) = &finding.withheld {
        note(options, "note", &format!("no fix here: {}", text::neutral(withheld)), out);
    }
    out.push(b'\n');
}

fn fix(options: &Options, source: Option<&Source>, fix: &ReportedFix, out: &mut Vec<u8>) {
    if let Some(source) = source {
        fix_lines::write(options, source, &fix.edits, out);
    }
    let level = match fix.safety {
        Safety::Safe => return,
        Safety::Unsafe => "unsafe",
        Safety::Manual => "not applied",
    };
    match &fix.reason {
        Some(reason) => note(options, "note", &format!("{level}: {}", text::neutral(reason)), out),
        None => note(options, "note", level, out),
    }
}

fn syntax_error(options: &Options, report: &FileReport, problem: &Problem, out: &mut Vec<u8>) {
    let code = paint(options.color, CODE, "invalid-syntax");
    writeln!(out, "{code}: {}", text::neutral(&problem.message)).expect("writing to memory");
    let place = text::place(&report.path, problem.location);
    match report.source.as_deref().zip(problem.location).filter(|(_, location)| location.cell.is_none()) {
        Some((source, location)) => {
            let offset = offset(source, location.row, location.column);
            let _ = excerpt::write(options, source, TextRange::empty(offset), &place, out);
        }
        None => writeln!(out, " --> {place}").expect("writing to memory"),
    }
    out.push(b'\n');
}

fn note(options: &Options, label: &str, message: &str, out: &mut Vec<u8>) {
    let style = if label == "help" { HELP } else { STRONG };
    writeln!(out, "{}: {message}", paint(options.color, style, label)).expect("writing to memory");
}

/// The offset of a place outside notebooks: the inverse of [`Source::location`].
fn offset(source: &Source, row: u32, column: u32) -> TextSize {
    let first = source.lines().line_index(TextSize::default());
    let row = first.saturating_add(row.saturating_sub(1) as usize);
    let start = source.lines().line_start(row, &source.text);
    let line = &source.text[usize::from(start)..];
    let column = column.saturating_sub(1) as usize;
    start + line.chars().take(column).map(TextLen::text_len).sum::<TextSize>()
}
