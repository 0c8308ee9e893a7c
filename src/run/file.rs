//! One file from text to report: checked, and repaired if asked.

use std::sync::Arc;

use rustc_hash::FxHashSet;

use super::check::{Dispatch, Found, Noqa, RuleSwitches, check};
use super::cleanup::apply_with_cleanup;
use super::outcome::{FileReport, Problem, ProblemKind, ReportedFinding, ReportedFix, Rewrite};
use crate::edit::{Applied, Document, Fix, Safety};
use crate::model::Model;
use crate::rule::{Options, Rule};
use crate::source::{Source, TextEdit};
use crate::syntax::{Nodes, Parsed, SyntaxError, TextRange, parse, with_nodes};

/// How often fixes are applied to one file before what is left is only reported.
const PASS_LIMIT: usize = 10;

/// What is asked of every file of a run.
#[derive(Debug, Clone, Copy)]
pub struct Request {
    /// What is done with fixes.
    pub fixes: Fixes,
    /// Whether `# noqa` comments count.
    pub noqa: Noqa,
    /// Whether the report shows what each fix changes.
    pub previews: Previews,
}

/// What is done with fixes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fixes {
    /// They are reported with their findings.
    Report,
    /// Those that are at least this safe are applied.
    Apply(Safety),
}

/// Whether a report shows the edits of each fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Previews {
    /// Every fix comes with its edits.
    Edits,
    /// A fix has its title and its safety alone.
    Titles,
}

/// Checks, and repairs where the request says so, one decoded file. `enabled` tells which of the dispatch's rules run
/// on it. `None` where no rule could find anything in it: most files of most projects.
pub fn run_source(
    source: Source,
    dispatch: &Dispatch,
    enabled: impl Fn(usize) -> bool,
    options: &Options,
    request: Request,
) -> Option<FileReport> {
    let switches = dispatch.relevant(&source.text, enabled)?;
    let file = File { dispatch, switches, options, request };
    Some(match request.fixes {
        Fixes::Report => file.report(source),
        Fixes::Apply(least) => file.repair(&source, least),
    })
}

struct File<'r> {
    dispatch: &'r Dispatch,
    switches: RuleSwitches,
    options: &'r Options,
    request: Request,
}

/// What one pass over a text leads to.
struct Pass {
    findings: Vec<ReportedFinding>,
    applied: Option<Applied>,
    rules: Vec<&'static Rule>,
}

impl File<'_> {
    fn report(&self, source: Source) -> FileReport {
        let mut report = empty_report(&source);
        match parse(&source.text, &source.grammar) {
            Err(error) => report.problems.push(syntax_problem(&source, &error)),
            Ok(parsed) => match with_nodes(&parsed, |nodes| self.pass(&source, &parsed, nodes, None)) {
                Err(error) => report.problems.push(syntax_problem(&source, &error)),
                Ok(pass) => report.findings = pass.findings,
            },
        }
        if !report.findings.is_empty() || !report.problems.is_empty() {
            report.source = Some(Arc::new(source));
        }
        report
    }

    fn repair(&self, source: &Source, least: Safety) -> FileReport {
        let mut report = empty_report(source);
        let mut seen = FxHashSet::default();
        seen.insert(hash(&source.text));
        let mut current = source.clone();
        let mut last_rules: Vec<&'static Rule> = Vec::new();
        for _ in 0..PASS_LIMIT {
            let parsed = match parse(&current.text, &current.grammar) {
                Ok(parsed) => parsed,
                Err(error) => {
                    report.problems.push(syntax_problem(&current, &error));
                    break;
                }
            };
            let pass = match with_nodes(&parsed, |nodes| self.pass(&current, &parsed, nodes, Some(least))) {
                Ok(pass) => pass,
                Err(error) => {
                    report.problems.push(syntax_problem(&current, &error));
                    break;
                }
            };
            drop(parsed);
            report.findings = pass.findings;
            let Some(applied) = pass.applied else { break };
            report.problems.extend(applied.broken.iter().map(|(fix, breach)| bug(pass.rules[*fix], breach)));
            if applied.accepted.is_empty() {
                break;
            }
            let next = match current.with_edits(&text_edits(applied.edits)) {
                Ok(next) => next,
                Err(error) => {
                    report.problems.push(Problem {
                        kind: ProblemKind::Bug,
                        location: None,
                        message: format!("its fixes cannot be written: {error}; please report this"),
                    });
                    break;
                }
            };
            let rules: Vec<&'static Rule> = applied.accepted.iter().map(|fix| pass.rules[*fix]).collect();
            if !seen.insert(hash(&next.text)) {
                last_rules.extend(rules);
                report.problems.push(endless(&last_rules));
                break;
            }
            count(&mut report.applied, &rules);
            last_rules = rules;
            current = next;
        }
        finish(&mut report, source, current);
        report
    }

    /// Checks one text, and applies to it the fixes that are at least as safe as `least`.
    fn pass(&self, source: &Source, parsed: &Parsed, nodes: Nodes<'_>, least: Option<Safety>) -> Pass {
        let model = Model::new(&source.text, parsed, nodes);
        let document = Document::new(&source.text, parsed, &model.nodes, &source.grammar);
        let found = check(
            &model,
            &document,
            self.dispatch,
            &self.switches,
            self.options,
            &source.path,
            self.request.noqa,
        );
        let mut rules = Vec::new();
        let mut fixes: Vec<(&str, &Fix)> = Vec::new();
        for found in &found {
            if let (Some(fix), Some(least)) = (&found.finding.fix, least)
                && fix.safety >= least
            {
                rules.push(found.rule);
                fixes.push((found.rule.code, fix));
            }
        }
        let applied = (!fixes.is_empty()).then(|| apply_with_cleanup(&model, &document, &fixes));
        let findings =
            found.into_iter().map(|found| self.reported(source, &model, &document, found)).collect();
        Pass { findings, applied, rules }
    }

    fn reported(&self, source: &Source, model: &Model, document: &Document, found: Found) -> ReportedFinding {
        let Found { rule, finding } = found;
        let start = source.location(finding.range.start());
        let mut withheld = finding.withheld;
        let fix = finding.fix.and_then(|fix| {
            let edits = match self.request.previews {
                Previews::Titles => Vec::new(),
                Previews::Edits => {
                    let applied = apply_with_cleanup(model, document, &[(rule.code, &fix)]);
                    if let Some((_, breach)) = applied.broken.into_iter().next() {
                        withheld = Some(format!("it would not hold: {breach}"));
                        return None;
                    }
                    if applied.accepted.is_empty() {
                        withheld = Some("the import that it needs has no place here".to_owned());
                        return None;
                    }
                    text_edits(applied.edits)
                }
            };
            Some(ReportedFix { title: fix.title, safety: fix.safety, reason: fix.reason, edits })
        });
        ReportedFinding {
            rule,
            range: finding.range,
            start,
            end: source.location(finding.range.end()),
            noqa_row: start.row,
            message: finding.message,
            help: finding.help,
            fix,
            withheld,
        }
    }
}

