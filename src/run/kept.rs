//! What a run keeps of files for the next one, and how it finds it again: reports as bytes, and which file is unchanged.
//!
//! A file whose stamp is the one it had is not read. If all files of a run are unchanged, its reports are those of the
//! last one. Else facts and reports of unchanged files are taken from the cache, and the program is linked from them.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use super::outcome::{FileReport, Problem, ProblemKind, RelatedPlace, ReportedFinding, ReportedFix};
use super::project::{Job, Understanding};
use crate::cache::{Cache, ContentHash, Stamp};
use crate::codemod::library;
use crate::edit::Safety;
use crate::rule::{Rule, registry};
use crate::source::{Location, Source, TextEdit};
use crate::syntax::{TextRange, TextSize};

/// The files of a run as the cache knows them.
pub(super) struct Known {
    /// For each job the stamp that its file has, and the content that the cache knows to have that stamp.
    files: Vec<Option<(Stamp, Option<ContentHash>)>>,
}

impl Known {
    /// Asks the file system for every file's stamp.
    pub fn of(cache: &Cache, jobs: &[Job]) -> Known {
        let files = jobs
            .par_iter()
            .map(|job| {
                let metadata = job.text.is_none().then(|| std::fs::metadata(&job.absolute).ok()).flatten()?;
                let stamp = Stamp::from(&metadata);
                Some((stamp, cache.known(&path_key(&job.path), &stamp)))
            })
            .collect();
        Known { files }
    }

    /// The content of a job's file, if it is unchanged.
    pub fn content(&self, job: usize) -> Option<ContentHash> {
        self.files[job]?.1
    }

    /// Keeps what content a job's file had.
    pub fn learn(&self, cache: &Cache, index: usize, job: &Job, content: ContentHash) {
        if let Some((stamp, None)) = &self.files[index] {
            cache.learn(&path_key(&job.path), stamp, content);
        }
    }

    /// A number for all files with their contents and settings, and for what else counts, which is `key`; `None` if one
    /// of them is not known.
    pub fn digest(&self, jobs: &[Job], key: u128) -> Option<u128> {
        let all: Vec<(ContentHash, u64)> = jobs
            .par_iter()
            .enumerate()
            .map(|(index, job)| Some((self.content(index)?, report_key(job))))
            .collect::<Option<_>>()?;
        Some(digest_of(all, key))
    }
}

/// A number for files in their order, by contents and report keys, and for what else counts.
pub(super) fn digest_of(files: impl IntoIterator<Item = (ContentHash, u64)>, key: u128) -> u128 {
    let mut digest = Xxh3::new();
    digest.update(&key.to_le_bytes());
    for (content, key) in files {
        digest.update(&content.get().to_le_bytes());
        digest.update(&key.to_le_bytes());
    }
    digest.digest128()
}

/// What tells files of equal content apart in a report: the path, and what is asked.
pub(super) fn report_key(job: &Job) -> u64 {
    let mut text = path_key(&job.path);
    text.push('\0');
    text.extend(job.enabled.iter().map(|is_on| if *is_on { '1' } else { '0' }));
    write!(text, "{:?}{:?}{:?}", job.options, job.request.noqa, job.request.previews)
        .expect("a string takes all text");
    xxh3_64(text.as_bytes())
}

/// A path as text, without loss.
fn path_key(path: &Path) -> String {
    match path.to_str() {
        Some(text) => text.to_owned(),
        None => path.as_os_str().as_encoded_bytes().escape_ascii().to_string(),
    }
}

#[derive(Serialize, Deserialize)]
struct KeptReport {
    findings: Vec<KeptFinding>,
    problems: Vec<KeptProblem>,
}

#[derive(Serialize, Deserialize)]
struct KeptFinding {
    rule: String,
    range: (u32, u32),
    message: String,
    help: Option<String>,
    fix: Option<KeptFix>,
    withheld: Option<String>,
    related: Vec<KeptPlace>,
    noqa_row: u32,
}

#[derive(Serialize, Deserialize)]
struct KeptFix {
    title: String,
    safety: u8,
    reason: Option<String>,
    edits: Vec<(u32, u32, String)>,
}

