//! Many files understood: what the names of one file mean in the others, what every call runs, and what running it does
//! to the event loop.
//!
//! [`Program::link`] joins the [`Facts`](crate::facts::Facts) of all files. Nothing is typed twice: a term is evaluated
//! to a [`Value`] when it is first needed, by whichever thread needs it, and the result is the same for every order.
//! What a file names of libraries is loaded on demand, as facts of their stubs, by [`Libraries`]. What cannot be resolved
//! is [`Value::Unknown`], and nobody reports anything about it.

mod analysis;
mod both_callers;
mod callee;
pub mod certain;
pub mod chains;
mod classes;
mod dispatch;
pub mod doubt;
pub mod effects;
mod endpoints;
mod evaluate;
pub mod graph_view;
mod guards;
mod imports;
mod kept;
mod modules;
mod overrides;
mod own_objects;
mod readiness;
mod results;
mod shape;
mod slots;
pub mod startup;
mod symbol;
mod twins;
mod unions;
mod uses;
mod value;
mod ways;

pub use analysis::{Analysis, FileAnalysis};
pub use callee::{CallId, Callee, Callees};
pub use chains::{Chain, ChainKind, ChainOptions, Chains, Comments, Meeting};
pub use effects::{Categories, Graph, Leaf};
pub use endpoints::{Demotion, Endpoint, Role};
pub use modules::{ModuleName, Seen, module_names, package_roots};
pub use overrides::Mismatch;
pub use shape::{Binding, Colour, Shape};
pub use slots::{DroppedParameters, FilledSlot, Passing, SlotKind};
pub use symbol::SymbolError;
pub use uses::Uses;
pub use value::{ClassId, FileId, FunctionId, TupleId, Value};

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, OnceLock};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::Marks;
use crate::facts::{ClassIndex, Facts, FunctionIndex, FunctionTraits, Name, Term, TermId};
use crate::source::is_of_tests;

/// Where modules come from that are no file of the run.
pub trait Libraries: Sync {
    /// The module of this dotted name, if it is known.
    fn load(&self, module: &str) -> Option<Library>;

    /// What the user's stubs say of a module of the project.
    fn marks_of_project(&self, _module: &str) -> LibraryMarks {
        LibraryMarks::None
    }

    /// Whether what was loaded is the same as long as the run's files and settings are.
    fn is_lasting(&self) -> bool {
        true
    }

    /// Where the file is that was loaded for a module, if it is on disk.
    fn path(&self, _module: &str) -> Option<std::path::PathBuf> {
        None
    }
}

/// A module of a library.
#[derive(Debug, Clone)]
pub struct Library {
    /// Its facts.
    pub facts: Facts,
    /// Whether it is a package.
    pub is_package: bool,
    /// Where it comes from.
    pub origin: Origin,
    /// What its stub says of its functions and classes.
    pub marks: LibraryMarks,
    /// Whether its stub says that any thread may use it.
    pub is_thread_safe: bool,
}

/// What a stub says of a module's functions and classes.
#[derive(Debug, Clone, Default)]
pub enum LibraryMarks {
    /// Nothing.
    #[default]
    None,
    /// By the place among the facts' functions and classes: the stub is the module.
    Own(Vec<(FunctionIndex, Marks)>, Vec<(ClassIndex, Marks)>),
    /// By name: the stub tells only what the module's own signatures do not. The path is `(class, function)`, where one
    /// of them can be missing.
    ByName(Vec<(MarkPath, Marks)>),
}

/// What a mark is about by name: a class, a function, or a class's function.
pub type MarkPath = (Option<Name>, Option<Name>);

/// Where a file of the program comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The project, among the files of the run.
    FirstParty,
    /// The project, but no file of the run: it is read for what its functions do, and never checked.
    Context,
    /// A stub, which declares.
    Stub,
    /// The source of an installed library.
    Installed,
    /// The source of an installed library inside which calls are followed.
    Followed,
}

