//! Which calls make a coroutine, by the file or by the whole program; and where a mistake with one is meant.

use crate::facts::FunctionTraits;
use crate::program::FunctionId;
use crate::syntax::{AnyNodeRef, Expr, Node, Ranged as _, TextRange, ast};

use super::Cx;

/// What a call that makes a coroutine calls.
#[derive(Debug, Clone, Copy)]
pub enum CoroutineFunction<'a> {
    /// An `async def` of this file.
    Own(&'a ast::StmtFunctionDef),
    /// A function that the program knows.
    Known(FunctionId),
}

impl<'a> Cx<'a> {
    /// The coroutine function that a call certainly calls.
    pub fn called_coroutine_function(&self, call: &'a ast::ExprCall) -> Option<CoroutineFunction<'a>> {
        if let Some(def) = self.called_own_coroutine_function(call) {
            return Some(CoroutineFunction::Own(def));
        }
        let function = self.program?.coroutine_function(call.range())?;
        (!self.is_replaced(called_name(call)?)).then_some(CoroutineFunction::Known(function))
    }

    /// Whether a coroutine function runs until somebody stops it, so that whoever awaits it waits so long.
    pub fn runs_until_told(&self, function: CoroutineFunction<'a>) -> bool {
        match function {
            CoroutineFunction::Own(def) => self.runs_until_stopped(def),
            CoroutineFunction::Known(id) => self.program.is_some_and(|program| {
                let function = program.program().function(id);
                let name = program.program().file(id.file).facts.text(function.name);
                function.traits.has(FunctionTraits::RUNS_UNTIL_STOPPED) || name.ends_with("forever")
            }),
        }
    }

    /// Whether the place expects an error or a warning.
    pub fn is_expected(&self, node: Node<'a>) -> bool {
        self.nodes.ancestors(node.id).any(|ancestor| {
            matches!(ancestor.ast, AnyNodeRef::StmtWith(with) if with.items.iter().any(|item| is_expectation(&item.context_expr)))
        })
    }

    /// Whether the place is taken care of whatever is found there: an error is expected, or a test around it asks for the
    /// kind of something, or a `try` catches the error of the wrong kind.
    pub fn is_tried_out(&self, node: Node<'a>) -> bool {
        self.is_expected(node)
            || self.nodes.ancestors(node.id).any(|ancestor| match ancestor.ast {
                AnyNodeRef::StmtIf(statement) => self.asks_for_kind(statement.test.range()),
                AnyNodeRef::ElifElseClause(clause) => {
                    clause.test.as_ref().is_some_and(|test| self.asks_for_kind(test.range()))
                }
                AnyNodeRef::ExprIf(conditional) => self.asks_for_kind(conditional.test.range()),
                AnyNodeRef::StmtTry(attempt) => attempt.handlers.iter().any(|handler| {
                    let ast::ExceptHandler::ExceptHandler(handler) = handler;
                    handler.type_.as_ref().is_some_and(|caught| {
                        let caught = self.slice(caught.range());
                        caught.contains("TypeError") || caught.contains("AttributeError")
                    })
                }),
                _ => false,
            })
    }

    fn asks_for_kind(&self, condition: TextRange) -> bool {
        const QUESTIONS: &[&str] = &["async", "awaitable", "callable", "coroutine", "hasattr", "isinstance"];
        let text = self.slice(condition);
        QUESTIONS.iter().any(|question| text.contains(question))
    }
}

/// The last part of what a call calls.
pub fn called_name(call: &ast::ExprCall) -> Option<&str> {
    match &*call.func {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

/// `pytest.raises(…)`, `self.assertWarns(…)`, `warnings.catch_warnings()` and their kin, by name.
fn is_expectation(context: &Expr) -> bool {
    let callee = match context {
        Expr::Call(call) => &*call.func,
        other => other,
    };
    let name = match callee {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return false,
    };
    let name = name.to_ascii_lowercase();
    ["raises", "warn", "unraisable"].iter().any(|word| name.contains(word))
}