#[derive(Serialize, Deserialize)]
struct KeptPlace {
    path: std::path::PathBuf,
    location: KeptLocation,
    line: String,
    message: String,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
struct KeptLocation(Option<u32>, u32, u32);

#[derive(Serialize, Deserialize)]
struct KeptProblem {
    is_warning: bool,
    location: Option<KeptLocation>,
    message: String,
}

/// A report as bytes; none if it says nothing. `None` if it tells of what may be otherwise next time.
pub(super) fn to_bytes(report: &FileReport) -> Option<Vec<u8>> {
    if report.problems.iter().any(|problem| kept_kind(problem.kind).is_none()) {
        return None;
    }
    if report.findings.is_empty() && report.problems.is_empty() {
        return Some(Vec::new());
    }
    postcard::to_stdvec(&KeptReport {
        findings: report.findings.iter().map(kept_finding).collect(),
        problems: report.problems.iter().map(kept_problem).collect(),
    })
    .ok()
}

/// The report that was made these bytes. The file is read again if it says anything.
pub(super) fn from_bytes(job: &Job, bytes: &[u8]) -> Option<FileReport> {
    let mut report = FileReport::empty(&job.path);
    if bytes.is_empty() {
        return Some(report);
    }
    let kept: KeptReport = postcard::from_bytes(bytes).ok()?;
    let source = match &job.text {
        Some(text) => text.clone(),
        None => job.read().ok()?,
    };
    for finding in kept.findings {
        report.findings.push(finding_of(&source, finding)?);
    }
    report.problems = kept
        .problems
        .into_iter()
        .map(|problem| Problem {
            kind: if problem.is_warning { ProblemKind::Suppression } else { ProblemKind::Syntax },
            location: problem.location.map(location_of),
            message: problem.message,
        })
        .collect();
    report.source = Some(Arc::new(source));
    Some(report)
}

/// All reports of a run as bytes.
pub(super) fn run_to_bytes(reports: &[FileReport], understanding: Understanding) -> Option<Vec<u8>> {
    let mut all: Vec<(u32, Vec<u8>)> = Vec::new();
    for (index, report) in reports.iter().enumerate() {
        let bytes = to_bytes(report)?;
        if !bytes.is_empty() {
            all.push((u32::try_from(index).ok()?, bytes));
        }
    }
    postcard::to_stdvec(&(understanding.resolved_calls, understanding.calls, all)).ok()
}

/// All reports of a run that was made these bytes.
pub(super) fn run_from_bytes(jobs: &[Job], bytes: &[u8]) -> Option<(Vec<FileReport>, Understanding)> {
    let (resolved_calls, calls, all): (usize, usize, Vec<(u32, Vec<u8>)>) =
        postcard::from_bytes(bytes).ok()?;
    let mut reports: Vec<FileReport> = jobs.iter().map(|job| FileReport::empty(&job.path)).collect();
    for (index, bytes) in all {
        let index = index as usize;
        *reports.get_mut(index)? = from_bytes(jobs.get(index)?, &bytes)?;
    }
    Some((reports, Understanding { resolved_calls, calls }))
}

fn kept_finding(finding: &ReportedFinding) -> KeptFinding {
    KeptFinding {
        rule: finding.rule.code.to_owned(),
        noqa_row: finding.noqa_row,
        range: (finding.range.start().to_u32(), finding.range.end().to_u32()),
        message: finding.message.clone(),
        help: finding.help.clone(),
        fix: finding.fix.as_ref().map(|fix| KeptFix {
            title: fix.title.clone(),
            safety: safety_number(fix.safety),
            reason: fix.reason.clone(),
            edits: fix
                .edits
                .iter()
                .map(|edit| (edit.range.start().to_u32(), edit.range.end().to_u32(), edit.content.clone()))
                .collect(),
        }),
        withheld: finding.withheld.clone(),
        related: finding
            .related
            .iter()
            .map(|place| KeptPlace {
                path: place.path.clone(),
                location: kept_location(place.location),
                line: place.line.clone(),
                message: place.message.clone(),
            })
            .collect(),
    }
}

fn finding_of(source: &Source, kept: KeptFinding) -> Option<ReportedFinding> {
    let own = registry::find(&kept.rule).map(|entry| entry.rule);
    let rule: &'static Rule = own.or_else(|| Some(&library::of_user(&kept.rule)?.rule))?;
    let range = range_in(source, kept.range)?;
    let start = source.location(range.start());
    let fix = match kept.fix {
        None => None,
        Some(fix) => {
            let mut edits = Vec::with_capacity(fix.edits.len());
            for (start, end, content) in fix.edits {
                edits.push(TextEdit { range: range_in(source, (start, end))?, content });
            }
            let safety = *SAFETIES.get(usize::from(fix.safety))?;
            Some(ReportedFix { title: fix.title, safety, reason: fix.reason, edits })
        }
    };
    let place = |place: KeptPlace| RelatedPlace {
        path: place.path,
        location: location_of(place.location),
        line: place.line,
        message: place.message,
    };
    Some(ReportedFinding {
        rule,
        range,
        start,
        end: source.location(range.end()),
        noqa_row: kept.noqa_row,
        message: kept.message,
        help: kept.help,
        fix,
        withheld: kept.withheld,
        related: kept.related.into_iter().map(place).collect(),
    })
}

const SAFETIES: [Safety; 3] = [Safety::Manual, Safety::Unsafe, Safety::Safe];

fn safety_number(safety: Safety) -> u8 {
    match safety {
        Safety::Manual => 0,
        Safety::Unsafe => 1,
        Safety::Safe => 2,
    }
}

/// A range, if the text has it: damage and chance give others.
fn range_in(source: &Source, (start, end): (u32, u32)) -> Option<TextRange> {
    let is_boundary = |offset: u32| source.text.is_char_boundary(offset as usize);
    (start <= end && is_boundary(start) && is_boundary(end))
        .then(|| TextRange::new(TextSize::new(start), TextSize::new(end)))
}

fn kept_problem(problem: &Problem) -> KeptProblem {
    KeptProblem {
        is_warning: kept_kind(problem.kind) == Some(true),
        location: problem.location.map(kept_location),
        message: problem.message.clone(),
    }
}

/// Whether a kind of problem is a warning; `None` for those that may be otherwise next time.
fn kept_kind(kind: ProblemKind) -> Option<bool> {
    match kind {
        ProblemKind::Syntax => Some(false),
        ProblemKind::Suppression => Some(true),
        ProblemKind::Io | ProblemKind::Bug => None,
    }
}

fn kept_location(location: Location) -> KeptLocation {
    KeptLocation(location.cell, location.row, location.column)
}

fn location_of(kept: KeptLocation) -> Location {
    Location { cell: kept.0, row: kept.1, column: kept.2 }
}
