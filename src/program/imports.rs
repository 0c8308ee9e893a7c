//! Modules that an `import` inside a function loads: their own code runs when that import is reached the first time.

use rustc_hash::{FxHashMap, FxHashSet};

use super::callee::CallId;
use super::{FileId, FunctionId, Origin, Program, Value};
use crate::facts::{Name, Operation, Term, TermId};

/// Which modules of the project load which, when they are loaded.
#[derive(Debug, Default)]
pub struct Imports {
    /// For each module those that its own code imports, and its package.
    needs: FxHashMap<FileId, Vec<FileId>>,
    /// Modules that are loaded before any function runs, as far as can be told.
    early: FxHashSet<FileId>,
}

impl Imports {
    /// Looks at every module of the project; `lazy` are those that imports inside of functions name.
    pub(super) fn new(program: &Program, lazy: &FxHashSet<FileId>) -> Imports {
        let mut imports = Imports::default();
        if lazy.is_empty() {
            return imports;
        }
        for (id, _) in program.first_party() {
            imports.needs.insert(id, program.needs_of_module(id));
        }
        let mut queue: Vec<FileId> =
            program.first_party().map(|(id, _)| id).filter(|id| !lazy.contains(id)).collect();
        while let Some(module) = queue.pop() {
            if imports.early.insert(module) {
                queue.extend(&imports.needs[&module]);
            }
        }
        imports
    }

    /// The modules whose code runs when one is imported inside of a function, it first.
    pub(super) fn loaded_by(&self, module: FileId) -> Vec<FileId> {
        let mut loaded: Vec<FileId> = Vec::new();
        let mut queue = std::collections::VecDeque::from([module]);
        while let Some(module) = queue.pop_front() {
            if self.early.contains(&module) || loaded.contains(&module) {
                continue;
            }
            loaded.push(module);
            queue.extend(self.needs.get(&module).into_iter().flatten());
        }
        loaded
    }
}

impl Program {
    /// The modules of the project that a module's own code imports, and its package.
    fn needs_of_module(&self, id: FileId) -> Vec<FileId> {
        let file = self.file(id);
        let names = file.facts.globals.iter().map(|(_, term)| *term);
        let mut needs: Vec<FileId> = names
            .chain(file.facts.stars.iter().copied())
            .flat_map(|term| self.modules_of_import(id, term))
            .collect();
        let outer = file.facts.imports.iter().take(file.facts.outer_imports as usize);
        needs.extend(outer.filter_map(|name| self.own_module(id, file.facts.text(*name))));
        let package = file.module.rsplit_once('.').map(|(package, _)| package);
        needs.extend(package.and_then(|package| self.own_module(id, package)));
        needs.retain(|module| self.file(*module).origin == Origin::FirstParty);
        needs.sort_unstable();
        needs.dedup();
        needs
    }

    /// The module of this dotted name, if it is loaded.
    fn own_module(&self, file: FileId, name: &str) -> Option<FileId> {
        if !self.modules.contains_key(&Name::new(name)) {
            return None;
        }
        match self.module(file, 0, name) {
            Value::Module(module) => Some(module),
            _ => None,
        }
    }

    /// The modules that a name's import loads.
    fn modules_of_import(&self, file: FileId, term: TermId) -> Vec<FileId> {
        let facts = &self.file(file).facts;
        let is_known = |level, name| level > 0 || self.modules.contains_key(&Name::new(name));
        let (from, whole) = match facts.term(term) {
            Term::Module { level, name } if is_known(level, facts.text(name)) => {
                (None, Some(self.value(file, term)))
            }
            Term::Import { module, .. } => match facts.term(module) {
                Term::Module { level, name } if is_known(level, facts.text(name)) => {
                    (Some(self.value(file, module)), Some(self.value(file, term)))
                }
                _ => (None, None),
            },
            _ => (None, None),
        };
        let module = |value| match value {
            Value::Module(module) => Some(module),
            _ => None,
        };
        from.and_then(module).into_iter().chain(whole.and_then(module)).collect()
    }

    /// The module of the project that an import inside of a function names.
    pub(super) fn imported_module(&self, id: CallId) -> Option<FileId> {
        let call = self.call(id);
        if call.operation != Operation::Import {
            return None;
        }
        match self.value(id.file, call.callee) {
            Value::Module(module) if self.file(module).origin == Origin::FirstParty => Some(module),
            _ => None,
        }
    }

    /// The module's own code, as if it were a function.
    pub fn module_body(file: FileId) -> FunctionId {
        FunctionId { file, index: super::MODULE_BODY }
    }
}
