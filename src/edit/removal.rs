//! Removing statements, seen from their suites: only when all removals are known is it known which lines go and
//! which suite is left without a statement.

use super::Piece;
use super::document::Document;
use super::splice::{Form, Splice, whole_lines};
use crate::syntax::{NodeId, Nodes, Ranged, Stmt, TextRange, TextSize};
use rustc_hash::FxHashSet;

/// What really goes, given every statement that goes. `places` are the sorted offsets where other splices begin, end
/// or have holes.
pub(super) fn lower(
    document: &Document<'_>,
    removed: &[NodeId],
    places: &[TextSize],
) -> Vec<(NodeId, Splice)> {
    let set: FxHashSet<NodeId> = removed.iter().copied().collect();
    let mut done = FxHashSet::default();
    let mut cuts = Vec::new();
    for &statement in removed {
        if done.contains(&statement) {
            continue;
        }
        let (suite, place) = document.suite(statement);
        let start = cuts.len();
        let is_nested = document.nodes.parent(statement).is_some_and(|parent| parent.id != NodeId::ROOT);
        if is_nested && is_emptied(document.nodes, suite, &set) {
            cuts.push(cut(document.nodes, &suite[0], suite[0].range(), Some("pass")));
            lines(document, suite, 0..suite.len(), &|at| at > 0, &mut cuts);
        } else {
            // Only the neighbourhood is looked at, so that a long suite is not walked once for each of its removals.
            let goes = |at: usize| set.contains(&document.nodes.id_of(&suite[at]));
            let first = (0..=place).rev().take_while(|at| goes(*at)).last().unwrap_or(place);
            let last = (place..suite.len()).take_while(|at| goes(*at)).last().unwrap_or(place);
            let on_line = |at: usize| document.shares_line(&suite[at], &suite[at + 1]);
            let first = (0..first).rev().take_while(|at| on_line(*at)).last().unwrap_or(first);
            let last = (last..suite.len() - 1).take_while(|at| on_line(*at)).last().map_or(last, |at| at + 1);
            lines(document, suite, first..last + 1, &goes, &mut cuts);
        }
        // A line may be looked at from the removals above it and from those below.
        let mut new = cuts.split_off(start);
        new.retain(|(id, _)| done.insert(*id));
        close_gaps(document, &mut new, places);
        cuts.extend(new);
    }
    cuts
}

fn is_emptied(nodes: &Nodes<'_>, suite: &[Stmt], removed: &FxHashSet<NodeId>) -> bool {
    removed.len() >= suite.len() && suite.iter().all(|statement| removed.contains(&nodes.id_of(statement)))
}

/// Cuts the statements of `span` that go, logical line by logical line.
fn lines(
    document: &Document<'_>,
    suite: &[Stmt],
    span: std::ops::Range<usize>,
    goes: &dyn Fn(usize) -> bool,
    cuts: &mut Vec<(NodeId, Splice)>,
) {
    let mut first = span.start;
    while first < span.end {
        let mut last = first;
        while last + 1 < span.end && document.shares_line(&suite[last], &suite[last + 1]) {
            last += 1;
        }
        let all_go = (first..=last).all(goes) && document.starts_line(suite[first].start());
        if all_go {
            let range = TextRange::new(suite[first].start(), suite[last].end());
            cuts.push(cut(document.nodes, &suite[first], whole_lines(document, range), None));
            // The rest of the line is gone with it; an empty cut marks it as done.
            for statement in &suite[first + 1..=last] {
                cuts.push(cut(document.nodes, statement, TextRange::empty(statement.end()), None));
            }
        } else {
            for at in (first..=last).filter(|at| goes(*at)) {
                let survivor_follows = (at + 1..=last).any(|later| !goes(later));
                let range = if survivor_follows {
                    TextRange::new(suite[at].start(), suite[at + 1].start())
                } else if at > first {
                    TextRange::new(suite[at - 1].end(), suite[at].end())
                } else {
                    suite[at].range()
                };
                cuts.push(cut(document.nodes, &suite[at], range, None));
            }
        }
        first = last + 1;
    }
}

fn cut(nodes: &Nodes<'_>, statement: &Stmt, range: TextRange, text: Option<&str>) -> (NodeId, Splice) {
    let pieces = text.map(|text| Piece::Text(text.to_owned())).into_iter().collect();
    (nodes.id_of(statement), Splice { range, pieces, form: Form::Inline })
}

/// Where blank lines stand above and below lines that go, one set of them is enough.
fn close_gaps(document: &Document<'_>, cuts: &mut [(NodeId, Splice)], places: &[TextSize]) {
    let mut start = None;
    for at in 0..cuts.len() {
        let range = cuts[at].1.range;
        if range.is_empty()
            || range.start() != document.line_start(range.start())
            || !cuts[at].1.pieces.is_empty()
        {
            continue;
        }
        let block = *start.get_or_insert(range.start());
        let next = cuts[at + 1..].iter().find(|(_, next)| !next.range.is_empty());
        if next.is_some_and(|(_, next)| next.range.start() == range.end()) {
            continue;
        }
        start = None;
        let above = blank_lines_above(document, block);
        let end = skip_blank_lines(document, range.end(), above);
        // Lines that come in the place of the old ones keep the blank lines below.
        let is_refilled = places.binary_search(&block).is_ok();
        let is_free = !is_refilled
            && places.partition_point(|place| *place <= range.end())
                == places.partition_point(|place| *place < end);
        let in_cell = document.cell_end(range.start()).is_none_or(|cell| end <= cell);
        if is_free && in_cell && end > range.end() {
            cuts[at].1.range = TextRange::new(range.start(), end);
        }
    }
}

/// How many blank lines stand above a line's start; at the start of the text and of a block, as many as one likes.
fn blank_lines_above(document: &Document<'_>, start: TextSize) -> usize {
    if start == TextSize::new(0) {
        return usize::MAX;
    }
    let mut blank = 0;
    let mut offset = start;
    while offset > TextSize::new(0) {
        let above = document.line_start(offset - line_break_before(document.text, offset));
        let line = document.text[TextRange::new(above, offset)].trim();
        if line.ends_with(':') && !line.starts_with('#') {
            return usize::MAX;
        }
        if !line.is_empty() || above == offset {
            break;
        }
        blank += 1;
        offset = above;
    }
    blank
}

fn line_break_before(text: &str, offset: TextSize) -> TextSize {
    let before = &text[..offset.to_usize()];
    TextSize::new(if before.ends_with("\r\n") { 2 } else { u32::from(before.ends_with(['\n', '\r'])) })
}

fn skip_blank_lines(document: &Document<'_>, mut offset: TextSize, most: usize) -> TextSize {
    for _ in 0..most {
        let next = document.next_line(offset);
        let line = &document.text[TextRange::new(offset, next)];
        if next == offset || !line.trim_matches([' ', '\t', '\r', '\n']).is_empty() {
            break;
        }
        offset = next;
    }
    offset
}
