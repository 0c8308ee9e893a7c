//! What running a function does to its thread: whether it blocks, and through which shortest chain of calls.
//!
//! A function blocks if it makes a blocking call itself (a leaf), or calls a sync function that does. Coroutine functions
//! end a chain: whoever awaits one is told at the coroutine's own call. Calls that hand a function to a thread end it
//! too, calls that run an argument carry it on.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::callee::{CallId, Callee};
use super::imports::Imports;
use super::kept::Keeping;
use super::startup::{Hints, StartUp};
use super::{Colour, FileId, FunctionId, Origin, Program, Value};
use crate::catalog::{self, Blocking, Category, Literal, Marks, Timeout, Unless, When};
use crate::facts::{
    Argument, ArgumentForm, Call, CallContext, Condition, Constant, FunctionTraits, Name, Operation,
    ParameterKind, Slot, Subject, Term, TermId, Test,
};

/// A blocking call in the project's code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// The call.
    pub call: CallId,
    /// How it blocks.
    pub blocking: Blocking,
    /// The library's function or constructor.
    pub target: Target,
}

/// What of a library a leaf calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// A function or method.
    Function(FunctionId),
    /// A constructor, or a method that the class's stub does not declare.
    Class(super::ClassId),
}

/// A function that runs another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edge {
    /// Who runs it.
    pub caller: FunctionId,
    /// What is run.
    pub callee: FunctionId,
    /// By which call.
    pub call: CallId,
}

/// A sync function that the event loop calls by itself: a callback.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Callback {
    /// The call that hands it over.
    pub call: CallId,
    /// The function.
    pub function: FunctionId,
}

/// What one file adds to the graph.
#[derive(Debug, Default)]
struct Part {
    leaves: Vec<Leaf>,
    edges: Vec<Edge>,
    callbacks: Vec<Callback>,
    /// Sync functions that run an event loop of their own, which none may do that runs on one.
    loop_drivers: Vec<FunctionId>,
    module_edges: Vec<Edge>,
    lazy_imports: Vec<(CallId, FileId)>,
    hints: Hints,
    keeping: Keeping,
    calls_in_coroutines: Counts,
}

/// How many calls in coroutines were resolved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Calls whose callee is known.
    pub resolved: usize,
    /// All calls.
    pub all: usize,
}

/// Which functions run which, and where they block.
#[derive(Default)]
pub struct Graph {
    /// Every leaf, in the order of the files. Those in coroutines are among them.
    pub leaves: Vec<Leaf>,
    /// Every edge, in the order of the files.
    pub edges: Vec<Edge>,
    /// Every callback of the event loop, in the order of the files.
    pub callbacks: Vec<Callback>,
    /// The code that runs before anything is served.
    pub start_up: StartUp,
    /// How much of the calls in coroutines is known.
    pub counts: Counts,
    /// What each file adds, in the order of the files.
    parts: Vec<(FileId, Part)>,
    /// Leaves by call.
    by_call: FxHashMap<CallId, Leaf>,
}

impl Graph {
    /// Looks at every call of the run's files, and at those that they lead to in followed files.
    pub fn new(program: &Program) -> Graph {
        Graph::default().refreshed(program, |_| true)
    }

    /// The same after the calls of some files, which are due, have changed.
    #[must_use]
    pub fn refreshed(self, program: &Program, is_due: impl Fn(FileId) -> bool + Sync) -> Graph {
        let called_parameters = program.called_parameters();
        let mut known: FxHashMap<FileId, Part> = self.parts.into_iter().collect();
        let files: Vec<(FileId, Option<Part>)> =
            program.with_bodies().into_iter().map(|file| (file, known.remove(&file))).collect();
        let part = |(file, known): (FileId, Option<Part>)| {
            let known = known.filter(|_| !is_due(file));
            (file, known.unwrap_or_else(|| program.part(file, &called_parameters)))
        };
        let parts: Vec<(FileId, Part)> = files.into_par_iter().map(part).collect();
        let mut graph = Graph::default();
        for (_, part) in &parts {
            let is_off_loop = |function: FunctionId| part.loop_drivers.contains(&function);
            let function_of = |leaf: &Leaf| {
                let function = program.call(leaf.call).function;
                function.map(|index| FunctionId { file: leaf.call.file, index })
            };
            graph
                .leaves
                .extend(part.leaves.iter().filter(|leaf| !function_of(leaf).is_some_and(is_off_loop)));
            graph.edges.extend(part.edges.iter().filter(|edge| !is_off_loop(edge.caller)));
            graph.callbacks.extend(&part.callbacks);
            graph.counts.all += part.calls_in_coroutines.all;
            graph.counts.resolved += part.calls_in_coroutines.resolved;
        }
        graph.start_up = StartUp::new(program, parts.iter().map(|(_, part)| &part.hints));
        graph.by_call = graph.leaves.iter().map(|leaf| (leaf.call, *leaf)).collect();
        graph.parts = parts;
        graph
    }

