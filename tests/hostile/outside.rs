//! Nothing outside of the folders that were given is written.

use super::*;

#[cfg(unix)]
#[test]
fn links_lead_nowhere_else() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().expect("a folder");
    write(outside.path(), "file.py", SLEEPY);
    write(outside.path(), "package/module.py", SLEEPY);
    std::fs::create_dir(outside.path().join("cache")).expect("made");
    let folder = tempfile::tempdir().expect("a folder");
    let root = folder.path();
    write(root, "own.py", SLEEPY);
    symlink(outside.path().join("file.py"), root.join("file.py")).expect("a link");
    symlink(outside.path().join("package"), root.join("package")).expect("a link");
    symlink(outside.path().join("cache"), root.join(".asyncfix_cache")).expect("a link");
    symlink(outside.path(), root.join("src")).expect("a link");
    write(root, "pyproject.toml", "[tool.asyncfix]\nsrc = ['src', '..']\n");
    let output = asyncfix(root, &["--write", "."]);
    assert_eq!(std::fs::read_to_string(outside.path().join("file.py")).expect("read"), SLEEPY);
    assert_eq!(std::fs::read_to_string(outside.path().join("package/module.py")).expect("read"), SLEEPY);
    assert_ne!(std::fs::read_to_string(root.join("own.py")).expect("read"), SLEEPY, "{}", told(&output));
    let kept = std::fs::read_dir(outside.path().join("cache")).expect("read").count();
    assert_eq!(kept, 0, "the cache is written through a link: {}", told(&output));
}

#[test]
fn names_in_notebooks_and_settings_are_no_places_to_write() {
    let top = tempfile::tempdir().expect("a folder");
    write(top.path(), "victim.py", SLEEPY);
    let root = top.path().join("project");
    let cell = "{\"cell_type\": \"code\", \"execution_count\": null, \"id\": \"../../victim.py\", \"metadata\": {\"path\": \"../victim.py\"}, \
                \"outputs\": [], \"source\": [\"import time\\n\", \"async def f():\\n\", \"    time.sleep(1)\\n\"]}";
    let notebook = format!(
        "{{\"cells\": [{cell}], \"metadata\": {{\"path\": \"../victim.py\", \"language_info\": {{\"name\": \"python\"}}}}, \
         \"nbformat\": 4, \"nbformat_minor\": 5}}"
    );
    write(&root, "book.ipynb", &notebook);
    write(
        &root,
        "pyproject.toml",
        "[tool.asyncfix]\nsrc = ['..', '../..']\nexclude = ['../*', '/**/nothing']\n",
    );
    let output = asyncfix(&root, &["--write", "."]);
    assert_eq!(std::fs::read_to_string(top.path().join("victim.py")).expect("read"), SLEEPY);
    assert_ne!(
        std::fs::read_to_string(root.join("book.ipynb")).expect("read"),
        notebook,
        "{}",
        told(&output)
    );
    let names = std::fs::read_dir(top.path()).expect("read").count();
    assert_eq!(names, 2, "something new stands beside the project");
}
