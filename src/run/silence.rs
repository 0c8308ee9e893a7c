//! Comments added to a text that silence what was found in it: for those who adopt asyncfix in a project that has findings.
//!
//! Only comments change, and that is proved before anybody sees the new text: its other tokens are the old ones. What a
//! comment silences may have hidden another finding, so a file is checked again, and silenced again, until nothing is left.

use std::collections::BTreeMap;

use super::outcome::{FileReport, ReportedFinding};
use crate::model::directives::{CommentPlaces, Directive, Directives, Form, Scope, is_code};
use crate::rule::{Needs, Rule};
use crate::source::{Source, TextEdit};
use crate::syntax::{Parsed, Ranged, TextRange, TextSize, Token, TokenKind, parse};

/// The comments to add.
#[derive(Debug, Clone)]
pub struct NewComments {
    /// How they are written. Rules without a code of letters and digits get asyncfix's own form in any case.
    pub form: Form,
    /// Why the findings are silenced; nothing if it is empty.
    pub reason: String,
}

/// Which findings get comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// All but those that may go once others are silenced.
    Inner,
    /// All.
    All,
}

/// The rule whose findings go once nothing blocks any more inside of what they are about.
const OUTER: &str = "endpoint-should-be-sync";

/// What adding comments to a file comes to.
pub struct Silenced {
    /// The new text.
    pub source: Source,
    /// The rules of the findings that the comments are about, one for each.
    pub rules: Vec<&'static Rule>,
}

/// A line with findings, and the comment for it.
struct Line<'a> {
    end: TextSize,
    findings: Vec<&'a ReportedFinding>,
}

/// The text with comments at the findings of its report; `None` where none can be added.
pub fn silence(report: &FileReport, comments: &NewComments, turn: Turn) -> Option<Silenced> {
    let source = report.source.as_deref()?;
    let parsed = parse(&source.text, &source.grammar).ok()?;
    let directives = Directives::new(&source.text, &parsed);
    let lines = lines(source, &parsed, &directives, report, turn);
    let edited = |lines: &[&Line<'_>]| {
        let edits = lines.iter().flat_map(|line| edits(source, &parsed, &directives, line, comments));
        let new = source.with_edits(&edits.collect::<Vec<_>>()).ok()?;
        has_equal_code(source, &parsed, &new).then_some(new)
    };
    let mut chosen: Vec<&Line<'_>> = lines.iter().collect();
    let mut new = edited(&chosen);
    if new.is_none() {
        chosen.retain(|line| edited(&[line]).is_some());
        new = edited(&chosen);
    }
    let rules: Vec<&'static Rule> =
        chosen.iter().flat_map(|line| &line.findings).map(|finding| finding.rule).collect();
    let source = new.filter(|_| !rules.is_empty())?;
    Some(Silenced { source, rules })
}

/// The lines to which comments are to be added, in order.
fn lines<'a>(
    source: &Source,
    parsed: &Parsed,
    directives: &Directives<'_>,
    report: &'a FileReport,
    turn: Turn,
) -> Vec<Line<'a>> {
    // A comment that names the rule and has not silenced it would not do so if it named the rule twice.
    let is_named = |finding: &ReportedFinding| {
        let mut about = directives.about(finding.range).flat_map(|index| directives.all()[index].names());
        about.any(|name| name.text == finding.rule.code || name.text == finding.rule.name)
    };
    let mut lines: BTreeMap<TextSize, Vec<&ReportedFinding>> = BTreeMap::new();
    let places = CommentPlaces::new(&source.text, parsed.tokens());
    let has_turn = |rule: &Rule| turn == Turn::All || rule.name != OUTER;
    let findings = report.findings.iter().filter(|finding| has_turn(finding.rule));
    for finding in findings.filter(|finding| is_silenced_by_line(finding.rule) && !is_named(finding)) {
        lines.entry(places.place(finding.range.start())).or_default().push(finding);
    }
    lines.into_iter().map(|(end, findings)| Line { end, findings }).collect()
}

/// Whether one silences findings of a rule by a comment at them: not by one more of those that are of no use.
fn is_silenced_by_line(rule: &Rule) -> bool {
    !matches!(rule.needs, Needs::Suppressions)
}