    /// What modules run when they are loaded, and the imports inside of functions that load them.
    pub(super) fn import_edges(&self, program: &Program) -> Vec<Edge> {
        let parts = || self.parts.iter().map(|(_, part)| part);
        let mut edges: Vec<Edge> = parts().flat_map(|part| &part.module_edges).copied().collect();
        let lazy = || parts().flat_map(|part| &part.lazy_imports);
        let imports = Imports::new(program, &lazy().map(|(_, module)| *module).collect());
        for (call, module) in lazy() {
            let Some(index) = program.call(*call).function else { continue };
            let caller = FunctionId { file: call.file, index };
            let loaded = imports.loaded_by(*module).into_iter();
            edges.extend(loaded.map(|module| Edge {
                caller,
                callee: Program::module_body(module),
                call: *call,
            }));
        }
        edges
    }

    /// What the files tell of functions that objects keep.
    pub(super) fn keeping(&self) -> impl Iterator<Item = &Keeping> + Clone {
        self.parts.iter().map(|(_, part)| &part.keeping)
    }

    /// The leaf that a call is.
    pub fn leaf(&self, call: CallId) -> Option<&Leaf> {
        self.by_call.get(&call)
    }
}

/// What a call gives for a parameter.
pub(super) enum Given {
    /// This.
    Term(Term),
    /// Nothing, so that the default counts.
    Default(Term),
    /// Perhaps something, by a `*` or `**`.
    Unknown,
}

/// The parameters that functions call themselves, by function and place.
type CalledParameters = FxHashSet<(FunctionId, u16)>;

impl Program {
    fn part(&self, file: FileId, called_parameters: &CalledParameters) -> Part {
        let facts = &self.file(file).facts;
        let mut part = Part::default();
        let is_of_run = self.file(file).origin == Origin::FirstParty;
        part.hints.see_decorators(self, file);
        for (index, call) in facts.calls.iter().enumerate() {
            if !self.is_reached(file, call.function) {
                continue;
            }
            let id = CallId { file, index: u32::try_from(index).expect("the facts count in 32 bits") };
            if call.operation == Operation::Import {
                let is_run = !call.context.has(CallContext::OFF_LOOP.with(CallContext::TYPE_CHECKING));
                let module = self.imported_module(id).filter(|module| is_run && *module != file);
                part.lazy_imports.extend(module.map(|module| (id, module)));
                continue;
            }
            let is_in_coroutine = call
                .function
                .is_some_and(|function| facts.functions[function as usize].traits.has(FunctionTraits::ASYNC));
            let callees = self.callees(id);
            part.hints.see(self, id, call, &callees);
            part.keeping.see(self, id, call, &callees);
            if is_of_run && is_in_coroutine && call.operation == Operation::Call {
                part.calls_in_coroutines.all += 1;
                part.calls_in_coroutines.resolved += usize::from(!callees.is_empty());
            }
            let never = CallContext::OFF_LOOP.with(CallContext::TYPE_CHECKING).with(CallContext::LAZY);
            if call.context.has(never) {
                continue;
            }
            if callees.is_empty()
                && let Some(leaf) = self.undeclared_method(id, call)
            {
                part.leaves.push(leaf);
                continue;
            }
            let mut leaf = None;
            for callee in callees {
                leaf = leaf.or(self.leaf_of(id, call, callee));
                if let Callee::Runs(function) = callee
                    && self.file(function.file).origin != Origin::Stub
                    && !self.is_settled_by_marks(id, call, function)
                    && !self.suits_async_callers(id, call, function)
                {
                    match call.function {
                        Some(index) => {
                            let caller = FunctionId { file, index };
                            part.edges.push(Edge { caller, callee: function, call: id });
                        }
                        None if call.context.has(CallContext::GUARDED) => {}
                        None => {
                            let caller = Program::module_body(file);
                            part.module_edges.push(Edge { caller, callee: function, call: id });
                        }
                    }
                }
                self.arguments_run(id, call, callee, called_parameters, &mut part);
                if !is_in_coroutine
                    && !call.context.has(CallContext::IN_HANDLER)
                    && let (Callee::Runs(driver), Some(index)) = (callee, call.function)
                    && self.marks(driver).is_some_and(|marks| marks.drives_loop)
                {
                    part.loop_drivers.push(FunctionId { file, index });
                }
            }
            part.leaves.extend(leaf);
        }
        part
    }

