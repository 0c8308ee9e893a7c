//! How control leaves a block, and where it may be suspended.

use super::Model;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Stmt, ast};

/// The ways control can leave a block, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Exits(u8);

impl Exits {
    /// No way: an endless loop.
    pub const NONE: Exits = Exits(0);
    /// Past its last statement.
    pub const FALL: Exits = Exits(1);
    /// By `return`.
    pub const RETURN: Exits = Exits(2);
    /// By an exception that the block raises itself, or a call that never returns.
    pub const RAISE: Exits = Exits(4);
    /// By `break` out of a loop around the block.
    pub const BREAK: Exits = Exits(8);
    /// By `continue` of a loop around the block.
    pub const CONTINUE: Exits = Exits(16);

    /// Whether the sets share a way.
    pub fn intersects(self, other: Exits) -> bool {
        self.0 & other.0 != 0
    }

    /// The ways out of the loop around a block that comes to its end in one of these ways.
    pub(super) fn after_loop(self) -> Exits {
        let leaves = if self.intersects(Exits::BREAK) { Exits::FALL } else { Exits::NONE };
        self.without(Exits::FALL).without(Exits::BREAK).without(Exits::CONTINUE).with(leaves)
    }

    /// The ways of both sets.
    #[must_use]
    pub fn with(self, other: Exits) -> Exits {
        Exits(self.0 | other.0)
    }

    /// The ways of this set that the other has not.
    #[must_use]
    pub fn without(self, other: Exits) -> Exits {
        Exits(self.0 & !other.0)
    }
}

impl<'a> Model<'a> {
    /// The ways control can leave these statements. Exceptions count where a `raise`, or a call known never to
    /// return, stands in the block itself.
    pub fn exits(&self, body: &'a [Stmt]) -> Exits {
        let mut all = Exits::NONE;
        for statement in body {
            let exits = self.exits_of(statement);
            all = all.with(exits.without(Exits::FALL));
            if !exits.intersects(Exits::FALL) {
                return all;
            }
        }
        all.with(Exits::FALL)
    }

    fn exits_of(&self, statement: &'a Stmt) -> Exits {
        match statement {
            Stmt::Return(_) => Exits::RETURN,
            Stmt::Raise(_) => Exits::RAISE,
            Stmt::Assert(node) if matches!(&*node.test, Expr::BooleanLiteral(test) if !test.value) => {
                Exits::RAISE
            }
            Stmt::Break(_) => Exits::BREAK,
            Stmt::Continue(_) => Exits::CONTINUE,
            Stmt::Expr(expr) if self.never_returns(&expr.value) => Exits::RAISE,
            Stmt::If(node) => {
                let mut exits = self.exits(&node.body);
                for clause in &node.elif_else_clauses {
                    exits = exits.with(self.exits(&clause.body));
                }
                let is_exhaustive = node.elif_else_clauses.last().is_some_and(|clause| clause.test.is_none());
                if is_exhaustive { exits } else { exits.with(Exits::FALL) }
            }
            Stmt::While(node) => {
                let is_endless = matches!(&*node.test, Expr::BooleanLiteral(literal) if literal.value);
                self.exits_of_loop(&node.body, &node.orelse, is_endless)
            }
            Stmt::For(node) => self.exits_of_loop(&node.body, &node.orelse, false),
            Stmt::With(node) => {
                let exits = self.exits(&node.body);
                if node.items.iter().any(|item| self.is_suppressing(&item.context_expr)) {
                    return exits.with(Exits::FALL);
                }
                exits
            }
            Stmt::Match(node) => {
                let mut exits = Exits::NONE;
                for case in &node.cases {
                    exits = exits.with(self.exits(&case.body));
                }
                let is_exhaustive = node
                    .cases
                    .last()
                    .is_some_and(|case| case.guard.is_none() && case.pattern.is_irrefutable());
                if is_exhaustive { exits } else { exits.with(Exits::FALL) }
            }
            Stmt::Try(node) => self.exits_of_try(node),
            _ => Exits::FALL,
        }
    }

    fn exits_of_loop(&self, body: &'a [Stmt], orelse: &'a [Stmt], is_endless: bool) -> Exits {
        let inside = self.exits(body);
        let mut exits = inside.without(Exits::FALL).without(Exits::BREAK).without(Exits::CONTINUE);
        if inside.intersects(Exits::BREAK) {
            exits = exits.with(Exits::FALL);
        }
        if is_endless { exits } else { exits.with(self.exits(orelse)) }
    }

    fn exits_of_try(&self, node: &'a ast::StmtTry) -> Exits {
        let mut exits = self.exits(&node.body);
        if exits.intersects(Exits::FALL) && !node.orelse.is_empty() {
            exits = exits.without(Exits::FALL).with(self.exits(&node.orelse));
        }
        for handler in &node.handlers {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            exits = exits.with(self.exits(&handler.body));
        }
        if node.finalbody.is_empty() {
            return exits;
        }
        let last = self.exits(&node.finalbody);
        if last.intersects(Exits::FALL) { exits.with(last.without(Exits::FALL)) } else { last }
    }

