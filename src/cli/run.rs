//! The whole of a run: arguments to settings, paths to files, files to reports, reports to output and exit status.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context as _;
use rayon::prelude::*;

use super::args::{CheckArgs, Cli, Command, RuleArgs};
use super::codemod::Rules;
use super::exit::ExitStatus;
use super::output::{self, Written};
use super::progress::Progress;
use super::{
    Input, counted_findings, discovery, error_text, format, input, least_safety, mode, program,
    report_options, rule_output, silence, target_version, thread_pool, without_excluded,
};
use crate::cache::{self, Cache, ContentHash, Stamp};
use crate::config::{Discovery, Overrides, Settings, SettingsMap};
use crate::edit::Safety;
use crate::report::{self, Document, Format, Mode, Rendered, RulePage, Summary};
use crate::rule::{Options, registry};
use crate::run::project::{Timings, Understanding};
use crate::run::{
    self, Dispatch, FileReport, Fixes, Job, NewComments, Noqa, Outcome, Previews, Problem, ProblemKind,
    Project, Request,
};
use crate::source::{self, FoundFile, Source, SourceError, SourceKind};

/// Does what the command line says.
pub fn run(cli: &Cli) -> ExitCode {
    let color = output::error_color(match &cli.command {
        Some(Command::Graph(args)) => args.color,
        _ => cli.check.color,
    });
    let result = match &cli.command {
        Some(Command::Rule(args)) => rule(args),
        Some(Command::Graph(args)) => super::graph::graph(args),
        Some(Command::Codemod(args)) => super::codemod::codemod(args),
        None => check(&cli.check),
    };
    match result {
        Ok(status) => status.into(),
        Err(error) => {
            output::tell(error_text(color, &error).as_bytes());
            ExitStatus::Failure.into()
        }
    }
}

fn rule(args: &RuleArgs) -> anyhow::Result<ExitStatus> {
    let pages: Vec<RulePage> = registry::all()
        .iter()
        .map(|entry| RulePage { rule: entry.rule, family: entry.family, docs: entry.page })
        .collect();
    let text = rule_output(args, &pages)?;
    let mut out = output::open(None)?;
    output::unless_reader_gone(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(ExitStatus::Success)
}

fn check(args: &CheckArgs) -> anyhow::Result<ExitStatus> {
    let directory = std::env::current_dir().context("the working directory cannot be read")?;
    let discovery = discovery(args.config.as_deref(), args.isolated);
    let rules = Rules::new(&directory, &discovery, &args.codemod)?;
    let mut overrides = overrides(args, &directory)?;
    overrides.select = rules.only.clone().or(overrides.select);
    let settings = SettingsMap::new(&directory, &rules.all, overrides, &discovery)?;
    let run = Run {
        args,
        discovery,
        settings,
        dispatch: Dispatch::new(rules.all.clone()),
        codemods_key: rules.key,
        codemods: rules.sources,
        report: report_options(args, directory.clone()),
        new_comments: silence::new_comments(args)?,
        directory,
    };
    let pool = thread_pool(args.threads)?;
    match input(args)? {
        Input::Stdin(name) => run.stdin(name),
        Input::Paths(paths) => pool.install(|| run.paths(paths)),
    }
}

fn overrides(args: &CheckArgs, directory: &Path) -> anyhow::Result<Overrides> {
    let target_version = target_version(args.target_version.as_deref())?;
    Ok(Overrides {
        select: args.select.clone(),
        extend_select: args.extend_select.clone(),
        ignore: args.ignore.clone().unwrap_or_default(),
        exclude: args.exclude.clone(),
        extend_exclude: Vec::new(),
        target_version,
        offload: None,
        unsafe_fixes: args.unsafe_fixes.then_some(true),
        program: program::overrides(&args.program, args.chain_sites, directory)?,
    })
}

struct Run<'a> {
    args: &'a CheckArgs,
    discovery: Discovery,
    settings: SettingsMap<'a>,
    dispatch: Dispatch,
    /// A number for the texts of the user's codemods.
    codemods_key: u128,
    /// The files of the user's codemods, and folders of them: what they are to find is no mistake in them.
    codemods: Vec<PathBuf>,
    report: report::Options,
    /// The comments to add, if findings are to be silenced.
    new_comments: Option<NewComments>,
    directory: PathBuf,
}

