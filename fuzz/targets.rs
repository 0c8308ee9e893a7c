//! What is fuzzed: one function a door through which bytes come in. Each panics where a promise is broken.
//!
//! The same functions run over the corpora as an ordinary test, `tests/fuzz_corpus.rs`. With a nightly toolchain and cargo-fuzz:
//! `cargo +nightly fuzz run python fuzz/corpus/python -- -dict=fuzz/python.dict -max_len=4096`.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use asyncfix::cache::{Cache, ContentHash, Stamp};
use asyncfix::catalog::read_stub;
use asyncfix::codemod;
use asyncfix::config::{Discovery, Overrides, SettingsMap};
use asyncfix::edit::Safety;
use asyncfix::program::Library;
use asyncfix::rule::{Options, Rule, registry};
use asyncfix::run::{
    Dispatch, FileReport, Fixes, Job, Libraries, Noqa, Previews, ProblemKind, Project, Request, run,
};
use asyncfix::source::{Source, SourceKind};

/// Python in bytes: it is checked by every rule and codemod and repaired, safely and unsafely. What comes out parses, no fix is dropped,
/// and a second repair changes nothing.
pub fn python(bytes: &[u8]) {
    source(bytes, SourceKind::Python);
}

/// A notebook in bytes, treated in the same way.
pub fn notebook(bytes: &[u8]) {
    source(bytes, SourceKind::Notebook);
}

/// An `asyncfix.toml`.
pub fn settings(bytes: &[u8]) {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("asyncfix.toml"), bytes).expect("written");
    if let Ok(map) = SettingsMap::new(folder.path(), &RULES, Overrides::default(), &Discovery::Closest)
        && let Ok(settings) = map.for_folder(folder.path())
    {
        settings.excludes(&folder.path().join("package/module.py"));
    }
}

/// The file of a codemod.
pub fn codemod(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        drop(codemod::load(Path::new("mine.py"), text));
    }
}

/// A stub with marks.
pub fn stub(bytes: &[u8]) {
    if let Ok(text) = std::str::from_utf8(bytes) {
        drop(read_stub(text));
    }
}

/// The bytes of a cache's files: the first byte says which of them. What is read is right or missing, and saving makes it whole.
pub fn cache(bytes: &[u8]) {
    let Some((which, bytes)) = bytes.split_first() else { return };
    let folder = tempfile::tempdir().expect("a folder");
    let place = folder.path().join("cache");
    let fill = || {
        let cache = Cache::open(&place, 1);
        let hash = ContentHash::of(b"one");
        let stamp = Stamp { size: 1, modified: 2, changed: 3, inode: 4 };
        assert!(cache.known("one", &stamp).is_none_or(|known| known == hash));
        assert!(cache.findings(hash, 1).is_none_or(|found| found == b"findings"));
        assert!(cache.facts(hash).is_none_or(|found| found == b"facts"));
        assert!(cache.run(1).is_none_or(|found| found == b"run"));
        cache.learn("one", &stamp, hash);
        cache.keep_findings(hash, 1, b"findings".to_vec());
        cache.keep_facts(hash, b"facts".to_vec());
        cache.keep_run(1, b"run".to_vec());
        drop(cache.save());
    };
    fill();
    let files = files(&place);
    std::fs::write(&files[usize::from(*which) % files.len()], bytes).expect("written");
    fill();
}

static RULES: LazyLock<Vec<&'static Rule>> =
    LazyLock::new(|| registry::all().iter().map(|entry| entry.rule).collect());
static DISPATCH: LazyLock<Dispatch> = LazyLock::new(|| Dispatch::new(RULES.clone()));
static LIBRARIES: LazyLock<ReadOnce> = LazyLock::new(ReadOnce::default);

fn source(bytes: &[u8], kind: SourceKind) {
    for least in [Safety::Safe, Safety::Unsafe] {
        let Some(report) = repaired(bytes, kind, least) else { return };
        let Some(rewrite) = report.rewrite else { continue };
        let again = repaired(&rewrite.after, kind, least).expect("what was written can be read");
        let is_broken = |report: &FileReport| report.problems.iter().any(|p| p.kind == ProblemKind::Syntax);
        assert!(!is_broken(&again), "the result does not parse: {}", String::from_utf8_lossy(&rewrite.after));
        if let Some(rewrite) = again.rewrite {
            panic!("a second repair changes it again: {}", String::from_utf8_lossy(&rewrite.after));
        }
    }
}

fn repaired(bytes: &[u8], kind: SourceKind, least: Safety) -> Option<FileReport> {
    let path = PathBuf::from(if kind == SourceKind::Notebook { "program.ipynb" } else { "program.py" });
    let source = Source::from_bytes(path.clone(), kind, bytes.to_vec()).ok()?;
    let base = PathBuf::from("/project");
    let job = Job {
        absolute: base.join(&path),
        path,
        text: Some(source),
        enabled: vec![true; DISPATCH.len()],
        options: Options::default(),
        request: Request { fixes: Fixes::Apply(least), noqa: Noqa::Honoured, previews: Previews::Edits },
    };
    let project = Project {
        dispatch: &DISPATCH,
        libraries: &*LIBRARIES,
        roots: Vec::new(),
        base,
        chain_sites: asyncfix::program::chains::SITES_LIMIT,
        cache: None,
        key: 0,
    };
    let report = run(&project, &[job], &|| ()).reports.into_iter().next().expect("a report for each job");
    let bug = report.problems.iter().find(|problem| problem.kind == ProblemKind::Bug);
    if let Some(bug) = bug {
        panic!("{}", bug.message);
    }
    Some(report)
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("it is there").flatten() {
        match entry.path() {
            path if path.is_dir() => files.extend(self::files(&path)),
            path => files.push(path),
        }
    }
    files.sort();
    files
}

/// Libraries that remember what they have loaded.
#[derive(Default)]
struct ReadOnce {
    libraries: Libraries,
    loaded: Mutex<HashMap<String, Option<Library>>>,
}

impl asyncfix::program::Libraries for ReadOnce {
    fn load(&self, module: &str) -> Option<Library> {
        if let Some(known) = self.loaded.lock().expect("no run panicked with it").get(module) {
            return known.clone();
        }
        let library = self.libraries.load(module);
        self.loaded.lock().expect("no run panicked with it").insert(module.to_owned(), library.clone());
        library
    }
}
