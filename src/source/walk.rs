//! Which files there are: everything named on the command line, and what lies below the folders named there.
//!
//! `.gitignore`, `.git/info/exclude` and git's global excludes hold inside a git repository as they do for git itself,
//! `.ignore` files hold everywhere, and hidden folders are searched. Links to folders are not followed, so that a walk
//! ends; a link to a file stands for that file unless the file is found under its own name. A link that leads out of the
//! folders is passed over unless it is named itself: what is to be checked is not to say what else is read and written.

use std::cmp::Ordering;
use std::fs;
use std::path::{Component, Path, PathBuf, is_separator};
use std::sync::Mutex;

use ignore::{DirEntry, ParallelVisitor, ParallelVisitorBuilder, WalkBuilder, WalkState};
use rustc_hash::FxHashSet;

use super::write::is_unfinished;
use super::{SourceError, SourceKind};

/// What a walk found.
#[derive(Debug, Default)]
pub struct Found {
    /// Each file once, in the order of their paths.
    pub files: Vec<FoundFile>,
    /// What could not be searched, in the order of the paths.
    pub problems: Vec<PathProblem>,
    /// Absolute paths of what runs that were killed while they wrote may have left, see [`super::remove_leftovers`].
    pub leftovers: Vec<PathBuf>,
}

/// A file to check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The path as the user sees it, see [`shown_path`].
    pub path: PathBuf,
    /// The same, absolute.
    pub absolute: PathBuf,
    /// What its name says it is.
    pub kind: SourceKind,
}

/// A path that cannot be searched.
#[derive(Debug)]
pub struct PathProblem {
    /// The path as the user sees it.
    pub path: PathBuf,
    /// Why.
    pub error: SourceError,
}

/// The files to check below `paths`, which are relative to the absolute path `working_directory`.
///
/// `is_excluded` is asked for the absolute path of every Python file and every folder that the walk meets, not for the
/// `paths` themselves: what is named is checked. What it says of a folder holds for all below.
///
/// # Errors
/// An error of `is_excluded`, of several the one for the first path.
pub fn walk<E: Send>(
    working_directory: &Path,
    paths: &[PathBuf],
    is_excluded: impl Fn(&Path) -> Result<bool, E> + Sync,
) -> Result<Found, E> {
    let mut harvest = Harvest::default();
    let mut folders = Vec::new();
    for path in paths {
        let absolute = absolute_path(working_directory, path);
        match fs::metadata(&absolute) {
            Err(error) => harvest.problems.push((absolute, SourceError::from_read(error))),
            Ok(metadata) if metadata.is_dir() => folders.push(absolute),
            Ok(_) => harvest.add_named_file(absolute),
        }
    }
    walk_folders(&folders, &is_excluded, &mut harvest);
    if let Some((_, error)) = harvest.refusals.into_iter().min_by(|one, other| one.0.cmp(&other.0)) {
        return Err(error);
    }

    let mut files = harvest.files;
    add_linked_files(&folders, &harvest.named_links, harvest.links, &mut files);
    files.sort_unstable_by(|one, other| by_folder(&one.0, &other.0));
    files.dedup_by(|one, other| one.0 == other.0);
    let mut problems = harvest.problems;
    problems.sort_by(|one, other| one.0.cmp(&other.0));
    problems.dedup_by(|one, other| one.0 == other.0);

    let shown = |path: &Path| shown_path(working_directory, path);
    Ok(Found {
        files: files
            .into_iter()
            .map(|(absolute, kind)| FoundFile { path: shown(&absolute), absolute, kind })
            .collect(),
        problems: problems
            .into_iter()
            .map(|(absolute, error)| PathProblem { path: shown(&absolute), error })
            .collect(),
        leftovers: harvest.leftovers,
    })
}

