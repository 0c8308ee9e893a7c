//! The proof, in production, that an edit changed what it meant to change and nothing else.
//!
//! The new text parses; the comments are the old ones; every old node outside what was consumed stands where the
//! edits put it, with the same kind; every new node touches inserted text. So an edit after which surrounding code
//! groups differently is caught: `f().x` made `await f().x` keeps no call whose attribute is taken.

use rustc_hash::FxHashMap;

use super::document::{Document, size};
use super::forest::{Join, Part};
use crate::syntax::nodes::suites;
use crate::syntax::tokens::significant_after;
use crate::syntax::{
    NodeKind, Nodes, Parsed, Ranged, TextLen, TextRange, TextSize, TokenKind, cst, parse, with_nodes,
};

/// Checks `new`, the text that `joins` make of the document.
///
/// # Errors
/// The first breach, in one clause.
pub fn verify(document: &Document<'_>, joins: &[Join], new: &str) -> Result<(), String> {
    let map = Map::new(joins);
    let grammar = map.grammar(document);
    let parsed = parse(new, &grammar).map_err(|error| format!("the new text does not parse: {error}"))?;
    let comments = comments(new, &parsed, &map.inserted);
    let mut changed = Vec::new();
    changed_comments(joins, &mut changed);
    changed.sort_by_key(Ranged::start);
    if comments != self::comments(document.text, document.parsed, &changed) {
        return Err("a comment is lost".to_owned());
    }
    with_nodes(&parsed, |nodes| compare(document, &map, &nodes)).map_err(|error| error.message)?
}

/// The ranges in which comments are what changes.
fn changed_comments(joins: &[Join], changed: &mut Vec<TextRange>) {
    for join in joins {
        if join.is_of_comment {
            changed.push(join.range);
        }
        for part in &join.parts {
            if let Part::Kept { joins, .. } = part {
                changed_comments(joins, changed);
            }
        }
    }
}

/// The comments outside of some ranges, sorted.
fn comments<'a>(text: &'a str, parsed: &Parsed, left_out: &[TextRange]) -> Vec<&'a str> {
    let counts = |range: TextRange| {
        let place = left_out.partition_point(|out| out.end() <= range.start());
        left_out.get(place).is_none_or(|out| !out.contains(range.start()))
    };
    let tokens =
        parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Comment && counts(token.range()));
    let mut comments: Vec<&str> = tokens.map(|token| &text[token.range()]).collect();
    comments.sort_unstable();
    comments
}

/// Where a node's ends may be afterwards.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: (TextSize, TextSize),
    end: (TextSize, TextSize),
}

/// The joins with their places in the new text.
struct Map {
    joins: Vec<Placed>,
    inserted: Vec<TextRange>,
    /// Old suites, with the comments beside them, that are part of the suite around them now.
    dissolved: Vec<TextRange>,
}

struct Placed {
    old: TextRange,
    new: TextRange,
    starts_empty: bool,
    ends_empty: bool,
    holes: Vec<PlacedHole>,
}

struct PlacedHole {
    old: TextRange,
    new: TextSize,
    joins: Vec<Placed>,
}

impl Placed {
    /// Whether something stands where it starts: text, or what stood there.
    fn keeps_start(&self) -> bool {
        !self.starts_empty || self.holes.first().is_some_and(|hole| hole.old.start() == self.old.start())
    }
}

impl Map {
    fn new(joins: &[Join]) -> Self {
        let mut inserted = Vec::new();
        let mut dissolved = Vec::new();
        let (joins, _) = place_all(joins, TextSize::new(0), TextSize::new(0), &mut inserted, &mut dissolved);
        Self { joins, inserted, dissolved }
    }

    /// The grammar of the new text: a notebook's cells have moved.
    fn grammar(&self, document: &Document<'_>) -> crate::syntax::Grammar {
        use crate::syntax::Grammar;
        let Grammar::Cells(cells) = document.grammar else { return Grammar::Module };
        let place = |cell: &TextRange| {
            // An insertion at a cell's end belongs to it.
            let before = self.joins.partition_point(|join| join.old.end() < cell.start());
            let start = moved(&self.joins[..before], TextSize::new(0), TextSize::new(0), cell.start());
            let through = self.joins.partition_point(|join| join.old.end() <= cell.end());
            let end = moved(&self.joins[..through], TextSize::new(0), TextSize::new(0), cell.end());
            TextRange::new(start, end)
        };
        Grammar::Cells(cells.iter().map(place).collect())
    }

