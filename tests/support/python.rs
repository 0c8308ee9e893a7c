//! Python for tests: interpreters with what a program needs, and folders of programs.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The interpreter of an environment with what a list of requirements names, made once for each state of the list.
///
/// # Panics
/// Where the packages cannot be installed.
pub fn environment(requirements: &Path) -> PathBuf {
    let wanted = std::fs::read_to_string(requirements).expect("there is a list of requirements");
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folder = requirements.parent().expect("a file lies in a folder");
    let place = folder.strip_prefix(tests).expect("it is a test's");
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join(place);
    let python = root.join("bin/python");
    let stamp = root.join("installed.txt");
    if std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        return python;
    }
    let base = std::env::var("ASYNCFIX_TEST_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let _ = std::fs::remove_dir_all(&root);
    succeed(Command::new(base).args(["-m", "venv"]).arg(&root));
    succeed(
        Command::new(&python)
            .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"])
            .arg(requirements),
    );
    std::fs::write(&stamp, wanted).expect("written");
    python
}

/// The entries of a folder of the repository, sorted.
pub fn entries(under: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(under);
    let mut entries: Vec<PathBuf> =
        std::fs::read_dir(root).expect("it is there").flatten().map(|entry| entry.path()).collect();
    entries.sort();
    entries
}

fn succeed(command: &mut Command) {
    let Output { status, stderr, .. } = command.output().expect("it starts");
    assert!(status.success(), "{command:?}: {}", String::from_utf8_lossy(&stderr));
}
