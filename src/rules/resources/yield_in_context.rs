//! An asynchronous generator that yields inside of a `with`.
//!
//! ## What it does
//! Finds `yield` in a `with` or `async with` of an `async def` without a decorator.
//!
//! It is off by default: the pattern is common, and right wherever the generator is read to its end, or closed by
//! `contextlib.aclosing`. `abandoned-async-generator` finds the places where one is left early.
//!
//! ## Why is this bad?
//! If nobody reads the generator to its end, its block is not left when the caller goes on: it is closed when the garbage
//! collector finds the generator, in another task, or at the end of the program.
//!
//! ## Example
//! ```python
//! async def lines(path, library):
//!     async with library.open(path) as file:
//!         async for line in file:
//!             yield line
//! ```
//!
//! ## Use instead
//! ```python
//! async def lines(file):
//!     async for line in file:
//!         yield line
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX602",
    name: "yield-in-context",
    safety: None,
    default: Default::Off,
    aliases: &["ASYNC119", "TRIO119"],
    on: &[NodeKind::ExprYield],
    needs: Needs::Words(&[&["async", "yield"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let def = cx.async_function(node)?;
    let function = cx.function_of(node.id)?;
    if !def.decorator_list.is_empty() {
        return None;
    }
    let mut inner = node;
    let block = cx.nodes.ancestors(node.id).take_while(|ancestor| *ancestor != function).find(|ancestor| {
        let came_from = std::mem::replace(&mut inner, *ancestor);
        // Its items are evaluated before anything is entered.
        matches!(ancestor.ast, AnyNodeRef::StmtWith(_)) && !matches!(came_from.ast, AnyNodeRef::WithItem(_))
    })?;
    let AnyNodeRef::StmtWith(with) = block.ast else { return None };
    let context = cx.slice(with.items.first()?.context_expr.range());
    let context = if context.contains('\n') { "…" } else { context };
    let finding = cx.finding(&node, format!("the generator yields inside of `with {context}`, which is left when nobody knows"));
    Some(finding.help("open it outside of the generator, or let callers close the generator with `contextlib.aclosing`"))
}
