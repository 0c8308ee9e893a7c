//! What the outcome of a test tells: of the function's parameters, of its object's attributes, of its own names and of the
//! platform; and what some calls ask for to wait at all.

use smallvec::SmallVec;

use super::changes::Watched;
use super::guards::Guards;
use super::terms::constant;
use super::{Extractor, Name};
use crate::facts::{Condition, Plain, Subject, Test};
use crate::model::{BindingKind, ScopeId, ScopeKind};
use crate::syntax::{AnyNodeRef, Expr, NodeId, ast};

/// A few conditions that hold together.
pub(super) type Conditions = SmallVec<[Condition; 2]>;

/// A condition, and what may end it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Noted<'a> {
    pub condition: Condition,
    pub ends: Option<Watched<'a>>,
}

/// What an outcome of a test tells.
pub(super) type AllNoted<'a> = SmallVec<[Noted<'a>; 2]>;

/// Whether a test is taken as it stands or the other way round.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    True,
    False,
}

impl Outcome {
    fn other(self) -> Self {
        match self {
            Outcome::True => Outcome::False,
            Outcome::False => Outcome::True,
        }
    }
}

impl<'a> Extractor<'_, 'a> {
    /// What must hold for a test to come out so. Parts that are not understood are left out.
    pub(super) fn conditions(&self, test: &'a Expr, outcome: Outcome, scope: ScopeId) -> AllNoted<'a> {
        let mut found = AllNoted::new();
        self.collect_conditions(test, outcome, scope, &mut found);
        found
    }

    fn collect_conditions(&self, test: &'a Expr, outcome: Outcome, scope: ScopeId, found: &mut AllNoted<'a>) {
        let holds = outcome == Outcome::True;
        let mut note = |subject: &'a Expr, test: Test| {
            let subject = self.subject(subject, scope);
            found.extend(subject.map(|(subject, ends)| Noted {
                condition: Condition { subject, test, holds },
                ends: if test == Test::IsEmpty && !matches!(ends, Some(Watched::Attribute(..))) {
                    Some(Watched::Shared)
                } else {
                    ends
                },
            }));
        };
        match test {
            Expr::UnaryOp(negation) if negation.op == ast::UnaryOp::Not => {
                self.collect_conditions(&negation.operand, outcome.other(), scope, found);
            }
            Expr::BoolOp(operation) if (operation.op == ast::BoolOp::And) == holds => {
                for value in &operation.values {
                    self.collect_conditions(value, outcome, scope, found);
                }
            }
            Expr::Name(_) | Expr::Attribute(_) => note(test, Test::IsTrue),
            Expr::Compare(comparison) => {
                let ([operator], [right]) = (&*comparison.ops, &*comparison.comparators) else { return };
                let is_equal = match operator {
                    ast::CmpOp::Is | ast::CmpOp::Eq => true,
                    ast::CmpOp::IsNot | ast::CmpOp::NotEq => false,
                    _ => return,
                };
                let Some(value) = plain(right) else { return };
                let Some((subject, ends)) = self.subject(&comparison.left, scope) else { return };
                let condition = Condition { subject, test: Test::Is(value), holds: is_equal == holds };
                found.push(Noted { condition, ends });
            }
            Expr::Call(call) => match (&*call.func, &*call.arguments.args) {
                (Expr::Name(name), [object, classes])
                    if name.id.as_str() == "isinstance" && self.is_builtin("isinstance", scope) =>
                {
                    for class in classes_asked_for(classes, outcome) {
                        note(object, Test::IsInstance(class));
                    }
                }
                (Expr::Attribute(method), [Expr::StringLiteral(prefix)])
                    if method.attr.as_str() == "startswith" =>
                {
                    note(&method.value, Test::StartsWith(Name::new(known_prefix(prefix.value.to_str()))));
                }
                (Expr::Attribute(method), []) if method.attr.as_str() == "empty" => {
                    note(&method.value, Test::IsEmpty);
                }
                _ => {}
            },
            _ => {}
        }
    }

    /// What a call asks for to wait at all: a queue that is empty, an address that is not the data itself.
    pub(super) fn demands(&self, call: &'a ast::ExprCall, scope: ScopeId) -> Conditions {
        let mut found = Conditions::new();
        let name = match &*call.func {
            Expr::Attribute(method) => method.attr.as_str(),
            Expr::Name(name) => name.id.as_str(),
            _ => return found,
        };
        let mut demand = |object: &'a Expr, test: Test, holds: bool| {
            let subject = self.subject(object, scope);
            found.extend(subject.map(|(subject, _)| Condition { subject, test, holds }));
        };
        match (name, &*call.func, &*call.arguments.args) {
            ("get", Expr::Attribute(method), [] | [Expr::BooleanLiteral(_), ..]) => {
                demand(&method.value, Test::IsEmpty, true);
            }
            ("urlopen", _, [address, ..]) => {
                for scheme in OWN_DATA {
                    demand(address, Test::StartsWith(Name::new(scheme)), false);
                }
            }
            _ => {}
        }
        found
    }

    /// What a test asks about, and what may change it.
    fn subject(&self, expr: &'a Expr, scope: ScopeId) -> Option<(Subject, Option<Watched<'a>>)> {
        match expr {
            Expr::Name(name) => {
                if let Some(place) = self.own_parameter(expr, scope) {
                    return Some((Subject::Parameter(place), None));
                }
                let text = name.id.as_str();
                let owner = self.own_variable(text, scope)?;
                Some((Subject::Variable(Name::new(text)), Some(Watched::Name(text, owner))))
            }
            Expr::Attribute(attribute) => {
                if let Some(subject) = process_wide(expr) {
                    return Some((subject, None));
                }
                let Expr::Name(object) = &*attribute.value else { return None };
                let receiver =
                    self.receiver_name(scope).filter(|receiver| *receiver == object.id.as_str())?;
                self.own_parameter(&attribute.value, scope)?;
                let name = attribute.attr.as_str();
                Some((Subject::AttributeHere(Name::new(name)), Some(Watched::Attribute(receiver, name))))
            }
            _ => Some((process_wide(expr)?, None)),
        }
    }

    /// The scope that binds a name, if that is the function around some code.
    fn own_variable(&self, name: &str, scope: ScopeId) -> Option<ScopeId> {
        let scopes = self.model.scopes();
        let owner = scopes.lookup(scope, name)?;
        let is_own = owner == scope && matches!(scopes.get(owner).kind, ScopeKind::Function { .. });
        let mut bindings = scopes.bindings_of(owner, name);
        (is_own && bindings.all(|binding| binding.evaluated_in == owner)).then_some(owner)
    }

    /// The name that an argument is handed on under, if a guard tells something of it.
    pub(super) fn guarded_variable(
        &self,
        guards: &Guards,
        argument: &'a Expr,
        scope: ScopeId,
    ) -> Option<Name> {
        let Expr::Name(name) = argument else { return None };
        let function = self.owner(scope).function;
        let subject = Subject::Variable(Name::new(name.id.as_str()));
        let id = self.model.nodes.id_of(name);
        let mut open = guards.open.iter().filter(|guarded| {
            Some(guarded.function) == function && (guarded.start..guarded.end).contains(&id)
        });
        let is_told = open.any(|guarded| guarded.conditions.iter().any(|one| one.subject == subject));
        is_told.then(|| Name::new(name.id.as_str()))
    }

    /// The place of the parameter whose given value a name has: one of the function that the code belongs to, which
    /// nothing has bound anew by then.
    pub(super) fn own_parameter(&self, expr: &'a Expr, scope: ScopeId) -> Option<u16> {
        let Expr::Name(name) = expr else { return None };
        let function = self.owner(scope).function?;
        let scopes = self.model.scopes();
        let text = name.id.as_str();
        let owner = scopes.lookup(scope, text)?;
        if self.owner(owner).function != Some(function) {
            return None;
        }
        let (mut is_parameter, mut is_bound_later) = (false, false);
        for binding in scopes.bindings_of(owner, text) {
            match binding.kind {
                BindingKind::Parameter { is_variadic, .. } => is_parameter = !is_variadic,
                _ if binding.node > self.model.nodes.id_of(name) => is_bound_later = true,
                _ => return None,
            }
        }
        if !is_parameter || is_bound_later && self.is_repeated(self.model.nodes.id_of(name), scope) {
            return None;
        }
        let key = Name::new(text);
        let parameters = self.facts.parameters(&self.facts.functions[function as usize]);
        u16::try_from(parameters.iter().position(|parameter| parameter.key == key)?).ok()
    }

    /// Whether a place may be come to more than once while its function runs.
    fn is_repeated(&self, id: NodeId, scope: ScopeId) -> bool {
        let start = self.function_start(scope);
        let inside = self.model.nodes.ancestors(id).take_while(|node| node.id != start);
        inside.map(|node| node.ast).any(|ast| {
            matches!(
                ast,
                AnyNodeRef::StmtFor(_)
                    | AnyNodeRef::StmtWhile(_)
                    | AnyNodeRef::ExprListComp(_)
                    | AnyNodeRef::ExprSetComp(_)
                    | AnyNodeRef::ExprDictComp(_)
                    | AnyNodeRef::ExprGenerator(_)
            )
        })
    }
}

