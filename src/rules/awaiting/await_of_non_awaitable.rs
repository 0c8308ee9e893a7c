//! An `await` of what cannot be awaited.
//!
//! ## What it does
//! Finds `await f()` where `f` is a plain function, in whatever file or library, and what it returns is certainly no
//! awaitable: nothing, a value of a builtin class, or an object whose class and bases are all known and have no
//! `__await__`. Generators, which are iterated over, and context managers, which are entered, belong to it too.
//!
//! A function that a subclass overrides with an `async def` is left alone, as is one that is decorated, patched, abstract
//! or without a body; and so is a call under a test of what it is (`isinstance`, `iscoroutinefunction`, `hasattr`) or
//! under a handler of `TypeError`.
//!
//! ## Why is this bad?
//! The function runs, and then the `await` raises a `TypeError`: the task fails at this place whenever it comes here.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def stop(task: asyncio.Task, writer: asyncio.StreamWriter):
//!     await task.cancel()
//!     await writer.close()
//!     await writer.wait_closed()
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def stop(task: asyncio.Task, writer: asyncio.StreamWriter):
//!     task.cancel()
//!     writer.close()
//!     await writer.wait_closed()
//! ```
//!
//! ## Fix safety
//! The fix removes the `await`. What works today stays as it is, since the `await` raises whenever it is reached; the fix
//! is safe. It is unsafe in a `try`, whose handlers may take care of the error, and in test files, where the error may be
//! meant. There is no fix for generators and context managers, which want to be iterated over or entered, and for calls that
//! would block the event loop, such as `time.sleep`.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX203",
    name: "await-of-non-awaitable",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprAwait],
    needs: Needs::Program,
    program: Some(awaits_plain_result),
    check,
};

fn awaits_plain_result(file: FileAnalysis<'_>) -> bool {
    file.calls().any(|call| {
        file.program().call(call).context.has(CallContext::AWAITED) && file.plain_result_of(call).is_some()
    })
}

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprAwait(awaited) = node.ast else { return None };
    let Expr::Call(call) = &*awaited.value else { return None };
    let program = cx.program?;
    let plain = program.plain_result(call.range())?;
    let name = called_name(call)?;
    if cx.is_replaced(name) || cx.is_tried_out(node) {
        return None;
    }
    let result = match plain {
        Plain::None => "`None`".to_owned(),
        Plain::Number => "a plain value".to_owned(),
        Plain::Object(class) => {
            let class = program.program().class_name(class);
            let article = if class.starts_with(['A', 'E', 'I', 'O', 'a', 'e', 'i', 'o']) { "an" } else { "a" };
            format!("{article} `{class}`")
        }
        Plain::Generator => "a generator".to_owned(),
        Plain::AsyncGenerator => "an asynchronous generator".to_owned(),
        Plain::Context | Plain::AsyncContext => "a context manager".to_owned(),
    };
    let message = match plain {
        Plain::Object(class) if program.program().class_name(class) == name => format!("{result} cannot be awaited"),
        _ => format!("`{name}` returns {result}, which cannot be awaited"),
    };
    let finding = cx.finding(&node, message);
    let finding = match plain {
        Plain::Generator => finding.help("iterate over it"),
        Plain::AsyncGenerator => finding.help("iterate over it with `async for`"),
        Plain::Context => finding.help("enter it with `with`"),
        Plain::AsyncContext => finding.help("enter it with `async with`"),
        _ => finding.help("remove the `await`"),
    };
    Some(finding.fix(remove(cx, node, plain)))
}

fn remove<'a>(cx: &Cx<'a>, node: Node<'a>, plain: Plain) -> Build<Fix> {
    let AnyNodeRef::ExprAwait(awaited) = node.ast else { return Err(String::new()) };
    cx.fix("Remove the `await`", |fix| {
        if !matches!(plain, Plain::None | Plain::Number | Plain::Object(_)) {
            return Err("without the `await` nothing would run".to_owned());
        }
        if blocks(cx, &awaited.value) {
            return Err("without the `await` it would block the event loop".to_owned());
        }
        cx.distrust_of_raising(fix, node);
        let Expr::Call(call) = &*awaited.value else { return Err("no call is awaited".to_owned()) };
        let template = Template::new().text(cx.slice(call.func.range())).hole(&call.arguments);
        fix.replace_bare(node.id, Precedence::CallAttribute, template);
        Ok(())
    })
}

/// Whether a call stops the thread that makes it.
fn blocks<'a>(cx: &Cx<'a>, call: &'a Expr) -> bool {
    let Some(program) = cx.program else { return false };
    program.callees(call.range()).into_iter().any(|callee| match callee {
        Callee::Runs(function) => {
            program.program().marks(function).is_some_and(|marks| marks.blocking.is_some())
        }
        _ => false,
    })
}
