//! Contexts of libraries that wait when their block is left: executors join their threads, processes are waited for.

use crate::catalog::Category;
use crate::facts::Operation;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged as _, ast};

use super::Cx;
use super::blocking_call::{is_reported, waiting_call};

/// A context that waits at the end of its block.
pub struct WaitingContext<'a> {
    /// The expression that gives it.
    pub context: &'a Expr,
    /// The `with` at whose end it waits.
    pub block: &'a ast::StmtWith,
    /// What it is called, with its keyword.
    pub name: String,
    /// What it waits for.
    pub category: Category,
}

/// The waiting context that a `with` item or an argument of `stack.enter_context(…)` is. None where the block awaits, which
/// most often is for what its end would wait for, or where it has something to tell of already.
pub fn waiting_context<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<WaitingContext<'a>> {
    let (context, block) = match node.ast {
        AnyNodeRef::WithItem(item) => match cx.parent(node)?.ast {
            AnyNodeRef::StmtWith(block) => (&item.context_expr, block),
            _ => return None,
        },
        AnyNodeRef::ExprCall(call) => (entered_on_stack(call)?, block_of_stack(cx, node, call)?),
        _ => return None,
    };
    let program = cx.program.filter(|_| !block.is_async)?;
    let leaf = program.leaf_of(context.range(), Operation::Enter)?;
    let category = leaf.blocking.category;
    if !is_reported(category) || program.is_about_open_file(leaf) || cx.suspends(&block.body) {
        return None;
    }
    let told_in = |id: NodeId| cx.nodes.subtree(id).any(|node| is_finding(cx, node));
    let is_told =
        told_in(cx.node(context).id) || block.body.iter().any(|statement| told_in(cx.node(statement).id));
    (!is_told).then(|| WaitingContext { context, block, name: program.target_name(leaf), category })
}

fn entered_on_stack(call: &ast::ExprCall) -> Option<&Expr> {
    match (&*call.func, &*call.arguments.args) {
        (Expr::Attribute(method), [context]) if method.attr.as_str() == "enter_context" => Some(context),
        _ => None,
    }
}

/// The `with` that closes the stack that a call enters a context on.
fn block_of_stack<'a>(cx: &Cx<'a>, node: Node<'a>, call: &'a ast::ExprCall) -> Option<&'a ast::StmtWith> {
    let Expr::Attribute(method) = &*call.func else { return None };
    let Expr::Name(stack) = &*method.value else { return None };
    let is_stack = |item: &ast::WithItem| matches!(item.optional_vars.as_deref(), Some(Expr::Name(name)) if name.id == stack.id);
    cx.nodes.ancestors(node.id).find_map(|ancestor| match ancestor.ast {
        AnyNodeRef::StmtWith(with) if with.items.iter().any(is_stack) => Some(with),
        _ => None,
    })
}

fn is_finding<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let AnyNodeRef::ExprCall(call) = node.ast else { return false };
    waiting_call(cx, call).is_some_and(|blocking| is_reported(blocking.category))
}
