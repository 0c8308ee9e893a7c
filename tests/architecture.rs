X//! The rooms and their directions, read from the `use` lines and paths of the sources (design: dependencies run one way).
X
Xuse std::path::{Path, PathBuf};
X
X/// Each room with the rooms it may name.
Xconst ROOMS: &[(&str, &[&str])] = &[
X    ("syntax", &[]),
X    ("source", &["syntax"]),
X    ("model", &["syntax"]),
X    ("edit", &["syntax"]),
X    ("rule", &["model", "edit", "syntax", "rules"]),
X    ("rules", &["rule"]),
X    ("run", &["rule", "model", "edit", "source", "syntax"]),
X    ("config", &["rule", "source", "syntax"]),
X    ("report", &["run", "rule", "edit", "source", "syntax"]),
X    ("cli", &["config", "report", "run", "rule", "edit", "source"]),
X];
X
X#[test]
Xfn rooms_depend_in_one_direction() {
X    for (room, allowed) in ROOMS {
X        for (path, text) in sources(&Path::new("src").join(room)) {
X            for (other, _) in ROOMS.iter().filter(|(other, _)| other != room && !allowed.contains(other)) {
X                let named = [format!("crate::{other}::"), format!("crate::{other};")];
X                assert!(
X                    !named.iter().any(|path| text.contains(path.as_str())),
X                    "{}: `{room}` must not know `{other}`",
X                    path.display()
X                );
X            }
X        }
X    }
X}
X
X#[test]
Xfn the_parser_has_one_door() {
X    for (path, text) in sources(Path::new("src")) {
X        assert!(
X            path.starts_with("src/syntax") || !["ruff_python", "ruff_source", "ruff_text"].iter().any(|name| text.contains(name)),
X            "{}: only `syntax` names `ruff_*` crates",
X            path.display()
X        );
X    }
X}
X
X#[test]
Xfn rowan_stays_with_the_edits() {
X    for (path, text) in sources(Path::new("src")) {
X        let may = path == Path::new("src/syntax/cst.rs") || path.starts_with("src/edit");
X        assert!(may || !text.contains("rowan::"), "{}: only cst.rs and `edit` name rowan", path.display());
X    }
X}
X
X#[test]
Xfn rules_import_the_prelude_alone() {
X    for (path, text) in sources(Path::new("src/rules")) {
X        if path.ends_with("mod.rs") {
X            continue;
X        }
X        let other = text.lines().find(|line| line.starts_with("use ") && !line.starts_with("use crate::rule::"));
X        assert!(other.is_none(), "{}: {}", path.display(), other.unwrap_or_default());
X    }
X}
X
X#[test]
Xfn only_the_command_line_knows_clap() {
X    for (path, text) in sources(Path::new("src")) {
X        let may = path.starts_with("src/cli") || path == Path::new("src/main.rs");
X        assert!(may || !text.contains("clap::"), "{}: only `cli` names clap", path.display());
X    }
X}
X
X/// All Rust files below a folder, with paths relative to the project and comments left out.
Xfn sources(folder: &Path) -> Vec<(PathBuf, String)> {
X    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
X    let mut found = Vec::new();
X    let mut folders = vec![folder.to_owned()];
X    while let Some(folder) = folders.pop() {
X        for entry in std::fs::read_dir(root.join(&folder)).expect("the room exists").flatten() {
X            let path = folder.join(entry.file_name());
X            if entry.path().is_dir() {
X                folders.push(path);
X            } else if path.extension().is_some_and(|end| end == "rs") {
X                let text = std::fs::read_to_string(entry.path()).expect("sources are UTF-8");
X                let code = text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>();
X                found.push((path, code.join("\n")));
X            }
X        }
X    }
X    found.sort();
X    found
X}
