//! The rules: a folder a family, a file a rule. There is no list to edit; the build script reads the folders.

// A rule's documentation is its page, the `//!` text of its file.
#![allow(missing_docs)]

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
