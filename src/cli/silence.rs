//! `--add-noqa` and `--add-ignore`: comments at every line that has a finding.

use std::sync::Arc;

use rayon::prelude::*;

use super::args::CheckArgs;
use crate::report::Mode;
use crate::rule::Needs;
use crate::run::{
    CommentForm, FileReport, Job, NewComments, Outcome, Problem, ProblemKind, Rewrite, SilencingTurn, silence,
};
use crate::source::Source;

/// How often files are checked again for what a new comment has brought to light.
const ROUNDS: usize = 10;

/// The comments that the command line asks for.
///
/// # Errors
/// A reason that would not be read as one.
pub(super) fn new_comments(args: &CheckArgs) -> anyhow::Result<Option<NewComments>> {
    let (form, reason) = match (&args.add_noqa, &args.add_ignore) {
        (Some(reason), _) => (CommentForm::Noqa, reason),
        (_, Some(reason)) => (CommentForm::Own, reason),
        (None, None) => return Ok(None),
    };
    let reason = reason.trim();
    if reason.contains(char::is_control) {
        anyhow::bail!("a reason is one line of text");
    }
    let first = reason.split([',', ' ']).next().unwrap_or_default();
    if crate::run::is_code(first) {
        anyhow::bail!("`{first}` would be read as a code and not as a reason; begin with another word");
    }
    Ok(Some(NewComments { form, reason: reason.to_owned() }))
}

/// Whether a mode adds comments.
pub(super) fn mode_of(args: &CheckArgs) -> Option<Mode> {
    let is_asked_for = args.add_noqa.is_some() || args.add_ignore.is_some();
    is_asked_for.then_some(if args.diff { Mode::SilenceDiff } else { Mode::Silence })
}

/// Adds comments to the files of `outcome`, and to what `check` finds then, until nothing is left to silence.
///
/// # Errors
/// Those of `check`.
pub(super) fn silenced(
    jobs: &mut [Job],
    comments: &NewComments,
    mut outcome: Outcome,
    check: impl Fn(&mut [Job]) -> anyhow::Result<Outcome>,
) -> anyhow::Result<Outcome> {
    let mut originals: Vec<Option<Arc<Source>>> = vec![None; jobs.len()];
    let mut silenced: Vec<Vec<_>> = vec![Vec::new(); jobs.len()];
    for _ in 0..ROUNDS {
        let add = |turn| -> Vec<_> {
            outcome.reports.par_iter().map(|report| silence(report, comments, turn)).collect()
        };
        let mut added = add(SilencingTurn::Inner);
        if added.iter().all(Option::is_none) {
            added = add(SilencingTurn::All);
        }
        if added.iter().all(Option::is_none) {
            break;
        }
        for (index, added) in added.into_iter().enumerate() {
            let Some(added) = added else { continue };
            originals[index] = originals[index].take().or_else(|| outcome.reports[index].source.clone());
            silenced[index].extend(added.rules);
            jobs[index].text = Some(added.source);
        }
        outcome = check(jobs)?;
    }
    for (index, report) in outcome.reports.iter_mut().enumerate() {
        if let (Some(original), Some(text)) = (&originals[index], &jobs[index].text) {
            rewrite(report, original, text, &silenced[index]);
        }
        name_what_is_left(report);
    }
    Ok(outcome)
}

fn rewrite(report: &mut FileReport, original: &Source, text: &Source, rules: &[&'static crate::rule::Rule]) {
    match (original.encode(), text.encode()) {
        (Ok(before), Ok(after)) => {
            report.rewrite = Some(Rewrite { before, after });
            for rule in rules {
                match report.applied.iter_mut().find(|(known, _)| known.code == rule.code) {
                    Some((_, count)) => *count += 1,
                    None => report.applied.push((rule, 1)),
                }
            }
        }
        (Err(error), _) | (_, Err(error)) => report.problems.push(Problem {
            kind: ProblemKind::Io,
            location: error.location(),
            message: format!("no comments were added: {error}"),
        }),
    }
}

/// Findings are left where a comment would change what the code means.
fn name_what_is_left(report: &mut FileReport) {
    let left = report.findings.iter().filter(|finding| !matches!(finding.rule.needs, Needs::Suppressions));
    let problem = |finding: &crate::run::ReportedFinding| Problem {
        kind: ProblemKind::Suppression,
        location: Some(finding.start),
        message: format!("no comment can stand at this line to silence {}", finding.rule.code),
    };
    let problems: Vec<Problem> = left.map(problem).collect();
    report.problems.extend(problems);
}
