//! A generator that yields inside of a task group, a nursery, a timeout or a cancel scope.
//!
//! ## What it does
//! Finds `yield` in a block that opens an `asyncio.TaskGroup`, an `asyncio.timeout`, or a nursery, task group or cancel scope of
//! trio and anyio. Context managers of other libraries that open one inside of them are left to `yield-in-context`.
//!
//! Functions with a decorator, such as `contextlib.asynccontextmanager` or a fixture's, are left alone, and so are functions
//! that are handed to others, as to `fastapi.Depends`: their caller does not iterate over them. Test files are left alone too.
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
    let function = cx.function_of(node.id)?;
    let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return None };
    if !def.decorator_list.is_empty() || cx.is_test() || is_handed_over(cx, function, def) {
        return None;
    }
    let (_, item, structure) = cx.structures_around(node.id).next()?;
    let Expr::Call(call) = &item.context_expr else { return None };
    let name = cx.slice(call.func.range());
    let what = if structure.is_scope() { "its caller is cancelled with it" } else { "its caller is hit by its errors" };
    let finding = cx.finding(&node, format!("the generator yields inside of `{name}`, so that {what}"));
    Some(finding.help("yield outside of the block, or make it a context manager"))
}

/// Whether a function is handed to others, who may make a context manager of it as `fastapi.Depends` does.
fn is_handed_over<'a>(cx: &Cx<'a>, function: Node<'a>, def: &'a ast::StmtFunctionDef) -> bool {
    let name = def.name.as_str();
    let Some(owner) = cx.scopes().lookup(cx.scopes().of(function.id), name) else { return true };
    cx.references(owner, name).any(|read| match cx.parent(read).map(|parent| parent.ast) {
        Some(AnyNodeRef::ExprCall(call)) => call.func.range() != read.range(),
        _ => true,
    })
}
