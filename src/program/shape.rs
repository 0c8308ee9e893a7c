//! What a function is once its decorators have made of it what they make: its colour, and how it is bound.

use super::{FunctionId, Origin, Program, Value};
use crate::catalog::DecoratorKind;
use crate::facts::{FunctionTraits, Name, Operation, Term, TermId};

/// What calling a function does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// Not known before a module is loaded.
    Pending,
    /// A decorator that cannot be told may have made anything of it.
    Unknown,
    /// It runs.
    Sync,
    /// It gives a coroutine.
    Async,
    /// It gives a generator.
    Generator,
    /// It gives an asynchronous generator.
    AsyncGenerator,
    /// It gives a context manager.
    Context,
    /// It gives an async context manager.
    AsyncContext,
}

/// What a function becomes as an attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// A method, bound to an object.
    Instance,
    /// A function, bound to nothing.
    Static,
    /// A method, bound to the class.
    Class,
    /// It is called when it is read.
    Property,
}

/// What decorators make of a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shape {
    /// What calling it does.
    pub colour: Colour,
    /// How it is bound.
    pub binding: Binding,
    /// Functions of decorators that run around it.
    pub wrappers: Vec<FunctionId>,
    /// Whether a decorator runs it in a thread.
    pub is_offloaded: bool,
}

/// What one decorator makes of a function.
enum Effect {
    Known(DecoratorKind),
    /// This function is called in its place, and calls it.
    Wraps(FunctionId),
    /// The other half of a property.
    Property,
    Unknown,
    Pending,
}

impl Program {
    /// What a function is for those who call it.
    pub fn shape(&self, id: FunctionId) -> Shape {
        let known = &self.file(id.file).shapes[id.index as usize];
        if let Some(shape) = known.get() {
            return shape.clone();
        }
        let shape = self.decorated(id);
        if shape.colour != Colour::Pending {
            let _ = known.set(shape.clone());
        }
        shape
    }

    fn decorated(&self, id: FunctionId) -> Shape {
        let function = self.function(id);
        let binding = if function.class.is_some() { Binding::Instance } else { Binding::Static };
        let colour = plain_colour(function.traits);
        let mut shape = Shape { colour, binding, wrappers: Vec::new(), is_offloaded: false };
        let name = function.key;
        if name == Name::constant("__new__") && function.class.is_some() {
            shape.binding = Binding::Static;
        } else if CLASS_METHODS.contains(&name) {
            shape.binding = Binding::Class;
        }
        let is_stub = self.file(id.file).origin == Origin::Stub;
        let decorators = self.file(id.file).facts.list(function.decorators);
        for decorator in decorators.iter().rev() {
            match self.effect_of_decorator(id, *decorator) {
                Effect::Pending => {
                    shape.colour = Colour::Pending;
                    return shape;
                }
                Effect::Known(kind) => apply(&mut shape, kind),
                Effect::Property => shape.binding = Binding::Property,
                Effect::Wraps(wrapper) => {
                    let outer = self.shape(wrapper);
                    shape.colour = match (outer.colour, shape.colour) {
                        (Colour::Pending, _) => Colour::Pending,
                        // A plain function that returns what the call gives keeps the kind.
                        (Colour::Sync, colour) if self.returns_call_of_parameter(wrapper) => colour,
                        (Colour::Sync, Colour::Async) => Colour::Unknown,
                        (colour, _) => colour,
                    };
                    shape.wrappers.push(wrapper);
                }
                // What a stub declares is what there is: `overload`, `deprecated`, marks.
                Effect::Unknown if is_stub => {}
                Effect::Unknown => shape.colour = Colour::Unknown,
            }
        }
        shape
    }

