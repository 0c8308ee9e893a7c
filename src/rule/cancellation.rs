//! Handlers that keep the cancellation of their own task, what the coroutine does then, and how to let it pass.
//!
//! Two rules report them: one where the coroutine goes on, one where it ends. [`Sequel`] says which, so that none is
//! reported twice.

use super::{Build, Cx};
use crate::edit::{Fix, FixBuilder, Safety, Template};
use crate::model::Flavour;
use crate::model::cancellation::GoesOn;
use crate::model::flow::Exits;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged, Stmt, TextLen, TextRange, ast};

/// A handler that keeps the cancellation of its own task, where nothing says that this is meant.
pub struct Swallowing<'a> {
    /// The handler.
    pub node: Node<'a>,
    /// The handler's `try`.
    pub statement: &'a ast::StmtTry,
    /// The handler.
    pub handler: &'a ast::ExceptHandlerExceptHandler,
    /// Whether the handler names the cancellation itself, not a base class of it.
    pub names_it: bool,
    /// What the coroutine does then.
    pub sequel: Sequel,
}

/// What a coroutine does once it has swallowed its cancellation, in a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sequel {
    /// It goes on.
    GoesOn(&'static str),
    /// It ends, or a condition decides; the handler names the cancellation, so that this may be meant.
    MayEnd(&'static str),
}

impl Swallowing<'_> {
    /// `except` and what is caught.
    pub fn head(&self) -> TextRange {
        match &self.handler.type_ {
            Some(caught) => TextRange::new(self.handler.start(), caught.end()),
            None => TextRange::at(self.handler.start(), "except".text_len()),
        }
    }
}

