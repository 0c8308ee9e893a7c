//! What a run leaves on the disk for the next one, so that what did not change is neither read nor checked again.
//!
//! A cache is a store of bytes: it knows files by their [`Stamp`], contents by their [`ContentHash`], and nothing of what
//! the bytes mean. Whatever is wrong with it (damage, foreign files, no permission, a full disk) makes it forget, never
//! fail, and never give other bytes than it was given: everything on the disk is checksummed.
//!
//! * **Stamps and findings** lie in one index file, read when the cache is opened.
//! * **Facts** lie in packs, read piece by piece when something changed and the program has to be linked anew.
//! * **Runs** are a file each: the whole program's answers for exactly one set of files.
//!
//! Reading sees what was there when the cache was opened. What is learned and kept stays in memory until
//! [`Cache::save`]; files are written beside their place and renamed, so that of two runs at once both may save, and
//! at worst something is forgotten.

mod folder;
mod index;
mod pack;
mod save;
mod stamp;
mod trouble;

pub use stamp::{ContentHash, Stamp};
pub use trouble::Trouble;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::{SystemTime, UNIX_EPOCH};

use xxhash_rust::xxh3::xxh3_128;
use zerocopy::little_endian::{U32, U128};

use folder::Folder;
use index::{Index, PathRecord};
use pack::Packs;

/// The name of the folder at a project's root.
pub const FOLDER_NAME: &str = ".asyncfix_cache";

/// A cache as it was when it was opened, and what is to be added to it.
pub struct Cache {
    folder: Folder,
    fingerprint: u128,
    opened: SystemTime,
    index: Index,
    packs: Packs,
    uses: Uses,
    pending: Mutex<Pending>,
    trouble: OnceLock<Trouble>,
}

/// Which entries of the index were asked for; in the order of its tables.
struct Uses {
    paths: Vec<AtomicBool>,
    findings: Vec<AtomicBool>,
    facts: Vec<AtomicBool>,
}

/// What the next save adds.
#[derive(Default)]
struct Pending {
    paths: Vec<PathRecord>,
    findings: Vec<((ContentHash, u64), Vec<u8>)>,
    facts: Vec<(ContentHash, Vec<u8>)>,
    runs: Vec<(u128, Vec<u8>)>,
    used_runs: Vec<u128>,
}

impl Cache {
    /// Opens the cache in `folder`, which need not exist. `fingerprint` stands for everything that the bytes depend on
    /// besides the files: the version, the settings, the stubs. Under another fingerprint is another cache.
    ///
    /// Open it before the files are read: a file whose times are later is read again in the next run.
    pub fn open(folder: &Path, fingerprint: u128) -> Cache {
        Cache::open_at(folder, fingerprint, SystemTime::now())
    }

    /// [`Cache::open`] at another time than now.
    pub fn open_at(folder: &Path, fingerprint: u128, moment: SystemTime) -> Cache {
        let folder = Folder::new(folder, fingerprint);
        let trouble = OnceLock::new();
        let index = read_index(&folder, fingerprint).unwrap_or_else(|error| {
            let _ = trouble.set(error);
            None
        });
        let index = index.unwrap_or_default();
        Cache {
            packs: Packs::new(index.packs()),
            uses: Uses {
                paths: unused(index.paths().len()),
                findings: unused(index.findings().len()),
                facts: unused(index.facts().len()),
            },
            folder,
            fingerprint,
            opened: moment,
            index,
            pending: Mutex::default(),
            trouble,
        }
    }

    /// The content that the file at `path` has, if it is known and the file has still the same stamp. `path` may be any
    /// text that is another one for every file.
    pub fn known(&self, path: &str, stamp: &Stamp) -> Option<ContentHash> {
        let place = self.index.find_path(xxh3_128(path.as_bytes()))?;
        let record = self.index.paths().get(place)?;
        if record.stamp.get() != stamp.digest() {
            return None;
        }
        note_use(&self.uses.paths, place);
        Some(ContentHash(record.hash.get()))
    }

