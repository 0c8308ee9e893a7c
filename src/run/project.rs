//! A whole run: every file looked at once in parallel, the program linked from their facts, and those files looked at
//! again in which the program, or a fix, has something to say.
//!
//! Fixes are applied in rounds. In each, every file that has one is repaired once; then its facts are taken anew, the
//! program is linked anew, and the files are checked against it. So a fix never rests on what another file looked like
//! before its own.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::check::{Dispatch, RuleSwitches};
use super::file::{Check, Fixes, Pass, Request, TakeFacts, hash, look, syntax_problem, text_edits};
use super::kept::{self, Known};
use super::outcome::{FileReport, Problem, ProblemKind, RelatedPlace, ReportedFinding, Rewrite};
use crate::cache::{Cache, ContentHash};
use crate::facts::{Facts, Name};
use crate::program::{Analysis, Categories, ChainKind, File, FileId, Libraries, Program, module_names};
use crate::rule::{Options, Related, Rule};
use crate::source::{Source, SourceError};

/// How often fixes are applied to one file before what is left is only reported.
const ROUNDS: usize = 10;

/// The rule that follows calls to files: for it, properties that read files matter too.
const FILE_CHAIN: &str = "AFX104";

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
    /// What earlier runs have kept.
    pub cache: Option<&'p Cache>,
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

/// What all files of one round of fixes share.
#[derive(Clone, Copy)]
struct Round<'r> {
    number: usize,
    /// The properties and operators that block.
    interest: &'r FxHashSet<Name>,
}

/// What is known of a file between looks.
struct State {
    report: FileReport,
    /// The text that its facts are of.
    content: Option<ContentHash>,
    facts: Option<Facts>,
    /// Whether a fix waits to be applied.
    has_work: bool,
    repair: Option<Box<Repair>>,
}

/// A file that fixes have changed, or may.
struct Repair {
    original: Source,
    current: Source,
    seen: FxHashSet<u64>,
    last_rules: Vec<&'static Rule>,
    is_stopped: bool,
}

