//! A cancellation that is caught and not raised again, in a coroutine that then goes on.
//!
//! ## What it does
//! Finds handlers in an `async def` that catch the cancellation of their own task without raising it again.
//!
//! * A handler that names the cancellation (`asyncio.CancelledError`, `trio.Cancelled`,
//!   `anyio.get_cancelled_exc_class()`) is reported where the coroutine then certainly goes on: an endless loop comes
//!   round again, more work is awaited, or an `asyncio.timeout` around it never fires. Where the coroutine comes to its
//!   end, the task has at least ended, and that may be meant.
//! * A handler of everything (`except:`, `except BaseException:`) is reported wherever the coroutine may go on, or
//!   returns something in the place of its result. It says nothing of cancellation, so nothing of it is meant.
//!
//! Not reported: a handler that raises on some path, keeps the exception for later or hands it on; one that asks about
//! the cancellation (`uncancel()`, a flag); one around a task or future that may itself have been cancelled; any in a
//! `finally` clause, in `__aexit__`, or in a function that cancels, stops or closes something; and test files.
//!
//! ## Why is this bad?
//! A cancellation is delivered once. A coroutine that swallows it can no longer be stopped: `task.cancel()` has no
//! effect, `asyncio.timeout` and `asyncio.wait_for` wait for longer than they were told, a task group hangs when one of
//! its tasks fails, and the program does not shut down.
//!
//! ## Example
//! ```python
//! import asyncio
//!
//!
//! async def watch(source, log):
//!     while True:
//!         try:
//!             await source.read()
//!         except asyncio.CancelledError:
//!             log.info("cancelled")
//! ```
//!
//! ## Use instead
//! ```python
//! import asyncio
//!
//!
//! async def watch(source, log):
//!     while True:
//!         try:
//!             await source.read()
//!         except asyncio.CancelledError:
//!             log.info("cancelled")
//!             raise
//! ```
//!
//! ## Fix safety
//! A handler of cancellation alone gets a `raise` at its end, in the place of a `pass`, `continue`, `break` or `return`
//! there. One that names other exceptions too loses the cancellation, and one of everything gets a handler before it
//! that raises the cancellation again. All of these are unsafe: who awaits the coroutine now sees the cancellation that
//! was kept from them. There is no fix where a handler of cancellation leaves in several ways.

use crate::rule::prelude::*;

pub const RULE: Rule = Rule {
    code: "AFX301",
    name: "swallowed-cancellation",
    safety: Some(Safety::Unsafe),
    default: Default::On,
    aliases: &["ASYNC103", "ASYNC104", "S7497"],
    on: &[NodeKind::ExceptHandlerExceptHandler],
    needs: Needs::Words(&[
        &["async", "Cancelled"],
        &["async", "cancelled_exc"],
        &["async", "BaseException"],
        &["async", "except:"],
        &["async", "except :"],
    ]),
    check,
};

fn check<'a>(cx: &Cx<'a>, node: Node<'a>) -> Option<Finding> {
    let AnyNodeRef::ExceptHandlerExceptHandler(handler) = node.ast else { return None };
    let around = cx.parent(node)?;
    let AnyNodeRef::StmtTry(statement) = around.ast else { return None };
    let function = cx.async_function(node)?;
    if !cx.catches_cancellation(handler) || is_caught_before(cx, statement, handler) || cx.is_test() {
        return None;
    }
    if !cx.keeps_its_own_cancellation(around.id, &statement.body) {
        return None;
    }
    let names_it = names_cancellation(cx, handler);
    let goes_on = cx.goes_on(around.id, cx.exits(&handler.body));
    let sequel = match goes_on {
        GoesOn::Loop => "the loop goes on",
        GoesOn::Work => "the coroutine goes on",
        GoesOn::Timeout => "the timeout around it never fires",
        GoesOn::Perhaps if !names_it => "the coroutine may go on",
        GoesOn::No if !names_it && gives_a_result(cx, function, handler) => "the caller goes on",
        GoesOn::Perhaps | GoesOn::No => return None,
    };
    if is_deliberate(cx, node, handler, names_it) {
        return None;
    }
    let head = match &handler.type_ {
        Some(caught) => TextRange::new(handler.start(), caught.end()),
        None => TextRange::at(handler.start(), "except".text_len()),
    };
    let (help, fix) = if names_it {
        ("raise it again, or leave it uncaught", raise_again(cx, node, statement, handler))
    } else {
        ("let it pass in a handler before this one", let_pass_before(cx, node, statement))
    };
    let finding = cx.finding(&head, format!("the cancellation of the task is swallowed, and {sequel}"));
    Some(finding.help(help).fix(fix))
}