    /// Whether marks say all of what a function does to its thread, whatever is in its body.
    fn is_settled_by_marks(&self, id: CallId, call: &Call, function: FunctionId) -> bool {
        self.marks_in_call(id, call, function).is_some_and(|marks| marks.is_quick || marks.blocking.is_some())
    }

    pub(super) fn leaf_of(&self, id: CallId, call: &Call, callee: Callee) -> Option<Leaf> {
        let (marks, function, target) = match callee {
            Callee::Runs(function) | Callee::Makes(function) => {
                (self.marks_in_call(id, call, function), Some(function), Target::Function(function))
            }
            Callee::Constructs(class) => (self.class_marks(class), None, Target::Class(class)),
            Callee::MakesCoroutine(_) => return None,
        };
        let blocking = match marks {
            Some(marks) if marks.is_quick || self.is_spared(id, call, marks, callee) => return None,
            Some(_) if function.is_some_and(|function| self.is_ready(id, call, function)) => return None,
            Some(marks) if marks.blocking.is_some() => marks.blocking?,
            _ => self.blocking_by_class(function?)?,
        };
        let is_iterated =
            call.operation == Operation::Iterate && function.is_some_and(|function| self.is_lazy(function));
        if call.context.has(CallContext::AWAITED)
            || self.is_never_open(id)
            || is_iterated != (blocking.when != When::AtOnce)
        {
            return None;
        }
        if blocking.category == Category::File && !is_iterated {
            if self.is_given_stream(id, call) {
                return None;
            }
            if self.is_standard_input(id, call) {
                let blocking = Blocking { category: Category::Input, ..blocking };
                return (!self.was_selected(id, call)).then_some(Leaf { call: id, blocking, target });
            }
        }
        Some(Leaf { call: id, blocking, target })
    }

    /// A public method of a class whose methods all block.
    fn blocking_by_class(&self, function: FunctionId) -> Option<Blocking> {
        let facts = self.function(function);
        let class = super::ClassId { file: function.file, index: facts.class? };
        let category = self.class_marks(class)?.blocking_methods?;
        let name = self.file(function.file).facts.text(facts.name);
        let is_plain = self.marks(function).is_none_or(|marks| *marks == Marks::default());
        (is_plain && !name.starts_with('_')).then_some(Blocking {
            category,
            opens: false,
            when: When::AtOnce,
        })
    }

    /// A method that a stub does not declare, of a class whose methods all block.
    fn undeclared_method(&self, id: CallId, call: &Call) -> Option<Leaf> {
        if call.operation != Operation::Call || call.context.has(CallContext::AWAITED) {
            return None;
        }
        let Term::Attribute(object, name) = self.file(id.file).facts.term(call.callee) else { return None };
        let Value::Instance(class) = self.value(id.file, object) else { return None };
        let owner =
            self.bases(class).iter().copied().find(|class| {
                self.class_marks(*class).is_some_and(|marks| marks.blocking_methods.is_some())
            })?;
        let is_unknown = matches!(self.member(class, name), Ok(None));
        let category = self.class_marks(owner)?.blocking_methods?;
        is_unknown.then_some(Leaf {
            call: id,
            blocking: Blocking { category, opens: false, when: When::AtOnce },
            target: Target::Class(owner),
        })
    }

