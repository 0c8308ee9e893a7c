//! Something that blocks while a program starts or ends, in a test, or when a module is imported by a coroutine.
//!
//! ## What it does
//! Reports the chains that `blocking-chain` leaves out because of when they run: in a coroutine that is only ever given
//! to `asyncio.run`, `anyio.run`, `trio.run` or `run_until_complete`, before its first `await`; in the `lifespan` of an
//! application; in handlers of its start and end (`on_startup`, `@app.on_event`, `before_serving`); in coroutine functions
//! that only such code awaits; in files of tests (`test_*.py`, `*_test.py`, `conftest.py`); and in the module that an
//! `import` inside of a function loads, if its own code comes to a blocking call, and nothing loads it earlier.
//!
//! It is off by default: nothing else waits for the loop while a program starts or in most tests, so that the loop stands
//! still costs little; an import blocks once. There is no fix: whether the work belongs before the loop, into a thread or to the top
//! of the file is a question of what the program is.
//!
//! ## Why is this bad?
//! A start-up that blocks answers no health check and no signal, and a reload takes as long as it blocks. An import that
//! blocks stops every task of a running program, at the first call, where nobody looks for it.
//!
//! ## Example
//! ```python
//! import asyncio
//! import urllib.request
//!
//!
//! def fetch_rates():
//!     return urllib.request.urlopen("https://rates.example").read()
//!
//!
//! async def main():
//!     rates = fetch_rates()
//!     await asyncio.sleep(1)
//!     print(rates)
//!
//!
//! asyncio.run(main())
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//! import urllib.request
//!
//!
//! def fetch_rates():
//!     return urllib.request.urlopen("https://rates.example").read()
//!
//!
//! async def main(rates):
//!     await asyncio.sleep(1)
//!     print(rates)
//!
//!
//! asyncio.run(main(fetch_rates()))
//! ```

use crate::rule::chain::finding_of_start_up;
use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX105",
    name: "blocking-startup",
    safety: None,
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
        NodeKind::StmtImport,
        NodeKind::StmtImportFrom,
    ],
    needs: Needs::Program,
    program: Some(|file| file.has_chains(ChainKind::StartUp)),
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    finding_of_start_up(cx, node)
}
