//! A whole run: every file looked at once in parallel, the program linked from their facts, and those files looked at
//! again in which the program, or a fix, has something to say.
//!
//! Fixes are applied in rounds, each on a program that is linked anew: a fix never rests on what another file looked like
//! before its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::check::{Dispatch, Noqa, RuleSwitches};
use super::file::{Check, Fixes, Request, TakeFacts, Turn, look, syntax_problem};
use super::kept::{self, Known};
use super::outcome::{FileReport, Problem};
use super::places::Places;
use super::state::{State, finished, guarded, program_files};
use super::surroundings::packages_on_disk;
use crate::cache::{Cache, ContentHash};
use crate::facts::{Facts, Name};
use crate::program::{
    Analysis, Categories, ChainKind, ChainOptions, Comments, File, FileId, FunctionId, Libraries, Program,
    module_names,
};
use crate::rule::Options;
use crate::source::{Source, SourceError};

/// The rule that follows calls to files: for it, properties that read files matter too.
const FILE_CHAIN: &str = "AFX104";

/// The rule about chains that run before anything is served.
const START_UP_CHAIN: &str = "AFX105";

/// How many properties may block one through the other.
const PROPERTY_ROUNDS: usize = 4;

/// A file of a run.
pub struct Job {
    /// The path as the user sees it.
    pub path: PathBuf,
    /// The file's absolute path.
    pub absolute: PathBuf,
    /// The text, where it does not come from the disk.
    pub text: Option<Source>,
    /// For each rule of the dispatch whether it runs on the file.
    pub enabled: Vec<bool>,
    /// What the settings say to rules.
    pub options: Options,
    /// What is asked.
    pub request: Request,
}

/// What all files of a run share.
pub struct Project<'p> {
    /// The rules.
    pub dispatch: &'p Dispatch,
    /// Where libraries' modules come from.
    pub libraries: &'p dyn Libraries,
    /// Folders from which module names count besides those that the files show.
    pub roots: Vec<PathBuf>,
    /// The folder that paths are relative to.
    pub base: PathBuf,
    /// How many calls one blocking call may be reached from before the finding moves there.
    pub chain_sites: usize,
    /// What earlier runs have kept.
    pub cache: Option<&'p Cache>,
    /// A number for all that reports depend on besides the files of the run and their settings.
    pub key: u128,
}

/// How much of a program is understood, for people who ask.
#[derive(Debug, Clone, Copy, Default)]
pub struct Understanding {
    /// Calls in coroutines whose callee is known.
    pub resolved_calls: usize,
    /// All calls in coroutines.
    pub calls: usize,
}

/// How long the parts of a run took.
#[derive(Debug, Clone, Copy, Default)]
pub struct Timings {
    /// Reading, parsing and checking every file, and taking its facts.
    pub files: std::time::Duration,
    /// Linking the program, with loading libraries' stubs.
    pub link: std::time::Duration,
    /// Effects and chains.
    pub effects: std::time::Duration,
    /// Looking again at files.
    pub again: std::time::Duration,
}

/// What a run comes to.
pub struct Outcome {
    /// A report for each job, in their order.
    pub reports: Vec<FileReport>,
    /// How much is understood.
    pub understanding: Understanding,
    /// How long it took.
    pub timings: Timings,
}

