//! State that other tasks see: attributes of `self`, globals, nonlocals; and the locks that guard it.

use super::scope::{BindingKind, ScopeId, ScopeKind};
use super::{ClassRef, Model};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, ast};

/// Methods that change the container they are called on.
pub const MUTATORS: &[&str] = &[
    "add",
    "append",
    "appendleft",
    "clear",
    "discard",
    "extend",
    "insert",
    "pop",
    "popitem",
    "popleft",
    "remove",
    "setdefault",
    "sort",
    "update",
];

/// Locks that block the thread which waits for them.
const SYNC_LOCKS: &[&str] = &[
    "threading.Lock",
    "threading.RLock",
    "threading.Condition",
    "threading.Semaphore",
    "threading.BoundedSemaphore",
    "multiprocessing.Lock",
    "multiprocessing.RLock",
    "multiprocessing.Condition",
    "multiprocessing.Semaphore",
    "multiprocessing.BoundedSemaphore",
    "filelock.FileLock",
    "filelock.SoftFileLock",
    "fasteners.InterProcessLock",
    "portalocker.Lock",
];

struct Access<'a> {
    place: (&'a str, Option<&'a str>),
    node: NodeId,
    reads: bool,
    writes: bool,
}

impl Access<'_> {
    fn shown(&self) -> String {
        match self.place {
            (name, Some(attribute)) => format!("{name}.{attribute}"),
            (name, None) => name.to_owned(),
        }
    }
}

/// How a lock was recognised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockEvidence {
    /// Its type is that of a thread's or process's lock.
    Type,
    /// Its type is unknown, and `lock`, `rlock` or `mutex` is a whole word of its name.
    Name,
}

impl<'a> Model<'a> {
    /// The shared place that is read before `at` and written after it in the same function: a suspension at `at`
    /// would let another task change it in between. Shown as the source spells it.
    pub fn interleaving(&self, at: NodeId) -> Option<String> {
        let function = self.function_of(at)?;
        let accesses = self.accesses(function);
        let round = self
            .nodes
            .ancestors(at)
            .take_while(|node| *node != function)
            .filter(|node| matches!(node.ast, AnyNodeRef::StmtWhile(_) | AnyNodeRef::StmtFor(_)))
            .last();
        let assigned_from_here = self.target_of_value(at);
        let is_between = |read: &Access, write: &Access| {
            // A target comes first in the source, but is assigned last; only an augmented one is read before.
            if let Some(target) =
                assigned_from_here.filter(|target| self.nodes.contains(target.id, write.node))
            {
                let is_augmented =
                    self.nodes.parent(target.id).is_some_and(|parent| parent.is_stmt_aug_assign());
                return read.node < at && (is_augmented || !self.nodes.contains(target.id, read.node));
            }
            if read.node < at && at < write.node {
                return !self.are_one_statement(read.node, write.node);
            }
            // In a loop, what is read after `at` is stale for a write that comes before the next read.
            let Some(round) = round else { return false };
            at < write.node && write.node < read.node && self.nodes.contains(round.id, read.node)
        };
        let read = accesses.iter().filter(|access| access.reads).find(|read| {
            accesses.iter().any(|write| write.writes && write.place == read.place && is_between(read, write))
        })?;
        Some(read.shown())
    }

