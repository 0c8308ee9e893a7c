//! Codemods: what their patterns match and become, what is wrong in those that are none, and the commands about them.

mod support;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use asyncfix::codemod::{library, load};
use asyncfix::edit::Safety;
use asyncfix::rule::Options;
use asyncfix::run::{Dispatch, repaired_text};
use support::{patch, rendered};

/// Each folder with a codemod and a text: the findings, and the patch of all fixes.
#[test]
fn patterns_match_and_become_what_they_say() {
    let mut count = 0;
    for folder in folders() {
        let codemod = folder.join("codemod.py");
        if !codemod.exists() {
            continue;
        }
        count += 1;
        let [packed] = library::read(&[codemod]).expect("it is a codemod")[..] else { panic!("one file") };
        let dispatch = Dispatch::new(vec![&packed.codemod.rule]);
        let text = std::fs::read_to_string(folder.join("input.py")).expect("a text");
        let report = |least| repaired_text(&dispatch, &Options::default(), &text, least).expect("it parses");
        let findings = rendered(&report(Safety::Manual));
        let (safe, all) = (patch(&report(Safety::Safe)), patch(&report(Safety::Unsafe)));
        snapshot(
            &folder,
            &format!("{findings}\n======== --diff\n{safe}\n======== --diff --unsafe-fixes\n{all}"),
        );
    }
    assert!(count > 4, "{count} cases");
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    for folder in folders().into_iter().filter(|folder| folder.ends_with("errors")) {
        let path = folder.join("bad.py");
        let text = std::fs::read_to_string(&path).expect("a text");
        let errors = load(Path::new("bad.py"), &text).err().expect("it is no codemod");
        let told: Vec<String> = errors.iter().map(ToString::to_string).collect();
        snapshot(&folder, &told.join("\n"));
    }
}

#[test]
fn a_new_codemod_passes_its_check() {
    let folder = tempfile::tempdir().expect("a folder");
    assert!(asyncfix(folder.path(), &["codemod", "new", "wait-for"]).status.success());
    let check = asyncfix(folder.path(), &["codemod", "check", "codemods"]);
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    let again = asyncfix(folder.path(), &["codemod", "new", "wait-for"]);
    assert_eq!(again.status.code(), Some(2), "it overwrites a file");
}

/// Neighbours that block become one function for a thread, but a call that a codemod rewrites is none of them.
#[test]
fn a_thread_takes_no_call_along_that_a_codemod_rewrites() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "import subprocess\n\n\nasync def f():\n    subprocess.check_call([\"a\"])\n    subprocess.check_call([\"b\"], timeout=3)\n";
    std::fs::write(folder.path().join("app.py"), text).expect("written");
    let arguments = [
        "--isolated",
        "--no-cache",
        "--target-version=3.12",
        "--extend-select=subprocess-in-coroutine",
        "--write",
        "--unsafe-fixes",
        "app.py",
    ];
    assert!(asyncfix(folder.path(), &arguments).status.success());
    let changed = std::fs::read_to_string(folder.path().join("app.py")).expect("it is there");
    assert!(changed.contains("await asyncio.create_subprocess_exec(\"a\")"), "{changed}");
    assert!(
        changed.contains("await asyncio.to_thread(subprocess.check_call, [\"b\"], timeout=3)"),
        "{changed}"
    );
}

#[test]
fn a_wrong_example_is_told() {
    let folder = tempfile::tempdir().expect("a folder");
    asyncfix(folder.path(), &["codemod", "new", "wait-for"]);
    let path = folder.path().join("codemods/wait_for.py");
    let text = std::fs::read_to_string(&path).expect("it is there");
    std::fs::write(&path, text.replace("        await read()\n", "        await write()\n"))
        .expect("written");
    let check = asyncfix(folder.path(), &["codemod", "check", "codemods"]);
    assert_eq!(check.status.code(), Some(1));
    let told = String::from_utf8_lossy(&check.stderr).into_owned();
    assert!(told.contains("example 1") && told.contains("await read()"), "{told}");
}

