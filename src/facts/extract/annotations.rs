//! Terms of annotations: `Client`, `"Client | None"`, `Annotated[Client, …]`, `list[Client]`, `Awaitable[Client]`.

use smallvec::SmallVec;

use super::{Extractor, Term, TermId};
use crate::model::ScopeId;
use crate::syntax::{Expr, ast};

/// How deep an annotation is followed.
const DEPTH: u32 = 12;

/// How many members a union has at most.
const MEMBERS: usize = 6;

/// How an annotation uses its argument.
enum Form {
    /// It means its (first) argument: `Optional`, `Annotated`, `Final`.
    Argument,
    Union,
    /// The class itself: `type[C]`.
    Class,
    /// Awaiting it gives the last argument.
    Awaitable,
    /// Iterating over it, or asking it for an item, gives the argument at this place.
    Container(usize),
    Nothing,
}

impl<'a> Extractor<'_, 'a> {
    /// What a value of this annotation is.
    pub(super) fn annotation(&mut self, annotation: &'a Expr, scope: ScopeId) -> TermId {
        self.annotation_within(annotation, scope, DEPTH)
    }

    fn annotation_within(&mut self, annotation: &Expr, scope: ScopeId, depth: u32) -> TermId {
        let Some(depth) = depth.checked_sub(1) else { return TermId::UNKNOWN };
        match annotation {
            Expr::Name(_) | Expr::Attribute(_) => self.annotated_class(annotation, scope),
            Expr::StringLiteral(string) => match crate::syntax::parse_expression(string.value.to_str()) {
                Some(inner) => self.annotation_within(&inner, scope, depth),
                None => TermId::UNKNOWN,
            },
            Expr::NoneLiteral(_) => self.intern(Term::None),
            Expr::BinOp(union) if union.op == ast::Operator::BitOr => {
                let left = self.annotation_within(&union.left, scope, depth);
                let right = self.annotation_within(&union.right, scope, depth);
                self.union(&[left, right])
            }
            Expr::Subscript(subscript) => self.generic(subscript, scope, depth),
            _ => TermId::UNKNOWN,
        }
    }

    /// One of several types, of which `None` does not count. Of strings, numbers and containers it does not matter which.
    fn union(&mut self, members: &[TermId]) -> TermId {
        let mut all: SmallVec<[TermId; 6]> = SmallVec::new();
        for member in members {
            match self.facts.term(*member) {
                Term::OneOf(span) => all.extend_from_slice(self.facts.list(span)),
                _ => all.push(*member),
            }
        }
        let is_plain = |term: &TermId| match self.facts.term(*term) {
            Term::InstanceOf(class) => matches!(self.facts.term(class), Term::Builtin(_)),
            Term::None | Term::ContainerOf(..) => true,
            _ => false,
        };
        let given = all.iter().filter(|term| !matches!(self.facts.term(**term), Term::None)).count();
        if given > 1 && all.iter().all(is_plain) || all.len() > MEMBERS {
            return TermId::UNKNOWN;
        }
        self.one_of(&all)
    }

    fn annotated_class(&mut self, expr: &Expr, scope: ScopeId) -> TermId {
        if last_name(expr) == "Self"
            && let Some(class) = self.class_of_code(scope)
        {
            return self.intern(Term::Receiver(class));
        }
        let class = self.dotted(expr, scope);
        // What typeshed calls a `None` that nobody wants to be warned of.
        if last_name(expr) == "MaybeNone" {
            return self.intern(Term::None);
        }
        if is_dynamic(last_name(expr)) {
            return TermId::UNKNOWN;
        }
        self.of(class, Term::InstanceOf)
    }

    /// The term of a dotted name, which need not belong to the tree: a string annotation's is parsed by itself.
    fn dotted(&mut self, expr: &Expr, scope: ScopeId) -> TermId {
        match expr {
            Expr::Name(name) => self.name_of_text(name.id.as_str(), scope),
            Expr::Attribute(attribute) => {
                let value = self.dotted(&attribute.value, scope);
                self.attribute(value, attribute.attr.as_str())
            }
            _ => TermId::UNKNOWN,
        }
    }

    /// What a name means whose text may not live as long as the file's.
    fn name_of_text(&mut self, name: &str, scope: ScopeId) -> TermId {
        let scopes = self.model.scopes();
        match scopes.lookup(scope, name) {
            Some(owner) => match scopes.bindings_of(owner, name).next() {
                Some(binding) => self.name(binding.name, owner),
                None => TermId::UNKNOWN,
            },
            None if scopes.sees_star_import(scope) => self.starred(name),
            None => self.intern(Term::Builtin(super::Name::new(name))),
        }
    }

    fn generic(&mut self, subscript: &ast::ExprSubscript, scope: ScopeId, depth: u32) -> TermId {
        let arguments: &[Expr] = match &*subscript.slice {
            Expr::Tuple(tuple) => &tuple.elts,
            single => std::slice::from_ref(single),
        };
        let argument = |extractor: &mut Self, place: usize| match arguments.get(place) {
            Some(argument) => extractor.annotation_within(argument, scope, depth),
            None => TermId::UNKNOWN,
        };
        match form(last_name(&subscript.value)) {
            Form::Argument => argument(self, 0),
            Form::Union => {
                let members: Vec<TermId> = (0..arguments.len()).map(|place| argument(self, place)).collect();
                self.union(&members)
            }
            Form::Class => {
                let instance = argument(self, 0);
                match self.facts.term(instance) {
                    Term::InstanceOf(class) => class,
                    Term::Receiver(class) => self.intern(Term::ReceiverClass(class)),
                    _ => TermId::UNKNOWN,
                }
            }
            Form::Awaitable => {
                let result = argument(self, arguments.len().saturating_sub(1));
                self.intern(Term::AwaitableOf(result))
            }
            Form::Container(place) => {
                let is_ellipsis = |argument: &Expr| argument.is_ellipsis_literal_expr();
                let is_tuple = matches!(last_name(&subscript.value), "tuple" | "Tuple");
                let element = if is_tuple && !arguments.iter().any(is_ellipsis) {
                    let items: Vec<TermId> =
                        (0..arguments.len()).map(|place| argument(self, place)).collect();
                    self.items(items)
                } else if place == 0 && arguments.len() > 1 && !is_generator(last_name(&subscript.value)) {
                    // Which argument its elements are, only the class knows.
                    TermId::UNKNOWN
                } else {
                    argument(self, place)
                };
                let class = self.dotted(&subscript.value, scope);
                if class == TermId::UNKNOWN {
                    return class;
                }
                self.intern(Term::ContainerOf(class, element))
            }
            Form::Nothing => TermId::UNKNOWN,
        }
    }
}

