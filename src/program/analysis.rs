//! What the whole program knows, as rules ask for it: by the places of one file.

use std::sync::OnceLock;

use rustc_hash::FxHashSet;
use smallvec::SmallVec;

use super::callee::{CallId, Callee, Callees, OPERATORS};
use super::chains::{Chain, ChainKind, ChainOptions, Chains, Meeting, blocking_functions, ended_by_comments};
use super::effects::{Categories, Graph, Leaf, Target};
use super::{Binding, ClassId, DroppedParameters, FileId, FunctionId, Libraries, Program, Uses, Value};
use crate::catalog::{Category, When};
use crate::facts::{CallContext, Facts, FunctionTraits, Name, Operation, Term};
use crate::syntax::TextRange;

/// A program with what its calls do.
pub struct Analysis {
    /// The files, joined.
    pub program: Program,
    /// Which functions run which.
    pub graph: Graph,
    options: ChainOptions,
    hard_chains: OnceLock<Chains>,
    file_chains: OnceLock<Chains>,
    start_up_chains: OnceLock<Chains>,
    dropped: OnceLock<DroppedParameters>,
    uses: OnceLock<Uses>,
    ended_by_comments: OnceLock<FxHashSet<CallId>>,
}

impl Analysis {
    /// Looks at a program.
    pub fn new(program: Program, options: ChainOptions) -> Analysis {
        let graph = Graph::new(&program);
        Analysis::with_graph(program, graph, options)
    }

    fn with_graph(program: Program, graph: Graph, options: ChainOptions) -> Analysis {
        Analysis {
            program,
            graph,
            options,
            hard_chains: OnceLock::new(),
            file_chains: OnceLock::new(),
            start_up_chains: OnceLock::new(),
            dropped: OnceLock::new(),
            uses: OnceLock::new(),
            ended_by_comments: OnceLock::new(),
        }
    }

    /// The same after some files have changed.
    #[must_use]
    pub fn update(self, changed: Vec<(FileId, Facts)>, libraries: &dyn Libraries) -> Analysis {
        let mut program = self.program;
        program.relink(changed, libraries);
        Analysis::new(program, self.options)
    }

    /// The same after some files record more of what they run, as [`Program::refine`] says.
    #[must_use]
    pub fn refine(self, changed: Vec<(FileId, Facts)>, libraries: &dyn Libraries) -> Analysis {
        let mut program = self.program;
        let due: FxHashSet<FileId> = changed.iter().map(|(file, _)| *file).collect();
        program.refine(changed, libraries);
        let is_due = |file| due.contains(&file) || program.file(file).origin.is_followed();
        let graph = self.graph.refreshed(&program, is_due);
        Analysis::with_graph(program, graph, self.options)
    }

    /// The chains of a kind, looked for when somebody asks first. The first to ask must not be one of several threads that
    /// wait for each other: the search hands work to all of them.
    pub fn chains(&self, kind: ChainKind) -> &Chains {
        let of_kind = || {
            let others = (kind != ChainKind::Hard).then(|| self.chains(ChainKind::Hard));
            Chains::new(&self.program, &self.graph, kind, self.options, others)
        };
        match kind {
            ChainKind::Hard => self.hard_chains.get_or_init(of_kind),
            ChainKind::File => self.file_chains.get_or_init(of_kind),
            ChainKind::StartUp => self.start_up_chains.get_or_init(of_kind),
        }
    }

    /// The calls at which comments end chains, under the same terms as [`Analysis::chains`].
    pub fn ended_by_comments(&self) -> &FxHashSet<CallId> {
        self.ended_by_comments.get_or_init(|| ended_by_comments(&self.program, &self.graph))
    }

    /// The properties and operators' methods that come to a leaf of these categories: files that run them have to record
    /// where.
    pub fn blocking_unasked(&self, categories: Categories) -> Vec<FunctionId> {
        let program = &self.program;
        let mut blocking = blocking_functions(program, &self.graph, categories);
        blocking.retain(|id| {
            let function = program.function(*id);
            let is_property = || program.shape(*id).binding == Binding::Property;
            function.class.is_some() && (OPERATORS.contains(&function.key) || is_property())
        });
        blocking
    }

    /// What is known of one file.
    pub fn file(&self, file: FileId) -> FileAnalysis<'_> {
        FileAnalysis { analysis: self, file }
    }
}

