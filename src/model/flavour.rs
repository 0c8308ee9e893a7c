//! Which async library a file's coroutines run on, read from its imports. Those that run with the file say most: a
//! library that is imported inside of functions, or that may be missing, is one of several that the file can do with.

use super::scope::{BindingKind, Scopes};
use crate::syntax::{AnyNodeRef, Expr, NodeId, Nodes, Stmt, ast};

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

/// How certain it is that a library is there when the file's coroutines run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Presence {
    /// Nothing imports it.
    Absent,
    /// Only type checkers see an import of it.
    ForTypes,
    /// It is imported inside of functions, or where it may be missing.
    WhereNeeded,
    /// It is imported with the file.
    Certain,
}

/// Which async libraries a file imports, and where.
#[derive(Debug, Clone, Copy)]
pub(super) struct Imports {
    asyncio: Presence,
    anyio: Presence,
    trio: Presence,
    foreign: Presence,
}

impl Imports {
    pub(super) fn new(scopes: &Scopes<'_>, nodes: &Nodes<'_>) -> Self {
        let absent = Presence::Absent;
        let mut imports = Self { asyncio: absent, anyio: absent, trio: absent, foreign: absent };
        for binding in scopes.bindings() {
            let (BindingKind::Import { module } | BindingKind::ImportFrom { module, level: 0, .. }) =
                binding.kind
            else {
                continue;
            };
            let library = match module.split('.').next().unwrap_or_default() {
                "asyncio" => &mut imports.asyncio,
                "anyio" => &mut imports.anyio,
                "trio" => &mut imports.trio,
                "twisted" | "curio" => &mut imports.foreign,
                _ => continue,
            };
            *library = presence(nodes, binding.node).max(*library);
        }
        imports
    }

    /// What imports with the file decide first, then those where a library is needed, then those for types.
    pub(super) fn flavour(self) -> Flavour {
        use Presence::{Absent, Certain, ForTypes, WhereNeeded};
        if self.foreign >= WhereNeeded {
            return Flavour::Mixed;
        }
        match self {
            Self { anyio: Certain, .. } => Flavour::Anyio,
            Self { trio: Certain, asyncio: WhereNeeded | Certain, .. }
            | Self { asyncio: Certain, trio: WhereNeeded, .. } => Flavour::Mixed,
            Self { trio: Certain, .. } => Flavour::Trio,
            Self { asyncio: Certain, .. } => Flavour::Asyncio,
            Self { trio: WhereNeeded, anyio: Absent | ForTypes, asyncio: Absent | ForTypes, .. } => {
                Flavour::Trio
            }
            Self { trio: WhereNeeded, .. } => Flavour::Mixed,
            Self { asyncio: WhereNeeded, .. } => Flavour::Asyncio,
            Self { anyio: WhereNeeded, .. } => Flavour::Anyio,
            Self { asyncio: ForTypes, .. } => Flavour::Asyncio,
            Self { anyio: ForTypes, .. } => Flavour::Anyio,
            Self { trio: ForTypes, .. } => Flavour::Trio,
            _ => Flavour::Asyncio,
        }
    }

    /// Whether a module is an async library's, and the file imports that where it is needed alone: not every program
    /// that loads the file has it.
    pub(super) fn is_optional(self, module: &str) -> bool {
        let presence = match module.split('.').next().unwrap_or_default() {
            "anyio" => self.anyio,
            "trio" => self.trio,
            _ => return false,
        };
        matches!(presence, Presence::ForTypes | Presence::WhereNeeded)
    }

    /// Whether the file imports asyncio when it is loaded.
    pub(super) fn has_asyncio(self) -> bool {
        self.asyncio == Presence::Certain
    }
}

fn presence(nodes: &Nodes<'_>, import: NodeId) -> Presence {
    let mut inner = import;
    let mut presence = Presence::Certain;
    for ancestor in nodes.ancestors(import) {
        match ancestor.ast {
            AnyNodeRef::StmtIf(test)
                if is_type_checking(&test.test) && contains(nodes, &test.body, inner) =>
            {
                return Presence::ForTypes;
            }
            AnyNodeRef::StmtFunctionDef(_) | AnyNodeRef::ExceptHandlerExceptHandler(_) => {
                presence = Presence::WhereNeeded;
            }
            AnyNodeRef::StmtTry(guard) if may_go_on_without(guard) => presence = Presence::WhereNeeded,
            _ => {}
        }
        inner = ancestor.id;
    }
    presence
}

/// Whether the program goes on where an import in the body of a `try` has failed.
pub(super) fn may_go_on_without(guard: &ast::StmtTry) -> bool {
    guard.handlers.iter().any(|handler| {
        let ast::ExceptHandler::ExceptHandler(handler) = handler;
        match handler.body.last() {
            Some(Stmt::Raise(_)) => false,
            Some(Stmt::Expr(last)) => !is_exit(&last.value),
            _ => true,
        }
    })
}

fn is_exit(last: &Expr) -> bool {
    let Expr::Call(call) = last else { return false };
    match &*call.func {
        Expr::Name(name) => matches!(name.id.as_str(), "exit" | "quit"),
        Expr::Attribute(attribute) => matches!(attribute.attr.as_str(), "exit" | "_exit"),
        _ => false,
    }
}

fn is_type_checking(test: &Expr) -> bool {
    match test {
        Expr::Name(name) => name.id.as_str() == "TYPE_CHECKING",
        Expr::Attribute(attribute) => attribute.attr.as_str() == "TYPE_CHECKING",
        _ => false,
    }
}

fn contains(nodes: &Nodes<'_>, suite: &[Stmt], id: NodeId) -> bool {
    suite.iter().any(|statement| nodes.id_of(statement) == id)
}
