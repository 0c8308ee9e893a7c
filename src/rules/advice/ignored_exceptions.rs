//! `asyncio.gather(…, return_exceptions=True)` whose result is dropped.
//!
//! ## What it does
//! Finds `await asyncio.gather(…, return_exceptions=True)` as a statement, outside of cleanup: not in a `finally` clause, a
//! handler, `__aexit__`, or a function that cancels, stops or closes something.
//!
//! It is off by default: at the end of a program's parts nobody cares any more, and that is often all there is to see.
//!
//! ## Why is this bad?
//! With `return_exceptions=True` errors are results. Where nobody looks at the results, every error vanishes.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     await asyncio.gather(*[page.load() for page in pages], return_exceptions=True)
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//! import logging
//!
//!
//! async def load(pages):
//!     results = await asyncio.gather(*[page.load() for page in pages], return_exceptions=True)
//!     for result in results:
//!         if isinstance(result, BaseException):
//!             logging.error("a page is not there", exc_info=result)
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX907",
    name: "ignored-exceptions",
    safety: None,
    default: Default::Off,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["asyncio", "gather", "return_exceptions"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let call = cx.call_to(node, "asyncio.gather")?;
    let keyword = call.arguments.find_keyword("return_exceptions")?;
    let awaited = cx.parent(node).filter(|parent| matches!(parent.ast, AnyNodeRef::ExprAwait(_)))?;
    cx.as_statement(awaited)?;
    let function = cx.function_of(node.id)?;
    let is_true = matches!(&keyword.value, Expr::BooleanLiteral(value) if value.value);
    let is_cleanup = cx.cleanup_around(node.id).is_some() || cx.is_for_ending(function);
    if !is_true || is_cleanup {
        return None;
    }
    let finding = cx.finding(keyword, "the errors of these coroutines vanish with the result of `gather`");
    Some(finding.help("look at the results, or let `gather` raise the first error"))
}
