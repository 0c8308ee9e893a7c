//! An endless loop of trio or anyio code that may turn without a checkpoint.
//!
//! ## What it does
//! Finds `while True` loops in an `async def` in which some way from the beginning of a turn to the next one awaits nothing.
//! Left alone are loops with a `break`, and test files. Loops that never await at all are the business of `endless-loop-without-await`.
//!
//! It is off by default: most such loops come to their `await` soon.
//!
//! ## Why is this bad?
//! Where a loop takes that way many times in a row, no other task runs, and a cancellation waits.
//!
//! ## Example
//! ```python
//! import trio
//!
//!
//! async def pump(source, sink):
//!     while True:
//!         item = source.take()
//!         if item is None:
//!             continue
//!         await sink.send(item)
//! ```
//!
//! ## Use instead
//! ```python
//! import trio
//!
//!
//! async def pump(source, sink):
//!     while True:
//!         await trio.lowlevel.checkpoint()
//!         item = source.take()
//!         if item is None:
//!             continue
//!         await sink.send(item)
//! ```
//!
//! ## Fix safety
//! The fix adds a checkpoint at the beginning of each turn. It is safe where no other task can come between a read and a
//! write of the same place; else unsafe.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX914",
    name: "loop-past-checkpoint",
    safety: Some(Safety::Safe),
    default: Default::Off,
    aliases: &["ASYNC913"],
    on: &[NodeKind::StmtWhile],
    needs: Needs::Words(&[&["while", "trio"], &["while", "anyio"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtWhile(endless) = node.ast else { return None };
    cx.async_function(node)?;
    cx.cancels_by_level()?;
    let is_concerned = is_true(&endless.test)
        && !cx.is_test()
        && !cx.yields(node, &endless.body)
        && !cx.exits(&endless.body).intersects(Exits::BREAK)
        && !cx.never_gives_way(node, &endless.body)
        && cx.may_turn_unchecked(&endless.body);
    if !is_concerned {
        return None;
    }
    let fix = cx.add_checkpoint("Add a checkpoint to each turn", node, &endless.body);
    let head = TextRange::new(node.start(), endless.test.end());
    let finding = cx.finding(&head, "a turn of this loop may come round without a checkpoint");
    Some(finding.help("await in every turn").fix(fix))
}
