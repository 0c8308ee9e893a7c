//! What identifies a file's content, and what tells without reading it that the content is still the same.

use std::fs::Metadata;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::xxh3_128;

/// How much older than the moment of learning a file's times must be for its stamp to be trusted: the coarsest clock
/// of a file system in use (FAT) ticks every two seconds.
const COARSEST_TICK: Duration = Duration::from_secs(2);

/// 128 bits of xxh3 over a file's bytes: equal for equal contents, and different for all others that anybody has.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ContentHash(pub(super) u128);

impl ContentHash {
    /// The hash of `bytes`.
    pub fn of(bytes: &[u8]) -> ContentHash {
        ContentHash(xxh3_128(bytes))
    }

    /// The hash as a number, for digests over many files.
    pub fn get(self) -> u128 {
        self.0
    }
}

/// What a file system says of a file and changes whenever the file is written. Times are nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Stamp {
    /// The size in bytes.
    pub size: u64,
    /// When the content was last written. The largest number where the system does not tell.
    pub modified: i64,
    /// When the content, the name or the rights were last changed, which no program can set; 0 where there is no such
    /// time.
    pub changed: i64,
    /// The number of the file on its disk, which a renamed file takes along; 0 where there is none.
    pub inode: u64,
}

impl From<&Metadata> for Stamp {
    fn from(metadata: &Metadata) -> Stamp {
        let modified = metadata.modified().map_or(i64::MAX, nanoseconds);
        let (changed, inode) = changed_and_inode(metadata);
        Stamp { size: metadata.len(), modified, changed, inode }
    }
}

impl Stamp {
    /// Whether whoever reads the file at `moment` or later can rely on the stamp to change with the next write. A file
    /// that was written just before may be written again within the same tick of the clock (git calls it racy).
    pub(super) fn is_settled_at(&self, moment: SystemTime) -> bool {
        let latest = moment.checked_sub(COARSEST_TICK).map_or(i64::MIN, nanoseconds);
        self.modified.max(self.changed) < latest
    }

    /// All four numbers as one.
    pub(super) fn digest(&self) -> u128 {
        let mut bytes = [0; 32];
        let numbers = [
            self.size.to_le_bytes(),
            self.modified.to_le_bytes(),
            self.changed.to_le_bytes(),
            self.inode.to_le_bytes(),
        ];
        bytes.copy_from_slice(numbers.as_flattened());
        xxh3_128(&bytes)
    }
}

#[cfg(unix)]
fn changed_and_inode(metadata: &Metadata) -> (i64, u64) {
    use std::os::unix::fs::MetadataExt;
    let changed = metadata.ctime().saturating_mul(1_000_000_000).saturating_add(metadata.ctime_nsec());
    (changed, metadata.ino())
}

#[cfg(not(unix))]
fn changed_and_inode(_metadata: &Metadata) -> (i64, u64) {
    (0, 0)
}

fn nanoseconds(time: SystemTime) -> i64 {
    match time.duration_since(UNIX_EPOCH) {
        Ok(after) => i64::try_from(after.as_nanos()).unwrap_or(i64::MAX),
        Err(before) => i64::try_from(before.duration().as_nanos()).map_or(i64::MIN, |number| -number),
    }
}
