//! Stubs of the user's own, in the catalog's format: what a company's libraries do, and what functions of the project do
//! that their code does not tell.
//!
//! All of them are read and checked before anything else is, so that a misspelt mark never goes unnoticed.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rustc_hash::{FxHashMap, FxHashSet};

use super::{is_module_name, read_stub};
use crate::source::Source;
use crate::syntax::{Expr, Grammar, Ranged as _, Stmt, ast, parse};

/// The user's stubs, by module.
#[derive(Debug, Default)]
pub struct UserStubs {
    by_module: FxHashMap<String, UserStub>,
}

/// One of them.
#[derive(Debug)]
pub struct UserStub {
    /// Its text, which [`read_stub`] reads.
    pub text: String,
    /// Whether the module is a package.
    pub is_package: bool,
    /// The file, as the user sees it.
    path: PathBuf,
}

/// What is wrong with the user's stubs: a line for each mistake, with the file and what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct UserStubError(String);

impl UserStubs {
    /// Adds the stub file, or all those in the folder, at `path`. A file is the module that it is named after; a folder
    /// is laid out by module names. `shown` tells how the user sees a path.
    ///
    /// # Errors
    /// There are none, or they cannot be read, or say what no stub says.
    pub fn add(&mut self, path: &Path, shown: impl Fn(&Path) -> PathBuf) -> Result<(), UserStubError> {
        let mut found: Vec<(String, PathBuf)> = Vec::new();
        if path.is_dir() {
            collect(path, "", &mut found);
            if found.is_empty() {
                return Err(error(&shown(path), "there is no stub in this folder; put `.pyi` files there"));
            }
        } else {
            let is_stub = path.extension().is_some_and(|ending| ending == "pyi");
            let stem = path.file_stem().and_then(|stem| stem.to_str()).filter(|stem| is_module_name(stem));
            match stem {
                Some(stem) if is_stub => found.push((stem.to_owned(), path.to_owned())),
                _ => return Err(error(&shown(path), EXPECTED)),
            }
        }
        let mut mistakes = String::new();
        for (module, file) in found {
            if let Err(UserStubError(text)) = self.add_file(&module, &file, shown(&file)) {
                let _ = writeln!(mistakes, "{text}");
            }
        }
        if mistakes.is_empty() { Ok(()) } else { Err(UserStubError(mistakes.trim_end().to_owned())) }
    }

    /// The stub of a module, if the user has one.
    pub fn stub(&self, module: &str) -> Option<&UserStub> {
        self.by_module.get(module)
    }

    /// All of them, in the order of their modules.
    pub fn all(&self) -> Vec<(&str, &UserStub)> {
        let mut all: Vec<(&str, &UserStub)> =
            self.by_module.iter().map(|(module, stub)| (module.as_str(), stub)).collect();
        all.sort_unstable_by_key(|(module, _)| *module);
        all
    }

    fn add_file(&mut self, module: &str, file: &Path, shown: PathBuf) -> Result<(), UserStubError> {
        let source = Source::read(file).map_err(|problem| error(&shown, &problem.to_string()))?;
        if let Err(errors) = read_stub(&source.text) {
            let lines =
                errors.iter().map(|each| format!("{}:{}: {}", shown.display(), each.row, each.message));
            return Err(UserStubError(lines.collect::<Vec<_>>().join("\n")));
        }
        let is_package = file.file_stem().is_some_and(|stem| stem == "__init__");
        if let Some(other) = self.by_module.get(module)
            && other.path != shown
        {
            let other = other.path.display();
            return Err(error(&shown, &format!("{other} is a stub of `{module}` too; remove one of them")));
        }
        self.by_module.insert(module.to_owned(), UserStub { text: source.text, is_package, path: shown });
        Ok(())
    }
}

/// The text of a stub that says what `user` says, and of everything else what `catalog` says of the same module.
pub fn extended(user: &str, catalog: &str) -> String {
    let (Ok(own), Ok(rest)) = (parse(user, &Grammar::Module), parse(catalog, &Grammar::Module)) else {
        return user.to_owned();
    };
    let mut declared: FxHashSet<&str> = FxHashSet::default();
    for statement in &own.module().body {
        declared.extend(names_bound(statement));
    }
    let mut text = format!("{user}\n");
    for statement in &rest.module().body {
        let code = &catalog[statement.range()];
        let is_free = |name: &&str| !declared.contains(name);
        if names_bound(statement).iter().all(is_free) {
            text.push_str(code);
            text.push('\n');
        } else if let Stmt::ImportFrom(import) = statement {
            let aliases = import.names.iter().filter(|alias| is_free(&bound_by(alias)));
            let from = &catalog[import.range().start().to_usize()..import.names[0].start().to_usize()];
            let from = from.trim_end().trim_end_matches('(');
            for alias in aliases {
                let _ = writeln!(text, "{from} {}", &catalog[alias.range()]);
            }
        }
    }
    text
}

/// The names that a stub's statement gives to its module.
fn names_bound(statement: &Stmt) -> Vec<&str> {
    match statement {
        Stmt::FunctionDef(function) => vec![function.name.as_str()],
        Stmt::ClassDef(class) => vec![class.name.as_str()],
        Stmt::Assign(assign) => assign.targets.iter().filter_map(target).collect(),
        Stmt::AnnAssign(assign) => target(&assign.target).into_iter().collect(),
        Stmt::ImportFrom(import) => import.names.iter().map(bound_by).collect(),
        _ => Vec::new(),
    }
}

fn target(target: &Expr) -> Option<&str> {
    match target {
        Expr::Name(name) => Some(name.id.as_str()),
        _ => None,
    }
}

fn bound_by(alias: &ast::Alias) -> &str {
    alias.asname.as_ref().unwrap_or(&alias.name).as_str()
}

const EXPECTED: &str = "name a stub file, such as `company.pyi`, or a folder of stub files";

fn error(path: &Path, message: &str) -> UserStubError {
    UserStubError(format!("{}: {message}", path.display()))
}

/// The stub files of a folder with their modules, in the order of their names.
fn collect(folder: &Path, package: &str, found: &mut Vec<(String, PathBuf)>) {
    let mut entries: Vec<PathBuf> =
        fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        let Some(stem) = path.file_stem().and_then(|stem| stem.to_str()).filter(|stem| is_module_name(stem))
        else {
            continue;
        };
        let dotted = if package.is_empty() { stem.to_owned() } else { format!("{package}.{stem}") };
        if path.is_dir() {
            collect(&path, &dotted, found);
        } else if path.extension().is_some_and(|ending| ending == "pyi") {
            let is_init = stem == "__init__" && !package.is_empty();
            found.push((if is_init { package.to_owned() } else { dotted }, path));
        }
    }
}
