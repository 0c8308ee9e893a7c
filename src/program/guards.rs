//! Whether a call can come to what its callee guards: what the callee asks of its parameters, told by what the call gives
//! for them, and of its object, told by what the caller has found out about the same one.

use smallvec::SmallVec;

use super::callee::{CallId, Callee};
use super::effects::{Edge, Leaf, Target};
use super::{FunctionId, Program, Value};
use crate::facts::{
    ArgumentForm, Call, CallContext, Condition, Constant, Name, Operation, ParameterKind, Plain, Subject,
    Term, Test,
};

/// Conditions on a function's parameters and on the platform, sorted.
pub(super) type Conditions = SmallVec<[Condition; 1]>;

/// How many conditions are kept: those that were met last are left out, as if they always held.
const LIMIT: usize = 8;

/// What a call gives for a parameter.
enum Given {
    Value(Plain),
    /// The caller's own parameter of this place.
    Parameter(u16),
    /// Another name of the caller.
    Variable(Name),
    Unknown,
}

impl Program {
    /// What a call's own place asks of its function's parameters.
    pub fn conditions_of(&self, call: CallId) -> &[Condition] {
        self.file(call.file).facts.guard(self.call(call))
    }

    /// Whether what a call asks for, and what holds where it stands, cannot be.
    pub(super) fn is_never_open(&self, call: CallId) -> bool {
        let own = self.conditions_of(call);
        (1..own.len()).any(|place| own[..place].iter().any(|other| other.contradicts(own[place])))
    }

    /// What a call's own place asks of what its function's callers know.
    pub(super) fn conditions_for_callers(&self, call: CallId) -> Conditions {
        let own = self.conditions_of(call).iter().copied();
        own.filter(|condition| condition.subject.is_of_caller()).collect()
    }

    /// The same for a leaf, which waits only if it is not given a short timeout.
    pub(super) fn conditions_for_leaf(&self, leaf: &Leaf) -> Conditions {
        let mut all = self.conditions_for_callers(leaf.call);
        let Target::Function(function) = leaf.target else { return all };
        let arguments = self.file(leaf.call.file).facts.arguments(self.call(leaf.call));
        let timeouts = self.marks(function).map_or(&[][..], |marks| &marks.timeouts);
        for timeout in timeouts.iter().filter(|timeout| timeout.per_second == 1) {
            let given = self.argument_for(arguments, Callee::Runs(function), timeout.parameter, leaf.call);
            if let Some(ArgumentForm::Parameter(place)) = given.map(|argument| argument.form) {
                let subject = Subject::Parameter(place);
                all.push(Condition { subject, test: Test::IsShort, holds: false });
            }
        }
        all.sort_unstable();
        all
    }

    /// What must hold in the caller for an edge to lead to what the callee comes to under `conditions`. `None` where that
    /// cannot be.
    pub(super) fn conditions_before(&self, edge: Edge, conditions: &[Condition]) -> Option<Conditions> {
        if self.is_never_open(edge.call) {
            return None;
        }
        let own = self.conditions_of(edge.call);
        let mut all = self.conditions_for_callers(edge.call);
        if conditions.is_empty() {
            return Some(all);
        }
        let is_about_call = |condition: &Condition| matches!(condition.subject, Subject::Parameter(_));
        let binding = conditions.iter().any(is_about_call).then(|| self.binding_call(edge)).flatten();
        let is_about_object = |condition: &Condition| matches!(condition.subject, Subject::Attribute(_));
        let is_of_same_object = conditions.iter().any(is_about_object) && self.is_of_own_receiver(edge);
        for condition in conditions {
            let subject = match condition.subject {
                Subject::Process(_) => condition.subject,
                Subject::Parameter(place) => {
                    match binding.map(|(call, callee)| self.given(call, callee, place)) {
                        Some(Given::Value(value))
                            if condition.contradicts(Condition::value(condition.subject, value)) =>
                        {
                            return None;
                        }
                        Some(Given::Parameter(place)) => Subject::Parameter(place),
                        Some(Given::Variable(name)) => Subject::Variable(name),
                        Some(Given::Value(_) | Given::Unknown) | None => continue,
                    }
                }
                Subject::Attribute(_) if is_of_same_object => {
                    if self.call(edge.call).context.has(CallContext::OBJECT_UNCHANGED) {
                        condition.subject
                    } else {
                        condition.subject.here()
                    }
                }
                Subject::Attribute(_) | Subject::AttributeHere(_) | Subject::Variable(_) => continue,
            };
            let condition = Condition { subject, ..*condition };
            if own.iter().any(|known| known.contradicts(condition)) {
                return None;
            }
            if subject.is_of_caller() {
                all.push(condition);
            }
        }
        all.truncate(LIMIT);
        all.sort_unstable();
        all.dedup();
        Some(all)
    }

