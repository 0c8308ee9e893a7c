//! The questions a rule may ask about the file it looks at.

use std::cell::OnceCell;
use std::path::Path;

use crate::edit::Document;
use crate::model::{Binding, BindingKind, Flavour, Model, QualifiedName, ScopeId, ScopeKind};
use crate::program::FileAnalysis;
use crate::source::is_of_tests;
use crate::syntax::{AnyNodeRef, Expr, HasNodeIndex, Node, PythonVersion, Ranged, ast};

use super::Finding;
use super::suppression::Unused;

/// What a rule may ask. Dereferences to the file's [`Model`].
pub struct Cx<'a> {
    /// The file, understood.
    pub model: &'a Model<'a>,
    /// The file, as fixes see it.
    pub document: &'a Document<'a>,
    /// What the settings say.
    pub options: &'a Options,
    /// What the whole program knows of the file; `None` before it is linked.
    pub program: Option<FileAnalysis<'a>>,
    /// The file's path, for what is decided by place (tests, `__init__.py`).
    pub path: &'a Path,
    /// The suppression that the rule about these is asked about; `None` for all others.
    pub unused: Option<Unused<'a>>,
    pub(super) is_test: OnceCell<bool>,
}

/// The settings that rules read.
#[derive(Debug, Clone)]
pub struct Options {
    /// The oldest Python version that the code has to run on.
    pub target: PythonVersion,
    /// The project's own offload function, called as `await f(function, *args, **kwargs)`, as a dotted name.
    pub offload: Option<String>,
}

impl std::default::Default for Options {
    fn default() -> Self {
        Self { target: PythonVersion::PY310, offload: None }
    }
}

impl<'a> std::ops::Deref for Cx<'a> {
    type Target = Model<'a>;

    fn deref(&self) -> &Model<'a> {
        self.model
    }
}

impl<'a> Cx<'a> {
    /// The context for one file.
    pub fn new(
        model: &'a Model<'a>,
        document: &'a Document<'a>,
        options: &'a Options,
        path: &'a Path,
        program: Option<FileAnalysis<'a>>,
    ) -> Self {
        Self { model, document, options, program, path, unused: None, is_test: OnceCell::new() }
    }

    /// A finding about `node`.
    pub fn finding(&self, node: &impl Ranged, message: impl Into<String>) -> Finding {
        Finding {
            range: node.range(),
            message: message.into(),
            help: None,
            fix: None,
            withheld: None,
            related: Vec::new(),
        }
    }

