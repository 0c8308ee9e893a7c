//! What a run says of a file: plain data, made in a worker thread, after which the file's tree is gone.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::edit::Safety;
use crate::rule::Rule;
use crate::source::{Location, Source, SourceError, TextEdit};
use crate::syntax::TextRange;

/// Everything one run says of one file.
pub struct FileReport {
    /// The path as the user sees it.
    pub path: PathBuf,
    /// The text that the findings' ranges point into; `None` where nothing was found or the file could not be read.
    pub source: Option<Arc<Source>>,
    /// The findings that are left, in the order of the source.
    pub findings: Vec<ReportedFinding>,
    /// Why the file could not be checked, or not be checked whole; empty for most files.
    pub problems: Vec<Problem>,
    /// How many fixes were applied (or would be, for a dry run), by rule.
    pub applied: Vec<(&'static Rule, u32)>,
    /// The file's bytes before and after the fixes, if they differ.
    pub rewrite: Option<Rewrite>,
}

impl FileReport {
    /// A report that says nothing.
    pub fn empty(path: &Path) -> FileReport {
        FileReport {
            path: path.to_owned(),
            source: None,
            findings: Vec::new(),
            problems: Vec::new(),
            applied: Vec::new(),
            rewrite: None,
        }
    }
}

impl Problem {
    /// A mistake of asyncfix's own.
    pub fn bug(message: String) -> Problem {
        Problem { kind: ProblemKind::Bug, location: None, message }
    }

    /// A file that cannot be read, written or decoded.
    pub fn of_source(error: &SourceError) -> Problem {
        let kind = if error.is_io() { ProblemKind::Io } else { ProblemKind::Syntax };
        Problem { kind, location: error.location(), message: error.to_string() }
    }
}

/// The whole content of a file before and after.
pub struct Rewrite {
    /// As it was read.
    pub before: Vec<u8>,
    /// As it is, or would be, written.
    pub after: Vec<u8>,
}

/// A finding with its places worked out.
pub struct ReportedFinding {
    /// The rule.
    pub rule: &'static Rule,
    /// The range in the source's text.
    pub range: TextRange,
    /// Where it starts.
    pub start: Location,
    /// Where it ends, exclusive.
    pub end: Location,
    /// The row on which a `# noqa` silences it.
    pub noqa_row: u32,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
    /// The repair.
    pub fix: Option<ReportedFix>,
    /// Why there is no repair here although the rule has one.
    pub withheld: Option<String>,
    /// Other places that belong to it, in the order in which they are read.
    pub related: Vec<RelatedPlace>,
}

/// A place in some file that belongs to a finding.
pub struct RelatedPlace {
    /// The file as the user sees it.
    pub path: PathBuf,
    /// Where in it.
    pub location: Location,
    /// The line there, without the blanks around it.
    pub line: String,
    /// What it has to do with the finding.
    pub message: String,
}

/// A repair as text edits, for people, editors and bots.
pub struct ReportedFix {
    /// What it does.
    pub title: String,
    /// How far it can be trusted.
    pub safety: Safety,
    /// Why it is not safe.
    pub reason: Option<String>,
    /// All its edits, imports included, in the order of the source. They do not overlap.
    pub edits: Vec<TextEdit>,
}

/// What is wrong with a file apart from findings: mostly that it could not be checked as asked.
pub struct Problem {
    /// What kind of trouble it is.
    pub kind: ProblemKind,
    /// Where; `None` for the whole file.
    pub location: Option<Location>,
    /// What is wrong and what to do about it.
    pub message: String,
}

/// The kinds of trouble, which decide the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProblemKind {
    /// The file does not parse (or decode). Reported like a finding: exit status 1.
    Syntax,
    /// A comment that was meant to silence findings, and does not. A warning: it changes no exit status.
    Suppression,
    /// The file could not be read or written. Exit status 2.
    Io,
    /// A mistake of asyncfix's own. Exit status 2, whatever else is asked.
    Bug,
}
