//! How deep a tree nests, and the stack that walking it needs.
//!
//! The parser grows its own stack; visitors, folds and drops recurse on ours. Ordinary code fits a worker's two
//! megabytes. A tree is laid flat first, which stops at [`ORDINARY`] levels; what is deeper is laid flat again on a
//! stack of its own, and what is deeper than [`LIMIT`] is refused.

use super::{Nodes, Parsed, SyntaxError, TextRange};

/// The deepest tree that is looked at. CPython itself refuses 200 brackets; machine-made sums reach thousands.
pub const LIMIT: u32 = 20_000;

/// Depth that a worker thread's own stack carries with a wide margin.
pub(super) const ORDINARY: u32 = 200;

/// Stack for one level, in bytes: the largest frame chain of a visitor, a fold or a drop in a debug build.
const BYTES_PER_LEVEL: usize = 8 * 1024;

/// Runs `work` on a stack that a tree of this depth cannot overflow.
pub fn with_stack<T>(depth: u32, work: impl FnOnce() -> T) -> T {
    if depth <= ORDINARY {
        return work();
    }
    stacker::grow(depth as usize * BYTES_PER_LEVEL + (1 << 20), work)
}

/// Lays a tree flat and works with it, on a stack that its depth cannot overflow.
///
/// # Errors
/// The tree is deeper than [`LIMIT`].
pub fn with_nodes<'a, T>(parsed: &'a Parsed, work: impl FnOnce(Nodes<'a>) -> T) -> Result<T, SyntaxError> {
    if let Some(nodes) = Nodes::within(parsed, ORDINARY) {
        return Ok(work(nodes));
    }
    with_stack(LIMIT, || Nodes::within(parsed, LIMIT).map(work)).ok_or_else(|| SyntaxError {
        message: format!("nested deeper than {LIMIT} levels; split the expression"),
        range: TextRange::default(),
    })
}
