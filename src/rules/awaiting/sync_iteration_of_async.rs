//! A `for` or `with` over something asynchronous, or an `async for` or `async with` over something that is not.
//!
//! ## What it does
//! Finds `for` loops and comprehensions over an asynchronous generator or iterable, and `with` on an async context
//! manager; and the reverse: `async for` over a plain iterable or generator, and `async with` on a plain context manager.
//! What the object is has to be certain: what a generator function or a function under `contextmanager` or
//! `asynccontextmanager` gives, or an object of a class that has the methods of one kind and, with all its bases and
//! subclasses, none of the other. An object that has both is left alone.
//!
//! ## Why is this bad?
//! The statement raises a `TypeError` whenever it is reached (an `AttributeError` before Python 3.11): `for` asks for
//! `__iter__`, `async for` for `__aiter__`, `with` for `__enter__`, `async with` for `__aenter__`.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def pages(client):
//!     while page := await client.next_page():
//!         yield page
//!
//!
//! async def collect(client, lock: asyncio.Lock):
//!     with lock:
//!         return [page for page in pages(client)]
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def pages(client):
//!     while page := await client.next_page():
//!         yield page
//!
//!
//! async def collect(client, lock: asyncio.Lock):
//!     async with lock:
//!         return [page async for page in pages(client)]
//! ```
//!
//! ## Fix safety
//! The fix adds or removes `async`. What works today stays as it is, since the statement raises whenever it is reached.
//! To add `async` brings a suspension point: the fix is unsafe, or there is none, where an `await` would not be safe (see
//! `unawaited-coroutine`). It is unsafe in a `try`, whose handlers may take care of the error, and in test files. There is
//! no fix outside of an `async def`, in a generator expression, for a `with` that has contexts of both kinds, and where a
//! plain `with` would block the event loop or hold a thread's lock across an `await`.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX204",
    name: "sync-iteration-of-async",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["E1133", "E1145", "E1701", "S3862", "S7515"],
    on: &[NodeKind::StmtFor, NodeKind::WithItem, NodeKind::Comprehension],
    needs: Needs::Program,
    program: Some(has_wrong_kind),
    check,
};

fn has_wrong_kind(file: FileAnalysis<'_>) -> bool {
    file.calls().any(|call| {
        let works = match file.program().call(call).operation {
            Operation::Enter | Operation::Iterate => Works::Asynchronously,
            Operation::EnterAsync | Operation::IterateAsync => Works::Plainly,
            _ => return false,
        };
        file.works_of(call) == Some(works)
    })
}

/// A statement or clause that works with objects of one kind.
struct Use<'a> {
    object: &'a Expr,
    is_async: bool,
    operation: Operation,
    /// What it is written as without `async`.
    keyword: &'static str,
}

fn use_of<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Use<'a>> {
    let iteration = |is_async| if is_async { Operation::IterateAsync } else { Operation::Iterate };
    let (object, is_async, keyword) = match node.ast {
        AnyNodeRef::StmtFor(each) => (&*each.iter, each.is_async, "for"),
        AnyNodeRef::Comprehension(each) => (&each.iter, each.is_async, "for"),
        AnyNodeRef::WithItem(item) => {
            let AnyNodeRef::StmtWith(with) = cx.parent(node)?.ast else { return None };
            let operation = if with.is_async { Operation::EnterAsync } else { Operation::Enter };
            let is_async = with.is_async;
            return Some(Use { object: &item.context_expr, is_async, operation, keyword: "with" });
        }
        _ => return None,
    };
    Some(Use { object, is_async, operation: iteration(is_async), keyword })
}

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let place = use_of(cx, node)?;
    if !is_wrong(cx, &place) || cx.is_tried_out(node) {
        return None;
    }
    if let Expr::Call(call) = place.object
        && called_name(call).is_some_and(|name| cx.is_replaced(name))
    {
        return None;
    }
    let object = shown(cx, place.object);
    let keyword = place.keyword;
    let message = match (keyword, place.is_async) {
        ("for", false) => format!("{object} is asynchronous, and `for` cannot iterate over it"),
        ("for", true) => format!("{object} is not asynchronous, and `async for` cannot iterate over it"),
        (_, false) => format!("{object} is an async context manager, and `with` cannot enter it"),
        (_, true) => format!("{object} is no async context manager, and `async with` cannot enter it"),
    };
    let (title, help) = if place.is_async {
        (format!("Use `{keyword}`"), format!("use `{keyword}`"))
    } else {
        (format!("Use `async {keyword}`"), format!("use `async {keyword}`"))
    };
    let fix = cx.fix(title, |fix| {
        cx.distrust_of_raising(fix, node);
        if place.is_async { make_plain(cx, fix, node, &place) } else { make_async(cx, fix, node) }
    });
    Some(cx.finding(place.object, message).help(help).fix(fix))
}