    fn effect_of_decorator(&self, id: FunctionId, decorator: TermId) -> Effect {
        let facts = &self.file(id.file).facts;
        let (callee, is_called) = match facts.term(decorator) {
            Term::Call(callee) => (callee, true),
            Term::Attribute(_, name) if OTHER_HALVES.contains(&name) => return Effect::Property,
            Term::Builtin(name) if name == Name::constant("property") => return Effect::Property,
            Term::Builtin(name) if name == Name::constant("staticmethod") => {
                return Effect::Known(DecoratorKind::Static);
            }
            Term::Builtin(name) if name == Name::constant("classmethod") => {
                return Effect::Known(DecoratorKind::Class);
            }
            _ => (decorator, false),
        };
        let value = self.value(id.file, callee);
        if let Value::Function(FunctionId { file, .. }) | Value::Class(super::ClassId { file, .. }) = value
            && self.unsettled.contains(&file)
        {
            return Effect::Pending;
        }
        let marks = match value {
            Value::Pending => return Effect::Pending,
            Value::Function(function) | Value::Method(function) => self.marks(function),
            Value::Class(class) => self.class_marks(class),
            _ => None,
        };
        if let Some(kind) = marks.and_then(|marks| marks.decorator) {
            return Effect::Known(kind);
        }
        match value {
            Value::Function(function) | Value::Method(function) if function != id => {
                self.effect_of_function(function, is_called)
            }
            _ => Effect::Unknown,
        }
    }

    /// What a decorator that is a function of the program makes of a function: `is_called` where it is a function that
    /// returns a decorator.
    fn effect_of_function(&self, decorator: FunctionId, is_called: bool) -> Effect {
        let function = self.function(decorator);
        if function.traits.has(FunctionTraits::ASYNC.with(FunctionTraits::GENERATOR)) {
            return Effect::Unknown;
        }
        let gives = self.file(decorator.file).facts.term(function.gives);
        match (gives, is_called) {
            (Term::Function(inner), true) => {
                let inner = FunctionId { file: decorator.file, index: inner };
                self.effect_of_function(inner, false)
            }
            // Called or not: `@decorate` and `@decorate(…)` in one.
            (Term::Function(inner), false) => {
                let inner = FunctionId { file: decorator.file, index: inner };
                let is_own = self.function(inner).parent == Some(decorator.index);
                if is_own && self.calls_parameter_of(inner, decorator) {
                    Effect::Wraps(inner)
                } else {
                    Effect::Unknown
                }
            }
            (Term::Parameter(owner, 0), false) if owner == decorator.index => {
                Effect::Known(DecoratorKind::Same)
            }
            _ => Effect::Unknown,
        }
    }

    /// Whether a function calls the first parameter of the function around it.
    fn calls_parameter_of(&self, function: FunctionId, outer: FunctionId) -> bool {
        let facts = &self.file(function.file).facts;
        facts.calls.iter().any(|call| {
            call.function == Some(function.index)
                && call.operation == Operation::Call
                && facts.term(call.callee) == Term::Parameter(outer.index, 0)
        })
    }

    /// Whether what a function returns is what calling another function's parameter gives.
    fn returns_call_of_parameter(&self, function: FunctionId) -> bool {
        let facts = &self.file(function.file).facts;
        match facts.term(self.function(function).gives) {
            Term::Call(callee) => matches!(facts.term(callee), Term::Parameter(_, 0)),
            _ => false,
        }
    }
}

fn plain_colour(traits: FunctionTraits) -> Colour {
    match (traits.has(FunctionTraits::ASYNC), traits.has(FunctionTraits::GENERATOR)) {
        (false, false) => Colour::Sync,
        (true, false) => Colour::Async,
        (false, true) => Colour::Generator,
        (true, true) => Colour::AsyncGenerator,
    }
}

fn apply(shape: &mut Shape, kind: DecoratorKind) {
    match kind {
        DecoratorKind::Same => {}
        DecoratorKind::Property => shape.binding = Binding::Property,
        DecoratorKind::Static => shape.binding = Binding::Static,
        DecoratorKind::Class => shape.binding = Binding::Class,
        DecoratorKind::ContextManager => shape.colour = Colour::Context,
        DecoratorKind::AsyncContextManager => shape.colour = Colour::AsyncContext,
        DecoratorKind::Offloads => {
            shape.colour = Colour::Async;
            shape.is_offloaded = true;
        }
    }
}

const CLASS_METHODS: &[Name] = &[Name::constant("__init_subclass__"), Name::constant("__class_getitem__")];

const OTHER_HALVES: &[Name] =
    &[Name::constant("setter"), Name::constant("getter"), Name::constant("deleter")];
