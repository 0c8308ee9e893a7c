//! The inputs that fuzzing has found worth keeping, run as ordinary tests: see `fuzz/targets.rs`.

#[path = "../fuzz/targets.rs"]
mod targets;

use std::path::Path;

type Door = fn(&[u8]);

#[test]
fn no_promise_breaks_on_any_input() {
    let doors: [(&str, Door); 6] = [
        ("python", targets::python),
        ("notebook", targets::notebook),
        ("settings", targets::settings),
        ("codemod", targets::codemod),
        ("stub", targets::stub),
        ("cache", targets::cache),
    ];
    for (name, door) in doors {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(name);
        let mut count = 0;
        for entry in std::fs::read_dir(&folder).expect("there is a corpus").flatten() {
            let bytes = std::fs::read(entry.path()).expect("it is read");
            let outcome = std::panic::catch_unwind(|| door(&bytes));
            assert!(outcome.is_ok(), "{} breaks a promise", entry.path().display());
            count += 1;
        }
        assert!(count > 0, "{name} has no inputs");
        println!("{name}: {count} inputs");
    }
}
