//! What a save writes, what it leaves alone, and what it forgets.

use std::fs;
use std::time::{Duration, SystemTime};

use asyncfix::cache::Cache;

use super::{
    FINGERPRINT, add, files, files_named, folder, hash, index_of, open, open_in, present, save, stamp,
};

const DAY: u64 = 24 * 60 * 60;

#[test]
fn a_run_in_which_nothing_changed_writes_nothing() {
    let project = folder();
    let state = || -> Vec<_> {
        files(project.path()).into_iter().map(|path| (fs::read(&path).expect("it is read"), path)).collect()
    };
    save(open(project.path()));
    assert_eq!(state(), [], "an empty cache is no folder");
    let cache = open(project.path());
    add(&cache, "a.py");
    save(cache);
    let before = state();
    let cache = open_in(project.path(), 60);
    assert_eq!(present(&cache, "a.py"), [true; 3]);
    save(cache);
    assert_eq!(state(), before);
}

#[test]
fn a_run_over_a_part_keeps_the_rest() {
    let project = folder();
    let cache = open(project.path());
    add(&cache, "a.py");
    add(&cache, "b.py");
    save(cache);
    for number in 0..30 {
        let cache = open_in(project.path(), number * 60);
        assert_eq!(present(&cache, "a.py"), [true; 3]);
        add(&cache, &format!("new{number}.py"));
        save(cache);
    }
    let cache = open(project.path());
    assert_eq!(present(&cache, "a.py"), [true; 3]);
    assert_eq!(present(&cache, "b.py"), [true; 3]);
}

#[test]
fn what_was_not_used_for_a_week_and_ten_saves_is_forgotten() {
    let project = folder();
    let cache = open(project.path());
    for name in ["used.py", "unused.py"] {
        add(&cache, name);
    }
    save(cache);
    let saves = |from: u64, count: u64| {
        for number in from..from + count {
            let cache = open_in(project.path(), 8 * DAY + number * 60);
            // Who knows the content of a path uses its findings and facts, even where the run's answers made it
            // needless to ask for them.
            assert!(cache.known("used.py", &stamp(1)).is_some());
            add(&cache, "new.py");
            save(cache);
        }
    };
    saves(0, 9);
    let still_there = Cache::open(&project.path().join(".asyncfix_cache"), FINGERPRINT);
    assert!(still_there.findings(hash("unused.py"), 7).is_some(), "a week, but not ten saves");
    saves(9, 2);
    let cache = open(project.path());
    assert_eq!(present(&cache, "used.py"), [true; 3]);
    assert_eq!(present(&cache, "unused.py"), [false; 3]);
    assert_eq!(present(&cache, "new.py"), [true; 3]);
}

#[test]
fn uses_are_noted_though_nothing_is_added() {
    let project = folder();
    let cache = open(project.path());
    add(&cache, "a.py");
    save(cache);
    // A month of runs in which nothing changed, then many that are about other files.
    for day in 1..30 {
        let cache = open_in(project.path(), day * DAY + day);
        assert!(cache.known("a.py", &stamp(1)).is_some());
        save(cache);
    }
    for number in 0..20 {
        let cache = open_in(project.path(), 30 * DAY + number);
        add(&cache, "b.py");
        save(cache);
    }
    assert_eq!(present(&open(project.path()), "a.py"), [true; 3]);
}

#[test]
fn facts_are_added_without_rewriting_what_is_there() {
    let project = folder();
    let large = vec![b'x'; 100_000];
    let cache = open(project.path());
    cache.keep_facts(hash("large"), large.clone());
    save(cache);
    let first = files_named(project.path(), "facts-");
    assert_eq!(first.len(), 1);
    for number in 0..60 {
        let cache = open(project.path());
        add(&cache, &format!("{number}.py"));
        save(cache);
        let packs = files_named(project.path(), "facts-");
        assert!(packs.contains(&first[0]), "the large pack stays");
        assert!(packs.len() <= 8, "small packs are joined: {}", packs.len());
    }
    let cache = open(project.path());
    assert_eq!(cache.facts(hash("large")), Some(large));
    for number in 0..60 {
        assert_eq!(present(&cache, &format!("{number}.py")), [true; 3]);
    }
}