impl Origin {
    /// Whether it is the project's own.
    pub fn is_project(self) -> bool {
        matches!(self, Origin::FirstParty | Origin::Context)
    }

    /// Whether what its functions do is looked at as far as files of the run lead there.
    pub fn is_followed(self) -> bool {
        matches!(self, Origin::Context | Origin::Followed)
    }

    /// Whether what its functions do is known from their bodies.
    pub fn has_bodies(self) -> bool {
        self == Origin::FirstParty || self.is_followed()
    }
}

/// A file as it enters the program.
pub struct File {
    /// The modules it can be imported as, the likeliest first.
    pub names: Vec<ModuleName>,
    /// Its facts.
    pub facts: Facts,
}

/// A file of the program.
pub struct ProgramFile {
    /// Its facts.
    pub facts: Facts,
    /// Where it comes from.
    pub origin: Origin,
    /// The module's dotted name.
    pub module: String,
    /// Whether it is a package's `__init__`.
    pub is_package: bool,
    /// Whether any thread may use the module.
    pub is_thread_safe: bool,
    /// Whether it is a stub that leaves out what says nothing of blocking: what it lacks may be there.
    pub declares_in_part: bool,
    /// The folder that its absolute imports of neighbours are looked up in first.
    root: u32,
    values: Vec<AtomicU64>,
    shapes: Vec<OnceLock<Shape>>,
    orders: Vec<OnceLock<classes::ResolutionOrder>>,
}

/// All files, joined.
pub struct Program {
    files: Vec<ProgramFile>,
    modules: FxHashMap<Name, Vec<FileId>>,
    /// Files outside of any package, by their folder's root and their name: only their neighbours see them by it.
    neighbours: FxHashMap<(u32, Name), FileId>,
    absent: FxHashSet<Name>,
    /// The dotted names of submodules, by their package's name and their own.
    children: FxHashMap<(Name, Name), String>,
    /// The dotted names of folders that the project's files lie in: packages without an `__init__`, unless a library or a
    /// file has the name.
    namespaces: FxHashSet<Name>,
    wanted: Mutex<FxHashSet<String>>,
    /// The functions of followed files that the run's files lead to.
    reached: FxHashSet<FunctionId>,
    /// Modules whose marks wait for other modules.
    unsettled: FxHashSet<FileId>,
    marks: FxHashMap<FunctionId, Marks>,
    class_marks: FxHashMap<ClassId, Marks>,
    subclasses: FxHashMap<ClassId, Vec<ClassId>>,
    /// The one implementation of a method that only declares.
    implementations: FxHashMap<FunctionId, FunctionId>,
}

/// What waits to be evaluated.
#[derive(Debug, Clone, Copy)]
enum Due {
    /// The imports of a file of the run: whatever they name, nearly everything in it is about that.
    Imports(FileId),
    /// A file of the run.
    File(FileId),
    /// A function of a followed file.
    Function(FunctionId),
}
/// The place of a module's own code among the functions of its file, which do not hold it.
const MODULE_BODY: FunctionIndex = FunctionIndex::MAX;

static THE_MODULE_BODY: crate::facts::Function = crate::facts::Function::OF_MODULE;

/// How often modules that loaded modules need are loaded in turn.
const ROUNDS: usize = 200;

impl Program {
    /// Joins the files of a run, in their order, and loads what they name of libraries.
    pub fn link(files: Vec<File>, libraries: &dyn Libraries) -> Program {
        let mut program = Program {
            files: Vec::with_capacity(files.len()),
            modules: FxHashMap::default(),
            neighbours: FxHashMap::default(),
            // The module that stubs import their marks from is none.
            absent: FxHashSet::from_iter([Name::constant("asyncfix")]),
            children: FxHashMap::default(),
            namespaces: FxHashSet::default(),
            wanted: Mutex::default(),
            reached: FxHashSet::default(),
            unsettled: FxHashSet::default(),
            marks: FxHashMap::default(),
            class_marks: FxHashMap::default(),
            subclasses: FxHashMap::default(),
            implementations: FxHashMap::default(),
        };
        let files: Vec<(Vec<ModuleName>, ProgramFile)> =
            files.into_par_iter().map(ProgramFile::first_party).collect();
        for (names, file) in files {
            let id = program.push(file);
            for name in names {
                if name.seen == Seen::FromNeighbours {
                    program.neighbours.insert((name.root, name.key()), id);
                    continue;
                }
                program.modules.entry(name.key()).or_default().push(id);
                program.add_child(&name.dotted);
                let ends = name.dotted.match_indices('.').map(|(end, _)| &name.dotted[..end]);
                program.namespaces.extend(ends.map(Name::new));
            }
        }
        program.settle_all(libraries);
        program.subclasses = program.collect_subclasses();
        program.implementations = program.collect_implementations();
        program
    }

