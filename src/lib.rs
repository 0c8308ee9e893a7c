//! asyncfix finds what makes async Python code wrong or slow, and repairs it.

pub mod cli;
pub mod config;
pub mod edit;
pub mod model;
pub mod report;
pub mod rule;
pub mod rules;
pub mod run;
pub mod source;
pub mod syntax;