#[test]
fn packs_that_are_mostly_dead_are_rewritten() {
    let project = folder();
    let facts = |number: u8| vec![number; 10_000];
    let size = || {
        files_named(project.path(), "facts-").iter().map(|path| path.metadata().expect("it is").len()).sum()
    };
    let cache = open(project.path());
    for number in 0..10 {
        cache.keep_facts(hash(&number.to_string()), facts(number));
    }
    save(cache);
    let before: u64 = size();
    assert!(before >= 100_000);
    for number in 0..20 {
        let cache = open_in(project.path(), 8 * DAY + number);
        for used in 0..4 {
            assert_eq!(cache.facts(hash(&used.to_string())), Some(facts(used)));
        }
        cache.learn("a.py", &stamp(number), hash("a.py"));
        save(cache);
    }
    assert!(size() < 41_000, "{}", size());
    let cache = open(project.path());
    for number in 0..10 {
        assert_eq!(cache.facts(hash(&number.to_string())), (number < 4).then(|| facts(number)));
    }
}

#[test]
fn the_last_four_runs_stay() {
    let project = folder();
    for digest in 0..6 {
        let cache = open_in(project.path(), digest);
        cache.keep_run(digest.into(), digest.to_string().into_bytes());
        // The first is used again and again, and so is not among the oldest.
        assert_eq!(cache.run(0).is_some(), digest > 0);
        save(cache);
    }
    let cache = open(project.path());
    let there: Vec<u128> = (0..6).filter(|&digest| cache.run(digest).is_some()).collect();
    assert_eq!(there, [0, 3, 4, 5]);
}

#[test]
fn four_generations_stay_and_foreign_files_too() {
    let project = folder();
    let root = project.path().join("cache");
    let use_at = |fingerprint: u128, seconds: u64| {
        let cache = Cache::open_at(&root, fingerprint, SystemTime::now() + Duration::from_secs(seconds));
        let was_there = present(&cache, "a.py") == [true; 3];
        if !was_there {
            add(&cache, "a.py");
        }
        save(cache);
        was_there
    };
    assert!(!use_at(0, 0));
    let version = fs::read_dir(&root).expect("a folder").flatten().find(|entry| entry.path().is_dir());
    let version = version.expect("a folder per version").path();
    let old_version = root.join("v0-0.0.1");
    let foreign =
        [root.join("notes.txt"), root.join("vault/00000000000000000000000000000000/x"), version.join("y")];
    for path in foreign.iter().chain([&old_version.join("00000000000000000000000000000000/index")]) {
        fs::create_dir_all(path.parent().expect("it has one")).expect("a folder");
        fs::write(path, "x").expect("it is written");
    }
    for fingerprint in 1..6 {
        use_at(fingerprint, 10 * u64::try_from(fingerprint).expect("it is small"));
        assert!(use_at(0, 10 * u64::try_from(fingerprint).expect("it is small") + 1), "what is used stays");
    }
    let there: Vec<u128> = (0..6)
        .filter(|&fingerprint| present(&Cache::open(&root, fingerprint), "a.py") == [true; 3])
        .collect();
    assert_eq!(there, [0, 3, 4, 5]);
    assert!(!old_version.exists(), "generations of other versions count");
    assert!(foreign.iter().all(|path| path.exists()));
}

#[test]
fn leftovers_are_deleted_when_they_are_old() {
    let project = folder();
    let cache = open(project.path());
    add(&cache, "a.py");
    save(cache);
    let generation = index_of(project.path()).parent().expect("it has one").to_owned();
    let leftovers = [generation.join(".new-abc"), generation.join("facts-0123.pack")];
    for path in &leftovers {
        fs::write(path, "x").expect("it is written");
    }
    for (seconds, there) in [(60, true), (2 * 60 * 60, false)] {
        let cache = open_in(project.path(), seconds);
        add(&cache, "b.py");
        save(cache);
        assert!(leftovers.iter().all(|path| path.exists() == there), "after {seconds} s");
    }
    assert_eq!(present(&open(project.path()), "a.py"), [true; 3]);
}
