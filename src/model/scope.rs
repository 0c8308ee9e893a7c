//! Scopes and bindings: for every node the scope it is evaluated in, for every scope the names it binds.
//!
//! The rules are CPython's (`symtable`): decorators, defaults, annotations and base classes belong to the scope
//! outside; a comprehension's first iterable too; a walrus inside a comprehension binds outside it; names of a class
//! body are invisible to the functions in it.

use rustc_hash::FxHashMap;

use crate::syntax::{AnyNodeRef, Expr, ExprContext, Node, NodeId, Nodes, ast};

/// A scope of this file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScopeId(u32);

impl ScopeId {
    /// The module's scope.
    pub const MODULE: ScopeId = ScopeId(0);
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

/// All scopes and bindings of a file.
pub struct Scopes<'a> {
    all: Vec<Scope>,
    bindings: Vec<Binding<'a>>,
    last_binding: FxHashMap<(ScopeId, &'a str), BindingId>,
    declarations: FxHashMap<(ScopeId, &'a str), Declaration>,
    of_node: Vec<ScopeId>,
    /// For a node that opens scopes: its type-parameter scope (or the scope around it), and its own.
    opened: FxHashMap<NodeId, (ScopeId, ScopeId)>,
}

impl<'a> Scopes<'a> {
    /// Reads the nodes once, in source order.
    pub fn new(nodes: &Nodes<'a>) -> Self {
        let module =
            Scope { kind: ScopeKind::Module, node: NodeId::ROOT, parent: None, has_star_import: false };
        let scopes = Scopes {
            all: vec![module],
            bindings: Vec::with_capacity(nodes.len() / 16),
            last_binding: FxHashMap::with_capacity_and_hasher(nodes.len() / 16, rustc_hash::FxBuildHasher),
            declarations: FxHashMap::default(),
            of_node: Vec::with_capacity(nodes.len()),
            opened: FxHashMap::default(),
        };
        let mut builder = Builder { scopes, nodes };
        for node in nodes.iter() {
            let scope = builder.scope_at(node);
            builder.scopes.of_node.push(scope);
            builder.enter(node, scope);
        }
        builder.scopes
    }

    /// The scope in which a node is evaluated.
    pub fn of(&self, id: NodeId) -> ScopeId {
        self.of_node[id.index()]
    }

    /// A scope.
    pub fn get(&self, id: ScopeId) -> &Scope {
        &self.all[id.0 as usize]
    }

    /// The scope that a function, lambda, class or comprehension opens for its body.
    pub fn opened_by(&self, id: NodeId) -> Option<ScopeId> {
        self.opened.get(&id).map(|(_, inside)| *inside)
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
                match self.declarations.get(&(current, name)) {
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
        let scope = match self.declarations.get(&(written_in, name)) {
            Some(Declaration::Global) => ScopeId::MODULE,
            Some(Declaration::Nonlocal) => self.nonlocal_target(written_in, name),
            None => written_in,
        };
        let id = BindingId(index_u32(self.bindings.len()));
        let previous = self.last_binding.insert((scope, name), id);
        self.bindings.push(Binding { name, scope, evaluated_in, node, kind, previous });
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

struct Builder<'n, 'a> {
    scopes: Scopes<'a>,
    nodes: &'n Nodes<'a>,
}

impl<'a> Builder<'_, 'a> {
    fn scope_at(&mut self, node: Node<'a>) -> ScopeId {
        let Some(parent) = self.nodes.parent(node.id) else { return ScopeId::MODULE };
        let outside = self.scopes.of(parent.id);
        match parent.ast {
            AnyNodeRef::StmtFunctionDef(_) | AnyNodeRef::StmtClassDef(_) => {
                let (parameters, body) = self.scopes.opened[&parent.id];
                match node.ast {
                    AnyNodeRef::Decorator(_) => outside,
                    ast if ast.is_statement() => body,
                    _ => parameters,
                }
            }
            AnyNodeRef::StmtTypeAlias(alias) => match node.ast {
                ast if ast.ptr_eq(AnyNodeRef::from(&*alias.name)) => outside,
                _ => self.scopes.opened[&parent.id].0,
            },
            AnyNodeRef::ExprLambda(_) if !matches!(node.ast, AnyNodeRef::Parameters(_)) => {
                self.scopes.opened[&parent.id].1
            }
            AnyNodeRef::ExprListComp(_)
            | AnyNodeRef::ExprSetComp(_)
            | AnyNodeRef::ExprDictComp(_)
            | AnyNodeRef::ExprGenerator(_) => self.scopes.opened[&parent.id].1,
            AnyNodeRef::Comprehension(generator) if node.ast.ptr_eq(AnyNodeRef::from(&generator.iter)) => {
                self.scope_of_iterable(parent, outside)
            }
            _ => outside,
        }
    }

    /// The first iterable of a comprehension is evaluated outside it.
    fn scope_of_iterable(&self, generator: Node<'a>, inside: ScopeId) -> ScopeId {
        let comprehension =
            self.nodes.parent(generator.id).expect("a `for` clause stands in a comprehension");
        let first = match comprehension.ast {
            AnyNodeRef::ExprListComp(node) => node.generators.first(),
            AnyNodeRef::ExprSetComp(node) => node.generators.first(),
            AnyNodeRef::ExprDictComp(node) => node.generators.first(),
            AnyNodeRef::ExprGenerator(node) => node.generators.first(),
            _ => None,
        };
        match first {
            Some(first) if generator.ast.ptr_eq(AnyNodeRef::from(first)) => self.scopes.of(comprehension.id),
            _ => inside,
        }
    }

    fn open(
        &mut self,
        node: Node<'a>,
        outside: ScopeId,
        kind: ScopeKind,
        has_type_parameters: bool,
    ) -> ScopeId {
        let parameters = if has_type_parameters {
            self.push_scope(ScopeKind::TypeParameters, node.id, outside)
        } else {
            outside
        };
        let inside = if kind == ScopeKind::TypeParameters {
            parameters
        } else {
            self.push_scope(kind, node.id, parameters)
        };
        self.scopes.opened.insert(node.id, (parameters, inside));
        inside
    }

    fn push_scope(&mut self, kind: ScopeKind, node: NodeId, parent: ScopeId) -> ScopeId {
        let id = ScopeId(index_u32(self.scopes.all.len()));
        self.scopes.all.push(Scope { kind, node, parent: Some(parent), has_star_import: false });
        id
    }

    fn enter(&mut self, node: Node<'a>, scope: ScopeId) {
        match node.ast {
            AnyNodeRef::ExprName(name) => self.name(node, name, scope),
            AnyNodeRef::StmtFunctionDef(def) => {
                self.bind(&def.name, scope, node.id, BindingKind::Function(def));
                let kind = ScopeKind::Function { is_async: def.is_async };
                let inside = self.open(node, scope, kind, def.type_params.is_some());
                self.parameters(&def.parameters, inside);
            }
            AnyNodeRef::ExprLambda(lambda) => {
                let inside = self.open(node, scope, ScopeKind::Lambda, false);
                if let Some(parameters) = &lambda.parameters {
                    self.parameters(parameters, inside);
                }
            }
            AnyNodeRef::StmtClassDef(class) => {
                self.bind(&class.name, scope, node.id, BindingKind::Class(class));
                self.open(node, scope, ScopeKind::Class, class.type_params.is_some());
            }
            AnyNodeRef::StmtTypeAlias(alias) => {
                self.open(node, scope, ScopeKind::TypeParameters, alias.type_params.is_some());
            }
            AnyNodeRef::ExprListComp(_) | AnyNodeRef::ExprSetComp(_) | AnyNodeRef::ExprDictComp(_) => {
                self.open(node, scope, ScopeKind::Comprehension { is_generator: false }, false);
            }
            AnyNodeRef::ExprGenerator(_) => {
                self.open(node, scope, ScopeKind::Comprehension { is_generator: true }, false);
            }
            AnyNodeRef::StmtImport(import) => self.import(import, scope),
            AnyNodeRef::StmtImportFrom(import) => self.import_from(import, scope),
            AnyNodeRef::StmtGlobal(global) => self.declare(&global.names, scope, Declaration::Global),
            AnyNodeRef::StmtNonlocal(nonlocal) => self.declare(&nonlocal.names, scope, Declaration::Nonlocal),
            AnyNodeRef::ExceptHandlerExceptHandler(handler) => {
                if let Some(name) = &handler.name {
                    self.bind(name, scope, node.id, BindingKind::Exception(handler));
                }
            }
            AnyNodeRef::PatternMatchAs(pattern) => self.capture(pattern.name.as_ref(), scope, node.id),
            AnyNodeRef::PatternMatchStar(pattern) => self.capture(pattern.name.as_ref(), scope, node.id),
            AnyNodeRef::PatternMatchMapping(pattern) => self.capture(pattern.rest.as_ref(), scope, node.id),
            AnyNodeRef::TypeParamTypeVar(parameter) => self.capture(Some(&parameter.name), scope, node.id),
            AnyNodeRef::TypeParamTypeVarTuple(parameter) => {
                self.capture(Some(&parameter.name), scope, node.id);
            }
            AnyNodeRef::TypeParamParamSpec(parameter) => self.capture(Some(&parameter.name), scope, node.id),
            _ => {}
        }
    }

    fn bind(&mut self, name: &'a ast::Identifier, scope: ScopeId, node: NodeId, kind: BindingKind<'a>) {
        self.scopes.bind(name.as_str(), scope, scope, node, kind);
    }

    fn capture(&mut self, name: Option<&'a ast::Identifier>, scope: ScopeId, node: NodeId) {
        if let Some(name) = name {
            self.bind(name, scope, node, BindingKind::Other);
        }
    }

    fn declare(&mut self, names: &'a [ast::Identifier], scope: ScopeId, declaration: Declaration) {
        for name in names {
            self.scopes.declarations.insert((scope, name.as_str()), declaration);
        }
    }

    fn parameters(&mut self, parameters: &'a ast::Parameters, inside: ScopeId) {
        for parameter in parameters {
            let is_variadic = parameter.is_variadic();
            let parameter = parameter.as_parameter();
            // The node of a parameter comes later in source order; its place is where the scope's node is.
            let node = self.scopes.get(inside).node;
            let kind = BindingKind::Parameter { parameter, is_variadic };
            self.bind(&parameter.name, inside, node, kind);
        }
    }

    fn import(&mut self, import: &'a ast::StmtImport, scope: ScopeId) {
        for alias in &import.names {
            let path = alias.name.as_str();
            let head = path.split('.').next().unwrap_or(path);
            let (name, module) = alias.asname.as_ref().map_or((head, head), |name| (name.as_str(), path));
            let node = self.node_of_statement(import);
            self.scopes.bind(name, scope, scope, node, BindingKind::Import { module });
        }
    }

    fn import_from(&mut self, import: &'a ast::StmtImportFrom, scope: ScopeId) {
        let module = import.module.as_ref().map_or("", |module| module.as_str());
        let node = self.node_of_statement(import);
        for alias in &import.names {
            let member = alias.name.as_str();
            if member == "*" {
                self.scopes.all[scope.0 as usize].has_star_import = true;
                continue;
            }
            let name = alias.asname.as_ref().map_or(member, |name| name.as_str());
            let kind = BindingKind::ImportFrom { module, level: import.level, member };
            self.scopes.bind(name, scope, scope, node, kind);
        }
    }

    fn node_of_statement(&self, statement: &impl crate::syntax::HasNodeIndex) -> NodeId {
        self.nodes.id_of(statement)
    }

    fn name(&mut self, node: Node<'a>, name: &'a ast::ExprName, scope: ScopeId) {
        match name.ctx {
            ExprContext::Load | ExprContext::Invalid => {}
            ExprContext::Del => {
                self.scopes.bind(name.id.as_str(), scope, scope, node.id, BindingKind::Deletion);
            }
            ExprContext::Store if self.is_bare_declaration(node) => {}
            ExprContext::Store => {
                let (kind, is_walrus) = self.target_kind(node);
                let target = if is_walrus { self.outside_comprehensions(scope) } else { scope };
                self.scopes.bind(name.id.as_str(), target, scope, node.id, kind);
            }
        }
    }

    /// `(name): int` declares nothing, unlike `name: int`.
    fn is_bare_declaration(&self, node: Node<'a>) -> bool {
        matches!(
            self.nodes.parent(node.id).map(|parent| parent.ast),
            Some(AnyNodeRef::StmtAnnAssign(assign)) if !assign.simple && assign.value.is_none()
        )
    }

    fn outside_comprehensions(&self, mut scope: ScopeId) -> ScopeId {
        while let ScopeKind::Comprehension { .. } = self.scopes.get(scope).kind {
            scope = self.scopes.get(scope).parent.expect("a comprehension stands in a scope");
        }
        scope
    }

    /// How the statement or expression around a stored name binds it, and whether it is a walrus.
    fn target_kind(&self, node: Node<'a>) -> (BindingKind<'a>, bool) {
        let Some(parent) = self.nodes.parent(node.id) else { return (BindingKind::Other, false) };
        let kind = match parent.ast {
            AnyNodeRef::StmtAssign(assign) => BindingKind::Value(&assign.value),
            AnyNodeRef::StmtAnnAssign(assign) => BindingKind::Annotated(assign),
            AnyNodeRef::ExprNamed(named) => return (BindingKind::Value(&named.value), true),
            AnyNodeRef::WithItem(item) => {
                let is_async = self
                    .nodes
                    .parent(parent.id)
                    .is_some_and(|with| matches!(with.ast, AnyNodeRef::StmtWith(with) if with.is_async));
                BindingKind::With { item, is_async }
            }
            AnyNodeRef::StmtFor(_) | AnyNodeRef::Comprehension(_) => BindingKind::Iteration,
            _ => BindingKind::Other,
        };
        (kind, false)
    }
}

fn index_u32(index: usize) -> u32 {
    u32::try_from(index).expect("a file has fewer scopes and bindings than bytes")
}
