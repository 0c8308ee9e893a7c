//! A damaged cache: every byte of every file flipped, every file cut short, exchanged, or not a file at all. Nothing of
//! it is an error, a panic or a wrong byte, and the next save makes the cache whole again.

use std::fs;
use std::path::{Path, PathBuf};

use asyncfix::cache::{Cache, ContentHash, Stamp, Trouble};
use proptest::prelude::*;
use proptest::sample::Index;
use tempfile::TempDir;

const STAMP: Stamp = Stamp { size: 1, modified: 2, changed: 3, inode: 4 };

fn open(project: &Path) -> Cache {
    Cache::open(&project.join("cache"), 1)
}

fn hash(number: u64) -> ContentHash {
    ContentHash::of(&number.to_le_bytes())
}

fn bytes(number: u64) -> Vec<u8> {
    number.to_le_bytes().repeat(usize::try_from(number).expect("it is small"))
}

fn add(cache: &Cache, number: u64) {
    cache.learn(&number.to_string(), &STAMP, hash(number));
    cache.keep_findings(hash(number), number, bytes(number));
    cache.keep_facts(hash(number), bytes(number));
    cache.keep_run(number.into(), bytes(number));
}

/// How much of a number's four entries is there; what is there is right.
#[track_caller]
fn present(cache: &Cache, number: u64) -> usize {
    let known = cache.known(&number.to_string(), &STAMP);
    let findings = cache.findings(hash(number), number);
    let (facts, run) = (cache.facts(hash(number)), cache.run(number.into()));
    assert!(known.is_none_or(|known| known == hash(number)));
    assert!(findings.is_none_or(|findings| findings == bytes(number)));
    assert!(facts.as_ref().is_none_or(|facts| *facts == bytes(number)));
    assert!(run.as_ref().is_none_or(|run| *run == bytes(number)));
    usize::from(known.is_some())
        + usize::from(findings.is_some())
        + usize::from(facts.is_some())
        + usize::from(run.is_some())
}

/// A cache of the numbers 1 to 3, in two packs.
fn project() -> TempDir {
    let project = tempfile::tempdir().expect("a folder");
    for numbers in [&[3, 2][..], &[1]] {
        let cache = open(project.path());
        for &number in numbers {
            add(&cache, number);
        }
        cache.save().expect("it is saved");
    }
    assert_eq!(files(project.path()).len(), 6, "an index, two packs, three runs");
    project
}

