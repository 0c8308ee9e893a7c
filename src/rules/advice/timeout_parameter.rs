//! A coroutine function with a parameter `timeout`.
//!
//! ## What it does
//! Finds parameters called `timeout` of `async def` functions.
//!
//! Functions with decorators and methods of classes with bases, which may have to take the parameter, are left alone. The rule
//! is off by default: much code means it, and the parameter is part of an interface.
//!
//! ## Why is this bad?
//! Every function with a timeout of its own invents how it is told and what it raises. A caller can limit any number of
//! awaits together, with `asyncio.timeout` of Python 3.11, `anyio.fail_after` or `trio.fail_after`.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(client, timeout=5):
//!     return await asyncio.wait_for(client.get(), timeout)
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def load(client):
//!     return await client.get()
//!
//!
//! async def show(client, screen):
//!     async with asyncio.timeout(5):
//!         screen.draw(await load(client))
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX905",
    name: "timeout-parameter",
    safety: None,
    default: Default::Off,
    aliases: &["ASYNC109", "TRIO109", "S7483"],
    on: &[NodeKind::StmtFunctionDef],
    needs: Needs::Words(&[&["async", "timeout"]]),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtFunctionDef(def) = node.ast else { return None };
    let has_bases = cx.class_of_method(node.id).is_some_and(|class| {
        matches!(class.ast, AnyNodeRef::StmtClassDef(class) if class.arguments.is_some())
    });
    if !def.is_async || has_bases || !def.decorator_list.is_empty() {
        return None;
    }
    let parameters = &def.parameters;
    let all = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
    let timeout = all.map(|each| &each.parameter).find(|each| each.name.as_str() == "timeout")?;
    let scope = match cx.library() {
        Some(Flavour::Trio) => "trio.fail_after",
        Some(Flavour::Anyio) => "anyio.fail_after",
        _ if cx.options.target >= PythonVersion::PY311 => "asyncio.timeout",
        _ => "asyncio.wait_for",
    };
    let message = format!("`{}` limits its time by itself, where its callers could", def.name);
    Some(cx.finding(timeout, message).help(format!("let callers use `{scope}`")))
}
