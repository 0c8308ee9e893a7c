//! asyncfix finds what makes async Python code wrong or slow, and repairs it.
//!
//! # The way of the data
//!
//! ```text
//! paths ─► source ─► syntax ─► model ─► rules ─► findings ─► report
//!          bytes     tree      scopes,             │
//!          lines     tokens    names,              ▼ fixes, if asked for
//!                              types     cst ─► plan ─► fold ─► verify ─► new text ─► diff | write
//! ```
//!
//! Every file is read, parsed and checked on its own, in parallel, and its tree dropped: what stays is a
//! [`FileReport`](run::FileReport). A file without the words that any rule needs is not even parsed. The lossless tree
//! is built only where a fix is shown or applied.
//!
//! # Reading order
//!
//! 1. `src/rules/blocking/blocking_sleep.rs`, a rule; then its fixture and snapshot of the same name.
//! 2. [`rule`]: what a rule is, and what it may ask ([`rule::Cx`]).
//! 3. [`model`]: one file understood: scopes, names, types, control flow.
//! 4. [`edit`]: what a fix is, and how many fixes become one new text.
//! 5. [`run`]: one file from text to report, and the loop of passes that repairs it.
//! 6. [`catalog`]: what libraries do, from the standard library's stubs and what is installed for the project.
//! 7. [`syntax`] and [`source`]: the doors to the parser and to the disk; [`config`], [`report`] and [`cli`]: the user's
//!    side.
//!
//! # The rooms
//!
//! Dependencies run one way, and a test holds it:
//! `cli → {config, report} → run → rules → rule → {model, edit} → syntax`, with `source` beside `syntax`. Only `syntax`
//! knows the parser's crates, only `cli` knows the command line, and a rule imports one prelude.

pub mod cache;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod edit;
pub mod facts;
pub mod model;
pub mod program;
pub mod report;
pub mod rule;
pub mod rules;
pub mod run;
pub mod source;
pub mod syntax;
