//! The command line as types: what the user can type, and nothing else.

use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

/// Finds what makes async Python code wrong or slow, and repairs it.
///
/// Without `--diff` or `--write`, asyncfix reports. It exits with 0 where it found nothing, with 1 where it found something
/// (with `--diff`: where there is something to apply), and with 2 where it could not do what was asked.
#[derive(Debug, Parser)]
#[command(
    name = "asyncfix",
    version,
    args_conflicts_with_subcommands = true,
    disable_help_subcommand = true,
    max_term_width = 100
)]
pub struct Cli {
    /// What to do instead of checking files.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// How to check files.
    #[command(flatten)]
    pub check: CheckArgs,
}

/// The subcommands. A folder with a subcommand's name is given as `./rule`.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print a rule's page
    Rule(RuleArgs),
    /// Print what a function runs, or what runs it, and how each blocks
    Graph(Box<GraphArgs>),
    /// List, check and begin codemods
    Codemod(CodemodArgs),
}

/// What `asyncfix codemod` takes.
#[derive(Debug, Args)]
pub struct CodemodArgs {
    /// What to do with codemods
    #[command(subcommand)]
    pub command: CodemodCommand,
}

/// What can be done with codemods.
#[derive(Debug, Subcommand)]
pub enum CodemodCommand {
    /// Name the codemods that there are: asyncfix's own, and those of the settings
    List,
    /// Read codemods and run the examples of their pages
    Check {
        /// Codemods' files, and folders of them
        #[arg(value_name = "PATHS", required = true)]
        paths: Vec<PathBuf>,
    },
    /// Write the beginning of a codemod
    New {
        /// Its name, in small letters with dashes
        #[arg(value_name = "NAME")]
        name: String,
        /// The folder that it is written into
        #[arg(long, value_name = "DIR", default_value = "codemods")]
        folder: PathBuf,
    },
}

/// What `asyncfix rule` takes.
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// The rule's name or code, or another tool's code for the same: `ASYNC251`, `RUF006`, `S7502`
    #[arg(value_name = "NAME|CODE", required_unless_present = "all", conflicts_with = "all")]
    pub rule: Option<String>,
    /// Print the pages of all rules
    #[arg(long)]
    pub all: bool,
    /// How to print it
    #[arg(long, value_enum, default_value_t = PageFormat::Text)]
    pub output_format: PageFormat,
}

/// How a rule's page is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// Markdown
    Text,
    /// JSON
    Json,
}

/// What `asyncfix graph` takes.
#[derive(Debug, Args)]
pub struct GraphArgs {
    /// The function: its dotted name, or an end of it that no other function's name has
    #[arg(value_name = "SYMBOL")]
    pub symbol: String,
    /// Files and folders that make the program
    #[arg(value_name = "PATHS", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// Whether to follow what the function runs, or what runs it
    #[arg(long, value_enum, default_value_t = GraphDirection::Callees)]
    pub direction: GraphDirection,
    /// How to print it
    #[arg(long, value_enum, visible_alias = "output-format", default_value_t = GraphOutput::Text)]
    pub format: GraphOutput,
    /// How many calls away to stop; without it, nowhere
    #[arg(long, value_name = "N")]
    pub depth: Option<usize>,

    /// The oldest Python that the code runs on, such as `3.10` or `py310`
    #[arg(long, value_name = "VERSION")]
    pub target_version: Option<String>,
    /// Globs of files and folders to leave out, in place of the configured ones
    #[arg(long, value_name = "LIST", value_delimiter = ',')]
    pub exclude: Option<Vec<String>>,
    /// Leave out excluded files even if they are named on the command line
    #[arg(long)]
    pub force_exclude: bool,
    /// Read settings from this file alone
    #[arg(long, value_name = "FILE", conflicts_with = "isolated")]
    pub config: Option<PathBuf>,
    /// Read no settings files
    #[arg(long)]
    pub isolated: bool,
    /// What the program is understood with.
    #[command(flatten)]
    pub program: ProgramArgs,
    /// How many threads work; as many as there are processors unless set
    #[arg(long, value_name = "N")]
    pub threads: Option<NonZeroUsize>,
    /// Write the graph to this file
    #[arg(short, long, value_name = "FILE")]
    pub output_file: Option<PathBuf>,
    /// When to print in colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorWhen::Auto)]
    pub color: ColorWhen,
}

/// What a program is understood with.
#[derive(Debug, Args)]
pub struct ProgramArgs {
    /// The interpreter, environment or site-packages folder whose libraries are known; else `VIRTUAL_ENV`,
    /// `CONDA_PREFIX`, or `.venv` beside the settings
    #[arg(long, value_name = "PATH", help_heading = "Settings")]
    pub python: Option<PathBuf>,
    /// Follow calls inside installed libraries; `=LIST` inside those imported by these names alone
    #[arg(
        long,
        value_name = "LIST",
        value_delimiter = ',',
        num_args = 0..=1,
        require_equals = true,
        help_heading = "Settings"
    )]
    pub follow_libraries: Option<Vec<String>>,
    /// Stub files, and folders of them, that say what libraries or functions of the project do
    #[arg(long, value_name = "LIST", value_delimiter = ',', help_heading = "Settings")]
    pub stubs: Vec<PathBuf>,
}

/// Which way a call graph is followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GraphDirection {
    /// To what runs the function
    Callers,
    /// To what the function runs
    Callees,
}

