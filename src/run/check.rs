//! One text checked: which rules can find anything in it, and what they find.

use aho_corasick::AhoCorasick;
use memchr::memmem::Finder;

use super::superseded::drop_superseded;
use crate::codemod::{Index, Search, library};
use crate::edit::Document;
use crate::facts::Facts;
use crate::model::Model;
use crate::model::directives::{mentions_any, mentions_own};
use crate::program::FileAnalysis;
use crate::rule::suppression::{ProgramKnown, RulesOfRun, Suppressions};
use crate::rule::unparsed::looks_broken;
use crate::rule::{Cx, Finding, Needs, Options, Rule};
use crate::syntax::{NodeId, NodeKind, Ranged as _};

/// The rules of a run, arranged for quick dispatch. Built once.
pub struct Dispatch {
    rules: Vec<&'static Rule>,
    /// For each kind of node, the rules that are called for it, by index.
    by_kind: Vec<Vec<usize>>,
    words: Vec<Word>,
    /// For each rule what it needs.
    needs: Vec<Needed>,
    /// The codemods among the rules.
    codemods: Index,
    /// The rarest words of all alternatives: a text without any of them needs no closer look.
    rarest: AhoCorasick,
}

/// [`Needs`] with words by index.
enum Needed {
    Words(Vec<Vec<usize>>),
    Text(fn(&str) -> bool),
    Program,
    Suppressions,
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
    /// Arranges rules, codemods among them. Their order is the order of findings at one place.
    pub fn new(rules: Vec<&'static Rule>) -> Self {
        let codemods = rules.iter().enumerate();
        let codemods = codemods.filter_map(|(index, rule)| Some((index, library::of(rule)?.codemod)));
        let codemods = Index::new(codemods.collect());
        let mut by_kind = vec![Vec::new(); KINDS];
        let mut words = Vec::new();
        let mut needs = Vec::new();
        let mut rarest: Vec<&str> = Vec::new();
        for (index, rule) in rules.iter().enumerate() {
            for kind in rule.on {
                by_kind[*kind as usize].push(index);
            }
            needs.push(match rule.needs {
                Needs::Text(ask) => Needed::Text(ask),
                Needs::Program => Needed::Program,
                Needs::Suppressions => Needed::Suppressions,
                Needs::Words(alternatives) => {
                    rarest.extend(alternatives.iter().filter_map(|alternative| alternative.last()));
                    let indexed = |alternative: &&[&'static str]| {
                        alternative.iter().rev().map(|word| index_of(&mut words, word)).collect()
                    };
                    Needed::Words(alternatives.iter().map(indexed).collect())
                }
            });
        }
        let rarest = AhoCorasick::new(rarest).expect("a few short words make a small automaton");
        Self { rules, by_kind, words, needs, codemods, rarest }
    }

    /// The rules to run on a text, of those `enabled`. `None` if no one of them can find anything, judged by the words
    /// in it, the text looks whole, and no comment of asyncfix's own may have mistakes; then it need not be parsed.
    pub fn relevant(&self, text: &str, enabled: impl Fn(usize) -> bool) -> Option<RuleSwitches> {
        let has_rare_word = self.rarest.is_match(text);
        let mut switches = self.none();
        let mut is_parsed = false;
        for (index, needed) in self.needs.iter().enumerate().filter(|(index, _)| enabled(*index)) {
            // In a file that is parsed anyway, to search it for words costs more than to ask a rule about a few nodes.
            let is_local = !matches!(needed, Needed::Program);
            switches.0[index] = is_local && is_parsed && !asks_often(self.rules[index])
                || (has_rare_word || !matches!(needed, Needed::Words(_))) && self.may_find(text, needed);
            is_parsed |= switches.0[index];
        }
        (is_parsed || mentions_own(text) || looks_broken(text)).then_some(switches)
    }

    /// The same for a text that is parsed anyway: rules that ask about a few nodes are all on.
    pub fn relevant_if_parsed(&self, text: &str, enabled: impl Fn(usize) -> bool) -> RuleSwitches {
        let mut switches = self.none();
        for (index, needed) in self.needs.iter().enumerate().filter(|(index, _)| enabled(*index)) {
            switches.0[index] = match needed {
                Needed::Program => false,
                _ if asks_often(self.rules[index]) => self.may_find(text, needed),
                _ => true,
            };
        }
        switches
    }

    fn may_find(&self, text: &str, needed: &Needed) -> bool {
        match needed {
            Needed::Program => false,
            Needed::Suppressions => mentions_any(text),
            Needed::Text(ask) => ask(text),
            Needed::Words(alternatives) => {
                let has = |word: &usize| self.words[*word].finder.find(text.as_bytes()).is_some();
                alternatives.iter().any(|words| words.iter().all(has))
            }
        }
    }

    /// How many rules there are.
    pub fn len(&self) -> usize {
        self.rules.len()
    }

    /// Whether there is no rule.
    pub fn is_empty(&self) -> bool {
        self.rules.is_empty()
    }

    /// No rule.
    pub fn none(&self) -> RuleSwitches {
        RuleSwitches(vec![false; self.rules.len()])
    }

    /// Whether the rule with a code is among the enabled ones.
    pub fn has(&self, code: &str, enabled: impl Fn(usize) -> bool) -> bool {
        self.rules.iter().enumerate().any(|(index, rule)| rule.code == code && enabled(index))
    }

    /// Whether a rule that asks the whole program is enabled.
    pub fn needs_program(&self, enabled: impl Fn(usize) -> bool) -> bool {
        self.rules.iter().enumerate().any(|(index, rule)| rule.program.is_some() && enabled(index))
            || self.codemods.numbers().any(enabled)
    }

