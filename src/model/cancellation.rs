//! Where a cancellation strikes, and what a coroutine does once it has caught one.
//!
//! A coroutine that catches its own cancellation and comes to its end has at least ended, and one that awaits a task
//! which it cancelled itself is right to catch. What is wrong without doubt is to catch the cancellation of a call in
//! progress and to *go on*. These questions are about that.

use super::Model;
use super::flow::Exits;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Stmt, ast};

/// How a coroutine goes on once it has caught its cancellation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GoesOn {
    /// An endless loop comes round again, or a `for` loop takes its next item.
    Loop,
    /// More work is awaited.
    Work,
    /// A timeout around the place never fires.
    Timeout,
    /// A condition decides.
    Perhaps,
    /// It comes to its end; what is awaited until then only closes and releases.
    No,
    /// It comes to its end by another exception, or does not come from there at all.
    Raises,
}

/// What happens in the statements after one.
enum After {
    /// Work is awaited.
    Work,
    /// A condition decides.
    Undecided,
    /// Control leaves in one of these ways, and nothing is awaited before.
    Leaves(Exits),
}

/// Words in the names of functions that are there to end something.
const ENDINGS: &[&str] = &[
    "abort",
    "aclose",
    "aexit",
    "cancel",
    "cleanup",
    "close",
    "closed",
    "disconnect",
    "dispose",
    "exit",
    "finalise",
    "finalize",
    "kill",
    "quit",
    "reap",
    "release",
    "shutdown",
    "stop",
    "teardown",
    "terminate",
];

/// Further words in the names of functions that are called last.
const LAST_CALLS: &[&str] = &[
    "clean",
    "delete",
    "detach",
    "disable",
    "drain",
    "end",
    "finish",
    "flush",
    "join",
    "leave",
    "logout",
    "remove",
    "rollback",
    "unregister",
    "unsubscribe",
];

/// Timeouts that cancel the task around them.
const TIMEOUTS: &[&str] = &[
    "asyncio.timeout",
    "asyncio.timeout_at",
    "asyncio.timeouts.timeout",
    "asyncio.timeouts.timeout_at",
    "async_timeout.timeout",
    "async_timeout.timeout_at",
];

/// Functions that await what they are given, so that its cancellation is theirs; under these names in whatever module.
const PASSING_ON: &[&str] =
    &["as_completed", "create_task", "ensure_future", "gather", "wait", "wait_for", "wrap_future"];

impl<'a> Model<'a> {
    /// Whether a cancellation that `statement` keeps from leaving its `body` is one of the task that runs it, and
    /// nothing says that this is right: the function cancels nothing and is not there to end something.
    pub fn keeps_its_own_cancellation(&self, statement: NodeId, body: &'a [Stmt]) -> bool {
        self.suspends(body)
            && self.strikes_its_own_task(body)
            && self.cleanup_around(statement).is_none()
            && self.function_of(statement).is_some_and(|function| !self.is_for_ending(function))
    }

    /// How the coroutine goes on when control leaves `statement` in one of these ways.
    pub fn goes_on(&self, statement: NodeId, mut ways: Exits) -> GoesOn {
        let mut inner = self.nodes.get(statement);
        for ancestor in self.nodes.ancestors(statement) {
            if ways.intersects(Exits::FALL) && inner.is_statement() {
                match self.after(inner.id) {
                    After::Work => return GoesOn::Work,
                    After::Undecided => return GoesOn::Perhaps,
                    After::Leaves(found) => ways = ways.without(Exits::FALL).with(found),
                }
            }
            match ancestor.ast {
                AnyNodeRef::StmtFunctionDef(_) | AnyNodeRef::ModModule(_) => break,
                AnyNodeRef::StmtWhile(ast::StmtWhile { body, .. })
                | AnyNodeRef::StmtFor(ast::StmtFor { body, .. })
                    if self.is_in_suite(body, inner.id) =>
                {
                    if ways.intersects(Exits::FALL.with(Exits::CONTINUE)) {
                        return if may_be_told_to_end(ancestor) { GoesOn::Perhaps } else { GoesOn::Loop };
                    }
                    ways = ways.after_loop();
                }
                AnyNodeRef::StmtTry(node)
                    if ways.intersects(Exits::FALL)
                        && self.is_in_suite(&node.body, inner.id)
                        && self.works(&node.orelse) =>
                {
                    return GoesOn::Work;
                }
                AnyNodeRef::StmtWith(node) if node.is_async && self.is_timeout(node) => {
                    return GoesOn::Timeout;
                }
                _ => {}
            }
            inner = ancestor;
        }
        if ways.without(Exits::RAISE) == Exits::NONE { GoesOn::Raises } else { GoesOn::No }
    }

