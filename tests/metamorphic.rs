//! What should change nothing changes nothing: the fixtures with other names, more comments, further functions, in another format
//! and at another place have the same findings with the same fixes.

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use asyncfix::rule::{RuleEntry, registry};
use asyncfix::syntax::{AnyNodeRef, ExprContext, Grammar, Nodes, Ranged, TokenKind, parse};
use support::check;
use support::fixture::Fixture;
use support::python::{entries, environment};

#[test]
fn names_of_locals_do_not_matter() {
    let count = each_fixture(|fixture| vec![renamed(&fixture.text)]);
    println!("{count} fixtures with other names");
}

#[test]
fn comments_do_not_matter() {
    // A fix that would lose a comment is withheld: `# skip: comments`.
    let count =
        each_fixture(
            |fixture| {
                if fixture.skips("comments") { Vec::new() } else { vec![with_comments(&fixture.text)] }
            },
        );
    println!("{count} fixtures with more comments");
}

#[test]
fn other_functions_do_not_matter() {
    let more = "\n\ndef unrelated_function(first, second):\n    return first + second\n\n\nclass UnrelatedClass:\n    size = 1\n";
    let count = each_fixture(|fixture| {
        let text = fixture.text.trim_end();
        vec![format!("{text}\n{more}"), format!("{}\n\n\n", fixture.text)]
    });
    println!("{count} fixtures with further functions");
}

#[test]
fn the_place_of_a_file_does_not_matter() {
    let (mut count, mut differences) = (0, Vec::new());
    for (entry, mut fixture) in fixtures() {
        if fixture.path != Path::new("fixture.py") {
            continue;
        }
        let before = findings(entry, &fixture, &fixture.text);
        for place in ["package/module.py", "deep/er/still/other_name.py"] {
            fixture.path = PathBuf::from(place);
            let after = findings(entry, &fixture, &fixture.text);
            differences.extend(difference(&before, &after, &fixture.name, &fixture.text));
            count += 1;
        }
    }
    assert_none(&differences);
    println!("{count} fixtures at other places");
}

/// One-line bodies, which a formatter takes apart, have fixes of their own: `# skip: format`.
#[test]
fn the_format_does_not_matter() {
    let requirements = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formatter/requirements.txt");
    let ruff = environment(&requirements).with_file_name("ruff");
    let folder = tempfile::tempdir().expect("a folder");
    let fixtures: Vec<_> = fixtures().into_iter().filter(|(_, fixture)| !fixture.skips("format")).collect();
    for (number, (_, fixture)) in fixtures.iter().enumerate() {
        std::fs::write(folder.path().join(format!("f{number}.py")), &fixture.text).expect("written");
    }
    for width in ["60", "100"] {
        let done = Command::new(&ruff)
            .args([
                "format",
                "--isolated",
                "--quiet",
                "--target-version",
                "py37",
                "--line-length",
                width,
                ".",
            ])
            .current_dir(folder.path())
            .output()
            .expect("it runs");
        let (mut count, mut differences) = (0, Vec::new());
        for (number, (entry, fixture)) in fixtures.iter().enumerate() {
            let text = std::fs::read_to_string(folder.path().join(format!("f{number}.py"))).expect("read");
            let before = findings(entry, fixture, &fixture.text);
            differences.extend(difference(&before, &findings(entry, fixture, &text), &fixture.name, &text));
            count += usize::from(text != fixture.text);
        }
        assert_none(&differences);
        assert!(count > 10, "{}", String::from_utf8_lossy(&done.stderr));
        println!("{count} fixtures in lines of {width}");
    }
}

/// Checks variants of each fixture; gives the number of variants that differ from theirs.
fn each_fixture(variants: impl Fn(&Fixture) -> Vec<String>) -> usize {
    let (mut count, mut differences) = (0, Vec::new());
    for (entry, fixture) in fixtures() {
        let before = findings(entry, &fixture, &fixture.text);
        for text in variants(&fixture) {
            if text == fixture.text {
                continue;
            }
            let after = findings(entry, &fixture, &text);
            differences.extend(difference(&before, &after, &fixture.name, &text));
            count += 1;
        }
    }
    assert_none(&differences);
    assert!(count > 50, "hardly any fixture was changed");
    count
}

fn fixtures() -> Vec<(&'static RuleEntry, Fixture)> {
    let mut fixtures = Vec::new();
    for family in entries("tests/fixtures") {
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(&family).expect("a folder").flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let stem = path.file_name().and_then(|name| name.to_str()).expect("in ASCII");
            let stem = stem.split('.').next().unwrap_or_default();
            let entry = registry::all().iter().find(|entry| entry.rule.name.replace('-', "_") == stem);
            fixtures.push((entry.expect("a fixture belongs to a rule"), Fixture::read(&path)));
        }
    }
    fixtures
}

/// The findings of a rule: the function that each is in, its message, its fix.
fn findings(entry: &RuleEntry, fixture: &Fixture, text: &str) -> Vec<String> {
    let mut all: Vec<String> = check(entry, fixture, text)
        .findings
        .into_iter()
        .map(|finding| {
            let fix = finding.fix.map(|fix| (fix.safety, without_names(&fix.title)));
            let row = finding.start.row as usize;
            format!("in {}: {} {fix:?}", function_at(text, row), without_names(&finding.message))
        })
        .collect();
    all.sort();
    all
}

