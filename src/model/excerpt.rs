//! What a run of sibling statements shares with the function around it: the names it binds, and who reads them before
//! and after. Asked before statements move into a function of their own.

use super::Model;
use super::scope::{BindingKind, ScopeId};
use crate::syntax::nodes::suites;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Stmt, ast};

/// Neighbouring statements of one suite in a function.
#[derive(Debug, Clone, Copy)]
pub struct Excerpt<'a> {
    /// The statements; at least one.
    pub statements: &'a [Stmt],
    /// The first one's node.
    pub first: NodeId,
    /// The position after the last one's subtree.
    pub end: NodeId,
    /// The function whose body they stand in.
    pub function: Node<'a>,
    /// Its scope.
    pub scope: ScopeId,
}

impl Excerpt<'_> {
    /// Whether a node belongs to the statements.
    pub fn contains(&self, id: NodeId) -> bool {
        self.first <= id && id < self.end
    }
}

impl<'a> Model<'a> {
    /// The statements as an excerpt of the function they stand in; `None` outside functions.
    pub fn excerpt(&self, statements: &'a [Stmt]) -> Option<Excerpt<'a>> {
        let (first, last) = (self.nodes.id_of(statements.first()?), self.nodes.id_of(statements.last()?));
        let function = self.function_of(first)?;
        let scope = self.scopes.opened_by(function.id)?;
        Some(Excerpt { statements, first, end: self.nodes.end(last), function, scope })
    }

    /// The function's names that the statements bind outside of the target `apart_from`, in the order of their first
    /// binding. `None` where they delete one, or bind what does not belong to the function alone: a global, a
    /// nonlocal.
    pub fn names_bound_in(&self, excerpt: &Excerpt<'a>, apart_from: Option<NodeId>) -> Option<Vec<&'a str>> {
        let mut names = Vec::new();
        for binding in self.scopes.bindings().iter().filter(|binding| excerpt.contains(binding.node)) {
            if apart_from.is_some_and(|target| self.nodes.contains(target, binding.node)) {
                continue;
            }
            let is_own = binding.scope == excerpt.scope;
            if matches!(binding.kind, BindingKind::Deletion) && is_own {
                return None;
            }
            if !is_own {
                // What functions, lambdas and comprehensions inside bind for themselves stays with them.
                if !excerpt.contains(self.scopes.get(binding.scope).node) {
                    return None;
                }
                continue;
            }
            if !names.contains(&binding.name) {
                names.push(binding.name);
            }
        }
        Some(names)
    }

    /// Whether a function or lambda outside the statements reads `name`.
    pub fn is_captured(&self, excerpt: &Excerpt<'a>, name: &str) -> bool {
        self.reads_of(excerpt, name)
            .any(|read| !excerpt.contains(read.id) && self.function_of(read.id) != Some(excerpt.function))
    }

    /// Whether the function around the statements can read what they bind to `name`.
    pub fn is_read_outside(&self, excerpt: &Excerpt<'a>, name: &str) -> bool {
        let round = self.loops_around(excerpt).last();
        self.reads_of(excerpt, name).filter(|read| !excerpt.contains(read.id)).any(|read| {
            let comes_before = read.id < excerpt.first;
            let repeats = round.is_some_and(|round| self.nodes.contains(round.id, read.id));
            (!comes_before || repeats) && !self.is_bound_on_the_way(excerpt, read.id, name)
        })
    }

    /// Whether the statements may read `name` before they bind it, so that a value from outside matters to them.
    pub fn is_read_before_bound(&self, excerpt: &Excerpt<'a>, name: &str) -> bool {
        let is_bound_outside =
            self.scopes.bindings_of(excerpt.scope, name).any(|binding| !excerpt.contains(binding.node));
        if !is_bound_outside && self.loops_around(excerpt).next().is_none() {
            return false;
        }
        self.reads_of(excerpt, name)
            .filter(|read| excerpt.contains(read.id))
            .any(|read| !self.is_bound_on_the_way(excerpt, read.id, name))
    }

    /// The function's names that the statements read outside of the target `apart_from` but do not bind, and that a loop
    /// around them binds anew in each round, in the order of their first reading.
    pub fn names_from_loops(&self, excerpt: &Excerpt<'a>, apart_from: Option<NodeId>) -> Vec<&'a str> {
        let Some(round) = self.loops_around(excerpt).last() else { return Vec::new() };
        let mut names: Vec<&'a str> = Vec::new();
        for index in self.nodes.subtree(excerpt.first).chain(self.rest_of(excerpt)) {
            let AnyNodeRef::ExprName(name) = index.ast else { continue };
            let name = name.id.as_str();
            if names.contains(&name)
                || apart_from.is_some_and(|target| self.nodes.contains(target, index.id))
                || self.scopes.lookup(self.scopes.of(index.id), name) != Some(excerpt.scope)
            {
                continue;
            }
            let mut bindings = self.scopes.bindings_of(excerpt.scope, name).peekable();
            let is_bound_here =
                self.scopes.bindings_of(excerpt.scope, name).any(|binding| excerpt.contains(binding.node));
            let changes = bindings.any(|binding| {
                self.nodes.contains(round.id, binding.node)
                    && !matches!(binding.kind, BindingKind::Parameter { .. })
            });
            if changes && !is_bound_here {
                names.push(name);
            }
        }
        names
    }

    /// Whether the statements bind `name` for certain when they run to their end.
    pub fn is_certainly_bound(&self, statements: &'a [Stmt], name: &str) -> bool {
        statements.iter().any(|statement| self.certainly_binds(statement, name))
    }

    fn rest_of(&self, excerpt: &Excerpt<'a>) -> impl Iterator<Item = Node<'a>> + '_ {
        let others: &'a [Stmt] = excerpt.statements.get(1..).unwrap_or_default();
        others.iter().flat_map(|statement| self.nodes.subtree(self.nodes.id_of(statement)))
    }

    /// The loops of the function that the statements stand in, from the nearest.
    fn loops_around(&self, excerpt: &Excerpt<'a>) -> impl Iterator<Item = Node<'a>> + '_ {
        let function = excerpt.function;
        self.nodes
            .ancestors(excerpt.first)
            .take_while(move |node| *node != function)
            .filter(|node| matches!(node.ast, AnyNodeRef::StmtFor(_) | AnyNodeRef::StmtWhile(_)))
    }

    /// Every place in the function that reads the function's `name`; an augmented assignment does.
    fn reads_of<'m>(&'m self, excerpt: &Excerpt<'a>, name: &'m str) -> impl Iterator<Item = Node<'a>> + 'm {
        let scope = excerpt.scope;
        self.nodes.descendants(excerpt.function.id).filter(move |node| {
            let AnyNodeRef::ExprName(read) = node.ast else { return false };
            let reads = read.ctx.is_load()
                || matches!(
                    self.nodes.parent(node.id).map(|parent| parent.ast),
                    Some(AnyNodeRef::StmtAugAssign(_) | AnyNodeRef::StmtDelete(_))
                );
            reads
                && read.id.as_str() == name
                && self.scopes.lookup(self.scopes.of(node.id), name) == Some(scope)
        })
    }

    /// Whether every way to `read` passes a statement that binds `name`: in the excerpt if the read is there, after
    /// the excerpt if not.
    fn is_bound_on_the_way(&self, excerpt: &Excerpt<'a>, read: NodeId, name: &str) -> bool {
        let is_inside = excerpt.contains(read);
        let mut inner = read;
        for ancestor in self.nodes.ancestors(read) {
            if self.binds_for_body(ancestor, inner, name) {
                return true;
            }
            for suite in suites(ancestor.ast) {
                let Some(place) = suite.iter().position(|statement| self.nodes.id_of(statement) == inner)
                else {
                    continue;
                };
                for earlier in suite[..place].iter().rev() {
                    let id = self.nodes.id_of(earlier);
                    let has_excerpt = excerpt.contains(id) || self.nodes.contains(id, excerpt.first);
                    if is_inside && !excerpt.contains(id) || !is_inside && has_excerpt {
                        return false;
                    }
                    if self.certainly_binds(earlier, name) {
                        return true;
                    }
                }
            }
            let is_past = if is_inside {
                !excerpt.contains(ancestor.id)
            } else {
                self.nodes.contains(ancestor.id, excerpt.first)
            };
            if is_past {
                return false;
            }
            inner = ancestor.id;
        }
        false
    }

    /// Whether a statement binds `name` before its body, where `inner` is a statement of that body.
    fn binds_for_body(&self, node: Node<'a>, inner: NodeId, name: &str) -> bool {
        let is_in = |body: &[Stmt]| body.iter().any(|statement| self.nodes.id_of(statement) == inner);
        match node.ast {
            AnyNodeRef::StmtWith(with) => is_in(&with.body) && binds_items(with, name),
            AnyNodeRef::StmtFor(each) => is_in(&each.body) && binds_target(&each.target, name),
            AnyNodeRef::ExceptHandlerExceptHandler(handler) => {
                is_in(&handler.body) && handler.name.as_ref().is_some_and(|bound| bound.as_str() == name)
            }
            _ => false,
        }
    }

    fn certainly_binds(&self, statement: &'a Stmt, name: &str) -> bool {
        match statement {
            Stmt::Assign(assign) => assign.targets.iter().any(|target| binds_target(target, name)),
            Stmt::AnnAssign(assign) => assign.value.is_some() && binds_target(&assign.target, name),
            Stmt::AugAssign(assign) => binds_target(&assign.target, name),
            Stmt::With(with) => {
                let suppresses = with.items.iter().any(|item| self.is_suppressing(&item.context_expr));
                binds_items(with, name) || !suppresses && self.is_certainly_bound(&with.body, name)
            }
            Stmt::FunctionDef(def) => def.name.as_str() == name,
            Stmt::ClassDef(class) => class.name.as_str() == name,
            Stmt::Import(_) | Stmt::ImportFrom(_) => {
                let node = self.nodes.id_of(statement);
                self.scopes.bindings_of(self.scopes.of(node), name).any(|binding| binding.node == node)
            }
            _ => false,
        }
    }
}

fn binds_items(with: &ast::StmtWith, name: &str) -> bool {
    with.items
        .iter()
        .any(|item| item.optional_vars.as_deref().is_some_and(|target| binds_target(target, name)))
}

fn binds_target(target: &Expr, name: &str) -> bool {
    match target {
        Expr::Name(target) => target.id.as_str() == name,
        Expr::Tuple(tuple) => tuple.elts.iter().any(|element| binds_target(element, name)),
        Expr::List(list) => list.elts.iter().any(|element| binds_target(element, name)),
        Expr::Starred(starred) => binds_target(&starred.value, name),
        _ => false,
    }
}
