//! `asyncfix graph` as its user runs it: every format, both directions, and names that do not say what is meant.

use std::path::Path;
use std::process::{Command, Output};

use serde_json::{Value, json};

const WEB: &str = r#"import asyncio
from time import sleep

from site_.util import fetch, save


class Page:
    def __init__(self, name):
        self.text = fetch(name)

    async def store(self):
        await asyncio.to_thread(save, self.text)
        asyncio.get_running_loop().run_in_executor(None, sleep, 1)


async def show(name):
    page = Page(name)
    await page.store()
    asyncio.create_task(log(name))
    asyncio.get_running_loop().call_later(1, tick)
    return [line async for line in lines(name)]


async def log(name):
    await show(name)


def tick():
    pass


async def lines(name):
    yield name


if __name__ == "__main__":
    asyncio.run(show("a"))
"#;

const UTIL: &str = r#"import threading
import time
import urllib.request


def fetch(name, tries=3):
    try:
        with urllib.request.urlopen(name) as response:
            return response.read()
    except OSError:
        time.sleep(1)
        return fetch(name, tries - 1)


def save(text):
    open("a", "w").write(text)


def log(text):
    if threading.current_thread() is threading.main_thread():
        return
    save(text)
"#;

fn project() -> Project {
    let init = ("site_/__init__.py", "from .util import save\n");
    Project::new(&[init, ("site_/web.py", WEB), ("site_/util.py", UTIL)])
}

