//! Comments that silence findings as their user meets them: written by hand, added by the command, and of no use any more.

#[path = "support/command.rs"]
mod command;

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use command::{feed, status, stderr, stdout};

const BLOCKING: &str = "import time\n\n\nasync def f():\n    time.sleep(1)\n";

#[test]
fn comments_of_our_own_silence_their_line_the_one_below_and_the_file() {
    let on_line = BLOCKING.replace("sleep(1)", "sleep(1)  # asyncfix: ignore[blocking-sleep] it is meant");
    let by_code = BLOCKING.replace("sleep(1)", "sleep(1)  # why  # asyncfix: ignore[ AFX101, AFX202, ]");
    let by_peer = BLOCKING.replace("sleep(1)", "sleep(1)  # asyncfix: ignore[ASYNC251]");
    let all = BLOCKING.replace("sleep(1)", "sleep(1)  # asyncfix: ignore");
    let above = BLOCKING.replace("    time", "    # asyncfix: ignore[blocking-sleep]\n    # why\n\n    time");
    let whole = format!("# asyncfix: file-ignore[blocking-sleep]\n{BLOCKING}");
    let everything = format!("{BLOCKING}# asyncfix: file-ignore generated\n");
    let turned = format!("# asyncfix: ignore-file\n{BLOCKING}");
    for code in [&on_line, &by_code, &by_peer, &all, &above, &whole, &everything, &turned] {
        let project = Project::new(&[("a.py", code)]);
        let output = project.run(&["."]);
        assert_eq!((status(&output), &*stderr(&output)), (0, ""), "{code}\n{}", stdout(&output));
        assert_eq!(status(&project.run(&["--ignore-noqa", "."])), 1, "{code}");
    }
    let elsewhere = BLOCKING.replace("import time", "import time  # asyncfix: ignore[blocking-sleep]");
    let other = BLOCKING.replace("sleep(1)", "sleep(1)  # asyncfix: ignore[blocking-call]");
    let below = BLOCKING
        .replace("time.sleep(1)", "time.sleep(1)\n    # asyncfix: ignore[blocking-sleep]\n    print()");
    for code in [&elsewhere, &other, &below] {
        assert_eq!(status(&Project::new(&[("a.py", code)]).run(&["."])), 1, "{code}");
    }
}

