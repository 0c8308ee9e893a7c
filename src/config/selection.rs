//! Which rules run: selectors resolved against the rules there are, with ruff's semantics.
//!
//! A selector is a code (`AFX101`), the beginning of one (`AFX1`), a rule's name (`blocking-sleep`), a pack of codemods
//! (`aiofiles`) or `ALL`. Within a layer the more specific selector wins, and of two as specific the one that ignores. A
//! layer that says `select` replaces what the layers below selected and ignored.
//!
//! Codemods that are off by default move code to a library that one has to choose: `ALL` and beginnings of codes do not
//! select them.

use std::path::Path;

use smallvec::SmallVec;

use crate::rule::{self, Rule};

use super::{ConfigError, Glob, Written};

/// The selectors of one layer: of a settings file or of the command line.
#[derive(Debug, Clone, Default)]
pub struct SelectionLayer {
    /// In place of what the layers below select.
    pub select: Option<Vec<Written<String>>>,
    /// In addition.
    pub extend_select: Vec<Written<String>>,
    /// Left out.
    pub ignore: Vec<Written<String>>,
}

/// Rules that do not run on some files.
#[derive(Debug, Clone)]
pub struct PerFileIgnore {
    /// The files.
    pub glob: Glob,
    /// Whether it holds for the files that the glob matches, or for all others.
    pub sense: Sense,
    /// The selectors of the rules.
    pub selectors: Vec<Written<String>>,
}

/// Which files a pattern means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sense {
    /// Those that it matches.
    Matching,
    /// Those that it does not match.
    NotMatching,
}

/// The rules that run, by file.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    rules: RuleSet,
    per_file: Vec<(Glob, Sense, RuleSet)>,
}

/// A set of rules, by their index in the registry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleSet {
    words: SmallVec<[u64; 4]>,
}

/// How much of a code a selector says. What is greater is more specific.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Specificity {
    All,
    Prefix(usize),
    Pack,
    Rule,
}

impl Selection {
    /// The selection that `layers`, each going before the ones ahead of it, make among the rules of `registry`.
    ///
    /// # Errors
    /// A selector that means no rule.
    pub fn resolve(
        registry: &[&'static Rule],
        layers: &[SelectionLayer],
        per_file_ignores: &[PerFileIgnore],
    ) -> Result<Selection, ConfigError> {
        let mut rules = RuleSet::of(registry, |rule| rule.default == rule::Default::On);
        for layer in layers {
            apply_layer(registry, layer, &mut rules)?;
        }
        let mut per_file = Vec::with_capacity(per_file_ignores.len());
        for ignore in per_file_ignores {
            let mut ignored = RuleSet::default();
            for selector in &ignore.selectors {
                ignored.insert_all(&meaning(registry, selector)?.1);
            }
            per_file.push((ignore.glob.clone(), ignore.sense, ignored));
        }
        Ok(Selection { rules, per_file })
    }

    /// The rules that run where no file is left out of any.
    pub fn rules(&self) -> &RuleSet {
        &self.rules
    }

    /// The rules that run on the file at `path`, which is absolute.
    pub fn rules_for(&self, path: &Path) -> RuleSet {
        let mut rules = self.rules.clone();
        for (glob, sense, ignored) in &self.per_file {
            if glob.matches(path) == (*sense == Sense::Matching) {
                rules.remove_all(ignored);
            }
        }
        rules
    }
}

impl RuleSet {
    /// The rules of `registry` that `is_member` is true of.
    pub fn of(registry: &[&'static Rule], is_member: impl Fn(&Rule) -> bool) -> RuleSet {
        let members = registry.iter().enumerate().filter(|(_, rule)| is_member(rule));
        members.map(|(index, _)| index).collect()
    }

    /// Whether the rule at `index` is in the set.
    pub fn contains(&self, index: usize) -> bool {
        self.words.get(index / 64).is_some_and(|word| word & (1 << (index % 64)) != 0)
    }

    /// Whether there is no rule in the set.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// The indices of the rules in the set, in order.
    pub fn iter(&self) -> impl Iterator<Item = usize> {
        (0..self.words.len() * 64).filter(|index| self.contains(*index))
    }

    fn insert(&mut self, index: usize) {
        if self.words.len() <= index / 64 {
            self.words.resize(index / 64 + 1, 0);
        }
        self.words[index / 64] |= 1 << (index % 64);
    }

    fn insert_all(&mut self, other: &RuleSet) {
        for index in other.iter() {
            self.insert(index);
        }
    }

    fn remove_all(&mut self, other: &RuleSet) {
        for (word, removed) in self.words.iter_mut().zip(&other.words) {
            *word &= !removed;
        }
    }
}

impl FromIterator<usize> for RuleSet {
    fn from_iter<I: IntoIterator<Item = usize>>(indices: I) -> RuleSet {
        let mut set = RuleSet::default();
        for index in indices {
            set.insert(index);
        }
        set
    }
}

fn apply_layer(
    registry: &[&'static Rule],
    layer: &SelectionLayer,
    rules: &mut RuleSet,
) -> Result<(), ConfigError> {
    let selected = layer.select.iter().flatten().chain(&layer.extend_select);
    let selected = selected.map(|selector| {
        let (specificity, mut rules) = meaning(registry, selector)?;
        if specificity < Specificity::Pack {
            rules.remove_all(&RuleSet::of(registry, is_chosen_by_name));
        }
        Ok((specificity, rules))
    });
    let selected = selected.collect::<Result<Vec<_>, _>>()?;
    let ignored = layer.ignore.iter().map(|selector| meaning(registry, selector));
    let ignored = ignored.collect::<Result<Vec<_>, _>>()?;
    let strongest = |meanings: &[(Specificity, RuleSet)], index: usize| {
        meanings.iter().filter(|(_, rules)| rules.contains(index)).map(|(specificity, _)| *specificity).max()
    };

    let below = if layer.select.is_some() { RuleSet::default() } else { std::mem::take(rules) };
    *rules = (0..registry.len())
        .filter(|index| match (strongest(&selected, *index), strongest(&ignored, *index)) {
            (None, None) => below.contains(*index),
            (selected, ignored) => selected > ignored,
        })
        .collect();
    Ok(())
}

/// Whether a rule is a codemod that nobody wants without having chosen it.
fn is_chosen_by_name(rule: &Rule) -> bool {
    rule.default == rule::Default::Off && rule.pack().is_some()
}

/// How specific a selector is, and the rules it means.
fn meaning(
    registry: &[&'static Rule],
    selector: &Written<String>,
) -> Result<(Specificity, RuleSet), ConfigError> {
    let text = selector.value.as_str();
    if text == "ALL" {
        return Ok((Specificity::All, RuleSet::of(registry, |_| true)));
    }
    let exact = RuleSet::of(registry, |rule| rule.code == text || rule.name == text);
    if !exact.is_empty() {
        return Ok((Specificity::Rule, exact));
    }
    let packed = RuleSet::of(registry, |rule| rule.pack() == Some(text));
    if !packed.is_empty() {
        return Ok((Specificity::Pack, packed));
    }
    let prefixed = RuleSet::of(registry, |rule| rule.code.starts_with(text));
    if text.starts_with("AFX") && !prefixed.is_empty() {
        return Ok((Specificity::Prefix(text.len()), prefixed));
    }
    let advice = rule::registry::closest(registry.iter().copied(), text).map_or_else(
        || "write a code, the beginning of one, the name of a rule or of a pack, or `ALL`".to_owned(),
        |rule| format!("write `{}` or `{}`", rule.name, rule.code),
    );
    Err(selector.error(format!("no rule is called `{text}`; {advice}")))
}
