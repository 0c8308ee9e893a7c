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
mod class_marks;
mod classes;
mod dispatch;
pub mod doubt;
pub mod effects;
mod endpoints;
mod evaluate;
mod exports;
mod file;
pub mod graph_view;
mod guards;
mod imports;
mod kept;
mod library;
mod modules;
mod naming;
mod overrides;
mod own_objects;
mod readiness;
mod results;
mod settle;
mod shape;
mod sight;
mod signature;
mod slots;
pub mod startup;
mod subclasses;
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
pub use file::ProgramFile;
pub use library::{Libraries, Library, LibraryMarks, MarkPath, Origin};
pub use modules::{ModuleName, Seen, module_names, package_roots};
pub use overrides::Mismatch;
pub use shape::{Binding, Colour, Shape};
pub use slots::{DroppedParameters, FilledSlot, Passing, SlotKind};
pub use symbol::SymbolError;
pub use uses::Uses;
pub use value::{ClassId, FileId, FunctionId, TupleId, Value};

use std::sync::Mutex;

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::Marks;
use crate::facts::{Facts, FunctionIndex, Name};

/// A file as it enters the program.
pub struct File {
    /// The modules it can be imported as, the likeliest first.
    pub names: Vec<ModuleName>,
    /// Its facts.
    pub facts: Facts,
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
    inherited_marks: class_marks::InheritedMarks,
    subclasses: FxHashMap<ClassId, Vec<ClassId>>,
    /// The one implementation of a method that only declares.
    implementations: FxHashMap<FunctionId, FunctionId>,
}

/// The place of a module's own code among the functions of its file, which do not hold it.
const MODULE_BODY: FunctionIndex = FunctionIndex::MAX;

static THE_MODULE_BODY: crate::facts::Function = crate::facts::Function::OF_MODULE;

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
            inherited_marks: FxHashMap::default(),
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
        let due = changed.iter().map(|(id, _)| settle::Due::File(*id)).collect();
        for (id, facts) in changed {
            let file = &mut self.files[id.index()];
            file.facts = facts;
            file.forget();
        }
        self.load_until_settled(libraries, due, Vec::new());
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

    /// Notes that a module is needed.
    fn want(&self, module: String) {
        self.wanted.lock().expect("no thread panicked with it").insert(module);
    }
}