/// Checks, and repairs where the jobs say so, all files. `on_done` is called as files are done with their first look.
pub fn run(project: &Project<'_>, jobs: &[Job], on_done: &(dyn Fn() + Sync)) -> Outcome {
    let mut timings = Timings::default();
    let start = std::time::Instant::now();
    let kept = project.cache.map(|cache| (cache, Known::of(cache, jobs)));
    let reports_only = jobs.iter().all(|job| job.request.fixes == Fixes::Report);
    let kept_reports = kept.as_ref().filter(|_| reports_only).and_then(|(cache, known)| {
        let bytes = cache.run(known.digest(jobs)?)?;
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
        let (analysis, names) = project.refined(jobs, &states, &files, Analysis::new(program));
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
        && let Some(bytes) = kept::run_to_bytes(&reports, understanding)
    {
        cache.keep_run(kept::digest_of(contents), bytes);
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
        let check = switches.map(|switches| self.check(job, switches, None));
        let none = FxHashSet::default();
        let facts = if needs_program { TakeFacts::Yes(&none) } else { TakeFacts::No };
        match look(&source, check.as_ref(), facts, None) {
            Err(error) => state.report.problems.push(syntax_problem(&source, &error)),
            Ok((facts, pass)) => {
                state.facts = facts;
                state.report.findings = pass.map(|pass| pass.findings).unwrap_or_default();
            }
        }
        state.keep(job, kept.map(|(cache, ..)| cache), content);
        state.note_work(job);
        if !state.report.findings.is_empty() || !state.report.problems.is_empty() {
            state.report.source = Some(Arc::new(source));
        }
        state
    }

    fn check<'c>(&'c self, job: &'c Job, switches: RuleSwitches, places: Option<Places<'c>>) -> Check<'c> {
        Check { dispatch: self.dispatch, switches, options: &job.options, request: job.request, places }
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
        let (analysis, _) = self.refined(jobs, &states, &files, Analysis::new(program));
        (analysis, files, problems)
    }

    fn link(&self, jobs: &[Job], states: &mut [State], files: &[usize]) -> Program {
        let paths: Vec<&Path> = files.iter().map(|index| jobs[*index].absolute.as_path()).collect();
        let roots: Vec<&Path> = self.roots.iter().map(PathBuf::as_path).collect();
        let names = module_names(&paths, &roots, &self.base);
        let files = files
            .iter()
            .zip(names)
            .map(|(index, names)| File { names, facts: states[*index].facts.take().unwrap_or_default() })
            .collect();
        Program::link(files, self.libraries)
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
        for _ in 0..PROPERTY_ROUNDS {
            let mut new = analysis.interest(categories);
            new.retain(|name| !known.contains(name));
            if new.is_empty() {
                break;
            }
            known.extend(&new);
            let due = analysis.files_that_read(&new);
            let again = due.into_par_iter().filter_map(|id| {
                let index = *files.get(id.index())?;
                let source = Self::reread(&jobs[index], &states[index]).ok()?;
                let look = catch_unwind(AssertUnwindSafe(|| {
                    look(&source, None, TakeFacts::Yes(&known), None).ok()?.0
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

    /// Looks again at files, in rounds, until nothing changes any more.
    fn rounds(
        &self,
        jobs: &[Job],
        states: &mut [State],
        files: &[usize],
        mut analysis: Option<Analysis>,
        interest: &FxHashSet<Name>,
    ) {
        let ids: FxHashMap<usize, FileId> =
            files.iter().enumerate().map(|(place, index)| (*index, FileId::of_index(place))).collect();
        let mut is_due: Vec<bool> = states.iter().map(|state| state.has_work).collect();
        for round in 0..ROUNDS {
            let dispatch = self.dispatch;
            let due: Vec<usize> = (0..states.len())
                .into_par_iter()
                .filter(|index| {
                    let concerns = || {
                        let file = analysis.as_ref().zip(ids.get(index)).map(|(all, id)| all.file(*id));
                        file.is_some_and(|file| dispatch.concerns(file, |rule| jobs[*index].enabled[rule]))
                    };
                    is_due[*index] || (round == 0 && concerns())
                })
                .collect();
            if due.is_empty() {
                return;
            }
            let sources = Sources::new(jobs, files, states);
            let places: FxHashSet<usize> = due.iter().copied().collect();
            let changed: Vec<Option<(usize, Facts)>> = states
                .par_iter_mut()
                .enumerate()
                .filter(|(index, _)| places.contains(index))
                .map(|(index, state)| {
                    let places = analysis
                        .as_ref()
                        .zip(ids.get(&index))
                        .map(|(analysis, id)| Places { file: analysis.file(*id), sources: &sources });
                    let job = &jobs[index];
                    let facts = self.guarded_again(job, state, places, Round { number: round, interest })?;
                    Some((index, facts))
                })
                .collect();
            is_due = vec![false; states.len()];
            let mut new = Vec::new();
            for (index, facts) in changed.into_iter().flatten() {
                is_due[index] = true;
                if let Some(id) = ids.get(&index) {
                    new.push((*id, facts));
                }
            }
            analysis = analysis
                .map(|analysis| if new.is_empty() { analysis } else { analysis.update(new, self.libraries) });
        }
    }

    fn guarded_again(
        &self,
        job: &Job,
        state: &mut State,
        places: Option<Places<'_>>,
        round: Round<'_>,
    ) -> Option<Facts> {
        let again = catch_unwind(AssertUnwindSafe(|| self.look_again(job, state, places, round)));
        again.unwrap_or_else(|_| {
            state.report = failed_report(&job.path);
            state.repair = None;
            None
        })
    }

    /// Checks a file with what the program knows, and applies its fixes once. Gives its facts if its text has changed.
    fn look_again(
        &self,
        job: &Job,
        state: &mut State,
        places: Option<Places<'_>>,
        round: Round<'_>,
    ) -> Option<Facts> {
        let mut repair = match state.repair.take() {
            Some(repair) => repair,
            None => match Self::reread(job, state) {
                Ok(source) => Box::new(Repair::new(source)),
                Err(problem) => {
                    state.report = FileReport::empty(&job.path);
                    state.report.problems.push(problem);
                    return None;
                }
            },
        };
        let enabled = |index: usize| job.enabled[index];
        let mut switches = self.dispatch.relevant_if_parsed(&repair.current.text, enabled);
        if places.is_some() {
            self.dispatch.add_program_rules(&mut switches, |index| job.enabled[index]);
        }
        let least = match job.request.fixes {
            Fixes::Apply(least) if !repair.is_stopped && round.number + 1 < ROUNDS => Some(least),
            _ => None,
        };
        let needs_facts = places.is_some();
        let check = self.check(job, switches, places);
        let facts = match look(&repair.current, Some(&check), TakeFacts::No, least) {
            Err(error) => {
                state.report.problems.push(syntax_problem(&repair.current, &error));
                None
            }
            Ok((_, pass)) => {
                let pass = pass.expect("it was asked for");
                repair.apply(&mut state.report, pass).then(|| {
                    let facts = if needs_facts { TakeFacts::Yes(round.interest) } else { TakeFacts::No };
                    look(&repair.current, None, facts, None)
                        .ok()
                        .and_then(|(facts, _)| facts)
                        .unwrap_or_default()
                })
            }
        };
        let has_report = !state.report.findings.is_empty() || !state.report.problems.is_empty();
        state.report.source = has_report.then(|| Arc::new(repair.current.clone()));
        state.repair = Some(repair);
        facts
    }

    /// The text that the file's facts are of.
    fn reread(job: &Job, state: &State) -> Result<Source, Problem> {
        if let Some(text) = &job.text {
            return Ok(text.clone());
        }
        if let Some(source) = &state.report.source {
            return Ok((**source).clone());
        }
        let source = job.read().map_err(|error| Problem::of_source(&error))?;
        if state.content != Some(ContentHash::of(source.text.as_bytes())) {
            return Err(Problem {
                kind: ProblemKind::Io,
                location: None,
                message: "it changed while asyncfix ran and was left alone; run asyncfix again".to_owned(),
            });
        }
        Ok(source)
    }
}

impl Job {
    /// The text that was given, or what is on the disk.
    fn text(&self) -> Result<Source, SourceError> {
        self.text.clone().map_or_else(|| self.read(), Ok)
    }

    pub(super) fn read(&self) -> Result<Source, SourceError> {
        let mut source = Source::read(&self.absolute)?;
        source.path.clone_from(&self.path);
        Ok(source)
    }
}

impl State {
    fn new(job: &Job) -> State {
        State {
            report: FileReport::empty(&job.path),
            content: None,
            facts: None,
            has_work: false,
            repair: None,
        }
    }

    /// A file that no rule looks at.
    fn with_facts(job: &Job) -> State {
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
            Ok((facts, _)) => state.facts = facts,
            Err(error) => state.report.problems.push(syntax_problem(&source, &error)),
        }
        state
    }

    /// Takes what an earlier run kept of a content: the report that it gives by itself, and its facts if they are needed.
    fn recall(&mut self, job: &Job, cache: &Cache, content: ContentHash, needs_facts: bool) -> Option<()> {
        let report = kept::from_bytes(job, cache.findings(content, kept::report_key(job))?)?;
        if needs_facts && report.problems.is_empty() {
            self.facts = Some(postcard::from_bytes(&cache.facts(content)?).ok()?);
        }
        self.report = report;
        self.content = Some(content);
        self.note_work(job);
        Some(())
    }

    /// Keeps the report that a content gives by itself, and its facts.
    fn keep(&self, job: &Job, cache: Option<&Cache>, content: ContentHash) {
        let Some(cache) = cache else { return };
        let Some(report) = kept::to_bytes(&self.report) else { return };
        cache.keep_findings(content, kept::report_key(job), report);
        if let Some(facts) = self.facts.as_ref().and_then(|facts| postcard::to_stdvec(facts).ok()) {
            cache.keep_facts(content, facts);
        }
    }

    /// Notes whether a fix waits to be applied.
    fn note_work(&mut self, job: &Job) {
        if let Fixes::Apply(least) = job.request.fixes {
            let is_due =
                |finding: &ReportedFinding| finding.fix.as_ref().is_some_and(|fix| fix.safety >= least);
            self.has_work = self.report.findings.iter().any(is_due);
        }
    }
}

impl Repair {
    fn new(source: Source) -> Repair {
        let mut seen = FxHashSet::default();
        seen.insert(hash(&source.text));
        Repair { original: source.clone(), current: source, seen, last_rules: Vec::new(), is_stopped: false }
    }

    /// Takes in what a look led to; whether the text has changed.
    fn apply(&mut self, report: &mut FileReport, pass: Pass) -> bool {
        report.findings = pass.findings;
        let Some(applied) = pass.applied else { return false };
        report.problems.extend(applied.broken.iter().map(|(fix, breach)| bug(pass.rules[*fix], breach)));
        if applied.accepted.is_empty() {
            return false;
        }
        let next = match self.current.with_edits(&text_edits(applied.edits)) {
            Ok(next) => next,
            Err(error) => {
                report
                    .problems
                    .push(Problem::bug(format!("its fixes cannot be written: {error}; please report this")));
                return false;
            }
        };
        let rules: Vec<&'static Rule> = applied.accepted.iter().map(|fix| pass.rules[*fix]).collect();
        if !self.seen.insert(hash(&next.text)) {
            self.last_rules.extend(rules);
            report.problems.push(endless(&self.last_rules));
            self.is_stopped = true;
            return false;
        }
        count(&mut report.applied, &rules);
        self.last_rules = rules;
        self.current = next;
        true
    }
}

/// Where the places that findings point at in other files are looked up.
#[derive(Clone, Copy)]
pub(super) struct Places<'s> {
    pub file: crate::program::FileAnalysis<'s>,
    sources: &'s Sources<'s>,
}

/// The texts of files that findings point at, read when first needed.
pub(super) struct Sources<'j> {
    jobs: &'j [Job],
    files: &'j [usize],
    read: Mutex<FxHashMap<FileId, Option<Arc<Source>>>>,
}

impl<'j> Sources<'j> {
    /// As they are on the disk.
    pub(super) fn unchanged(jobs: &'j [Job], files: &'j [usize]) -> Self {
        Self { jobs, files, read: Mutex::default() }
    }

    /// With the texts that fixes have made so far.
    fn new(jobs: &'j [Job], files: &'j [usize], states: &[State]) -> Self {
        let repaired = (0..).zip(files).filter_map(|(place, index)| {
            let repair = states[*index].repair.as_ref()?;
            let is_changed = repair.current.text != repair.original.text;
            is_changed.then(|| (FileId::of_index(place), Some(Arc::new(repair.current.clone()))))
        });
        let read = Mutex::new(repaired.collect());
        Self { jobs, files, read }
    }

    pub(super) fn get(&self, file: FileId) -> Option<Arc<Source>> {
        if let Some(known) = self.read.lock().ok()?.get(&file) {
            return known.clone();
        }
        let job = &self.jobs[*self.files.get(file.index())?];
        let source = job.text().ok().map(Arc::new);
        self.read.lock().ok()?.insert(file, source.clone());
        source
    }
}

impl Places<'_> {
    /// A place as people read it.
    pub(super) fn place(&self, related: &Related) -> Option<RelatedPlace> {
        let source = self.sources.get(related.file)?;
        let offset = crate::syntax::TextSize::new(related.range.0);
        (offset <= crate::syntax::TextLen::text_len(source.text.as_str())).then(|| RelatedPlace {
            path: source.path.clone(),
            location: source.location(offset),
            line: source.line_text(offset).trim().to_owned(),
            message: related.message.clone(),
        })
    }
}

/// The jobs that have facts. The program numbers files in an order of its own, so that no answer depends on the order of
/// the jobs.
fn program_files(jobs: &[Job], states: &[State]) -> Vec<usize> {
    let mut files: Vec<usize> = (0..states.len()).filter(|index| states[*index].facts.is_some()).collect();
    files.sort_by(|one, other| jobs[*one].absolute.cmp(&jobs[*other].absolute));
    files
}

/// A panic in one file is reported as a bug of asyncfix; the other files are still done.
fn guarded(job: &Job, work: impl FnOnce() -> State) -> State {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let mut state = State::new(job);
        state.report = failed_report(&job.path);
        state
    })
}

fn failed_report(path: &Path) -> FileReport {
    let mut report = FileReport::empty(path);
    report.problems.push(Problem::bug(
        "asyncfix failed on this file and left it alone; please report this with the file".to_owned(),
    ));
    report
}

/// Says what the fixes made of the file.
fn finished(state: State) -> FileReport {
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

fn bug(rule: &Rule, breach: &str) -> Problem {
    Problem::bug(format!("a fix of {} ({}) was dropped: {breach}; please report this", rule.code, rule.name))
}

fn endless(rules: &[&'static Rule]) -> Problem {
    let mut names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    Problem::bug(format!(
        "the fixes of {} undo each other and were stopped; please report this",
        names.join(", ")
    ))
}

fn count(applied: &mut Vec<(&'static Rule, u32)>, rules: &[&'static Rule]) {
    for rule in rules {
        match applied.iter_mut().find(|(known, _)| known.code == rule.code) {
            Some((_, count)) => *count += 1,
            None => applied.push((rule, 1)),
        }
    }
}
