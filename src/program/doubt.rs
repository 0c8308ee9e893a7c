//! Whether a function does the same in a worker thread as on the event loop's.

use std::collections::VecDeque;

use rustc_hash::FxHashSet;

use super::callee::{CallId, Callee};
use super::{Binding, ClassId, FileAnalysis, FunctionId, Program, Value};
use crate::catalog::{Category, Marks};
use crate::facts::{Call, CallContext, Name, Operation, Term, TermId, Text};

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

/// What is known of a search through a function and all that it calls.
struct Search {
    queue: VecDeque<FunctionId>,
    seen: FxHashSet<FunctionId>,
    /// Classes whose objects belong to one thread, and of which the code makes one.
    made: FxHashSet<ClassId>,
    first: Option<String>,
}

impl Search {
    fn follow(&mut self, function: FunctionId) {
        if self.seen.insert(function) {
            self.queue.push_back(function);
        }
    }

    fn note(&mut self, reason: Option<String>) {
        if self.first.is_none() {
            self.first = reason;
        }
    }
}

impl FileAnalysis<'_> {
    /// What speaks against running a function, and all that it calls, in a thread.
    pub fn doubt(self, function: FunctionId) -> Doubt {
        let program = self.program();
        if !program.file(function.file).origin.is_project() {
            return program.doubt_of_library_function(function);
        }
        let mut search = Search {
            queue: VecDeque::from([function]),
            seen: FxHashSet::from_iter([function]),
            made: FxHashSet::default(),
            first: None,
        };
        while let Some(current) = search.queue.pop_front() {
            if search.seen.len() > LIMIT {
                search.note(Some("it calls too much to be looked through".to_owned()));
                break;
            }
            search.note(program.shared_write(current));
            search.note(program.cached_result(current));
            for (id, call) in program.calls_of(current) {
                search.note(program.long_sleep(current, id, call));
                match program.doubt_of_call(id, call, &mut search) {
                    Doubt::None => {}
                    Doubt::Uncertain(reason) => search.note(Some(reason)),
                    found @ Doubt::NeedsLoop(_) => return found,
                }
            }
        }
        // What goes out of the thread is the reason that tells most.
        let kept = program.kept(function, &search.made);
        kept.or(search.first).map_or(Doubt::None, Doubt::Uncertain)
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

    /// A function whose decorator keeps what it gives: while it runs in a thread, another task runs it a second time.
    fn cached_result(&self, function: FunctionId) -> Option<String> {
        let reason = || format!("several tasks may compute `{}` at once", self.function_name(function));
        self.keeps_result(function).then(reason)
    }

    /// Whether a decorator keeps what a function gives.
    pub(super) fn keeps_result(&self, function: FunctionId) -> bool {
        let facts = &self.file(function.file).facts;
        let caches = |decorator: &TermId| {
            let decorator = match facts.term(*decorator) {
                Term::Call(callee) => callee,
                _ => *decorator,
            };
            let marks = match self.value(function.file, decorator) {
                Value::Function(decorator) => self.marks(decorator),
                Value::Class(decorator) => self.class_marks(decorator),
                _ => None,
            };
            marks.is_some_and(|marks| marks.caches)
        };
        facts.list(self.function(function).decorators).iter().any(caches)
    }

    /// A sleep in a loop that has no end of its own: it goes on after the task that waits for it is cancelled.
    fn long_sleep(&self, function: FunctionId, id: CallId, call: &Call) -> Option<String> {
        if !call.context.has(CallContext::IN_WHILE) {
            return None;
        }
        let sleeps = |callee| self.leaf_of(id, call, callee).map(|leaf| leaf.blocking.category);
        let does_sleep = self.callees(id).into_iter().any(|callee| sleeps(callee) == Some(Category::Sleep));
        let name = || self.function_name(function);
        does_sleep.then(|| format!("a thread cannot be cancelled, and `{}` sleeps in a `while` loop", name()))
    }

    fn doubt_of_call(&self, id: CallId, call: &Call, search: &mut Search) -> Doubt {
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
                        search.follow(function);
                        continue;
                    }
                    if let Value::Instance(class) = self.called(Value::Function(function)) {
                        search.made.extend(self.thread_bound_base(class));
                    }
                    match self.doubt_of_library_function(function) {
                        Doubt::Uncertain(_) if self.is_of_own_object(id, call, function) => Doubt::None,
                        found => found,
                    }
                }
                Callee::Constructs(class) => {
                    search.made.extend(self.thread_bound_base(class));
                    self.doubt_of_library_class(class)
                }
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
        let marks = self.marks(function);
        if marks.is_some_and(|marks| marks.needs_loop) {
            return Doubt::NeedsLoop(format!("`{}`", name()));
        }
        if let Some(what) = self.per_thread(function) {
            return Doubt::Uncertain(format!("each thread has its own {what}, and `{}` uses it", name()));
        }
        if marks.is_some_and(|marks| marks.is_thread_bound) {
            return Doubt::Uncertain(format!("`{}` does something else in another thread", name()));
        }
        if let Some(class) = self.class_of_method(function) {
            if self.has_marked_base(class, |marks| marks.is_loop_bound) {
                // An object belongs to a loop from its first use on.
                return if self.makes_object(function) {
                    Doubt::None
                } else {
                    Doubt::NeedsLoop(format!("`{}`", name()))
                };
            }
            if let Some(class) = self.thread_bound_base(class) {
                if self.makes_object(function) {
                    return Doubt::None;
                }
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
        if self.file(class.file).origin.is_project() {
            return Doubt::None;
        }
        let name = || format!("`{}`", self.qualified_class_name(class));
        if self.has_marked_base(class, |marks| marks.needs_loop) {
            return Doubt::NeedsLoop(name());
        }
        let is_bound = |marks: &Marks| marks.is_thread_bound || marks.is_loop_bound;
        if self.is_thread_safe(class.file) || self.has_marked_base(class, is_bound) {
            return Doubt::None;
        }
        Doubt::Uncertain(format!("{} may not be made for threads", name()))
    }

    /// What a library's function uses, of which each thread has its own: by its own mark, or, where it blocks, by its
    /// class's.
    pub(super) fn per_thread(&self, function: FunctionId) -> Option<&str> {
        let marks = self.marks(function)?;
        let by_class = || {
            let mut bases = self.bases(self.class_of_method(function)?).iter();
            bases.find_map(|base| self.class_marks(*base)?.per_thread.as_deref())
        };
        marks.per_thread.as_deref().or_else(|| marks.blocking.and_then(|_| by_class()))
    }

    pub(super) fn class_of_method(&self, function: FunctionId) -> Option<ClassId> {
        let index = self.function(function).class?;
        Some(ClassId { file: function.file, index })
    }

    fn has_marked_base(&self, class: ClassId, is_marked: impl Fn(&Marks) -> bool) -> bool {
        self.bases(class).iter().any(|base| self.class_marks(*base).is_some_and(&is_marked))
    }

    /// The class among a class's bases, itself included, whose objects belong to one thread.
    pub(super) fn thread_bound_base(&self, class: ClassId) -> Option<ClassId> {
        let is_bound = |base: &ClassId| self.class_marks(*base).is_some_and(|marks| marks.is_thread_bound);
        self.bases(class).iter().copied().find(is_bound)
    }

    /// Whether a method is a constructor, or is called on the class.
    fn makes_object(&self, function: FunctionId) -> bool {
        const CONSTRUCTORS: &[Name] = &[Name::constant("__init__"), Name::constant("__new__")];
        CONSTRUCTORS.contains(&self.function(function).key)
            || matches!(self.shape(function).binding, Binding::Class | Binding::Static)
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
