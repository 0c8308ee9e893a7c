//! What is on the disk, what this run used and what it added, joined to what the next run finds.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::mem;
use std::sync::atomic::{AtomicBool, Ordering};

use rustc_hash::FxHashMap;
use zerocopy::little_endian::{U32, U64, U128};

use super::folder::Folder;
use super::index::{FactsRecord, FindingsRecord, Index, PackRecord, PathRecord, REMEMBERED_SAVES, Tables};
use super::pack::{self, PackWriter, Packs};
use super::{Cache, ContentHash, Trouble, Uses, read_index, seconds};

/// In seconds: an entry that was used since is not forgotten, however many runs there were.
const KEPT_FOR: u32 = 7 * 24 * 60 * 60;

/// In seconds: how long a cache that nothing is added to may keep to itself what is used.
const NOTED_EVERY: u32 = 24 * 60 * 60;

/// The entries of an index by their keys.
struct Entries<'a> {
    paths: BTreeMap<u128, PathRecord>,
    findings: BTreeMap<(u128, u64), Findings<'a>>,
    facts: BTreeMap<u128, FactsRecord>,
}

struct Findings<'a> {
    bytes: Cow<'a, [u8]>,
    used: u32,
}

/// See [`Cache::save`].
pub(super) fn save(mut cache: Cache) -> Result<(), Trouble> {
    let pending = mem::take(&mut *cache.pending());
    // An open file cannot be deleted everywhere.
    cache.packs = Packs::new(&[]);
    let (folder, moment, now) = (&cache.folder, cache.opened, seconds(cache.opened));
    for &run in &pending.used_runs {
        folder.touch(Some(run), moment);
    }
    let nothing_new = pending.paths.is_empty()
        && pending.findings.is_empty()
        && pending.facts.is_empty()
        && pending.runs.is_empty();
    let last_save = cache.index.saves()[0].get();
    if nothing_new && (last_save == 0 || now < last_save.saturating_add(NOTED_EVERY)) {
        folder.touch(None, moment);
        return Ok(());
    }

    folder.create()?;
    // Another run may have saved since this one began.
    let latest = read_index(folder, cache.fingerprint).ok().flatten();
    let base = latest.as_ref().unwrap_or(&cache.index);
    let mut entries = Entries::of(base);
    entries.note_uses(&cache.index, &cache.uses, now);
    entries.paths.extend(pending.paths.iter().map(|record| (record.path.get(), *record)));
    entries.findings.extend(
        pending
            .findings
            .into_iter()
            .map(|((hash, key), bytes)| ((hash.0, key), Findings { bytes: Cow::Owned(bytes), used: now })),
    );
    let saves = with_save(base.saves(), now);
    entries.forget(now, saves);

    let fresh: BTreeMap<_, _> = pending.facts.into_iter().collect();
    let packs = write_packs(folder, base.packs(), &mut entries.facts, fresh, &cache)?;
    let kept: Vec<_> = packs.iter().map(pack::name).collect();
    let replaced: Vec<_> = base.packs().iter().map(pack::name).collect();
    let index = entries.into_tables(saves, packs).encode(cache.fingerprint);
    folder.write_index(&index, moment)?;
    for (digest, bytes) in pending.runs {
        folder.write_run(digest, &bytes, moment)?;
    }
    folder.delete_leftovers(&kept, &replaced, moment);
    folder.delete_old_generations();
    Ok(())
}

