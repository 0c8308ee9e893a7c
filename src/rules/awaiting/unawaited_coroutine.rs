//! A call of a coroutine function without `await`.
//!
//! ## What it does
//! Finds calls of an `async def` of the same file, or of a coroutine function of asyncio, anyio or trio, whose
//! coroutine is dropped, or used as if it were the result: tested, compared, formatted, computed with, iterated over,
//! unpacked, asked for an attribute or an item, or passed to a builtin such as `len` or `print`.
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
//! purpose. There is no fix outside of an `async def`, none under a thread's lock, and none in a generator expression,
//! which an `await` would make asynchronous.

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

/// Attributes that a coroutine has.
const COROUTINE_ATTRIBUTES: &[&str] =
    &["close", "cr_await", "cr_code", "cr_frame", "cr_origin", "cr_running", "cr_suspended", "send", "throw"];

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
    let misuse = misuse(cx, node)?;
    let function = cx.called_coroutine_function(call)?;
    if is_meant(cx, node) || is_top_of_notebook(cx, node) {
        return None;
    }
    let name = called_name(call)?;
    let fix = cx.fix(format!("Await `{name}`"), |fix| {
        cx.allow_await(fix, node)?;
        if cx.runs_until_told(function) {
            fix.lower_safety(
                Safety::Unsafe,
                format!("`{name}` runs until it is stopped, and what follows would wait for it"),
            );
        }
        if cx.is_test() {
            fix.lower_safety(Safety::Unsafe, "a test may leave the coroutine on purpose");
        }
        fix.wrap_in_await(node.id);
        Ok(())
    });
    let finding = cx.finding(&node, format!("the coroutine of `{name}` is {misuse}"));
    Some(finding.help(help(cx, node)).fix(fix))
}

fn help<'a>(cx: &Cx<'a>, node: Node<'a>) -> String {
    match cx.function_of(node.id).map(|function| function.ast) {
        Some(AnyNodeRef::StmtFunctionDef(def)) if def.is_async => "await it".to_owned(),
        Some(AnyNodeRef::StmtFunctionDef(def)) => {
            format!("make `{}` an `async def` and await it there, or start it from async code", def.name)
        }
        _ => "await it in an `async def`".to_owned(),
    }
}

/// What is done to a coroutine that is wrong, whatever happens later.
enum Misuse<'a> {
    Dropped,
    Used(&'static str),
    AskedFor(&'a str),
    PassedTo(&'a str),
}

impl std::fmt::Display for Misuse<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Misuse::Dropped => f.write_str("never awaited"),
            Misuse::Used(how) => write!(f, "{how} in place of its result"),
            Misuse::AskedFor(attribute) => write!(f, "asked for `.{attribute}` in place of its result"),
            Misuse::PassedTo(builtin) => write!(f, "passed to `{builtin}` in place of its result"),
        }
    }
}

/// How the value of a call is misused if it is a coroutine; `None` where it can still be awaited.
fn misuse<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Misuse<'a>> {
    let mut value = node;
    loop {
        let parent = cx.parent(value)?;
        let is = |part: &Expr| part.range() == value.range();
        let use_of_result = match parent.ast {
            // The last operand and the branches are the value of the whole.
            AnyNodeRef::ExprBoolOp(operation) if operation.values.last().is_some_and(is) => {
                value = parent;
                continue;
            }
            AnyNodeRef::ExprIf(conditional) if !is(&conditional.test) => {
                value = parent;
                continue;
            }
            AnyNodeRef::StmtExpr(_) => return Some(Misuse::Dropped),
            AnyNodeRef::ExprBoolOp(_)
            | AnyNodeRef::ExprIf(_)
            | AnyNodeRef::StmtIf(_)
            | AnyNodeRef::ElifElseClause(_)
            | AnyNodeRef::StmtWhile(_) => "tested",
            AnyNodeRef::StmtAssert(assert) if is(&assert.test) => "tested",
            AnyNodeRef::Comprehension(each) if each.ifs.iter().any(is) => "tested",
            AnyNodeRef::ExprUnaryOp(operation) if operation.op == ast::UnaryOp::Not => "tested",
            AnyNodeRef::ExprCompare(_) => "compared",
            AnyNodeRef::InterpolatedElement(_) if is_in_format_string(cx, parent) => "formatted",
            AnyNodeRef::ExprBinOp(_) | AnyNodeRef::ExprUnaryOp(_) | AnyNodeRef::StmtAugAssign(_) => {
                "computed with"
            }
            AnyNodeRef::ExprSubscript(subscript) if is(&subscript.value) => "subscripted",
            AnyNodeRef::StmtFor(each) if !each.is_async && is(&each.iter) => "iterated over",
            AnyNodeRef::Comprehension(each) if !each.is_async && is(&each.iter) => "iterated over",
            AnyNodeRef::StmtAssign(assign) if assign.targets.iter().any(is_sequence) => "unpacked",
            AnyNodeRef::ExprStarred(_) => "unpacked",
            AnyNodeRef::ExprAttribute(attribute) => {
                return is_result_attribute(attribute).then(|| Misuse::AskedFor(attribute.attr.as_str()));
            }
            AnyNodeRef::Arguments(_) => {
                return value_builtin(cx, parent).map(Misuse::PassedTo);
            }
            _ => return None,
        };
        return Some(Misuse::Used(use_of_result));
    }
}

fn is_result_attribute(attribute: &ast::ExprAttribute) -> bool {
    let name = attribute.attr.as_str();
    !COROUTINE_ATTRIBUTES.contains(&name) && !name.starts_with("__")
}

fn is_sequence(target: &Expr) -> bool {
    matches!(target, Expr::Tuple(_) | Expr::List(_))
}

/// The builtin that a positional argument is passed to, if it has no use for a coroutine.
fn value_builtin<'a>(cx: &Cx<'a>, arguments: Node<'a>) -> Option<&'a str> {
    let AnyNodeRef::ExprCall(call) = cx.parent(arguments)?.ast else { return None };
    let name = cx.qualified(&call.func)?;
    let is_value_builtin = matches!(name.segments(), ["builtins", name] if VALUE_BUILTINS.contains(name));
    is_value_builtin.then(|| name.last())
}

/// Whether a replacement field stands in an f-string: a t-string only stores its values.
fn is_in_format_string<'a>(cx: &Cx<'a>, field: Node<'a>) -> bool {
    let string = cx
        .nodes
        .ancestors(field.id)
        .find(|node| matches!(node.ast, AnyNodeRef::FString(_) | AnyNodeRef::TString(_)));
    string.is_some_and(|string| matches!(string.ast, AnyNodeRef::FString(_)))
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
