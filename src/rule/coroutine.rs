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

    /// What to do about a coroutine that is not awaited at a place, as that is legal in an `async def` alone.
    pub fn help_to_await(&self, node: Node<'a>) -> String {
        match self.function_of(node.id).map(|function| function.ast) {
            Some(AnyNodeRef::StmtFunctionDef(def)) if def.is_async => "await it".to_owned(),
            Some(AnyNodeRef::StmtFunctionDef(def)) => {
                format!("make `{}` an `async def` and await it there, or start it from async code", def.name)
            }
            _ => "await it in an `async def`".to_owned(),
        }
    }

    /// Whether an expression certainly makes a new asyncio task, which nothing refers to yet.
    pub fn makes_task(&self, expr: &'a Expr) -> bool {
        let Expr::Call(call) = expr else { return false };
        if !self.may_be_called(&call.func, &["create_task", "ensure_future"]) {
            return false;
        }
        match self.qualified(&call.func) {
            Some(name) if name.is("asyncio.create_task") => true,
            // What is a future already is given back as it is.
            Some(name) if name.is("asyncio.ensure_future") => match call.arguments.args.first() {
                Some(Expr::Call(made)) => self.called_coroutine_function(made).is_some(),
                _ => false,
            },
            _ => match &*call.func {
                Expr::Attribute(method) => {
                    method.attr.as_str() == "create_task"
                        && self
                            .type_of(&method.value)
                            .is_some_and(|class| class.is("asyncio.AbstractEventLoop"))
                }
                _ => false,
            },
        }
    }

    /// The lock or semaphore of an async library, if `with` enters what this call of its `acquire` gives, awaited or not.
    pub fn entered_acquire(&self, node: Node<'a>) -> Option<&'a Expr> {
        let AnyNodeRef::ExprCall(call) = node.ast else { return None };
        let Expr::Attribute(method) = &*call.func else { return None };
        let parent = self.parent(node)?;
        let around = if self.is_awaited(node) { self.parent(parent)? } else { parent };
        let is_entered = matches!(around.ast, AnyNodeRef::WithItem(item)
            if item.context_expr.range().contains_range(node.range()));
        let is_acquire = method.attr.as_str() == "acquire" && call.arguments.is_empty();
        let is_lock = || self.type_of(&method.value).is_some_and(|class| class.is_any(ASYNC_LOCKS));
        (is_entered && is_acquire && is_lock()).then_some(&*method.value)
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

/// What is entered by `async with` and has a coroutine function `acquire`.
const ASYNC_LOCKS: &[&str] = &[
    "anyio.CapacityLimiter",
    "anyio.Condition",
    "anyio.Lock",
    "anyio.Semaphore",
    "asyncio.BoundedSemaphore",
    "asyncio.Condition",
    "asyncio.Lock",
    "asyncio.Semaphore",
    "trio.CapacityLimiter",
    "trio.Condition",
    "trio.Lock",
    "trio.Semaphore",
    "trio.StrictFIFOLock",
];

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
