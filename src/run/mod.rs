//! From paths to reports: every file in parallel, each on its own, and the loop that repairs one.
//!
//! [`run_source`] takes one decoded file through [`check`] and, if asked, through passes of fixes until nothing is
//! left to apply; [`FileReport`] is what remains of it.

pub mod check;
mod cleanup;
mod file;
mod outcome;

pub use check::{Dispatch, Noqa};
pub use cleanup::apply_with_cleanup;
pub use file::{Fixes, Previews, Request, run_source};
pub use outcome::{FileReport, Problem, ProblemKind, ReportedFinding, ReportedFix, Rewrite};
