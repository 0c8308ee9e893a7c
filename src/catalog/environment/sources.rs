//! The project's own modules that are no files of a run, found by their names below its source roots.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::folder::Folder;
use super::{LibraryFile, LibraryModule, Look, look};
use crate::catalog::is_module_name;

/// Folders from which module names count, each listed once.
#[derive(Debug, Default)]
pub struct SourceRoots {
    roots: Vec<Folder>,
    /// The roots that have a top-level module or package, by its name.
    by_top: OnceLock<FxHashMap<String, Vec<usize>>>,
}

impl SourceRoots {
    /// These folders. One that is named twice counts once.
    pub fn new(folders: impl IntoIterator<Item = PathBuf>) -> SourceRoots {
        let mut roots: Vec<PathBuf> = Vec::new();
        for folder in folders {
            if !roots.contains(&folder) {
                roots.push(folder);
            }
        }
        SourceRoots { roots: roots.into_iter().map(Folder::new).collect(), by_top: OnceLock::new() }
    }

    /// The folders, in their order.
    pub fn folders(&self) -> impl Iterator<Item = &Path> {
        self.roots.iter().map(Folder::path)
    }

    /// The files that `module` may be, one of each root that has it, the source before the stub.
    pub fn find(&self, module: &str) -> Vec<LibraryModule> {
        let top = module.split('.').next().unwrap_or(module);
        let Some(roots) = self.by_top().get(top).filter(|_| is_module_name(module)) else {
            return Vec::new();
        };
        let found = |root: &usize| match look(&self.roots[*root], module.split('.'), LibraryFile::Source) {
            Look::Found(found) => Some(found),
            Look::Hidden | Look::Absent => None,
        };
        roots.iter().filter_map(found).collect()
    }

    /// Whether a folder is named as `module` is, as that of a package without a file of its own is.
    pub fn has_folder(&self, module: &str) -> bool {
        let top = module.split('.').next().unwrap_or(module);
        let roots = self.by_top().get(top).filter(|_| is_module_name(module));
        roots.into_iter().flatten().any(|root| {
            let mut folder = &self.roots[*root];
            module.split('.').all(|part| {
                let inner = folder.entry(part).and_then(|entry| entry.folder.as_ref());
                folder = inner.unwrap_or(folder);
                inner.is_some()
            })
        })
    }

    fn by_top(&self) -> &FxHashMap<String, Vec<usize>> {
        self.by_top.get_or_init(|| {
            let mut by_top: FxHashMap<String, Vec<usize>> = FxHashMap::default();
            for (index, root) in self.roots.iter().enumerate() {
                for name in root.names() {
                    by_top.entry(name.to_owned()).or_default().push(index);
                }
            }
            by_top
        })
    }
}
