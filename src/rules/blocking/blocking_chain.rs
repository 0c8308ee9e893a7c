//! A call in a coroutine that blocks further down: a function that calls a function that waits.
//!
//! ## What it does
//! Follows the calls of the whole program. Where an `async def`, or a callback of the event loop, calls a plain function
//! that comes to a blocking call through any number of plain functions, in whatever files, methods, constructors,
//! properties, context managers or iterators, the call in the async code is reported, with the shortest way from it to
//! the blocking call.
//!
//! One finding stands for one repair. However many blocking calls lie behind a call in async code, it is one finding. And
//! where more than five calls in async code come to the same blocking call, the finding is at that call, or at the
//! function that all of them pass, and counts them.
//!
//! Only what always waits for something outside the program counts: sleeping, HTTP, the name service, sockets,
//! databases, other processes, a person, other threads. Code that runs in threads is left out: what is given to
//! `asyncio.to_thread`, to executors and the like, and what stands behind a check of the thread or of the running loop, or
//! of a flag such as `is_async` in a function that serves both kinds of callers. So is what runs later (at exit, on a
//! signal), and what async code asks a future for. What cannot be resolved is left out too.
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
//! tasks may see, uses objects that belong to one thread, or calls something that is not known; and where the new
//! suspension point lets other code in (see `blocking-sleep`). There is no fix where it needs the running event loop,
//! where what blocks runs by `with`, by iterating or in a callback, and at a call that stands for many.

use crate::rule::chain::{Place, place_of_chain};
use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX103",
    name: "blocking-chain",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[
        NodeKind::ExprCall,
        NodeKind::ExprAttribute,
        NodeKind::ExprSubscript,
        NodeKind::ExprBinOp,
        NodeKind::WithItem,
        NodeKind::StmtFor,
        NodeKind::Comprehension,
    ],
    needs: Needs::Program,
    program: Some(|file| file.calls().any(|call| file.chain(call).is_some() || file.meeting(call).is_some())),
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    match place_of_chain(cx, node)? {
        Place::Start(range, chain) => {
            let leaf = cx.leaf_name(&chain.leaf);
            let meanwhile = chain.leaf.blocking.category.meanwhile();
            let first = cx.function_name(chain.steps[0].function);
            let message = match chain.entry {
                Entry::Coroutine(_) => {
                    format!("`{first}` stops the event loop {meanwhile}: it comes to `{leaf}`")
                }
                Entry::Callback(_) => {
                    format!("`{first}` is called by the event loop and stops it {meanwhile}: it comes to `{leaf}`")
                }
            };
            let finding = cx.finding(&range, message).related(cx.steps_of(&chain.steps));
            let Ok(offload) = cx.offload_name() else {
                return Some(finding.help("run it in a worker thread of the library that runs this coroutine"));
            };
            let fix = cx.fix(format!("Run `{first}` in a thread with `{offload}`"), |fix| {
                cx.distrust_in_tests(fix);
                cx.offload_chain(fix, node, chain)
            });
            Some(finding.help(format!("run it in a thread with `{offload}`")).fix(fix))
        }
        Place::Meeting(range, meeting) => {
            let leaf = cx.leaf_name(&meeting.leaf);
            let meanwhile = meeting.leaf.blocking.category.meanwhile();
            let function = cx.function_name(meeting.place.function);
            let message = format!(
                "`{function}` stops the event loop {meanwhile} when coroutines call it: {} of them come to `{leaf}` \
                 by {} calls",
                meeting.coroutines,
                meeting.sites.len()
            );
            let related = cx.steps_of(&meeting.steps[1..]).into_iter().chain(cx.sites_of(meeting));
            let help = format!("give `{function}` an async twin, or run it in a thread where coroutines call it");
            Some(cx.finding(&range, message).help(help).related(related))
        }
    }
}
