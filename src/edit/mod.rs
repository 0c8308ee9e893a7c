//! Edits: what a fix is, and how many fixes become one new text.
//!
//! A rule builds a [`Fix`] through [`FixBuilder`]: operations whose templates have text and **holes**, ranges of the
//! old source that stay as they are, or are themselves edited by other fixes. [`plan`] accepts or defers fixes,
//! [`imports`] satisfies the import requests of all accepted fixes together, [`forest`] nests their splices,
//! [`fold`] rebuilds the tree once, [`verify`] proves that nothing else changed. [`apply`] does all of it.

pub mod builder;
pub mod demand;
pub mod document;
pub mod fold;
pub mod forest;
pub mod imports;
mod lists;
pub mod plan;
mod removal;
mod splice;
pub mod template;
pub mod verify;

pub use builder::{FixBuilder, Withheld};
pub use document::Document;
pub use imports::is_standard;
pub use template::{Piece, Slot, Template};

mod apply;
pub use apply::{Applied, Deferred, apply};

use crate::syntax::{NodeId, TextRange};

/// How far a fix can be trusted. Ordered: what is greater can be trusted further.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Safety {
    /// Shown, never applied.
    Manual,
    /// Valid code, whose behaviour may differ in a way the rule's page names.
    Unsafe,
    /// Results, exceptions and their order stay what they were, apart from what the finding is about.
    Safe,
}

/// One repair: atomic (all of it is applied or none) and named. Plain data, valid for the tree it was built on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What it does, in the imperative: "Await `asyncio.sleep`".
    pub title: String,
    /// How far it can be trusted at this place.
    pub safety: Safety,
    /// Why it is not safe, in one clause; `None` for a safe fix.
    pub reason: Option<String>,
    /// What it changes.
    pub operations: Vec<Operation>,
    /// What must be importable for it.
    pub imports: Vec<ImportRequest>,
}

/// One change of a fix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operation {
    /// Puts a template in the place of a range that starts and ends at token boundaries. An empty range inserts.
    Replace {
        /// What is consumed, apart from the template's holes.
        range: TextRange,
        /// What stands there afterwards.
        template: Template,
    },
    /// Adds lines of their own beside a statement, at its indentation.
    Insert {
        /// The statement.
        statement: NodeId,
        /// On which side of it.
        side: Side,
        /// The lines, without the last one's end. It has no holes.
        text: String,
    },
    /// Removes a statement with its line, or with its semicolon where it shares the line. A suite that would be empty
    /// gets `pass`.
    RemoveStatement(NodeId),
    /// Changes or removes a comment, the one thing that no other operation may do.
    Comment {
        /// The comment with what goes besides: the blanks before it, or its line.
        range: TextRange,
        /// What stands there afterwards; empty to remove it.
        text: String,
    },
    /// Adds a statement at module level after the imports, once, however many fixes ask for the same text.
    ModuleStatement {
        /// The statement's lines, without the last line's end.
        text: String,
    },
}

/// A side of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The lines above it; above its decorators.
    Before,
    /// The lines below it, past its trailing comment.
    After,
}

/// An import that a fix needs: `import module` or `from module import name`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImportRequest {
    /// The dotted module.
    pub module: String,
    /// The name taken from it; `None` for `import module`.
    pub name: Option<String>,
    /// The import that it stands beside, in whose place if that goes, where the module is imported only where it is needed;
    /// `None` at module level.
    pub beside: Option<NodeId>,
}
