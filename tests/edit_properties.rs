//! Random fixes on random sources and on files of the standard library: the edits make the tree's text, it parses,
//! every comment stays, nothing is dropped as broken, and the order in which the fixes are given is all the same. A text in
//! which something else has changed is refused.

use asyncfix::edit::verify::verify;
use asyncfix::edit::{Applied, Document, Fix, FixBuilder, Slot, Template, apply, fold};
use asyncfix::syntax::{AnyNodeRef, Grammar, Node, Parsed, Precedence, Ranged, TokenKind, parse, with_nodes};
use proptest::prelude::*;

/// A fix of the given sort at a node; `None` where it does not apply.
fn fix_at(document: &Document<'_>, node: Node<'_>, sort: u8) -> Option<Fix> {
    let mut fix = FixBuilder::new(document, "Change it");
    let is_value = node.as_expr_ref().is_some_and(|_| match node.ast {
        AnyNodeRef::ExprCall(_) => true,
        AnyNodeRef::ExprName(name) => name.ctx.is_load(),
        _ => false,
    });
    let pattern =
        document.nodes.ancestors(node.id).any(|ancestor| matches!(ancestor.ast, AnyNodeRef::MatchCase(_)));
    match node.ast {
        _ if is_value && !pattern => match sort % 4 {
            0 => fix.wrap_in_await(node.id),
            1 => fix.wrap(node.id, "x if ", Slot::Operand(Precedence::Or), " else y", Precedence::IfElse),
            2 => {
                let template =
                    Template::new().text("g(").expression(document, node.id, Slot::Argument).text(")");
                fix.replace(node.id, Precedence::CallAttribute, template);
                fix.import("asyncio");
            }
            _ => {
                let AnyNodeRef::ExprCall(call) = node.ast else { return None };
                fix.add_argument(&call.arguments, "added=1");
            }
        },
        AnyNodeRef::StmtExpr(_)
        | AnyNodeRef::StmtAssign(_)
        | AnyNodeRef::StmtReturn(_)
        | AnyNodeRef::StmtIf(_) => match sort % 4 {
            0 => fix.remove_statement(node.id),
            1 => fix.insert_before(node.id, "before()\nif x:\n    y"),
            2 => fix.insert_after(node.id, "after()"),
            _ => {
                let template = Template::new().text("with x:\n    ").indented(node);
                fix.replace_statements(node.id, node.id, template);
            }
        },
        AnyNodeRef::StmtWith(with) => fix.unwrap(node.id, &with.body),
        AnyNodeRef::StmtFunctionDef(_) => fix.make_async(node.id),
        AnyNodeRef::Decorator(_) => fix.remove_decorator(node.id),
        AnyNodeRef::Keyword(keyword) => fix.replace_keyword_name(keyword, "renamed"),
        AnyNodeRef::Alias(_) => {
            let statement = document.nodes.parent(node.id)?;
            fix.remove_import_alias(statement.id, node.id);
        }
        _ => return None,
    }
    if sort.is_multiple_of(7) {
        fix.module_statement("_tasks = set()");
    }
    fix.finish().ok()
}

/// Applies the fixes that `choose` picks, and checks what must hold.
fn check(source: &str, grammar: &Grammar, choose: &mut dyn FnMut() -> Option<u8>) -> Option<Applied> {
    let parsed = parse(source, grammar).ok()?;
    with_nodes(&parsed, |nodes| {
        let document = Document::new(source, &parsed, &nodes, grammar);
        let mut fixes = Vec::new();
        for node in nodes.iter() {
            let Some(sort) = choose() else { continue };
            // `from __future__` has to stay, a docstring removed makes the next string one.
            let is_special =
                nodes.statement(node.id).is_some_and(|statement| is_special(&document, statement));
            if !is_special {
                fixes.extend(fix_at(&document, node, sort));
            }
        }
        let codes: Vec<String> = (0..fixes.len()).map(|index| format!("AFX{index:05}")).collect();
        let mut named: Vec<(&str, &Fix)> = codes.iter().map(String::as_str).zip(&fixes).collect();
        let applied = apply(&document, &named);
        named.reverse();
        assert_eq!(apply(&document, &named).text, applied.text, "the order of the fixes decides: {source}");
        assert_eq!(fold::edited(source, &applied.edits), applied.text, "{source}");
        assert!(applied.edits.windows(2).all(|pair| pair[0].0.end() < pair[1].0.start()));
        assert_eq!(
            applied.broken,
            [],
            "{source:?}: {:#?}",
            fixes.iter().map(|f| &f.operations).collect::<Vec<_>>()
        );
        assert_eq!(applied.accepted.len() + applied.deferred.len(), fixes.len());
        if grammar == &Grammar::Module {
            let new = parse(&applied.text, grammar).unwrap();
            assert_eq!(comments(source, &parsed), comments(&applied.text, &new));
        }
        applied
    })
    .ok()
}

fn is_special(document: &Document<'_>, statement: Node<'_>) -> bool {
    document.slice(statement).starts_with("from __future__")
}

fn comments(text: &str, parsed: &Parsed) -> Vec<String> {
    let comments = parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Comment);
    let mut comments: Vec<String> = comments.map(|token| text[token.range()].to_owned()).collect();
    comments.sort();
    comments
}

/// Picks every `step`-th node and spreads the sorts.
fn every(step: usize) -> impl FnMut() -> Option<u8> {
    let mut count = 0_usize;
    move || {
        count += 1;
        count.is_multiple_of(step).then(|| u8::try_from((count * 7 + count / 13) % 251).unwrap())
    }
}

