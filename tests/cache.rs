//! The cache on the disk: what is kept is there again, and whatever is wrong with it is forgotten, never told wrongly.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use asyncfix::cache::{Cache, ContentHash, Stamp};
use tempfile::TempDir;

const FINGERPRINT: u128 = 0x5eed;
const DAY: u64 = 24 * 60 * 60;

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

/// The cache of a project, opened this many seconds from now.
fn open_in(project: &Path, seconds: u64) -> Cache {
    Cache::open_at(
        &project.join(".asyncfix_cache"),
        FINGERPRINT,
        SystemTime::now() + Duration::from_secs(seconds),
    )
}

fn open(project: &Path) -> Cache {
    open_in(project, 0)
}

fn save(cache: Cache) {
    cache.save().expect("it is saved");
}

/// A stamp of a file that nobody wrote for long.
fn stamp(size: u64) -> Stamp {
    Stamp { size, modified: 1_000_000_000_000_000_007, changed: 1_000_000_000_000_000_009, inode: 11 }
}

fn hash(name: &str) -> ContentHash {
    ContentHash::of(name.as_bytes())
}

/// Learns and keeps all there is about one file.
fn add(cache: &Cache, name: &str) {
    cache.learn(name, &stamp(1), hash(name));
    cache.keep_findings(hash(name), 7, format!("findings of {name}").into_bytes());
    cache.keep_facts(hash(name), format!("facts of {name}").into_bytes());
}

/// What of a file added by [`add`] is there: its stamp, its findings, its facts. Whatever is there is right.
#[track_caller]
fn present(cache: &Cache, name: &str) -> [bool; 3] {
    let known = cache.known(name, &stamp(1));
    let findings = cache.findings(hash(name), 7);
    let facts = cache.facts(hash(name));
    assert!(known.is_none_or(|known| known == hash(name)));
    assert!(findings.is_none_or(|bytes| bytes == format!("findings of {name}").as_bytes()));
    assert!(facts.as_ref().is_none_or(|bytes| *bytes == format!("facts of {name}").into_bytes()));
    [known.is_some(), findings.is_some(), facts.is_some()]
}

/// All files below a folder.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        if entry.path().is_dir() {
            found.extend(files(&entry.path()));
        } else {
            found.push(entry.path());
        }
    }
    found.sort();
    found
}

/// The files below a folder whose names start so.
fn files_named(folder: &Path, prefix: &str) -> Vec<PathBuf> {
    let is_named =
        |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(prefix));
    files(folder).into_iter().filter(is_named).collect()
}

fn index_of(project: &Path) -> PathBuf {
    files_named(project, "index").pop().expect("there is an index")
}

#[test]
fn what_is_kept_is_there_in_the_next_run() {
    let project = folder();
    let cache = open(project.path());
    assert_eq!(present(&cache, "a.py"), [false; 3]);
    add(&cache, "a.py");
    cache.learn("", &stamp(0), hash(""));
    cache.keep_findings(hash(""), 0, Vec::new());
    cache.keep_findings(hash(""), u64::MAX, b"other".to_vec());
    cache.keep_facts(hash(""), Vec::new());
    cache.keep_run(3, b"answers".to_vec());
    cache.keep_run(4, Vec::new());
    save(cache);

    let cache = open(project.path());
    assert_eq!(present(&cache, "a.py"), [true; 3]);
    assert_eq!(cache.known("", &stamp(0)), Some(hash("")));
    assert_eq!(cache.findings(hash(""), 0), Some(&b""[..]));
    assert_eq!(cache.findings(hash(""), u64::MAX), Some(&b"other"[..]));
    assert_eq!(cache.findings(hash(""), 1), None);
    assert_eq!(cache.facts(hash("")), Some(Vec::new()));
    assert_eq!(cache.run(3).as_deref(), Some(&b"answers"[..]));
    assert_eq!(cache.run(4).as_deref(), Some(&b""[..]));
    assert_eq!(cache.run(5), None);
    assert!(cache.trouble().is_none());
}

#[test]
fn what_is_kept_again_replaces_what_was_there() {
    let project = folder();
    for content in ["one", "another"] {
        let cache = open(project.path());
        cache.learn("a.py", &stamp(1), hash(content));
        cache.keep_findings(hash("x"), 0, content.into());
        cache.keep_facts(hash("x"), content.into());
        cache.keep_run(0, content.into());
        save(cache);
        let cache = open(project.path());
        assert_eq!(cache.known("a.py", &stamp(1)), Some(hash(content)));
        assert_eq!(cache.findings(hash("x"), 0), Some(content.as_bytes()));
        assert_eq!(cache.facts(hash("x")).as_deref(), Some(content.as_bytes()));
        assert_eq!(cache.run(0).as_deref(), Some(content.as_bytes()));
    }
}

