//! Where the program's modules come from that are no file of the run: the user's stubs, the catalog's, the standard
//! library's, and what is installed in the project's environment.

use rustc_hash::FxHashSet;

use crate::catalog::environment::Environment;
use crate::catalog::{MarkedStub, builtin, read_stub, typeshed};
use crate::facts::{Facts, Name, extract};
use crate::model::Model;
use crate::program::{Library, LibraryMarks, Origin};
use crate::source::Source;
use crate::syntax::{Grammar, PythonVersion, parse, with_nodes};

/// What a run knows of libraries.
pub struct Libraries {
    /// The Python version that the standard library's stubs are read for.
    pub target: PythonVersion,
    /// What is installed for the project.
    pub environment: Option<Environment>,
}

impl crate::program::Libraries for Libraries {
    fn load(&self, module: &str) -> Option<Library> {
        let marked =
            builtin::stub(module).and_then(|stub| Some((read_stub(stub.text).ok()?, stub.is_package)));
        let target = (self.target.major, self.target.minor);
        let is_thread_safe = marked.as_ref().is_some_and(|(stub, _)| stub.is_thread_safe);
        match (typeshed::stub(module, target), marked) {
            (Some(standard), marked) => Some(Library {
                facts: facts_of(&standard.text)?,
                is_package: standard.is_package,
                origin: Origin::Stub,
                marks: marked.map(|(stub, _)| marks_by_name(stub)).unwrap_or_default(),
                is_thread_safe,
            }),
            (None, Some((stub, is_package))) => Some(Library {
                facts: stub.facts,
                is_package,
                origin: Origin::Stub,
                marks: LibraryMarks::Own(stub.functions, stub.classes),
                is_thread_safe,
            }),
            (None, None) => self.installed(module),
        }
    }
}

impl Libraries {
    fn installed(&self, module: &str) -> Option<Library> {
        use crate::catalog::environment::LibraryFile;
        let found = self.environment.as_ref()?.find(module)?;
        let source = Source::read(&found.path).ok()?;
        Some(Library {
            facts: facts_of(&source.text)?,
            is_package: found.is_package,
            origin: match found.kind {
                LibraryFile::Stub => Origin::Stub,
                LibraryFile::Source => Origin::Installed,
            },
            marks: LibraryMarks::None,
            is_thread_safe: false,
        })
    }
}

fn facts_of(text: &str) -> Option<Facts> {
    let parsed = parse(text, &Grammar::Module).ok()?;
    with_nodes(&parsed, |nodes| extract(&Model::new(text, &parsed, nodes), &FxHashSet::default())).ok()
}

/// The marks of a stub by the names of what they are about.
fn marks_by_name(stub: MarkedStub) -> LibraryMarks {
    let facts = &stub.facts;
    let class_of = |function: u32| -> Option<Name> {
        let class = facts.functions[function as usize].class?;
        Some(facts.classes[class as usize].key)
    };
    let mut all = Vec::with_capacity(stub.functions.len() + stub.classes.len());
    for (class, marks) in stub.classes {
        all.push(((Some(facts.classes[class as usize].key), None), marks));
    }
    for (function, marks) in stub.functions {
        all.push(((class_of(function), Some(facts.functions[function as usize].key)), marks));
    }
    LibraryMarks::ByName(all)
}

/// Libraries of which nothing is known but what comes with asyncfix.
impl std::default::Default for Libraries {
    fn default() -> Self {
        Self { target: PythonVersion::PY310, environment: None }
    }
}
