//! The codemods that there are: those that come with asyncfix, and the user's own files.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::{Codemod, CodemodError, load};

/// A codemod's file that comes with asyncfix.
struct Builtin {
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
    #[error("{}: {source}", path.display())]
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

/// The codemods that come with asyncfix, in the order of their names.
///
/// # Panics
/// If one of them is none, which a test rules out.
pub fn builtin() -> &'static [&'static Codemod] {
    static LOADED: LazyLock<Vec<&'static Codemod>> = LazyLock::new(|| {
        let read = |file: &Builtin| match load(Path::new(file.path), file.text) {
            Ok(codemod) => &*Box::leak(Box::new(codemod)),
            Err(errors) => panic!("{}", LibraryError::Wrong(errors)),
        };
        ALL.iter().map(read).collect()
    });
    &LOADED
}

/// Reads the user's codemods: files, and all files of folders.
///
/// # Errors
/// What cannot be read, and what is wrong with any of them.
pub fn read(paths: &[PathBuf]) -> Result<Vec<&'static Codemod>, LibraryError> {
    let mut codemods = Vec::new();
    let mut wrong = Vec::new();
    for path in files(paths)? {
        let unreadable = |source| LibraryError::Unreadable { path: path.clone(), source };
        let text = std::fs::read_to_string(&path).map_err(unreadable)?;
        match load(&path, &text) {
            // A codemod lives as long as the program runs.
            Ok(codemod) => codemods.push(&*Box::leak(Box::new(codemod))),
            Err(errors) => wrong.extend(errors),
        }
    }
    if wrong.is_empty() { Ok(codemods) } else { Err(LibraryError::Wrong(wrong)) }
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
