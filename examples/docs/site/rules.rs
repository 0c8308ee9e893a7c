//! A page for each rule and codemod, of its head and of what it does to its own example, and the two overviews.

use std::fmt::Write as _;
use std::path::PathBuf;

use asyncfix::codemod::example::{Example, examples};
use asyncfix::edit::Safety;
use asyncfix::report::{self, Color, Format, unified_diff};
use asyncfix::rule::{Default, Options, Rule, RuleEntry, registry};
use asyncfix::run::{Dispatch, FileReport, checked_text, repaired_text};
use asyncfix::syntax::PythonVersion;

use super::guides::about_rules;
use super::markdown::{code, parts};
use super::{Page, Section};

/// The families of rules with their titles, in the order of their codes.
const FAMILIES: &[(&str, &str)] = &[
    ("blocking", "Blocking the event loop"),
    ("awaiting", "Awaiting and tasks"),
    ("cancellation", "Cancellation and timeouts"),
    ("bridges", "Between sync and async"),
    ("concurrency", "Groups and locks"),
    ("resources", "Generators and resources"),
    ("modernising", "Outdated asyncio"),
    ("frameworks", "Frameworks"),
    ("advice", "Advice"),
    ("suppressions", "Suppressions"),
];

/// The overviews, and a page for each rule and codemod.
pub fn pages() -> Result<Vec<Page>, String> {
    let (codemods, rules): (Vec<_>, Vec<_>) =
        registry::all().iter().partition(|entry| entry.rule.pack().is_some());
    let mut pages = vec![Page {
        path: "rules/index.md".to_owned(),
        title: "Overview".to_owned(),
        source: "README.md".to_owned(),
        text: format!("# Rules\n{}\n{}", about_rules()?, tables(&rules)),
        section: Section::Rules(None),
    }];
    for group in groups(&rules) {
        pages.extend(group.iter().map(|entry| page(entry)).collect::<Result<Vec<_>, _>>()?);
    }
    pages.push(Page {
        path: "codemods/index.md".to_owned(),
        title: "Overview".to_owned(),
        source: "codemods".to_owned(),
        text: format!("# Codemods\n\n{ABOUT_CODEMODS}\n{}", tables(&codemods)),
        section: Section::Codemods(None),
    });
    for group in groups(&codemods) {
        pages.extend(group.iter().map(|entry| page(entry)).collect::<Result<Vec<_>, _>>()?);
    }
    Ok(pages)
}

const ABOUT_CODEMODS: &str = "The codemods that come with asyncfix, by their packs. `asyncfix --codemod NAME` runs a codemod or a pack \
     alone. [Writing codemods](/README.md#codemods-your-own-rewrites) tells how to add your own.\n";

/// Rules by their families or packs, in the order of the first code of each.
fn groups<'a>(entries: &[&'a RuleEntry]) -> Vec<Vec<&'a RuleEntry>> {
    let mut groups: Vec<Vec<&RuleEntry>> = Vec::new();
    for entry in entries {
        match groups.iter_mut().find(|group| group[0].family == entry.family) {
            Some(group) => group.push(entry),
            None => groups.push(vec![entry]),
        }
    }
    groups
}

fn tables(entries: &[&RuleEntry]) -> String {
    let mut text = String::new();
    for group in groups(entries) {
        write!(
            text,
            "## {}\n\n| code | name | what it finds | fix | other tools |\n|---|---|---|---|---|\n",
            title(group[0])
        )
        .expect("a string takes all text");
        for entry in group {
            let rule = entry.rule;
            let off = if rule.default == Default::Off { " (off by default)" } else { "" };
            let summary = entry.summary().trim_end_matches('.');
            let (name, place) = (rule.name, source(entry));
            let (level, others) = (level(rule.safety).unwrap_or_default(), rule.aliases.join(" "));
            writeln!(text, "| {} | [{name}](/{place}){off} | {summary} | {level} | {others} |", rule.code)
                .expect("a string takes all text");
        }
        text.push('\n');
    }
    text
}

fn page(entry: &RuleEntry) -> Result<Page, String> {
    let name = entry.rule.name;
    let is_codemod = entry.rule.pack().is_some();
    let folder = if is_codemod { "codemods" } else { "rules" };
    let group = Some(title(entry));
    Ok(Page {
        path: format!("{folder}/{name}.md"),
        title: name.to_owned(),
        source: source(entry),
        text: text(entry).map_err(|problem| format!("{name}: {problem}"))?,
        section: if is_codemod { Section::Codemods(group) } else { Section::Rules(group) },
    })
}

fn text(entry: &RuleEntry) -> Result<String, String> {
    let rule = entry.rule;
    let shown = examples(entry.page).into_iter().next().ok_or("its page has no example")?;
    let mut text = format!("# {}\n\n", rule.name);
    for (heading, body) in parts(entry.page, "##") {
        match heading {
            None => write!(text, "{}\n\n{}\n", body.trim(), facts(entry)),
            Some(heading) => write!(text, "## {heading}\n\n{}\n\n", body.trim()),
        }
        .expect("a string takes all text");
        match heading {
            Some("Example") => text.push_str(&reported(entry, &shown)?),
            Some("Use instead") => text.push_str(&patch(entry, &shown)?),
            _ => {}
        }
    }
    text.push_str(&usage(entry));
    Ok(text)
}

