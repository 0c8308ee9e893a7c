//! Which settings hold for which folder.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};
use std::{fs, io};

use rustc_hash::FxHashMap;

use crate::rule::Rule;
use crate::source::{absolute_path, shown_path};

use super::settings_file::{
    Input, Pyproject, SettingsFile, bad_offload, is_dotted_name, read_pyproject, read_settings,
};
use super::{
    ConfigError, DEFAULT_EXCLUDES, GlobList, Overrides, Place, Selection, SelectionLayer, Settings,
    TargetVersion, Written,
};

/// Where settings come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Discovery {
    /// For each file from the closest of `.asyncfix.toml`, `asyncfix.toml` and a `pyproject.toml` with
    /// `[tool.asyncfix]`, in this order within a folder.
    Closest,
    /// From this file (`--config`) for all files. Its patterns are relative to the working directory.
    File(PathBuf),
    /// From no file (`--isolated`): the defaults and the command line.
    Isolated,
}

/// Finds the settings for a folder, once for each. Threads share it.
pub struct SettingsMap<'r> {
    working_directory: PathBuf,
    registry: &'r [&'static Rule],
    overrides: Overrides,
    fixed: Option<Arc<Settings>>,
    by_folder: RwLock<FxHashMap<PathBuf, Result<Scope, ConfigError>>>,
}

