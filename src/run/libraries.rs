//! Where the program's modules come from that are no file of the run: the user's stubs, the catalog's, the standard
//! library's, and what is installed in the project's environment.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};

use crate::catalog::environment::{Environment, LibraryFile, LibraryModule};
use crate::catalog::user::{UserStub, UserStubs, extended};
use crate::catalog::{MarkedStub, Marks, builtin, read_stub, typeshed};
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
    /// Inside which of the installed libraries calls are followed.
    pub followed: Followed,
    /// The user's own stubs.
    pub stubs: UserStubs,
    /// Where the files are that were read.
    pub paths: Paths,
}

/// Inside which installed libraries calls are followed. A stub with marks ends that: it says all there is to say.
#[derive(Debug, Clone, Default)]
pub enum Followed {
    /// None.
    #[default]
    None,
    /// All.
    All,
    /// Those imported by these names.
    Named(FxHashSet<String>),
}

/// The files of modules that were read from disk.
#[derive(Debug, Default)]
pub struct Paths(Mutex<FxHashMap<String, PathBuf>>);

/// How many bytes of a library's or a neighbour's file are read: what is larger is data.
const SIZE_LIMIT: u64 = 2 << 20;

impl crate::program::Libraries for Libraries {
    fn load(&self, module: &str) -> Option<Library> {
        let user = self.stubs.stub(module);
        let target = (self.target.major, self.target.minor);
        if let Some(standard) = typeshed::stub(module, target) {
            let catalog = builtin::stub(module).and_then(|stub| read_stub(stub.text).ok());
            let user = user.and_then(|stub| read_stub(&stub.text).ok());
            let all: Vec<MarkedStub> = catalog.into_iter().chain(user).collect();
            return Some(Library {
                facts: facts_of(&standard.text)?,
                is_package: standard.is_package,
                origin: Origin::Stub,
                is_thread_safe: said_by(&all).unwrap_or_else(|| is_standard_module_thread_safe(module)),
                marks: marks_by_name(all, target),
            });
        }
        let stub = match (user, builtin::stub(module)) {
            (Some(user), Some(catalog)) => {
                Some((read_stub(&extended(&user.text, catalog.text)).ok()?, catalog.is_package))
            }
            (Some(user), None) => Some((read_stub(&user.text).ok()?, self.is_package(module, user))),
            (None, Some(catalog)) => Some((read_stub(catalog.text).ok()?, catalog.is_package)),
            (None, None) => None,
        };
        let Some((stub, is_package)) = stub else { return self.installed(module) };
        Some(Library {
            is_thread_safe: stub.is_thread_safe.unwrap_or(false),
            facts: stub.facts,
            is_package,
            origin: Origin::Stub,
            marks: LibraryMarks::Own(stub.functions, stub.classes),
        })
    }

    fn marks_of_project(&self, module: &str) -> LibraryMarks {
        let stub = self.stubs.stub(module).and_then(|stub| read_stub(&stub.text).ok());
        let target = (self.target.major, self.target.minor);
        stub.map_or(LibraryMarks::None, |stub| marks_by_name([stub], target))
    }

    fn is_lasting(&self) -> bool {
        // Sources that an editable install refers to change as the project's own do.
        let Some(environment) = &self.environment else { return true };
        self.paths.all(|path| environment.contains(path))
    }

    fn path(&self, module: &str) -> Option<PathBuf> {
        self.paths.get(module)
    }
}

impl Libraries {
    fn installed(&self, module: &str) -> Option<Library> {
        let environment = self.environment.as_ref()?;
        let source = self.is_followed(module).then(|| environment.find_source(module)).flatten();
        let origin = if source.is_some() { Origin::Followed } else { Origin::Installed };
        let found = source.or_else(|| environment.find(module))?;
        let facts = facts_of_file(&found.path)?;
        self.paths.note(module, &found);
        Some(Library {
            facts,
            is_package: found.is_package,
            origin: match found.kind {
                LibraryFile::Stub => Origin::Stub,
                LibraryFile::Source => origin,
            },
            marks: LibraryMarks::None,
            is_thread_safe: false,
        })
    }

