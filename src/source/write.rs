//! New bytes to disk: the file is the old one or the new one at every moment, and nobody's change is lost.

use std::fs::{self, Metadata};
use std::io::Write as _;
use std::path::Path;

use super::{SourceError, read_bytes};

/// Replaces the file at `path` (or, for a symbolic link, the file it leads to), whose content is `before`, by `after`.
/// The new file keeps the mode and, where the system allows it, the owner.
///
/// # Errors
/// The file's content is no longer `before`, the file is read-only, or the system refuses. Then it is as it was.
pub fn replace_file(path: &Path, before: &[u8], after: &[u8]) -> Result<(), SourceError> {
    let target = fs::canonicalize(path).map_err(SourceError::from_read)?;
    let metadata = fs::metadata(&target).map_err(SourceError::from_read)?;
    if metadata.permissions().readonly() {
        return Err(SourceError::ReadOnly);
    }
    let folder = target.parent().ok_or(SourceError::Folder)?;
    let mut file =
        tempfile::Builder::new().prefix(".asyncfix-").tempfile_in(folder).map_err(SourceError::Write)?;
    file.write_all(after).map_err(SourceError::Write)?;
    keep_owner(file.as_file(), &metadata);
    file.as_file().set_permissions(metadata.permissions()).map_err(SourceError::Write)?;
    file.as_file().sync_data().map_err(SourceError::Write)?;
    if read_bytes(&target)? != before {
        return Err(SourceError::Changed);
    }
    file.persist(&target).map_err(|error| SourceError::Write(error.error))?;
    Ok(())
}

/// Gives `file` the owner and the group of the file it replaces. Only root may give a file away, and a user's own file
/// has the right owner already: a refusal leaves the file with whoever writes it.
#[cfg(unix)]
fn keep_owner(file: &fs::File, replaced: &Metadata) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let Ok(own) = file.metadata() else { return };
    if (own.uid(), own.gid()) != (replaced.uid(), replaced.gid()) {
        let _ = fchown(file, Some(replaced.uid()), Some(replaced.gid()));
    }
}

#[cfg(not(unix))]
fn keep_owner(_file: &fs::File, _replaced: &Metadata) {}
