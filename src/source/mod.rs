//! Files in and out: which files there are, what text their bytes mean, and how new text gets back to disk.
//!
//! Everything past this room sees a [`Source`]: UTF-8 text without a byte-order mark. What the bytes were is kept
//! there, so that [`Source::encode`] gives back a file that differs in the edits alone.

use std::path::PathBuf;

use crate::syntax::{Grammar, LineIndex, TextRange};

/// What kind of file a source is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SourceKind {
    /// A module (`.py`, or any file named on the command line).
    Python,
    /// A stub (`.pyi`).
    Stub,
    /// A Jupyter notebook (`.ipynb`).
    Notebook,
}

/// One file, decoded.
pub struct Source {
    /// The path as the user sees it: relative to where asyncfix runs, if it lies below.
    pub path: PathBuf,
    /// What kind of file it is.
    pub kind: SourceKind,
    /// The code. For a notebook, its code cells joined by line feeds.
    pub text: String,
    /// How to parse `text`.
    pub grammar: Grammar,
    /// The line starts of `text`.
    pub lines: LineIndex,
}

/// A position for people: 1-based row and 1-based column in code points, in a notebook relative to the cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The 1-based number of the notebook's cell, counted over all its cells; `None` elsewhere.
    pub cell: Option<u32>,
    /// The line.
    pub row: u32,
    /// The column.
    pub column: u32,
}

/// A replacement in a source's text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TextEdit {
    /// What is replaced; empty to insert.
    pub range: TextRange,
    /// The new text.
    pub content: String,
}
