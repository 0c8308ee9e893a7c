//! The cache as a user meets it: a second run says the same without reading, a change is seen, and nothing is written
//! where it is switched off.

use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

const HELPER: &str = "import time\n\n\ndef work():\n    time.sleep(1)\n";
const MAIN: &str = "from helper import work\n\n\nasync def main():\n    work()\n";

#[test]
fn a_second_run_says_the_same() {
    let project = project();
    let first = run(project.path(), &[]);
    assert_eq!(first.status.code(), Some(1));
    assert!(text(&first).contains("AFX103"), "{}", text(&first));
    for arguments in
        [&[][..], &["--threads", "1"], &["--output-format", "json"], &["--output-format", "json"]]
    {
        let again = run(project.path(), arguments);
        let without = run(project.path(), &[arguments, &["--no-cache"]].concat());
        assert_eq!(text(&again), text(&without), "{arguments:?}");
        assert_eq!(again.status.code(), Some(1));
    }
    assert!(project.path().join(".asyncfix_cache/CACHEDIR.TAG").exists());
}

#[test]
fn a_change_in_one_file_is_seen_in_the_other() {
    let project = project();
    assert_eq!(run(project.path(), &[]).status.code(), Some(1));
    write_old(&project.path().join("helper.py"), "def work():\n    pass\n");
    let after = run(project.path(), &[]);
    assert_eq!(after.status.code(), Some(0), "{}", text(&after));
    write_old(&project.path().join("helper.py"), HELPER);
    assert_eq!(run(project.path(), &[]).status.code(), Some(1), "the old content is known and still true");
}

#[test]
fn a_comment_at_what_blocks_silences_its_chains_unless_ignored() {
    let project = project();
    assert_eq!(run(project.path(), &[]).status.code(), Some(1));
    let silenced = HELPER.replace("sleep(1)", "sleep(1)  # noqa: AFX103");
    write_old(&project.path().join("helper.py"), &silenced);
    assert_eq!(run(project.path(), &[]).status.code(), Some(0));
    assert_eq!(run(project.path(), &["--ignore-noqa"]).status.code(), Some(1));
    assert_eq!(run(project.path(), &[]).status.code(), Some(0));
    write_old(&project.path().join("helper.py"), HELPER);
    assert_eq!(run(project.path(), &[]).status.code(), Some(1));
}

#[test]
fn other_settings_are_other_answers() {
    let project = project();
    assert_eq!(run(project.path(), &[]).status.code(), Some(1));
    assert_eq!(run(project.path(), &["--ignore", "AFX103"]).status.code(), Some(0));
    assert_eq!(run(project.path(), &[]).status.code(), Some(1));
}

#[test]
fn a_damaged_cache_is_no_cache() {
    let project = project();
    let first = run(project.path(), &[]);
    let mut folders = vec![project.path().join(".asyncfix_cache")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("it is there") {
            let path = entry.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let mut bytes = std::fs::read(&path).expect("it can be read");
                for byte in &mut bytes {
                    *byte ^= 0x55;
                }
                std::fs::write(&path, bytes).expect("it can be written");
            }
        }
    }
    assert_eq!(text(&run(project.path(), &[])), text(&first));
}

#[test]
fn nothing_is_written_where_it_is_switched_off() {
    let project = project();
    run(project.path(), &["--no-cache"]);
    assert!(!project.path().join(".asyncfix_cache").exists());
}

#[test]
fn fixes_are_the_same_with_a_cache() {
    let project = project();
    run(project.path(), &[]);
    let diff =
        |arguments: &[&str]| text(&run(project.path(), &[&["--diff", "--unsafe-fixes"], arguments].concat()));
    let warm = diff(&[]);
    assert!(warm.contains("+    await asyncio.to_thread(work)"), "{warm}");
    assert_eq!(warm, diff(&["--no-cache"]));
}

fn project() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_old(&folder.path().join("helper.py"), HELPER);
    write_old(&folder.path().join("main.py"), MAIN);
    folder
}

/// A file that was not written just now: such a one is read again anyway.
fn write_old(path: &Path, content: &str) {
    std::fs::write(path, content).expect("it can be written");
    let file = std::fs::File::options().write(true).open(path).expect("it can be opened");
    file.set_modified(SystemTime::now() - Duration::from_hours(1)).expect("times can be set");
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_asyncfix"))
        .current_dir(folder)
        .args(["--isolated"])
        .args(arguments)
        .output()
        .expect("the program runs")
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("reports are UTF-8")
}
