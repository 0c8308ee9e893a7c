//! The index: one file that says what the cache knows, read at once and searched where it lies.
//!
//! It is a header, four sorted tables of fixed-width records, and the bytes of the findings. Opening it costs one read
//! and one checksum, however many entries there are; nothing is decoded before somebody asks for it.

use std::ops::Range;

use xxhash_rust::xxh3::xxh3_128;
use zerocopy::little_endian::{U32, U64, U128};
use zerocopy::{FromBytes, Immutable, IntoBytes, KnownLayout, Unaligned};

use super::folder::FORMAT;

const MAGIC: [u8; 8] = [b'a', b'f', b'x', b'i', b'n', b'd', b'e', FORMAT];

/// How many of the last saves an index remembers.
pub(super) const REMEMBERED_SAVES: usize = 10;

/// What the file starts with.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
struct Header {
    magic: [u8; 8],
    /// Of all bytes after it.
    checksum: U128,
    fingerprint: U128,
    saves: [U32; REMEMBERED_SAVES],
    packs: U32,
    paths: U32,
    findings: U32,
    facts: U32,
}

/// Where in the file the checksummed bytes begin.
const CHECKED_FROM: usize = size_of::<[u8; 8]>() + size_of::<U128>();

/// A pack file that facts lie in.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct PackRecord {
    /// The digest of its content, which is its name.
    pub digest: U128,
    /// Its size in bytes.
    pub length: U64,
}

/// What content a path had.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct PathRecord {
    /// The hash of the path.
    pub path: U128,
    /// The digest of the stamp.
    pub stamp: U128,
    /// The hash of the content.
    pub hash: U128,
    /// When it was last used, in seconds since 1970.
    pub used: U32,
}

/// Where a content's findings lie in the index.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct FindingsRecord {
    pub hash: U128,
    pub key: U64,
    pub offset: U64,
    pub length: U32,
    pub used: U32,
}

/// Where a content's facts lie in the packs.
#[derive(Clone, Copy, FromBytes, IntoBytes, Immutable, KnownLayout, Unaligned)]
#[repr(C)]
pub(super) struct FactsRecord {
    pub hash: U128,
    /// Of the bytes.
    pub checksum: U64,
    pub offset: U64,
    pub length: U32,
    /// The number of the pack in the table of packs.
    pub pack: U32,
    pub used: U32,
}

/// The content of an index, each table sorted by its key.
#[derive(Default)]
pub(super) struct Tables {
    /// The moments of the last saves, the newest first, in seconds since 1970; 0 where there was none.
    pub saves: [U32; REMEMBERED_SAVES],
    pub packs: Vec<PackRecord>,
    pub paths: Vec<PathRecord>,
    pub findings: Vec<FindingsRecord>,
    pub facts: Vec<FactsRecord>,
    /// What the findings' offsets count in.
    pub blobs: Vec<u8>,
}

impl Tables {
    /// The bytes of the file.
    pub fn encode(&self, fingerprint: u128) -> Vec<u8> {
        let count = |length: usize| U32::new(u32::try_from(length).unwrap_or(u32::MAX));
        let header = Header {
            magic: MAGIC,
            checksum: U128::ZERO,
            fingerprint: U128::new(fingerprint),
            saves: self.saves,
            packs: count(self.packs.len()),
            paths: count(self.paths.len()),
            findings: count(self.findings.len()),
            facts: count(self.facts.len()),
        };
        let mut bytes = [
            header.as_bytes(),
            self.packs.as_bytes(),
            self.paths.as_bytes(),
            self.findings.as_bytes(),
            self.facts.as_bytes(),
            &self.blobs,
        ]
        .concat();
        let checksum = xxh3_128(&bytes[CHECKED_FROM..]);
        bytes[MAGIC.len()..CHECKED_FROM].copy_from_slice(&checksum.to_le_bytes());
        bytes
    }
}

/// An index as it was read.
#[derive(Default)]
pub(super) struct Index {
    bytes: Vec<u8>,
    saves: [U32; REMEMBERED_SAVES],
    packs: Range<usize>,
    paths: Range<usize>,
    findings: Range<usize>,
    facts: Range<usize>,
    blobs: Range<usize>,
}

impl Index {
    /// The index that `bytes` are, `None` where they are not exactly what [`Tables::encode`] made for `fingerprint`.
    pub fn read(bytes: Vec<u8>, fingerprint: u128) -> Option<Index> {
        let (header, _) = Header::read_from_prefix(&bytes).ok()?;
        let checksum = xxh3_128(&bytes[CHECKED_FROM..]);
        if (header.magic, header.checksum.get(), header.fingerprint.get()) != (MAGIC, checksum, fingerprint) {
            return None;
        }
        let mut end = size_of::<Header>();
        let mut table = |count: U32, size: usize| -> Option<Range<usize>> {
            let start = end;
            end = start.checked_add(usize::try_from(count.get()).ok()?.checked_mul(size)?)?;
            (end <= bytes.len()).then_some(start..end)
        };
        let packs = table(header.packs, size_of::<PackRecord>())?;
        let paths = table(header.paths, size_of::<PathRecord>())?;
        let findings = table(header.findings, size_of::<FindingsRecord>())?;
        let facts = table(header.facts, size_of::<FactsRecord>())?;
        let blobs = end..bytes.len();
        Some(Index { saves: header.saves, packs, paths, findings, facts, blobs, bytes })
    }

    /// The moments of the last saves, see [`Tables::saves`].
    pub fn saves(&self) -> [U32; REMEMBERED_SAVES] {
        self.saves
    }

    pub fn packs(&self) -> &[PackRecord] {
        self.table(&self.packs)
    }

    pub fn paths(&self) -> &[PathRecord] {
        self.table(&self.paths)
    }

    pub fn findings(&self) -> &[FindingsRecord] {
        self.table(&self.findings)
    }

    pub fn facts(&self) -> &[FactsRecord] {
        self.table(&self.facts)
    }

    /// The bytes that `record`, of this index, stands for.
    pub fn findings_bytes(&self, record: &FindingsRecord) -> Option<&[u8]> {
        let start = usize::try_from(record.offset.get()).ok()?;
        let end = start.checked_add(usize::try_from(record.length.get()).ok()?)?;
        self.bytes[self.blobs.clone()].get(start..end)
    }

    /// The place of a path among [`Index::paths`].
    pub fn find_path(&self, path: u128) -> Option<usize> {
        self.paths().binary_search_by_key(&path, |record| record.path.get()).ok()
    }

    /// The place of a content's findings among [`Index::findings`].
    pub fn find_findings(&self, hash: u128, key: u64) -> Option<usize> {
        self.findings()
            .binary_search_by_key(&(hash, key), |record| (record.hash.get(), record.key.get()))
            .ok()
    }

    /// The place of a content's facts among [`Index::facts`].
    pub fn find_facts(&self, hash: u128) -> Option<usize> {
        self.facts().binary_search_by_key(&hash, |record| record.hash.get()).ok()
    }

    fn table<T: FromBytes + Immutable + KnownLayout + Unaligned>(&self, range: &Range<usize>) -> &[T] {
        <[T]>::ref_from_bytes(&self.bytes[range.clone()]).unwrap_or_default()
    }
}
