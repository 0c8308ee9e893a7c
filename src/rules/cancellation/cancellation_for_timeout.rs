//! A handler of cancellation that is there for a timeout.
//!
//! ## What it does
//! Finds `except asyncio.CancelledError` around nothing but `await asyncio.wait_for(…)` or a block of `asyncio.timeout`, where
//! nothing catches the `TimeoutError`, and either the coroutine goes on behind the handler, or the handler speaks of time.
//!
//! Not reported is what `swallowed-cancellation` leaves alone: a handler that raises, keeps the exception, or asks about the
//! cancellation.
//!
//! ## Why is this bad?
//! A timeout cancels what it waits for, but raises a `TimeoutError`: the handler does not run when the time is up. It runs when
//! the task itself is cancelled, and swallows that.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def ask(server, log):
//!     try:
//!         return await asyncio.wait_for(server.ask(), 5)
//!     except asyncio.CancelledError:
//!         log.warning("the server is too slow")
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def ask(server, log):
//!     try:
//!         return await asyncio.wait_for(server.ask(), 5)
//!     except TimeoutError:
//!         log.warning("the server is too slow")
//! ```
//!
//! ## Fix safety
//! The fix catches the timeout in the place of the cancellation. It is unsafe: callers no longer get the `TimeoutError`, and
//! get the cancellation.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX315",
    name: "cancellation-for-timeout",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExceptHandlerExceptHandler],
    needs: Needs::Words(&[&["wait_for", "CancelledError"], &["timeout", "CancelledError"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let swallowing = cx.swallowing(node).filter(|swallowing| cx.expects_expiry(swallowing))?;
    let caught = swallowing.handler.type_.as_deref()?;
    let fix = cx.fix("Catch the timeout", |fix| {
        fix.lower_safety(Safety::Unsafe, "who awaits the coroutine gets the cancellation, and no longer the timeout");
        let builtin = cx.qualified_name_in("TimeoutError", cx.scope_of(caught));
        let is_free = builtin.is_some_and(|name| name.is("builtins.TimeoutError"));
        let error = match (cx.options.target >= PythonVersion::PY311, is_free) {
            (true, true) => "TimeoutError".to_owned(),
            (true, false) => return Err("the name `TimeoutError` is bound to something else here".to_owned()),
            (false, _) => cx.name(fix, node, "asyncio", "TimeoutError")?,
        };
        fix.replace(cx.node(caught).id, Precedence::Atomic, Template::new().text(error));
        Ok(())
    });
    let finding = cx.finding(caught, "when the time is up, a `TimeoutError` is raised, and not this");
    Some(finding.help("catch `TimeoutError`").fix(fix))
}
