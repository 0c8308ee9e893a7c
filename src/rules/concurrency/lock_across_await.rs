//! A thread's lock that is held across an `await`.
//!
//! ## What it does
//! Finds a lock of `threading`, `multiprocessing`, `filelock` or their like that is held while a coroutine waits: an
//! `await`, `async for` or `async with` in the body of `with lock:`, or between `lock.acquire()` and `lock.release()`. A
//! lock is known by its type, and in a `with` also by a whole word of its name (`lock`, `rlock`, `mutex`).
//!
//! Not reported: a lock that gives up after a timeout (`FileLock(path, timeout=0)`), and one of unknown type that is only
//! `acquire`d.
//!
//! ## Why is this bad?
//! While the coroutine waits, other tasks run in the same thread. One that wants the lock blocks that thread, and with it
//! the event loop, so that the holder never goes on to release it: a deadlock. A reentrant lock guards nothing: it lets
//! the other task in, since it is the same thread's. And another thread that wants the lock waits for as long as the
//! `await` takes.
//!
//! ## Example
//! ```python
//! import threading
//!
//!
//! class Cache:
//!     def __init__(self, client):
//!         self.client = client
//!         self.lock = threading.Lock()
//!         self.value = None
//!
//!     async def refresh(self):
//!         with self.lock:
//!             self.value = await self.client.get()
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! class Cache:
//!     def __init__(self, client):
//!         self.client = client
//!         self.lock = asyncio.Lock()
//!         self.value = None
//!
//!     async def refresh(self):
//!         async with self.lock:
//!             self.value = await self.client.get()
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX501",
    name: "lock-across-await",
    safety: None,
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::StmtWith, NodeKind::StmtExpr],
    needs: Needs::Words(&[
        &["async", "threading"],
        &["async", "multiprocessing"],
        &["async", "ilelock"],
        &["async", "ileLock"],
        &["async", "fasteners"],
        &["async", "portalocker"],
        &["async", "mutex"],
        &["async", "lock:"],
        &["async", "lock :"],
        &["async", "lock as"],
        &["async", "lock,"],
        &["async", "lock)"],
    ]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let lock = match node.ast {
        AnyNodeRef::StmtWith(with) => held_by_with(cx, with)?,
        AnyNodeRef::StmtExpr(statement) => held_after(cx, node, statement)?,
        _ => return None,
    };
    cx.async_function(node)?;
    if gives_up(constructor(cx, lock)) {
        return None;
    }
    let finding =
        cx.finding(lock, format!("the lock `{}` is held across an `await`", cx.slice(lock.range())));
    Some(finding.help(help(cx, lock)))
}

fn help<'a>(cx: &Cx<'a>, lock: &'a Expr) -> String {
    let library = cx.library().and_then(Flavour::module);
    let class = cx.type_of(lock);
    let (module, name) = match &class {
        Some(ClassRef::External(name)) => (name.segments().first().copied().unwrap_or_default(), name.last()),
        _ => ("threading", "Lock"),
    };
    let instead = match (module, name, library) {
        ("filelock", ..) => "filelock.AsyncFileLock".to_owned(),
        ("threading", "BoundedSemaphore", Some("asyncio")) => "asyncio.BoundedSemaphore".to_owned(),
        ("threading", "Condition", Some(library)) => format!("{library}.Condition"),
        ("threading", "Semaphore" | "BoundedSemaphore", Some(library)) => format!("{library}.Semaphore"),
        ("threading", _, Some(library)) => format!("{library}.Lock"),
        _ => return "release the lock before awaiting".to_owned(),
    };
    format!("use `{instead}` with `async with`, or release the lock before awaiting")
}

fn held_by_with<'a>(cx: &Cx<'a>, with: &'a ast::StmtWith) -> Option<&'a Expr> {
    if with.is_async {
        return None;
    }
    let mut contexts = with.items.iter().map(|item| &item.context_expr);
    let lock = contexts.find(|context| cx.sync_lock(context).is_some())?;
    if !cx.suspends(&with.body) {
        return None;
    }
    let is_released = cx.nodes.subtree(cx.node(with).id).any(
        |inner| matches!(inner.ast, AnyNodeRef::ExprCall(call) if is_method_of(cx, call, "release", lock)),
    );
    (!is_released).then_some(lock)
}

/// The lock that a statement acquires and that is released only after an `await`.
fn held_after<'a>(cx: &Cx<'a>, node: Node<'a>, statement: &'a ast::StmtExpr) -> Option<&'a Expr> {
    let Expr::Call(call) = &*statement.value else { return None };
    let Expr::Attribute(method) = &*call.func else { return None };
    let lock = &*method.value;
    if method.attr.as_str() != "acquire" || cx.sync_lock(lock) != Some(LockEvidence::Type) {
        return None;
    }
    let (suite, place) = cx.nodes.suite(node.id)?;
    let mut is_suspended = false;
    for later in &suite[place + 1..] {
        match later {
            Stmt::Expr(last) if is_release(cx, last, lock) => return is_suspended.then_some(lock),
            Stmt::Try(guard) if releases(cx, &guard.finalbody, lock) => {
                return (is_suspended || cx.suspends(&guard.body)).then_some(lock);
            }
            _ => is_suspended |= cx.suspends(std::slice::from_ref(later)),
        }
    }
    None
}

/// The call that made a lock, where it stands in the place of the lock or is all that its name is bound to.
fn constructor<'a>(cx: &Cx<'a>, lock: &'a Expr) -> Option<&'a ast::ExprCall> {
    let name = match lock {
        Expr::Call(call) => return Some(call),
        Expr::Name(name) => name.id.as_str(),
        _ => return None,
    };
    let owner = cx.scopes().lookup(cx.scope_of(lock), name)?;
    let mut bindings = cx.scopes().bindings_of(owner, name);
    match bindings.next()?.kind {
        BindingKind::Value(Expr::Call(call)) if bindings.next().is_none() => Some(call),
        _ => None,
    }
}

/// Whether a lock is made with a timeout, or so that it never blocks.
fn gives_up(constructor: Option<&ast::ExprCall>) -> bool {
    let Some(constructor) = constructor else { return false };
    let keywords = &constructor.arguments.keywords;
    constructor.arguments.args.len() > 1
        || keywords.iter().any(|keyword| match keyword.arg.as_deref() {
            Some("timeout") => !keyword.value.is_none_literal_expr() && !keyword.value.is_unary_op_expr(),
            Some("blocking") => true,
            _ => false,
        })
}

fn releases<'a>(cx: &Cx<'a>, suite: &'a [Stmt], lock: &Expr) -> bool {
    suite.iter().any(|statement| matches!(statement, Stmt::Expr(last) if is_release(cx, last, lock)))
}

fn is_release(cx: &Cx<'_>, statement: &ast::StmtExpr, lock: &Expr) -> bool {
    matches!(&*statement.value, Expr::Call(call) if is_method_of(cx, call, "release", lock))
}

fn is_method_of(cx: &Cx<'_>, call: &ast::ExprCall, name: &str, receiver: &Expr) -> bool {
    matches!(&*call.func, Expr::Attribute(method)
        if method.attr.as_str() == name && cx.slice(method.value.range()) == cx.slice(receiver.range()))
}
