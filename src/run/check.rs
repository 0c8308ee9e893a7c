//! One text checked: which rules can find anything in it, and what they find.

use memchr::memmem::Finder;

use crate::edit::Document;
use crate::model::Model;
use crate::rule::suppression::Suppressions;
use crate::rule::{Cx, Finding, Options, Rule};
use crate::syntax::{NodeKind, Ranged as _};

/// The rules of a run, arranged for quick dispatch. Built once.
pub struct Dispatch {
    rules: Vec<&'static Rule>,
    /// For each kind of node, the rules that are called for it, by index.
    by_kind: Vec<Vec<usize>>,
    words: Vec<Word>,
    /// For each rule, by index, its alternatives, each a set of words by index; who needs the fewest words comes first.
    needs: Vec<(usize, Vec<Vec<usize>>)>,
}

/// As many kinds of node as fit the byte that tells them apart.
const KINDS: usize = 256;

struct Word {
    text: &'static str,
    finder: Finder<'static>,
}

/// Whether `# noqa` comments count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Noqa {
    /// They silence findings.
    Honoured,
    /// They are read over.
    Ignored,
}

/// A finding with the rule that made it.
pub struct Found {
    /// The rule.
    pub rule: &'static Rule,
    /// What it found.
    pub finding: Finding,
}

impl Dispatch {
    /// Arranges rules. Their order is the order of findings at one place.
    pub fn new(rules: Vec<&'static Rule>) -> Self {
        let mut dispatch = Self {
            rules: Vec::new(),
            by_kind: vec![Vec::new(); KINDS],
            words: Vec::new(),
            needs: Vec::new(),
        };
        for (index, rule) in rules.iter().enumerate() {
            for kind in rule.on {
                dispatch.by_kind[*kind as usize].push(index);
            }
            let needs = rule
                .needs
                .iter()
                .map(|alternative| alternative.iter().map(|word| dispatch.word(word)).collect())
                .collect();
            dispatch.needs.push((index, needs));
        }
        dispatch.needs.sort_by_key(|(_, alternatives)| alternatives.iter().map(Vec::len).sum::<usize>());
        dispatch.rules = rules;
        dispatch
    }

    /// The rules, in the order that [`RuleSwitches`] counts them.
    pub fn rules(&self) -> &[&'static Rule] {
        &self.rules
    }

    /// The rules to run on a text, of those `enabled`. `None` if no one of them can find anything, judged by the words
    /// in it; then the text need not be parsed.
    pub fn relevant(&self, text: &[u8], enabled: impl Fn(usize) -> bool) -> Option<RuleSwitches> {
        let mut seen: Vec<Option<bool>> = vec![None; self.words.len()];
        let mut has =
            |word: usize| *seen[word].get_or_insert_with(|| self.words[word].finder.find(text).is_some());
        let mut switches = RuleSwitches(vec![false; self.rules.len()]);
        let mut is_parsed = false;
        for (index, alternatives) in self.needs.iter().filter(|(index, _)| enabled(*index)) {
            // In a file that is parsed anyway, to search it for words costs more than to ask a rule about a few nodes.
            switches.0[*index] = is_parsed && !asks_often(self.rules[*index])
                || alternatives.iter().any(|words| words.iter().all(|word| has(*word)));
            is_parsed |= switches.0[*index];
        }
        is_parsed.then_some(switches)
    }

    fn word(&mut self, text: &'static str) -> usize {
        if let Some(known) = self.words.iter().position(|word| word.text == text) {
            return known;
        }
        self.words.push(Word { text, finder: Finder::new(text) });
        self.words.len() - 1
    }
}

/// Whether a rule is called for the most frequent kinds of node.
fn asks_often(rule: &Rule) -> bool {
    rule.on.iter().any(|kind| matches!(kind, NodeKind::ExprName | NodeKind::ExprAttribute))
}

/// Which rules are on for a text.
pub struct RuleSwitches(Vec<bool>);

/// Runs the rules that are on over one file, in source order.
pub fn check<'a>(
    model: &'a Model<'a>,
    document: &'a Document<'a>,
    dispatch: &Dispatch,
    switches: &RuleSwitches,
    options: &'a Options,
    path: &'a std::path::Path,
    noqa: Noqa,
) -> Vec<Found> {
    let cx = Cx::new(model, document, options, path);
    let mut found = Vec::new();
    let mut wanted = [false; KINDS];
    for (kind, rules) in dispatch.by_kind.iter().enumerate() {
        wanted[kind] = rules.iter().any(|index| switches.0[*index]);
    }
    let is_wanted = |kind: NodeKind| wanted[kind as usize];
    for node in model.nodes.of_kinds(is_wanted) {
        for index in
            dispatch.by_kind[model.nodes.kind(node.id) as usize].iter().filter(|index| switches.0[**index])
        {
            let rule = dispatch.rules[*index];
            if let Some(finding) = (rule.check)(&cx, node) {
                found.push(Found { rule, finding });
            }
        }
    }
    if noqa == Noqa::Honoured && !found.is_empty() {
        let suppressions = Suppressions::new(model.text, model.parsed);
        found.retain(|found| !suppressions.silence(model.text, found.rule, found.finding.range));
    }
    found.sort_by_key(|found| (found.finding.range.start(), found.rule.code, found.finding.range().end()));
    found
}

impl crate::syntax::Ranged for Finding {
    fn range(&self) -> crate::syntax::TextRange {
        self.range
    }
}
