//! Which environment is found, where its libraries are, and which file tells about a module.

use std::fs;
use std::path::{Path, PathBuf};

use asyncfix::catalog::environment::{Environment, EnvironmentError, LibraryFile, Search, SourceRoots};
use tempfile::TempDir;

const SITE: &str = ".venv/lib/python3.12/site-packages";

/// A folder with these files, empty but for a few that need content. What ends in `/` is an empty folder.
fn tree(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in files {
        if file.ends_with('/') {
            fs::create_dir_all(folder.path().join(file)).expect("the folder is made");
        } else {
            write(&folder.path().join(file), "");
        }
    }
    folder
}

fn write(path: &Path, content: &str) {
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder is made");
    fs::write(path, content).expect("the file is written");
}

fn search(project: &Path) -> Search<'_> {
    Search { project, python: None, virtual_env: None, conda_prefix: None }
}

/// The environment of the project at `project`, which must have one.
fn of_project(project: &Path) -> Environment {
    Environment::discover(&search(project)).expect("nothing was named").expect("there is one")
}

fn named(folder: &TempDir, python: &str) -> Result<Environment, EnvironmentError> {
    let python = folder.path().join(python);
    let search = Search { python: Some(&python), ..search(folder.path()) };
    Environment::discover(&search).map(|found| found.expect("what is named is found or an error"))
}

/// A virtual environment in the project with these files in its site folder.
fn installed(files: &[&str]) -> TempDir {
    let folder = tree(&[".venv/pyvenv.cfg", &format!("{SITE}/")]);
    for file in files {
        write(&folder.path().join(SITE).join(file), "");
    }
    folder
}

/// The path below the site folder of `folder` of what is found for `module`.
fn found(folder: &TempDir, module: &str) -> Option<String> {
    let found = of_project(folder.path()).find(module)?;
    let is_stub = found.path.extension().is_some_and(|end| end == "pyi");
    assert_eq!(found.kind, if is_stub { LibraryFile::Stub } else { LibraryFile::Source });
    assert_eq!(found.is_package, found.path.file_stem().is_some_and(|stem| stem == "__init__"));
    assert!(found.path.is_file(), "{}", found.path.display());
    Some(below(&folder.path().join(SITE), &found.path))
}

fn below(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).expect("it lies in the folder");
    path.display().to_string().replace('\\', "/")
}

#[test]
fn modules_and_packages_are_found() {
    let folder =
        installed(&["six.py", "aiohttp/__init__.py", "aiohttp/client.py", "aiohttp/deep/__init__.py"]);
    assert_eq!(found(&folder, "six").as_deref(), Some("six.py"));
    assert_eq!(found(&folder, "aiohttp").as_deref(), Some("aiohttp/__init__.py"));
    assert_eq!(found(&folder, "aiohttp.client").as_deref(), Some("aiohttp/client.py"));
    assert_eq!(found(&folder, "aiohttp.deep").as_deref(), Some("aiohttp/deep/__init__.py"));
    for absent in ["requests", "six.moves", "aiohttp.server", "aiohttp.client.Session", "SIX", "Aiohttp"] {
        assert_eq!(found(&folder, absent), None, "{absent}");
    }
}

#[test]
fn stubs_come_before_sources_and_packages_before_modules() {
    let folder = installed(&[
        "a.pyi",
        "a.py",
        "b/__init__.pyi",
        "b/__init__.py",
        "b/part.py",
        "c/__init__.py",
        "c.py",
        "c.pyi",
        "d.py",
        "d/part.py",
    ]);
    assert_eq!(found(&folder, "a").as_deref(), Some("a.pyi"));
    assert_eq!(found(&folder, "b").as_deref(), Some("b/__init__.pyi"));
    assert_eq!(found(&folder, "b.part").as_deref(), Some("b/part.py"));
    assert_eq!(found(&folder, "c").as_deref(), Some("c/__init__.py"));
    assert_eq!(found(&folder, "d").as_deref(), Some("d.py"));
    assert_eq!(found(&folder, "d.part"), None, "a module comes before a folder without `__init__`");
}

