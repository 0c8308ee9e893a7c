//! How deep a tree nests, and the stack that walking it needs.
//!
//! The parser grows its own stack; visitors, folds and drops recurse on ours. Ordinary code fits a worker's two
//! megabytes. For the rest, [`bound`] measures the depth on the tokens, before anything recurses.

use super::{Token, TokenKind};

/// The deepest tree that is looked at. CPython itself refuses 200 brackets; machine-made sums reach thousands.
pub const LIMIT: u32 = 20_000;

/// Depth that a worker thread's own stack carries with a wide margin.
const ORDINARY: u32 = 100;

/// Stack for one level, in bytes: the largest frame chain of a visitor, a fold or a drop in a debug build.
const BYTES_PER_LEVEL: usize = 8 * 1024;

/// Runs `work` on a stack that a tree of this depth cannot overflow.
pub fn with_stack<T>(nesting: u32, work: impl FnOnce() -> T) -> T {
    if nesting <= ORDINARY {
        return work();
    }
    stacker::grow(nesting as usize * BYTES_PER_LEVEL + (1 << 20), work)
}

/// An upper bound of the depth of the tree that these tokens form.
///
/// Brackets and blocks nest; inside one bracket, operators, dots and keywords chain (`a + b + c`, `f()()`,
/// `not not x`) until a comma or the end of the line starts afresh.
pub(super) fn bound(tokens: &[Token]) -> u32 {
    let mut deepest = 0;
    let mut blocks = 0_u32;
    let mut chain = 0_u32;
    let mut below = 0_u32;
    let mut open: Vec<u32> = Vec::new();
    for token in tokens {
        match token.kind() {
            TokenKind::Indent => blocks += 1,
            TokenKind::Dedent => blocks = blocks.saturating_sub(1),
            TokenKind::Lpar
            | TokenKind::Lsqb
            | TokenKind::Lbrace
            | TokenKind::FStringStart
            | TokenKind::TStringStart => {
                chain += 1;
                open.push(chain);
                below += chain;
                chain = 0;
            }
            TokenKind::Rpar
            | TokenKind::Rsqb
            | TokenKind::Rbrace
            | TokenKind::FStringEnd
            | TokenKind::TStringEnd => {
                chain = open.pop().unwrap_or(0);
                below = below.saturating_sub(chain);
            }
            TokenKind::Comma | TokenKind::Semi => chain = 0,
            TokenKind::Newline => {
                chain = 0;
                below = 0;
                open.clear();
            }
            kind if kind.is_operator() || kind.is_keyword() => chain += 1,
            _ => continue,
        }
        deepest = deepest.max(blocks + below + chain);
    }
    // A block costs a statement and its clause; an element costs the wrapper that holds it.
    deepest.saturating_mul(2)
}
