//! The settings of one file, as they are written.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use toml::Spanned;

use crate::source::{Location, absolute_path};

use super::globs::MOST_PATTERNS;
use super::{
    ConfigError, Follow, Glob, PerFileIgnore, Place, ProgramSettings, SelectionLayer, Sense, TargetVersion,
    UnknownVersion, Written,
};

/// What a settings file says; what it leaves out is `None` or empty.
#[derive(Debug, Clone, Default)]
pub(super) struct SettingsFile {
    pub selection: SelectionLayer,
    pub per_file_ignores: Vec<PerFileIgnore>,
    pub exclude: Option<Vec<Written<String>>>,
    pub extend_exclude: Vec<Written<String>>,
    pub target_version: Option<TargetVersion>,
    pub offload: Option<String>,
    pub unsafe_fixes: Option<bool>,
    /// The user's codemods: files, and folders of them.
    pub codemods: Vec<Written<PathBuf>>,
    /// Paths in it are joined to the folder that the file's paths are relative to.
    pub program: ProgramSettings,
}

/// What a `pyproject.toml` says that matters here.
#[derive(Debug, Default)]
pub(super) struct Pyproject {
    /// `[tool.asyncfix]`.
    pub settings: Option<SettingsFile>,
    /// `project.requires-python`.
    pub requires_python: Option<TargetVersion>,
    /// Whether there is such a file.
    pub exists: bool,
}

type Texts = Vec<Spanned<String>>;

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case", deny_unknown_fields, default)]
struct SettingsTable {
    select: Option<Texts>,
    ignore: Texts,
    extend_select: Texts,
    exclude: Option<Texts>,
    extend_exclude: Texts,
    per_file_ignores: BTreeMap<Spanned<String>, Texts>,
    target_version: Option<Spanned<String>>,
    offload: Option<Spanned<String>>,
    unsafe_fixes: Option<bool>,
    src: Texts,
    python: Option<Spanned<String>>,
    follow_libraries: Option<Spanned<toml::Value>>,
    stubs: Texts,
    codemods: Texts,
    chain_sites: Option<usize>,
}

#[derive(Deserialize)]
struct PyprojectTable {
    tool: Option<ToolTable>,
}

#[derive(Deserialize)]
struct ToolTable {
    asyncfix: Option<SettingsTable>,
}

#[derive(Deserialize)]
struct ProjectOnly {
    project: Option<ProjectTable>,
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case")]
struct ProjectTable {
    requires_python: Option<String>,
}

/// A settings file while it is read: how the user sees its path, its text, and the folder its globs are relative to.
#[derive(Clone, Copy)]
pub(super) struct Input<'a> {
    pub shown: &'a Path,
    pub text: &'a str,
    pub base: &'a Path,
}

/// Reads an `asyncfix.toml`.
pub(super) fn read_settings(input: Input) -> Result<SettingsFile, ConfigError> {
    let table = toml::from_str(input.text).map_err(|error| malformed(input, &error))?;
    settings_of(input, table)
}

/// Reads a `pyproject.toml`. One that is malformed and does not speak of asyncfix is somebody else's.
pub(super) fn read_pyproject(input: Input) -> Result<Pyproject, ConfigError> {
    let mut pyproject = Pyproject { exists: true, ..Pyproject::default() };
    if input.text.contains("asyncfix") {
        let table: PyprojectTable = toml::from_str(input.text).map_err(|error| malformed(input, &error))?;
        let table = table.tool.and_then(|tool| tool.asyncfix);
        pyproject.settings = table.map(|table| settings_of(input, table)).transpose()?;
    }
    if input.text.contains("requires-python") {
        let table = toml::from_str::<ProjectOnly>(input.text).ok().and_then(|document| document.project);
        let text = table.and_then(|project| project.requires_python);
        pyproject.requires_python = text.and_then(|text| TargetVersion::from_requires_python(&text));
    }
    Ok(pyproject)
}

/// Whether `text` can be called as a function: dotted identifiers, at least a module and a name.
pub(super) fn is_dotted_name(text: &str) -> bool {
    let is_identifier = |part: &str| {
        let mut characters = part.chars();
        characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
            && characters.all(|character| character.is_alphanumeric() || character == '_')
    };
    text.contains('.') && text.split('.').all(is_identifier)
}