/// What the whole program knows of one file.
#[derive(Clone, Copy)]
pub struct FileAnalysis<'p> {
    analysis: &'p Analysis,
    file: FileId,
}

impl<'p> FileAnalysis<'p> {
    /// The places of the calls at which comments end chains.
    pub fn places_ended_by_comments(self) -> impl Iterator<Item = TextRange> + 'p {
        let calls = &self.facts().calls;
        let ended = self.analysis.ended_by_comments();
        let positions = &self.facts().positions.calls;
        (0..).zip(calls).zip(positions).filter_map(move |((index, call), (start, end))| {
            let is_ended =
                call.context.has(CallContext::SILENCED) && ended.contains(&CallId { file: self.file, index });
            is_ended.then(|| TextRange::new((*start).into(), (*end).into()))
        })
    }

    /// The program.
    pub fn program(self) -> &'p Program {
        &self.analysis.program
    }

    /// The file's facts.
    pub fn facts(self) -> &'p Facts {
        &self.analysis.program.file(self.file).facts
    }

    /// The file.
    pub fn id(self) -> FileId {
        self.file
    }

    /// Every call of the file.
    pub fn calls(self) -> impl Iterator<Item = CallId> {
        let count = u32::try_from(self.facts().calls.len()).expect("the facts count in 32 bits");
        (0..count).map(move |index| CallId { file: self.file, index })
    }

    /// The call, or what else runs a function, at a place.
    pub fn at(self, range: TextRange, operation: Operation) -> Option<CallId> {
        let index = self.facts().call_at(range.start().to_u32(), range.end().to_u32(), operation)?;
        Some(CallId { file: self.file, index })
    }

    /// What the call at a place runs; empty where that cannot be told.
    pub fn callees(self, range: TextRange) -> Callees {
        self.at(range, Operation::Call).map(|call| self.program().callees(call)).unwrap_or_default()
    }

    /// What the callee of the call at a place turns out to be.
    pub fn callee_value(self, range: TextRange) -> Value {
        let call = self.at(range, Operation::Call);
        call.map_or(Value::Unknown, |call| self.program().value(self.file, self.program().call(call).callee))
    }

    /// The parameters that functions of the project call and drop.
    pub(super) fn dropped_parameters(self) -> &'p DroppedParameters {
        self.analysis.dropped.get_or_init(|| self.program().dropped_parameters())
    }

    /// Who uses the functions of the project.
    pub(super) fn uses(self) -> &'p Uses {
        self.analysis.uses.get_or_init(|| self.program().uses())
    }

    /// All chains of the program.
    pub(super) fn chains(self) -> &'p Chains {
        self.analysis.chains(ChainKind::Hard)
    }

    /// Whether a function of the file is an endpoint that should be a plain function.
    pub fn has_endpoint_to_demote(self) -> bool {
        let count = u32::try_from(self.facts().functions.len()).expect("the facts count in 32 bits");
        (0..count).any(|index| self.endpoint(FunctionId { file: self.file, index }).is_some())
    }

    /// Whether the file calls something by one of these names: as an attribute, or imported from a module.
    pub fn calls_by_name(self, names: &[&str]) -> bool {
        let facts = self.facts();
        let attributes: SmallVec<[Name; 8]> = names.iter().map(|name| Name::new(name)).collect();
        facts.calls.iter().any(|call| match facts.term(call.callee) {
            Term::Attribute(_, called) => attributes.contains(&called),
            Term::Import { member, .. } => names.contains(&facts.text(member)),
            _ => false,
        })
    }

    /// The blocking call at a place.
    pub fn leaf(self, range: TextRange) -> Option<&'p Leaf> {
        self.leaf_of(range, Operation::Call)
    }

    /// What blocks where something is done to what stands at a place.
    pub fn leaf_of(self, range: TextRange, operation: Operation) -> Option<&'p Leaf> {
        self.analysis.graph.leaf(self.at(range, operation)?)
    }

    /// What would block at an awaited call, of a function that is no coroutine function, if nobody awaited it.
    pub fn awaited_leaf(self, range: TextRange) -> Option<Leaf> {
        let id = self.at(range, Operation::Call)?;
        let program = self.program();
        let mut call = *program.call(id);
        call.context = call.context.without(CallContext::AWAITED);
        program.callees(id).into_iter().find_map(|callee| program.leaf_of(id, &call, callee))
    }

    /// Whether entering what stands at a place takes a lock of threads: its own `__enter__`, or what that calls.
    pub fn takes_lock(self, context: TextRange) -> bool {
        let Some(entered) = self.at(context, Operation::Enter) else { return false };
        let is_lock = |call| {
            self.analysis.graph.leaf(call).is_some_and(|leaf| leaf.blocking.category == Category::Lock)
        };
        let program = self.program();
        let mut seen = FxHashSet::default();
        let mut queue = vec![entered];
        while let Some(call) = queue.pop() {
            if is_lock(call) {
                return true;
            }
            for callee in program.callees(call) {
                let Callee::Runs(function) = callee else { continue };
                if program.file(function.file).origin.is_project() && seen.insert(function) && seen.len() < 20
                {
                    queue.extend(program.calls_of(function).map(|(call, _)| call));
                }
            }
        }
        false
    }

    /// The leaves of the file.
    pub fn leaves(self) -> impl Iterator<Item = &'p Leaf> {
        self.calls().filter_map(move |call| self.analysis.graph.leaf(call))
    }

    /// Whether something in the file's coroutines blocks, or comes to what blocks.
    pub fn has_blocking_coroutine(self) -> bool {
        self.leaves().any(|leaf| self.is_in_coroutine(leaf.call)) || self.has_chains(ChainKind::Hard)
    }

    /// The chain that starts at a call.
    pub fn chain(self, call: CallId, kind: ChainKind) -> Option<&'p Chain> {
        self.analysis.chains(kind).chains.get(&call)
    }

    /// The meeting of many chains at a call.
    pub fn meeting(self, call: CallId, kind: ChainKind) -> Option<&'p Meeting> {
        self.analysis.chains(kind).meetings.get(&call)
    }

    /// Whether chains of a kind start or meet in the file.
    pub fn has_chains(self, kind: ChainKind) -> bool {
        self.calls().any(|call| self.chain(call, kind).is_some() || self.meeting(call, kind).is_some())
    }

    /// Whether a call stands in an `async def`, or in a generator that is a coroutine.
    pub fn is_in_coroutine(self, call: CallId) -> bool {
        let function = self.program().call(call).function;
        function.is_some_and(|index| {
            let function = FunctionId { file: call.file, index };
            self.program().function(function).traits.has(FunctionTraits::ON_LOOP)
        })
    }

    /// Whether a leaf is a method of an open file or archive: what opened it is the finding.
    pub fn is_about_open_file(self, leaf: &Leaf) -> bool {
        self.program().is_about_open_file(leaf)
    }

    /// Whether a leaf that knows its class alone calls a method of an object, not the class.
    pub fn is_method_of(self, leaf: &Leaf) -> bool {
        let call = self.program().call(leaf.call);
        !matches!(self.program().value(leaf.call.file, call.callee), Value::Class(_))
    }

    /// The class of an object that a leaf uses or gives back and that belongs to one thread.
    pub fn thread_bound(self, leaf: &Leaf) -> Option<ClassId> {
        let Target::Function(function) = leaf.target else { return None };
        let program = self.program();
        let own = program.function(function).class.map(|index| ClassId { file: function.file, index });
        let given = match program.called(Value::Function(function)) {
            Value::Instance(class) => Some(class),
            _ => None,
        };
        let mut bases = own.into_iter().chain(given).flat_map(|class| program.bases(class)).copied();
        bases.find(|class| program.class_marks(*class).is_some_and(|marks| marks.is_thread_bound))
    }

    /// What a leaf uses, of which each thread has its own.
    pub fn per_thread(self, leaf: &Leaf) -> Option<&'p str> {
        let Target::Function(function) = leaf.target else { return None };
        self.program().per_thread(function)
    }

    /// What does the same as a leaf in async code: a method of the same package whose name is another one, by that; a
    /// function of the same package or of the project, by its full name.
    pub fn async_twin(self, leaf: &Leaf) -> Option<&'p str> {
        let Target::Function(function) = leaf.target else { return None };
        let twin = self.program().marks(function)?.async_twin.as_deref()?;
        let file = self.program().file(function.file);
        let package = |dotted: &'p str| dotted.split('.').next();
        let name = twin.rsplit('.').next()?;
        let own = self.program().function(function);
        let is_of_package = package(twin) == package(&file.module);
        if own.class.is_some() {
            return (is_of_package && name != file.facts.text(own.name)).then_some(name);
        }
        let mut of_project = self.program().first_party();
        let is_known = is_of_package || of_project.any(|(_, file)| package(&file.module) == package(twin));
        is_known.then_some(twin)
    }

    /// Whether the callee of the call at a place starts with what the project imports of its own, or with an object: a name
    /// that is not the library's.
    pub fn is_by_own_name(self, range: TextRange) -> bool {
        let Some(call) = self.at(range, Operation::Call) else { return false };
        let mut term = self.program().call(call).callee;
        while let Term::Attribute(inner, _) | Term::Call(inner) = self.facts().term(term) {
            term = inner;
        }
        let file = match self.program().value(self.file, term) {
            Value::Module(file) => file,
            Value::Class(class) => class.file,
            Value::Function(function) => function.file,
            _ => return true,
        };
        self.program().file(file).origin == super::Origin::FirstParty
    }

    /// The name of what a leaf calls, with its module.
    pub fn target_name(self, leaf: &Leaf) -> String {
        self.program().leaf_name(leaf)
    }

    /// The function that a `def` whose name starts at a place is.
    pub fn function_at(self, start: u32) -> Option<FunctionId> {
        Some(FunctionId { file: self.file, index: self.facts().function_at(start)? })
    }

    /// What a callee is by the names of its module and itself: `asyncio.tasks.sleep`.
    pub fn is_named(self, callee: Callee, module: &str, name: &str) -> bool {
        let (file, key) = match callee {
            Callee::Runs(function) | Callee::MakesCoroutine(function) | Callee::Makes(function) => {
                (function.file, self.program().function(function).key)
            }
            Callee::Constructs(class) => (class.file, self.program().class(class).key),
        };
        self.program().file(file).module == module && key == Name::new(name)
    }
}

