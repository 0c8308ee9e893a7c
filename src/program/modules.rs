//! Module names of files: which dotted names a file can be imported as.
//!
//! The folder above a file's outermost package (the last folder upwards with an `__init__.py`) is a root for it. A file
//! outside of any package is a module of every source root above it, as part of a namespace package, and for the files
//! beside it a module of its own folder, as it is when one of them is run as a script.

use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::Name;

/// A name that a file can be imported as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModuleName {
    /// The dotted name.
    pub dotted: String,
    /// Whether the file is a package's `__init__`.
    pub is_package: bool,
    /// Which root the name counts from: files with equal numbers see each other by these names.
    pub root: u32,
    /// Who sees the file by this name.
    pub seen: Seen,
}

/// Who sees a file by a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// Every file.
    FromEverywhere,
    /// The files in its own folder.
    FromNeighbours,
}

impl ModuleName {
    pub(super) fn key(&self) -> Name {
        Name::new(&self.dotted)
    }
}

/// The names that each of these files can be imported as, the likeliest first. `packages` are folders with an
/// `__init__.py` that is not among the files, `roots` those that the settings name; a `src` folder and `base` are roots
/// without being named, and for what lies in it or below it the folder of each outermost package.
pub fn module_names(
    files: &[&Path],
    packages: &[PathBuf],
    roots: &[&Path],
    base: &Path,
) -> Vec<Vec<ModuleName>> {
    let packages = all_packages(files, packages);
    let modules: FxHashSet<&Path> = files.iter().copied().collect();
    // Roots are numbered in the order of the files, so that no path enters the program.
    let mut numbers: FxHashMap<&Path, u32> = FxHashMap::default();
    let bases = roots.iter().copied().chain([base]).flat_map(|root| [root.to_owned(), root.join("src")]);
    let bases: Vec<PathBuf> = bases.collect();
    let mut places: FxHashMap<&Path, usize> = FxHashMap::default();
    for (place, root) in bases.iter().enumerate() {
        places.entry(root).or_insert(place);
    }
    let own: Vec<&Path> = files.par_iter().map(|file| outermost(file, &packages)).collect();
    for folder in &own {
        let next = u32::try_from(numbers.len() + 1).expect("fewer than 2^32 files");
        numbers.entry(folder).or_insert(next);
    }
    files
        .par_iter()
        .zip(&own)
        .map(|(file, own)| {
            // Of a module and its stub the module has what matters: bodies.
            if file.extension().is_some_and(|end| end == "pyi")
                && modules.contains(&*file.with_extension("py"))
            {
                return Vec::new();
            }
            let root = numbers[own];
            let mut names: Vec<ModuleName> = Vec::new();
            let mut add = |root_folder: &Path, seen: Seen| {
                if let Some(dotted) = dotted(file, root_folder)
                    && !names.iter().any(|name| name.dotted == dotted)
                {
                    names.push(ModuleName { dotted, is_package: is_init(file), root, seen });
                }
            };
            let is_packaged = file.parent().is_some_and(|folder| packages.contains(folder));
            if is_packaged {
                add(own, Seen::FromEverywhere);
            } else if let Some(package) = file.ancestors().skip(1).find(|folder| packages.contains(folder)) {
                // A folder without `__init__.py` below a package is a part of it all the same.
                add(above(package, &packages), Seen::FromEverywhere);
            }
            let mut roots: Vec<usize> =
                file.ancestors().skip(1).filter_map(|folder| places.get(folder).copied()).collect();
            roots.sort_unstable();
            for place in roots {
                add(&bases[place], Seen::FromEverywhere);
            }
            add(own, Seen::FromNeighbours);
            names
        })
        .collect()
}

/// The folders above the outermost packages of these files, each once, in the files' order.
pub fn package_roots<'p>(files: &[&'p Path], packages: &[PathBuf]) -> Vec<&'p Path> {
    let packages = all_packages(files, packages);
    let inside = files.iter().filter(|file| file.parent().is_some_and(|folder| packages.contains(folder)));
    let mut seen = FxHashSet::default();
    inside.map(|file| outermost(file, &packages)).filter(|root| seen.insert(*root)).collect()
}

fn all_packages<'p>(files: &[&'p Path], more: &'p [PathBuf]) -> FxHashSet<&'p Path> {
    let own = files.iter().filter(|file| is_init(file)).filter_map(|file| file.parent());
    own.chain(more.iter().map(PathBuf::as_path)).collect()
}

fn is_init(file: &Path) -> bool {
    matches!(file.file_name().and_then(|name| name.to_str()), Some("__init__.py" | "__init__.pyi"))
}

/// The folder above a file's outermost package, or its own folder.
fn outermost<'p>(file: &'p Path, packages: &FxHashSet<&Path>) -> &'p Path {
    above(file.parent().unwrap_or(Path::new("")), packages)
}

/// The folder above the outermost package that a folder belongs to, or the folder itself.
fn above<'p>(folder: &'p Path, packages: &FxHashSet<&Path>) -> &'p Path {
    let mut folder = folder;
    while packages.contains(folder) {
        let Some(above) = folder.parent() else { break };
        folder = above;
    }
    folder
}

/// The dotted name of a file below a root; `None` if it lies elsewhere or a part of it is no identifier.
fn dotted(file: &Path, root: &Path) -> Option<String> {
    let below = file.strip_prefix(root).ok()?;
    let mut parts: Vec<&str> = Vec::new();
    for component in below.components() {
        let Component::Normal(part) = component else { return None };
        parts.push(part.to_str()?);
    }
    let file = parts.pop()?;
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    if stem != "__init__" {
        parts.push(stem);
    }
    let is_identifier = |part: &&str| {
        let mut characters = part.chars();
        characters.next().is_some_and(|first| first.is_alphabetic() || first == '_')
            && characters.all(|character| character.is_alphanumeric() || character == '_')
    };
    (!parts.is_empty() && parts.iter().all(is_identifier)).then(|| parts.join("."))
}
