//! Settings: what a project writes into `[tool.asyncfix]` or an `asyncfix.toml`, and what the command line overrides.
//!
//! The settings of a file are those of the closest settings file in its folder and the folders above; settings files
//! are never merged with each other. [`SettingsMap`] finds them, [`Overrides`] go before them, and what is in neither
//! has a default.

mod discover;
mod globs;
mod place;
mod program;
mod selection;
mod settings_file;
mod target_version;

pub use discover::{Discovery, SettingsMap};
pub use globs::{Glob, GlobList};
pub use place::{ConfigError, Place, Written};
pub use program::{Follow, NoLibraryName, ProgramSettings, outermost_first};
pub use selection::{PerFileIgnore, RuleSet, Selection, SelectionLayer, Sense};
pub use target_version::{TargetVersion, UnknownVersion};

use std::path::{Path, PathBuf};

/// Folders and files that are not searched unless `exclude` says otherwise.
pub const DEFAULT_EXCLUDES: &[&str] = &[
    ".bzr",
    ".direnv",
    ".eggs",
    ".git",
    ".git-rewrite",
    ".hg",
    ".ipynb_checkpoints",
    ".mypy_cache",
    ".nox",
    ".pants.d",
    ".pyenv",
    ".pytest_cache",
    ".pytype",
    ".ruff_cache",
    ".svn",
    ".tox",
    ".venv",
    ".vscode",
    "__pypackages__",
    "_build",
    "buck-out",
    "dist",
    "node_modules",
    "site-packages",
    "venv",
];

/// The settings that hold for a file.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The settings file they come from, as the user sees it; `None` for the defaults.
    pub file: Option<PathBuf>,
    /// The folder of the closest settings file or `pyproject.toml`.
    pub project: Option<PathBuf>,
    /// What holds for the program as a whole.
    pub program: ProgramSettings,
    /// Which rules run on which files.
    pub selection: Selection,
    /// The oldest Python that the code has to run on.
    pub target_version: TargetVersion,
    /// The dotted name of the function that runs blocking code in a thread, called as
    /// `await function(callable, *args, **kwargs)`; `None` to choose by the file's async library.
    pub offload: Option<String>,
    /// Whether unsafe fixes are applied.
    pub unsafe_fixes: bool,
    excludes: Vec<GlobList>,
}

/// What the command line says. It goes before every settings file.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--select`: in place of the default rules or of a settings file's `select`.
    pub select: Option<Vec<String>>,
    /// `--extend-select`.
    pub extend_select: Vec<String>,
    /// `--ignore`.
    pub ignore: Vec<String>,
    /// `--exclude`: in place of the default excludes or of a settings file's `exclude`.
    pub exclude: Option<Vec<String>>,
    /// `--extend-exclude`.
    pub extend_exclude: Vec<String>,
    /// `--target-version`.
    pub target_version: Option<TargetVersion>,
    /// `--offload`.
    pub offload: Option<String>,
    /// `--unsafe-fixes` or `--no-unsafe-fixes`.
    pub unsafe_fixes: Option<bool>,
    /// `--python`, `--follow-libraries`, `--stubs` (besides a settings file's) and `--chain-sites`, with absolute paths.
    pub program: ProgramSettings,
}

impl Settings {
    /// Whether `path` (absolute; a file or a folder) itself is excluded. A walk that leaves out what is below an
    /// excluded folder needs no more.
    pub fn excludes(&self, path: &Path) -> bool {
        self.excludes.iter().any(|globs| globs.matches(path))
    }

    /// Whether `path` (absolute) or a folder it lies in is excluded, for a file that no walk has found.
    pub fn excludes_with_parents(&self, path: &Path) -> bool {
        let excludes_parent =
            |parent: &Path| self.excludes.iter().any(|globs| globs.reaches(parent) && globs.matches(parent));
        self.excludes(path) || path.ancestors().skip(1).any(excludes_parent)
    }
}