    fn places(&self, document: &Document<'_>, node: TextRange) -> Option<smallvec::SmallVec<[Place; 2]>> {
        let mut places = smallvec::SmallVec::new();
        let origin = TextSize::new(0);
        find(document, &self.joins, (origin, origin), node, &mut places).then_some(places)
    }

    /// Whether a suite is all that a dissolved one has besides comments.
    fn dissolves(&self, document: &Document<'_>, suite: TextRange) -> bool {
        let tokens = document.parsed.tokens();
        let is_bare = |range: TextRange| {
            significant_after(tokens, range.start()).is_none_or(|token| token.start() >= range.end())
        };
        self.dissolved.iter().any(|hole| {
            hole.contains_range(suite)
                && is_bare(TextRange::new(hole.start(), suite.start()))
                && is_bare(TextRange::new(suite.end(), hole.end()))
        })
    }

    fn touches_inserted(&self, node: TextRange) -> bool {
        let place = self.inserted.partition_point(|new| new.end() < node.start());
        self.inserted.get(place).is_some_and(|new| new.start() <= node.end())
    }
}

fn place_all(
    joins: &[Join],
    mut old: TextSize,
    mut new: TextSize,
    inserted: &mut Vec<TextRange>,
    dissolved: &mut Vec<TextRange>,
) -> (Vec<Placed>, TextSize) {
    let mut placed = Vec::with_capacity(joins.len());
    for join in joins {
        new += join.range.start() - old;
        let start = new;
        let mut holes = Vec::new();
        for part in &join.parts {
            match part {
                Part::Text(text) => {
                    inserted.push(TextRange::at(new, size(text.len())));
                    new += size(text.len());
                }
                Part::Kept { range, joins, is_outdented } => {
                    if *is_outdented {
                        dissolved.push(*range);
                    }
                    let (inner, end) = place_all(joins, range.start(), new, inserted, dissolved);
                    holes.push(PlacedHole { old: *range, new, joins: inner });
                    let rest = joins.last().map_or(range.start(), |last| last.range.end());
                    new = end + (range.end() - rest);
                }
            }
        }
        holes.sort_by_key(|hole| hole.old.start());
        let is_kept = |part: Option<&Part>| !matches!(part, Some(Part::Text(_)));
        placed.push(Placed {
            old: join.range,
            new: TextRange::new(start, new),
            starts_empty: is_kept(join.parts.first()),
            ends_empty: is_kept(join.parts.last()),
            holes,
        });
        old = join.range.end();
    }
    (placed, new)
}

/// Where an offset outside of all joins is afterwards.
fn moved(before: &[Placed], old: TextSize, new: TextSize, offset: TextSize) -> TextSize {
    match before.last() {
        Some(join) => join.new.end() + (offset - join.old.end()),
        None => new + (offset - old),
    }
}

/// Finds where a node may be, and `false` where it was consumed.
fn find(
    document: &Document<'_>,
    joins: &[Placed],
    (old, new): (TextSize, TextSize),
    node: TextRange,
    places: &mut smallvec::SmallVec<[Place; 2]>,
) -> bool {
    let first =
        joins.partition_point(|join| join.old.end() <= node.start() && join.old.start() < node.start());
    let last = joins.partition_point(|join| join.old.start() <= node.end()).max(first);
    // What only touches the node's end from behind is not in it.
    let inner = &joins[first..last];
    let holder = inner.iter().find(|join| join.old.contains_range(node) && !join.old.is_empty());
    let is_same = holder.is_some_and(|join| join.old == node);
    if holder.is_none() || is_same {
        places.push(outer_place(document, joins, (first, last), (old, new), node));
    }
    let Some(join) = holder else { return true };
    let hole = join.holes.iter().find(|hole| hole.old.contains_range(node));
    hole.is_some_and(|hole| find(document, &hole.joins, (hole.old.start(), hole.new), node, places))
}

