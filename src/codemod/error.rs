//! What is wrong in a codemod's file.

use std::path::PathBuf;

/// Something in a codemod that cannot be what its author means.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{row}: {message}", path.display())]
pub struct CodemodError {
    /// The codemod's file, as the user named it.
    pub path: PathBuf,
    /// The 1-based line.
    pub row: usize,
    /// What is wrong, and what to do.
    pub message: String,
}
