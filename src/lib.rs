//! asyncfix finds what makes async Python code wrong or slow, and repairs it.
//!
//! # The way of the data
//!
//! ```text
//! paths ─► source ─► syntax ─► model ─► rules ───────────────► findings ─► report
//!          bytes     tree      scopes,    │ ▲                     │
//!          lines     tokens    names,     │ │ what calls run,     ▼ fixes, if asked for
//!                              types      │ │ what blocks
//!                                │        ▼ │                    cst ─► plan ─► fold ─► verify ─► new text ─► diff | write
//!                                └─► facts ─► program
//!                                      ▲      link, effects, chains
//!           catalog: stubs with marks, the standard library's stubs
//! ```
//!
//! Every file is read, parsed and checked once, in parallel, and its tree dropped: what stays is its findings and its
//! [`facts`]. The [`program`] is linked from the facts of all files and of the stubs of what they import; only files in
//! which it has something to say are parsed again. The lossless tree is built only where a fix is shown or applied.
//! Facts and reports are kept in a [`cache`], so that a run in which nothing has changed reads nothing.
//!
//! # Reading order
//!
//! 1. `src/rules/blocking/blocking_sleep.rs`, a rule that looks at one file; then its fixture and snapshot of the same
//!    name. `src/rules/blocking/blocking_chain.rs`, one that asks the whole program.
//! 2. [`rule`]: what a rule is, and what it may ask ([`rule::Cx`]).
//! 3. [`model`]: one file understood: scopes, names, types, control flow.
//! 4. [`facts`], [`program`]: many files understood: terms and values, callees, effects, chains.
//! 5. [`catalog`]: what libraries do; the stubs themselves lie in `codemods/catalog`.
//! 6. [`edit`]: what a fix is, and how many fixes become one new text.
//! 7. [`codemod`]: rules written in Python; `codemods/asyncio-modern/async_timeout_package.py` is one.
//! 8. [`run`]: files from text to report, and the rounds that repair them.
//! 9. [`syntax`] and [`source`]: the doors to the parser and to the disk; [`config`], [`report`] and [`cli`]: the user's
//!    side.
//!
//! # The rooms
//!
//! Dependencies run one way, and a test holds it:
//! `cli → {config, report} → run → {rules, codemod} → rule → {program, edit} → {catalog, model} → syntax`, with `facts` between
//! `program` and `model`, and `source` and `cache` beside `syntax`. Only `syntax` knows the parser's crates, only `cli`
//! knows the command line, and a rule imports one prelude.

pub mod cache;
pub mod catalog;
pub mod cli;
pub mod codemod;
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
