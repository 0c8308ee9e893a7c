//! The lossless tree, built only for a file that is edited.
//!
//! It holds every byte of the text: the parser's tokens, what stands between them ([`TRIVIA`]), a node for each node
//! of [`Nodes`], and a [`SUITE`] around each list of statements. It is immutable: an edited tree shares what stayed.

use rowan::{GreenNode, GreenNodeBuilder, SyntaxKind};

use super::{NodeId, NodeKind, Nodes, Parsed, Ranged, TextLen, TextRange, TextSize, Token, TokenKind};
use crate::syntax::nodes::suites;

/// The statements of a body, indented or on the line of its head.
pub const SUITE: SyntaxKind = SyntaxKind(0x200);
/// What stands between two tokens: blanks, continuations, form feeds, a byte-order mark.
pub const TRIVIA: SyntaxKind = SyntaxKind(0x201);
/// Text that an edit brought and nobody has parsed.
pub const INSERTED: SyntaxKind = SyntaxKind(0x202);

const NODES: u16 = 0x100;

/// The kind of a token in the tree.
pub fn token_kind(kind: TokenKind) -> SyntaxKind {
    SyntaxKind(kind as u16)
}

/// The kind of a node in the tree.
pub fn node_kind(kind: NodeKind) -> SyntaxKind {
    SyntaxKind(NODES + kind as u16)
}

/// Builds the tree. Dropping it recurses, so a caller holds it inside [`with_stack`](super::with_stack).
pub fn build(text: &str, parsed: &Parsed, nodes: &Nodes<'_>) -> GreenNode {
    let suites = suites_by_first_statement(nodes);
    let mut builder =
        Builder { text, tokens: parsed.tokens(), offset: TextSize::new(0), green: GreenNodeBuilder::new() };
    let mut open: Vec<Frame> = Vec::with_capacity(32);
    for node in nodes.iter() {
        while open.last().is_some_and(|frame| frame.after <= node.id) {
            builder.close(open.pop());
        }
        if let Some(suite) = suites[node.id.index()] {
            builder.open(SUITE, node.start());
            open.push(suite);
        }
        if node.id == NodeId::ROOT {
            // The module may start after a byte-order mark; the tree never does.
            builder.green.start_node(node_kind(node.kind()));
            open.push(Frame { after: nodes.end(node.id), end: text.text_len() });
        } else {
            builder.open(node_kind(node.kind()), node.start());
            open.push(Frame { after: nodes.end(node.id), end: node.end() });
        }
    }
    while let Some(frame) = open.pop() {
        builder.close(Some(frame));
    }
    builder.green.finish()
}

/// A node that is being filled.
#[derive(Clone, Copy)]
struct Frame {
    /// The first node that is not inside.
    after: NodeId,
    end: TextSize,
}

struct Builder<'a> {
    text: &'a str,
    tokens: &'a [Token],
    offset: TextSize,
    green: GreenNodeBuilder<'static>,
}

impl Builder<'_> {
    fn open(&mut self, kind: SyntaxKind, start: TextSize) {
        self.advance(start);
        self.green.start_node(kind);
    }

    fn close(&mut self, frame: Option<Frame>) {
        let Some(frame) = frame else { return };
        self.advance(frame.end);
        self.green.finish_node();
    }

    /// Adds all tokens that start before `offset`, and what stands before it.
    fn advance(&mut self, offset: TextSize) {
        while let Some((token, rest)) = self.tokens.split_first() {
            if token.start() >= offset {
                break;
            }
            self.tokens = rest;
            if token.range().is_empty() {
                continue;
            }
            self.trivia(token.start());
            self.green.token(token_kind(token.kind()), &self.text[TextRange::new(self.offset, token.end())]);
            self.offset = token.end();
        }
        self.trivia(offset);
    }

    fn trivia(&mut self, end: TextSize) {
        if self.offset < end {
            self.green.token(TRIVIA, &self.text[TextRange::new(self.offset, end)]);
            self.offset = end;
        }
    }
}

fn suites_by_first_statement(nodes: &Nodes<'_>) -> Vec<Option<Frame>> {
    let mut frames = vec![None; nodes.len()];
    for node in nodes.iter() {
        for suite in suites(node.ast) {
            if let (Some(first), Some(last)) = (suite.first(), suite.last()) {
                frames[nodes.id_of(first).index()] =
                    Some(Frame { after: nodes.end(nodes.id_of(last)), end: last.end() });
            }
        }
    }
    frames
}
