//! Evaluates all that rules will ask of a program, and loads the libraries' modules that this needs, in turn, until
//! nothing more is needed.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use super::{
    CallId, Callee, ClassId, Colour, FileId, FunctionId, Libraries, Library, LibraryMarks, MarkPath, Origin,
    Program, ProgramFile, Value,
};
use crate::facts::{Facts, Name, Term, TermId};

/// What waits to be evaluated.
#[derive(Debug, Clone, Copy)]
pub(super) enum Due {
    /// The imports of a file of the run: whatever they name, nearly everything in it is about that.
    Imports(FileId),
    /// A file of the run.
    File(FileId),
    /// A function of a followed file.
    Function(FunctionId),
}
/// How often modules that loaded modules need are loaded in turn.
const ROUNDS: usize = 200;

impl Program {
    /// Evaluates all that the run's files need, anew.
    pub(super) fn settle_all(&mut self, libraries: &dyn Libraries) {
        self.reached.clear();
        let marked = self.marks_of_project(libraries);
        let all = |due: fn(FileId) -> Due| self.first_party().map(|(id, _)| due(id)).collect();
        let (imports, files) = (all(Due::Imports), all(Due::File));
        self.load_until_settled(libraries, imports, marked);
        self.load_until_settled(libraries, files, Vec::new());
    }

    /// Evaluates what the rest needs of what is due, and loads the modules that this asks for, until nothing more is
    /// asked for.
    pub(super) fn load_until_settled(
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
        self.forget_marks(&changed);
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
                    for (index, marks) in functions {
                        self.mark(FunctionId { file, index }, marks);
                    }
                    let class = |(index, marks)| (ClassId { file, index }, marks);
                    self.class_marks.extend(classes.into_iter().map(class));
                }
                LibraryMarks::ByName(all) => {
                    let mut rest = Vec::new();
                    for (path, marks) in all {
                        match self.named(file, path) {
                            Value::Pending => rest.push((path, marks)),
                            Value::Function(id) | Value::Method(id) => match self.inheriting(file, path) {
                                Some(class) => self.mark_inherited(class, id, marks),
                                None => self.mark(id, marks),
                            },
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

    /// The class that a mark is about, where it inherits the method that the mark names.
    fn inheriting(&self, file: FileId, (class, function): MarkPath) -> Option<ClassId> {
        let Value::Class(class) = self.member_of_module(file, class?) else { return None };
        self.is_inherited_method(class, function?).then_some(class)
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
}

fn index_u32(index: usize) -> u32 {
    u32::try_from(index).expect("facts count in 32 bits")
}