impl<'a> Cx<'a> {
    /// The handler `node`, if it swallows the cancellation of the task that runs it.
    pub fn swallowing(&self, node: Node<'a>) -> Option<Swallowing<'a>> {
        let AnyNodeRef::ExceptHandlerExceptHandler(handler) = node.ast else { return None };
        let around = self.parent(node)?;
        let AnyNodeRef::StmtTry(statement) = around.ast else { return None };
        let function = self.async_function(node)?;
        if !self.catches_cancellation(handler) || is_caught_before(self, statement, handler) || self.is_test()
        {
            return None;
        }
        if !self.keeps_its_own_cancellation(around.id, &statement.body) {
            return None;
        }
        let names_it = names_cancellation(self, handler);
        let sequel = match self.goes_on(around.id, self.exits(&handler.body)) {
            GoesOn::Loop | GoesOn::Work if self.has_timeout_around(around.id) => {
                Sequel::GoesOn("the timeout around it never fires")
            }
            GoesOn::Loop => Sequel::GoesOn("the loop goes on"),
            GoesOn::Work => Sequel::GoesOn("the coroutine goes on"),
            GoesOn::Timeout => Sequel::GoesOn("the timeout around it never fires"),
            GoesOn::Perhaps if !names_it => Sequel::GoesOn("the coroutine may go on"),
            GoesOn::No if !names_it && gives_a_result(self, function, handler) => {
                Sequel::GoesOn("the caller goes on")
            }
            GoesOn::Raises => return None,
            GoesOn::No | GoesOn::Perhaps if !names_it || is_main(function) => return None,
            GoesOn::Perhaps => Sequel::MayEnd("the coroutine may go on"),
            GoesOn::No => Sequel::MayEnd("whoever waits sees it finish"),
        };
        if is_deliberate(self, node, handler, names_it) {
            return None;
        }
        Some(Swallowing { node, statement, handler, names_it, sequel })
    }

    /// Whether a block of the same function around a place is a timeout of asyncio, which works by a cancellation.
    fn has_timeout_around(&self, place: NodeId) -> bool {
        let mut around = self.structures_around(place);
        around.any(|(_, _, structure)| structure.library == Flavour::Asyncio && structure.raises_timeout())
    }

    /// Whether a handler of cancellation is there for a timeout that has expired, which raises a `TimeoutError`: all that
    /// is tried has a timeout, nothing catches that, and either the coroutine goes on or the handler speaks of time.
    pub fn expects_expiry(&self, swallowing: &Swallowing<'a>) -> bool {
        let Swallowing { node, statement, handler, names_it, sequel } = *swallowing;
        let (Some(caught), [only], [_]) = (handler.type_.as_deref(), &*statement.body, &*statement.handlers)
        else {
            return false;
        };
        let says = |words: &[&str]| {
            let first = handler.body.first().map_or(handler.end(), Ranged::start);
            let text = self.slice(TextRange::new(first, handler.end())).to_ascii_lowercase();
            words.iter().any(|word| text.contains(word))
        };
        names_it
            && !caught.is_tuple_expr()
            && self.is_limited(only)
            && (matches!(sequel, Sequel::GoesOn(_))
                || says(&["timeout", "timed", "too long", "too slow", "expired"]))
            && !says(&["cancel"])
            && !self.is_guarded_around(node, statement)
    }

    /// Whether a statement does nothing but wait for something with a timeout of asyncio.
    fn is_limited(&self, only: &'a Stmt) -> bool {
        let value = match only {
            Stmt::Expr(expr) => &*expr.value,
            Stmt::Assign(assign) => &*assign.value,
            Stmt::Return(ast::StmtReturn { value: Some(value), .. }) => &**value,
            Stmt::With(with) => {
                let [item] = &*with.items else { return false };
                return with.is_async
                    && self.structure(&item.context_expr).is_some_and(|structure| {
                        structure.library == Flavour::Asyncio && structure.raises_timeout()
                    });
            }
            _ => return false,
        };
        let Expr::Await(awaited) = value else { return false };
        let Expr::Call(call) = &*awaited.value else { return false };
        let limit = self.argument(call, "timeout", 1);
        self.names(&call.func, "asyncio.wait_for") && limit.is_some_and(|limit| !limit.is_none_literal_expr())
    }

    /// Whether a `try` around the handler's own one catches anything.
    fn is_guarded_around(&self, node: Node<'a>, own: &'a ast::StmtTry) -> bool {
        let own = self.node(own);
        let function = self.function_of(node.id);
        let around = self.nodes.ancestors(own.id).take_while(|ancestor| Some(*ancestor) != function);
        around
            .into_iter()
            .any(|ancestor| matches!(ancestor.ast, AnyNodeRef::StmtTry(outer) if !outer.handlers.is_empty()))
    }

    /// Raises at the end of a handler of cancellation, or takes the cancellation out of a handler of more.
    ///
    /// # Errors
    /// Why there is no such fix.
    pub fn raise_again(&self, swallowing: &Swallowing<'a>) -> Build<Fix> {
        let Swallowing { statement, handler, .. } = *swallowing;
        if let Some(Expr::Tuple(caught)) = handler.type_.as_deref() {
            let rest: Vec<&Expr> =
                caught.elts.iter().filter(|element| !self.is_cancellation(element)).collect();
            let is_caught_later = handlers(statement)
                .any(|other| other.start() > handler.start() && self.catches_cancellation(other));
            if is_caught_later && !rest.is_empty() {
                return self.let_pass_before(swallowing);
            }
            if !rest.is_empty() {
                return self.fix("Leave the cancellation alone", |fix| {
                    fix.lower_safety(Safety::Unsafe, REASON);
                    without_cancellation(fix, caught, &rest);
                    Ok(())
                });
            }
        }
        self.fix("Raise the cancellation again", |fix| {
            fix.lower_safety(Safety::Unsafe, REASON);
            let (last, before) = handler.body.split_last().ok_or("the handler is empty")?;
            if self.exits(before).without(Exits::RAISE) != Exits::FALL {
                return Err("the handler leaves in several ways".to_owned());
            }
            let id = self.node(last).id;
            match last {
                Stmt::Pass(_) | Stmt::Continue(_) | Stmt::Break(_) => replace_by_raise(fix, id),
                Stmt::Return(returns) if returns.value.as_deref().is_none_or(Expr::is_literal_expr) => {
                    replace_by_raise(fix, id);
                }
                Stmt::Return(_) => return Err("the handler returns a result".to_owned()),
                _ if self.exits(std::slice::from_ref(last)) == Exits::FALL => fix.insert_after(id, "raise"),
                _ => return Err("the handler leaves in several ways".to_owned()),
            }
            Ok(())
        })
    }

    /// Puts a handler before this one that raises the cancellation again.
    ///
    /// # Errors
    /// Why there is no such fix.
    pub fn let_pass_before(&self, swallowing: &Swallowing<'a>) -> Build<Fix> {
        let Swallowing { node, statement, .. } = *swallowing;
        self.fix("Let the cancellation pass", |fix| {
            fix.lower_safety(Safety::Unsafe, REASON);
            let cancelled = match self.library() {
                Some(Flavour::Asyncio) => self.name(fix, node, "asyncio", "CancelledError")?,
                Some(Flavour::Trio) => self.name(fix, node, "trio", "Cancelled")?,
                Some(Flavour::Anyio) => self.name(fix, node, "anyio", "get_cancelled_exc_class")? + "()",
                _ => return Err("the file mixes async libraries".to_owned()),
            };
            let star = if statement.is_star { "*" } else { "" };
            let template = Template::new().text(format!("except{star} {cancelled}:\n    raise\n")).hole(node);
            fix.replace_range(node.range(), template);
            Ok(())
        })
    }
}

const REASON: &str = "who awaits the coroutine sees the cancellation";

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
    !is_main(function)
        && nodes_of(cx, &handler.body)
            .any(|node| matches!(node.ast, AnyNodeRef::StmtReturn(returns) if returns.value.is_some()))
}

/// Whether a function is the program's own: its end is the end of the program.
fn is_main(function: &ast::StmtFunctionDef) -> bool {
    function.name.split('_').any(|word| matches!(word, "main" | "amain"))
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
        AnyNodeRef::ExprCall(call) => is_showing(call),
        _ => false,
    })
}

/// Whether a call writes to a log or makes text.
pub fn is_showing(call: &ast::ExprCall) -> bool {
    match &*call.func {
        Expr::Name(name) => SHOWING.contains(&name.id.as_str()) || name.id.starts_with("log_"),
        Expr::Attribute(attribute) => SHOWING.contains(&attribute.attr.as_str()),
        _ => false,
    }
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