/// Where a node is that no join at this level has inside: `joins[first..last]` begin in it or at its ends.
fn outer_place(
    document: &Document<'_>,
    joins: &[Placed],
    (first, last): (usize, usize),
    (old, new): (TextSize, TextSize),
    node: TextRange,
) -> Place {
    let start = start_of(joins, first, old, new, node);
    let mut end = end_of(joins, last, old, new, node);
    // Lines added below a block stand behind its trailing comments, and are its end all the same.
    let next = joins.get(last).filter(|join| join.old.is_empty()).and_then(|_| {
        let tokens = document.parsed.tokens();
        let next = significant_after(tokens, node.end()).filter(|token| token.kind() != TokenKind::Semi);
        next.or_else(|| significant_after(tokens, significant_after(tokens, node.end())?.end()))
    });
    let next = next.map_or(document.text.text_len(), Ranged::start);
    let below = joins[last..].iter().take_while(|join| join.old.is_empty() && join.old.start() <= next);
    if let Some(below) = below.last() {
        end.1 = below.new.end();
    }
    Place { start, end }
}

fn start_of(
    joins: &[Placed],
    first: usize,
    old: TextSize,
    new: TextSize,
    node: TextRange,
) -> (TextSize, TextSize) {
    let plain = moved(&joins[..first], old, new, node.start());
    let mut earliest = plain;
    let mut latest = plain;
    for join in joins[first..].iter().take_while(|join| join.old.start() <= node.start()) {
        if join.old.is_empty() {
            earliest = earliest.min(join.new.start());
            latest = join.new.end();
        } else if join.old.start() == node.start() && join.keeps_start() {
            latest = latest.max(join.new.start());
        } else if join.old.end() > node.start() {
            // Its beginning is gone: it starts wherever the rest of it does.
            earliest = earliest.min(join.new.start());
            latest = TextSize::new(u32::MAX);
        }
    }
    (earliest, latest)
}

fn end_of(
    joins: &[Placed],
    last: usize,
    old: TextSize,
    new: TextSize,
    node: TextRange,
) -> (TextSize, TextSize) {
    let before =
        joins.partition_point(|join| join.old.end() <= node.end() && join.old.start() < node.end()).min(last);
    let plain = moved(&joins[..before], old, new, node.end());
    let mut earliest = plain;
    let mut latest = plain;
    if let Some(join) = joins[..before].last().filter(|join| join.old.end() == node.end() && join.ends_empty)
    {
        let keeps_end = join.holes.last().is_some_and(|hole| hole.old.end() == node.end());
        if !keeps_end {
            earliest = TextSize::new(0);
        }
    }
    for join in &joins[before..last] {
        if join.old.is_empty() {
            latest = latest.max(join.new.end());
        } else if join.old.start() < node.end() {
            // Its end is gone, or moves with comments below it: it ends wherever the rest of it does.
            earliest = TextSize::new(0);
            latest = join.new.end();
        }
    }
    (earliest, latest)
}

/// A node as both trees have it.
type Key = (rowan::SyntaxKind, TextSize);

