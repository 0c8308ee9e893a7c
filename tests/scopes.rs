//! Scopes are CPython's: every scope of the standard library and its tests binds the names that `symtable` says, and
//! resolves every other name to the same place.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use asyncfix::model::{Model, ScopeId, ScopeKind};
use asyncfix::syntax::{AnyNodeRef, Grammar, Nodes, Ranged, TextSize, parse};
use serde::Deserialize;

#[derive(Deserialize)]
struct FileTables {
    file: String,
    tables: Vec<Table>,
}

#[derive(Deserialize)]
struct Table {
    kind: String,
    line: usize,
    bound: Vec<String>,
    free: Vec<String>,
    global: Vec<String>,
}

/// What tells one scope of a file from another: kind, line of the definition, names bound.
type Key = (String, usize, Vec<String>);

#[test]
fn scopes_are_those_of_cpython() {
    let files = standard_library();
    assert!(files.len() > 500, "the standard library was not found");
    let mut compared = 0;
    let mut differences = Vec::new();
    for line in symbol_tables(&files).lines() {
        let tables: FileTables = serde_json::from_str(line).expect("the helper prints JSON");
        let text = std::fs::read_to_string(&tables.file).expect("CPython read it as UTF-8");
        let Ok(parsed) = parse(&text, &Grammar::Module) else { continue };
        let model = Model::new(&text, &parsed, Nodes::new(&parsed));
        compared += tables.tables.len();
        compare(&model, &tables, &mut differences);
    }
    assert!(compared > 20_000, "only {compared} scopes were compared");
    assert!(
        differences.is_empty(),
        "{} differences, such as\n{}",
        differences.len(),
        differences[..differences.len().min(20)].join("\n")
    );
}

fn compare(model: &Model, tables: &FileTables, differences: &mut Vec<String>) {
    let mut ours: BTreeMap<Key, Vec<ScopeId>> = BTreeMap::new();
    for (id, scope) in model.scopes().iter() {
        if scope.kind != ScopeKind::TypeParameters {
            ours.entry(key(model, id)).or_default().push(id);
        }
    }
    for table in &tables.tables {
        let key = (table.kind.clone(), line_of(table), table.bound.clone());
        let Some(candidates) = ours.get_mut(&key).filter(|scopes| !scopes.is_empty()) else {
            let here = ours.keys().filter(|other| other.0 == key.0 && other.1 == key.1).collect::<Vec<_>>();
            differences.push(format!("{}: CPython has {key:?}, asyncfix there {here:?}", tables.file));
            continue;
        };
        // Lambdas and comprehensions that bind the same names are told apart by what else they read.
        let matching = candidates.iter().position(|scope| unlike(model, *scope, table).is_empty());
        let scope = candidates.remove(matching.unwrap_or(0));
        for name in unlike(model, scope, table) {
            differences
                .push(format!("{}:{}: `{name}` resolves otherwise than in CPython", tables.file, table.line));
        }
    }
}

/// The names of a table that mean another scope's binding here than they do for CPython.
fn unlike<'t>(model: &Model, scope: ScopeId, table: &'t Table) -> Vec<&'t str> {
    let is_global =
        |name: &&String| matches!(model.scopes().lookup(scope, name), None | Some(ScopeId::MODULE));
    let free = table.free.iter().filter(|name| is_global(name));
    let global = table.global.iter().filter(|name| !is_global(name));
    free.chain(global).map(String::as_str).filter(|name| !name.contains("__")).collect()
}

/// Where the position of a scope is the same for both: definitions.
fn line_of(table: &Table) -> usize {
    match table.kind.as_str() {
        "function" | "class" => table.line,
        _ => 0,
    }
}

fn key(model: &Model, id: ScopeId) -> Key {
    let scope = model.scopes().get(id);
    let node = model.nodes.get(scope.node);
    let kind = match scope.kind {
        ScopeKind::Module => "module",
        ScopeKind::Class => "class",
        ScopeKind::Function { .. } => "function",
        ScopeKind::Lambda => "lambda",
        ScopeKind::Comprehension { .. } => "comprehension",
        ScopeKind::TypeParameters => "type parameters",
    };
    let line = match node.ast {
        AnyNodeRef::StmtFunctionDef(def) => line(model.text, def.name.start()),
        AnyNodeRef::StmtClassDef(class) => line(model.text, class.name.start()),
        _ => 0,
    };
    let class = class_around(model, id);
    let mut bound: Vec<String> = model
        .scopes()
        .bindings()
        .iter()
        .filter(|binding| binding.scope == id)
        // CPython lists a name bound through `global` or `nonlocal` where it is declared.
        .filter(|binding| !model.scopes().is_declared_elsewhere(binding.evaluated_in, binding.name))
        .map(|binding| mangled(binding.name, class))
        .collect();
    bound.sort();
    bound.dedup();
    (kind.to_owned(), line, bound)
}

fn class_around<'a>(model: &Model<'a>, mut id: ScopeId) -> Option<&'a str> {
    loop {
        let scope = model.scopes().get(id);
        if let AnyNodeRef::StmtClassDef(class) = model.nodes.get(scope.node).ast {
            return Some(class.name.as_str());
        }
        id = scope.parent?;
    }
}

/// CPython's private names: `__x` in class `C` is `_C__x`.
fn mangled(name: &str, class: Option<&str>) -> String {
    match class.map(|class| class.trim_start_matches('_')) {
        Some(class) if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() => {
            format!("_{class}{name}")
        }
        _ => name.to_owned(),
    }
}

fn line(text: &str, offset: TextSize) -> usize {
    text[..offset.to_usize()].matches('\n').count() + 1
}

fn standard_library() -> Vec<PathBuf> {
    let output = Command::new("python3")
        .args(["-c", "import sysconfig; print(sysconfig.get_path('stdlib'))"])
        .output()
        .expect("python3 runs");
    let root = String::from_utf8(output.stdout).expect("the path is UTF-8");
    let mut files = Vec::new();
    collect(Path::new(root.trim()), &mut files);
    files
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        if path.is_dir() && !path.ends_with("site-packages") && !path.ends_with("lib2to3/tests/data") {
            collect(&path, files);
        } else if path.extension().is_some_and(|end| end == "py") {
            files.push(path);
        }
    }
}

fn symbol_tables(files: &[PathBuf]) -> String {
    let helper = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/symbol_tables.py");
    let mut child = Command::new("python3")
        .arg(helper)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3 runs");
    let list = files.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join("\n");
    let mut stdin = child.stdin.take().expect("it is piped");
    let writer = std::thread::spawn(move || stdin.write_all(list.as_bytes()));
    let output = child.wait_with_output().expect("python3 ends");
    writer.join().expect("the writer ends").expect("python3 reads the list");
    String::from_utf8(output.stdout).expect("JSON is UTF-8")
}
