//! Whether every way through a function comes to a checkpoint: an `await`, or a block or a loop that awaits.
//!
//! What cannot be told counts as a checkpoint, so that what is named here is certain.

use super::Model;
use super::structured::StructureKind;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Stmt, ast};

/// Whether a point is reached, and if so, whether by a way without a checkpoint: `None`, `Some(false)`, `Some(true)`.
/// The greater of two is what holds where ways meet.
type Reached = Option<bool>;

/// The ways out of a suite that stay in its function.
#[derive(Debug, Clone, Copy, Default)]
struct Ways {
    falls: Reached,
    breaks: Reached,
    continues: Reached,
}

/// Where a function gives control back to whoever called it, without a checkpoint on some way to there.
#[derive(Debug, Clone, Copy)]
pub struct Unchecked<'a> {
    /// The `return`, the `yield`, or the last statement of the function.
    pub node: Node<'a>,
    /// Whether it is the end of the function, behind that statement.
    pub is_end: bool,
}

/// How often a loop turns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Turns {
    /// For ever, unless `break` leaves it.
    Endless,
    /// Once or more.
    AtLeastOne,
    /// As often as it likes.
    Any,
    /// As often as it likes, and it awaits whether there is another turn.
    Awaited,
}

struct Walk<'m, 'a> {
    model: &'m Model<'a>,
    found: Vec<Unchecked<'a>>,
}

impl<'a> Model<'a> {
    /// Where a function returns or yields, or comes to its end, without a checkpoint since its start or the `yield`
    /// before.
    pub fn unchecked_exits(&self, def: &'a ast::StmtFunctionDef) -> Vec<Unchecked<'a>> {
        let mut walk = Walk { model: self, found: Vec::new() };
        let ways = walk.suite(&def.body, Some(true));
        if ways.falls == Some(true)
            && let Some(last) = def.body.last()
        {
            walk.found.push(Unchecked { node: self.nodes.node(last), is_end: true });
        }
        walk.found.sort_by_key(|unchecked| unchecked.node.id);
        walk.found.dedup_by_key(|unchecked| (unchecked.node.id, unchecked.is_end));
        walk.found
    }

    /// Whether control may leave these statements, or come to the next turn of a loop around them, without a checkpoint.
    pub fn may_pass_unchecked(&self, body: &'a [Stmt]) -> bool {
        let mut walk = Walk { model: self, found: Vec::new() };
        let ways = walk.suite(body, Some(true));
        ways.falls.max(ways.breaks).max(ways.continues) == Some(true) || !walk.found.is_empty()
    }

    /// Whether a turn of an endless loop may come to its end without a checkpoint.
    pub fn may_turn_unchecked(&self, body: &'a [Stmt]) -> bool {
        let mut walk = Walk { model: self, found: Vec::new() };
        let ways = walk.suite(body, Some(true));
        ways.falls.max(ways.continues) == Some(true)
    }
}

impl<'a> Walk<'_, 'a> {
    fn suite(&mut self, body: &'a [Stmt], reached: Reached) -> Ways {
        let mut all = Ways { falls: reached, ..Ways::default() };
        for statement in body {
            if all.falls.is_none() {
                break;
            }
            let ways = self.statement(statement, all.falls);
            all.falls = ways.falls;
            all.breaks = all.breaks.max(ways.breaks);
            all.continues = all.continues.max(ways.continues);
        }
        all
    }

    fn statement(&mut self, statement: &'a Stmt, reached: Reached) -> Ways {
        let falling = |falls| Ways { falls, ..Ways::default() };
        match statement {
            Stmt::FunctionDef(_) | Stmt::ClassDef(_) => falling(reached),
            Stmt::Break(_) => Ways { breaks: reached, ..Ways::default() },
            Stmt::Continue(_) => Ways { continues: reached, ..Ways::default() },
            Stmt::If(node) => self.conditional(node, reached),
            Stmt::Match(node) => {
                let reached = self.expression(&node.subject, reached);
                let mut all = Ways::default();
                for case in &node.cases {
                    all = all.join(self.suite(&case.body, reached));
                }
                let last = node.cases.last();
                let is_exhaustive =
                    last.is_some_and(|case| case.guard.is_none() && case.pattern.is_irrefutable());
                if is_exhaustive { all } else { all.join(falling(reached)) }
            }
            Stmt::While(node) => {
                let reached = self.expression(&node.test, reached);
                let turns = if is_true(&node.test) { Turns::Endless } else { Turns::Any };
                self.turns(&node.body, &node.orelse, reached, turns)
            }
            Stmt::For(node) => {
                let reached = self.expression(&node.iter, reached);
                if node.is_async {
                    // Each turn begins with an await, and so does the end.
                    return self.turns(&node.body, &node.orelse, reached, Turns::Awaited);
                }
                let turns = if has_items(&node.iter) { Turns::AtLeastOne } else { Turns::Any };
                self.turns(&node.body, &node.orelse, reached, turns)
            }
            Stmt::With(node) => self.block(node, reached),
            Stmt::Try(node) => self.attempt(node, reached),
            simple => {
                let falls = self.node(self.model.nodes.node(simple), reached);
                match simple {
                    Stmt::Return(_) => {
                        if falls == Some(true) {
                            self.found.push(Unchecked { node: self.model.nodes.node(simple), is_end: false });
                        }
                        Ways::default()
                    }
                    _ if !self
                        .model
                        .exits(std::slice::from_ref(simple))
                        .intersects(super::flow::Exits::FALL) =>
                    {
                        Ways::default()
                    }
                    _ => falling(falls),
                }
            }
        }
    }

