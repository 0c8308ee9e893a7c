//! New bytes to disk: the file is the old one or the new one at every moment, and nobody's change is lost.

use std::ffi::OsStr;
use std::fs::{self, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::{SourceError, read_bytes};

/// How the names of files begin that are not finished yet.
const UNFINISHED: &str = ".asyncfix-";

/// How old an unfinished file must be to be what is left of a run that was killed, not another run's work.
const LEFTOVER_AGE: Duration = Duration::from_hours(1);

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
    // The error names the unfinished file, which nobody has heard of.
    let unnamed = |error: io::Error| SourceError::Write(error.kind().into());
    let mut file = tempfile::Builder::new().prefix(UNFINISHED).tempfile_in(folder).map_err(unnamed)?;
    file.write_all(after).map_err(unnamed)?;
    keep_owner(file.as_file(), &metadata);
    file.as_file().set_permissions(metadata.permissions()).map_err(SourceError::Write)?;
    file.as_file().sync_data().map_err(SourceError::Write)?;
    if read_bytes(&target)? != before {
        return Err(SourceError::Changed);
    }
    file.persist(&target).map_err(|error| SourceError::Write(error.error))?;
    Ok(())
}

/// Whether a file is called as those that [`replace_file`] has not finished.
pub(super) fn is_unfinished(name: &OsStr) -> bool {
    name.as_encoded_bytes().starts_with(UNFINISHED.as_bytes())
}

/// Deletes those of the unfinished files that are old: a run that was killed has left them. What cannot be deleted stays.
pub fn remove_leftovers(unfinished: &[PathBuf]) {
    for path in unfinished {
        let modified = fs::symlink_metadata(path).and_then(|metadata| metadata.modified());
        if modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > LEFTOVER_AGE)) {
            let _ = fs::remove_file(path);
        }
    }
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
