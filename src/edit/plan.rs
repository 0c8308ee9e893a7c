//! Which fixes go together: pure data, no trees.
//!
//! Each splice consumes its range minus its holes, in **gaps**. Two fixes conflict when a gap of one touches what the
//! other consumes or anchors to. What lies in a hole composes.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::Piece;
use super::splice::{Form, Gap, Splice};
use crate::syntax::{TextRange, TextSize};

/// Why a fix is not accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// This earlier fix stands in the way.
    Conflict(usize),
    /// Its own operations overlap.
    Overlap,
}

/// An accepted splice.
pub(super) struct Entry {
    pub owner: usize,
    pub splice: Splice,
}

/// What has been accepted.
#[derive(Default)]
pub(super) struct Ledger {
    pub entries: Vec<Entry>,
    gaps: BTreeMap<(TextSize, TextSize, usize), Gap>,
    ranges: FxHashMap<TextRange, usize>,
}

/// Accepts fixes greedily: earlier in the file first, then the wider, then the smaller code. Returns the accepted in this
/// order and, for each refused fix, why.
pub(super) fn plan(fixes: &[(&str, Vec<Splice>)]) -> (Vec<usize>, Vec<(usize, Refusal)>) {
    let mut order: Vec<usize> = (0..fixes.len()).collect();
    order.sort_by_cached_key(|index| {
        let (code, splices) = &fixes[*index];
        let start = splices.iter().map(|splice| splice.range.start()).min();
        let end = splices.iter().map(|splice| splice.range.end()).max();
        (start, std::cmp::Reverse(end), *code, *index)
    });
    let mut ledger = Ledger::default();
    let mut refused = Vec::new();
    order.retain(|index| {
        let refusal = ledger.accept(*index, &fixes[*index].1).err();
        refused.extend(refusal.map(|refusal| (*index, refusal)));
        refusal.is_none()
    });
    refused.sort_by_key(|(index, _)| *index);
    (order, refused)
}

impl Ledger {
    /// Takes all of a fix's splices, or none.
    pub fn accept(&mut self, owner: usize, splices: &[Splice]) -> Result<(), Refusal> {
        if !holes_are_inside(splices) || (splices.len() > 1 && !agree(splices)) {
            return Err(Refusal::Overlap);
        }
        let mut new = Vec::with_capacity(splices.len());
        for splice in splices {
            match self.meet(splice, Touch::Conflicts) {
                Meeting::Free => new.push(splice),
                Meeting::Same => {}
                Meeting::Conflict(entry) => return Err(Refusal::Conflict(self.entries[entry].owner)),
            }
        }
        for splice in new {
            self.add(owner, splice.clone());
        }
        Ok(())
    }

    fn add(&mut self, owner: usize, splice: Splice) {
        let index = self.entries.len();
        for gap in splice.gaps() {
            self.gaps.insert((gap.range.start(), gap.range.end(), index), gap);
        }
        if !splice.range.is_empty() {
            self.ranges.insert(splice.range, index);
        }
        self.entries.push(Entry { owner, splice });
    }

    fn meet(&self, splice: &Splice, touch: Touch) -> Meeting {
        if let Some(&twin) = self.ranges.get(&splice.range) {
            let is_same = self.entries[twin].splice == *splice && touch == Touch::Conflicts;
            return if is_same { Meeting::Same } else { Meeting::Conflict(twin) };
        }
        let (start, end) = (splice.range.start(), splice.range.end());
        let before = self.gaps.range(..(start, TextSize::new(0), 0)).next_back();
        let within =
            self.gaps.range((start, TextSize::new(0), 0)..=(end, TextSize::new(u32::MAX), usize::MAX));
        for (&(_, _, index), gap) in
            before.filter(|(_, gap)| gap.range.end() >= start).into_iter().chain(within)
        {
            let other = &self.entries[index].splice;
            if touch == Touch::Conflicts && splice.range.is_empty() && other == splice {
                return Meeting::Same;
            }
            let fits = if is_inside(gap.range, splice.range) {
                is_held(splice, other)
            } else {
                touch == Touch::IsFine || may_touch(splice, other, *gap)
            };
            if !fits {
                return Meeting::Conflict(index);
            }
        }
        Meeting::Free
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Touch {
    Conflicts,
    IsFine,
}

enum Meeting {
    Free,
    /// The very same change is accepted already.
    Same,
    Conflict(usize),
}

/// Whether a gap and a range share more than an end.
fn is_inside(gap: TextRange, range: TextRange) -> bool {
    gap.start() < range.end() && range.start() < gap.end()
}

/// Whether the new splice keeps all of an accepted one in a hole.
fn is_held(splice: &Splice, other: &Splice) -> bool {
    splice.open_holes().iter().any(|hole| {
        if other.range.is_empty() {
            hole.start() < other.range.start() && other.range.end() < hole.end()
        } else {
            hole.contains_range(other.range)
        }
    })
}

/// Whether a splice may begin or end where a gap of another one lies.
fn may_touch(splice: &Splice, other: &Splice, gap: Gap) -> bool {
    match (splice.range.is_empty(), other.range.is_empty()) {
        (false, false) => true,
        (true, true) => (splice.form == Form::Lines) != (other.form == Form::Lines),
        (true, false) => may_stand_beside(splice, other, gap),
        (false, true) => splice.gaps().iter().all(|gap| {
            !gap.range.contains_inclusive(other.range.start()) || may_stand_beside(other, splice, *gap)
        }),
    }
}

/// Whether an insertion may stand at the end of a gap: only outside, and with clear order.
fn may_stand_beside(insertion: &Splice, other: &Splice, gap: Gap) -> bool {
    let at = insertion.range.start();
    // Lines below a statement that goes, or moves into a block, have to go with it.
    let moves = other.pieces.iter().any(|piece| matches!(piece, Piece::Indented(_) | Piece::Outdented(_)));
    let moves = moves || matches!(other.form, Form::Removal(_));
    let is_outside = at == other.range.start() || (at == other.range.end() && !moves);
    is_outside && (insertion.form == Form::Lines || !gap.has_text)
}

fn holes_are_inside(splices: &[Splice]) -> bool {
    splices.iter().all(|splice| {
        let mut holes = splice.holes();
        holes.sort_by_key(|hole| hole.start());
        holes.iter().all(|hole| splice.range.contains_range(*hole))
            && holes.windows(2).all(|pair| pair[0].end() <= pair[1].start())
    })
}

/// Whether a fix's own splices lie apart or in each other's holes.
fn agree(splices: &[Splice]) -> bool {
    let mut own = Ledger::default();
    for splice in splices {
        if !matches!(own.meet(splice, Touch::IsFine), Meeting::Free) {
            return false;
        }
        own.add(0, splice.clone());
    }
    true
}