#[test]
fn mistakes_in_our_own_comments_are_told_and_stop_nothing() {
    let at_end = |comment: &str| BLOCKING.replace("sleep(1)", &format!("sleep(1)  {comment}"));
    for (code, place, words) in [
        (at_end("# asyncfix: ignore[blocking-slep]"), "a.py:5:39", "write `blocking-sleep` or `AFX101`"),
        (at_end("# asyncfix: ignore[AFX101, AFX1]"), "a.py:5:47", "no rule is called `AFX1`"),
        (at_end("# asyncfix: ignore[blocking_sleep]"), "a.py:5:39", "write `blocking-sleep` or `AFX101`"),
        (at_end("# asyncfix: ignore AFX101"), "a.py:5:20", "write `ignore`, `ignore[NAME]`"),
        (at_end("# asyncfix: ignore[AFX101"), "a.py:5:20", "not closed"),
        (at_end("# asyncfix: ignore[]"), "a.py:5:20", "names no rule"),
        (at_end("# asyncfix: noqa"), "a.py:5:20", "`noqa` silences nothing"),
        (at_end("# asyncfix: disable[AFX101]"), "a.py:5:20", "`disable` silences nothing"),
        (at_end("# asyncfix: file-ignore[AFX101]"), "a.py:5:20", "on a line of its own"),
    ] {
        let project = Project::new(&[("a.py", &code), ("b.py", BLOCKING)]);
        let output = project.run(&["--output-format", "concise", "."]);
        let told = stderr(&output);
        assert!(told.starts_with(&format!("warning: {place}: ")) && told.contains(words), "{code}{told}");
        assert_eq!(told.lines().count(), 1, "{told}");
        assert!(stdout(&output).contains("b.py:5:5: AFX101"), "{}", stdout(&output));
    }
    // A file in which no rule can find anything has its mistakes told, too; they change no exit status.
    let project = Project::new(&[("a.py", "x = 1  # asyncfix: ignore[acme-rule]\n")]);
    for arguments in [&["--select", "blocking-sleep", "."][..], &["."], &["--no-cache", "."]] {
        let output = project.run(arguments);
        assert_eq!(status(&output), 0);
        assert!(stderr(&output).contains("a.py:1:27: "), "{arguments:?}: {}", stderr(&output));
    }
    let json = stdout(&project.run(&["--output-format", "json", "."]));
    assert!(
        json.contains(r#""code":"invalid-suppression""#) && json.contains(r#""severity":"warning""#),
        "{json}"
    );
    let prose = "x = 1  # asyncfix: this is what we use\ny = \"# asyncfix: ignore[nothing]\"\n";
    let output = Project::new(&[("a.py", prose)]).run(&["."]);
    assert_eq!((status(&output), &*stderr(&output)), (0, ""));
}

#[test]
fn a_comment_is_added_to_every_line_with_a_finding() {
    let code = "import time\nimport requests\n\n\nasync def f(url):\n    time.sleep(1)   \n    time.sleep(2)  # noqa: E501\n    a = requests.get(url); time.sleep(3)  # why\n    b = requests.get(\n        url,\n    )\n    return a, b\n";
    let wanted = "import time\nimport requests\n\n\nasync def f(url):\n    time.sleep(1)  # noqa: AFX101\n    time.sleep(2)  # noqa: E501, AFX101\n    a = requests.get(url); time.sleep(3)  # why  # noqa: AFX101, AFX102\n    b = requests.get(  # noqa: AFX102\n        url,\n    )\n    return a, b\n";
    adds("--add-noqa", code, wanted);
    let with_reason = wanted.lines().fold(String::new(), |text, line| {
        let is_new = line.contains("noqa") && !line.contains("E501");
        text + line + if is_new { " before the move\n" } else { "\n" }
    });
    adds("--add-noqa=before the move", code, &with_reason);
    let own = code
        .replace("sleep(1)   ", "sleep(1)  # asyncfix: ignore[blocking-sleep]")
        .replace("E501", "E501  # asyncfix: ignore[blocking-sleep]")
        .replace("# why", "# why  # asyncfix: ignore[blocking-sleep, blocking-call]")
        .replace("get(\n", "get(  # asyncfix: ignore[blocking-call]\n");
    adds("--add-ignore", code, &own);
}

#[test]
fn a_comment_stands_where_one_can() {
    let code = "import time\n\n\nasync def f(g):\n    g(time.sleep(1), \"\"\"\n    text\n    \"\"\")\n    g(f\"\"\"\n    {time.sleep(2)}\n    \"\"\")\n    return 1 + \\\n        time.sleep(3) + \\\n        2";
    let wanted = "import time\n\n\nasync def f(g):\n    g(time.sleep(1), \"\"\"\n    text\n    \"\"\")  # noqa: AFX101\n    g(f\"\"\"\n    {time.sleep(2)}\n    \"\"\")  # noqa: AFX101\n    return 1 + \\\n        time.sleep(3) + \\\n        2  # noqa: AFX101";
    adds("--add-noqa", code, wanted);
}

#[test]
fn lists_that_are_there_get_longer_and_lose_nothing() {
    for (before, after) in [
        ("# noqa: E501,W291 too long", "# noqa: E501,W291, AFX101 too long"),
        ("# noqa:E501 W291", "# noqa:E501 W291, AFX101"),
        ("# noqa: AFX202 - non-blocking", "# noqa: AFX202, AFX101 - non-blocking"),
        ("# type: ignore[misc]", "# type: ignore[misc]  # noqa: AFX101"),
        ("# why # noqa: E501 # pragma: no cover", "# why # noqa: E501, AFX101 # pragma: no cover"),
        ("# asyncfix: ignore[dropped-task] why", "# asyncfix: ignore[dropped-task, blocking-sleep] why"),
        ("# asyncfix: ignore[AFX202,]", "# asyncfix: ignore[AFX202, AFX101,]"),
        ("#", "#  # noqa: AFX101"),
    ] {
        let line = |comment: &str| BLOCKING.replace("sleep(1)", &format!("sleep(1)  {comment}"));
        adds("--add-noqa", &line(before), &line(after));
    }
}

#[test]
fn everything_else_of_a_file_stays() {
    let marked = format!("\u{feff}{}", BLOCKING.replace('\n', "\r\n").replace("    ", "\t"));
    adds("--add-noqa", &marked, &marked.replace("sleep(1)", "sleep(1)  # noqa: AFX101"));
    let bare = BLOCKING.replace('\n', "\r").trim_end().to_owned();
    adds("--add-noqa", &bare, &format!("{bare}  # noqa: AFX101"));

    let latin = |text: &str| -> Vec<u8> {
        text.chars().map(|c| u8::try_from(u32::from(c)).expect("latin")).collect()
    };
    let text = format!("# coding: latin-1\n# \u{e4}\u{df}\n{BLOCKING}");
    let project = Project::new(&[]);
    project.write("a.py", &latin(&text));
    assert_eq!(status(&project.run(&["--add-noqa=f\u{fc}r sp\u{e4}ter", "."])), 0);
    let wanted = text.replace("sleep(1)", "sleep(1)  # noqa: AFX101 f\u{fc}r sp\u{e4}ter");
    assert_eq!(project.bytes("a.py"), latin(&wanted));
    // What the encoding lacks is told, and the file stays.
    project.write("a.py", &latin(&text));
    let output = project.run(&["--add-noqa=\u{2192} later", "."]);
    assert_eq!(status(&output), 2);
    assert!(stderr(&output).contains("no comments were added"), "{}", stderr(&output));
    assert_eq!(project.bytes("a.py"), latin(&text));
}

#[test]
fn notebooks_get_comments_in_their_cells() {
    let notebook = |first: &str, second: &str| {
        format!(
            r#"{{
 "cells": [
  {{"cell_type": "code", "execution_count": 1, "metadata": {{}}, "outputs": [], "source": ["import time\n", "%matplotlib inline\n", "async def f():\n", "    time.sleep(1){first}"]}},
  {{"cell_type": "markdown", "metadata": {{}}, "source": ["text"]}},
  {{"cell_type": "code", "execution_count": 2, "metadata": {{}}, "outputs": [], "source": ["async def g():\n", "    time.sleep(2){second}\n", "await f()"]}}
 ],
 "metadata": {{"language_info": {{"name": "python"}}}},
 "nbformat": 4,
 "nbformat_minor": 5
}}
"#
        )
    };
    let project = Project::new(&[("a.ipynb", &notebook("", "  # noqa: E501"))]);
    assert_eq!(status(&project.run(&["--add-noqa", "."])), 0);
    assert_eq!(project.read("a.ipynb"), notebook("  # noqa: AFX101", "  # noqa: E501, AFX101"));
    assert_eq!(status(&project.run(&["."])), 0);
    let unused = project.run(&["--select", "AFX001,AFX202", "."]);
    assert_eq!(status(&unused), 0, "AFX101 does not run: {}", stdout(&unused));
    project
        .write("a.ipynb", notebook("; 1  # noqa: AFX101", "").replace("time.sleep", "time.time").as_bytes());
    assert_eq!(status(&project.run(&["--extend-select", "AFX001", "--write", "."])), 0);
    assert_eq!(project.read("a.ipynb"), notebook("; 1", "").replace("time.sleep", "time.time"));
}

