//! Where a file keeps the tasks that nobody awaits, and names that are free for a fix.

use crate::model::{BindingKind, ScopeId, ScopeKind};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, PythonVersion, Stmt, ast};

use super::Cx;

/// A set of tasks, each of which leaves it when it is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskKeeper {
    /// How a place names it: `background_tasks`, `self._tasks`.
    pub name: String,
    /// The statement that makes it, to be added to the module; `None` where the file has it.
    pub definition: Option<String>,
}

impl<'a> Cx<'a> {
    /// The set that keeps background tasks at `node`: one that the file uses for this and nothing else, or a new one.
    pub fn keeper_of_tasks(&self, node: Node<'a>) -> Option<TaskKeeper> {
        let known = self.nodes.iter().find_map(|candidate| {
            let set = discarded_from(candidate)?;
            self.keeper_name(candidate, set, node).filter(|_| self.is_only_a_keeper(set))
        });
        if let Some(name) = known {
            return Some(TaskKeeper { name, definition: None });
        }
        let names = ["background_tasks", "_background_tasks", "background_task_references"];
        let name = names.into_iter().find(|name| self.is_unused(name))?;
        let annotation = if self.wants_annotation() { ": set[asyncio.Task]" } else { "" };
        Some(TaskKeeper { name: name.to_owned(), definition: Some(format!("{name}{annotation} = set()")) })
    }

    /// Whether a fix may bind `name` at `at` without anyone noticing: nothing in the function around it, or in the
    /// whole file where it is the module's, has that name.
    pub fn is_free_for_local(&self, at: NodeId, name: &str) -> bool {
        let scope = self.scopes().of(at);
        match self.scopes().get(scope).kind {
            ScopeKind::Module => self.is_unused(name),
            ScopeKind::Function { .. } => {
                let function = self.scopes().get(scope).node;
                self.scopes().bindings_of(scope, name).next().is_none()
                    && !self.scopes().is_declared_elsewhere(scope, name)
                    && !self.reads_its_frame(function)
                    && !self.nodes.descendants(function).any(
                        |node| matches!(node.ast, AnyNodeRef::ExprName(other) if other.id.as_str() == name),
                    )
            }
            _ => false,
        }
    }

    /// Whether a function looks at its own names as data: by `locals()`, `eval` and their kin.
    pub fn reads_its_frame(&self, function: NodeId) -> bool {
        self.nodes.descendants(function).any(|node| {
            let AnyNodeRef::ExprCall(call) = node.ast else { return false };
            self.qualified(&call.func).is_some_and(|name| name.is_any(FRAME_READERS))
        })
    }

    /// Whether a node is evaluated in the body of a class, where an assignment makes an attribute.
    pub fn is_in_class_body(&self, at: NodeId) -> bool {
        self.scopes().get(self.scopes().of(at)).kind == ScopeKind::Class
    }

    fn is_unused(&self, name: &str) -> bool {
        !self.scopes().bindings().iter().any(|binding| binding.name == name)
            && !self
                .nodes
                .iter()
                .any(|node| matches!(node.ast, AnyNodeRef::ExprName(other) if other.id.as_str() == name))
    }

    /// How `at` names the set that `candidate` discards from, if it can.
    fn keeper_name(&self, candidate: Node<'a>, set: &'a Expr, at: Node<'a>) -> Option<String> {
        let here = self.scopes().of(at.id);
        match set {
            Expr::Name(name) => {
                let name = name.id.as_str();
                let there = self.scopes().of(candidate.id);
                let is_global = |scope| self.scopes().lookup(scope, name) == Some(ScopeId::MODULE);
                (is_global(here) && is_global(there) && self.function_of(at.id).is_some())
                    .then(|| name.to_owned())
            }
            Expr::Attribute(attribute) => {
                let Expr::Name(receiver) = &*attribute.value else { return None };
                let receiver = receiver.id.as_str();
                let class = self.class_of_name(candidate.id, receiver)?;
                (self.class_of_name(at.id, receiver)? == class)
                    .then(|| format!("{receiver}.{}", attribute.attr))
            }
            _ => None,
        }
    }

