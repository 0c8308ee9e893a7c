//! The cache on the disk: what is kept is there again, and whatever is wrong with it is forgotten, never told wrongly.

mod damage;
mod speed;
mod upkeep;

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use asyncfix::cache::{Cache, ContentHash, Stamp};
use tempfile::TempDir;

const FINGERPRINT: u128 = 0x5eed;

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
    // Of saves at the very same moment one may be lost, but the cache is whole and goes on.
    let names: Vec<String> =
        (0..4).flat_map(|thread| (0..20).map(move |number| format!("{thread}/{number}.py"))).collect();
    let cache = open(project.path());
    assert!(cache.trouble().is_none());
    assert!(names.iter().any(|name| present(&cache, name)[0]));
    names.iter().filter(|name| present(&cache, name) != [true; 3]).for_each(|name| add(&cache, name));
    save(cache);
    let cache = open(project.path());
    assert!(names.iter().all(|name| present(&cache, name) == [true; 3]));
    assert!(cache.trouble().is_none());
}

#[track_caller]
fn cache_is_complete(cache: &Cache, names: &[&str]) {
    for name in names {
        assert_eq!(present(cache, name), [true; 3], "{name}");
    }
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
