//! The command line: what it takes, and what the exit status says.

use std::io;
use std::path::{Path, PathBuf};

use asyncfix::cli::args::{Cli, ColorWhen, Command, OutputFormat, PageFormat};
use asyncfix::cli::exit::{ExitStatus, Findings};
use asyncfix::cli::output::{Written, output_color, unless_reader_gone};
use asyncfix::cli::{Input, counted_findings, format, input, least_safety, mode, rule_output};
use asyncfix::edit::Safety;
use asyncfix::report::{Color, Format, Mode, RuleCounts, RulePage, Summary};
use asyncfix::rule::{self, Needs, Rule};
use clap::{CommandFactory, Parser};

static SLEEP: Rule = Rule {
    code: "AFX101",
    name: "blocking-sleep",
    safety: Some(Safety::Safe),
    default: rule::Default::On,
    aliases: &["ASYNC251", "shared"],
    on: &[],
    needs: Needs::Words(&[]),
    program: None,
    check: |_, _| None,
};

fn parse(arguments: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(std::iter::once("asyncfix").chain(arguments.split_whitespace()))
}

fn parsed(arguments: &str) -> Cli {
    parse(arguments).unwrap_or_else(|error| panic!("{arguments}: {error}"))
}

#[test]
fn the_definition_holds_together() {
    Cli::command().debug_assert();
}

#[test]
fn the_help_begins_with_what_asyncfix_is_for() {
    let help = Cli::command().render_help().to_string();
    assert!(help.starts_with("Finds what makes async Python code wrong or slow, and repairs it"), "{help}");
    let long = Cli::command().render_long_help().to_string();
    assert!(long.contains("It exits with 0"), "{long}");
    println!("{long}");
}

#[test]
fn bare_asyncfix_checks_the_current_directory() {
    let check = parsed("").check;
    assert_eq!(input(&check).expect("fits"), Input::Paths(&[PathBuf::from(".")]));
    assert_eq!((mode(&check), least_safety(&check)), (Mode::Check, Safety::Safe));
    assert_eq!((format(&check), counted_findings(&check)), (Format::Full, Findings::Count));
}

#[test]
fn modes_exclude_each_other() {
    assert_eq!(mode(&parsed("--diff a").check), Mode::Diff);
    assert_eq!(mode(&parsed("--write a").check), Mode::Write);
    assert_eq!(mode(&parsed("--fix --unsafe-fixes a").check), Mode::Write);
    assert_eq!(least_safety(&parsed("--fix --unsafe-fixes a").check), Safety::Unsafe);
    assert!(parse("--diff --write a").is_err());
    assert!(parse("--diff --fix a").is_err());
    assert!(parse("--config a.toml --isolated").is_err());
}

#[test]
fn lists_take_commas_and_repetition() {
    let check = parsed("--select AFX1,dropped-task --select AFX3 --extend-select a,b src tests").check;
    assert_eq!(check.select.expect("given"), ["AFX1", "dropped-task", "AFX3"]);
    assert_eq!(check.extend_select, ["a", "b"]);
    assert_eq!(check.ignore, None);
    assert_eq!(check.paths, [Path::new("src"), Path::new("tests")]);
}

#[test]
fn rule_is_a_subcommand_and_a_folder_can_still_be_named() {
    let Some(Command::Rule(rule)) = parsed("rule blocking-sleep --output-format json").command else {
        panic!("a subcommand");
    };
    assert_eq!((rule.rule.as_deref(), rule.output_format), (Some("blocking-sleep"), PageFormat::Json));
    let check = parsed("./rule");
    assert!(check.command.is_none());
    assert_eq!(check.check.paths, [Path::new("./rule")]);
    assert!(parse("rule").is_err());
    assert!(parse("rule --all AFX101").is_err());
    assert!(parse("rule --all").is_ok());
    // After an option it can only be a folder.
    assert_eq!(parsed("--write rule").check.paths, [Path::new("rule")]);
}

/// Whether an ignored test of this file holds in a process with these variables.
fn holds_with(test: &str, variables: &[(&str, &str)]) -> bool {
    let program = std::env::current_exe().expect("this test");
    let mut command = std::process::Command::new(program);
    command.args(["--ignored", "--exact", test]).env_remove("NO_COLOR").env_remove("FORCE_COLOR");
    command.envs(variables.iter().copied()).output().expect("this test runs").status.success()
}

#[test]
fn the_environment_sets_the_format_and_the_option_wins() {
    assert!(holds_with("format_from_the_environment", &[("ASYNCFIX_OUTPUT_FORMAT", "concise")]));
    assert!(!holds_with("format_from_the_environment", &[("ASYNCFIX_OUTPUT_FORMAT", "json")]));
}

#[test]
#[ignore = "run by the test above, in a process with the variable set"]
fn format_from_the_environment() {
    assert_eq!(parsed("a").check.output_format, OutputFormat::Concise);
    assert_eq!(parsed("--output-format json a").check.output_format, OutputFormat::Json);
    assert!(parsed("rule AFX101").command.is_some());
}

