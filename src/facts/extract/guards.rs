//! The guards of calls: what the `if`s, conditional expressions, `and`s and `or`s around a call, and those before it that
//! leave, tell of the function's parameters, of its object's attributes, of its own names and of the platform; and what
//! some calls ask for to wait at all.

use rustc_hash::FxHashMap;

use super::Extractor;
use super::changes::Watched;
use super::conditions::{AllNoted, Conditions, Noted, Outcome};
use crate::facts::{FunctionIndex, FunctionTraits, GuardId, Span, Subject, index_u32};
use crate::model::ScopeId;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged as _, Stmt, ast, suites};

/// How many conditions of one call are kept; fewer say less, and nothing wrong.
const LIMIT: usize = 6;

/// A run of nodes of one function in which conditions hold.
#[derive(Debug)]
pub(super) struct Guarded {
    pub start: NodeId,
    pub end: NodeId,
    pub function: FunctionIndex,
    pub conditions: Conditions,
}

/// The guards of the places that a sweep has come to.
#[derive(Debug, Default)]
pub(super) struct Guards {
    /// Those that have not ended, inner ones last.
    pub(super) open: Vec<Guarded>,
    known: FxHashMap<Conditions, GuardId>,
    /// For each function that was asked for, the first node after it may have changed its object.
    unchanged_until: FxHashMap<FunctionIndex, NodeId>,
}

/// A run of nodes, and from where on a change ends what holds in it.
#[derive(Debug, Clone, Copy)]
struct Run {
    start: NodeId,
    end: NodeId,
    since: NodeId,
}

impl Guards {
    /// Forgets what has ended before a node.
    pub(super) fn come_to(&mut self, id: NodeId) {
        if !self.open.is_empty() {
            self.open.retain(|guarded| guarded.end > id);
        }
    }
}

