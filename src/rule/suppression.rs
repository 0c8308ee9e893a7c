//! Which findings comments silence, and which comments silence nothing.
//!
//! A comment lists codes and names of rules, and codes that other tools have for the same pattern, or nothing, and then it
//! silences everything. What of it is of use is noted as findings are silenced ([`Suppressions::silence_and_note`]); what is
//! left in the end is [`Suppressions::unused`].

use rustc_hash::FxHashSet;

use super::{Default, Needs, Rule, registry};
use crate::facts::lets_block;
use crate::model::directives::{Directive, Directives, Form, Named, Silenced, Unreadable, is_code};
use crate::syntax::{Parsed, TextRange};

/// The suppressions of one file.
pub struct Suppressions<'a> {
    directives: Directives<'a>,
    /// The directives and the names in them that were of use; no name for those that silence everything.
    used: FxHashSet<(usize, Option<usize>)>,
}

/// The rules of a run, as far as a file is concerned.
#[derive(Clone, Copy)]
pub struct RulesOfRun<'r> {
    /// All that there are, the user's codemods among them.
    pub rules: &'r [&'static Rule],
    /// For each whether it runs on the file.
    pub enabled: &'r [bool],
    /// Whether the program is known, which findings elsewhere depend on.
    pub program: ProgramKnown,
}

/// Whether the program that a file belongs to is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ProgramKnown {
    /// It is.
    Yes,
    /// The run has no rule that asks for it.
    No,
}

/// A suppression, or a part of one, that silences nothing.
pub struct Unused<'a> {
    /// The comment that it stands in.
    pub comment: TextRange,
    /// What of the comment silences: from its `#` to the end of its list.
    pub range: TextRange,
    /// What it lists, and whether that is of use or not ours to judge; empty where it silences everything.
    pub list: Vec<(Named<'a>, Use)>,
}

/// Whether a name in a comment has to stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// It silences something, or belongs to another tool, or to a rule that does not run.
    Kept,
    /// It silences nothing.
    None,
}

impl<'a> Suppressions<'a> {
    /// Reads the comments of a file.
    pub fn new(text: &'a str, parsed: &'a Parsed) -> Self {
        Self { directives: Directives::new(text, parsed), used: FxHashSet::default() }
    }

    /// Whether a finding is silenced.
    pub fn silence(&self, rule: &Rule, range: TextRange) -> bool {
        self.directives
            .about(range)
            .any(|index| entries(&self.directives.all()[index], rule).next().is_some())
    }

    /// The same, and notes by what.
    pub fn silence_and_note(&mut self, rule: &Rule, range: TextRange) -> bool {
        let used: Vec<(usize, Option<usize>)> = self
            .directives
            .about(range)
            .flat_map(|index| entries(&self.directives.all()[index], rule).map(move |entry| (index, entry)))
            .collect();
        let is_silenced = !used.is_empty();
        self.used.extend(used);
        is_silenced
    }

    /// Notes that the names at a call by which it may block are of use: they end chains, which are found elsewhere.
    pub fn note_end_of_chain(&mut self, call: TextRange) {
        for index in self.directives.about(call) {
            let names = (0..).zip(self.directives.all()[index].names());
            let ending = names.filter(|(_, name)| lets_block(name.text));
            self.used.extend(ending.map(|(place, _)| (index, Some(place))));
        }
    }

