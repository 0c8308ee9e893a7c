//! A shield around work on something that an enclosing block closes.
//!
//! ## What it does
//! Finds `await asyncio.shield(…)` whose arguments name what an `async with` or `with` around it has bound.
//!
//! ## Why is this bad?
//! On a cancellation `await asyncio.shield(…)` raises at once, and the shielded work goes on alone. The block around it is left
//! and closes the connection or the file that this work still uses.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def save(pool, row):
//!     async with pool.acquire() as connection:
//!         await asyncio.shield(connection.insert(row))
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def insert(pool, row):
//!     async with pool.acquire() as connection:
//!         await connection.insert(row)
//!
//!
//! async def save(pool, row):
//!     task = asyncio.create_task(insert(pool, row))
//!     await asyncio.shield(task)
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX310",
    name: "shield-of-owned-resource",
    safety: None,
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["asyncio", "shield"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let call = cx.call_to(node, "asyncio.shield")?;
    let [shielded @ Expr::Call(_)] = &*call.arguments.args else { return None };
    let function = cx.function_of(node.id)?;
    if !cx.is_awaited(node) {
        return None;
    }
    let names: Vec<&ast::ExprName> = cx
        .nodes
        .subtree(cx.node(shielded).id)
        .filter_map(|inner| match inner.ast {
            AnyNodeRef::ExprName(name) if name.ctx.is_load() => Some(name),
            _ => None,
        })
        .collect();
    let around = cx.nodes.ancestors(node.id).take_while(|ancestor| *ancestor != function);
    let mut items = around.flat_map(|ancestor| match ancestor.ast {
        AnyNodeRef::StmtWith(with) => &*with.items,
        _ => &[],
    });
    let used = items.find_map(|item| {
        let Some(Expr::Name(bound)) = item.optional_vars.as_deref() else { return None };
        let closes = cx.structure(&item.context_expr).is_none();
        names.iter().find(|name| name.id == bound.id && closes)
    })?;
    let message = format!("when this is cancelled, `{}` is closed while the shielded work uses it", used.id);
    Some(cx.finding(*used, message).help("open it inside of what is shielded"))
}