    /// The statements that run after `statement` when control leaves it in one of these ways, and would not run if an
    /// exception left it: those in `finally` clauses are not among them, nor is the next turn of a loop.
    pub fn skipped_by_raising(&self, statement: NodeId, mut ways: Exits) -> Vec<&'a Stmt> {
        let mut skipped = Vec::new();
        let mut inner = self.nodes.get(statement);
        for ancestor in self.nodes.ancestors(statement) {
            if ways.intersects(Exits::FALL)
                && let Some((suite, place)) = self.nodes.suite(inner.id)
            {
                skipped.extend(&suite[place + 1..]);
            }
            match ancestor.ast {
                AnyNodeRef::StmtFunctionDef(_) | AnyNodeRef::ModModule(_) => break,
                AnyNodeRef::StmtWhile(_) | AnyNodeRef::StmtFor(_) => {
                    let goes_on = Exits::FALL.with(Exits::BREAK).with(Exits::CONTINUE);
                    if ways.intersects(goes_on) {
                        ways = ways.without(goes_on).with(Exits::FALL);
                    }
                }
                AnyNodeRef::StmtTry(node)
                    if ways.intersects(Exits::FALL) && self.is_in_suite(&node.body, inner.id) =>
                {
                    skipped.extend(&node.orelse);
                }
                _ => {}
            }
            inner = ancestor;
        }
        skipped
    }

    /// What happens in the statements after `statement`.
    fn after(&self, statement: NodeId) -> After {
        let Some((suite, place)) = self.nodes.suite(statement) else { return After::Leaves(Exits::FALL) };
        for later in suite[place + 1..].chunks(1) {
            if let [Stmt::Try(node)] = later
                && self.works(&node.body)
                && self.exits(&node.body) == Exits::FALL
            {
                return After::Work;
            }
            let exits = self.exits(later);
            if exits.intersects(Exits::FALL) && exits != Exits::FALL {
                return After::Undecided;
            }
            if self.works(later) {
                return After::Work;
            }
            if !exits.intersects(Exits::FALL) {
                return After::Leaves(exits);
            }
        }
        After::Leaves(Exits::FALL)
    }

    fn is_timeout(&self, with: &'a ast::StmtWith) -> bool {
        with.items.iter().any(|item| {
            matches!(&item.context_expr, Expr::Call(call)
                if self.qualified(&call.func).is_some_and(|name| name.is_any(TIMEOUTS)))
        })
    }

    /// Whether these statements await anything but the end of something.
    fn works(&self, body: &'a [Stmt]) -> bool {
        self.suspensions(body).any(|point| {
            let is_work = match point.ast {
                AnyNodeRef::ExprAwait(awaited) => is_work(&awaited.value),
                _ => true,
            };
            is_work && self.cleanup_around(point.id).is_none()
        })
    }

    /// Whether a cancellation that strikes in these statements is one of the task that runs them: everything awaited
    /// is a call. A task or future that is awaited may have been cancelled by itself.
    fn strikes_its_own_task(&self, body: &'a [Stmt]) -> bool {
        self.suspensions(body).all(|point| match point.ast {
            AnyNodeRef::ExprAwait(awaited) => is_call_in_progress(&awaited.value),
            AnyNodeRef::StmtFor(each) => !each.iter.is_call_expr() || is_call_in_progress(&each.iter),
            _ => true,
        })
    }

    /// Whether a function cancels anything itself, or is there to end something: in it, a caught cancellation is what
    /// was asked for.
    pub fn is_for_ending(&self, function: Node<'a>) -> bool {
        let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return false };
        is_ending(def.name.as_str())
            || self.nodes.descendants(function.id).any(|node| match node.ast {
                AnyNodeRef::ExprAttribute(attribute) => has_word(attribute.attr.as_str(), &["cancel"]),
                _ => false,
            })
    }
}

/// Whether more than the end of something is awaited.
fn is_work(awaited: &Expr) -> bool {
    let Expr::Call(call) = awaited else { return false };
    if passes_on(call) {
        return call.arguments.args.first().is_some_and(is_work);
    }
    last_name(&call.func).is_none_or(|name| !is_ending(name) && !has_word(name, LAST_CALLS))
}

/// Whether what is awaited is a call that runs in this task, or in tasks that nobody else has.
fn is_call_in_progress(awaited: &Expr) -> bool {
    let Expr::Call(call) = awaited else { return false };
    if last_name(&call.func) == Some("shield") {
        return false;
    }
    // The second argument of `wait_for` is a number.
    let concerned = if last_name(&call.func) == Some("wait_for") { 1 } else { usize::MAX };
    let is_passed_on = passes_on(call);
    call.arguments.args.iter().take(concerned).all(|argument| !is_passed_on || is_call_in_progress(argument))
}

fn passes_on(call: &ast::ExprCall) -> bool {
    last_name(&call.func).is_some_and(|name| PASSING_ON.contains(&name))
}

/// The last part of a dotted name.
pub(super) fn last_name(callee: &Expr) -> Option<&str> {
    match callee {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}

/// Whether a word of an identifier says that something ends.
fn is_ending(name: &str) -> bool {
    has_word(name, ENDINGS)
}

/// Whether one of `words` is a whole word of an identifier.
fn has_word(name: &str, words: &[&str]) -> bool {
    name.split('_').any(|part| words.contains(&part))
}

/// Whether a loop has a condition, which whoever cancels the task may have changed.
fn may_be_told_to_end(node: Node<'_>) -> bool {
    matches!(node.ast, AnyNodeRef::StmtWhile(node) if !matches!(&*node.test, Expr::BooleanLiteral(test) if test.value))
}