impl<'a> Extractor<'_, 'a> {
    /// The guard of a place in a function, with what the call there asks for.
    pub(super) fn guard_at(
        &mut self,
        guards: &mut Guards,
        id: NodeId,
        function: Option<FunctionIndex>,
        mut all: Conditions,
    ) -> GuardId {
        for guarded in &guards.open {
            if guarded.start <= id && Some(guarded.function) == function {
                all.extend_from_slice(&guarded.conditions);
            }
        }
        if all.is_empty() {
            return GuardId::NONE;
        }
        if self.is_object_unchanged(guards, id, function) {
            for condition in &mut all {
                if let Subject::AttributeHere(name) = condition.subject {
                    condition.subject = Subject::Attribute(name);
                }
            }
        }
        all.sort_unstable();
        all.dedup();
        all.truncate(LIMIT);
        if let Some(known) = guards.known.get(&all) {
            return *known;
        }
        let start = index_u32(self.facts.conditions.len());
        self.facts.conditions.extend_from_slice(&all);
        self.facts.guards.push(Span { start, end: index_u32(self.facts.conditions.len()) });
        let id = GuardId(index_u32(self.facts.guards.len()));
        guards.known.insert(all, id);
        id
    }

    /// Whether a function cannot have changed the object that it is called on before it comes to a place.
    pub(super) fn is_object_unchanged(
        &self,
        guards: &mut Guards,
        id: NodeId,
        function: Option<FunctionIndex>,
    ) -> bool {
        let Some(function) = function else { return false };
        let until = guards.unchanged_until.entry(function).or_insert_with(|| {
            let scopes = self.model.scopes();
            let scope = scopes.of(id);
            let (start, end) = (self.function_start(scope), self.function_end(scope));
            match self.receiver_name(scope) {
                Some(receiver) => self.unchanged_until(Watched::Object(receiver), start, end),
                None => start,
            }
        });
        id < *until
    }

    /// The name of the parameter that stands for the object which the function around some code is called on.
    pub(super) fn receiver_name(&self, scope: ScopeId) -> Option<&'a str> {
        let function = self.owner(scope).function?;
        let traits = self.facts.functions[function as usize].traits;
        let AnyNodeRef::StmtFunctionDef(def) = self.model.nodes.get(self.function_start(scope)).ast else {
            return None;
        };
        let first = def.parameters.iter_non_variadic_params().next()?;
        traits.has(FunctionTraits::HAS_RECEIVER).then_some(first.parameter.name.as_str())
    }

    /// `if`: each branch has its test and the failed ones before it; what follows has the failed ones of branches that
    /// leave.
    pub(super) fn guard_branches(
        &self,
        guards: &mut Guards,
        node: Node<'a>,
        statement: &'a ast::StmtIf,
        scope: ScopeId,
    ) {
        let clauses = &statement.elif_else_clauses;
        let tests =
            std::iter::once(Some(&*statement.test)).chain(clauses.iter().map(|clause| clause.test.as_ref()));
        let bodies = std::iter::once(&*statement.body).chain(clauses.iter().map(|clause| &*clause.body));
        let starts = clauses.iter().map(|clause| Some(self.model.nodes.id_of(clause)));
        let mut failed = AllNoted::new();
        // What holds after it, as long as all branches so far leave.
        let mut after = Some(AllNoted::new());
        for ((test, body), clause) in tests.zip(bodies).zip(std::iter::once(None).chain(starts)) {
            if let Some(clause) = clause {
                let run = Run { start: clause, end: self.model.nodes.end(clause), since: clause };
                self.guard(guards, run, scope, &failed);
            }
            let Some(test) = test else {
                if let ([_], true, None) = (&**clauses, leaves(body), &after) {
                    after = Some(self.conditions(&statement.test, Outcome::True, scope));
                }
                break;
            };
            let since = self.model.nodes.id_of(test);
            self.guard_suite(guards, body, since, scope, &self.conditions(test, Outcome::True, scope));
            failed.extend(self.conditions(test, Outcome::False, scope));
            after = after.filter(|_| leaves(body)).map(|_| failed.clone());
            if after.is_none() && clauses.is_empty() {
                break;
            }
        }
        if let Some(after) = after {
            self.guard_rest(guards, node, scope, &after);
        }
    }

    /// `while`: its body has its test, and what follows its failed test, unless a `break` leads there.
    pub(super) fn guard_loop(
        &self,
        guards: &mut Guards,
        node: Node<'a>,
        statement: &'a ast::StmtWhile,
        scope: ScopeId,
    ) {
        let nodes = &self.model.nodes;
        let conditions = self.conditions(&statement.test, Outcome::True, scope);
        self.guard_suite(guards, &statement.body, nodes.id_of(&*statement.test), scope, &conditions);
        let has_break = || nodes.subtree(node.id).any(|inner| matches!(inner.ast, AnyNodeRef::StmtBreak(_)));
        let after = self.conditions(&statement.test, Outcome::False, scope);
        if !after.is_empty() && statement.orelse.is_empty() && !has_break() {
            self.guard_rest(guards, node, scope, &after);
        }
    }

    /// `assert`: what follows has its test.
    pub(super) fn guard_assertion(
        &self,
        guards: &mut Guards,
        node: Node<'a>,
        statement: &'a ast::StmtAssert,
        scope: ScopeId,
    ) {
        self.guard_rest(guards, node, scope, &self.conditions(&statement.test, Outcome::True, scope));
    }

    /// What follows a statement in its suite.
    fn guard_rest(&self, guards: &mut Guards, node: Node<'a>, scope: ScopeId, conditions: &[Noted<'a>]) {
        if conditions.is_empty() {
            return;
        }
        let nodes = &self.model.nodes;
        let range = node.range();
        let parent = nodes.parent(node.id);
        let suite = parent.into_iter().flat_map(|parent| suites(parent.ast)).find(|suite| {
            suite.first().is_some_and(|first| first.start() <= range.start())
                && suite.last().is_some_and(|last| last.end() >= range.end())
        });
        if let Some(last) = suite.and_then(<[Stmt]>::last) {
            let start = nodes.end(node.id);
            let run = Run { start, end: nodes.end(nodes.id_of(last)), since: start };
            self.guard(guards, run, scope, conditions);
        }
    }

    /// `a if test else b`.
    pub(super) fn guard_choice(&self, guards: &mut Guards, choice: &'a ast::ExprIf, scope: ScopeId) {
        for (value, outcome) in [(&choice.body, Outcome::True), (&choice.orelse, Outcome::False)] {
            let conditions = self.conditions(&choice.test, outcome, scope);
            self.guard_expression(guards, value, scope, &conditions);
        }
    }

    /// `a and b`, `a or b`: what stands behind runs only if what stands before was true, or false.
    pub(super) fn guard_operands(&self, guards: &mut Guards, operation: &'a ast::ExprBoolOp, scope: ScopeId) {
        let outcome = match operation.op {
            ast::BoolOp::And => Outcome::True,
            ast::BoolOp::Or => Outcome::False,
        };
        let mut before = AllNoted::new();
        for value in &operation.values {
            self.guard_expression(guards, value, scope, &before);
            before.extend(self.conditions(value, outcome, scope));
        }
    }

    fn guard_suite(
        &self,
        guards: &mut Guards,
        suite: &'a [Stmt],
        since: NodeId,
        scope: ScopeId,
        conditions: &[Noted<'a>],
    ) {
        let (Some(first), Some(last)) = (suite.first(), suite.last()) else { return };
        let nodes = &self.model.nodes;
        let run = Run { start: nodes.id_of(first), end: nodes.end(nodes.id_of(last)), since };
        self.guard(guards, run, scope, conditions);
    }

    fn guard_expression(
        &self,
        guards: &mut Guards,
        expr: &'a Expr,
        scope: ScopeId,
        conditions: &[Noted<'a>],
    ) {
        let id = self.model.nodes.id_of(expr);
        let run = Run { start: id, end: self.model.nodes.end(id), since: id };
        self.guard(guards, run, scope, conditions);
    }

    fn guard(&self, guards: &mut Guards, run: Run, scope: ScopeId, conditions: &[Noted<'a>]) {
        let Some(function) = self.owner(scope).function else { return };
        let mut open = |end: NodeId, conditions: Conditions| {
            if run.start < end && !conditions.is_empty() {
                guards.open.push(Guarded { start: run.start, end, function, conditions });
            }
        };
        open(
            run.end,
            conditions.iter().filter(|noted| noted.ends.is_none()).map(|noted| noted.condition).collect(),
        );
        for noted in conditions {
            if let Some(watched) = noted.ends {
                let end = self.unchanged_until(watched, run.since, run.end);
                open(end, std::iter::once(noted.condition).collect());
            }
        }
    }
}

pub(super) fn leaves(body: &[Stmt]) -> bool {
    matches!(body.last(), Some(Stmt::Return(_) | Stmt::Raise(_) | Stmt::Continue(_) | Stmt::Break(_)))
}
