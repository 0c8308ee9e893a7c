//! Loops that let nobody in, and the fix that adds checkpoints.

use super::{Build, Cx};
use crate::edit::{Fix, FixBuilder, Safety};
use crate::model::Flavour;
use crate::model::checkpoints::Unchecked;
use crate::model::flow::Exits;
use crate::syntax::{AnyNodeRef, Node, Stmt, ast, suites};

/// Decorators of functions whose checkpoints are the business of whoever calls them.
const EXEMPTING: &[&str] =
    &["contextlib.asynccontextmanager", "typing.overload", "typing_extensions.overload", "pytest.fixture"];

impl<'a> Cx<'a> {
    /// Whether an endless loop neither awaits nor yields, and nothing in it leaves it.
    pub fn never_gives_way(&self, node: Node<'a>, body: &'a [Stmt]) -> bool {
        let stays = Exits::FALL.with(Exits::CONTINUE);
        self.exits(body).without(stays) == Exits::NONE && !self.suspends(body) && !self.yields(node, body)
    }

    /// Whether the statements of a block yield to whoever iterates over its function.
    pub fn yields(&self, block: Node<'a>, body: &'a [Stmt]) -> bool {
        let function = self.function_of(block.id);
        body.iter().flat_map(|statement| self.nodes.subtree(self.node(statement).id)).any(|inner| {
            matches!(inner.ast, AnyNodeRef::ExprYield(_) | AnyNodeRef::ExprYieldFrom(_))
                && self.function_of(inner.id) == function
        })
    }

    /// The function, if `node` is an `async def` of trio or anyio code whose checkpoints its callers rely on.
    pub fn function_with_checkpoints(&self, node: Node<'a>) -> Option<&'a ast::StmtFunctionDef> {
        let AnyNodeRef::StmtFunctionDef(def) = node.ast else { return None };
        let is_exempt = || {
            EXEMPTING.iter().any(|name| self.is_decorated_with(def, name))
                || matches!(def.name.as_str(), "__aenter__" | "__aexit__")
                || is_stub(&def.body)
        };
        let is_concerned =
            def.is_async && self.cancels_by_level().is_some() && !self.is_test() && !is_exempt();
        is_concerned.then_some(def)
    }

    /// Adds a checkpoint at the beginning of each turn of a loop.
    ///
    /// # Errors
    /// Why there is no such fix.
    pub fn add_checkpoint(&self, title: &str, node: Node<'a>, body: &'a [Stmt]) -> Build<Fix> {
        self.fix(title, |fix| {
            let first = self.node(body.first().ok_or("the loop is empty")?);
            self.allow_await(fix, first)?;
            let checkpoint = self.checkpoint(fix, node)?;
            fix.insert_before(first.id, format!("await {checkpoint}"));
            Ok(())
        })
    }

    /// Adds a checkpoint before each of these exits.
    ///
    /// # Errors
    /// Why there is no such fix.
    pub fn add_checkpoints(&self, exits: &[Unchecked<'a>]) -> Build<Fix> {
        self.fix("Add a checkpoint", |fix| {
            fix.lower_safety(
                Safety::Unsafe,
                "a cancellation that strikes there takes the place of the result",
            );
            for exit in exits {
                let statement = self.nodes.statement(exit.node.id).ok_or("it is no statement")?;
                if self.is_in_handler(statement) {
                    return Err(
                        "a way without a checkpoint goes through a handler or a `finally` clause".to_owned()
                    );
                }
                if !exit.is_end && !suites(statement.ast).is_empty() {
                    return Err("the head of a block yields".to_owned());
                }
                self.allow_await(fix, statement)?;
                let checkpoint = self.checkpoint(fix, statement)?;
                let text = format!("await {checkpoint}");
                if exit.is_end {
                    fix.insert_after(statement.id, text);
                } else {
                    fix.insert_before(statement.id, text);
                }
            }
            Ok(())
        })
    }

    fn is_in_handler(&self, statement: Node<'a>) -> bool {
        let function = self.function_of(statement.id);
        let mut around =
            self.nodes.ancestors(statement.id).take_while(|ancestor| Some(*ancestor) != function);
        self.cleanup_around(statement.id).is_some()
            || around.any(|ancestor| matches!(ancestor.ast, AnyNodeRef::ExceptHandlerExceptHandler(_)))
    }

    /// The call of the file's own library that lets other tasks run.
    ///
    /// # Errors
    /// The file mixes libraries, or the library's name is taken.
    pub fn checkpoint(&self, fix: &mut FixBuilder<'a>, node: Node<'a>) -> Build<String> {
        match self.library() {
            Some(Flavour::Asyncio) => Ok(self.name(fix, node, "asyncio", "sleep")? + "(0)"),
            Some(Flavour::Trio) => Ok(self.name(fix, node, "trio", "lowlevel.checkpoint")? + "()"),
            Some(Flavour::Anyio) => Ok(self.name(fix, node, "anyio.lowlevel", "checkpoint")? + "()"),
            _ => Err("the file mixes async libraries".to_owned()),
        }
    }
}

/// Whether a function's body says only that there is none.
fn is_stub(body: &[Stmt]) -> bool {
    body.iter().all(|statement| match statement {
        Stmt::Pass(_) | Stmt::Raise(_) => true,
        Stmt::Expr(expr) => expr.value.is_string_literal_expr() || expr.value.is_ellipsis_literal_expr(),
        _ => false,
    })
}