/// What is wrong with an `offload` that is no dotted name.
pub(super) fn bad_offload(text: &str) -> String {
    format!("`{text}` is not the dotted name of a function; write one such as `asyncio.to_thread`")
}

fn settings_of(input: Input, table: SettingsTable) -> Result<SettingsFile, ConfigError> {
    let written = |text: Spanned<String>| {
        let place = Place::Line(input.shown.to_owned(), location(input.text, text.span().start));
        Written { value: text.into_inner(), place }
    };
    // One more than is allowed is enough to be told so.
    let all = |texts: Texts| texts.into_iter().take(MOST_PATTERNS + 1).map(written).collect::<Vec<_>>();

    let mut per_file_ignores = Vec::with_capacity(table.per_file_ignores.len());
    for (pattern, selectors) in table.per_file_ignores {
        let mut pattern = written(pattern);
        let positive = pattern.value.strip_prefix('!').map(str::to_owned);
        let sense = if positive.is_some() { Sense::NotMatching } else { Sense::Matching };
        pattern.value = positive.unwrap_or(pattern.value);
        let glob = Glob::new(input.base, &pattern)?;
        per_file_ignores.push(PerFileIgnore { glob, sense, selectors: all(selectors) });
    }
    let target_version = table
        .target_version
        .map(written)
        .map(|text| text.value.parse().map_err(|error: UnknownVersion| text.error(error.to_string())));
    let offload = table.offload.map(written);
    if let Some(name) = offload.as_ref().filter(|name| !is_dotted_name(&name.value)) {
        return Err(name.error(bad_offload(&name.value)));
    }
    let path = |text: Spanned<String>| {
        let text = written(text);
        Written { value: absolute_path(input.base, Path::new(&text.value)), place: text.place }
    };
    let paths = |texts: Texts| texts.into_iter().map(path).collect::<Vec<Written<PathBuf>>>();
    let program = ProgramSettings {
        src: paths(table.src),
        python: table.python.map(path),
        follow: table.follow_libraries.map(|value| follow(input, &value)).transpose()?,
        stubs: paths(table.stubs),
        chain_sites: table.chain_sites,
    };
    Ok(SettingsFile {
        codemods: paths(table.codemods),
        program,
        selection: SelectionLayer {
            select: table.select.map(all),
            extend_select: all(table.extend_select),
            ignore: all(table.ignore),
        },
        per_file_ignores,
        exclude: table.exclude.map(all),
        extend_exclude: all(table.extend_exclude),
        target_version: target_version.transpose()?,
        offload: offload.map(|name| name.value),
        unsafe_fixes: table.unsafe_fixes,
    })
}

fn follow(input: Input, value: &Spanned<toml::Value>) -> Result<Follow, ConfigError> {
    let names = match value.get_ref() {
        toml::Value::Boolean(true) => return Ok(Follow::All),
        toml::Value::Boolean(false) => return Ok(Follow::None),
        toml::Value::Array(names) => names.iter().map(|name| name.as_str().map(str::to_owned)).collect(),
        _ => None,
    };
    let message = "write `true`, `false` or a list of the names that libraries are imported by";
    names.and_then(|names: Vec<String>| Follow::named(names).ok()).ok_or_else(|| ConfigError {
        place: Place::Line(input.shown.to_owned(), location(input.text, value.span().start)),
        message: message.to_owned(),
    })
}

fn malformed(input: Input, error: &toml::de::Error) -> ConfigError {
    let shown = input.shown.to_owned();
    let place = match error.span() {
        Some(span) => Place::Line(shown, location(input.text, span.start)),
        None => Place::File(shown),
    };
    let message = error.message().replace("unknown field", "unknown key").replace('\n', ", ");
    ConfigError { place, message: format!("{message}; correct it") }
}

fn location(text: &str, offset: usize) -> Location {
    let before = &text[..offset.min(text.len())];
    let line = &before[before.rfind('\n').map_or(0, |at| at + 1)..];
    let number = |count: usize| u32::try_from(count + 1).unwrap_or(u32::MAX);
    Location { cell: None, row: number(before.matches('\n').count()), column: number(line.chars().count()) }
}
