//! What a dotted expression names: `sleep` after `from time import sleep as s; sleep = s` is `time.sleep`.

use smallvec::SmallVec;

use super::Model;
use super::scope::{Binding, BindingKind, ScopeId};
use crate::syntax::{AnyNodeRef, Expr, Node, ast};

/// How many aliases are followed before giving up.
const ALIAS_LIMIT: u32 = 8;

/// A name as the module that defines it spells it: `time.sleep`, `builtins.open`. A name from a relative import
/// starts with the import's dots and equals no absolute one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct QualifiedName<'a> {
    segments: SmallVec<[&'a str; 6]>,
}

impl<'a> QualifiedName<'a> {
    /// Whether it is this dotted name.
    pub fn is(&self, dotted: &str) -> bool {
        let length = self.segments.iter().map(|segment| segment.len() + 1).sum::<usize>();
        if length != dotted.len() + 1 {
            return false;
        }
        let mut rest = dotted;
        let last = self.segments.len() - 1;
        for (index, segment) in self.segments.iter().enumerate() {
            let Some(after) = rest.strip_prefix(segment) else { return false };
            if index == last {
                return after.is_empty();
            }
            let Some(after) = after.strip_prefix('.') else { return false };
            rest = after;
        }
        false
    }

    /// Whether it is one of these dotted names.
    pub fn is_any(&self, dotted: &[&str]) -> bool {
        dotted.iter().any(|name| self.is(name))
    }

    /// The parts between the dots.
    pub fn segments(&self) -> &[&'a str] {
        &self.segments
    }

    /// The last part.
    pub fn last(&self) -> &'a str {
        self.segments.last().copied().unwrap_or_default()
    }

    /// The name with one more part.
    #[must_use]
    pub fn join(mut self, segment: &'a str) -> Self {
        self.segments.push(segment);
        self
    }

    pub(super) fn of_module(level: u32, module: &'a str) -> Self {
        const DOTS: &str = "................................";
        let mut segments = SmallVec::new();
        if level > 0 {
            segments.push(&DOTS[..DOTS.len().min(level as usize)]);
        }
        segments.extend(module.split('.').filter(|part| !part.is_empty()));
        Self { segments }
    }
}

impl std::fmt::Display for QualifiedName<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = match self.segments.as_slice() {
            ["builtins", rest @ ..] if !rest.is_empty() => rest,
            all => all,
        };
        f.write_str(&shown.join("."))
    }
}

impl<'a> Model<'a> {
    /// The qualified name of a name or attribute chain; `None` where the file does not tell.
    pub fn qualified(&self, expr: &'a Expr) -> Option<QualifiedName<'a>> {
        self.qualified_in(expr, self.scope_of(expr), ALIAS_LIMIT)
    }

    /// The same for a node; `None` too where it is no name and no attribute.
    pub fn qualified_node(&self, node: Node<'a>) -> Option<QualifiedName<'a>> {
        match node.ast {
            AnyNodeRef::ExprName(name) => self.qualified_name_in(name.id.as_str(), self.scopes.of(node.id)),
            AnyNodeRef::ExprAttribute(attribute) => {
                Some(self.qualified(&attribute.value)?.join(attribute.attr.as_str()))
            }
            _ => None,
        }
    }

    /// Whether `expr` names `dotted`.
    pub fn names(&self, expr: &'a Expr, dotted: &str) -> bool {
        let may_be = match expr {
            Expr::Attribute(attribute) => dotted.ends_with(attribute.attr.as_str()),
            Expr::Name(name) => {
                dotted.ends_with(name.id.as_str()) || self.scopes.may_be_renamed(name.id.as_str())
            }
            _ => false,
        };
        may_be && self.qualified(expr).is_some_and(|name| name.is(dotted))
    }

    /// Whether the last part of an expression's qualified name may be one of `names`. A quick question to ask before the
    /// expression is resolved.
    pub fn may_be_called(&self, expr: &Expr, names: &[&str]) -> bool {
        match expr {
            // An attribute is the last part of the name, whatever the import calls the rest.
            Expr::Attribute(attribute) => names.contains(&attribute.attr.as_str()),
            Expr::Name(name) => {
                names.contains(&name.id.as_str()) || self.scopes.may_be_renamed(name.id.as_str())
            }
            _ => false,
        }
    }

    /// The qualified name that an identifier has when it is read in `scope`.
    pub fn qualified_name_in(&self, name: &'a str, scope: ScopeId) -> Option<QualifiedName<'a>> {
        self.identifier(name, scope, ALIAS_LIMIT)
    }

    pub(super) fn qualified_in(
        &self,
        expr: &'a Expr,
        scope: ScopeId,
        limit: u32,
    ) -> Option<QualifiedName<'a>> {
        match expr {
            Expr::Name(name) => self.identifier(name.id.as_str(), scope, limit),
            Expr::Attribute(attribute) => {
                let value = self.qualified_in(&attribute.value, scope, limit)?;
                Some(value.join(attribute.attr.as_str()))
            }
            _ => None,
        }
    }

    fn identifier(&self, name: &'a str, scope: ScopeId, limit: u32) -> Option<QualifiedName<'a>> {
        let Some(owner) = self.scopes.lookup(scope, name) else {
            let is_builtin = BUILTINS.binary_search(&name).is_ok() && !self.scopes.sees_star_import(scope);
            return is_builtin.then(|| QualifiedName { segments: SmallVec::from_slice(&["builtins", name]) });
        };
        let mut meaning: Option<QualifiedName<'a>> = None;
        let mut count = 0;
        for binding in self.scopes.bindings_of(owner, name) {
            count += 1;
            let found = match binding.kind {
                BindingKind::Import { module } => QualifiedName::of_module(0, module),
                BindingKind::ImportFrom { module, level, member } => {
                    QualifiedName::of_module(level, module).join(member)
                }
                // The stand-in for a module that is not installed.
                BindingKind::Value(value) if value.is_none_literal_expr() => continue,
                BindingKind::Value(value) if limit > 0 => self.alias(binding, value, limit)?,
                _ => return None,
            };
            match &meaning {
                Some(known) if *known != found => return None,
                _ => meaning = Some(found),
            }
        }
        // A name bound to an alias and to something else is whatever ran last.
        let is_alias =
            |binding: &Binding| matches!(binding.kind, BindingKind::Value(v) if !v.is_none_literal_expr());
        if count > 1 && self.scopes.bindings_of(owner, name).any(is_alias) {
            return None;
        }
        meaning
    }

    fn alias(&self, binding: &Binding<'a>, value: &'a Expr, limit: u32) -> Option<QualifiedName<'a>> {
        let is_plain = matches!(value, Expr::Name(_) | Expr::Attribute(_));
        is_plain.then(|| self.qualified_in(value, binding.evaluated_in, limit - 1))?
    }

    /// The function or class of this file that a name is bound to, if nothing else binds the name.
    pub fn definition(&self, name: &ast::ExprName) -> Option<Node<'a>> {
        self.definition_in(name.id.as_str(), self.scope_of(name))
    }

    pub(super) fn definition_in(&self, name: &str, scope: ScopeId) -> Option<Node<'a>> {
        let owner = self.scopes.lookup(scope, name)?;
        self.only_definition(owner, name)
    }