    /// Whether an edge leads to a method of the object that its caller is a method of.
    fn is_of_own_receiver(&self, edge: Edge) -> bool {
        let call = self.call(edge.call);
        let facts = &self.file(edge.call.file).facts;
        let mut object = call.callee;
        if let (Operation::Call, Term::Attribute(inner, _)) = (call.operation, facts.term(object)) {
            object = inner;
        }
        matches!(facts.term(object), Term::Receiver(_) | Term::Super(_))
            && self.has_receiver(edge.callee)
            && self.callees(edge.call).contains(&Callee::Runs(edge.callee))
    }

    /// The call whose arguments an edge's callee gets, and how it comes to it: for what is entered or iterated over, the
    /// call that makes that.
    fn binding_call(&self, edge: Edge) -> Option<(CallId, Callee)> {
        let operation = self.call(edge.call).operation;
        let id = match operation {
            Operation::Call => edge.call,
            Operation::Enter | Operation::Iterate => {
                let facts = &self.file(edge.call.file).facts;
                let (start, end) = facts.positions.calls[edge.call.index as usize];
                CallId { index: facts.call_at(start, end, Operation::Call)?, ..edge.call }
            }
            _ => return None,
        };
        if matches!(self.value(id.file, self.call(id).callee), Value::Partial(_)) {
            return None;
        }
        let mut found = None;
        for callee in self.callees(id) {
            let (Callee::Runs(function) | Callee::Makes(function)) = callee else { continue };
            let is_direct = (operation == Operation::Call) == matches!(callee, Callee::Runs(_));
            if function == edge.callee && is_direct {
                found = Some(callee);
            }
            // What a decorator's function gives on is not known, and what it gets stands at other places.
            let wrappers = self.shape(function).wrappers;
            if wrappers.contains(&edge.callee) || function == edge.callee && !wrappers.is_empty() {
                return None;
            }
        }
        let takes_other_arguments = [Name::constant("__new__"), Name::constant("__post_init__")]
            .contains(&self.function(edge.callee).key);
        found.filter(|_| !takes_other_arguments).map(|callee| (id, callee))
    }

    fn given(&self, id: CallId, callee: Callee, place: u16) -> Given {
        let Some(function) = self.signature(callee) else { return Given::Unknown };
        let callee_facts = &self.file(function.file).facts;
        let Some(parameter) = callee_facts.parameters(self.function(function)).get(usize::from(place)) else {
            return Given::Unknown;
        };
        let (call, facts) = (self.call(id), &self.file(id.file).facts);
        if let Some(argument) = self.argument_for(facts.arguments(call), callee, parameter.key, id) {
            return match argument.form {
                ArgumentForm::Parameter(place) => Given::Parameter(place),
                ArgumentForm::Variable(name) => Given::Variable(name),
                ArgumentForm::Literal => plain(facts.term(argument.value)),
                ArgumentForm::Other => Given::Unknown,
            };
        }
        let position = self.place_of_parameter(callee, parameter.key, id);
        if position.is_some_and(|position| position < call.positional) || self.is_receiver(function, place) {
            return Given::Unknown;
        }
        match plain(callee_facts.term(parameter.default)) {
            Given::Value(value) if !may_be_given_by_star(call, parameter.kind, value) => Given::Value(value),
            _ => Given::Unknown,
        }
    }

    fn is_receiver(&self, function: FunctionId, place: u16) -> bool {
        place == 0 && self.has_receiver(function)
    }
}

fn plain(term: Term) -> Given {
    match term {
        Term::None => Given::Value(Plain::None),
        Term::Constant(constant) => Given::Value(Plain::Constant(constant)),
        _ => Given::Unknown,
    }
}

/// Whether a `*` or `**` of a call may give a parameter. What hands on its `**kwargs` seldom turns on what is off by
/// default.
fn may_be_given_by_star(call: &Call, kind: ParameterKind, default: Plain) -> bool {
    let is_off = matches!(default, Plain::None | Plain::Constant(Constant::Number(0)));
    call.context.has(CallContext::HAS_STARRED) && kind == ParameterKind::Positional
        || call.context.has(CallContext::HAS_STAR) && !is_off
}
