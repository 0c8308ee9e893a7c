//! One pass over the nodes, in source order, that opens scopes and binds names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{BindingKind, Declaration, Scope, ScopeId, ScopeKind, Scopes, index_u32};
use crate::syntax::{AnyNodeRef, ExprContext, HasNodeIndex, Node, NodeId, Nodes, ast};

impl<'a> Scopes<'a> {
    /// Reads the nodes once, in source order.
    pub fn new(nodes: &Nodes<'a>) -> Self {
        let module =
            Scope { kind: ScopeKind::Module, node: NodeId::ROOT, parent: None, has_star_import: false };
        let scopes = Scopes {
            all: vec![module],
            bindings: Vec::with_capacity(nodes.len() / 10),
            last_binding: FxHashMap::with_capacity_and_hasher(nodes.len() / 10, rustc_hash::FxBuildHasher),
            declarations: FxHashMap::default(),
            of_node: Vec::with_capacity(nodes.len()),
            opened: FxHashMap::default(),
            renamed: FxHashSet::default(),
            async_functions: FxHashSet::default(),
        };
        let mut builder =
            Builder { scopes, nodes, last_opened: (NodeId::ROOT, (ScopeId::MODULE, ScopeId::MODULE)) };
        for node in nodes.iter() {
            let scope = builder.scope_at(node);
            builder.scopes.of_node.push(scope);
            builder.enter(node, scope);
        }
        builder.scopes
    }
}

struct Builder<'n, 'a> {
    scopes: Scopes<'a>,
    nodes: &'n Nodes<'a>,
    /// What was asked of `opened` last: siblings ask for the same.
    last_opened: (NodeId, (ScopeId, ScopeId)),
}

impl<'a> Builder<'_, 'a> {
    fn scope_at(&mut self, node: Node<'a>) -> ScopeId {
        let Some(parent) = self.nodes.parent(node.id) else { return ScopeId::MODULE };
        let outside = self.scopes.of(parent.id);
        match parent.ast {
            AnyNodeRef::StmtFunctionDef(_) | AnyNodeRef::StmtClassDef(_) => {
                let (parameters, body) = self.opened(parent.id);
                match node.ast {
                    AnyNodeRef::Decorator(_) => outside,
                    ast if ast.is_statement() => body,
                    _ => parameters,
                }
            }
            AnyNodeRef::StmtTypeAlias(alias) => match node.ast {
                ast if ast.ptr_eq(AnyNodeRef::from(&*alias.name)) => outside,
                _ => self.opened(parent.id).0,
            },
            AnyNodeRef::ExprLambda(_) if !matches!(node.ast, AnyNodeRef::Parameters(_)) => {
                self.opened(parent.id).1
            }
            AnyNodeRef::ExprListComp(_)
            | AnyNodeRef::ExprSetComp(_)
            | AnyNodeRef::ExprDictComp(_)
            | AnyNodeRef::ExprGenerator(_) => self.opened(parent.id).1,
            AnyNodeRef::Comprehension(generator) if node.ast.ptr_eq(AnyNodeRef::from(&generator.iter)) => {
                self.scope_of_iterable(parent, outside)
            }
            _ => outside,
        }
    }

    /// The scopes that a node opened.
    fn opened(&mut self, id: NodeId) -> (ScopeId, ScopeId) {
        if self.last_opened.0 != id {
            self.last_opened = (id, self.scopes.opened[&id]);
        }
        self.last_opened.1
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

    fn node_of_statement(&self, statement: &impl HasNodeIndex) -> NodeId {
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
