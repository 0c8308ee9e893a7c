//! Where interpreters install libraries: the layouts of virtual environments, conda, Windows and Linux distributions.

use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

use crate::source::absolute_path;

use super::EnvironmentError;

/// What belongs to one interpreter.
#[derive(Debug)]
pub(super) struct Layout {
    /// The folders that libraries are installed into, in the order of Python's import path. At least one.
    pub(super) site_folders: Vec<PathBuf>,
    /// The environment's folder, if it is a virtual environment: nobody keeps sources of his own in there.
    pub(super) virtual_environment: Option<PathBuf>,
    pub(super) version: Option<(u8, u8)>,
}

impl Layout {
    /// What belongs to the interpreter, the environment or the site folder at `path`.
    pub(super) fn named(path: &Path) -> Result<Layout, EnvironmentError> {
        let layout = if path.is_dir() {
            Layout::of_site_folder(path).or_else(|| Layout::of_environment(path))
        } else if path.symlink_metadata().is_err() {
            return Err(EnvironmentError::Missing(path.to_owned()));
        } else if is_interpreter(path) {
            Layout::of_interpreter(path)
        } else {
            return Err(EnvironmentError::NoInterpreter(path.to_owned()));
        };
        layout.ok_or_else(|| EnvironmentError::NoSiteFolder(path.to_owned()))
    }

    /// What belongs to the environment whose folder is `prefix`, if it has a site folder.
    pub(super) fn of_environment(prefix: &Path) -> Option<Layout> {
        Layout::of_prefix(prefix, None)
    }

    /// An interpreter in a virtual environment is a link to another one, and belongs to where the link is. Any other
    /// link leads to the interpreter's real place. A link that leads nowhere (the environment was made on another
    /// machine) still tells the environment.
    fn of_interpreter(path: &Path) -> Option<Layout> {
        let prefix = interpreter_prefix(path)?;
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let version = [real.as_path(), path].into_iter().find_map(interpreter_version);
        if prefix.join(PYVENV_CFG).is_file() {
            return Layout::of_prefix(prefix, version);
        }
        let at_home = interpreter_prefix(&real).and_then(|prefix| Layout::of_prefix(prefix, version));
        at_home.or_else(|| Layout::of_prefix(prefix, version))
    }

    /// A folder that is named as site folders are stands for itself alone.
    fn of_site_folder(path: &Path) -> Option<Layout> {
        if !SITE_NAMES.iter().any(|name| path.ends_with(name)) {
            return None;
        }
        let python = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
        // `lib/python3.12/site-packages` or, on Windows, `Lib/site-packages`.
        let configured =
            path.ancestors().skip(2).take(2).find_map(|prefix| Some((prefix, Configuration::read(prefix)?)));
        Some(Layout {
            site_folders: vec![path.to_owned()],
            virtual_environment: configured.as_ref().map(|(prefix, _)| (*prefix).to_owned()),
            version: python
                .and_then(python_version)
                .or_else(|| configured.and_then(|(_, configuration)| configuration.version)),
        })
    }

    fn of_prefix(prefix: &Path, named: Option<(u8, u8)>) -> Option<Layout> {
        let configuration = Configuration::read(prefix);
        let wanted = configuration.as_ref().and_then(|configuration| configuration.version).or(named);
        let (mut site_folders, found) = site_folders(prefix, wanted);
        if site_folders.is_empty() {
            return None;
        }
        let version = wanted.or(found);
        let virtual_environment = configuration.is_some().then(|| prefix.to_owned());
        if let Some(base) = configuration.and_then(|configuration| configuration.system) {
            site_folders.extend(self::site_folders(&base, version).0);
        }
        let mut seen = Vec::new();
        site_folders.retain(|folder| {
            let real = folder.canonicalize().unwrap_or_else(|_| folder.clone());
            let is_new = !seen.contains(&real);
            seen.push(real);
            is_new
        });
        Some(Layout { site_folders, virtual_environment, version })
    }
}

const SITE_NAMES: [&str; 2] = ["site-packages", "dist-packages"];

/// The site folders below `prefix` that Python `wanted` sees, where that is unknown the newest that is there, whose
/// version is told with them.
fn site_folders(prefix: &Path, wanted: Option<(u8, u8)>) -> (Vec<PathBuf>, Option<(u8, u8)>) {
    // Debian's own libraries come after those installed by its users, and are in a folder for all versions.
    let mut versioned = Vec::new();
    for library in ["local/lib", "lib", "lib64"] {
        let library = prefix.join(library);
        let mut names: Vec<_> = fs::read_dir(&library)
            .into_iter()
            .flatten()
            .flatten()
            .filter_map(|entry| entry.file_name().into_string().ok())
            .collect();
        names.sort();
        for name in names {
            let Some(version) = python_version(&name) else { continue };
            let sites = SITE_NAMES.iter().map(|site| library.join(&name).join(site));
            versioned.extend(sites.filter(|site| site.is_dir()).map(|site| (version, site)));
        }
    }
    let chosen = wanted.or_else(|| versioned.iter().map(|(version, _)| *version).max());
    let of_chosen = versioned.into_iter().filter(|(version, _)| Some(*version) == chosen);
    let unversioned = ["Lib/site-packages", "lib/python3/dist-packages"].map(|site| prefix.join(site));
    let unversioned = unversioned.into_iter().filter(|site| site.is_dir());
    (of_chosen.map(|(_, site)| site).chain(unversioned).collect(), chosen)
}

