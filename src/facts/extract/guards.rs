//! The guards of calls: what the `if`s, conditional expressions, `and`s and `or`s around a call, and those before it that
//! leave, tell of the function's parameters and of the platform.

use rustc_hash::FxHashMap;
use smallvec::SmallVec;

use super::terms::constant;
use super::{Extractor, Name};
use crate::facts::{Condition, FunctionIndex, GuardId, Plain, Span, Subject, Test, index_u32};
use crate::model::{BindingKind, ScopeId};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged as _, Stmt, ast, suites};

/// A few conditions that hold together.
type Conditions = SmallVec<[Condition; 2]>;

/// How many conditions of one call are kept; fewer say less, and nothing wrong.
const LIMIT: usize = 6;

/// A run of nodes of one function in which conditions hold.
#[derive(Debug)]
struct Guarded {
    start: NodeId,
    end: NodeId,
    function: FunctionIndex,
    conditions: Conditions,
}

/// The guards of the places that a sweep has come to.
#[derive(Debug, Default)]
pub(super) struct Guards {
    /// Those that have not ended, inner ones last.
    open: Vec<Guarded>,
    known: FxHashMap<Conditions, GuardId>,
}

/// Whether a test is taken as it stands or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    True,
    False,
}

impl Outcome {
    fn other(self) -> Self {
        match self {
            Outcome::True => Outcome::False,
            Outcome::False => Outcome::True,
        }
    }
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
    /// The guard of a place in a function.
    pub(super) fn guard_at(
        &mut self,
        guards: &mut Guards,
        id: NodeId,
        function: Option<FunctionIndex>,
    ) -> GuardId {
        let mut all = Conditions::new();
        for guarded in &guards.open {
            if guarded.start <= id && Some(guarded.function) == function {
                all.extend_from_slice(&guarded.conditions);
            }
        }
        if all.is_empty() {
            return GuardId::NONE;
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
        let mut failed = Conditions::new();
        // What holds after it, as long as all branches so far leave.
        let mut after = Some(Conditions::new());
        for ((test, body), clause) in tests.zip(bodies).zip(std::iter::once(None).chain(starts)) {
            if let Some(clause) = clause {
                self.guard(guards, clause, self.model.nodes.end(clause), scope, &failed);
            }
            let Some(test) = test else {
                if let ([_], true, None) = (&**clauses, leaves(body), &after) {
                    after = Some(self.conditions(&statement.test, Outcome::True, scope));
                }
                break;
            };
            self.guard_suite(guards, body, scope, &self.conditions(test, Outcome::True, scope));
            failed.extend(self.conditions(test, Outcome::False, scope));
            after = after.filter(|_| leaves(body)).map(|_| failed.clone());
            if after.is_none() && clauses.is_empty() {
                break;
            }
        }
        let Some(after) = after.filter(|after| !after.is_empty()) else { return };
        let parent = self.model.nodes.parent(node.id);
        let suite = parent.into_iter().flat_map(|parent| suites(parent.ast)).find(|suite| {
            suite.first().is_some_and(|first| first.start() <= statement.start())
                && suite.last().is_some_and(|last| last.end() >= statement.end())
        });
        if let Some(last) = suite.and_then(<[Stmt]>::last) {
            let (start, end) =
                (self.model.nodes.end(node.id), self.model.nodes.end(self.model.nodes.id_of(last)));
            self.guard(guards, start, end, scope, &after);
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
        let mut before = Conditions::new();
        for value in &operation.values {
            self.guard_expression(guards, value, scope, &before);
            before.extend(self.conditions(value, outcome, scope));
        }
    }

    fn guard_suite(&self, guards: &mut Guards, suite: &'a [Stmt], scope: ScopeId, conditions: &[Condition]) {
        let (Some(first), Some(last)) = (suite.first(), suite.last()) else { return };
        let nodes = &self.model.nodes;
        self.guard(guards, nodes.id_of(first), nodes.end(nodes.id_of(last)), scope, conditions);
    }

    fn guard_expression(
        &self,
        guards: &mut Guards,
        expr: &'a Expr,
        scope: ScopeId,
        conditions: &[Condition],
    ) {
        let id = self.model.nodes.id_of(expr);
        self.guard(guards, id, self.model.nodes.end(id), scope, conditions);
    }

    fn guard(
        &self,
        guards: &mut Guards,
        start: NodeId,
        end: NodeId,
        scope: ScopeId,
        conditions: &[Condition],
    ) {
        if let Some(function) = self.owner(scope).function
            && !conditions.is_empty()
            && start < end
        {
            guards.open.push(Guarded { start, end, function, conditions: conditions.into() });
        }
    }

    /// What must hold for a test to come out so. Parts that are not understood are left out.
    fn conditions(&self, test: &'a Expr, outcome: Outcome, scope: ScopeId) -> Conditions {
        let mut found = Conditions::new();
        self.collect_conditions(test, outcome, scope, &mut found);
        found
    }

    fn collect_conditions(&self, test: &'a Expr, outcome: Outcome, scope: ScopeId, found: &mut Conditions) {
        let holds = outcome == Outcome::True;
        match test {
            Expr::UnaryOp(negation) if negation.op == ast::UnaryOp::Not => {
                self.collect_conditions(&negation.operand, outcome.other(), scope, found);
            }
            Expr::BoolOp(operation) if (operation.op == ast::BoolOp::And) == holds => {
                for value in &operation.values {
                    self.collect_conditions(value, outcome, scope, found);
                }
            }
            Expr::Name(_) => {
                let subject = self.subject(test, scope);
                found.extend(subject.map(|subject| Condition { subject, test: Test::IsTrue, holds }));
            }
            Expr::Compare(comparison) => {
                let ([operator], [right]) = (&*comparison.ops, &*comparison.comparators) else { return };
                let is_equal = match operator {
                    ast::CmpOp::Is | ast::CmpOp::Eq => true,
                    ast::CmpOp::IsNot | ast::CmpOp::NotEq => false,
                    _ => return,
                };
                let Some(value) = plain(right) else { return };
                let Some(subject) = self.subject(&comparison.left, scope) else { return };
                found.push(Condition { subject, test: Test::Is(value), holds: is_equal == holds });
            }
            Expr::Call(call) => {
                let Expr::Attribute(method) = &*call.func else { return };
                let ("startswith", [Expr::StringLiteral(prefix)]) =
                    (method.attr.as_str(), &*call.arguments.args)
                else {
                    return;
                };
                let Some(subject) = self.subject(&method.value, scope) else { return };
                let test = Test::StartsWith(Name::new(prefix.value.to_str()));
                found.push(Condition { subject, test, holds });
            }
            _ => {}
        }
    }

    fn subject(&self, expr: &'a Expr, scope: ScopeId) -> Option<Subject> {
        match expr {
            Expr::Name(_) => Some(Subject::Parameter(self.own_parameter(expr, scope)?)),
            _ => process_wide(expr),
        }
    }

    /// The place of the parameter whose given value a name has: one of the function that the code belongs to, which
    /// nothing has bound anew by then.
    pub(super) fn own_parameter(&self, expr: &'a Expr, scope: ScopeId) -> Option<u16> {
        let Expr::Name(name) = expr else { return None };
        let function = self.owner(scope).function?;
        let scopes = self.model.scopes();
        let text = name.id.as_str();
        let owner = scopes.lookup(scope, text)?;
        if self.owner(owner).function != Some(function) {
            return None;
        }
        let (mut is_parameter, mut is_bound_later) = (false, false);
        for binding in scopes.bindings_of(owner, text) {
            match binding.kind {
                BindingKind::Parameter { is_variadic, .. } => is_parameter = !is_variadic,
                _ if binding.node > self.model.nodes.id_of(name) => is_bound_later = true,
                _ => return None,
            }
        }
        if !is_parameter || is_bound_later && self.is_repeated(self.model.nodes.id_of(name), scope) {
            return None;
        }
        let key = Name::new(text);
        let parameters = self.facts.parameters(&self.facts.functions[function as usize]);
        u16::try_from(parameters.iter().position(|parameter| parameter.key == key)?).ok()
    }

    /// Whether a place may be come to more than once while its function runs.
    fn is_repeated(&self, id: NodeId, scope: ScopeId) -> bool {
        let start = self.function_start(scope);
        let inside = self.model.nodes.ancestors(id).take_while(|node| node.id != start);
        inside.map(|node| node.ast).any(|ast| {
            matches!(
                ast,
                AnyNodeRef::StmtFor(_)
                    | AnyNodeRef::StmtWhile(_)
                    | AnyNodeRef::ExprListComp(_)
                    | AnyNodeRef::ExprSetComp(_)
                    | AnyNodeRef::ExprDictComp(_)
                    | AnyNodeRef::ExprGenerator(_)
            )
        })
    }
}

/// What is the same as long as the process runs.
fn process_wide(expr: &Expr) -> Option<Subject> {
    let (Expr::Attribute(attribute), suffix) = (match expr {
        Expr::Call(call) if call.arguments.is_empty() => (&*call.func, "()"),
        _ => (expr, ""),
    }) else {
        return None;
    };
    let Expr::Name(module) = &*attribute.value else { return None };
    match (module.id.as_str(), attribute.attr.as_str(), suffix) {
        ("sys", "platform", "") => Some(Subject::Process(Name::constant("sys.platform"))),
        ("os", "name", "") => Some(Subject::Process(Name::constant("os.name"))),
        ("platform", "system", "()") => Some(Subject::Process(Name::constant("platform.system()"))),
        _ => None,
    }
}

fn plain(expr: &Expr) -> Option<Plain> {
    match expr {
        Expr::NoneLiteral(_) => Some(Plain::None),
        _ => constant(expr).map(Plain::Constant),
    }
}

fn leaves(body: &[Stmt]) -> bool {
    matches!(body.last(), Some(Stmt::Return(_) | Stmt::Raise(_) | Stmt::Continue(_) | Stmt::Break(_)))
}
