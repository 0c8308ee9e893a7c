//! Which bindings of a name a use in a function sees: those that control may come from. A name that is bound once, or
//! whose bindings agree, needs no look here.
//!
//! The answer may hold bindings that never come to the use, and lacks none that does: what stands in a loop, a `try` or a
//! `match` may have run or not, and what a loop binds may come around. Where a nested function binds the name, nothing is
//! told.

use smallvec::SmallVec;

use super::{Extractor, Term, TermId};
use crate::model::{Binding, BindingKind, ScopeId, ScopeKind};
use crate::syntax::nodes::suites;
use crate::syntax::{AnyNodeRef, Expr, NodeId, Nodes, Stmt, ast};

/// How many bindings of a name are followed.
const BINDINGS: usize = 32;

/// How many uses that need one another are followed.
const DEPTH: u32 = 12;

/// Some bindings of a name, as a set of their places in the order of the source.
type Set = u32;

/// What a statement does to the bindings that are seen after it.
#[derive(Debug, Clone, Copy)]
struct Effect {
    adds: Set,
    hides_earlier: bool,
}

/// Where the bindings of one name of a function stand.
pub(super) struct Places<'m, 'a> {
    nodes: &'m Nodes<'a>,
    function: NodeId,
    all: SmallVec<[NodeId; 8]>,
}

impl<'m, 'a> Extractor<'m, 'a> {
    /// What a name is where it is used, if its function binds it several times. `otherwise` is what all bindings agree
    /// on.
    pub(super) fn flowing(&mut self, at: NodeId, name: &'a str, scope: ScopeId, otherwise: TermId) -> TermId {
        if let Some(known) = self.uses.get(&at) {
            return *known;
        }
        if self.uses_followed >= DEPTH {
            return TermId::UNKNOWN;
        }
        let bindings = self.bindings_in_order(name, scope);
        let is_declaration = |binding: &&Binding<'_>| matches!(binding.kind, BindingKind::Annotated(_));
        let seen = if bindings.iter().any(is_declaration) {
            // What is declared once holds for every place.
            let places = bindings.iter().enumerate();
            let declarations = places.filter(|(place, binding)| *place < BINDINGS && is_declaration(binding));
            declarations.fold(0, |set, (place, _)| set | 1 << place)
        } else {
            self.places(&bindings).map_or(0, |places| places.seen_from(at))
        };
        if seen == 0 || seen.count_ones() as usize == bindings.len() {
            self.uses.insert(at, otherwise);
            return otherwise;
        }
        // One that needs itself, around a loop, is unknown.
        self.uses.insert(at, TermId::UNKNOWN);
        self.uses_followed += 1;
        let mut terms = Vec::new();
        for (place, binding) in bindings.into_iter().enumerate().take(BINDINGS) {
            if seen & 1 << place != 0 {
                let term =
                    if self.is_cast_by_branch(binding) { TermId::UNKNOWN } else { self.binding(binding) };
                if !matches!(self.facts.term(term), Term::None) {
                    terms.push(term);
                }
            }
        }
        self.uses_followed -= 1;
        let term = if terms.is_empty() { self.intern(Term::None) } else { self.agreed(terms) };
        self.uses.insert(at, term);
        term
    }

    /// Whether a plain function gives one of its parameters another type for some of its callers: `x = cast(C, x)`.
    fn is_cast_by_branch(&self, binding: &Binding<'a>) -> bool {
        let BindingKind::Value(Expr::Call(call)) = binding.kind else { return false };
        let [_, Expr::Name(same)] = &*call.arguments.args else { return false };
        let is_cast = match &*call.func {
            Expr::Name(name) => name.id.as_str() == "cast",
            Expr::Attribute(attribute) => attribute.attr.as_str() == "cast",
            _ => false,
        };
        let scope = self.model.scopes().get(binding.scope);
        is_cast && same.id.as_str() == binding.name && scope.kind == ScopeKind::Function { is_async: false }
    }

