//! Nothing that a project contains commands the terminal or breaks the format of a report.

use super::*;

/// What a terminal obeys: escape sequences, single control characters, and turns of the direction of writing.
const COMMANDS: &str = "\u{1b}]0;owned\u{7}\u{1b}[2J\u{9b}31m\u{8}\u{202e}\u{2066}";

fn is_harmless(text: &str) -> bool {
    !text.chars().any(|character| {
        (character.is_control() && !matches!(character, '\n' | '\t'))
            || matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}

#[cfg(unix)]
#[test]
fn names_and_sources_command_no_terminal() {
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    let name = format!("a{COMMANDS}\nb.py");
    write(
        root,
        &name,
        format!(
            "import time\n\n\nasync def f():\n    x = '{COMMANDS}'; time.sleep(1)  # {COMMANDS}\n    g()\n\n\n\
             def g():\n    time.sleep(1); y = '{COMMANDS}'\n"
        ),
    );
    write(root, &format!("{COMMANDS}/broken.py"), format!("async def f(:\n    '{COMMANDS}'\n"));
    write(root, &format!("odd{COMMANDS}.py"), format!("# coding: {COMMANDS}\nasync def f(): pass\n"));
    for arguments in [
        &["."][..],
        &["--output-format", "concise", "."],
        &["--output-format", "json", "."],
        &["--statistics", "."],
        &["--verbose", "."],
        &["--write", &name],
        &[&format!("missing{COMMANDS}.py")],
        &["--select", COMMANDS, "."],
        &["rule", COMMANDS],
        &["graph", COMMANDS],
        &["--codemod", COMMANDS, "."],
    ] {
        let output = asyncfix(root, &[&["--isolated", "--no-cache"], arguments].concat());
        let told = told(&output);
        assert!(is_harmless(&told), "{arguments:?}: {told:?}");
    }
}

#[test]
fn settings_and_codemods_command_no_terminal() {
    for settings in [
        format!("[tool.asyncfix]\nselect = ['{COMMANDS}']\n"),
        format!("[tool.asyncfix]\nexclude = ['[{COMMANDS}']\n"),
        format!("[tool.asyncfix]\n'{COMMANDS}' = 1\n"),
        format!("[tool.asyncfix]\ncodemods = ['{COMMANDS}']\n"),
        format!("[tool.asyncfix]\ntarget-version = '{COMMANDS}'\n"),
        format!("[tool.asyncfix\n# {COMMANDS}\n"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        // What TOML forbids in its strings is written as an escape.
        let escaped: String =
            settings
                .chars()
                .map(|c| {
                    if c.is_control() && c != '\n' {
                        format!("\\u{:04X}", u32::from(c))
                    } else {
                        c.to_string()
                    }
                })
                .collect();
        for text in [&settings, &escaped.replace('\'', "\"")] {
            write(folder.path(), "pyproject.toml", text);
            write(folder.path(), "program.py", SLEEPY);
            let told = told(&asyncfix(folder.path(), &["--no-cache", "."]));
            assert!(is_harmless(&told), "{text}: {told:?}");
        }
    }
    let folder = tempfile::tempdir().expect("a folder");
    let codemod = |title: &str| {
        format!(
            "\"\"\"Mine {title}.\"\"\"\n\nimport time\n\ncode = \"MINE1\"\nmessage = \"{title}\"\ntitle = \"{title}\"\nreason = \"{title}\"\n\
             safety = \"unsafe\"\n\n\ndef before(x):\n    time.sleep(x)\n\n\ndef after(x):\n    time.sleep(x + 1)\n"
        )
    };
    write(folder.path(), "rewrites/mine.py", codemod(COMMANDS));
    write(folder.path(), "rewrites/broken.py", format!("def before(x):\n    '{COMMANDS}\n"));
    write(folder.path(), "program.py", SLEEPY);
    for arguments in [
        &["--codemod", "rewrites/mine.py", "program.py"][..],
        &["--codemod", "rewrites/mine.py", "--unsafe-fixes", "--output-format", "concise", "program.py"],
        &["--codemod", "rewrites/broken.py", "program.py"],
        &["codemod", "check", "rewrites"],
    ] {
        let told = told(&asyncfix(folder.path(), arguments));
        assert!(is_harmless(&told), "{arguments:?}: {told:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn names_that_are_not_utf_8_are_checked_and_repaired() {
    use std::os::unix::ffi::OsStrExt;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join(std::ffi::OsStr::from_bytes(b"caf\xe9 \"x\".py"));
    std::fs::write(&path, SLEEPY).expect("written");
    for _ in 0..2 {
        let output = asyncfix(folder.path(), &["--output-format", "json", "."]);
        let parsed: serde_json::Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
        assert_eq!(parsed.as_array().map(Vec::len), Some(1), "{}", told(&output));
    }
    let output = asyncfix(folder.path(), &["--write", "."]);
    assert_eq!(output.status.code(), Some(0), "{}", told(&output));
    assert_ne!(std::fs::read_to_string(&path).expect("read"), SLEEPY);
}
