//! Which async library a file's coroutines run on, read from its imports.

use super::scope::{BindingKind, Scopes};

/// The async library of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flavour {
    /// asyncio, or nothing that says otherwise.
    Asyncio,
    /// anyio, alone or beside the library it runs on.
    Anyio,
    /// trio.
    Trio,
    /// Twisted, curio, or asyncio and trio side by side: no fix may be written in any one library's terms.
    Mixed,
}

impl Flavour {
    /// The library's module.
    pub fn module(self) -> Option<&'static str> {
        match self {
            Flavour::Asyncio => Some("asyncio"),
            Flavour::Anyio => Some("anyio"),
            Flavour::Trio => Some("trio"),
            Flavour::Mixed => None,
        }
    }
}

pub(super) fn of(scopes: &Scopes<'_>) -> Flavour {
    let mut asyncio = false;
    let mut anyio = false;
    let mut trio = false;
    let mut foreign = false;
    for binding in scopes.bindings() {
        let (BindingKind::Import { module } | BindingKind::ImportFrom { module, level: 0, .. }) =
            binding.kind
        else {
            continue;
        };
        match module.split('.').next().unwrap_or_default() {
            "asyncio" => asyncio = true,
            "anyio" => anyio = true,
            "trio" => trio = true,
            "twisted" | "curio" => foreign = true,
            _ => {}
        }
    }
    match (foreign, anyio, trio, asyncio) {
        (true, ..) => Flavour::Mixed,
        (_, true, ..) => Flavour::Anyio,
        (_, _, true, true) => Flavour::Mixed,
        (_, _, true, false) => Flavour::Trio,
        _ => Flavour::Asyncio,
    }
}
