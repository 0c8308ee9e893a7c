//! What `isinstance` tells of a name: in the branch that it leads to, and after a branch that it keeps out of.

use rustc_hash::FxHashMap;

use super::flow::{Places, leaves};
use super::{Extractor, Term, TermId};
use crate::model::{BindingKind, Model, ScopeId, ScopeKind};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Stmt, ast};

/// How many tests of one name are looked at.
const TESTS: usize = 24;

/// Which tests tell something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Telling {
    All,
    /// Those that fail where the class is another. A plain function that does different things for different classes of an
    /// argument does what it does for one class to some of its callers alone.
    Refusals,
}

/// What a condition tells of the test in it: the test's result where the condition is true, and where it is false.
#[derive(Debug, Clone, Copy)]
struct Tells {
    if_true: Option<bool>,
    if_false: Option<bool>,
}

/// The `isinstance(name, …)` of a file, by name, in the order of the source.
pub(super) fn tests<'a>(model: &Model<'a>) -> FxHashMap<&'a str, Vec<NodeId>> {
    let mut tests: FxHashMap<&'a str, Vec<NodeId>> = FxHashMap::default();
    for name in model.scopes().class_tests() {
        if let Some(parent) = model.nodes.parent(*name)
            && let AnyNodeRef::ExprCall(call) = parent.ast
            && let [Expr::Name(tested), _] = &*call.arguments.args
            && model.nodes.id_of(&*call.func) == *name
        {
            tests.entry(tested.id.as_str()).or_default().push(parent.id);
        }
    }
    tests
}