#[test]
fn many_threads_read_and_keep() {
    let project = folder();
    let name = |thread: usize, number: usize| format!("pkg{thread}/m{number}.py");
    for round in 0..2 {
        let cache = open(project.path());
        std::thread::scope(|scope| {
            for thread in 0..4 {
                let cache = &cache;
                scope.spawn(move || {
                    for number in 0..100 {
                        let name = name(thread, number);
                        assert_eq!(present(cache, &name), [round == 1; 3]);
                        add(cache, &name);
                    }
                });
            }
        });
        save(cache);
    }
}

#[test]
fn another_fingerprint_is_another_cache() {
    let project = folder();
    let root = project.path().join("cache");
    let cache = Cache::open(&root, 1);
    add(&cache, "a.py");
    cache.keep_run(1, Vec::new());
    save(cache);
    let other = Cache::open(&root, 2);
    assert_eq!(present(&other, "a.py"), [false; 3]);
    assert_eq!(other.run(1), None);
    add(&other, "b.py");
    save(other);
    assert_eq!(present(&Cache::open(&root, 1), "a.py"), [true; 3]);
}

#[test]
fn a_stamp_that_differs_anywhere_is_another() {
    let project = folder();
    let cache = open(project.path());
    add(&cache, "a.py");
    save(cache);
    let cache = open(project.path());
    let same = stamp(1);
    assert_eq!(cache.known("a.py", &same), Some(hash("a.py")));
    assert_eq!(cache.known("b.py", &same), None);
    assert_eq!(cache.known("a.py", &Stamp { size: 2, ..same }), None);
    assert_eq!(cache.known("a.py", &Stamp { modified: same.modified + 1, ..same }), None);
    assert_eq!(cache.known("a.py", &Stamp { changed: same.changed + 1, ..same }), None);
    assert_eq!(cache.known("a.py", &Stamp { inode: 12, ..same }), None);
}

#[test]
fn a_file_written_just_now_is_not_trusted() {
    let project = folder();
    let opened = SystemTime::now();
    let since =
        i64::try_from(opened.duration_since(UNIX_EPOCH).expect("it is later").as_nanos()).expect("it fits");
    let ago = |milliseconds: i64| since - milliseconds * 1_000_000;
    let cases = [
        ("long ago", ago(10_000), ago(10_000), true),
        ("just before the limit", ago(2_001), ago(2_001), true),
        ("within the tick of a clock", ago(1_999), ago(1_999), false),
        ("its time was set back", ago(10_000), ago(1_000), false),
        ("during the run", ago(-500), ago(-500), false),
        ("in the future", ago(-86_400_000), 0, false),
        ("no time", i64::MAX, 0, false),
    ];
    let root = project.path().join("cache");
    let cache = Cache::open_at(&root, FINGERPRINT, opened);
    for (name, modified, changed, _) in cases {
        cache.learn(name, &Stamp { size: 1, modified, changed, inode: 1 }, hash(name));
    }
    save(cache);
    let cache = Cache::open(&root, FINGERPRINT);
    for (name, modified, changed, is_trusted) in cases {
        let known = cache.known(name, &Stamp { size: 1, modified, changed, inode: 1 });
        assert_eq!(known, is_trusted.then(|| hash(name)), "{name}");
    }
}

#[test]
fn a_file_is_known_until_it_is_written() {
    let project = folder();
    let path = project.path().join("a.py");
    let stamp = || Stamp::from(&fs::metadata(&path).expect("it is there"));
    fs::write(&path, "a = 1").expect("it is written");
    let before = stamp();
    let cache = open_in(project.path(), 60);
    cache.learn("a.py", &before, hash("a = 1"));
    save(cache);
    assert_eq!(open(project.path()).known("a.py", &stamp()), Some(hash("a = 1")));

    // The same size, and the same time of modification: what a checkout or a copy may do.
    let file = fs::File::options().write(true).open(&path).expect("it opens");
    let modified = file.metadata().and_then(|metadata| metadata.modified()).expect("it has a time");
    std::thread::sleep(Duration::from_millis(20));
    fs::write(&path, "b = 2").expect("it is written");
    assert_eq!(open(project.path()).known("a.py", &stamp()), None);
    file.set_modified(modified).expect("its time is set");
    assert_eq!(stamp().modified, before.modified);
    if cfg!(unix) {
        assert_eq!(open(project.path()).known("a.py", &stamp()), None);
    }
}

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
fn two_runs_at_once_both_save() {
    let project = folder();
    let cache = open(project.path());
    add(&cache, "old.py");
    save(cache);
    let (one, other) = (open(project.path()), open(project.path()));
    add(&one, "one.py");
    add(&other, "other.py");
    cache_is_complete(&one, &["old.py"]);
    save(one);
    save(other);
    cache_is_complete(&open(project.path()), &["old.py", "one.py", "other.py"]);

    std::thread::scope(|scope| {
        for thread in 0..4 {
            let project = project.path();
            scope.spawn(move || {
                for number in 0..20 {
                    let cache = open(project);
                    let name = format!("{thread}/{number}.py");
                    present(&cache, &name);
                    add(&cache, &name);
                    let _ = cache.save();
                }
            });
        }
    });
    let cache = open(project.path());
    assert!(cache.trouble().is_none());
    let there = (0..4).flat_map(|thread| (0..20).map(move |number| format!("{thread}/{number}.py")));
    assert!(there.filter(|name| present(&cache, name)[0]).count() >= 20);
}

