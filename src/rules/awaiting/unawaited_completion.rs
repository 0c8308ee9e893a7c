//! What `asyncio.as_completed` gives, used without being awaited.
//!
//! ## What it does
//! Finds plain loops and comprehensions over `asyncio.as_completed(…)` that ask the loop's variable for `result()`,
//! `exception()`, `done()` or `cancelled()`, and `for` loops that never read it.
//!
//! ## Why is this bad?
//! A plain `for` over `as_completed` gives coroutines, each of which waits for whatever is done next. They have none of a
//! future's methods: the loop fails with an `AttributeError`. And where they are not awaited, the loop waits for nothing.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(tasks, show):
//!     for task in asyncio.as_completed(tasks):
//!         show(task.result())
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def load(tasks, show):
//!     for task in asyncio.as_completed(tasks):
//!         show(await task)
//! ```
//!
//! ## Fix safety
//! The fix awaits what is asked for its `result()`. Today the call raises, so the fix is safe; it is unsafe in a `try`, whose
//! handlers may take care of the error, in test files, and where an `await` would not be safe (see `unawaited-coroutine`).
//! There is none where the variable is read more than once, as a coroutine can be awaited once, for the other methods, for loops that never read the variable, and in generator expressions.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX216",
    name: "unawaited-completion",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprCall, NodeKind::StmtFor],
    needs: Needs::Words(&[&["asyncio", "as_completed"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    match node.ast {
        AnyNodeRef::ExprCall(call) => asked_like_future(cx, node, call),
        AnyNodeRef::StmtFor(each) => never_read(cx, node, each),
        _ => None,
    }
}

fn asked_like_future<'a>(cx: &Cx<'a>, node: Node<'a>, call: &'a ast::ExprCall) -> Option<Finding> {
    let Expr::Attribute(method) = &*call.func else { return None };
    let Expr::Name(name) = &*method.value else { return None };
    if !matches!(method.attr.as_str(), "result" | "exception" | "done" | "cancelled") {
        return None;
    }
    let owner = cx.scopes().lookup(cx.scope_of(name), name.id.as_str())?;
    let mut bindings = cx.scopes().bindings_of(owner, name.id.as_str());
    let (target, None) = (bindings.next()?.node, bindings.next()) else { return None };
    if !is_completion(cx, target) || cx.is_tried_out(node) {
        return None;
    }
    let (name, method) = (name.id.as_str(), method.attr.as_str());
    let fix = cx.fix("Await it", |fix| {
        if method != "result" || !call.arguments.is_empty() {
            return Err("what it gives has to be awaited first".to_owned());
        }
        if cx.references(owner, name).count() > 1 {
            return Err(format!("`{name}` is read more than once, and can be awaited once"));
        }
        cx.distrust_of_raising(fix, node);
        cx.allow_await(fix, node)?;
        fix.replace(node.id, Precedence::Await, Template::new().text(format!("await {name}")));
        Ok(())
    });
    let finding = cx.finding(&node, format!("`{name}` is a coroutine, and has no `{method}`"));
    Some(finding.help("await it").fix(fix))
}

/// Whether a plain loop or comprehension binds a name to each of what `as_completed` gives.
fn is_completion(cx: &Cx<'_>, target: NodeId) -> bool {
    let around = cx
        .nodes
        .ancestors(target)
        .find(|ancestor| ancestor.is_statement() || matches!(ancestor.ast, AnyNodeRef::Comprehension(_)));
    let (is_async, target, iterated) = match around.map(|around| around.ast) {
        Some(AnyNodeRef::StmtFor(each)) => (each.is_async, &*each.target, &*each.iter),
        Some(AnyNodeRef::Comprehension(each)) => (each.is_async, &each.target, &each.iter),
        _ => return false,
    };
    !is_async && target.is_name_expr() && is_as_completed(cx, iterated)
}

fn is_as_completed<'a>(cx: &Cx<'a>, iterated: &'a Expr) -> bool {
    matches!(iterated, Expr::Call(call) if cx.names(&call.func, "asyncio.as_completed"))
}

fn never_read<'a>(cx: &Cx<'a>, node: Node<'a>, each: &'a ast::StmtFor) -> Option<Finding> {
    let Expr::Name(name) = &*each.target else { return None };
    let function = cx.function_of(node.id)?;
    if each.is_async || !is_as_completed(cx, &each.iter) || cx.reads_its_frame(function.id) {
        return None;
    }
    let owner = cx.scopes().opened_by(function.id)?;
    let is_local = cx.scopes().lookup(cx.scope_of(name), name.id.as_str()) == Some(owner);
    if !is_local || cx.references(owner, name.id.as_str()).next().is_some() {
        return None;
    }
    let message = "the loop waits for nothing: it never awaits what `as_completed` gives";
    let finding = cx.finding(&*each.iter, message);
    Some(finding.help(format!("await `{}`", name.id)).fix(Err("where in the loop it is to wait is not known".to_owned())))
}
