//! The program around the files of a run: its source roots, what is installed for it, and the user's stubs.

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use rustc_hash::FxHashSet;

use super::args::ProgramArgs;
use crate::cache::ContentHash;
use crate::config::{
    ConfigError, Discovery, Follow, Place, ProgramSettings, Settings, SettingsMap, Written, outermost_first,
};
use crate::rule::Options;
use crate::run::{
    Dispatch, Environment, Followed, Job, Libraries, Paths, Project, SITES_LIMIT, Search, Surroundings,
    UserStubs,
};
use crate::source::{absolute_path, shown_path};

/// What the settings and the command line say of the program as a whole.
pub(super) struct ProgramOptions {
    /// What is known of libraries.
    pub libraries: Libraries,
    /// Folders from which module names count: those that settings name, and those of projects.
    pub roots: Vec<PathBuf>,
    /// How many calls one blocking call may be reached from before the finding moves there.
    pub chain_sites: usize,
    /// A number for all of this, and for what is installed.
    pub key: u128,
    stubs: Vec<PathBuf>,
}

impl ProgramOptions {
    /// Whether the absolute `path` is one of the user's stubs.
    pub(super) fn is_stub(&self, path: &Path) -> bool {
        self.stubs.iter().any(|stubs| path.starts_with(stubs))
    }

    /// Calls `act` with the project of these files, of which those that `is_of_program` says make the program. Other
    /// files of the project are read as the program needs them.
    pub(super) fn with_project<T>(
        self,
        settings: &SettingsMap<'_>,
        directory: &Path,
        jobs: &[Job],
        is_of_program: &(dyn Fn(&Job) -> bool + Sync),
        act: impl FnOnce(Project<'_>) -> T,
    ) -> T {
        let of_run = LazyLock::new(|| {
            let files = jobs.iter().filter(|job| is_of_program(job));
            files.map(|job| job.absolute.as_path()).collect::<FxHashSet<&Path>>()
        });
        let is_excluded = |path: &Path| {
            settings.for_file(path).map_or(true, |settings| settings.excludes_with_parents(path))
        };
        let is_left_out = |path: &Path| of_run.contains(path) || is_excluded(path);
        let files =
            jobs.iter().map(|job| job.absolute.as_path()).filter(|path| !self.is_stub(path)).collect();
        let roots: Vec<PathBuf> = self.roots.iter().cloned().chain([directory.to_owned()]).collect();
        let surroundings = Surroundings::new(self.libraries, files, roots, &is_left_out);
        act(Project {
            dispatch: &Dispatch::new(Vec::new()),
            libraries: &surroundings,
            roots: self.roots,
            base: directory.to_owned(),
            chain_sites: self.chain_sites,
            cache: None,
            key: self.key,
        })
    }
}

/// What the command line says of the program as a whole.
///
/// # Errors
/// `--follow-libraries` names what is no library.
pub(super) fn overrides(
    args: &ProgramArgs,
    chain_sites: Option<usize>,
    directory: &Path,
) -> Result<ProgramSettings, ConfigError> {
    let follow = match &args.follow_libraries {
        None => None,
        Some(names) if names.is_empty() => Some(Follow::All),
        Some(names) => {
            let place = Place::Option("--follow-libraries");
            let wrong =
                |error: crate::config::NoLibraryName| ConfigError { place, message: error.to_string() };
            Some(Follow::named(names.clone()).map_err(wrong)?)
        }
    };
    let written = |path: &PathBuf, option: &'static str| Written {
        value: absolute_path(directory, path),
        place: Place::Option(option),
    };
    Ok(ProgramSettings {
        src: Vec::new(),
        python: args.python.as_ref().map(|path| written(path, "--python")),
        follow,
        stubs: args.stubs.iter().map(|path| written(path, "--stubs")).collect(),
        chain_sites,
    })
}

