//! Every expression in every place: what is put there stands there as one operand, and nothing around it regroups.

use asyncfix::edit::{Document, FixBuilder, Slot, Template, apply};
use asyncfix::syntax::{Grammar, Nodes, Precedence, Ranged, parse, parse_expression};

/// Places, with `HOLE` as the expression that is replaced.
const PLACES: &[&str] = &[
    "HOLE",
    "x = HOLE",
    "x += HOLE",
    "x: int = HOLE",
    "x = y = HOLE",
    "HOLE.a",
    "HOLE()",
    "HOLE[0]",
    "a[HOLE]",
    "a[HOLE:1]",
    "a[0:HOLE]",
    "a[HOLE, 1]",
    "f(HOLE)",
    "f(HOLE, 1)",
    "f(*HOLE)",
    "f(k=HOLE)",
    "f(**HOLE)",
    "-HOLE",
    "+HOLE",
    "~HOLE",
    "not HOLE",
    "HOLE + 1",
    "1 + HOLE",
    "HOLE - 1 - 2",
    "1 - HOLE - 2",
    "HOLE * 2",
    "2 * HOLE",
    "2 @ HOLE",
    "HOLE ** 2",
    "2 ** HOLE",
    "-HOLE ** 2",
    "HOLE << 1",
    "1 << HOLE",
    "HOLE & 1",
    "1 & HOLE",
    "HOLE ^ 1",
    "1 ^ HOLE",
    "HOLE | 1",
    "1 | HOLE",
    "HOLE // 1",
    "1 % HOLE",
    "HOLE < 1",
    "1 < HOLE < 2",
    "HOLE in a",
    "a not in HOLE",
    "a is HOLE",
    "HOLE and b",
    "b and HOLE",
    "HOLE or b",
    "b or HOLE",
    "HOLE if a else b",
    "a if HOLE else b",
    "a if b else HOLE",
    "lambda: HOLE",
    "lambda a=HOLE: 1",
    "(a := HOLE)",
    "[HOLE, 1]",
    "(HOLE, 1)",
    "x = HOLE, 1",
    "{HOLE, 1}",
    "{HOLE: 1}",
    "{1: HOLE}",
    "{**HOLE}",
    "[*HOLE]",
    "[HOLE for a in b]",
    "[a for a in HOLE]",
    "[a for a in b if HOLE]",
    "{HOLE: 1 for a in b}",
    "{1: HOLE for a in b}",
    "f(HOLE for a in b)",
    "if HOLE: pass",
    "while HOLE: pass",
    "for a in HOLE: pass",
    "with HOLE: pass",
    "with HOLE as a, b: pass",
    "with (HOLE as a, b): pass",
    "assert HOLE, 1",
    "assert 1, HOLE",
    "raise HOLE",
    "raise a from HOLE",
    "try: pass\nexcept HOLE: pass",
    "match HOLE:\n    case 1: pass",
    "match a:\n    case 1 if HOLE: pass",
    "@HOLE\ndef f(): pass",
    "def f(a=HOLE): pass",
    "def f(a: HOLE): pass",
    "def f() -> HOLE: pass",
    "class A(HOLE): pass",
    "def f():\n    return HOLE",
    "def f():\n    yield HOLE",
    "def f():\n    yield from HOLE",
    "async def f():\n    await HOLE",
    "f'{HOLE}'",
    "f'{HOLE!r:>{HOLE2}}'",
    "f'{1:{HOLE}}'",
    "(HOLE)",
    "f((HOLE))",
    "x = (\n    HOLE\n)",
    "if a: pass\nelif HOLE: pass",
    "1if HOLE else 2",
    "not(HOLE)",
    "(HOLE)if a else b",
    "return_ = 1 or(HOLE)",
];

/// What is put there.
const EXPRESSIONS: &[&str] = &[
    "a",
    "f()",
    "a.b",
    "a[0]",
    "await f()",
    "a ** b",
    "-a",
    "~a",
    "a * b",
    "a + b",
    "a << b",
    "a & b",
    "a ^ b",
    "a | b",
    "a < b",
    "a in b",
    "not a",
    "a and b",
    "a or b",
    "a if b else c",
    "lambda: a",
    "a := b",
    "yield a",
    "yield",
    "yield from a",
    "[a]",
    "(a, b)",
    "{a}",
    "{1: 2}",
];

