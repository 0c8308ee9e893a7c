//! The libraries installed for the project, found without running any Python: in CI the project is not to be trusted,
//! and its interpreter may not even start here.
//!
//! An **environment** is a folder that an interpreter installs into; its **site folders** (`site-packages`) hold the
//! libraries, and `.pth` files in them add further folders, as editable installs do. The user site (`~/.local`),
//! `PYTHONPATH`, libraries in zip files and editable installs whose `.pth` file runs code (`import __editable__…`) are
//! not searched: nothing but Python itself can tell what they bring.

mod folder;
mod layout;
mod sources;

use std::path::{Path, PathBuf, absolute};

use folder::{Folder, ModuleFiles};
use layout::{Layout, linked_folders};

use super::is_module_name;

pub use sources::SourceRoots;

/// Where to look for an environment. Relative paths start where asyncfix runs.
#[derive(Debug, Clone, Copy)]
pub struct Search<'a> {
    /// The project's folder.
    pub project: &'a Path,
    /// What the user named: an interpreter, an environment's folder or a site folder.
    pub python: Option<&'a Path>,
    /// The value of `VIRTUAL_ENV`, which tells the activated virtual environment.
    pub virtual_env: Option<&'a Path>,
    /// The value of `CONDA_PREFIX`, which tells the activated conda environment.
    pub conda_prefix: Option<&'a Path>,
}

/// Why what the user named is no environment.
#[derive(Debug, thiserror::Error)]
pub enum EnvironmentError {
    /// The path names nothing.
    #[error("{}: no such file or folder; {EXPECTED}", .0.display())]
    Missing(PathBuf),
    /// It is a file, but by its name no interpreter.
    #[error("{}: this file is not a Python interpreter; {EXPECTED}", .0.display())]
    NoInterpreter(PathBuf),
    /// Nothing is installed where this interpreter or environment would have it.
    #[error("{}: no site-packages folder belongs to it; {EXPECTED}", .0.display())]
    NoSiteFolder(PathBuf),
}

const EXPECTED: &str = "name an interpreter (such as .venv/bin/python or .venv\\Scripts\\python.exe), the folder of a \
                        virtual environment, or a site-packages folder";

/// The libraries of one interpreter. Folders are listed when first asked for, and once: what is installed meanwhile is
/// not seen.
#[derive(Debug)]
pub struct Environment {
    /// The site folders, each followed by what its `.pth` files add: Python's import path without the standard library.
    roots: Vec<Folder>,
    /// What lies below these is the environment's, by each of its names where links lead to it.
    territory: Vec<PathBuf>,
    version: Option<(u8, u8)>,
}

/// Where a library's module is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LibraryModule {
    /// The file.
    pub path: PathBuf,
    /// Whether the file declares or does.
    pub kind: LibraryFile,
    /// Whether the module is a package, which is what its relative imports start from.
    pub is_package: bool,
}

/// What a library's file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LibraryFile {
    /// A stub (`.pyi`): what there is, without what it does.
    Stub,
    /// The code (`.py`).
    Source,
}

impl Environment {
    /// The environment that the user named or, in this order, the activated virtual environment, the activated conda
    /// environment, `.venv` and `venv` in the project's folder. Conda's base environment, which is always active,
    /// comes last. `None` where none of them is there: a variable that is out of date is no error.
    ///
    /// # Errors
    /// What the user named is no environment.
    pub fn discover(search: &Search) -> Result<Option<Environment>, EnvironmentError> {
        if let Some(python) = search.python {
            let python = absolute(python).unwrap_or_else(|_| python.to_owned());
            return Layout::named(&python).map(|layout| Some(Environment::new(layout)));
        }
        let of_project = [".venv", "venv"].map(|name| search.project.join(name));
        let (base, conda) = match search.conda_prefix {
            Some(prefix) if prefix.join("condabin").is_dir() => (Some(prefix), None),
            prefix => (None, prefix),
        };
        let places = [search.virtual_env, conda].into_iter().flatten();
        let mut places = places.chain(of_project.iter().map(PathBuf::as_path)).chain(base);
        let layout = places.find_map(|place| Layout::of_environment(&absolute(place).ok()?));
        Ok(layout.map(Environment::new))
    }

    fn new(layout: Layout) -> Environment {
        let mut roots: Vec<PathBuf> = Vec::new();
        for site in &layout.site_folders {
            for root in [site.clone()].into_iter().chain(linked_folders(site)) {
                if !roots.contains(&root) {
                    roots.push(root);
                }
            }
        }
        let mut territory: Vec<PathBuf> = layout.site_folders;
        territory.extend(layout.virtual_environment);
        let real: Vec<_> = territory.iter().filter_map(|path| path.canonicalize().ok()).collect();
        territory.extend(real);
        Environment {
            roots: roots.into_iter().map(Folder::new).collect(),
            territory,
            version: layout.version,
        }
    }

