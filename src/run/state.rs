//! A file between looks: its report so far, its facts until they are linked, and its fixes that wait.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::file::{Fixes, TakeFacts, look, syntax_problem};
use super::kept;
use super::outcome::{FileReport, Problem, ProblemKind, ReportedFinding, Rewrite};
use super::project::Job;
use super::repair::Repair;
use crate::cache::{Cache, ContentHash};
use crate::facts::Facts;
use crate::source::SourceError;

/// What is known of a file between looks.
pub(super) struct State {
    pub report: FileReport,
    /// The text that its facts are of.
    pub content: Option<ContentHash>,
    pub facts: Option<Facts>,
    /// Whether codemods may find something in it; `None` where nobody looked, as its facts come from an earlier run.
    pub has_candidates: Option<bool>,
    /// Whether a fix waits to be applied.
    pub has_work: bool,
    pub repair: Option<Box<Repair>>,
}

impl State {
    pub(super) fn new(job: &Job) -> State {
        State {
            report: FileReport::empty(&job.path),
            content: None,
            facts: None,
            has_candidates: None,
            has_work: false,
            repair: None,
        }
    }

    /// A file that no rule looks at.
    pub(super) fn with_facts(job: &Job) -> State {
        let mut state = State::new(job);
        let source = match job.text() {
            Ok(source) => source,
            Err(error) => {
                state.report.problems.push(Problem::of_source(&error));
                return state;
            }
        };
        state.content = Some(ContentHash::of(source.text.as_bytes()));
        match look(&source, None, TakeFacts::Yes(&FxHashSet::default()), None) {
            Ok(look) => state.facts = look.facts,
            Err(error) => state.report.problems.push(syntax_problem(&source, &error)),
        }
        state
    }

    /// Takes what an earlier run kept of a content: the report that it gives by itself, and its facts if they are needed.
    pub(super) fn recall(
        &mut self,
        job: &Job,
        cache: &Cache,
        content: ContentHash,
        needs_facts: bool,
    ) -> Option<()> {
        let report = kept::from_bytes(job, cache.findings(content, kept::report_key(job))?)?;
        let is_parsed = report.problems.iter().all(|problem| problem.kind == ProblemKind::Suppression);
        if needs_facts && is_parsed {
            self.facts = Some(postcard::from_bytes(&cache.facts(content)?).ok()?);
        }
        self.report = report;
        self.content = Some(content);
        self.note_work(job);
        Some(())
    }

    /// Keeps the report that a content gives by itself, and its facts.
    pub(super) fn keep(&self, job: &Job, cache: Option<&Cache>, content: ContentHash) {
        let Some(cache) = cache else { return };
        let Some(report) = kept::to_bytes(&self.report) else { return };
        cache.keep_findings(content, kept::report_key(job), report);
        if let Some(facts) = self.facts.as_ref().and_then(|facts| postcard::to_stdvec(facts).ok()) {
            cache.keep_facts(content, facts);
        }
    }

    /// Notes whether a fix waits to be applied.
    pub(super) fn note_work(&mut self, job: &Job) {
        if let Fixes::Apply(least) = job.request.fixes {
            let is_due =
                |finding: &ReportedFinding| finding.fix.as_ref().is_some_and(|fix| fix.safety >= least);
            self.has_work = self.report.findings.iter().any(is_due);
        }
    }
}

/// The jobs that have facts. The program numbers files in an order of its own, so that no answer depends on the order of
/// the jobs.
pub(super) fn program_files(jobs: &[Job], states: &[State]) -> Vec<usize> {
    let mut files: Vec<usize> = (0..states.len()).filter(|index| states[*index].facts.is_some()).collect();
    files.sort_by(|one, other| jobs[*one].absolute.cmp(&jobs[*other].absolute));
    files
}

/// A panic in one file is reported as a bug of asyncfix; the other files are still done.
pub(super) fn guarded(job: &Job, work: impl FnOnce() -> State) -> State {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let mut state = State::new(job);
        state.report = failed_report(&job.path);
        state
    })
}

pub(super) fn failed_report(path: &Path) -> FileReport {
    let mut report = FileReport::empty(path);
    report.problems.push(Problem::bug(
        "asyncfix failed on this file and left it alone; please report this with the file".to_owned(),
    ));
    report
}

/// Says what the fixes made of the file.
pub(super) fn finished(state: State) -> FileReport {
    let mut report = state.report;
    if let Some(repair) = state.repair
        && repair.current.text != repair.original.text
    {
        match (repair.original.encode(), repair.current.encode()) {
            (Ok(before), Ok(after)) => report.rewrite = Some(Rewrite { before, after }),
            (_, Err(error)) | (Err(error), _) => {
                report.applied.clear();
                report.problems.push(Problem {
                    kind: ProblemKind::Io,
                    location: SourceError::location(&error),
                    message: format!("its fixes were not applied: {error}"),
                });
                report.source = Some(Arc::new(repair.current));
            }
        }
    }
    report
}
