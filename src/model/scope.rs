//! Scopes and bindings: for every node the scope it is evaluated in, for every scope the names it binds.
//!
//! The rules are CPython's (`symtable`): decorators, defaults, annotations and base classes belong to the scope
//! outside; a comprehension's first iterable too; a walrus inside a comprehension binds outside it; names of a class
//! body are invisible to the functions in it.

mod builder;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::syntax::{Expr, NodeId, ast};

/// A scope of this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(u32);

impl ScopeId {
    /// The module's scope.
    pub const MODULE: ScopeId = ScopeId(0);

    /// The place among all scopes, which stand in the order of the source.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// What opened a scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScopeKind {
    /// The module.
    Module,
    /// A class body.
    Class,
    /// A function's body.
    Function {
        /// Whether it is an `async def`.
        is_async: bool,
    },
    /// A lambda's body.
    Lambda,
    /// A comprehension, all but its first iterable.
    Comprehension {
        /// Whether it is a generator expression.
        is_generator: bool,
    },
    /// The type parameters of a function, class or alias, and what may name them.
    TypeParameters,
}

/// A scope.
#[derive(Debug)]
pub struct Scope {
    /// What opened it.
    pub kind: ScopeKind,
    /// The node that opened it.
    pub node: NodeId,
    /// The scope around it.
    pub parent: Option<ScopeId>,
    /// Whether it has a `from … import *`, after which any name may be bound.
    pub has_star_import: bool,
}

/// A binding of this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BindingId(u32);

/// One place that binds (or deletes) a name.
#[derive(Debug)]
pub struct Binding<'a> {
    /// The name.
    pub name: &'a str,
    /// The scope that the name belongs to, after `global` and `nonlocal`.
    pub scope: ScopeId,
    /// The scope in which the binding's value is evaluated.
    pub evaluated_in: ScopeId,
    /// The node that binds: the definition, the alias, the parameter, the target name, the handler, the pattern.
    pub node: NodeId,
    /// How it binds.
    pub kind: BindingKind<'a>,
    previous: Option<BindingId>,
}

