//! Whatever a folder contains, the run ends, says what is wrong where, and does the rest.

use std::path::Path;
use std::process::{Command, Output};

const GOOD: &str = "import time\n\n\nasync def f():\n    time.sleep(1)\n";

/// Contents that cannot be checked, with a part of what is said about them.
fn hopeless() -> Vec<(&'static str, Vec<u8>, &'static str)> {
    vec![
        ("syntax.py", b"async def f(:\n    pass\n".to_vec(), "syntax.py:1:"),
        ("null.py", b"async def f():\n    x = '\0'\n".to_vec(), "null.py:2:"),
        ("bytes.py", b"async def f():\n    x = '\xff\xfe'\n".to_vec(), "bytes.py:2:"),
        ("unknown.py", b"# coding: klingon\nasync def f(): pass\n".to_vec(), "unknown.py:1:"),
        ("utf16.py", b"\xff\xfea\0s\0y\0n\0c\0".to_vec(), "utf16.py"),
        ("sum.py", sum(200_000), "sum.py:1:1: error: nested deeper than"),
        ("calls.py", chain("()", 100_000), "calls.py:1:1: error: nested deeper than"),
        ("attributes.py", chain(".a", 100_000), "attributes.py:1:1: error: nested deeper than"),
        ("notebook.ipynb", b"{\"cells\": [async".to_vec(), "notebook.ipynb"),
        (
            "large.py",
            GOOD.repeat((16 << 20) / GOOD.len() + 1).into_bytes(),
            "large.py:1:1: error: larger than 16 MiB",
        ),
    ]
}

/// Contents that nest deeply and are checked all the same, or refused, but never end the run.
fn deep() -> Vec<(&'static str, Vec<u8>)> {
    let wrapped = |before: &str, after: &str, depth: usize| {
        format!("import time\nasync def f(): time.sleep({}1{})\n", before.repeat(depth), after.repeat(depth))
            .into_bytes()
    };
    let blocks: Vec<String> = (0..99).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect();
    let blocks = blocks.concat();
    vec![
        ("brackets.py", wrapped("(", ")", 20_000)),
        ("lists.py", wrapped("[", "]", 20_000)),
        ("dicts.py", wrapped("{1:", "}", 20_000)),
        ("not.py", wrapped("not ", "", 20_000)),
        ("minus.py", wrapped("-", "", 20_000)),
        ("await.py", wrapped("await ", "", 20_000)),
        ("lambda.py", wrapped("lambda: ", "", 20_000)),
        ("ternary.py", wrapped("1 if 1 else ", "", 20_000)),
        ("power.py", wrapped("1 ** ", "", 20_000)),
        ("calls_inside.py", wrapped("f(", ")", 20_000)),
        ("subscripts.py", wrapped("f[", "]", 20_000)),
        ("comprehensions.py", wrapped("[x for x in ", "]", 5_000)),
        ("fstrings.py", wrapped("f'{", "}'", 100)),
        ("unclosed.py", format!("async def f(): time.sleep({}", "(".repeat(50_000)).into_bytes()),
        (
            "patterns.py",
            format!(
                "async def f():\n time.sleep(1)\n match x:\n  case {}y{}: pass\n",
                "[".repeat(9_000),
                "]".repeat(9_000)
            )
            .into_bytes(),
        ),
        ("blocks.py", format!("async def f(): time.sleep(1)\n{blocks}{}pass\n", " ".repeat(99)).into_bytes()),
        (
            "elif.py",
            format!("async def f(): time.sleep(1)\nif x: pass\n{}", "elif x: pass\n".repeat(20_000))
                .into_bytes(),
        ),
        ("strings.py", format!("async def f(): sleep({})\n", "'a' ".repeat(100_000)).into_bytes()),
        ("long_line.py", format!("async def f(): sleep([{}])\n", "1, ".repeat(500_000)).into_bytes()),
        (
            "sleeps.py",
            format!(
                "import time\nasync def f():\n    x = {}time.sleep(1){}\n",
                "(".repeat(3_000),
                ")".repeat(3_000)
            )
            .into_bytes(),
        ),
    ]
}