#[test]
fn every_expression_fits_every_place() {
    for place in PLACES {
        for text in EXPRESSIONS {
            let replaced = change(place, |fix, document, hole| {
                let _ = document;
                fix.replace(hole, precedence_of(text), Template::new().text(*text));
            });
            let enclosed = place.replacen("HOLE", &format!("({text})"), 1);
            assert_eq!(shape(&replaced), shape(&enclosed), "{text} in {place}: {replaced}");
        }
    }
}

#[test]
fn every_expression_can_be_awaited() {
    for place in PLACES {
        for text in EXPRESSIONS {
            let source = place.replacen("HOLE", &format!("({text})"), 1);
            let expected = place.replacen("HOLE", &format!("(await ({text}))"), 1);
            let awaited = change_node(&source, text, |fix, hole| {
                fix.wrap_in_await(hole);
            });
            assert_eq!(shape(&awaited), shape(&expected), "{source}: {awaited}");
        }
    }
}

#[test]
fn an_expression_moves_with_the_parentheses_it_needs() {
    for text in EXPRESSIONS {
        let source = format!("x = ({text})");
        for (slot, before, after) in [
            (Slot::Argument, "g(", ", 1)"),
            (Slot::Operand(Precedence::Lambda), "y = ", ""),
            (Slot::Operand(Precedence::MulDivRemain), "", " * 2"),
            (Slot::Receiver, "", ".c"),
        ] {
            let moved = change_node(&source, text, |fix, hole| {
                let document = fix.document();
                let template = Template::new().text(before).expression(document, hole, slot).text(after);
                fix.replace_statements(asyncfix_statement(document), asyncfix_statement(document), template);
            });
            assert_eq!(shape(&moved), shape(&format!("{before}({text}){after}")), "{source}: {moved}");
        }
    }
}

fn asyncfix_statement(document: &Document<'_>) -> asyncfix::syntax::NodeId {
    document.nodes.iter().find(|node| node.is_statement()).unwrap().id
}

fn precedence_of(text: &str) -> Precedence {
    match text.split(' ').next() {
        Some("yield") => Precedence::Yield,
        _ if text.contains(":=") => Precedence::Assign,
        _ => Precedence::from_expr(&parse_expression(text).unwrap()),
    }
}

fn change(
    place: &str,
    change: impl Fn(&mut FixBuilder<'_>, &Document<'_>, asyncfix::syntax::NodeId),
) -> String {
    let source = place.to_owned();
    with_document(&source, |document| {
        let hole = document
            .nodes
            .iter()
            .find(|node| node.is_expression() && document.slice(node) == "HOLE")
            .unwrap();
        let mut fix = FixBuilder::new(document, "Put it");
        change(&mut fix, document, hole.id);
        finish(document, fix)
    })
}

/// Changes the outermost expression with this text.
fn change_node(
    source: &str,
    text: &str,
    change: impl Fn(&mut FixBuilder<'_>, asyncfix::syntax::NodeId),
) -> String {
    with_document(source, |document| {
        let at = source.find(&format!("({text})")).unwrap() + 1;
        let mut nodes = document.nodes.iter().filter(|node| node.is_expression());
        let found = nodes.find(|node| {
            (node.start().to_usize() == at && document.slice(node) == text)
                || (node.start().to_usize() + 1 == at && document.slice(node) == format!("({text})"))
        });
        let mut fix = FixBuilder::new(document, "Put it");
        change(&mut fix, found.unwrap_or_else(|| panic!("no {text} in {source}")).id);
        finish(document, fix)
    })
}

fn finish(document: &Document<'_>, fix: FixBuilder<'_>) -> String {
    let fix = fix.finish().unwrap_or_else(|reason| panic!("{}: {reason}", document.text));
    let applied = apply(document, &[("AFX101", &fix)]);
    assert_eq!(applied.broken, [], "{}", document.text);
    assert_eq!(applied.accepted, [0]);
    applied.text
}

fn with_document<T>(source: &str, work: impl Fn(&Document<'_>) -> T) -> T {
    let parsed = parse(source, &Grammar::Module).unwrap_or_else(|error| panic!("{source}: {error}"));
    let nodes = Nodes::new(&parsed);
    work(&Document::new(source, &parsed, &nodes, &Grammar::Module))
}

/// The kinds of all nodes in order, with the depth of each.
fn shape(source: &str) -> Vec<(usize, String)> {
    with_document(source, |document| {
        let nodes = document.nodes;
        nodes.iter().map(|node| (nodes.ancestors(node.id).count(), format!("{:?}", node.kind()))).collect()
    })
}