#[test]
fn the_environment_forces_and_forbids_colours() {
    assert!(!holds_with("colours_without_a_terminal", &[]));
    assert!(holds_with("colours_without_a_terminal", &[("FORCE_COLOR", "1")]));
    assert!(!holds_with("colours_without_a_terminal", &[("FORCE_COLOR", "0")]));
    assert!(!holds_with("colours_without_a_terminal", &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
}

#[test]
#[ignore = "run by the test above, in a process with the variables set"]
fn colours_without_a_terminal() {
    assert_eq!(output_color(ColorWhen::Auto, None), Color::Ansi);
}

#[test]
fn standard_input_stands_alone() {
    assert_eq!(input(&parsed("-").check).expect("fits"), Input::Stdin(None));
    let named = parsed("--stdin-filename a.py -").check;
    assert_eq!(input(&named).expect("fits"), Input::Stdin(Some(Path::new("a.py"))));
    for wrong in ["- a.py", "--stdin-filename a.py", "--stdin-filename a.py src"] {
        assert!(input(&parsed(wrong).check).is_err(), "{wrong}");
    }
}

fn summary(left: u32, applied: u32) -> Summary {
    let mut summary = Summary { files: 1, ..Summary::default() };
    summary.rules.insert(SLEEP.code, RuleCounts { rule: &SLEEP, left, safe: 0, risky: 0, applied });
    summary
}

#[test]
fn the_exit_status_tells_findings_from_failures() {
    let status = |mode, summary: &Summary| ExitStatus::of(mode, Findings::Count, summary);
    assert_eq!(status(Mode::Check, &summary(0, 0)), ExitStatus::Success);
    assert_eq!(status(Mode::Check, &summary(1, 0)), ExitStatus::Findings);
    assert_eq!(status(Mode::Write, &summary(0, 3)), ExitStatus::Success);
    assert_eq!(status(Mode::Write, &summary(1, 3)), ExitStatus::Findings);
    assert_eq!(status(Mode::Diff, &summary(3, 0)), ExitStatus::Success);
    assert_eq!(status(Mode::Diff, &summary(0, 1)), ExitStatus::Findings);
    let unparsed = Summary { syntax_errors: 1, ..summary(0, 0) };
    assert_eq!(status(Mode::Check, &unparsed), ExitStatus::Findings);
    assert_eq!(status(Mode::Diff, &unparsed), ExitStatus::Success);
}

#[test]
fn exit_zero_hides_findings_and_no_failure() {
    let status = |mode, summary: &Summary| ExitStatus::of(mode, Findings::Hide, summary);
    assert_eq!(status(Mode::Check, &summary(1, 0)), ExitStatus::Success);
    assert_eq!(status(Mode::Diff, &summary(0, 1)), ExitStatus::Success);
    for mode in [Mode::Check, Mode::Diff, Mode::Write] {
        assert_eq!(status(mode, &Summary { io_errors: 1, ..summary(0, 0) }), ExitStatus::Failure);
        assert_eq!(status(mode, &Summary { bugs: 1, ..summary(1, 1) }), ExitStatus::Failure);
    }
}

#[test]
fn a_gone_reader_is_a_quiet_end() {
    let error = |kind: io::ErrorKind| unless_reader_gone(Err(kind.into()));
    assert_eq!(error(io::ErrorKind::BrokenPipe).expect("no error"), Written::ReaderGone);
    assert!(error(io::ErrorKind::StorageFull).is_err());
    assert_eq!(unless_reader_gone(Ok(())).expect("no error"), Written::Whole);
}

#[test]
fn a_file_has_no_colours_unless_forced() {
    let file = Some(Path::new("report.txt"));
    assert_eq!(output_color(ColorWhen::Auto, file), Color::Plain);
    assert_eq!(output_color(ColorWhen::Always, file), Color::Ansi);
    assert_eq!(output_color(ColorWhen::Never, None), Color::Plain);
}

#[test]
fn a_rule_is_found_by_code_name_and_alias() {
    static SHARED: Rule = Rule { code: "AFX102", name: "shared", aliases: &[], check: |_, _| None, ..SLEEP };
    let page = |rule| RulePage { rule, family: "blocking", docs: "Text." };
    let pages = [page(&SLEEP), page(&SHARED)];
    let output = |arguments: &str| {
        let Some(Command::Rule(rule)) = parsed(arguments).command else { panic!("a subcommand") };
        rule_output(&rule, &pages)
    };
    for name in ["AFX101", "afx101", "blocking-sleep", "ASYNC251"] {
        let text = output(&format!("rule {name}")).expect("known");
        assert!(text.starts_with("# blocking-sleep (AFX101)\n"), "{text}");
    }
    assert!(output("rule shared").expect("known").starts_with("# shared (AFX102)\n"));
    assert!(output("rule --all").expect("known").contains("\n# shared (AFX102)\n"));
    let json: serde_json::Value =
        serde_json::from_str(&output("rule --all --output-format json").expect("known")).expect("an array");
    assert_eq!(json[1]["code"], "AFX102");
    assert!(output("rule nonsense").expect_err("unknown").to_string().contains("`nonsense`"));
}
