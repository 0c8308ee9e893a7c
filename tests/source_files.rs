//! Which files a walk finds, and how new content reaches the disk.

use std::convert::Infallible;
use std::fs;
use std::path::{Path, PathBuf};

use asyncfix::source::SourceKind::{Notebook, Python, Stub};
use asyncfix::source::{Found, Source, SourceError, SourceKind, replace_file, walk};
use tempfile::TempDir;

/// A folder with these files, each with its path as content.
fn folder(files: &[&str]) -> TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for file in files {
        write(&folder.path().join(file), file);
    }
    folder
}

fn write(path: &Path, content: &str) {
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("the folder is made");
    fs::write(path, content).expect("the file is written");
}

fn found(folder: &Path, paths: &[&str], excluded: &[&str]) -> Found {
    let paths: Vec<_> = paths.iter().map(PathBuf::from).collect();
    let is_excluded = |path: &Path| -> Result<bool, Infallible> {
        Ok(excluded.iter().any(|name| path.file_name().is_some_and(|file| file == *name)))
    };
    walk(folder, &paths, is_excluded).unwrap_or_else(|never| match never {})
}

fn names(found: &Found) -> Vec<String> {
    found.files.iter().map(|file| file.path.display().to_string().replace('\\', "/")).collect()
}

#[test]
fn python_files_are_found_in_a_stable_order() {
    let folder =
        folder(&["b/z.py", "b.py", "a-b/x.pyi", "a/n.ipynb", "a/readme.md", "a/.hid/x.py", "c.pyx", "d.PY"]);
    let found = found(folder.path(), &["."], &[]);
    assert_eq!(names(&found), ["a/.hid/x.py", "a/n.ipynb", "a-b/x.pyi", "b/z.py", "b.py"]);
    let kinds: Vec<_> = found.files.iter().map(|file| file.kind).collect();
    assert_eq!(kinds, [Python, Notebook, Stub, Python, Python]);
    assert_eq!(found.files[4].absolute, folder.path().join("b.py"));
}

#[test]
fn ignore_files_hold_as_they_do_for_git() {
    let folder = folder(&["a.py", "gen/b.py", "gen/keep.py", "c.py", "deep/d.py", "deep/e.py"]);
    write(&folder.path().join(".gitignore"), "gen/b.py\n");
    write(&folder.path().join(".ignore"), "/c.py\n");
    write(&folder.path().join("deep/.gitignore"), "d.py\n");
    // Without a repository git ignores nothing; `.ignore` files hold all the same.
    let outside = ["a.py", "deep/d.py", "deep/e.py", "gen/b.py", "gen/keep.py"];
    assert_eq!(names(&found(folder.path(), &["."], &[])), outside);
    write(&folder.path().join(".git/info/exclude"), "a.py\n");
    assert_eq!(names(&found(folder.path(), &["."], &[])), ["deep/e.py", "gen/keep.py"]);
    assert_eq!(
        names(&found(folder.path(), &["gen"], &[])),
        ["gen/keep.py"],
        "rules above the named folder hold"
    );
}

#[test]
fn excluded_folders_are_not_searched_unless_named() {
    let folder = folder(&["a.py", "venv/b.py", "venv/lib/c.py", "x/skip.py"]);
    let excluded = ["venv", "skip.py", "script"];
    assert_eq!(names(&found(folder.path(), &["."], &excluded)), ["a.py"]);
    assert_eq!(names(&found(folder.path(), &["venv"], &excluded)), ["venv/b.py", "venv/lib/c.py"]);
    assert_eq!(names(&found(folder.path(), &["x/skip.py"], &excluded)), ["x/skip.py"]);
}

#[test]
fn named_files_are_checked_whatever_they_are_and_once() {
    let folder = folder(&["run", "a.py", "sub/b.py"]);
    write(&folder.path().join(".ignore"), "run\na.py\n");
    let found = found(folder.path(), &["run", "./a.py", "sub/../a.py", "a.py", "sub", "sub/b.py"], &[]);
    assert_eq!(names(&found), ["a.py", "run", "sub/b.py"]);
    assert!(found.files.iter().all(|file| file.kind == SourceKind::Python));
}

#[test]
fn a_missing_path_is_told_and_the_rest_is_done() {
    let folder = folder(&["a.py"]);
    let found = found(folder.path(), &["nope", "a.py"], &[]);
    assert_eq!(names(&found), ["a.py"]);
    assert_eq!(found.problems.len(), 1);
    assert_eq!(found.problems[0].path, Path::new("nope"));
    assert!(found.problems[0].error.is_io());
}

