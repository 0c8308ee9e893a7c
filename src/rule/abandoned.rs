//! What becomes of work in a thread when the task that waits for it is cancelled. asyncio does not wait for the thread:
//! the code that cleans up after the task runs beside it. anyio and trio wait.

use crate::edit::{FixBuilder, Safety};
use crate::model::types::PATHS;
use crate::model::{BindingKind, Flavour, ScopeId};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeId, Ranged as _, Stmt, ast};

use super::Cx;

/// Something of a function's own that code can clean up: a local name, or an attribute of `self`.
type Place<'a> = (&'a str, Option<&'a str>);

/// How the value of a name may come from another place for the two to be about one thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// It is the same thing: `str(path)`, `file.name`.
    Same,
    /// It may be a path below it.
    Below,
}

/// Functions that give back the path that they are given.
const SAME_PATH: &[&str] =
    &["builtins.str", "os.fspath", "os.path.abspath", "os.path.realpath", "pathlib.Path"];

/// Methods that only tell people.
const TELLING: &[&str] =
    &["critical", "debug", "error", "exception", "info", "log", "print", "trace", "warn", "warning"];

impl<'a> Cx<'a> {
    /// Makes a fix unsafe that moves what stands from `first` up to `end` to a thread of asyncio, if code that runs when
    /// the task is cancelled uses what the thread goes on using.
    pub(super) fn distrust_cleanup(&self, fix: &mut FixBuilder<'a>, first: NodeId, end: NodeId) {
        if self.library() != Some(Flavour::Asyncio) {
            return;
        }
        if let Some(place) = self.cleaned_up_around(first, end) {
            let place = match place {
                (name, Some(attribute)) => format!("{name}.{attribute}"),
                (name, None) => name.to_owned(),
            };
            let reason = format!("a cancelled task would clean up `{place}` while the thread still uses it");
            fix.lower_safety(Safety::Unsafe, reason);
        }
    }

