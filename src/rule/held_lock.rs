//! The locks of threads that are held at a place: by a `with`, by `acquire` and `release`, or by an exit stack. A task
//! that waits for such a lock stops the event loop, and with it the task that is to release it.

use crate::model::ClassRef;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged as _, ast};

use super::Cx;

/// Whether a fix makes a lock an asynchronous one.
pub type BecomesAsync<'f> = &'f dyn Fn(&Expr) -> bool;

impl<'a> Cx<'a> {
    /// What holds a lock of threads at a place, in the function that the place stands in; locks that the fix makes
    /// asynchronous are none.
    pub fn held_lock(&self, at: NodeId, becomes_async: BecomesAsync<'_>) -> Option<&'a Expr> {
        let function = self.function_of(at)?;
        self.lock_of_with(function, at, becomes_async)
            .or_else(|| self.lock_of_calls(function, at, becomes_async))
    }

    fn lock_of_with(
        &self,
        function: Node<'a>,
        at: NodeId,
        becomes_async: BecomesAsync<'_>,
    ) -> Option<&'a Expr> {
        let mut inner = at;
        for ancestor in self.nodes.ancestors(at).take_while(|node| *node != function) {
            if let AnyNodeRef::StmtWith(with) = ancestor.ast
                && !with.is_async
                && with.body.iter().any(|statement| self.node(statement).id == inner)
                && let Some(item) = with
                    .items
                    .iter()
                    .find(|item| self.takes_lock(&item.context_expr) && !becomes_async(&item.context_expr))
            {
                return Some(&item.context_expr);
            }
            inner = ancestor.id;
        }
        None
    }

    /// A lock that a call before the place takes, and that nothing has given back by then.
    fn lock_of_calls(
        &self,
        function: Node<'a>,
        at: NodeId,
        becomes_async: BecomesAsync<'_>,
    ) -> Option<&'a Expr> {
        let calls = self.nodes.descendants(function.id).filter_map(|node| match node.ast {
            AnyNodeRef::ExprCall(call) => Some((node, call, call.func.as_attribute_expr()?)),
            _ => None,
        });
        for (node, call, method) in calls.take_while(|(node, ..)| node.id < at) {
            if self.function_of(node.id) != Some(function) || self.is_awaited(node) {
                continue;
            }
            match method.attr.as_str() {
                "acquire"
                    if !self.nodes.contains(node.id, at)
                        && !becomes_async(&method.value)
                        && self.is_released_after(function, node.id, at, &method.value) =>
                {
                    return Some(&method.value);
                }
                "enter_context" => {
                    let entered = call.arguments.args.first().filter(|argument| self.takes_lock(argument));
                    if entered.is_some() && self.is_open(&method.value, at) {
                        return entered;
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// Whether what `acquire` took is given back after a place, and not before it on the way there.
    fn is_released_after(&self, function: Node<'a>, acquired: NodeId, at: NodeId, lock: &'a Expr) -> bool {
        if matches!(self.type_of(lock), Some(ClassRef::External(name)) if is_asynchronous(name.segments())) {
            return false;
        }
        let releases = self.nodes.descendants(function.id).filter(|node| {
            let AnyNodeRef::ExprCall(call) = node.ast else { return false };
            let Expr::Attribute(method) = &*call.func else { return false };
            method.attr.as_str() == "release"
                && call.arguments.is_empty()
                && self.slice(method.value.range()) == self.slice(lock.range())
        });
        let mut after = false;
        for release in releases.filter(|release| release.id > acquired) {
            if release.id < at && self.is_on_the_way(release, at) {
                return false;
            }
            after |= release.id > at;
        }
        after
    }

    /// Whether a statement runs whenever control comes past it to a later place: no branch or handler has it alone.
    fn is_on_the_way(&self, node: Node<'a>, at: NodeId) -> bool {
        let mut branches = self.nodes.ancestors(node.id).take_while(|node| !self.nodes.contains(node.id, at));
        !branches
            .any(|node| matches!(node.ast, AnyNodeRef::StmtIf(_) | AnyNodeRef::ExceptHandlerExceptHandler(_)))
    }

    /// Whether the exit stack that a name stands for is still open at a place: no `with` that made it has ended.
    fn is_open(&self, stack: &'a Expr, at: NodeId) -> bool {
        let Expr::Name(name) = stack else { return true };
        let scope = self.scope_of(name);
        let Some(owner) = self.scopes().lookup(scope, name.id.as_str()) else { return true };
        let mut bindings = self.scopes().bindings_of(owner, name.id.as_str());
        bindings.all(|binding| match binding.kind {
            crate::model::BindingKind::With { item, .. } => {
                let with = self.parent(self.node(item));
                with.is_none_or(|with| self.nodes.contains(with.id, at))
            }
            _ => true,
        })
    }

    /// Whether entering a context takes a lock of threads and keeps it until the end.
    fn takes_lock(&self, context: &'a Expr) -> bool {
        self.is_lock(context) || self.program.is_some_and(|program| program.takes_lock(context.range()))
    }

    /// Whether an expression is a lock of threads, or a call of one: by its class, or where that is not known, by a word
    /// of its name.
    fn is_lock(&self, expr: &'a Expr) -> bool {
        if self.sync_lock(expr).is_some() {
            return true;
        }
        match (self.type_of(expr), expr) {
            (Some(ClassRef::Local(class)), _) => {
                self.wraps_lock(class) || class_name(self.nodes.get(class).ast).is_some_and(is_name_of_lock)
            }
            (Some(ClassRef::External(name)), _) => {
                is_name_of_lock(name.last()) && !is_asynchronous(name.segments())
            }
            (None, Expr::Call(call)) => match &*call.func {
                Expr::Attribute(method) => self.is_lock(&method.value) || has_word_of_lock(&method.attr),
                Expr::Name(name) => has_word_of_lock(&name.id),
                _ => false,
            },
            (None, _) => false,
        }
    }
}

fn class_name(class: AnyNodeRef<'_>) -> Option<&str> {
    match class {
        AnyNodeRef::StmtClassDef(ast::StmtClassDef { name, .. }) => Some(name.as_str()),
        _ => None,
    }
}

/// Whether a class is one whose methods are awaited.
fn is_asynchronous(name: &[&str]) -> bool {
    matches!(name, ["asyncio" | "anyio" | "trio" | "curio" | "aiorwlock", ..])
}

fn has_word_of_lock(name: &str) -> bool {
    name.split('_').any(|word| matches!(word, "lock" | "rlock" | "mutex"))
}

/// Whether a class's name has `Lock` or `Mutex` as a word: `ReadWriteLock`, not `Lockfile`.
fn is_name_of_lock(name: &str) -> bool {
    ["Lock", "Mutex"].iter().any(|word| {
        let mut ends = name.match_indices(word).map(|(start, _)| start + word.len());
        ends.any(|end| !name[end..].starts_with(char::is_lowercase))
    })
}
