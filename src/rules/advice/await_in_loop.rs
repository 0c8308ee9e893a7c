//! Calls that a loop awaits one after the other.
//!
//! ## What it does
//! Finds `for` loops and comprehensions over something plain in which each round awaits a call that is given the item, and
//! nothing of the round before.
//!
//! Sleeping is left alone. The rule is off by default: order, rate limits and the other side's patience are good reasons to wait.
//!
//! ## Why is this bad?
//! Each round waits for the one before. If they do not depend on each other, all of them together can take as long as the
//! slowest one.
//!
//! ## Example
//! ```python
//! async def load(pages):
//!     for page in pages:
//!         await page.load()
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
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX901",
    name: "await-in-loop",
    safety: None,
    default: Default::Off,
    aliases: &["WPS476"],
    on: &[NodeKind::StmtFor, NodeKind::ExprListComp],
    needs: Needs::Words(&[&["async", "await"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let (target, awaited) = match node.ast {
        AnyNodeRef::StmtFor(each) if !each.is_async => {
            let [Stmt::Expr(only)] = &*each.body else { return None };
            (&*each.target, awaited_in(&only.value)?)
        }
        AnyNodeRef::ExprListComp(list) => {
            let [each] = &*list.generators else { return None };
            if each.is_async {
                return None;
            }
            (&each.target, list.elt.as_await_expr()?)
        }
        _ => return None,
    };
    let call = awaited.value.as_call_expr()?;
    let names: Vec<&str> = cx
        .nodes
        .subtree(cx.node(target).id)
        .filter_map(|inner| match inner.ast {
            AnyNodeRef::ExprName(name) => Some(name.id.as_str()),
            _ => None,
        })
        .collect();
    let uses_item = cx.nodes.subtree(cx.node(call).id).any(|inner| {
        matches!(inner.ast, AnyNodeRef::ExprName(name) if names.contains(&name.id.as_str()))
    });
    if !uses_item {
        return None;
    }
    let name = called_name(call).filter(|name| *name != "sleep")?;
    let finding = cx.finding(awaited, format!("each `{name}` waits for the one before"));
    Some(finding.help(match cx.library() {
        Some(Flavour::Trio) => "start them in a nursery, if they do not depend on each other",
        _ => "start them in a task group, if they do not depend on each other",
    }))
}

/// The `await` that an expression consists of, or that is appended to a list.
fn awaited_in(value: &Expr) -> Option<&ast::ExprAwait> {
    match value {
        Expr::Await(awaited) => Some(awaited),
        Expr::Call(call) if called_name(call) == Some("append") => match &*call.arguments.args {
            [Expr::Await(awaited)] => Some(awaited),
            _ => None,
        },
        _ => None,
    }
}
