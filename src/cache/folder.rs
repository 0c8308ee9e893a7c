//! Where on the disk a cache lies, and how files get there and away.
//!
//! ```text
//! .asyncfix_cache/                  .gitignore, CACHEDIR.TAG
//!   v2-0.1.0/                       a folder per format and version
//!     5f0c…32 digits…/              a generation: one fingerprint
//!       index                       what is known
//!       facts-…32 digits….pack      facts, never changed once written
//!       run-…32 digits…             the answers of one whole run
//! ```

use std::cmp::Reverse;
use std::fs::{self, File, Metadata};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use tempfile::NamedTempFile;
use xxhash_rust::xxh3::xxh3_128;

use super::Trouble;

/// The version of what lies in a generation: another one is another folder.
pub(super) const FORMAT: u8 = 3;

/// How many generations stay.
const KEPT_GENERATIONS: usize = 4;

/// How many whole runs stay in a generation.
const KEPT_RUNS: usize = 4;

/// How old a file must be that no index names before it is taken for a leftover, not for another run's work.
const LEFTOVER_AGE: Duration = Duration::from_hours(1);

/// No file of a cache is larger, so that a foreign one cannot fill the memory.
const SIZE_LIMIT: u64 = 1 << 31;

const INDEX: &str = "index";
const UNFINISHED: &str = ".new-";
const RUN: &str = "run-";
const RUN_MAGIC: [u8; 8] = [b'a', b'f', b'x', b'r', b'u', b'n', b's', FORMAT];

/// The text that <https://bford.info/cachedir/> asks for: backup programs pass by a folder that has it.
const TAG: &str = "Signature: 8a477f597d28d172789f06886806bc55
# This folder is the cache of asyncfix. It may be deleted at any time.
# For information about cache directory tags see https://bford.info/cachedir/
";

/// The folder of one generation.
pub(super) struct Folder {
    root: PathBuf,
    version: PathBuf,
    generation: PathBuf,
}

impl Folder {
    pub fn new(root: &Path, fingerprint: u128) -> Folder {
        let version = root.join(format!("v{FORMAT}-{}", env!("CARGO_PKG_VERSION")));
        let generation = version.join(format!("{fingerprint:032x}"));
        Folder { root: root.to_owned(), version, generation }
    }

    /// The path of a file of the generation.
    pub fn file(&self, name: &str) -> PathBuf {
        self.generation.join(name)
    }

    /// The path of the index.
    pub fn index(&self) -> PathBuf {
        self.file(INDEX)
    }

    /// Makes the folder, with the files that keep it out of repositories and backups.
    pub fn create(&self) -> Result<(), Trouble> {
        let create = || {
            // What lies in the tree must not say where else is written.
            for folder in [&self.root, &self.generation] {
                if folder.is_symlink() {
                    return Err(io::Error::other("it is a link"));
                }
            }
            fs::create_dir_all(&self.generation)?;
            for (name, text) in [(".gitignore", "*\n"), ("CACHEDIR.TAG", TAG)] {
                match File::create_new(self.root.join(name)) {
                    Ok(mut file) => file.write_all(text.as_bytes())?,
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                    Err(error) => return Err(error),
                }
            }
            Ok(())
        };
        create().map_err(|error| self.write_trouble(error))
    }

    /// A file that has no name yet; [`Folder::finish`] gives it one. Its rights are those of any new file.
    pub fn begin(&self) -> Result<NamedTempFile, Trouble> {
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
        builder.prefix(UNFINISHED).tempfile_in(&self.generation).map_err(|error| self.write_trouble(error))
    }

    /// Gives a whole file its name, in place of any file that has it. `moment` becomes its time.
    pub fn finish(&self, file: NamedTempFile, name: &str, moment: SystemTime) -> Result<(), Trouble> {
        file.as_file().set_modified(moment).map_err(|error| self.write_trouble(error))?;
        file.persist(self.file(name)).map_err(|error| self.write_trouble(error.error))?;
        Ok(())
    }

    /// Replaces the index.
    pub fn write_index(&self, bytes: &[u8], moment: SystemTime) -> Result<(), Trouble> {
        let mut file = self.begin()?;
        file.write_all(bytes).map_err(|error| self.write_trouble(error))?;
        self.finish(file, INDEX, moment)
    }

    /// Writes a run's answers, and forgets the runs that were not used for the longest time.
    pub fn write_run(&self, digest: u128, bytes: &[u8], moment: SystemTime) -> Result<(), Trouble> {
        let mut file = self.begin()?;
        let head = [&RUN_MAGIC[..], &run_checksum(digest, bytes).to_le_bytes()].concat();
        file.write_all(&head)
            .and_then(|()| file.write_all(bytes))
            .map_err(|error| self.write_trouble(error))?;
        self.finish(file, &run_name(digest), moment)?;
        for run in newest_first(files_named(&self.generation, RUN)).into_iter().skip(KEPT_RUNS) {
            let _ = fs::remove_file(run);
        }
        Ok(())
    }

