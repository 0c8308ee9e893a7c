//! `return`, `break` or `continue` out of the block of a task group or nursery.
//!
//! ## What it does
//! Finds `return`, and `break` and `continue` of a loop around the block, inside of an `asyncio.TaskGroup`, an anyio task group
//! or a trio nursery.
//!
//! It is off by default: the language defines what happens, and much code means it.
//!
//! ## Why is this bad?
//! It reads as if the function ended here. But the end of the block waits for all tasks first, and if one of them fails, the
//! value of the `return` is lost to its error.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def first(pages):
//!     async with asyncio.TaskGroup() as group:
//!         for page in pages:
//!             group.create_task(page.load())
//!         return pages[0]
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def first(pages):
//!     async with asyncio.TaskGroup() as group:
//!         for page in pages:
//!             group.create_task(page.load())
//!     return pages[0]
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX904",
    name: "jump-out-of-group",
    safety: None,
    default: Default::Off,
    aliases: &["ASYNC121", "S7514"],
    on: &[NodeKind::StmtReturn, NodeKind::StmtBreak, NodeKind::StmtContinue],
    needs: Needs::Words(&[&["TaskGroup"], &["create_task_group"], &["open_nursery"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let (block, item, _) = cx
        .structures_around(node.id)
        .find(|(_, _, structure)| structure.kind == StructureKind::Group)?;
    let keyword = match node.ast {
        AnyNodeRef::StmtReturn(_) => "return",
        AnyNodeRef::StmtBreak(_) => "break",
        _ => "continue",
    };
    let stays = keyword != "return"
        && cx
            .nodes
            .ancestors(node.id)
            .take_while(|ancestor| *ancestor != block)
            .any(|ancestor| matches!(ancestor.ast, AnyNodeRef::StmtFor(_) | AnyNodeRef::StmtWhile(_)));
    if stays {
        return None;
    }
    let group = cx.slice(item.context_expr.range());
    let message = format!("this `{keyword}` waits for all tasks of `{group}` first");
    Some(cx.finding(&node, message).help("leave behind the block"))
}
