//! The codemods that there are: those that come with asyncfix, and the user's own files.

use std::path::{Path, PathBuf};
use std::sync::{LazyLock, PoisonError, RwLock};

use rayon::prelude::*;

use super::{Codemod, CodemodError, load};
use crate::rule::Rule;

/// A codemod's file that comes with asyncfix.
struct Builtin {
    /// The folder it stands in.
    pack: &'static str,
    /// Its place in the repository.
    path: &'static str,
    /// Its text.
    text: &'static str,
}

include!(concat!(env!("OUT_DIR"), "/codemods.rs"));

/// Why a user's codemods cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// A file or folder cannot be read.
    #[error("{} cannot be read", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// Files are no codemods: all that is wrong with them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Wrong(Vec<CodemodError>),
}

/// A codemod with the pack that it belongs to.
#[derive(Clone, Copy)]
pub struct Packed {
    /// The folder that it stands in, with dashes.
    pub pack: &'static str,
    /// The codemod.
    pub codemod: &'static Codemod,
}

/// The codemods that come with asyncfix, in the order of their packs and names.
///
/// # Panics
/// If one of them is none, which a test rules out.
pub fn builtin() -> &'static [Packed] {
    static LOADED: LazyLock<Vec<Packed>> = LazyLock::new(|| {
        let read = |file: &Builtin| match load(Path::new(file.path), file.text) {
            Ok(codemod) => Packed { pack: file.pack, codemod: Box::leak(Box::new(codemod)) },
            Err(errors) => panic!("{}", LibraryError::Wrong(errors)),
        };
        ALL.iter().map(read).collect()
    });
    &LOADED
}

/// The user's codemods that were read, in their order. A codemod lives as long as the program runs.
static USERS: RwLock<Vec<Packed>> = RwLock::new(Vec::new());

/// The codemod that a rule is, with its pack.
pub fn of(rule: &Rule) -> Option<Packed> {
    // A codemod has no kinds of node of its own.
    if !rule.on.is_empty() {
        return None;
    }
    let is_it = |packed: &&Packed| std::ptr::eq(&raw const packed.codemod.rule, rule);
    builtin().iter().find(is_it).copied().or_else(|| {
        let users = USERS.read().unwrap_or_else(PoisonError::into_inner);
        users.iter().find(is_it).copied()
    })
}

/// The user's codemod with this code.
pub fn of_user(code: &str) -> Option<&'static Codemod> {
    let users = USERS.read().unwrap_or_else(PoisonError::into_inner);
    users.iter().map(|packed| packed.codemod).find(|codemod| codemod.rule.code == code)
}

/// Reads the user's codemods: files, and all files of folders, which are packs.
///
/// # Errors
/// What cannot be read, and what is wrong with any of them.
pub fn read(paths: &[PathBuf]) -> Result<Vec<Packed>, LibraryError> {
    let read = |path: &PathBuf| -> Result<Result<Codemod, Vec<CodemodError>>, LibraryError> {
        let unreadable = |source| LibraryError::Unreadable { path: path.clone(), source };
        Ok(load(path, &std::fs::read_to_string(path).map_err(unreadable)?))
    };
    let files = files(paths)?;
    let loaded: Vec<_> = files.par_iter().map(read).collect::<Result<_, _>>()?;
    let (mut codemods, mut wrong) = (Vec::new(), Vec::new());
    for (path, loaded) in files.iter().zip(loaded) {
        match loaded {
            Ok(codemod) => {
                codemods.push(Packed { pack: pack_of(path), codemod: Box::leak(Box::new(codemod)) });
            }
            Err(errors) => wrong.extend(errors),
        }
    }
    if !wrong.is_empty() {
        return Err(LibraryError::Wrong(wrong));
    }
    USERS.write().unwrap_or_else(PoisonError::into_inner).extend(&codemods);
    Ok(codemods)
}

fn pack_of(path: &Path) -> &'static str {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    Box::leak(folder.to_string_lossy().replace('_', "-").into_boxed_str())
}

/// The Python files that these paths are or hold, in order.
///
/// # Errors
/// A path that cannot be read.
pub fn files(paths: &[PathBuf]) -> Result<Vec<PathBuf>, LibraryError> {
    let mut files = Vec::new();
    for path in paths {
        let unreadable = |source| LibraryError::Unreadable { path: path.clone(), source };
        if !std::fs::metadata(path).map_err(unreadable)?.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(unreadable)?;
        let mut inside: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        inside.retain(|file| file.extension().is_some_and(|end| end == "py"));
        inside.sort();
        files.extend(inside);
    }
    Ok(files)
}

/// A codemod's name: its file's stem, with dashes.
pub fn name_of(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-")
}