impl<'a> Extractor<'_, 'a> {
    /// What a name is where it is used, which is `value` but for the tests of its class that come before.
    pub(super) fn narrowed(
        &mut self,
        at: NodeId,
        name: &'a str,
        scope: ScopeId,
        mut value: TermId,
    ) -> TermId {
        let Some(tests) = self.tests.get(name).filter(|tests| tests.len() <= TESTS).cloned() else {
            return value;
        };
        let bindings = self.bindings_in_order(name, scope);
        let Some(places) = self.places(&bindings) else { return value };
        let owner = bindings[0].scope;
        if self.runs_with(scope) != owner {
            return value;
        }
        let is_given = bindings.iter().any(|binding| matches!(binding.kind, BindingKind::Parameter { .. }));
        let is_async = self.model.scopes().get(owner).kind == ScopeKind::Function { is_async: true };
        let telling = if is_given && !is_async { Telling::Refusals } else { Telling::All };
        for test in tests {
            let AnyNodeRef::ExprCall(call) = self.model.nodes.get(test).ast else { continue };
            let tested = &call.arguments.args[0];
            if self.model.scopes().of(test) != owner
                || self.model.nodes.id_of(tested) == at
                || self.model.scopes().lookup(owner, "isinstance").is_some()
            {
                continue;
            }
            if let Some(result) = self.result_at(test, at, &places, telling) {
                value = self.is_of_class(value, &call.arguments.args[1], scope, result);
            }
        }
        value
    }

    /// The scope around comprehensions that run at once.
    pub(super) fn runs_with(&self, scope: ScopeId) -> ScopeId {
        let scopes = self.model.scopes();
        let mut current = scope;
        while let (ScopeKind::Comprehension { is_generator: false }, Some(parent)) =
            (scopes.get(current).kind, scopes.get(current).parent)
        {
            current = parent;
        }
        current
    }

    /// The result that a test must have had for control to come to a use; `None` where it may have had either.
    fn result_at(&self, test: NodeId, at: NodeId, places: &Places<'_, 'a>, telling: Telling) -> Option<bool> {
        let nodes = &self.model.nodes;
        let is_rebound = places.between(test.min(at), test.max(at)) != 0 || places.come_around(test, at);
        if is_rebound {
            return None;
        }
        let mut tells = Tells { if_true: Some(true), if_false: Some(false) };
        let mut child = test;
        for parent in nodes.ancestors(test) {
            let holds_both = nodes.contains(parent.id, at);
            if holds_both && telling == Telling::Refusals {
                return None;
            }
            match parent.ast {
                AnyNodeRef::ExprUnaryOp(operation) if operation.op == ast::UnaryOp::Not => {
                    tells = Tells { if_true: tells.if_false, if_false: tells.if_true };
                }
                AnyNodeRef::ExprBoolOp(operation) => {
                    let is_and = operation.op == ast::BoolOp::And;
                    if holds_both {
                        let goes_on = if is_and { tells.if_true } else { tells.if_false };
                        return goes_on.filter(|_| nodes.end(child) <= at);
                    }
                    if is_and {
                        tells.if_false = None;
                    } else {
                        tells.if_true = None;
                    }
                }
                AnyNodeRef::ExprIf(branch) if nodes.id_of(&*branch.test) == child && holds_both => {
                    return if nodes.contains(nodes.id_of(&*branch.body), at) {
                        tells.if_true
                    } else {
                        tells.if_false.filter(|_| nodes.contains(nodes.id_of(&*branch.orelse), at))
                    };
                }
                AnyNodeRef::StmtWhile(each) if nodes.id_of(&*each.test) == child => {
                    let is_in_body = each.body.first().is_some_and(|first| nodes.id_of(first) <= at)
                        && each.orelse.first().is_none_or(|first| at < nodes.id_of(first));
                    return tells.if_true.filter(|_| holds_both && is_in_body);
                }
                AnyNodeRef::StmtAssert(assert) if nodes.id_of(&*assert.test) == child => {
                    return tells.if_true.filter(|_| !holds_both && self.follows(parent, at));
                }
                AnyNodeRef::StmtIf(branch) if nodes.id_of(&*branch.test) == child => {
                    let refuses = matches!(branch.body.last(), Some(Stmt::Raise(_)));
                    if telling == Telling::Refusals && !refuses {
                        return None;
                    }
                    return self.result_by_branch(parent, branch, tells, at);
                }
                AnyNodeRef::ElifElseClause(clause)
                    if clause.test.as_ref().is_some_and(|test| nodes.id_of(test) == child) =>
                {
                    if holds_both {
                        return tells.if_true;
                    }
                    let branch = nodes.parent(parent.id)?;
                    let is_in_later = nodes.contains(branch.id, at) && nodes.end(parent.id) <= at;
                    return tells.if_false.filter(|_| is_in_later);
                }
                _ => return None,
            }
            child = parent.id;
        }
        None
    }

    /// The result of the test of an `if` where control has come to a use in it or after it.
    fn result_by_branch(
        &self,
        node: Node<'a>,
        branch: &'a ast::StmtIf,
        tells: Tells,
        at: NodeId,
    ) -> Option<bool> {
        let nodes = &self.model.nodes;
        let clauses = &branch.elif_else_clauses;
        if nodes.contains(node.id, at) {
            let body = branch.body.first().map(|first| nodes.id_of(first))?;
            let is_in_other = clauses.first().is_some_and(|clause| nodes.id_of(clause) <= at);
            return match (is_in_other, at >= body) {
                (true, _) => tells.if_false,
                (false, true) => tells.if_true,
                (false, false) => None,
            };
        }
        if !self.follows(node, at) {
            return None;
        }
        match &**clauses {
            _ if leaves(&branch.body) => tells.if_false,
            [clause] if clause.test.is_none() && leaves(&clause.body) => tells.if_true,
            _ => None,
        }
    }

    /// Whether control comes to a use through a statement of the same suite.
    fn follows(&self, statement: Node<'a>, at: NodeId) -> bool {
        let nodes = &self.model.nodes;
        let Some((suite, place)) = nodes.suite(statement.id) else { return false };
        suite.get(place + 1..).is_some_and(|rest| match rest {
            [first, ..] => {
                let end = rest.last().map_or(at, |last| nodes.end(nodes.id_of(last)));
                (nodes.id_of(first)..end).contains(&at)
            }
            [] => false,
        })
    }

    /// A value of which a test of its class is known.
    fn is_of_class(&mut self, value: TermId, class: &'a Expr, scope: ScopeId, result: bool) -> TermId {
        let tested = self.objects_of(class, scope);
        if tested == TermId::UNKNOWN {
            return value;
        }
        let is_open = matches!(self.facts.term(value), Term::Unknown | Term::Parameter(..) | Term::None);
        match (result, is_open) {
            (true, true) => match self.facts.term(tested) {
                // What strings and containers do is no matter.
                Term::InstanceOf(class) if matches!(self.facts.term(class), Term::Builtin(_)) => value,
                _ => tested,
            },
            (true, false) => self.intern(Term::Is(value, tested)),
            (false, true) => value,
            (false, false) => self.intern(Term::IsNot(value, tested)),
        }
    }

    /// Objects of the class or classes that `isinstance` is given.
    fn objects_of(&mut self, class: &'a Expr, scope: ScopeId) -> TermId {
        match class {
            Expr::Name(_) | Expr::Attribute(_) => {
                let class = self.term(class, scope);
                self.of(class, Term::InstanceOf)
            }
            Expr::Tuple(classes) => {
                let classes: Vec<TermId> =
                    classes.elts.iter().map(|class| self.objects_of(class, scope)).collect();
                self.one_of(&classes)
            }
            Expr::BinOp(union) if union.op == ast::Operator::BitOr => {
                let classes = [self.objects_of(&union.left, scope), self.objects_of(&union.right, scope)];
                self.one_of(&classes)
            }
            _ => TermId::UNKNOWN,
        }
    }

    /// One of several values, of which `None` does not count; unknown if one of them is.
    pub(super) fn one_of(&mut self, values: &[TermId]) -> TermId {
        let mut some: Vec<TermId> =
            values.iter().copied().filter(|term| !matches!(self.facts.term(*term), Term::None)).collect();
        some.sort_unstable();
        some.dedup();
        match *some {
            [] => self.intern(Term::None),
            [only] => only,
            _ if some.contains(&TermId::UNKNOWN) => TermId::UNKNOWN,
            _ => {
                let span = self.shared_list(some);
                self.intern(Term::OneOf(span))
            }
        }
    }
}
