//! What the exit status says, to CI and to scripts.

use std::process::ExitCode;

use crate::report::{Mode, Summary};

/// How a run ended, the better first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// 0: nothing is left to do.
    Success,
    /// 1: findings are left, or a dry run found fixes to apply.
    Findings,
    /// 2: a path, an option or a setting is wrong, a file cannot be read or written, or asyncfix has a bug.
    Failure,
}

/// Whether findings show in the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Findings {
    /// They do.
    Count,
    /// They do not: `--exit-zero`.
    Hide,
}

impl ExitStatus {
    /// The status of a run that came to its end. A file that does not parse counts as a finding; in a dry run neither
    /// counts, only fixes do. Failures are never hidden.
    pub fn of(mode: Mode, findings: Findings, summary: &Summary) -> Self {
        if summary.io_errors + summary.bugs > 0 {
            return Self::Failure;
        }
        let counted = match mode {
            Mode::Check | Mode::Write | Mode::Silence => summary.left() + summary.syntax_errors,
            Mode::Diff | Mode::SilenceDiff => summary.applied(),
        };
        if counted == 0 || findings == Findings::Hide { Self::Success } else { Self::Findings }
    }
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        match status {
            ExitStatus::Success => Self::SUCCESS,
            ExitStatus::Findings => Self::from(1),
            ExitStatus::Failure => Self::from(2),
        }
    }
}
