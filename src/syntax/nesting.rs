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

/// What a token does to the depth.
#[derive(Clone, Copy)]
enum Step {
    Nothing,
    /// An operator, a dot or a keyword: one more link of a chain.
    Link,
    Open,
    Close,
    /// A comma or semicolon, after which a new chain starts.
    Separate,
    EndLine,
    Indent,
    Dedent,
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
        match STEPS[token.kind() as usize] {
            Step::Nothing => continue,
            Step::Link => chain += 1,
            Step::Open => {
                chain += 1;
                open.push(chain);
                below += chain;
                chain = 0;
            }
            Step::Close => {
                chain = open.pop().unwrap_or(0);
                below = below.saturating_sub(chain);
            }
            Step::Separate => chain = 0,
            Step::EndLine => {
                chain = 0;
                below = 0;
                open.clear();
            }
            Step::Indent => blocks += 1,
            Step::Dedent => blocks = blocks.saturating_sub(1),
        }
        deepest = deepest.max(blocks + below + chain);
    }
    // A block costs a statement and its clause; an element costs the wrapper that holds it.
    deepest.saturating_mul(2)
}

/// The step of every kind of token, by its number.
static STEPS: [Step; 256] = {
    let mut steps = [Step::Nothing; 256];
    // Operators and keywords stand in one block of the enumeration, and every one is a link unless said otherwise.
    let mut kind = TokenKind::Question as usize;
    while kind < TokenKind::Unknown as usize {
        steps[kind] = Step::Link;
        kind += 1;
    }
    let special = [
        (TokenKind::Indent, Step::Indent),
        (TokenKind::Dedent, Step::Dedent),
        (TokenKind::Newline, Step::EndLine),
        (TokenKind::Comma, Step::Separate),
        (TokenKind::Semi, Step::Separate),
        (TokenKind::Lpar, Step::Open),
        (TokenKind::Lsqb, Step::Open),
        (TokenKind::Lbrace, Step::Open),
        (TokenKind::FStringStart, Step::Open),
        (TokenKind::TStringStart, Step::Open),
        (TokenKind::Rpar, Step::Close),
        (TokenKind::Rsqb, Step::Close),
        (TokenKind::Rbrace, Step::Close),
        (TokenKind::FStringEnd, Step::Close),
        (TokenKind::TStringEnd, Step::Close),
        (TokenKind::Colon, Step::Nothing),
        (TokenKind::Equal, Step::Nothing),
    ];
    let mut index = 0;
    while index < special.len() {
        steps[special[index].0 as usize] = special[index].1;
        index += 1;
    }
    steps
};
