//! What `asyncio.gather` gives, dropped without being awaited.
//!
//! ## What it does
//! Finds `asyncio.gather(…)` as a statement in an `async def`, without `await`.
//!
//! ## Why is this bad?
//! What it is given has been started, but nothing waits for it: the code below runs at once, errors vanish, and nothing keeps
//! the tasks, which can be collected before they are done.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def close(clients):
//!     asyncio.gather(*(client.close() for client in clients))
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def close(clients):
//!     await asyncio.gather(*(client.close() for client in clients))
//! ```
//!
//! ## Fix safety
//! The fix awaits it. It is unsafe: the coroutine waits for all of them then, and an error of one of them is raised here.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX210",
    name: "dropped-gather",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["asyncio", "gather"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    cx.call_to(node, "asyncio.gather")?;
    cx.as_statement(node)?;
    cx.async_function(node)?;
    if cx.is_expected(node) {
        return None;
    }
    let finding = cx.finding(&node, "nothing waits for what `gather` starts");
    let fix = cx.fix("Await it", |fix| {
        cx.allow_await(fix, node)?;
        fix.lower_safety(Safety::Unsafe, "the coroutine waits for all of them");
        fix.wrap_in_await(node.id);
        Ok(())
    });
    Some(finding.help("await it").fix(fix))
}
