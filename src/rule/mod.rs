//! What a rule is ([`Rule`]), what it may ask ([`Cx`]), what it says ([`Finding`]), and what silences it
//! ([`suppression`]).

mod abandoned;
pub mod await_place;
pub mod blocking_call;
pub mod blocking_context;
pub mod blocking_names;
pub mod cancellation;
pub mod chain;
pub mod checkpoints;
pub mod coroutine;
pub mod cx;
mod ended;
mod endpoint;
pub mod futures;
mod handed_on;
mod held_lock;
pub mod hoist;
pub mod keep_tasks;
pub mod lazy_iteration;
mod misuse;
pub mod offload;
pub mod prelude;
pub mod registry;
pub mod repair;
pub mod shield;
pub mod slots;
pub mod suppression;
mod thread_safety;
pub mod unparsed;
mod version_guard;

pub use await_place::AwaitPlace;
pub use cx::{Cx, Options};
pub use hoist::Hoist;
pub use registry::RuleEntry;
pub use repair::Build;

use crate::edit::{Fix, Safety};
use crate::program::{FileAnalysis, FileId};
use crate::syntax::{Node, NodeKind, TextRange};

/// A rule: a constant in a file of its own under `src/rules/<family>/`, whose `//!` text is its page.
pub struct Rule {
    /// The handle: `AFX` and three digits, the first of them the family. Never used twice.
    pub code: &'static str,
    /// The bad thing, read after "allow …": `blocking-sleep`.
    pub name: &'static str,
    /// The best safety that its fixes reach; `None` where it only reports.
    pub safety: Option<Safety>,
    /// Whether it runs unless selected by name.
    pub default: Default,
    /// Codes of other tools for the same pattern. `# noqa` with one of them silences this rule too.
    pub aliases: &'static [&'static str],
    /// The kinds of node that `check` is called for.
    pub on: &'static [NodeKind],
    /// What a text must have for the rule to find anything in it. A file in which no rule can is not parsed.
    pub needs: Needs,
    /// Whether the whole program has anything for the rule in a file; `None` where the rule looks at one file alone. A
    /// file that has is parsed again, and `check` can ask [`Cx::program`].
    pub program: Option<fn(FileAnalysis<'_>) -> bool>,
    /// Looks at one node.
    pub check: for<'a> fn(&Cx<'a>, Node<'a>) -> Option<Finding>,
}

/// What a text must have for a rule to find anything in it.
#[derive(Debug, Clone, Copy)]
pub enum Needs {
    /// All words of one of these alternatives. The rarest word of each comes last.
    Words(&'static [&'static [&'static str]]),
    /// What this function asks of the text. It says yes where it is not certain.
    Text(fn(&str) -> bool),
    /// Nothing that a text tells by itself: the rule asks the whole program.
    Program,
    /// Comments that silence findings. The rule is about what the others have found: it is asked after them, once for each
    /// suppression that was of no use ([`Cx::unused`]).
    Suppressions,
}

/// Whether a rule runs without being asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// It runs unless ignored.
    On,
    /// It runs only when selected.
    Off,
}

/// Something a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The part of the source it is about: one expression or the head of a statement.
    pub range: TextRange,
    /// What is wrong, in one clause without a full stop.
    pub message: String,
    /// What to do, in the imperative; `None` where the message says it.
    pub help: Option<String>,
    /// The repair, if there is one for this place.
    pub fix: Option<Fix>,
    /// Why there is no fix here although the rule has one; one clause.
    pub withheld: Option<String>,
    /// Other places that belong to it, in the order in which they are to be read.
    pub related: Vec<Related>,
}

/// A place in some file of the program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Related {
    /// The file.
    pub file: FileId,
    /// Where in its text, in bytes.
    pub range: (u32, u32),
    /// What it has to do with the finding, in one clause.
    pub message: String,
}

impl Finding {
    /// Says what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Adds other places that belong to it.
    #[must_use]
    pub fn related(mut self, places: impl IntoIterator<Item = Related>) -> Self {
        self.related.extend(places);
        self
    }

    /// Adds the repair, or why there is none here.
    #[must_use]
    pub fn fix(mut self, fix: Result<Fix, String>) -> Self {
        match fix {
            Ok(fix) => self.fix = Some(fix),
            Err(reason) => self.withheld = Some(reason),
        }
        self
    }
}