#[test]
fn a_dry_run_is_a_patch_and_standard_input_goes_to_standard_output() {
    let project = Project::new(&[("a.py", BLOCKING), ("b.py", "x = 1\n")]);
    let dry = project.run(&["--add-noqa", "--diff", "."]);
    assert_eq!(status(&dry), 1);
    assert!(stdout(&dry).contains("+    time.sleep(1)  # noqa: AFX101\n"), "{}", stdout(&dry));
    assert_eq!(stderr(&dry), "Would silence 1 finding in 1 file.\n");
    assert_eq!(project.read("a.py"), BLOCKING);

    let done = project.run(&["--add-noqa", "."]);
    assert_eq!((status(&done), &*stdout(&done)), (0, ""));
    assert_eq!(stderr(&done), "Silenced 1 finding in 1 file.\n");
    let again = project.run(&["--add-noqa", "."]);
    assert_eq!((status(&again), &*stderr(&again)), (0, "Silenced nothing.\n"));
    assert_eq!(status(&project.run(&["--add-noqa", "--diff", "."])), 0);

    let piped = project.run_with_input(&["--add-noqa", "-"], BLOCKING);
    assert_eq!(status(&piped), 0);
    assert_eq!(stdout(&piped), BLOCKING.replace("sleep(1)", "sleep(1)  # noqa: AFX101"));

    let broken = Project::new(&[("a.py", "async def f(:\n")]);
    let output = broken.run(&["--add-noqa", "."]);
    assert_eq!((status(&output), &*stderr(&output)), (1, "Silenced nothing; 1 left.\n"));
}

