//! A context manager entered on an exit stack by the method for the other kind.
//!
//! ## What it does
//! Finds `enter_context` of an exit stack with what is certainly an async context manager and no plain one: what a function
//! decorated with `contextlib.asynccontextmanager` gives, an `asyncio.TaskGroup`, an `asyncio.timeout`, an object of a class
//! that has `__aenter__` alone; and `enter_async_context` with what is certainly a plain one alone: what a function decorated
//! with `contextlib.contextmanager` gives, a file, a lock of threads.
//!
//! ## Why is this bad?
//! `enter_context` calls `__enter__`, which an async context manager has not, and raises a `TypeError`; the reverse does as
//! well.
//!
//! ## Example
//! ```python
//! import contextlib
//!
//!
//! @contextlib.asynccontextmanager
//! async def connected(pool):
//!     async with pool.connect() as connection:
//!         yield connection
//!
//!
//! async def load(pools):
//!     async with contextlib.AsyncExitStack() as stack:
//!         return [stack.enter_context(connected(pool)) for pool in pools]
//! ```
//!
//! ## Use instead
//! ```python
//! import contextlib
//!
//!
//! @contextlib.asynccontextmanager
//! async def connected(pool):
//!     async with pool.connect() as connection:
//!         yield connection
//!
//!
//! async def load(pools):
//!     async with contextlib.AsyncExitStack() as stack:
//!         return [await stack.enter_async_context(connected(pool)) for pool in pools]
//! ```
//!
//! ## Fix safety
//! The fix calls the other method, with or without `await`. Today the call raises, so the fix is safe; it is unsafe in a `try`,
//! whose handlers may take care of the error, in test files, and where an `await` would not be safe (see
//! `unawaited-coroutine`). There is none for a plain `ExitStack`, which enters no async context managers, and where entering
//! plainly would block the event loop.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX209",
    name: "exit-stack-mismatch",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::ExprCall],
    needs: Needs::Program,
    program: Some(|file| file.calls_by_name(&["enter_context", "enter_async_context"])),
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let Expr::Attribute(method) = &*call.func else { return None };
    let (enters_async, operation) = match method.attr.as_str() {
        "enter_context" => (false, Operation::Enter),
        "enter_async_context" => (true, Operation::EnterAsync),
        _ => return None,
    };
    let stack = cx.type_of(&method.value)?;
    let takes_async = stack.is("contextlib.AsyncExitStack");
    if !takes_async && !stack.is("contextlib.ExitStack") {
        return None;
    }
    let [context] = &*call.arguments.args else { return None };
    if is_async(cx, context, operation)? == enters_async || cx.is_tried_out(node) {
        return None;
    }
    let object = shown(cx, context)?;
    let message = if enters_async {
        format!("{object} is no async context manager, and `enter_async_context` cannot enter it")
    } else {
        format!("{object} is an async context manager, and `enter_context` cannot enter it")
    };
    let other = if enters_async { "enter_context" } else { "enter_async_context" };
    let fix = cx.fix(format!("Use `{other}`"), |fix| {
        if !takes_async {
            return Err("a plain `ExitStack` enters no async context managers".to_owned());
        }
        if enters_async && cx.program.is_some_and(|program| program.leaf(context.range()).is_some()) {
            return Err("to enter it plainly would block the event loop".to_owned());
        }
        cx.distrust_of_raising(fix, node);
        use_other(cx, fix, node, method, call)
    });
    let finding = cx.finding(&method.attr, message);
    let help = if enters_async { "use `stack.enter_context(…)`" } else { "use `await stack.enter_async_context(…)`" };
    Some(finding.help(help).fix(fix))
}

/// Whether an object can be entered by `async with` alone, or by `with` alone.
fn is_async<'a>(cx: &Cx<'a>, object: &'a Expr, operation: Operation) -> Option<bool> {
    if let Some(structure) = cx.structure(object) {
        return Some(structure.kind == StructureKind::Group || structure.library == Flavour::Asyncio);
    }
    let works = cx.program?.works(object.range(), operation)?;
    Some(works == Works::Asynchronously)
}

/// The object as a message names it: what is called, or what stands there.
fn shown(cx: &Cx<'_>, object: &Expr) -> Option<String> {
    Some(match object {
        Expr::Call(call) => format!("what `{}` gives", called_name(call)?),
        Expr::Name(_) | Expr::Attribute(_) => format!("`{}`", cx.slice(object.range())),
        _ => return None,
    })
}

fn use_other<'a>(
    cx: &Cx<'a>,
    fix: &mut FixBuilder<'a>,
    node: Node<'a>,
    method: &'a ast::ExprAttribute,
    call: &'a ast::ExprCall,
) -> Build {
    let enters_async = method.attr.as_str() == "enter_async_context";
    let name = if enters_async { ".enter_context" } else { ".enter_async_context" };
    let callee = |head: &str|
        Template::new()
            .text(head)
            .expression(cx.document, cx.node(&*method.value).id, Slot::Receiver)
            .text(name).hole(&call.arguments);
    let awaited = cx.parent(node).filter(|_| cx.is_awaited(node));
    match (enters_async, awaited) {
        (true, Some(awaited)) => fix.replace_bare(awaited.id, Precedence::CallAttribute, callee("")),
        (true, None) => return Err("it is not awaited here".to_owned()),
        (false, Some(_)) => fix.replace(node.id, Precedence::CallAttribute, callee("")),
        (false, None) => {
            cx.allow_await(fix, node)?;
            fix.replace(node.id, Precedence::Await, callee("await "));
        }
    }
    Ok(())
}