    /// The answers of a run, `Ok(None)` where there are none.
    pub fn read_run(&self, digest: u128) -> Result<Option<Vec<u8>>, Trouble> {
        let path = self.file(&run_name(digest));
        let Some(mut bytes) = read(&path)? else { return Ok(None) };
        let checked = bytes
            .strip_prefix(&RUN_MAGIC)
            .and_then(|rest| rest.split_first_chunk())
            .is_some_and(|(checksum, rest)| u128::from_le_bytes(*checksum) == run_checksum(digest, rest));
        if !checked {
            return Err(Trouble::Damaged { path });
        }
        bytes.drain(..RUN_MAGIC.len() + size_of::<u128>());
        Ok(Some(bytes))
    }

    /// Makes the generation, and a run of it, the ones used last.
    pub fn touch(&self, run: Option<u128>, moment: SystemTime) {
        for path in [Some(self.index()), run.map(|digest| self.file(&run_name(digest)))].into_iter().flatten()
        {
            let _ = File::options().append(true).open(path).and_then(|file| file.set_modified(moment));
        }
    }

    /// Deletes the pack files of the generation except those named `kept`: the `replaced` ones at once, others when
    /// they are leftovers. So too the files that a broken run left unfinished.
    pub fn delete_leftovers(&self, kept: &[String], replaced: &[String], moment: SystemTime) {
        let of_packs = files_named(&self.generation, super::pack::PREFIX);
        let unfinished = files_named(&self.generation, UNFINISHED);
        for (name, path, metadata) in of_packs.into_iter().chain(unfinished) {
            let is_old = metadata
                .modified()
                .is_ok_and(|time| moment.duration_since(time).is_ok_and(|age| age > LEFTOVER_AGE));
            if !kept.contains(&name) && (is_old || replaced.contains(&name)) {
                let _ = fs::remove_file(path);
            }
        }
    }

    /// Deletes the generations, of all versions, that were not used for the longest time.
    pub fn delete_old_generations(&self) {
        let mut others = Vec::new();
        for (name, version, _) in entries(&self.root).filter(|(.., metadata)| metadata.is_dir()) {
            if !name
                .strip_prefix('v')
                .is_some_and(|rest| rest.starts_with(|digit: char| digit.is_ascii_digit()))
            {
                continue;
            }
            for (name, path, metadata) in entries(&version) {
                let is_generation = metadata.is_dir()
                    && name.len() == 32
                    && name.bytes().all(|byte| byte.is_ascii_hexdigit());
                if is_generation && path != self.generation {
                    let metadata = fs::symlink_metadata(path.join(INDEX)).unwrap_or(metadata);
                    others.push((name, path, metadata));
                }
            }
        }
        for generation in newest_first(others).into_iter().skip(KEPT_GENERATIONS - 1) {
            let _ = fs::remove_dir_all(&generation);
            if let Some(version) = generation.parent().filter(|version| *version != self.version) {
                // It refuses while there is another generation.
                let _ = fs::remove_dir(version);
            }
        }
    }

    pub fn write_trouble(&self, source: io::Error) -> Trouble {
        Trouble::Write { path: self.root.clone(), source }
    }
}

/// All bytes of the file at `path`, `Ok(None)` where there is none.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, Trouble> {
    // A pipe in place of the file would never end.
    match fs::metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Ok(metadata) if !metadata.is_file() || metadata.len() > SIZE_LIMIT => {
            return Err(Trouble::Damaged { path: path.to_owned() });
        }
        _ => {}
    }
    fs::read(path).map(Some).map_err(|source| Trouble::Read { path: path.to_owned(), source })
}

fn run_name(digest: u128) -> String {
    format!("{RUN}{digest:032x}")
}

/// The digest is part of it, so that a renamed file is not another run.
fn run_checksum(digest: u128, bytes: &[u8]) -> u128 {
    xxh3_128(bytes) ^ xxh3_128(&digest.to_le_bytes())
}

type Entry = (String, PathBuf, Metadata);

/// What lies in a folder. Names that are not UTF-8 are not ours.
fn entries(folder: &Path) -> impl Iterator<Item = Entry> {
    fs::read_dir(folder).into_iter().flatten().flatten().filter_map(|entry| {
        Some((entry.file_name().into_string().ok()?, entry.path(), entry.metadata().ok()?))
    })
}

fn files_named(folder: &Path, prefix: &str) -> Vec<Entry> {
    entries(folder).filter(|(name, _, metadata)| name.starts_with(prefix) && metadata.is_file()).collect()
}

/// The paths of `entries`, those modified last first.
fn newest_first(mut entries: Vec<Entry>) -> Vec<PathBuf> {
    entries.sort_by_key(|(.., metadata)| Reverse(metadata.modified().ok()));
    entries.into_iter().map(|(_, path, _)| path).collect()
}