#[test]
fn sources_are_found_where_stubs_say_more() {
    let folder = installed(&["a.pyi", "a.py", "b/__init__.pyi", "b-stubs/c.pyi", "b/c.py", "d.pyi"]);
    let environment = of_project(folder.path());
    let source = |module: &str| {
        environment.find_source(module).map(|found| below(&folder.path().join(SITE), &found.path))
    };
    assert_eq!(source("a").as_deref(), Some("a.py"));
    assert_eq!(source("b.c").as_deref(), Some("b/c.py"));
    assert_eq!((source("b"), source("d"), source("..")), (None, None, None));
}

#[test]
fn source_roots_give_the_projects_files_of_a_name() {
    let folder =
        tree(&["one/app/__init__.py", "one/app/a.py", "one/app/a.pyi", "two/app/a.py", "two/space/b.py"]);
    let roots = SourceRoots::new(["one", "two", "one", "none"].map(|root| folder.path().join(root)));
    assert_eq!(roots.folders().count(), 3);
    let files = |module: &str| -> Vec<String> {
        roots.find(module).iter().map(|found| below(folder.path(), &found.path)).collect()
    };
    assert_eq!(files("app.a"), ["one/app/a.py", "two/app/a.py"]);
    assert_eq!(files("app"), ["one/app/__init__.py"]);
    assert_eq!(files("space.b"), ["two/space/b.py"]);
    assert_eq!((files("space"), files("none"), files("..one")), (vec![], vec![], vec![]));
}

#[test]
fn stub_packages_come_first_and_the_library_fills_their_gaps() {
    let folder = installed(&[
        "yaml/__init__.pyi",
        "yaml/__init__.py",
        "yaml/nodes.py",
        "yaml/loader.py",
        "yaml-stubs/__init__.pyi",
        "yaml-stubs/nodes.pyi",
        "yaml-stubs/loader.py",
        "google-stubs/protobuf/message.pyi",
        "google/protobuf/__init__.py",
    ]);
    assert_eq!(found(&folder, "yaml").as_deref(), Some("yaml-stubs/__init__.pyi"));
    assert_eq!(found(&folder, "yaml.nodes").as_deref(), Some("yaml-stubs/nodes.pyi"));
    assert_eq!(
        found(&folder, "yaml.loader").as_deref(),
        Some("yaml/loader.py"),
        "a stub package has stubs only"
    );
    assert_eq!(
        found(&folder, "google.protobuf.message").as_deref(),
        Some("google-stubs/protobuf/message.pyi")
    );
    assert_eq!(found(&folder, "google.protobuf").as_deref(), Some("google/protobuf/__init__.py"));
    assert_eq!(found(&folder, "yaml-stubs"), None, "this is no name that can be imported");
}

#[test]
fn namespace_packages_have_parts_in_several_folders_but_no_file() {
    let folder = installed(&["google/auth/__init__.py", "shop/__init__.py", "mixed/one.py"]);
    for file in ["google/cloud/storage.py", "shop/till.py", "mixed/__init__.py", "mixed/two.py"] {
        write(&folder.path().join("src").join(file), "");
    }
    let link = folder.path().join("src").display().to_string();
    write(&folder.path().join(SITE).join("more.pth"), &link);
    let environment = of_project(folder.path());
    let path = |module: &str| environment.find(module).map(|found| below(folder.path(), &found.path));
    assert_eq!(path("google"), None);
    assert_eq!(path("google.auth"), Some(format!("{SITE}/google/auth/__init__.py")));
    assert_eq!(path("google.cloud"), None);
    assert_eq!(path("google.cloud.storage"), Some("src/google/cloud/storage.py".to_owned()));
    assert_eq!(path("shop.till"), None, "the first `shop` is a package, and Python looks no further");
    assert_eq!(
        path("mixed"),
        Some("src/mixed/__init__.py".to_owned()),
        "a package anywhere beats a namespace"
    );
}

