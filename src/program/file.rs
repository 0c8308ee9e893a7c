//! One file of the program, with what has been evaluated of it so far.

use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};

use super::classes::ResolutionOrder;
use super::{File, ModuleName, Origin, Shape, Value};
use crate::facts::{Facts, TermId};
use crate::source::is_of_tests;

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
    pub(super) root: u32,
    values: Vec<AtomicU64>,
    pub(super) shapes: Vec<OnceLock<Shape>>,
    pub(super) orders: Vec<OnceLock<ResolutionOrder>>,
}

impl ProgramFile {
    pub(super) fn first_party(file: File) -> (Vec<ModuleName>, ProgramFile) {
        let (module, is_package, root) = file
            .names
            .first()
            .map_or((String::new(), false, 0), |name| (name.dotted.clone(), name.is_package, name.root));
        let mut new = ProgramFile::library(module, Origin::FirstParty, is_package, file.facts);
        new.root = root;
        (file.names, new)
    }

    /// Forgets what was evaluated.
    pub(super) fn forget(&mut self) {
        self.values = std::iter::repeat_with(AtomicU64::default).take(self.facts.terms.len()).collect();
        self.shapes = std::iter::repeat_with(OnceLock::new).take(self.facts.functions.len()).collect();
        self.orders = std::iter::repeat_with(OnceLock::new).take(self.facts.classes.len()).collect();
    }

    pub(super) fn library(module: String, origin: Origin, is_package: bool, facts: Facts) -> ProgramFile {
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

    pub(super) fn known(&self, term: TermId) -> Option<Value> {
        Value::unpack(self.values[term.index()].load(Ordering::Relaxed))
    }

    pub(super) fn know(&self, term: TermId, value: Value) {
        self.values[term.index()].store(value.pack(), Ordering::Relaxed);
    }
}