fn last_name(expr: &Expr) -> &str {
    match expr {
        Expr::Name(name) => name.id.as_str(),
        Expr::Attribute(attribute) => attribute.attr.as_str(),
        _ => "",
    }
}

fn is_generator(name: &str) -> bool {
    matches!(name, "Generator" | "AsyncGenerator" | "tuple" | "Tuple")
}

/// Names that say nothing about a value.
fn is_dynamic(name: &str) -> bool {
    matches!(
        name,
        "Any"
            | "object"
            | "Callable"
            | "ClassVar"
            | "Final"
            | "Type"
            | "type"
            | "TypeVar"
            | "Never"
            | "NoReturn"
    )
}

fn form(name: &str) -> Form {
    match name {
        "Optional" | "Annotated" | "Final" | "ClassVar" | "Required" | "NotRequired" | "ReadOnly"
        | "InitVar" => Form::Argument,
        "Union" => Form::Union,
        "type" | "Type" => Form::Class,
        "Awaitable" | "Coroutine" => Form::Awaitable,
        "Callable" | "Literal" | "Concatenate" | "TypeGuard" | "TypeIs" | "Unpack" | "Generic" => {
            Form::Nothing
        }
        "dict"
        | "Dict"
        | "Mapping"
        | "MutableMapping"
        | "defaultdict"
        | "DefaultDict"
        | "OrderedDict"
        | "ChainMap"
        | "WeakKeyDictionary"
        | "WeakValueDictionary" => Form::Container(1),
        _ => Form::Container(0),
    }
}
