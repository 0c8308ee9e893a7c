//! What is known around the files of a run: the rest of the project, its environment, users' stubs, and how findings are
//! grouped; as the command shows it.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

/// A folder with a program, in which asyncfix runs.
struct Program {
    folder: TempDir,
}

const SITE: &str = ".venv/lib/python3.12/site-packages";

const HELPERS: &str = "import time\n\n\ndef pause():\n    time.sleep(1)\n\n\ndef compute():\n    return 1\n";

impl Program {
    fn new(files: &[(&str, &str)]) -> Program {
        let program = Program { folder: tempfile::tempdir().expect("a temporary folder") };
        for (name, content) in files {
            program.write(name, content);
        }
        program
    }

    fn write(&self, name: &str, content: &str) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder is made");
        fs::write(path, content).expect("the file is written");
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, arguments: &[&str]) -> Output {
        self.run_with(arguments, &[])
    }

    fn run_with(&self, arguments: &[&str], variables: &[(&str, &Path)]) -> Output {
        Command::new(env!("CARGO_BIN_EXE_asyncfix"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_clear()
            .envs(variables.iter().copied())
            .output()
            .expect("it runs")
    }

    /// The findings, as `path:row: code`, of a run that succeeds.
    fn findings(&self, arguments: &[&str]) -> Vec<String> {
        self.findings_with(arguments, &[])
    }

    fn findings_with(&self, arguments: &[&str], variables: &[(&str, &Path)]) -> Vec<String> {
        let output = self.run_with(&[&["-q", "--output-format", "concise"], arguments].concat(), variables);
        let errors = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(errors.is_empty(), "{errors}");
        String::from_utf8(output.stdout).expect("reports are UTF-8").lines().map(place).collect()
    }

    /// What a run says that refuses to check anything.
    fn refusal(&self, arguments: &[&str]) -> String {
        let output = self.run(arguments);
        assert_eq!(output.status.code(), Some(2));
        assert!(output.stdout.is_empty(), "nothing is checked: {}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stderr).expect("errors are UTF-8")
    }
}

/// `a.py:5:11: AFX103 …` as `a.py:5 AFX103`.
fn place(line: &str) -> String {
    let mut parts = line.splitn(4, ':');
    let (path, row) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    let code = parts.nth(1).and_then(|rest| rest.split_whitespace().next()).unwrap_or_default();
    format!("{path}:{row} {code}")
}

// Files of the project that are not among those given

#[test]
fn a_file_given_alone_is_checked_with_what_it_imports() {
    let program = Program::new(&[
        ("shop/__init__.py", ""),
        (
            "shop/api.py",
            "from .helpers import pause\nfrom shop.deep import wait\n\n\nasync def handle():\n    pause()\n    wait()\n",
        ),
        ("shop/helpers.py", HELPERS),
        ("shop/deep.py", "from . import further\n\n\ndef wait():\n    further.wait()\n"),
        (
            "shop/further.py",
            "import time\n\n\ndef wait():\n    time.sleep(3)\n\n\nasync def own():\n    time.sleep(3)\n",
        ),
    ]);
    let whole = program.findings(&["."]);
    assert_eq!(whole, ["shop/api.py:6 AFX103", "shop/api.py:7 AFX103", "shop/further.py:9 AFX101"]);
    assert_eq!(program.findings(&["shop/api.py"]), ["shop/api.py:6 AFX103", "shop/api.py:7 AFX103"]);
    assert_eq!(program.findings(&["shop/helpers.py"]), [""; 0], "what is not given is not reported");
    let full = program.run(&["shop/api.py"]);
    let full = String::from_utf8_lossy(&full.stdout).into_owned();
    assert!(full.contains("it comes to `time.sleep`"), "{full}");
    let fixed = program.run(&["--diff", "shop/api.py"]);
    assert!(String::from_utf8_lossy(&fixed.stdout).contains("+    await asyncio.to_thread(pause)"));
}

#[test]
fn the_rest_of_the_project_is_found_from_standard_input_and_from_another_folder() {
    let code = "from shop.helpers import pause\n\n\nasync def handle():\n    pause()\n";
    let program = Program::new(&[
        ("back/pyproject.toml", "[project]\nname = 'back'\n"),
        ("back/src/shop/__init__.py", ""),
        ("back/src/shop/helpers.py", HELPERS),
        ("back/scripts/report.py", code),
    ]);
    assert_eq!(program.findings(&["back/scripts/report.py"]), ["back/scripts/report.py:5 AFX103"]);
    assert_eq!(
        program.findings(&["--isolated", "back/scripts/report.py"]),
        [""; 0],
        "nothing tells the root"
    );
}

#[test]
fn excluded_files_are_not_read_and_broken_ones_are_no_matter() {
    let code = "from shop.helpers import pause\nfrom shop.broken import other\n\n\nasync def handle():\n    pause()\n    other()\n";
    let program = Program::new(&[
        ("shop/__init__.py", ""),
        ("shop/helpers.py", HELPERS),
        ("shop/broken.py", "def other(:\n"),
        ("api.py", code),
    ]);
    assert_eq!(program.findings(&["api.py"]), ["api.py:6 AFX103"]);
    assert_eq!(program.findings(&["--exclude", "helpers.py", "api.py"]), [""; 0]);
}

#[test]
fn a_module_of_the_project_goes_before_a_library_of_the_same_name() {
    let code = "import requests\n\n\nasync def handle():\n    requests.get('x')\n";
    let program = Program::new(&[("requests.py", "def get(url):\n    return url\n"), ("api.py", code)]);
    assert_eq!(program.findings(&["api.py"]), [""; 0]);
    fs::remove_file(program.path("requests.py")).expect("it is there");
    assert_eq!(program.findings(&["api.py"]), ["api.py:5 AFX102"]);
}

#[test]
fn a_script_does_not_hide_a_library_from_other_folders() {
    let code = "import requests\n\n\nasync def handle():\n    requests.get('x')\n";
    let program = Program::new(&[
        ("docs/examples/requests.py", "def get(url):\n    return url\n"),
        ("docs/examples/beside.py", code),
        ("api.py", code),
    ]);
    assert_eq!(program.findings(&["."]), ["api.py:5 AFX102"]);
}

#[test]
fn functions_of_context_files_are_reached_through_arguments_and_classes() {
    let program = Program::new(&[
        ("shop/__init__.py", ""),
        (
            "shop/api.py",
            "from shop.tools import Client, apply\nfrom shop.helpers import pause\n\n\nasync def handle():\n    apply(pause)\n    client = Client()\n    client.fetch()\n    with client:\n        pass\n",
        ),
        ("shop/helpers.py", HELPERS),
        (
            "shop/tools.py",
            "from shop.helpers import pause\n\n\ndef apply(function):\n    function()\n\n\nclass Base:\n    def fetch(self):\n        self.load()\n\n    def load(self):\n        pause()\n\n    def __enter__(self):\n        pause()\n\n    def __exit__(self, *error):\n        pass\n\n\nclass Client(Base):\n    pass\n",
        ),
    ]);
    let whole = program.findings(&["."]);
    assert_eq!(whole, ["shop/api.py:6 AFX103", "shop/api.py:8 AFX103", "shop/api.py:9 AFX103"]);
    assert_eq!(program.findings(&["shop/api.py"]), whole);
}

#[test]
fn a_stub_beside_its_source_hides_nothing() {
    let program = Program::new(&[
        ("api.py", "from helpers import pause\n\n\nasync def handle():\n    pause()\n"),
        ("helpers.py", HELPERS),
        ("helpers.pyi", "def pause() -> None: ...\ndef compute() -> int: ...\n"),
    ]);
    assert_eq!(program.findings(&["."]), ["api.py:5 AFX103"]);
    assert_eq!(program.findings(&["api.py"]), ["api.py:5 AFX103"]);
}

// Source roots

#[test]
fn source_roots_come_from_the_settings_and_from_projects() {
    let code = "from tools.helpers import pause\n\n\nasync def handle():\n    pause()\n";
    let settings = "[tool.asyncfix]\nsrc = ['python', 'more/lib']\n";
    let program =
        Program::new(&[("app/api.py", code), ("more/lib/tools/helpers.py", HELPERS), ("python/x.py", "")]);
    assert_eq!(program.findings(&["."]), [""; 0], "no root says that `tools` is in more/lib");
    program.write("pyproject.toml", settings);
    assert_eq!(program.findings(&["."]), ["app/api.py:5 AFX103"]);
    assert_eq!(program.findings(&["app/api.py"]), ["app/api.py:5 AFX103"]);
    program.write("pyproject.toml", "[tool.asyncfix]\nsrc = ['python', 'none']\n");
    let error = program.refusal(&["."]);
    assert!(error.contains("pyproject.toml:2:18: there is no folder none"), "{error}");
}

#[test]
fn a_projects_folder_is_a_root() {
    let program = Program::new(&[
        ("services/one/pyproject.toml", "[project]\nname = 'one'\n"),
        ("services/one/app/api.py", "from lib.helpers import pause\n\n\nasync def handle():\n    pause()\n"),
        ("services/one/lib/helpers.py", HELPERS),
    ]);
    assert_eq!(program.findings(&["."]), ["services/one/app/api.py:5 AFX103"]);
}

// Environments

const CLIENT: &str = "class Client:\n    async def fetch(self):\n        return 1\n\n    def send(self):\n        return transfer()\n\n\ndef transfer():\n    import socket\n    return socket.create_connection(('x', 1))\n";

const USES_CLIENT: &str = "from wire import Client\n\n\nasync def handle():\n    client = Client()\n    client.fetch()\n    client.send()\n";

fn with_library(settings: &str) -> Program {
    let program = Program::new(&[("api.py", USES_CLIENT), (".venv/pyvenv.cfg", "version = 3.12.1\n")]);
    program.write(&format!("{SITE}/wire/__init__.py"), "from ._client import Client\n");
    program.write(&format!("{SITE}/wire/_client.py"), CLIENT);
    if !settings.is_empty() {
        program.write("asyncfix.toml", settings);
    }
    program
}

#[test]
fn libraries_are_followed_where_that_is_asked_for() {
    let program = with_library("");
    let blocking = |arguments: &[&str]| -> Vec<String> {
        let found = program.findings(&[&["--select", "AFX1"], arguments].concat());
        found.into_iter().filter(|place| place.contains("AFX103")).collect()
    };
    assert_eq!(blocking(&["."]), [""; 0]);
    assert_eq!(blocking(&["--follow-libraries", "."]), ["api.py:7 AFX103"]);
    assert_eq!(blocking(&["--follow-libraries=other,wire", "."]), ["api.py:7 AFX103"]);
    assert_eq!(blocking(&["--follow-libraries=other", "."]), [""; 0]);
    assert_eq!(blocking(&["--isolated", "--follow-libraries", "."]), [""; 0], "no environment is read");
    assert_eq!(
        blocking(&["--isolated", "--python", ".venv", "--follow-libraries", "."]),
        ["api.py:7 AFX103"]
    );
    let wrong = program.refusal(&["--follow-libraries=a.b", "."]);
    assert!(wrong.contains("--follow-libraries: `a.b` is not a name"), "{wrong}");
    let settings = [("true", 1), ("false", 0), ("['wire']", 1), ("['other']", 0), ("[]", 0)];
    for (value, count) in settings {
        program.write("asyncfix.toml", &format!("follow-libraries = {value}\n"));
        assert_eq!(blocking(&["."]).len(), count, "{value}");
    }
    program.write("asyncfix.toml", "\nfollow-libraries = 'all'\n");
    let wrong = String::from_utf8(program.run(&["."]).stderr).expect("errors are UTF-8");
    assert!(wrong.contains("asyncfix.toml:2:20: write `true`, `false` or a list"), "{wrong}");
}

#[test]
fn what_a_library_does_is_reported_at_the_projects_own_calls() {
    let mut code = String::from("from wire import Client\n\n\ndef push():\n    Client().send()\n\n\n");
    for number in 0..7 {
        writeln!(code, "async def direct{number}():\n    Client().send()\n\n")
            .expect("a string takes all text");
    }
    for number in 0..7 {
        writeln!(code, "async def through{number}():\n    push()\n\n").expect("a string takes all text");
    }
    let program = with_library("follow-libraries = true\n");
    program.write("api.py", &code);
    let found = program.findings(&["."]);
    let direct: Vec<String> = (0..7).map(|number| format!("api.py:{} AFX103", 9 + 4 * number)).collect();
    let mut expected = vec!["api.py:5 AFX103".to_owned()];
    expected.extend(direct);
    assert_eq!(found, expected, "calls into the library are each their own, what passes `push` is one");
    let all = program.findings(&["--chain-sites", "7", "."]);
    assert_eq!(all.len(), 14, "{all:?}");
    assert!(!all.contains(&"api.py:5 AFX103".to_owned()));
}

#[test]
fn a_stub_with_marks_ends_the_descent() {
    let program = with_library("follow-libraries = true\nstubs = ['stubs']\n");
    program.write(
        "stubs/wire/__init__.pyi",
        "class Client:\n    async def fetch(self) -> int: ...\n    def send(self) -> int: ...\n",
    );
    assert!(program.findings(&["--select", "AFX103", "."]).is_empty());
}

#[test]
fn large_and_broken_files_of_libraries_are_skipped() {
    let program = with_library("follow-libraries = true\n");
    assert_eq!(program.findings(&["--select", "AFX103", "."]).len(), 1);
    let large = format!("{CLIENT}\nDATA = '{}'\n", "x".repeat(2 << 20));
    program.write(&format!("{SITE}/wire/_client.py"), &large);
    assert_eq!(program.findings(&["--select", "AFX103", "."]), [""; 0]);
    program.write(&format!("{SITE}/wire/_client.py"), "class Client(:\n");
    assert_eq!(program.findings(&["--select", "AFX103", "."]), [""; 0]);
}

#[test]
fn the_environment_is_the_one_named_activated_or_beside_the_settings() {
    let program = with_library("follow-libraries = true\n");
    fs::rename(program.path(".venv"), program.path("elsewhere")).expect("it is moved");
    let select = ["--select", "AFX103", "."];
    let elsewhere = program.path("elsewhere");
    assert_eq!(program.findings(&select).len(), 0);
    assert_eq!(program.findings_with(&select, &[("VIRTUAL_ENV", &elsewhere)]).len(), 1);
    assert_eq!(program.findings_with(&select, &[("CONDA_PREFIX", &elsewhere)]).len(), 1);
    assert_eq!(program.findings(&[&["--python", "elsewhere"], &select[..]].concat()).len(), 1);
    program.write("asyncfix.toml", "follow-libraries = true\npython = 'elsewhere'\n");
    assert_eq!(program.findings(&select).len(), 1);
    program.write("asyncfix.toml", "follow-libraries = true\npython = 'nowhere'\n");
    let error = program.refusal(&["."]);
    assert!(error.contains("asyncfix.toml:2:10: ") && error.contains("name an interpreter"), "{error}");
    let error = program.refusal(&["--python", "api.py", "."]);
    assert!(error.contains("--python: ") && error.contains("not a Python interpreter"), "{error}");
}

// Stubs of the user's own

const STUB: &str = "from asyncfix import blocking, offloads, quick\n\n@blocking(\"http\")\ndef fetch(url: str) -> str: ...\n\n@quick\ndef peek() -> int: ...\n\n@offloads(\"job\")\ndef hand_over(job) -> None: ...\n";

#[test]
fn stubs_say_what_libraries_do() {
    let code = "import company\n\n\ndef load():\n    return company.fetch('x')\n\n\nasync def handle():\n    company.fetch('x')\n    load()\n    company.hand_over(load)\n";
    let program = Program::new(&[("api.py", code), ("lib/company.pyi", STUB)]);
    let expected = ["api.py:9 AFX102", "api.py:10 AFX103"];
    assert_eq!(program.findings(&["api.py"]), [""; 0]);
    assert_eq!(program.findings(&["--stubs", "lib/company.pyi", "api.py"]), expected);
    assert_eq!(program.findings(&["--stubs", "lib", "api.py"]), expected);
    program.write("asyncfix.toml", "stubs = ['lib/']\n");
    assert_eq!(program.findings(&["."]), expected);
}

#[test]
fn stubs_extend_the_catalog_and_the_standard_library_and_go_before_them() {
    let code = "import requests\nimport time\n\n\nasync def handle():\n    requests.get('x')\n    requests.special('x')\n    requests.post('x')\n    time.sleep(1)\n    time.monotonic()\n";
    let program = Program::new(&[("api.py", code)]);
    let select = ["--select", "AFX102", "."];
    assert_eq!(program.findings(&select), ["api.py:6 AFX102", "api.py:8 AFX102"]);
    program.write(
        "stubs/requests/__init__.pyi",
        "from asyncfix import blocking, quick\n\n@blocking('http')\ndef special(url): ...\n\n@quick\ndef post(url): ...\n",
    );
    program.write(
        "stubs/time.pyi",
        "from asyncfix import blocking\n\n@blocking('wait')\ndef monotonic(): ...\n",
    );
    let found = program.findings(&[&["--stubs", "stubs"], &select[..]].concat());
    assert_eq!(found, ["api.py:6 AFX102", "api.py:7 AFX102", "api.py:10 AFX102"]);
}

#[test]
fn stubs_mark_functions_of_the_project() {
    let program = Program::new(&[
        ("shop/__init__.py", ""),
        (
            "shop/api.py",
            "from shop.native import fetch, pause, run_in_pool, Store\n\n\nasync def handle():\n    fetch()\n    pause()\n    run_in_pool(job=pause)\n    Store().read()\n    run_in_pool(fetch)\n",
        ),
        (
            "shop/native.py",
            "import time\nimport _shop\n\n\ndef fetch():\n    return _shop.fetch()\n\n\ndef pause():\n    time.sleep(1)\n\n\ndef run_in_pool(job):\n    return job()\n\n\nclass Store:\n    def read(self):\n        return _shop.read()\n",
        ),
    ]);
    let unmarked = program.findings(&["."]);
    assert_eq!(unmarked, ["shop/api.py:6 AFX103", "shop/api.py:7 AFX103"]);
    program.write(
        "stubs/shop/native.pyi",
        "from asyncfix import blocking, offloads, quick\n\n@blocking('http')\ndef fetch(): ...\n\n@quick\ndef pause(): ...\n\n@offloads('job')\ndef run_in_pool(job): ...\n\nclass Store:\n    @blocking('db')\n    def read(self): ...\n",
    );
    program.write("asyncfix.toml", "stubs = ['stubs']\n");
    let marked = ["shop/api.py:5 AFX102", "shop/api.py:8 AFX102"];
    assert_eq!(program.findings(&["."]), marked);
    assert_eq!(program.findings(&["shop/api.py"]), marked, "and where the module is read for context");
    assert_eq!(program.run(&["--write", "--unsafe-fixes", "."]).status.code(), Some(0));
    assert_eq!(program.findings(&["."]), [""; 0], "marks hold in the rounds of fixes");
}

#[test]
fn mistakes_in_stubs_are_told_with_their_lines_before_anything_is_checked() {
    let program = Program::new(&[
        ("api.py", "import time\n\n\nasync def f():\n    time.sleep(1)\n"),
        ("stubs/a.pyi", "from asyncfix import blocking\n\n@blocking('htpp')\ndef f(): ...\n"),
        ("stubs/b/c.pyi", "from asyncfix import nope\n\n@nope\ndef f(): ...\n"),
        ("good/a.pyi", "def f(): ...\n"),
    ]);
    program.write("asyncfix.toml", "stubs = ['stubs']\n");
    let error = program.refusal(&["."]);
    assert!(error.contains("stubs/a.pyi:3: `htpp` is no category"), "{error}");
    assert!(error.contains("stubs/b/c.pyi:3: `nope` is no mark"), "{error}");
    program.write("asyncfix.toml", "stubs = ['good', 'none.pyi']\n");
    let error = program.refusal(&["."]);
    assert!(error.contains("asyncfix.toml:1:18: there is no stub file or folder none.pyi"), "{error}");
    let error = program.refusal(&["--isolated", "--stubs", "api.py", "."]);
    assert!(error.contains("api.py: name a stub file"), "{error}");
    program.write("other/a.pyi", "def f(): ...\n");
    let error = program.refusal(&["--isolated", "--stubs", "good,other", "."]);
    assert!(error.contains("other/a.pyi: good/a.pyi is a stub of `a` too"), "{error}");
}

// What is kept between runs

#[test]
fn a_kept_run_counts_only_while_all_around_it_is_the_same() {
    let program = with_library("follow-libraries = true\n");
    let select = ["--select", "AFX103", "."];
    assert_eq!(program.findings(&select).len(), 1);
    assert_eq!(program.findings(&select).len(), 1, "the second run is the kept one");
    program.write("asyncfix.toml", "follow-libraries = false\n");
    assert_eq!(program.findings(&select).len(), 0);
    program.write("asyncfix.toml", "follow-libraries = true\nstubs = ['s']\n");
    program.write("s/wire.pyi", "class Client:\n    def send(self): ...\n");
    assert_eq!(program.findings(&select).len(), 0);
    program.write("asyncfix.toml", "follow-libraries = true\n");
    assert_eq!(program.findings(&select).len(), 1);
    fs::remove_dir_all(program.path(&format!("{SITE}/wire"))).expect("it is there");
    assert_eq!(program.findings(&select).len(), 0, "the library is no longer installed");
}

#[test]
fn a_change_in_a_file_that_is_not_given_counts_at_once() {
    let program = Program::new(&[
        ("shop/__init__.py", ""),
        ("shop/api.py", "from .helpers import pause\n\n\nasync def handle():\n    pause()\n"),
        ("shop/helpers.py", HELPERS),
    ]);
    for _ in 0..2 {
        assert_eq!(program.findings(&["shop/api.py"]), ["shop/api.py:5 AFX103"]);
    }
    program.write("shop/helpers.py", "def pause():\n    pass\n");
    assert_eq!(program.findings(&["shop/api.py"]), [""; 0]);
}

#[test]
fn the_graph_shows_what_is_around_its_files_too() {
    let program = with_library("");
    program.write("more.py", HELPERS);
    program.write("api.py", &format!("import more\n{USES_CLIENT}    more.pause()\n"));
    let graph = |arguments: &[&str]| {
        let output = program.run(&[&["graph", "handle"], arguments].concat());
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("graphs are UTF-8")
    };
    let own = graph(&["api.py"]);
    assert!(own.contains("time.sleep") && own.contains("more.py:4"), "{own}");
    assert!(!own.contains("create_connection"), "{own}");
    let followed = graph(&["--follow-libraries", "api.py"]);
    assert!(followed.contains("create_connection") && followed.contains("_client.py"), "{followed}");
}

// How many calls one finding stands for

#[test]
fn the_settings_say_from_how_many_calls_on_a_finding_moves() {
    let mut code = String::from("import time\n\n\ndef pause():\n    time.sleep(1)\n\n\n");
    for number in 0..4 {
        writeln!(code, "async def f{number}():\n    pause()\n\n").expect("a string takes all text");
    }
    let program = Program::new(&[("a.py", &code)]);
    let select = ["--select", "AFX103", "."];
    assert_eq!(program.findings(&select).len(), 4);
    program.write("asyncfix.toml", "chain-sites = 3\n");
    assert_eq!(program.findings(&select), ["a.py:5 AFX103"]);
    assert_eq!(program.findings(&[&["--chain-sites", "4"], &select[..]].concat()).len(), 4);
    program.write("asyncfix.toml", "chain-sites = -1\n");
    assert_eq!(program.run(&select).status.code(), Some(2));
}
