//! A timeout of `None`, which never ends anything.
//!
//! ## What it does
//! Finds `asyncio.wait_for(…, None)`, and `async with asyncio.timeout(None)` where the block gives it no name by which it
//! could be told a time later.
//!
//! ## Why is this bad?
//! `None` means to wait for ever. The code looks as if it were limited, and is not.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def first(queue):
//!     return await asyncio.wait_for(queue.get(), None)
//! ```
//!
//! ## Use instead
//! ```python
//! async def first(queue):
//!     return await queue.get()
//! ```
//!
//! ## Fix safety
//! The fix removes the timeout, and changes nothing else: without a time `wait_for` awaits what it is given and does no
//! more. It is safe. There is none where the block opens something else too.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX308",
    name: "endless-timeout",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["asyncio", "wait_for"], &["asyncio", "timeout"], &["async_timeout"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    if cx.call_to(node, "asyncio.wait_for").is_some() {
        return awaited(cx, node, call);
    }
    let structure = cx.structure_of(call)?;
    if structure.library != Flavour::Asyncio || !structure.raises_timeout() {
        return None;
    }
    let [Expr::NoneLiteral(_)] = &*call.arguments.args else { return None };
    let item = cx.parent(node)?;
    let AnyNodeRef::WithItem(with_item) = item.ast else { return None };
    let block = cx.parent(item)?;
    let AnyNodeRef::StmtWith(with) = block.ast else { return None };
    if with_item.optional_vars.is_some() {
        return None;
    }
    let fix = cx.fix("Remove the timeout", |fix| {
        if with.items.len() > 1 {
            return Err("the block opens something else too".to_owned());
        }
        fix.unwrap(block.id, &with.body);
        Ok(())
    });
    let finding = cx.finding(&node, "a timeout of `None` never ends the block");
    Some(finding.help("remove it, or say how long the block may take").fix(fix))
}

fn awaited<'a>(cx: &Cx<'a>, node: Node<'a>, call: &'a ast::ExprCall) -> Option<Finding> {
    let limit = cx.argument(call, "timeout", 1).filter(|limit| limit.is_none_literal_expr())?;
    let awaitable = cx.argument(call, "fut", 0)?;
    let fix = cx.fix("Await it without a timeout", |fix| {
        if call.arguments.len() != 2 {
            return Err("`wait_for` takes no more arguments".to_owned());
        }
        if !cx.is_awaited(node) {
            return Err("`wait_for` is not awaited here".to_owned());
        }
        let template = Template::new().expression(cx.document, cx.node(awaitable).id, Slot::Receiver);
        fix.replace_bare(node.id, Precedence::CallAttribute, template);
        Ok(())
    });
    let finding = cx.finding(limit, "`wait_for` with a timeout of `None` waits for ever");
    Some(finding.help("remove it, or say how long to wait").fix(fix))
}
