//! What the user reads: findings as text or JSON, diffs, statistics.
//!
//! A worker thread turns its file into bytes with [`render_file`], so that no source text outlives its check, and the
//! main thread joins these bytes in the order of the paths with a [`Document`]. What is counted over all files is a
//! [`Summary`], which workers add up; [`summary_text`] and [`statistics`] read it. A dry run prints [`unified_diff`]s. [`render_graph`]
//! is what `asyncfix graph` prints.

mod concise;
mod diff;
mod document;
mod excerpt;
mod fix_lines;
mod full;
mod graph;
mod json;
mod page;
mod place;
mod statistics;
mod style;
mod summary;
mod text;

pub use diff::{colored_diff, unified_diff};
pub use document::Document;
pub use graph::{GraphFormat, render_graph};
pub use page::{RulePage, rule_json, rule_text, rules_json};
pub use statistics::statistics;
pub use summary::{Mode, RuleCounts, Summary, summary_text};

use std::path::{Path, PathBuf};

use crate::run::{FileReport, Problem};

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// With an excerpt of the source and the fix as a small diff.
    Full,
    /// One line a finding.
    Concise,
    /// An array of objects in the shape of ruff's `--output-format json`, one object a line.
    Json,
}

/// Whether text carries ANSI colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// Text without escape sequences.
    Plain,
    /// With escape sequences, for a terminal.
    Ansi,
}

/// How reports are written; the same for all files of a run.
#[derive(Debug, Clone)]
pub struct Options {
    /// The format.
    pub format: Format,
    /// For the text formats.
    pub color: Color,
    /// The absolute directory that relative paths start from: JSON names files absolutely.
    pub directory: PathBuf,
}

/// What one file's report adds to the two streams.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Rendered {
    /// For standard output, or the output file. Give it to [`Document::add`].
    pub output: Vec<u8>,
    /// For standard error: what could not be read or written, and asyncfix's own mistakes. Empty in JSON, which
    /// has objects for these.
    pub errors: Vec<u8>,
}

/// Writes one file's findings and problems in the chosen format.
pub fn render_file(options: &Options, report: &FileReport) -> Rendered {
    match options.format {
        Format::Full => full::render(options, report),
        Format::Concise => concise::render(options, report),
        Format::Json => json::render(options, report),
    }
}

/// Writes one file's problems alone as lines for standard error, for a dry run, whose output is a patch.
pub fn render_problems(options: &Options, report: &FileReport) -> Vec<u8> {
    let mut errors = Vec::new();
    for problem in &report.problems {
        concise::problem(options, report, problem, &mut errors);
    }
    errors
}

/// One problem as a line for standard error.
pub fn problem_line(color: Color, path: &Path, problem: &Problem) -> String {
    let options = Options { format: Format::Concise, color, directory: PathBuf::new() };
    let report = FileReport::empty(path);
    let mut line = Vec::new();
    concise::problem(&options, &report, problem, &mut line);
    String::from_utf8_lossy(&line).into_owned()
}

/// Names to choose from, a line each, for standard error.
pub fn name_lines(names: &[String]) -> String {
    let mut lines = String::new();
    for name in names {
        lines.push_str("  ");
        lines.push_str(&text::neutral(name));
        lines.push('\n');
    }
    lines
}

/// A line for standard error about what concerns no single file.
pub fn error_line(color: Color, message: &str) -> String {
    format!("{}: {}\n", style::paint(color, style::CODE, "error"), text::neutral(message))
}

/// A line for standard error about what the user may want to know.
pub fn note_line(color: Color, message: &str) -> String {
    format!("{}: {}\n", style::paint(color, style::STRONG, "note"), text::neutral(message))
}