fn compare(document: &Document<'_>, map: &Map, nodes: &Nodes<'_>) -> Result<(), String> {
    let mut unmatched: FxHashMap<Key, Vec<TextSize>> = FxHashMap::default();
    let mut exact: FxHashMap<(Key, TextSize), u32> = FxHashMap::default();
    for (kind, range) in shapes(nodes) {
        *exact.entry(((kind, range.start()), range.end())).or_default() += 1;
    }
    let mut loose = Vec::new();
    let mut dissolved = Vec::new();
    for (kind, range) in shapes(document.nodes) {
        let Some(mut places) = map.places(document, range) else { continue };
        if kind == cst::SUITE && map.dissolves(document, range) {
            dissolved.extend(places);
            continue;
        }
        if [NodeKind::ExprGenerator, NodeKind::ExprTuple].map(cst::node_kind).contains(&kind) {
            // Their extent includes parentheses once they have some.
            let one = TextSize::new(1);
            let grown = places.iter().filter(|place| place.start.0 >= one).map(|place| Place {
                start: (place.start.0 - one, place.start.1.checked_sub(one).unwrap_or_default()),
                end: (place.end.0 + one, place.end.1.checked_add(one).unwrap_or(place.end.1)),
            });
            let grown: smallvec::SmallVec<[Place; 2]> = grown.collect();
            places.extend(grown);
        }
        // The innermost place is the likeliest: what wraps a node may be of its kind.
        let is_found = places.iter().rev().any(|place| {
            place.start.0 == place.start.1
                && place.end.0 == place.end.1
                && take(&mut exact, (kind, place.start.0), place.end.0)
        });
        let is_certain =
            places.iter().all(|place| place.start.0 == place.start.1 && place.end.0 == place.end.1);
        if !is_found && is_certain {
            return Err(breach(document, range, "groups differently"));
        }
        if !is_found {
            loose.push((kind, range, places));
        }
    }
    for ((key, end), count) in &exact {
        unmatched.entry(*key).or_default().extend(std::iter::repeat_n(*end, *count as usize));
    }
    let mut starts: FxHashMap<rowan::SyntaxKind, Vec<TextSize>> = FxHashMap::default();
    for key in unmatched.keys() {
        starts.entry(key.0).or_default().push(key.1);
    }
    for starts in starts.values_mut() {
        starts.sort_unstable();
    }
    // A module may lose its last statement, and its suite with it.
    let is_empty = nodes.len() == 1;
    for (kind, range, places) in loose {
        if is_empty && kind == cst::SUITE {
            continue;
        }
        if !places.iter().rev().any(|place| take_loose(&mut unmatched, &starts, kind, *place)) {
            return Err(breach(document, range, "groups differently"));
        }
    }
    // What a dissolved suite had can be all that the suite around it has.
    for place in dissolved {
        take_loose(&mut unmatched, &starts, cst::SUITE, place);
    }
    for ((_, start), ends) in unmatched {
        for end in ends {
            let range = TextRange::new(start, end);
            if !range.is_empty() && !map.touches_inserted(range) {
                return Err("code outside the fix groups differently".to_owned());
            }
        }
    }
    Ok(())
}

fn take(exact: &mut FxHashMap<(Key, TextSize), u32>, key: Key, end: TextSize) -> bool {
    match exact.get_mut(&(key, end)) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

fn take_loose(
    unmatched: &mut FxHashMap<Key, Vec<TextSize>>,
    starts: &FxHashMap<rowan::SyntaxKind, Vec<TextSize>>,
    kind: rowan::SyntaxKind,
    place: Place,
) -> bool {
    let Some(starts) = starts.get(&kind) else { return false };
    let from = starts.partition_point(|start| *start < place.start.0);
    for start in starts[from..].iter().take_while(|start| **start <= place.start.1) {
        let Some(ends) = unmatched.get_mut(&(kind, *start)) else { continue };
        if let Some(found) = ends.iter().position(|end| place.end.0 <= *end && *end <= place.end.1) {
            ends.swap_remove(found);
            return true;
        }
    }
    false
}

/// Every node and every suite, the module aside: its extent is the file's.
fn shapes<'a>(nodes: &'a Nodes<'_>) -> impl Iterator<Item = (rowan::SyntaxKind, TextRange)> + 'a {
    nodes.iter().flat_map(|node| {
        let bodies = suites(node.ast).into_iter().filter_map(|suite| {
            Some((cst::SUITE, TextRange::new(suite.first()?.start(), suite.last()?.end())))
        });
        let own = (!node.is_mod_module()).then(|| (cst::node_kind(node.kind()), node.range()));
        own.into_iter().chain(bodies.collect::<smallvec::SmallVec<[_; 3]>>())
    })
}

fn breach(document: &Document<'_>, range: TextRange, what: &str) -> String {
    let line = document.text[..range.start().to_usize()].matches('\n').count() + 1;
    let head: String = document.slice(range).chars().take_while(|c| *c != '\n').take(40).collect();
    format!("`{head}` on line {line} {what}")
}
