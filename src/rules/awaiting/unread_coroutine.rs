//! A coroutine that is bound to a name, and nothing awaits it by that name.
//!
//! ## What it does
//! Finds `name = f()`, where `f` is an `async def` of any file, or a coroutine function of asyncio, anyio or trio, and where
//! nothing reads the local name, or all that reads it uses the coroutine as if it were the result: tests it, compares it, asks
//! it for an attribute or an item, iterates over it.
//!
//! As soon as one read awaits it, passes it on, returns or stores it, the rule is silent.
//!
//! ## Why is this bad?
//! Calling a coroutine function runs nothing. The coroutine is collected with its name, and the work is never done.
//!
//! ## Example
//! ```python
//! async def save(document):
//!     await document.write()
//!
//!
//! async def close(document):
//!     saved = save(document)
//!     document.close()
//! ```
//!
//! ## Use instead
//! ```python
//! async def save(document):
//!     await document.write()
//!
//!
//! async def close(document):
//!     saved = await save(document)
//!     document.close()
//! ```
//!
//! ## Fix safety
//! The fix adds `await`, so that what never ran runs now. It is unsafe where the function runs until it is stopped, where
//! the new suspension point lets other code in, and in test files.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX215",
    name: "unread-coroutine",
    safety: Some(Safety::Safe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::StmtAssign, NodeKind::StmtAnnAssign],
    needs: Needs::Program,
    program: Some(keeps_coroutine),
    check,
};

/// A call that may make a coroutine, which a name in a function is bound to.
fn keeps_coroutine(file: FileAnalysis<'_>) -> bool {
    file.calls().any(|id| {
        let call = file.program().call(id);
        call.context.has(CallContext::BOUND) && call.function.is_some() && file.may_make_coroutine(id)
    })
}

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let (name, value) = cx.bound_name(node)?;
    let Expr::Call(call) = value else { return None };
    let coroutine_function = cx.called_coroutine_function(call)?;
    let function = cx.function_of(node.id)?;
    let inside = cx.scopes().opened_by(function.id)?;
    if cx.scopes().lookup(cx.scope_of(name), name.id.as_str()) != Some(inside)
        || cx.reads_its_frame(function.id)
        || cx.is_expected(node)
    {
        return None;
    }
    let fate = fate(cx, function, inside, name)?;
    let called = called_name(call)?;
    let fix = cx.fix(format!("Await `{called}`"), |fix| {
        let call = cx.node(call);
        cx.allow_await(fix, call)?;
        if cx.runs_until_told(coroutine_function) {
            fix.lower_safety(Safety::Unsafe, format!("`{called}` runs until it is stopped"));
        }
        if cx.is_test() {
            fix.lower_safety(Safety::Unsafe, "a test may leave the coroutine on purpose");
        }
        fix.wrap_in_await(call.id);
        Ok(())
    });
    let message = match fate {
        Fate::Unread => format!("the coroutine of `{called}` is bound to a name that nothing reads"),
        Fate::Misused(misuse) => format!("the coroutine of `{called}`, which `{}` is bound to, is {misuse}", name.id),
    };
    Some(cx.finding(call, message).help(cx.help_to_await(node)).fix(fix))
}

/// What becomes of a coroutine that a name is bound to.
enum Fate<'a> {
    /// Nothing reads the name.
    Unread,
    /// All that reads it misuses the coroutine, and the first does this.
    Misused(Misuse<'a>),
}

/// What becomes of a coroutine by its name; `None` where somebody may await it.
fn fate<'a>(cx: &Cx<'a>, function: Node<'a>, owner: ScopeId, name: &'a ast::ExprName) -> Option<Fate<'a>> {
    let is_deleted = cx.nodes.descendants(function.id).any(
        |inner| matches!(inner.ast, AnyNodeRef::ExprName(other) if other.ctx.is_del() && other.id == name.id),
    );
    if is_deleted {
        return None;
    }
    let is_bound_once = cx.scopes().bindings_of(owner, name.id.as_str()).count() == 1;
    let mut first = None;
    for read in cx.references(owner, name.id.as_str()) {
        let misuse = cx.misuse(read).filter(|_| is_bound_once && !cx.is_tried_out(read))?;
        first = first.or(Some(misuse));
    }
    Some(first.map_or(Fate::Unread, Fate::Misused))
}
