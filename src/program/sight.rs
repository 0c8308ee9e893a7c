//! Files that can hold an object of a class at all: a value comes into a file by what it imports, itself or through the
//! modules that it imports.
//!
//! The question is asked before files are parsed a second time for the sake of a property that blocks: a name such as
//! `services` or `__getitem__` is read in most files of a project, by far fewer of one and the same class.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use super::{ClassId, FileId, FunctionId, Program, Value};
use crate::facts::{Name, Term, TermId};

/// Which files import which.
pub(super) struct Sight {
    importers: FxHashMap<FileId, Vec<FileId>>,
}

impl Sight {
    /// Looks at the imports of all files of the project.
    pub(super) fn new(program: &Program) -> Sight {
        let files: Vec<FileId> = program.project().map(|(id, _)| id).collect();
        let imported: Vec<(FileId, Vec<FileId>)> =
            files.into_par_iter().map(|file| (file, program.modules_named_in(file))).collect();
        let mut importers: FxHashMap<FileId, Vec<FileId>> = FxHashMap::default();
        for (file, modules) in imported {
            for module in modules {
                importers.entry(module).or_default().push(file);
            }
        }
        Sight { importers }
    }

    /// These files, and those that their imports lead to them.
    fn leading_to(&self, files: Vec<FileId>) -> FxHashSet<FileId> {
        let mut found: FxHashSet<FileId> = files.iter().copied().collect();
        let mut queue = files;
        while let Some(file) = queue.pop() {
            let importers = self.importers.get(&file).into_iter().flatten();
            queue.extend(importers.copied().filter(|importer| found.insert(*importer)));
        }
        found
    }
}

impl Program {
    /// The files of the run in which one of these methods may be run by reading an attribute or by an operator.
    pub fn files_that_run_unasked(&self, methods: &[FunctionId]) -> Vec<FileId> {
        let mut by_name: FxHashMap<Name, Vec<FunctionId>> = FxHashMap::default();
        for method in methods {
            by_name.entry(self.function(*method).key).or_default().push(*method);
        }
        let sight = Sight::new(self);
        let seen: Vec<(Name, Option<FxHashSet<FileId>>)> = by_name
            .into_iter()
            .map(|(name, methods)| (name, self.homes(&methods).map(|homes| sight.leading_to(homes))))
            .collect();
        let may_run = |id: FileId| {
            let facts = &self.file(id).facts;
            seen.iter().any(|(name, files)| {
                files.as_ref().is_none_or(|files| files.contains(&id)) && facts.may_read(*name)
            })
        };
        self.first_party().map(|(id, _)| id).filter(|id| may_run(*id)).collect()
    }

    /// The files of the classes that have these methods and of their bases in the project, whose own methods may run
    /// them. `None` if one
    /// is a library's: what leads to that is not known.
    fn homes(&self, methods: &[FunctionId]) -> Option<Vec<FileId>> {
        let mut homes = Vec::new();
        for method in methods {
            if !self.file(method.file).origin.is_project() {
                return None;
            }
            homes.push(method.file);
            let class = self.function(*method).class?;
            let bases = self.bases(ClassId { file: method.file, index: class });
            homes.extend(
                bases.iter().map(|base| base.file).filter(|file| self.file(*file).origin.is_project()),
            );
        }
        Some(homes)
    }

    /// The modules that a file names, wherever in it.
    fn modules_named_in(&self, file: FileId) -> Vec<FileId> {
        let terms = &self.file(file).facts.terms;
        let named = (0..).zip(terms).filter(|(_, term)| {
            matches!(term, Term::Module { .. } | Term::Import { .. } | Term::Attribute(..))
        });
        let mut modules: Vec<FileId> = named
            .filter_map(|(index, _)| match self.value(file, TermId(index)) {
                Value::Module(module) => Some(module),
                _ => None,
            })
            .collect();
        modules.sort_unstable();
        modules.dedup();
        modules
    }
}