    /// The tree's node for a part of it.
    pub fn node(&self, part: &impl HasNodeIndex) -> Node<'a> {
        self.nodes.node(part)
    }

    /// The node around `node`.
    pub fn parent(&self, node: Node<'a>) -> Option<Node<'a>> {
        self.nodes.parent(node.id)
    }

    /// The call, if `node` is a call of this qualified name.
    pub fn call_to(&self, node: Node<'a>, dotted: &str) -> Option<&'a ast::ExprCall> {
        let AnyNodeRef::ExprCall(call) = node.ast else { return None };
        self.names(&call.func, dotted).then_some(call)
    }

    /// The call and what it calls, if `node` is a call of a name that can be told.
    pub fn qualified_call(&self, node: Node<'a>) -> Option<(&'a ast::ExprCall, QualifiedName<'a>)> {
        let AnyNodeRef::ExprCall(call) = node.ast else { return None };
        Some((call, self.qualified(&call.func)?))
    }

    /// The `async def` in whose body `node` is evaluated: the nearest function or lambda, if it is one.
    pub fn async_function(&self, node: Node<'a>) -> Option<&'a ast::StmtFunctionDef> {
        match self.function_of(node.id)?.ast {
            AnyNodeRef::StmtFunctionDef(def) if def.is_async => Some(def),
            _ => None,
        }
    }

    /// Whether `node` is evaluated in the body of a coroutine: an `async def`, or a generator that `asyncio.coroutine` makes
    /// one of.
    pub fn is_in_coroutine(&self, node: Node<'a>) -> bool {
        let Some(AnyNodeRef::StmtFunctionDef(def)) = self.function_of(node.id).map(|function| function.ast)
        else {
            return false;
        };
        let is_legacy =
            |decorator: &'a ast::Decorator| self.names(&decorator.expression, "asyncio.coroutine");
        def.is_async || def.decorator_list.iter().any(is_legacy)
    }

    /// Whether `node` is the operand of an `await`.
    pub fn is_awaited(&self, node: Node<'a>) -> bool {
        matches!(self.parent(node).map(|parent| parent.ast), Some(AnyNodeRef::ExprAwait(_)))
    }

    /// The expression statement that consists of `node` alone.
    pub fn as_statement(&self, node: Node<'a>) -> Option<Node<'a>> {
        self.parent(node).filter(|parent| matches!(parent.ast, AnyNodeRef::StmtExpr(_)))
    }

    /// The one name that an assignment binds, and its value: `name = value`, `name: Class = value`.
    pub fn bound_name(&self, node: Node<'a>) -> Option<(&'a ast::ExprName, &'a Expr)> {
        match node.ast {
            AnyNodeRef::StmtAssign(assign) => match &*assign.targets {
                [Expr::Name(name)] => Some((name, &*assign.value)),
                _ => None,
            },
            AnyNodeRef::StmtAnnAssign(assign) => {
                Some((assign.target.as_name_expr()?, assign.value.as_deref()?))
            }
            _ => None,
        }
    }

    /// Whether the file is a test: by its name or a folder on its path.
    pub fn is_test(&self) -> bool {
        *self.is_test.get_or_init(|| {
            let folders = self.path.parent().into_iter().flat_map(Path::components);
            let folders = folders.filter_map(|part| part.as_os_str().to_str());
            let stem = self.path.file_stem().and_then(|stem| stem.to_str());
            is_of_tests(folders.chain(stem))
        })
    }

    /// Whether the file is a stub, which says what something is and not how it works.
    pub fn is_stub(&self) -> bool {
        self.path.extension().is_some_and(|extension| extension == "pyi")
    }

    /// The async library that this file's coroutines run on, if a fix may be written in its terms.
    pub fn library(&self) -> Option<Flavour> {
        let flavour = match self.own_package().or_else(|| self.package_by_path()) {
            Some("anyio") => Flavour::Anyio,
            Some("trio") if !self.has_asyncio() => Flavour::Trio,
            Some("trio") => Flavour::Mixed,
            _ => self.flavour(),
        };
        Some(flavour).filter(|flavour| *flavour != Flavour::Mixed)
    }

    /// The outermost package that the file belongs to, where the program is known.
    fn own_package(&self) -> Option<&'a str> {
        let program = self.program?;
        program.program().file(program.id()).module.split('.').next()
    }

    /// The folder that the file's relative imports start from, for files that do not name their async library otherwise;
    /// asked before the program is known.
    fn package_by_path(&self) -> Option<&'a str> {
        if self.program.is_some() || self.has_asyncio() {
            return None;
        }
        let folder = |level: u32| self.path.ancestors().nth(level as usize)?.file_name()?.to_str();
        self.scopes().bindings().iter().find_map(|binding| match binding.kind {
            BindingKind::ImportFrom { level, .. } if level > 0 => {
                folder(level).filter(|name| matches!(*name, "anyio" | "trio"))
            }
            _ => None,
        })
    }

    /// Whether a module belongs to the outermost package that the file belongs to.
    pub(super) fn is_of_own_package(&self, module: &str) -> bool {
        self.own_package().is_some_and(|package| module.split('.').next() == Some(package))
    }

    /// How `module.member` can be written at a place in a file of the module's own package, through a relative import:
    /// `from .. import to_thread`.
    pub(super) fn reach_within_package(&self, node: Node<'a>, module: &str, member: &str) -> Option<String> {
        let program = self.program.filter(|_| self.is_of_own_package(module))?;
        let file = program.program().file(program.id());
        let levels = file.module.split('.').count() + usize::from(file.is_package);
        let (head, rest) = member.split_at(member.find('.').unwrap_or(member.len()));
        let scope = self.scopes().of(node.id);
        let names_it = |binding: &&Binding<'a>| match binding.kind {
            BindingKind::ImportFrom { module: from, level, member } if level > 0 && member == head => {
                let package = file.module.split('.').take(levels.saturating_sub(level as usize));
                let from = from.split('.').filter(|part| !part.is_empty());
                package.chain(from).eq(module.split('.'))
                    && self.scopes().lookup(scope, binding.name) == Some(binding.scope)
                    && self.scopes().bindings_of(binding.scope, binding.name).count() == 1
                    && binding.scope == ScopeId::MODULE
            }
            _ => false,
        };
        let binding = self.scopes().bindings().iter().find(names_it)?;
        Some(format!("{}{rest}", binding.name))
    }

    /// The value of an argument, given by keyword or by position. `None` too where a `*` or `**` may give it.
    pub fn argument(&self, call: &'a ast::ExprCall, name: &str, position: usize) -> Option<&'a Expr> {
        let arguments = &call.arguments;
        if let Some(keyword) = arguments.find_keyword(name) {
            return Some(&keyword.value);
        }
        let before = arguments.args.get(..=position)?;
        (!before.iter().any(Expr::is_starred_expr)).then(|| &before[position])
    }

    /// Whether an expression is a name that its function binds, and not as a parameter: no other task sees its value.
    pub fn is_own_name(&self, expr: &'a Expr) -> bool {
        let Expr::Name(name) = expr else { return false };
        let Some(owner) = self.scopes().lookup(self.scope_of(name), name.id.as_str()) else { return false };
        let is_function = matches!(self.scopes().get(owner).kind, ScopeKind::Function { .. });
        is_function
            && self
                .scopes()
                .bindings_of(owner, name.id.as_str())
                .all(|binding| !matches!(binding.kind, BindingKind::Parameter { .. }))
    }

    /// Whether a call has `*args` or `**kwargs`.
    pub fn has_unpacking(&self, call: &ast::ExprCall) -> bool {
        call.arguments.args.iter().any(Expr::is_starred_expr)
            || call.arguments.keywords.iter().any(|keyword| keyword.arg.is_none())
    }
}
