//! Codemods on the command line: which ones a run has, and `asyncfix codemod`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use anyhow::Context as _;

use super::args::{CodemodArgs, CodemodCommand};
use super::exit::ExitStatus;
use super::output;
use crate::cache::ContentHash;
use crate::codemod::library::{self, Packed};
use crate::codemod::{Codemod, example};
use crate::config::{Discovery, SettingsMap};
use crate::edit::Safety;
use crate::rule::{Default, Options, Rule, registry};
use crate::run::{Dispatch, repaired_text};

/// The rules of a run, codemods among them.
pub(super) struct Rules {
    /// All rules.
    pub all: Vec<&'static Rule>,
    /// The codemods among them.
    codemods: Vec<Packed>,
    /// What `--codemod` names: these alone run.
    pub only: Option<Vec<String>>,
    /// A number for the texts of the user's codemods.
    pub key: u128,
    /// The files of the user's codemods, and folders of them.
    pub sources: Vec<PathBuf>,
}

impl Rules {
    /// The rules that there are in a folder, with those that `--codemod` names.
    ///
    /// # Errors
    /// A codemod that cannot be read, has a name that is taken, or does not exist.
    pub(super) fn new(directory: &Path, discovery: &Discovery, named: &[String]) -> anyhow::Result<Rules> {
        let configured = SettingsMap::codemods(directory, discovery)?;
        let mut paths: Vec<PathBuf> = configured.into_iter().map(|path| path.value).collect();
        let given: Vec<PathBuf> =
            named.iter().filter(|name| is_path(name)).map(|name| directory.join(name)).collect();
        paths.extend(given.iter().cloned());
        paths.sort();
        paths.dedup();
        let mut rules = Rules {
            all: registry::all().iter().map(|entry| entry.rule).collect(),
            codemods: library::builtin().to_vec(),
            only: None,
            key: texts_key(&paths)?,
            sources: Vec::new(),
        };
        for packed in library::read(&paths)? {
            rules.add(packed)?;
        }
        rules.sources = paths;
        if !named.is_empty() {
            let mut only = Vec::new();
            for name in named {
                only.extend(rules.named(directory, name)?);
            }
            rules.only = Some(only);
        }
        Ok(rules)
    }

    /// The names of the codemods that a name of a pack, a codemod, a file or a folder stands for.
    fn named(&self, directory: &Path, name: &str) -> anyhow::Result<Vec<String>> {
        let found: Vec<String> = if is_path(name) {
            let files = library::files(&[directory.join(name)])?;
            let names: Vec<String> = files.iter().map(|path| library::name_of(path)).collect();
            names
        } else {
            let all = self.codemods.iter();
            let of_name = all.filter(|packed| packed.pack == name || packed.codemod.is_called(name));
            of_name.map(|packed| packed.codemod.rule.name.to_owned()).collect()
        };
        anyhow::ensure!(
            !found.is_empty(),
            "there is no codemod or pack `{name}`; `asyncfix codemod list` names them, and a file is given with its `.py`"
        );
        Ok(found)
    }

    fn add(&mut self, packed: Packed) -> anyhow::Result<()> {
        let rule = &packed.codemod.rule;
        let taken = self.all.iter().find(|other| other.name == rule.name || other.code == rule.code);
        if let Some(other) = taken {
            anyhow::bail!(
                "the codemod `{}` ({}) has the name or code of `{}` ({}); rename its file or change its code",
                rule.name,
                rule.code,
                other.name,
                other.code
            );
        }
        self.codemods.push(packed);
        self.all.push(rule);
        Ok(())
    }
}

/// Whether a name is one of a file or folder, not of a codemod.
fn is_path(name: &str) -> bool {
    name.contains(['/', '\\']) || Path::new(name).extension().is_some_and(|end| end == "py")
}

fn texts_key(paths: &[PathBuf]) -> anyhow::Result<u128> {
    let mut all = String::new();
    for file in library::files(paths)? {
        all.push_str(&std::fs::read_to_string(&file).with_context(|| file.display().to_string())?);
        all.push('\0');
    }
    Ok(if all.is_empty() { 0 } else { ContentHash::of(all.as_bytes()).get() })
}

/// Does what `asyncfix codemod` is asked for.
pub(super) fn codemod(args: &CodemodArgs) -> anyhow::Result<ExitStatus> {
    let directory = std::env::current_dir().context("the working directory cannot be read")?;
    match &args.command {
        CodemodCommand::List => list(&directory),
        CodemodCommand::Check { paths } => check(&directory, paths),
        CodemodCommand::New { name, folder } => new(&directory.join(folder), name),
    }
}

fn tell(text: &str) -> anyhow::Result<()> {
    let mut out = output::open(None)?;
    output::unless_reader_gone(out.write_all(text.as_bytes()).and_then(|()| out.flush()))?;
    Ok(())
}