    /// The bindings that a name means where it is read in a scope of its function, in the order of the source.
    pub(super) fn bindings_in_order(&self, name: &str, scope: ScopeId) -> SmallVec<[&'m Binding<'a>; 8]> {
        let scopes = self.model.scopes();
        let Some(owner) = scopes.lookup(scope, name) else { return SmallVec::new() };
        let mut all: SmallVec<[&Binding<'a>; 8]> = scopes.bindings_of(owner, name).collect();
        all.reverse();
        all
    }

    /// Where bindings stand, which are all that a name has; `None` where they cannot be followed.
    pub(super) fn places(&self, bindings: &[&Binding<'a>]) -> Option<Places<'m, 'a>> {
        let owner = bindings.first()?.scope;
        let scope = self.model.scopes().get(owner);
        let is_followed = matches!(scope.kind, ScopeKind::Function { .. })
            && bindings.len() <= BINDINGS
            && bindings.iter().all(|binding| {
                binding.evaluated_in == owner && !matches!(binding.kind, BindingKind::Deletion)
            });
        let all = bindings.iter().map(|binding| binding.node).collect();
        is_followed.then_some(Places { nodes: &self.model.nodes, function: scope.node, all })
    }
}

impl Places<'_, '_> {
    /// The bindings in a run of nodes.
    pub(super) fn between(&self, start: NodeId, end: NodeId) -> Set {
        let places = self.all.iter().enumerate().filter(|(_, node)| (start..end).contains(node));
        places.fold(0, |set, (place, _)| set | 1 << place)
    }

    fn within(&self, node: NodeId) -> Set {
        self.between(node, self.nodes.end(node))
    }

    fn of_suite(&self, suite: &[Stmt]) -> Set {
        match suite {
            [] => 0,
            [first, .., last] | [first @ last] => {
                self.between(self.nodes.id_of(first), self.nodes.end(self.nodes.id_of(last)))
            }
        }
    }

    /// The bindings that a use may see.
    fn seen_from(&self, at: NodeId) -> Set {
        let mut seen = 0;
        let mut child = at;
        for parent in self.nodes.ancestors(at) {
            let effect = self.before(child, parent.id, parent.ast);
            seen |= effect.adds;
            if effect.hides_earlier {
                return seen;
            }
            if parent.id == self.function {
                // Parameters stand where the function does.
                return seen | self.between(self.function, self.function_body());
            }
            child = parent.id;
        }
        seen
    }

    fn function_body(&self) -> NodeId {
        match self.nodes.get(self.function).ast {
            AnyNodeRef::StmtFunctionDef(def) => {
                def.body.first().map_or(self.function, |first| self.nodes.id_of(first))
            }
            _ => self.function,
        }
    }

    /// What of a node runs before one of its children, and what of it may come around to that.
    fn before(&self, child: NodeId, id: NodeId, node: AnyNodeRef<'_>) -> Effect {
        let is_before = |statement: &Stmt| self.nodes.id_of(statement) <= child;
        let is_in = |suite: &&[Stmt]| {
            let last = suite.last().map(|last| self.nodes.end(self.nodes.id_of(last)));
            suite.first().is_some_and(is_before) && last.is_some_and(|end| child < end)
        };
        let Some(suite) = suites(node).into_iter().find(is_in) else {
            return Effect { adds: self.before_in_header(child, id, node), hides_earlier: false };
        };
        let first = self.nodes.id_of(&suite[0]);
        let mut effect = Effect { adds: 0, hides_earlier: false };
        if self.between(first, child) != 0 {
            let place = suite.partition_point(is_before);
            effect = self.of_statements(&suite[..place - 1]);
            if effect.hides_earlier {
                return effect;
            }
        }
        // What stands between the node's start and the suite: targets, tests, items, other suites.
        let header = self.between(id, first);
        match node {
            AnyNodeRef::StmtFor(each) if self.nodes.id_of(&each.body[0]) == first => {
                effect.hides_earlier = self.within(self.nodes.id_of(&*each.target)) != 0;
                effect.adds |= if effect.hides_earlier { header } else { self.within(id) };
            }
            AnyNodeRef::StmtWhile(each) if self.nodes.id_of(&each.body[0]) == first => {
                effect.adds |= self.within(id);
            }
            AnyNodeRef::StmtWith(_) | AnyNodeRef::ExceptHandlerExceptHandler(_) => {
                effect.hides_earlier = header != 0;
                effect.adds |= header;
            }
            AnyNodeRef::StmtTry(attempt) if suite.as_ptr() == attempt.orelse.as_ptr() => {
                let body = self.of_statements(&attempt.body);
                effect.hides_earlier = body.hides_earlier;
                effect.adds |= body.adds;
            }
            AnyNodeRef::StmtFunctionDef(_) => {}
            _ => effect.adds |= header,
        }
        effect
    }

    /// What runs before a child of a node that is in none of its suites.
    fn before_in_header(&self, child: NodeId, id: NodeId, node: AnyNodeRef<'_>) -> Set {
        match node {
            // The value comes before what it is assigned to, and a loop's iterable before its target.
            AnyNodeRef::StmtAssign(assign) if self.nodes.id_of(&*assign.value) == child => 0,
            AnyNodeRef::StmtAugAssign(assign) if self.nodes.id_of(&*assign.value) == child => 0,
            AnyNodeRef::ExprNamed(named) if self.nodes.id_of(&*named.value) == child => 0,
            AnyNodeRef::StmtFor(each) if self.nodes.id_of(&*each.iter) == child => 0,
            AnyNodeRef::StmtAssign(_)
            | AnyNodeRef::StmtAugAssign(_)
            | AnyNodeRef::StmtFor(_)
            | AnyNodeRef::StmtWhile(_)
            | AnyNodeRef::ExprIf(_) => self.within(id),
            // Of what stands before a clause, its tests alone have run.
            AnyNodeRef::StmtIf(branch) => {
                let mut tests = self.within(self.nodes.id_of(&*branch.test));
                for clause in &branch.elif_else_clauses {
                    let test = clause.test.as_ref().map(|test| self.nodes.id_of(test));
                    tests |= test.filter(|test| *test < child).map_or(0, |test| self.within(test));
                }
                tests
            }
            AnyNodeRef::StmtTry(attempt) => self.of_suite(&attempt.body),
            _ => self.between(id, child),
        }
    }

    /// What statements that follow one another do.
    fn of_statements(&self, statements: &[Stmt]) -> Effect {
        let mut adds = 0;
        for statement in statements.iter().rev() {
            let id = self.nodes.id_of(statement);
            let inside = self.within(id);
            if inside == 0 {
                continue;
            }
            let effect = self.of_statement(id, statement, inside);
            adds |= effect.adds;
            if effect.hides_earlier {
                return Effect { adds, hides_earlier: true };
            }
        }
        Effect { adds, hides_earlier: false }
    }

    /// What a statement does that has some bindings `inside`.
    fn of_statement(&self, id: NodeId, statement: &Stmt, inside: Set) -> Effect {
        let hides_earlier = match statement {
            Stmt::Assign(assign) => self.between(id, self.nodes.id_of(&*assign.value)) != 0,
            Stmt::AugAssign(assign) => self.between(id, self.nodes.id_of(&*assign.value)) != 0,
            Stmt::Import(_) | Stmt::ImportFrom(_) => true,
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => self.all.contains(&id),
            Stmt::With(with) => with.items.iter().any(|item| {
                item.optional_vars
                    .as_ref()
                    .is_some_and(|target| self.within(self.nodes.id_of(&**target)) != 0)
            }),
            Stmt::If(branch) => return self.of_branches(branch),
            _ => false,
        };
        Effect { adds: inside, hides_earlier }
    }

    fn of_branches(&self, branch: &ast::StmtIf) -> Effect {
        let tests = branch.elif_else_clauses.iter().filter_map(|clause| clause.test.as_ref());
        let mut adds = self.within(self.nodes.id_of(&*branch.test));
        adds |= tests.fold(0, |set, test| set | self.within(self.nodes.id_of(test)));
        let mut hides_earlier = branch.elif_else_clauses.last().is_some_and(|clause| clause.test.is_none());
        let others = branch.elif_else_clauses.iter().map(|clause| &clause.body);
        for body in std::iter::once(&branch.body).chain(others).filter(|body| !leaves(body)) {
            let effect = self.of_statements(body);
            adds |= effect.adds;
            hides_earlier &= effect.hides_earlier;
        }
        Effect { adds, hides_earlier }
    }

    /// Whether some bindings may run between a test and a use that the test comes before, though none stands between
    /// them: both are not in the same loop.
    pub(super) fn come_around(&self, test: NodeId, at: NodeId) -> bool {
        let loops = self.nodes.ancestors(at).take_while(|node| node.id != self.function);
        let around =
            loops.filter(|node| matches!(node.ast, AnyNodeRef::StmtFor(_) | AnyNodeRef::StmtWhile(_)));
        around.into_iter().any(|node| !self.nodes.contains(node.id, test) && self.within(node.id) != 0)
    }
}

/// Whether control never comes to what follows a suite.
pub(super) fn leaves(suite: &[Stmt]) -> bool {
    matches!(suite.last(), Some(Stmt::Return(_) | Stmt::Raise(_) | Stmt::Continue(_) | Stmt::Break(_)))
}