/// Whether a handler names the cancellation itself, not a base class of it.
fn names_cancellation<'a>(cx: &Cx<'a>, handler: &'a ast::ExceptHandlerExceptHandler) -> bool {
    let is_base = |caught| cx.names(caught, "builtins.BaseException");
    match handler.type_.as_deref() {
        None => false,
        Some(Expr::Tuple(tuple)) => !tuple.elts.iter().any(is_base),
        Some(caught) => !is_base(caught),
    }
}

/// Whether a handler returns a value, which the function's caller takes for a result.
fn gives_a_result<'a>(
    cx: &Cx<'a>,
    function: &ast::StmtFunctionDef,
    handler: &'a ast::ExceptHandlerExceptHandler,
) -> bool {
    let is_main = function.name.split('_').any(|word| matches!(word, "main" | "amain"));
    !is_main
        && nodes_of(cx, &handler.body)
            .any(|node| matches!(node.ast, AnyNodeRef::StmtReturn(returns) if returns.value.is_some()))
}

/// The nodes of statements, those of nested functions left out.
fn nodes_of<'c, 'a>(cx: &'c Cx<'a>, body: &'a [Stmt]) -> impl Iterator<Item = Node<'a>> + 'c {
    let home = body.first().and_then(|first| cx.function_of(cx.node(first).id));
    body.iter()
        .flat_map(|statement| cx.nodes.subtree(cx.node(statement).id))
        .filter(move |node| cx.function_of(node.id) == home)
}

fn handlers(statement: &ast::StmtTry) -> impl Iterator<Item = &ast::ExceptHandlerExceptHandler> {
    statement.handlers.iter().map(|ast::ExceptHandler::ExceptHandler(handler)| handler)
}

fn is_caught_before<'a>(
    cx: &Cx<'a>,
    statement: &'a ast::StmtTry,
    handler: &ast::ExceptHandlerExceptHandler,
) -> bool {
    handlers(statement)
        .take_while(|other| other.start() < handler.start())
        .any(|other| cx.catches_cancellation(other))
}

/// Whether the handler raises, keeps the exception or hands it on, or shows that it knows of the cancellation.
fn is_deliberate<'a>(
    cx: &Cx<'a>,
    node: Node<'a>,
    handler: &'a ast::ExceptHandlerExceptHandler,
    names_it: bool,
) -> bool {
    if !names_it && speaks_of_cancelling(cx.slice(node.range())) {
        return true;
    }
    let bound = handler.name.as_ref().map(ast::Identifier::as_str);
    nodes_of(cx, &handler.body).filter(|inner| !is_only_shown(cx, inner.id, node.id)).any(|inner| match inner
        .ast
    {
        AnyNodeRef::StmtRaise(_) => true,
        AnyNodeRef::StmtIf(_) => names_it,
        AnyNodeRef::StmtAssign(assign) => names_it && assign.value.is_boolean_literal_expr(),
        AnyNodeRef::ExprName(name) => Some(name.id.as_str()) == bound || speaks_of_cancelling(&name.id),
        AnyNodeRef::ExprAttribute(attribute) => {
            attribute.attr.as_str() == "exc_info" || speaks_of_cancelling(&attribute.attr)
        }
        AnyNodeRef::ExprStringLiteral(text) => speaks_of_cancelling(text.value.to_str()),
        AnyNodeRef::Keyword(keyword) => keyword.arg.as_ref().is_some_and(|name| speaks_of_cancelling(name)),
        _ => false,
    })
}

fn speaks_of_cancelling(text: &str) -> bool {
    text.to_ascii_lowercase().contains("cancel")
}