/// The files of the only generation, in the order of their names.
fn files(project: &Path) -> Vec<PathBuf> {
    let folders = |path: &Path| {
        let entries = fs::read_dir(path).expect("a folder").flatten().map(|entry| entry.path());
        entries.filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    let [version] = &folders(&project.join("cache"))[..] else { panic!("there is one version") };
    let [generation] = &folders(version)[..] else { panic!("there is one generation") };
    let mut files: Vec<_> =
        fs::read_dir(generation).expect("a folder").flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

/// Reads a cache that may be damaged, and writes it anew as the next run would: what is missing is kept again.
#[track_caller]
fn assert_harmless(project: &Path) {
    let cache = open(project);
    for number in 1..=3 {
        if present(&cache, number) < 4 {
            add(&cache, number);
        }
    }
    cache.save().expect("it is saved");
    let cache = open(project);
    assert_eq!((1..=3).map(|number| present(&cache, number)).sum::<usize>(), 12);
    assert!(cache.trouble().is_none());
}

#[test]
fn every_flipped_byte_is_noticed() {
    let project = project();
    for path in files(project.path()) {
        let whole = fs::read(&path).expect("it is read");
        let is_index = path.ends_with("index");
        for place in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[place] ^= 1 << (place % 8);
            fs::write(&path, &flipped).expect("it is written");
            let cache = open(project.path());
            let there: usize = (1..=3).map(|number| present(&cache, number)).sum();
            if is_index {
                assert_eq!(there, 3, "byte {place}: the runs alone are there");
            } else {
                // The first bytes of a pack are for people, and nobody depends on them.
                assert!(there == 11 || there == 12 && place < 8, "byte {place} of {}", path.display());
            }
            assert_eq!(cache.trouble().is_some(), there < 12);
        }
        fs::write(&path, &whole).expect("it is written");
    }
    assert_harmless(project.path());
}

#[test]
fn every_cut_and_every_surplus_is_noticed() {
    let project = project();
    for path in files(project.path()) {
        let whole = fs::read(&path).expect("it is read");
        for length in 0..whole.len() {
            fs::write(&path, &whole[..length]).expect("it is written");
            let cache = open(project.path());
            assert!((1..=3).map(|number| present(&cache, number)).sum::<usize>() < 12, "{length}");
        }
        fs::write(&path, [&whole[..], b"\0"].concat()).expect("it is written");
        let cache = open(project.path());
        assert!((1..=3).map(|number| present(&cache, number)).sum::<usize>() < 12);
        assert!(matches!(cache.trouble(), Some(Trouble::Damaged { .. })));
        fs::write(&path, &whole).expect("it is written");
    }
}

/// What may happen to a file.
#[derive(Debug, Clone)]
enum Damage {
    Overwrite(Index, Vec<u8>),
    Insert(Index, Vec<u8>),
    Cut(Index),
    Delete,
    Replace(Vec<u8>),
    ReplaceBy(Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    let some = || prop::collection::vec(any::<u8>(), 0..40);
    prop_oneof![
        (any::<Index>(), some()).prop_map(|(place, bytes)| Damage::Overwrite(place, bytes)),
        (any::<Index>(), some()).prop_map(|(place, bytes)| Damage::Insert(place, bytes)),
        any::<Index>().prop_map(Damage::Cut),
        Just(Damage::Delete),
        some().prop_map(Damage::Replace),
        any::<Index>().prop_map(Damage::ReplaceBy),
    ]
}

fn inflict(damage: Damage, path: &Path, files: &[PathBuf]) {
    let mut bytes = fs::read(path).unwrap_or_default();
    match damage {
        Damage::Overwrite(place, new) => {
            let place = place.index(bytes.len() + 1);
            let end = bytes.len().min(place + new.len());
            bytes.splice(place..end, new);
        }
        Damage::Insert(place, new) => {
            let place = place.index(bytes.len() + 1);
            bytes.splice(place..place, new);
        }
        Damage::Cut(place) => bytes.truncate(place.index(bytes.len() + 1)),
        Damage::Delete => return fs::remove_file(path).unwrap_or_default(),
        Damage::Replace(new) => bytes = new,
        Damage::ReplaceBy(other) => bytes = fs::read(other.get(files)).unwrap_or_default(),
    }
    fs::write(path, bytes).expect("it is written");
}

proptest! {
    #[test]
    fn any_damage_is_harmless(damages in prop::collection::vec((any::<Index>(), damage()), 1..5)) {
        let project = project();
        let files = files(project.path());
        for (file, damage) in damages {
            inflict(damage, &files[file.index(files.len())], &files);
        }
        assert_harmless(project.path());
    }
}

#[test]
fn an_older_index_over_newer_packs_is_harmless() {
    let project = project();
    let index = files(project.path()).into_iter().find(|path| path.ends_with("index")).expect("there is one");
    let old = fs::read(&index).expect("it is read");
    let cache = open(project.path());
    (1..=3).for_each(|number| cache.keep_facts(hash(number), bytes(number)));
    cache.save().expect("it is saved");
    fs::write(&index, old).expect("it is written");
    assert_harmless(project.path());
}

#[test]
fn folders_in_place_of_files_are_harmless() {
    for number in 0..6 {
        let project = project();
        let path = files(project.path()).swap_remove(number);
        fs::remove_file(&path).expect("it is deleted");
        fs::create_dir_all(path.join("sub")).expect("a folder");
        let cache = open(project.path());
        assert!((1..=3).map(|number| present(&cache, number)).sum::<usize>() < 12);
        assert!(cache.trouble().is_some());
        add(&cache, 4);
        let _ = cache.save();
        for number in 1..=4 {
            present(&open(project.path()), number);
        }
    }
}

#[test]
fn a_file_in_place_of_the_folder_is_harmless() {
    let project = tempfile::tempdir().expect("a folder");
    fs::write(project.path().join("cache"), "mine").expect("it is written");
    let cache = open(project.path());
    assert_eq!(present(&cache, 1), 0);
    add(&cache, 1);
    let trouble = cache.save().expect_err("there is no folder").to_string();
    assert!(trouble.contains("cannot be written") && trouble.contains("permissions"), "{trouble}");
    assert_eq!(fs::read(project.path().join("cache")).expect("it is there"), b"mine");
}

#[cfg(unix)]
#[test]
fn pipes_in_place_of_files_do_not_block() {
    let project = project();
    for path in files(project.path()) {
        fs::remove_file(&path).expect("it is deleted");
        let made = std::process::Command::new("mkfifo").arg(&path).status().expect("mkfifo runs");
        assert!(made.success());
    }
    assert_harmless(project.path());
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_read_all_the_same() {
    use std::os::unix::fs::PermissionsExt;
    let project = project();
    let index = files(project.path()).into_iter().find(|path| path.ends_with("index")).expect("there is one");
    let generation = index.parent().expect("it has one");
    let set =
        |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is set");
    set(generation, 0o555);
    // Permissions do not bind root.
    let binds = fs::write(generation.join("probe"), "").is_err();
    let cache = open(project.path());
    assert_eq!((1..=3).map(|number| present(&cache, number)).sum::<usize>(), 12);
    add(&cache, 4);
    let saved = cache.save();
    if binds {
        assert!(matches!(saved, Err(Trouble::Write { .. })));
        assert_eq!((1..=4).map(|number| present(&open(project.path()), number)).sum::<usize>(), 12);
    }
    set(&index, 0o000);
    let cache = open(project.path());
    if binds {
        assert!(matches!(cache.trouble(), Some(Trouble::Read { .. })));
        assert_eq!(cache.known("1", &STAMP), None);
    }
    set(generation, 0o755);
    assert_harmless(project.path());
}
