//! A call of a coroutine function without `await`.
//!
//! ## What it does
//! Finds calls of an `async def` of the same file, or of a coroutine function of asyncio, anyio or trio, whose
//! coroutine is dropped, or used as if it were the result: tested, compared, formatted, computed with, iterated over,
//! unpacked, entered, asked for an attribute or an item, logged, or passed to a builtin such as `len` or `print`. So is each
//! item of a comprehension that `any`, `all`, `sum` and their kin are given.
//!
//! A coroutine that is stored, returned, or passed to anything else is left alone: it can be awaited there. So is a
//! call inside `pytest.raises`, `assertWarns` and the like, a decorated function, whose decorator can have made
//! another kind of it, and a function that the file patches.
//!
//! ## Why is this bad?
//! Calling a coroutine function runs nothing: it makes a coroutine, which runs when it is awaited. The work is never
//! done, and Python says so only with a `RuntimeWarning` when the coroutine is collected. A coroutine is always true,
//! so a check that forgets its `await` always passes.
//!
//! ## Example
//! ```python
//! async def is_allowed(user):
//!     return user.name in await user.team.members()
//!
//!
//! async def delete(user, document):
//!     if is_allowed(user):
//!         await document.delete()
//! ```
//!
//! ## Use instead
//! ```python
//! async def is_allowed(user):
//!     return user.name in await user.team.members()
//!
//!
//! async def delete(user, document):
//!     if await is_allowed(user):
//!         await document.delete()
//! ```
//!
//! ## Fix safety
//! The fix adds `await`, so that what never ran runs now. It is unsafe where the called function runs until it is
//! stopped (`while True`, `while self.running`), because what follows would wait for it; where the new suspension point
//! lets other code in: between a read and a write of an attribute of `self`, a global or a nonlocal, in a `finally`
//! clause, in a handler of cancellation and in `__aexit__`; and in test files, where the coroutine can be left on
//! purpose. A generator expression given to `any` and its kin becomes a list, as an `await` makes it asynchronous. There is no
//! fix in other generator expressions, outside of an `async def`, under a thread's lock, and where the coroutine is entered.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX201",
    name: "unawaited-coroutine",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &["ASYNC105", "S5644"],
    on: &[NodeKind::ExprCall],
    needs: Needs::Program,
    program: Some(has_unawaited_coroutine),
    check,
};

/// What type checkers call this finding: a comment that silences theirs silences ours.
const FOREIGN_NAMES: &[&str] = &["reportUnusedCoroutine", "unused-awaitable", "unused-coroutine"];

/// A call that may make a coroutine and is dropped or used on the spot.
fn has_unawaited_coroutine(file: FileAnalysis<'_>) -> bool {
    file.calls().any(|call| {
        file.program().call(call).context.has(CallContext::DROPPED_OR_USED) && file.may_make_coroutine(call)
    })
}

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let misuse = cx.misuse(node)?;
    let function = cx.called_coroutine_function(call)?;
    let is_entered = misuse == Misuse::Used("entered");
    if is_meant(cx, node)
        || is_top_of_notebook(cx, node)
        || is_entered && (may_be_entered(cx, function) || cx.entered_acquire(node).is_some())
    {
        return None;
    }
    let name = called_name(call)?;
    let fix = cx.fix(format!("Await `{name}`"), |fix| {
        if cx.runs_until_told(function) {
            fix.lower_safety(
                Safety::Unsafe,
                format!("`{name}` runs until it is stopped, and what follows would wait for it"),
            );
        }
        if cx.is_test() {
            fix.lower_safety(Safety::Unsafe, "a test may leave the coroutine on purpose");
        }
        if is_entered {
            return Err("whether what it gives can be entered is not known".to_owned());
        }
        await_it(cx, fix, node)
    });
    let finding = cx.finding(&node, format!("the coroutine of `{name}` is {misuse}"));
    Some(finding.help(cx.help_to_await(node)).fix(fix))
}

/// Adds the `await`. A generator expression, which it would make asynchronous, becomes a list.
fn await_it<'a>(cx: &Cx<'a>, fix: &mut FixBuilder<'a>, node: Node<'a>) -> Build {
    let around = cx.parent(node).map(|parent| (parent, parent.ast));
    let Some((around, AnyNodeRef::ExprGenerator(generator))) = around else {
        cx.allow_await(fix, node)?;
        fix.wrap_in_await(node.id);
        return Ok(());
    };
    let (Some(first), Some(last)) = (generator.generators.first(), generator.generators.last()) else {
        return Err("it iterates over nothing".to_owned());
    };
    cx.allow_await(fix, around)?;
    if let Some(container) = cx.shared_iteration(node.id) {
        let container = cx.slice(container.range());
        fix.lower_safety(Safety::Unsafe, format!("`{container}` may change while it is iterated over"));
    }
    let awaited = Template::new().text("[await ").hole(node).text(" ").hole(first.range().cover(last.range())).text("]");
    fix.replace(around.id, Precedence::Atomic, awaited);
    Ok(())
}

/// Whether what a call gives may be entered all the same: libraries make objects that can be awaited or entered, of which their
/// stubs may say less.
fn may_be_entered(cx: &Cx<'_>, function: CoroutineFunction<'_>) -> bool {
    let (CoroutineFunction::Known(id), Some(program)) = (function, cx.program) else { return false };
    let file = program.program().file(id.file);
    !file.origin.is_project() && file.module.split('.').next() != Some("asyncio")
}

/// Whether the place expects an error or a warning, or a type checker is told to let the coroutine pass.
fn is_meant<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    let after = TextRange::new(node.start(), cx.document.line_end(node.end()));
    cx.is_expected(node) || FOREIGN_NAMES.iter().any(|name| cx.slice(after).contains(name))
}

/// At the top of a notebook's cell the coroutine is shown, and an `await` is legal: neither is known to be meant.
fn is_top_of_notebook<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    cx.document.cell_end(node.start()).is_some() && cx.function_of(node.id).is_none()
}
