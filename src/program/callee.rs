//! What a call runs.

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::{Binding, ClassId, Colour, FileId, FunctionId, Program, Value};
use crate::catalog::When;
use crate::facts::{Call, FunctionTraits, Name, Operation, Term};

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
                Value::Instance(class) => {
                    let mut all =
                        self.lazy_maker(id).map_or_else(Callees::new, |maker| Callees::from_slice(&[maker]));
                    all.extend(self.iteration(class));
                    all
                }
                _ => self.lazy_maker(id).into_iter().collect(),
            },
            Operation::IterateAsync => match value {
                Value::AsyncGenerator(function) => Callees::from_slice(&[Callee::MakesCoroutine(function)]),
                Value::Instance(class) => {
                    self.methods(class, &[Name::constant("__aiter__"), Name::constant("__anext__")])
                }
                _ => Callees::new(),
            },
            Operation::Import => Callees::new(),
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
        self.implementations.get(&function).copied().unwrap_or(function)
    }

    /// The one function by which subclasses implement a method that only declares.
    pub(super) fn only_implementation(&self, function: FunctionId) -> Option<FunctionId> {
        let facts = self.function(function);
        let class = ClassId { file: function.file, index: facts.class? };
        let mut found: Option<FunctionId> = None;
        let mut seen = FxHashSet::from_iter([class]);
        let mut queue = vec![class];
        while let Some(class) = queue.pop() {
            for sub in self.subclasses(class) {
                if !seen.insert(*sub) {
                    continue;
                }
                queue.push(*sub);
                let Some(term) = self.file(sub.file).facts.member(sub.index, facts.key) else { continue };
                match self.value(sub.file, term) {
                    Value::Function(other) if self.declares_as(other, function) => {}
                    Value::Function(other) if found.is_none_or(|found| found == other) => found = Some(other),
                    _ => return None,
                }
            }
        }
        found
    }

    /// Whether a method only declares what another one does, in the same colour.
    pub(super) fn declares_as(&self, method: FunctionId, other: FunctionId) -> bool {
        let is_async = |function| self.function(function).traits.has(FunctionTraits::ASYNC);
        self.function(method).traits.has(FunctionTraits::STUB) && is_async(method) == is_async(other)
    }

    /// The functions by which subclasses override a method.
    pub fn overrides(&self, class: ClassId, name: Name) -> Vec<FunctionId> {
        let mut found = Vec::new();
        let mut seen = FxHashSet::from_iter([class]);
        let mut queue = vec![class];
        while let Some(class) = queue.pop() {
            for sub in self.subclasses(class).iter().filter(|sub| seen.insert(**sub)) {
                queue.push(*sub);
                if let Some(term) = self.file(sub.file).facts.member(sub.index, name)
                    && let Value::Function(function) = self.value(sub.file, term)
                {
                    found.push(function);
                }
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Whether what a call runs can be told without another module.
    pub(super) fn can_tell_callees(&self, id: CallId) -> bool {
        let call = self.call(id);
        let names: &[Name] = match call.operation {
            Operation::Call => &[Name::constant("__init__"), Name::constant("__call__")],
            Operation::Enter => &[Name::constant("__enter__")],
            Operation::EnterAsync => &[Name::constant("__aenter__")],
            Operation::Iterate => &[Name::constant("__iter__")],
            Operation::IterateAsync => &[Name::constant("__aiter__")],
            Operation::Method(_) | Operation::Import => &[],
        };
        match self.value(id.file, call.callee) {
            Value::Pending => false,
            Value::Function(function)
            | Value::Method(function)
            | Value::Partial(function)
            | Value::Context(function)
            | Value::Generator(function) => self.shape(function).colour != Colour::Pending,
            value @ (Value::Class(class) | Value::Instance(class)) => {
                let is_wanted = |name: &Name| {
                    let makes = *name == Name::constant("__init__");
                    call.operation != Operation::Call || makes == matches!(value, Value::Class(_))
                };
                names.iter().filter(|name| is_wanted(name)).all(|name| {
                    match self.attribute(Value::Instance(class), *name) {
                        Value::Pending => false,
                        Value::Method(function) => self.shape(function).colour != Colour::Pending,
                        _ => true,
                    }
                })
            }
            _ => true,
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

    /// The library's function whose work is done where somebody iterates over what it has given, if that is what the
    /// operand of an iteration comes from.
    fn lazy_maker(&self, id: CallId) -> Option<Callee> {
        let Term::Call(maker) = self.file(id.file).facts.term(self.call(id).callee) else { return None };
        match self.value(id.file, maker) {
            Value::Function(function) | Value::Method(function) if self.is_lazy(function) => {
                Some(Callee::Runs(function))
            }
            _ => None,
        }
    }

    /// Whether a function blocks only where somebody iterates over what it gives.
    pub(super) fn is_lazy(&self, function: FunctionId) -> bool {
        let blocking = self.marks(function).and_then(|marks| marks.blocking);
        blocking.is_some_and(|blocking| blocking.when != When::AtOnce)
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
    Name::constant("__setitem__"),
    Name::constant("__delitem__"),
    Name::constant("__contains__"),
    Name::constant("__eq__"),
    Name::constant("__ne__"),
    Name::constant("__lt__"),
    Name::constant("__le__"),
    Name::constant("__gt__"),
    Name::constant("__ge__"),
    Name::constant("__len__"),
    Name::constant("__bool__"),
    Name::constant("__str__"),
    Name::constant("__repr__"),
    Name::constant("__hash__"),
    Name::constant("__int__"),
    Name::constant("__float__"),
    Name::constant("__bytes__"),
];
