//! Code that runs where nobody is kept waiting: coroutines that are only given to `asyncio.run` and the like, until their
//! first `await`; lifespans; handlers of an application's start and end; coroutines that only such code awaits; and tests.
//! What blocks there is a lower class of finding.

use rustc_hash::{FxHashMap, FxHashSet};

use super::callee::{CallId, Callee};
use super::{ClassId, FileId, FunctionId, Program, Value};
use crate::facts::{Argument, Call, CallContext, Constant, FunctionTraits, Name, Operation, Slot, Term};

/// What one file tells of start-up code.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// Coroutine functions whose coroutine a call makes, with the call.
    made: Vec<(FunctionId, CallId)>,
    /// Coroutine functions whose coroutine a loop is started for, once for each call.
    run: Vec<FunctionId>,
    /// Coroutine functions that are given to what starts a loop, uncalled.
    given: Vec<FunctionId>,
    /// Coroutine functions that calls are given, whatever these are.
    passed: Vec<FunctionId>,
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

/// The calls that make a function's coroutine.
type Made = FxHashMap<FunctionId, Vec<CallId>>;

impl Hints {
    /// Takes in one call and what it runs.
    pub(super) fn see(&mut self, program: &Program, id: CallId, call: &Call, callees: &[Callee]) {
        let file = id.file;
        if call.operation != Operation::Call {
            return;
        }
        let facts = &program.file(file).facts;
        let arguments = facts.arguments(call);
        for callee in callees {
            match *callee {
                Callee::MakesCoroutine(function) => self.made.push((function, id)),
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
            let is_async =
                |function: &FunctionId| program.function(*function).traits.has(FunctionTraits::ASYNC);
            self.passed.extend(function_of(argument).filter(is_async));
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
    pub(super) fn new<'h>(program: &Program, parts: impl Iterator<Item = &'h Hints> + Clone) -> StartUp {
        let mut start_up = StartUp::default();
        let mut made: Made = FxHashMap::default();
        let mut passed: FxHashSet<FunctionId> = FxHashSet::default();
        let mut run: FxHashMap<FunctionId, usize> = FxHashMap::default();
        let mut given: Vec<FunctionId> = Vec::new();
        for part in parts.clone() {
            for function in &part.run {
                *run.entry(*function).or_default() += 1;
            }
            given.extend(&part.given);
            passed.extend(&part.passed);
            start_up.lifespans.extend(&part.lifespans);
            start_up.handlers.extend(&part.handlers);
        }
        for (function, call) in parts.flat_map(|part| &part.made) {
            made.entry(*function).or_default().push(*call);
        }
        for function in given {
            run.entry(function).or_default();
        }
        let is_only_run =
            |(function, runs): &(&FunctionId, &usize)| made.get(*function).map_or(0, Vec::len) == **runs;
        start_up.entries = run.iter().filter(is_only_run).map(|(function, _)| *function).collect();
        start_up.spread(program, &made, &passed);
        start_up
    }

    /// Adds the coroutine functions that only such code awaits.
    fn spread(&mut self, program: &Program, made: &Made, passed: &FxHashSet<FunctionId>) {
        loop {
            let is_new = |function: &FunctionId| {
                !self.handlers.contains(function)
                    && !self.entries.contains(function)
                    && !self.lifespans.contains(function)
                    && !passed.contains(function)
                    && program.is_called_by_name_alone(*function)
            };
            let is_awaited_early = |call: &CallId| {
                program.call(*call).context.has(CallContext::AWAITED) && self.covers_code(program, *call)
            };
            let new: Vec<(FunctionId, bool)> = made
                .iter()
                .filter(|(_, calls)| calls.iter().all(is_awaited_early))
                .filter(|(function, _)| is_new(function))
                .map(|(function, calls)| {
                    (*function, calls.iter().all(|call| self.covers_whole(program, *call)))
                })
                .collect();
            if new.is_empty() {
                return;
            }
            for (function, is_whole) in new {
                if is_whole {
                    self.handlers.insert(function)
                } else {
                    self.entries.insert(function)
                };
            }
        }
    }

    /// Whether a call runs where nobody is kept waiting.
    pub fn covers(&self, program: &Program, call: CallId) -> bool {
        program.file(call.file).is_of_tests() || self.covers_code(program, call)
    }

    /// Whether the whole function that a call stands in runs before anything is served.
    fn covers_whole(&self, program: &Program, call: CallId) -> bool {
        program.call(call).function.is_some_and(|index| {
            let function = FunctionId { file: call.file, index };
            self.handlers.contains(&function) || self.lifespans.contains(&function)
        })
    }

    /// Whether a call runs before anything is served.
    fn covers_code(&self, program: &Program, call: CallId) -> bool {
        let facts = program.call(call);
        let Some(index) = facts.function else { return false };
        let function = FunctionId { file: call.file, index };
        let context = facts.context;
        let is_once = !context.has(CallContext::IN_LOOP);
        self.covers_whole(program, call)
            || (self.entries.contains(&function) && context.has(CallContext::BEFORE_FIRST_AWAIT) && is_once)
    }
}

impl Program {
    /// Whether a coroutine function runs only where a call names it: no decorator keeps it, and it overrides nothing
    /// through which it is called.
    fn is_called_by_name_alone(&self, function: FunctionId) -> bool {
        let facts = self.function(function);
        if !facts.decorators.is_empty() {
            return false;
        }
        let Some(index) = facts.class else { return true };
        let class = ClassId { file: function.file, index };
        let is_first = || matches!(self.member_after(class, facts.key), Ok(None));
        self.class(class).bases.is_empty() || self.has_known_bases(class) && is_first()
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
