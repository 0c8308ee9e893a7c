//! asyncfix finds what makes async Python code wrong or slow, and repairs it.

pub mod cli;
pub mod edit;
pub mod report;
pub mod rule;
pub mod source;
pub mod syntax;