    /// The enabled rule about suppressions, which is asked once all others have been.
    pub fn judge(&self, enabled: impl Fn(usize) -> bool) -> Option<&'static Rule> {
        let is_judge = |index: &usize| matches!(self.needs[*index], Needed::Suppressions) && enabled(*index);
        (0..self.rules.len()).find(is_judge).map(|index| self.rules[index])
    }

    /// All rules.
    pub fn rules(&self) -> &[&'static Rule] {
        &self.rules
    }

    /// Whether the program has anything for an enabled rule in a file, codemods aside.
    pub fn concerns(&self, file: FileAnalysis<'_>, enabled: impl Fn(usize) -> bool) -> bool {
        if file.facts().positions.has_directives && self.judge(&enabled).is_some() {
            return true;
        }
        let asks = self.rules.iter().enumerate().filter(|(index, _)| enabled(*index));
        asks.filter_map(|(_, rule)| rule.program).any(|concerns| concerns(file))
    }

    /// Whether an enabled codemod may find something in a file, judged by its facts alone.
    pub fn codemods_concern(&self, facts: &Facts, enabled: impl Fn(usize) -> bool) -> bool {
        self.codemods.concerns(facts, enabled)
    }

    /// Whether an enabled codemod may find something in a file, whatever the program knows of it.
    pub fn codemods_may_find(&self, cx: &Cx<'_>, enabled: impl Fn(usize) -> bool) -> bool {
        let search = Search::new(&self.codemods, enabled);
        cx.nodes.of_kinds(|kind| self.codemods.asks_about(kind)).any(|node| search.may_find(cx, node))
    }

    /// Switches on the enabled rules that ask the whole program.
    pub fn add_program_rules(&self, switches: &mut RuleSwitches, enabled: impl Fn(usize) -> bool) {
        for (index, rule) in self.rules.iter().enumerate() {
            switches.0[index] |= rule.program.is_some() && enabled(index);
        }
        for index in self.codemods.numbers().filter(|index| enabled(*index)) {
            switches.0[index] = true;
        }
    }
}

fn index_of(words: &mut Vec<Word>, text: &'static str) -> usize {
    if let Some(known) = words.iter().position(|word| word.text == text) {
        return known;
    }
    words.push(Word { text, finder: Finder::new(text) });
    words.len() - 1
}

/// Whether a rule is called for the most frequent kinds of node.
fn asks_often(rule: &Rule) -> bool {
    rule.on.iter().any(|kind| matches!(kind, NodeKind::ExprName | NodeKind::ExprAttribute))
}

/// Which rules are on for a text.
#[derive(Debug, Clone)]
pub struct RuleSwitches(Vec<bool>);

/// Runs the rules that are on over one file, in source order. `last_of` are the rules that run on the file, if no later
/// look at it will ask more of them.
#[expect(clippy::too_many_arguments, reason = "each is a different thing that a rule may ask for")]
pub fn check<'a>(
    model: &'a Model<'a>,
    document: &'a Document<'a>,
    dispatch: &Dispatch,
    switches: &RuleSwitches,
    options: &'a Options,
    path: &'a std::path::Path,
    program: Option<FileAnalysis<'a>>,
    noqa: Noqa,
    last_of: Option<&[bool]>,
) -> Vec<Found> {
    let cx = Cx::new(model, document, options, path, program);
    let mut found = Vec::new();
    let mut wanted = [false; KINDS];
    for (kind, rules) in dispatch.by_kind.iter().enumerate() {
        wanted[kind] = rules.iter().any(|index| switches.0[*index]);
    }
    let has_codemods = dispatch.codemods.numbers().any(|index| switches.0[index]);
    let asks = |kind: NodeKind| has_codemods && dispatch.codemods.asks_about(kind);
    let is_wanted = |kind: NodeKind| wanted[kind as usize] || asks(kind);
    let mut search = Search::new(&dispatch.codemods, |index: usize| switches.0[index]);
    for node in model.nodes.of_kinds(is_wanted) {
        for index in
            dispatch.by_kind[model.nodes.kind(node.id) as usize].iter().filter(|index| switches.0[**index])
        {
            let rule = dispatch.rules[*index];
            if let Some(finding) = (rule.check)(&cx, node) {
                found.push(Found { rule, finding });
            }
        }
        if has_codemods {
            let add = |index: usize, finding| found.push(Found { rule: dispatch.rules[index], finding });
            search.check(&cx, node, add);
        }
    }
    let judging = last_of.and_then(|enabled| Some((dispatch.judge(|index| enabled[index])?, enabled)));
    if noqa == Noqa::Honoured && (!found.is_empty() || judging.is_some()) {
        let mut suppressions = Suppressions::new(model.text, model.parsed);
        found.retain(|found| !suppressions.silence_and_note(found.rule, found.finding.range));
        if let Some((judge, enabled)) = judging {
            for place in program.into_iter().flat_map(FileAnalysis::places_ended_by_comments) {
                suppressions.note_end_of_chain(place);
            }
            let program_known = if program.is_some() { ProgramKnown::Yes } else { ProgramKnown::No };
            let run = RulesOfRun { rules: &dispatch.rules, enabled, program: program_known };
            found.extend(suppressions.unused(judge, run).into_iter().filter_map(|unused| {
                let mut cx = Cx::new(model, document, options, path, program);
                cx.unused = Some(unused);
                let finding = (judge.check)(&cx, model.nodes.get(NodeId::ROOT))?;
                Some(Found { rule: judge, finding })
            }));
        }
    }
    drop_superseded(&mut found);
    found.sort_by_key(|found| (found.finding.range.start(), found.rule.code, found.finding.range().end()));
    found
}

impl crate::syntax::Ranged for Finding {
    fn range(&self) -> crate::syntax::TextRange {
        self.range
    }
}