/// What changes at the end of a line: names in lists that are there, or a comment.
fn edits(
    source: &Source,
    parsed: &Parsed,
    directives: &Directives<'_>,
    line: &Line<'_>,
    comments: &NewComments,
) -> Vec<TextEdit> {
    let comment = comment_ending_at(parsed, line.end);
    let on_line = |form| {
        let there = directives.all().iter().filter(|directive| Some(directive.comment) == comment);
        there.filter(|directive| directive.scope == Scope::Line).find_map(move |directive| {
            (directive.form == form).then(|| Some((directive, last_of_list(directive)?)))?
        })
    };
    let (mut edits, mut texts) = (Vec::new(), Vec::new());
    let (of_noqa, of_own): (Vec<&'static Rule>, Vec<&'static Rule>) =
        rules(line).into_iter().partition(|rule| {
            is_code(rule.code) && form_for(on_line(Form::Own).is_some(), comments) == Form::Noqa
        });
    for (form, rules) in [(Form::Noqa, of_noqa), (Form::Own, of_own)] {
        if rules.is_empty() {
            continue;
        }
        if let Some((directive, last)) = on_line(form) {
            let names = rules.iter().map(|rule| format!(", {}", name_beside(directive, rule)));
            edits.push(TextEdit { range: TextRange::empty(last), content: names.collect() });
            continue;
        }
        let names = |name: fn(&Rule) -> &'static str| {
            rules.iter().map(|rule| name(rule)).collect::<Vec<_>>().join(", ")
        };
        let mut text = match form {
            Form::Noqa => format!("# noqa: {}", names(|rule| rule.code)),
            Form::Own => format!("# asyncfix: ignore[{}]", names(|rule| rule.name)),
        };
        if !comments.reason.is_empty() {
            text.push(' ');
            text.push_str(&comments.reason);
        }
        texts.push(text);
    }
    if !texts.is_empty() {
        let before = &source.text[..line.end.to_usize()];
        let start = TextSize::of(before.trim_end_matches([' ', '\t']));
        let content = format!("  {}", texts.join("  "));
        edits.push(TextEdit { range: TextRange::new(start, line.end), content });
    }
    edits.sort_by_key(|edit| edit.range.start());
    edits
}

/// The form for a line: that of a list of asyncfix's own that is there already, else what was asked for.
fn form_for(has_own_list: bool, comments: &NewComments) -> Form {
    if has_own_list { Form::Own } else { comments.form }
}

/// The rules of a line's findings, each once, by code.
fn rules(line: &Line<'_>) -> Vec<&'static Rule> {
    let mut rules: Vec<&'static Rule> = line.findings.iter().map(|finding| finding.rule).collect();
    rules.sort_by_key(|rule| rule.code);
    rules.dedup_by_key(|rule| rule.code);
    rules
}

/// A rule's name for a list, which has codes or names.
fn name_beside(directive: &Directive<'_>, rule: &Rule) -> &'static str {
    let has_codes = directive.names().first().is_some_and(|first| is_code(first.text));
    if has_codes && is_code(rule.code) { rule.code } else { rule.name }
}

/// Where a list ends that more names can be added to; words of a reason may follow it.
fn last_of_list(directive: &Directive<'_>) -> Option<TextSize> {
    let mut names = directive.names().iter();
    let last = match directive.form {
        Form::Noqa => names.take_while(|name| is_code(name.text)).last(),
        Form::Own => names.next_back(),
    };
    last.map(|name| name.range.end())
}

/// The comment at the end of a line.
fn comment_ending_at(parsed: &Parsed, end: TextSize) -> Option<TextRange> {
    let tokens: &[Token] = parsed.tokens();
    let after = tokens.partition_point(|token| token.end() < end);
    let ending = tokens[after..].iter().take_while(|token| token.end() == end);
    ending.filter(|token| token.kind() == TokenKind::Comment).map(Ranged::range).next()
}

/// Whether two texts differ in comments and blanks alone.
fn has_equal_code(old: &Source, parsed: &Parsed, new: &Source) -> bool {
    let Ok(new_parsed) = parse(&new.text, &new.grammar) else { return false };
    code(old, parsed).eq(code(new, &new_parsed))
}

fn code<'a>(source: &'a Source, parsed: &'a Parsed) -> impl Iterator<Item = (TokenKind, &'a str)> {
    let tokens = parsed.tokens().iter().filter(|token| token.kind() != TokenKind::Comment);
    tokens.map(|token| (token.kind(), &source.text[token.range()]))
}