#[test]
fn settings_make_codemods_rules_like_all_others() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    asyncfix(folder.path(), &["codemod", "new", "wait-for", "--folder", "rewrites"]);
    write("asyncfix.toml", "codemods = [\"rewrites\"]\ntarget-version = \"3.12\"\n");
    write(
        "app.py",
        "import asyncio\n\n\nasync def main(read):\n    await asyncio.wait_for(read(), 1)\n    await asyncio.wait_for(read(), 2)  # noqa: wait-for\n",
    );
    let listed = asyncfix(folder.path(), &["codemod", "list"]);
    assert!(String::from_utf8_lossy(&listed.stdout).contains("rewrites/wait-for"));
    for _ in 0..2 {
        let report = asyncfix(folder.path(), &["--output-format", "concise", "app.py"]);
        let told = String::from_utf8_lossy(&report.stdout).into_owned();
        assert!(told.starts_with("app.py:5:5: wait-for ") && told.contains("1 finding"), "{told}");
    }
    let ignored = asyncfix(folder.path(), &["--ignore", "wait-for", "app.py"]);
    assert!(ignored.status.success());
    // A changed codemod is another rule, whatever the cache has.
    let path = folder.path().join("rewrites/wait_for.py");
    let text = std::fs::read_to_string(&path)
        .expect("it is there")
        .replace("asyncio.wait_for(awaitable", "asyncio.wait_on(awaitable");
    std::fs::write(&path, text).expect("written");
    assert!(asyncfix(folder.path(), &["app.py"]).status.success());
}

#[test]
fn what_the_result_needs_is_said() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(
        folder.path().join("app.py"),
        "import requests\n\n\nasync def name(url):\n    return requests.get(url).text\n",
    )
    .expect("written");
    let codemod = ["--isolated", "--no-cache", "--codemod", "requests-to-httpx", "--unsafe-fixes"];
    let report = asyncfix(folder.path(), &[&codemod[..], &["app.py"]].concat());
    assert!(String::from_utf8_lossy(&report.stdout).contains("note: the result needs `httpx"));
    let diff = asyncfix(folder.path(), &[&codemod[..], &["--diff", "app.py"]].concat());
    let told = String::from_utf8_lossy(&diff.stderr).into_owned();
    assert!(told.contains("Would fix 1 finding in 1 file.\nThe result needs `httpx"), "{told}");
}

#[test]
fn a_codemod_that_is_asked_for_goes_before_a_thread() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "import time\n\n\nasync def load(path):\n    with open(path) as file:\n        time.sleep(1)\n        return file.read()\n\n\nasync def other(path):\n    return open(path).read()\n";
    std::fs::write(folder.path().join("app.py"), text).expect("written");
    let common = ["--isolated", "--no-cache", "--extend-select", "open-in-coroutine"];
    let report = asyncfix(folder.path(), &[&common[..], &["--output-format", "concise", "app.py"]].concat());
    let told = String::from_utf8_lossy(&report.stdout).into_owned();
    let found: Vec<&str> = told.lines().filter_map(|line| line.strip_prefix("app.py:")).collect();
    let codes: Vec<&str> = found.iter().map(|line| line.split_whitespace().nth(1).expect("a code")).collect();
    // The block is the codemod's; what it does not know how to rewrite is left to the thread, and the sleep is a matter
    // of its own.
    assert_eq!(codes, ["AFX960", "AFX101", "AFX102"], "{told}");
    let diff = asyncfix(folder.path(), &[&common[..], &["--unsafe-fixes", "--diff", "app.py"]].concat());
    let told = String::from_utf8_lossy(&diff.stdout).into_owned();
    assert!(told.contains("+    async with aiofiles.open(path) as file:"), "{told}");
    assert!(told.contains("+        await asyncio.sleep(1)"), "{told}");
}

