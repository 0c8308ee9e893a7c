//! Accepted splices nested by their holes, with all text in its final form.

use super::Piece;
use super::document::{Document, line_break_at, size};
use super::splice::{Form, Splice};
use crate::syntax::tokens::significant_after;
use crate::syntax::{Ranged, TextRange, TextSize, TokenKind};

/// A replaced range. Neighbours are in the order of the source and do not overlap.
#[derive(Debug)]
pub struct Join {
    /// What is replaced.
    pub range: TextRange,
    /// What stands there instead.
    pub parts: Vec<Part>,
    /// Whether a comment is what changes.
    pub is_of_comment: bool,
}

/// A part of what stands in a range's place.
#[derive(Debug)]
pub enum Part {
    /// New text.
    Text(String),
    /// Old text, with the joins in it.
    Kept {
        /// Where it stood.
        range: TextRange,
        /// What changes in it.
        joins: Vec<Join>,
        /// Whether it is a suite that moves into the one around it.
        is_outdented: bool,
    },
}

impl Join {
    /// Whether the kept parts stand in the order of the source.
    pub fn is_in_order(&self) -> bool {
        let mut end = self.range.start();
        self.parts.iter().all(|part| match part {
            Part::Text(_) => true,
            Part::Kept { range, .. } => {
                let follows = range.start() >= end;
                end = range.end();
                follows
            }
        })
    }
}

/// A splice with the fix it belongs to; `None` for what the engine adds.
pub(super) type Owned = (Option<usize>, Splice);

/// Nests the splices.
///
/// # Errors
/// The fix whose splice lies neither outside of all others nor in one of their holes.
pub(super) fn grow(document: &Document<'_>, mut splices: Vec<Owned>) -> Result<Vec<Join>, Option<usize>> {
    sort(&mut splices);
    nest(document, splices, "")
}

fn sort(splices: &mut [Owned]) {
    splices.sort_by_key(|(_, splice)| {
        let (range, form) = (splice.range, splice.form);
        // At one place, insertions come first; what follows starts there, the wider around the narrower.
        (range.start(), !range.is_empty(), form.min(Form::Inline), std::cmp::Reverse(range.end()))
    });
}

fn nest(document: &Document<'_>, splices: Vec<Owned>, deeper: &str) -> Result<Vec<Join>, Option<usize>> {
    let mut joins = Vec::new();
    let mut rest = splices.into_iter().peekable();
    while let Some((_, splice)) = rest.next() {
        let inner: Vec<Owned> =
            std::iter::from_fn(|| rest.next_if(|(_, next)| next.range.start() < splice.range.end()))
                .collect();
        let deletes_start =
            splice.pieces.is_empty() && !splice.range.is_empty() && splice.form != Form::Indentation;
        let is_indentation = |join: &Join| join.range == TextRange::empty(splice.range.start());
        if deletes_start && joins.last().is_some_and(|join| is_indentation(join) && is_blank(join)) {
            joins.pop();
        }
        joins.push(join(document, splice, inner, deeper)?);
    }
    Ok(joins)
}