/// What holds in a folder and is handed down to those in it.
#[derive(Debug, Clone)]
struct Scope {
    settings: Arc<Settings>,
    /// Whether the settings write a `target-version`, before which no `requires-python` counts.
    version: VersionOrigin,
    /// The closest `requires-python`.
    requires_python: Option<TargetVersion>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum VersionOrigin {
    Written,
    Inferred,
}

impl<'r> SettingsMap<'r> {
    /// A map for a run in the absolute path `working_directory` with the rules of `registry`.
    ///
    /// # Errors
    /// A mistake in `overrides`, or in the file that `discovery` names.
    pub fn new(
        working_directory: &Path,
        registry: &'r [&'static Rule],
        overrides: Overrides,
        discovery: &Discovery,
    ) -> Result<SettingsMap<'r>, ConfigError> {
        if let Some(name) = overrides.offload.as_ref().filter(|name| !is_dotted_name(name)) {
            return Err(ConfigError { place: Place::Option("--offload"), message: bad_offload(name) });
        }
        let mut map = SettingsMap {
            working_directory: working_directory.to_owned(),
            registry,
            overrides,
            fixed: None,
            by_folder: RwLock::default(),
        };
        // The defaults are made in any case, so that a wrong option is told even where every folder has its own.
        let defaults = map.settings(None, SettingsFile::default(), working_directory, None)?;
        map.fixed = match discovery {
            Discovery::Closest => None,
            Discovery::Isolated => Some(Arc::new(defaults)),
            Discovery::File(path) => {
                let mut settings = map.named_file(path)?;
                settings.project = absolute_path(working_directory, path).parent().map(Path::to_owned);
                Some(Arc::new(settings))
            }
        };
        Ok(map)
    }

    /// The user's codemods that the settings for `folder`, an absolute path, name. They are rules as all others are, so
    /// they are asked for before a map with all rules is made.
    ///
    /// # Errors
    /// A mistake in the settings file.
    pub fn codemods(folder: &Path, discovery: &Discovery) -> Result<Vec<Written<PathBuf>>, ConfigError> {
        let map = SettingsMap {
            working_directory: folder.to_owned(),
            registry: &[],
            overrides: Overrides::default(),
            fixed: None,
            by_folder: RwLock::default(),
        };
        match discovery {
            Discovery::Isolated => Ok(Vec::new()),
            Discovery::File(path) => {
                let absolute = absolute_path(folder, path);
                let Some((_, text)) = map.read(&absolute)? else { return Ok(Vec::new()) };
                let input = Input { shown: path, text: &text, base: folder };
                let is_pyproject = absolute.file_name().is_some_and(|name| name == "pyproject.toml");
                let file =
                    if is_pyproject { read_pyproject(input)?.settings } else { Some(read_settings(input)?) };
                Ok(file.map(|file| file.codemods).unwrap_or_default())
            }
            Discovery::Closest => {
                for folder in folder.ancestors() {
                    if let Some((_, file)) = map.own_file(folder)? {
                        return Ok(file.codemods);
                    }
                }
                Ok(Vec::new())
            }
        }
    }

    /// The settings for the files in `folder`, an absolute path.
    ///
    /// # Errors
    /// A mistake in the settings file.
    pub fn for_folder(&self, folder: &Path) -> Result<Arc<Settings>, ConfigError> {
        match &self.fixed {
            Some(settings) => Ok(Arc::clone(settings)),
            None => self.scope(folder).map(|scope| scope.settings),
        }
    }

    /// The settings for the file at `path`, which is absolute.
    ///
    /// # Errors
    /// A mistake in the settings file.
    pub fn for_file(&self, path: &Path) -> Result<Arc<Settings>, ConfigError> {
        self.for_folder(path.parent().unwrap_or(path))
    }

    /// Whether a walk leaves out `path` (absolute; a file or a folder) with all below.
    ///
    /// # Errors
    /// A mistake in the settings file that decides it.
    pub fn is_excluded(&self, path: &Path) -> Result<bool, ConfigError> {
        Ok(self.for_file(path)?.excludes(path))
    }

    fn scope(&self, folder: &Path) -> Result<Scope, ConfigError> {
        let known = self.by_folder.read().unwrap_or_else(PoisonError::into_inner).get(folder).cloned();
        if let Some(scope) = known {
            return scope;
        }
        let scope = match folder.parent() {
            Some(parent) => self.scope(parent).and_then(|above| self.scope_below(&above, folder)),
            None => self.root_scope().and_then(|above| self.scope_below(&above, folder)),
        };
        // Another thread's answer that came first stays, so that a folder's files share one.
        let mut by_folder = self.by_folder.write().unwrap_or_else(PoisonError::into_inner);
        by_folder.entry(folder.to_owned()).or_insert(scope).clone()
    }

    fn root_scope(&self) -> Result<Scope, ConfigError> {
        let settings = self.settings(None, SettingsFile::default(), &self.working_directory, None)?;
        let version = version_origin(self.overrides.target_version);
        Ok(Scope { settings: Arc::new(settings), version, requires_python: None })
    }

    /// What holds in `folder`, where `above` holds in the folder it lies in.
    fn scope_below(&self, above: &Scope, folder: &Path) -> Result<Scope, ConfigError> {
        let pyproject = self.read_pyproject(&folder.join("pyproject.toml"))?;
        let found = match self.own_toml(folder)? {
            Some(found) => Some(found),
            None => pyproject
                .settings
                .map(|file| (shown_path(&self.working_directory, &folder.join("pyproject.toml")), file)),
        };
        let requires_python = pyproject.requires_python.or(above.requires_python);
        if let Some((shown, file)) = found {
            let version = version_origin(self.overrides.target_version.or(file.target_version));
            let mut settings = self.settings(Some(shown), file, folder, requires_python)?;
            settings.project = Some(folder.to_owned());
            return Ok(Scope { settings: Arc::new(settings), version, requires_python });
        }
        let mut scope = Scope { requires_python, ..above.clone() };
        if let (Some(target_version), VersionOrigin::Inferred) = (pyproject.requires_python, scope.version) {
            scope.settings = Arc::new(Settings { target_version, ..Settings::clone(&scope.settings) });
        }
        if pyproject.exists {
            let project = Some(folder.to_owned());
            scope.settings = Arc::new(Settings { project, ..Settings::clone(&scope.settings) });
        }
        Ok(scope)
    }

    /// The settings file of a folder alone.
    fn own_file(&self, folder: &Path) -> Result<Option<(PathBuf, SettingsFile)>, ConfigError> {
        if let Some(found) = self.own_toml(folder)? {
            return Ok(Some(found));
        }
        let path = folder.join("pyproject.toml");
        let settings = self.read_pyproject(&path)?.settings;
        Ok(settings.map(|file| (shown_path(&self.working_directory, &path), file)))
    }

    /// A folder's `asyncfix.toml`.
    fn own_toml(&self, folder: &Path) -> Result<Option<(PathBuf, SettingsFile)>, ConfigError> {
        let found = [".asyncfix.toml", "asyncfix.toml"]
            .into_iter()
            .find_map(|name| self.read(&folder.join(name)).transpose())
            .transpose()?;
        let Some((path, text)) = found else { return Ok(None) };
        let shown = shown_path(&self.working_directory, &path);
        let file = read_settings(Input { shown: &shown, text: &text, base: folder })?;
        Ok(Some((shown, file)))
    }

    fn named_file(&self, path: &Path) -> Result<Settings, ConfigError> {
        let absolute = absolute_path(&self.working_directory, path);
        let shown = shown_path(&self.working_directory, &absolute);
        let base = &self.working_directory;
        let error =
            |message: &str| ConfigError { place: Place::File(shown.clone()), message: message.to_owned() };
        let Some((_, text)) = self.read(&absolute)? else {
            return Err(error("there is no such settings file; check the path given to --config"));
        };
        let input = Input { shown: &shown, text: &text, base };
        if absolute.file_name().is_some_and(|name| name == "pyproject.toml") {
            let pyproject = read_pyproject(input)?;
            let file =
                pyproject.settings.ok_or_else(|| error("there is no [tool.asyncfix] in it; add it"))?;
            return self.settings(Some(shown.clone()), file, base, pyproject.requires_python);
        }
        let beside = self.read_pyproject(&absolute.with_file_name("pyproject.toml"))?;
        self.settings(Some(shown.clone()), read_settings(input)?, base, beside.requires_python)
    }

    fn read_pyproject(&self, path: &Path) -> Result<Pyproject, ConfigError> {
        let Some((path, text)) = self.read(path)? else { return Ok(Pyproject::default()) };
        let shown = shown_path(&self.working_directory, &path);
        let base = path.parent().unwrap_or(&path);
        read_pyproject(Input { shown: &shown, text: &text, base })
    }

    /// The text of the settings file at `path`, `None` if there is none.
    fn read(&self, path: &Path) -> Result<Option<(PathBuf, String)>, ConfigError> {
        match fs::read_to_string(path) {
            Ok(text) => Ok(Some((path.to_owned(), text))),
            Err(error) if is_absence(path, &error) => Ok(None),
            Err(error) => Err(ConfigError {
                place: Place::File(shown_path(&self.working_directory, path)),
                message: format!("the settings file cannot be read ({error}); correct or remove it"),
            }),
        }
    }

    /// The settings of a file in (or taken relative to) the folder `base`, under the overrides.
    fn settings(
        &self,
        shown: Option<PathBuf>,
        file: SettingsFile,
        base: &Path,
        requires_python: Option<TargetVersion>,
    ) -> Result<Settings, ConfigError> {
        let overrides = &self.overrides;
        let command_line = SelectionLayer {
            select: overrides.select.as_deref().map(|texts| of_option(texts, "--select")),
            extend_select: of_option(&overrides.extend_select, "--extend-select"),
            ignore: of_option(&overrides.ignore, "--ignore"),
        };
        let selection =
            Selection::resolve(self.registry, &[file.selection, command_line], &file.per_file_ignores)?;

        let excludes = match (&overrides.exclude, file.exclude) {
            (Some(texts), _) => GlobList::new(&self.working_directory, &of_option(texts, "--exclude"))?,
            (None, Some(patterns)) => GlobList::new(base, &patterns)?,
            (None, None) => GlobList::new(base, &default_excludes())?,
        };
        let more = GlobList::new(base, &file.extend_exclude)?;
        let more_of_options = of_option(&overrides.extend_exclude, "--extend-exclude");
        let more_of_options = GlobList::new(&self.working_directory, &more_of_options)?;

        let target_version = overrides.target_version.or(file.target_version).or(requires_python);
        Ok(Settings {
            file: shown,
            project: None,
            program: file.program.under(&overrides.program),
            selection,
            target_version: target_version.unwrap_or(TargetVersion::DEFAULT),
            offload: overrides.offload.clone().or(file.offload),
            unsafe_fixes: overrides.unsafe_fixes.or(file.unsafe_fixes).unwrap_or(false),
            excludes: vec![excludes, more, more_of_options],
        })
    }
}

fn version_origin(written: Option<TargetVersion>) -> VersionOrigin {
    written.map_or(VersionOrigin::Inferred, |_| VersionOrigin::Written)
}

fn of_option(texts: &[String], option: &'static str) -> Vec<Written<String>> {
    texts.iter().map(|text| Written { value: text.clone(), place: Place::Option(option) }).collect()
}

fn default_excludes() -> Vec<Written<String>> {
    let place = Place::Option("exclude");
    DEFAULT_EXCLUDES.iter().map(|name| Written { value: (*name).to_owned(), place: place.clone() }).collect()
}

/// Whether `error` says that there is no file at `path`. In a folder that may not be searched there is none for us.
fn is_absence(path: &Path, error: &io::Error) -> bool {
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory => true,
        io::ErrorKind::PermissionDenied => path.metadata().is_err(),
        _ => false,
    }
}