#[test]
fn compiled_modules_are_not_readable_without_a_stub_or_source() {
    let folder = installed(&[
        "fast.cpython-312-x86_64-linux-gnu.so",
        "plain.so",
        "win.cp312-win_amd64.pyd",
        "stubbed.abi3.so",
        "stubbed.pyi",
        "mypyc.cpython-312-darwin.so",
        "mypyc.py",
        "old.pyc",
        "core/__init__.cpython-312-darwin.so",
        "core/part.py",
    ]);
    for compiled in ["fast", "plain", "win", "old", "core"] {
        assert_eq!(found(&folder, compiled), None, "{compiled}");
    }
    assert_eq!(found(&folder, "stubbed").as_deref(), Some("stubbed.pyi"));
    assert_eq!(found(&folder, "mypyc").as_deref(), Some("mypyc.py"));
    assert_eq!(found(&folder, "core.part").as_deref(), Some("core/part.py"));
    // What Python imports here is not looked for elsewhere.
    write(&folder.path().join("src/fast.py"), "");
    write(&folder.path().join(SITE).join("src.pth"), "../../../../src");
    assert_eq!(found(&folder, "fast"), None);
}

#[test]
fn names_that_are_no_modules_find_nothing() {
    let folder = installed(&["a/__init__.py", "a/b.py"]);
    for odd in
        ["", ".", "..", "a.", ".a", "a..b", "a/b", "a\\b", "../a", "/etc", "C:", "a\0", "a b", "__pycache__"]
    {
        assert_eq!(found(&folder, odd), None, "{odd:?}");
    }
    assert_eq!(found(&folder, &"a.".repeat(100_000)), None);
    assert_eq!(found(&folder, &vec!["a"; 100_000].join(".")), None);
}

#[test]
fn environments_are_tried_in_their_order() {
    let folder = tree(&["project/", "elsewhere/notes.txt"]);
    for place in ["active", "conda", "project/.venv", "project/venv"] {
        write(&folder.path().join(place).join("lib/python3.11/site-packages/lib.py"), "");
    }
    let project = folder.path().join("project");
    let (active, conda) = (folder.path().join("active"), folder.path().join("conda"));
    let stale = folder.path().join("elsewhere");
    let place = |virtual_env: Option<&Path>, conda_prefix: Option<&Path>| {
        let search = Search { virtual_env, conda_prefix, ..search(&project) };
        let environment = Environment::discover(&search).expect("nothing was named")?;
        Some(below(folder.path(), environment.search_path().next().expect("a site folder")))
    };
    let site = |place: &str| Some(format!("{place}/lib/python3.11/site-packages"));
    assert_eq!(place(Some(&active), Some(&conda)), site("active"));
    assert_eq!(place(None, Some(&conda)), site("conda"));
    assert_eq!(place(Some(&stale), Some(&conda)), site("conda"));
    let base = folder.path().join("base");
    write(&base.join("lib/python3.11/site-packages/lib.py"), "");
    fs::create_dir(base.join("condabin")).expect("the folder is made");
    assert_eq!(place(None, Some(&base)), site("project/.venv"), "conda's base environment is always active");
    assert_eq!(place(Some(&active), Some(&base)), site("active"));
    assert_eq!(place(Some(Path::new("")), Some(&stale)), site("project/.venv"));
    fs::remove_dir_all(project.join(".venv")).expect("it is there");
    assert_eq!(place(None, None), site("project/venv"));
    fs::remove_dir_all(project.join("venv")).expect("it is there");
    assert_eq!(place(None, Some(&base)), site("base"));
    assert_eq!(place(None, None), None);
}

#[test]
fn each_way_to_name_an_environment_is_understood() {
    let folder = tree(&[
        "unix/pyvenv.cfg",
        "unix/bin/python",
        "unix/lib/python3.12/site-packages/lib.py",
        "win/pyvenv.cfg",
        "win/Scripts/python.exe",
        "win/Lib/site-packages/lib.py",
        "winbase/python.exe",
        "winbase/Lib/site-packages/lib.py",
        "pypy/bin/pypy3",
        "pypy/lib/pypy3.10/site-packages/lib.py",
    ]);
    write(&folder.path().join("win/pyvenv.cfg"), "home = C:\\Python\r\nversion = 3.11.4\r\n");
    for (python, site, version) in [
        ("unix", "unix/lib/python3.12/site-packages", Some((3, 12))),
        ("unix/", "unix/lib/python3.12/site-packages", Some((3, 12))),
        ("unix/bin/python", "unix/lib/python3.12/site-packages", Some((3, 12))),
        ("unix/lib/python3.12/site-packages", "unix/lib/python3.12/site-packages", Some((3, 12))),
        ("win", "win/Lib/site-packages", Some((3, 11))),
        ("win/Scripts/python.exe", "win/Lib/site-packages", Some((3, 11))),
        ("win/Lib/site-packages", "win/Lib/site-packages", Some((3, 11))),
        ("winbase/python.exe", "winbase/Lib/site-packages", None),
        ("pypy/bin/pypy3", "pypy/lib/pypy3.10/site-packages", Some((3, 10))),
    ] {
        let environment = named(&folder, python).unwrap_or_else(|error| panic!("{error}"));
        let paths: Vec<_> = environment.search_path().map(|path| real(path.to_owned())).collect();
        assert_eq!(paths, [real(folder.path().join(site))], "{python}");
        assert_eq!(environment.version(), version, "{python}");
        assert!(environment.find("lib").is_some(), "{python}");
    }
}

