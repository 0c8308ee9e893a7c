//! A cancellation that is caught by name and not raised again, in a coroutine that then ends.
//!
//! ## What it does
//! Finds handlers in an `async def` that name the cancellation (`asyncio.CancelledError`, `trio.Cancelled`,
//! `anyio.get_cancelled_exc_class()`), do not raise it again, and after which the coroutine ends or may end: it returns,
//! falls off its end, breaks out of its last loop, or a condition decides. Where it certainly goes on,
//! `swallowed-cancellation` reports the handler instead.
//!
//! It is off by default: in real code most of these handlers end a background task on purpose, and nobody
//! looks at how it ended.
//!
//! Not reported, as in `swallowed-cancellation`: a handler that raises on some path, keeps the exception for later or
//! hands it on; one that asks about the cancellation (`uncancel()`, a flag); one around a task or future that may itself
//! have been cancelled; any in a `finally` clause, in `__aexit__`, or in a function that cancels, stops or closes
//! something; and test files. Nor is one in a program's `main`, which nobody waits for.
//!
//! ## Why is this bad?
//! Whoever awaits the coroutine takes its end for success: a caller goes on with a result that is none, although it is
//! being cancelled itself; `task.cancelled()` says no; a supervisor that starts finished tasks again does so. Once the
//! coroutine grows another step, or is called by a longer one, that step runs in a task that was told to stop.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def fetch(source, log):
//!     try:
//!         return await source.read()
//!     except asyncio.CancelledError:
//!         log.info("cancelled")
//!         return None
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def fetch(source, log):
//!     try:
//!         return await source.read()
//!     except asyncio.CancelledError:
//!         log.info("cancelled")
//!         raise
//! ```
//!
//! ## Fix safety
//! The handler gets a `raise` at its end, in the place of a `pass`, `continue`, `break` or `return` there; one that names
//! other exceptions too loses the cancellation. Both are unsafe: who awaits the coroutine now sees the cancellation that
//! was kept from them. There is no fix where the handler leaves in several ways, or where statements after it, such as
//! ones that close something, would be left out.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX303",
    name: "unraised-cancellation",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &["ASYNC103", "ASYNC104", "S7497"],
    on: &[NodeKind::ExceptHandlerExceptHandler],
    needs: Needs::Words(&[&["async", "Cancelled"], &["async", "cancelled_exc"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let swallowing = cx.swallowing(node)?;
    let Sequel::MayEnd(sequel) = swallowing.sequel else { return None };
    if cx.expects_expiry(&swallowing) {
        return None;
    }
    let (help, fix) = if skips_work(cx, &swallowing) {
        (
            "raise it again once what follows is done",
            Err("the statements after the handler would be left out".to_owned()),
        )
    } else {
        ("raise it again, or leave it uncaught", cx.raise_again(&swallowing))
    };
    let message = format!("the cancellation of the task ends here, and {sequel}");
    Some(cx.finding(&swallowing.head(), message).help(help).fix(fix))
}

/// Whether more than a result and a note in a log is left out where the handler raises.
fn skips_work<'a>(cx: &Cx<'a>, swallowing: &Swallowing<'a>) -> bool {
    let ways = cx.exits(&swallowing.handler.body);
    cx.skipped_by_raising(cx.node(swallowing.statement).id, ways).into_iter().any(|statement| match statement {
        Stmt::Pass(_) | Stmt::Break(_) | Stmt::Continue(_) => false,
        Stmt::Return(returns) => {
            returns.value.as_deref().is_some_and(|value| !value.is_literal_expr() && !value.is_name_expr())
        }
        Stmt::Expr(alone) => !matches!(&*alone.value, Expr::Call(call) if is_showing(call)),
        _ => true,
    })
}