#[test]
fn what_other_files_use_stays() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("written");
    let asked = "from openai import OpenAI\n\nclient = OpenAI()\n\n\nasync def ask():\n    return client.models.retrieve(\"gpt-5\")\n";
    let arguments =
        ["--isolated", "--no-cache", "--codemod", "openai-async", "--diff", "--unsafe-fixes", "."];
    write("models.py", asked);
    write("other.py", "from elsewhere import client\n\nprint(client)\n");
    let alone = asyncfix(folder.path(), &arguments);
    assert!(String::from_utf8_lossy(&alone.stdout).contains("+client = AsyncOpenAI()"));
    for user in [
        "from models import client\n\nprint(client)\n",
        "import models\n\nprint(models.client)\n",
        "from models import *\n",
    ] {
        write("other.py", user);
        let shared = asyncfix(folder.path(), &arguments);
        assert_eq!(String::from_utf8_lossy(&shared.stdout), "", "{user}");
    }
}

#[test]
fn an_unknown_codemod_is_an_error() {
    let folder = tempfile::tempdir().expect("a folder");
    let output = asyncfix(folder.path(), &["--codemod", "nothing-like-this"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("`nothing-like-this`"));
}

fn asyncfix(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_asyncfix"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .expect("it runs")
}

fn folders() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/codemods");
    let mut folders: Vec<PathBuf> =
        std::fs::read_dir(root).expect("it is there").flatten().map(|entry| entry.path()).collect();
    folders.sort();
    folders
}

fn snapshot(folder: &Path, text: &str) {
    let name = folder.file_name().and_then(|name| name.to_str()).expect("a plain name");
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("snapshots/codemods"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn a_call_of_the_users_own_has_a_replacement_of_the_users_own() {
    let folder = tempfile::tempdir().expect("a folder");
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        std::fs::write(path, text).expect("written");
    };
    write(
        "app.py",
        "import acme\n\n\ndef helper(url):\n    return acme.fetch(url)\n\n\nasync def main(url):\n    acme.push(url)\n    await acme.push(url)\n    return acme.fetch(url), helper(url)\n",
    );
    write(
        "stubs/acme.pyi",
        "from asyncfix import async_twin, blocking\n\n@blocking(\"http\")\n@async_twin(\"acme.aio.fetch\")\ndef fetch(url): ...\n@blocking(\"http\")\ndef push(url): ...\n",
    );
    write("asyncfix.toml", "stubs = [\"stubs\"]\ntarget-version = \"3.12\"\n");
    let found = |arguments: &[&str]| {
        let report = asyncfix(folder.path(), &[arguments, &["."]].concat());
        String::from_utf8_lossy(&report.stdout).into_owned()
    };
    let concise = ["--no-cache", "--output-format", "concise"];
    let places = |told: &str| -> Vec<String> {
        let lines = told.lines().take_while(|line| !line.starts_with("Found"));
        lines.map(|line| line.split_whitespace().take(2).collect::<Vec<_>>().join(" ")).collect()
    };
    let blocking =
        ["app.py:9:5: AFX102", "app.py:10:5: AFX203", "app.py:11:12: AFX102", "app.py:11:29: AFX103"];
    assert_eq!(places(&found(&concise)), blocking);
    let told = found(&["--no-cache"]);
    assert!(
        told.contains("help: await `acme.aio.fetch` instead, or run it in a thread with `asyncio.to_thread`"),
        "{told}"
    );
    let told = found(&["--no-cache", "--diff"]);
    assert!(told.contains("+    await asyncio.to_thread(acme.push, url)\n"), "{told}");

    write(
        "rewrites/acme_fetch.py",
        "\"\"\"Await the pages of acme.\"\"\"\nimport acme\nimport acme.aio\n\nsafety = \"safe\"\n\n\nasync def before(url):\n    acme.fetch(url)\n\n\nasync def after(url):\n    await acme.aio.fetch(url)\n",
    );
    write("asyncfix.toml", "stubs = [\"stubs\"]\ncodemods = [\"rewrites\"]\ntarget-version = \"3.12\"\n");
    let rewritten =
        ["app.py:9:5: AFX102", "app.py:10:5: AFX203", "app.py:11:12: acme-fetch", "app.py:11:29: AFX103"];
    // Nothing is found in the codemod itself.
    assert_eq!(places(&found(&concise)), rewritten);
    let told = found(&["--no-cache", "--diff"]);
    assert!(told.contains("+    return await acme.aio.fetch(url), helper(url)\n"), "{told}");
    assert!(!told.contains("rewrites"), "{told}");
}
