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

/// No rule has a name that comes near to one longer than this.
const LONGEST: usize = 64;

/// The rule that a wrong name was meant for: written otherwise, or known elsewhere under that code, or nearly so.
pub fn closest<'r>(rules: impl Iterator<Item = &'r Rule>, text: &str) -> Option<&'r Rule> {
    let rules: Vec<&Rule> = rules.collect();
    let name = text.to_ascii_lowercase().replace(['_', ' '], "-");
    let is_meant = |rule: &&'r Rule| {
        rule.code.eq_ignore_ascii_case(text) || rule.name == name || rule.aliases.contains(&text)
    };
    let distance = |rule: &&'r Rule| typing_errors(&name, rule.name);
    let nearest =
        || rules.iter().copied().min_by_key(distance).filter(|rule| distance(rule) * 4 <= name.len());
    let is_short = name.len() <= LONGEST;
    rules.iter().copied().find(is_meant).or_else(|| if is_short { nearest() } else { None })
}

/// How many characters are to be put in, left out or changed to make one name of another.
fn typing_errors(one: &str, other: &str) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (done, letter) in one.bytes().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], done + 1);
        for (place, wanted) in other.bytes().enumerate() {
            let changed = diagonal + usize::from(letter != wanted);
            diagonal = row[place + 1];
            row[place + 1] = changed.min(diagonal + 1).min(row[place] + 1);
        }
    }
    row[other.len()]
}

/// The rule with this code or name.
pub fn find(code_or_name: &str) -> Option<&'static RuleEntry> {
    all().iter().find(|entry| entry.rule.code == code_or_name || entry.rule.name == code_or_name)
}