    fn conditional(&mut self, node: &'a ast::StmtIf, reached: Reached) -> Ways {
        let mut reached = self.expression(&node.test, reached);
        let mut all = self.suite(&node.body, reached);
        let mut is_exhaustive = false;
        for clause in &node.elif_else_clauses {
            match &clause.test {
                Some(test) => reached = self.expression(test, reached),
                None => is_exhaustive = true,
            }
            all = all.join(self.suite(&clause.body, reached));
        }
        if is_exhaustive { all } else { all.join(Ways { falls: reached, ..Ways::default() }) }
    }

    fn turns(&mut self, body: &'a [Stmt], orelse: &'a [Stmt], reached: Reached, turns: Turns) -> Ways {
        let at_turn = |reached: Reached| if turns == Turns::Awaited { checked(reached) } else { reached };
        let reached = at_turn(reached);
        let first = self.suite(body, reached);
        let again = at_turn(first.falls.max(first.continues));
        // A second turn begins where the first one ends.
        let turn = if again > reached { self.suite(body, again) } else { first };
        let last = at_turn(turn.falls.max(turn.continues));
        let ends = match turns {
            Turns::Endless => None,
            Turns::AtLeastOne => last,
            Turns::Any | Turns::Awaited => reached.max(last),
        };
        let mut behind = self.suite(orelse, ends);
        behind.falls = behind.falls.max(turn.breaks);
        behind
    }

    fn block(&mut self, node: &'a ast::StmtWith, mut reached: Reached) -> Ways {
        let mut suppresses = false;
        let mut ends_checked = false;
        for item in &node.items {
            reached = self.expression(&item.context_expr, reached);
            let structure = self.model.structure(&item.context_expr);
            if node.is_async {
                ends_checked = true;
                if structure.is_none_or(|structure| structure.kind != StructureKind::Group) {
                    reached = checked(reached);
                }
            } else if structure.is_none() {
                suppresses |= self.model.is_suppressing(&item.context_expr);
            }
        }
        let known = self.found.len();
        let mut ways = self.suite(&node.body, reached);
        if suppresses {
            ways.falls = ways.falls.max(self.raised_in(&node.body, reached));
        }
        if ends_checked {
            ways = ways.checked();
            // A `return` leaves through the end of the block too.
            let within = self.found.split_off(known);
            self.found.extend(within.into_iter().filter(|found| !found.node.is_stmt_return()));
        }
        ways
    }

    fn attempt(&mut self, node: &'a ast::StmtTry, reached: Reached) -> Ways {
        let known = self.found.len();
        let mut ways = self.suite(&node.body, reached);
        let caught = self.raised_in(&node.body, reached);
        if !node.orelse.is_empty() {
            let rest = self.suite(&node.orelse, ways.falls);
            ways = Ways { falls: None, ..ways }.join(rest);
        }
        for ast::ExceptHandler::ExceptHandler(handler) in &node.handlers {
            ways = ways.join(self.suite(&handler.body, caught));
        }
        if node.finalbody.is_empty() {
            return ways;
        }
        let alone = Walk { model: self.model, found: Vec::new() }.suite(&node.finalbody, Some(true));
        if alone.falls == Some(false) {
            self.found.truncate(known);
            ways = ways.checked();
        }
        let entered = ways.falls.max(ways.breaks).max(ways.continues).or(Some(false));
        let last = self.suite(&node.finalbody, entered);
        if last.falls.is_none() { last } else { ways.join(Ways { falls: None, ..last }) }
    }