/// What differs, for a variant's text.
fn difference(before: &[String], after: &[String], name: &str, text: &str) -> Option<String> {
    if before == after {
        return None;
    }
    let missing: Vec<&String> = before.iter().filter(|finding| !after.contains(finding)).collect();
    let new: Vec<&String> = after.iter().filter(|finding| !before.contains(finding)).collect();
    let (old, count) = (before.len(), after.len());
    Some(format!("{name}: gone {missing:#?}, come {new:#?}, of {old} and {count}\n{text}"))
}

fn assert_none(differences: &[String]) {
    assert!(differences.is_empty(), "{} differ:\n{}", differences.len(), differences.join("\n"));
}

/// Names may be among those that are changed.
fn without_names(text: &str) -> String {
    text.split('`').step_by(2).collect::<Vec<_>>().join("`_`")
}

/// The name of the function that a 1-based line is in.
fn function_at(text: &str, row: usize) -> &str {
    let lines: Vec<&str> = text.lines().collect();
    let indentation = |line: &str| line.len() - line.trim_start().len();
    let mut inner = lines.get(row - 1).map_or(0, |line| indentation(line));
    for line in lines[..row.min(lines.len())].iter().rev() {
        let code = line.trim_start().trim_start_matches("async ");
        if code.is_empty() || indentation(line) > inner {
            continue;
        }
        inner = inner.min(indentation(line));
        if let Some(rest) = code.strip_prefix("def ") {
            return rest.split('(').next().unwrap_or_default();
        }
    }
    "the module"
}

/// The text with a comment at the end of each logical line that has none, and one between top-level statements.
fn with_comments(text: &str) -> String {
    let Ok(parsed) = parse(text, &Grammar::Module) else { return text.to_owned() };
    let mut result = String::with_capacity(text.len() * 2);
    let mut done = 0;
    let mut is_commented = false;
    for token in parsed.tokens() {
        match token.kind() {
            TokenKind::Comment => is_commented = true,
            TokenKind::Newline if !is_commented && !token.range().is_empty() => {
                let at = usize::from(token.start());
                result.push_str(&text[done..at]);
                result.push_str("  # a remark");
                done = at;
            }
            TokenKind::Newline | TokenKind::NonLogicalNewline => is_commented = false,
            _ => {}
        }
        if token.kind() == TokenKind::Newline {
            is_commented = false;
        }
    }
    result.push_str(&text[done..]);
    result.replace("\n\n\nasync def ", "\n\n\n# What follows is a coroutine.\nasync def ")
}

/// The text with other names for what functions bind, where a name is nothing else in the file.
fn renamed(text: &str) -> String {
    let Ok(parsed) = parse(text, &Grammar::Module) else { return text.to_owned() };
    let nodes = Nodes::new(&parsed);
    let (mut bound, mut other) = (BTreeSet::new(), BTreeSet::new());
    for node in nodes.iter() {
        let AnyNodeRef::ExprName(name) = node.ast else { continue };
        if name.ctx == ExprContext::Load {
            continue;
        }
        let is_local = nodes.ancestors(node.id).any(|ancestor| ancestor.is_stmt_function_def());
        if is_local { &mut bound } else { &mut other }.insert(name.id.to_string());
    }
    let mut last = None;
    for token in parsed.tokens() {
        let word = &text[token.range()];
        match token.kind() {
            // Attributes, imports, definitions, keyword arguments and parameters are seen from outside.
            TokenKind::Name
                if matches!(
                    last,
                    Some(
                        TokenKind::Dot
                            | TokenKind::Def
                            | TokenKind::Class
                            | TokenKind::Import
                            | TokenKind::As
                    )
                ) =>
            {
                other.insert(word.to_owned());
            }
            TokenKind::String | TokenKind::FStringMiddle | TokenKind::Comment => {
                other.extend(word.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_owned));
            }
            _ => {}
        }
        last = Some(token.kind());
    }
    for node in nodes.iter() {
        match node.ast {
            AnyNodeRef::Keyword(keyword) => other.extend(keyword.arg.as_ref().map(ToString::to_string)),
            AnyNodeRef::Parameter(parameter) => other.extend([parameter.name.to_string()]),
            AnyNodeRef::Alias(alias) => {
                other.extend([alias.asname.as_ref().unwrap_or(&alias.name).to_string()]);
            }
            AnyNodeRef::StmtGlobal(names) => other.extend(names.names.iter().map(ToString::to_string)),
            _ => {}
        }
    }
    let mut result = String::with_capacity(text.len() * 2);
    let mut done = 0;
    for token in parsed.tokens() {
        let word = &text[token.range()];
        if token.kind() == TokenKind::Name && bound.contains(word) && !other.contains(word) && word != "_" {
            result.push_str(&text[done..usize::from(token.start())]);
            result.push_str("anew_");
            done = usize::from(token.start());
        }
    }
    result.push_str(&text[done..]);
    result
}