    /// The suppressions that `judge`, the rule about them, reports.
    pub fn unused(&self, judge: &Rule, run: RulesOfRun<'_>) -> Vec<Unused<'a>> {
        let unused = self.directives.all().iter().enumerate().filter_map(|(index, directive)| {
            let unused = match &directive.silenced {
                Silenced::Everything => {
                    let is_used = self.used.contains(&(index, None));
                    (!is_used && directive.form == Form::Own && run.has_all_defaults()).then(|| Unused {
                        comment: directive.comment,
                        range: directive.range,
                        list: Vec::new(),
                    })
                }
                Silenced::Named(names) => self.unused_names(index, directive, names, run),
            }?;
            let is_silenced = self.directives.about(unused.range).any(|other| {
                let mut entries = entries(&self.directives.all()[other], judge);
                entries.any(|entry| entry.is_some() || other != index)
            });
            (!is_silenced).then_some(unused)
        });
        unused.collect()
    }

    fn unused_names(
        &self,
        index: usize,
        directive: &Directive<'a>,
        names: &[Named<'a>],
        run: RulesOfRun<'_>,
    ) -> Option<Unused<'a>> {
        // Words with dashes that are no rules begin the reason.
        let is_listed =
            |name: &Named<'_>| directive.form == Form::Own || is_code(name.text) || run.is_known(name.text);
        let length = names.iter().rposition(is_listed)? + 1;
        let list: Vec<(Named<'a>, Use)> = (0..)
            .zip(&names[..length])
            .map(|(place, name)| {
                let is_used = self.used.contains(&(index, Some(place)));
                let is_unused = !is_used && run.judges(name.text, directive.form);
                (*name, if is_unused { Use::None } else { Use::Kept })
            })
            .collect();
        let has_unused = list.iter().any(|(_, of_use)| *of_use == Use::None);
        let end = match directive.form {
            Form::Own => directive.range.end(),
            Form::Noqa => list.last()?.0.range.end(),
        };
        let range = TextRange::new(directive.range.start(), end);
        has_unused.then_some(Unused { comment: directive.comment, range, list })
    }

    /// Comments of asyncfix's own that cannot be read, or name what is no rule: they do not do what they were meant to.
    pub fn mistakes(&self, rules: &[&'static Rule]) -> Vec<Unreadable> {
        let run = RulesOfRun { rules, enabled: &[], program: ProgramKnown::No };
        let own = self.directives.all().iter().filter(|directive| directive.form == Form::Own);
        let unknown = own.flat_map(Directive::names).filter(|name| !run.is_known(name.text)).map(|name| {
            let known = registry::all().iter().map(|entry| entry.rule).chain(rules.iter().copied());
            let advice = registry::closest(known, name.text).map_or_else(
                || "`asyncfix rule --all` prints all rules".to_owned(),
                |rule| format!("write `{}` or `{}`", rule.name, rule.code),
            );
            let message = format!("this silences nothing: no rule is called `{}`; {advice}", name.text);
            Unreadable { start: name.range.start(), message }
        });
        let mut mistakes: Vec<Unreadable> =
            self.directives.unreadable().iter().cloned().chain(unknown).collect();
        mistakes.sort_by_key(|mistake| mistake.start);
        mistakes
    }
}

impl RulesOfRun<'_> {
    /// Whether some rule has this name or code, or another tool this code for what a rule finds.
    fn is_known(&self, name: &str) -> bool {
        self.rules.iter().any(|rule| names(name, rule))
            || registry::all().iter().any(|entry| names(name, entry.rule))
    }

    /// Whether every rule runs that does so unless told otherwise.
    fn has_all_defaults(&self) -> bool {
        self.rules
            .iter()
            .zip(self.enabled)
            .all(|(rule, is_enabled)| *is_enabled || rule.default == Default::Off)
    }

    /// Whether a name is certainly about asyncfix's findings, and all of these that it can be about were looked for.
    fn judges(&self, name: &str, form: Form) -> bool {
        let mut meant = self.rules.iter().zip(self.enabled).filter(|(rule, _)| names(name, rule)).peekable();
        if meant.peek().is_none() || lets_block(name) && !self.finds_chains() {
            return false;
        }
        meant.all(|(rule, is_enabled)| {
            let is_own_code = rule.code.starts_with("AFX") && name.eq_ignore_ascii_case(rule.code);
            let is_ours = form == Form::Own || is_own_code || name == rule.name;
            *is_enabled && is_ours && !matches!(rule.needs, Needs::Suppressions)
        })
    }

    /// Whether all rules run whose findings a comment at a call elsewhere silences.
    fn finds_chains(&self) -> bool {
        let mut rules = self.rules.iter().zip(self.enabled);
        self.program == ProgramKnown::Yes
            && rules.all(|(rule, is_enabled)| *is_enabled || !lets_block(rule.code))
    }
}

/// What of a directive is about a rule's findings: names by their place, or the whole.
fn entries<'d>(directive: &'d Directive<'_>, rule: &'d Rule) -> impl Iterator<Item = Option<usize>> + 'd {
    let whole = matches!(directive.silenced, Silenced::Everything).then_some(None);
    let named = (0..).zip(directive.names()).filter(|(_, name)| names(name.text, rule));
    whole.into_iter().chain(named.map(|(place, _)| Some(place)))
}

/// Whether a comment means a rule by a name.
fn names(name: &str, rule: &Rule) -> bool {
    name.eq_ignore_ascii_case(rule.code)
        || name == rule.name
        || rule.aliases.iter().any(|alias| name.eq_ignore_ascii_case(alias))
}