const LINES: &[&str] = &[
    "import a, b",
    "from m import (\n    a, # why\n    b,\n)",
    "f(a, *b, k=(1))",
    "x = f().a[g(h)] ** 2",
    "f(); g(); h()",
    "if a: f(); g()",
    "if a:\n    f() # why\n    # end\n",
    "if a:\n\tf()\n\tx = g()\nelse:\n\th()",
    "@a\n@b(1)\ndef f(a=g()):\n    '''doc'''\n    return h()",
    "x = (\n    f(a)\n    or g(b) # why\n)",
    "x = f'{f(a)!r:>{g(b)}} {{}}' 'a'",
    "with f(a) as b, (g(c)) as d: h()",
    "x = '''\n  a\n''' + f(\n  1)",
    "try:\n    f()\nexcept g(a) as e:\n    x = 1\nfinally:\n    f(); g();",
    "async def f():\n  async for a in b(c):\n      await g(a)",
    "# comment\n",
    "for a in f(b): x = 1",
    "x = not(f(a))",
    "x = [f(a) for a in g(b) if h(c)]",
    "return_ = 1if f(a)else g(b)",
    "\n\n",
    "class A(b, k=c): x = f()",
    "x = -f(a) ** -g(b)",
    "match f(a):\n    case 1 if g(b): h()\n    case c: f(c)",
    "x = lambda a=f(b): g(a)",
    "f(x for x in g(y))",
    "x = \\\n  f(a)",
    "if a:\n    f()\n    with g(b):\n        f(a)",
    "with f(a):\n  # why\n  g(b)\n\n  if a:\n   h(1,\n2)\n  # end\n",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, max_shrink_iters: 3000, ..ProptestConfig::default() })]

    #[test]
    fn random_fixes_hold(
        lines in prop::collection::vec(prop::sample::select(LINES), 1..8),
        sorts in prop::collection::vec(prop::option::weighted(0.4, any::<u8>()), 40),
        line_break in prop::sample::select(&["\n", "\r\n", "\r"][..]),
        ends in any::<bool>(),
    ) {
        let mut source = lines.join("\n");
        if ends {
            source.push('\n');
        }
        let source = source.replace('\n', line_break);
        let mut sorts = sorts.into_iter().cycle();
        check(&source, &Grammar::Module, &mut || sorts.next().flatten());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_foreign_change_is_refused(
        lines in prop::collection::vec(prop::sample::select(LINES), 1..8),
        place in any::<prop::sample::Index>(),
        twice in any::<bool>(),
    ) {
        let source = lines.join("\n") + "\n";
        let parsed = parse(&source, &Grammar::Module).unwrap();
        let tokens: Vec<_> = parsed.tokens().iter().filter(|token| is_told_apart(token.kind())).collect();
        if !tokens.is_empty() {
            let range = tokens[place.index(tokens.len())].range();
            let token = if twice { format!("{0} {0}", &source[range]) } else { String::new() };
            let mut changed = source.clone();
            changed.replace_range(std::ops::Range::<usize>::from(range), &token);
            with_nodes(&parsed, |nodes| {
                let document = Document::new(&source, &parsed, &nodes, &Grammar::Module);
                assert_eq!(verify(&document, &[], &source), Ok(()), "{source}");
                assert!(verify(&document, &[], &changed).is_err(), "{source}\n->\n{changed}");
            }).unwrap();
        }
    }
}

/// Whether a tree, or the comments, differ where one of these is missing or stands twice.
fn is_told_apart(kind: TokenKind) -> bool {
    !kind.is_any_newline()
        && !matches!(kind, TokenKind::Indent | TokenKind::Dedent | TokenKind::Semi | TokenKind::EndOfFile)
}

#[test]
fn fixes_in_the_standard_library_hold() {
    let mut files = Vec::new();
    if let Some(folder) = std::env::var_os("ASYNCFIX_CORPUS").or_else(standard_library) {
        python_files(std::path::Path::new(&folder), &mut files);
    }
    files.sort();
    let all = std::env::var_os("ASYNCFIX_CORPUS").is_some();
    for (index, file) in files.iter().enumerate().filter(|(index, _)| all || index % 12 == 0) {
        let Ok(text) = std::fs::read_to_string(file) else { continue };
        if text.len() < 200_000 {
            check(&text, &Grammar::Module, &mut every(3 + index % 11));
        }
    }
}

#[test]
fn ten_thousand_fixes_in_one_file() {
    let source = "import time\n\n\nasync def f():\n".to_owned()
        + &"    x = time.sleep(time.sleep(1).a) # why\n".repeat(5000);
    let applied = check(&source, &Grammar::Module, &mut {
        let mut sort = 0_u8;
        move || {
            sort = (sort + 1) % 4;
            (sort != 3).then_some(0)
        }
    });
    assert!(applied.is_some_and(|applied| applied.accepted.len() > 9_000));
}

fn standard_library() -> Option<std::ffi::OsString> {
    let script = "import sysconfig; print(sysconfig.get_path('stdlib'))";
    let output = std::process::Command::new("python3").args(["-c", script]).output().ok()?;
    Some(String::from_utf8(output.stdout).ok()?.trim().into())
}

fn python_files(folder: &std::path::Path, files: &mut Vec<std::path::PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() && !path.ends_with("site-packages") {
            python_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "py") {
            files.push(path);
        }
    }
}
