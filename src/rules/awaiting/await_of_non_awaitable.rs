//! An `await` of what cannot be awaited.
//!
//! ## What it does
//! Finds `await f()` where `f` is a plain function, in whatever file or library, and what it returns is certainly no
//! awaitable: nothing, a value of a builtin class, an object whose class and bases are all known and have no `__await__`,
//! or whatever a function of a library gives that waits itself, as `requests.get` does. Generators, which are iterated over, and context managers, which are entered, belong to it too.
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
//! meant. There is no fix for generators and context managers, which want to be iterated over or entered.
//!
//! A call that would block the event loop without its `await` becomes one that can be awaited, on the same conditions:
//! `await time.sleep(1)` becomes `await asyncio.sleep(1)`, and `await requests.get(url)` runs in a thread, as `blocking-call`
//! has it. It is unsafe for `input`, and there is none for what opens a file.

use crate::rule::blocking_call::{BlockingCall, Yields, awaited_blocking_call, has_keyword};
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
        Plain::OfBlocking => "what it has waited for itself".to_owned(),
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
        _ => match awaited_blocking_call(cx, call) {
            Some(blocking) => return Some(with_repair(cx, finding, node, call, &blocking)),
            None => finding.help("remove the `await`"),
        },
    };
    Some(finding.fix(remove(cx, node, plain)))
}

/// Adds how to await a call that stops the thread.
fn with_repair<'a>(
    cx: &Cx<'a>,
    finding: Finding,
    node: Node<'a>,
    call: &'a ast::ExprCall,
    blocking: &BlockingCall,
) -> Finding {
    let library = cx.library().and_then(Flavour::module);
    if let Some(library) = library.filter(|_| cx.names(&call.func, "time.sleep")) {
        let fix = cx.fix(format!("Await `{library}.sleep`"), |fix| {
            cx.distrust_of_raising(fix, node);
            cx.await_sleep(fix, call, library)
        });
        return finding.help(format!("await `{library}.sleep` instead")).fix(fix);
    }
    let Ok(offload) = cx.offload_name() else {
        return finding.help("run it in a worker thread of the library that runs this coroutine");
    };
    let fix = cx.fix(format!("Run in a thread with `{offload}`"), |fix| {
        cx.distrust_of_raising(fix, node);
        if blocking.yields == Yields::Handle {
            return Err("what it opens blocks again wherever it is read or written".to_owned());
        }
        if has_keyword(call, "preexec_fn") {
            return Err("`preexec_fn` is not safe in a program with threads".to_owned());
        }
        if blocking.thread_bound.is_some() || blocking.per_thread.is_some() {
            return Err("what it works with may not belong in a thread".to_owned());
        }
        if blocking.category == Category::Input {
            fix.lower_safety(Safety::Unsafe, "Ctrl-C would end the program only after the line is typed");
        }
        cx.offload_call(fix, call)
    });
    finding.help(format!("run it in a thread with `{offload}`")).fix(fix)
}

fn remove<'a>(cx: &Cx<'a>, node: Node<'a>, plain: Plain) -> Build<Fix> {
    let AnyNodeRef::ExprAwait(awaited) = node.ast else { return Err(String::new()) };
    cx.fix("Remove the `await`", |fix| {
        if !matches!(plain, Plain::None | Plain::Number | Plain::Object(_)) {
            return Err("without the `await` nothing would run".to_owned());
        }
        cx.distrust_of_raising(fix, node);
        let Expr::Call(call) = &*awaited.value else { return Err("no call is awaited".to_owned()) };
        let template = Template::new().text(cx.slice(call.func.range())).hole(&call.arguments);
        fix.replace_bare(node.id, Precedence::CallAttribute, template);
        Ok(())
    })
}
