//! Which calls make a coroutine, as far as one file tells: calls of its own `async def`s.
//!
//! A function is a coroutine function only if nothing can have made another kind of it: a decorator, a class's
//! metaclass, a subclass, a test that patches it.

use super::Model;
use super::scope::{BindingKind, ScopeKind};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, ast};

impl<'a> Model<'a> {
    /// The `async def` of this file that a call certainly calls.
    pub fn called_own_coroutine_function(&self, call: &'a ast::ExprCall) -> Option<&'a ast::StmtFunctionDef> {
        let callee = &*call.func;
        let name = match callee {
            Expr::Name(name) => name.id.as_str(),
            Expr::Attribute(attribute) => attribute.attr.as_str(),
            _ => return None,
        };
        if !self.scopes().has_async_function(name) {
            return None;
        }
        let function = self.called_function(callee)?;
        let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return None };
        let is_certain = def.is_async
            && !self.is_generator(function)
            && def.decorator_list.iter().all(|decorator| self.keeps_kind(decorator))
            && !self.declares_async_generator(def)
            && self.is_left_alone_by_its_class(function, def)
            && !self.is_replaced(def.name.as_str());
        is_certain.then_some(def)
    }

    /// The `async def` of this file whose coroutine a read of an attribute certainly gives, as it is the getter of a
    /// property.
    pub fn async_property(&self, attribute: &'a ast::ExprAttribute) -> Option<&'a ast::StmtFunctionDef> {
        if !attribute.ctx.is_load() || !self.scopes().has_async_function(attribute.attr.as_str()) {
            return None;
        }
        let function = self.method_of_object(attribute)?;
        let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return None };
        let [decorator] = &*def.decorator_list else { return None };
        let is_certain = def.is_async
            && self.names(&decorator.expression, "builtins.property")
            && !self.is_generator(function)
            && !self.declares_async_generator(def)
            && self.is_left_alone_by_its_class(function, def)
            && !self.is_replaced(def.name.as_str());
        is_certain.then_some(def)
    }

    /// Whether a function's own body yields.
    pub fn is_generator(&self, function: Node<'a>) -> bool {
        self.nodes.descendants(function.id).any(|node| {
            matches!(node.ast, AnyNodeRef::ExprYield(_) | AnyNodeRef::ExprYieldFrom(_))
                && self.function_of(node.id) == Some(function)
        })
    }

    /// The `async def` without a body of an asynchronous generator, which a subclass writes out.
    fn declares_async_generator(&self, def: &ast::StmtFunctionDef) -> bool {
        let declared =
            def.returns.as_deref().map_or("", |returns| self.slice(crate::syntax::Ranged::range(returns)));
        ["AsyncIterator", "AsyncIterable", "AsyncGenerator"].iter().any(|kind| declared.contains(kind))
    }

    fn keeps_kind(&self, decorator: &'a ast::Decorator) -> bool {
        let name = match &decorator.expression {
            Expr::Call(call) => &*call.func,
            other => other,
        };
        self.qualified(name).is_some_and(|name| {
            name.is_any(KIND_KEEPING_DECORATORS) || matches!(name.segments(), ["pytest", "mark", _])
        })
    }

    fn is_left_alone_by_its_class(&self, method: Node<'a>, def: &ast::StmtFunctionDef) -> bool {
        let Some(owner) = self.class_of_method(method.id) else { return true };
        let AnyNodeRef::StmtClassDef(class) = owner.ast else { return true };
        let is_plain =
            class.decorator_list.iter().all(|decorator| self.is_harmless_class_decorator(decorator))
                && class.keywords().iter().all(|keyword| self.names(&keyword.value, "abc.ABCMeta"));
        is_plain
            && !self.scopes().bindings().iter().any(|binding| {
                let BindingKind::Function(other) = binding.kind else { return false };
                let scope = self.scopes().get(binding.scope);
                binding.name == def.name.as_str()
                    && !other.is_async
                    && scope.kind == ScopeKind::Class
                    && self.derives_from(scope.node, owner.id, 5)
            })
    }

    fn is_harmless_class_decorator(&self, decorator: &'a ast::Decorator) -> bool {
        let name = match &decorator.expression {
            Expr::Call(call) => &*call.func,
            other => other,
        };
        self.qualified(name).is_some_and(|name| name.is_any(HARMLESS_CLASS_DECORATORS))
    }