#[test]
fn a_tree_shows_what_a_function_runs() {
    let output = project().run(&["site_.web.show"]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    insta::assert_snapshot!(stdout(&output), @r"
    site_.web.show                async · suspends · blocks (sleep, http)  site_/web.py:16
      site_.web.Page.__init__     sync · blocks (sleep, http)              site_/web.py:8    call, line 17
        site_.util.fetch          sync · blocks (sleep, http)              site_/util.py:6   call, line 9
          urllib.request.urlopen  library · blocks (http)                                    call, line 8
          time.sleep              library · blocks (sleep)                                   call, line 11
          site_.util.fetch        sync · blocks (sleep, http)              site_/util.py:6   call, line 12 (see above)
      site_.web.Page.store        async · suspends                         site_/web.py:11   await, line 18
        site_.util.save           sync · blocks (file)                     site_/util.py:15  in a thread, line 12
        time.sleep                library · blocks (sleep)                                   in a thread, line 13
      site_.web.log               async · suspends · blocks (sleep, http)  site_/web.py:24   coroutine made, line 19
        site_.web.show            async · suspends · blocks (sleep, http)  site_/web.py:16   await, line 25 (see above)
      site_.web.tick              sync                                     site_/web.py:28   callback of the loop, line 20
      site_.web.lines             async generator                          site_/web.py:32   await, line 21
    ");
}

#[test]
fn a_tree_shows_what_runs_a_function() {
    let output = project().run(&["--direction", "callers", "util.fetch", "."]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    insta::assert_snapshot!(stdout(&output), @r"
    site_.util.fetch           sync · blocks (sleep, http)              site_/util.py:6
      site_.util.fetch         sync · blocks (sleep, http)              site_/util.py:6  call, line 12 (see above)
      site_.web.Page.__init__  sync · blocks (sleep, http)              site_/web.py:8   call, line 9
        site_.web.show         async · suspends · blocks (sleep, http)  site_/web.py:16  call, line 17
          site_.web.log        async · suspends · blocks (sleep, http)  site_/web.py:24  await, line 25
            site_.web.show     async · suspends · blocks (sleep, http)  site_/web.py:16  coroutine made, line 19 (see above)
          site_.web            module · blocks (sleep, http)            site_/web.py:1   coroutine made, line 37
    ");
    let leaf = stdout(&project().run(&["--direction", "callers", "--depth", "1", "urlopen"]));
    assert_eq!(leaf.lines().count(), 2, "{leaf}");
    assert!(leaf.starts_with("urllib.request.urlopen") && leaf.contains("  site_.util.fetch "), "{leaf}");
}

#[test]
fn json_has_nodes_and_edges() {
    let project = project();
    let graph = parsed(&project.run(&["--format", "json", "Page.store"]));
    assert_eq!(graph["symbol"], "Page.store");
    assert_eq!(graph["direction"], "callees");
    assert_eq!(graph["roots"], json!([0]));
    assert_eq!(graph["omitted"], 0);
    let file = |name: &str| project.0.path().canonicalize().expect("it is there").join(name);
    assert_eq!(
        graph["nodes"][0],
        json!({
            "id": 0, "name": "site_.web.Page.store", "kind": "function", "colour": "async", "blocks": [],
            "suspends": true, "cell": null, "filename": file("site_/web.py"), "location": {"row": 11, "column": 15},
        })
    );
    assert_eq!(
        node(&graph, "time.sleep"),
        json!({
            "id": 2, "name": "time.sleep", "kind": "library", "colour": null, "blocks": ["sleep"],
            "suspends": false, "cell": null, "filename": null, "location": null,
        })
    );
    assert_eq!(
        graph["edges"],
        json!([
            {"from": 0, "to": 1, "kind": "thread", "cut": true, "conditions": [], "cell": null, "filename": file("site_/web.py"),
             "location": {"row": 12, "column": 15}},
            {"from": 0, "to": 2, "kind": "thread", "cut": true, "conditions": [], "cell": null, "filename": file("site_/web.py"),
             "location": {"row": 13, "column": 9}},
        ])
    );
}

#[test]
fn blocking_goes_up_through_calls_and_stops_at_threads() {
    let graph = parsed(&project().run(&["--format", "json", "web.show"]));
    let blocks = |name: &str| node(&graph, name)["blocks"].clone();
    assert_eq!(blocks("site_.util.fetch"), json!(["sleep", "http"]), "in the order of their weight");
    assert_eq!(blocks("site_.web.show"), json!(["sleep", "http"]), "not the file, which a thread writes");
    assert_eq!(blocks("site_.web.log"), json!(["sleep", "http"]), "through a cycle");
    assert_eq!(blocks("site_.web.Page.store"), json!([]));
    assert_eq!(blocks("site_.util.save"), json!(["file"]));
    let kind = |from: &str, to: &str| kinds(&graph, from, to);
    assert_eq!(kind("site_.web.show", "site_.web.Page.store"), ["await"]);
    assert_eq!(kind("site_.web.show", "site_.web.log"), ["coroutine"]);
    assert_eq!(kind("site_.web.show", "site_.web.tick"), ["callback"]);
    assert_eq!(kind("site_.web.show", "site_.web.lines"), ["await"]);
    assert_eq!(kind("site_.web.log", "site_.web.show"), ["await"]);
    assert_eq!(kind("site_.util.fetch", "site_.util.fetch"), ["call"]);
    let behind = graph["edges"]
        .as_array()
        .expect("a list")
        .iter()
        .any(|edge| edge["from"] == id(&graph, "site_.util.save"));
    assert!(!behind, "what runs in a thread is not followed: {graph}");
}

#[test]
fn what_runs_off_the_loop_is_shown_and_not_followed() {
    let graph = parsed(&project().run(&["--format", "json", "util.log"]));
    assert_eq!(kinds(&graph, "site_.util.log", "site_.util.save"), ["off-loop"]);
    assert_eq!(graph["nodes"].as_array().expect("a list").len(), 2, "{graph}");
    assert_eq!(graph["nodes"][0]["blocks"], json!([]));
}

#[test]
fn dot_and_mermaid_draw_the_same_graph() {
    let project = project();
    let json = parsed(&project.run(&["--format", "json", "web.show"]));
    let count = |list: &str| json[list].as_array().expect("a list").len();
    let dot = stdout(&project.run(&["--format", "dot", "web.show"]));
    assert!(dot.starts_with("digraph asyncfix {\n") && dot.ends_with("}\n"), "{dot}");
    assert_eq!(dot.matches(" -> ").count(), count("edges"), "{dot}");
    assert_eq!(
        dot.lines()
            .filter(|line| line.trim_start().starts_with('n')
                && line.contains("[label=")
                && !line.contains("->"))
            .count(),
        count("nodes"),
        "{dot}"
    );
    let root = "n0 [label=\"site_.web.show\\nasync · suspends · blocks (sleep, http)\\nsite_/web.py:16\", color=red, penwidth=2];";
    assert!(dot.contains(root), "{dot}");
    let mermaid = stdout(&project.run(&["--format", "mermaid", "web.show"]));
    assert!(mermaid.starts_with("flowchart LR\n"), "{mermaid}");
    assert_eq!(
        mermaid.matches("-->|").count() + mermaid.matches("-.->|").count(),
        count("edges"),
        "{mermaid}"
    );
    assert_eq!(mermaid.matches("\"]:::").count(), count("nodes"), "{mermaid}");
    let cut = mermaid.lines().find(|line| line.contains("in a thread 12")).expect("the cut edge");
    assert!(cut.contains("-.->"), "{cut}");
}

#[test]
fn paths_do_not_break_drawings_or_command_the_terminal() {
    let name = "a\"]<b>;\x1b[2J.py";
    let project = Project::new(&[(name, "def run():\n    go()\n\n\ndef go():\n    pass\n")]);
    for format in ["text", "dot", "mermaid"] {
        let text = stdout(&project.run(&["--format", format, "run"]));
        assert!(!text.contains('\x1b'), "{text:?}");
    }
    let dot = stdout(&project.run(&["--format", "dot", "run"]));
    assert!(dot.contains("a\\\"]<b>;␛[2J.py:1\""), "{dot}");
    let mermaid = stdout(&project.run(&["--format", "mermaid", "run"]));
    assert!(mermaid.contains("a#34;#93;#60;b#62;#59;␛#91;2J.py:1\"]:::plain"), "{mermaid}");
}

#[test]
fn calls_have_their_conditions() {
    let code = "import time, sys\n\n\nclass Door:\n    def open(self, wait=False, mode=None, key='a'):\n        if wait and self.locked:\n            time.sleep(1)\n        elif mode is None or not isinstance(key, str):\n            return\n        elif key == 'a' or sys.platform != 'win32':\n            self.close()\n\n    def close(self):\n        print(1)\n";
    let project = Project::new(&[("door.py", code)]);
    insta::assert_snapshot!(stdout(&project.run(&["Door.open"])), @r"
    door.Door.open     sync · blocks (sleep)     door.py:5
      time.sleep       library · blocks (sleep)              call, line 7 (if wait and self.locked)
      door.Door.close  sync                      door.py:13  call, line 11 (if mode is not None and isinstance(key, str))
    ");
    let graph = parsed(&project.run(&["--format", "json", "Door.open"]));
    let conditions: Vec<&Value> =
        graph["edges"].as_array().expect("a list").iter().map(|edge| &edge["conditions"]).collect();
    let expected = json!([["wait", "self.locked"], ["mode is not None", "isinstance(key, str)"]]);
    assert_eq!(json!(conditions), expected);
    let dot = stdout(&project.run(&["--format", "dot", "Door.open"]));
    assert!(dot.contains("[label=\"call 7\\nif wait and self.locked\"]"), "{dot}");
}

#[test]
fn an_unknown_name_is_answered_with_the_nearest() {
    let output = project().run(&["web.shwo"]);
    assert_eq!((status(&output), stdout(&output)), (2, String::new()));
    let told = stderr(&output);
    assert!(told.starts_with("error: no function is called `web.shwo`; the nearest names are\n"), "{told}");
    assert!(told.lines().nth(1) == Some("  site_.web.show"), "{told}");
    let nothing = project().run(&["zzzzzzzzzz"]);
    assert_eq!(
        (status(&nothing), stderr(&nothing).as_str()),
        (2, "error: no function is called `zzzzzzzzzz`\n")
    );
}

#[test]
fn an_ambiguous_name_is_answered_with_all() {
    let output = project().run(&["log"]);
    assert_eq!(status(&output), 2);
    assert_eq!(
        stderr(&output),
        "error: `log` is the name of 2 functions; write one of\n  site_.util.log\n  site_.web.log\n"
    );
    assert_eq!(status(&project().run(&["util.log"])), 0);
    assert_eq!(status(&project().run(&["til.log"])), 2, "a part of a word is no end of a name");
}

#[test]
fn a_class_is_its_constructor_and_a_re_export_its_function() {
    let constructor = stdout(&project().run(&["Page"]));
    assert!(constructor.starts_with("site_.web.Page.__init__ "), "{constructor}");
    let imported = stdout(&project().run(&["site_.save"]));
    assert!(imported.starts_with("site_.util.save "), "{imported}");
}

#[test]
fn a_name_that_is_defined_twice_means_both() {
    let project = Project::new(&[(
        "a.py",
        "try:\n    import x\n    def run():\n        one()\nexcept ImportError:\n    def run():\n        two()\n\n\ndef one():\n    pass\n\n\ndef two():\n    pass\n",
    )]);
    let graph = parsed(&project.run(&["--format", "json", "run"]));
    assert_eq!(graph["roots"], json!([0, 1]));
    assert_eq!(graph["nodes"].as_array().expect("a list").len(), 4, "{graph}");
}

#[test]
fn depth_ends_the_graph() {
    let project = project();
    let names = |depth: &str| {
        let graph = parsed(&project.run(&[
            "--format",
            "json",
            "--depth",
            depth,
            "--direction",
            "callers",
            "urlopen",
        ]));
        let nodes = graph["nodes"].as_array().expect("a list").clone();
        nodes.iter().map(|node| node["name"].as_str().expect("text").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(names("0"), ["urllib.request.urlopen"]);
    assert_eq!(names("1"), ["urllib.request.urlopen", "site_.util.fetch"]);
    assert_eq!(names("2"), ["urllib.request.urlopen", "site_.util.fetch", "site_.web.Page.__init__"]);
}

#[test]
fn a_large_graph_keeps_the_nearest_and_says_so() {
    let chain = (0..1200).map(|index| {
        ["def f", &index.to_string(), "():\n    f", &(index + 1).to_string(), "()\n\n\n"].concat()
    });
    let mut text: String = chain.collect();
    text.push_str("def f1200():\n    pass\n");
    let project = Project::new(&[("a.py", &text)]);
    let output = project.run(&["--format", "json", "a.f0"]);
    assert_eq!(status(&output), 0);
    let graph = parsed(&output);
    assert_eq!(graph["nodes"].as_array().expect("a list").len(), 1000);
    assert_eq!(graph["omitted"], 201);
    assert_eq!(stderr(&output), "note: 201 functions further away are left out; `--depth` shows fewer\n");
    let text = stdout(&project.run(&["a.f0"]));
    assert_eq!(text.lines().count(), 1000, "a chain of any length is printed");
}

#[test]
fn settings_and_options_choose_the_files() {
    let project = Project::new(&[
        ("a.py", "def one():\n    pass\n"),
        ("gen/b.py", "def two():\n    pass\n"),
        ("broken.py", "def (:\n"),
        ("pyproject.toml", "[tool.asyncfix]\nextend-exclude = [\"gen\"]\n"),
    ]);
    let output = project.run(&["one"]);
    assert_eq!(status(&output), 0, "a file that does not parse is not in the graph");
    assert!(stderr(&output).starts_with("broken.py:1:5: error: "), "{}", stderr(&output));
    assert_eq!(status(&project.run(&["two"])), 2);
    assert_eq!(status(&project.run(&["--isolated", "two"])), 0);
    assert_eq!(status(&project.run(&["--isolated", "--exclude", "gen", "two"])), 2);
    assert_eq!(status(&project.run(&["two", "gen/b.py"])), 0);
    assert_eq!(status(&project.run(&["--force-exclude", "two", "gen/b.py"])), 2);
    assert_eq!(status(&project.run(&["one", "nowhere.py"])), 2);
    assert_eq!(status(&project.run(&["--target-version", "old", "one"])), 2);
    assert_eq!(status(&project.run(&["--format", "svg", "one"])), 2);
    let written = project.run(&["--output-file", "graph.txt", "one"]);
    assert_eq!((status(&written), stdout(&written)), (0, String::new()));
    let text = std::fs::read_to_string(project.0.path().join("graph.txt")).expect("written");
    assert_eq!(text, "a.one  sync  a.py:1\n");
}

#[test]
fn the_graph_is_the_same_for_any_number_of_threads() {
    let project = project();
    for direction in ["callees", "callers"] {
        let run = |threads: &str| {
            project
                .run(&["--direction", direction, "--format", "json", "--threads", threads, "web.show"])
                .stdout
        };
        assert!(run("1") == run("7"), "{direction}");
    }
}

fn node(graph: &Value, name: &str) -> Value {
    let nodes = graph["nodes"].as_array().expect("a list");
    nodes.iter().find(|node| node["name"] == name).unwrap_or_else(|| panic!("no {name} in {graph}")).clone()
}

fn id(graph: &Value, name: &str) -> Value {
    node(graph, name)["id"].clone()
}

fn kinds(graph: &Value, from: &str, to: &str) -> Vec<String> {
    let (from, to) = (id(graph, from), id(graph, to));
    let edges = graph["edges"].as_array().expect("a list").iter();
    let between = edges.filter(|edge| edge["from"] == from && edge["to"] == to);
    between.map(|edge| edge["kind"].as_str().expect("text").to_owned()).collect()
}

/// A folder with files.
struct Project(tempfile::TempDir);

impl Project {
    fn new(files: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap_or(Path::new(""))).expect("made");
            std::fs::write(path, text).expect("written");
        }
        Self(folder)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_asyncfix"))
            .arg("graph")
            .args(arguments)
            .current_dir(self.0.path())
            .env_remove("FORCE_COLOR")
            .output()
            .expect("it runs")
    }
}

fn parsed(output: &Output) -> Value {
    serde_json::from_slice(&output.stdout).unwrap_or_else(|error| panic!("{error}: {}", stderr(output)))
}

fn status(output: &Output) -> i32 {
    output.status.code().expect("it exits")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}
