//! Work handed to a thread or to another loop, whose errors nobody sees.
//!
//! ## What it does
//! Finds `executor.submit(…)`, `loop.run_in_executor(…)` and `asyncio.run_coroutine_threadsafe(…)` as a statement of its own,
//! where the receiver certainly is an executor of `concurrent.futures` or an event loop, and what they are to run, as far as
//! the file tells, does not handle all errors itself.
//!
//! It is off by default: often enough the program does not care how the work ends.
//!
//! ## Why is this bad?
//! The future is where the error of the work goes. `submit` and `run_coroutine_threadsafe` say nothing of it when the future is
//! dropped; `run_in_executor` logs it at some later time, when the garbage collector comes by.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def save(report):
//!     loop = asyncio.get_running_loop()
//!     loop.run_in_executor(None, report.write)
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def save(report):
//!     loop = asyncio.get_running_loop()
//!     await loop.run_in_executor(None, report.write)
//! ```
//!
//! ## Fix safety
//! In a coroutine the fix awaits `run_in_executor`. It is unsafe: the coroutine waits for the work then, and an error of the
//! work is raised here. The others have none: how the work is to be looked after, the program has to say.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX909",
    name: "dropped-future",
    safety: Some(Safety::Unsafe),
    default: Default::Off,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Words(&[&["run_in_executor"], &["run_coroutine_threadsafe"], &["concurrent", ".submit"]]),
    program: None,
    check,
};

/// Classes whose `submit` gives a future of `concurrent.futures`.
const EXECUTORS: &[&str] = &[
    "concurrent.futures.Executor",
    "concurrent.futures.InterpreterPoolExecutor",
    "concurrent.futures.ProcessPoolExecutor",
    "concurrent.futures.ThreadPoolExecutor",
    "concurrent.futures.process.ProcessPoolExecutor",
    "concurrent.futures.thread.ThreadPoolExecutor",
];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let (maker, work) = dropped_work(cx, call)?;
    cx.as_statement(node)?;
    if cx.is_expected(node) || cx.document.cell_end(node.start()).is_some() || handles_its_errors(cx, work?) {
        return None;
    }
    let finding = cx.finding(&node, format!("nobody sees an error of what `{maker}` starts"));
    if maker != "run_in_executor" || cx.async_function(node).is_none() {
        return Some(finding.help("keep the future, and ask for its result or its exception"));
    }
    let fix = cx.fix("Await it", |fix| {
        cx.allow_await(fix, node)?;
        fix.lower_safety(Safety::Unsafe, "the coroutine waits for the work");
        fix.wrap_in_await(node.id);
        Ok(())
    });
    Some(finding.help("await it").fix(fix))
}

/// The function that a call hands work to, and the work, if it is written out.
fn dropped_work<'a>(cx: &Cx<'a>, call: &'a ast::ExprCall) -> Option<(&'static str, Option<&'a Expr>)> {
    if cx.names(&call.func, "asyncio.run_coroutine_threadsafe") {
        return Some(("run_coroutine_threadsafe", cx.argument(call, "coro", 0)));
    }
    let Expr::Attribute(method) = &*call.func else { return None };
    match method.attr.as_str() {
        "run_in_executor" if cx.is_event_loop(&method.value) => {
            Some(("run_in_executor", cx.argument(call, "func", 1)))
        }
        "submit" => {
            let class = cx.type_of(&method.value)?;
            class.is_any(EXECUTORS).then(|| ("submit", cx.argument(call, "fn", 0)))
        }
        _ => None,
    }
}

/// Whether work is a function of this file whose whole body is a `try` that catches every error.
fn handles_its_errors<'a>(cx: &Cx<'a>, work: &'a Expr) -> bool {
    let function = match work {
        Expr::Call(coroutine) => cx.called_function(&coroutine.func),
        other => cx.called_function(other),
    };
    let Some(AnyNodeRef::StmtFunctionDef(def)) = function.map(|function| function.ast) else { return false };
    let is_docstring = |statement: &&Stmt| {
        matches!(statement, Stmt::Expr(text) if text.value.is_string_literal_expr())
    };
    let mut body = def.body.iter().skip_while(is_docstring);
    let catches_all = |handler: &'a ast::ExceptHandler| {
        let ast::ExceptHandler::ExceptHandler(handler) = handler;
        handler.type_.as_deref().is_none_or(|class| {
            cx.qualified(class)
                .is_some_and(|name| name.is_any(&["builtins.BaseException", "builtins.Exception"]))
        })
    };
    matches!((body.next(), body.next()), (Some(Stmt::Try(attempt)), None) if attempt.handlers.iter().any(catches_all))
}
