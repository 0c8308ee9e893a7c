//! A task started in a task group or nursery whose block has ended.
//!
//! ## What it does
//! Finds `create_task`, `start_soon` and `start` of an `asyncio.TaskGroup`, an anyio task group or a trio nursery behind the
//! `async with` that binds it, in the same function.
//!
//! ## Why is this bad?
//! The end of the block waits for all tasks, and then the group is closed: starting another one raises a `RuntimeError`.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     async with asyncio.TaskGroup() as group:
//!         for page in pages:
//!             group.create_task(page.load())
//!     group.create_task(pages.close())
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def load(pages):
//!     async with asyncio.TaskGroup() as group:
//!         for page in pages:
//!             group.create_task(page.load())
//!     await pages.close()
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX502",
    name: "closed-group",
    safety: None,
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["TaskGroup"], &["create_task_group"], &["open_nursery"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let group = started_group(call)?;
    let with = block_that_binds(cx, group)?;
    let is_behind = node.start() >= with.end();
    if !is_behind || cx.function_of(node.id) != cx.function_of(with.id) || cx.is_expected(node) {
        return None;
    }
    let name = group.id.as_str();
    let finding = cx.finding(&node, format!("the block of `{name}` has ended, so nothing can be started in it"));
    Some(finding.help("start it in the block, or await it here"))
}

/// The name whose `create_task`, `start_soon` or `start` is called.
fn started_group(call: &ast::ExprCall) -> Option<&ast::ExprName> {
    let Expr::Attribute(method) = &*call.func else { return None };
    let Expr::Name(group) = &*method.value else { return None };
    matches!(method.attr.as_str(), "create_task" | "start_soon" | "start").then_some(group)
}

/// The block that binds a name to a group, if nothing else binds it.
fn block_that_binds<'a>(cx: &Cx<'a>, group: &'a ast::ExprName) -> Option<Node<'a>> {
    let name = group.id.as_str();
    let owner = cx.scopes().lookup(cx.scope_of(group), name)?;
    let mut bindings = cx.scopes().bindings_of(owner, name);
    let binding = bindings.next()?.node;
    if bindings.next().is_some() {
        return None;
    }
    let with = cx.nodes.ancestors(binding).find(|ancestor| ancestor.is_statement())?;
    let AnyNodeRef::StmtWith(block) = with.ast else { return None };
    let is_group = cx.structures_of(block).any(|(item, structure)| {
        let target = item.optional_vars.as_deref();
        structure.kind == StructureKind::Group
            && target.is_some_and(|target| matches!(target, Expr::Name(bound) if bound.id == group.id))
    });
    is_group.then_some(with)
}
