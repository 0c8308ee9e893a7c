//! Files in and out: which files there are, what text their bytes mean, and how new text gets back to disk.
//!
//! Everything past this room sees a [`Source`]: UTF-8 text without a byte-order mark. What the bytes were is kept
//! there, so that [`Source::encode`] gives back a file that differs in the edits alone.

mod cell_json;
mod decode;
mod edit;
mod error;
mod notebook;
mod test_code;
mod walk;
mod write;

pub use error::{EditError, SourceError};
pub use test_code::is_of_tests;
pub use walk::{Found, FoundFile, PathProblem, absolute_path, shown_path, walk};
pub use write::{remove_leftovers, replace_file};

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::syntax::{Grammar, LineIndex, TextRange, TextSize};

use decode::Encoding;
use notebook::Notebook;

/// The size in bytes above which a file is refused. Positions in a text are 32 bits wide, and decoding can at most
/// treble the size.
pub const SIZE_LIMIT: u64 = 1 << 30;

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
#[derive(Debug, Clone)]
pub struct Source {
    /// The path as the user sees it: relative to where asyncfix runs, if it lies below.
    pub path: PathBuf,
    /// What kind of file it is.
    pub kind: SourceKind,
    /// The code. For a notebook, its code cells joined by line feeds.
    pub text: String,
    /// How to parse `text`.
    pub grammar: Grammar,
    lines: OnceLock<LineIndex>,
    form: Form,
}

/// What the bytes were apart from the text.
#[derive(Debug, Clone)]
enum Form {
    Plain { encoding: Encoding, mark: Mark },
    Notebook { notebook: Arc<Notebook>, mark: Mark },
}

/// Whether the file starts with a UTF-8 byte-order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Absent,
    Present,
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

impl SourceKind {
    /// The kind that a file's name tells, `None` for a file that is only checked when named on the command line.
    pub fn of_path(path: &Path) -> Option<SourceKind> {
        match path.extension()?.as_encoded_bytes() {
            b"py" => Some(SourceKind::Python),
            b"pyi" => Some(SourceKind::Stub),
            b"ipynb" => Some(SourceKind::Notebook),
            _ => None,
        }
    }
}

impl Source {
    /// Reads the file at `path`; its name tells what kind it is, a module where it tells nothing.
    ///
    /// # Errors
    /// The file cannot be read, or is not text that Python would read.
    pub fn read(path: &Path) -> Result<Source, SourceError> {
        let kind = SourceKind::of_path(path).unwrap_or(SourceKind::Python);
        let bytes = read_bytes(path)?;
        Source::from_bytes(path.to_owned(), kind, bytes)
    }

    /// Decodes `bytes`. For every source that this accepts, [`Source::encode`] gives the same bytes back.
    ///
    /// # Errors
    /// The bytes are not text that Python (or, for a notebook, Jupyter) would read.
    pub fn from_bytes(path: PathBuf, kind: SourceKind, bytes: Vec<u8>) -> Result<Source, SourceError> {
        if bytes.len() as u64 > SIZE_LIMIT {
            return Err(SourceError::TooLarge);
        }
        if kind == SourceKind::Notebook {
            let (raw, mark) = decode::decode_utf8(bytes)?;
            let (notebook, text, cells) = Notebook::read(raw)?;
            let form = Form::Notebook { notebook: Arc::new(notebook), mark };
            return Ok(Source::new(path, kind, text, Grammar::Cells(cells), form));
        }
        let (text, encoding, mark) = decode::decode(bytes)?;
        Ok(Source::new(path, kind, text, Grammar::Module, Form::Plain { encoding, mark }))
    }

    fn new(path: PathBuf, kind: SourceKind, text: String, grammar: Grammar, form: Form) -> Source {
        Source { path, kind, text, grammar, lines: OnceLock::new(), form }
    }

    /// The file's bytes for this text: the encoding, the byte-order mark and everything of a notebook but the changed
    /// lines of its code cells are the file's.
    ///
    /// # Errors
    /// The file's encoding lacks a character of the text, or the text declares another encoding.
    pub fn encode(&self) -> Result<Vec<u8>, SourceError> {
        match (&self.form, &self.grammar) {
            (Form::Notebook { notebook, mark }, Grammar::Cells(cells)) => {
                let cells = cells.iter().map(|&range| &self.text[range]);
                Ok(decode::encode_utf8(&notebook.with_cells(cells), *mark))
            }
            (Form::Plain { encoding, mark }, _) => decode::encode(&self.text, *encoding, *mark),
            (Form::Notebook { .. }, Grammar::Module) => unreachable!("a notebook's grammar is its cells"),
        }
    }

