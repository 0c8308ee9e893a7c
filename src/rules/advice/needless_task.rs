//! A task that is awaited where it is made.
//!
//! ## What it does
//! Finds `await asyncio.create_task(…)` and `await asyncio.ensure_future(…)` of a call, and `await asyncio.gather(…)` of one
//! call alone.
//!
//! It is off by default: the task costs a little and changes little.
//!
//! ## Why is this bad?
//! A task is for what goes on beside its maker. Where the maker waits for it at once, awaiting the coroutine does the same,
//! without a turn of the event loop, a copy of the context and a second frame in every traceback.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(page):
//!     return await asyncio.create_task(page.load())
//! ```
//!
//! ## Use instead
//! ```python
//! async def load(page):
//!     return await page.load()
//! ```
//!
//! ## Fix safety
//! The fix awaits the call itself. It is unsafe: context variables that it sets are seen afterwards, it no longer runs in a
//! task of its own, and it begins at once. There is none for `gather`, whose result is a list, unless that is dropped, and
//! none where the task is given a name or a context.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX902",
    name: "needless-task",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &[],
    on: &[NodeKind::ExprAwait],
    needs: Needs::Words(&[&["asyncio", "create_task"], &["asyncio", "ensure_future"], &["asyncio", "gather"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprAwait(awaited) = node.ast else { return None };
    let Expr::Call(maker) = &*awaited.value else { return None };
    let [inner @ Expr::Call(_)] = &*maker.arguments.args else { return None };
    let name = cx.qualified(&maker.func)?;
    let is_gather = name.is("asyncio.gather");
    if !is_gather && !name.is_any(&["asyncio.create_task", "asyncio.ensure_future"]) {
        return None;
    }
    let finding = cx.finding(maker, format!("`{}` makes a task that is awaited at once", name.last()));
    let fix = cx.fix("Await the call itself", |fix| {
        fix.lower_safety(Safety::Unsafe, "it no longer runs in a task of its own");
        if is_gather && cx.as_statement(node).is_none() {
            return Err("the result of `gather` is a list".to_owned());
        }
        if !maker.arguments.keywords.is_empty() {
            return Err("the task has options".to_owned());
        }
        let template = Template::new().expression(cx.document, cx.node(inner).id, Slot::Receiver);
        fix.replace_bare(cx.node(maker).id, Precedence::CallAttribute, template);
        Ok(())
    });
    Some(finding.help("await the call itself").fix(fix))
}
