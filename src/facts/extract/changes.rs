//! How long what a test has found out holds: until something may change what it asked about.

use super::Extractor;
use crate::model::ScopeId;
use crate::syntax::{AnyNodeRef, Expr, NodeId, ast};

/// What a test has asked about and may change.
#[derive(Debug, Clone, Copy)]
pub(super) enum Watched<'a> {
    /// What a name stands for.
    Name(&'a str, ScopeId),
    /// An attribute of the object that the method's first parameter, of this name, stands for.
    Attribute(&'a str, &'a str),
    /// All attributes of that object.
    Object(&'a str),
    /// What other tasks may change.
    Shared,
}

impl Extractor<'_, '_> {
    /// The first node of a run that comes after a change.
    pub(super) fn unchanged_until(&self, watched: Watched<'_>, since: NodeId, end: NodeId) -> NodeId {
        let change = match watched {
            Watched::Name(name, owner) => {
                let bindings = self.model.scopes().bindings_of(owner, name).map(|binding| binding.node);
                bindings.filter(|node| (since..end).contains(node)).min().map(|node| (node, node))
            }
            _ => self.model.nodes.between(since, end).find_map(|node| {
                let after = self.after_change(watched, node.id)?;
                Some((node.id, after))
            }),
        };
        let Some((change, after)) = change else { return end };
        // What a loop changes may have changed when it comes around.
        let around = self.model.nodes.ancestors(change).filter(|node| {
            matches!(node.ast, AnyNodeRef::StmtFor(_) | AnyNodeRef::StmtWhile(_)) && since <= node.id
        });
        around.map(|node| node.id).min().unwrap_or(after).min(end)
    }

    /// The first node after what a node changes; `None` if it changes nothing of what is watched.
    fn after_change(&self, watched: Watched<'_>, id: NodeId) -> Option<NodeId> {
        let nodes = &self.model.nodes;
        let is_object =
            |expr: &Expr, object: &str| matches!(expr, Expr::Name(name) if name.id.as_str() == object);
        match (nodes.get(id).ast, watched) {
            (AnyNodeRef::ExprAwait(_) | AnyNodeRef::ExprYield(_) | AnyNodeRef::ExprYieldFrom(_), _) => {
                Some(nodes.end(id))
            }
            (
                AnyNodeRef::StmtWith(ast::StmtWith { is_async: true, .. })
                | AnyNodeRef::StmtFor(ast::StmtFor { is_async: true, .. }),
                _,
            ) => Some(id),
            (AnyNodeRef::ExprAttribute(target), Watched::Attribute(object, _) | Watched::Object(object)) => {
                let is_other = matches!(watched, Watched::Attribute(_, name) if target.attr.as_str() != name);
                let is_change = !target.ctx.is_load() && is_object(&target.value, object) && !is_other;
                is_change.then(|| nodes.statement(id).map_or(id, |statement| nodes.end(statement.id)))
            }
            (AnyNodeRef::ExprCall(call), Watched::Attribute(object, _) | Watched::Object(object)) => {
                let is_method =
                    matches!(&*call.func, Expr::Attribute(method) if is_object(&method.value, object));
                let is_given = || call.arguments.args.iter().any(|argument| is_object(argument, object));
                (is_method || is_given()).then(|| nodes.end(id))
            }
            _ => None,
        }
    }
}
