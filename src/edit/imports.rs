//! Where new imports and module statements go, decided once per file for all accepted fixes.
//!
//! The **leading imports** are the run of imports at the top, after the docstring and `__future__`. New ones join it;
//! nothing is added inside `try`, `if` or a function but what takes the place of an import there.

use std::collections::BTreeSet;

use rustc_hash::FxHashSet;

use super::document::{Document, line_break_at};
use super::splice::{Form, Splice, beside, render};
use super::{ImportRequest, Piece, Side};
use crate::syntax::ast::helpers::is_docstring_stmt;
use crate::syntax::{Grammar, NodeId, Ranged, Stmt, TextLen, TextRange, TextSize, TokenKind};

/// The insertions for these requests and statements. A request that the leading imports already satisfy needs none.
pub(super) fn place(
    document: &Document<'_>,
    requests: &BTreeSet<&ImportRequest>,
    statements: &[&str],
    removed: &FxHashSet<NodeId>,
) -> Vec<Splice> {
    let at_module_level: Vec<&ImportRequest> =
        requests.iter().copied().filter(|request| request.beside.is_none()).collect();
    let mut splices = below_others(document, requests, removed);
    splices.extend(at_level_of_module(document, &at_module_level, statements, removed));
    splices
}

/// Requests in the lines below other imports that stay.
fn below_others(
    document: &Document<'_>,
    requests: &BTreeSet<&ImportRequest>,
    removed: &FxHashSet<NodeId>,
) -> Vec<Splice> {
    let others: BTreeSet<NodeId> = requests.iter().filter_map(|request| request.beside).collect();
    let stay = others.into_iter().filter(|other| !removed.contains(other));
    let text_below = |other| Some((other, text_beside(requests, other)?));
    stay.filter_map(text_below).map(|(other, text)| beside(document, other, Side::After, &text)).collect()
}

/// What takes the place of an import that goes.
pub(super) fn in_place_of(
    document: &Document<'_>,
    requests: &BTreeSet<&ImportRequest>,
    import: NodeId,
) -> Option<Splice> {
    let range = document.nodes.get(import).range();
    let (line_break, blanks) = (document.line_break(range.start()), document.blanks_before(range.start()));
    let text = render(document, &text_beside(requests, import)?, line_break, blanks);
    Some(Splice { range, pieces: vec![Piece::Text(text)], form: Form::Inline })
}

/// The statements that stand beside an import.
fn text_beside(requests: &BTreeSet<&ImportRequest>, import: NodeId) -> Option<String> {
    let here: Vec<&ImportRequest> =
        requests.iter().copied().filter(|request| request.beside == Some(import)).collect();
    let lines: Vec<String> = lines_of(&here).into_iter().map(|(_, line)| line).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn at_level_of_module(
    document: &Document<'_>,
    requests: &[&ImportRequest],
    statements: &[&str],
    removed: &FxHashSet<NodeId>,
) -> Vec<Splice> {
    let body = &*document.parsed.module().body;
    let start = body.iter().take_while(|statement| is_preface(statement)).count();
    let length = body[start..].iter().take_while(|statement| is_import(statement)).count();
    let leading = &body[start..start + length];
    let missing: Vec<&ImportRequest> = requests
        .iter()
        .copied()
        .filter(|request| !leading.iter().any(|statement| provides(statement, request)))
        .collect();
    if leading.is_empty() {
        return at_top(document, &body[..start], &missing, statements).into_iter().collect();
    }
    let stays = |statement: &&Stmt| !removed.contains(&document.nodes.id_of(*statement));
    let top = document.line_start(leading[0].start());
    let mut additions: Vec<(TextSize, String)> = Vec::new();
    let mut add = |at: TextSize, line: String| match additions.iter_mut().find(|(place, _)| *place == at) {
        Some((_, lines)) => lines.push_str(&line),
        None => additions.push((at, line)),
    };
    for (request, line) in lines_of(&missing) {
        let line_break = document.line_break(leading[0].start());
        match neighbour(document, leading, request) {
            Neighbour::Above(above) => {
                let group = group_of(document, leading, request);
                let above = group.iter().rev().filter(stays).find(|other| other.end() <= above.end());
                match above {
                    Some(above) => add(document.line_end(above.end()), format!("{line_break}{line}")),
                    None => add(document.line_start(group[0].start()), format!("{line}{line_break}")),
                }
            }
            // Between two lines that go, nothing can be added.
            Neighbour::Below(below)
                if !leading.iter().filter(stays).any(|other| other.end() <= below.end()) =>
            {
                add(top, format!("{line}{line_break}"));
            }
            Neighbour::Below(below) => {
                add(document.line_start(below.start()), format!("{line}{line_break}"));
            }
        }
    }
    if !statements.is_empty() {
        let section = &body[start..last_import_section(body, start + length)];
        let last = section.iter().rev().find(stays);
        let at = last.map_or(top, |last| document.line_end(last.end()));
        let line_break = document.line_break(leading[0].start());
        let text = statements.iter().map(|text| render(document, text, line_break, "")).collect::<Vec<_>>();
        let close = if needs_blank_line(document, at) { line_break } else { "" };
        let text = text.join(line_break);
        let lines = format!("{line_break}{line_break}{text}{close}");
        add(at, if last.is_some() { lines } else { format!("{line_break}{line_break}{text}{line_break}") });
    }
    additions.into_iter().map(|(at, text)| insertion(at, text)).collect()
}

fn insertion(at: TextSize, text: String) -> Splice {
    Splice { range: TextRange::empty(at), pieces: vec![Piece::Text(text)], form: Form::Lines }
}

/// The statements for requests in their order, each with the first of its requests. What comes from one module comes in
/// one statement.
fn lines_of<'r>(requests: &[&'r ImportRequest]) -> Vec<(&'r ImportRequest, String)> {
    let mut lines: Vec<(&ImportRequest, String)> = Vec::new();
    for request in requests.iter().copied() {
        match (&request.name, lines.last_mut()) {
            (Some(name), Some((last, line))) if last.name.is_some() && last.module == request.module => {
                line.push_str(", ");
                line.push_str(name);
            }
            (Some(name), _) => lines.push((request, format!("from {} import {name}", request.module))),
            (None, _) => lines.push((request, format!("import {}", request.module))),
        }
    }
    lines
}

