//! The rest of the project, where a run is about some of its files: modules that these import are read for what their
//! functions do, and never checked.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustc_hash::FxHashSet;

use super::libraries::{Libraries, Paths, facts_of_file};
use crate::catalog::environment::{LibraryFile, SourceRoots};
use crate::facts::Facts;
use crate::program::{Library, LibraryMarks, Origin, package_roots};

/// The project's files on disk, and the libraries.
pub struct Surroundings<'s> {
    /// What is no part of the project.
    pub libraries: Libraries,
    files: Vec<&'s Path>,
    named: Vec<PathBuf>,
    /// Where the project's modules are, once that is asked for.
    roots: OnceLock<SourceRoots>,
    /// Whether a file is not to be read: it is excluded, or a file of the run.
    is_left_out: &'s (dyn Fn(&Path) -> bool + Sync),
    paths: Paths,
}

impl<'s> Surroundings<'s> {
    /// The surroundings of the files at these absolute paths. `roots` are folders from which module names count besides
    /// those that the files show.
    pub fn new(
        libraries: Libraries,
        files: Vec<&'s Path>,
        roots: Vec<PathBuf>,
        is_left_out: &'s (dyn Fn(&Path) -> bool + Sync),
    ) -> Surroundings<'s> {
        let paths = Paths::default();
        Surroundings { libraries, files, named: roots, roots: OnceLock::new(), is_left_out, paths }
    }

    fn roots(&self) -> &SourceRoots {
        self.roots.get_or_init(|| {
            let packages = packages_on_disk(&self.files);
            let named = self.named.iter().flat_map(|root| [root.clone(), root.join("src")]);
            let shown = package_roots(&self.files, &packages).into_iter().map(Path::to_owned);
            SourceRoots::new(named.chain(shown))
        })
    }
}

impl crate::program::Libraries for Surroundings<'_> {
    fn load(&self, module: &str) -> Option<Library> {
        let environment = self.libraries.environment.as_ref();
        let mut found = self.roots().find(module);
        found.retain(|found| !environment.is_some_and(|environment| environment.contains(&found.path)));
        let own = match found.as_slice() {
            [] => return self.libraries.load(module).or_else(|| self.namespace(module)),
            [own] if !(self.is_left_out)(&own.path) => own,
            // Which of several is meant, nobody can tell.
            _ => return None,
        };
        let facts = facts_of_file(&own.path)?;
        self.paths.note(module, own);
        Some(Library {
            facts,
            is_package: own.is_package,
            origin: match own.kind {
                LibraryFile::Source => Origin::Context,
                LibraryFile::Stub => Origin::Stub,
            },
            marks: self.marks_of_project(module),
            is_thread_safe: false,
        })
    }

    fn is_lasting(&self) -> bool {
        self.paths.is_empty() && self.libraries.is_lasting()
    }

    fn marks_of_project(&self, module: &str) -> LibraryMarks {
        self.libraries.marks_of_project(module)
    }

    fn path(&self, module: &str) -> Option<PathBuf> {
        self.paths.get(module).or_else(|| self.libraries.path(module))
    }
}

impl Surroundings<'_> {
    /// A folder that is a package without a file of its own.
    fn namespace(&self, module: &str) -> Option<Library> {
        self.roots().has_folder(module).then(|| Library {
            facts: Facts::default(),
            is_package: true,
            origin: Origin::Context,
            marks: LibraryMarks::None,
            is_thread_safe: false,
        })
    }
}

/// The folders of these files, and those above, that are packages although their `__init__.py` is not among the files.
pub(super) fn packages_on_disk(files: &[&Path]) -> Vec<PathBuf> {
    let is_init = |file: &&&Path| file.file_stem().is_some_and(|stem| stem == "__init__");
    let known: FxHashSet<&Path> = files.iter().filter(is_init).filter_map(|file| file.parent()).collect();
    let mut looked_at: FxHashSet<&Path> = FxHashSet::default();
    let mut packages = Vec::new();
    for file in files {
        for folder in file.ancestors().skip(1) {
            if !looked_at.insert(folder) {
                break;
            }
            let exists = |name: &str| fs::metadata(folder.join(name)).is_ok_and(|file| file.is_file());
            if known.contains(folder) {
                continue;
            }
            if !exists("__init__.py") {
                break;
            }
            packages.push(folder.to_owned());
        }
    }
    packages
}
