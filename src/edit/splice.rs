//! Operations brought down to one form: a range, and what stands there instead.

use super::document::{Document, line_break_at};
use super::{Fix, Operation, Piece, Side, Template};
use crate::syntax::{NodeId, Ranged, TextRange, TextSize, TokenKind};

/// A range and what stands there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub range: TextRange,
    pub pieces: Vec<Piece>,
    pub form: Form,
}

/// What a splice is to its neighbours. The order is the one of splices that start at the same place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Form {
    /// The added indentation of a line.
    Indentation,
    /// Whole lines beside a statement or at module level.
    Lines,
    /// Text inside a line.
    Inline,
    /// The same, with holes that no other fix may edit in.
    Sealed,
    /// What becomes of a comment.
    Comment,
    /// The claim of a statement that goes.
    Removal(NodeId),
}

impl Splice {
    /// The ranges that other fixes may not touch: what goes, and the holes of a sealed splice.
    pub fn gaps(&self) -> Vec<Gap> {
        self.gaps_between(self.open_holes())
    }

    /// The ranges that go.
    pub fn consumed(&self) -> Vec<Gap> {
        self.gaps_between(self.holes())
    }

    /// The holes that other fixes may edit in.
    pub fn open_holes(&self) -> Vec<TextRange> {
        if self.form == Form::Sealed { Vec::new() } else { self.holes() }
    }

    /// One gap before, between and after the holes, empty ones included; and whether text comes there.
    fn gaps_between(&self, mut holes: Vec<TextRange>) -> Vec<Gap> {
        holes.sort_by_key(|hole| (hole.start(), hole.end()));
        let mut gaps = Vec::with_capacity(holes.len() + 1);
        let mut start = self.range.start();
        for hole in holes {
            gaps.push(Gap { range: TextRange::new(start, hole.start().max(start)), has_text: false });
            start = hole.end().max(start);
        }
        gaps.push(Gap { range: TextRange::new(start, self.range.end().max(start)), has_text: false });
        let is_text = |piece: Option<&Piece>| matches!(piece, Some(Piece::Text(_)));
        if let Some(first) = gaps.first_mut() {
            first.has_text = is_text(self.pieces.first());
        }
        if let Some(last) = gaps.last_mut() {
            last.has_text |= is_text(self.pieces.last());
        }
        gaps
    }

    pub fn holes(&self) -> Vec<TextRange> {
        self.pieces
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text(_) => None,
                Piece::Hole(range) | Piece::Indented(range) | Piece::Outdented(range) => Some(*range),
            })
            .collect()
    }
}

/// A part of a splice's range that goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Gap {
    pub range: TextRange,
    pub has_text: bool,
}

/// The splices of a fix. Module statements and imports are placed for all fixes together, not here.
pub(super) fn lower(document: &Document<'_>, fix: &Fix) -> Vec<Splice> {
    fix.operations
        .iter()
        .filter_map(|operation| match operation {
            Operation::Replace { range, template } => Some(Splice {
                range: *range,
                pieces: rendered(document, template, *range),
                form: if template.is_sealed { Form::Sealed } else { Form::Inline },
            }),
            Operation::Insert { statement, side, text } => Some(beside(document, *statement, *side, text)),
            Operation::RemoveStatement(statement) => Some(removal(document, *statement)),
            Operation::Comment { range, text } => {
                let pieces = if text.is_empty() { Vec::new() } else { vec![Piece::Text(text.clone())] };
                Some(Splice { range: *range, pieces, form: Form::Comment })
            }
            Operation::ModuleStatement { .. } => None,
        })
        .collect()
}

/// Writes line feeds as the file's line breaks with indentation, and levels of four spaces in the file's unit.
pub(super) fn render(document: &Document<'_>, text: &str, line_break: &str, indentation: &str) -> String {
    let mut lines = text.split('\n');
    let mut rendered = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        rendered.push_str(line_break);
        let content = line.trim_start_matches("    ");
        if content.is_empty() {
            continue;
        }
        rendered.push_str(indentation);
        rendered.push_str(&document.unit(indentation).repeat((line.len() - content.len()) / 4));
        rendered.push_str(content);
    }
    rendered
}