/// What is to be known of a rule in a few words, as a table.
fn facts(entry: &RuleEntry) -> String {
    let rule = entry.rule;
    let kind = if rule.pack().is_some() { "pack" } else { "family" };
    let default = match rule.default {
        Default::On => "on",
        Default::Off => "off",
    };
    let fixes = level(rule.safety).map_or("none", |level| level);
    let mut rows = vec![
        ("code", format!("`{}`", rule.code)),
        (kind, entry.family.to_owned()),
        ("by default", default.to_owned()),
        ("best fix", fixes.to_owned()),
    ];
    if !rule.aliases.is_empty() {
        rows.push(("other tools", rule.aliases.join(", ")));
    }
    if !rule.dependencies().is_empty() {
        rows.push(("the result needs", format!("`{}`", rule.dependencies().join("`, `"))));
    }
    let cells = |cell: fn(&(&str, String)) -> String| rows.iter().map(cell).collect::<Vec<_>>().join(" | ");
    format!(
        "| {} |\n|{}\n| {} |\n",
        cells(|(name, _)| (*name).to_owned()),
        "---|".repeat(rows.len()),
        cells(|(_, value)| value.clone())
    )
}

/// What asyncfix says of the example.
fn reported(entry: &RuleEntry, example: &Example) -> Result<String, String> {
    let report = report_with(&rules_for(entry, example)?, entry, example)?;
    let options =
        report::Options { format: Format::Full, color: Color::Plain, directory: PathBuf::from("/project") };
    let output = report::render_file(&options, &report).output;
    Ok(format!("asyncfix says:\n\n{}\n", code("text", &String::from_utf8_lossy(&output))))
}

/// What asyncfix makes of the example, as it prints it with `--diff`.
fn patch(entry: &RuleEntry, example: &Example) -> Result<String, String> {
    let Some(safety) = entry.rule.safety else {
        return Ok("asyncfix has no fix for it: the change is yours to make.\n\n".to_owned());
    };
    let dispatch = Dispatch::new(rules_for(entry, example)?);
    let report = repaired_text(&dispatch, &options(), &example.before, Safety::Unsafe)
        .map_err(|error| error.to_string())?;
    let Some(rewrite) = &report.rewrite else {
        return Err(format!("its fixes are {safety:?}, and its example is not changed"));
    };
    let patch = unified_diff(&report.path, &rewrite.before, &rewrite.after);
    Ok(format!("asyncfix makes the change itself:\n\n{}\n", code("diff", &String::from_utf8_lossy(&patch))))
}

/// The rules with which a rule finds something in its example: it alone, or, if it is about what others find, with all of
/// them that are on by default.
fn rules_for(entry: &RuleEntry, example: &Example) -> Result<Vec<&'static Rule>, String> {
    let alone = vec![entry.rule];
    let others = registry::all().iter().map(|other| other.rule).filter(|other| other.default == Default::On);
    let beside = alone.iter().copied().chain(others.filter(|other| other.code != entry.rule.code)).collect();
    for rules in [alone, beside] {
        if !report_with(&rules, entry, example)?.findings.is_empty() {
            return Ok(rules);
        }
    }
    Err("nothing is found in its example".to_owned())
}

/// What a rule finds in its example when these are run.
fn report_with(rules: &[&'static Rule], entry: &RuleEntry, example: &Example) -> Result<FileReport, String> {
    let mut report = checked_text(&Dispatch::new(rules.to_vec()), &options(), &example.before)
        .map_err(|error| error.to_string())?;
    report.findings.retain(|finding| finding.rule.code == entry.rule.code);
    Ok(report)
}

/// How to run a rule, and how to silence it.
fn usage(entry: &RuleEntry) -> String {
    let rule = entry.rule;
    let option = match (rule.pack(), rule.default) {
        (Some(_), _) => "--codemod",
        (None, Default::On) => "--select",
        (None, Default::Off) => "--extend-select",
    };
    let mut commands = format!("$ asyncfix {option} {} src\n", rule.name);
    if let Some(safety) = rule.safety {
        let more = if safety == Safety::Safe { "" } else { "--unsafe-fixes " };
        writeln!(commands, "$ asyncfix {option} {} --diff {more}src", rule.name)
            .expect("a string takes all text");
    }
    let others = rule.aliases.first().map_or_else(String::new, |alias| format!(" or `# noqa: {alias}`"));
    format!(
        "## Run and silence\n\n{}\n`# noqa: {}`{others} at the end of a line silences it there.\n",
        code("console", &commands),
        rule.code
    )
}

/// The Python that examples are written for.
fn options() -> Options {
    Options { target: PythonVersion::PY312, ..Options::default() }
}

fn level(safety: Option<Safety>) -> Option<&'static str> {
    Some(match safety? {
        Safety::Safe => "safe",
        Safety::Unsafe => "unsafe",
        Safety::Manual => "shown, not applied",
    })
}

/// The title of a family; a pack is called by its name.
fn title(entry: &RuleEntry) -> String {
    let known = FAMILIES.iter().find(|(family, _)| *family == entry.family);
    known.map_or(entry.family, |(_, title)| title).to_owned()
}

/// The file of the repository that a rule stands in.
fn source(entry: &RuleEntry) -> String {
    let stem = entry.rule.name.replace('-', "_");
    match entry.rule.pack() {
        Some(pack) => format!("codemods/{pack}/{stem}.py"),
        None => format!("src/rules/{}/{stem}.rs", entry.family),
    }
}
