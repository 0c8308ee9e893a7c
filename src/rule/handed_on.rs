//! Open files that a coroutine only hands on: to a thread, a child process or what it awaits. The reading and writing is
//! not done on the event loop's thread, and what is left there is the opening alone.

use crate::program::Callee;
use crate::syntax::{AnyNodeRef, Expr, Node, Ranged as _, ast};

use super::Cx;
use super::blocking_call::is_item_of_async_with;

/// What opens a file and reads nothing of it.
const OPENERS: &[&str] = &["io.open", "open", "os.fdopen", "pathlib.Path.open"];

/// Methods and attributes of a file that wait for nothing.
const QUICK: &[&str] = &["close", "closed", "fileno", "isatty", "mode", "name"];

/// Calls that run what they are given in a thread.
const THREADS: &[&str] = &["run_in_executor", "run_sync", "submit", "to_thread"];

/// Calls that await the coroutines that they are given.
const AWAITING: &[&str] = &["create_task", "ensure_future", "gather", "shield", "wait_for"];

/// Whether a call named so opens a file that is only handed on, and at least once.
pub(super) fn is_only_handed_on<'a>(cx: &Cx<'a>, node: Node<'a>, name: &str) -> bool {
    if !OPENERS.contains(&name) {
        return false;
    }
    let Some(parent) = cx.parent(node) else { return false };
    let (target, within) = match parent.ast {
        AnyNodeRef::WithItem(item) => {
            let (Some(target), Some(with)) = (item.optional_vars.as_deref(), cx.parent(parent)) else {
                return false;
            };
            (target, with)
        }
        AnyNodeRef::StmtAssign(ast::StmtAssign { targets, .. }) => {
            let ([target], Some(function)) = (&**targets, cx.function_of(node.id)) else { return false };
            if !is_bound_once(cx, target) {
                return false;
            }
            (target, function)
        }
        _ => return is_handed_on(cx, node),
    };
    let Expr::Name(file) = target else { return false };
    let Some(owner) = cx.scopes().lookup(cx.scope_of(file), file.id.as_str()) else { return false };
    let mut is_handed = false;
    for read in cx.references(owner, file.id.as_str()).filter(|read| cx.nodes.contains(within.id, read.id)) {
        match use_of(cx, read) {
            Use::Quick => {}
            Use::HandedOn => is_handed = true,
            Use::Other => return false,
        }
    }
    is_handed
}

/// What is done with a file at one place.
enum Use {
    Quick,
    HandedOn,
    Other,
}

fn use_of<'a>(cx: &Cx<'a>, read: Node<'a>) -> Use {
    let method = cx.parent(read).and_then(|parent| match parent.ast {
        AnyNodeRef::ExprAttribute(attribute) => Some((parent, attribute)),
        _ => None,
    });
    let Some((node, attribute)) = method else {
        return if is_handed_on(cx, read) { Use::HandedOn } else { Use::Other };
    };
    if QUICK.contains(&attribute.attr.as_str()) {
        return Use::Quick;
    }
    if is_handed_on(cx, node) { Use::HandedOn } else { Use::Other }
}

fn is_bound_once<'a>(cx: &Cx<'a>, target: &'a Expr) -> bool {
    let Expr::Name(name) = target else { return false };
    let scope = cx.scope_of(name);
    cx.scopes().bindings_of(scope, name.id.as_str()).count() == 1
}

/// Whether a value is given to a thread, a child process, an object that keeps it, or a call that is awaited.
fn is_handed_on<'a>(cx: &Cx<'a>, value: Node<'a>) -> bool {
    let mut inner = value;
    while let Some(parent) = cx.parent(inner) {
        match parent.ast {
            AnyNodeRef::Arguments(_) => {
                let Some(node) = cx.parent(parent) else { return false };
                let AnyNodeRef::ExprCall(call) = node.ast else { return false };
                return takes_elsewhere(cx, node, call);
            }
            AnyNodeRef::Keyword(_)
            | AnyNodeRef::ExprDict(_)
            | AnyNodeRef::ExprList(_)
            | AnyNodeRef::ExprTuple(_) => inner = parent,
            _ => return false,
        }
    }
    false
}

/// Whether a call does not read what it is given on the thread that calls it, as far as that is known. A coroutine function
/// of the project runs on that thread.
fn takes_elsewhere<'a>(cx: &Cx<'a>, node: Node<'a>, call: &'a ast::ExprCall) -> bool {
    if THREADS.contains(&last_name(call)) {
        return true;
    }
    let Some(program) = cx.program else { return false };
    let is_of_project = |file| program.program().file(file).origin.is_project();
    let callees = program.callees(call.range());
    if callees
        .iter()
        .any(|callee| matches!(callee, Callee::MakesCoroutine(function) if is_of_project(function.file)))
    {
        return false;
    }
    let is_of_processes = cx.qualified(&call.func).is_some_and(|name| {
        matches!(name.segments(), ["subprocess", ..]) || name.last().starts_with("create_subprocess_")
    });
    is_of_processes
        || cx.is_awaited(node)
        || is_item_of_async_with(cx, node)
        || is_awaited_by_other(cx, node)
        || callees
            .iter()
            .any(|callee| matches!(callee, Callee::Constructs(class) if is_of_project(class.file)))
}

/// Whether a call is given to one that awaits it.
fn is_awaited_by_other<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let outer = cx.parent(node).filter(|parent| parent.is_arguments()).and_then(|parent| cx.parent(parent));
    matches!(outer.map(|outer| outer.ast), Some(AnyNodeRef::ExprCall(outer)) if AWAITING.contains(&last_name(outer)))
}

fn last_name(call: &ast::ExprCall) -> &str {
    match &*call.func {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(method) => method.attr.as_str(),
        _ => "",
    }
}
