//! asyncfix as its user runs it: a folder, a command, what comes out and what becomes of the files.

#[path = "support/command.rs"]
mod command;

use std::path::Path;
use std::process::{Command, Output, Stdio};

use command::{feed, status, stderr, stdout};
use serde_json::Value;

const BLOCKING: &str = "import time\n\n\nasync def f():\n    time.sleep(1)\n";
const REPAIRED: &str = "import asyncio\n\n\nasync def f():\n    await asyncio.sleep(1)\n";
const RISKY: &str = "import time\n\n\nclass C:\n    async def f(self):\n        n = self.n\n        time.sleep(1)\n        self.n = n + 1\n";

#[test]
fn a_report_has_the_place_the_rule_and_the_exit_status() {
    let project = Project::new(&[("pkg/a.py", BLOCKING), ("pkg/b.py", "x = 1\n")]);
    let output = project.run(&["--output-format", "concise", "."]);
    assert_eq!(status(&output), 1);
    assert!(stdout(&output).starts_with("pkg/a.py:5:5: AFX101 [*] "), "{}", stdout(&output));
    let clean = project.run(&["pkg/b.py"]);
    assert_eq!(status(&clean), 0);
}

#[test]
fn a_patch_is_what_write_writes() {
    let project = Project::new(&[("pkg/a.py", BLOCKING), ("b.py", &BLOCKING.replace('\n', "\r\n"))]);
    let patch = project.run(&["--diff", "."]);
    assert_eq!(status(&patch), 1);
    assert_eq!(project.read("pkg/a.py"), BLOCKING, "a dry run writes nothing");
    project.git(&["init", "-q", "."], b"");
    project.git(&["apply", "--whitespace=nowarn", "-"], &patch.stdout);
    assert_eq!(project.read("pkg/a.py"), REPAIRED);
    assert_eq!(project.read("b.py"), REPAIRED.replace('\n', "\r\n"));

    let other = Project::new(&[("pkg/a.py", BLOCKING), ("b.py", &BLOCKING.replace('\n', "\r\n"))]);
    assert_eq!(status(&other.run(&["--write", "."])), 0);
    assert_eq!(other.read("pkg/a.py"), REPAIRED);
    assert_eq!(other.read("b.py"), REPAIRED.replace('\n', "\r\n"));
    assert_eq!(status(&other.run(&["--diff", "."])), 0, "a second run has nothing to do");
}

#[test]
fn unsafe_fixes_wait_for_their_flag() {
    let project = Project::new(&[("a.py", RISKY)]);
    let safe = project.run(&["--fix", "--output-format", "concise", "a.py"]);
    assert_eq!(status(&safe), 1);
    assert!(stdout(&safe).contains("AFX101 [-]"), "{}", stdout(&safe));
    assert_eq!(project.read("a.py"), RISKY);
    assert_eq!(status(&project.run(&["--fix", "--unsafe-fixes", "a.py"])), 0);
    assert!(project.read("a.py").contains("await asyncio.sleep(1)"));
}

#[test]
fn settings_choose_rules_and_the_command_line_goes_first() {
    let settings = "[tool.asyncfix]\nignore = [\"blocking-sleep\"]\n";
    let project = Project::new(&[("a.py", BLOCKING), ("pyproject.toml", settings)]);
    assert_eq!(status(&project.run(&["."])), 0);
    assert_eq!(status(&project.run(&["--isolated", "."])), 1);
    assert_eq!(status(&project.run(&["--select", "AFX101", "."])), 1);
    assert_eq!(status(&project.run(&["--isolated", "--ignore", "AFX1", "."])), 0);
    let unknown = project.run(&["--select", "AFX999", "."]);
    assert_eq!(status(&unknown), 2);
    assert!(stderr(&unknown).contains("AFX999"), "{}", stderr(&unknown));
}

#[test]
fn the_oldest_python_comes_from_the_project() {
    let code = "import asyncio\n\n\nasync def f():\n    try:\n        await asyncio.sleep(1)\n    except asyncio.TimeoutError:\n        print()\n";
    let project =
        Project::new(&[("a.py", code), ("pyproject.toml", "[project]\nrequires-python = \">=3.11\"\n")]);
    let select = ["--select", "timeout-error-alias", "."];
    assert_eq!(status(&project.run(&select)), 1);
    let older = ["--target-version", "py310"];
    assert_eq!(status(&project.run(&[&older[..], &select[..]].concat())), 0);
}

