//! The lossless tree holds every byte of the standard library and its tests, and of the folder that
//! `ASYNCFIX_CORPUS` names.

use std::path::{Path, PathBuf};
use std::process::Command;

use asyncfix::syntax::{Grammar, cst, parse, with_nodes};

#[test]
fn the_tree_of_every_file_has_its_text() {
    let mut folders = Vec::from_iter(std::env::var_os("ASYNCFIX_CORPUS").map(PathBuf::from));
    folders.extend(standard_library());
    let mut files = Vec::new();
    for folder in &folders {
        python_files(folder, &mut files);
    }
    let mut parsed = 0;
    for file in &files {
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        parsed += usize::from(round_trips(&text, file));
    }
    assert!(parsed * 10 >= files.len() * 9, "only {parsed} of {} files parse", files.len());
}

#[test]
fn odd_texts_round_trip() {
    let deep = format!("x = {}1{}\n", "(".repeat(2000), ")".repeat(2000));
    for text in [
        "",
        "\u{feff}x = 1\n",
        "\u{c}\nx = 1",
        "x = \\\n  1",
        "if x: f(); g()\n",
        "# only\r\n",
        "x\ry\r",
        "def f():\n\tpass",
        "f'{x!r:>{y}} {{}}' 'a'\n",
        "class A: pass\n\n\n# end",
        &deep,
    ] {
        assert!(round_trips(text, Path::new(text)), "{text:?} does not parse");
    }
}

fn round_trips(text: &str, file: &Path) -> bool {
    let Ok(parsed) = parse(text, &Grammar::Module) else { return false };
    let result = with_nodes(&parsed, |nodes| {
        assert_eq!(cst::build(text, &parsed, &nodes).to_string(), text, "{}", file.display());
    });
    result.is_ok()
}

fn standard_library() -> Option<PathBuf> {
    let output = Command::new("python3")
        .args(["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"])
        .output()
        .ok()?;
    Some(PathBuf::from(String::from_utf8(output.stdout).ok()?.trim()))
}

fn python_files(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() && !path.ends_with("site-packages") {
            python_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
}
