//! `asyncio.wait` that can end early, with nobody to see what is left.
//!
//! ## What it does
//! Finds `await asyncio.wait(…)` with a `timeout` or a `return_when`, whose tasks are made for it alone: in its argument, or in
//! names that are used for nothing else; and where the result is dropped, or nothing reads the second of the two sets.
//!
//! Tasks that the function gets from elsewhere can be looked after elsewhere, and are left alone. So are those of a function
//! that is given to `asyncio.run` or the like, which cancels at its end what is left.
//!
//! ## Why is this bad?
//! `asyncio.wait` raises nothing and cancels nothing when the time is up or when the first one is done: it gives two sets.
//! Tasks that nobody takes from them go on unseen, or are collected in the middle of their work, and their errors vanish.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     await asyncio.wait([asyncio.create_task(page.load()) for page in pages], timeout=5)
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     done, pending = await asyncio.wait([asyncio.create_task(page.load()) for page in pages], timeout=5)
//!     for task in pending:
//!         task.cancel()
//!     return [task.result() for task in done]
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX213",
    name: "ignored-wait",
    safety: None,
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["asyncio", "wait", "timeout"], &["asyncio", "wait", "return_when"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let call = cx.call_to(node, "asyncio.wait")?;
    let awaited = cx.parent(node).filter(|parent| matches!(parent.ast, AnyNodeRef::ExprAwait(_)))?;
    let function = cx.function_of(node.id)?;
    let ends_early = call.arguments.keywords.iter().any(|keyword| match keyword.arg.as_deref() {
        Some("timeout") => !keyword.value.is_none_literal_expr(),
        Some("return_when") => !cx.names(&keyword.value, "asyncio.ALL_COMPLETED"),
        _ => false,
    });
    let given = cx.argument(call, "fs", 0)?;
    if !ends_early || !are_made_for_it(cx, given) || cx.is_test() || cx.reads_its_frame(function.id) {
        return None;
    }
    let statement = cx.parent(awaited)?;
    let (message, help) = match statement.ast {
        AnyNodeRef::StmtExpr(_) => (
            "nobody looks at what is left when `wait` ends early".to_owned(),
            "take the two sets that it gives, and cancel what is pending",
        ),
        AnyNodeRef::StmtAssign(assign) => {
            let [Expr::Tuple(sets)] = &*assign.targets else { return None };
            let [_, Expr::Name(pending)] = &*sets.elts else { return None };
            let owner = cx.scopes().opened_by(function.id)?;
            let is_local = cx.scopes().lookup(cx.scope_of(pending), pending.id.as_str()) == Some(owner);
            if !is_local || cx.references(owner, pending.id.as_str()).next().is_some() {
                return None;
            }
            (
                format!("nobody looks at the tasks in `{}`, which go on when `wait` ends early", pending.id),
                "cancel what is pending",
            )
        }
        _ => return None,
    };
    if is_run_by_asyncio(cx, function) {
        return None;
    }
    Some(cx.finding(&node, message).help(help))
}

/// Whether tasks are made where they are waited for, so that nothing else refers to them.
fn are_made_for_it<'a>(cx: &Cx<'a>, given: &'a Expr) -> bool {
    match given {
        Expr::List(ast::ExprList { elts, .. }) | Expr::Set(ast::ExprSet { elts, .. }) => {
            !elts.is_empty() && elts.iter().all(|element| is_made_for_it(cx, element))
        }
        Expr::Tuple(tuple) => !tuple.elts.is_empty() && tuple.elts.iter().all(|element| is_made_for_it(cx, element)),
        Expr::ListComp(ast::ExprListComp { elt, .. })
        | Expr::SetComp(ast::ExprSetComp { elt, .. })
        | Expr::Generator(ast::ExprGenerator { elt, .. }) => makes_task(cx, elt),
        Expr::Name(name) => only_value(cx, name).is_some_and(|value| !value.is_name_expr() && are_made_for_it(cx, value)),
        _ => false,
    }
}

fn is_made_for_it<'a>(cx: &Cx<'a>, task: &'a Expr) -> bool {
    match task {
        Expr::Name(name) => only_value(cx, name).is_some_and(|value| cx.makes_task(value)),
        other => makes_task(cx, other),
    }
}

/// Whether an expression makes a task, or a coroutine of which `wait` makes one (until Python 3.10).
fn makes_task<'a>(cx: &Cx<'a>, expr: &'a Expr) -> bool {
    cx.makes_task(expr)
        || matches!(expr, Expr::Call(call) if cx.called_own_coroutine_function(call).is_some())
}

/// The value of a local name that is bound once and read nowhere but here.
fn only_value<'a>(cx: &Cx<'a>, name: &'a ast::ExprName) -> Option<&'a Expr> {
    let inside = cx.scopes().opened_by(cx.function_of(cx.node(name).id)?.id)?;
    let owner = cx.scopes().lookup(cx.scope_of(name), name.id.as_str()).filter(|owner| *owner == inside)?;
    let mut bindings = cx.scopes().bindings_of(owner, name.id.as_str());
    let (binding, None) = (bindings.next()?, bindings.next()) else { return None };
    let value = match binding.kind {
        BindingKind::Value(value) => value,
        BindingKind::Annotated(assign) => assign.value.as_deref()?,
        _ => return None,
    };
    (cx.references(owner, name.id.as_str()).count() == 1).then_some(value)
}

/// Whether the file gives what a function makes to `asyncio.run`, or to another function that is called so.
fn is_run_by_asyncio<'a>(cx: &Cx<'a>, function: Node<'a>) -> bool {
    let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return false };
    cx.nodes.iter().any(|node| {
        let AnyNodeRef::ExprCall(call) = node.ast else { return false };
        let [Expr::Call(made), ..] = &*call.arguments.args else { return false };
        called_name(made) == Some(def.name.as_str())
            && called_name(call).is_some_and(|name| name.split('_').any(|word| word == "run"))
    })
}