    /// Whether a class of this file has another one among its bases, as far as the file tells.
    fn derives_from(&self, class: NodeId, base: NodeId, limit: u32) -> bool {
        let (AnyNodeRef::StmtClassDef(def), Some(limit)) = (self.nodes.get(class).ast, limit.checked_sub(1))
        else {
            return false;
        };
        def.bases().iter().any(|expr| {
            let Expr::Name(name) = expr else { return false };
            self.definition(name)
                .is_some_and(|node| node.id == base || self.derives_from(node.id, base, limit))
        })
    }

    /// Whether this file puts something else in the place of a function of this name: `module.name = …`,
    /// `monkeypatch.setattr(module, "name", …)`, `patch("module.name")`.
    pub fn is_replaced(&self, name: &str) -> bool {
        let is_name = |text: &str| {
            text.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with('.'))
        };
        self.nodes.iter().any(|node| match node.ast {
            AnyNodeRef::ExprAttribute(attribute) => {
                !attribute.ctx.is_load() && attribute.attr.as_str() == name
            }
            AnyNodeRef::ExprCall(call) => is_patching(&call.func)
                && call.arguments.args.iter().any(
                    |argument| matches!(argument, Expr::StringLiteral(text) if is_name(text.value.to_str())),
                ),
            _ => false,
        })
    }

    /// Whether an `async def` has a loop that waits and has no end of its own: `while True`, `while self.running`,
    /// `while not stopped`. Whoever awaits such a function waits until somebody stops it.
    pub fn runs_until_stopped(&self, def: &'a ast::StmtFunctionDef) -> bool {
        let function = self.nodes.node(def);
        self.suspension_points(function.id).any(|point| {
            self.nodes
                .ancestors(point.id)
                .take_while(|ancestor| *ancestor != function)
                .any(|ancestor| matches!(ancestor.ast, AnyNodeRef::StmtWhile(each) if is_until_stopped(each)))
        })
    }
}

/// Whether a `while` ends only when somebody tells it to: `while True`, `while self.running`, `while not stopped`.
pub fn is_until_stopped(each: &ast::StmtWhile) -> bool {
    let flag = match &*each.test {
        Expr::UnaryOp(negation) => &*negation.operand,
        other => other,
    };
    matches!(flag, Expr::BooleanLiteral(_) | Expr::NumberLiteral(_) | Expr::Name(_) | Expr::Attribute(_))
}

fn is_patching(callee: &Expr) -> bool {
    let name = match callee {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => return false,
    };
    matches!(name, "setattr" | "delattr" | "patch" | "object" | "stub" | "spy" | "when")
}

/// Decorators that give back the function, or one of the same kind.
const KIND_KEEPING_DECORATORS: &[&str] = &[
    "abc.abstractmethod",
    "builtins.classmethod",
    "builtins.staticmethod",
    "functools.wraps",
    "typing.final",
    "typing.no_type_check",
    "typing.override",
    "typing_extensions.deprecated",
    "typing_extensions.final",
    "typing_extensions.override",
    "warnings.deprecated",
];

/// Class decorators that leave the methods as they are.
const HARMLESS_CLASS_DECORATORS: &[&str] = &[
    "attr.attrs",
    "attr.define",
    "attr.dataclass",
    "attr.frozen",
    "attr.s",
    "attrs.define",
    "attrs.frozen",
    "attrs.mutable",
    "dataclasses.dataclass",
    "enum.unique",
    "functools.total_ordering",
    "typing.final",
    "typing.runtime_checkable",
    "typing_extensions.final",
    "typing_extensions.runtime_checkable",
];

/// Methods of a logger that take what is to be shown.
pub const LOGGING_METHODS: &[&str] =
    &["critical", "debug", "error", "exception", "fatal", "info", "log", "warn", "warning"];

/// Builtins that take a value and have no use for a coroutine.
pub const VALUE_BUILTINS: &[&str] = &[
    "abs",
    "all",
    "any",
    "bool",
    "bytes",
    "dict",
    "enumerate",
    "float",
    "frozenset",
    "int",
    "iter",
    "len",
    "list",
    "max",
    "min",
    "next",
    "print",
    "range",
    "reversed",
    "round",
    "set",
    "sorted",
    "str",
    "sum",
    "tuple",
    "zip",
];
