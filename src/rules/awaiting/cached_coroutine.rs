//! A cache around a coroutine function, which keeps its coroutine and not its result.
//!
//! ## What it does
//! Finds `functools.lru_cache`, `functools.cache` and `functools.cached_property` on an `async def`.
//!
//! ## Why is this bad?
//! Calling a coroutine function gives a coroutine, and that is what the cache keeps. It can be awaited once: the second
//! caller gets the same one and a `RuntimeError`. An asynchronous generator is used up after the first.
//!
//! ## Example
//! ```python
//! import functools
//!
//!
//! @functools.lru_cache
//! async def load(user):
//!     return await user.load()
//! ```
//!
//! ## Use instead
//! ```python
//! users = {}
//!
//!
//! async def load(user):
//!     if user not in users:
//!         users[user] = await user.load()
//!     return users[user]
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX207",
    name: "cached-coroutine",
    safety: None,
    default: Default::On,
    aliases: &["CH030"],
    on: &[NodeKind::Decorator],
    needs: Needs::Words(&[&["async", "cache"]]),
    program: None,
    check,
};

const CACHES: &[&str] = &["functools.cache", "functools.cached_property", "functools.lru_cache"];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::Decorator(decorator) = node.ast else { return None };
    let AnyNodeRef::StmtFunctionDef(def) = cx.parent(node)?.ast else { return None };
    let named = match &decorator.expression {
        Expr::Call(call) => &*call.func,
        other => other,
    };
    let name = cx.qualified(named).filter(|name| name.is_any(CACHES))?;
    // What stands below is applied first, and can make another kind of function of it.
    let is_innermost = def.decorator_list.last().is_some_and(|last| last.range() == decorator.range());
    if !def.is_async || !is_innermost {
        return None;
    }
    let what = if cx.is_generator(cx.parent(node)?) { "asynchronous generator" } else { "coroutine" };
    let message = format!("`{}` keeps the {what} of `{}`, which can be used once", name.last(), def.name);
    Some(cx.finding(decorator, message).help("keep what it gives, or a task that others can await too"))
}
