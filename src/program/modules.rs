//! Module names of files: which dotted names a file can be imported as.
//!
//! The folder above a file's outermost package (the last folder upwards with an `__init__.py`) is a root for it. A file
//! outside of any package is a module of its own folder, as it is when it is run as a script, and of every source root
//! above it, as part of a namespace package.

use std::path::{Component, Path};

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
}

impl ModuleName {
    pub(super) fn key(&self) -> Name {
        Name::new(&self.dotted)
    }
}

/// The names that each of these files can be imported as, the likeliest first. `roots` are folders that the settings
/// name; a `src` folder, the folder of each outermost package and `base` are roots without being named.
pub fn module_names(files: &[&Path], roots: &[&Path], base: &Path) -> Vec<Vec<ModuleName>> {
    let packages: FxHashSet<&Path> =
        files.iter().filter(|file| is_init(file)).filter_map(|file| file.parent()).collect();
    let modules: FxHashSet<&Path> = files.iter().copied().collect();
    // Roots are numbered in the order of the files, so that no path enters the program.
    let mut numbers: FxHashMap<&Path, u32> = FxHashMap::default();
    let bases: Vec<&Path> = roots.iter().copied().chain([base]).collect();
    let mut package_roots: Vec<&Path> = packages.iter().map(|package| above(package, &packages)).collect();
    package_roots.sort_unstable_by_key(|folder| std::cmp::Reverse(folder.components().count()));
    package_roots.dedup();
    files
        .iter()
        .map(|file| {
            let own = outermost(file, &packages);
            let next = u32::try_from(numbers.len() + 1).expect("fewer than 2^32 files");
            // Of a module and its stub the module has what matters: bodies.
            if file.extension().is_some_and(|end| end == "pyi")
                && modules.contains(&*file.with_extension("py"))
            {
                return Vec::new();
            }
            let root = *numbers.entry(own).or_insert(next);
            let mut names: Vec<ModuleName> = Vec::new();
            let mut add = |root_folder: &Path| {
                if let Some(dotted) = dotted(file, root_folder)
                    && !names.iter().any(|name| name.dotted == dotted)
                {
                    names.push(ModuleName { dotted, is_package: is_init(file), root });
                }
            };
            // A folder without `__init__.py` below a package is a part of it all the same.
            let is_below_package = file.ancestors().skip(1).any(|folder| packages.contains(folder));
            let of_packages = package_roots.iter().filter(|folder| file.starts_with(folder));
            if is_below_package {
                of_packages.clone().for_each(|folder| add(folder));
            }
            add(own);
            of_packages.for_each(|folder| add(folder));
            for folder in &bases {
                add(folder);
                add(&folder.join("src"));
            }
            names
        })
        .collect()
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