    /// The only binding of `name` in `owner`, if it is a function or a class.
    pub(super) fn only_definition(&self, owner: ScopeId, name: &str) -> Option<Node<'a>> {
        let mut bindings = self.scopes.bindings_of(owner, name);
        let binding = bindings.next()?;
        let is_definition = matches!(binding.kind, BindingKind::Function(_) | BindingKind::Class(_));
        (is_definition && bindings.next().is_none()).then(|| self.nodes.get(binding.node))
    }

    /// The names that are read anywhere and mean the binding of `name` in `owner`.
    pub fn references<'m>(&'m self, owner: ScopeId, name: &'m str) -> impl Iterator<Item = Node<'a>> + 'm {
        self.nodes.iter().filter(move |node| {
            let AnyNodeRef::ExprName(read) = node.ast else { return false };
            read.ctx.is_load() && read.id.as_str() == name && {
                self.scopes.lookup(self.scopes.of(node.id), name) == Some(owner)
            }
        })
    }
}

/// The names of Python 3.14's `builtins`, sorted.
#[rustfmt::skip]
const BUILTINS: &[&str] = &[
    "ArithmeticError", "AssertionError", "AttributeError", "BaseException", "BaseExceptionGroup", "BlockingIOError",
    "BrokenPipeError", "BufferError", "BytesWarning", "ChildProcessError", "ConnectionAbortedError", "ConnectionError",
    "ConnectionRefusedError", "ConnectionResetError", "DeprecationWarning", "EOFError", "Ellipsis", "EncodingWarning",
    "EnvironmentError", "Exception", "ExceptionGroup", "False", "FileExistsError", "FileNotFoundError",
    "FloatingPointError", "FutureWarning", "GeneratorExit", "IOError", "ImportError", "ImportWarning",
    "IndentationError", "IndexError", "InterruptedError", "IsADirectoryError", "KeyError", "KeyboardInterrupt",
    "LookupError", "MemoryError", "ModuleNotFoundError", "NameError", "None", "NotADirectoryError", "NotImplemented",
    "NotImplementedError", "OSError", "OverflowError", "PendingDeprecationWarning", "PermissionError",
    "ProcessLookupError", "PythonFinalizationError", "RecursionError", "ReferenceError", "ResourceWarning",
    "RuntimeError", "RuntimeWarning", "StopAsyncIteration", "StopIteration", "SyntaxError", "SyntaxWarning",
    "SystemError", "SystemExit", "TabError", "TimeoutError", "True", "TypeError", "UnboundLocalError",
    "UnicodeDecodeError", "UnicodeEncodeError", "UnicodeError", "UnicodeTranslateError", "UnicodeWarning",
    "UserWarning", "ValueError", "Warning", "ZeroDivisionError", "__build_class__", "__debug__", "__import__", "abs",
    "aiter", "all", "anext", "any", "ascii", "bin", "bool", "breakpoint", "bytearray", "bytes", "callable", "chr",
    "classmethod", "compile", "complex", "copyright", "credits", "delattr", "dict", "dir", "divmod", "enumerate",
    "eval", "exec", "exit", "filter", "float", "format", "frozenset", "getattr", "globals", "hasattr", "hash", "help",
    "hex", "id", "input", "int", "isinstance", "issubclass", "iter", "len", "license", "list", "locals", "map", "max",
    "memoryview", "min", "next", "object", "oct", "open", "ord", "pow", "print", "property", "quit", "range", "repr",
    "reversed", "round", "set", "setattr", "slice", "sorted", "staticmethod", "str", "sum", "super", "tuple", "type",
    "vars", "zip",
];
