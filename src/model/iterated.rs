//! Containers that other tasks see and that are being iterated over at a place: a suspension there would let another
//! task change one, which ends the iteration with a `RuntimeError` or makes it skip elements.

use super::Model;
use super::scope::BindingKind;
use super::types::PATHS;
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, ast};

/// How many steps (a view, what it is a view of, the value of a name …) are followed before giving up.
const STEP_LIMIT: u32 = 6;

/// Methods that give a view of what they are called on, or a container that is in it.
const VIEWS: &[&str] = &["get", "items", "keys", "setdefault", "values"];

/// Functions that iterate over their arguments while somebody iterates over what they give.
#[rustfmt::skip]
const LAZY: &[&str] = &[
    "builtins.enumerate", "builtins.filter", "builtins.iter", "builtins.map", "builtins.reversed", "builtins.zip",
    "itertools.chain", "itertools.islice",
];

/// Functions whose results never change.
const UNCHANGING: &[&str] = &["builtins.frozenset", "builtins.range", "builtins.str", "builtins.tuple"];

impl<'a> Model<'a> {
    /// The container that loops and comprehensions of the function around `at` iterate over there, if other tasks see
    /// it: an attribute, a global or a nonlocal, or a view of one. A copy is the function's own.
    pub fn shared_iteration(&self, at: NodeId) -> Option<&'a Expr> {
        let function = self.function_of(at);
        let mut inner = at;
        for ancestor in self.nodes.ancestors(at).take_while(|node| Some(*node) != function) {
            let found = match ancestor.ast {
                AnyNodeRef::StmtFor(each) if !each.is_async && self.is_in_suite(&each.body, inner) => {
                    self.shared_container(&each.iter, STEP_LIMIT)
                }
                AnyNodeRef::ExprGenerator(ast::ExprGenerator { generators, .. })
                | AnyNodeRef::ExprListComp(ast::ExprListComp { generators, .. })
                | AnyNodeRef::ExprSetComp(ast::ExprSetComp { generators, .. })
                | AnyNodeRef::ExprDictComp(ast::ExprDictComp { generators, .. }) => {
                    self.shared_in_comprehension(ancestor, generators, at)
                }
                _ => None,
            };
            if found.is_some() {
                return found;
            }
            inner = ancestor.id;
        }
        None
    }

    /// Of a comprehension's iterables, those count that are being iterated over where `at` is evaluated.
    fn shared_in_comprehension(
        &self,
        comprehension: Node<'a>,
        generators: &'a [ast::Comprehension],
        at: NodeId,
    ) -> Option<&'a Expr> {
        debug_assert!(self.nodes.contains(comprehension.id, at));
        let is_begun = |each: &&'a ast::Comprehension| {
            let clause = self.nodes.id_of(*each);
            // The element comes first in the source, and is evaluated last.
            let is_in_element =
                !generators.iter().any(|each| self.nodes.contains(self.nodes.id_of(each), at));
            let is_iterable = self.nodes.contains(self.nodes.id_of(&each.iter), at);
            is_in_element || clause < at && !is_iterable
        };
        let begun = generators.iter().filter(|each| !each.is_async).filter(is_begun);
        begun.into_iter().find_map(|each| self.shared_container(&each.iter, STEP_LIMIT))
    }

    fn shared_container(&self, iterable: &'a Expr, limit: u32) -> Option<&'a Expr> {
        let limit = limit.checked_sub(1)?;
        match iterable {
            Expr::Attribute(attribute) => {
                // What a path consists of never changes.
                let is_path = self.type_of(&attribute.value).is_some_and(|class| class.is_any(PATHS));
                (!is_path).then_some(iterable)
            }
            Expr::Subscript(item) if !item.slice.is_slice_expr() => {
                self.shared_container(&item.value, limit).map(|_| iterable)
            }
            Expr::Name(name) => self.shared_by_name(iterable, name, limit),
            Expr::Named(named) => self.shared_container(&named.value, limit),
            Expr::BoolOp(operation) => {
                operation.values.iter().find_map(|value| self.shared_container(value, limit))
            }
            Expr::If(choice) => [&choice.body, &choice.orelse]
                .into_iter()
                .find_map(|value| self.shared_container(value, limit)),
            Expr::Call(call) => {
                let is_lazy = self.qualified(&call.func).is_some_and(|name| name.is_any(LAZY));
                if is_lazy {
                    return call.arguments.args.iter().find_map(|each| self.shared_container(each, limit));
                }
                match &*call.func {
                    Expr::Attribute(method) if VIEWS.contains(&method.attr.as_str()) => {
                        self.shared_container(&method.value, limit)
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }

    fn shared_by_name(&self, read: &'a Expr, name: &'a ast::ExprName, limit: u32) -> Option<&'a Expr> {
        let id = self.nodes.id_of(name);
        let owner = self.scopes.lookup(self.scopes.of(id), name.id.as_str())?;
        let mut bindings = self.scopes.bindings_of(owner, name.id.as_str());
        if self.is_seen_outside(owner, id) {
            let changes = |kind: &BindingKind<'a>| match kind {
                BindingKind::Value(value) => !self.is_unchanging(value),
                BindingKind::Annotated(assign) => {
                    assign.value.as_deref().is_none_or(|value| !self.is_unchanging(value))
                }
                BindingKind::Import { .. } | BindingKind::Function(_) | BindingKind::Class(_) => false,
                _ => true,
            };
            return bindings.any(|binding| changes(&binding.kind)).then_some(read);
        }
        bindings.find_map(|binding| match binding.kind {
            BindingKind::Value(value) => self.shared_container(value, limit),
            BindingKind::Annotated(assign) => self.shared_container(assign.value.as_deref()?, limit),
            _ => None,
        })
    }

    /// Whether a value is of a kind that cannot be changed.
    fn is_unchanging(&self, value: &'a Expr) -> bool {
        match value {
            Expr::Tuple(_) => true,
            Expr::Call(call) => self.qualified(&call.func).is_some_and(|name| name.is_any(UNCHANGING)),
            value => value.is_literal_expr(),
        }
    }
}