/// How a call graph is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum GraphOutput {
    /// An indented tree
    Text,
    /// Nodes and edges
    Json,
    /// For Graphviz
    Dot,
    /// For Mermaid
    Mermaid,
}

/// What bare `asyncfix` takes.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch that the user types")]
pub struct CheckArgs {
    /// Files and folders to check; `-` for standard input
    #[arg(value_name = "PATHS", default_value = ".")]
    pub paths: Vec<PathBuf>,

    /// Print what fixes would change, as a patch for `git apply`
    #[arg(long, conflicts_with = "write", help_heading = "Fixing")]
    pub diff: bool,
    /// Apply fixes to the files
    #[arg(long, visible_alias = "fix", help_heading = "Fixing")]
    pub write: bool,
    /// Apply unsafe fixes too
    #[arg(long, help_heading = "Fixing")]
    pub unsafe_fixes: bool,

    /// Silence all findings: add `# noqa: CODE` to their lines, and after it the reason, if one is given by `=REASON`; with
    /// `--diff`, print the patch alone
    #[arg(
        long,
        value_name = "REASON",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with_all = ["write", "unsafe_fixes", "ignore_noqa", "statistics", "add_ignore"],
        help_heading = "Silencing"
    )]
    pub add_noqa: Option<String>,
    /// The same with `# asyncfix: ignore[NAME]`, which no other tool reads, or takes away
    #[arg(
        long,
        value_name = "REASON",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = "",
        conflicts_with_all = ["write", "unsafe_fixes", "ignore_noqa", "statistics"],
        help_heading = "Silencing"
    )]
    pub add_ignore: Option<String>,

    /// The rules to run, by name, code, pack or the beginning of a code; `ALL` for every rule
    #[arg(long, value_name = "LIST", value_delimiter = ',', help_heading = "Rules")]
    pub select: Option<Vec<String>>,
    /// The rules not to run
    #[arg(long, value_name = "LIST", value_delimiter = ',', help_heading = "Rules")]
    pub ignore: Option<Vec<String>>,
    /// The rules to run besides the selected ones
    #[arg(long, value_name = "LIST", value_delimiter = ',', help_heading = "Rules")]
    pub extend_select: Vec<String>,
    /// Run this codemod alone, by its name or its file; may be given again
    #[arg(long, value_name = "NAME|FILE", conflicts_with_all = ["select", "extend_select"], help_heading = "Rules")]
    pub codemod: Vec<String>,
    /// Report findings in spite of `# noqa` and `# asyncfix: ignore` comments
    #[arg(long, help_heading = "Rules")]
    pub ignore_noqa: bool,
    /// The oldest Python that the code runs on, such as `3.10` or `py310`
    #[arg(long, value_name = "VERSION", help_heading = "Rules")]
    pub target_version: Option<String>,

    /// Globs of files and folders to leave out, in place of the configured ones
    #[arg(long, value_name = "LIST", value_delimiter = ',', help_heading = "Files")]
    pub exclude: Option<Vec<String>>,
    /// Leave out excluded files even if they are named on the command line
    #[arg(long, help_heading = "Files")]
    pub force_exclude: bool,
    /// The path that standard input is checked as
    #[arg(long, value_name = "PATH", help_heading = "Files")]
    pub stdin_filename: Option<PathBuf>,

    /// Read settings from this file alone
    #[arg(long, value_name = "FILE", conflicts_with = "isolated", help_heading = "Settings")]
    pub config: Option<PathBuf>,
    /// Read no settings files
    #[arg(long, help_heading = "Settings")]
    pub isolated: bool,
    /// What the program is understood with.
    #[command(flatten)]
    pub program: ProgramArgs,
    /// How many calls may come to one blocking call before the finding moves there; 5 unless set
    #[arg(long, value_name = "N", help_heading = "Settings")]
    pub chain_sites: Option<usize>,
    /// Neither read nor write the cache, `.asyncfix_cache` in the working directory
    #[arg(long, help_heading = "Settings")]
    pub no_cache: bool,
    /// How many threads work; as many as there are processors unless set
    #[arg(long, value_name = "N", help_heading = "Settings")]
    pub threads: Option<NonZeroUsize>,

    /// How findings are printed
    #[arg(
        long,
        value_enum,
        env = "ASYNCFIX_OUTPUT_FORMAT",
        default_value_t = OutputFormat::Full,
        help_heading = "Output"
    )]
    pub output_format: OutputFormat,
    /// Write the report, or the patch, to this file
    #[arg(short, long, value_name = "FILE", help_heading = "Output")]
    pub output_file: Option<PathBuf>,
    /// Print how often each rule found something in place of the findings
    #[arg(long, conflicts_with = "diff", help_heading = "Output")]
    pub statistics: bool,
    /// Print findings alone: no summary, no progress
    #[arg(short, long, conflicts_with = "verbose", help_heading = "Output")]
    pub quiet: bool,
    /// Print how long the run took, and what took it
    #[arg(short, long, help_heading = "Output")]
    pub verbose: bool,
    /// When to print in colours
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = ColorWhen::Auto, help_heading = "Output")]
    pub color: ColorWhen,
    /// Exit with 0 in spite of findings
    #[arg(short = 'e', long, help_heading = "Output")]
    pub exit_zero: bool,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum OutputFormat {
    /// With the source and the fix
    Full,
    /// One line a finding
    Concise,
    /// As ruff's JSON
    Json,
}

/// When to print in colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless `NO_COLOR` is set; `FORCE_COLOR` forces them
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}
