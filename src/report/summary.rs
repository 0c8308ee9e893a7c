//! What is counted over all files of a run, and the lines at its end.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::AddAssign;

use super::text::{self, count};
use crate::edit::Safety;
use crate::rule::Rule;
use crate::run::{FileReport, ProblemKind};

/// What a run does with fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It reports.
    Check,
    /// It prints what it would change.
    Diff,
    /// It changes files.
    Write,
    /// It adds comments to files that silence what it finds.
    Silence,
    /// It prints what such comments would change.
    SilenceDiff,
}

impl Mode {
    /// Whether files are written.
    pub fn writes(self) -> bool {
        matches!(self, Mode::Write | Mode::Silence)
    }

    /// Whether it prints a patch.
    pub fn prints_patch(self) -> bool {
        matches!(self, Mode::Diff | Mode::SilenceDiff)
    }

    /// Whether findings are silenced, and no fixes are applied.
    pub fn silences(self) -> bool {
        matches!(self, Mode::Silence | Mode::SilenceDiff)
    }
}

/// The counts of one rule.
#[derive(Clone, Copy)]
pub struct RuleCounts {
    /// The rule.
    pub rule: &'static Rule,
    /// Findings that are left.
    pub left: u32,
    /// How many of these have a safe fix.
    pub safe: u32,
    /// How many of these have an unsafe fix.
    pub risky: u32,
    /// Fixes that were applied, or would be in a dry run; where a run silences, findings that it has silenced.
    pub applied: u32,
}

/// The counts of a run, or of a part of it: they add up with `+=`, in any order.
#[derive(Clone, Default)]
pub struct Summary {
    /// Files that were looked at.
    pub files: u32,
    /// Files that fixes change.
    pub changed: u32,
    /// By the rule's code.
    pub rules: BTreeMap<&'static str, RuleCounts>,
    /// Problems of [`ProblemKind::Syntax`].
    pub syntax_errors: u32,
    /// Problems of [`ProblemKind::Io`].
    pub io_errors: u32,
    /// Problems of [`ProblemKind::Bug`].
    pub bugs: u32,
}

impl Summary {
    /// The counts of one file.
    pub fn of(report: &FileReport) -> Self {
        let mut summary = Self { files: 1, changed: u32::from(report.rewrite.is_some()), ..Self::default() };
        for problem in &report.problems {
            match problem.kind {
                ProblemKind::Syntax => summary.syntax_errors += 1,
                ProblemKind::Suppression => {}
                ProblemKind::Io => summary.io_errors += 1,
                ProblemKind::Bug => summary.bugs += 1,
            }
        }
        for finding in &report.findings {
            let counts = summary.rule(finding.rule);
            counts.left += 1;
            match finding.fix.as_ref().map(|fix| fix.safety) {
                Some(Safety::Safe) => counts.safe += 1,
                Some(Safety::Unsafe) => counts.risky += 1,
                Some(Safety::Manual) | None => {}
            }
        }
        for &(rule, applied) in &report.applied {
            summary.rule(rule).applied += applied;
        }
        summary
    }

    /// Findings that are left.
    pub fn left(&self) -> u32 {
        self.rules.values().map(|counts| counts.left).sum()
    }

    /// Fixes that were applied, or would be in a dry run.
    pub fn applied(&self) -> u32 {
        self.rules.values().map(|counts| counts.applied).sum()
    }

    /// Findings left with a fix that is `least` safe, or safer.
    pub fn fixable(&self, least: Safety) -> u32 {
        self.rules.values().map(|counts| counts.fixable(least)).sum()
    }

    fn rule(&mut self, rule: &'static Rule) -> &mut RuleCounts {
        self.rules.entry(rule.code).or_insert(RuleCounts { rule, left: 0, safe: 0, risky: 0, applied: 0 })
    }
}

impl RuleCounts {
    /// Findings left with a fix that is `least` safe, or safer.
    pub fn fixable(&self, least: Safety) -> u32 {
        if least == Safety::Safe { self.safe } else { self.safe + self.risky }
    }
}

impl AddAssign for Summary {
    fn add_assign(&mut self, other: Self) {
        self.files += other.files;
        self.changed += other.changed;
        self.syntax_errors += other.syntax_errors;
        self.io_errors += other.io_errors;
        self.bugs += other.bugs;
        for counts in other.rules.into_values() {
            let sum = self.rule(counts.rule);
            sum.left += counts.left;
            sum.safe += counts.safe;
            sum.risky += counts.risky;
            sum.applied += counts.applied;
        }
    }
}