    /// The class whose method has `name` as its receiver, where `at` reads it.
    fn class_of_name(&self, at: NodeId, name: &str) -> Option<Node<'a>> {
        let owner = self.scopes().lookup(self.scopes().of(at), name)?;
        let function = self.scopes().get(owner).node;
        let is_bound_once = self.scopes().bindings_of(owner, name).count() == 1;
        self.class_of_receiver(function, name).filter(|_| is_bound_once)
    }

    /// Whether a set is made empty, added to and discarded from, and nothing more: no one cancels or counts what is
    /// in it. Decided by its name in the whole file.
    fn is_only_a_keeper(&self, set: &Expr) -> bool {
        let Some(name) = last_identifier(set) else { return false };
        let mut is_made = false;
        for node in self.nodes.iter() {
            let context = match node.ast {
                AnyNodeRef::ExprName(other) if other.id.as_str() == name => other.ctx,
                AnyNodeRef::ExprAttribute(other) if other.attr.as_str() == name => other.ctx,
                _ => continue,
            };
            let Some(parent) = self.nodes.parent(node.id) else { return false };
            let is_kept = match parent.ast {
                AnyNodeRef::ExprAttribute(method) => matches!(method.attr.as_str(), "add" | "discard"),
                AnyNodeRef::StmtAssign(assign) if context.is_store() => self.is_empty_set(&assign.value),
                AnyNodeRef::StmtAnnAssign(assign) if context.is_store() => {
                    assign.value.as_deref().is_some_and(|value| self.is_empty_set(value))
                }
                _ => false,
            };
            if !is_kept {
                return false;
            }
            is_made |= context.is_store();
        }
        is_made
    }

    fn is_empty_set(&self, value: &'a Expr) -> bool {
        matches!(value, Expr::Call(call) if call.arguments.is_empty() && self.names(&call.func, "builtins.set"))
    }

    /// Whether the file is annotated, so that a type checker wants to know what is in a set, and can say so.
    fn wants_annotation(&self) -> bool {
        let is_annotated = || {
            self.nodes.iter().any(|node| match node.ast {
                AnyNodeRef::StmtFunctionDef(def) => def.returns.is_some(),
                _ => false,
            })
        };
        self.options.target >= PythonVersion::PY39 && self.imports_asyncio_first() && is_annotated()
    }

    /// Whether `import asyncio` is among the imports that a module statement is added after.
    fn imports_asyncio_first(&self) -> bool {
        let body = &self.parsed.module().body;
        let is_leading = |statement: &&Stmt| {
            matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_))
                || ast::helpers::is_docstring_stmt(statement)
        };
        let is_import = |statement: &Stmt| {
            let Stmt::Import(import) = statement else { return false };
            import.names.iter().any(|alias| alias.name.as_str() == "asyncio" && alias.asname.is_none())
        };
        body.iter().take_while(is_leading).any(is_import)
            && self
                .scopes()
                .bindings_of(ScopeId::MODULE, "asyncio")
                .all(|binding| matches!(binding.kind, BindingKind::Import { .. }))
    }
}

/// Builtins that see the names of the function that calls them.
const FRAME_READERS: &[&str] =
    &["builtins.dir", "builtins.eval", "builtins.exec", "builtins.locals", "builtins.vars"];

/// The set in `task.add_done_callback(set.discard)`.
fn discarded_from(node: Node<'_>) -> Option<&Expr> {
    let AnyNodeRef::ExprCall(call) = node.ast else { return None };
    let Expr::Attribute(register) = &*call.func else { return None };
    let [Expr::Attribute(discard)] = &*call.arguments.args else { return None };
    let is_pair = register.attr.as_str() == "add_done_callback" && discard.attr.as_str() == "discard";
    is_pair.then_some(&discard.value)
}

fn last_identifier(expr: &Expr) -> Option<&str> {
    match expr {
        Expr::Name(name) => Some(name.id.as_str()),
        Expr::Attribute(attribute) => Some(attribute.attr.as_str()),
        _ => None,
    }
}
