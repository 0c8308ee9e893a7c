//! A run that is killed, at every system call that changes files.

use std::time::{Duration, SystemTime};

use super::*;

const NAMES: [&str; 3] = ["a.py", "b.py", "package/c.py"];

#[test]
fn every_file_is_wholly_old_or_wholly_new() {
    for arguments in [&["--write", "--no-cache", "."][..], &["--write", "."]] {
        let Some(whole) = inject(project(&NAMES).path(), 0, "kill", arguments) else { return };
        assert!(whole.calls >= 5 * NAMES.len(), "{} calls", whole.calls);
        for number in 1..=whole.calls {
            let folder = project(&NAMES);
            inject(folder.path(), number, "kill", arguments).expect("it worked before");
            for file in files(folder.path()).into_iter().filter(|file| is_python(file)) {
                let text = read(&file);
                assert!(text == OLD || text == NEW, "killed at {number}: {}: {text}", file.display());
            }
            let again = asyncfix(folder.path(), arguments);
            assert_eq!(again.status.code(), Some(0), "killed at {number}: {}", told(&again));
            for file in files(folder.path()).into_iter().filter(|file| is_python(file)) {
                assert_eq!(read(&file), NEW, "killed at {number}, after the next run: {}", file.display());
            }
        }
        println!("killed at each of {} system calls", whole.calls);
    }
}

#[test]
fn what_is_left_goes_with_a_later_run() {
    let folder = project(&NAMES);
    let (young, old) = (folder.path().join(".asyncfix-young"), folder.path().join("package/.asyncfix-old"));
    std::fs::write(&young, "half").expect("written");
    let file = std::fs::File::create(&old).expect("made");
    file.set_modified(SystemTime::now() - Duration::from_hours(2)).expect("set");
    asyncfix(folder.path(), &["--no-cache", "."]);
    assert!(old.exists(), "a run that only looks deletes nothing");
    asyncfix(folder.path(), &["--no-cache", "--write", "."]);
    assert!(!old.exists(), "what is left of a killed run is deleted");
    assert!(young.exists(), "it may be another run's work");
}
