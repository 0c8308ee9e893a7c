//! `asyncio.gather` of as many coroutines as there are items.
//!
//! ## What it does
//! Finds `asyncio.gather(*…)` of a comprehension or generator expression, where no name in it speaks of a limit, and it iterates
//! over something that is not written out.
//!
//! It is off by default: how many items there are is known to people alone.
//!
//! ## Why is this bad?
//! All of them start at the same time. With some thousands the program runs out of file descriptors, or the server out of
//! patience.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     return await asyncio.gather(*[page.load() for page in pages])
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     limit = asyncio.Semaphore(20)
//!
//!     async def limited_load(page):
//!         async with limit:
//!             return await page.load()
//!
//!     return await asyncio.gather(*[limited_load(page) for page in pages])
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX906",
    name: "unbounded-gather",
    safety: None,
    default: Default::Off,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["asyncio", "gather"]]),
    program: None,
    check,
};

/// Parts of names that speak of a limit.
const LIMITS: &[&str] = &["batch", "bound", "chunk", "limit", "semaphore", "sem_", "throttle"];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let call = cx.call_to(node, "asyncio.gather")?;
    let [Expr::Starred(unpacked)] = &*call.arguments.args else { return None };
    let (element, generators) = match &*unpacked.value {
        Expr::ListComp(list) => (&*list.elt, &list.generators),
        Expr::Generator(generator) => (&*generator.elt, &generator.generators),
        _ => return None,
    };
    let iterates_over_few = generators.iter().any(|each| {
        matches!(each.iter, Expr::List(_) | Expr::Tuple(_) | Expr::Set(_))
            || matches!(&each.iter, Expr::Call(call) if cx.names(&call.func, "builtins.range"))
    });
    let text = cx.slice(unpacked.range()).to_ascii_lowercase();
    if !element.is_call_expr() || iterates_over_few || LIMITS.iter().any(|word| text.contains(word)) {
        return None;
    }
    let finding = cx.finding(&node, "as many coroutines run at the same time as there are items");
    Some(finding.help("bound them with an `asyncio.Semaphore`"))
}
