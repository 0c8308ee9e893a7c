//! `asyncio.run` and its like in a coroutine, whose event loop is running already.
//!
//! ## What it does
//! Finds `asyncio.run`, `asyncio.Runner.run`, `loop.run_until_complete`, `loop.run_forever`, `anyio.run` and `trio.run`
//! in an `async def`. A loop is known by its type or by its name.
//!
//! Not reported: in a nested function or lambda, which may run in a thread; where a `RuntimeError` is expected, or the
//! loop is asked whether it runs.
//!
//! ## Why is this bad?
//! A thread has one running event loop. To start another one raises `RuntimeError: asyncio.run() cannot be called from a
//! running event loop`, and the coroutine that was handed over is never awaited. With `nest_asyncio` the call works, but
//! the other tasks run inside it, and nothing can cancel it.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def handler(request):
//!     return asyncio.run(request.json())
//! ```
//!
//! ## Use instead
//! ```python
//! async def handler(request):
//!     return await request.json()
//! ```
//!
//! ## Fix safety
//! What the call runs is awaited instead. The fix is unsafe in a file that uses `nest_asyncio`, where a loop is known by
//! its name alone, and where an `await` would let other code in: between a read and a write of an attribute of `self`, a
//! global or a nonlocal, in a `finally` clause, in a handler of cancellation and in `__aexit__`.
//! There is no fix under a thread's lock, for `run_forever` and `asyncio.Runner`, for a call with further options (`debug=`, `loop_factory=`),
//! nor where the file's coroutines run on another library.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX401",
    name: "nested-event-loop",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["CH008"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[
        &["async", "asyncio.run"],
        &["async", "asyncio as"],
        &["async", "anyio as"],
        &["async", "trio as"],
        &["async", "anyio.run"],
        &["async", "trio.run"],
        &["async", "import run"],
        &["async", "run as"],
        &["async", "run,"],
        &["async", "Runner"],
        &["async", "runners"],
        &["async", "run_until_complete"],
        &["async", "run_forever"],
    ]),
    program: None,
    check,
};

/// How a call runs what it is given.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Runs {
    /// One awaitable, under this parameter's name.
    Awaitable(&'static str),
    /// A function with arguments.
    Function,
    /// In a way that an `await` alone does not replace.
    Otherwise,
}

struct Runner {
    shown: &'static str,
    library: Flavour,
    runs: Runs,
    is_certain: bool,
}

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    if !cx.may_be_called(&call.func, &["run", "run_until_complete", "run_forever"]) {
        return None;
    }
    let runner = runner(cx, call)?;
    cx.async_function(node)?;
    if is_expected_to_fail(cx, node) || (cx.is_awaited(node) && !runner.is_certain) {
        return None;
    }
    let message = format!("`{}` starts an event loop where one is running already", runner.shown);
    let finding = cx.finding(&node, message);
    if runner.runs == Runs::Otherwise {
        return Some(finding.help("await in the running event loop what is to be done"));
    }
    let fix = cx.fix("Await it", |fix| {
        cx.allow_await(fix, node)?;
        if cx.library() != Some(runner.library) {
            return Err("the file's coroutines run on another library".to_owned());
        }
        if cx.scopes().bindings().iter().any(|binding| binding.name.starts_with("nest_asyncio")) {
            fix.lower_safety(Safety::Unsafe, "`nest_asyncio` makes the call work");
        }
        if !runner.is_certain {
            fix.lower_safety(Safety::Unsafe, "that it is an event loop is known by its name alone");
        }
        if cx.has_unpacking(call) && runner.runs != Runs::Function {
            return Err("its arguments are unpacked".to_owned());
        }
        if cx.is_awaited(node) {
            return Err("its result is awaited".to_owned());
        }
        let template = awaited(cx, call, runner.runs).ok_or("the call has further options")?;
        fix.replace(node.id, Precedence::Await, template);
        Ok(())
    });
    Some(finding.help("await it instead").fix(fix))
}

fn runner<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> Option<Runner> {
    let of = |shown, library, runs| Some(Runner { shown, library, runs, is_certain: true });
    if let Some(name) = cx.qualified(&call.func) {
        match name.segments() {
            ["asyncio", "run"] | ["asyncio", "runners", "run"] => {
                return of("asyncio.run", Flavour::Asyncio, Runs::Awaitable("main"));
            }
            ["anyio", "run"] => return of("anyio.run", Flavour::Anyio, Runs::Function),
            ["trio", "run"] => return of("trio.run", Flavour::Trio, Runs::Function),
            _ => {}
        }
    }
    let Expr::Attribute(method) = &*call.func else { return None };
    let (shown, runs) = match method.attr.as_str() {
        "run" => ("asyncio.Runner.run", Runs::Otherwise),
        "run_until_complete" => ("run_until_complete", Runs::Awaitable("future")),
        "run_forever" => ("run_forever", Runs::Otherwise),
        _ => return None,
    };
    let class = cx.type_of(&method.value);
    let is_meant = match method.attr.as_str() {
        "run" => class.as_ref().is_some_and(|class| class.is_any(RUNNERS)),
        _ => cx.is_event_loop(&method.value),
    };
    if !is_meant {
        return None;
    }
    let is_certain = class.is_some();
    Some(Runner { shown, library: Flavour::Asyncio, runs, is_certain })
}

const RUNNERS: &[&str] = &["asyncio.Runner", "asyncio.runners.Runner"];

/// Whether the code around is ready for a loop that runs: it expects the error, or asks.
fn is_expected_to_fail<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let function = cx.function_of(node.id);
    let around = cx.nodes.ancestors(node.id).take_while(|ancestor| Some(*ancestor) != function);
    around.into_iter().any(|ancestor| match ancestor.ast {
        AnyNodeRef::StmtWith(with) => with.items.iter().any(|item| {
            let text = cx.slice(item.context_expr.range());
            ["raises", "assertRaises", "patch"].iter().any(|word| text.contains(word))
        }),
        AnyNodeRef::StmtTry(statement) => {
            statement.body.iter().any(|inner| cx.nodes.contains(cx.node(inner).id, node.id))
                && statement.handlers.iter().any(|ast::ExceptHandler::ExceptHandler(handler)| {
                    let caught = handler.type_.as_ref();
                    caught.is_some_and(|caught| cx.slice(caught.range()).contains("RuntimeError"))
                })
        }
        AnyNodeRef::StmtIf(branch) => cx.slice(branch.range()).contains("is_running"),
        _ => false,
    })
}

/// What the call runs, awaited. `None` where it has options that an `await` has not.
fn awaited<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall, runs: Runs) -> Option<Template> {
    let template = Template::new().text("await ");
    match runs {
        Runs::Awaitable(parameter) => {
            let value = cx.argument(call, parameter, 0).filter(|_| call.arguments.len() == 1)?;
            Some(template.expression(cx.document, cx.node(value).id, Slot::Receiver))
        }
        Runs::Function => {
            let (function, arguments) = call.arguments.args.split_first()?;
            if !call.arguments.keywords.is_empty() || function.is_starred_expr() {
                return None;
            }
            let mut template =
                template.expression(cx.document, cx.node(function).id, Slot::Receiver).text("(");
            for (place, argument) in arguments.iter().enumerate() {
                template = template.text(if place > 0 { ", " } else { "" });
                template = template.expression(cx.document, cx.node(argument).id, Slot::Argument);
            }
            Some(template.text(")"))
        }
        Runs::Otherwise => None,
    }
}