    /// Joins anew after some files have changed. What was loaded of libraries stays.
    pub fn relink(&mut self, changed: Vec<(FileId, Facts)>, libraries: &dyn Libraries) {
        for (id, facts) in changed {
            self.files[id.index()].facts = facts;
        }
        self.files.par_iter_mut().for_each(ProgramFile::forget);
        self.settle_all(libraries);
        self.subclasses = self.collect_subclasses();
        self.implementations = self.collect_implementations();
    }

    /// Takes in that some files record more of what they run. Their texts, and so their functions and classes, are the
    /// same as before.
    pub fn refine(&mut self, changed: Vec<(FileId, Facts)>, libraries: &dyn Libraries) {
        let due = changed.iter().map(|(id, _)| Due::File(*id)).collect();
        for (id, facts) in changed {
            let file = &mut self.files[id.index()];
            file.facts = facts;
            file.forget();
        }
        self.load_until_settled(libraries, due, Vec::new());
    }

    /// Evaluates all that the run's files need, anew.
    fn settle_all(&mut self, libraries: &dyn Libraries) {
        self.reached.clear();
        let marked = self.marks_of_project(libraries);
        let all = |due: fn(FileId) -> Due| self.first_party().map(|(id, _)| due(id)).collect();
        let (imports, files) = (all(Due::Imports), all(Due::File));
        self.load_until_settled(libraries, imports, marked);
        self.load_until_settled(libraries, files, Vec::new());
    }

    /// Every file, in the order of the run, then the libraries' modules.
    pub fn files(&self) -> &[ProgramFile] {
        &self.files
    }

    /// A file.
    pub fn file(&self, id: FileId) -> &ProgramFile {
        &self.files[id.index()]
    }

    /// The files of the project.
    pub fn first_party(&self) -> impl Iterator<Item = (FileId, &ProgramFile)> {
        self.iter().filter(|(_, file)| file.origin == Origin::FirstParty)
    }

    /// The files of the project, and those of it that were loaded for what they do.
    pub fn project(&self) -> impl Iterator<Item = (FileId, &ProgramFile)> {
        self.iter().filter(|(_, file)| file.origin.is_project())
    }

    /// The files whose calls count: those of the run wholly, followed ones in functions that are [`Program::is_reached`].
    pub fn with_bodies(&self) -> Vec<FileId> {
        self.iter().filter(|(_, file)| file.origin.has_bodies()).map(|(id, _)| id).collect()
    }

    /// Whether the calls of a function count. Calls outside of functions count in files of the run alone.
    pub fn is_reached(&self, file: FileId, function: Option<FunctionIndex>) -> bool {
        self.file(file).origin == Origin::FirstParty
            || function.is_some_and(|index| self.reached.contains(&FunctionId { file, index }))
    }

    /// Every file with its identifier.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &ProgramFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// A function's facts.
    pub fn function(&self, id: FunctionId) -> &crate::facts::Function {
        if id.index == MODULE_BODY {
            return &THE_MODULE_BODY;
        }
        &self.file(id.file).facts.functions[id.index as usize]
    }

    /// A class's facts.
    pub fn class(&self, id: ClassId) -> &crate::facts::Class {
        &self.file(id.file).facts.classes[id.index as usize]
    }