#[track_caller]
fn cache_is_complete(cache: &Cache, names: &[&str]) {
    for name in names {
        assert_eq!(present(cache, name), [true; 3], "{name}");
    }
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
fn the_folder_is_kept_out_of_repositories_and_backups() {
    let project = folder();
    let root = project.path().join(".asyncfix_cache");
    let cache = open(project.path());
    add(&cache, "a.py");
    save(cache);
    assert_eq!(fs::read_to_string(root.join(".gitignore")).expect("it is there"), "*\n");
    let tag = fs::read_to_string(root.join("CACHEDIR.TAG")).expect("it is there");
    assert!(tag.starts_with("Signature: 8a477f597d28d172789f06886806bc55\n"));

    fs::write(root.join(".gitignore"), "mine").expect("it is written");
    let cache = open(project.path());
    add(&cache, "b.py");
    save(cache);
    assert_eq!(fs::read_to_string(root.join(".gitignore")).expect("it is there"), "mine");
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

/// How long a cache of 18,000 files takes, for `cargo test --test cache -- --ignored --nocapture`. The limits are wide:
/// a build for debugging on a busy machine keeps them.
#[test]
#[ignore = "it measures"]
fn a_cache_of_18_000_files_is_fast() {
    let project = folder();
    let names: Vec<String> =
        (0..18_000).map(|number| format!("src/package{}/module_{number}.py", number % 300)).collect();
    let hashes: Vec<ContentHash> = names.iter().map(|name| hash(name)).collect();
    let timed = |what: &str, limit: u64, work: &mut dyn FnMut()| {
        let start = std::time::Instant::now();
        work();
        println!("{what}: {:.2?}", start.elapsed());
        assert!(start.elapsed() < Duration::from_millis(limit), "{what}");
    };
    let new = |cache: &Cache, number: usize| {
        cache.learn(&names[number], &stamp(1), hashes[number]);
        let findings = if number.is_multiple_of(10) { vec![b'f'; 300] } else { Vec::new() };
        cache.keep_findings(hashes[number], 0, findings);
        cache.keep_facts(hashes[number], vec![b'x'; 1000 + number % 4000]);
    };
    let mut cache = Some(open(project.path()));
    timed("learn and keep all", 2000, &mut || {
        (0..names.len()).for_each(|number| new(cache.as_ref().expect("it is open"), number))
    });
    timed("save all", 4000, &mut || save(cache.take().expect("it is open")));
    for path in files(project.path()) {
        println!(
            "{:>9} bytes in {:?}",
            path.metadata().expect("it is there").len(),
            path.file_name().expect("it has one")
        );
    }
    for _ in 0..3 {
        timed("open", 200, &mut || cache = Some(open(project.path())));
        let opened = cache.as_ref().expect("it is open");
        timed("know all", 500, &mut || {
            assert!(
                names.iter().zip(&hashes).all(|(name, hash)| opened.known(name, &stamp(1)) == Some(*hash))
            );
        });
        timed("findings of all", 500, &mut || {
            assert!(hashes.iter().all(|hash| opened.findings(*hash, 0).is_some()))
        });
        timed("save nothing", 100, &mut || save(cache.take().expect("it is open")));
    }
    cache = Some(open(project.path()));
    let opened = cache.as_ref().expect("it is open");
    timed("facts of all, on two threads", 2000, &mut || {
        std::thread::scope(|scope| {
            for half in hashes.chunks(9000) {
                scope.spawn(move || assert!(half.iter().all(|hash| opened.facts(*hash).is_some())));
            }
        });
    });
    new(opened, 5);
    timed("save one", 1000, &mut || save(cache.take().expect("it is open")));
}