#[test]
fn wrong_reasons_and_options_are_refused() {
    let project = Project::new(&[("a.py", BLOCKING)]);
    for arguments in [
        &["--add-noqa=E501 is too long", "."][..],
        &["--add-noqa=two\nlines", "."],
        &["--add-noqa", "--write", "."],
        &["--add-noqa", "--add-ignore", "."],
        &["--add-noqa", "--ignore-noqa", "."],
    ] {
        assert_eq!(status(&project.run(arguments)), 2, "{arguments:?}");
        assert_eq!(project.read("a.py"), BLOCKING);
    }
}

#[test]
fn chains_are_silenced_until_nothing_is_left() {
    let mut main = "from helper import load, save\n".to_owned();
    for number in 0..8 {
        writeln!(main, "\n\nasync def f{number}():\n    load()\n    save()")
            .expect("a string takes all text");
    }
    let helper = "import time\nimport requests\n\n\ndef load():\n    time.sleep(1)\n    requests.get(\"http://example.org\")\n\n\ndef save():\n    load()\n";
    let project = Project::new(&[("helper.py", helper), ("main.py", &main)]);
    assert_eq!(status(&project.run(&["."])), 1);
    let output = project.run(&["--add-noqa", "."]);
    assert_eq!(status(&output), 0, "{}{}", stdout(&output), stderr(&output));
    assert_eq!(status(&project.run(&["."])), 0);
    let (helper, main) = (project.read("helper.py"), project.read("main.py"));
    assert!(helper.contains("time.sleep(1)  # noqa: AFX103\n"), "{helper}");
    assert_eq!(stderr(&project.run(&["--add-noqa", "."])), "Silenced nothing.\n");
    let unused = project.run(&["--extend-select", "AFX001", "--output-format", "concise", "."]);
    assert_eq!(status(&unused), 0, "{}{helper}{main}", stdout(&unused));
    // Who looks at the one file alone is told the same: the callers may be anywhere.
    assert_eq!(status(&project.run(&["--extend-select", "AFX001", "helper.py"])), 0);
}

#[test]
fn findings_of_codemods_are_silenced_too() {
    let codemod = "\"\"\"Old greetings.\n\n## What it does\nFinds them.\n\"\"\"\nfrom acme import greet, hail\n\n\ndef before():\n    greet()\n\n\ndef after():\n    hail()\n";
    let code = "from acme import greet\n\n\nasync def f():\n    greet()\n    greet()  # noqa: E501\n";
    let settings = "codemods = [\"rewrites\"]\n";
    let project =
        Project::new(&[("a.py", code), ("rewrites/old_greeting.py", codemod), ("asyncfix.toml", settings)]);
    assert_eq!(status(&project.run(&["a.py"])), 1, "{}", stderr(&project.run(&["a.py"])));
    assert_eq!(status(&project.run(&["--add-noqa", "a.py"])), 0);
    let wanted = code
        .replace("greet()\n    greet", "greet()  # asyncfix: ignore[old-greeting]\n    greet")
        .replace("E501", "E501  # asyncfix: ignore[old-greeting]");
    assert_eq!(project.read("a.py"), wanted);
    assert_eq!(status(&project.run(&["--extend-select", "AFX001", "a.py"])), 0);
    project.write("a.py", wanted.replace("    greet", "    print").as_bytes());
    let unused = project.run(&["--extend-select", "AFX001", "--output-format", "concise", "a.py"]);
    assert_eq!(
        stdout(&unused).matches("AFX001 [*] `old-greeting` silences nothing").count(),
        2,
        "{}",
        stdout(&unused)
    );
    // Without its settings the codemod is unknown, and nothing is said of its use.
    let isolated = project.run(&["--isolated", "--extend-select", "AFX001", "a.py"]);
    assert_eq!(status(&isolated), 0);
    assert!(stderr(&isolated).contains("no rule is called `old-greeting`"), "{}", stderr(&isolated));
}