/// Says what the fixes made of the file.
fn finish(report: &mut FileReport, source: &Source, current: Source) {
    if current.text != source.text {
        match (source.encode(), current.encode()) {
            (Ok(before), Ok(after)) => report.rewrite = Some(Rewrite { before, after }),
            (_, Err(error)) | (Err(error), _) => {
                report.applied.clear();
                report.problems.push(Problem {
                    kind: ProblemKind::Io,
                    location: error.location(),
                    message: format!("its fixes were not applied: {error}"),
                });
            }
        }
    }
    if !report.findings.is_empty() || !report.problems.is_empty() {
        report.source = Some(Arc::new(current));
    }
}

fn empty_report(source: &Source) -> FileReport {
    FileReport {
        path: source.path.clone(),
        source: None,
        findings: Vec::new(),
        problems: Vec::new(),
        applied: Vec::new(),
        rewrite: None,
    }
}

fn syntax_problem(source: &Source, error: &SyntaxError) -> Problem {
    Problem {
        kind: ProblemKind::Syntax,
        location: Some(source.location(error.range.start())),
        message: error.message.clone(),
    }
}

fn bug(rule: &Rule, breach: &str) -> Problem {
    Problem {
        kind: ProblemKind::Bug,
        location: None,
        message: format!("a fix of {} ({}) was dropped: {breach}; please report this", rule.code, rule.name),
    }
}

fn endless(rules: &[&'static Rule]) -> Problem {
    let mut names: Vec<&str> = rules.iter().map(|rule| rule.name).collect();
    names.sort_unstable();
    names.dedup();
    Problem {
        kind: ProblemKind::Bug,
        location: None,
        message: format!(
            "the fixes of {} undo each other and were stopped; please report this",
            names.join(", ")
        ),
    }
}

fn count(applied: &mut Vec<(&'static Rule, u32)>, rules: &[&'static Rule]) {
    for rule in rules {
        match applied.iter_mut().find(|(known, _)| known.code == rule.code) {
            Some((_, count)) => *count += 1,
            None => applied.push((rule, 1)),
        }
    }
}

fn text_edits(edits: Vec<(TextRange, String)>) -> Vec<TextEdit> {
    edits.into_iter().map(|(range, content)| TextEdit { range, content }).collect()
}

fn hash(text: &str) -> u64 {
    use std::hash::{BuildHasher as _, BuildHasherDefault};
    BuildHasherDefault::<rustc_hash::FxHasher>::default().hash_one(text)
}
