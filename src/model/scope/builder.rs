//! One pass over the nodes, in source order, that opens scopes and binds names.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{BindingKind, Declaration, Scope, ScopeId, ScopeKind, Scopes, Span, index_u32};
use crate::syntax::{AnyNodeRef, ExprContext, HasNodeIndex, Node, NodeId, NodeKind, Nodes, ast};

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
            spans: Vec::new(),
            opened: FxHashMap::default(),
            renamed: FxHashSet::default(),
            async_functions: FxHashSet::default(),
            class_tests: Vec::new(),
        };
        let mut builder = Builder { scopes, nodes, open: Vec::new() };
        builder.span(NodeId::ROOT, nodes.end(NodeId::ROOT), ScopeId::MODULE);
        for node in nodes.of_kinds(concerns_scopes) {
            builder.enter(node);
        }
        let mut scopes = builder.scopes;
        scopes.spans.sort_by_key(|span| (span.start, std::cmp::Reverse(span.end)));
        nest(&mut scopes.spans);
        scopes
    }
}

/// Links each span, in their order, to the one around it.
fn nest(spans: &mut [Span]) {
    let mut open: Vec<usize> = Vec::new();
    for index in 0..spans.len() {
        while open.last().is_some_and(|outer| spans[*outer].end <= spans[index].start) {
            open.pop();
        }
        spans[index].outer = open.last().copied().unwrap_or(index);
        open.push(index);
    }
}

struct Builder<'n, 'a> {
    scopes: Scopes<'a>,
    nodes: &'n Nodes<'a>,
    /// The spans that have not ended, those inside others after them. Some have yet to start.
    open: Vec<Span>,
}

impl<'a> Builder<'_, 'a> {
    /// The scope in which the node at `id` is evaluated; nodes are asked for in source order.
    fn scope_at(&mut self, id: NodeId) -> ScopeId {
        while self.open.last().is_some_and(|span| span.end <= id) {
            self.open.pop();
        }
        let current = self.open.iter().rev().find(|span| span.start <= id && id < span.end);
        current.map_or(ScopeId::MODULE, |span| span.scope)
    }

    fn span(&mut self, start: NodeId, end: NodeId, scope: ScopeId) {
        let span = Span { start, end, scope, outer: 0 };
        self.scopes.spans.push(span);
        self.open.push(span);
    }

    /// Opens the scope of a definition from its first statement on, and before it that of its type parameters.
    fn definition(
        &mut self,
        node: Node<'a>,
        outside: ScopeId,
        kind: ScopeKind,
        type_parameters: Option<&ast::TypeParams>,
        body: &[ast::Stmt],
    ) -> ScopeId {
        let end = self.nodes.end(node.id);
        let first = body.first().map_or(end, |statement| self.nodes.id_of(statement));
        let around = type_parameters.map(|_| self.push_scope(ScopeKind::TypeParameters, node.id, outside));
        let inside = self.push_scope(kind, node.id, around.unwrap_or(outside));
        self.span(first, end, inside);
        if let (Some(type_parameters), Some(around)) = (type_parameters, around) {
            self.span(self.nodes.id_of(type_parameters), first, around);
        }
        self.scopes.opened.insert(node.id, inside);
        inside
    }

    /// Opens the scope of a comprehension, all but its first iterable.
    fn comprehension(
        &mut self,
        node: Node<'a>,
        outside: ScopeId,
        is_generator: bool,
        generators: &[ast::Comprehension],
    ) {
        let inside = self.push_scope(ScopeKind::Comprehension { is_generator }, node.id, outside);
        let mut children = self.nodes.children(node.id);
        let first = children.next().map_or(self.nodes.end(node.id), |child| child.id);
        drop(children);
        self.span(first, self.nodes.end(node.id), inside);
        if let Some(generator) = generators.first() {
            let iterable = self.nodes.id_of(&generator.iter);
            self.span(iterable, self.nodes.end(iterable), outside);
        }
        self.scopes.opened.insert(node.id, inside);
    }

    fn push_scope(&mut self, kind: ScopeKind, node: NodeId, parent: ScopeId) -> ScopeId {
        let id = ScopeId(index_u32(self.scopes.all.len()));
        self.scopes.all.push(Scope { kind, node, parent: Some(parent), has_star_import: false });
        id
    }

    fn enter(&mut self, node: Node<'a>) {
        if let AnyNodeRef::ExprName(name) = node.ast
            && name.ctx.is_load()
        {
            if name.id.as_str() == "isinstance" {
                self.scopes.class_tests.push(node.id);
            }
            return;
        }
        let scope = self.scope_at(node.id);
        match node.ast {
            AnyNodeRef::ExprName(name) => self.name(node, name, scope),
            AnyNodeRef::StmtFunctionDef(def) => {
                self.bind(&def.name, scope, node.id, BindingKind::Function(def));
                let kind = ScopeKind::Function { is_async: def.is_async };
                let inside = self.definition(node, scope, kind, def.type_params.as_deref(), &def.body);
                self.parameters(&def.parameters, inside);
            }
            AnyNodeRef::ExprLambda(lambda) => {
                let inside = self.push_scope(ScopeKind::Lambda, node.id, scope);
                self.span(self.nodes.id_of(&*lambda.body), self.nodes.end(node.id), inside);
                self.scopes.opened.insert(node.id, inside);
                if let Some(parameters) = &lambda.parameters {
                    self.parameters(parameters, inside);
                }
            }
            AnyNodeRef::StmtClassDef(class) => {
                self.bind(&class.name, scope, node.id, BindingKind::Class(class));
                self.definition(node, scope, ScopeKind::Class, class.type_params.as_deref(), &class.body);
            }
            AnyNodeRef::StmtTypeAlias(alias) => {
                if let Some(parameters) = &alias.type_params {
                    let inside = self.push_scope(ScopeKind::TypeParameters, node.id, scope);
                    self.span(self.nodes.id_of(&**parameters), self.nodes.end(node.id), inside);
                }
            }
            AnyNodeRef::ExprListComp(each) => self.comprehension(node, scope, false, &each.generators),
            AnyNodeRef::ExprSetComp(each) => self.comprehension(node, scope, false, &each.generators),
            AnyNodeRef::ExprDictComp(each) => self.comprehension(node, scope, false, &each.generators),
            AnyNodeRef::ExprGenerator(each) => self.comprehension(node, scope, true, &each.generators),
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

/// Whether nodes of a kind open scopes or bind names.
fn concerns_scopes(kind: NodeKind) -> bool {
    matches!(
        kind,
        NodeKind::ExprName
            | NodeKind::StmtFunctionDef
            | NodeKind::StmtClassDef
            | NodeKind::StmtTypeAlias
            | NodeKind::ExprLambda
            | NodeKind::ExprListComp
            | NodeKind::ExprSetComp
            | NodeKind::ExprDictComp
            | NodeKind::ExprGenerator
            | NodeKind::StmtImport
            | NodeKind::StmtImportFrom
            | NodeKind::StmtGlobal
            | NodeKind::StmtNonlocal
            | NodeKind::ExceptHandlerExceptHandler
            | NodeKind::PatternMatchAs
            | NodeKind::PatternMatchStar
            | NodeKind::PatternMatchMapping
            | NodeKind::TypeParamTypeVar
            | NodeKind::TypeParamTypeVarTuple
            | NodeKind::TypeParamParamSpec
    )
}
