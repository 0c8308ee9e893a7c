//! A call in a coroutine that blocks further down: a function that calls a function that waits.
//!
//! ## What it does
//! Follows the calls of the whole program. Where an `async def`, or a callback of the event loop, calls a plain function
//! that comes to a blocking call through any number of plain functions, in whatever files, methods, constructors,
//! properties, context managers or iterators, or functions that an object was made with and keeps, the call in the async
//! code is reported, with the shortest way from it to the blocking call.
//!
//! One finding stands for one repair. However many blocking calls lie behind a call in async code, it is one finding. And
//! where more than five calls in async code come to the same blocking call, the finding is at that call, or at the
//! function that all of them pass, and counts them.
//!
//! Only what always waits for something outside the program counts: sleeping, HTTP, the name service, sockets,
//! databases, other processes, a person, other threads. Code that runs in threads is left out: what is given to
//! `asyncio.to_thread`, to executors and the like, and what stands behind a check of the thread or of the running loop, or
//! of a flag such as `is_async` in a function that serves both kinds of callers. So is what runs later (at exit, on a
//! signal), what async code asks a future for, and `pip install` of a package that was found to be missing. Code that
//! runs before anything is served and tests keep nobody waiting: `blocking-startup` is about them. What cannot be resolved
//! is left out too.
//!
//! Calls that cannot wait, or for half a second at most, are left out:
//!
//! * where their own arguments, or the defaults of those that they do not give, keep them from it: `lookup(host,
//!   resolve=False)`, where `lookup` returns early `if not resolve`; `settle(timeout=0.2)`;
//! * where the caller has asked before: a method that fetches `if not self.content` is not followed from another one's
//!   `if self.content:`, nor a function that fetches `if isinstance(image, str)` from where it is given what is none; a
//!   queue that was seen not to be empty gives at once, and a `data:` address leads to no server;
//! * where an object is made that serves both kinds of callers: its constructor takes `asynchronous` or the like and is
//!   not told that it is `False`, or is given the loop.
//!
//! What fills a cache or an attribute once and keeps it is told as what stops the loop when it is first used.
//!
//! `# noqa: AFX103` (or `AFX102`, or the rules' names) on the line of the blocking call, or of a call on the way to it, says
//! that it may block: no chain goes through it. A `# noqa` without codes is about what is reported on its own line alone.
//!
//! ## Why is this bad?
//! While the blocking call waits, the event loop stands still: no other task runs, no timeout fires and no connection is
//! served. A linter that looks at one file cannot see it, for neither the coroutine nor the function is wrong by itself.
//!
//! ## Example
//! ```python
//! import urllib.request
//!
//!
//! def fetch(url):
//!     with urllib.request.urlopen(url) as response:
//!         return response.read()
//!
//!
//! async def show(url):
//!     print(fetch(url))
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//! import urllib.request
//!
//!
//! def fetch(url):
//!     with urllib.request.urlopen(url) as response:
//!         return response.read()
//!
//!
//! async def show(url):
//!     print(await asyncio.to_thread(fetch, url))
//! ```
//!
//! ## Fix safety
//! The function that the coroutine calls moves to a worker thread whole: `await asyncio.to_thread(…)`, or the function of
//! trio or anyio, or the one that the settings name. That is safe where everything that the function does is known and
//! needs nothing of the thread it runs on. It is unsafe where the function, or one that it calls, changes what other
//! tasks may see, uses objects that belong to one thread and come from outside or are given back, keeps what it computes
//! for later calls, sleeps in a `while` loop, which goes on after the task is cancelled, or calls something that is not
//! known, such as what an object was made with; and where a cancelled task would clean up under the thread, or the new suspension point lets other code in (see
//! `blocking-call` and `blocking-sleep`). There is no fix where it needs the running event loop, where what blocks runs by
//! `with`, by iterating or in a callback, and at a call that stands for many. Where an async twin stands beside the
//! function (`aget` beside `get`), the help names it.

use crate::rule::chain::finding_of_chain;
use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX103",
    name: "blocking-chain",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["BLK001"],
    on: &[
        NodeKind::ExprCall,
        NodeKind::ExprAttribute,
        NodeKind::ExprSubscript,
        NodeKind::ExprBinOp,
        NodeKind::ExprCompare,
        NodeKind::ExprStarred,
        NodeKind::StmtAssign,
        NodeKind::WithItem,
        NodeKind::StmtFor,
        NodeKind::ExprYieldFrom,
        NodeKind::Comprehension,
    ],
    needs: Needs::Program,
    program: Some(|file| file.has_chains(ChainKind::Hard)),
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    finding_of_chain(cx, node, ChainKind::Hard)
}
