//! Many fixes to one new text, or one fix to its preview.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::document::Document;
use super::forest::{Join, grow};
use super::plan::{Ledger, Refusal, plan};
use super::splice::{Form, Splice, lower};
use super::verify::verify;
use super::{Fix, ImportRequest, Operation, fold, imports, removal};
use crate::syntax::{NodeId, TextRange, TextSize, cst, with_stack};

/// What became of the fixes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The new text.
    pub text: String,
    /// The same as replacements of disjoint ranges of the old text, in its order.
    pub edits: Vec<(TextRange, String)>,
    /// The fixes in `text`, by their place in the list given.
    pub accepted: Vec<usize>,
    /// The fixes that wait for another pass.
    pub deferred: Vec<Deferred>,
    /// The fixes that broke the file and were dropped, with the breach: bugs of ours.
    pub broken: Vec<(usize, String)>,
}

/// A fix that is not applied because another one stands in its way.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deferred {
    /// The fix.
    pub fix: usize,
    /// The one that was accepted.
    pub winner: usize,
}

/// Applies as many fixes as go together, each with its rule's code, and proves the result. What would break the file
/// is left out. The text is unchanged where nothing is accepted.
pub fn apply(document: &Document<'_>, fixes: &[(&str, &Fix)]) -> Applied {
    let splices: Vec<(&str, Vec<Splice>)> =
        fixes.iter().map(|(code, fix)| (*code, lower(document, fix))).collect();
    let (accepted, refused) = plan(&splices);
    let mut settled = Settled::default();
    for (fix, refusal) in refused {
        match refusal {
            Refusal::Conflict(winner) => settled.deferred.push(Deferred { fix, winner }),
            Refusal::Overlap => settled.broken.push((fix, "its own operations overlap".to_owned())),
        }
    }
    with_stack(document.parsed.depth(), || {
        settle(document, fixes, &splices, &accepted, &mut settled);
    });
    settled.accepted.sort_unstable();
    settled.deferred.sort_by_key(|deferred| deferred.fix);
    settled.broken.sort();
    let Settled { accepted, text, edits, deferred, broken } = settled;
    Applied { text: text.unwrap_or_else(|| document.text.to_owned()), edits, accepted, deferred, broken }
}

/// The fixes that hold together, and what they make of the text.
#[derive(Default)]
struct Settled {
    accepted: Vec<usize>,
    text: Option<String>,
    edits: Vec<(TextRange, String)>,
    deferred: Vec<Deferred>,
    broken: Vec<(usize, String)>,
}

/// Why some fixes do not go together.
enum Failure {
    /// The new text is wrong.
    Breach(String),
    /// A new import would stand in what this fix consumes.
    NoPlace { winner: usize },
}

/// The owner of what no single fix brings.
const ENGINE: usize = usize::MAX;

/// Adds the candidates to what is settled, leaving out those that break it: all at once if that holds, else by halves.
fn settle(
    document: &Document<'_>,
    fixes: &[(&str, &Fix)],
    splices: &[(&str, Vec<Splice>)],
    candidates: &[usize],
    settled: &mut Settled,
) {
    if candidates.is_empty() {
        return;
    }
    let together: Vec<usize> = settled.accepted.iter().chain(candidates).copied().collect();
    match build(document, fixes, splices, &together) {
        Ok((text, edits)) => {
            settled.accepted = together;
            settled.text = Some(text);
            settled.edits = edits;
        }
        Err(failure) => {
            if let [culprit] = candidates {
                match failure {
                    Failure::Breach(breach) => settled.broken.push((*culprit, breach)),
                    Failure::NoPlace { winner } => settled.deferred.push(Deferred { fix: *culprit, winner }),
                }
                return;
            }
            let (left, right) = candidates.split_at(candidates.len() / 2);
            settle(document, fixes, splices, left, settled);
            settle(document, fixes, splices, right, settled);
        }
    }
}

type Built = (String, Vec<(TextRange, String)>);

fn build(
    document: &Document<'_>,
    fixes: &[(&str, &Fix)],
    splices: &[(&str, Vec<Splice>)],
    chosen: &[usize],
) -> Result<Built, Failure> {
    let joins = join(document, fixes, splices, chosen)?;
    let tree = cst::build(document.text, document.parsed, document.nodes);
    let text = fold::fold(&tree, &joins).to_string();
    let edits = fold::edits(document.text, &joins);
    if fold::edited(document.text, &edits) != text {
        return Err(Failure::Breach("its edits and its tree differ".to_owned()));
    }
    verify(document, &joins, &text).map_err(Failure::Breach)?;
    Ok((text, edits))
}

fn join(
    document: &Document<'_>,
    fixes: &[(&str, &Fix)],
    splices: &[(&str, Vec<Splice>)],
    chosen: &[usize],
) -> Result<Vec<Join>, Failure> {
    let mut ledger = Ledger::default();
    for fix in chosen {
        ledger
            .accept(*fix, &splices[*fix].1)
            .map_err(|_| Failure::Breach("it conflicts with a fix it was accepted with".to_owned()))?;
    }
    let requests: BTreeSet<&ImportRequest> = chosen.iter().flat_map(|fix| &fixes[*fix].1.imports).collect();
    let removed = ledger.entries.iter().filter_map(|entry| match entry.splice.form {
        Form::Removal(statement) => Some(statement),
        _ => None,
    });
    let removed: FxHashSet<NodeId> = removed.collect();
    for splice in imports::place(document, &requests, &module_statements(fixes, chosen), &removed) {
        match ledger.accept(ENGINE, &[splice]) {
            Ok(()) => {}
            Err(Refusal::Conflict(winner)) => return Err(Failure::NoPlace { winner }),
            Err(Refusal::Overlap) => return Err(Failure::Breach("its imports overlap".to_owned())),
        }
    }
    let mut removed: Vec<(NodeId, usize)> = Vec::new();
    let mut owned = Vec::with_capacity(ledger.entries.len());
    for entry in ledger.entries {
        match entry.splice.form {
            Form::Removal(statement) => match imports::in_place_of(document, &requests, statement) {
                Some(splice) => owned.push((Some(entry.owner), splice)),
                None => removed.push((statement, entry.owner)),
            },
            _ => owned.push((Some(entry.owner), entry.splice)),
        }
    }
    removed.sort_unstable();
    let places = places(&owned);
    let statements: Vec<NodeId> = removed.iter().map(|(statement, _)| *statement).collect();
    for (_, splice) in removal::lower(document, &statements, &places) {
        if !splice.range.is_empty() {
            owned.push((None, splice));
        }
    }
    grow(document, owned).map_err(|_| Failure::Breach("its splices cross".to_owned()))
}

fn module_statements<'a>(fixes: &[(&str, &'a Fix)], chosen: &[usize]) -> Vec<&'a str> {
    let mut statements: Vec<&str> = Vec::new();
    for operation in chosen.iter().flat_map(|fix| &fixes[*fix].1.operations) {
        if let Operation::ModuleStatement { text } = operation
            && !statements.contains(&text.as_str())
        {
            statements.push(text);
        }
    }
    statements
}

fn places(owned: &[(Option<usize>, Splice)]) -> Vec<TextSize> {
    let mut places: Vec<TextSize> = owned
        .iter()
        .flat_map(|(_, splice)| splice.holes().into_iter().chain([splice.range]))
        .flat_map(|range| [range.start(), range.end()])
        .collect();
    places.sort_unstable();
    places
}