fn join(
    document: &Document<'_>,
    splice: Splice,
    inner: Vec<Owned>,
    deeper: &str,
) -> Result<Join, Option<usize>> {
    let mut holes: Vec<(TextRange, Vec<Owned>)> =
        splice.holes().into_iter().map(|hole| (hole, Vec::new())).collect();
    holes.sort_by_key(|(hole, _)| hole.start());
    for (owner, splice) in inner {
        let place = holes.partition_point(|(hole, _)| hole.start() <= splice.range.start()).checked_sub(1);
        match place.map(|place| &mut holes[place]).filter(|(hole, _)| hole.contains_range(splice.range)) {
            Some((_, held)) => held.push((owner, splice)),
            None if splice.form == Form::Indentation => {}
            None => return Err(owner),
        }
    }
    let mut parts = Vec::with_capacity(splice.pieces.len());
    for piece in splice.pieces {
        let range = match piece {
            Piece::Text(text) => {
                parts.push(Part::Text(indented(&text, deeper)));
                continue;
            }
            Piece::Hole(range) | Piece::Indented(range) | Piece::Outdented(range) => range,
        };
        let place = holes.partition_point(|(hole, _)| hole.start() < range.start());
        let mut held = holes.get_mut(place).map(|(_, held)| std::mem::take(held)).unwrap_or_default();
        let unit = document.unit(document.blanks_before(range.start()));
        let joins = match piece {
            Piece::Indented(_) => {
                held.extend(line_starts(document, range).map(|start| (None, indentation(unit, start))));
                sort(&mut held);
                nest(document, held, &format!("{deeper}{unit}"))?
            }
            Piece::Outdented(_) => {
                held.extend(outdentations(document, range, splice.range).map(|splice| (None, splice)));
                sort(&mut held);
                nest(document, held, deeper)?
            }
            _ => nest(document, held, deeper)?,
        };
        parts.push(Part::Kept { range, joins, is_outdented: matches!(piece, Piece::Outdented(_)) });
    }
    Ok(Join { range: splice.range, parts, is_of_comment: splice.form == Form::Comment })
}

fn is_blank(join: &Join) -> bool {
    join.parts
        .iter()
        .all(|part| matches!(part, Part::Text(text) if text.trim_matches([' ', '\t']).is_empty()))
}

fn indentation(unit: &str, start: TextSize) -> Splice {
    let pieces = vec![Piece::Text(unit.to_owned())];
    Splice { range: TextRange::empty(start), pieces, form: Form::Indentation }
}

/// Takes from the lines of statements what they are deeper than the statement around them.
fn outdentations(
    document: &Document<'_>,
    statements: TextRange,
    around: TextRange,
) -> impl Iterator<Item = Splice> {
    let outer = document.blanks_before(around.start()).to_owned();
    let first = significant_after(document.parsed.tokens(), statements.start()).map(Ranged::start);
    let inner = first.filter(|first| document.starts_line(*first)).map(|first| document.blanks_before(first));
    let deeper = inner.map_or(0, |inner| inner.len().saturating_sub(outer.len()));
    line_starts(document, statements).map(move |start| {
        let line = &document.text[TextRange::new(start, document.line_end(start))];
        let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
        let kept = if line.starts_with(&outer) { outer.len() } else { 0 };
        let range = TextRange::at(start + size(kept), size(deeper.min(blanks - kept)));
        Splice { range, pieces: Vec::new(), form: Form::Indentation }
    })
}

/// The starts of the lines in `range` after the first, without blank lines and those inside of strings.
fn line_starts<'a>(document: &'a Document<'_>, range: TextRange) -> impl Iterator<Item = TextSize> + 'a {
    let mut strings = 0_u32;
    document.parsed.tokens().in_range(range).iter().filter_map(move |token| {
        match token.kind() {
            TokenKind::FStringStart | TokenKind::TStringStart => strings += 1,
            TokenKind::FStringEnd | TokenKind::TStringEnd => strings = strings.saturating_sub(1),
            _ => {}
        }
        let breaks = matches!(token.kind(), TokenKind::Newline | TokenKind::NonLogicalNewline);
        let is_line = breaks && strings == 0 && token.end() < range.end();
        (is_line && !is_blank_line(document, token.end())).then_some(token.end())
    })
}

fn is_blank_line(document: &Document<'_>, start: TextSize) -> bool {
    let line = TextRange::new(start, document.line_end(start));
    document.text[line].trim().is_empty() || !line_break_at(document.text, start).is_empty()
}

/// Text with each line but the first deeper.
fn indented(text: &str, deeper: &str) -> String {
    if deeper.is_empty() {
        return text.to_owned();
    }
    let mut result = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r']) {
        let end = at + if rest[at..].starts_with("\r\n") { 2 } else { 1 };
        result.push_str(&rest[..end]);
        rest = &rest[end..];
        if !rest.starts_with(['\n', '\r']) {
            result.push_str(deeper);
        }
    }
    result.push_str(rest);
    result
}
