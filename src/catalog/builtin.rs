//! The stubs that come with asyncfix: the files of `codemods/catalog`, found by listing the folder.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

include!(concat!(env!("OUT_DIR"), "/catalog.rs"));

/// A stub file of the catalog.
#[derive(Debug, Clone, Copy)]
pub struct BuiltinStub {
    /// The dotted name of the module.
    pub module: &'static str,
    /// Whether it is a package.
    pub is_package: bool,
    /// Its path in the project, for errors.
    pub path: &'static str,
    /// Its text.
    pub text: &'static str,
}

/// The stub of a module, if the catalog has one.
pub fn stub(module: &str) -> Option<BuiltinStub> {
    static BY_MODULE: LazyLock<FxHashMap<&str, BuiltinStub>> =
        LazyLock::new(|| ALL.iter().map(|stub| (stub.module, *stub)).collect());
    BY_MODULE.get(module).copied()
}

/// Every stub, sorted by module.
pub fn all() -> &'static [BuiltinStub] {
    ALL
}
