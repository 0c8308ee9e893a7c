//! An asynchronous generator of trio or anyio code that may yield without a checkpoint.
//!
//! ## What it does
//! Finds asynchronous generators that have a way from their start, or from one `yield`, to the next `yield` or to their end
//! on which nothing is awaited.
//!
//! Left alone are context managers, fixtures, and test files.
//!
//! It is off by default: it is a rule of trio's style, and for libraries more than for programs.
//!
//! ## Why is this bad?
//! An `async for` over it lets no other task run and looks for no cancellation, if the generator happens to take that way.
//!
//! ## Example
//! ```python
//! import trio
//!
//!
//! async def lines(buffer, source):
//!     for line in buffer:
//!         yield line
//!     await source.aclose()
//! ```
//!
//! ## Use instead
//! ```python
//! import trio
//!
//!
//! async def lines(buffer, source):
//!     for line in buffer:
//!         await trio.lowlevel.checkpoint()
//!         yield line
//!     await source.aclose()
//! ```
//!
//! ## Fix safety
//! The fix adds a checkpoint before each such `yield` and `return`, and at the end. It is unsafe: a cancellation that strikes
//! there takes the place of the item. There is none where the way goes through a handler or a `finally` clause.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX916",
    name: "generator-without-checkpoint",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &["ASYNC911"],
    on: &[NodeKind::StmtFunctionDef],
    needs: Needs::Words(&[&["async", "yield", "trio"], &["async", "yield", "anyio"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let def = cx.function_with_checkpoints(node)?;
    if !cx.is_generator(node) {
        return None;
    }
    let exits = cx.unchecked_exits(def);
    exits.first()?;
    let name = def.name.as_str();
    let finding = cx.finding(&def.name, format!("`{name}` may yield or end without a checkpoint"));
    Some(finding.help("await on every way to a `yield`").fix(cx.add_checkpoints(&exits)))
}