    /// What holds where an exception of these statements is caught. It mostly comes from what is awaited: where they
    /// begin with that, it has been awaited.
    fn raised_in(&mut self, body: &'a [Stmt], reached: Reached) -> Reached {
        match body.first() {
            Some(first) if is_simple(first) => self.node(self.model.nodes.node(first), reached),
            _ => reached,
        }
    }

    fn expression(&mut self, expr: &'a Expr, reached: Reached) -> Reached {
        self.node(self.model.nodes.node(expr), reached)
    }

    /// What holds behind a statement without suites, or behind an expression.
    fn node(&mut self, root: Node<'a>, mut reached: Reached) -> Reached {
        let model = self.model;
        for inner in model.nodes.subtree(root.id) {
            let is_own = || model.function_of(inner.id) == model.function_of(root.id);
            match inner.ast {
                AnyNodeRef::ExprIf(choice) if is_certain(model, inner, root.id) => {
                    let has_await = |part: &'a Expr| {
                        let part = model.nodes.node(part);
                        model.suspension_points(part.id).any(|point| is_certain(model, point, part.id))
                    };
                    if has_await(&choice.body) && has_await(&choice.orelse) {
                        reached = checked(reached);
                    }
                }
                AnyNodeRef::ExprAwait(_) if is_certain(model, inner, root.id) => reached = checked(reached),
                AnyNodeRef::Comprehension(part) if part.is_async && is_certain(model, inner, root.id) => {
                    reached = checked(reached);
                }
                AnyNodeRef::ExprYield(_) if is_own() => {
                    if reached == Some(true) {
                        self.found.push(Unchecked { node: inner, is_end: false });
                    }
                    reached = reached.map(|_| true);
                }
                _ => {}
            }
        }
        reached
    }
}

impl Ways {
    fn join(self, other: Ways) -> Ways {
        Ways {
            falls: self.falls.max(other.falls),
            breaks: self.breaks.max(other.breaks),
            continues: self.continues.max(other.continues),
        }
    }

    /// The same ways with a checkpoint on each.
    fn checked(self) -> Ways {
        Ways { falls: checked(self.falls), breaks: checked(self.breaks), continues: checked(self.continues) }
    }
}

/// What holds behind a checkpoint.
fn checked(reached: Reached) -> Reached {
    reached.map(|_| false)
}

/// Whether a part of a statement is evaluated whenever the statement is.
fn is_certain<'a>(model: &Model<'a>, part: Node<'a>, root: NodeId) -> bool {
    let mut inner = part;
    if model.function_of(part.id) != model.function_of(root) {
        return false;
    }
    for ancestor in model.nodes.ancestors(part.id) {
        if inner.id == root {
            return true;
        }
        let holds = |expr: &'a Expr| model.nodes.id_of(expr) == inner.id;
        let is_optional = match ancestor.ast {
            AnyNodeRef::ExprIf(conditional) => !holds(&conditional.test),
            AnyNodeRef::ExprBoolOp(operation) => !operation.values.first().is_some_and(holds),
            AnyNodeRef::ExprListComp(ast::ExprListComp { elt, .. })
            | AnyNodeRef::ExprSetComp(ast::ExprSetComp { elt, .. }) => holds(elt),
            AnyNodeRef::ExprDictComp(comprehension) => holds(&comprehension.value),
            AnyNodeRef::Comprehension(clause) => !holds(&clause.iter),
            AnyNodeRef::ExprGenerator(_) => true,
            _ => false,
        };
        if is_optional {
            return false;
        }
        inner = ancestor;
    }
    true
}

/// Whether a condition is the constant truth.
pub fn is_true(test: &Expr) -> bool {
    match test {
        Expr::BooleanLiteral(literal) => literal.value,
        Expr::NumberLiteral(number) => matches!(&number.value, ast::Number::Int(value) if *value != 0),
        _ => false,
    }
}

/// Whether a loop over it makes at least one turn.
fn has_items(iterated: &Expr) -> bool {
    match iterated {
        Expr::Tuple(tuple) => !tuple.elts.is_empty() && !tuple.elts.iter().all(Expr::is_starred_expr),
        Expr::List(list) => !list.elts.is_empty() && !list.elts.iter().all(Expr::is_starred_expr),
        _ => false,
    }
}

fn is_simple(statement: &Stmt) -> bool {
    matches!(
        statement,
        Stmt::Expr(_) | Stmt::Assign(_) | Stmt::AnnAssign(_) | Stmt::AugAssign(_) | Stmt::Return(_)
    )
}