/// The lines at the end of a run, for standard output, or standard error after a patch and after [`Mode::Silence`]. `least` is the safety
/// that a fix must have to be applied: [`Safety::Unsafe`] with `--unsafe-fixes`.
pub fn summary_text(mode: Mode, least: Safety, summary: &Summary) -> String {
    if summary.files == 0 {
        return "No Python files found.\n".to_owned();
    }
    match mode {
        Mode::Check => format!("{}{}", found(summary), fixable(mode, least, summary)),
        Mode::Diff => format!("{}{}", would_fix(least, summary), needed(summary)),
        Mode::Write => {
            let (found, fixable) = (found(summary), fixable(mode, least, summary));
            format!("{}{found}{fixable}{}", fixed(summary), needed(summary))
        }
        Mode::Silence => silenced("Silenced", summary),
        Mode::SilenceDiff => silenced("Would silence", summary),
    }
}

fn found(summary: &Summary) -> String {
    let (left, applied) = (summary.left(), summary.applied());
    let unread = summary.io_errors + summary.bugs;
    let mut parts = Vec::new();
    if left + applied > 0 {
        parts.push(count(left + applied, "finding"));
    }
    if summary.syntax_errors > 0 {
        parts.push(count(summary.syntax_errors, "syntax error"));
    }
    let fixed = if applied > 0 { format!(" ({applied} fixed, {left} left)") } else { String::new() };
    match (parts.is_empty(), unread) {
        (true, 0) => "All checks passed!\n".to_owned(),
        (true, _) => format!("Found nothing, but {}.\n", unchecked(unread)),
        (false, 0) => format!("Found {}{fixed}.\n", parts.join(" and ")),
        (false, _) => format!("Found {}{fixed}, but {}.\n", parts.join(" and "), unchecked(unread)),
    }
}

fn silenced(verb: &str, summary: &Summary) -> String {
    let (silenced, left) = (summary.applied(), summary.left() + summary.syntax_errors);
    let mut text = match silenced {
        0 => format!("{verb} nothing"),
        _ => format!("{verb} {} in {}", count(silenced, "finding"), count(summary.changed, "file")),
    };
    if left > 0 {
        write!(text, "; {left} left").expect("writing to a string");
    }
    match summary.io_errors + summary.bugs {
        0 => text + ".\n",
        unread => format!("{text}, but {}.\n", unchecked(unread)),
    }
}

fn unchecked(problems: u32) -> String {
    format!("{} kept files from being checked", count(problems, "error"))
}

fn fixable(mode: Mode, least: Safety, summary: &Summary) -> String {
    let now = summary.fixable(least);
    let later = summary.fixable(Safety::Unsafe) - now;
    if mode == Mode::Write {
        return fixable_later(later, "`--unsafe-fixes`");
    }
    let options = if least == Safety::Safe { "`--write`" } else { "`--write --unsafe-fixes`" };
    match (now, later) {
        (0, _) => fixable_later(later, "`--write --unsafe-fixes`"),
        (_, 0) => format!("[*] {now} fixable with {options}.\n"),
        (_, _) => format!("[*] {now} fixable with {options} ({later} more with `--unsafe-fixes`).\n"),
    }
}

fn fixable_later(number: u32, options: &str) -> String {
    if number == 0 { String::new() } else { format!("[-] {number} fixable with {options}.\n") }
}

fn would_fix(least: Safety, summary: &Summary) -> String {
    let applied = summary.applied();
    let more = summary.fixable(Safety::Unsafe) - summary.fixable(least);
    let hint = |word: &str| match more {
        0 => String::new(),
        more => format!(" ({more} {word} with `--unsafe-fixes`)"),
    };
    if applied == 0 {
        return format!("Would fix nothing{}.\n", hint("fixable"));
    }
    let files = count(summary.changed, "file");
    format!("Would fix {} in {files}{}.\n", count(applied, "finding"), hint("more"))
}

/// What the rewritten code needs installed.
fn needed(summary: &Summary) -> String {
    let applied = summary.rules.values().filter(|counts| counts.applied > 0);
    let mut all: Vec<&String> = applied.flat_map(|counts| counts.rule.dependencies()).collect();
    all.sort_unstable();
    all.dedup();
    text::requirements(&all).map_or_else(String::new, |all| format!("The result needs {all}.\n"))
}

fn fixed(summary: &Summary) -> String {
    let applied = summary.applied();
    if applied == 0 {
        return String::new();
    }
    let files = count(summary.changed, "file");
    let mut text = format!("Fixed {} in {files}:\n", count(applied, "finding"));
    let mut rules: Vec<_> = summary.rules.values().filter(|counts| counts.applied > 0).collect();
    rules.sort_by_key(|counts| (std::cmp::Reverse(counts.applied), counts.rule.code));
    for RuleCounts { rule, applied, .. } in rules {
        writeln!(text, "- {applied} × {} ({})", rule.code, rule.name).expect("writing to a string");
    }
    text.push('\n');
    text
}
