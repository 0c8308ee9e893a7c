//! What asyncfix knows of libraries: the marks of stubs, and the modules that have one.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::markdown::code;
use super::{Page, Section, failed, read, root};

/// The page of the marks and the page of the modules.
pub fn pages() -> Result<Vec<Page>, String> {
    let marks = read("codemods/asyncfix.pyi")?;
    let marks = format!(
        "# Marks of stubs\n\nWhat a stub says of functions and classes, and a codemod of its holes: \
         [the settings](/README.md#stubs) tell where stubs are read from.\n\n{}",
        code("python", &marks)
    );
    Ok(vec![
        guide("codemods/asyncfix.pyi", "marks.md", "Marks of stubs", marks),
        guide("codemods/catalog", "libraries.md", "Known libraries", libraries()?),
    ])
}

fn libraries() -> Result<String, String> {
    let mut text = "# Known libraries\n\nLibraries, and modules of the standard library, of which asyncfix knows what they \
                    do to the event loop, with the number of their stub files. [Stubs of your own](/README.md#stubs) say more. The \
                    signatures of the standard library are all known.\n\n| module | stubs |\n|---|--:|\n"
        .to_owned();
    for (module, count) in modules()? {
        writeln!(text, "| `{module}` | {count} |").expect("a string takes all text");
    }
    Ok(text)
}

/// How many stubs each top-level module has. Those of modules that no user imports begin with an underscore, and are left out.
fn modules() -> Result<BTreeMap<String, usize>, String> {
    let folder = root().join("codemods/catalog");
    let mut counts = BTreeMap::new();
    let mut folders = vec![folder.clone()];
    while let Some(current) = folders.pop() {
        let entries =
            std::fs::read_dir(&current).map_err(|error| failed(&current, "cannot be read", &error))?;
        for path in entries.flatten().map(|entry| entry.path()) {
            let below = path.strip_prefix(&folder).expect("it was found below").with_extension("");
            let module = below.iter().next().and_then(|part| part.to_str()).unwrap_or_default();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|end| end == "pyi") && !module.starts_with('_') {
                *counts.entry(module.to_owned()).or_default() += 1;
            }
        }
    }
    Ok(counts)
}

fn guide(source: &str, path: &str, title: &str, text: String) -> Page {
    let (source, path, title) = (source.to_owned(), path.to_owned(), title.to_owned());
    Page { path, title, source, text, section: Section::Guide }
}
