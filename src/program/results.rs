//! What calls certainly give, and what it is certainly not.

use super::{ClassId, Colour, FunctionId, Origin, Program, Value};
use crate::facts::{FunctionTraits, Name};

impl Program {
    /// What a plain function, and whatever overrides it, may give; `None` where that is not certain. A function without
    /// a `return` that has a value gives `None`.
    pub fn possible_results(&self, function: FunctionId) -> Option<Vec<Value>> {
        let mut all = vec![self.own_result(function)?];
        for replacement in self.replacements(function) {
            all.push(self.own_result(replacement)?);
        }
        Some(all)
    }

    /// What one plain function gives.
    pub fn own_result(&self, function: FunctionId) -> Option<Value> {
        let shape = self.shape(function);
        let facts = self.function(function);
        let declares =
            self.file(function.file).origin != Origin::Stub && facts.traits.has(FunctionTraits::STUB);
        if shape.colour != Colour::Sync || !shape.wrappers.is_empty() || declares {
            return None;
        }
        match self.returned(function) {
            Value::Unknown | Value::Pending => None,
            known => Some(known),
        }
    }

    /// Whether a value certainly cannot be called.
    pub fn is_certainly_not_callable(&self, value: Value) -> bool {
        match value {
            Value::Instance(class) => self.certainly_lacks(class, Name::constant("__call__")),
            Value::None
            | Value::Elements(_)
            | Value::Mapping(_)
            | Value::Tuple(_)
            | Value::Coroutine(_)
            | Value::Generator(_)
            | Value::AsyncGenerator(_)
            | Value::Module(_) => true,
            _ => false,
        }
    }

    /// Whether a value certainly cannot be awaited.
    pub fn is_certainly_not_awaitable(&self, value: Value) -> bool {
        match value {
            Value::Instance(class) => self.certainly_lacks(class, Name::constant("__await__")),
            Value::None
            | Value::Elements(_)
            | Value::Mapping(_)
            | Value::Tuple(_)
            | Value::AsyncGenerator(_)
            | Value::Module(_) => true,
            _ => false,
        }
    }

    /// Whether no object of a class, or of a subclass in the program, has a method.
    fn certainly_lacks(&self, class: ClassId, method: Name) -> bool {
        const EVERYTHING: &[Name] = &[
            Name::constant("object"),
            Name::constant("Hashable"),
            Name::constant("Protocol"),
            Name::constant("_SpecialForm"),
            Name::constant("TypeVar"),
        ];
        let lacks = |class: ClassId| {
            !self.file(class.file).declares_in_part
                && self.has_known_bases(class)
                && matches!(self.member(class, method), Ok(None))
        };
        let is_protocol = self.bases(class).iter().copied().any(|base| {
            let name = self.class(base).key;
            name == Name::constant("Protocol") && self.file(base.file).module.starts_with("typing")
        });
        let mut subclasses = self.subclasses(class).to_vec();
        let mut place = 0;
        while let Some(next) = subclasses.get(place).copied() {
            place += 1;
            if place > 200 {
                return false;
            }
            subclasses.extend(self.subclasses(next));
        }
        !EVERYTHING.contains(&self.class(class).key)
            && !is_protocol
            && lacks(class)
            && subclasses.into_iter().all(lacks)
    }
}
