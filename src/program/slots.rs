//! Slots: arguments of calls that take a function to call it, now or later, here or in a thread.
//!
//! What a library does with its arguments, its stub says. What a function of the project does with a parameter, its
//! calls say: a parameter is *dropped* if all that happens to it is that it is called and what it gives is thrown away.

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::callee::{CallId, Callee};
use super::{ClassId, Colour, FileAnalysis, FileId, FunctionId, Origin, Program, Value};
use crate::facts::{Argument, CallContext, FunctionTraits, Name, Operation, ParameterKind, Term};

/// What becomes of the function in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SlotKind {
    /// A thread or process calls it.
    OffLoop,
    /// The event loop calls it later.
    OnLoop,
    /// The library calls it.
    Called,
    /// A function of the project calls it and drops what it gives.
    Dropped,
}

/// An argument that stands in a slot.
#[derive(Debug, Clone, Copy)]
pub struct FilledSlot {
    /// What becomes of it.
    pub kind: SlotKind,
    /// What is called with the argument.
    pub callee: Callee,
    /// The parameter that it fills.
    pub parameter: Name,
    /// The argument.
    pub argument: Argument,
    /// Whether a coroutine function is awaited there.
    pub takes_coroutines: bool,
}

/// How a call hands arguments on to the function in a slot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Passing {
    /// Those that follow it by position.
    Positional,
    /// Those that follow it by position, and those by name.
    Everything,
    /// In a tuple, as `args`.
    ByArgs,
    /// The future that is done, and nothing else.
    Future,
    /// None.
    Nothing,
}

impl FilledSlot {
    /// Whether it is the parameter of this name.
    pub fn fills(&self, name: &str) -> bool {
        self.parameter == Name::new(name)
    }
}

/// Parameters that functions of the project call and drop, by function and place.
pub type DroppedParameters = FxHashSet<(FunctionId, u16)>;

impl FileAnalysis<'_> {
    /// The slots that a call fills with arguments.
    pub fn slots(self, id: CallId) -> SmallVec<[FilledSlot; 1]> {
        let program = self.program();
        let call = program.call(id);
        let mut slots = SmallVec::new();
        if call.operation != Operation::Call || call.arguments.is_empty() {
            return slots;
        }
        let arguments = program.file(id.file).facts.arguments(call);
        for callee in program.callees(id) {
            let marks = match callee {
                Callee::Constructs(class) => program.class_marks(class),
                Callee::Runs(function) | Callee::Makes(function) | Callee::MakesCoroutine(function) => {
                    program.marks(function)
                }
            };
            let kinds = marks.into_iter().flat_map(|marks| {
                let of = |kind: SlotKind, names: &'_ [Name]| -> Vec<(SlotKind, Name)> {
                    names.iter().map(|name| (kind, *name)).collect()
                };
                [
                    of(SlotKind::OffLoop, &marks.offloads),
                    of(SlotKind::OnLoop, &marks.runs_on_loop),
                    of(SlotKind::Called, &marks.calls),
                ]
                .concat()
            });
            for (kind, parameter) in kinds {
                if let Some(argument) = program.argument_for(arguments, callee, parameter, id) {
                    let takes_coroutines = marks.is_some_and(|marks| marks.awaits.contains(&parameter));
                    slots.push(FilledSlot { kind, callee, parameter, argument: *argument, takes_coroutines });
                }
            }
            slots.extend(self.dropped_slots(id, callee, arguments));
        }
        slots
    }

    /// Whether a call gives a coroutine function where a plain one is called.
    pub fn gives_coroutine_function(self, id: CallId) -> bool {
        let program = self.program();
        let arguments = program.file(id.file).facts.arguments(program.call(id));
        let may_be_one = |argument: &Argument| program.named_coroutine_function(id.file, argument).is_some();
        let is_one = |argument: &Argument| program.coroutine_function_of(id.file, argument).is_some();
        arguments.iter().any(may_be_one)
            && self.slots(id).iter().any(|slot| !slot.takes_coroutines && is_one(&slot.argument))
    }

    /// Whether a call gives what a function gives where a function is called, and that is none.
    pub fn gives_what_cannot_be_called(self, id: CallId) -> bool {
        let program = self.program();
        let facts = &program.file(id.file).facts;
        let arguments = facts.arguments(program.call(id));
        arguments.iter().any(|argument| matches!(facts.term(argument.value), Term::Call(_)))
            && self.slots(id).iter().any(|slot| program.called_for_nothing(id.file, slot).is_some())
    }

    fn dropped_slots(self, id: CallId, callee: Callee, arguments: &[Argument]) -> Vec<FilledSlot> {
        let program = self.program();
        let (Callee::Runs(function) | Callee::MakesCoroutine(function)) = callee else { return Vec::new() };
        let dropped = self.dropped_parameters();
        let parameters = program.file(function.file).facts.parameters(program.function(function));
        let is_dropped = |place: u16| dropped.contains(&(function, place));
        if program.file(function.file).origin != Origin::FirstParty
            || !(0_u16..).zip(parameters).any(|(place, _)| is_dropped(place))
            || program.may_be_replaced(function)
        {
            return Vec::new();
        }
        let mut slots = Vec::new();
        for (place, parameter) in (0_u16..).zip(parameters) {
            if is_dropped(place)
                && let Some(argument) = program.argument_for(arguments, callee, parameter.key, id)
            {
                slots.push(FilledSlot {
                    kind: SlotKind::Dropped,
                    callee,
                    parameter: parameter.key,
                    argument: *argument,
                    takes_coroutines: false,
                });
            }
        }
        slots
    }
}

