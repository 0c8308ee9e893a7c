//! Cleanup of asyncio code that a second cancellation interrupts.
//!
//! ## What it does
//! Finds `finally` clauses with an `await` that is not shielded, where more cleanup follows that does not run if the `await` is
//! cancelled or fails.
//!
//! It is off by default: a task is seldom cancelled twice. `unshielded-cleanup` is the rule for trio and anyio, where every
//! `await` in cleanup is cancelled again.
//!
//! ## Why is this bad?
//! `asyncio.run` cancels all tasks when it ends, those too that are cleaning up just then, and so does a second Ctrl-C. The
//! `await` raises, and what stands behind it is left out.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def serve(connection, lock):
//!     try:
//!         await asyncio.Event().wait()
//!     finally:
//!         await connection.say_goodbye()
//!         lock.release()
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def serve(connection, lock):
//!     try:
//!         await asyncio.Event().wait()
//!     finally:
//!         lock.release()
//!         await connection.say_goodbye()
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX918",
    name: "interruptible-cleanup",
    safety: None,
    default: Default::Off,
    aliases: &[],
    on: &[NodeKind::StmtTry],
    needs: Needs::Words(&[&["async", "finally"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtTry(attempt) = node.ast else { return None };
    if cx.library() != Some(Flavour::Asyncio) || cx.is_test() || !cx.suspends(&attempt.body) {
        return None;
    }
    let is_own = |point: &Node<'a>| cx.cleanup_region(point.id).is_some_and(|region| region.owner == node);
    let first = cx.open_to_cancellation(&attempt.finalbody).find(is_own)?;
    let rest = attempt.finalbody.iter().find(|statement| statement.start() > first.start())?;
    if is_caught(cx, first, node) || matches!(rest, Stmt::Pass(_)) || is_shown(rest) {
        return None;
    }
    let range = Exposed { body: &attempt.finalbody, points: vec![first] }.range();
    let finding = cx.finding(&range, "if this is cancelled, or fails, the rest of the cleanup does not run");
    Some(finding.help("clean up first what needs no `await`, or give the rest a `finally` clause of its own"))
}

/// Whether a `try` or a `suppress` in the cleanup catches what is raised.
fn is_caught<'a>(cx: &Cx<'a>, point: Node<'a>, cleanup: Node<'a>) -> bool {
    let mut around = cx.nodes.ancestors(point.id).take_while(|ancestor| *ancestor != cleanup);
    around.any(|ancestor| match ancestor.ast {
        AnyNodeRef::StmtTry(_) => true,
        AnyNodeRef::StmtWith(with) => !with.is_async,
        _ => false,
    })
}

fn is_shown(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Expr(expr) if matches!(&*expr.value, Expr::Call(call) if is_showing(call)))
}
