//! The rules that exist. The folder `src/rules` is the list; the build script reads it.

use super::Rule;

/// A rule with what its place in the tree and its page say.
pub struct RuleEntry {
    /// The rule.
    pub rule: &'static Rule,
    /// The folder it stands in.
    pub family: &'static str,
    /// Its page: the `//!` text of its file, in Markdown.
    pub page: &'static str,
}

impl RuleEntry {
    /// The first line of the page.
    pub fn summary(&self) -> &'static str {
        self.page.lines().next().unwrap_or_default()
    }
}

/// All rules, in the order of their codes.
pub fn all() -> &'static [RuleEntry] {
    static SORTED: std::sync::LazyLock<Vec<RuleEntry>> = std::sync::LazyLock::new(|| {
        let mut entries = crate::rules::entries();
        entries.sort_by_key(|entry| entry.rule.code);
        entries
    });
    &SORTED
}

/// The rule with this code or name.
pub fn find(code_or_name: &str) -> Option<&'static RuleEntry> {
    all().iter().find(|entry| entry.rule.code == code_or_name || entry.rule.name == code_or_name)
}