impl Program {
    /// The coroutine function whose coroutine an argument makes when it is called: the function itself, a `partial` of
    /// it, or a lambda around a call of it. `None` unless that is certain.
    pub fn coroutine_function_of(&self, file: FileId, argument: &Argument) -> Option<FunctionId> {
        self.named_coroutine_function(file, argument).filter(|function| self.is_coroutine_function(*function))
    }

    /// The same, where an override may still be another kind of function.
    fn named_coroutine_function(&self, file: FileId, argument: &Argument) -> Option<FunctionId> {
        let value = self.value(file, argument.value);
        let (Value::Function(function) | Value::Method(function) | Value::Partial(function)) = value else {
            return None;
        };
        if self.function(function).traits.has(FunctionTraits::LAMBDA) {
            let gives = self.function(function).gives;
            return match self.value(function.file, gives) {
                Value::Coroutine(inner) => Some(inner).filter(|inner| self.is_async(*inner)),
                _ => None,
            };
        }
        Some(function).filter(|function| self.is_async(*function))
    }

    /// The function that is called in a slot, where what it gives certainly cannot be called.
    pub fn called_for_nothing(&self, file: FileId, slot: &FilledSlot) -> Option<FunctionId> {
        const OPTIONAL: &[&str] = &["initializer", "handler", "key", "predicate", "repl", "function"];
        let may_be_none = slot.kind != SlotKind::OffLoop || slot.fills("initializer");
        if slot.kind == SlotKind::Dropped || may_be_none && OPTIONAL.iter().any(|name| slot.fills(name)) {
            return None;
        }
        let Term::Call(callee) = self.file(file).facts.term(slot.argument.value) else { return None };
        let (Value::Function(function) | Value::Method(function)) = self.value(file, callee) else {
            return None;
        };
        if self.is_coroutine_function(function) {
            return Some(function);
        }
        let blocks = || {
            let blocking = self.marks(function).and_then(|marks| marks.blocking);
            self.shape(function).colour == Colour::Sync
                && blocking.is_some_and(|blocking| blocking.category.is_hard())
        };
        let results = self.possible_results(function);
        let is_no_function = |value| self.is_certainly_not_callable(value);
        let gives_no_function = results.is_some_and(|results| results.into_iter().all(is_no_function));
        (gives_no_function || blocks()).then_some(function)
    }

    /// How a call hands arguments on to the function in a slot.
    pub fn passing(&self, slot: &FilledSlot) -> Passing {
        let Some(function) = self.signature(slot.callee) else { return Passing::Nothing };
        let parameters = self.file(function.file).facts.parameters(self.function(function));
        let has = |names: &[&str], is_variadic: fn(ParameterKind) -> bool| {
            let is_meant = |key: Name| names.iter().any(|name| Name::new(name) == key);
            parameters.iter().any(|parameter| is_variadic(parameter.kind) && is_meant(parameter.key))
        };
        let is_variadic = |kind| kind == ParameterKind::Variadic;
        if has(&["args"], |kind| kind != ParameterKind::Variadic) {
            return Passing::ByArgs;
        }
        match (has(&["args"], is_variadic), has(&["kwargs", "kwds"], is_variadic)) {
            (true, true) => Passing::Everything,
            (true, false) => Passing::Positional,
            _ if self.function(function).key == Name::constant("add_done_callback") => Passing::Future,
            _ => Passing::Nothing,
        }
    }

    /// Whether a function, and whatever may be called in its place, is a coroutine function.
    pub fn is_coroutine_function(&self, function: FunctionId) -> bool {
        self.is_async(function) && self.replacements(function).into_iter().all(|other| self.is_async(other))
    }

    fn is_async(&self, function: FunctionId) -> bool {
        self.shape(function).colour == Colour::Async
    }

    /// The methods of subclasses that may be called where a method is named.
    pub fn replacements(&self, function: FunctionId) -> Vec<FunctionId> {
        let facts = self.function(function);
        match facts.class {
            Some(index) => self.overrides(ClassId { file: function.file, index }, facts.key),
            None => Vec::new(),
        }
    }

    /// Whether something else may run where a function is named: an override, or a decorator's function.
    fn may_be_replaced(&self, function: FunctionId) -> bool {
        self.function(function).traits.has(FunctionTraits::STUB)
            || !self.shape(function).wrappers.is_empty()
            || !self.replacements(function).is_empty()
    }

    /// The parameters that the project's functions call and drop: every use of them is a call as a statement of its own.
    pub(super) fn dropped_parameters(&self) -> DroppedParameters {
        let mut dropped = DroppedParameters::default();
        let mut kept = DroppedParameters::default();
        for (file, data) in self.first_party() {
            let facts = &data.facts;
            let key = |term| match facts.term(term) {
                Term::Parameter(index, place) => Some((FunctionId { file, index }, place)),
                _ => None,
            };
            for call in &facts.calls {
                if let Some(parameter) = key(call.callee) {
                    let is_dropped =
                        call.operation == Operation::Call && call.context.has(CallContext::STATEMENT);
                    if is_dropped {
                        dropped.insert(parameter)
                    } else {
                        kept.insert(parameter)
                    };
                }
                kept.extend(facts.arguments(call).iter().filter_map(|argument| key(argument.value)));
            }
        }
        dropped.retain(|parameter| !kept.contains(parameter));
        dropped
    }
}
