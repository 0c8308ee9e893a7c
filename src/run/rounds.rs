//! Rounds of fixes: every file that has one is repaired once; then its facts are taken anew, the program is linked anew,
//! and the files are checked against it.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::file::{Fixes, TakeFacts, Turn, look, syntax_problem};
use super::outcome::{FileReport, Problem, ProblemKind};
use super::places::{Places, Sources};
use super::project::{Job, Project};
use super::repair::Repair;
use super::state::{State, failed_report};
use crate::cache::ContentHash;
use crate::facts::{Facts, Name};
use crate::program::{Analysis, FileId};
use crate::source::Source;

/// How often fixes are applied to one file before what is left is only reported.
const ROUNDS: usize = 10;

/// What all files of one round of fixes share.
#[derive(Clone, Copy)]
struct Round<'r> {
    number: usize,
    /// The properties and operators that block.
    interest: &'r FxHashSet<Name>,
}

impl Project<'_> {
    /// Looks again at files, in rounds, until nothing changes any more.
    pub(super) fn rounds(
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
            if let Some(analysis) = &analysis {
                self.prepare(analysis, jobs);
            }
            let due: Vec<usize> = (0..states.len())
                .into_par_iter()
                .filter(|index| {
                    let concerns = || {
                        let file = analysis.as_ref().zip(ids.get(index)).map(|(all, id)| all.file(*id));
                        let enabled = |rule: usize| jobs[*index].enabled[rule];
                        file.is_some_and(|file| {
                            dispatch.concerns(file, enabled)
                                || states[*index]
                                    .has_candidates
                                    .unwrap_or_else(|| dispatch.codemods_concern(file.facts(), enabled))
                        })
                    };
                    is_due[*index] || (round == 0 && concerns())
                })
                .collect();
            if due.is_empty() {
                return;
            }
            let sources = Sources::new(self, jobs, files, states);
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
        let check = self.check(job, switches, places, Turn::Last);
        let facts = match look(&repair.current, Some(&check), TakeFacts::No, least) {
            Err(error) => {
                state.report.problems.push(syntax_problem(&repair.current, &error));
                None
            }
            Ok(seen) => {
                let pass = seen.pass.expect("it was asked for");
                repair.apply(&mut state.report, pass).then(|| {
                    let facts = if needs_facts { TakeFacts::Yes(round.interest) } else { TakeFacts::No };
                    look(&repair.current, None, facts, None)
                        .ok()
                        .and_then(|look| look.facts)
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
    pub(super) fn reread(job: &Job, state: &State) -> Result<Source, Problem> {
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
