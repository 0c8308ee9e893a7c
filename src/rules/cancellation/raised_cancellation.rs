//! A cancellation that a coroutine raises by itself.
//!
//! ## What it does
//! Finds `raise asyncio.CancelledError` in an `async def`.
//!
//! Left alone are `raise` statements in handlers, and below a condition that asks about a cancellation
//! (`if task.cancelled():`); functions that catch a cancellation, or speak of one in their name; and test files.
//!
//! It is off by default: some code ends its tasks like this on purpose, so that nobody hears of it.
//!
//! ## Why is this bad?
//! `CancelledError` says that somebody has called `cancel()` on the task. Nobody has: a task group takes the task for one that
//! was cancelled and drops the error in silence, `asyncio.timeout` and `asyncio.run` do not know what to make of it, and
//! `except Exception` around it does not see it.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def fetch(session):
//!     if session.closed:
//!         raise asyncio.CancelledError()
//!     return await session.get()
//! ```
//!
//! ## Use instead
//! ```python
//! async def fetch(session):
//!     if session.closed:
//!         raise ConnectionError("the session is closed")
//!     return await session.get()
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX314",
    name: "raised-cancellation",
    safety: None,
    default: Default::Off,
    aliases: &[],
    on: &[NodeKind::StmtRaise],
    needs: Needs::Words(&[&["async", "raise", "CancelledError"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtRaise(raise) = node.ast else { return None };
    let raised = raise.exc.as_deref()?;
    let class = match raised {
        Expr::Call(call) => &*call.func,
        other => other,
    };
    let is_cancellation = cx.qualified(class).is_some_and(|name| {
        name.is_any(&["asyncio.CancelledError", "asyncio.exceptions.CancelledError"])
    });
    let function = cx.async_function(node)?;
    if !is_cancellation || cx.is_test() || function.name.contains("cancel") || is_forwarded(cx, node) {
        return None;
    }
    let handles_one = cx.nodes.descendants(cx.node(function).id).any(|inner| {
        matches!(inner.ast, AnyNodeRef::ExceptHandlerExceptHandler(handler) if cx.catches_cancellation(handler))
    });
    if handles_one {
        return None;
    }
    let finding = cx.finding(raised, "nobody has cancelled this task, and its error is taken for a cancellation");
    Some(finding.help("raise an error of its own, or return"))
}

/// Whether something around the `raise` has been caught, or speaks of a cancellation.
fn is_forwarded<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let function = cx.function_of(node.id);
    let mut around = cx.nodes.ancestors(node.id).take_while(|ancestor| Some(*ancestor) != function);
    around.any(|ancestor| match ancestor.ast {
        AnyNodeRef::ExceptHandlerExceptHandler(_) => true,
        AnyNodeRef::StmtIf(_) | AnyNodeRef::ElifElseClause(_) | AnyNodeRef::MatchCase(_) | AnyNodeRef::StmtWhile(_) => {
            let head = cx.slice(TextRange::new(ancestor.start(), node.start()));
            head.to_ascii_lowercase().contains("cancel")
        }
        _ => false,
    })
}
