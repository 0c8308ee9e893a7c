//! `asyncfix graph`: the calls around one function, so that a user can see why something is reported, or is not.

use anyhow::Context as _;

use super::args::{GraphArgs, GraphDirection, GraphOutput};
use super::exit::ExitStatus;
use super::{discovery, output, program, target_version, thread_pool, without_excluded};
use crate::config::{Overrides, Settings, SettingsMap};
use crate::report::{self, Color, GraphFormat};
use crate::rule::{Options, Rule, registry};
use crate::run::graph::{CallGraph, Direction, Question, graph as call_graph};
use crate::run::{Fixes, Job, Noqa, Previews, Problem, ProblemKind, Request};
use crate::source::{self, FoundFile};

/// Does what the command line says.
///
/// # Errors
/// An option, a path or a setting is wrong.
pub(super) fn graph(args: &GraphArgs) -> anyhow::Result<ExitStatus> {
    let directory = std::env::current_dir().context("the working directory cannot be read")?;
    let rules: Vec<&'static Rule> = registry::all().iter().map(|entry| entry.rule).collect();
    let overrides = Overrides {
        exclude: args.exclude.clone(),
        target_version: target_version(args.target_version.as_deref())?,
        program: program::overrides(&args.program, None, &directory)?,
        ..Overrides::default()
    };
    let discovery = discovery(args.config.as_deref(), args.isolated);
    let settings = SettingsMap::new(&directory, &rules, overrides, &discovery)?;
    let pool = thread_pool(args.threads)?;
    let error_color = output::error_color(args.color);

    let found = source::walk(&directory, &args.paths, |path| settings.is_excluded(path))?;
    let mut status = ExitStatus::Success;
    for problem in found.problems {
        status = status.max(tell_problem(error_color, &problem.path, &Problem::of_source(&problem.error)));
    }
    let files = if args.force_exclude { without_excluded(&settings, found.files)? } else { found.files };
    let jobs = files
        .into_iter()
        .map(|file| Ok(job(&*settings.for_file(&file.absolute)?, file)))
        .collect::<anyhow::Result<Vec<Job>>>()?;
    let options = program::program_options(&discovery, &settings, &directory, &jobs)?;
    let jobs: Vec<Job> = jobs.into_iter().filter(|job| !options.is_stub(&job.absolute)).collect();
    let question = Question {
        symbol: args.symbol.clone(),
        direction: match args.direction {
            GraphDirection::Callers => Direction::Callers,
            GraphDirection::Callees => Direction::Callees,
        },
        depth: args.depth,
    };
    let (answer, problems) = pool.install(|| {
        options.with_project(&settings, &directory, &jobs, &|_| true, |project| {
            call_graph(&project, &jobs, &question)
        })
    });
    for (path, problem) in &problems {
        status = status.max(tell_problem(error_color, path, problem));
    }
    let graph = match answer {
        Ok(graph) => graph,
        Err(error) => {
            output::tell(report::error_line(error_color, &error.to_string()).as_bytes());
            output::tell(report::name_lines(error.names()).as_bytes());
            return Ok(ExitStatus::Failure);
        }
    };
    write(args, &graph, &directory)?;
    if graph.omitted > 0 {
        let more = format!("{} functions further away are left out; `--depth` shows fewer", graph.omitted);
        output::tell(report::note_line(error_color, &more).as_bytes());
    }
    Ok(status)
}

fn write(args: &GraphArgs, graph: &CallGraph, directory: &std::path::Path) -> anyhow::Result<()> {
    let format = match args.format {
        GraphOutput::Text => GraphFormat::Text,
        GraphOutput::Json => GraphFormat::Json,
        GraphOutput::Dot => GraphFormat::Dot,
        GraphOutput::Mermaid => GraphFormat::Mermaid,
    };
    let color = output::output_color(args.color, args.output_file.as_deref());
    let text = report::render_graph(graph, format, color, directory);
    let mut out = output::open(args.output_file.as_deref())?;
    output::unless_reader_gone(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(())
}

/// Tells of a file that is not in the graph, and gives what the exit status is for it.
fn tell_problem(color: Color, path: &std::path::Path, problem: &Problem) -> ExitStatus {
    output::tell(report::problem_line(color, path, problem).as_bytes());
    match problem.kind {
        ProblemKind::Syntax | ProblemKind::Suppression => ExitStatus::Success,
        ProblemKind::Io | ProblemKind::Bug => ExitStatus::Failure,
    }
}

/// A file that no rule looks at.
fn job(settings: &Settings, file: FoundFile) -> Job {
    Job {
        path: file.path,
        absolute: file.absolute,
        text: None,
        enabled: Vec::new(),
        options: Options { target: settings.target_version.into(), offload: None },
        request: Request { fixes: Fixes::Report, noqa: Noqa::Honoured, previews: Previews::Titles },
    }
}
