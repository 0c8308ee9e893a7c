//! Equivalence at scale: `equivalence/patterns.py` has expressions with a safe fix, `equivalence/contexts.py` places for them. Every
//! program that these make is run under CPython as it was and as the safe fixes leave it; what it does, in which order, and how it
//! ends must be the same. Where a place makes a fix wrong, asyncfix must have left it alone.

use std::path::Path;
use std::process::{Command, Output};

/// Contexts within contexts for each pattern, besides each context alone.
const SAMPLES: &str = "200";

#[test]
fn what_safe_fixes_leave_does_the_same() {
    let folder = tempfile::tempdir().expect("a folder");
    let (old, new) = (folder.path().join("old"), folder.path().join("new"));
    let scripts = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/equivalence");
    for place in [&old, &new] {
        let made = python(&scripts, "generate.py", &[place.as_os_str(), SAMPLES.as_ref()]);
        assert!(made.status.success(), "{}", told(&made));
    }
    for target in std::fs::read_dir(&new).expect("it is there").flatten() {
        let version = target.file_name().into_string().expect("in ASCII");
        let repaired = Command::new(env!("CARGO_BIN_EXE_asyncfix"))
            .args(["--isolated", "--no-cache", "--exit-zero", "--output-format", "concise", "--write"])
            .args(["--target-version", &version, "."])
            .current_dir(target.path())
            .output()
            .expect("it runs");
        assert_eq!(repaired.status.code(), Some(0), "{}", told(&repaired));
    }
    let compared = python(&scripts, "compare.py", &[old.as_os_str(), new.as_os_str()]);
    println!("{}", told(&compared));
    assert!(compared.status.success());
}

fn python(scripts: &Path, name: &str, arguments: &[&std::ffi::OsStr]) -> Output {
    Command::new("python3")
        .arg(scripts.join(name))
        .args(arguments)
        .env("PYTHONDONTWRITEBYTECODE", "1")
        .output()
        .expect("Python runs")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
