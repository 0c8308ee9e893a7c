//! A FastAPI handler that is `async` for nothing: it never awaits, and it blocks the event loop.
//!
//! ## What it does
//! Finds handlers of FastAPI's routes, and functions given to `Depends`, that are `async def`, contain no `await`,
//! `async for`, `async with` or `yield`, and make a blocking call (see `blocking-call`) or come to one (see
//! `blocking-chain`).
//!
//! Not reported: handlers of websockets, which must be `async`; those with decorators that are not known; those that use
//! what needs the running event loop; and those that only sleep, for which `blocking-sleep` has a better remedy.
//!
//! ## Why is this bad?
//! FastAPI runs a plain `def` in a thread of its pool, and an `async def` on the event loop. A handler that blocks there
//! stops every other request until it is done. Without the word `async` the same code does no harm.
//!
//! ## Example
//! ```python
//! import requests
//! from fastapi import FastAPI
//!
//! app = FastAPI()
//!
//!
//! @app.get("/rates")
//! async def rates(currency: str):
//!     return requests.get(f"https://example.com/{currency}", timeout=5).json()
//! ```
//!
//! ## Use instead
//! ```python
//! import requests
//! from fastapi import FastAPI
//!
//! app = FastAPI()
//!
//!
//! @app.get("/rates")
//! def rates(currency: str):
//!     return requests.get(f"https://example.com/{currency}", timeout=5).json()
//! ```
//!
//! ## Fix safety
//! The word `async` goes. That is safe where nobody in the program calls the function or hands it on, and all that it
//! does is known and needs nothing of the thread it runs on. Inside such a handler the rules that find the blocking calls
//! still report them, but leave the repair to this one: a thread for the whole handler is simpler than one for each call,
//! and a plain function cannot await. A `# noqa` for this rule on the handler brings their repairs back.
//!
//! Where it is not certain that the handler does the same in a thread, the repair is shown but never applied, and the
//! blocking calls in it are moved to threads one by one.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX801",
    name: "endpoint-should-be-sync",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::StmtFunctionDef],
    needs: Needs::Program,
    program: Some(has_endpoint_to_demote),
    check,
};

fn has_endpoint_to_demote(file: FileAnalysis<'_>) -> bool {
    file.has_endpoint_to_demote()
}

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtFunctionDef(def) = node.ast else { return None };
    if !def.is_async {
        return None;
    }
    let endpoint = cx.endpoint(def)?;
    let role = match endpoint.role {
        Role::Handler => "handler",
        Role::Dependency => "dependency",
    };
    let (leaf, meanwhile) = (cx.leaf_name(&endpoint.leaf), endpoint.leaf.blocking.category.meanwhile());
    let message =
        format!("the {role} `{}` never awaits, and `{leaf}` in it stops the event loop {meanwhile}", def.name);
    let fix = cx.fix("Make it a plain function", |fix| {
        match endpoint.demotion {
            Demotion::Safe => {}
            Demotion::Doubtful(reason) => fix.lower_safety(Safety::Manual, reason),
            Demotion::Impossible(reason) => return Err(reason),
        }
        cx.distrust_in_tests(fix);
        fix.make_plain(node.id);
        Ok(())
    });
    let help = "make it a plain `def`, which FastAPI runs in a thread";
    Some(cx.finding(&def.name, message).help(help).fix(fix))
}