impl<'a> Entries<'a> {
    fn of(index: &'a Index) -> Entries<'a> {
        let findings = |record| Some((findings_key(record), Findings::of(index, record)?));
        Entries {
            paths: index.paths().iter().map(|record| (record.path.get(), *record)).collect(),
            findings: index.findings().iter().filter_map(findings).collect(),
            facts: index.facts().iter().map(|record| (record.hash.get(), *record)).collect(),
        }
    }

    /// Marks what of `index` was used. What somebody else meanwhile forgot is there again, save for facts, whose pack
    /// is gone.
    fn note_uses(&mut self, index: &'a Index, uses: &Uses, now: u32) {
        for record in used(index.paths(), &uses.paths) {
            self.paths.entry(record.path.get()).or_insert(*record).used = U32::new(now);
        }
        for record in used(index.findings(), &uses.findings) {
            let Some(findings) = Findings::of(index, record) else { continue };
            self.findings.entry(findings_key(record)).or_insert(findings).used = now;
        }
        for record in used(index.facts(), &uses.facts) {
            if let Some(facts) = self.facts.get_mut(&record.hash.get()) {
                facts.used = U32::new(now);
            }
        }
    }

    /// Drops what was last used before the last ten saves and more than a week ago. A content is used when a path that
    /// has it is.
    fn forget(&mut self, now: u32, saves: [U32; REMEMBERED_SAVES]) {
        let limit = saves[REMEMBERED_SAVES - 1].get().min(now.saturating_sub(KEPT_FOR));
        self.paths.retain(|_, record| record.used.get() >= limit);
        let mut by_hash: FxHashMap<u128, u32> = FxHashMap::default();
        for record in self.paths.values() {
            let used = by_hash.entry(record.hash.get()).or_default();
            *used = record.used.get().max(*used);
        }
        let last_use = |hash, used: u32| by_hash.get(&hash).copied().unwrap_or_default().max(used);
        self.findings.retain(|&(hash, _), findings| last_use(hash, findings.used) >= limit);
        self.facts.retain(|&hash, facts| last_use(hash, facts.used.get()) >= limit);
    }

    fn into_tables(self, saves: [U32; REMEMBERED_SAVES], packs: Vec<PackRecord>) -> Tables {
        let mut tables = Tables { saves, packs, ..Tables::default() };
        tables.paths = self.paths.into_values().collect();
        tables.facts = self.facts.into_values().collect();
        for ((hash, key), findings) in self.findings {
            tables.findings.push(FindingsRecord {
                hash: U128::new(hash),
                key: U64::new(key),
                offset: U64::new(tables.blobs.len() as u64),
                length: U32::new(u32::try_from(findings.bytes.len()).unwrap_or_default()),
                used: U32::new(findings.used),
            });
            tables.blobs.extend_from_slice(&findings.bytes);
        }
        tables
    }
}

impl<'a> Findings<'a> {
    fn of(index: &'a Index, record: &FindingsRecord) -> Option<Findings<'a>> {
        let bytes = Cow::Borrowed(index.findings_bytes(record)?);
        Some(Findings { bytes, used: record.used.get() })
    }
}

fn findings_key(record: &FindingsRecord) -> (u128, u64) {
    (record.hash.get(), record.key.get())
}

fn used<'a, T>(records: &'a [T], uses: &'a [AtomicBool]) -> impl Iterator<Item = &'a T> {
    records.iter().zip(uses).filter(|(_, used)| used.load(Ordering::Relaxed)).map(|(record, _)| record)
}

fn with_save(mut saves: [U32; REMEMBERED_SAVES], now: u32) -> [U32; REMEMBERED_SAVES] {
    saves.rotate_right(1);
    saves[0] = U32::new(now);
    saves
}

/// Writes a pack of the `fresh` facts and of those in packs that are not worth keeping; gives the packs that there are
/// then, with `facts` pointing to them.
fn write_packs(
    folder: &Folder,
    packs: &[PackRecord],
    facts: &mut BTreeMap<u128, FactsRecord>,
    fresh: BTreeMap<ContentHash, Vec<u8>>,
    cache: &Cache,
) -> Result<Vec<PackRecord>, Trouble> {
    for hash in fresh.keys() {
        facts.remove(&hash.0);
    }
    let fresh_size = fresh.values().map(|bytes| bytes.len() as u64).sum();
    let stays = packs_that_stay(packs, facts, fresh_size);
    let mut kept = Vec::new();
    let mut numbers = vec![None; packs.len()];
    for (number, pack) in packs.iter().enumerate().filter(|&(number, _)| stays[number]) {
        numbers[number] = Some(U32::new(count(kept.len())));
        kept.push(*pack);
    }
    let mut moved = Vec::new();
    facts.retain(|_, record| match numbers.get(record.pack.get() as usize) {
        Some(Some(number)) => {
            record.pack = *number;
            true
        }
        Some(None) => {
            moved.push(*record);
            false
        }
        None => false,
    });
    if fresh.is_empty() && moved.is_empty() {
        return Ok(kept);
    }

    let (number, now) = (count(kept.len()), seconds(cache.opened));
    let old = Packs::new(packs);
    let mut writer = PackWriter::new(folder)?;
    for (hash, bytes) in fresh {
        facts.insert(hash.0, writer.add(hash, &bytes, number, now)?);
    }
    for record in moved {
        // What is damaged is forgotten.
        let Ok(Some(bytes)) = old.read(folder, &record) else { continue };
        let hash = ContentHash(record.hash.get());
        facts.insert(hash.0, writer.add(hash, &bytes, number, record.used.get())?);
    }
    kept.push(writer.finish(cache.opened)?);
    Ok(kept)
}

/// Whether each pack is left alone. A pack goes into the new one when more than half of it is dead, or when it is not
/// much larger than what is written anyway: so the sizes of the packs that stay form a geometric row, there are few of
/// them, and a blob is moved a few times in its life.
fn packs_that_stay(packs: &[PackRecord], facts: &BTreeMap<u128, FactsRecord>, fresh_size: u64) -> Vec<bool> {
    let mut live = vec![0; packs.len()];
    for record in facts.values() {
        if let Some(live) = live.get_mut(record.pack.get() as usize) {
            *live += u64::from(record.length.get());
        }
    }
    let mut order: Vec<_> = (0..packs.len()).collect();
    order.sort_by_key(|&number| live[number]);
    let mut written = fresh_size;
    let mut stays = vec![true; packs.len()];
    for number in order {
        if 2 * live[number] < packs[number].length.get() || live[number] <= 2 * written {
            stays[number] = false;
            written += live[number];
        }
    }
    stays
}

fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