#[test]
fn comments_of_no_use_are_found_where_it_is_asked_for_and_certain() {
    let code = "import asyncio\n\n\nasync def f():\n    await asyncio.sleep(1)  # noqa: E501, AFX101\n    await asyncio.sleep(2)  # asyncfix: ignore\n    await asyncio.sleep(3)  # noqa\n    # asyncfix: ignore[blocking-sleep]\n    await asyncio.sleep(4)\n";
    let project = Project::new(&[("a.py", code)]);
    assert_eq!(status(&project.run(&["."])), 0, "it is off by default");
    let found = |arguments: &[&str]| {
        let output = project.run(&[&["--output-format", "concise"], arguments, &["."]].concat());
        stdout(&output).matches("AFX001").count()
    };
    assert_eq!(found(&["--extend-select", "AFX001"]), 3);
    assert_eq!(
        found(&["--select", "AFX001,AFX101"]),
        2,
        "other rules may be what the one without names is about"
    );
    assert_eq!(found(&["--select", "AFX001,AFX202"]), 0);
    assert_eq!(found(&["--extend-select", "AFX001", "--ignore", "AFX101"]), 0);
    assert_eq!(found(&["--extend-select", "AFX001", "--ignore-noqa"]), 0);
    assert_eq!(status(&project.run(&["--extend-select", "AFX001", "--write", "."])), 0);
    let wanted = "import asyncio\n\n\nasync def f():\n    await asyncio.sleep(1)  # noqa: E501\n    await asyncio.sleep(2)\n    await asyncio.sleep(3)  # noqa\n    await asyncio.sleep(4)\n";
    assert_eq!(project.read("a.py"), wanted);
    let settings = "[tool.asyncfix]\nextend-select = [\"unused-suppression\"]\nper-file-ignores = {\"a.py\" = [\"AFX101\"]}\n";
    let other = Project::new(&[("a.py", code), ("b.py", code), ("pyproject.toml", settings)]);
    let output = other.run(&["--output-format", "concise", "."]);
    assert!(!stdout(&output).contains("a.py") && stdout(&output).contains("b.py"), "{}", stdout(&output));
}

#[test]
fn line_ends_stay_where_a_comment_goes() {
    let code = "\u{feff}import asyncio\r\n\r\n\r\nasync def f():\r\n\tawait asyncio.sleep(1)  \t# noqa: AFX101\r\n\t# asyncfix: ignore[blocking-sleep]\r\n\tawait asyncio.sleep(2)  # noqa: AFX101";
    let project = Project::new(&[("a.py", code)]);
    assert_eq!(status(&project.run(&["--extend-select", "AFX001", "--write", "."])), 0);
    let wanted = "\u{feff}import asyncio\r\n\r\n\r\nasync def f():\r\n\tawait asyncio.sleep(1)\r\n\tawait asyncio.sleep(2)";
    assert_eq!(project.read("a.py"), wanted);
}

#[test]
fn what_a_fix_repairs_needs_no_comment_any_more() {
    let code = "import time\n\n\nasync def f():\n    time.sleep(1)  # noqa: AFX202\n";
    let project = Project::new(&[("a.py", code)]);
    assert_eq!(status(&project.run(&["--extend-select", "AFX001", "--write", "."])), 0);
    assert_eq!(project.read("a.py"), "import asyncio\n\n\nasync def f():\n    await asyncio.sleep(1)\n");
}