/// `path` made absolute, without `.` and `..`. Links stay, except before a `..`, whose meaning depends on them.
pub fn absolute_path(working_directory: &Path, path: &Path) -> PathBuf {
    let joined = working_directory.join(path);
    let components: Vec<Component> = joined.components().collect();
    let Some(last) = components.iter().rposition(|component| *component == Component::ParentDir) else {
        return components.into_iter().collect();
    };
    let (upward, rest) = components.split_at(last + 1);
    let upward: PathBuf = upward.iter().collect();
    let mut resolved = fs::canonicalize(&upward).unwrap_or(upward);
    resolved.extend(rest);
    resolved
}

/// `absolute` as the user sees it: relative to `working_directory`, if it lies below.
pub fn shown_path(working_directory: &Path, absolute: &Path) -> PathBuf {
    match absolute.strip_prefix(working_directory) {
        Ok(relative) if relative.as_os_str().is_empty() => PathBuf::from("."),
        Ok(relative) => relative.to_owned(),
        Err(_) => absolute.to_owned(),
    }
}

/// What one thread found; paths are absolute.
struct Harvest<E> {
    files: Vec<(PathBuf, SourceKind)>,
    links: Vec<(PathBuf, SourceKind)>,
    /// Those of the links that were named on the command line.
    named_links: Vec<PathBuf>,
    problems: Vec<(PathBuf, SourceError)>,
    refusals: Vec<(PathBuf, E)>,
    leftovers: Vec<PathBuf>,
}

impl<E> Default for Harvest<E> {
    fn default() -> Self {
        Harvest {
            files: Vec::new(),
            links: Vec::new(),
            named_links: Vec::new(),
            problems: Vec::new(),
            refusals: Vec::new(),
            leftovers: Vec::new(),
        }
    }
}

impl<E> Harvest<E> {
    fn add_named_file(&mut self, path: PathBuf) {
        let kind = SourceKind::of_path(&path).unwrap_or(SourceKind::Python);
        if path.is_symlink() {
            self.named_links.push(path.clone());
            self.links.push((path, kind));
        } else {
            self.files.push((path, kind));
        }
    }

    fn append(&mut self, other: &mut Harvest<E>) {
        self.files.append(&mut other.files);
        self.links.append(&mut other.links);
        self.problems.append(&mut other.problems);
        self.refusals.append(&mut other.refusals);
        self.leftovers.append(&mut other.leftovers);
    }
}

fn walk_folders<E: Send, F>(folders: &[PathBuf], is_excluded: &F, harvest: &mut Harvest<E>)
where
    F: Fn(&Path) -> Result<bool, E> + Sync,
{
    let Some((first, rest)) = folders.split_first() else { return };
    // With a separator at its end, the name of a link means the folder it leads to.
    let mut builder = WalkBuilder::new(first.join(""));
    for folder in rest {
        builder.add(folder.join(""));
    }
    builder.hidden(false);
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(12);
    let total = Mutex::new(std::mem::take(harvest));
    builder.threads(threads).build_parallel().visit(&mut VisitorBuilder { is_excluded, total: &total });
    *harvest = total.into_inner().expect("no visitor panics while it adds its harvest");
}

struct VisitorBuilder<'s, F, E> {
    is_excluded: &'s F,
    total: &'s Mutex<Harvest<E>>,
}

/// Collects what one thread meets, and adds it to the total when it is done.
struct Visitor<'s, F, E> {
    is_excluded: &'s F,
    total: &'s Mutex<Harvest<E>>,
    harvest: Harvest<E>,
}

impl<'s, E: Send, F> ParallelVisitorBuilder<'s> for VisitorBuilder<'s, F, E>
where
    F: Fn(&Path) -> Result<bool, E> + Sync,
{
    fn build(&mut self) -> Box<dyn ParallelVisitor + 's> {
        Box::new(Visitor { is_excluded: self.is_excluded, total: self.total, harvest: Harvest::default() })
    }
}