#[test]
fn the_first_error_of_the_filter_ends_the_walk() {
    let folder = folder(&["a/x.py", "b/x.py", "c/x.py"]);
    let refuse = |path: &Path| if path.is_dir() { Err(path.to_owned()) } else { Ok(false) };
    let error = walk(folder.path(), &[PathBuf::from(".")], refuse).expect_err("it is refused");
    assert_eq!(error, folder.path().join("a"));
}

#[cfg(unix)]
#[test]
fn linked_files_are_found_once_and_loops_end() {
    use std::os::unix::fs::symlink;
    let outside = folder(&["elsewhere.py", "named.py"]);
    let folder = folder(&["pkg/real.py"]);
    let root = folder.path();
    symlink("real.py", root.join("pkg/alias.py")).expect("a link");
    symlink(root, root.join("pkg/loop")).expect("a link");
    symlink("nowhere", root.join("pkg/.#lock.py")).expect("a link");
    symlink(outside.path().join("elsewhere.py"), root.join("one.py")).expect("a link");
    symlink(outside.path().join("elsewhere.py"), root.join("two.py")).expect("a link");
    symlink(outside.path().join("named.py"), root.join("script")).expect("a link");
    symlink("pkg", root.join("linked")).expect("a link");
    assert_eq!(names(&found(root, &["."], &[])), ["pkg/real.py"], "links that lead out are passed over");
    assert_eq!(names(&found(root, &["one.py", "two.py", "pkg"], &[])), ["one.py", "pkg/real.py"]);
    assert_eq!(names(&found(root, &["script", "pkg/alias.py"], &[])), ["pkg/alias.py", "script"]);
    assert_eq!(
        names(&found(root, &["linked"], &[])),
        ["linked/real.py"],
        "a named link to a folder is followed"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn names_need_not_be_utf_8() {
    use std::os::unix::ffi::OsStrExt;
    let folder = folder(&[]);
    let name = std::ffi::OsStr::from_bytes(b"caf\xE9.py");
    write(&folder.path().join(name), "x\n");
    let found = found(folder.path(), &["."], &[]);
    assert_eq!(found.files[0].path, Path::new(name));
    assert_eq!(Source::read(&found.files[0].absolute).expect("it is read").text, "x\n");
}

#[test]
fn reading_tells_what_stands_in_the_way() {
    let folder = folder(&["a.ipynb"]);
    assert!(matches!(Source::read(&folder.path().join("b.py")), Err(SourceError::Missing)));
    let error = Source::read(folder.path()).expect_err("a folder");
    assert!(error.is_io(), "{error}");
    assert!(matches!(Source::read(&folder.path().join("a.ipynb")), Err(SourceError::Notebook { .. })));
}

#[test]
fn a_file_is_replaced_if_it_is_what_was_read() {
    let folder = folder(&["a.py"]);
    let path = folder.path().join("a.py");
    replace_file(&path, b"a.py", b"new").expect("it is written");
    assert_eq!(fs::read(&path).expect("it is there"), b"new");

    let error = replace_file(&path, b"a.py", b"newer").expect_err("it changed");
    assert!(matches!(error, SourceError::Changed) && error.is_io());
    assert_eq!(fs::read(&path).expect("it is there"), b"new");

    fs::remove_file(&path).expect("it is removed");
    assert!(matches!(replace_file(&path, b"new", b"newer"), Err(SourceError::Missing)));
    assert_eq!(fs::read_dir(folder.path()).expect("it is listed").count(), 0, "no temporary file is left");
}

#[cfg(unix)]
#[test]
fn mode_and_links_survive_a_write() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let folder = folder(&["bin/tool.py"]);
    let (target, link) = (folder.path().join("bin/tool.py"), folder.path().join("tool.py"));
    fs::set_permissions(&target, fs::Permissions::from_mode(0o751)).expect("the mode is set");
    symlink("bin/tool.py", &link).expect("a link");
    replace_file(&link, b"bin/tool.py", b"new").expect("it is written");
    assert!(link.is_symlink());
    assert_eq!(fs::read(&target).expect("it is there"), b"new");
    assert_eq!(fs::metadata(&target).expect("it is there").permissions().mode() & 0o7777, 0o751);

    fs::set_permissions(&target, fs::Permissions::from_mode(0o444)).expect("the mode is set");
    assert!(matches!(replace_file(&target, b"new", b"newer"), Err(SourceError::ReadOnly)));
    assert_eq!(fs::read(&target).expect("it is there"), b"new");
}
