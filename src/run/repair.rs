//! A file on its way through rounds of fixes: what it was, what it is, and whether its fixes undo each other.

use rustc_hash::FxHashSet;

use super::file::{Pass, hash, text_edits};
use super::outcome::{FileReport, Problem};
use crate::rule::Rule;
use crate::source::Source;

/// A file may become so many times as long, and so many bytes longer, before its fixes are held to go on for ever.
const GROWTH: usize = 4;
const ROOM: usize = 100_000;

/// A file that fixes have changed, or may.
pub(super) struct Repair {
    pub original: Source,
    pub current: Source,
    seen: FxHashSet<u64>,
    last_rules: Vec<&'static Rule>,
    pub is_stopped: bool,
}

impl Repair {
    pub(super) fn new(source: Source) -> Repair {
        let mut seen = FxHashSet::default();
        seen.insert(hash(&source.text));
        Repair { original: source.clone(), current: source, seen, last_rules: Vec::new(), is_stopped: false }
    }

    /// Takes in what a look led to; whether the text has changed.
    pub(super) fn apply(&mut self, report: &mut FileReport, pass: Pass) -> bool {
        report.findings = pass.findings;
        let Some(applied) = pass.applied else { return false };
        report.problems.extend(applied.broken.iter().map(|(fix, breach)| bug(pass.rules[*fix], breach)));
        if applied.accepted.is_empty() {
            return false;
        }
        let next = match self.current.with_edits(&text_edits(applied.edits)) {
            Ok(next) => next,
            Err(error) => {
                report
                    .problems
                    .push(Problem::bug(format!("its fixes cannot be written: {error}; please report this")));
                return false;
            }
        };
        let rules: Vec<&'static Rule> = applied.accepted.iter().map(|fix| pass.rules[*fix]).collect();
        if next.text.len() > GROWTH * self.original.text.len() + ROOM {
            report.problems.push(swelling(&rules));
            self.is_stopped = true;
            return false;
        }
        if !self.seen.insert(hash(&next.text)) {
            self.last_rules.extend(rules);
            report.problems.push(endless(&self.last_rules));
            self.is_stopped = true;
            return false;
        }
        count(&mut report.applied, &rules);
        self.last_rules = rules;
        self.current = next;
        true
    }
}

fn bug(rule: &Rule, breach: &str) -> Problem {
    Problem::bug(format!("a fix of {} ({}) was dropped: {breach}; please report this", rule.code, rule.name))
}

fn endless(rules: &[&'static Rule]) -> Problem {
    let names = names(rules);
    Problem::bug(format!("the fixes of {names} undo each other and were stopped; please report this"))
}

fn swelling(rules: &[&'static Rule]) -> Problem {
    let names = names(rules);
    Problem::bug(format!("the fixes of {names} find what they have put in themselves, and were stopped"))
}

fn names(rules: &[&'static Rule]) -> String {
    let mut names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

fn count(applied: &mut Vec<(&'static Rule, u32)>, rules: &[&'static Rule]) {
    for rule in rules {
        match applied.iter_mut().find(|(known, _)| known.code == rule.code) {
            Some((_, count)) => *count += 1,
            None => applied.push((rule, 1)),
        }
    }
}