/// Where lines below a statement go: past its trailing comment and the comments that close its block.
pub(super) fn below(document: &Document<'_>, statement: NodeId) -> TextSize {
    let node = document.nodes.get(statement);
    let column = document.blanks_before(node.start()).len();
    let mut end = document.line_end(node.end());
    let tokens = document.tokens();
    let from = tokens.partition_point(|token| token.start() <= end);
    for token in &tokens[from..] {
        match token.kind() {
            TokenKind::Comment if document.blanks_before(token.start()).len() > column => end = token.end(),
            TokenKind::NonLogicalNewline | TokenKind::Newline => {}
            _ => break,
        }
    }
    end
}

fn rendered(document: &Document<'_>, template: &Template, range: TextRange) -> Vec<Piece> {
    let breaks =
        template.pieces.iter().any(|piece| matches!(piece, Piece::Text(text) if text.contains('\n')));
    if !breaks {
        return template.pieces.clone();
    }
    let line_break = document.line_break(range.start());
    let indentation = document.indentation(range.start());
    let mut pieces = template.pieces.clone();
    let holes_follow =
        pieces.iter().skip(1).map(|piece| !matches!(piece, Piece::Text(_))).collect::<Vec<_>>();
    for (at, piece) in pieces.iter_mut().enumerate() {
        let Piece::Text(text) = piece else { continue };
        // The last line is not empty where a hole follows: it takes the indentation that `render` spares.
        let open = text.rfind('\n').map(|at| text[at + 1..].to_owned());
        *text = render(document, text, line_break, indentation);
        let is_bare = open.as_deref().is_some_and(|line| line.trim_start_matches("    ").is_empty());
        if is_bare && holes_follow.get(at) == Some(&true) {
            text.push_str(indentation);
            text.push_str(&document.unit(indentation).repeat(open.map_or(0, |line| line.len() / 4)));
        }
    }
    pieces
}

pub(super) fn beside(document: &Document<'_>, statement: NodeId, side: Side, text: &str) -> Splice {
    let node = document.nodes.get(statement);
    let line_break = document.line_break(node.start());
    let indentation = document.blanks_before(node.start());
    let (at, text) = match side {
        Side::Before => (
            node.start(),
            format!("{}{line_break}{indentation}", render(document, text, line_break, indentation)),
        ),
        Side::After => {
            (below(document, statement), render(document, &format!("\n{text}"), line_break, indentation))
        }
    };
    Splice { range: TextRange::empty(at), pieces: vec![Piece::Text(text)], form: Form::Lines }
}

fn removal(document: &Document<'_>, statement: NodeId) -> Splice {
    let node = document.nodes.get(statement);
    let (suite, place) = document.suite(statement);
    let shares_line = suite.get(place + 1).is_some_and(|next| document.shares_line(&suite[place], next));
    let alone = document.starts_line(node.start()) && !shares_line;
    let mut range = if alone { whole_lines(document, node.range()) } else { node.range() };
    let opens_block = place == 0 && suite.len() > 1 && !document.blanks_before(node.start()).is_empty();
    if alone && opens_block {
        range = range.cover(blank_lines_at(document, range.end()));
    }
    Splice { range, pieces: Vec::new(), form: Form::Removal(statement) }
}

/// The blank lines that start at `offset`.
fn blank_lines_at(document: &Document<'_>, offset: TextSize) -> TextRange {
    let mut end = offset;
    while !line_break_at(document.text, document.line_end(end)).is_empty()
        && document.text[TextRange::new(end, document.line_end(end))].trim().is_empty()
    {
        end = document.next_line(end);
    }
    TextRange::new(offset, end)
}

/// The lines of a range, with the last one's break.
pub(super) fn whole_lines(document: &Document<'_>, range: TextRange) -> TextRange {
    TextRange::new(document.line_start(range.start()), document.next_line(range.end()))
}
