//! A timeout around code that awaits on some ways only.
//!
//! ## What it does
//! Finds blocks of timeouts (`asyncio.timeout`, `trio.move_on_after`, `anyio.fail_after` and their kin) that await, but not on
//! every way through them. Left alone are blocks that begin with a loop that awaits in each turn, and test files. Blocks that never await are the business of `scope-without-checkpoint`.
//!
//! It is off by default: a block that awaits only where it has to is mostly right.
//!
//! ## Why is this bad?
//! On the other ways the timeout does nothing, however long they take.
//!
//! ## Example
//! ```python
//! import trio
//!
//!
//! async def load(cache, page):
//!     with trio.fail_after(5):
//!         if page not in cache:
//!             await page.load()
//!         cache.parse(page)
//! ```
//!
//! ## Use instead
//! ```python
//! import trio
//!
//!
//! async def load(cache, page):
//!     if page not in cache:
//!         with trio.fail_after(5):
//!             await page.load()
//!     cache.parse(page)
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX917",
    name: "scope-past-checkpoint",
    safety: None,
    default: Default::Off,
    aliases: &["ASYNC912"],
    on: &[NodeKind::StmtWith],
    needs: Needs::Words(STRUCTURE_WORDS),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtWith(with) = node.ast else { return None };
    let (item, _) = cx.structures_of(with).find(|(_, found)| matches!(found.kind, StructureKind::Timeout(..)))?;
    cx.async_function(node)?;
    let enters_more = with.is_async
        && with.items.iter().any(|item| !cx.structure(&item.context_expr).is_some_and(Structure::is_scope));
    let is_concerned = !enters_more
        && !cx.is_test()
        && cx.suspends(&with.body)
        && !cx.yields(node, &with.body)
        && !waits_in_a_loop(cx, &with.body)
        && cx.may_pass_unchecked(&with.body);
    if !is_concerned {
        return None;
    }
    let finding = cx.finding(&item.context_expr, "on some ways through this block nothing is awaited, and the timeout does nothing");
    Some(finding.help("put the timeout around what is awaited"))
}

/// Whether the block begins with a loop that awaits in each turn: where there is none, no time goes by.
fn waits_in_a_loop<'a>(cx: &Cx<'a>, body: &'a [Stmt]) -> bool {
    match body.first() {
        Some(Stmt::While(each)) => !cx.may_turn_unchecked(&each.body),
        Some(Stmt::For(each)) => !cx.may_turn_unchecked(&each.body),
        _ => false,
    }
}
