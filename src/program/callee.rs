//! What a call runs.

use smallvec::SmallVec;

use super::{Binding, ClassId, Colour, FileId, FunctionId, Program, Value};
use crate::facts::{Call, FunctionTraits, Name, Operation};

/// A call of some file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CallId {
    /// The file.
    pub file: FileId,
    /// Its place among the file's calls.
    pub index: u32,
}

/// What a call runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Callee {
    /// This function's body, before the call returns.
    Runs(FunctionId),
    /// A coroutine function: its body runs when the coroutine is awaited.
    MakesCoroutine(FunctionId),
    /// A generator function or the like: its body runs when it is iterated over or entered.
    Makes(FunctionId),
    /// An object of a class is made that has no constructor of its own.
    Constructs(ClassId),
}

/// The functions that one call runs.
pub type Callees = SmallVec<[Callee; 2]>;

impl Program {
    /// A call's facts.
    pub fn call(&self, id: CallId) -> &Call {
        &self.file(id.file).facts.calls[id.index as usize]
    }

    /// What a call runs; empty where that cannot be told.
    pub fn callees(&self, id: CallId) -> Callees {
        let call = self.call(id);
        let value = self.value(id.file, call.callee);
        match call.operation {
            Operation::Call => self.callees_of_value(value),
            Operation::Enter => match value {
                Value::Context(function) => Callees::from_slice(&[Callee::Runs(function)]),
                Value::Instance(class) => {
                    self.methods(class, &[Name::constant("__enter__"), Name::constant("__exit__")])
                }
                _ => Callees::new(),
            },
            Operation::EnterAsync => match value {
                Value::AsyncContext(function) => Callees::from_slice(&[Callee::MakesCoroutine(function)]),
                Value::Instance(class) => {
                    self.methods(class, &[Name::constant("__aenter__"), Name::constant("__aexit__")])
                }
                _ => Callees::new(),
            },
            Operation::Iterate => match value {
                Value::Generator(function) => Callees::from_slice(&[Callee::Runs(function)]),
                Value::Instance(class) => self.iteration(class),
                _ => Callees::new(),
            },
            Operation::IterateAsync => match value {
                Value::AsyncGenerator(function) => Callees::from_slice(&[Callee::MakesCoroutine(function)]),
                Value::Instance(class) => {
                    self.methods(class, &[Name::constant("__aiter__"), Name::constant("__anext__")])
                }
                _ => Callees::new(),
            },
            Operation::Method(name) => match value {
                Value::Instance(class) => self.method_or_property(class, name),
                _ => Callees::new(),
            },
        }
    }

    /// What calling a value runs.
    pub fn callees_of_value(&self, value: Value) -> Callees {
        match value {
            Value::Function(function) | Value::Method(function) | Value::Partial(function) => {
                self.callees_of_function(function)
            }
            Value::Class(class) => {
                let names =
                    [Name::constant("__new__"), Name::constant("__init__"), Name::constant("__post_init__")];
                let mut all = self.methods(class, &names);
                all.push(Callee::Constructs(class));
                all
            }
            Value::Instance(class) => self.methods(class, &[Name::constant("__call__")]),
            _ => Callees::new(),
        }
    }

    fn callees_of_function(&self, function: FunctionId) -> Callees {
        let function = self.implementation(function);
        let shape = self.shape(function);
        let own = match shape.colour {
            Colour::Unknown | Colour::Pending => return Callees::new(),
            Colour::Sync => Callee::Runs(function),
            Colour::Async => Callee::MakesCoroutine(function),
            Colour::Generator | Colour::AsyncGenerator | Colour::Context | Colour::AsyncContext => {
                Callee::Makes(function)
            }
        };
        let mut all = Callees::from_slice(&[own]);
        for wrapper in &shape.wrappers {
            if self.shape(*wrapper).colour == Colour::Sync {
                all.push(Callee::Runs(*wrapper));
            }
        }
        all
    }

    /// The function itself; or, where it only declares and the program has one implementation of it, that one.
    pub fn implementation(&self, function: FunctionId) -> FunctionId {
        let facts = self.function(function);
        let Some(class) = facts.class.filter(|_| facts.traits.has(FunctionTraits::STUB)) else {
            return function;
        };
        if self.file(function.file).origin != super::Origin::FirstParty {
            return function;
        }
        let mut found = Vec::new();
        self.overrides(ClassId { file: function.file, index: class }, facts.key, &mut found, 8);
        found.retain(|id| !self.function(*id).traits.has(FunctionTraits::STUB));
        found.sort_unstable();
        found.dedup();
        match *found {
            [only] => only,
            _ => function,
        }
    }

    /// The functions by which subclasses override a method.
    pub fn overrides(&self, class: ClassId, name: Name, found: &mut Vec<FunctionId>, depth: u32) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for sub in self.subclasses(class) {
            if let Some(term) = self.file(sub.file).facts.member(sub.index, name)
                && let Value::Function(function) = self.value(sub.file, term)
            {
                found.push(function);
            }
            self.overrides(*sub, name, found, depth);
        }
    }

    fn methods(&self, class: ClassId, names: &[Name]) -> Callees {
        let mut all = Callees::new();
        for name in names {
            if let Value::Method(function) | Value::Function(function) =
                self.attribute(Value::Instance(class), *name)
            {
                all.extend(self.callees_of_function(function));
            }
        }
        all
    }

    fn iteration(&self, class: ClassId) -> Callees {
        let iter = self.attribute(Value::Instance(class), Name::constant("__iter__"));
        let Value::Method(function) = iter else { return Callees::new() };
        let mut all = match self.shape(function).colour {
            Colour::Generator => Callees::from_slice(&[Callee::Runs(function)]),
            _ => self.callees_of_function(function),
        };
        if let Value::Instance(iterator) = self.called(iter) {
            all.extend(self.methods(iterator, &[Name::constant("__next__")]));
        }
        all
    }

    /// What reading an attribute or applying an operator runs: a property's function, an operator's method.
    fn method_or_property(&self, class: ClassId, name: Name) -> Callees {
        let Ok(Some((owner, term))) = self.member(class, name) else { return Callees::new() };
        let Value::Function(function) = self.value(owner.file, term) else { return Callees::new() };
        let is_operator = OPERATORS.contains(&name);
        if is_operator || self.shape(function).binding == Binding::Property {
            return self.callees_of_function(function);
        }
        Callees::new()
    }
}

/// The methods that operators call.
pub const OPERATORS: &[Name] = &[
    Name::constant("__add__"),
    Name::constant("__sub__"),
    Name::constant("__mul__"),
    Name::constant("__matmul__"),
    Name::constant("__truediv__"),
    Name::constant("__mod__"),
    Name::constant("__pow__"),
    Name::constant("__lshift__"),
    Name::constant("__rshift__"),
    Name::constant("__or__"),
    Name::constant("__xor__"),
    Name::constant("__and__"),
    Name::constant("__floordiv__"),
    Name::constant("__getitem__"),
];