#[test]
fn hopeless_files_are_named_and_the_rest_is_done() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("good.py"), GOOD).expect("written");
    for (name, content, _) in hopeless() {
        std::fs::write(folder.path().join(name), content).expect("written");
    }
    let output = asyncfix(folder.path(), &["--output-format", "concise", "--isolated", "."]);
    let said = text(&output);
    assert!(said.contains("good.py:5:5: AFX101"), "{said}");
    for (name, _, expected) in hopeless() {
        assert!(said.contains(expected), "{name}: nothing like `{expected}` in\n{said}");
    }
    assert_eq!(output.status.code(), Some(1), "{said}");
}

#[test]
fn nothing_is_lost_when_hopeless_files_stand_beside_good_ones() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("good.py"), GOOD).expect("written");
    for (name, content, _) in hopeless() {
        std::fs::write(folder.path().join(name), content).expect("written");
    }
    asyncfix(folder.path(), &["--write", "--unsafe-fixes", "--isolated", "."]);
    let good = std::fs::read_to_string(folder.path().join("good.py")).expect("it is there");
    assert!(good.contains("await asyncio.sleep(1)"), "{good}");
    for (name, content, _) in hopeless() {
        assert_eq!(std::fs::read(folder.path().join(name)).expect("it is there"), content, "{name}");
    }
}

#[test]
fn deep_nesting_never_overflows_the_stack() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("good.py"), GOOD).expect("written");
    for (name, content) in deep() {
        std::fs::write(folder.path().join(name), content).expect("written");
    }
    for flags in
        [&["--output-format", "json"][..], &["--diff", "--unsafe-fixes"], &["--write", "--unsafe-fixes"]]
    {
        let flags: Vec<&str> = flags.iter().copied().chain(["--isolated", "."]).collect();
        let output = asyncfix(folder.path(), &flags);
        assert!(
            matches!(output.status.code(), Some(0 | 1)),
            "{flags:?}: {:?}\n{}",
            output.status,
            text(&output)
        );
    }
    let sleeps = std::fs::read_to_string(folder.path().join("sleeps.py")).expect("it is there");
    assert!(sleeps.contains("await asyncio.sleep(1)"), "a deep file that fits is repaired");
}

#[test]
fn a_missing_path_is_an_error_and_the_rest_is_done() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("good.py"), GOOD).expect("written");
    let output = asyncfix(folder.path(), &["--output-format", "concise", "--isolated", "good.py", "gone.py"]);
    let said = text(&output);
    assert!(said.contains("good.py:5:5: AFX101") && said.contains("gone.py"), "{said}");
    assert_eq!(output.status.code(), Some(2), "{said}");
}

#[test]
fn links_that_lead_round_in_circles_end_the_walk() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::create_dir(folder.path().join("inner")).expect("made");
    std::fs::write(folder.path().join("inner/good.py"), GOOD).expect("written");
    std::os::unix::fs::symlink("..", folder.path().join("inner/up")).expect("linked");
    std::os::unix::fs::symlink("loop.py", folder.path().join("loop.py")).expect("linked");
    let output = asyncfix(folder.path(), &["--output-format", "concise", "--isolated", "."]);
    let said = text(&output);
    assert_eq!(said.matches("good.py:5:5: AFX101").count(), 1, "{said}");
}

#[test]
fn a_mistake_in_the_settings_is_named_with_its_line() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("good.py"), GOOD).expect("written");
    std::fs::write(folder.path().join("pyproject.toml"), "[tool.asyncfix]\nselekt = []\n").expect("written");
    let output = asyncfix(folder.path(), &["."]);
    let said = text(&output);
    assert!(said.contains("pyproject.toml:2:1") && said.contains("selekt"), "{said}");
    assert_eq!(output.status.code(), Some(2), "{said}");
}

fn sum(terms: usize) -> Vec<u8> {
    format!("import time\nasync def f(): time.sleep({}1)\n", "1 + ".repeat(terms)).into_bytes()
}

fn chain(link: &str, links: usize) -> Vec<u8> {
    format!("import time\nasync def f(): time.sleep(a{})\n", link.repeat(links)).into_bytes()
}

fn asyncfix(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_asyncfix"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("the binary runs")
}

fn text(output: &Output) -> String {
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
}