    /// Whether an argument, or the default of one that is not given, says that the call does not wait, or not for long.
    fn is_spared(&self, id: CallId, call: &Call, marks: &Marks, callee: Callee) -> bool {
        let is_unless = |unless: &Unless| match self.given_for(id, call, callee, unless.parameter) {
            Given::Unknown => true,
            Given::Term(Term::None) | Given::Default(Term::None) => unless.value == Literal::None,
            Given::Term(Term::Constant(given)) | Given::Default(Term::Constant(given)) => {
                unless.value == Literal::Constant(given)
            }
            // A flag that is given by name may be the one, unless it is another one of the function's own module.
            Given::Term(term) => {
                matches!(unless.value, Literal::Constant(Constant::Number(1..)))
                    && !(marks.unless_given.iter().any(|given| given.parameter == unless.parameter)
                        && self.is_beside_callee(id, call, term))
            }
            Given::Default(_) => false,
        };
        let is_short = |timeout: &Timeout| match self.given_for(id, call, callee, timeout.parameter) {
            Given::Unknown => true,
            // Many short waits are a long one, unless each is none at all.
            Given::Term(Term::Constant(given)) if call.context.has(CallContext::IN_LOOP) => {
                given == Constant::Number(0)
            }
            Given::Term(Term::Constant(given)) => timeout.is_short(given),
            _ => false,
        };
        marks.unless.iter().any(is_unless)
            || marks.unless_given.iter().any(|given| self.is_given(id, call, callee, given))
            || marks.timeouts.iter().any(is_short)
    }

    /// Whether a term stands in the module that the called function stands in: `os.WEXITED` in a call of `os.waitid`.
    fn is_beside_callee(&self, id: CallId, call: &Call, term: Term) -> bool {
        let facts = &self.file(id.file).facts;
        let owner = |term| match term {
            Term::Attribute(owner, _) => matches!(facts.term(owner), Term::Module { .. }).then_some(owner),
            Term::Import { module, .. } => Some(module),
            _ => None,
        };
        owner(term).is_some_and(|module| owner(facts.term(call.callee)) == Some(module))
    }

    /// Whether a call is given an argument in which words stand.
    fn is_given(&self, id: CallId, call: &Call, callee: Callee, wanted: &catalog::Given) -> bool {
        let facts = &self.file(id.file).facts;
        if wanted.words.is_empty() {
            let given = self.given_for(id, call, callee, wanted.parameter);
            return match given {
                Given::Unknown => true,
                Given::Term(term) => term != Term::None,
                Given::Default(_) => false,
            };
        }
        let place = self.place_of_parameter(callee, wanted.parameter, id);
        let is_for = |argument: &&Argument| match argument.slot {
            Slot::Keyword(name) => name == wanted.parameter,
            Slot::Position(position) => Some(position) == place,
        };
        let arguments = || facts.arguments(call).iter().filter(is_for);
        let asks = |word: Name| {
            arguments().any(|argument| match (argument.form, facts.term(argument.value)) {
                (_, Term::Constant(Constant::Text(text)) | Term::Attribute(_, text)) => text == word,
                (_, Term::Import { member, .. }) => Name::new(facts.text(member)) == word,
                (ArgumentForm::Parameter(place), _) => facts.guard(call).contains(&Condition {
                    subject: Subject::Parameter(place),
                    test: Test::StartsWith(word),
                    holds: true,
                }),
                _ => false,
            })
        };
        wanted.words.iter().all(|word| asks(*word))
    }

    /// What a call gives for a parameter.
    pub(super) fn given_for(&self, id: CallId, call: &Call, callee: Callee, parameter: Name) -> Given {
        let facts = &self.file(id.file).facts;
        if let Some(argument) = self.argument_for(facts.arguments(call), callee, parameter, id) {
            return Given::Term(facts.term(argument.value));
        }
        let place = self.place_of_parameter(callee, parameter, id);
        if call.context.has(CallContext::HAS_STAR) {
            Given::Unknown
        } else if place.is_some_and(|place| place < call.positional) {
            Given::Term(Term::Unknown)
        } else {
            Given::Default(self.default_of(callee, parameter))
        }
    }

