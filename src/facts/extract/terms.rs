//! Terms of expressions and names.

use super::{Extractor, Meaning, Name, Term, TermId};
use crate::facts::Constant;
use crate::model::{Binding, BindingKind, ScopeId, ScopeKind};
use crate::syntax::{AnyNodeRef, Expr, NodeId, Ranged as _, ast};

/// How deep an expression is followed.
const DEPTH: u32 = 24;

impl<'a> Extractor<'_, 'a> {
    /// The term of an expression that is evaluated in `scope`.
    pub(super) fn term(&mut self, expr: &'a Expr, scope: ScopeId) -> TermId {
        self.term_within(expr, scope, DEPTH)
    }

    pub(super) fn term_within(&mut self, expr: &'a Expr, scope: ScopeId, depth: u32) -> TermId {
        let Some(depth) = depth.checked_sub(1) else { return TermId::UNKNOWN };
        match expr {
            Expr::Name(name) => self.name_at(name, scope),
            Expr::Attribute(attribute) => {
                let value = self.term_within(&attribute.value, scope, depth);
                self.attribute(value, attribute.attr.as_str())
            }
            Expr::Call(call) => self.call_result(call, scope, depth),
            Expr::Await(awaited) => {
                let value = self.term_within(&awaited.value, scope, depth);
                self.of(value, Term::Awaited)
            }
            Expr::Subscript(subscript) => {
                let value = self.term_within(&subscript.value, scope, depth);
                match place_of_item(&subscript.slice) {
                    Some(place) => self.of(value, |value| Term::ItemAt(value, place)),
                    None => self.of(value, Term::Item),
                }
            }
            Expr::If(conditional) => {
                let body = self.term_within(&conditional.body, scope, depth);
                let orelse = self.term_within(&conditional.orelse, scope, depth);
                self.agreed_besides_none(vec![body, orelse])
            }
            Expr::BoolOp(operation) => {
                let terms =
                    operation.values.iter().map(|value| self.term_within(value, scope, depth)).collect();
                self.agreed_besides_none(terms)
            }
            Expr::Named(named) => self.term_within(&named.value, scope, depth),
            Expr::Lambda(_) => {
                let node = self.model.nodes.id_of(expr);
                let function = self.functions.get(&node).copied();
                function.map_or(TermId::UNKNOWN, |function| self.intern(Term::Function(function)))
            }
            Expr::NoneLiteral(_) => self.intern(Term::None),
            Expr::StringLiteral(_) | Expr::FString(_) => self.literal("str"),
            Expr::BytesLiteral(_) => self.literal("bytes"),
            Expr::BooleanLiteral(_) | Expr::NumberLiteral(_) => {
                constant(expr).map_or(TermId::UNKNOWN, |constant| self.intern(Term::Constant(constant)))
            }
            Expr::ListComp(list) if list.elt.is_call_expr() => {
                let element = self.element_of_comprehension(&list.elt, depth);
                self.list_of(element)
            }
            Expr::ListComp(list) if list.elt.is_name_expr() => {
                let element = self.element_of_comprehension(&list.elt, depth);
                if element == TermId::UNKNOWN { self.literal("list") } else { self.list_of(element) }
            }
            Expr::Generator(generator) if generator.elt.is_name_expr() || generator.elt.is_call_expr() => {
                let element = self.element_of_comprehension(&generator.elt, depth);
                self.of(element, |element| Term::ContainerOf(TermId::UNKNOWN, element))
            }
            Expr::List(list) => self.display("list", &list.elts, scope, depth),
            Expr::Tuple(tuple) => self.display("tuple", &tuple.elts, scope, depth),
            Expr::ListComp(_) => self.literal("list"),
            Expr::Dict(_) | Expr::DictComp(_) => self.literal("dict"),
            Expr::Set(_) | Expr::SetComp(_) => self.literal("set"),
            Expr::BinOp(operation) => {
                let left = self.term_within(&operation.left, scope, depth);
                if matches!(self.facts.term(left), Term::Literal(_) | Term::Constant(_)) {
                    return TermId::UNKNOWN;
                }
                let method = self.attribute(left, operator_method(operation.op));
                self.of(method, Term::Call)
            }
            _ => TermId::UNKNOWN,
        }
    }

    pub(super) fn literal(&mut self, class: &str) -> TermId {
        self.intern(Term::Literal(Name::new(class)))
    }

    /// A term made of another one; unknown if that is.
    pub(super) fn of(&mut self, inner: TermId, make: impl FnOnce(TermId) -> Term) -> TermId {
        if inner == TermId::UNKNOWN { inner } else { self.intern(make(inner)) }
    }

    pub(super) fn attribute(&mut self, value: TermId, name: &str) -> TermId {
        if value == TermId::UNKNOWN { value } else { self.intern(Term::Attribute(value, Name::new(name))) }
    }

    pub(super) fn module(&mut self, level: u32, name: &'a str) -> TermId {
        let name = self.text(name);
        let level = u8::try_from(level).unwrap_or(u8::MAX);
        self.intern(Term::Module { level, name })
    }

    fn agreed_besides_none(&mut self, terms: Vec<TermId>) -> TermId {
        let some = terms.into_iter().filter(|term| !matches!(self.facts.term(*term), Term::None)).collect();
        self.agreed(some)
    }

    fn call_result(&mut self, call: &'a ast::ExprCall, scope: ScopeId, depth: u32) -> TermId {
        if let Expr::Name(name) = &*call.func
            && self.is_builtin(name.id.as_str(), scope)
        {
            match (name.id.as_str(), &*call.arguments.args) {
                ("super", _) => return self.super_in(scope),
                ("type", [value]) => {
                    let value = self.term_within(value, scope, depth);
                    return match self.facts.term(value) {
                        Term::Receiver(class) => self.intern(Term::ReceiverClass(class)),
                        _ => TermId::UNKNOWN,
                    };
                }
                _ => {}
            }
        }
        let callee = self.term_within(&call.func, scope, depth);
        if callee == TermId::UNKNOWN {
            return callee;
        }
        if let Term::Builtin(name) = self.facts.term(callee)
            && let Some(elements) = self.given_by_builtin(name, call, scope, depth)
        {
            return elements;
        }
        match &*call.arguments.args {
            [first, ..] if self.is_member(callee, "functools", "partial") => {
                let function = self.term_within(first, scope, depth);
                self.of(function, Term::Partial)
            }
            [class, _] if self.is_member(callee, "typing", "cast") => self.annotation(class, scope),
            _ => self.intern(Term::Call(callee)),
        }
    }

    /// Whether a term is `module.member` by its imports.
    pub(super) fn is_member(&self, term: TermId, module: &str, member: &str) -> bool {
        match self.facts.term(term) {
            Term::Import { module: from, member: name } => {
                matches!(self.facts.term(from), Term::Module { level: 0, name: from } if self.facts.text(from) == module)
                    && self.facts.text(name) == member
            }
            Term::Attribute(value, name) => match self.facts.term(value) {
                Term::Module { level: 0, name: text } => {
                    self.facts.text(text) == module && name == Name::new(member)
                }
                _ => false,
            },
            _ => false,
        }
    }

    pub(super) fn is_builtin(&self, name: &str, scope: ScopeId) -> bool {
        self.model.scopes().lookup(scope, name).is_none()
    }

    fn super_in(&mut self, scope: ScopeId) -> TermId {
        let class = self.class_of_code(scope);
        class.map_or(TermId::UNKNOWN, |class| self.intern(Term::Super(class)))
    }

    /// The class whose method the code of a scope belongs to, through nested functions.
    pub(super) fn class_of_code(&self, scope: ScopeId) -> Option<u32> {
        let mut current = Some(scope);
        while let Some(id) = current {
            let scope = self.model.scopes().get(id);
            if scope.kind == ScopeKind::Class {
                return self.owner(id).class;
            }
            current = scope.parent;
        }
        None
    }

    /// What a name means when it is read in `scope`.
    pub(super) fn name(&mut self, name: &'a str, scope: ScopeId) -> TermId {
        self.meaning(name, scope).term
    }

    /// What a name means at the place where it is read.
    fn name_at(&mut self, name: &'a ast::ExprName, scope: ScopeId) -> TermId {
        let text = name.id.as_str();
        let meaning = self.meaning(text, scope);
        let mut term = meaning.term;
        if meaning.differs_by_place {
            term = self.flowing(self.model.nodes.id_of(name), text, scope, term);
        }
        if !self.tests.is_empty() && self.tests.contains_key(text) {
            term = self.narrowed(self.model.nodes.id_of(name), text, scope, term);
        }
        term
    }

    fn meaning(&mut self, name: &'a str, scope: ScopeId) -> Meaning {
        if let Some(known) = self.names.get(&(scope, name)) {
            return *known;
        }
        let scopes = self.model.scopes();
        let always = |term| Meaning { term, differs_by_place: false };
        let meaning = match scopes.lookup(scope, name) {
            None if scopes.sees_star_import(scope) => always(self.starred(name)),
            None => always(self.intern(Term::Builtin(Name::new(name)))),
            Some(owner) if owner == scope => {
                if !self.pending.insert((owner, name)) {
                    return always(TermId::UNKNOWN);
                }
                let term = self.bound(name, owner);
                self.pending.remove(&(owner, name));
                let is_settled = !matches!(self.facts.term(term), Term::Unknown | Term::Agreed(_));
                let differs_by_place = !is_settled
                    && matches!(scopes.get(owner).kind, ScopeKind::Function { .. })
                    && scopes.bindings_of(owner, name).nth(1).is_some();
                Meaning { term, differs_by_place }
            }
            Some(owner) => {
                let outside = self.meaning(name, owner);
                let differs_by_place = outside.differs_by_place && self.runs_with(scope) == owner;
                Meaning { term: outside.term, differs_by_place }
            }
        };
        self.names.insert((scope, name), meaning);
        meaning
    }

    /// A name that a star import may bind: the module's; one in a function can bind anything.
    pub(super) fn starred(&mut self, name: &str) -> TermId {
        if self.model.scopes().get(ScopeId::MODULE).has_star_import {
            self.intern(Term::Global(Name::new(name)))
        } else {
            TermId::UNKNOWN
        }
    }

    /// What the bindings of a name in its own scope agree on.
    fn bound(&mut self, name: &'a str, owner: ScopeId) -> TermId {
        let model = self.model;
        let bindings: smallvec::SmallVec<[&Binding<'a>; 4]> =
            model.scopes().bindings_of(owner, name).collect();
        if let Some(function) = self.implementation(&bindings) {
            return function;
        }
        let mut terms = Vec::with_capacity(bindings.len());
        for binding in bindings {
            let term = self.binding(binding);
            if !matches!(self.facts.term(term), Term::None) {
                terms.push(term);
            }
        }
        if terms.is_empty() {
            return self.intern(Term::None);
        }
        self.agreed(terms)
    }

    /// The function that several definitions of one name leave: the getter of a property, what overloads describe.
    fn implementation(&mut self, bindings: &[&Binding<'a>]) -> Option<TermId> {
        if bindings.len() < 2 {
            return None;
        }
        let mut found = None;
        let mut is_alias_somewhere = false;
        for binding in bindings.iter().rev() {
            let def = match binding.kind {
                BindingKind::Function(def) => def,
                // On one platform a stub's function is another one by a second name.
                BindingKind::Value(Expr::Name(_)) => {
                    is_alias_somewhere = true;
                    continue;
                }
                _ => return None,
            };
            let is_other_half = def.decorator_list.iter().any(|decorator| match &decorator.expression {
                Expr::Attribute(attribute) => {
                    matches!(attribute.attr.as_str(), "setter" | "deleter" | "register")
                }
                _ => false,
            });
            let is_overload = def.decorator_list.iter().any(|decorator| match &decorator.expression {
                Expr::Name(name) => name.id.as_str() == "overload",
                Expr::Attribute(attribute) => attribute.attr.as_str() == "overload",
                _ => false,
            });
            // Of those about `LiteralString` the plain one says more.
            let is_about_literals = is_overload
                && def
                    .returns
                    .as_ref()
                    .is_some_and(|annotation| self.model.slice(annotation.range()).contains("LiteralString"));
            if is_other_half || is_about_literals {
                continue;
            }
            // Of a stub's overloads, the first says what a plain call gives.
            match found {
                Some((_, true)) if is_overload => {}
                Some((_, true)) | None => found = Some((binding.node, is_overload)),
                Some((_, false)) => return None,
            }
        }
        let (node, is_overload) = found?;
        if is_alias_somewhere && !is_overload {
            return None;
        }
        Some(self.function_term(node))
    }

    fn function_term(&mut self, node: NodeId) -> TermId {
        let function = self.function_index(node);
        self.intern(Term::Function(function))
    }

    pub(super) fn binding(&mut self, binding: &Binding<'a>) -> TermId {
        let scope = binding.evaluated_in;
        match binding.kind {
            BindingKind::Import { module } => self.module(0, module),
            BindingKind::ImportFrom { module, level, member } => {
                let module = self.module(level, module);
                let member = self.text(member);
                self.intern(Term::Import { module, member })
            }
            BindingKind::Function(_) => self.function_term(binding.node),
            BindingKind::Class(_) => {
                let class = self.classes[&binding.node];
                self.intern(Term::Class(class))
            }
            BindingKind::Parameter { parameter, is_variadic: false } => {
                self.parameter(binding.node, parameter)
            }
            BindingKind::Value(value) => self.term(value, scope),
            BindingKind::Annotated(assign) => self.annotated(assign, scope),
            BindingKind::With { item, is_async } => {
                let value = self.term(&item.context_expr, scope);
                self.of(value, if is_async { Term::EnteredAsync } else { Term::Entered })
            }
            BindingKind::Iteration => self.iterated(binding),
            BindingKind::Other => self.unpacked(binding),
            BindingKind::Parameter { .. } | BindingKind::Exception(_) | BindingKind::Deletion => {
                TermId::UNKNOWN
            }
        }
    }

    /// An annotated name holds what its annotation says; where that is nothing, what it is assigned.
    pub(super) fn annotated(&mut self, assign: &'a ast::StmtAnnAssign, scope: ScopeId) -> TermId {
        let declared = self.annotation(&assign.annotation, scope);
        match &assign.value {
            Some(value) if declared == TermId::UNKNOWN => self.term(value, scope),
            Some(value) if matches!(self.facts.term(declared), Term::OneOf(_)) => {
                match self.term(value, scope) {
                    TermId::UNKNOWN => declared,
                    given if matches!(self.facts.term(given), Term::None) => declared,
                    given => given,
                }
            }
            _ => declared,
        }
    }

    fn parameter(&mut self, function: NodeId, parameter: &'a ast::Parameter) -> TermId {
        let index = self.function_index(function);
        let parameters = match self.model.nodes.get(function).ast {
            AnyNodeRef::StmtFunctionDef(def) => Some(&*def.parameters),
            AnyNodeRef::ExprLambda(lambda) => lambda.parameters.as_deref(),
            _ => None,
        };
        let place = parameters
            .and_then(|all| all.iter().position(|each| each.name() == &parameter.name))
            .unwrap_or_default();
        if place == 0
            && let Some(receiver) = self.receiver(function)
        {
            return receiver;
        }
        if let Some(annotation) = &parameter.annotation {
            let first = self.facts.functions.get(index as usize).map(|function| function.parameters.start);
            let known = first.and_then(|first| self.facts.parameters.get(first as usize + place));
            let declared = if let Some(parameter) = known {
                parameter.declared
            } else {
                let outside = self.model.scope_of(&**annotation);
                self.annotation(annotation, outside)
            };
            let is_function = || self.model.slice(annotation.range()).contains("Callable");
            if declared != TermId::UNKNOWN || !is_function() {
                return declared;
            }
        }
        let place = u16::try_from(place).unwrap_or(u16::MAX);
        self.intern(Term::Parameter(index, place))
    }

    /// What the first parameter of a method stands for.
    pub(super) fn receiver(&mut self, function: NodeId) -> Option<TermId> {
        let AnyNodeRef::StmtFunctionDef(def) = self.model.nodes.get(function).ast else { return None };
        let class = self.owner(self.model.scopes().of(function)).class?;
        let decorated = |text: &str| {
            def.decorator_list.iter().any(
                |decorator| matches!(&decorator.expression, Expr::Name(name) if name.id.as_str() == text),
            )
        };
        if decorated("staticmethod") {
            return None;
        }
        let is_of_class = decorated("classmethod")
            || matches!(def.name.as_str(), "__new__" | "__init_subclass__" | "__class_getitem__");
        Some(self.intern(if is_of_class { Term::ReceiverClass(class) } else { Term::Receiver(class) }))
    }

    fn iterated(&mut self, binding: &Binding<'a>) -> TermId {
        let Some(parent) = self.model.nodes.parent(binding.node) else { return TermId::UNKNOWN };
        let (iterable, is_async) = match parent.ast {
            AnyNodeRef::StmtFor(each) => (&*each.iter, each.is_async),
            AnyNodeRef::Comprehension(each) => (&each.iter, each.is_async),
            _ => return TermId::UNKNOWN,
        };
        let scope = self.model.scope_of(iterable);
        if let (false, Some(element)) = (is_async, self.appended(iterable, scope)) {
            return element;
        }
        let value = self.term(iterable, scope);
        self.of(value, if is_async { Term::ElementAsync } else { Term::Element })
    }
}

/// The highest place of an item that is told from others.
const LAST_ITEM: u8 = 7;

/// The place that a subscript asks for, counted from the start.
fn place_of_item(subscript: &Expr) -> Option<u8> {
    let Some(Constant::Number(place)) = constant(subscript) else { return None };
    u8::try_from(place).ok().filter(|place| *place <= LAST_ITEM)
}

/// The longest string, in bytes, that is a constant.
const TEXT_LIMIT: usize = 12;

/// The constant that an expression is.
pub fn constant(expr: &Expr) -> Option<Constant> {
    match expr {
        Expr::BooleanLiteral(literal) => Some(Constant::Number(literal.value.into())),
        Expr::NumberLiteral(number) => Some(match &number.value {
            ast::Number::Int(value) => value.as_i64().map_or(Constant::OtherNumber, Constant::Number),
            ast::Number::Float(value) if *value == 0.0 => Constant::Number(0),
            ast::Number::Float(value) if (0.0..1e9).contains(value) => {
                #[expect(clippy::cast_possible_truncation, reason = "it is less than 10^12")]
                let thousandths = (value * 1000.0).ceil() as i64;
                Constant::Thousandths(thousandths)
            }
            _ => Constant::OtherNumber,
        }),
        Expr::StringLiteral(text) if text.value.len() <= TEXT_LIMIT => {
            Some(Constant::Text(Name::new(text.value.to_str())))
        }
        _ => None,
    }
}

/// The method that an operator calls on its left operand.
pub fn operator_method(operator: ast::Operator) -> &'static str {
    match operator {
        ast::Operator::Add => "__add__",
        ast::Operator::Sub => "__sub__",
        ast::Operator::Mult => "__mul__",
        ast::Operator::MatMult => "__matmul__",
        ast::Operator::Div => "__truediv__",
        ast::Operator::Mod => "__mod__",
        ast::Operator::Pow => "__pow__",
        ast::Operator::LShift => "__lshift__",
        ast::Operator::RShift => "__rshift__",
        ast::Operator::BitOr => "__or__",
        ast::Operator::BitXor => "__xor__",
        ast::Operator::BitAnd => "__and__",
        ast::Operator::FloorDiv => "__floordiv__",
    }
}