/// Checks, and repairs where the jobs say so, all files. `on_done` is called as files are done with their first look.
pub fn run(project: &Project<'_>, jobs: &[Job], on_done: &(dyn Fn() + Sync)) -> Outcome {
    let mut timings = Timings::default();
    let start = std::time::Instant::now();
    let kept = project.cache.map(|cache| (cache, Known::of(cache, jobs)));
    let reports_only = jobs.iter().all(|job| job.request.fixes == Fixes::Report);
    let kept_reports = kept.as_ref().filter(|_| reports_only).and_then(|(cache, known)| {
        let bytes = cache.run(known.digest(jobs, project.key)?)?;
        kept::run_from_bytes(jobs, &bytes)
    });
    if let Some((reports, understanding)) = kept_reports {
        for _ in jobs {
            on_done();
        }
        timings.files = start.elapsed();
        return Outcome { reports, understanding, timings };
    }
    let mut states: Vec<State> = jobs
        .par_iter()
        .enumerate()
        .map(|(index, job)| {
            let known = kept.as_ref().map(|(cache, known)| (*cache, known, index));
            let state = guarded(job, || project.first_look(job, known));
            on_done();
            state
        })
        .collect();
    timings.files = start.elapsed();
    let mut understanding = Understanding::default();
    let files = program_files(jobs, &states);
    let mut interest = FxHashSet::default();
    let analysis = (!files.is_empty()).then(|| {
        let start = std::time::Instant::now();
        let program = project.link(jobs, &mut states, &files);
        timings.link = start.elapsed();
        let start = std::time::Instant::now();
        let analysis = Analysis::new(program, project.chain_options(jobs));
        let (analysis, names) = project.refined(jobs, &states, &files, analysis);
        interest = names;
        timings.effects = start.elapsed();
        understanding.calls = analysis.graph.counts.all;
        understanding.resolved_calls = analysis.graph.counts.resolved;
        analysis
    });
    let start = std::time::Instant::now();
    project.rounds(jobs, &mut states, &files, analysis, &interest);
    timings.again = start.elapsed();
    let contents: Option<Vec<(ContentHash, u64)>> =
        states.iter().zip(jobs).map(|(state, job)| Some((state.content?, kept::report_key(job)))).collect();
    let reports: Vec<FileReport> = states.into_par_iter().map(finished).collect();
    if let (Some((cache, _)), Some(contents), true) = (&kept, contents, reports_only)
        && project.libraries.is_lasting()
        && let Some(bytes) = kept::run_to_bytes(&reports, understanding)
    {
        cache.keep_run(kept::digest_of(contents, project.key), bytes);
    }
    Outcome { reports, understanding, timings }
}