/// What stands before the leading imports: the docstring, `__future__`, a notebook's commands.
fn is_preface(statement: &Stmt) -> bool {
    match statement {
        Stmt::ImportFrom(import) => import.module.as_deref() == Some("__future__"),
        Stmt::IpyEscapeCommand(_) => true,
        _ => is_docstring_stmt(statement),
    }
}

fn is_import(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Import(_) | Stmt::ImportFrom(_))
}

fn provides(statement: &Stmt, request: &ImportRequest) -> bool {
    let has = |names: &[crate::syntax::ast::Alias], name: &str| {
        names.iter().any(|alias| alias.name.as_str() == name && alias.asname.is_none())
    };
    match (statement, &request.name) {
        (Stmt::Import(import), None) => has(&import.names, &request.module),
        (Stmt::ImportFrom(import), Some(name)) => {
            import.level == 0 && import.module.as_deref() == Some(&request.module) && has(&import.names, name)
        }
        _ => false,
    }
}

/// The import that a new one stands next to.
enum Neighbour<'a> {
    /// The new one stands in the line below this.
    Above(&'a Stmt),
    /// The new one stands in the line above this.
    Below(&'a Stmt),
}

fn neighbour<'a>(document: &Document<'_>, leading: &'a [Stmt], request: &ImportRequest) -> Neighbour<'a> {
    let group = group_of(document, leading, request);
    let is_same_form = |statement: &&Stmt| statement.is_import_stmt() == request.name.is_none();
    let peers: Vec<&Stmt> = group.iter().filter(is_same_form).collect();
    let (first, last) = (&group[0], &group[group.len() - 1]);
    if peers.is_empty() {
        // `import x` goes above `from x import y`, and the other way round.
        return if request.name.is_none() { Neighbour::Below(first) } else { Neighbour::Above(last) };
    }
    let is_sorted = peers.windows(2).all(|pair| module_of(pair[0]) <= module_of(pair[1]));
    if !is_sorted {
        return Neighbour::Above(peers[peers.len() - 1]);
    }
    let key = request.module.to_lowercase();
    let above = peers.iter().rev().copied().find(|peer| module_of(peer) <= key);
    match above.filter(|peer| ends_line(document, peer)) {
        Some(above) => Neighbour::Above(above),
        None => Neighbour::Below(peers[0]),
    }
}

/// The group of imports without a blank line between them where a request belongs: the one that imports from the same
/// package, or else the first that is of its kind, or else the first.
fn group_of<'a>(document: &Document<'_>, leading: &'a [Stmt], request: &ImportRequest) -> &'a [Stmt] {
    let wanted = package_of(&request.module);
    let is_apart = |left: &Stmt, right: &Stmt| {
        let between = TextRange::new(left.end(), right.start());
        let breaks = document.parsed.tokens().in_range(between);
        breaks.iter().filter(|token| token.kind().is_any_newline()).count() > 1
    };
    let groups: Vec<&[Stmt]> = leading.chunk_by(|left, right| !is_apart(left, right)).collect();
    let is_kin = |group: &&&[Stmt]| group.iter().any(|other| package_of(&module_of(other)) == wanted);
    let is_alike = |group: &&&[Stmt]| !is_standard(&wanted) && is_installed(group);
    groups.iter().find(is_kin).or_else(|| groups.iter().find(is_alike)).unwrap_or(&groups[0])
}

/// Whether all imports of a group are of modules that were installed: neither the standard library's nor relative.
fn is_installed(group: &[Stmt]) -> bool {
    group.iter().all(|statement| {
        let is_relative = matches!(statement, Stmt::ImportFrom(import) if import.level > 0);
        !is_relative && !is_standard(&package_of(&module_of(statement)))
    })
}

/// Whether a package belongs to the standard library.
pub fn is_standard(package: &str) -> bool {
    STANDARD_MODULES.binary_search(&package).is_ok()
}

fn package_of(module: &str) -> String {
    module.split('.').next().unwrap_or_default().to_lowercase()
}

fn module_of(statement: &Stmt) -> String {
    match statement {
        Stmt::Import(import) => {
            import.names.first().map(|alias| alias.name.to_lowercase()).unwrap_or_default()
        }
        Stmt::ImportFrom(import) => {
            import.module.as_ref().map(|module| module.to_lowercase()).unwrap_or_default()
        }
        _ => String::new(),
    }
}

fn ends_line(document: &Document<'_>, statement: &Stmt) -> bool {
    let rest = TextRange::new(statement.end(), document.line_end(statement.end()));
    let rest = document.text[rest].trim_start();
    rest.is_empty() || rest.starts_with('#')
}

/// The end of the import section as people see it: imports under `try` and `if` belong to it.
fn last_import_section(body: &[Stmt], leading: usize) -> usize {
    let is_section = |statement: &Stmt| match statement {
        Stmt::Try(statement) => statement.body.first().is_some_and(is_import),
        Stmt::If(statement) => statement.body.first().is_some_and(is_import),
        statement => is_import(statement),
    };
    leading + body[leading..].iter().take_while(|statement| is_section(statement)).count()
}

/// Whether the line after `at` has text, so that an added statement wants a blank line below.
fn needs_blank_line(document: &Document<'_>, at: TextSize) -> bool {
    let next = at + line_break_at(document.text, at).text_len();
    next > at && !document.text[TextRange::new(next, document.line_end(next))].trim().is_empty()
}

/// Imports and statements in a file without leading imports: below the docstring, `__future__` and the header.
fn at_top(
    document: &Document<'_>,
    preface: &[Stmt],
    missing: &[&ImportRequest],
    statements: &[&str],
) -> Option<Splice> {
    let start = document.parsed.module().body.first().map_or(TextSize::new(0), Ranged::start);
    let line_break = document.line_break(start);
    let imports = lines_of(missing).into_iter().map(|(_, line)| line).collect::<Vec<_>>().join(line_break);
    let statements = statements.iter().map(|text| render(document, text, line_break, "")).collect::<Vec<_>>();
    let blocks: Vec<String> =
        [imports, statements.join(line_break)].into_iter().filter(|text| !text.is_empty()).collect();
    if blocks.is_empty() {
        return None;
    }
    let block = blocks.join(&line_break.repeat(2));
    if let Some(last) = preface.last() {
        let at = document.line_end(last.end());
        let below = if needs_blank_line(document, at) { line_break } else { "" };
        return Some(insertion(at, format!("{line_break}{line_break}{block}{below}")));
    }
    let at = below_header(document);
    let rest = &document.text[at.to_usize()..];
    let rest = match document.grammar {
        Grammar::Cells(_) => &rest[..document.cell_end(at).map_or(0, |end| (end - at).to_usize())],
        Grammar::Module => rest,
    };
    let above =
        if at > TextSize::new(0) && !document.text[..at.to_usize()].ends_with(['\n', '\r', '\u{feff}']) {
            line_break
        } else {
            ""
        };
    let below = if rest.trim().is_empty() {
        String::new()
    } else {
        line_break.repeat(blank_lines_above(document, at))
    };
    Some(insertion(at, format!("{above}{block}{line_break}{below}")))
}

/// One blank line between imports and ordinary code, two above a definition.
fn blank_lines_above(document: &Document<'_>, at: TextSize) -> usize {
    let first =
        document.parsed.module().body.first().filter(|first| document.line_start(first.start()) == at);
    if first.is_some_and(|first| matches!(first, Stmt::FunctionDef(_) | Stmt::ClassDef(_))) { 2 } else { 1 }
}

/// Below the comments that the file, or a notebook's first cell with a statement, opens with and the blank lines after them.
fn below_header(document: &Document<'_>) -> TextSize {
    let statement = document.parsed.module().body.first().map(Ranged::start);
    let first = match document.grammar {
        Grammar::Cells(cells) => {
            let has_statement = |cell: &&TextRange| statement.is_some_and(|start| cell.contains(start));
            cells.iter().find(has_statement).or(cells.first()).map_or(TextSize::new(0), Ranged::start)
        }
        Grammar::Module if document.text.starts_with('\u{feff}') => '\u{feff}'.text_len(),
        Grammar::Module => TextSize::new(0),
    };
    let mut at = first;
    for token in document.tokens().iter().skip_while(|token| token.start() < first) {
        match token.kind() {
            TokenKind::Comment if token.end() == document.text.text_len() => at = token.end(),
            TokenKind::Comment => {}
            TokenKind::NonLogicalNewline if document.cell_end(first).is_none_or(|end| token.end() <= end) => {
                at = token.end();
            }
            _ => break,
        }
    }
    statement.map_or(at, |statement| at.min(document.line_start(statement).max(first)))
}

/// The modules of the standard library that people import, sorted.
#[rustfmt::skip]
const STANDARD_MODULES: &[&str] = &[
    "__future__", "abc", "aifc", "annotationlib", "antigravity", "argparse", "array", "ast", "asynchat", "asyncio",
    "asyncore", "atexit", "audioop", "base64", "bdb", "binascii", "bisect", "builtins", "bz2", "cProfile",
    "calendar", "cgi", "cgitb", "chunk", "cmath", "cmd", "code", "codecs", "codeop", "collections", "colorsys",
    "compileall", "compression", "concurrent", "configparser", "contextlib", "contextvars", "copy", "copyreg",
    "crypt", "csv", "ctypes", "curses", "dataclasses", "datetime", "dbm", "decimal", "difflib", "dis", "distutils",
    "doctest", "email", "encodings", "ensurepip", "enum", "errno", "faulthandler", "fcntl", "filecmp", "fileinput",
    "fnmatch", "fractions", "ftplib", "functools", "gc", "genericpath", "getopt", "getpass", "gettext", "glob",
    "graphlib", "grp", "gzip", "hashlib", "heapq", "hmac", "html", "http", "idlelib", "imaplib", "imghdr", "imp",
    "importlib", "inspect", "io", "ipaddress", "itertools", "json", "keyword", "lib2to3", "linecache", "locale",
    "logging", "lzma", "mailbox", "mailcap", "marshal", "math", "mimetypes", "mmap", "modulefinder", "msilib",
    "msvcrt", "multiprocessing", "netrc", "nis", "nntplib", "nt", "ntpath", "nturl2path", "numbers", "opcode",
    "operator", "optparse", "os", "ossaudiodev", "pathlib", "pdb", "pickle", "pickletools", "pipes", "pkgutil",
    "platform", "plistlib", "poplib", "posix", "posixpath", "pprint", "profile", "pstats", "pty", "pwd",
    "py_compile", "pyclbr", "pydoc", "pydoc_data", "pyexpat", "queue", "quopri", "random", "re", "readline",
    "reprlib", "resource", "rlcompleter", "runpy", "sched", "secrets", "select", "selectors", "shelve", "shlex",
    "shutil", "signal", "site", "smtpd", "smtplib", "sndhdr", "socket", "socketserver", "spwd", "sqlite3",
    "sre_compile", "sre_constants", "sre_parse", "ssl", "stat", "statistics", "string", "stringprep", "struct",
    "subprocess", "sunau", "symtable", "sys", "sysconfig", "syslog", "tabnanny", "tarfile", "telnetlib", "tempfile",
    "termios", "textwrap", "this", "threading", "time", "timeit", "tkinter", "token", "tokenize", "tomllib",
    "trace", "traceback", "tracemalloc", "tty", "turtle", "turtledemo", "types", "typing", "unicodedata",
    "unittest", "urllib", "uu", "uuid", "venv", "warnings", "wave", "weakref", "webbrowser", "winreg", "winsound",
    "wsgiref", "xdrlib", "xml", "xmlrpc", "zipapp", "zipfile", "zipimport", "zlib", "zoneinfo",
];