fn real(path: PathBuf) -> PathBuf {
    path.canonicalize().unwrap_or(path)
}

#[test]
fn what_is_no_environment_is_told_with_what_was_expected() {
    let folder =
        tree(&["setup.py", "empty/pyvenv.cfg", "shims/python3", "src/lib.py", "python.txt", "pythonic"]);
    for (python, problem) in [
        ("nowhere/bin/python", "no such file or folder"),
        ("setup.py", "this file is not a Python interpreter"),
        ("python.txt", "this file is not a Python interpreter"),
        ("pythonic", "this file is not a Python interpreter"),
        ("shims/python3", "no site-packages folder belongs to it"),
        ("empty", "no site-packages folder belongs to it"),
        ("src", "no site-packages folder belongs to it"),
    ] {
        let error = named(&folder, python).expect_err(python).to_string();
        let start = format!("{}: {problem}; name an interpreter", folder.path().join(python).display());
        assert!(error.starts_with(&start), "{error}");
        assert!(error.contains("site-packages folder"), "{error}");
    }
    let nothing = Search { python: Some(Path::new("")), ..search(folder.path()) };
    assert!(matches!(Environment::discover(&nothing), Err(EnvironmentError::Missing(_))));
}

#[test]
fn the_version_comes_from_the_configuration_or_a_folders_name() {
    for (configuration, version) in [
        ("version = 3.12.1\n", Some((3, 12))),
        ("version_info = 3.12.1.final.0\n", Some((3, 12))),
        ("VERSION=3.12\n", Some((3, 12))),
        ("version = nonsense\nversion_info = 3.12.0\n", Some((3, 12))),
        ("no lines\n= \n\u{feff}\n", Some((3, 13))),
        ("", Some((3, 13))),
    ] {
        let folder = tree(&[&format!("{SITE}/old.py"), ".venv/lib/python3.13/site-packages/new.py"]);
        write(&folder.path().join(".venv/lib/python3.9/site-packages/oldest.py"), "");
        write(&folder.path().join(".venv/pyvenv.cfg"), configuration);
        let environment = of_project(folder.path());
        assert_eq!(environment.version(), version, "{configuration:?}");
        let expected = if version == Some((3, 12)) { "old" } else { "new" };
        assert!(environment.find(expected).is_some(), "{configuration:?}");
        assert_eq!(environment.search_path().count(), 1, "{configuration:?}");
    }
}

#[test]
fn the_systems_libraries_are_seen_where_the_configuration_says_so() {
    let folder = tree(&[
        ".venv/lib/python3.12/site-packages/both.py",
        "usr/local/lib/python3.12/dist-packages/user.py",
        "usr/local/lib/python3.9/dist-packages/other_version.py",
        "usr/lib/python3/dist-packages/distribution.py",
        "usr/lib/python3/dist-packages/both.py",
    ]);
    let home = folder.path().join("usr/bin");
    for (value, sees) in [("true", true), ("True", true), ("false", false), ("", false)] {
        let text =
            format!("home = {}\ninclude-system-site-packages = {value}\nversion = 3.12.3\n", home.display());
        write(&folder.path().join(".venv/pyvenv.cfg"), &text);
        let environment = of_project(folder.path());
        let path = |module: &str| environment.find(module).map(|found| below(folder.path(), &found.path));
        assert_eq!(path("both"), Some(format!("{SITE}/both.py")));
        assert_eq!(path("user").is_some(), sees, "{value}");
        assert_eq!(path("distribution").is_some(), sees, "{value}");
        assert_eq!(path("other_version"), None);
    }
}