    fn default_of(&self, callee: Callee, parameter: Name) -> Term {
        let Some(function) = self.signature(callee) else { return Term::Unknown };
        let facts = &self.file(function.file).facts;
        let mut parameters = facts.parameters(self.function(function)).iter();
        let found = parameters.find(|each| each.key == parameter);
        found.map_or(Term::Unknown, |parameter| facts.term(parameter.default))
    }

    /// The function whose parameters a call fills.
    pub(super) fn signature(&self, callee: Callee) -> Option<FunctionId> {
        match callee {
            Callee::Runs(function) | Callee::Makes(function) | Callee::MakesCoroutine(function) => {
                Some(function)
            }
            Callee::Constructs(class) => {
                let named = |name| match self.attribute(Value::Instance(class), name) {
                    Value::Method(function) | Value::Function(function) => Some(function),
                    _ => None,
                };
                let takes_nothing = |function: &FunctionId| {
                    self.file(function.file).facts.parameters(self.function(*function)).len() < 2
                };
                let initializer = named(Name::constant("__init__"));
                match initializer.filter(|function| !takes_nothing(function)) {
                    None => named(Name::constant("__new__")).or(initializer),
                    found => found,
                }
            }
        }
    }

    /// The argument that a call gives for a parameter of what it runs.
    pub(super) fn argument_for<'f>(
        &self,
        arguments: &'f [Argument],
        callee: Callee,
        parameter: Name,
        id: CallId,
    ) -> Option<&'f Argument> {
        let by_name = arguments.iter().find(|argument| argument.slot == Slot::Keyword(parameter));
        if by_name.is_some() {
            return by_name;
        }
        let place = self.place_of_parameter(callee, parameter, id)?;
        arguments.iter().find(|argument| argument.slot == Slot::Position(place))
    }

    /// Where a parameter is given by position.
    pub(super) fn place_of_parameter(&self, callee: Callee, parameter: Name, id: CallId) -> Option<u8> {
        let function = self.signature(callee)?;
        let skipped = if let Callee::Constructs(_) = callee {
            1
        } else {
            let value = self.value(id.file, self.call(id).callee);
            usize::from(!matches!(value, Value::Function(_)) && self.has_receiver(function))
        };
        let facts = self.function(function);
        let parameters = self.file(function.file).facts.parameters(facts);
        let place = parameters.iter().position(|each| each.key == parameter)?;
        if parameters[place].kind != ParameterKind::Positional {
            return None;
        }
        u8::try_from(place.checked_sub(skipped)?).ok()
    }

    pub(super) fn has_receiver(&self, function: FunctionId) -> bool {
        self.function(function).traits.has(FunctionTraits::HAS_RECEIVER)
    }

    /// What a call runs of its arguments: functions that are called before it returns, and callbacks of the loop.
    fn arguments_run(
        &self,
        id: CallId,
        call: &Call,
        callee: Callee,
        called_parameters: &CalledParameters,
        part: &mut Part,
    ) {
        if call.arguments.is_empty() {
            return;
        }
        let facts = &self.file(id.file).facts;
        let marks = match callee {
            Callee::Constructs(class) => self.class_marks(class),
            Callee::Runs(function) | Callee::Makes(function) | Callee::MakesCoroutine(function) => {
                self.marks(function)
            }
        };
        if let Some(marks) = marks {
            for parameter in marks.calls.iter().filter(|parameter| !marks.calls_later.contains(parameter)) {
                if let Some(argument) = self.argument_for(facts.arguments(call), callee, *parameter, id) {
                    self.run_argument(id, call, argument, part);
                }
            }
            for parameter in &marks.runs_on_loop {
                if let Some(argument) = self.argument_for(facts.arguments(call), callee, *parameter, id)
                    && let Some(function) = self.sync_function(id.file, argument)
                {
                    part.callbacks.push(Callback { call: id, function });
                }
            }
        }
        let (Callee::Runs(function) | Callee::MakesCoroutine(function)) = callee else { return };
        if !self.file(function.file).origin.has_bodies() {
            return;
        }
        let parameters = self.file(function.file).facts.parameters(self.function(function));
        for (place, parameter) in parameters.iter().enumerate() {
            let key = (function, u16::try_from(place).unwrap_or(u16::MAX));
            let is_offloaded = marks.is_some_and(|marks| marks.offloads.contains(&parameter.key));
            if !is_offloaded
                && called_parameters.contains(&key)
                && let Some(argument) = self.argument_for(facts.arguments(call), callee, parameter.key, id)
            {
                self.run_argument(id, call, argument, part);
            }
        }
    }

    fn run_argument(&self, id: CallId, call: &Call, argument: &Argument, part: &mut Part) {
        if let (Some(function), Some(caller)) = (self.sync_function(id.file, argument), call.function) {
            let caller = FunctionId { file: id.file, index: caller };
            part.edges.push(Edge { caller, callee: function, call: id });
        }
    }

    /// The plain function that an argument is, if its body is looked at.
    fn sync_function(&self, file: FileId, argument: &Argument) -> Option<FunctionId> {
        let (Value::Function(function) | Value::Method(function) | Value::Partial(function)) =
            self.value(file, argument.value)
        else {
            return None;
        };
        let is_plain = self.shape(function).colour == Colour::Sync;
        (is_plain && self.file(function.file).origin.has_bodies()).then_some(function)
    }

    /// The parameters that functions call in their own bodies, or pass on to functions that do.
    fn called_parameters(&self) -> CalledParameters {
        let files = self.with_bodies();
        let parts: Vec<Parameters> = files.into_par_iter().map(|file| self.parameters_used(file)).collect();
        let mut called = CalledParameters::default();
        let mut passed = Vec::new();
        for part in parts {
            called.extend(part.called);
            passed.extend(part.passed);
        }
        loop {
            let before = called.len();
            for (from, to) in &passed {
                if called.contains(to) {
                    called.insert(*from);
                }
            }
            if called.len() == before {
                return called;
            }
        }
    }

    fn parameters_used(&self, file: FileId) -> Parameters {
        let facts = &self.file(file).facts;
        let mut found = Parameters::default();
        for (index, call) in (0..).zip(&facts.calls) {
            let Some(caller) = call.function.filter(|_| self.is_reached(file, call.function)) else {
                continue;
            };
            if call.context.has(CallContext::OFF_LOOP.with(CallContext::TYPE_CHECKING)) {
                continue;
            }
            let own = |term: TermId| match facts.term(term) {
                Term::Parameter(owner, place) if owner == caller => {
                    Some((FunctionId { file, index: owner }, place))
                }
                _ => None,
            };
            if call.operation == Operation::Call {
                found.called.extend(own(call.callee));
            }
            let id = CallId { file, index };
            for argument in facts.arguments(call) {
                let Some(from) = own(argument.value) else { continue };
                for callee in self.callees(id) {
                    let Callee::Runs(function) = callee else { continue };
                    let parameters = self.file(function.file).facts.parameters(self.function(function));
                    let place = (0..).zip(parameters).find(|(_, parameter)| {
                        self.argument_for(facts.arguments(call), callee, parameter.key, id) == Some(argument)
                    });
                    found.passed.extend(place.map(|(place, _)| (from, (function, place))));
                }
            }
        }
        found
    }
}

/// What functions of one file do with their parameters.
#[derive(Debug, Default)]
struct Parameters {
    called: Vec<(FunctionId, u16)>,
    passed: Vec<((FunctionId, u16), (FunctionId, u16))>,
}

/// Some categories, as a set.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Categories(u16);

impl Categories {
    /// Those that are worth a finding however far away the call stands.
    pub fn hard() -> Self {
        Self::of(Category::is_hard)
    }

    /// Those that `choose` takes.
    pub fn of(choose: impl Fn(Category) -> bool) -> Self {
        let chosen = Category::ALL.into_iter().filter(|category| choose(*category));
        Self(chosen.fold(0, |all, category| all | 1 << category as u16))
    }

    /// Whether a category is among them.
    pub fn contains(self, category: Category) -> bool {
        self.0 & 1 << category as u16 != 0
    }

    /// Those of both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// The categories, the hardest first.
    pub fn iter(self) -> impl Iterator<Item = Category> {
        Category::ALL.into_iter().filter(move |category| self.contains(*category))
    }
}
