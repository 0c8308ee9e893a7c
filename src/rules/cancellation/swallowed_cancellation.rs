//! A cancellation that is caught and not raised again, in a coroutine that then goes on.
//!
//! ## What it does
//! Finds handlers in an `async def` that catch the cancellation of their own task without raising it again.
//!
//! * A handler that names the cancellation (`asyncio.CancelledError`, `trio.Cancelled`,
//!   `anyio.get_cancelled_exc_class()`) is reported where the coroutine then certainly goes on: an endless loop comes
//!   round again, more work is awaited, or an `asyncio.timeout` around it never fires. Where the coroutine comes to its
//!   end, the task has at least ended, and that may be meant.
//! * A handler of everything (`except:`, `except BaseException:`) is reported wherever the coroutine may go on, or
//!   returns something in the place of its result. It says nothing of cancellation, so nothing of it is meant.
//!
//! A handler that is there for a timeout that has expired is the business of `cancellation-for-timeout`.
//!
//! Not reported: a handler that raises on some path, keeps the exception for later or hands it on; one that asks about
//! the cancellation (`uncancel()`, a flag); one around a task or future that may itself have been cancelled; any in a
//! `finally` clause, in `__aexit__`, or in a function that cancels, stops or closes something; and test files.
//!
//! ## Why is this bad?
//! A cancellation is delivered once. A coroutine that swallows it can no longer be stopped: `task.cancel()` has no
//! effect, `asyncio.timeout` and `asyncio.wait_for` wait for longer than they were told, a task group hangs when one of
//! its tasks fails, and the program does not shut down.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def watch(source, log):
//!     while True:
//!         try:
//!             await source.read()
//!         except asyncio.CancelledError:
//!             log.info("cancelled")
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def watch(source, log):
//!     while True:
//!         try:
//!             await source.read()
//!         except asyncio.CancelledError:
//!             log.info("cancelled")
//!             raise
//! ```
//!
//! ## Fix safety
//! A handler of cancellation alone gets a `raise` at its end, in the place of a `pass`, `continue`, `break` or `return`
//! there. One that names other exceptions too loses the cancellation, and one of everything gets a handler before it
//! that raises the cancellation again. All of these are unsafe: who awaits the coroutine now sees the cancellation that
//! was kept from them. There is no fix where a handler of cancellation leaves in several ways.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX301",
    name: "swallowed-cancellation",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &["ASYNC103", "ASYNC104", "S7497"],
    on: &[NodeKind::ExceptHandlerExceptHandler],
    needs: Needs::Words(&[
        &["async", "Cancelled"],
        &["async", "cancelled_exc"],
        &["async", "BaseException"],
        &["async", "except:"],
        &["async", "except :"],
    ]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let swallowing = cx.swallowing(node)?;
    let Sequel::GoesOn(sequel) = swallowing.sequel else { return None };
    if cx.expects_expiry(&swallowing) {
        return None;
    }
    let (help, fix) = if swallowing.names_it {
        ("raise it again, or leave it uncaught", cx.raise_again(&swallowing))
    } else {
        ("let it pass in a handler before this one", cx.let_pass_before(&swallowing))
    };
    let message = format!("the cancellation of the task is swallowed, and {sequel}");
    Some(cx.finding(&swallowing.head(), message).help(help).fix(fix))
}
