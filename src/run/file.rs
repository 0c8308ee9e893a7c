//! One file: parsed, understood and checked, with or without the whole program; and repaired by one pass of fixes.

use std::cell::LazyCell;

use rustc_hash::FxHashSet;

use super::check::{Dispatch, Found, Noqa, RuleSwitches, check};
use super::cleanup::apply_with_cleanup;
use super::outcome::{Problem, ProblemKind, ReportedFinding, ReportedFix};
use super::places::Places;
use crate::edit::{Applied, Document, Fix, Safety};
use crate::facts::{Facts, Name, extract};
use crate::model::Model;
use crate::model::directives::{CommentPlaces, Unreadable, mentions_own};
use crate::rule::suppression::Suppressions;
use crate::rule::{Cx, Options, Rule};
use crate::source::{Source, TextEdit};
use crate::syntax::{SyntaxError, TextRange, parse, with_nodes};

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

/// How many bytes of a file are read again, all in all, to show the edits of its fixes: each is proven on the whole text.
const PREVIEWED: usize = 16 << 20;

/// The fixes that are shown with their edits in any case.
const FEWEST_PREVIEWS: usize = 20;

/// Whether a report shows the edits of each fix.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Previews {
    /// Every fix comes with its edits, but for the last ones of a file that has very many.
    Edits,
    /// A fix has its title and its safety alone.
    Titles,
}

/// What a file is checked by.
pub(super) struct Check<'r> {
    pub dispatch: &'r Dispatch,
    pub switches: RuleSwitches,
    /// For each rule whether it runs on the file, once the program is known.
    pub enabled: &'r [bool],
    pub options: &'r Options,
    pub request: Request,
    /// What the whole program knows of the file, and of other places.
    pub places: Option<Places<'r>>,
    /// Whether a later look asks more rules.
    pub turn: Turn,
}

/// Whether a look at a file is the one whose findings count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Turn {
    /// The rules that ask the program come later.
    First,
    /// All rules are asked.
    Last,
}

/// What one look at a text leads to.
pub(super) struct Pass {
    pub findings: Vec<ReportedFinding>,
    /// What came of the fixes that were to be applied.
    pub applied: Option<Applied>,
    /// The rules of those fixes, as they are numbered in `applied`.
    pub rules: Vec<&'static Rule>,
}

/// What a look at a text gives.
#[derive(Default)]
pub(super) struct Look {
    /// Its facts, if they were asked for.
    pub facts: Option<Facts>,
    /// What came of the rules, if one was on.
    pub pass: Option<Pass>,
    /// Whether codemods may find something, once the program is known; `None` if it was not asked.
    pub has_candidates: Option<bool>,
    /// The comments that were meant to silence something, and do not.
    pub mistakes: Vec<Problem>,
}

/// Whether a look at a file also takes its facts.
#[derive(Debug, Clone, Copy)]
pub(super) enum TakeFacts<'i> {
    /// With the operators and attributes that matter.
    Yes(&'i FxHashSet<Name>),
    /// It does not.
    No,
}

/// Parses a text and looks at it once: takes its facts, and checks it if a rule is on. Fixes are applied only by those
/// who ask for it with `least`.
pub(super) fn look(
    source: &Source,
    check: Option<&Check<'_>>,
    facts: TakeFacts<'_>,
    least: Option<Safety>,
) -> Result<Look, SyntaxError> {
    let parsed = parse(&source.text, &source.grammar)?;
    with_nodes(&parsed, |nodes| {
        let model = Model::new(&source.text, &parsed, nodes);
        let facts = match facts {
            TakeFacts::Yes(interest) => Some(extract(&model, interest)),
            TakeFacts::No => None,
        };
        let Some(check) = check else { return Look { facts, ..Look::default() } };
        let document = Document::new(&source.text, &parsed, &model.nodes, &source.grammar);
        let has_candidates =
            facts.as_ref().map(|facts| check.has_candidates(source, &model, &document, facts));
        let pass = Some(check.pass(source, &model, &document, least));
        Look { facts, pass, has_candidates, mistakes: check.mistakes(source, &model) }
    })
}

