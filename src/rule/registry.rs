//! The rules that exist. The folders `src/rules` and `codemods` are the list; the build script reads them.

use super::Rule;
use crate::codemod::library;

/// A rule with what its place in the tree and its page say.
pub struct RuleEntry {
    /// The rule.
    pub rule: &'static Rule,
    /// The folder it stands in: its family, or a codemod's pack.
    pub family: &'static str,
    /// Its page: the `//!` text of its file, or a codemod's docstring, in Markdown.
    pub page: &'static str,
}

impl RuleEntry {
    /// The first line of the page.
    pub fn summary(&self) -> &'static str {
        self.page.lines().next().unwrap_or_default()
    }
}

impl Rule {
    /// What the result of its fixes needs installed, as requirements: `httpx>=0.28`.
    pub fn dependencies(&self) -> &'static [String] {
        library::of(self).map_or(&[], |packed| &packed.codemod.dependencies)
    }

    /// The pack of codemods that it belongs to, if it is one.
    pub fn pack(&self) -> Option<&'static str> {
        library::of(self).map(|packed| packed.pack)
    }
}

/// All rules, in the order of their codes.
pub fn all() -> &'static [RuleEntry] {
    static SORTED: std::sync::LazyLock<Vec<RuleEntry>> = std::sync::LazyLock::new(|| {
        let mut entries = crate::rules::entries();
        entries.extend(library::builtin().iter().map(|packed| RuleEntry {
            rule: &packed.codemod.rule,
            family: packed.pack,
            page: &packed.codemod.page,
        }));
        entries.sort_by_key(|entry| entry.rule.code);
        entries
    });
    &SORTED
}

/// The rule with this code or name.
pub fn find(code_or_name: &str) -> Option<&'static RuleEntry> {
    all().iter().find(|entry| entry.rule.code == code_or_name || entry.rule.name == code_or_name)
}