/// The version in the name of an interpreter or its library folder: `python3.12`, `python3.13t`, `pypy3.10`.
fn python_version(name: &str) -> Option<(u8, u8)> {
    let version = name.strip_prefix("python").or_else(|| name.strip_prefix("pypy"))?;
    let (major, minor) = version.split_once('.')?;
    let minor = minor.strip_suffix('t').unwrap_or(minor);
    Some((major.parse().ok()?, minor.parse().ok()?))
}

/// The version in the name of an interpreter's file, `python3.12` or `python3.12.exe`.
fn interpreter_version(path: &Path) -> Option<(u8, u8)> {
    let name = path.file_name()?.to_str()?;
    python_version(name.strip_suffix(".exe").unwrap_or(name))
}

/// Whether a file is named as interpreters are: `python`, `python3.13t`, `pypy3`, `python.exe`, `pythonw.exe`.
fn is_interpreter(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    let name = name.strip_suffix(".exe").unwrap_or(&name);
    let version = name.strip_prefix("python").or_else(|| name.strip_prefix("pypy"));
    version.is_some_and(|version| {
        version.chars().all(|letter| letter.is_ascii_digit() || ".tdw".contains(letter))
    })
}

/// The folder that an interpreter's libraries are below. On Windows an interpreter that is in no virtual environment
/// lies in that folder itself.
fn interpreter_prefix(path: &Path) -> Option<&Path> {
    home_prefix(path.parent()?)
}

/// The folder that the libraries of the interpreters in `folder` are below.
fn home_prefix(folder: &Path) -> Option<&Path> {
    if folder.ends_with("bin") || folder.ends_with("Scripts") { folder.parent() } else { Some(folder) }
}

const PYVENV_CFG: &str = "pyvenv.cfg";

/// What a virtual environment's `pyvenv.cfg` says.
#[derive(Debug, Default)]
struct Configuration {
    version: Option<(u8, u8)>,
    /// The environment of the interpreter it was made with, if its libraries are visible too.
    system: Option<PathBuf>,
}

impl Configuration {
    fn read(prefix: &Path) -> Option<Configuration> {
        let text = read_text(&prefix.join(PYVENV_CFG))?;
        let mut configuration = Configuration::default();
        let (mut home, mut sees_system) = (None, false);
        for (key, value) in text.lines().filter_map(|line| line.split_once('=')) {
            let value = value.trim();
            match key.trim().to_lowercase().as_str() {
                // `version` is what `venv` writes, `version_info` what virtualenv and uv do: 3.12.1, 3.12.1.final.0.
                "version" | "version_info" => {
                    configuration.version = leading_version(value).or(configuration.version);
                }
                "home" => home = home_prefix(Path::new(value)).map(Path::to_owned),
                "include-system-site-packages" => sees_system = value.eq_ignore_ascii_case("true"),
                _ => {}
            }
        }
        configuration.system = home.filter(|_| sees_system);
        Some(configuration)
    }
}

fn leading_version(text: &str) -> Option<(u8, u8)> {
    let mut numbers = text.split('.');
    Some((numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?))
}

/// The folders that the `.pth` files in `site` add to the import path, in Python's order: the files by name, and in
/// each the lines. A line that is code is not run.
pub(super) fn linked_folders(site: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(site).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    files.retain(|path| {
        let is_hidden = path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        !is_hidden && path.extension().is_some_and(|end| end == "pth")
    });
    files.sort();
    let texts = files.iter().filter_map(|path| read_text(path));
    let mut folders = Vec::new();
    for text in texts {
        let lines = text.lines().map(str::trim_end);
        let paths = lines.filter(|line| !line.is_empty() && !line.starts_with(['#', '\0']));
        let paths = paths.filter(|line| !line.starts_with("import ") && !line.starts_with("import\t"));
        folders.extend(paths.map(|line| absolute_path(site, Path::new(line))).filter(|path| path.is_dir()));
    }
    folders
}

/// The text of a small file. What is none (a link to an endless device, a pipe nobody writes to) is left alone.
fn read_text(path: &Path) -> Option<String> {
    const LIMIT: u64 = 1 << 20;
    let metadata = fs::metadata(path).ok()?;
    if !metadata.is_file() || metadata.len() > LIMIT {
        return None;
    }
    let mut text = String::new();
    File::open(path).ok()?.take(LIMIT).read_to_string(&mut text).ok()?;
    Some(text.trim_start_matches('\u{feff}').to_owned())
}