impl<E: Send, F> ParallelVisitor for Visitor<'_, F, E>
where
    F: Fn(&Path) -> Result<bool, E> + Sync,
{
    fn visit(&mut self, entry: Result<DirEntry, ignore::Error>) -> WalkState {
        match entry {
            Ok(entry) if entry.depth() == 0 => WalkState::Continue,
            Ok(entry) => self.visit_entry(entry),
            Err(error) => {
                self.harvest.problems.extend(problem_of(error));
                WalkState::Continue
            }
        }
    }
}

impl<E, F> Visitor<'_, F, E>
where
    F: Fn(&Path) -> Result<bool, E> + Sync,
{
    fn visit_entry(&mut self, entry: DirEntry) -> WalkState {
        let Some(file_type) = entry.file_type() else { return WalkState::Continue };
        let kind = SourceKind::of_path(entry.path());
        if kind.is_none() && !file_type.is_dir() {
            if is_unfinished(entry.file_name()) {
                self.harvest.leftovers.push(entry.into_path());
            }
            return WalkState::Continue;
        }
        match (self.is_excluded)(entry.path()) {
            Ok(false) => {}
            Ok(true) => return WalkState::Skip,
            Err(error) => {
                self.harvest.refusals.push((entry.into_path(), error));
                return WalkState::Skip;
            }
        }
        match kind {
            Some(kind) if file_type.is_file() => self.harvest.files.push((entry.into_path(), kind)),
            Some(kind) if file_type.is_symlink() => self.harvest.links.push((entry.into_path(), kind)),
            _ => {}
        }
        WalkState::Continue
    }
}

impl<F, E> Drop for Visitor<'_, F, E> {
    fn drop(&mut self) {
        if let Ok(mut total) = self.total.lock() {
            total.append(&mut self.harvest);
        }
    }
}

/// Adds the files that `links` lead to and that are not among `files`, each under the first of its names: those of the
/// `named` ones, and of the others those below the folders.
fn add_linked_files(
    folders: &[PathBuf],
    named: &[PathBuf],
    mut links: Vec<(PathBuf, SourceKind)>,
    files: &mut Vec<(PathBuf, SourceKind)>,
) {
    if links.is_empty() {
        return;
    }
    // Below a folder there are no more links: its own target suffices to know its files' targets.
    let roots: Vec<_> = folders.iter().map(|folder| (folder, fs::canonicalize(folder))).collect();
    let mut seen: FxHashSet<PathBuf> = FxHashSet::default();
    for (file, _) in files.iter() {
        let below = roots
            .iter()
            .find_map(|(folder, target)| Some(target.as_ref().ok()?.join(file.strip_prefix(folder).ok()?)));
        seen.extend(below.or_else(|| fs::canonicalize(file).ok()));
    }
    links.sort_unstable_by(|one, other| one.0.cmp(&other.0));
    for (link, kind) in links {
        // A link that leads nowhere is an editor's lock; one that leads to a folder is not followed.
        let Ok(target) = fs::canonicalize(&link) else { continue };
        let leads_out =
            || !roots.iter().any(|(_, root)| root.as_ref().is_ok_and(|root| target.starts_with(root)));
        if target.is_dir() || !named.contains(&link) && leads_out() {
            continue;
        }
        if seen.insert(target) {
            files.push((link, kind));
        }
    }
}

fn problem_of(error: ignore::Error) -> Option<(PathBuf, SourceError)> {
    let path = path_of(&error)?.components().collect();
    let error = error.into_io_error()?;
    Some((path, SourceError::from_read(error)))
}

fn path_of(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => path_of(err),
        ignore::Error::Partial(errors) => errors.iter().find_map(path_of),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// The order of paths by their parts, as [`Path`]'s own but without taking the paths apart.
fn by_folder(one: &Path, other: &Path) -> Ordering {
    let (one, other) = (one.as_os_str().as_encoded_bytes(), other.as_os_str().as_encoded_bytes());
    let common = one.iter().zip(other).take_while(|(left, right)| left == right).count();
    let rank =
        |bytes: &[u8]| bytes.get(common).map(|byte| if is_separator(char::from(*byte)) { 0 } else { *byte });
    rank(one).cmp(&rank(other))
}