impl Project<'_> {
    fn first_look(&self, job: &Job, kept: Option<(&Cache, &Known, usize)>) -> State {
        let mut state = State::new(job);
        let needs_program = self.dispatch.needs_program(|index| job.enabled[index]);
        if let Some((cache, known, index)) = kept
            && let Some(content) = known.content(index)
            && state.recall(job, cache, content, needs_program).is_some()
        {
            return state;
        }
        let source = match job.text() {
            Ok(source) => source,
            Err(error) => {
                state.report.problems.push(Problem::of_source(&error));
                return state;
            }
        };
        let content = ContentHash::of(source.text.as_bytes());
        state.content = Some(content);
        if let Some((cache, known, index)) = kept {
            known.learn(cache, index, job, content);
            if state.recall(job, cache, content, needs_program).is_some() {
                return state;
            }
        }
        let switches = if needs_program {
            Some(self.dispatch.relevant_if_parsed(&source.text, |index| job.enabled[index]))
        } else {
            self.dispatch.relevant(&source.text, |index| job.enabled[index])
        };
        if switches.is_none() && !needs_program {
            state.keep(job, kept.map(|(cache, ..)| cache), content);
            return state;
        }
        let turn = if needs_program { Turn::First } else { Turn::Last };
        let check = switches.map(|switches| self.check(job, switches, None, turn));
        let none = FxHashSet::default();
        let facts = if needs_program { TakeFacts::Yes(&none) } else { TakeFacts::No };
        match look(&source, check.as_ref(), facts, None) {
            Err(error) => state.report.problems.push(syntax_problem(&source, &error)),
            Ok(look) => {
                state.facts = look.facts;
                state.has_candidates = look.has_candidates;
                state.report.findings = look.pass.map(|pass| pass.findings).unwrap_or_default();
                state.report.problems.extend(look.mistakes);
            }
        }
        state.keep(job, kept.map(|(cache, ..)| cache), content);
        state.note_work(job);
        if !state.report.findings.is_empty() || !state.report.problems.is_empty() {
            state.report.source = Some(Arc::new(source));
        }
        state
    }

    pub(super) fn check<'c>(
        &'c self,
        job: &'c Job,
        switches: RuleSwitches,
        places: Option<Places<'c>>,
        turn: Turn,
    ) -> Check<'c> {
        let (options, request, enabled) = (&job.options, job.request, job.enabled.as_slice());
        Check { dispatch: self.dispatch, switches, enabled, options, request, places, turn }
    }

    /// What the whole program of these jobs does, without any rule; the jobs that its files are; and why the others
    /// are not among them.
    pub(super) fn understand(&self, jobs: &[Job]) -> (Analysis, Vec<usize>, Vec<(PathBuf, Problem)>) {
        let mut states: Vec<State> =
            jobs.par_iter().map(|job| guarded(job, || State::with_facts(job))).collect();
        let problems = states.iter_mut().flat_map(|state| {
            let path = state.report.path.clone();
            std::mem::take(&mut state.report.problems).into_iter().map(move |problem| (path.clone(), problem))
        });
        let problems = problems.collect();
        let files = program_files(jobs, &states);
        let program = self.link(jobs, &mut states, &files);
        let (analysis, _) =
            self.refined(jobs, &states, &files, Analysis::new(program, self.chain_options(jobs)));
        (analysis, files, problems)
    }

    fn chain_options(&self, jobs: &[Job]) -> ChainOptions {
        let are_ignored = jobs.iter().any(|job| job.request.noqa == Noqa::Ignored);
        let comments = if are_ignored { Comments::Ignored } else { Comments::Heeded };
        ChainOptions { sites: self.chain_sites, comments }
    }

    fn link(&self, jobs: &[Job], states: &mut [State], files: &[usize]) -> Program {
        let paths: Vec<&Path> = files.iter().map(|index| jobs[*index].absolute.as_path()).collect();
        let roots: Vec<&Path> = self.roots.iter().map(PathBuf::as_path).collect();
        let names = module_names(&paths, &packages_on_disk(&paths), &roots, &self.base);
        let files = files
            .iter()
            .zip(names)
            .map(|(index, names)| File { names, facts: states[*index].facts.take().unwrap_or_default() })
            .collect();
        Program::link(files, self.libraries)
    }

    /// Finds the chains that rules will ask for, before they ask from many threads at once: the search runs in parallel
    /// itself.
    pub(super) fn prepare(&self, analysis: &Analysis, jobs: &[Job]) {
        let asks_for = |code| jobs.iter().any(|job| self.dispatch.has(code, |rule| job.enabled[rule]));
        analysis.chains(ChainKind::Hard);
        if asks_for(FILE_CHAIN) {
            analysis.chains(ChainKind::File);
        }
        if asks_for(START_UP_CHAIN) {
            analysis.chains(ChainKind::StartUp);
        }
        if jobs.iter().any(|job| self.dispatch.judge(|rule| job.enabled[rule]).is_some()) {
            analysis.ended_by_comments();
        }
    }

    /// Takes anew the facts of files that read a property or apply an operator that blocks, and the names of these. A
    /// property can block by another one, so that one look may lead to the next.
    fn refined(
        &self,
        jobs: &[Job],
        states: &[State],
        files: &[usize],
        mut analysis: Analysis,
    ) -> (Analysis, FxHashSet<Name>) {
        let asks_for_files = jobs.iter().any(|job| self.dispatch.has(FILE_CHAIN, |rule| job.enabled[rule]));
        let categories = Categories::of(|category| {
            let is_of_file = ChainKind::File.categories().contains(category);
            category.is_hard() || asks_for_files && is_of_file
        });
        let mut known: FxHashSet<Name> = FxHashSet::default();
        let mut methods: FxHashSet<FunctionId> = FxHashSet::default();
        for _ in 0..PROPERTY_ROUNDS {
            let mut new = analysis.blocking_unasked(categories);
            new.retain(|method| methods.insert(*method));
            if new.is_empty() {
                break;
            }
            known.extend(new.iter().map(|method| analysis.program.function(*method).key));
            let due = analysis.program.files_that_run_unasked(&new);
            let again = due.into_par_iter().filter_map(|id| {
                let index = *files.get(id.index())?;
                let source = Self::reread(&jobs[index], &states[index]).ok()?;
                let look = catch_unwind(AssertUnwindSafe(|| {
                    look(&source, None, TakeFacts::Yes(&known), None).ok()?.facts
                }));
                let facts = look.ok()??;
                (facts.calls.len() != analysis.program.file(id).facts.calls.len()).then_some((id, facts))
            });
            let changed: Vec<(FileId, Facts)> = again.collect();
            if changed.is_empty() {
                continue;
            }
            analysis = analysis.refine(changed, self.libraries);
        }
        (analysis, known)
    }
}

impl Job {
    /// The text that was given, or what is on the disk.
    pub(super) fn text(&self) -> Result<Source, SourceError> {
        self.text.clone().map_or_else(|| self.read(), Ok)
    }

    pub(super) fn read(&self) -> Result<Source, SourceError> {
        let mut source = Source::read(&self.absolute)?;
        source.path.clone_from(&self.path);
        Ok(source)
    }
}
