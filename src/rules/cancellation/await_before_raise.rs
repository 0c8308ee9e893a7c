//! An `await` in a handler of trio or anyio code that raises afterwards.
//!
//! ## What it does
//! Finds `await`, `async for` and `async with` in a handler, outside of shielded scopes, that a `raise` follows in the same
//! handler, in whatever way they end. The handlers of cancellations are the business of `unshielded-cleanup`.
//!
//! It is off by default: that a cancellation goes before an error is what most code wants.
//!
//! ## Why is this bad?
//! If the scope is cancelled meanwhile, the `await` raises that cancellation. It takes the place of the error that was to be
//! raised, and the scope swallows it: the error is never heard of.
//!
//! ## Example
//! ```python
//! import trio
//!
//!
//! async def save(store, row):
//!     try:
//!         await store.insert(row)
//!     except ValueError:
//!         await store.rollback()
//!         raise
//! ```
//!
//! ## Use instead
//! ```python
//! import trio
//!
//!
//! async def save(store, row):
//!     try:
//!         await store.insert(row)
//!     except ValueError:
//!         with trio.CancelScope(shield=True):
//!             await store.rollback()
//!         raise
//! ```
//!
//! ## Fix safety
//! The fix puts a shielded scope around what is awaited; where a timeout stands around it already, that gets the shield. It
//! is unsafe: what takes long holds up the cancellation.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX312",
    name: "await-before-raise",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &["ASYNC120", "TRIO120"],
    on: &[NodeKind::ExceptHandlerExceptHandler],
    needs: Needs::Words(&[&["except", "raise", "trio"], &["except", "raise", "anyio"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExceptHandlerExceptHandler(handler) = node.ast else { return None };
    let library = cx.cancels_by_level()?.module()?;
    if cx.is_test() {
        return None;
    }
    let open = cx.open_to_cancellation(&handler.body);
    let points: Vec<Node<'a>> = open.filter(|point| is_concerned(cx, *point, node)).collect();
    points.first()?;
    let exposed = Exposed { body: &handler.body, points };
    let message = "a cancellation during this takes the place of the error that is raised after it";
    let finding = cx.finding(&exposed.range(), message);
    let help = format!("put it into a `with {library}.CancelScope(shield=True)`");
    Some(finding.help(help).fix(cx.shield(&exposed)))
}

/// Whether a suspension point belongs to this handler, and a `raise` stands behind it that it leads to.
fn is_concerned<'a>(cx: &Cx<'a>, point: Node<'a>, handler: Node<'a>) -> bool {
    let mut around = std::iter::once(point).chain(cx.nodes.ancestors(point.id)).take_while(|place| *place != handler);
    let leads_to_raise = |place: Node<'a>| {
        let (suite, at) = cx.nodes.suite(place.id)?;
        Some(suite[at + 1..].iter().any(Stmt::is_raise_stmt))
    };
    let is_nested = || {
        let mut outer = cx.nodes.ancestors(point.id).take_while(|place| *place != handler);
        outer.any(|place| matches!(place.ast, AnyNodeRef::ExceptHandlerExceptHandler(_)))
    };
    around.any(|place| place.is_statement() && leads_to_raise(place) == Some(true))
        && !is_nested()
        && cx.cleanup_region(point.id).is_none()
}
