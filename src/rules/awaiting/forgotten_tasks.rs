//! Tasks collected in a list that nobody looks at.
//!
//! ## What it does
//! Finds a local list or set of new tasks that is used for nothing else, or nothing but to add tasks to it, in a coroutine that
//! ends without waiting for anything behind it.
//!
//! ## Why is this bad?
//! The list goes when the function ends, and with it the last reference to the tasks: the garbage collector can take them in
//! the middle of their work. And nobody sees their errors.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     tasks = []
//!     for page in pages:
//!         tasks.append(asyncio.create_task(page.load()))
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     tasks = []
//!     for page in pages:
//!         tasks.append(asyncio.create_task(page.load()))
//!     await asyncio.gather(*tasks)
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX214",
    name: "forgotten-tasks",
    safety: None,
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::StmtAssign, NodeKind::StmtAnnAssign],
    needs: Needs::Words(&[&["async", "create_task"], &["async", "ensure_future"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let (name, value) = cx.bound_name(node)?;
    let made = made(cx, value)?;
    cx.async_function(node)?;
    let function = cx.function_of(node.id)?;
    let inside = cx.scopes().opened_by(function.id)?;
    let is_local = cx.scopes().lookup(cx.scope_of(name), name.id.as_str()) == Some(inside);
    if !is_local || cx.scopes().bindings_of(inside, name.id.as_str()).count() != 1 || cx.reads_its_frame(function.id) {
        return None;
    }
    let mut last = (made == Made::Tasks).then_some(node);
    for read in cx.references(inside, name.id.as_str()) {
        last = Some(adds_task(cx, read).filter(|added| cx.function_of(added.id) == Some(function))?);
    }
    if is_kept_while_waiting(cx, function, last?) {
        return None;
    }
    let finding = cx.finding(name, format!("nobody waits for the tasks in `{}`, and the function forgets them", name.id));
    Some(finding.help("await them, or keep them where they live long enough"))
}

#[derive(PartialEq, Eq)]
enum Made {
    Nothing,
    Tasks,
}

/// What a new list or set has in it, if that is nothing or nothing but new tasks.
fn made<'a>(cx: &Cx<'a>, value: &'a Expr) -> Option<Made> {
    match value {
        Expr::List(list) if list.elts.is_empty() => Some(Made::Nothing),
        Expr::Call(call) => {
            (call.arguments.is_empty() && cx.names(&call.func, "builtins.set")).then_some(Made::Nothing)
        }
        Expr::List(ast::ExprList { elts, .. }) | Expr::Set(ast::ExprSet { elts, .. }) => {
            elts.iter().all(|element| cx.makes_task(element)).then_some(Made::Tasks)
        }
        Expr::ListComp(ast::ExprListComp { elt, .. }) | Expr::SetComp(ast::ExprSetComp { elt, .. }) => {
            cx.makes_task(elt).then_some(Made::Tasks)
        }
        _ => None,
    }
}

/// The statement in which a read of a list adds a task to it.
fn adds_task<'a>(cx: &Cx<'a>, read: Node<'a>) -> Option<Node<'a>> {
    let method = cx.parent(read)?;
    let AnyNodeRef::ExprAttribute(attribute) = method.ast else { return None };
    let call_node = cx.parent(method)?;
    let AnyNodeRef::ExprCall(call) = call_node.ast else { return None };
    let [made] = &*call.arguments.args else { return None };
    let adds = matches!(attribute.attr.as_str(), "append" | "add") && cx.makes_task(made);
    adds.then(|| cx.as_statement(call_node)).flatten()
}

/// Whether the function waits, or may be left for a while, after a statement and before it ends: its names live on.
fn is_kept_while_waiting<'a>(cx: &Cx<'a>, function: Node<'a>, last: Node<'a>) -> bool {
    let mut around = cx.nodes.ancestors(last.id).take_while(|ancestor| *ancestor != function);
    cx.is_generator(function)
        || cx.suspension_points(function.id).any(|point| point.start() > last.end())
        || around.any(|ancestor| match ancestor.ast {
            AnyNodeRef::StmtWhile(_) | AnyNodeRef::StmtFor(_) => cx.suspension_points(ancestor.id).next().is_some(),
            AnyNodeRef::StmtWith(with) => with.is_async,
            _ => false,
        })
}
