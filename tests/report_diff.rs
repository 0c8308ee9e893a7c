//! A patch that asyncfix prints is applied by git, and gives exactly the bytes that `--write` would.

use std::path::Path;
use std::process::Command;

use asyncfix::report::{colored_diff, unified_diff};
use proptest::prelude::*;

fn git(directory: &Path, arguments: &[&str]) {
    let output = Command::new("git").current_dir(directory).args(arguments).output().expect("git runs");
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
}

/// What git makes of `before` with our patch.
fn applied(name: &str, before: &[u8], after: &[u8]) -> Vec<u8> {
    let directory = tempfile::tempdir().expect("a folder");
    git(directory.path(), &["init", "--quiet"]);
    let file = directory.path().join(name);
    std::fs::create_dir_all(file.parent().expect("a parent")).expect("a folder");
    std::fs::write(&file, before).expect("written");
    // Outside the folder that git looks at.
    let patch = tempfile::NamedTempFile::new().expect("a file");
    std::fs::write(patch.path(), unified_diff(Path::new(name), before, after)).expect("written");
    let patch = patch.path().to_str().expect("UTF-8");
    git(directory.path(), &["-c", "core.autocrlf=false", "apply", "--whitespace=nowarn", patch]);
    std::fs::read(&file).expect("git keeps the file")
}

fn line() -> impl Strategy<Value = Vec<u8>> {
    let text = prop_oneof![
        4 => prop::sample::select(vec!["", "a", "b", "    await x", "-- x", "++ x", "@@ -1 +1 @@", "\\ No", "\t"])
            .prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(prop_oneof![Just(0xff), Just(0xe9), Just(b'x'), Just(0x1b)], 0..4),
    ];
    let end = prop::sample::select(vec!["\n", "\n", "\n", "\r\n", "\r", "\r\r\n"]);
    (text, end).prop_map(|(text, end)| [&*text, end.as_bytes()].concat())
}

/// A file and what is left of it after some lines were replaced, removed or added.
fn change() -> impl Strategy<Value = (Vec<u8>, Vec<u8>)> {
    let kept = prop::collection::vec((line(), prop::option::weighted(0.25, prop::option::of(line()))), 0..40);
    (kept, prop::option::of(Just(b"end".to_vec())), prop::option::of(Just(b"end".to_vec()))).prop_map(
        |(lines, old_end, new_end)| {
            let (mut before, mut after) = (Vec::new(), Vec::new());
            for (line, replacement) in lines {
                before.extend_from_slice(&line);
                match replacement {
                    None => after.extend_from_slice(&line),
                    Some(new) => after.extend(new.unwrap_or_default()),
                }
            }
            before.extend(old_end.unwrap_or_default());
            after.extend(new_end.unwrap_or_default());
            (before, after)
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn git_applies_every_patch((before, after) in change()) {
        prop_assume!(before != after);
        prop_assert_eq!(applied("pkg/module.py", &before, &after), after);
    }
}

#[test]
fn git_finds_files_with_special_names() {
    for name in
        ["sp ace/é.py", "quo\"te\\.py", "new\nline.py", "tab\there and space.py", "\u{1}.py", "日本.py"]
    {
        assert_eq!(applied(name, b"a\nb\n", b"a\nc\n"), b"a\nc\n", "{name:?}");
    }
}

#[test]
fn an_empty_file_and_a_file_that_becomes_empty() {
    assert_eq!(applied("m.py", b"", b"import asyncio\n"), b"import asyncio\n");
    assert_eq!(applied("m.py", b"x", b""), b"");
}

#[test]
fn a_patch_is_the_same_as_git_diff() {
    let name = "sp ace/é.py";
    let before: Vec<u8> = (0..40).flat_map(|number| format!("line {number}\r\n").into_bytes()).collect();
    let after = String::from_utf8(before.clone()).expect("ASCII");
    let after =
        after.replace("line 3\r\n", "").replace("line 30\r\n", "new\n").replace("line 39\r\n", "line 39");

    let directory = tempfile::tempdir().expect("a folder");
    git(directory.path(), &["init", "--quiet"]);
    std::fs::create_dir(directory.path().join("sp ace")).expect("a folder");
    std::fs::write(directory.path().join(name), &before).expect("written");
    git(directory.path(), &["-c", "core.autocrlf=false", "add", "."]);
    std::fs::write(directory.path().join(name), &after).expect("written");
    let output = Command::new("git")
        .current_dir(directory.path())
        .args([
            "-c",
            "core.autocrlf=false",
            "-c",
            "core.quotepath=true",
            "diff",
            "--no-color",
            "--no-ext-diff",
        ])
        .output()
        .expect("git runs");

    let theirs: Vec<&[u8]> = output
        .stdout
        .split_inclusive(|&byte| byte == b'\n')
        .filter(|line| !line.starts_with(b"index "))
        .collect();
    // After the second `@@`, git repeats a line for orientation.
    let theirs: Vec<u8> = theirs
        .into_iter()
        .flat_map(|line| match line.strip_prefix(b"@@") {
            Some(rest) => {
                let end = rest.windows(2).position(|pair| pair == b"@@").expect("a second @@");
                [&line[..end + 4], b"\n"].concat()
            }
            None => line.to_vec(),
        })
        .collect();
    let ours = unified_diff(Path::new(name), &before, after.as_bytes());
    assert_eq!(String::from_utf8_lossy(&ours), String::from_utf8_lossy(&theirs));
}

#[test]
fn nothing_changed_is_no_patch() {
    assert_eq!(unified_diff(Path::new("m.py"), b"a", b"a"), b"");
}

#[test]
fn a_path_is_named_from_the_top_with_slashes() {
    let head = |path: &str| {
        let patch = unified_diff(Path::new(path), b"a\n", b"b\n");
        String::from_utf8(patch).expect("ASCII").lines().next().expect("a line").to_owned()
    };
    assert_eq!(head("./pkg/./m.py"), "diff --git a/pkg/m.py b/pkg/m.py");
    #[cfg(unix)]
    assert_eq!(head("/srv/m.py"), "diff --git a/srv/m.py b/srv/m.py");
}

#[test]
fn colours_do_not_let_escape_sequences_through() {
    let patch = unified_diff(Path::new("m.py"), b"x = '\x1b[2J'\n", b"y\n");
    let colored = String::from_utf8(colored_diff(&patch)).expect("UTF-8");
    assert!(colored.contains("\x1b[31m-x = '␛[2J'\x1b[0m\n"), "{colored:?}");
    assert!(colored.contains("\x1b[32m+y\x1b[0m\n"), "{colored:?}");
}