/// Whether `id` stands in a call that writes to a log, or in a string.
fn is_only_shown(cx: &Cx<'_>, id: NodeId, handler: NodeId) -> bool {
    cx.nodes.ancestors(id).take_while(|ancestor| ancestor.id != handler).any(|ancestor| match ancestor.ast {
        AnyNodeRef::InterpolatedElement(_) => true,
        AnyNodeRef::ExprCall(call) => match &*call.func {
            Expr::Name(name) => SHOWING.contains(&name.id.as_str()) || name.id.starts_with("log_"),
            Expr::Attribute(attribute) => SHOWING.contains(&attribute.attr.as_str()),
            _ => false,
        },
        _ => false,
    })
}

/// Functions and methods that write to a log or make text.
const SHOWING: &[&str] = &[
    "critical",
    "debug",
    "error",
    "exception",
    "info",
    "log",
    "print",
    "print_exc",
    "print_exception",
    "repr",
    "str",
    "trace",
    "type",
    "warn",
    "warning",
];

const REASON: &str = "who awaits the coroutine sees the cancellation";

/// Raises at the end of a handler of cancellation, or takes the cancellation out of a handler of more.
fn raise_again<'a>(
    cx: &Cx<'a>,
    node: Node<'a>,
    statement: &'a ast::StmtTry,
    handler: &'a ast::ExceptHandlerExceptHandler,
) -> Build<Fix> {
    if let Some(Expr::Tuple(caught)) = handler.type_.as_deref() {
        let rest: Vec<&Expr> = caught.elts.iter().filter(|element| !cx.is_cancellation(element)).collect();
        let is_caught_later = handlers(statement)
            .any(|other| other.start() > handler.start() && cx.catches_cancellation(other));
        if is_caught_later && !rest.is_empty() {
            return let_pass_before(cx, node, statement);
        }
        if !rest.is_empty() {
            return cx.fix("Leave the cancellation alone", |fix| {
                fix.lower_safety(Safety::Unsafe, REASON);
                without_cancellation(fix, caught, &rest);
                Ok(())
            });
        }
    }
    cx.fix("Raise the cancellation again", |fix| {
        fix.lower_safety(Safety::Unsafe, REASON);
        let (last, before) = handler.body.split_last().ok_or("the handler is empty")?;
        if cx.exits(before).without(Exits::RAISE) != Exits::FALL {
            return Err("the handler leaves in several ways".to_owned());
        }
        let id = cx.node(last).id;
        match last {
            Stmt::Pass(_) | Stmt::Continue(_) | Stmt::Break(_) => replace_by_raise(fix, id),
            Stmt::Return(returns) if returns.value.as_deref().is_none_or(Expr::is_literal_expr) => {
                replace_by_raise(fix, id);
            }
            _ if cx.exits(std::slice::from_ref(last)) == Exits::FALL => fix.insert_after(id, "raise"),
            _ => return Err("the handler leaves in several ways".to_owned()),
        }
        Ok(())
    })
}

fn replace_by_raise(fix: &mut FixBuilder<'_>, statement: NodeId) {
    fix.replace_statements(statement, statement, Template::new().text("raise"));
}

fn without_cancellation(fix: &mut FixBuilder<'_>, caught: &ast::ExprTuple, rest: &[&Expr]) {
    let (open, close) = if caught.parenthesized && rest.len() > 1 { ("(", ")") } else { ("", "") };
    let mut template = Template::new().text(open);
    for (place, element) in rest.iter().enumerate() {
        template = template.text(if place > 0 { ", " } else { "" }).hole(*element);
    }
    fix.replace_range(caught.range(), template.text(close));
}

/// Puts a handler before this one that raises the cancellation again.
fn let_pass_before<'a>(cx: &Cx<'a>, node: Node<'a>, statement: &ast::StmtTry) -> Build<Fix> {
    cx.fix("Let the cancellation pass", |fix| {
        fix.lower_safety(Safety::Unsafe, REASON);
        let cancelled = match cx.library() {
            Some(Flavour::Asyncio) => cx.name(fix, node, "asyncio", "CancelledError")?,
            Some(Flavour::Trio) => cx.name(fix, node, "trio", "Cancelled")?,
            Some(Flavour::Anyio) => cx.name(fix, node, "anyio", "get_cancelled_exc_class")? + "()",
            _ => return Err("the file mixes async libraries".to_owned()),
        };
        let star = if statement.is_star { "*" } else { "" };
        let template = Template::new().text(format!("except{star} {cancelled}:\n    raise\n")).hole(node);
        fix.replace_range(node.range(), template);
        Ok(())
    })
}
