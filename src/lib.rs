//! asyncfix finds what makes async Python code wrong or slow, and repairs it.

pub mod config;
pub mod edit;
pub mod rule;
pub mod source;
pub mod syntax;