/// What is left of a file once a worker thread is done with it.
struct Done {
    rendered: Rendered,
    summary: Summary,
}

impl Run<'_> {
    fn paths(&self, paths: &[PathBuf]) -> anyhow::Result<ExitStatus> {
        let start = Instant::now();
        let is_codemod = |path: &Path| self.codemods.iter().any(|codemod| path.starts_with(codemod));
        let found = source::walk(&self.directory, paths, |path| {
            if is_codemod(path) { Ok(true) } else { self.settings.is_excluded(path) }
        })?;
        if mode(self.args).writes() {
            source::remove_leftovers(&found.leftovers);
        }
        let files = if self.args.force_exclude {
            without_excluded(&self.settings, found.files)?
        } else {
            found.files
        };
        let walked = start.elapsed();
        let progress = if self.args.quiet { Progress::hidden() } else { Progress::over(files.len()) };
        let mut done: Vec<Done> = found
            .problems
            .into_iter()
            .map(|problem| self.done(&failed(&problem.path, &problem.error)))
            .collect();
        let (mut jobs, refused) = self.jobs(files);
        done.extend(refused.iter().map(|report| self.done(report)));
        let cache = self.cache();
        let outcome = self.run_jobs(&mut jobs, cache.as_ref(), &|| progress.advance())?;
        progress.finish();
        let outcome = self.silenced(&mut jobs, outcome)?;
        let trouble = cache.and_then(|cache| cache.save().err());
        let written: Vec<Done> = outcome
            .reports
            .into_par_iter()
            .zip(&jobs)
            .map(|(report, job)| self.done(&self.written(report, job)))
            .collect();
        done.extend(written);
        let status = self.finish(&done)?;
        if self.args.verbose {
            let told = timing(jobs.len(), walked, &outcome.timings, start.elapsed());
            output::tell(told.as_bytes());
            output::tell(understanding(&outcome.understanding).as_bytes());
            if let Some(trouble) = trouble {
                output::tell(format!("the cache was not written: {trouble}\n").as_bytes());
            }
        }
        Ok(status)
    }

    /// What is asked of each file; the reports of those whose settings cannot be read.
    fn jobs(&self, files: Vec<FoundFile>) -> (Vec<Job>, Vec<FileReport>) {
        let jobs: Vec<Result<Job, Box<FileReport>>> = files
            .into_par_iter()
            .map(|file| match self.settings.for_file(&file.absolute) {
                Ok(settings) => Ok(self.job(file.path, file.absolute, None, &settings)),
                Err(error) => Err(Box::new(problem(&file.path, ProblemKind::Io, &error.to_string()))),
            })
            .collect();
        let (mut good, mut refused) = (Vec::with_capacity(jobs.len()), Vec::new());
        for job in jobs {
            match job {
                Ok(job) => good.push(job),
                Err(report) => refused.push(*report),
            }
        }
        (good, refused)
    }

    fn job(&self, path: PathBuf, absolute: PathBuf, text: Option<Source>, settings: &Settings) -> Job {
        let rules = settings.selection.rules_for(&absolute);
        Job {
            path,
            text,
            enabled: (0..self.dispatch.len()).map(|index| rules.contains(index)).collect(),
            options: Options { target: settings.target_version.into(), offload: settings.offload.clone() },
            request: self.request(settings.unsafe_fixes),
            absolute,
        }
    }

    fn run_jobs(
        &self,
        jobs: &mut [Job],
        cache: Option<&Cache>,
        on_done: &(dyn Fn() + Sync),
    ) -> anyhow::Result<Outcome> {
        let options = program::program_options(&self.discovery, &self.settings, &self.directory, jobs)?;
        // The user's stubs tell of modules, and are none themselves.
        for job in jobs.iter_mut().filter(|job| options.is_stub(&job.absolute)) {
            job.enabled.fill(false);
        }
        let jobs = &*jobs;
        let is_of_program = |job: &Job| self.dispatch.needs_program(|rule| job.enabled[rule]);
        Ok(options.with_project(&self.settings, &self.directory, jobs, &is_of_program, |project| {
            let key = project.key ^ self.codemods_key;
            run::run(&Project { dispatch: &self.dispatch, cache, key, ..project }, jobs, on_done)
        }))
    }

    /// What becomes of an outcome where findings are to be silenced.
    fn silenced(&self, jobs: &mut [Job], outcome: Outcome) -> anyhow::Result<Outcome> {
        let Some(comments) = &self.new_comments else { return Ok(outcome) };
        silence::silenced(jobs, comments, outcome, |jobs| self.run_jobs(jobs, None, &|| ()))
    }

    /// What earlier runs have kept, if it may be used. Another asyncfix has another cache.
    fn cache(&self) -> Option<Cache> {
        if self.args.no_cache {
            return None;
        }
        let program = std::env::current_exe().and_then(std::fs::metadata);
        let stamp = program.map(|metadata| Stamp::from(&metadata)).ok();
        let text = format!("{} {stamp:?}", env!("CARGO_PKG_VERSION"));
        let folder = self.directory.join(cache::FOLDER_NAME);
        Some(Cache::open(&folder, ContentHash::of(text.as_bytes()).get()))
    }

    /// The report, after the repaired text was written where that is asked for.
    fn written(&self, mut report: FileReport, job: &Job) -> FileReport {
        if mode(self.args).writes()
            && let Some(rewrite) = &report.rewrite
            && let Err(error) = source::replace_file(&job.absolute, &rewrite.before, &rewrite.after)
        {
            report.rewrite = None;
            report.applied.clear();
            report.problems.push(Problem::of_source(&error));
        }
        report
    }

    fn request(&self, unsafe_fixes: bool) -> Request {
        let least = if unsafe_fixes { Safety::Unsafe } else { least_safety(self.args) };
        let shows_edits = !self.args.statistics && matches!(format(self.args), Format::Full | Format::Json);
        Request {
            fixes: match mode(self.args) {
                Mode::Check | Mode::Silence | Mode::SilenceDiff => Fixes::Report,
                Mode::Diff | Mode::Write => Fixes::Apply(least),
            },
            noqa: if self.args.ignore_noqa { Noqa::Ignored } else { Noqa::Honoured },
            previews: match mode(self.args) {
                Mode::Check | Mode::Write if shows_edits => Previews::Edits,
                _ => Previews::Titles,
            },
        }
    }

    fn done(&self, report: &FileReport) -> Done {
        let rendered = match &report.rewrite {
            rewrite if mode(self.args).prints_patch() => Rendered {
                output: rewrite.as_ref().map_or_else(Vec::new, |rewrite| {
                    report::unified_diff(&report.path, &rewrite.before, &rewrite.after)
                }),
                errors: report::render_problems(&self.report, report),
            },
            _ if self.args.statistics => {
                Rendered { output: Vec::new(), errors: report::render_problems(&self.report, report) }
            }
            _ => report::render_file(&self.report, report),
        };
        Done { rendered, summary: Summary::of(report) }
    }

    fn finish(&self, done: &[Done]) -> anyhow::Result<ExitStatus> {
        let mut summary = Summary::default();
        for done in done {
            summary += done.summary.clone();
            output::tell(&done.rendered.errors);
        }
        let status = ExitStatus::of(mode(self.args), counted_findings(self.args), &summary);
        output::unless_reader_gone(self.write(done, &summary).map(|_| ()))?;
        Ok(status)
    }

    fn write(&self, done: &[Done], summary: &Summary) -> std::io::Result<Written> {
        let least = least_safety(self.args);
        let mut out = output::open(self.args.output_file.as_deref()).map_err(std::io::Error::other)?;
        if self.args.statistics {
            out.write_all(report::statistics(format(self.args), least, summary).as_bytes())?;
            out.flush()?;
            return Ok(Written::Whole);
        }
        let is_diff = mode(self.args).prints_patch();
        let shown = if is_diff { Format::Concise } else { format(self.args) };
        let mut document = Document::begin(shown, out)?;
        for done in done {
            if is_diff && self.report.color == report::Color::Ansi {
                document.add(&report::colored_diff(&done.rendered.output))?;
            } else {
                document.add(&done.rendered.output)?;
            }
        }
        let mut out = document.end()?;
        if self.args.quiet || (!is_diff && shown == Format::Json) {
            return Ok(Written::Whole);
        }
        let closing = report::summary_text(mode(self.args), least, summary);
        if is_diff || mode(self.args).silences() || self.args.output_file.is_some() {
            output::tell(closing.as_bytes());
        } else {
            out.write_all(closing.as_bytes())?;
            out.flush()?;
        }
        Ok(Written::Whole)
    }

    /// Checks standard input. Where files would be written, the new text goes to standard output and the rest to standard
    /// error.
    fn stdin(&self, name: Option<&Path>) -> anyhow::Result<ExitStatus> {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).context("standard input cannot be read")?;
        let path = name.unwrap_or(Path::new("-"));
        let absolute = source::absolute_path(&self.directory, path);
        let kind = SourceKind::of_path(path).unwrap_or(SourceKind::Python);
        let settings = self.settings.for_file(&absolute)?;
        let report = match Source::from_bytes(path.to_owned(), kind, bytes.clone()) {
            Err(error) => failed(path, &error),
            Ok(source) => {
                let mut job = [self.job(path.to_owned(), absolute, Some(source), &settings)];
                let outcome = self.run_jobs(&mut job, None, &|| ())?;
                let outcome = self.silenced(&mut job, outcome)?;
                outcome.reports.into_iter().next().unwrap_or_else(|| FileReport::empty(path))
            }
        };
        if !mode(self.args).writes() {
            return self.finish(&[self.done(&report)]);
        }
        let fixed = report.rewrite.as_ref().map_or(bytes.as_slice(), |rewrite| &rewrite.after);
        let mut out = output::open(self.args.output_file.as_deref())?;
        output::unless_reader_gone(out.write_all(fixed).and_then(|()| out.flush()))?;
        let done = self.done(&report);
        output::tell(&done.rendered.errors);
        if !self.args.quiet {
            output::tell(&done.rendered.output);
            output::tell(
                report::summary_text(mode(self.args), least_safety(self.args), &done.summary).as_bytes(),
            );
        }
        Ok(ExitStatus::of(mode(self.args), counted_findings(self.args), &done.summary))
    }
}