#[test]
fn a_run_from_the_cache_says_the_same() {
    let helper =
        "import time\n\n\ndef work():\n    time.sleep(1)  # noqa: AFX103\n\n\ndef rest():\n    pass\n";
    let main = "from helper import rest, work\n\n\nasync def main():\n    work()\n    rest()  # noqa: AFX103\n    work()  # asyncfix: ignore[blocking-chian]\n";
    let project = Project::new(&[("helper.py", helper), ("main.py", main)]);
    let cold = |project: &Project| project.run(&["--extend-select", "AFX001", "--no-cache", "."]);
    let warm = |project: &Project| project.run(&["--extend-select", "AFX001", "."]);
    let wanted = cold(&project);
    assert!(stdout(&wanted).contains("main.py:6:21"), "{}", stdout(&wanted));
    assert!(stderr(&wanted).contains("`blocking-chian`"), "{}", stderr(&wanted));
    for _ in 0..3 {
        let output = warm(&project);
        assert_eq!((stdout(&output), stderr(&output)), (stdout(&wanted), stderr(&wanted)));
    }
    // The comment in one file is of use by what stands in the other.
    project.write("helper.py", helper.replace("pass", "time.sleep(2)").as_bytes());
    for _ in 0..2 {
        assert_eq!(status(&warm(&project)), 0, "{}", stdout(&warm(&project)));
        assert!(stderr(&warm(&project)).contains("`blocking-chian`"));
    }
    project.write("helper.py", helper.as_bytes());
    assert_eq!(stdout(&warm(&project)), stdout(&wanted));
    assert_eq!(stdout(&project.run(&["."])), "All checks passed!\n");
    assert_eq!(stdout(&warm(&project)), stdout(&wanted));
}

#[test]
fn the_page_of_a_rule_is_found_by_other_tools_codes() {
    let project = Project::new(&[]);
    for (wanted, names) in [
        ("ASYNC251", &["blocking-sleep"][..]),
        ("RUF006", &["dropped-task"]),
        ("s7502", &["dropped-task"]),
        ("python:S7502", &["dropped-task"]),
        ("ASYNC103", &["swallowed-cancellation", "unraised-cancellation"]),
    ] {
        let page = stdout(&project.run(&["rule", wanted]));
        for name in names {
            assert!(
                page.contains(&format!("# {name} (AFX")) && page.contains("Other tools call it"),
                "{page}"
            );
        }
        let json = stdout(&project.run(&["rule", wanted, "--output-format", "json"]));
        assert_eq!(json.matches("\"explanation\"").count(), names.len(), "{json}");
    }
    let unknown = project.run(&["rule", "blocking-slep"]);
    assert_eq!(status(&unknown), 2);
    assert!(stderr(&unknown).contains("write `blocking-sleep`"), "{}", stderr(&unknown));
}

/// Checks what an option makes of a text, that the code stays, that no finding is left, and that a second run adds nothing.
fn adds(option: &str, code: &str, wanted: &str) {
    let project = Project::new(&[("a.py", code)]);
    let output = project.run(&[option, "."]);
    assert_eq!(project.read("a.py"), wanted, "{}", stderr(&output));
    assert_eq!(status(&output), 0, "{code}");
    assert_eq!(status(&project.run(&["."])), 0, "{wanted}");
    assert_eq!(status(&project.run(&[option, "."])), 0);
    assert_eq!(project.read("a.py"), wanted, "a second run adds something");
    let folder = project.folder.path();
    let tree = |text: &str| {
        let program = "import ast, sys; print(ast.dump(ast.parse(sys.stdin.buffer.read())))";
        let mut command = Command::new("python3");
        command.args(["-c", program]).current_dir(folder);
        stdout(&feed(command, text.as_bytes()))
    };
    assert_eq!(tree(code), tree(wanted));
}

struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let project = Self { folder: tempfile::tempdir().expect("a folder") };
        for (name, text) in files {
            project.write(name, text.as_bytes());
        }
        project
    }

    /// Writes a file that looks old: one that was written just now is read again in any case.
    fn write(&self, name: &str, content: &[u8]) {
        let path = self.folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).expect("made");
        std::fs::write(&path, content).expect("written");
        let file = std::fs::File::options().write(true).open(path).expect("opened");
        file.set_modified(SystemTime::now() - Duration::from_hours(1)).expect("times can be set");
    }

    fn bytes(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.folder.path().join(name)).expect("it is there")
    }

    fn read(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).expect("it is UTF-8")
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_asyncfix"));
        command.args(arguments).current_dir(self.folder.path()).env_remove("ASYNCFIX_OUTPUT_FORMAT");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("it runs")
    }

    fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        feed(self.command(arguments), input.as_bytes())
    }
}
