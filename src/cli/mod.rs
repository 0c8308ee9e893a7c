//! What the user types: options in, exit status out. Nothing else in asyncfix knows the command line.

pub mod args;
mod codemod;
pub mod exit;
mod graph;
pub mod output;
mod program;
pub mod progress;
mod run;
mod silence;

pub use run::run;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use args::{CheckArgs, OutputFormat, PageFormat, RuleArgs};
use exit::Findings;

use crate::config::{Discovery, SettingsMap, TargetVersion};
use crate::edit::Safety;
use crate::report::{self, Color, Format, Mode, RulePage};
use crate::rule::registry;
use crate::source::FoundFile;

/// Where the code to check comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input<'a> {
    /// Files and folders.
    Paths(&'a [PathBuf]),
    /// Standard input, with the path that it is checked as, if there is one.
    Stdin(Option<&'a Path>),
}

/// What to do with fixes and findings.
pub fn mode(args: &CheckArgs) -> Mode {
    silence::mode_of(args).unwrap_or(match (args.diff, args.write) {
        (true, _) => Mode::Diff,
        (_, true) => Mode::Write,
        (false, false) => Mode::Check,
    })
}

/// The safety that a fix must have to be applied.
pub fn least_safety(args: &CheckArgs) -> Safety {
    if args.unsafe_fixes { Safety::Unsafe } else { Safety::Safe }
}

/// Whether findings show in the exit status.
pub fn counted_findings(args: &CheckArgs) -> Findings {
    if args.exit_zero { Findings::Hide } else { Findings::Count }
}

/// The report's format.
pub fn format(args: &CheckArgs) -> Format {
    match args.output_format {
        OutputFormat::Full => Format::Full,
        OutputFormat::Concise => Format::Concise,
        OutputFormat::Json => Format::Json,
    }
}

/// How to write the report.
pub fn report_options(args: &CheckArgs, directory: PathBuf) -> report::Options {
    let color = output::output_color(args.color, args.output_file.as_deref());
    report::Options { format: format(args), color, directory }
}

/// Where the code comes from.
///
/// # Errors
/// `-` stands beside other paths, or `--stdin-filename` without `-`.
pub fn input(args: &CheckArgs) -> anyhow::Result<Input<'_>> {
    let stdin = Path::new("-");
    match args.paths.as_slice() {
        [path] if path == stdin => Ok(Input::Stdin(args.stdin_filename.as_deref())),
        paths if paths.iter().any(|path| path == stdin) => {
            anyhow::bail!("`-` is standard input and stands alone; a file of this name is `./-`")
        }
        _ if args.stdin_filename.is_some() => {
            anyhow::bail!("`--stdin-filename` names standard input; add `-` to the command")
        }
        paths => Ok(Input::Paths(paths)),
    }
}

/// Where settings come from.
fn discovery(config: Option<&Path>, is_isolated: bool) -> Discovery {
    match (config, is_isolated) {
        (Some(file), _) => Discovery::File(file.to_owned()),
        (None, true) => Discovery::Isolated,
        (None, false) => Discovery::Closest,
    }
}

fn target_version(option: Option<&str>) -> anyhow::Result<Option<TargetVersion>> {
    option.map(|text| text.parse::<TargetVersion>().context("in `--target-version`")).transpose()
}

fn thread_pool(threads: Option<NonZeroUsize>) -> anyhow::Result<rayon::ThreadPool> {
    let threads = threads.map_or(0, NonZeroUsize::get);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().context("no threads can be started")
}

/// `--force-exclude`: the files that no settings exclude.
fn without_excluded(settings: &SettingsMap<'_>, files: Vec<FoundFile>) -> anyhow::Result<Vec<FoundFile>> {
    let mut kept = Vec::with_capacity(files.len());
    for file in files {
        if !settings.for_file(&file.absolute)?.excludes_with_parents(&file.absolute) {
            kept.push(file);
        }
    }
    Ok(kept)
}

/// What `asyncfix rule` prints: the page of one rule, of those that another tool's code stands for, or of all.
///
/// # Errors
/// No rule has the name or code.
pub fn rule_output(args: &RuleArgs, pages: &[RulePage<'_>]) -> anyhow::Result<String> {
    let Some(wanted) = &args.rule else {
        return Ok(match args.output_format {
            PageFormat::Json => report::rules_json(pages),
            PageFormat::Text => pages.iter().map(report::rule_text).collect::<Vec<_>>().join("\n"),
        });
    };
    let found = find_pages(pages, wanted);
    Ok(match (&*found, args.output_format) {
        ([], _) => {
            let nearest = registry::closest(pages.iter().map(|page| page.rule), wanted);
            let meant = nearest.map_or(String::new(), |rule| format!(" write `{}`;", rule.name));
            anyhow::bail!("no rule is called `{wanted}`;{meant} `asyncfix rule --all` prints all rules");
        }
        ([page], PageFormat::Json) => report::rule_json(page),
        (several, PageFormat::Json) => report::rules_json(several),
        (all, PageFormat::Text) => all.iter().map(report::rule_text).collect::<Vec<_>>().join("\n"),
    })
}

/// The words of an error for standard error: `error: `, then what is wrong and why.
pub fn error_text(color: Color, error: &anyhow::Error) -> String {
    report::error_line(color, &format!("{error:#}"))
}

/// The rule with this code or name, or else all that another tool has one code for.
fn find_pages<'a>(pages: &[RulePage<'a>], wanted: &str) -> Vec<RulePage<'a>> {
    // Sonar's codes have the language in front.
    let wanted = wanted.strip_prefix("python:").unwrap_or(wanted);
    let is_wanted = |name: &&str| name.eq_ignore_ascii_case(wanted);
    if let Some(own) = pages.iter().find(|page| [page.rule.code, page.rule.name].iter().any(is_wanted)) {
        return vec![*own];
    }
    pages.iter().filter(|page| page.rule.aliases.iter().any(is_wanted)).copied().collect()
}