/// How a name is bound.
#[derive(Debug, Clone, Copy)]
pub enum BindingKind<'a> {
    /// `import a.b` (binds `a`) or `import a.b as c` (binds `a.b`).
    Import {
        /// The dotted module that the name stands for.
        module: &'a str,
    },
    /// `from module import member`.
    ImportFrom {
        /// The dotted module without its leading dots.
        module: &'a str,
        /// How many dots lead.
        level: u32,
        /// What is taken from it.
        member: &'a str,
    },
    /// `def` or `async def`.
    Function(&'a ast::StmtFunctionDef),
    /// `class`.
    Class(&'a ast::StmtClassDef),
    /// A parameter of a function or lambda.
    Parameter {
        /// The parameter.
        parameter: &'a ast::Parameter,
        /// Whether it is `*args` or `**kwargs`.
        is_variadic: bool,
    },
    /// The whole value of an assignment or a walrus.
    Value(&'a Expr),
    /// An annotated name, with or without a value.
    Annotated(&'a ast::StmtAnnAssign),
    /// `with value as name`.
    With {
        /// The item.
        item: &'a ast::WithItem,
        /// Whether it is `async with`.
        is_async: bool,
    },
    /// `except … as name`.
    Exception(&'a ast::ExceptHandlerExceptHandler),
    /// A loop's or comprehension's target.
    Iteration,
    /// A part of an unpacked value, an augmented assignment, a pattern's capture, a type parameter or alias.
    Other,
    /// `del name`.
    Deletion,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Declaration {
    Global,
    Nonlocal,
}

/// A run of nodes that are evaluated in one scope, but for the spans inside it.
#[derive(Debug, Clone, Copy)]
struct Span {
    start: NodeId,
    end: NodeId,
    scope: ScopeId,
    /// The span around this one, by index; the first one has itself.
    outer: usize,
}

/// All scopes and bindings of a file.
pub struct Scopes<'a> {
    all: Vec<Scope>,
    bindings: Vec<Binding<'a>>,
    last_binding: FxHashMap<(ScopeId, &'a str), BindingId>,
    declarations: FxHashMap<(ScopeId, &'a str), Declaration>,
    spans: Vec<Span>,
    /// Names that stand for something called otherwise: `import a as b`, `b = a`.
    renamed: FxHashSet<&'a str>,
    /// The names of this file's `async def`s.
    async_functions: FxHashSet<&'a str>,
    /// Every reading of the name `isinstance`.
    class_tests: Vec<NodeId>,
    /// The scope that a definition, lambda or comprehension opens.
    opened: FxHashMap<NodeId, ScopeId>,
}

/// Answers [`Scopes::of`] for nodes that are asked for in source order.
pub struct ScopeCursor<'s> {
    spans: &'s [Span],
    next: usize,
    open: Vec<Span>,
}

impl ScopeCursor<'_> {
    /// The scope in which a node is evaluated. No earlier node may have been asked for.
    pub fn of(&mut self, id: NodeId) -> ScopeId {
        while let Some(span) = self.spans.get(self.next).filter(|span| span.start <= id) {
            self.open.push(*span);
            self.next += 1;
        }
        while self.open.last().is_some_and(|span| span.end <= id) {
            self.open.pop();
        }
        self.open.last().map_or(ScopeId::MODULE, |span| span.scope)
    }
}

impl<'a> Scopes<'a> {
    /// Answers for nodes in source order, more quickly than [`Scopes::of`].
    pub fn cursor(&self) -> ScopeCursor<'_> {
        ScopeCursor { spans: &self.spans, next: 0, open: Vec::new() }
    }

    /// The scope in which a node is evaluated.
    pub fn of(&self, id: NodeId) -> ScopeId {
        let mut index = self.spans.partition_point(|span| span.start <= id) - 1;
        while self.spans[index].end <= id {
            index = self.spans[index].outer;
        }
        self.spans[index].scope
    }

    /// A scope.
    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.all[id.0 as usize]
    }

    /// The scope that a function, lambda, class or comprehension opens for its body.
    pub fn opened_by(&self, id: NodeId) -> Option<ScopeId> {
        self.opened.get(&id).copied()
    }

    /// Every scope with its identifier.
    pub fn iter(&self) -> impl Iterator<Item = (ScopeId, &Scope)> {
        self.all.iter().enumerate().map(|(index, scope)| (ScopeId(index_u32(index)), scope))
    }

    /// Every binding, in the order of the source.
    pub fn bindings(&self) -> &[Binding<'a>] {
        &self.bindings
    }

    /// The bindings of a name in one scope, the last first.
    pub fn bindings_of(&self, scope: ScopeId, name: &str) -> impl Iterator<Item = &Binding<'a>> {
        let last = self.last_binding.get(&(scope, name)).copied();
        std::iter::successors(last.map(|id| &self.bindings[id.0 as usize]), |binding| {
            binding.previous.map(|id| &self.bindings[id.0 as usize])
        })
    }

    /// The scope whose binding a name means when it is read in `from`. `None` where no scope of the file binds it: a
    /// builtin, or a name that a star import brings.
    pub fn lookup(&self, from: ScopeId, name: &str) -> Option<ScopeId> {
        let mut current = from;
        let mut may_be_class = true;
        loop {
            let scope = self.get(current);
            if may_be_class || scope.kind != ScopeKind::Class {
                match self.declaration(current, name) {
                    Some(Declaration::Global) => return self.bound_in(ScopeId::MODULE, name),
                    None if self.bound_in(current, name).is_some() => return Some(current),
                    _ => {}
                }
            }
            may_be_class = false;
            current = scope.parent?;
        }
    }

    /// Whether a star import of the scopes visible from `from` may bind any name.
    pub fn sees_star_import(&self, from: ScopeId) -> bool {
        let mut scope = Some(from);
        while let Some(current) = scope {
            if self.get(current).has_star_import {
                return true;
            }
            scope = self.get(current).parent;
        }
        false
    }

    /// Whether `scope` declares `name` as `global` or `nonlocal`.
    pub fn is_declared_elsewhere(&self, scope: ScopeId, name: &str) -> bool {
        self.declarations.contains_key(&(scope, name))
    }

    /// Whether a name may stand for something that its own module calls otherwise. Answers for the whole file, and
    /// quickly: most names need not be resolved.
    pub fn may_be_renamed(&self, name: &str) -> bool {
        self.renamed.contains(name)
    }

    /// Whether the file has an `async def` of this name.
    pub fn has_async_function(&self, name: &str) -> bool {
        self.async_functions.contains(name)
    }

    /// Every place that reads the name `isinstance`, in the order of the source.
    pub fn class_tests(&self) -> &[NodeId] {
        &self.class_tests
    }

    fn bound_in(&self, scope: ScopeId, name: &str) -> Option<ScopeId> {
        self.last_binding.contains_key(&(scope, name)).then_some(scope)
    }

    fn bind(
        &mut self,
        name: &'a str,
        written_in: ScopeId,
        evaluated_in: ScopeId,
        node: NodeId,
        kind: BindingKind<'a>,
    ) {
        match kind {
            BindingKind::Import { module } if module != name => drop(self.renamed.insert(name)),
            BindingKind::ImportFrom { member, .. } if member != name => drop(self.renamed.insert(name)),
            BindingKind::Value(Expr::Name(_) | Expr::Attribute(_)) => drop(self.renamed.insert(name)),
            BindingKind::Function(def) if def.is_async => drop(self.async_functions.insert(name)),
            _ => {}
        }
        let scope = match self.declaration(written_in, name) {
            Some(Declaration::Global) => ScopeId::MODULE,
            Some(Declaration::Nonlocal) => self.nonlocal_target(written_in, name),
            None => written_in,
        };
        let id = BindingId(index_u32(self.bindings.len()));
        let previous = self.last_binding.insert((scope, name), id);
        self.bindings.push(Binding { name, scope, evaluated_in, node, kind, previous });
    }

    /// What `scope` declares `name` as. Most files declare nothing.
    fn declaration(&self, scope: ScopeId, name: &str) -> Option<Declaration> {
        if self.declarations.is_empty() {
            return None;
        }
        self.declarations.get(&(scope, name)).copied()
    }

    fn nonlocal_target(&self, from: ScopeId, name: &str) -> ScopeId {
        let mut scope = self.get(from).parent;
        while let Some(current) = scope {
            let data = self.get(current);
            if matches!(data.kind, ScopeKind::Function { .. } | ScopeKind::Lambda)
                && !self.declarations.contains_key(&(current, name))
                && self.bound_in(current, name).is_some()
            {
                return current;
            }
            scope = data.parent;
        }
        from
    }
}

fn index_u32(index: usize) -> u32 {
    u32::try_from(index).expect("a file has fewer scopes and bindings than bytes")
}
