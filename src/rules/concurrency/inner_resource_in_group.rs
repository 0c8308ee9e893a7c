//! A task of an outer group that is given what an inner block closes.
//!
//! ## What it does
//! Finds `create_task`, `start_soon` and `start` of a task group or nursery whose arguments name what a `with` block inside
//! of the group has bound, where nothing is awaited any more before that inner block ends.
//!
//! A cancel scope that is passed on, and a task that is awaited in the inner block, are left alone.
//!
//! ## Why is this bad?
//! The inner block ends first: it closes the file or the connection while the task that uses it goes on, or before it has
//! begun.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def copy(source, target):
//!     async with asyncio.TaskGroup() as group:
//!         async with source.open() as stream:
//!             group.create_task(target.write_all(stream))
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def copy(source, target):
//!     async with source.open() as stream:
//!         async with asyncio.TaskGroup() as group:
//!             group.create_task(target.write_all(stream))
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX504",
    name: "inner-resource-in-group",
    safety: None,
    default: Default::On,
    aliases: &["ASYNC111", "TRIO111"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["TaskGroup"], &["create_task_group"], &["open_nursery"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let Expr::Attribute(method) = &*call.func else { return None };
    let Expr::Name(group) = &*method.value else { return None };
    if !matches!(method.attr.as_str(), "create_task" | "start_soon" | "start") {
        return None;
    }
    let function = cx.function_of(node.id)?;
    let around = cx.nodes.ancestors(node.id).take_while(|ancestor| *ancestor != function);
    let blocks: Vec<(Node<'a>, &ast::StmtWith)> = around
        .filter_map(|ancestor| match ancestor.ast {
            AnyNodeRef::StmtWith(with) => Some((ancestor, with)),
            _ => None,
        })
        .collect();
    let place = blocks.iter().position(|(_, with)| opens_group(cx, with, group))?;
    let inner = &blocks[..place];
    let (used, (block, _)) = named_in(cx, node).find_map(|used| {
        let closing = inner.iter().find(|(_, with)| binds_resource(cx, with, used))?;
        Some((used, *closing))
    })?;
    let goes_on = cx
        .suspension_points(function.id)
        .any(|point| point.start() >= node.end() && point.end() <= block.end() || is_around(cx, point, node));
    if goes_on {
        return None;
    }
    let (name, group) = (used.id.as_str(), group.id.as_str());
    let message = format!("the task of `{group}` is given `{name}`, which is closed before the task has ended");
    Some(cx.finding(used, message).help(format!("open `{name}` around `{group}`")))
}

/// Whether a block binds this name to a group.
fn opens_group<'a>(cx: &Cx<'a>, with: &'a ast::StmtWith, group: &ast::ExprName) -> bool {
    cx.structures_of(with).any(|(item, structure)| {
        structure.kind == StructureKind::Group && bound_name(item).is_some_and(|name| name.id == group.id)
    })
}

/// Whether a block binds this name to something that its end closes.
fn binds_resource<'a>(cx: &Cx<'a>, with: &'a ast::StmtWith, used: &ast::ExprName) -> bool {
    with.items.iter().any(|item| {
        bound_name(item).is_some_and(|name| name.id == used.id) && cx.structure(&item.context_expr).is_none()
    })
}

fn bound_name(item: &ast::WithItem) -> Option<&ast::ExprName> {
    item.optional_vars.as_deref().and_then(Expr::as_name_expr)
}

/// The names that the arguments of a call read.
fn named_in<'a>(cx: &Cx<'a>, call: Node<'a>) -> impl Iterator<Item = &'a ast::ExprName> {
    let arguments = match call.ast {
        AnyNodeRef::ExprCall(call) => Some(cx.node(&call.arguments).id),
        _ => None,
    };
    arguments.into_iter().flat_map(|arguments| cx.nodes.subtree(arguments)).filter_map(|inner| match inner.ast {
        AnyNodeRef::ExprName(name) if name.ctx.is_load() => Some(name),
        _ => None,
    })
}

/// Whether a place that suspends is the `await` of this very call.
fn is_around<'a>(cx: &Cx<'a>, point: Node<'a>, node: Node<'a>) -> bool {
    matches!(point.ast, AnyNodeRef::ExprAwait(_)) && cx.nodes.ancestors(node.id).any(|ancestor| ancestor == point)
}
