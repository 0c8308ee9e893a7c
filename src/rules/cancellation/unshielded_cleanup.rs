//! Cleanup of trio or anyio code that a cancellation cuts short.
//!
//! ## What it does
//! Finds `await`, `async for` and `async with` in cleanup that runs while the task is cancelled: in a `finally` clause, in a
//! handler of the cancellation, and in `__aexit__`.
//!
//! Left alone are awaits in a shielded scope, or in one that may be, and those whose cancellation is caught; `aclose()`,
//! `aclose_forcefully(…)` and functions of the same file that are shielded themselves; a `finally` clause behind code that
//! awaits nothing; files that use asyncio too; and test files.
//!
//! It is off by default: some functions clean up all the same, because what they do first comes before their first checkpoint,
//! or because they are shielded themselves, and that is seen in the same file only.
//!
//! ## Why is this bad?
//! A cancelled scope of trio or anyio stays cancelled: every `await` in it raises at once. Cleanup that awaits gets no
//! further than to its first `await`, so that the connection stays open, the lock stays locked and the child process lives
//! on.
//!
//! ## Example
//! ```python
//! import anyio
//!
//!
//! async def serve(connection):
//!     try:
//!         await connection.run()
//!     finally:
//!         await connection.say_goodbye()
//! ```
//!
//! ## Use instead
//! ```python
//! import anyio
//!
//!
//! async def serve(connection):
//!     try:
//!         await connection.run()
//!     finally:
//!         with anyio.CancelScope(shield=True):
//!             await connection.say_goodbye()
//! ```
//!
//! ## Fix safety
//! The fix puts a shielded scope around the cleanup that awaits; where a timeout stands around it already, that gets the
//! shield. It is unsafe: cleanup that takes long, or for ever, holds up the cancellation. `anyio.move_on_after(seconds,
//! shield=True)` gives it a limit, which only you know. There is no fix for `__aexit__`, whose awaits may be the work itself.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX311",
    name: "unshielded-cleanup",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &["ASYNC102", "TRIO102"],
    on: &[NodeKind::StmtTry, NodeKind::ExceptHandlerExceptHandler, NodeKind::StmtFunctionDef],
    needs: Needs::Words(&[
        &["finally", "trio"],
        &["finally", "anyio"],
        &["Cancelled", "trio"],
        &["anyio", "cancelled_exc"],
        &["BaseException", "trio"],
        &["BaseException", "anyio"],
        &["trio", "except:"],
        &["anyio", "except:"],
        &["trio", "__aexit__"],
        &["anyio", "__aexit__"],
    ]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let body: &'a [Stmt] = match node.ast {
        AnyNodeRef::StmtTry(attempt) if may_be_cancelled(cx, node, attempt) => &attempt.finalbody,
        AnyNodeRef::ExceptHandlerExceptHandler(handler) => match cx.parent(node)?.ast {
            AnyNodeRef::StmtTry(attempt) if gives_way(cx, node, &attempt.body) => &handler.body,
            _ => return None,
        },
        AnyNodeRef::StmtFunctionDef(def) if def.is_async => &def.body,
        _ => return None,
    };
    if body.is_empty() || cx.is_test() {
        return None;
    }
    let library = cx.cancels_by_level()?.module()?;
    let is_here = |point: &Node<'a>| cx.outermost_cleanup(point.id).is_some_and(|region| region.owner == node);
    let points: Vec<Node<'a>> = cx.open_to_cancellation(body).filter(is_here).collect();
    let kind = cx.outermost_cleanup(points.first()?.id)?.kind;
    let exposed = Exposed { body, points };
    let fix = match kind {
        Cleanup::AsyncExit => Err("what `__aexit__` awaits may be the work itself".to_owned()),
        Cleanup::Finally | Cleanup::CancellationHandler => cx.shield(&exposed),
    };
    let finding = cx.finding(&exposed.range(), "once the task is cancelled, this raises at once, and the cleanup ends here");
    Some(finding.help(format!("put it into a `with {library}.CancelScope(shield=True)`")).fix(fix))
}

/// Whether a cancellation can lead to the `finally` clause.
fn may_be_cancelled<'a>(cx: &Cx<'a>, node: Node<'a>, attempt: &'a ast::StmtTry) -> bool {
    let handlers = attempt.handlers.iter().map(|ast::ExceptHandler::ExceptHandler(handler)| &*handler.body);
    [&*attempt.body, &*attempt.orelse].into_iter().chain(handlers).any(|suite| gives_way(cx, node, suite))
}

/// Whether these statements of a block await or yield.
fn gives_way<'a>(cx: &Cx<'a>, block: Node<'a>, body: &'a [Stmt]) -> bool {
    cx.suspends(body) || cx.yields(block, body)
}
