//! An `async def` of trio or anyio code that may return without a checkpoint.
//!
//! ## What it does
//! Finds functions and methods that are `async def` and have a way to a `return` or to their end on which nothing is awaited.
//!
//! Left alone are functions without a body, `__aenter__` and `__aexit__`, context managers, fixtures, overloads, and test
//! files.
//!
//! It is off by default: it is a rule of trio's style, and for libraries more than for programs.
//!
//! ## Why is this bad?
//! trio promises that an `await` lets other tasks run and looks for a cancellation. A loop over such a function does neither,
//! if it happens to take that way.
//!
//! ## Example
//! ```python
//! import trio
//!
//!
//! async def read(cache, source):
//!     if cache:
//!         return cache.pop()
//!     return await source.read()
//! ```
//!
//! ## Use instead
//! ```python
//! import trio
//!
//!
//! async def read(cache, source):
//!     if cache:
//!         await trio.lowlevel.checkpoint()
//!         return cache.pop()
//!     return await source.read()
//! ```
//!
//! ## Fix safety
//! The fix adds a checkpoint before each such `return`, and at the end. It is unsafe: a cancellation that strikes there takes
//! the place of the result. There is none where the way goes through a handler or a `finally` clause.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX915",
    name: "function-without-checkpoint",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &["ASYNC910"],
    on: &[NodeKind::StmtFunctionDef],
    needs: Needs::Words(&[&["async", "trio"], &["async", "anyio"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let def = cx.function_with_checkpoints(node)?;
    if cx.is_generator(node) {
        return None;
    }
    let exits = cx.unchecked_exits(def);
    exits.first()?;
    let name = def.name.as_str();
    let finding = cx.finding(&def.name, format!("`{name}` may return without a checkpoint"));
    Some(finding.help("await on every way through it").fix(cx.add_checkpoints(&exits)))
}
