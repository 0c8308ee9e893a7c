//! What happens while files are written: kills, full disks, refusals, other writers, two runs at once.
//!
//! `inject.py` lets something happen at a chosen system call of a run. It needs Linux on x86-64 and `ptrace`; elsewhere these
//! tests say so and end.

mod broken_off;
mod elsewhere;
mod refused;
mod together;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

const OLD: &str = "import time\n\n\nasync def f():\n    time.sleep(1)\n";
const NEW: &str = "import asyncio\n\n\nasync def f():\n    await asyncio.sleep(1)\n";

/// A folder with Python files that all have something to repair.
fn project(names: &[&str]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for name in names {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("it has one")).expect("made");
        std::fs::write(path, OLD).expect("written");
    }
    folder
}

fn asyncfix(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_asyncfix"))
        .arg("--isolated")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it runs")
}

/// A run to which something happened.
struct Injected {
    /// How many system calls that change files there were.
    calls: usize,
    output: Output,
}

/// Runs asyncfix and does `action` at its `number`-th system call that changes files; nothing where the system cannot do that.
fn inject(folder: &Path, number: usize, action: &str, arguments: &[&str]) -> Option<Injected> {
    if !cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        println!("left out: this needs Linux on x86-64");
        return None;
    }
    let count = tempfile::NamedTempFile::new().expect("a file");
    let output = Command::new("python3")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/inject.py"))
        .arg(number.to_string())
        .arg(action)
        .arg(count.path())
        .arg(env!("CARGO_BIN_EXE_asyncfix"))
        .arg("--isolated")
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("Python runs");
    if output.status.code() == Some(125) {
        println!("left out: this system does not let one process trace another");
        return None;
    }
    let calls = std::fs::read_to_string(count.path()).expect("written").parse().expect("a number");
    Some(Injected { calls, output })
}

/// All files of a folder, hidden ones too, but for the cache.
fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).expect("it is there").flatten() {
        let path = entry.path();
        match path.is_dir() {
            true if entry.file_name() == ".asyncfix_cache" => {}
            true => files.extend(self::files(&path)),
            false => files.push(path),
        }
    }
    files.sort();
    files
}

fn is_python(path: &Path) -> bool {
    path.extension().is_some_and(|end| end == "py")
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).expect("it is there")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr)
}
