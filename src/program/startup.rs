//! Code that runs before anything is served: coroutines that are only given to `asyncio.run` and the like, until their
//! first `await`; lifespans until their `yield`; handlers of an application's start and end. Nothing else waits for the
//! loop there, so what blocks is a lower class of finding.

use rustc_hash::{FxHashMap, FxHashSet};

use super::callee::{CallId, Callee};
use super::{FileId, FunctionId, Program, Value};
use crate::facts::{Argument, Call, CallContext, Constant, FunctionTraits, Name, Operation, Slot, Term};

/// What one file tells of start-up code.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// Coroutine functions whose coroutine a call makes, once for each call.
    made: Vec<FunctionId>,
    /// Coroutine functions whose coroutine a loop is started for, once for each call.
    run: Vec<FunctionId>,
    /// Coroutine functions that are given to what starts a loop, uncalled.
    given: Vec<FunctionId>,
    lifespans: Vec<FunctionId>,
    handlers: Vec<FunctionId>,
}

/// The functions whose code, or the first part of it, runs before anything is served.
#[derive(Debug, Default)]
pub struct StartUp {
    /// Until their first `await`.
    entries: FxHashSet<FunctionId>,
    /// Until their first `yield`, and after it.
    lifespans: FxHashSet<FunctionId>,
    /// The whole of them.
    handlers: FxHashSet<FunctionId>,
}

impl Hints {
    /// Takes in one call and what it runs.
    pub(super) fn see(&mut self, program: &Program, file: FileId, call: &Call, callees: &[Callee]) {
        if call.operation != Operation::Call {
            return;
        }
        let facts = &program.file(file).facts;
        let arguments = facts.arguments(call);
        for callee in callees {
            match *callee {
                Callee::MakesCoroutine(function) => self.made.push(function),
                Callee::Runs(function) if program.marks(function).is_some_and(|marks| marks.drives_loop) => {
                    for argument in arguments {
                        match program.value(file, argument.value) {
                            Value::Coroutine(function) => self.run.push(function),
                            Value::Function(function) => self.given.push(function),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        let function_of = |argument: &Argument| match program.value(file, argument.value) {
            Value::Function(function) | Value::Method(function) => Some(function),
            _ => None,
        };
        for argument in arguments {
            match argument.slot {
                Slot::Keyword(name) if name == LIFESPAN => self.lifespans.extend(function_of(argument)),
                Slot::Keyword(name) if STARTS.contains(&name) => self.handlers.extend(function_of(argument)),
                _ => {}
            }
        }
        let Term::Attribute(object, method) = facts.term(call.callee) else { return };
        if method == Name::constant("append") {
            match facts.term(object) {
                Term::Attribute(_, list) if STARTS.contains(&list) => {
                    self.handlers.extend(arguments.iter().filter_map(function_of));
                }
                Term::Attribute(_, list) if list == Name::constant("cleanup_ctx") => {
                    self.lifespans.extend(arguments.iter().filter_map(function_of));
                }
                _ => {}
            }
        } else if method == Name::constant("add_event_handler") {
            let is_start = arguments.first().is_some_and(|first| match facts.term(first.value) {
                Term::Constant(Constant::Text(event)) => EVENTS.contains(&event),
                _ => false,
            });
            if is_start {
                self.handlers.extend(arguments.iter().filter_map(function_of));
            }
        }
    }

    /// Takes in the decorators of a file's coroutine functions.
    pub(super) fn see_decorators(&mut self, program: &Program, file: FileId) {
        let facts = &program.file(file).facts;
        for (index, function) in (0..).zip(&facts.functions) {
            let is_handler = facts.list(function.decorators).iter().any(|decorator| {
                let callee = match facts.term(*decorator) {
                    Term::Call(callee) => callee,
                    _ => *decorator,
                };
                matches!(facts.term(callee), Term::Attribute(_, name) if DECORATORS.contains(&name))
            });
            if is_handler && function.traits.has(FunctionTraits::ASYNC) {
                self.handlers.push(FunctionId { file, index });
            }
        }
    }
}

impl StartUp {
    /// Adds up what the files tell.
    pub(super) fn new<'h>(parts: impl Iterator<Item = &'h Hints> + Clone) -> StartUp {
        let mut start_up = StartUp::default();
        let mut made: FxHashMap<FunctionId, usize> = FxHashMap::default();
        let mut run: FxHashMap<FunctionId, usize> = FxHashMap::default();
        let mut given: Vec<FunctionId> = Vec::new();
        for part in parts.clone() {
            for function in &part.run {
                *run.entry(*function).or_default() += 1;
            }
            given.extend(&part.given);
            start_up.lifespans.extend(&part.lifespans);
            start_up.handlers.extend(&part.handlers);
        }
        for function in parts.flat_map(|part| &part.made) {
            *made.entry(*function).or_default() += 1;
        }
        for function in given {
            run.entry(function).or_default();
        }
        let is_only_run =
            |(function, runs): &(&FunctionId, &usize)| made.get(*function).copied().unwrap_or(0) == **runs;
        start_up.entries = run.iter().filter(is_only_run).map(|(function, _)| *function).collect();
        start_up
    }

    /// Whether a call runs before anything is served.
    pub fn covers(&self, program: &Program, call: CallId) -> bool {
        let facts = program.call(call);
        let Some(index) = facts.function else { return false };
        let function = FunctionId { file: call.file, index };
        let context = facts.context;
        let is_once = !context.has(CallContext::IN_LOOP);
        self.handlers.contains(&function)
            || self.lifespans.contains(&function)
            || (self.entries.contains(&function) && context.has(CallContext::BEFORE_FIRST_AWAIT) && is_once)
    }
}

const LIFESPAN: Name = Name::constant("lifespan");

/// Arguments and lists of applications that hold handlers of their start and end.
const STARTS: &[Name] = &[
    Name::constant("on_startup"),
    Name::constant("on_shutdown"),
    Name::constant("on_cleanup"),
    Name::constant("before_serving"),
    Name::constant("after_serving"),
];

/// The events of such handlers.
const EVENTS: &[Name] = &[Name::constant("startup"), Name::constant("shutdown")];

/// Methods of applications that make a function such a handler.
const DECORATORS: &[Name] = &[
    Name::constant("on_event"),
    Name::constant("before_serving"),
    Name::constant("after_serving"),
    Name::constant("before_server_start"),
    Name::constant("after_server_start"),
    Name::constant("before_server_stop"),
    Name::constant("after_server_stop"),
    Name::constant("on_startup"),
    Name::constant("on_shutdown"),
];