impl Check<'_> {
    fn mistakes(&self, source: &Source, model: &Model<'_>) -> Vec<Problem> {
        if self.request.noqa == Noqa::Ignored || !mentions_own(&source.text) {
            return Vec::new();
        }
        let mistakes = Suppressions::new(model.text, model.parsed).mistakes(self.dispatch.rules());
        let problem = |mistake: Unreadable| Problem {
            kind: ProblemKind::Suppression,
            location: Some(source.location(mistake.start)),
            message: mistake.message,
        };
        mistakes.into_iter().map(problem).collect()
    }

    /// Whether codemods may find something once the program is known. A file has to be parsed for them again.
    fn has_candidates<'a>(
        &'a self,
        source: &'a Source,
        model: &'a Model<'a>,
        document: &'a Document<'a>,
        facts: &Facts,
    ) -> bool {
        let enabled = |index: usize| self.enabled[index];
        self.dispatch.codemods_concern(facts, enabled)
            && self
                .dispatch
                .codemods_may_find(&Cx::new(model, document, self.options, &source.path, None), enabled)
    }

    fn pass<'a>(
        &'a self,
        source: &'a Source,
        model: &'a Model<'a>,
        document: &'a Document<'a>,
        least: Option<Safety>,
    ) -> Pass {
        let found = check(
            model,
            document,
            self.dispatch,
            &self.switches,
            self.options,
            &source.path,
            self.places.map(|places| places.file),
            self.request.noqa,
            (self.turn == Turn::Last).then_some(self.enabled),
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
        let applied = (!fixes.is_empty()).then(|| apply_with_cleanup(model, document, &fixes));
        // Where something was applied the file is looked at again, and what is found then is what is shown.
        let is_last = applied.as_ref().is_none_or(|applied| applied.accepted.is_empty());
        let all_previews = if is_last { self.request.previews } else { Previews::Titles };
        let shown = (PREVIEWED / source.text.len().max(1)).max(FEWEST_PREVIEWS);
        let comment_places = LazyCell::new(|| CommentPlaces::new(model.text, model.parsed.tokens()));
        let reported = |(place, found)| {
            let previews = if place < shown { all_previews } else { Previews::Titles };
            self.reported(source, model, document, found, previews, &comment_places)
        };
        let findings = found.into_iter().enumerate().map(reported).collect();
        Pass { findings, applied, rules }
    }

    fn reported(
        &self,
        source: &Source,
        model: &Model,
        document: &Document,
        found: Found,
        previews: Previews,
        places: &CommentPlaces<'_>,
    ) -> ReportedFinding {
        let Found { rule, finding } = found;
        let start = source.location(finding.range.start());
        let mut withheld = finding.withheld;
        let fix = finding.fix.and_then(|fix| {
            let edits = match previews {
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
            noqa_row: source.location(places.place(finding.range.start())).row,
            message: finding.message,
            help: finding.help,
            fix,
            withheld,
            related: finding.related.iter().filter_map(|place| self.places?.place(place)).collect(),
        }
    }
}

pub(super) fn syntax_problem(source: &Source, error: &SyntaxError) -> Problem {
    Problem {
        kind: ProblemKind::Syntax,
        location: Some(source.location(error.range.start())),
        message: error.message.clone(),
    }
}

pub(super) fn text_edits(edits: Vec<(TextRange, String)>) -> Vec<TextEdit> {
    edits.into_iter().map(|(range, content)| TextEdit { range, content }).collect()
}

/// A number for a text, to see whether it is the same.
pub(super) fn hash(text: &str) -> u64 {
    xxhash_rust::xxh3::xxh3_64(text.as_bytes())
}
