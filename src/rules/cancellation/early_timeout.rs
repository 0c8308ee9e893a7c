//! A timeout that is made long before its block is entered.
//!
//! ## What it does
//! Finds `asyncio.timeout(…)`, `async_timeout.timeout(…)`, `anyio.fail_after(…)` and `anyio.move_on_after(…)` that are
//! assigned to a local name, where something is awaited before the name is entered by `with` or `async with`.
//!
//! trio counts from the entry of the block, and is left alone.
//!
//! ## Why is this bad?
//! The seconds count from the call on: what is awaited in between takes its time from the block.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(pool):
//!     limit = asyncio.timeout(5)
//!     client = await pool.acquire()
//!     async with limit:
//!         return await client.get()
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def load(pool):
//!     client = await pool.acquire()
//!     async with asyncio.timeout(5):
//!         return await client.get()
//! ```
//!
//! ## Fix safety
//! The fix makes the timeout where it is entered. It is unsafe, as the time is up later then. There is none where the name
//! is used for something else too, or where the seconds are not written out.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX307",
    name: "early-timeout",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &["ASYNC122", "TRIO122"],
    on: &[NodeKind::StmtAssign],
    needs: Needs::Words(&[&["asyncio", "timeout"], &["async_timeout"], &["anyio", "_after"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtAssign(assign) = node.ast else { return None };
    let [Expr::Name(name)] = &*assign.targets else { return None };
    let Expr::Call(call) = &*assign.value else { return None };
    let structure = cx.structure_of(call)?;
    if !matches!(structure.kind, StructureKind::Timeout(Deadline::Relative, _)) || structure.library == Flavour::Trio {
        return None;
    }
    cx.async_function(node)?;
    let owner = cx.scopes().lookup(cx.scope_of(name), name.id.as_str())?;
    if cx.scopes().bindings_of(owner, name.id.as_str()).count() != 1 {
        return None;
    }
    let uses: Vec<Node<'a>> = cx.references(owner, name.id.as_str()).collect();
    let entered = uses.iter().find(|used| entered_by(cx, **used).is_some())?;
    let with = entered_by(cx, *entered)?;
    let function = cx.function_of(node.id)?;
    if cx.function_of(with.id) != Some(function) {
        return None;
    }
    let between = TextRange::new(node.end(), with.start().max(node.end()));
    cx.suspension_points(function.id).find(|point| between.contains_range(point.range()))?;
    let what = called_name(call)?;
    let finding = cx.finding(call, format!("`{what}` counts from here on, before its block is entered"));
    let fix = cx.fix("Make it where it is entered", |fix| {
        fix.lower_safety(Safety::Unsafe, "the time is up later");
        let is_written_out = |argument: &Expr| matches!(argument, Expr::NumberLiteral(_));
        let arguments = &call.arguments;
        if uses.len() > 1 {
            return Err("the name is used for something else too".to_owned());
        }
        if !arguments.args.iter().chain(arguments.keywords.iter().map(|keyword| &keyword.value)).all(is_written_out) {
            return Err("the seconds are not written out".to_owned());
        }
        fix.remove_statement(node.id);
        fix.replace(entered.id, Precedence::CallAttribute, Template::new().text(cx.slice(call.range())));
        Ok(())
    });
    Some(finding.help("make it where it is entered").fix(fix))
}

/// The `with` that enters what a name holds.
fn entered_by<'a>(cx: &Cx<'a>, used: Node<'a>) -> Option<Node<'a>> {
    let item = cx.parent(used)?;
    let AnyNodeRef::WithItem(with_item) = item.ast else { return None };
    (with_item.context_expr.range() == used.range()).then(|| cx.parent(item)).flatten()
}