    /// The interpreter's version (`(3, 12)`), as `pyvenv.cfg` or a name such as `lib/python3.12` tells it.
    pub fn version(&self) -> Option<(u8, u8)> {
        self.version
    }

    /// The folders that are searched, in their order.
    pub fn search_path(&self) -> impl Iterator<Item = &Path> {
        self.roots.iter().map(Folder::path)
    }

    /// Whether the absolute `path` lies in a site folder or in a virtual environment, and so is not the project's even
    /// where the environment lies in the project's folder. What an editable install refers to does not: it is
    /// somebody's own source.
    pub fn contains(&self, path: &Path) -> bool {
        self.territory.iter().any(|folder| path.starts_with(folder))
    }

    /// The file that says most about the interface of `module` (dotted: `aiohttp.client`), as type checkers choose it:
    /// a stub package (`aiohttp-stubs`) anywhere on the search path; else the package before the module of that name,
    /// and of each the stub before the source. Where a stub package lacks the module, the library itself is asked.
    ///
    /// `None` for what is not installed, for a compiled module without a stub, and for a namespace package, which has
    /// no file; its parts are found in whichever folder has them.
    pub fn find(&self, module: &str) -> Option<LibraryModule> {
        if !is_module_name(module) {
            return None;
        }
        let (top, rest) = module.split_once('.').map_or((module, None), |(top, rest)| (top, Some(rest)));
        let parts = |top| std::iter::once(top).chain(rest.into_iter().flat_map(|rest| rest.split('.')));
        let stubs = format!("{top}-stubs");
        let declared =
            self.roots.iter().find_map(|root| match look(root, parts(&stubs), LibraryFile::Stub) {
                Look::Found(found) if found.kind == LibraryFile::Stub => Some(found),
                _ => None,
            });
        declared.or_else(|| self.first(module, LibraryFile::Stub))
    }

    /// The source of `module`, even where a stub tells more about its interface. `None` where there is none.
    pub fn find_source(&self, module: &str) -> Option<LibraryModule> {
        if !is_module_name(module) {
            return None;
        }
        self.first(module, LibraryFile::Source).filter(|found| found.kind == LibraryFile::Source)
    }

    /// What the first folder of the search path gives that has the module at all.
    fn first(&self, module: &str, preferred: LibraryFile) -> Option<LibraryModule> {
        let answers = self.roots.iter().map(|root| look(root, module.split('.'), preferred));
        match answers.into_iter().find(|answer| !matches!(answer, Look::Absent))? {
            Look::Found(found) => Some(found),
            Look::Hidden | Look::Absent => None,
        }
    }
}

/// What one folder of the search path says about a module.
enum Look {
    Found(LibraryModule),
    /// The name belongs to something here that has no readable file for it, so that Python looks no further.
    Hidden,
    Absent,
}

fn look<'a>(root: &Folder, parts: impl Iterator<Item = &'a str>, preferred: LibraryFile) -> Look {
    let mut parts = parts.peekable();
    let mut folder = root;
    let mut missing = Look::Absent;
    while let Some(part) = parts.next() {
        let Some(entry) = folder.entry(part) else { return missing };
        let package = entry.folder.as_ref().and_then(|inner| Some((inner, inner.entry("__init__")?.files)));
        let package = package.filter(|(_, files)| files.any());
        if parts.peek().is_none() {
            let file = match package {
                Some((inner, files)) => library_file(inner, "__init__", files, preferred),
                None => library_file(folder, part, entry.files, preferred),
            };
            return match file {
                Some((path, kind)) => {
                    Look::Found(LibraryModule { path, kind, is_package: package.is_some() })
                }
                None if package.is_some() || entry.files.any() => Look::Hidden,
                None => missing,
            };
        }
        match (package, &entry.folder) {
            (Some((inner, _)), _) => {
                missing = Look::Hidden;
                folder = inner;
            }
            // A module with the folder's name comes before a namespace package.
            (None, Some(inner)) if !entry.files.any() => folder = inner,
            _ => return Look::Hidden,
        }
    }
    missing
}

fn library_file(
    folder: &Folder,
    stem: &str,
    files: ModuleFiles,
    preferred: LibraryFile,
) -> Option<(PathBuf, LibraryFile)> {
    let kind = match (files.stub, files.source) {
        (true, true) => preferred,
        (true, false) => LibraryFile::Stub,
        (false, true) => LibraryFile::Source,
        (false, false) => return None,
    };
    let ending = match kind {
        LibraryFile::Stub => "pyi",
        LibraryFile::Source => "py",
    };
    Some((folder.path().join(format!("{stem}.{ending}")), kind))
}
