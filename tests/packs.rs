//! Packs of codemods, proven: each folder under `tests/packs` is a program that runs under CPython before and after its pack
//! has rewritten it, and must print the same. Those under `tests/packs_revived` are ones that today's Python refuses before, so
//! that what they print afterwards is written down. Those under `tests/packs_typed` need a server, so two type checkers read
//! what becomes of them. What a program needs is installed, pinned, into an environment of its own.

mod support;

use std::path::Path;
use std::process::{Command, Output};

use support::python::{entries, environment};

#[test]
fn programs_print_the_same_before_and_after() {
    let mut count = 0;
    for folder in entries("tests/packs") {
        let pack = pack_of(&folder);
        let python = environment(&folder.join("requirements.txt"));
        let work = tempfile::tempdir().expect("a folder");
        copy(&folder, work.path());
        let before = run(&python, work.path());
        let text = rewrite(work.path(), &pack);
        let after = run(&python, work.path());
        assert_eq!(before, after, "{pack}: it prints something else; it is now\n{text}");
        count += 1;
    }
    assert!(count > 0, "there is a pack");
}

#[test]
fn programs_run_again() {
    for folder in entries("tests/packs_revived") {
        let pack = pack_of(&folder);
        let python = environment(&folder.join("requirements.txt"));
        let work = tempfile::tempdir().expect("a folder");
        copy(&folder, work.path());
        assert!(!execute(&python, work.path()).status.success(), "{pack}: it runs as it is");
        let text = rewrite(work.path(), &pack);
        let expected = std::fs::read_to_string(folder.join("expected.txt")).expect("it is there");
        assert_eq!(
            expected,
            run(&python, work.path()),
            "{pack}: it prints something else; it is now\n{text}"
        );
    }
}

#[test]
fn programs_are_well_typed_afterwards() {
    let mut count = 0;
    for folder in entries("tests/packs_typed") {
        let pack = pack_of(&folder);
        let python = environment(&folder.join("requirements.txt"));
        let work = tempfile::tempdir().expect("a folder");
        copy(&folder, work.path());
        let text = rewrite(work.path(), &pack);
        let mypy = ["-m", "mypy", "--strict", "main.py"];
        let pyright = ["-m", "pyright", "--pythonpath", &python.to_string_lossy(), "main.py"];
        for checker in [&mypy[..], &pyright] {
            let output = Command::new(&python)
                .args(checker)
                .env("PYRIGHT_PYTHON_GLOBAL_NODE", "1")
                .current_dir(work.path())
                .output()
                .expect("it starts");
            let told = String::from_utf8_lossy(&output.stdout);
            assert!(output.status.success(), "{pack}: {told}; it is now\n{text}");
        }
        count += 1;
    }
    assert!(count > 0, "there is a pack");
}

/// Rewrites a program by its pack, which must leave nothing to be found, and gives what it is now.
fn rewrite(folder: &Path, pack: &str) -> String {
    let program = folder.join("main.py");
    let old = std::fs::read_to_string(&program).expect("it is there");
    let done = Command::new(env!("CARGO_BIN_EXE_asyncfix"))
        .args(["--isolated", "--no-cache", "--target-version", "3.11", "--codemod", pack])
        .args(["--write", "--unsafe-fixes", "main.py"])
        .current_dir(folder)
        .output()
        .expect("it runs");
    let told = String::from_utf8_lossy(&done.stdout).into_owned();
    assert!(
        done.status.success(),
        "{pack}: something is left:\n{told}{}",
        String::from_utf8_lossy(&done.stderr)
    );
    let text = std::fs::read_to_string(program).expect("it is there");
    assert_ne!(text, old, "{pack}: nothing was rewritten");
    text
}

/// What a program prints, which must succeed.
fn run(python: &Path, folder: &Path) -> String {
    let output = execute(python, folder);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn execute(python: &Path, folder: &Path) -> Output {
    Command::new(python)
        .args(["-W", "error::RuntimeWarning", "main.py"])
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .current_dir(folder)
        .output()
        .expect("Python runs")
}

fn copy(from: &Path, to: &Path) {
    for file in std::fs::read_dir(from).expect("it is there").flatten() {
        std::fs::copy(file.path(), to.join(file.file_name())).expect("copied");
    }
}

fn pack_of(folder: &Path) -> String {
    folder.file_name().and_then(|name| name.to_str()).expect("a plain name").to_owned()
}
