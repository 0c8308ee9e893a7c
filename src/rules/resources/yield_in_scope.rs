//! A generator that yields inside of a task group, a nursery, a timeout or a cancel scope.
//!
//! ## What it does
//! Finds `yield` in a block that opens an `asyncio.TaskGroup`, an `asyncio.timeout`, or a nursery, task group or cancel scope of
//! trio and anyio. Context managers of other libraries that open one inside of them are left to `yield-in-context`.
//!
//! Functions with a decorator, such as `contextlib.asynccontextmanager` or a fixture's, are left alone: their caller does not
//! iterate over them.
//!
//! ## Why is this bad?
//! While a generator is suspended at a `yield`, its caller runs inside of the scope: the timeout cancels the caller, at any
//! place that awaits, and errors of the group's tasks hit whoever happens to run. If nobody resumes the generator, the scope
//! is left in another task, at some other time.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def lines(stream):
//!     async with asyncio.timeout(5):
//!         while line := await stream.readline():
//!             yield line
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def lines(stream):
//!     while True:
//!         async with asyncio.timeout(5):
//!             line = await stream.readline()
//!         if not line:
//!             break
//!         yield line
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX601",
    name: "yield-in-scope",
    safety: None,
    default: Default::On,
    aliases: &["ASYNC101", "TRIO101"],
    on: &[NodeKind::ExprYield, NodeKind::ExprYieldFrom],
    needs: Needs::Words(STRUCTURE_WORDS),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtFunctionDef(def) = cx.function_of(node.id)?.ast else { return None };
    if !def.decorator_list.is_empty() {
        return None;
    }
    let (_, item, structure) = cx.structures_around(node.id).next()?;
    let Expr::Call(call) = &item.context_expr else { return None };
    let name = cx.slice(call.func.range());
    let what = if structure.is_scope() { "its caller is cancelled with it" } else { "its caller is hit by its errors" };
    let finding = cx.finding(&node, format!("the generator yields inside of `{name}`, so that {what}"));
    Some(finding.help("yield outside of the block, or make it a context manager"))
}