    /// The line starts of the text, found when first asked for: most files are never asked.
    pub fn lines(&self) -> &LineIndex {
        self.lines.get_or_init(|| LineIndex::from_source_text(&self.text))
    }

    /// The position of `offset` for people. An offset at the end of a cell belongs to that cell.
    pub fn location(&self, offset: TextSize) -> Location {
        let position = self.lines().line_column(offset, &self.text);
        let (row, column) = (number(position.line.get()), number(position.column.get()));
        let Some((cell, range)) = self.cell_at(offset) else {
            return Location { cell: None, row, column };
        };
        let first = number(self.lines().line_index(range.start()).get());
        Location { cell: Some(cell), row: row - first + 1, column }
    }

    /// The line that `offset` is in, without its line end. In a notebook it lies in one cell.
    pub fn line_range(&self, offset: TextSize) -> TextRange {
        let line = self.lines().line_range(self.lines().line_index(offset), &self.text);
        let ended = &self.text[line];
        let text = ended.trim_end_matches(['\r', '\n']);
        TextRange::at(line.start(), TextSize::of(text))
    }

    /// The text of the line that `offset` is in, without its line end.
    pub fn line_text(&self, offset: TextSize) -> &str {
        &self.text[self.line_range(offset)]
    }

    /// What a new line next to `offset` ends with: the end of the line that `offset` is in or, where that has none, of
    /// the line before it; a line feed in a text without line ends.
    pub fn line_end_at(&self, offset: TextSize) -> &'static str {
        let within =
            self.cell_at(offset).map_or(TextRange::up_to(TextSize::of(&self.text)), |(_, range)| range);
        let line = self.line_range(offset);
        let after = &self.text[TextRange::new(line.end(), within.end().max(line.end()))];
        let before = &self.text[TextRange::new(within.start(), line.start())];
        match (after.as_bytes(), before.as_bytes()) {
            ([b'\r', b'\n', ..], _) | ([], [.., b'\r', b'\n']) => "\r\n",
            ([b'\r', ..], _) | ([], [.., b'\r']) => "\r",
            _ => "\n",
        }
    }

    /// The notebook's Python cells in the order of the text, each with its 1-based number among all cells; none for
    /// other files.
    pub fn cells(&self) -> impl Iterator<Item = (u32, TextRange)> {
        let (numbers, ranges) = match (&self.form, &self.grammar) {
            (Form::Notebook { notebook, .. }, Grammar::Cells(ranges)) => {
                (notebook.numbers(), ranges.as_slice())
            }
            _ => (&[][..], &[][..]),
        };
        numbers.iter().copied().zip(ranges.iter().copied())
    }

    /// The cell whose range, end included, contains `offset`, with its number; `None` outside notebooks.
    fn cell_at(&self, offset: TextSize) -> Option<(u32, TextRange)> {
        let Form::Notebook { notebook, .. } = &self.form else { return None };
        let Grammar::Cells(ranges) = &self.grammar else { return None };
        let index = ranges.partition_point(|range| range.end() < offset);
        Some((*notebook.numbers().get(index)?, ranges[index]))
    }
}

/// The bytes of the file at `path`, read with one `open`.
fn read_bytes(path: &Path) -> Result<Vec<u8>, SourceError> {
    let file = File::open(path).map_err(SourceError::from_read)?;
    let size = file.metadata().map_err(SourceError::from_read)?.len();
    if size > SIZE_LIMIT {
        return Err(SourceError::TooLarge);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    // A pipe has no size of its own: one byte more than is accepted shows that it is too long.
    file.take(SIZE_LIMIT + 1).read_to_end(&mut bytes).map_err(SourceError::from_read)?;
    Ok(bytes)
}

/// A row or column as 32 bits, which [`SIZE_LIMIT`] guarantees to suffice.
fn number(value: usize) -> u32 {
    u32::try_from(value).expect("a text is smaller than 4 GiB")
}
