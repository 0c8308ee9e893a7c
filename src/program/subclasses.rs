//! Which classes derive from a class, and which methods implement one that only declares.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::{ClassId, FileId, FunctionId, Program, Value};
use crate::facts::FunctionTraits;

impl Program {
    /// For each method of the project that only declares, its implementation in subclasses, if there is one.
    pub(super) fn collect_implementations(&self) -> FxHashMap<FunctionId, FunctionId> {
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

    /// For each class of the program the project's classes that name it among their bases.
    pub(super) fn collect_subclasses(&self) -> FxHashMap<ClassId, Vec<ClassId>> {
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

    /// The classes that name a class among their bases, in the order of the files.
    pub fn subclasses(&self, class: ClassId) -> &[ClassId] {
        self.subclasses.get(&class).map_or(&[], Vec::as_slice)
    }
}