/// The method of its left operand that a comparison calls.
pub fn comparison_method(operator: ast::CmpOp) -> Option<&'static str> {
    match operator {
        ast::CmpOp::Eq => Some("__eq__"),
        ast::CmpOp::NotEq => Some("__ne__"),
        ast::CmpOp::Lt => Some("__lt__"),
        ast::CmpOp::LtE => Some("__le__"),
        ast::CmpOp::Gt => Some("__gt__"),
        ast::CmpOp::GtE => Some("__ge__"),
        ast::CmpOp::Is | ast::CmpOp::IsNot | ast::CmpOp::In | ast::CmpOp::NotIn => None,
    }
}

/// The method of its one argument that a builtin calls.
pub fn builtin_method(call: &ast::ExprCall) -> Option<&'static str> {
    let (Expr::Name(name), [_], []) = (&*call.func, &*call.arguments.args, &*call.arguments.keywords) else {
        return None;
    };
    match name.id.as_str() {
        "len" => Some("__len__"),
        "bool" => Some("__bool__"),
        "str" => Some("__str__"),
        "repr" => Some("__repr__"),
        "hash" => Some("__hash__"),
        "int" => Some("__int__"),
        "float" => Some("__float__"),
        "bytes" => Some("__bytes__"),
        _ => None,
    }
}