#[test]
fn path_files_add_folders_and_their_code_is_not_run() {
    let folder = installed(&["here.py"]);
    for file in ["one/first.py", "two/second.py", "two/first.py", "code/third.py", "hidden/fourth.py"] {
        write(&folder.path().join(file), "");
    }
    let at = |name: &str| folder.path().join(name).display().to_string();
    let site = folder.path().join(SITE);
    let lines =
        format!("\u{feff}# a comment\n\n{}\r\nmissing\n{}\n", at("two"), site.join("here.py").display());
    write(&site.join("b.pth"), &lines);
    write(&site.join("a.pth"), "../../../../one   \nimport sys; sys.path.append('code')\n");
    write(&site.join("c.pth"), &format!("import\tos\n\0\n{}", at("two")));
    write(&site.join(".hidden.pth"), &at("hidden"));
    write(&site.join("readme.txt"), &at("code"));
    let environment = of_project(folder.path());
    let paths: Vec<_> = environment.search_path().map(|path| real(path.to_owned())).collect();
    assert_eq!(paths, [site, folder.path().join("one"), folder.path().join("two")].map(real));
    let first = environment.find("first").expect("it is installed").path;
    assert_eq!(real(first), real(folder.path().join("one/first.py")));
    assert!(environment.find("second").is_some());
    assert_eq!(environment.find("third"), None);
    assert_eq!(environment.find("fourth"), None);
}

#[test]
fn an_environment_contains_its_files_but_no_editable_ones() {
    let folder = installed(&["lib.py"]);
    write(&folder.path().join("src/own.py"), "");
    write(&folder.path().join(SITE).join("own.pth"), &folder.path().join("src").display().to_string());
    let environment = of_project(folder.path());
    assert!(environment.find("own").is_some());
    for (path, is_inside) in [
        (".venv", true),
        (".venv/bin/activate_this.py", true),
        (".venv/lib/python3.12/site-packages/lib.py", true),
        (".venv2/lib.py", false),
        ("src/own.py", false),
        ("", false),
    ] {
        assert_eq!(environment.contains(&folder.path().join(path)), is_inside, "{path}");
    }
    // A system's interpreter shares its folder with other things.
    fs::remove_file(folder.path().join(".venv/pyvenv.cfg")).expect("it is there");
    let environment = of_project(folder.path());
    assert!(environment.contains(&folder.path().join(SITE).join("lib.py")));
    assert!(!environment.contains(&folder.path().join(".venv/src/app.py")));
}

#[test]
fn folders_are_listed_once() {
    let folder = installed(&["a/__init__.py", "a/b.py"]);
    let environment = of_project(folder.path());
    assert!(environment.find("a.b").is_some());
    fs::remove_dir_all(folder.path().join(".venv")).expect("it is there");
    assert!(environment.find("a.b").is_some(), "the answer needs no further look at the disk");
    assert!(environment.find("a").is_some());
    assert_eq!(environment.find("a.c"), None);
}

#[test]
fn many_threads_may_ask_at_once() {
    let files: Vec<String> = (0..50).map(|number| format!("p{number}/__init__.py")).collect();
    let folder = installed(&files.iter().map(String::as_str).collect::<Vec<_>>());
    let environment = of_project(folder.path());
    std::thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for number in 0..100 {
                    assert_eq!(environment.find(&format!("p{number}")).is_some(), number < 50);
                }
            });
        }
    });
}