    /// What a stub says of a function.
    pub fn marks(&self, function: FunctionId) -> Option<&Marks> {
        self.marks.get(&function)
    }

    /// What a stub says of a class.
    pub fn class_marks(&self, class: ClassId) -> Option<&Marks> {
        self.class_marks.get(&class)
    }

    /// The function's name with its class, as people write it: `Client.get`.
    pub fn function_name(&self, id: FunctionId) -> String {
        let file = self.file(id.file);
        if id.index == MODULE_BODY {
            return file.module.clone();
        }
        let function = self.function(id);
        let name = match file.facts.text(function.name) {
            "" => "lambda",
            name => name,
        };
        match function.class {
            Some(class) => {
                let class = file.facts.text(file.facts.classes[class as usize].name);
                if name == "__init__" { class.to_owned() } else { format!("{class}.{name}") }
            }
            None => name.to_owned(),
        }
    }

    /// The function's name with its module, as people import it: `requests.get`.
    pub fn qualified_function_name(&self, id: FunctionId) -> String {
        if let Some(name) = self.marks(id).and_then(|marks| marks.known_as.as_deref()) {
            return name.to_owned();
        }
        let file = self.file(id.file);
        let name = self.function_name(id);
        let class = self.function(id).class;
        let (head, value) = match class {
            Some(index) => {
                let class = ClassId { file: id.file, index };
                (self.class(class).key, Value::Class(class))
            }
            None => (self.function(id).key, Value::Function(id)),
        };
        self.with_public_module(&file.module, head, value, &name)
    }

    /// The class's name, as its source writes it.
    pub fn class_name(&self, id: ClassId) -> &str {
        self.file(id.file).facts.text(self.class(id).name)
    }

    /// The class's name with its module, as people import it: `requests.Session`.
    pub fn qualified_class_name(&self, id: ClassId) -> String {
        let file = self.file(id.file);
        let class = self.class(id);
        self.with_public_module(&file.module, class.key, Value::Class(id), file.facts.text(class.name))
    }

    /// A name with the outermost package that has it, too.
    fn with_public_module(&self, module: &str, head: Name, value: Value, name: &str) -> String {
        if module.is_empty() || module == "builtins" {
            return name.to_owned();
        }
        let ends = module.match_indices('.').map(|(end, _)| end);
        let public = ends.map(|end| &module[..end]).find(|package| {
            let files = self.modules.get(&Name::new(package)).map_or(&[][..], Vec::as_slice);
            files.iter().any(|file| self.member_of_module(*file, head) == value)
        });
        format!("{}.{name}", public.unwrap_or(module).trim_start_matches('_'))
    }

    fn add_child(&mut self, dotted: &str) {
        let mut rest = dotted;
        while let Some((parent, last)) = rest.rsplit_once('.') {
            let known = self.children.insert((Name::new(parent), Name::new(last)), rest.to_owned());
            if known.is_some() {
                return;
            }
            rest = parent;
        }
    }