    /// Keeps what content the file at `path` had at `stamp`, which was taken before the content was read. A stamp that
    /// may stay the same when the file is written again, because the file was written just now, is not kept.
    pub fn learn(&self, path: &str, stamp: &Stamp, hash: ContentHash) {
        if !stamp.is_settled_at(self.opened) {
            return;
        }
        let record = PathRecord {
            path: U128::new(xxh3_128(path.as_bytes())),
            stamp: U128::new(stamp.digest()),
            hash: U128::new(hash.0),
            used: U32::new(seconds(self.opened)),
        };
        self.pending().paths.push(record);
    }

    /// The findings of a content. `key` tells apart what the same content yields at different paths.
    pub fn findings(&self, hash: ContentHash, key: u64) -> Option<&[u8]> {
        let place = self.index.find_findings(hash.0, key)?;
        note_use(&self.uses.findings, place);
        self.index.findings_bytes(self.index.findings().get(place)?)
    }

    /// Keeps the findings of a content, in place of any that there are.
    pub fn keep_findings(&self, hash: ContentHash, key: u64, bytes: Vec<u8>) {
        if u32::try_from(bytes.len()).is_ok() {
            self.pending().findings.push(((hash, key), bytes));
        }
    }

    /// The facts of a content, read from the disk.
    pub fn facts(&self, hash: ContentHash) -> Option<Vec<u8>> {
        let place = self.index.find_facts(hash.0)?;
        note_use(&self.uses.facts, place);
        let facts = self.packs.read(&self.folder, self.index.facts().get(place)?);
        self.or_trouble(facts)
    }

    /// Keeps the facts of a content, in place of any that there are.
    pub fn keep_facts(&self, hash: ContentHash, bytes: Vec<u8>) {
        if u32::try_from(bytes.len()).is_ok() {
            self.pending().facts.push((hash, bytes));
        }
    }

    /// The answers of a whole run, read from the disk. `digest` stands for the set of files and their contents.
    pub fn run(&self, digest: u128) -> Option<Vec<u8>> {
        let bytes = self.or_trouble(self.folder.read_run(digest))?;
        self.pending().used_runs.push(digest);
        Some(bytes)
    }

    /// Keeps the answers of a whole run. The last four stay.
    pub fn keep_run(&self, digest: u128, bytes: Vec<u8>) {
        self.pending().runs.push((digest, bytes));
    }

    /// The first thing that kept something from being read. It is for those who want to know: what could not be read is
    /// not known, and that is all.
    pub fn trouble(&self) -> Option<&Trouble> {
        self.trouble.get()
    }

    /// Writes what was learned and kept, and forgets what was not used for a week and ten saves. A run in which nothing
    /// was learned writes nothing.
    ///
    /// # Errors
    /// The system refuses to write. Then what was on the disk before is still there, and all that is lost is time.
    pub fn save(self) -> Result<(), Trouble> {
        save::save(self)
    }

    fn pending(&self) -> MutexGuard<'_, Pending> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn or_trouble(&self, read: Result<Option<Vec<u8>>, Trouble>) -> Option<Vec<u8>> {
        read.unwrap_or_else(|trouble| {
            let _ = self.trouble.set(trouble);
            None
        })
    }
}

/// The index that is on the disk now.
fn read_index(folder: &Folder, fingerprint: u128) -> Result<Option<Index>, Trouble> {
    let path = folder.index();
    let Some(bytes) = folder::read(&path)? else { return Ok(None) };
    Index::read(bytes, fingerprint).map(Some).ok_or(Trouble::Damaged { path })
}

fn unused(count: usize) -> Vec<AtomicBool> {
    (0..count).map(|_| AtomicBool::new(false)).collect()
}

fn note_use(uses: &[AtomicBool], place: usize) {
    if let Some(used) = uses.get(place) {
        used.store(true, Ordering::Relaxed);
    }
}

/// Seconds since 1970, in 32 bits.
fn seconds(moment: SystemTime) -> u32 {
    let since = moment.duration_since(UNIX_EPOCH).unwrap_or_default();
    u32::try_from(since.as_secs()).unwrap_or(u32::MAX)
}