    pub(super) fn is_suppressing(&self, context: &'a Expr) -> bool {
        matches!(context, Expr::Call(call) if self.names(&call.func, "contextlib.suppress"))
    }

    /// Whether an expression statement is a call that never returns: `sys.exit`, or a function of this file that
    /// is declared so or raises on every path.
    fn never_returns(&self, expr: &'a Expr) -> bool {
        let call = match expr {
            Expr::Call(call) => call,
            Expr::Await(awaited) => match &*awaited.value {
                Expr::Call(call) => call,
                _ => return false,
            },
            _ => return false,
        };
        if self.qualified(&call.func).is_some_and(|name| {
            name.is_any(&[
                "sys.exit",
                "os._exit",
                "os.abort",
                "builtins.exit",
                "builtins.quit",
                "pytest.fail",
            ])
        }) {
            return true;
        }
        let Some(function) = self.called_function(&call.func) else { return false };
        let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return false };
        def.returns.as_deref().is_some_and(|returns| {
            self.qualified(returns).is_some_and(|name| matches!(name.last(), "NoReturn" | "Never"))
                || matches!(returns, Expr::StringLiteral(text) if matches!(text.value.to_str(), "NoReturn" | "Never"))
        }) || (def.body.len() == 1 && matches!(def.body[0], Stmt::Raise(_)) && !def.is_async)
    }

    /// The nodes of a subtree at which the function around it may be suspended: `await`, `async for`, `async with`
    /// and asynchronous comprehensions, but none inside functions or lambdas that are only defined there.
    pub fn suspension_points(&self, root: NodeId) -> impl Iterator<Item = Node<'a>> + '_ {
        let home = self.function_of(self.first_inside(root));
        self.nodes.subtree(root).filter(move |node| {
            let suspends = match node.ast {
                AnyNodeRef::ExprAwait(_) => true,
                AnyNodeRef::StmtFor(node) => node.is_async,
                AnyNodeRef::StmtWith(node) => node.is_async,
                AnyNodeRef::Comprehension(node) => node.is_async,
                _ => false,
            };
            suspends && self.function_of(node.id) == home
        })
    }

    /// A statement itself is evaluated where it stands, except that a function's statements are the function's own.
    fn first_inside(&self, root: NodeId) -> NodeId {
        match self.nodes.get(root).ast {
            AnyNodeRef::StmtFunctionDef(def) => {
                def.body.first().map_or(root, |first| self.nodes.id_of(first))
            }
            _ => root,
        }
    }

    /// The nodes of sibling statements at which the function they stand in may be suspended.
    pub fn suspensions(&self, body: &'a [Stmt]) -> impl Iterator<Item = Node<'a>> + '_ {
        let run = body.iter().filter(|statement| !statement.is_function_def_stmt());
        run.flat_map(|statement| self.suspension_points(self.nodes.id_of(statement)))
    }

    /// Whether any of these sibling statements may suspend the function they stand in.
    pub fn suspends(&self, body: &'a [Stmt]) -> bool {
        self.suspensions(body).next().is_some()
    }

    /// The code around a place that runs while the task is being cancelled or torn down, where an `await` may not come
    /// to its end: a `finally` clause, a handler that catches cancellation, `__aexit__`.
    pub fn cleanup_around(&self, id: NodeId) -> Option<Cleanup> {
        let region = self.innermost_cleanup(id, |_, handler| self.catches_cancellation(handler))?;
        Some(region.kind)
    }

    pub(super) fn is_in_suite(&self, suite: &'a [Stmt], id: NodeId) -> bool {
        suite.iter().any(|statement| self.nodes.id_of(statement) == id)
    }

    /// Whether a handler catches `asyncio.CancelledError`, by name or through a base class.
    pub fn catches_cancellation(&self, handler: &'a ast::ExceptHandlerExceptHandler) -> bool {
        let Some(caught) = &handler.type_ else { return true };
        match &**caught {
            Expr::Tuple(tuple) => tuple.elts.iter().any(|element| self.is_cancellation(element)),
            single => self.is_cancellation(single),
        }
    }

    /// Whether an expression names the exception of a cancellation, or a base class of it.
    pub fn is_cancellation(&self, expr: &'a Expr) -> bool {
        if let Expr::Call(call) = expr {
            return self.names(&call.func, "anyio.get_cancelled_exc_class");
        }
        self.qualified(expr)
            .is_some_and(|name| name.is_any(CANCELLATION) || name.is("builtins.BaseException"))
    }
}

/// The names of asyncio's and trio's cancellation exceptions.
pub const CANCELLATION: &[&str] = &[
    "asyncio.CancelledError",
    "asyncio.exceptions.CancelledError",
    "asyncio.futures.CancelledError",
    "trio.Cancelled",
];

/// Code that runs while a task is cancelled or torn down.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cleanup {
    /// A `finally` clause.
    Finally,
    /// A handler that catches the cancellation.
    CancellationHandler,
    /// `__aexit__`.
    AsyncExit,
}
