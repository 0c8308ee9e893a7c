//! A lock that is acquired by hand in the head of a `with`.
//!
//! ## What it does
//! Finds `async with await lock.acquire()`, `async with lock.acquire()` and the same with a plain `with`, where the lock is a
//! lock, semaphore, condition or capacity limiter of asyncio, anyio or trio.
//!
//! ## Why is this bad?
//! `acquire` gives no context manager: it gives a coroutine, and awaited `True` or nothing. The `with` raises a `TypeError`
//! (an `AttributeError` before Python 3.11); where `acquire` was awaited, the lock is held then, and nobody ever releases it.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def save(lock: asyncio.Lock, document):
//!     async with await lock.acquire():
//!         await document.write()
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def save(lock: asyncio.Lock, document):
//!     async with lock:
//!         await document.write()
//! ```
//!
//! ## Fix safety
//! The fix enters the lock itself. Today the statement raises whenever it is reached, so the fix is safe; it is unsafe in a
//! `try`, whose handlers may take care of the error, in test files, and where an `await` would not be safe (see
//! `unawaited-coroutine`). There is none where the `with` binds a name, where it enters something else as well and is plain,
//! and outside of an `async def`.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX218",
    name: "entered-acquire",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::WithItem],
    needs: Needs::Words(&[&["async", "with", ".acquire()"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::WithItem(item) = node.ast else { return None };
    let (call, is_awaited) = match &item.context_expr {
        Expr::Await(awaited) => (&*awaited.value, true),
        other => (other, false),
    };
    let lock = cx.entered_acquire(cx.node(call))?;
    let statement = cx.parent(node)?;
    let AnyNodeRef::StmtWith(with) = statement.ast else { return None };
    if cx.is_tried_out(node) {
        return None;
    }
    let fix = cx.fix("Enter the lock itself", |fix| {
        if item.optional_vars.is_some() {
            return Err("the `with` binds a name".to_owned());
        }
        if !with.is_async && with.items.len() > 1 {
            return Err("the `with` enters something else as well".to_owned());
        }
        if !is_awaited {
            cx.allow_await(fix, cx.node(&item.context_expr))?;
        }
        cx.distrust_of_raising(fix, node);
        if !with.is_async {
            fix.make_async(statement.id);
        }
        let entered = Template::new().text(cx.slice(lock.range()));
        fix.replace(cx.node(&item.context_expr).id, Precedence::CallAttribute, entered);
        Ok(())
    });
    let what = if is_awaited { "`acquire` gives no context manager" } else { "the coroutine of `acquire` is no context manager" };
    let finding = cx.finding(&item.context_expr, what);
    Some(finding.help(format!("use `async with {}`", cx.slice(lock.range()))).fix(fix))
}
