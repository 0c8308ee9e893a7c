//! A timeout or cancel scope around code that can never be interrupted.
//!
//! ## What it does
//! Finds `with` blocks of cancel scopes and timeouts (`asyncio.timeout`, `trio.CancelScope`, `anyio.move_on_after` and
//! their kin) in whose body nothing is awaited.
//!
//! A block that yields, raises or enters something asynchronous beside the scope is left alone, and so are test files. A
//! nursery or task group that is opened in it counts as awaiting, whoever starts its tasks.
//!
//! ## Why is this bad?
//! A coroutine can be cancelled only where it awaits. Without such a place in the block the time runs out unnoticed, and
//! `cancel()` comes too late: the scope does nothing. Often an `await` was forgotten.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(parser, text):
//!     async with asyncio.timeout(5):
//!         return parser.parse(text)
//! ```
//!
//! ## Use instead
//! ```python
//! async def load(parser, text):
//!     return parser.parse(text)
//! ```
//!
//! ## Fix safety
//! The fix takes the block apart and leaves its statements, which do what they did. It is safe. There is none where the
//! block opens something else too, the scope has a name that is used, its arguments call something, or the block stops the
//! event loop or forgets an `await`: with that repaired, the scope has something to interrupt.

use crate::rule::blocking_call::waiting_call;
use crate::rule::chain::finding_of_chain;
use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX304",
    name: "scope-without-checkpoint",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["ASYNC100", "TRIO100", "S7490"],
    on: &[NodeKind::StmtWith],
    needs: Needs::Words(STRUCTURE_WORDS),
    program: Some(|file| file.calls_by_name(SCOPES) && file.has_blocking_coroutine()),
    check,
};

/// What opens a timeout or a cancel scope.
const SCOPES: &[&str] = &["CancelScope", "fail_after", "fail_at", "move_on_after", "move_on_at", "timeout", "timeout_at"];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtWith(with) = node.ast else { return None };
    let (item, scope) = cx.structures_of(with).find(|(_, structure)| structure.is_scope())?;
    cx.async_function(node)?;
    let enters_more = with.is_async
        && with.items.iter().any(|item| !cx.structure(&item.context_expr).is_some_and(Structure::is_scope));
    if enters_more || cx.is_test() || may_be_interrupted(cx, node, with) {
        return None;
    }
    let what = if scope.kind == StructureKind::CancelScope { "scope" } else { "timeout" };
    let message = format!("nothing is awaited in this block, so its {what} does nothing");
    let fix = cx.fix(format!("Remove the {what}"), |fix| {
        let [only] = &*with.items else { return Err("the block opens something else too".to_owned()) };
        if only.optional_vars.as_deref().is_some_and(|target| is_used(cx, target)) {
            return Err(format!("the {what} is used by its name"));
        }
        if calls_in_arguments(cx, &only.context_expr) {
            return Err("its arguments call something".to_owned());
        }
        if may_come_to_await(cx, node) {
            return Err("what the block calls is to be awaited, and then it has something to interrupt".to_owned());
        }
        fix.unwrap(node.id, &with.body);
        Ok(())
    });
    Some(cx.finding(&item.context_expr, message).help(format!("await in the block, or remove the {what}")).fix(fix))
}

/// Whether the block awaits, hands over to whoever iterates over it, or leaves by an exception of its own.
fn may_be_interrupted<'a>(cx: &Cx<'a>, node: Node<'a>, with: &'a ast::StmtWith) -> bool {
    let function = cx.function_of(node.id);
    let gives_way = cx.nodes.subtree(node.id).any(|inner| {
        matches!(inner.ast, AnyNodeRef::ExprYield(_) | AnyNodeRef::ExprYieldFrom(_) | AnyNodeRef::StmtRaise(_))
            && cx.function_of(inner.id) == function
    });
    gives_way || cx.suspends(&with.body)
}

/// Whether a name that the block binds is read anywhere, or is no plain name.
fn is_used<'a>(cx: &Cx<'a>, target: &'a Expr) -> bool {
    let Expr::Name(name) = target else { return true };
    let owner = cx.scopes().lookup(cx.scope_of(name), name.id.as_str());
    owner.is_none_or(|owner| cx.references(owner, name.id.as_str()).next().is_some())
}

fn calls_in_arguments<'a>(cx: &Cx<'a>, context: &'a Expr) -> bool {
    let Expr::Call(call) = context else { return true };
    let arguments = cx.node(&call.arguments);
    cx.nodes.subtree(arguments.id).any(|inner| {
        matches!(inner.ast, AnyNodeRef::ExprCall(_) | AnyNodeRef::ExprAwait(_) | AnyNodeRef::ExprNamed(_))
    })
}

/// Whether the block calls what stops the event loop or makes a coroutine: other rules put an `await` there.
fn may_come_to_await<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let function = cx.function_of(node.id);
    cx.nodes.subtree(node.id).any(|inner| {
        let AnyNodeRef::ExprCall(call) = inner.ast else { return false };
        let blocks = || {
            cx.names(&call.func, "time.sleep")
                || waiting_call(cx, call).is_some()
                || finding_of_chain(cx, inner, ChainKind::Hard).is_some()
        };
        cx.function_of(inner.id) == function && (cx.called_coroutine_function(call).is_some() || blocks())
    })
}
