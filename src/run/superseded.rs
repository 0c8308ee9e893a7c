//! Findings that give way to others, so that one place has one repair: where the user asked for a codemod that makes a
//! blocking call asynchronous, nobody is told to run the call in a thread.

use super::check::Found;
use crate::codemod::library;
use crate::edit::{Fix, Operation};
use crate::syntax::TextRange;

/// What the codes of the rules begin with that would run a blocking call elsewhere.
const BLOCKING: &str = "AFX1";

/// Drops findings about blocking calls that a codemod's fix rewrites, and findings of codemods that have no fix where such
/// a rule has one. A fix that would take a codemod's call along into a thread waits until the codemod is done.
pub(super) fn drop_superseded(found: &mut Vec<Found>) {
    let is_codemod = |found: &Found| library::of(found.rule).is_some();
    if !found.iter().any(is_codemod) {
        return;
    }
    let (codemods, others): (Vec<Found>, Vec<Found>) =
        std::mem::take(found).into_iter().partition(is_codemod);
    let is_rewritten = |range: TextRange| {
        codemods.iter().filter_map(|found| found.finding.fix.as_ref()).any(|fix| rewrites(fix, range))
    };
    let is_blocking = |found: &Found| found.rule.code.starts_with(BLOCKING);
    let mut others: Vec<Found> = others
        .into_iter()
        .filter(|found| !is_blocking(found) || !is_rewritten(found.finding.range))
        .collect();
    for Found { finding, .. } in others.iter_mut().filter(|found| is_blocking(found)) {
        let takes_along = |fix: &Fix| {
            codemods.iter().filter(|codemod| codemod.finding.fix.is_some()).any(|codemod| {
                let range = codemod.finding.range;
                !finding.range.contains_range(range) && replaces(fix, range)
            })
        };
        if finding.fix.as_ref().is_some_and(takes_along) {
            finding.fix = None;
            finding.withheld = Some("it would take along what a codemod rewrites".to_owned());
        }
    }
    let is_repaired = |range: TextRange| {
        let mut repairs = others.iter().filter(|found| is_blocking(found) && found.finding.fix.is_some());
        repairs.any(|found| range.contains_range(found.finding.range))
    };
    let codemods: Vec<Found> = codemods
        .into_iter()
        .filter(|found| found.finding.fix.is_some() || !is_repaired(found.finding.range))
        .collect();
    found.extend(others);
    found.extend(codemods);
}

/// Whether a fix replaces something around `range`.
fn replaces(fix: &Fix, range: TextRange) -> bool {
    fix.operations.iter().any(|operation| match operation {
        Operation::Replace { range: replaced, .. } => replaced.contains_range(range),
        _ => false,
    })
}

/// Whether a fix puts something else in the place of `range`, and does not merely leave it in what it puts around it.
fn rewrites(fix: &Fix, range: TextRange) -> bool {
    fix.operations.iter().any(|operation| {
        let Operation::Replace { range: replaced, template } = operation else { return false };
        if replaced.is_empty() {
            return replaced.start() == range.start();
        }
        let is_kept = template.holes().any(|hole| hole.contains_range(range));
        replaced.contains_range(range) && !is_kept
    })
}