#[test]
fn other_tools_suppressions_count_unless_ignored() {
    let code = BLOCKING.replace("sleep(1)", "sleep(1)  # noqa: ASYNC251");
    let project = Project::new(&[("a.py", &code)]);
    assert_eq!(status(&project.run(&["."])), 0);
    assert_eq!(status(&project.run(&["--ignore-noqa", "."])), 1);
}

#[test]
fn json_has_the_fix_with_its_edits() {
    let project = Project::new(&[("a.py", BLOCKING)]);
    let output = project.run(&["--output-format", "json", "."]);
    let rows: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    let row = &rows[0];
    assert_eq!(row["code"], "AFX101");
    assert_eq!(row["name"], "blocking-sleep");
    assert_eq!(row["location"], serde_json::json!({"row": 5, "column": 5}));
    assert_eq!(row["fix"]["applicability"], "safe");
    assert!(!row["fix"]["edits"].as_array().expect("a list").is_empty());
    assert!(Path::new(row["filename"].as_str().expect("a path")).is_absolute());
}

#[test]
fn standard_input_is_checked_and_repaired() {
    let project = Project::new(&[]);
    let report =
        project.run_with_input(&["--output-format", "concise", "--stdin-filename", "x.py", "-"], BLOCKING);
    assert!(stdout(&report).starts_with("x.py:5:5: AFX101"), "{}", stdout(&report));
    let repaired = project.run_with_input(&["--write", "-"], BLOCKING);
    assert_eq!((status(&repaired), stdout(&repaired).as_str()), (0, REPAIRED));
    let untouched = project.run_with_input(&["--write", "-"], "x = 1\n");
    assert_eq!(stdout(&untouched), "x = 1\n");
}

#[test]
fn statistics_count_by_rule() {
    let project = Project::new(&[("a.py", BLOCKING), ("b.py", BLOCKING)]);
    let output = project.run(&["--statistics", "."]);
    assert!(stdout(&output).contains("2\tAFX101\t[*] blocking-sleep"), "{}", stdout(&output));
}

#[test]
fn notebooks_are_repaired_in_their_cells() {
    let notebook = r#"{
 "cells": [
  {"cell_type": "code", "source": ["%matplotlib inline\n", "import time\n", "async def f():\n", "    time.sleep(1)\n"], "metadata": {}, "outputs": [], "execution_count": null},
  {"cell_type": "code", "source": ["await f()"], "metadata": {}, "outputs": [], "execution_count": null}
 ],
 "metadata": {"language_info": {"name": "python"}}, "nbformat": 4, "nbformat_minor": 5
}
"#;
    let project = Project::new(&[("n.ipynb", notebook)]);
    assert_eq!(status(&project.run(&["--write", "."])), 0);
    let after = project.read("n.ipynb");
    assert!(after.contains(r#""    await asyncio.sleep(1)\n""#), "{after}");
    assert!(after.contains(r#""import asyncio\n""#) && after.contains("%matplotlib inline"), "{after}");
    serde_json::from_str::<Value>(&after).expect("it is JSON still");
}

#[test]
fn rules_have_pages() {
    let project = Project::new(&[]);
    let page = project.run(&["rule", "blocking-sleep"]);
    assert!(stdout(&page).contains("AFX101") && stdout(&page).contains("## Fix safety"));
    let all = project.run(&["rule", "--all", "--output-format", "json"]);
    let rows: Value = serde_json::from_slice(&all.stdout).expect("it is JSON");
    assert!(rows.as_array().expect("a list").len() > 10);
    assert_eq!(status(&project.run(&["rule", "no-such-rule"])), 2);
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let files: Vec<(String, String)> =
        (0..300).map(|at| (format!("f{at}.py"), BLOCKING.to_owned())).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let project = Project::new(&files);
    let mut child =
        project.command(&["."]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(stderr(&output), "");
}

/// A folder with files.
struct Project {
    folder: tempfile::TempDir,
}

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("made");
            std::fs::write(path, text).expect("written");
        }
        Self { folder }
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.folder.path().join(name)).expect("it is there")
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

    fn git(&self, arguments: &[&str], input: &[u8]) {
        let mut command = Command::new("git");
        command.args(["-c", "core.autocrlf=false"]).args(arguments).current_dir(self.folder.path());
        let output = feed(command, input);
        assert!(output.status.success(), "git {arguments:?}: {}", stderr(&output));
    }
}
