//! How a place can name a function of another module: through a binding it already sees, or an import to be added.

use super::Model;
use super::flavour::may_go_on_without;
use super::scope::{Binding, BindingKind, ScopeId, ScopeKind};
use crate::syntax::{AnyNodeRef, NodeId, Stmt, suites};

/// How to write a qualified name at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reached {
    /// The expression: `asyncio.sleep`, or what the file's own import makes of it.
    pub text: String,
    /// Whether `import <module>` has to be added at module level first.
    pub needs_import: bool,
    /// Whether it is written as an attribute of the imported module, which a submodule need not be.
    pub is_attribute: bool,
}

impl<'a> Model<'a> {
    /// How `module.member` can be written at `at`. `None` where the name is taken by something else.
    pub fn reach(&self, at: NodeId, module: &str, member: &str) -> Option<Reached> {
        let scope = self.scopes.of(at);
        let usable = |binding: &&Binding<'a>| self.is_usable(binding, at, scope);
        let whole =
            self.scopes.bindings().iter().filter(usable).find(
                |binding| matches!(binding.kind, BindingKind::Import { module: bound } if bound == module),
            );
        if let Some(binding) = whole {
            return Some(Reached {
                text: format!("{}.{member}", binding.name),
                needs_import: false,
                is_attribute: true,
            });
        }
        let (head, tail) = member.split_once('.').map_or((member, ""), |(head, tail)| (head, tail));
        let part = self.scopes.bindings().iter().filter(usable).find(|binding| {
            matches!(binding.kind, BindingKind::ImportFrom { module: bound, level: 0, member } if bound == module && member == head)
        });
        if let Some(binding) = part {
            let text =
                if tail.is_empty() { binding.name.to_owned() } else { format!("{}.{tail}", binding.name) };
            return Some(Reached { text, needs_import: false, is_attribute: false });
        }
        let name = module.split('.').next().unwrap_or(module);
        let is_free = self.scopes.lookup(scope, name).is_none_or(|owner| {
            owner == ScopeId::MODULE
                && self.scopes.bindings_of(owner, name).all(
                    |binding| matches!(binding.kind, BindingKind::Import { module: bound } if bound == name),
                )
        });
        let is_free = is_free && !self.is_bound_otherwise_in_module(name);
        is_free.then(|| Reached {
            text: format!("{module}.{member}"),
            needs_import: true,
            is_attribute: true,
        })
    }

    fn is_bound_otherwise_in_module(&self, name: &str) -> bool {
        self.scopes
            .bindings_of(ScopeId::MODULE, name)
            .any(|binding| !matches!(binding.kind, BindingKind::Import { module } if module == name))
    }

    /// Whether an import's binding certainly holds when `at` runs.
    fn is_usable(&self, binding: &Binding<'a>, at: NodeId, scope: ScopeId) -> bool {
        if !matches!(binding.kind, BindingKind::Import { .. } | BindingKind::ImportFrom { .. })
            || self.scopes.lookup(scope, binding.name) != Some(binding.scope)
            || self.scopes.bindings_of(binding.scope, binding.name).count() != 1
        {
            return false;
        }
        if binding.scope == ScopeId::MODULE {
            let runs_first = binding.node < at || self.function_of(at).is_some();
            return runs_first && self.is_unconditional(binding.node);
        }
        let is_in_function = matches!(self.scopes.get(binding.scope).kind, ScopeKind::Function { .. });
        is_in_function && binding.node < at && self.leads_to(binding.node, at)
    }

    /// Whether `at`, below a statement of the same function, is not reached without it: it stands in the same block or one
    /// inside, or the `try` around the statement does not go on without it.
    fn leads_to(&self, statement: NodeId, at: NodeId) -> bool {
        let mut inner = statement;
        for ancestor in self.nodes.ancestors(statement) {
            let is_inner = |other: &Stmt| self.nodes.id_of(other) == inner;
            let Some(block) = suites(ancestor.ast).into_iter().find(|block| block.iter().any(is_inner))
            else {
                return false;
            };
            if block.iter().any(|other| self.nodes.contains(self.nodes.id_of(other), at)) {
                return true;
            }
            let AnyNodeRef::StmtTry(guard) = ancestor.ast else { return false };
            let is_behind = !self.nodes.contains(ancestor.id, at);
            if !is_behind || !guard.body.iter().any(is_inner) || may_go_on_without(guard) {
                return false;
            }
            inner = ancestor.id;
        }
        false
    }

    /// Whether a module-level statement runs whenever the module is imported: it stands at the top, or in a `with`
    /// there, or in a `try` that does not go on without it.
    fn is_unconditional(&self, statement: NodeId) -> bool {
        let mut inner = statement;
        for ancestor in self.nodes.ancestors(statement) {
            let runs = match ancestor.ast {
                AnyNodeRef::ModModule(_) | AnyNodeRef::StmtWith(_) => true,
                AnyNodeRef::StmtTry(node) => {
                    node.body.iter().any(|statement| self.nodes.id_of(statement) == inner)
                        && !may_go_on_without(node)
                }
                _ => false,
            };
            if !runs {
                return false;
            }
            inner = ancestor.id;
        }
        true
    }
}