fn list(directory: &Path) -> anyhow::Result<ExitStatus> {
    let rules = Rules::new(directory, &Discovery::Closest, &[])?;
    let name = |packed: &Packed| format!("{}/{}", packed.pack, packed.codemod.rule.name);
    let width = rules.codemods.iter().map(|packed| name(packed).len()).max().unwrap_or_default();
    let mut text = String::new();
    for packed in &rules.codemods {
        let state = if packed.codemod.rule.default == Default::On { "on " } else { "off" };
        writeln!(text, "{:width$}  {state}  {}", name(packed), packed.codemod.title)?;
    }
    tell(&text)?;
    Ok(ExitStatus::Success)
}

/// Reads codemods and runs their examples. What is wrong is told, file by file.
fn check(directory: &Path, paths: &[PathBuf]) -> anyhow::Result<ExitStatus> {
    let paths: Vec<PathBuf> = paths.iter().map(|path| directory.join(path)).collect();
    let mut wrong: Vec<String> = Vec::new();
    let (mut count, mut examples) = (0, 0);
    for path in library::files(&paths)? {
        let shown = crate::source::shown_path(directory, &path);
        let text = std::fs::read_to_string(&path).with_context(|| shown.display().to_string())?;
        if let Err(errors) = crate::codemod::load(&shown, &text) {
            wrong.extend(errors.iter().map(ToString::to_string));
            continue;
        }
        let [Packed { codemod, .. }] = library::read(&[path])?[..] else { continue };
        count += 1;
        let found = example::examples(&codemod.page);
        if found.is_empty() {
            wrong.push(format!(
                "{}: its page has no example: add Python code under `## Example` and `## Use instead`",
                shown.display()
            ));
        }
        examples += found.len();
        for (number, example) in (1..).zip(found) {
            if let Err(message) = run_example(codemod, &example) {
                wrong.push(format!("{}: example {number}: {message}", shown.display()));
            }
        }
    }
    for message in &wrong {
        output::tell(format!("{message}\n").as_bytes());
    }
    if wrong.is_empty() {
        tell(&format!("{count} codemods with {examples} examples are as they should be\n"))?;
        return Ok(ExitStatus::Success);
    }
    Ok(ExitStatus::Findings)
}

/// Runs one example.
///
/// # Errors
/// What is otherwise than the page says.
fn run_example(codemod: &'static Codemod, example: &example::Example) -> Result<(), String> {
    let dispatch = Dispatch::new(vec![&codemod.rule]);
    let mut options = Options::default();
    if let Some(version) = codemod.requires_python {
        options.target = options.target.max(version);
    }
    let report = repaired_text(&dispatch, &options, &example.before, Safety::Unsafe)
        .map_err(|error| error.to_string())?;
    if let Some(problem) = report.problems.first() {
        return Err(problem.message.clone());
    }
    let text = report.rewrite.as_ref().map(|rewrite| String::from_utf8_lossy(&rewrite.after).into_owned());
    match (&example.after, text) {
        (Some(after), Some(text)) if *after == text => Ok(()),
        (Some(_), Some(text)) => Err(format!("it becomes\n{}", indented(&text))),
        // A codemod that only reports says by hand what to write instead.
        (after, None)
            if !report.findings.is_empty() && (after.is_none() || codemod.rule.safety.is_none()) =>
        {
            Ok(())
        }
        (None, Some(_)) => Ok(()),
        (_, None) => match report.findings.first() {
            Some(finding) => Err(format!(
                "it is found, and not changed: {}",
                finding.withheld.as_deref().unwrap_or("there is no fix")
            )),
            None => Err("nothing is found in it".to_owned()),
        },
    }
}

fn indented(text: &str) -> String {
    text.lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

/// Writes the beginning of a codemod.
fn new(folder: &Path, name: &str) -> anyhow::Result<ExitStatus> {
    let is_name = !name.is_empty()
        && name.chars().all(|character| {
            character.is_ascii_lowercase() || character.is_ascii_digit() || "-_".contains(character)
        });
    anyhow::ensure!(is_name, "`{name}` is no name for a codemod: use small letters, digits and dashes");
    let path = folder.join(format!("{}.py", name.replace('-', "_")));
    anyhow::ensure!(!path.exists(), "{} is there already", path.display());
    std::fs::create_dir_all(folder).with_context(|| folder.display().to_string())?;
    std::fs::write(&path, SCAFFOLD).with_context(|| path.display().to_string())?;
    tell(&format!(
        "{} is written; change it, and run `asyncfix codemod check {}`\n",
        path.display(),
        path.display()
    ))?;
    Ok(ExitStatus::Success)
}

/// A codemod that works, to be changed.
const SCAFFOLD: &str = include_str!("scaffold.py");
