//! A text alone, checked or repaired in memory: what examples of pages are run with.

use std::path::PathBuf;

use super::check::{Dispatch, Noqa};
use super::file::{Fixes, Previews, Request};
use super::libraries::Libraries;
use super::outcome::FileReport;
use super::project::{Job, Project, run};
use crate::edit::Safety;
use crate::rule::Options;
use crate::source::{Source, SourceError, SourceKind};

/// The report of a text as it is.
///
/// # Errors
/// The text cannot be read as Python's.
pub fn checked_text(dispatch: &Dispatch, options: &Options, text: &str) -> Result<FileReport, SourceError> {
    report(dispatch, options, text, Fixes::Report)
}

/// The report of a text, repaired by all fixes that are at least so safe.
///
/// # Errors
/// The text cannot be read as Python's.
pub fn repaired_text(
    dispatch: &Dispatch,
    options: &Options,
    text: &str,
    least: Safety,
) -> Result<FileReport, SourceError> {
    report(dispatch, options, text, Fixes::Apply(least))
}

fn report(
    dispatch: &Dispatch,
    options: &Options,
    text: &str,
    fixes: Fixes,
) -> Result<FileReport, SourceError> {
    let path = PathBuf::from("example.py");
    let source = Source::from_bytes(path.clone(), SourceKind::Python, text.as_bytes().to_vec())?;
    let base = PathBuf::from("/project");
    let job = Job {
        absolute: base.join(&path),
        path,
        text: Some(source),
        enabled: vec![true; dispatch.len()],
        options: options.clone(),
        request: Request { fixes, noqa: Noqa::Honoured, previews: Previews::Titles },
    };
    let libraries = Libraries { target: options.target, ..Libraries::default() };
    let project = Project {
        dispatch,
        libraries: &libraries,
        roots: Vec::new(),
        base,
        chain_sites: crate::program::chains::SITES_LIMIT,
        cache: None,
        key: 0,
    };
    let outcome = run(&project, &[job], &|| ());
    Ok(outcome.reports.into_iter().next().expect("a report for each job"))
}
