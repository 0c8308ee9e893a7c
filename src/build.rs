//! Writes the list of rules from the folders under `src/rules`: a module for each file, and an entry with the file's
//! `//!` text as the rule's page. And the list of stubs under `codemods/catalog`.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

fn main() {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets it"));
    let folder = root.join("src/rules");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut modules = String::new();
    let mut entries = String::new();
    for family in sorted(&folder).into_iter().filter(|path| path.is_dir()) {
        println!("cargo::rerun-if-changed={}", family.display());
        let family_name = stem(&family);
        for file in sorted(&family).into_iter().filter(|path| path.extension().is_some_and(|end| end == "rs"))
        {
            println!("cargo::rerun-if-changed={}", file.display());
            let name = stem(&file);
            let text = fs::read_to_string(&file).expect("a rule is UTF-8 text");
            let page = page(&text);
            assert!(!page.is_empty(), "{}: a rule starts with its page as `//!` text", file.display());
            let path = file.display().to_string();
            writeln!(modules, "#[path = {path:?}]\npub mod {name};").expect("a string takes all text");
            writeln!(
                entries,
                "        crate::rule::RuleEntry {{ rule: &{name}::RULE, family: {family_name:?}, page: {page:?} }},"
            )
            .expect("a string takes all text");
        }
    }
    let code = format!(
        "{modules}\n/// Every rule, in the order of the folders.\npub(crate) fn entries() -> Vec<crate::rule::RuleEntry> {{\n    vec![\n{entries}    ]\n}}\n"
    );
    fs::write(out.join("rules.rs"), code).expect("cargo's output folder can be written");
    fs::write(out.join("catalog.rs"), catalog(&root)).expect("cargo's output folder can be written");
    fs::write(out.join("codemods.rs"), codemods(&root)).expect("cargo's output folder can be written");
}

/// The codemods of `codemods` as a constant: a folder a pack, a file a codemod.
fn codemods(root: &Path) -> String {
    let folder = root.join("codemods");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut code = "const ALL: &[Builtin] = &[\n".to_owned();
    for pack in sorted(&folder).into_iter().filter(|path| path.is_dir() && stem(path) != "catalog") {
        println!("cargo::rerun-if-changed={}", pack.display());
        let pack_name = stem(&pack);
        for path in sorted(&pack).into_iter().filter(|path| path.extension().is_some_and(|end| end == "py")) {
            println!("cargo::rerun-if-changed={}", path.display());
            let shown = path.strip_prefix(root).expect("it was found below").display().to_string();
            let path = path.display().to_string();
            writeln!(
                code,
                "    Builtin {{ pack: {pack_name:?}, path: {shown:?}, text: include_str!({path:?}) }},"
            )
            .expect("a string takes all text");
        }
    }
    code.push_str("];\n");
    code
}

/// The stubs of `codemods/catalog` as a constant, sorted by module.
fn catalog(root: &Path) -> String {
    let folder = root.join("codemods/catalog");
    let mut stubs: Vec<(String, bool, PathBuf)> = Vec::new();
    let mut folders = vec![folder.clone()];
    while let Some(current) = folders.pop() {
        println!("cargo::rerun-if-changed={}", current.display());
        for path in sorted(&current) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "pyi") {
                println!("cargo::rerun-if-changed={}", path.display());
                let below = path.strip_prefix(&folder).expect("it was found below").with_extension("");
                let mut parts: Vec<&str> =
                    below.iter().map(|part| part.to_str().expect("names of stubs are plain")).collect();
                let is_package = parts.pop_if(|last| *last == "__init__").is_some();
                stubs.push((parts.join("."), is_package, path));
            }
        }
    }
    stubs.sort();
    let mut code = "const ALL: &[BuiltinStub] = &[\n".to_owned();
    for (module, is_package, path) in stubs {
        let shown = path.strip_prefix(root).expect("it was found below").display().to_string();
        let path = path.display().to_string();
        writeln!(
            code,
            "    BuiltinStub {{ module: {module:?}, is_package: {is_package}, path: {shown:?}, text: include_str!({path:?}) }},"
        )
        .expect("a string takes all text");
    }
    code.push_str("];\n");
    code
}

fn sorted(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .into_iter()
        .flatten()
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    paths.sort();
    paths
}

fn stem(path: &Path) -> String {
    path.file_stem().and_then(|stem| stem.to_str()).expect("names under src/rules are plain").to_owned()
}

fn page(text: &str) -> String {
    let lines: Vec<&str> = text
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    lines.join("\n")
}
