//! A rule's page, for `asyncfix rule`.

use std::fmt::Write;

use serde::Serialize;

use super::text;
use crate::edit::Safety;
use crate::rule::{self, Rule};

/// A rule with what its folder and its file's head say of it.
#[derive(Clone, Copy)]
pub struct RulePage<'a> {
    /// The rule.
    pub rule: &'a Rule,
    /// The folder's name.
    pub family: &'a str,
    /// Markdown: a first paragraph that sums it up, then sections.
    pub docs: &'a str,
}

/// The page as Markdown.
pub fn rule_text(page: &RulePage<'_>) -> String {
    let RulePage { rule, family, docs } = page;
    let mut text = format!("# {} ({})\n\n", rule.name, rule.code);
    let fixes = match rule.safety {
        Some(Safety::Safe) => "has safe fixes",
        Some(Safety::Unsafe) => "has unsafe fixes",
        Some(Safety::Manual) => "shows fixes, and applies none",
        None => "has no fixes",
    };
    let default = match rule.default {
        rule::Default::On => "on by default",
        rule::Default::Off => "off by default",
    };
    writeln!(text, "Family `{family}`; {fixes}; {default}.").expect("writing to a string");
    if !rule.aliases.is_empty() {
        writeln!(text, "Other tools call it {}.", rule.aliases.join(", ")).expect("writing to a string");
    }
    writeln!(text, "\n{}", docs.trim()).expect("writing to a string");
    text
}

/// The page as a JSON object.
pub fn rule_json(page: &RulePage<'_>) -> String {
    serde_json::to_string_pretty(&entry(page)).expect("entries have string keys") + "\n"
}

/// Pages as a JSON array.
pub fn rules_json(pages: &[RulePage<'_>]) -> String {
    let entries: Vec<_> = pages.iter().map(entry).collect();
    text::neutral_json(serde_json::to_string_pretty(&entries).expect("entries have string keys")) + "\n"
}

#[derive(Serialize)]
struct Entry<'a> {
    name: &'a str,
    code: &'a str,
    family: &'a str,
    summary: String,
    fix_availability: &'static str,
    default: bool,
    aliases: &'a [&'a str],
    explanation: &'a str,
}

fn entry<'a>(page: &RulePage<'a>) -> Entry<'a> {
    let rule = page.rule;
    Entry {
        name: rule.name,
        code: rule.code,
        family: page.family,
        summary: summary(page.docs),
        fix_availability: match rule.safety {
            Some(Safety::Safe) => "safe",
            Some(Safety::Unsafe) => "unsafe",
            Some(Safety::Manual) => "displayonly",
            None => "none",
        },
        default: rule.default == rule::Default::On,
        aliases: rule.aliases,
        explanation: page.docs,
    }
}

/// The first paragraph under whatever heading, on one line.
fn summary(docs: &str) -> String {
    let lines = docs.lines().map(str::trim).skip_while(|line| line.is_empty() || line.starts_with('#'));
    lines.take_while(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
