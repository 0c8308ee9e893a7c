//! An `except` around a task group that waits for an error the group never raises as it is.
//!
//! ## What it does
//! Finds a `try` whose body is one `async with` of an `asyncio.TaskGroup`, an anyio task group or a trio nursery, and a
//! handler of it for errors such as `ValueError`.
//!
//! Handlers of groups, of `Exception` and `BaseException`, of cancellation, and of `KeyboardInterrupt` and `SystemExit` are
//! left alone, and so are nurseries with `strict_exception_groups=False`.
//!
//! ## Why is this bad?
//! What goes wrong in a group, in its tasks or in its own block, leaves it in an `ExceptionGroup`, even if it is one error
//! alone. `except ValueError` catches no group: the handler never runs, and the error goes on.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def load(pages, log):
//!     try:
//!         async with asyncio.TaskGroup() as group:
//!             for page in pages:
//!                 group.create_task(page.load())
//!     except ConnectionError:
//!         log.warning("not all pages are there")
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def load(pages, log):
//!     try:
//!         async with asyncio.TaskGroup() as group:
//!             for page in pages:
//!                 group.create_task(page.load())
//!     except* ConnectionError:
//!         log.warning("not all pages are there")
//! ```
//!
//! ## Fix safety
//! The fix writes `except*` in all handlers of the `try`. It is unsafe: the handlers run now. There is none for targets
//! before Python 3.11, where a handler leaves by `return`, `break` or `continue`, which `except*` does not allow, where it
//! uses the error by its name, which would be a group, or where a handler catches groups or everything.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX503",
    name: "plain-except-around-group",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &[],
    on: &[NodeKind::StmtTry],
    needs: Needs::Words(&[&["except", "TaskGroup"], &["except", "create_task_group"], &["except", "open_nursery"]]),
    program: None,
    check,
};

/// What leaves a group as it is, or catches groups.
const NOT_WRAPPED: &[&str] = &[
    "builtins.BaseException",
    "builtins.BaseExceptionGroup",
    "builtins.Exception",
    "builtins.ExceptionGroup",
    "builtins.GeneratorExit",
    "builtins.KeyboardInterrupt",
    "builtins.SystemExit",
];

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::StmtTry(attempt) = node.ast else { return None };
    let [Stmt::With(with)] = &*attempt.body else { return None };
    let group = with.items.first()?;
    let structure = cx.structure(&group.context_expr)?;
    if attempt.is_star || structure.kind != StructureKind::Group || is_lax(&group.context_expr) {
        return None;
    }
    let caught = handlers(attempt).find_map(|handler| {
        let caught = handler.type_.as_deref()?;
        classes(caught).iter().all(|class| is_wrapped(cx, class)).then_some(caught)
    })?;
    let classes: Vec<String> =
        classes(caught).iter().map(|class| format!("`{}`", cx.slice(class.range()))).collect();
    let what = if structure.library == Flavour::Trio { "nursery" } else { "task group" };
    let message =
        format!("{} never leaves the {what} as it is, but in an `ExceptionGroup`", classes.join(" or "));
    let fix = cx.fix("Catch it in the group", |fix| {
        if cx.options.target < PythonVersion::PY311 {
            return Err("`except*` needs Python 3.11".to_owned());
        }
        fix.lower_safety(Safety::Unsafe, "the handler runs now");
        for handler in handlers(attempt) {
            to_star(cx, fix, handler)?;
        }
        Ok(())
    });
    Some(cx.finding(caught, message).help("catch it with `except*`").fix(fix))
}

fn handlers(attempt: &ast::StmtTry) -> impl Iterator<Item = &ast::ExceptHandlerExceptHandler> {
    attempt.handlers.iter().map(|handler| {
        let ast::ExceptHandler::ExceptHandler(handler) = handler;
        handler
    })
}

fn classes(caught: &Expr) -> &[Expr] {
    match caught {
        Expr::Tuple(tuple) => &tuple.elts,
        single => std::slice::from_ref(single),
    }
}

/// Whether a nursery is told to raise a single error as it is.
fn is_lax(context: &Expr) -> bool {
    let Expr::Call(call) = context else { return true };
    call.arguments.find_keyword("strict_exception_groups").is_some()
}

/// Whether a class is certainly one that a group wraps: its name is known, and is none of a group.
fn is_wrapped<'a>(cx: &Cx<'a>, class: &'a Expr) -> bool {
    let Some(name) = cx.qualified(class) else { return false };
    !name.is_any(NOT_WRAPPED) && !cx.is_cancellation(class) && !name.last().contains("Group")
}

fn to_star<'a>(cx: &Cx<'a>, fix: &mut FixBuilder<'a>, handler: &'a ast::ExceptHandlerExceptHandler) -> Build {
    let Some(caught) = handler.type_.as_deref() else {
        return Err("another handler catches everything".to_owned());
    };
    let is_group = |class: &'a Expr| {
        cx.qualified(class).is_none_or(|name| name.last().contains("Group") || name.is("builtins.BaseException"))
    };
    if classes(caught).iter().any(is_group) {
        return Err("another handler catches groups".to_owned());
    }
    let node = cx.node(handler);
    let mut inside = cx.nodes.subtree(node.id);
    let returns = |inner: Node<'a>| {
        matches!(inner.ast, AnyNodeRef::StmtReturn(_)) && cx.function_of(inner.id) == cx.function_of(node.id)
    };
    if inside.any(returns) || cx.exits(&handler.body).intersects(Exits::BREAK.with(Exits::CONTINUE)) {
        return Err("a handler leaves by `return`, `break` or `continue`".to_owned());
    }
    let is_read = handler.name.as_ref().is_some_and(|name| {
        let mut inside = cx.nodes.subtree(node.id);
        inside.any(|inner| matches!(inner.ast, AnyNodeRef::ExprName(read) if read.id == name.id))
    });
    if is_read {
        return Err("a handler uses the error itself".to_owned());
    }
    let except = TextRange::at(handler.start(), "except".text_len());
    fix.replace_range(TextRange::empty(except.end()), Template::new().text("*"));
    Ok(())
}