    /// The target of the assignment whose value `at` is part of.
    fn target_of_value(&self, at: NodeId) -> Option<Node<'a>> {
        let target = match self.nodes.statement(at)?.ast {
            AnyNodeRef::StmtAssign(assign) => assign.targets.first()?,
            AnyNodeRef::StmtAnnAssign(assign) => &assign.target,
            AnyNodeRef::StmtAugAssign(assign) => &assign.target,
            _ => return None,
        };
        let target = self.nodes.node(target);
        (target.id < at && !self.nodes.contains(target.id, at)).then_some(target)
    }

    fn are_one_statement(&self, first: NodeId, second: NodeId) -> bool {
        self.nodes.statement(first) == self.nodes.statement(second)
    }

    fn accesses(&self, function: Node<'a>) -> Vec<Access<'a>> {
        let receiver = self.receiver_of(function);
        let mut accesses = Vec::new();
        for node in self.nodes.descendants(function.id) {
            let (place, outermost) = match node.ast {
                AnyNodeRef::ExprAttribute(attribute) => match &*attribute.value {
                    Expr::Name(name) if Some(name.id.as_str()) == receiver => {
                        ((name.id.as_str(), Some(attribute.attr.as_str())), node)
                    }
                    _ => continue,
                },
                AnyNodeRef::ExprName(name) if self.is_shared_name(name, node.id) => {
                    ((name.id.as_str(), None), node)
                }
                _ => continue,
            };
            if self.function_of(node.id) == Some(function) {
                let (reads, writes) = self.use_of(outermost);
                accesses.push(Access { place, node: node.id, reads, writes });
            }
        }
        accesses
    }

    fn receiver_of(&self, function: Node<'a>) -> Option<&'a str> {
        let AnyNodeRef::StmtFunctionDef(def) = function.ast else { return None };
        let first = def.parameters.posonlyargs.first().or(def.parameters.args.first())?;
        let name = first.parameter.name.as_str();
        self.class_of_receiver(function.id, name).map(|_| name)
    }

    /// A name of the module or of a function around, that holds a value rather than a definition or an import.
    fn is_shared_name(&self, name: &ast::ExprName, id: NodeId) -> bool {
        let scope = self.scopes.of(id);
        let Some(owner) = self.scopes.lookup(scope, name.id.as_str()) else { return false };
        if !self.is_seen_outside(owner, id) {
            return false;
        }
        self.scopes.bindings_of(owner, name.id.as_str()).all(|binding| {
            !matches!(
                binding.kind,
                BindingKind::Import { .. }
                    | BindingKind::ImportFrom { .. }
                    | BindingKind::Function(_)
                    | BindingKind::Class(_)
            )
        })
    }

    /// Whether the names of a scope are not the own ones of the function around a place, but the module's or those of
    /// a function around it.
    pub(super) fn is_seen_outside(&self, owner: ScopeId, id: NodeId) -> bool {
        owner == ScopeId::MODULE || self.is_outside_function(owner, id)
    }

    fn is_outside_function(&self, owner: ScopeId, id: NodeId) -> bool {
        let Some(function) = self.function_of(id) else { return false };
        let Some(mut inside) = self.scopes.opened_by(function.id) else { return false };
        while let Some(parent) = self.scopes.get(inside).parent {
            if parent == owner {
                return matches!(
                    self.scopes.get(owner).kind,
                    ScopeKind::Module | ScopeKind::Function { .. } | ScopeKind::Lambda
                );
            }
            inside = parent;
        }
        false
    }

    /// Whether the place that a node stands for is read, and whether it is written.
    fn use_of(&self, node: Node<'a>) -> (bool, bool) {
        let context = match node.ast {
            AnyNodeRef::ExprAttribute(attribute) => attribute.ctx,
            AnyNodeRef::ExprName(name) => name.ctx,
            _ => return (true, false),
        };
        let parent = self.nodes.parent(node.id).map(|parent| parent.ast);
        if !context.is_load() {
            return (matches!(parent, Some(AnyNodeRef::StmtAugAssign(_))), true);
        }
        match parent {
            Some(AnyNodeRef::ExprSubscript(subscript)) => (true, !subscript.ctx.is_load()),
            Some(AnyNodeRef::ExprAttribute(attribute)) if !attribute.ctx.is_load() => (true, true),
            Some(AnyNodeRef::ExprAttribute(attribute)) => (true, MUTATORS.contains(&attribute.attr.as_str())),
            _ => (true, false),
        }
    }

    /// Whether `expr` is a lock that blocks its thread: by its type, or, where that is unknown, by a whole word of
    /// its name. Only meaningful for the context of a plain `with`.
    pub fn sync_lock(&self, expr: &'a Expr) -> Option<LockEvidence> {
        match self.type_of(expr) {
            Some(class) if class.is_any(SYNC_LOCKS) => return Some(LockEvidence::Type),
            Some(ClassRef::External(_) | ClassRef::Local(_)) => return None,
            None => {}
        }
        let name = match expr {
            Expr::Name(name) => name.id.as_str(),
            Expr::Attribute(attribute) => attribute.attr.as_str(),
            _ => return None,
        };
        words(name).any(|word| matches!(word, "lock" | "rlock" | "mutex")).then_some(LockEvidence::Name)
    }

    /// Whether objects of a class of this file have a lock of threads among their attributes, or are one.
    pub fn wraps_lock(&self, class: NodeId) -> bool {
        self.has_part(class, SYNC_LOCKS)
    }
}

/// The words of an identifier: `_class_lock` has `class` and `lock`, `Blocks` only itself.
fn words(name: &str) -> impl Iterator<Item = &str> {
    name.split('_').filter(|word| !word.is_empty())
}
