//! Templates: text with holes.

use super::demand::{Demand, parenthesised};
use super::document::Document;
use crate::syntax::{ExprRef, NodeId, Precedence, Ranged, TextRange, TokenKind};

/// Text with holes. No hole is used twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Template {
    /// The pieces in the order of the result.
    pub pieces: Vec<Piece>,
    /// Whether no other fix may edit inside the holes, because they move to a place where its text would not fit.
    pub is_sealed: bool,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// New text. A line feed stands for the file's own line break, followed by the indentation of the statement that
    /// the template replaces or is inserted at; each four spaces after it are one more level in the file's own unit.
    Text(String),
    /// A part of the replaced range that stays. Other fixes may edit inside it.
    Hole(TextRange),
    /// Statements of the replaced range that stay, one level deeper. The range starts at the first token of the first
    /// one; strings over several lines keep their lines.
    Indented(TextRange),
    /// Statements of the replaced range that stay, one level less deep, under the same terms. No other fix may edit inside.
    Outdented(TextRange),
}

/// Where an expression is moved to, which decides its parentheses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// One of several arguments or elements between new brackets.
    Argument,
    /// The right side of an assignment, a returned value, an operand: what binds at least so, on one line.
    Operand(Precedence),
    /// What stands before a dot, a call's or a subscript's bracket.
    Receiver,
    /// A place that accepts this.
    Place(Demand),
    /// A side of an assignment, a returned value, a part of a `for` head: a tuple needs no parentheses there.
    Bare,
}

impl Template {
    /// A template without pieces: what it replaces is removed.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds text.
    #[must_use]
    pub fn text(mut self, text: impl Into<String>) -> Self {
        let text = text.into();
        if let Some(Piece::Text(last)) = self.pieces.last_mut() {
            last.push_str(&text);
        } else if !text.is_empty() {
            self.pieces.push(Piece::Text(text));
        }
        self
    }

    /// Adds a part of the old source as it stands.
    #[must_use]
    pub fn hole(mut self, part: impl Ranged) -> Self {
        self.pieces.push(Piece::Hole(part.range()));
        self
    }

    /// Adds statements of the old source one level deeper.
    #[must_use]
    pub fn indented(mut self, statements: impl Ranged) -> Self {
        self.pieces.push(Piece::Indented(statements.range()));
        self
    }

    /// Adds statements of the old source one level less deep. The template is sealed by it.
    #[must_use]
    pub fn outdented(mut self, statements: impl Ranged) -> Self {
        self.pieces.push(Piece::Outdented(statements.range()));
        self.sealed()
    }

    /// Adds an expression of the old source with the parentheses that it needs in its new place: its own ones where
    /// it has them, or new ones.
    #[must_use]
    pub fn expression(self, document: &Document<'_>, expression: NodeId, slot: Slot) -> Self {
        let node = document.nodes.get(expression);
        let own = parenthesised(document, expression);
        if !slot.demands_parentheses(document, expression) {
            let keeps_comments = own.is_some_and(|own| has_comments_around(document, own, node.range()));
            return self.hole(if keeps_comments { own.unwrap_or(node.range()) } else { node.range() });
        }
        match own {
            Some(own) => self.hole(own),
            None => self.text("(").hole(node.range()).text(")"),
        }
    }

    /// Keeps other fixes out of the holes; they are deferred. For code that moves into another function, where what
    /// they bring (an `await`) may not be legal.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.is_sealed = true;
        self
    }

    /// The holes in the order of the result.
    pub fn holes(&self) -> impl Iterator<Item = TextRange> + '_ {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Text(_) => None,
            Piece::Hole(range) | Piece::Indented(range) | Piece::Outdented(range) => Some(*range),
        })
    }
}

impl Slot {
    /// Whether an expression needs parentheses here, its own or new ones.
    pub(super) fn demands_parentheses(self, document: &Document<'_>, expression: NodeId) -> bool {
        let node = document.nodes.get(expression);
        let Some(expr) = node.as_expr_ref() else { return false };
        let demand = match self {
            Self::Bare => return breaks_line(document, node.range()),
            Self::Argument => Demand::new(Precedence::Lambda).with_starred(),
            Self::Operand(least) => Demand::new(least),
            Self::Receiver => Demand::new(Precedence::CallAttribute),
            Self::Place(demand) => demand,
        };
        match expr {
            ExprRef::Tuple(tuple) if !tuple.parenthesized => return true,
            ExprRef::Generator(generator) if !generator.parenthesized => return true,
            ExprRef::NumberLiteral(number) if self == Self::Receiver && number.value.is_int() => return true,
            _ => {}
        }
        if demand.needs_parentheses(Precedence::from_expr_ref(expr)) {
            return true;
        }
        self != Self::Argument && breaks_line(document, node.range())
    }
}

/// Whether a line breaks in `range` outside brackets that open there.
pub(super) fn breaks_line(document: &Document<'_>, range: TextRange) -> bool {
    let mut depth = 0_u32;
    for token in document.parsed.tokens().in_range(range) {
        match token.kind() {
            TokenKind::Lpar | TokenKind::Lsqb | TokenKind::Lbrace => depth += 1,
            TokenKind::Rpar | TokenKind::Rsqb | TokenKind::Rbrace => depth = depth.saturating_sub(1),
            TokenKind::NonLogicalNewline if depth == 0 => return true,
            _ => {}
        }
    }
    false
}

fn has_comments_around(document: &Document<'_>, outer: TextRange, inner: TextRange) -> bool {
    let is_outside = |comment: TextRange| !inner.contains_range(comment);
    crate::syntax::tokens::comments_in(document.parsed.tokens(), outer)
        .any(|comment| is_outside(comment.range()))
}
