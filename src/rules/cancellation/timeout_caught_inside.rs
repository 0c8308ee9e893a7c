//! A `TimeoutError` that is caught inside the block that raises it at its end.
//!
//! ## What it does
//! Finds a `try` that is all there is in the block of `asyncio.timeout`, `asyncio.timeout_at`, `async_timeout.timeout`,
//! `fail_after` or `fail_at`, and whose handler names `TimeoutError`, or trio's `TooSlowError`.
//!
//! A `try` in which something has a timeout of its own is left alone, and so is a block in another `try` that catches
//! the same error.
//!
//! ## Why is this bad?
//! When the time is up, the body is cancelled: what it awaits raises `CancelledError`. Only the end of the block turns
//! this into a `TimeoutError`. The handler inside of the block never sees it, and the error leaves the function.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(client):
//!     async with asyncio.timeout(5):
//!         try:
//!             return await client.get()
//!         except TimeoutError:
//!             return None
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def load(client):
//!     try:
//!         async with asyncio.timeout(5):
//!             return await client.get()
//!     except TimeoutError:
//!         return None
//! ```
//!
//! ## Fix safety
//! The fix puts the block into the `try`. It is unsafe: the handlers run now when the time is up, and they no longer have
//! to be done in time themselves. There is none where the `try` has an `else` or a `finally` clause.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX305",
    name: "timeout-caught-inside",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::StmtWith],
    needs: Needs::Words(&[&["TimeoutError", "timeout"], &["fail_after"], &["fail_at"]]),
    program: None,
    check,
};

const TIMEOUT_ERRORS: &[&str] =
    &["builtins.TimeoutError", "asyncio.TimeoutError", "asyncio.exceptions.TimeoutError", "trio.TooSlowError"];

/// Functions with a timeout of their own.
const LIMITING: &[&str] =
    &["fail_after", "fail_at", "move_on_after", "move_on_at", "timeout", "timeout_at", "wait", "wait_for"];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtWith(with) = node.ast else { return None };
    let [Stmt::Try(attempt)] = &*with.body else { return None };
    cx.structures_of(with).find(|(_, structure)| structure.raises_timeout())?;
    let caught = attempt.handlers.iter().find_map(|handler| named_timeout(cx, handler))?;
    if has_other_timeout(cx, attempt) || is_caught_around(cx, node) {
        return None;
    }
    let name = cx.slice(caught.range());
    let finding =
        cx.finding(caught, format!("`{name}` is raised where the block of the timeout ends, outside of this `try`"));
    let fix = cx.fix("Put the block into the `try`", |fix| {
        if !attempt.orelse.is_empty() || !attempt.finalbody.is_empty() {
            return Err("the `try` does more than to catch".to_owned());
        }
        fix.lower_safety(Safety::Unsafe, "the handler runs now when the time is up");
        let head = fix.head(node.id, &with.body);
        let body = fix.suite_with_comments(&attempt.body);
        let ends = attempt.handlers.first().zip(attempt.handlers.last());
        let (Some(head), Some(body), Some((first, last))) = (head, body, ends) else {
            return Err("the `try` catches nothing".to_owned());
        };
        let template = Template::new()
            .text("try:\n    ")
            .hole(head)
            .text("\n        ")
            .hole(body)
            .text("\n")
            .outdented(first.range().cover(last.range()));
        fix.replace_statements(node.id, node.id, template);
        Ok(())
    });
    Some(finding.help("catch it around the block").fix(fix))
}

/// The class in a handler that says that the time is up.
fn named_timeout<'a>(cx: &Cx<'a>, handler: &'a ast::ExceptHandler) -> Option<&'a Expr> {
    let ast::ExceptHandler::ExceptHandler(handler) = handler;
    let is_timeout = |class: &&'a Expr| cx.qualified(class).is_some_and(|name| name.is_any(TIMEOUT_ERRORS));
    match handler.type_.as_deref()? {
        Expr::Tuple(tuple) => tuple.elts.iter().find(is_timeout),
        single => Some(single).filter(is_timeout),
    }
}

fn has_other_timeout<'a>(cx: &Cx<'a>, attempt: &'a ast::StmtTry) -> bool {
    let inside = attempt.body.iter().flat_map(|statement| cx.nodes.subtree(cx.node(statement).id));
    inside.into_iter().any(|inner| match inner.ast {
        AnyNodeRef::ExprCall(call) => called_name(call).is_some_and(|name| LIMITING.contains(&name)),
        AnyNodeRef::Keyword(keyword) => {
            keyword.arg.as_deref().is_some_and(|name| name.contains("timeout"))
        }
        AnyNodeRef::StmtRaise(_) => true,
        _ => false,
    })
}

fn is_caught_around<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let function = cx.function_of(node.id);
    cx.nodes.ancestors(node.id).take_while(|ancestor| Some(*ancestor) != function).any(|ancestor| {
        matches!(ancestor.ast, AnyNodeRef::StmtTry(outer)
            if outer.handlers.iter().any(|handler| named_timeout(cx, handler).is_some()))
    })
}
