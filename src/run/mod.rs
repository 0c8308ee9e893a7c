//! From paths to reports: every file in parallel, each on its own, and the loop that repairs one.

pub mod check;
mod outcome;

pub use outcome::{FileReport, Problem, ProblemKind, ReportedFinding, ReportedFix, Rewrite};
