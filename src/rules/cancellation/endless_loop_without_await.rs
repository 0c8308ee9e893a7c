//! An endless loop in a coroutine that never awaits.
//!
//! ## What it does
//! Finds `while True` loops in an `async def` in which nothing is awaited or yielded, and which no `break`, `return`, `raise`
//! or call known never to return leaves.
//!
//! Left alone are loops in a `try` with handlers or in a plain `with`, which an exception may end on purpose; loops that
//! call something that ends them by an exception (`next`, `get_nowait`, `pop` and the like); and test files.
//!
//! ## Why is this bad?
//! Such a loop gives control back to nobody. Every other task stands still, no timeout fires, and nothing can cancel it.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def poll(sensor, readings):
//!     while True:
//!         readings.append(sensor.value)
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def poll(sensor, readings):
//!     while True:
//!         await asyncio.sleep(0)
//!         readings.append(sensor.value)
//! ```
//!
//! ## Fix safety
//! The fix lets others in at the beginning of each turn: `await asyncio.sleep(0)`, or a checkpoint of trio or anyio. It is
//! safe where no other task can come between a read and a write of the same place; else unsafe. A loop that waits for
//! something wants more: an event, or a pause between two looks.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX313",
    name: "endless-loop-without-await",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["ASYNC913"],
    on: &[NodeKind::StmtWhile],
    needs: Needs::Words(&[&["async", "while True"], &["async", "while 1"]]),
    program: None,
    check,
};

/// Functions and methods that end an endless loop by an exception, or wait by themselves.
const ENDING: &[&str] = &[
    "__next__", "exit", "get", "get_nowait", "next", "pop", "popleft", "popitem", "put_nowait", "read", "readline", "recv",
    "send", "sleep", "throw", "wait",
];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtWhile(endless) = node.ast else { return None };
    cx.async_function(node)?;
    if !is_true(&endless.test) || cx.is_test() || !cx.never_gives_way(node, &endless.body) || may_be_ended(cx, node) {
        return None;
    }
    let fix = cx.add_checkpoint("Let other tasks run in each turn", node, &endless.body);
    let head = TextRange::new(node.start(), endless.test.end());
    let finding = cx.finding(&head, "this loop never ends and never awaits, so that no other task runs any more");
    Some(finding.help("await in it, or give it an end").fix(fix))
}

/// Whether an exception may be what ends the loop.
fn may_be_ended<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let function = cx.function_of(node.id);
    let is_caught = cx.nodes.ancestors(node.id).take_while(|ancestor| Some(*ancestor) != function).any(|ancestor| {
        match ancestor.ast {
            AnyNodeRef::StmtTry(attempt) => !attempt.handlers.is_empty(),
            AnyNodeRef::StmtWith(with) => !with.is_async,
            _ => false,
        }
    });
    is_caught
        || cx.nodes.descendants(node.id).any(|inner| {
            matches!(inner.ast, AnyNodeRef::ExprCall(call) if called_name(call).is_some_and(|name| ENDING.contains(&name)))
                && cx.function_of(inner.id) == function
        })
}
