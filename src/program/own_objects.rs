//! Objects that belong to the thread that made them: which of them a function makes and uses by itself, so that it can run in
//! any thread, and which outlive its call.

use rustc_hash::FxHashSet;

use super::callee::CallId;
use super::{ClassId, FunctionId, Program, Value};
use crate::facts::{Call, FunctionTraits, Operation, Term, TermId};

/// Through how many functions or attributes an object is followed.
const NESTING: usize = 3;

impl Program {
    /// Whether a method of an object that belongs to one thread is called on one that the same function has made, and
    /// does not keep.
    pub(super) fn is_of_own_object(&self, id: CallId, call: &Call, method: FunctionId) -> bool {
        if self.class_of_method(method).and_then(|class| self.thread_bound_base(class)).is_none() {
            return false;
        }
        let facts = &self.file(id.file).facts;
        let object = match (call.operation, facts.term(call.callee)) {
            (Operation::Call, Term::Attribute(object, _)) => object,
            (Operation::Call, _) => return false,
            _ => call.callee,
        };
        let function = call.function.map(|index| FunctionId { file: id.file, index });
        function.is_some_and(|function| self.is_made_in(function, object, NESTING))
    }

    /// Whether a function makes what a term of its body stands for, anew and for itself.
    fn is_made_in(&self, function: FunctionId, object: TermId, depth: usize) -> bool {
        let facts = &self.file(function.file).facts;
        let mut object = object;
        while let Term::Entered(inner) = facts.term(object) {
            object = inner;
        }
        let Term::Call(maker) = facts.term(object) else { return false };
        if depth == 0 || !self.calls_of(function).any(|(_, call)| call.callee == maker) {
            return false;
        }
        if let Some(class) = self.class_of_method(function)
            && facts.members[self.class(class).members.range()].iter().any(|(_, member)| *member == object)
        {
            return false;
        }
        match self.value(function.file, maker) {
            Value::Function(made_by) if self.file(made_by.file).origin.is_project() => {
                let by = self.function(made_by);
                by.decorators.is_empty() && self.is_made_in(made_by, by.gives, depth - 1)
            }
            Value::Function(_) | Value::Class(_) | Value::Instance(_) => true,
            Value::Method(method) if !self.file(method.file).origin.is_project() => {
                let Term::Attribute(giver, _) = facts.term(maker) else { return false };
                match self.value(function.file, giver) {
                    Value::Instance(class) if self.thread_bound_base(class).is_some() => {
                        self.is_made_in(function, giver, depth - 1)
                    }
                    _ => true,
                }
            }
            _ => false,
        }
    }

    /// What belongs to the thread that made it, and outlives the call of a function that makes it: it is returned, or an
    /// attribute of the object that is returned.
    pub(super) fn kept(&self, function: FunctionId, made: &FxHashSet<ClassId>) -> Option<String> {
        let facts = self.function(function);
        let name = |class| self.qualified_class_name(class);
        let builds = facts.traits.has(FunctionTraits::BUILDS);
        let result = match (builds, self.class_of_method(function)) {
            (true, Some(class)) => Value::Instance(class),
            _ => self.returned(function),
        };
        if let Value::Instance(class) | Value::Elements(class) = result {
            if let Some(bound) = self.thread_bound_base(class).filter(|bound| made.contains(bound)) {
                return Some(format!("it gives back a `{}`, which belongs to one thread", name(bound)));
            }
            if let Some(bound) = self.kept_by(class, made, NESTING) {
                let keeper = self.class_name(class);
                return Some(format!("`{keeper}` keeps a `{}`, which belongs to one thread", name(bound)));
            }
        }
        if !facts.traits.has(FunctionTraits::RETURNS_NAMES) {
            return None;
        }
        let bound = made.iter().copied().min()?;
        Some(format!("it may give back a `{}`, which belongs to one thread", name(bound)))
    }

    fn kept_by(&self, class: ClassId, made: &FxHashSet<ClassId>, depth: usize) -> Option<ClassId> {
        let file = self.file(class.file);
        if depth == 0 || !file.origin.is_project() {
            return None;
        }
        file.facts.members[self.class(class).members.range()].iter().find_map(|(_, member)| {
            let Value::Instance(member) = self.value(class.file, *member) else { return None };
            let bound = self.thread_bound_base(member).filter(|bound| made.contains(bound));
            bound.or_else(|| self.kept_by(member, made, depth - 1))
        })
    }
}