#[cfg(unix)]
mod links {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn an_interpreter_in_a_virtual_environment_belongs_there_and_any_other_to_its_home() {
        let folder = tree(&[
            "opt/py/bin/python3.11",
            "opt/py/lib/python3.11/site-packages/base.py",
            "opt/py/lib/python3.12/site-packages/newer.py",
            "env/pyvenv.cfg",
            "env/bin/",
            "env/lib/python3.11/site-packages/virtual.py",
            "home/bin/",
            "home/lib/python3.11/site-packages/user.py",
            "gone/pyvenv.cfg",
            "gone/bin/",
            "gone/lib/python3.10/site-packages/gone.py",
        ]);
        let root = folder.path();
        symlink(root.join("opt/py/bin/python3.11"), root.join("env/bin/python")).expect("a link");
        symlink(root.join("opt/py/bin/python3.11"), root.join("home/bin/python3")).expect("a link");
        symlink("/nowhere/python3.10", root.join("gone/bin/python")).expect("a link");
        for (python, module, version) in [
            ("env/bin/python", "virtual", (3, 11)),
            ("home/bin/python3", "base", (3, 11)),
            ("opt/py/bin/python3.11", "base", (3, 11)),
            ("gone/bin/python", "gone", (3, 10)),
        ] {
            let environment = named(&folder, python).unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(environment.version(), Some(version), "{python}");
            let found = ["base", "newer", "virtual", "user", "gone"].into_iter();
            let found: Vec<_> = found.filter(|module| environment.find(module).is_some()).collect();
            assert_eq!(found, [module], "{python}");
        }
    }

    #[test]
    fn a_folder_with_two_names_is_searched_once_and_contained_by_both() {
        let folder = installed(&["lib.py"]);
        symlink("lib", folder.path().join(".venv/lib64")).expect("a link");
        symlink(".venv", folder.path().join("alias")).expect("a link");
        assert_eq!(of_project(folder.path()).search_path().count(), 1);
        let environment = named(&folder, "alias").unwrap_or_else(|error| panic!("{error}"));
        assert!(environment.contains(&folder.path().join("alias/x.py")));
        assert!(
            environment.contains(&real(folder.path().join(".venv/x")).join("x.py"))
                || cfg!(target_os = "macos")
        );
    }

    #[test]
    fn platform_libraries_are_found_where_they_have_a_folder_of_their_own() {
        let folder = installed(&["pure.py"]);
        write(&folder.path().join(".venv/lib64/python3.12/site-packages/platform_bound.py"), "");
        let environment = of_project(folder.path());
        assert!(environment.find("pure").is_some());
        assert!(environment.find("platform_bound").is_some());
    }

    #[test]
    fn odd_entries_are_passed_over() {
        let folder = installed(&["good.py", "linked_target/__init__.py", "folder.py/x.py", "dotted./x.py"]);
        let site = folder.path().join(SITE);
        fs::write(site.join(OsStr::from_bytes(b"b\xffd.py")), "").expect("the file is written");
        fs::write(site.join("latin.pth"), b"/caf\xe9\n").expect("the file is written");
        fs::write(site.join("huge.pth"), vec![b'.'; 2 << 20]).expect("the file is written");
        symlink("nowhere.py", site.join("broken.py")).expect("a link");
        symlink("nowhere", site.join("broken_folder")).expect("a link");
        symlink("self.py", site.join("self.py")).expect("a link");
        symlink("linked_target", site.join("linked")).expect("a link");
        symlink(".", site.join("loop")).expect("a link");
        symlink("/dev/zero", site.join("endless.pth")).expect("a link");
        symlink("/dev/zero", site.join("endless.py")).expect("a link");
        for name in ["broken", "broken_folder", "self", "folder", "dotted", "endless", "loop", "b\u{fffd}d"] {
            assert_eq!(found(&folder, name), None, "{name}");
        }
        assert_eq!(found(&folder, "good").as_deref(), Some("good.py"));
        assert_eq!(found(&folder, "linked").as_deref(), Some("linked/__init__.py"));
        assert_eq!(found(&folder, "loop.loop.good").as_deref(), Some("loop/loop/good.py"));
        assert_eq!(
            found(&folder, &format!("{}good", "loop.".repeat(5_000))),
            None,
            "the system ends the loop"
        );
    }

    #[test]
    fn an_endless_configuration_is_not_read() {
        let folder = installed(&["good.py"]);
        let configuration = folder.path().join(".venv/pyvenv.cfg");
        fs::remove_file(&configuration).expect("it is there");
        symlink("/dev/zero", &configuration).expect("a link");
        assert_eq!(found(&folder, "good").as_deref(), Some("good.py"));
    }
}