/// The names of the classes that a value is or is not an instance of by an `isinstance` that came out so.
fn classes_asked_for(classes: &Expr, outcome: Outcome) -> SmallVec<[Name; 2]> {
    match classes {
        Expr::Tuple(several) if outcome == Outcome::False || several.elts.len() == 1 => {
            several.elts.iter().flat_map(|class| classes_asked_for(class, outcome)).collect()
        }
        Expr::BinOp(several) if outcome == Outcome::False && several.op == ast::Operator::BitOr => {
            let sides = [&several.left, &several.right].into_iter();
            sides.flat_map(|class| classes_asked_for(class, outcome)).collect()
        }
        Expr::Name(name) => std::iter::once(Name::new(name.id.as_str())).collect(),
        Expr::Attribute(attribute) => std::iter::once(Name::new(attribute.attr.as_str())).collect(),
        _ => SmallVec::new(),
    }
}

/// The beginnings of addresses that lead to no server.
const OWN_DATA: [&str; 2] = ["data:", "file:"];

/// What is told apart of a prefix.
fn known_prefix(prefix: &str) -> &str {
    OWN_DATA.into_iter().find(|scheme| prefix.starts_with(scheme)).unwrap_or(prefix)
}

/// What is the same as long as the process runs.
fn process_wide(expr: &Expr) -> Option<Subject> {
    let (Expr::Attribute(attribute), suffix) = (match expr {
        Expr::Call(call) if call.arguments.is_empty() => (&*call.func, "()"),
        _ => (expr, ""),
    }) else {
        return None;
    };
    let Expr::Name(module) = &*attribute.value else { return None };
    match (module.id.as_str(), attribute.attr.as_str(), suffix) {
        ("sys", "platform", "") => Some(Subject::Process(Name::constant("sys.platform"))),
        ("os", "name", "") => Some(Subject::Process(Name::constant("os.name"))),
        ("platform", "system", "()") => Some(Subject::Process(Name::constant("platform.system()"))),
        _ => None,
    }
}

fn plain(expr: &Expr) -> Option<Plain> {
    match expr {
        Expr::NoneLiteral(_) => Some(Plain::None),
        _ => constant(expr).map(Plain::Constant),
    }
}