/// How long a run took, for `--verbose`.
fn timing(files: usize, walked: Duration, parts: &Timings, all: Duration) -> String {
    let ms = |duration: Duration| duration.as_secs_f64() * 1000.0;
    format!(
        "{files} files in {:.0} ms: {:.0} ms to find them, {:.0} ms to read and check each, {:.0} ms to link the \
         program, {:.0} ms to follow its calls, {:.0} ms to check files with it, {:.0} ms to write the report\n",
        ms(all),
        ms(walked),
        ms(parts.files),
        ms(parts.link),
        ms(parts.effects),
        ms(parts.again),
        ms(all.saturating_sub(walked + parts.files + parts.link + parts.effects + parts.again)),
    )
}

/// How much of the program is understood, for `--verbose`.
fn understanding(of: &Understanding) -> String {
    format!(
        "{} of the {} calls in async functions lead to a function that is known; nothing is said about the others\n",
        of.resolved_calls, of.calls
    )
}

fn failed(path: &Path, error: &SourceError) -> FileReport {
    let mut report = FileReport::empty(path);
    report.problems.push(Problem::of_source(error));
    report
}

fn problem(path: &Path, kind: ProblemKind, message: &str) -> FileReport {
    let mut report = FileReport::empty(path);
    report.problems.push(Problem { kind, location: None, message: message.to_owned() });
    report
}