    fn push(&mut self, file: ProgramFile) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).expect("a program has fewer than 2^27 files"));
        let imports: Vec<String> =
            file.facts.imports.iter().map(|name| file.facts.text(*name).to_owned()).collect();
        for import in imports {
            self.add_child(&import);
        }
        self.files.push(file);
        id
    }

    /// Evaluates what the rest needs of what is due, and loads the modules that this asks for, until nothing more is
    /// asked for.
    fn load_until_settled(
        &mut self,
        libraries: &dyn Libraries,
        mut due: Vec<Due>,
        mut marked: Vec<(FileId, LibraryMarks)>,
    ) {
        for _ in 0..ROUNDS {
            self.settle_marks(&mut marked);
            self.unsettled = marked.iter().map(|(file, _)| *file).collect();
            let (waiting, settled): (Vec<Due>, Vec<Due>) =
                due.into_par_iter().partition(|due| !self.settle(*due));
            due = waiting;
            let is_done = !self.reach(&settled, &mut due);
            let wanted = std::mem::take(self.wanted.get_mut().expect("no thread panicked with it"));
            if wanted.is_empty() && is_done {
                self.unsettled.clear();
                return;
            }
            let mut wanted: Vec<String> = wanted.into_iter().collect();
            wanted.sort_unstable();
            let loaded: Vec<Option<Library>> =
                wanted.par_iter().map(|module| libraries.load(module)).collect();
            for (module, library) in wanted.into_iter().zip(loaded) {
                let key = Name::new(&module);
                let Some(library) = library else {
                    if self.namespaces.contains(&key) {
                        let empty = ProgramFile::library(module, Origin::FirstParty, true, Facts::default());
                        let id = self.push(empty);
                        self.modules.entry(key).or_default().push(id);
                    } else {
                        self.absent.insert(key);
                    }
                    continue;
                };
                let mut file =
                    ProgramFile::library(module, library.origin, library.is_package, library.facts);
                file.is_thread_safe = library.is_thread_safe;
                file.declares_in_part = matches!(library.marks, LibraryMarks::Own(..));
                let id = self.push(file);
                self.modules.entry(key).or_default().push(id);
                if !matches!(library.marks, LibraryMarks::None) {
                    marked.push((id, library.marks));
                }
            }
        }
        self.unsettled.clear();
        // What is still wanted after so many rounds stays unknown.
        let wanted = std::mem::take(self.wanted.get_mut().expect("no thread panicked with it"));
        self.absent.extend(wanted.iter().map(|module| Name::new(module)));
    }

    /// What the user's stubs say of the run's files, which may have changed since it was last asked for.
    fn marks_of_project(&mut self, libraries: &dyn Libraries) -> Vec<(FileId, LibraryMarks)> {
        let marks = |(id, file): (FileId, &ProgramFile)| (id, libraries.marks_of_project(&file.module));
        let mut marked: Vec<_> = self.first_party().map(marks).collect();
        marked.retain(|(_, marks)| !matches!(marks, LibraryMarks::None));
        let changed: FxHashSet<FileId> = marked.iter().map(|(file, _)| *file).collect();
        self.marks.retain(|function, _| !changed.contains(&function.file));
        self.class_marks.retain(|class, _| !changed.contains(&class.file));
        marked
    }

    /// Adds to `due` what settled calls lead to in followed files. Whether there is anything new.
    fn reach(&mut self, settled: &[Due], due: &mut Vec<Due>) -> bool {
        if !self.files.iter().any(|file| file.origin.is_followed() && !file.facts.functions.is_empty()) {
            return false;
        }
        let mut found: Vec<FunctionId> = settled.par_iter().flat_map_iter(|due| self.led_to(*due)).collect();
        found.sort_unstable();
        let before = due.len();
        due.extend(found.into_iter().filter(|function| self.reached.insert(*function)).map(Due::Function));
        due.len() > before
    }

    /// The functions of followed files that calls run, or are given.
    fn led_to(&self, due: Due) -> Vec<FunctionId> {
        let mut found = Vec::new();
        if matches!(due, Due::Imports(_)) {
            return found;
        }
        for (id, call) in self.calls_due(due) {
            let callees = self.callees(id).into_iter().filter_map(|callee| match callee {
                Callee::Runs(function) | Callee::Makes(function) | Callee::MakesCoroutine(function) => {
                    Some(function)
                }
                Callee::Constructs(_) => None,
            });
            let arguments = self.file(id.file).facts.arguments(call).iter();
            let given = arguments.filter_map(|argument| match self.value(id.file, argument.value) {
                Value::Function(function) | Value::Method(function) | Value::Partial(function) => {
                    Some(function)
                }
                _ => None,
            });
            let all = callees.chain(given);
            found.extend(all.filter(|function| self.file(function.file).origin.is_followed()));
        }
        found
    }

    fn calls_due(&self, due: Due) -> impl Iterator<Item = (CallId, &crate::facts::Call)> {
        let (file, function) = match due {
            Due::File(file) | Due::Imports(file) => (file, None),
            Due::Function(function) => (function.file, Some(function.index)),
        };
        let calls = (0..).zip(&self.file(file).facts.calls);
        calls
            .filter(move |(_, call)| function.is_none() || call.function == function)
            .map(move |(index, call)| (CallId { file, index }, call))
    }

    /// Evaluates what a file or function calls, a file's classes' bases and its functions' decorators. Whether nothing of
    /// it has to wait for a module.
    fn settle(&self, due: Due) -> bool {
        if let Due::Imports(id) = due {
            let terms = self.file(id).facts.terms.iter().enumerate();
            let is_import = |term| match term {
                Term::Import { .. } | Term::Module { .. } | Term::Builtin(_) => true,
                Term::Attribute(object, _) => {
                    matches!(self.file(id).facts.term(object), Term::Module { .. })
                }
                _ => false,
            };
            let imports = terms.filter(|(_, term)| is_import(**term));
            return imports.fold(true, |is_settled, (index, _)| {
                (self.value(id, TermId(index_u32(index))) != Value::Pending) & is_settled
            });
        }
        let mut is_settled = true;
        for (id, call) in self.calls_due(due) {
            is_settled &= self.value(id.file, call.callee) != Value::Pending;
            is_settled &= self.can_tell_callees(id);
            is_settled &= self.can_tell_result(id.file, call);
            for argument in self.file(id.file).facts.arguments(call) {
                is_settled &= self.value(id.file, argument.value) != Value::Pending;
            }
        }
        let id = match due {
            Due::File(id) | Due::Imports(id) => id,
            Due::Function(function) => return is_settled & (self.shape(function).colour != Colour::Pending),
        };
        let file = self.file(id);
        for class in &file.facts.classes {
            for base in file.facts.list(class.bases) {
                is_settled &= self.value(id, *base) != Value::Pending;
            }
            is_settled &= self.can_tell_decorators(id, class);
        }
        for index in 0..index_u32(file.facts.functions.len()) {
            is_settled &= self.shape(FunctionId { file: id, index }).colour != Colour::Pending;
        }
        is_settled
    }

    /// Gives marks to the functions and classes they are about. Those whose module is not known yet wait.
    fn settle_marks(&mut self, marked: &mut Vec<(FileId, LibraryMarks)>) {
        let mut waiting = Vec::new();
        for (file, marks) in std::mem::take(marked) {
            match marks {
                LibraryMarks::None => {}
                LibraryMarks::Own(functions, classes) => {
                    let function = |(index, marks)| (FunctionId { file, index }, marks);
                    self.marks.extend(functions.into_iter().map(function));
                    let class = |(index, marks)| (ClassId { file, index }, marks);
                    self.class_marks.extend(classes.into_iter().map(class));
                }
                LibraryMarks::ByName(all) => {
                    let mut rest = Vec::new();
                    for (path, marks) in all {
                        match self.named(file, path) {
                            Value::Pending => rest.push((path, marks)),
                            Value::Function(id) | Value::Method(id) => drop(self.marks.insert(id, marks)),
                            Value::Class(id) => drop(self.class_marks.insert(id, marks)),
                            _ => {}
                        }
                    }
                    if !rest.is_empty() {
                        waiting.push((file, LibraryMarks::ByName(rest)));
                    }
                }
            }
        }
        *marked = waiting;
    }

    fn named(&self, file: FileId, (class, function): MarkPath) -> Value {
        let owner = class.map(|class| self.member_of_module(file, class));
        match (owner, function) {
            (Some(owner), None) => owner,
            (Some(owner), Some(function)) => self.attribute(owner, function),
            (None, Some(function)) => self.member_of_module(file, function),
            (None, None) => Value::Unknown,
        }
    }

    /// For each method of the project that only declares, its implementation in subclasses, if there is one.
    fn collect_implementations(&self) -> FxHashMap<FunctionId, FunctionId> {
        let files: Vec<FileId> = self.first_party().map(|(id, _)| id).collect();
        let found = files.into_par_iter().flat_map_iter(|file| {
            let functions = &self.file(file).facts.functions;
            let declared = (0..).zip(functions).filter(|(_, function)| {
                function.class.is_some() && function.traits.has(FunctionTraits::STUB)
            });
            declared.filter_map(move |(index, _)| {
                let function = FunctionId { file, index };
                Some((function, self.only_implementation(function)?))
            })
        });
        found.collect::<Vec<_>>().into_iter().collect()
    }

    fn collect_subclasses(&self) -> FxHashMap<ClassId, Vec<ClassId>> {
        let mut subclasses: FxHashMap<ClassId, Vec<ClassId>> = FxHashMap::default();
        for (id, file) in self.project() {
            for (index, class) in file.facts.classes.iter().enumerate() {
                let sub =
                    ClassId { file: id, index: u32::try_from(index).expect("the facts count in 32 bits") };
                for base in file.facts.list(class.bases) {
                    if let Value::Class(base) = self.value(id, *base) {
                        subclasses.entry(base).or_default().push(sub);
                    }
                }
            }
        }
        subclasses
    }

    /// Whether any thread may use a module: it says so, or its package does.
    pub fn is_thread_safe(&self, id: FileId) -> bool {
        let file = self.file(id);
        let package = file.module.split('.').next().unwrap_or_default();
        let package = self.modules.get(&Name::new(package)).and_then(|files| files.first());
        file.is_thread_safe || package.is_some_and(|package| self.file(*package).is_thread_safe)
    }

    /// The loaded modules of a dotted name.
    pub(super) fn modules_named(&self, dotted: &str) -> &[FileId] {
        self.modules.get(&Name::new(dotted)).map_or(&[], Vec::as_slice)
    }

    /// The classes that name a class among their bases, in the order of the files.
    pub fn subclasses(&self, class: ClassId) -> &[ClassId] {
        self.subclasses.get(&class).map_or(&[], Vec::as_slice)
    }

    /// Notes that a module is needed.
    fn want(&self, module: String) {
        self.wanted.lock().expect("no thread panicked with it").insert(module);
    }
}

