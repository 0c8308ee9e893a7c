//! From texts to reports: every file in parallel, the program that they make, and the rounds of fixes that repair them.
//!
//! [`run`](fn@project::run) takes decoded files through [`check`], links the program from their facts, and looks again at
//! those that the program or a fix concerns; [`FileReport`] is what remains of each.

pub mod check;
mod cleanup;
mod conditions;
mod file;
pub mod graph;
mod kept;
mod libraries;
mod outcome;
mod places;
pub mod project;
mod repair;
mod rounds;
mod silence;
mod state;
mod superseded;
mod surroundings;
mod text;

pub use check::{Dispatch, Noqa};
pub use cleanup::apply_with_cleanup;
pub use file::{Fixes, Previews, Request};
pub use libraries::{Followed, Libraries, Paths};
pub use outcome::{FileReport, Problem, ProblemKind, RelatedPlace, ReportedFinding, ReportedFix, Rewrite};
pub use project::{Job, Outcome, Project, run};
pub use silence::{NewComments, Silenced, Turn as SilencingTurn, silence};
pub use surroundings::Surroundings;
pub use text::{checked_text, repaired_text};

pub use crate::catalog::environment::{Environment, Search};
pub use crate::catalog::user::UserStubs;
pub use crate::model::directives::{Form as CommentForm, is_code};
pub use crate::program::chains::SITES_LIMIT;
