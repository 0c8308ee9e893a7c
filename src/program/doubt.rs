//! Whether a function does the same in a worker thread as on the event loop's.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use super::callee::{CallId, Callee};
use super::{ClassId, FileAnalysis, FunctionId, Program, Value};
use crate::facts::{Call, CallContext, Name, Operation, Term, Text};

/// What speaks against running a function in a thread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt {
    /// Nothing: everything it does is known, and needs nothing of its thread.
    None,
    /// It may not be the same, for this reason in one clause.
    Uncertain(String),
    /// This, which it calls, works on the event loop's thread only.
    NeedsLoop(String),
}

/// How many functions are looked at before the rest is taken for unknown.
const LIMIT: usize = 200;

impl FileAnalysis<'_> {
    /// What speaks against running a function, and all that it calls, in a thread.
    pub fn doubt(self, function: FunctionId) -> Doubt {
        let program = self.program();
        if !program.file(function.file).origin.is_project() {
            return program.doubt_of_library_function(function);
        }
        let mut queue = VecDeque::from([function]);
        let mut seen = FxHashSet::from_iter([function]);
        let mut first: Option<String> = None;
        while let Some(current) = queue.pop_front() {
            if seen.len() > LIMIT {
                first.get_or_insert_with(|| "it calls too much to be looked through".to_owned());
                break;
            }
            if let Some(reason) = program.shared_write(current) {
                first.get_or_insert(reason);
            }
            for (id, call) in program.calls_of(current) {
                match program.doubt_of_call(id, call, &mut |callee| {
                    if seen.insert(callee) {
                        queue.push_back(callee);
                    }
                }) {
                    Doubt::None => {}
                    Doubt::Uncertain(reason) => drop(first.get_or_insert(reason)),
                    found @ Doubt::NeedsLoop(_) => return found,
                }
            }
        }
        first.map_or(Doubt::None, Doubt::Uncertain)
    }
}

impl Program {
    /// The calls in a function's own body.
    pub fn calls_of(&self, function: FunctionId) -> impl Iterator<Item = (CallId, &Call)> {
        let calls = (0..).zip(&self.file(function.file).facts.calls);
        calls
            .filter(move |(_, call)| call.function == Some(function.index))
            .map(move |(index, call)| (CallId { file: function.file, index }, call))
    }

    fn shared_write(&self, function: FunctionId) -> Option<String> {
        let writes = self.function(function).writes;
        if writes == Text::default() {
            return None;
        }
        let place = self.file(function.file).facts.text(writes);
        let place = place.lines().next().unwrap_or_default();
        Some(format!("`{}` changes `{place}`, which other tasks may use", self.function_name(function)))
    }

    fn doubt_of_call(&self, id: CallId, call: &Call, follow: &mut impl FnMut(FunctionId)) -> Doubt {
        if call.context.has(CallContext::TYPE_CHECKING) {
            return Doubt::None;
        }
        let callees = self.callees(id);
        if callees.is_empty() {
            return self.doubt_of_unknown(id, call);
        }
        let mut doubt = Doubt::None;
        for callee in callees {
            let found = match callee {
                Callee::Runs(function) | Callee::Makes(function) | Callee::MakesCoroutine(function) => {
                    if self.file(function.file).origin.is_project() {
                        follow(function);
                        continue;
                    }
                    self.doubt_of_library_function(function)
                }
                Callee::Constructs(class) => self.doubt_of_library_class(class),
            };
            match found {
                Doubt::None => {}
                Doubt::NeedsLoop(_) => return found,
                Doubt::Uncertain(_) => doubt = found,
            }
        }
        doubt
    }

    fn doubt_of_unknown(&self, id: CallId, call: &Call) -> Doubt {
        if call.operation != Operation::Call {
            return Doubt::None;
        }
        let facts = &self.file(id.file).facts;
        let is_value_method = match facts.term(call.callee) {
            Term::Attribute(object, name) => {
                VALUE_METHODS.contains(&name) && !matches!(facts.term(object), Term::Receiver(_))
            }
            Term::Builtin(_) => true,
            _ => false,
        };
        if is_value_method {
            return Doubt::None;
        }
        let function = call.function.map(|index| FunctionId { file: id.file, index });
        let name = function.map(|function| self.function_name(function)).unwrap_or_default();
        Doubt::Uncertain(format!("`{name}` calls something that asyncfix does not know"))
    }

    fn doubt_of_library_function(&self, function: FunctionId) -> Doubt {
        let name = || self.qualified_function_name(function);
        if self.marks(function).is_some_and(|marks| marks.needs_loop) {
            return Doubt::NeedsLoop(format!("`{}`", name()));
        }
        let class = self.function(function).class.map(|index| ClassId { file: function.file, index });
        if let Some(class) = class {
            let is_marked = |of: fn(&crate::catalog::Marks) -> bool| {
                self.bases(class).iter().copied().any(|class| self.class_marks(class).is_some_and(of))
            };
            if is_marked(|marks| marks.is_loop_bound) {
                return Doubt::NeedsLoop(format!("`{}`", name()));
            }
            if is_marked(|marks| marks.is_thread_bound) {
                let class = self.qualified_class_name(class);
                return Doubt::Uncertain(format!("it uses a `{class}`, which belongs to one thread"));
            }
        }
        if self.is_thread_safe(function.file) {
            return Doubt::None;
        }
        Doubt::Uncertain(format!("`{}` may not be made for threads", name()))
    }

    fn doubt_of_library_class(&self, class: ClassId) -> Doubt {
        let origin = self.file(class.file).origin;
        if origin.is_project() {
            return Doubt::None;
        }
        let name = self.qualified_class_name(class);
        match self.class_marks(class) {
            Some(marks) if marks.is_loop_bound => Doubt::NeedsLoop(format!("`{name}`")),
            Some(marks) if marks.is_thread_bound => {
                Doubt::Uncertain(format!("it makes a `{name}`, which belongs to one thread"))
            }
            _ if self.is_thread_safe(class.file) => Doubt::None,
            _ => Doubt::Uncertain(format!("`{name}` may not be made for threads")),
        }
    }

    /// Whether a value is an object of a class of the project's own.
    pub fn is_own_instance(&self, value: Value) -> bool {
        matches!(value, Value::Instance(class) if self.file(class.file).origin.is_project())
    }
}

/// Methods of strings, bytes, containers and loggers, which need nothing of the thread they run on.
const VALUE_METHODS: &[Name] = &[
    Name::constant("append"),
    Name::constant("as_posix"),
    Name::constant("count"),
    Name::constant("critical"),
    Name::constant("debug"),
    Name::constant("decode"),
    Name::constant("digest"),
    Name::constant("encode"),
    Name::constant("endswith"),
    Name::constant("error"),
    Name::constant("exception"),
    Name::constant("extend"),
    Name::constant("find"),
    Name::constant("format"),
    Name::constant("get"),
    Name::constant("group"),
    Name::constant("hex"),
    Name::constant("hexdigest"),
    Name::constant("index"),
    Name::constant("info"),
    Name::constant("isoformat"),
    Name::constant("items"),
    Name::constant("join"),
    Name::constant("json"),
    Name::constant("keys"),
    Name::constant("lower"),
    Name::constant("lstrip"),
    Name::constant("raise_for_status"),
    Name::constant("read"),
    Name::constant("replace"),
    Name::constant("rstrip"),
    Name::constant("split"),
    Name::constant("splitlines"),
    Name::constant("startswith"),
    Name::constant("strftime"),
    Name::constant("strip"),
    Name::constant("upper"),
    Name::constant("values"),
    Name::constant("warning"),
];