impl ProgramFile {
    fn first_party(file: File) -> (Vec<ModuleName>, ProgramFile) {
        let (module, is_package, root) = file
            .names
            .first()
            .map_or((String::new(), false, 0), |name| (name.dotted.clone(), name.is_package, name.root));
        let mut new = ProgramFile::library(module, Origin::FirstParty, is_package, file.facts);
        new.root = root;
        (file.names, new)
    }

    /// Forgets what was evaluated.
    fn forget(&mut self) {
        self.values = std::iter::repeat_with(AtomicU64::default).take(self.facts.terms.len()).collect();
        self.shapes = std::iter::repeat_with(OnceLock::new).take(self.facts.functions.len()).collect();
        self.orders = std::iter::repeat_with(OnceLock::new).take(self.facts.classes.len()).collect();
    }

    fn library(module: String, origin: Origin, is_package: bool, facts: Facts) -> ProgramFile {
        let mut file = ProgramFile {
            facts,
            origin,
            module,
            is_package,
            is_thread_safe: false,
            declares_in_part: false,
            root: 0,
            values: Vec::new(),
            shapes: Vec::new(),
            orders: Vec::new(),
        };
        file.forget();
        file
    }

    /// Whether the module's own name says that it tests others. The folders above it are no matter: a whole project can
    /// lie in a folder of tests.
    pub fn is_of_tests(&self) -> bool {
        is_of_tests(self.module.rsplit('.').next().into_iter())
    }

    fn known(&self, term: TermId) -> Option<Value> {
        Value::unpack(self.values[term.index()].load(Ordering::Relaxed))
    }

    fn know(&self, term: TermId, value: Value) {
        self.values[term.index()].store(value.pack(), Ordering::Relaxed);
    }
}

fn index_u32(index: usize) -> u32 {
    u32::try_from(index).expect("facts count in 32 bits")
}
