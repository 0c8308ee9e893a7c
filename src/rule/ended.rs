//! Whether a process or thread that is waited for has ended already: the code has asked, and comes to the wait only then.

use crate::model::flow::Exits;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged as _, Stmt, ast};

use super::Cx;

/// Whether a test comes out true or false.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    True,
    False,
}

impl Outcome {
    fn of(holds: bool) -> Self {
        if holds { Outcome::True } else { Outcome::False }
    }
}

/// Whether a call waits for what was found to have ended: `p.wait()` where `p.poll() is not None`.
pub(super) fn has_ended<'a>(cx: &Cx<'a>, node: Node<'a>, call: &'a ast::ExprCall) -> bool {
    let Expr::Attribute(method) = &*call.func else { return false };
    if !matches!(method.attr.as_str(), "communicate" | "join" | "wait") {
        return false;
    }
    let object = cx.slice(method.value.range());
    let function = cx.function_of(node.id);
    let mut inner = node;
    for around in cx.nodes.ancestors(node.id).take_while(|around| Some(*around) != function) {
        if let Some(asked) = test_of(cx, around, inner, object).or_else(|| earlier_test(cx, around, object)) {
            return !is_bound_between(cx, asked, node.id, object);
        }
        inner = around;
    }
    false
}

/// The test of a branch that is taken only when the object has ended, if `inner` stands in that branch.
fn test_of<'a>(cx: &Cx<'a>, around: Node<'a>, inner: Node<'a>, object: &str) -> Option<NodeId> {
    let is_in = |body: &[Stmt]| body.iter().any(|statement| cx.node(statement).id == inner.id);
    let is_clause = |clause: &ast::ElifElseClause| cx.node(clause).id == inner.id;
    let (test, outcome) = match around.ast {
        AnyNodeRef::StmtIf(branch) if is_in(&branch.body) => (&*branch.test, Outcome::True),
        AnyNodeRef::StmtIf(branch) if branch.elif_else_clauses.iter().any(is_clause) => {
            (&*branch.test, Outcome::False)
        }
        AnyNodeRef::ElifElseClause(clause) if is_in(&clause.body) => (clause.test.as_ref()?, Outcome::True),
        AnyNodeRef::ExprIf(choice) if cx.node(&*choice.body).id == inner.id => (&*choice.test, Outcome::True),
        AnyNodeRef::ExprIf(choice) if cx.node(&*choice.orelse).id == inner.id => {
            (&*choice.test, Outcome::False)
        }
        _ => return None,
    };
    says_ended(cx, test, outcome, object).then(|| cx.node(test).id)
}

/// The test of an earlier neighbour of a statement that does not come past it unless the object has ended.
fn earlier_test<'a>(cx: &Cx<'a>, statement: Node<'a>, object: &str) -> Option<NodeId> {
    if !statement.is_statement() {
        return None;
    }
    let (suite, place) = cx.document.suite(statement.id);
    suite[..place].iter().rev().find_map(|earlier| {
        let test = match earlier {
            Stmt::If(branch)
                if branch.elif_else_clauses.is_empty() && !cx.exits(&branch.body).intersects(Exits::FALL) =>
            {
                &*branch.test
            }
            Stmt::While(each) if !cx.exits(&each.body).intersects(Exits::BREAK) => &*each.test,
            _ => return None,
        };
        says_ended(cx, test, Outcome::False, object).then(|| cx.node(test).id)
    })
}

/// Whether a test that comes out so says that an object has ended.
fn says_ended<'a>(cx: &Cx<'a>, test: &'a Expr, outcome: Outcome, object: &str) -> bool {
    let holds = outcome == Outcome::True;
    match test {
        Expr::UnaryOp(negation) if negation.op == ast::UnaryOp::Not => {
            says_ended(cx, &negation.operand, Outcome::of(!holds), object)
        }
        Expr::BoolOp(operation) if (operation.op == ast::BoolOp::And) == holds => {
            operation.values.iter().any(|value| says_ended(cx, value, outcome, object))
        }
        Expr::Compare(comparison) => {
            let ([operator], [Expr::NoneLiteral(_)]) = (&*comparison.ops, &*comparison.comparators) else {
                return false;
            };
            let is_none = match operator {
                ast::CmpOp::Is | ast::CmpOp::Eq => holds,
                ast::CmpOp::IsNot | ast::CmpOp::NotEq => !holds,
                _ => return false,
            };
            let state = match &*comparison.left {
                Expr::Call(call) => is_question(cx, call, "poll", object),
                Expr::Attribute(state) => {
                    state.attr.as_str() == "returncode" && cx.slice(state.value.range()) == object
                }
                _ => false,
            };
            state && !is_none
        }
        Expr::Call(call) => !holds && is_question(cx, call, "is_alive", object),
        _ => false,
    }
}

fn is_question(cx: &Cx<'_>, call: &ast::ExprCall, name: &str, object: &str) -> bool {
    matches!(&*call.func, Expr::Attribute(method)
        if method.attr.as_str() == name && cx.slice(method.value.range()) == object)
}

/// Whether an object, or what it is reached through, is bound anew between two places.
fn is_bound_between(cx: &Cx<'_>, start: NodeId, end: NodeId, object: &str) -> bool {
    cx.nodes.iter().filter(|node| start < node.id && node.id < end).any(|node| {
        let is_stored = match node.ast {
            AnyNodeRef::ExprName(name) => !name.ctx.is_load(),
            AnyNodeRef::ExprAttribute(attribute) => !attribute.ctx.is_load(),
            _ => false,
        };
        let bound = cx.slice(node.range());
        is_stored && object.strip_prefix(bound).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}
