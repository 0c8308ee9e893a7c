//! Folders that are listed once: looking for ten thousand modules asks the system for each folder on their way, not for
//! each name that a module could have.
//!
//! A listing holds the folder's subfolders, each listed in turn when somebody comes by. The lists grow into a tree
//! that is never locked for longer than one listing takes.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

/// A folder, listed when first asked for. One that cannot be read is empty.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    entries: OnceLock<FxHashMap<String, Entry>>,
}

/// What a folder has by one module name.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Files named so.
    pub(super) files: ModuleFiles,
    /// A folder named so.
    pub(super) folder: Option<Folder>,
}

/// Which files there are for one module.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct ModuleFiles {
    /// `name.pyi`.
    pub(super) stub: bool,
    /// `name.py`.
    pub(super) source: bool,
    /// `name.so`, `name.cpython-312-x86_64-linux-gnu.so`, `name.pyd` or `name.pyc`: importable, but not readable.
    pub(super) compiled: bool,
}

impl ModuleFiles {
    /// Whether Python or a type checker finds the module.
    pub(super) fn any(self) -> bool {
        self.stub || self.source || self.compiled
    }
}

impl Folder {
    pub(super) fn new(path: PathBuf) -> Folder {
        Folder { path, entries: OnceLock::new() }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What is named `name` here, in exactly these letters whatever the file system thinks of case.
    pub(super) fn entry(&self, name: &str) -> Option<&Entry> {
        self.entries().get(name)
    }

    /// What module names there are here.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.entries().keys().map(String::as_str)
    }

    fn entries(&self) -> &FxHashMap<String, Entry> {
        self.entries.get_or_init(|| list(&self.path))
    }
}

fn list(folder: &Path) -> FxHashMap<String, Entry> {
    let mut entries: FxHashMap<String, Entry> = FxHashMap::default();
    for found in fs::read_dir(folder).into_iter().flatten().flatten() {
        // No module is named by anything else than Unicode.
        let Ok(name) = found.file_name().into_string() else { continue };
        let (stem, ending) = name.split_once('.').unwrap_or((&name, ""));
        let last = ending.rsplit('.').next().unwrap_or_default();
        if !matches!((ending, last), ("" | "py" | "pyi", _) | (_, "so" | "pyd" | "pyc")) {
            continue;
        }
        // The listing tells what is what without asking the system again, but for links; a broken link is nothing.
        let kind = match found.file_type() {
            Ok(kind) if kind.is_symlink() => fs::metadata(found.path()).map(|target| target.file_type()),
            kind => kind,
        };
        let Ok(kind) = kind else { continue };
        if kind.is_dir() && ending.is_empty() && !name.ends_with('.') {
            entries.entry(name).or_default().folder = Some(Folder::new(found.path()));
        } else if kind.is_file() && !ending.is_empty() {
            let files = &mut entries.entry(stem.to_owned()).or_default().files;
            match ending {
                "pyi" => files.stub = true,
                "py" => files.source = true,
                _ => files.compiled = true,
            }
        }
    }
    entries
}
