//! What can go wrong between a file and its text, each with what to do about it.

use std::io::{self, ErrorKind};

use crate::syntax::TextRange;

use super::{Location, SIZE_LIMIT};

/// Why a file cannot be read, decoded, encoded or written. The path is known to whoever asked, and is not repeated.
#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    /// The path names nothing.
    #[error("no such file or folder; check the path")]
    Missing,
    /// The path names a folder where a file is needed.
    #[error("this is a folder; name a file")]
    Folder,
    /// The system refused to read it.
    #[error("it cannot be read ({0}); check its permissions")]
    Read(#[source] io::Error),
    /// The file is larger than [`SIZE_LIMIT`].
    #[error("the file is larger than {} MiB; exclude it", SIZE_LIMIT >> 20)]
    TooLarge,
    /// The file starts with the byte-order mark of an encoding that Python does not read.
    #[error("the file is {0}, which Python does not read; save it as UTF-8")]
    WideEncoding(&'static str),
    /// Python refuses NUL bytes.
    #[error("there is a NUL byte, which Python does not read; remove it, or save the file as UTF-8")]
    NullByte(Location),
    /// The bytes are not what the encoding allows.
    #[error("these bytes are not {encoding}; {help}")]
    InvalidBytes {
        /// The first of them.
        location: Location,
        /// The name of the encoding.
        encoding: String,
        /// What to do.
        help: &'static str,
    },
    /// The declared encoding is not one that asyncfix knows.
    #[error("the encoding `{name}` is not supported; save the file as UTF-8 and remove the declaration")]
    UnknownEncoding {
        /// The declaration.
        location: Location,
        /// The name as it is written.
        name: String,
    },
    /// A UTF-8 byte-order mark together with another declared encoding.
    #[error("the file starts with a UTF-8 mark but declares `{name}`; remove the declaration")]
    MarkContradicted {
        /// The declaration.
        location: Location,
        /// The name as it is written.
        name: String,
    },
    /// Decoding loses which of several byte sequences stood there.
    #[error("some {0} bytes of this file have a second spelling and would not survive; save it as UTF-8")]
    NotReversible(&'static str),
    /// The new text has a character that the file's encoding lacks.
    #[error(
        "the encoding {encoding} has no `{character}`; save the file as UTF-8 and remove the declaration"
    )]
    Unencodable {
        /// Where it stands in the new text.
        location: Location,
        /// The character.
        character: char,
        /// The name of the encoding.
        encoding: &'static str,
    },
    /// The new text declares another encoding than the file has.
    #[error("the change would move or alter the encoding declaration; keep it in the first two lines")]
    DeclarationChanged,
    /// The notebook is not what asyncfix can read.
    #[error("{problem}")]
    Notebook {
        /// Where in the JSON, or in which cell.
        location: Option<Location>,
        /// What is wrong and what to do.
        problem: String,
    },
    /// The file is not what it was when it was read.
    #[error("the file changed on disk since it was read; nothing was written, run again")]
    Changed,
    /// The file is write-protected.
    #[error("the file is read-only; make it writable")]
    ReadOnly,
    /// The system refused to write it.
    #[error("it cannot be written ({0}); {advice}", advice = advice(.0))]
    Write(#[source] io::Error),
}

/// What helps when the system refuses to write.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge => {
            "it is as it was: make room, then run again"
        }
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            "check the permissions of the file and its folder"
        }
        _ => "it is as it was: run again",
    }
}

impl SourceError {
    /// Where in the file the trouble is, if it is in one place.
    pub fn location(&self) -> Option<Location> {
        match self {
            SourceError::NullByte(location)
            | SourceError::InvalidBytes { location, .. }
            | SourceError::UnknownEncoding { location, .. }
            | SourceError::MarkContradicted { location, .. }
            | SourceError::Unencodable { location, .. } => Some(*location),
            SourceError::Notebook { location, .. } => *location,
            _ => None,
        }
    }

    /// Whether the system is the cause (the path, permissions, a change meanwhile), not the file's content.
    pub fn is_io(&self) -> bool {
        matches!(
            self,
            SourceError::Missing
                | SourceError::Folder
                | SourceError::Read(_)
                | SourceError::Changed
                | SourceError::ReadOnly
                | SourceError::Write(_)
        )
    }

    pub(super) fn from_read(error: io::Error) -> SourceError {
        match error.kind() {
            io::ErrorKind::NotFound => SourceError::Missing,
            io::ErrorKind::IsADirectory => SourceError::Folder,
            _ => SourceError::Read(error),
        }
    }
}

/// Why edits do not apply to a text. Each is a mistake of whoever made the edits.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// It lies before or inside its predecessor.
    #[error("the edit at {0:?} overlaps the one before it, or is out of order")]
    Overlap(TextRange),
    /// It reaches past the text, or splits a character.
    #[error("the edit at {0:?} does not lie on characters of the text")]
    OutOfText(TextRange),
    /// It reaches from one notebook cell into another.
    #[error("the edit at {0:?} crosses the border of a notebook cell")]
    CrossesCells(TextRange),
}