fn is_wrong<'a>(cx: &Cx<'a>, place: &Use<'a>) -> bool {
    let wrong = if place.is_async { Works::Plainly } else { Works::Asynchronously };
    cx.program.and_then(|program| program.works(place.object.range(), place.operation)) == Some(wrong)
}

/// The object as a message names it: what is called, or what stands there.
fn shown(cx: &Cx, object: &Expr) -> String {
    let (named, is_called) = match object {
        Expr::Call(call) => (call.func.range(), true),
        other => (other.range(), false),
    };
    let text = cx.slice(named);
    let text = if text.contains('\n') { "…" } else { text };
    if is_called { format!("what `{text}` gives") } else { format!("`{text}`") }
}

/// The `with` that an item belongs to, if all its items are of the kind that it has not.
fn whole_with<'a>(cx: &Cx<'a>, item: Node<'a>) -> Build<Node<'a>> {
    let statement = cx.parent(item).ok_or("the statement is not known")?;
    let AnyNodeRef::StmtWith(with) = statement.ast else { return Err("it is no `with`".to_owned()) };
    let is_wrong = |item: &'a ast::WithItem| use_of(cx, cx.node(item)).is_some_and(|place| is_wrong(cx, &place));
    if !with.items.iter().all(is_wrong) {
        return Err("the other contexts of the `with` are of the other kind".to_owned());
    }
    Ok(statement)
}

fn make_async<'a>(cx: &Cx<'a>, fix: &mut FixBuilder<'a>, node: Node<'a>) -> Build {
    match node.ast {
        AnyNodeRef::Comprehension(each) => {
            if matches!(cx.parent(node).map(|parent| parent.ast), Some(AnyNodeRef::ExprGenerator(_))) {
                return Err("it would make the generator expression asynchronous".to_owned());
            }
            cx.allow_await(fix, cx.node(&each.target))?;
            fix.replace_range(TextRange::empty(each.start()), Template::new().text("async "));
        }
        AnyNodeRef::WithItem(item) => {
            let statement = whole_with(cx, node)?;
            cx.allow_await(fix, cx.node(&item.context_expr))?;
            fix.make_async(statement.id);
        }
        AnyNodeRef::StmtFor(each) => {
            cx.allow_await(fix, cx.node(&*each.iter))?;
            fix.make_async(node.id);
        }
        _ => return Err("it has no asynchronous form".to_owned()),
    }
    Ok(())
}

fn make_plain<'a>(cx: &Cx<'a>, fix: &mut FixBuilder<'a>, node: Node<'a>, place: &Use<'a>) -> Build {
    let start = match node.ast {
        AnyNodeRef::WithItem(_) => {
            let statement = whole_with(cx, node)?;
            allow_plain_with(cx, statement, place)?;
            statement.start()
        }
        _ => node.start(),
    };
    let is_keyword = |token: &&Token| token.start() == start && token.kind() == TokenKind::Async;
    let keyword = cx.document.tokens().iter().find(is_keyword).ok_or("the `async` is not found")?;
    let next = cx.document.tokens().iter().find(|token| token.start() >= keyword.end());
    let end = next.filter(|next| matches!(next.kind(), TokenKind::For | TokenKind::With)).ok_or("a line breaks after `async`")?;
    fix.replace_range(TextRange::new(keyword.start(), end.start()), Template::new());
    Ok(())
}

/// A plain `with` must neither block the event loop nor hold a lock of threads while the block awaits.
fn allow_plain_with<'a>(cx: &Cx<'a>, statement: Node<'a>, place: &Use<'a>) -> Build {
    let AnyNodeRef::StmtWith(with) = statement.ast else { return Ok(()) };
    if cx.program.is_some_and(|program| program.leaf(place.object.range()).is_some()) {
        return Err("to enter it plainly would block the event loop".to_owned());
    }
    if with.items.iter().any(|item| cx.sync_lock(&item.context_expr).is_some()) && cx.suspends(&with.body) {
        return Err("the lock of threads would be held across an `await`".to_owned());
    }
    Ok(())
}
