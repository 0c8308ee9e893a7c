//! Who uses a function of the project: the calls of it, and the calls that it is given to. Looked up when it is first
//! asked for.

use rustc_hash::FxHashMap;

use super::callee::CallId;
use super::{FileId, FunctionId, Origin, Program, Value};
use crate::facts::{Operation, Term};

/// The uses of the project's functions.
#[derive(Debug, Default)]
pub struct Uses {
    calls: FxHashMap<FunctionId, Vec<CallId>>,
    arguments: FxHashMap<FunctionId, Vec<CallId>>,
}

impl Uses {
    /// The calls of a function by its name, a method's through an object of its class, in the order of the files.
    pub fn calls(&self, function: FunctionId) -> &[CallId] {
        self.calls.get(&function).map_or(&[], Vec::as_slice)
    }

    /// The calls that are given a function, in the order of the files.
    pub fn arguments(&self, function: FunctionId) -> &[CallId] {
        self.arguments.get(&function).map_or(&[], Vec::as_slice)
    }
}

impl Program {
    pub(super) fn uses(&self) -> Uses {
        let mut uses = Uses::default();
        for (file, data) in self.first_party() {
            for (index, call) in (0..).zip(&data.facts.calls) {
                let id = CallId { file, index };
                if call.operation != Operation::Call {
                    continue;
                }
                if let Some(function) = self.own_function(self.value(file, call.callee)) {
                    uses.calls.entry(function).or_default().push(id);
                }
                for argument in data.facts.arguments(call) {
                    if let Some(function) =
                        self.given_function(file, data.facts.term(argument.value), argument.value)
                    {
                        uses.arguments.entry(function).or_default().push(id);
                    }
                }
            }
        }
        uses
    }

    fn given_function(&self, file: FileId, term: Term, id: crate::facts::TermId) -> Option<FunctionId> {
        match term {
            Term::None | Term::Constant(_) | Term::Literal(_) | Term::Call(_) => None,
            _ => self.own_function(self.value(file, id)),
        }
    }

    fn own_function(&self, value: Value) -> Option<FunctionId> {
        match value {
            Value::Function(function) | Value::Method(function) | Value::Partial(function)
                if self.file(function.file).origin == Origin::FirstParty =>
            {
                Some(function)
            }
            _ => None,
        }
    }
}
