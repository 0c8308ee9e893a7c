//! Comments that silence findings: `# noqa`, `# noqa: AFX101`, `# noqa: blocking-sleep`, another tool's code for the
//! same pattern (`# noqa: ASYNC251`), and the file-wide `# ruff: noqa` and `# flake8: noqa` with or without codes.

use super::Rule;
use crate::model::directives::{Directives, Silenced};
use crate::syntax::{Parsed, TextRange};

/// The suppressions of one file.
#[derive(Default)]
pub struct Suppressions<'a>(Directives<'a>);

impl<'a> Suppressions<'a> {
    /// Reads the comments of a file.
    pub fn new(text: &'a str, parsed: &Parsed) -> Self {
        Self(Directives::new(text, parsed))
    }

    /// Whether a finding is silenced: by a comment on the line where it starts, or on the one where it ends.
    pub fn silence(&self, text: &str, rule: &Rule, range: TextRange) -> bool {
        self.0.are_about(text, range, |silenced| covers(silenced, rule))
    }
}

fn covers(silenced: &Silenced<'_>, rule: &Rule) -> bool {
    let Silenced::Named(names) = silenced else { return true };
    names.iter().any(|name| {
        name.eq_ignore_ascii_case(rule.code)
            || *name == rule.name
            || rule.aliases.iter().any(|alias| name.eq_ignore_ascii_case(alias))
    })
}
