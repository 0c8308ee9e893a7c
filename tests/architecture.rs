//! The rooms and their directions, read from the `use` lines and paths of the sources (design: dependencies run one way).

use std::path::{Path, PathBuf};

/// Each room with the rooms it may name.
const ROOMS: &[(&str, &[&str])] = &[
    ("cache", &[]),
    ("syntax", &[]),
    ("source", &["syntax"]),
    ("model", &["syntax"]),
    ("facts", &["model", "syntax"]),
    ("edit", &["syntax"]),
    ("catalog", &["facts", "model", "syntax", "source"]),
    ("program", &["facts", "catalog", "source", "syntax"]),
    ("rule", &["program", "catalog", "facts", "model", "edit", "source", "syntax", "rules", "codemod"]),
    ("codemod", &["rule", "program", "facts", "model", "edit", "syntax"]),
    ("rules", &["rule"]),
    (
        "run",
        &["cache", "codemod", "rule", "program", "facts", "catalog", "model", "edit", "source", "syntax"],
    ),
    ("config", &["rule", "source", "syntax"]),
    ("report", &["run", "rule", "edit", "source", "syntax"]),
    ("cli", &["cache", "codemod", "config", "report", "run", "rule", "edit", "source"]),
];

#[test]
fn rooms_depend_in_one_direction() {
    for (room, allowed) in ROOMS {
        for (path, text) in sources(&Path::new("src").join(room)) {
            for (other, _) in ROOMS.iter().filter(|(other, _)| other != room && !allowed.contains(other)) {
                let named = [format!("crate::{other}::"), format!("crate::{other};")];
                assert!(
                    !named.iter().any(|path| text.contains(path.as_str())),
                    "{}: `{room}` must not know `{other}`",
                    path.display()
                );
            }
        }
    }
}

#[test]
fn the_parser_has_one_door() {
    for (path, text) in sources(Path::new("src")) {
        assert!(
            path.starts_with("src/syntax")
                || !["ruff_python", "ruff_source", "ruff_text"].iter().any(|name| text.contains(name)),
            "{}: only `syntax` names `ruff_*` crates",
            path.display()
        );
    }
}

/// The stubs' crate comes with a file system and a database of its own, none of which is to spread.
#[test]
fn the_standard_librarys_stubs_have_one_door() {
    for (path, text) in sources(Path::new("src")) {
        let may = path == Path::new("src/catalog/typeshed.rs");
        let named = ["ty_vendored", "ruff_db", "salsa"].iter().any(|name| text.contains(name));
        assert!(may || !named, "{}: only catalog/typeshed.rs names `ty_vendored`", path.display());
    }
}

#[test]
fn rowan_stays_with_the_edits() {
    for (path, text) in sources(Path::new("src")) {
        let may = path == Path::new("src/syntax/cst.rs") || path.starts_with("src/edit");
        assert!(may || !text.contains("rowan::"), "{}: only cst.rs and `edit` name rowan", path.display());
    }
}

#[test]
fn rules_import_the_prelude_alone() {
    for (path, text) in sources(Path::new("src/rules")) {
        if path.ends_with("mod.rs") {
            continue;
        }
        let other =
            text.lines().find(|line| line.starts_with("use ") && !line.starts_with("use crate::rule::"));
        assert!(other.is_none(), "{}: {}", path.display(), other.unwrap_or_default());
    }
}

#[test]
fn only_the_command_line_knows_clap() {
    for (path, text) in sources(Path::new("src")) {
        let may = path.starts_with("src/cli") || path == Path::new("src/main.rs");
        assert!(may || !text.contains("clap::"), "{}: only `cli` names clap", path.display());
    }
}

/// All Rust files below a folder, with paths relative to the project and comments left out.
fn sources(folder: &Path) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(root.join(&folder)).expect("the room exists").flatten() {
            let path = folder.join(entry.file_name());
            if entry.path().is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "rs") {
                let text = std::fs::read_to_string(entry.path()).expect("sources are UTF-8");
                let code =
                    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>();
                found.push((path, code.join("\n")));
            }
        }
    }
    found.sort();
    found
}
