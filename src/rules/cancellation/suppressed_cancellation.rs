//! `contextlib.suppress` of a cancellation, in a coroutine that then goes on.
//!
//! ## What it does
//! Finds `with contextlib.suppress(…)` of `asyncio.CancelledError`, `trio.Cancelled`,
//! `anyio.get_cancelled_exc_class()` or `BaseException` in an `async def`, around an awaited call, where the coroutine
//! goes on behind it: an endless loop comes round again, more work is awaited, or an `asyncio.timeout` around it never
//! fires.
//!
//! Not reported: around a task or future, which may itself have been cancelled (`task.cancel()`, then `await task`); in a
//! `finally` clause, in `__aexit__`, or in a function that cancels, stops or closes something; and in test files.
//!
//! ## Why is this bad?
//! A cancellation is delivered once. Around a call, `suppress` swallows the cancellation of the very task that runs it:
//! `task.cancel()` has no effect, timeouts wait for longer than they were told, a task group hangs when one of its tasks
//! fails, and the program does not shut down.
//!
//! ## Example
//! ```python
//! import asyncio
//! import contextlib
//!
//!
//! async def poll(source):
//!     while True:
//!         with contextlib.suppress(asyncio.CancelledError, ConnectionError):
//!             await source.read()
//! ```
//!
//! ## Use instead
//! ```python
//! import contextlib
//!
//!
//! async def poll(source):
//!     while True:
//!         with contextlib.suppress(ConnectionError):
//!             await source.read()
//! ```
//!
//! ## Fix safety
//! The cancellation is taken from the arguments. The fix is unsafe: who awaits the coroutine now sees the cancellation
//! that was kept from them. There is no fix where nothing else is suppressed, or `BaseException` is.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX302",
    name: "suppressed-cancellation",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::StmtWith],
    needs: Needs::Words(&[&["async", "suppress"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtWith(with) = node.ast else { return None };
    let call = with.items.iter().filter(|_| !with.is_async).find_map(|item| {
        let Expr::Call(call) = &item.context_expr else { return None };
        cx.names(&call.func, "contextlib.suppress").then_some(call)
    })?;
    let caught = call.arguments.args.iter().find(|argument| cx.is_cancellation(argument))?;
    cx.async_function(node)?;
    if cx.is_test() || !cx.keeps_its_own_cancellation(node.id, &with.body) {
        return None;
    }
    let sequel = match cx.goes_on(node.id, Exits::FALL) {
        GoesOn::Loop => "the loop goes on",
        GoesOn::Work => "the coroutine goes on",
        GoesOn::Timeout => "the timeout around it never fires",
        GoesOn::Perhaps | GoesOn::No | GoesOn::Raises => return None,
    };
    let finding = cx.finding(call, format!("the cancellation of the task is suppressed, and {sequel}"));
    let fix = cx.fix("Leave the cancellation alone", |fix| {
        fix.lower_safety(Safety::Unsafe, "who awaits the coroutine sees the cancellation");
        if cx.names(caught, "builtins.BaseException") || call.arguments.len() == 1 {
            return Err("nothing else is suppressed".to_owned());
        }
        fix.remove_argument(&call.arguments, cx.node(caught).id);
        Ok(())
    });
    Some(finding.help("suppress only what the awaited call raises itself").fix(fix))
}
