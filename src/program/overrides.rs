//! Methods whose colour is not that of the method they override, with the calls that this breaks.

use super::callee::CallId;
use super::{Binding, ClassId, Colour, FileAnalysis, FunctionId, Origin, Program, Value};
use crate::facts::{CallContext, FunctionTraits, Name, Operation, Term};

/// An override that is a coroutine function where its base's method is not, or the reverse.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mismatch {
    /// The overridden method.
    pub base: FunctionId,
    /// A call that comes to the override and is made for the base's method.
    pub call: CallId,
}

/// What the calls that come to an override do with what it gives.
#[derive(Debug, Default)]
struct Calls {
    first: Option<CallId>,
    awaited: usize,
    dropped: usize,
    otherwise: usize,
}

impl FileAnalysis<'_> {
    /// The methods of a file whose colour is not that of what they override, and whom a call takes for that.
    pub fn has_mismatch(self) -> bool {
        let count = u32::try_from(self.facts().functions.len()).expect("the facts count in 32 bits");
        (0..count).any(|index| self.mismatch(FunctionId { file: self.id(), index }).is_some())
    }

    /// The method that a method overrides in another colour, if calls of the base's come to the override.
    pub fn mismatch(self, method: FunctionId) -> Option<Mismatch> {
        let program = self.program();
        let facts = program.function(method);
        let class = ClassId { file: method.file, index: facts.class? };
        let name = program.file(method.file).facts.text(facts.name);
        if name.starts_with("__") || program.class(class).bases.is_empty() {
            return None;
        }
        let is_async = program.plain_method(method)?;
        let Ok(Some((_, held))) = program.member(class, facts.key) else { return None };
        if program.value(class.file, held) != Value::Function(method) {
            return None;
        }
        let (owner, term) = program.member_after(class, facts.key).ok()??;
        let Value::Function(base) = program.value(owner.file, term) else { return None };
        if program.function(base).class != Some(owner.index) || program.plain_method(base)? == is_async {
            return None;
        }
        let calls = self.calls_that_come_to(class, method, base);
        let is_broken = if is_async {
            calls.dropped > 0 && calls.awaited + calls.otherwise == 0
        } else {
            let result = program.own_result(method);
            let is_plain = result.is_some_and(|value| program.is_certainly_not_awaitable(value))
                || program.plain_return(method).is_some();
            is_plain && calls.awaited > 0 && calls.dropped + calls.otherwise == 0
        };
        Some(Mismatch { base, call: calls.first.filter(|_| is_broken)? })
    }

    /// The calls of a base's method that come to an override of it: by `self` in methods that the overriding class
    /// inherits, and, where the base's method only declares, by any object of the base.
    fn calls_that_come_to(self, class: ClassId, method: FunctionId, base: FunctionId) -> Calls {
        let program = self.program();
        let name = program.function(method).key;
        let mut found = Calls::default();
        for other in program.bases(class).iter().copied().skip(1) {
            let file = program.file(other.file);
            if file.origin != Origin::FirstParty {
                continue;
            }
            for (index, call) in (0..).zip(&file.facts.calls) {
                let Term::Attribute(object, called) = file.facts.term(call.callee) else { continue };
                let is_own = called == name && file.facts.term(object) == Term::Receiver(other.index);
                if is_own
                    && call.operation == Operation::Call
                    && call.function.is_some_and(|caller| {
                        let around = FunctionId { file: other.file, index: caller };
                        program.is_inherited(class, other, around)
                    })
                {
                    found.add(CallId { file: other.file, index }, call.context);
                }
            }
        }
        if program.function(base).traits.has(FunctionTraits::STUB) {
            for id in self.uses().calls(base) {
                let call = program.call(*id);
                let is_own = matches!(
                    program.file(id.file).facts.term(call.callee),
                    Term::Attribute(object, _) if matches!(
                        program.file(id.file).facts.term(object),
                        Term::Receiver(_) | Term::Super(_)
                    )
                );
                if !is_own {
                    found.add(*id, call.context);
                }
            }
        }
        found
    }
}

impl Calls {
    fn add(&mut self, id: CallId, context: CallContext) {
        if context.has(CallContext::AWAITED) {
            self.awaited += 1;
        } else if context.has(CallContext::STATEMENT) {
            self.dropped += 1;
        } else {
            self.otherwise += 1;
        }
        self.first.get_or_insert(id);
    }
}

impl Program {
    /// Whether a method is a coroutine function; `None` where it is neither that nor a plain one for certain.
    fn plain_method(&self, method: FunctionId) -> Option<bool> {
        let shape = self.shape(method);
        if shape.binding == Binding::Property || !shape.wrappers.is_empty() {
            return None;
        }
        match shape.colour {
            Colour::Async => Some(true),
            Colour::Sync => Some(false),
            _ => None,
        }
    }

    /// Whether an object of `class` runs this function of its base `owner`, a method or what stands in one.
    fn is_inherited(&self, class: ClassId, owner: ClassId, function: FunctionId) -> bool {
        let mut current = function;
        loop {
            let facts = self.function(current);
            if facts.class == Some(owner.index) {
                let found = self.member(class, facts.key);
                return matches!(
                    found,
                    Ok(Some((holder, term)))
                        if holder == owner && self.value(holder.file, term) == Value::Function(current)
                ) && facts.key != Name::constant("__init_subclass__");
            }
            let Some(parent) = facts.parent else { return false };
            current = FunctionId { file: function.file, index: parent };
        }
    }
}