/// Reads what the program of these files is to be understood with.
///
/// # Errors
/// A source root, an interpreter or a stub that is not what the settings say.
pub(super) fn program_options(
    discovery: &Discovery,
    settings: &SettingsMap<'_>,
    directory: &Path,
    jobs: &[Job],
) -> anyhow::Result<ProgramOptions> {
    let mut files = settings_of(settings, directory, jobs);
    outermost_first(&mut files);
    let program = ProgramSettings::together(&files);
    let projects: Vec<&PathBuf> = files.iter().filter_map(|settings| settings.project.as_ref()).collect();
    if let Some(folder) = program.src.iter().find(|folder| !folder.value.is_dir()) {
        let shown = shown_path(directory, &folder.value);
        Err(folder.error(format!("there is no folder {}; name the folders of sources", shown.display())))?;
    }
    let mut roots: Vec<PathBuf> = program.src.iter().map(|folder| folder.value.clone()).collect();
    for project in &projects {
        if !roots.contains(project) {
            roots.push((*project).clone());
        }
    }
    let project = projects.first().map_or(directory, |project| project.as_path());
    let libraries = Libraries {
        target: jobs.iter().map(|job| job.options.target).max().unwrap_or(Options::default().target),
        environment: environment(discovery, program.python.as_ref(), project)?,
        followed: match &program.follow {
            None | Some(Follow::None) => Followed::None,
            Some(Follow::All) => Followed::All,
            Some(Follow::Named(names)) => Followed::Named(names.iter().cloned().collect()),
        },
        stubs: stubs(&program.stubs, directory)?,
        paths: Paths::default(),
    };
    Ok(ProgramOptions {
        key: key(&libraries, &roots, &program, directory),
        libraries,
        roots,
        chain_sites: program.chain_sites.unwrap_or(SITES_LIMIT),
        stubs: program.stubs.into_iter().map(|path| path.value).collect(),
    })
}

/// A number for what reports depend on besides files and their settings. Installing a library changes a site folder.
fn key(libraries: &Libraries, roots: &[PathBuf], program: &ProgramSettings, directory: &Path) -> u128 {
    let roots: Vec<PathBuf> = roots.iter().map(|root| shown_path(directory, root)).collect();
    let stubs: Vec<(&str, &str, bool)> = libraries
        .stubs
        .all()
        .into_iter()
        .map(|(module, stub)| (module, stub.text.as_str(), stub.is_package))
        .collect();
    let installed: Vec<_> = libraries
        .environment
        .iter()
        .flat_map(Environment::search_path)
        .map(|folder| (folder, folder.metadata().and_then(|folder| folder.modified()).ok()))
        .collect();
    let all = format!("{:?}", (roots, program.chain_sites, &program.follow, stubs, installed));
    ContentHash::of(all.as_bytes()).get()
}

/// The different settings of some files. Where there is no file, those of the working directory.
fn settings_of(settings: &SettingsMap<'_>, directory: &Path, jobs: &[Job]) -> Vec<Arc<Settings>> {
    let mut folders: FxHashSet<&Path> = jobs.iter().filter_map(|job| job.absolute.parent()).collect();
    if folders.is_empty() {
        folders.insert(directory);
    }
    let mut found: Vec<Arc<Settings>> = Vec::new();
    let mut seen: FxHashSet<*const Settings> = FxHashSet::default();
    // A mistake in a settings file is in the reports of the files that it is about.
    for settings in folders.into_iter().filter_map(|folder| settings.for_folder(folder).ok()) {
        if seen.insert(Arc::as_ptr(&settings)) {
            found.push(settings);
        }
    }
    found
}

fn environment(
    discovery: &Discovery,
    python: Option<&Written<PathBuf>>,
    project: &Path,
) -> Result<Option<Environment>, ConfigError> {
    if *discovery == Discovery::Isolated && python.is_none() {
        return Ok(None);
    }
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let (virtual_env, conda_prefix) = (variable("VIRTUAL_ENV"), variable("CONDA_PREFIX"));
    let found = Environment::discover(&Search {
        project,
        python: python.map(|path| path.value.as_path()),
        virtual_env: virtual_env.as_deref(),
        conda_prefix: conda_prefix.as_deref(),
    });
    found.map_err(|error| match python {
        Some(python) => python.error(error.to_string()),
        None => ConfigError { place: Place::Option("--python"), message: error.to_string() },
    })
}

fn stubs(paths: &[Written<PathBuf>], directory: &Path) -> anyhow::Result<UserStubs> {
    let mut stubs = UserStubs::default();
    for path in paths {
        if path.value.symlink_metadata().is_err() {
            let shown = shown_path(directory, &path.value);
            let message = format!("there is no stub file or folder {}; correct the path", shown.display());
            Err(path.error(message))?;
        }
        stubs.add(&path.value, |file| shown_path(directory, file))?;
    }
    Ok(stubs)
}
