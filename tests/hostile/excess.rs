//! Settings, notebooks and codemods that are too much: every run ends, soon, and says what is wrong.

use super::*;

#[test]
fn patterns_cannot_hang_a_run() {
    let stars = "*a".repeat(2_000);
    let braces = "{a,b}".repeat(60);
    let nested = format!("{}x{}", "{a,".repeat(3_000), "}".repeat(3_000));
    let folders = "**/".repeat(3_000);
    let classes = "[!a]*".repeat(2_000);
    for pattern in [&stars, &braces, &nested, &folders, &classes] {
        let folder = tempfile::tempdir().expect("a folder");
        let name = "a".repeat(100);
        write(folder.path(), &format!("{name}/{name}/{name}.py"), SLEEPY);
        write(folder.path(), "program.py", SLEEPY);
        write(
            folder.path(),
            "pyproject.toml",
            format!(
                "[tool.asyncfix]\nexclude = ['{pattern}b']\n[tool.asyncfix.per-file-ignores]\n'{pattern}' = ['AFX101']\n"
            ),
        );
        let output = asyncfix(folder.path(), &["--no-cache", "."]);
        assert!(matches!(output.status.code(), Some(0..=2)), "{pattern:.40}: {}", told(&output));
    }
}

#[test]
fn settings_that_nest_or_swell_end_with_a_message() {
    let many = "'package/**', ".repeat(200_000);
    for settings in [
        format!("[tool.asyncfix]\nexclude = {}{}\n", "[".repeat(100_000), "]".repeat(100_000)),
        format!("[tool.asyncfix]\nselect = {}1{}\n", "{a=".repeat(50_000), "}".repeat(50_000)),
        format!("[tool.asyncfix]\nchain-sites = {}\n", "9".repeat(10_000)),
        format!("[{}]\n", "a.".repeat(50_000) + "a"),
        format!("[tool.asyncfix]\nexclude = [{many}]\n"),
    ] {
        let folder = tempfile::tempdir().expect("a folder");
        write(folder.path(), "pyproject.toml", &settings);
        write(folder.path(), "program.py", SLEEPY);
        let output = asyncfix(folder.path(), &["--no-cache", "."]);
        assert!(matches!(output.status.code(), Some(0..=2)), "{settings:.60}: {}", told(&output));
    }
}

#[test]
fn notebooks_that_nest_end_with_a_message() {
    let folder = tempfile::tempdir().expect("a folder");
    write(
        folder.path(),
        "deep.ipynb",
        format!("{{\"cells\": {}{}}}", "[".repeat(200_000), "]".repeat(200_000)),
    );
    let metadata = format!("{}{}", "{\"a\":".repeat(100_000), "1".to_owned() + &"}".repeat(100_000));
    write(folder.path(), "metadata.ipynb", format!("{{\"cells\": [], \"metadata\": {metadata}}}"));
    write(folder.path(), "program.py", SLEEPY);
    let output = asyncfix(folder.path(), &["--no-cache", "--output-format", "concise", "."]);
    assert!(told(&output).contains("program.py:5:5: AFX101"), "{}", told(&output));
    assert_eq!(output.status.code(), Some(1), "{}", told(&output));
}

#[test]
fn codemods_that_swell_what_they_touch_are_bounded() {
    let folder = tempfile::tempdir().expect("a folder");
    let codemod = |after: &str| {
        format!(
            "\"\"\"Mine.\"\"\"\n\nimport time\n\ncode = \"MINE1\"\nmessage = \"m\"\ntitle = \"t\"\nsafety = \"unsafe\"\nreason = \"r\"\n\n\n\
             def before(x):\n    time.sleep(x)\n\n\ndef after(x):\n    {after}\n"
        )
    };
    // What is put in place of a call is found again in every round.
    write(folder.path(), "twice.py", codemod("print(time.sleep(x), time.sleep(x))"));
    write(folder.path(), "often.py", codemod(&format!("print({})", "x, ".repeat(2_000))));
    let sleeps = "    time.sleep(time.sleep(time.sleep(1)))\n".repeat(200);
    for name in ["twice.py", "often.py"] {
        write(folder.path(), "program.py", format!("import time\n\n\ndef f():\n{sleeps}"));
        let output = asyncfix(
            folder.path(),
            &[
                "--isolated",
                "--no-cache",
                "--codemod",
                name,
                "--write",
                "--unsafe-fixes",
                "--output-format",
                "concise",
                "program.py",
            ],
        );
        assert!(matches!(output.status.code(), Some(0..=2)), "{name}: {}", told(&output));
        let size = std::fs::metadata(folder.path().join("program.py")).expect("it is there").len();
        assert!(size < 2_000_000_000, "{name}: {size}");
    }
}