    fn cleaned_up_around(&self, first: NodeId, end: NodeId) -> Option<Place<'a>> {
        let function = self.function_of(first)?;
        let scope = self.scopes().opened_by(function.id)?;
        let mut cleaned = Vec::new();
        let mut inner = first;
        for ancestor in self.nodes.ancestors(first).take_while(|node| *node != function) {
            self.add_cleaned_up(function, scope, ancestor, inner, &mut cleaned);
            inner = ancestor.id;
        }
        if cleaned.is_empty() {
            return None;
        }
        self.add_origins(scope, Origin::Same, &mut cleaned);
        let mut used = Vec::new();
        let moved = self.nodes.subtree(inner).filter(|node| first <= node.id && node.id < end);
        for node in moved.filter(|node| self.is_read(*node) && !self.is_below_await(*node, first)) {
            used.extend(self.place_of(function, scope, node));
        }
        self.add_origins(scope, Origin::Below, &mut used);
        used.into_iter().find(|place| cleaned.contains(place))
    }

    /// Adds what a statement around the place `inner` uses when a cancellation passes through it.
    fn add_cleaned_up(
        &self,
        function: Node<'a>,
        scope: ScopeId,
        statement: Node<'a>,
        inner: NodeId,
        all: &mut Vec<Place<'a>>,
    ) {
        let has = |suite: &'a [Stmt]| suite.iter().any(|statement| self.node(statement).id == inner);
        let mut add = |root: Node<'a>| {
            let nodes = self.nodes.subtree(root.id);
            // What a suite only binds anew it does not clean up; what a `with` binds, its exit does.
            let nodes = nodes.filter(|node| !root.is_statement() || self.is_read(*node));
            all.extend(nodes.filter_map(|node| self.place_of(function, scope, node)));
        };
        match statement.ast {
            AnyNodeRef::StmtTry(guard) if !has(&guard.finalbody) => {
                let suites = guard.handlers.iter().filter_map(|handler| {
                    let ast::ExceptHandler::ExceptHandler(handler) = handler;
                    (has(&guard.body) && self.catches_cancellation(handler)).then_some(&*handler.body)
                });
                let statements = suites.flatten().chain(&guard.finalbody);
                statements.filter(|statement| !tells(statement)).for_each(|each| add(self.node(each)));
            }
            AnyNodeRef::StmtWith(with) => {
                // The items before the one that a place stands in are entered already.
                let holds = |item: &ast::WithItem| item.range().contains_range(self.nodes.get(inner).range());
                let entered = match with.items.iter().position(holds) {
                    Some(place) => place,
                    None if has(&with.body) => with.items.len(),
                    None => 0,
                };
                for item in &with.items[..entered] {
                    if let Some(target) = item.optional_vars.as_deref() {
                        add(self.node(target));
                    }
                    match &item.context_expr {
                        context @ (Expr::Name(_) | Expr::Attribute(_)) => add(self.node(context)),
                        Expr::Call(call) if self.names(&call.func, "contextlib.closing") => {
                            add(self.node(&call.arguments));
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// The place that a name stands for, if it is of the function's own.
    fn place_of(&self, function: Node<'a>, scope: ScopeId, node: Node<'a>) -> Option<Place<'a>> {
        let AnyNodeRef::ExprName(name) = node.ast else { return None };
        let name = name.id.as_str();
        if self.scopes().lookup(self.scopes().of(node.id), name) != Some(scope) {
            return None;
        }
        if self.class_of_receiver(function.id, name).is_none() {
            return Some((name, None));
        }
        match self.parent(node).map(|parent| parent.ast) {
            Some(AnyNodeRef::ExprAttribute(attribute)) => Some((name, Some(attribute.attr.as_str()))),
            _ => None,
        }
    }

    /// Whether a name, or the attribute that it is asked for, is read and not assigned.
    fn is_read(&self, node: Node<'a>) -> bool {
        let AnyNodeRef::ExprName(name) = node.ast else { return false };
        let is_assigned = |parent: Node<'a>| match parent.ast {
            AnyNodeRef::ExprAttribute(attribute) => attribute.ctx.is_store(),
            _ => false,
        };
        !name.ctx.is_store() && !self.parent(node).is_some_and(is_assigned)
    }

    /// Whether a node is part of what is awaited before the work begins.
    fn is_below_await(&self, node: Node<'a>, first: NodeId) -> bool {
        let mut around = self.nodes.ancestors(node.id).take_while(|node| node.id >= first);
        around.any(|node| matches!(node.ast, AnyNodeRef::ExprAwait(_)))
    }

    /// Adds the names that the values of these places' names are made of.
    fn add_origins(&self, scope: ScopeId, origin: Origin, places: &mut Vec<Place<'a>>) {
        let mut next = 0;
        while let Some((name, attribute)) = places.get(next).copied() {
            next += 1;
            if attribute.is_some() {
                continue;
            }
            for binding in self.scopes().bindings_of(scope, name) {
                let BindingKind::Value(value) = binding.kind else { continue };
                let mut names = Vec::new();
                self.add_names_of_path(value, origin, &mut names);
                for name in names {
                    if !places.contains(&(name, None)) {
                        places.push((name, None));
                    }
                }
            }
        }
    }

    fn add_names_of_path(&self, value: &'a Expr, origin: Origin, names: &mut Vec<&'a str>) {
        match value {
            Expr::Name(name) => names.push(name.id.as_str()),
            Expr::Attribute(attribute) if attribute.attr.as_str() == "name" => {
                self.add_names_of_path(&attribute.value, origin, names);
            }
            Expr::BinOp(join) if origin == Origin::Below => {
                self.add_names_of_path(&join.left, origin, names);
                self.add_names_of_path(&join.right, origin, names);
            }
            Expr::FString(_) if origin == Origin::Below => {
                let parts = self.nodes.subtree(self.node(value).id);
                names.extend(parts.filter_map(|part| match part.ast {
                    AnyNodeRef::ExprName(name) => Some(name.id.as_str()),
                    _ => None,
                }));
            }
            Expr::Call(call) => {
                let name = self.qualified(&call.func);
                let is_same = name.as_ref().is_some_and(|name| name.is_any(SAME_PATH));
                let is_join = name.is_some_and(|name| name.is("os.path.join"));
                let is_path = || self.type_of(value).is_some_and(|class| class.is_any(PATHS));
                let is_below = origin == Origin::Below && (is_join || is_path());
                if is_below && let Expr::Attribute(method) = &*call.func {
                    self.add_names_of_path(&method.value, origin, names);
                }
                if is_same || is_below {
                    call.arguments.args.iter().for_each(|path| self.add_names_of_path(path, origin, names));
                }
            }
            _ => {}
        }
    }
}

/// Whether a statement only prints or logs.
fn tells(statement: &Stmt) -> bool {
    let Stmt::Expr(statement) = statement else { return false };
    let Expr::Call(call) = &*statement.value else { return false };
    match &*call.func {
        Expr::Attribute(method) => TELLING.contains(&method.attr.as_str()),
        Expr::Name(name) => TELLING.contains(&name.id.as_str()),
        _ => false,
    }
}
