//! Why a cache is of no use, for those who ask. Nobody has to: a cache in trouble remembers less, and that is all.

use std::io;
use std::path::PathBuf;

/// What keeps the cache from being read or written.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The system refused to read a file that is there.
    #[error("the cache file {} cannot be read ({source}); delete it, or check its permissions", path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The file is not what was written.
    #[error("the cache file {} is damaged and left unused; the next save replaces it", path.display())]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The system refused to write a file.
    #[error(
        "the cache in {} cannot be written ({source}); check the permissions of the folder and the space on the disk",
        path.display()
    )]
    Write {
        /// The folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}
