//! The rules: a folder a family, a file a rule. There is no list to edit; the build script reads the folders.

include!(concat!(env!("OUT_DIR"), "/rules.rs"));
