//! A server started by `start_soon` before its block begins.
//!
//! ## What it does
//! Finds `start_soon` of a function that says when it is ready, in `__aenter__` and before the `yield` of a function decorated
//! with `contextlib.asynccontextmanager`: trio's `serve_tcp`, `serve_ssl_over_tcp`, `serve_listeners` and `run_process`,
//! hypercorn's and trio-websocket's servers, and functions of the file that call `started()` of their parameter `task_status`;
//! also in a `functools.partial`.
//!
//! ## Why is this bad?
//! `start_soon` only plans the task. When the block begins, nobody listens yet, and the first connection fails. `start` waits
//! until the task says that it is ready.
//!
//! ## Example
//! ```python
//! from contextlib import asynccontextmanager
//!
//! import trio
//!
//!
//! @asynccontextmanager
//! async def serving(handler):
//!     async with trio.open_nursery() as nursery:
//!         nursery.start_soon(trio.serve_tcp, handler, 8080)
//!         yield
//!         nursery.cancel_scope.cancel()
//! ```
//!
//! ## Use instead
//! ```python
//! from contextlib import asynccontextmanager
//!
//! import trio
//!
//!
//! @asynccontextmanager
//! async def serving(handler):
//!     async with trio.open_nursery() as nursery:
//!         await nursery.start(trio.serve_tcp, handler, 8080)
//!         yield
//!         nursery.cancel_scope.cancel()
//! ```
//!
//! ## Fix safety
//! The fix awaits `start`. It is unsafe: the block waits for the server, and sees its errors.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX506",
    name: "start-soon-in-aenter",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &["ASYNC113", "TRIO113"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["start_soon", "__aenter__"], &["start_soon", "asynccontextmanager"]]),
    program: None,
    check,
};

/// Functions of libraries that take a `task_status` and tell it when they are ready.
const STARTABLE: &[&str] = &[
    "hypercorn.trio.serve",
    "trio.run_process",
    "trio.serve_listeners",
    "trio.serve_ssl_over_tcp",
    "trio.serve_tcp",
    "trio_websocket.serve_websocket",
];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let Expr::Attribute(method) = &*call.func else { return None };
    let [started, rest @ ..] = &*call.arguments.args else { return None };
    if method.attr.as_str() != "start_soon" || rest.iter().any(Expr::is_starred_expr) {
        return None;
    }
    let started = startable(cx, started)?;
    if !is_before_block(cx, node) {
        return None;
    }
    let fix = cx.fix("Wait until it is ready", |fix| {
        cx.as_statement(node).ok_or("it is no statement of its own")?;
        fix.lower_safety(Safety::Unsafe, "the block waits for it");
        cx.allow_await(fix, node)?;
        let template = Template::new()
            .text("await ")
            .expression(cx.document, cx.node(&*method.value).id, Slot::Receiver)
            .text(".start").hole(&call.arguments);
        fix.replace(node.id, Precedence::Await, template);
        Ok(())
    });
    let started = cx.slice(started.range());
    let finding = cx.finding(&node, format!("the block begins before `{started}` is ready"));
    Some(finding.help("start it by `await ….start(…)`, which waits until it is ready").fix(fix))
}

/// The function that is started, if it is one that `start` can wait for.
fn startable<'a>(cx: &Cx<'a>, started: &'a Expr) -> Option<&'a Expr> {
    if let Expr::Call(partial) = started {
        let inner = partial.arguments.args.first()?;
        let sets_status = partial.arguments.find_keyword("task_status").is_some() || cx.has_unpacking(partial);
        return startable(cx, inner).filter(|_| cx.names(&partial.func, "functools.partial") && !sets_status);
    }
    if cx.qualified(started).is_some_and(|name| name.is_any(STARTABLE)) {
        return Some(started);
    }
    let function = cx.called_function(started)?;
    let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return None };
    let mut parameters = def.parameters.args.iter().chain(&def.parameters.kwonlyargs);
    let takes_status = parameters.any(|each| each.parameter.name.as_str() == "task_status");
    let tells = |inner: Node<'a>| {
        matches!(inner.ast, AnyNodeRef::ExprAttribute(attribute) if attribute.attr.as_str() == "started"
            && matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == "task_status"))
    };
    let is_startable = def.is_async
        && def.decorator_list.is_empty()
        && takes_status
        && !cx.is_generator(function)
        && cx.nodes.descendants(function.id).any(tells);
    is_startable.then_some(started)
}

/// Whether a place is run before the block of a context manager begins.
fn is_before_block<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let (Some(def), Some(function)) = (cx.async_function(node), cx.function_of(node.id)) else { return false };
    let yields = |inner: Node<'a>| {
        matches!(inner.ast, AnyNodeRef::ExprYield(_))
            && cx.function_of(inner.id) == Some(function)
            && inner.start() > node.end()
    };
    def.name.as_str() == "__aenter__"
        || cx.is_decorated_with(def, "contextlib.asynccontextmanager") && cx.nodes.subtree(function.id).any(yields)
}