    fn is_followed(&self, module: &str) -> bool {
        match &self.followed {
            Followed::None => false,
            Followed::All => true,
            Followed::Named(names) => names.contains(module.split('.').next().unwrap_or(module)),
        }
    }

    /// Whether a module with a stub of the user's is a package, as it is if the installed one is.
    fn is_package(&self, module: &str, stub: &UserStub) -> bool {
        let installed = || self.environment.as_ref()?.find(module);
        stub.is_package || installed().is_some_and(|found| found.is_package)
    }
}

impl Paths {
    pub(super) fn note(&self, module: &str, found: &LibraryModule) {
        let mut paths = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        paths.insert(module.to_owned(), found.path.clone());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all(|_| false)
    }

    pub(super) fn all(&self, holds: impl Fn(&Path) -> bool) -> bool {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).values().all(|path| holds(path))
    }

    pub(super) fn get(&self, module: &str) -> Option<PathBuf> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(module).cloned()
    }
}

/// What stubs of one module say of whether any thread may use it; the later one counts.
fn said_by(stubs: &[MarkedStub]) -> Option<bool> {
    stubs.iter().rev().find_map(|stub| stub.is_thread_safe)
}

/// Whether any thread may use a module of the standard library that does not say so itself: what the catalog says of the
/// packages around it, or else of `builtins`, which speaks for all.
fn is_standard_module_thread_safe(module: &str) -> bool {
    let packages = module.rmatch_indices('.').map(|(end, _)| &module[..end]);
    let stubs = packages.chain(["builtins"]).filter_map(builtin::stub);
    let mut speaking = stubs.filter(|stub| stub.text.contains("__thread_safe__"));
    speaking.find_map(|stub| read_stub(stub.text).ok()?.is_thread_safe).unwrap_or(false)
}

/// The facts of a file that is no file of the run; `None` where it is too large, or no Python.
pub(super) fn facts_of_file(path: &Path) -> Option<Facts> {
    if path.metadata().ok()?.len() > SIZE_LIMIT {
        return None;
    }
    let source = Source::read(path).ok()?;
    // A panic about somebody else's file is no reason to fail on the project's.
    catch_unwind(AssertUnwindSafe(|| facts_of(&source.text))).ok()?
}

fn facts_of(text: &str) -> Option<Facts> {
    let parsed = parse(text, &Grammar::Module).ok()?;
    with_nodes(&parsed, |nodes| extract(&Model::new(text, &parsed, nodes), &FxHashSet::default())).ok()
}

/// The marks of stubs by the names of what they are about; the later stub counts where two mark one thing.
fn marks_by_name(stubs: impl IntoIterator<Item = MarkedStub>, target: (u8, u8)) -> LibraryMarks {
    let of_target = |mut marks: Marks| {
        marks.needs_loop |= marks.needs_loop_before.is_some_and(|version| target < version);
        marks
    };
    let mut all = Vec::new();
    for stub in stubs {
        let facts = &stub.facts;
        let class_of = |function: u32| -> Option<Name> {
            let class = facts.functions[function as usize].class?;
            Some(facts.classes[class as usize].key)
        };
        for (class, marks) in stub.classes {
            all.push(((Some(facts.classes[class as usize].key), None), of_target(marks)));
        }
        for (function, marks) in stub.functions {
            all.push(((class_of(function), Some(facts.functions[function as usize].key)), of_target(marks)));
        }
    }
    if all.is_empty() { LibraryMarks::None } else { LibraryMarks::ByName(all) }
}

/// Libraries of which nothing is known but what comes with asyncfix.
impl std::default::Default for Libraries {
    fn default() -> Self {
        Self {
            target: PythonVersion::PY310,
            environment: None,
            followed: Followed::None,
            stubs: UserStubs::default(),
            paths: Paths::default(),
        }
    }
}
