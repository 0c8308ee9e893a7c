//! A `task_status` that is never told that the task has started.
//!
//! ## What it does
//! Finds `async def` functions with a parameter `task_status` that nothing in their body reads.
//!
//! Stubs, abstract methods, functions that only raise, and methods of classes with bases, which may have to take the
//! parameter, are left alone.
//!
//! ## Why is this bad?
//! `await nursery.start(function)` waits until the function calls `task_status.started()`. Without the call it waits until
//! the function ends, and then raises a `RuntimeError`.
//!
//! ## Example
//! ```python
//! import trio
//!
//!
//! async def serve(port, task_status=trio.TASK_STATUS_IGNORED):
//!     listeners = await trio.open_tcp_listeners(port)
//!     await trio.serve_listeners(print, listeners)
//! ```
//!
//! ## Use instead
//! ```python
//! import trio
//!
//!
//! async def serve(port, task_status=trio.TASK_STATUS_IGNORED):
//!     listeners = await trio.open_tcp_listeners(port)
//!     task_status.started(listeners)
//!     await trio.serve_listeners(print, listeners)
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX505",
    name: "task-status-never-started",
    safety: None,
    default: Default::On,
    aliases: &["ASYNC128"],
    on: &[NodeKind::StmtFunctionDef],
    needs: Needs::Words(&[&["async", "task_status"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtFunctionDef(def) = node.ast else { return None };
    if !def.is_async || !matches!(cx.library(), Some(Flavour::Anyio | Flavour::Trio)) {
        return None;
    }
    let parameters = def.parameters.args.iter().chain(&def.parameters.kwonlyargs);
    let parameter = parameters.map(|each| &each.parameter).find(|each| each.name.as_str() == "task_status")?;
    let has_bases = cx.class_of_method(node.id).is_some_and(|class| {
        matches!(class.ast, AnyNodeRef::StmtClassDef(class) if class.arguments.is_some())
    });
    if has_bases || is_stub(&def.body) || !def.decorator_list.is_empty() || cx.is_test() {
        return None;
    }
    let reads = |inner: Node<'a>| match inner.ast {
        AnyNodeRef::ExprName(name) => matches!(name.id.as_str(), "task_status" | "locals"),
        _ => false,
    };
    if def.body.iter().any(|statement| cx.nodes.subtree(cx.node(statement).id).any(reads)) {
        return None;
    }
    let message = format!("`{}` never calls `task_status.started()`", def.name);
    Some(cx.finding(parameter, message).help("call it once the task is ready, or remove the parameter"))
}

/// Whether a body does nothing but document, raise or pass.
fn is_stub(body: &[Stmt]) -> bool {
    body.iter().all(|statement| match statement {
        Stmt::Pass(_) | Stmt::Raise(_) => true,
        Stmt::Expr(statement) => {
            matches!(&*statement.value, Expr::StringLiteral(_) | Expr::EllipsisLiteral(_))
        }
        _ => false,
    })
}
