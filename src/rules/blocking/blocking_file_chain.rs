//! A call in a coroutine that comes to a file further down: a function that calls a function that reads one.
//!
//! ## What it does
//! Does what `blocking-chain` does for calls that open, read, write, copy or delete files, and for those that load code,
//! certificates or time zones from disk: where an `async def`, or a callback of the event loop, comes to one through
//! plain functions in whatever files, the call in the async code is reported with the way from there.
//!
//! A call that `blocking-chain` reports is not reported again. Cheap questions to the file system (`exists`, `stat`,
//! `mkdir`), locks around short sections and computation are left out, and so are the methods of an open file: what
//! opened it is the finding.
//!
//! It is off by default: half of these calls are cheap, for a small file on a local disk is read in less time than it
//! takes to hand the work to a thread. Select it where files are large, or lie on a network.
//!
//! ## Why is this bad?
//! While the disk is asked, the event loop stands still. That is short as long as the file is in memory, and long on a
//! network drive, a busy disk or an SD card, where it stops every other task for as long as it takes.
//!
//! ## Example
//! ```python
//! import json
//!
//!
//! def load_settings(path):
//!     with open(path) as file:
//!         return json.load(file)
//!
//!
//! async def reload(path):
//!     return load_settings(path)
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//! import json
//!
//!
//! def load_settings(path):
//!     with open(path) as file:
//!         return json.load(file)
//!
//!
//! async def reload(path):
//!     return await asyncio.to_thread(load_settings, path)
//! ```
//!
//! ## Fix safety
//! As for `blocking-chain`: the function that the coroutine calls moves to a worker thread whole, which is safe where
//! everything that it does is known and needs nothing of the thread it runs on. Where a loop iterates over a generator that
//! reads files, the list of all that it gives is made in the thread, which is unsafe: a loop that is left early would have
//! read less.

use crate::rule::chain::finding_of_chain;
use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX104",
    name: "blocking-file-chain",
    safety: Some(Safety::Safe),
    default: Default::Off,
    aliases: &[],
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
    program: Some(|file| file.has_chains(ChainKind::File)),
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    finding_of_chain(cx, node, ChainKind::File)
}
