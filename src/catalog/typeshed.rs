//! The standard library's stubs, as typeshed has them: what its modules define, without anybody typing it by hand.
//!
//! The stubs are an archive inside the binary. Nothing is unpacked but the file that is asked for, and nothing is kept:
//! whoever needs a stub twice keeps it. One set of stubs serves every version of Python; inside a file the differences
//! are `sys.version_info` conditions, and which files there are is told by typeshed's file `VERSIONS`. Typeshed forgets
//! what the oldest supported version of Python lacks, so that a module removed before is unknown for old targets too.

use std::ops::RangeInclusive;
use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::is_module_name;

/// A module's stub.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stub {
    /// The stub file's text.
    pub text: String,
    /// Whether the module is a package, which is what its relative imports start from.
    pub is_package: bool,
}

/// The stub of the standard library's `module` (dotted: `concurrent.futures`), if Python `target` (`(3, 12)`) has it.
pub fn stub(module: &str, target: (u8, u8)) -> Option<Stub> {
    let file = stub_file(module)?;
    if !lifetime(module).is_some_and(|versions| versions.contains(&target)) {
        return None;
    }
    let text = ty_vendored::file_system().read_to_string(file.path).ok()?;
    Some(Stub { text, is_package: file.is_package })
}

/// Whether some version of Python has `module` in its standard library. No stub is unpacked to answer.
pub fn has(module: &str) -> bool {
    stub_file(module).is_some()
}

/// Where in the archive a stub is.
struct StubFile {
    path: String,
    is_package: bool,
}

fn stub_file(module: &str) -> Option<StubFile> {
    // `ty_vendored` adds a module that exists for its type checker alone.
    if !is_module_name(module) || module.split('.').next() == Some("ty_extensions") {
        return None;
    }
    let base = format!("stdlib/{}", module.replace('.', "/"));
    let candidates = [
        StubFile { path: format!("{base}.pyi"), is_package: false },
        StubFile { path: format!("{base}/__init__.pyi"), is_package: true },
    ];
    candidates.into_iter().find(|file| ty_vendored::file_system().exists(&file.path))
}

/// The versions of Python that have `module`: those of the longest prefix of its name that `VERSIONS` lists.
fn lifetime(module: &str) -> Option<&'static RangeInclusive<(u8, u8)>> {
    static LIFETIMES: LazyLock<FxHashMap<String, RangeInclusive<(u8, u8)>>> = LazyLock::new(|| {
        let text = ty_vendored::file_system().read_to_string("stdlib/VERSIONS").unwrap_or_default();
        text.lines().filter_map(read_lifetime).collect()
    });
    let mut prefix = module;
    loop {
        if let Some(versions) = LIFETIMES.get(prefix) {
            return Some(versions);
        }
        prefix = prefix.rsplit_once('.')?.0;
    }
}

/// Reads a line of `VERSIONS`, `asynchat: 3.0-3.11` or `asyncio: 3.4-  # a comment`. The last version is included.
fn read_lifetime(line: &str) -> Option<(String, RangeInclusive<(u8, u8)>)> {
    let entry = line.split('#').next()?;
    let (module, versions) = entry.split_once(':')?;
    let (first, last) = versions.trim().split_once('-')?;
    let last = if last.is_empty() { (u8::MAX, u8::MAX) } else { read_version(last)? };
    Some((module.trim().to_owned(), read_version(first)?..=last))
}

fn read_version(text: &str) -> Option<(u8, u8)> {
    let (major, minor) = text.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
