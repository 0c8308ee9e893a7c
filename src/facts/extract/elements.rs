//! Terms of what containers hold: of displays, of builtins that pass elements on, of lists that are filled in a function,
//! and of what is unpacked.

use super::{Extractor, Name, Term, TermId};
use crate::model::{Binding, BindingKind, ScopeId, ScopeKind};
use crate::syntax::{AnyNodeRef, Expr, Node, NodeKind, ast};

/// How many elements a display has at most of which each is looked at.
const ELEMENTS: usize = 6;

/// Builtins that give the elements of their argument, in some container.
const PASS_ON: &[Name] = &[
    Name::constant("frozenset"),
    Name::constant("iter"),
    Name::constant("list"),
    Name::constant("reversed"),
    Name::constant("set"),
    Name::constant("sorted"),
    Name::constant("tuple"),
];

/// Methods of lists that put no other element into them.
const HARMLESS_METHODS: &[&str] =
    &["append", "clear", "copy", "count", "index", "pop", "remove", "reverse", "sort"];

impl<'a> Extractor<'_, 'a> {
    /// A list of such elements.
    pub(super) fn list_of(&mut self, element: TermId) -> TermId {
        let class = self.intern(Term::Builtin(Name::constant("list")));
        self.intern(Term::ContainerOf(class, element))
    }

    pub(super) fn element_of_comprehension(&mut self, element: &'a Expr, depth: u32) -> TermId {
        let inside = self.model.scope_of(element);
        self.term_within(element, inside, depth)
    }

    /// The elements of a tuple, each by its place.
    pub(super) fn items(&mut self, items: Vec<TermId>) -> TermId {
        match *items {
            [] => TermId::UNKNOWN,
            [only] => only,
            _ => {
                let span = self.shared_list(items);
                self.intern(Term::Items(span))
            }
        }
    }

    /// A list or tuple that is written out. Of strings and numbers nothing is told.
    pub(super) fn display(
        &mut self,
        class: &'static str,
        elements: &'a [Expr],
        scope: ScopeId,
        depth: u32,
    ) -> TermId {
        let may_matter = |element: &Expr| {
            matches!(
                element,
                Expr::Name(_) | Expr::Attribute(_) | Expr::Call(_) | Expr::Await(_) | Expr::BinOp(_)
            )
        };
        if elements.len() > ELEMENTS
            || elements.iter().any(Expr::is_starred_expr)
            || !elements.iter().any(may_matter)
        {
            return self.literal(class);
        }
        let terms: Vec<TermId> =
            elements.iter().map(|element| self.term_within(element, scope, depth)).collect();
        if terms.iter().all(|term| *term == TermId::UNKNOWN) {
            return self.literal(class);
        }
        let element = match class {
            "tuple" => self.items(terms),
            _ => self.agreed(terms),
        };
        if element == TermId::UNKNOWN {
            return self.literal(class);
        }
        let class = self.intern(Term::Builtin(Name::constant(class)));
        self.intern(Term::ContainerOf(class, element))
    }

    /// What a builtin gives that passes on elements of its argument.
    pub(super) fn given_by_builtin(
        &mut self,
        name: Name,
        call: &'a ast::ExprCall,
        scope: ScopeId,
        depth: u32,
    ) -> Option<TermId> {
        let next = Name::constant("next");
        let [argument, ..] = &*call.arguments.args else { return None };
        let passes_on = PASS_ON.contains(&name);
        if !passes_on && name != next || call.arguments.args.len() > 1 || argument.is_starred_expr() {
            return None;
        }
        let element = self.element_of(argument, scope, depth);
        if element == TermId::UNKNOWN {
            return (name == next).then_some(element);
        }
        if name == next {
            return Some(element);
        }
        let class = self.intern(Term::Builtin(name));
        Some(self.intern(Term::ContainerOf(class, element)))
    }

    /// What iterating over an expression gives.
    fn element_of(&mut self, iterable: &'a Expr, scope: ScopeId, depth: u32) -> TermId {
        if let Some(element) = self.appended(iterable, scope) {
            return element;
        }
        let value = self.term_within(iterable, scope, depth);
        self.of(value, Term::Element)
    }

    /// A name that is a part of what is unpacked: by an assignment, a loop or a comprehension.
    pub(super) fn unpacked(&mut self, binding: &Binding<'a>) -> TermId {
        let nodes = &self.model.nodes;
        let Some(target) = nodes.parent(binding.node) else { return TermId::UNKNOWN };
        let parts = match target.ast {
            AnyNodeRef::ExprTuple(tuple) => &tuple.elts,
            AnyNodeRef::ExprList(list) => &list.elts,
            _ => return TermId::UNKNOWN,
        };
        let place = parts.iter().position(|part| nodes.id_of(part) == binding.node);
        let Some(place) = place.and_then(|place| u8::try_from(place).ok()) else { return TermId::UNKNOWN };
        if parts.iter().any(Expr::is_starred_expr) {
            return TermId::UNKNOWN;
        }
        match nodes.parent(target.id).map(|parent| parent.ast) {
            Some(AnyNodeRef::StmtAssign(assign)) => self.part(&assign.value, place, parts.len(), binding),
            Some(AnyNodeRef::StmtFor(each)) if !each.is_async => self.part_of_element(&each.iter, place),
            Some(AnyNodeRef::Comprehension(each)) if !each.is_async => {
                self.part_of_element(&each.iter, place)
            }
            Some(AnyNodeRef::WithItem(item)) => {
                let value = self.term(&item.context_expr, binding.evaluated_in);
                let is_async = matches!(
                    nodes.parent(target.id).and_then(|item| nodes.parent(item.id)).map(|with| with.ast),
                    Some(AnyNodeRef::StmtWith(with)) if with.is_async
                );
                let entered = self.of(value, if is_async { Term::EnteredAsync } else { Term::Entered });
                self.of(entered, |entered| Term::Part(entered, place))
            }
            _ => TermId::UNKNOWN,
        }
    }

    fn part(&mut self, value: &'a Expr, place: u8, parts: usize, binding: &Binding<'a>) -> TermId {
        if let Expr::Tuple(tuple) = value {
            let is_plain = tuple.len() == parts && !tuple.iter().any(Expr::is_starred_expr);
            return match tuple.elts.get(usize::from(place)) {
                Some(element) if is_plain => self.term(element, binding.evaluated_in),
                _ => TermId::UNKNOWN,
            };
        }
        let value = self.term(value, binding.evaluated_in);
        self.of(value, |value| Term::Part(value, place))
    }

    /// A part of what iterating over an expression gives.
    fn part_of_element(&mut self, iterable: &'a Expr, place: u8) -> TermId {
        let scope = self.model.scope_of(iterable);
        if let Expr::Call(call) = iterable
            && let Expr::Name(name) = &*call.func
            && matches!(name.id.as_str(), "enumerate" | "zip")
            && self.is_builtin(name.id.as_str(), scope)
        {
            let arguments = &*call.arguments.args;
            let argument = match name.id.as_str() {
                "enumerate" => arguments.first().filter(|_| place == 1),
                _ if arguments.iter().any(Expr::is_starred_expr) => None,
                _ => arguments.get(usize::from(place)),
            };
            return argument
                .map_or(TermId::UNKNOWN, |argument| self.element_of(argument, scope, ELEMENT_DEPTH));
        }
        let value = self.term(iterable, scope);
        let element = self.of(value, Term::Element);
        self.of(element, |element| Term::Part(element, place))
    }

    /// The elements of a list that starts empty, is only appended to, and never leaves its function but by `return`.
    pub(super) fn appended(&mut self, list: &'a Expr, scope: ScopeId) -> Option<TermId> {
        let Expr::Name(name) = list else { return None };
        let name = name.id.as_str();
        let model = self.model;
        let scopes = model.scopes();
        let owner = scopes.lookup(scope, name)?;
        let ScopeKind::Function { .. } = scopes.get(owner).kind else { return None };
        let mut bindings = scopes.bindings_of(owner, name);
        let (binding, None) = (bindings.next()?, bindings.next()) else { return None };
        let value = match binding.kind {
            BindingKind::Value(value) => value,
            BindingKind::Annotated(assign) if assign.annotation.is_name_expr() => assign.value.as_deref()?,
            _ => return None,
        };
        if !matches!(value, Expr::List(list) if list.elts.is_empty()) || !self.pending.insert((owner, name)) {
            return None;
        }
        let mut terms = Vec::new();
        let function = scopes.get(owner).node;
        let names =
            model.nodes.subtree(function).filter(|node| model.nodes.kind(node.id) == NodeKind::ExprName);
        let mut is_known = true;
        for node in names {
            let AnyNodeRef::ExprName(used) = node.ast else { continue };
            if used.id.as_str() != name || !used.ctx.is_load() {
                continue;
            }
            match self.use_of_list(node) {
                UseOfList::Appends(element) => {
                    let scope = scopes.of(node.id);
                    terms.push(self.term(element, scope));
                }
                UseOfList::Reads => {}
                UseOfList::MayChange => is_known = false,
            }
        }
        self.pending.remove(&(owner, name));
        (is_known && !terms.is_empty()).then(|| self.agreed(terms))
    }

    fn use_of_list(&self, name: Node<'a>) -> UseOfList<'a> {
        let nodes = &self.model.nodes;
        let Some(parent) = nodes.parent(name.id) else { return UseOfList::MayChange };
        let around = nodes.parent(parent.id).map(|around| around.ast);
        match (parent.ast, around) {
            (AnyNodeRef::ExprAttribute(method), Some(AnyNodeRef::ExprCall(call)))
                if nodes.id_of(&*call.func) == parent.id =>
            {
                match (method.attr.as_str(), &*call.arguments.args) {
                    ("append", [element]) => UseOfList::Appends(element),
                    (method, _) if HARMLESS_METHODS.contains(&method) => UseOfList::Reads,
                    _ => UseOfList::MayChange,
                }
            }
            (AnyNodeRef::Arguments(_), Some(AnyNodeRef::ExprCall(call))) => match &*call.func {
                Expr::Name(name) if self.is_builtin(name.id.as_str(), self.model.scope_of(name)) => {
                    UseOfList::Reads
                }
                _ => UseOfList::MayChange,
            },
            (AnyNodeRef::ExprSubscript(subscript), _) if subscript.ctx.is_load() => UseOfList::Reads,
            (
                AnyNodeRef::StmtFor(_)
                | AnyNodeRef::Comprehension(_)
                | AnyNodeRef::ExprStarred(_)
                | AnyNodeRef::StmtReturn(_)
                | AnyNodeRef::StmtIf(_)
                | AnyNodeRef::ElifElseClause(_)
                | AnyNodeRef::StmtWhile(_)
                | AnyNodeRef::ExprBoolOp(_)
                | AnyNodeRef::ExprUnaryOp(_)
                | AnyNodeRef::ExprCompare(_),
                _,
            ) => UseOfList::Reads,
            _ => UseOfList::MayChange,
        }
    }
}

/// What a use of a list does to its elements.
enum UseOfList<'a> {
    /// It puts this one in.
    Appends(&'a Expr),
    Reads,
    MayChange,
}

/// How deep the iterable of a loop that unpacks is followed.
const ELEMENT_DEPTH: u32 = 24;
