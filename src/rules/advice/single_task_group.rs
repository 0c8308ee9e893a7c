//! A task group or nursery in which a single task is started.
//!
//! ## What it does
//! Finds blocks of an `asyncio.TaskGroup`, an anyio task group or a trio nursery whose only statement starts one task, and
//! uses the group for nothing else.
//!
//! It is off by default: the block is not wrong, and its errors come in an `ExceptionGroup`, which callers may know.
//!
//! ## Why is this bad?
//! The end of the block waits for the one task: awaiting the coroutine does the same, in one line, and its errors come as
//! they are.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(page):
//!     async with asyncio.TaskGroup() as group:
//!         group.create_task(page.load())
//! ```
//!
//! ## Use instead
//! ```python
//! async def load(page):
//!     await page.load()
//! ```
//!
//! ## Fix safety
//! The fix awaits the call. It is unsafe: errors leave it as they are, and no longer in an `ExceptionGroup`. There is none
//! for `start`, which gives back what the task has started with, and none where the task is given a name or a context.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX903",
    name: "single-task-group",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &["ASYNC112", "TRIO112", "S7513"],
    on: &[NodeKind::StmtWith],
    needs: Needs::Words(&[&["TaskGroup"], &["create_task_group"], &["open_nursery"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtWith(with) = node.ast else { return None };
    let (item, structure) = cx.structures_of(with).find(|(_, structure)| structure.kind == StructureKind::Group)?;
    let Some(Expr::Name(group)) = item.optional_vars.as_deref() else { return None };
    let [Stmt::Expr(only)] = &*with.body else { return None };
    let call = match &*only.value {
        Expr::Call(call) => call,
        Expr::Await(awaited) => awaited.value.as_call_expr()?,
        _ => return None,
    };
    let Expr::Attribute(method) = &*call.func else { return None };
    if !matches!(&*method.value, Expr::Name(name) if name.id == group.id)
        || !matches!(method.attr.as_str(), "create_task" | "start_soon" | "start")
    {
        return None;
    }
    let owner = cx.scopes().lookup(cx.scope_of(group), group.id.as_str())?;
    if cx.references(owner, group.id.as_str()).nth(1).is_some() {
        return None;
    }
    let what = if structure.library == Flavour::Trio { "nursery" } else { "task group" };
    let fix = cx.fix("Await it without a group", |fix| {
        fix.lower_safety(Safety::Unsafe, "errors leave it as they are, in no `ExceptionGroup`");
        if with.items.len() > 1 {
            return Err("the block opens something else too".to_owned());
        }
        if !call.arguments.keywords.is_empty() || call.arguments.args.iter().any(Expr::is_starred_expr) {
            return Err("the task has options".to_owned());
        }
        let [first, rest @ ..] = &*call.arguments.args else { return Err("nothing is started".to_owned()) };
        let template = match method.attr.as_str() {
            "create_task" if rest.is_empty() => {
                Template::new().text("await ").expression(cx.document, cx.node(first).id, Slot::Receiver)
            }
            "start_soon" => {
                let called = Template::new().text("await ").expression(cx.document, cx.node(first).id, Slot::Receiver);
                let mut template = called.text("(");
                for (place, argument) in rest.iter().enumerate() {
                    template = template.text(if place > 0 { ", " } else { "" }).hole(argument);
                }
                template.text(")")
            }
            _ => return Err("what `start` gives back would be lost".to_owned()),
        };
        fix.replace_statements(node.id, node.id, template);
        Ok(())
    });
    let finding = cx.finding(&item.context_expr, format!("the {what} has a single task"));
    Some(finding.help("await it without a group").fix(fix))
}
