//! Classes that serve async and plain callers: their constructors are told which of them calls.

use super::callee::{CallId, Callee};
use super::{FunctionId, Program, Value};
use crate::facts::{Argument, Call, CallContext, Constant, Name, Operation, Term};

/// Parameters by which a constructor is told whether async code calls it.
const FLAGS: &[Name] = &[
    Name::constant("asynchronous"),
    Name::constant("is_async"),
    Name::constant("async_mode"),
    Name::constant("run_async"),
];

/// The parameter by which it is given the loop that runs.
const LOOP: Name = Name::constant("loop");

impl Program {
    /// Whether a call makes an object of a class that serves both kinds of callers, and does not say that it is no async
    /// one: the constructor then does what suits the caller.
    pub(super) fn suits_async_callers(&self, id: CallId, call: &Call, initializer: FunctionId) -> bool {
        let is_constructor = call.operation == Operation::Call
            && self.function(initializer).key == Name::constant("__init__")
            && matches!(self.value(id.file, call.callee), Value::Class(_));
        if !is_constructor {
            return false;
        }
        let callee = Callee::Runs(initializer);
        let facts = &self.file(id.file).facts;
        let parameters = self.file(initializer.file).facts.parameters(self.function(initializer));
        let has = |name: &Name| parameters.iter().any(|parameter| parameter.key == *name);
        let given = |name: Name| self.argument_for(facts.arguments(call), callee, name, id);
        let is_off = |argument: &Argument| {
            matches!(facts.term(argument.value), Term::None | Term::Constant(Constant::Number(0)))
        };
        let mut flags = FLAGS.iter().filter(|name| has(name)).peekable();
        if flags.peek().is_some() {
            return !flags.any(|name| given(*name).is_some_and(is_off));
        }
        let place = self.place_of_parameter(callee, LOOP, id);
        let is_given = given(LOOP).is_some_and(|argument| !is_off(argument))
            || given(LOOP).is_none() && place.is_some_and(|place| place < call.positional)
            || call.context.has(CallContext::HAS_STAR);
        has(&LOOP) && is_given
    }
}
