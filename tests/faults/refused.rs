//! A system that refuses to write: full disks, read-only folders, failing devices.

use super::*;

const NAMES: [&str; 3] = ["a.py", "b.py", "package/c.py"];

#[test]
fn a_refused_call_costs_one_file_at_most() {
    let arguments = &["--write", "--no-cache", "."][..];
    for (error, advice) in
        [("ENOSPC", "make room"), ("EACCES", "check the permissions"), ("EIO", "run again")]
    {
        let Some(whole) = inject(project(&NAMES).path(), 0, error, arguments) else { return };
        let mut refusals = 0;
        for number in 1..=whole.calls {
            let folder = project(&NAMES);
            let run = inject(folder.path(), number, error, arguments).expect("it worked before");
            let texts: Vec<String> = files(folder.path()).iter().map(|file| read(file)).collect();
            assert_eq!(texts.len(), NAMES.len(), "{error} at {number}: {:?}", files(folder.path()));
            let old = texts.iter().filter(|text| **text == OLD).count();
            let new = texts.iter().filter(|text| **text == NEW).count();
            let told = told(&run.output);
            assert_eq!(old + new, NAMES.len(), "{error} at {number}: {texts:?}");
            if old == 0 {
                // The owner is kept where the system allows it.
                assert_eq!(run.output.status.code(), Some(0), "{error} at {number}: {told}");
                continue;
            }
            refusals += 1;
            assert_eq!((old, run.output.status.code()), (1, Some(2)), "{error} at {number}: {told}");
            assert!(told.contains(".py: it cannot be written") && told.contains(advice), "{told}");
            assert!(!told.contains(".asyncfix-"), "{told}");
        }
        assert!(refusals >= 3 * NAMES.len(), "{error}: {refusals} of {}", whole.calls);
        println!("{error} at each of {} system calls", whole.calls);
    }
}

#[test]
fn a_cache_that_cannot_be_written_is_told_and_costs_nothing() {
    let arguments = &["--output-format", "concise", "."][..];
    let Some(whole) = inject(project(&NAMES).path(), 0, "ENOSPC", arguments) else { return };
    assert!(whole.calls > 0);
    for number in 1..=whole.calls {
        let folder = project(&NAMES);
        let run = inject(folder.path(), number, "ENOSPC", arguments).expect("it worked before");
        let told = told(&run.output);
        assert_eq!(told.matches("AFX101").count(), NAMES.len(), "at {number}: {told}");
        let again = asyncfix(folder.path(), arguments);
        assert_eq!(again.status.code(), Some(1), "at {number}: {}", super::told(&again));
    }
}

#[test]
fn a_read_only_file_stays_as_it_is() {
    let folder = project(&NAMES);
    let path = folder.path().join("a.py");
    let mut permissions = std::fs::metadata(&path).expect("it is there").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("set");
    let output = asyncfix(folder.path(), &["--no-cache", "--write", "."]);
    assert_eq!(output.status.code(), Some(2));
    assert!(told(&output).contains("a.py: the file is read-only; make it writable"), "{}", told(&output));
    assert_eq!((read(&path), read(&folder.path().join("b.py"))), (OLD.to_owned(), NEW.to_owned()));
}
