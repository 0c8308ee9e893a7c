//! `time.sleep` in a coroutine.
//!
//! ## What it does
//! Finds calls of `time.sleep` in an `async def`, however it was imported. In a test file, a call is left alone if a comment
//! on its line or above it says that it blocks on purpose. So is one in the body of a class that is
//! defined in a coroutine, where nothing can be awaited. One that is awaited (`await time.sleep(1)`) is found by
//! `await-of-non-awaitable`.
//!
//! ## Why is this bad?
//! `time.sleep` stops the thread, and with it the event loop: no other task runs, no timeout fires and no connection is
//! served until it returns.
//!
//! ## Example
//! ```python
//! import time
//!
//!
//! async def poll(job):
//!     while not job.done():
//!         time.sleep(1)
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def poll(job):
//!     while not job.done():
//!         await asyncio.sleep(1)
//! ```
//!
//! ## Fix safety
//! The call becomes `await asyncio.sleep(…)`, or trio's or anyio's in a file that runs on these; without an `await` where
//! `asyncio.gather`, `create_task`, `ensure_future`, `shield` or `wait_for` is given the call, and so would have failed. An `import time` that
//! nothing else uses goes. The fix is unsafe where the new suspension point lets other code in: between a read and a
//! write of an attribute of `self`, a global or a nonlocal, while an attribute, a global or a nonlocal is iterated over
//! and not a copy of it, in a `finally` clause, in a handler of cancellation and in `__aexit__`; and in test files, where
//! the pause may be meant to block. There is no fix under a thread's lock, however it is taken, none in a generator
//! expression, which an `await` would make asynchronous, and none in a file that mixes async libraries.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX101",
    name: "blocking-sleep",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["ASYNC251", "S7488"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["async", "sleep"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let call = cx.call_to(node, "time.sleep")?;
    if !cx.is_in_coroutine(node) || cx.is_awaited(node) || is_on_purpose(cx, node) {
        return None;
    }
    let finding = cx.finding(&node, "`time.sleep` stops the event loop");
    let Some(library) = cx.library().and_then(Flavour::module) else {
        return Some(finding.help("await the sleep of the async library that runs this coroutine"));
    };
    let fix = cx.fix(format!("Await `{library}.sleep`"), |fix| {
        cx.give_way_to_demotion(node)?;
        cx.distrust_in_tests(fix);
        cx.await_sleep(fix, call, library)
    });
    Some(finding.help(format!("await `{library}.sleep` instead")).fix(fix))
}

/// Whether a comment in a test, on the line or above it, says that the sleep is meant to block.
fn is_on_purpose<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    const WORDS: &[&str] = &["block", "deliberate", "on purpose", "purposely", "simulate"];
    if !cx.is_test() {
        return false;
    }
    let line = cx.document.line_start(node.start());
    let is_near = |comment: &&Token| {
        let start = comment.start();
        cx.document.line_start(start) == line
            || cx.document.starts_line(start) && cx.document.next_line(start) == line
    };
    let comments = cx.document.tokens().iter().filter(|token| token.kind() == TokenKind::Comment);
    comments.filter(is_near).any(|comment| {
        let text = prose(cx.slice(comment.range())).to_lowercase();
        WORDS.iter().any(|word| text.contains(word))
    })
}
