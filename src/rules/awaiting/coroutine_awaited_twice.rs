//! A coroutine that is awaited a second time.
//!
//! ## What it does
//! Finds a name that is bound once, to the coroutine of a call, and that two statements of the same block await one after
//! the other.
//!
//! ## Why is this bad?
//! A coroutine runs once. The second `await` raises a `RuntimeError`: `cannot reuse already awaited coroutine`.
//!
//! ## Example
//! ```python
//! async def load(page):
//!     return await page.load()
//!
//!
//! async def show(page, screen):
//!     loading = load(page)
//!     screen.draw(await loading)
//!     return await loading
//! ```
//!
//! ## Use instead
//! ```python
//! async def load(page):
//!     return await page.load()
//!
//!
//! async def show(page, screen):
//!     loaded = await load(page)
//!     screen.draw(loaded)
//!     return loaded
//! ```

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX212",
    name: "coroutine-awaited-twice",
    safety: None,
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::StmtAssign],
    needs: Needs::Text(unparsed::may_leave_own_coroutine),
    program: None,
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtAssign(assign) = node.ast else { return None };
    let ([Expr::Name(name)], Expr::Call(call)) = (&*assign.targets, &*assign.value) else { return None };
    cx.called_own_coroutine_function(call)?;
    let owner = cx.scopes().lookup(cx.scope_of(name), name.id.as_str())?;
    if cx.scopes().bindings_of(owner, name.id.as_str()).count() != 1 {
        return None;
    }
    let (suite, place) = cx.nodes.suite(node.id)?;
    let mut awaits = suite[place + 1..]
        .iter()
        .filter(|statement| runs_once(statement))
        .flat_map(|statement| cx.nodes.subtree(cx.node(statement).id).collect::<Vec<_>>())
        .filter(|inner| {
            matches!(inner.ast, AnyNodeRef::ExprAwait(awaited)
                if matches!(&*awaited.value, Expr::Name(read) if read.id == name.id))
                && cx.function_of(inner.id) == cx.function_of(node.id)
                && !is_conditional(cx, *inner)
        });
    awaits.next()?;
    let second = awaits.next()?;
    if cx.is_expected(second) {
        return None;
    }
    let message = format!("the coroutine `{}` has been awaited already", name.id);
    Some(cx.finding(&second, message).help("keep the result of the first `await`, or make a task of the coroutine"))
}

/// Whether a statement runs just once if it is come to, and cannot keep an error to itself.
fn runs_once(statement: &Stmt) -> bool {
    matches!(
        statement,
        Stmt::Expr(_) | Stmt::Assign(_) | Stmt::AnnAssign(_) | Stmt::AugAssign(_) | Stmt::Return(_) | Stmt::Assert(_)
    )
}

/// Whether an expression is evaluated only if another one says so.
fn is_conditional<'a>(cx: &Cx<'a>, node: Node<'a>) -> bool {
    cx.nodes.ancestors(node.id).take_while(|ancestor| !ancestor.is_statement()).any(|ancestor| {
        matches!(
            ancestor.ast,
            AnyNodeRef::ExprIf(_)
                | AnyNodeRef::ExprBoolOp(_)
                | AnyNodeRef::ExprCompare(_)
                | AnyNodeRef::ExprListComp(_)
                | AnyNodeRef::ExprSetComp(_)
                | AnyNodeRef::ExprDictComp(_)
                | AnyNodeRef::ExprGenerator(_)
        )
    })
}