impl Program {
    /// The name of what a leaf calls, with its module; what `with` and `for` do is told by what they are given.
    pub fn leaf_name(&self, leaf: &Leaf) -> String {
        let function = match leaf.target {
            Target::Function(function) => function,
            Target::Class(class) => return self.qualified_class_name(class),
        };
        let call = self.call(leaf.call);
        let facts = &self.file(leaf.call.file).facts;
        if leaf.blocking.category == Category::Input && self.is_standard_input(leaf.call, call) {
            return match call.operation {
                Operation::Iterate => "for … in sys.stdin".to_owned(),
                _ => {
                    format!("sys.stdin.{}", self.file(function.file).facts.text(self.function(function).name))
                }
            };
        }
        match (call.operation, facts.term(call.callee)) {
            (Operation::Enter | Operation::Iterate, Term::Call(maker))
                if leaf.blocking.when == When::AtOnce =>
            {
                let made_by = match self.value(leaf.call.file, maker) {
                    Value::Function(maker) | Value::Method(maker) => self.qualified_function_name(maker),
                    Value::Class(class) => self.qualified_class_name(class),
                    _ => return self.qualified_function_name(function),
                };
                let keyword = if call.operation == Operation::Enter { "with" } else { "for … in" };
                format!("{keyword} {made_by}(…)")
            }
            // A manager of Django's is known by its model.
            (Operation::Call, Term::Attribute(manager, _)) => match facts.term(manager) {
                Term::Attribute(model, name) if name == Name::constant("objects") => {
                    let Value::Class(model) = self.value(leaf.call.file, model) else {
                        return self.qualified_function_name(function);
                    };
                    let method = self.file(function.file).facts.text(self.function(function).name);
                    format!("{}.objects.{method}", self.class_name(model))
                }
                _ => self.qualified_function_name(function),
            },
            _ => self.qualified_function_name(function),
        }
    }

    /// Whether a leaf is a method of an open file: what opened it is the finding.
    pub(super) fn is_about_open_file(&self, leaf: &Leaf) -> bool {
        const STREAMS: &[&str] = &["_io", "io", "typing", "codecs", "gzip", "bz2", "lzma"];
        let Target::Function(function) = leaf.target else { return false };
        // Nobody opens `sys.stdin`.
        if leaf.blocking.category == Category::Input {
            return false;
        }
        let Some(index) = self.function(function).class else { return false };
        let marks = self.class_marks(ClassId { file: function.file, index });
        marks.and_then(|marks| marks.blocking).is_some_and(|blocking| blocking.opens)
            || STREAMS.contains(&self.file(function.file).module.as_str())
    }
}
