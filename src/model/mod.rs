//! One file understood: which scope every node is evaluated in, what every name is bound to, which qualified name or
//! type an expression has, which async library the file runs on, and how control leaves a block.
//!
//! The model answers questions; it takes no decisions and knows no rule. What it cannot know is `None`, and a rule
//! that gets `None` stays silent.

pub mod cancellation;
pub mod checkpoints;
pub mod coroutine;
pub mod directives;
pub mod event_loop;
pub mod excerpt;
pub mod flavour;
pub mod flow;
mod iterated;
pub mod names;
pub mod reach;
pub mod scope;
pub mod shared;
pub mod shielding;
pub mod structured;
pub mod types;

pub use excerpt::Excerpt;
pub use flavour::Flavour;
pub use names::QualifiedName;
pub use scope::{Binding, BindingId, BindingKind, Scope, ScopeCursor, ScopeId, ScopeKind};
pub use types::ClassRef;

use crate::syntax::{HasNodeIndex, Node, NodeId, Nodes, Parsed, TextRange};

/// Everything asyncfix knows of one parsed file.
pub struct Model<'a> {
    /// The source's text.
    pub text: &'a str,
    /// The tree and its tokens.
    pub parsed: &'a Parsed,
    /// The tree laid flat.
    pub nodes: Nodes<'a>,
    scopes: scope::Scopes<'a>,
    libraries: flavour::Imports,
    attributes: types::AttributeCache<'a>,
}

impl<'a> Model<'a> {
    /// Reads the nodes once.
    pub fn new(text: &'a str, parsed: &'a Parsed, nodes: Nodes<'a>) -> Self {
        let scopes = scope::Scopes::new(&nodes);
        let libraries = flavour::Imports::new(&scopes, &nodes);
        Self { text, parsed, nodes, scopes, libraries, attributes: types::AttributeCache::default() }
    }

    /// The async library that this file's coroutines run on.
    pub fn flavour(&self) -> Flavour {
        self.libraries.flavour()
    }

    /// Whether a module is an async library's that the file imports only where it is needed: an import of it at the top
    /// could fail.
    pub fn is_optional_library(&self, module: &str) -> bool {
        self.libraries.is_optional(module)
    }

    /// Whether asyncio is imported with the file.
    pub fn has_asyncio(&self) -> bool {
        self.libraries.has_asyncio()
    }

    /// The scopes and bindings.
    pub fn scopes(&self) -> &scope::Scopes<'a> {
        &self.scopes
    }

    /// The scope in which a node is evaluated.
    pub fn scope_of(&self, node: &impl HasNodeIndex) -> ScopeId {
        self.scopes.of(self.nodes.id_of(node))
    }

    /// The source of a range.
    pub fn slice(&self, range: TextRange) -> &'a str {
        &self.text[range]
    }

    /// The nearest function or lambda whose body `id` is evaluated in; comprehensions do not count.
    pub fn function_of(&self, id: NodeId) -> Option<Node<'a>> {
        let mut scope = Some(self.scopes.of(id));
        while let Some(current) = scope {
            let data = self.scopes.get(current);
            match data.kind {
                ScopeKind::Function { .. } | ScopeKind::Lambda => return Some(self.nodes.get(data.node)),
                ScopeKind::Class | ScopeKind::Module => return None,
                ScopeKind::Comprehension { .. } | ScopeKind::TypeParameters => scope = data.parent,
            }
        }
        None
    }
}
