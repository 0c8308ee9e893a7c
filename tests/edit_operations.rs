//! Each operation on small sources, the result in full.

use asyncfix::edit::{Applied, Document, Fix, FixBuilder, Slot, Template, apply};
use asyncfix::syntax::{AnyNodeRef, Grammar, NodeId, Nodes, Precedence, Ranged, TextRange, TextSize, parse};

type Change<'c> = &'c dyn Fn(&mut FixBuilder<'_>, &Find<'_>);

/// Nodes by their text.
struct Find<'a> {
    document: &'a Document<'a>,
}

impl Find<'_> {
    /// The innermost node with this text.
    fn node(&self, text: &str) -> NodeId {
        let found = self.document.nodes.iter().filter(|node| self.document.slice(*node) == text).last();
        found.unwrap_or_else(|| panic!("no node {text:?} in {:?}", self.document.text)).id
    }

    /// The first statement that begins with this text.
    fn statement(&self, text: &str) -> NodeId {
        let mut nodes = self.document.nodes.iter();
        nodes.find(|node| node.is_statement() && self.document.slice(*node).starts_with(text)).expect(text).id
    }

    fn range(&self, text: &str) -> TextRange {
        let at = self.document.text.find(text).expect(text);
        TextRange::at(TextSize::try_from(at).unwrap(), TextSize::try_from(text.len()).unwrap())
    }
}

/// Applies the changes, each a fix of its own.
fn run(source: &str, changes: &[Change<'_>]) -> (Applied, Vec<String>) {
    let parsed = parse(source, &Grammar::Module).unwrap();
    let nodes = Nodes::new(&parsed);
    let document = Document::new(source, &parsed, &nodes, &Grammar::Module);
    let mut withheld = Vec::new();
    let mut fixes: Vec<Fix> = Vec::new();
    for change in changes {
        let mut fix = FixBuilder::new(&document, "Change it");
        change(&mut fix, &Find { document: &document });
        match fix.finish() {
            Ok(fix) => fixes.push(fix),
            Err(reason) => withheld.push(reason.to_string()),
        }
    }
    let named: Vec<(&str, &Fix)> = fixes.iter().map(|fix| ("AFX101", fix)).collect();
    (apply(&document, &named), withheld)
}

#[track_caller]
fn check(source: &str, changes: &[Change<'_>], expected: &str) {
    let (applied, withheld) = run(source, changes);
    assert_eq!(withheld, Vec::<String>::new(), "{source:?}");
    assert_eq!(applied.broken, [], "{source:?}");
    assert_eq!(applied.deferred, [], "{source:?}");
    assert_eq!(applied.text, expected, "{source:?}");
}

#[track_caller]
fn withheld(source: &str, change: Change<'_>, reason: &str) {
    let (applied, withheld) = run(source, &[change]);
    assert_eq!(withheld, [reason], "{source:?}");
    assert_eq!(applied.text, source);
}

#[test]
fn lines_beside_statements() {
    let before: Change<'_> = &|fix, find| fix.insert_before(find.statement("f()"), "new()");
    check("f()\n", &[before], "new()\nf()\n");
    check("if x:\r\n\tf()\r\n", &[before], "if x:\r\n\tnew()\r\n\tf()\r\n");
    check("a\rf()\r", &[before], "a\rnew()\rf()\r");
    let after: Change<'_> = &|fix, find| fix.insert_after(find.statement("f()"), "new()\nif y:\n    z");
    check("f()", &[after], "f()\nnew()\nif y:\n    z");
    check(
        "if x:\n  f() # why\n  # more\nb\n",
        &[after],
        "if x:\n  f() # why\n  new()\n  if y:\n    z\n  # more\nb\n",
    );
    check("if x:\r\n\ta; f();\r\n", &[after], "if x:\r\n\ta; f();\r\n\tnew()\r\n\tif y:\r\n\t\tz\r\n");
    for source in ["if x: f()\n", "if x: a; f()\n", "f(); a\n"] {
        withheld(source, after, "the statement shares its line with another");
    }
    withheld("if x: f()\n", before, "the statement shares its line with another");
    check(
        "@a\ndef f(): pass\n",
        &[&|fix, find| fix.insert_before(find.statement("@a"), "x")],
        "x\n@a\ndef f(): pass\n",
    );
    let block: Change<'_> = &|fix, find| fix.insert_after(find.statement("if"), "new");
    check("if x:\n    f()\n    # end\n# next\n", &[block], "if x:\n    f()\n    # end\nnew\n# next\n");
}

#[test]
fn removed_statements() {
    let f: Change<'_> = &|fix, find| fix.remove_statement(find.statement("f()"));
    let g: Change<'_> = &|fix, find| fix.remove_statement(find.statement("g()"));
    check("a\nf()\nb\n", &[f], "a\nb\n");
    check("a\r\nf()", &[f], "a\r\n");
    check("f(); b\n", &[f], "b\n");
    check("f()\na; b\n", &[f], "a; b\n");
    check("a; f()\n", &[f], "a\n");
    check("a; f(); g(); b\n", &[f, g], "a; b\n");
    check("a; f(); g()\n", &[f, g], "a\n");
    check("f(); g()\nb\n", &[f, g], "b\n");
    let b: Change<'_> = &|fix, find| fix.remove_statement(find.statement("b"));
    check("f(); a; g()\nb\n", &[f, g, b], "a\n");
    check("if x: f()\n", &[f], "if x: pass\n");
    check("if x: f(); g()\n", &[f, g], "if x: pass\n");
    check("if x:\n\tf()\n\tg()\n", &[f, g], "if x:\n\tpass\n");
    check("if x:\n\tf()\n\t# keep\n\tg()\nb", &[f, g], "if x:\n\tpass\n\t# keep\nb");
    check("class A:\n    '''doc'''\n    f()\n", &[f], "class A:\n    '''doc'''\n");
    check("f()\n", &[f], "");
    check("a\n\nf()\n\nb\n", &[f], "a\n\nb\n");
    check("f()\n\nb\n", &[f], "b\n");
    check("a\n\nf()\ng()\n\n\nb\n", &[f, g], "a\n\n\nb\n");
    check("if x:\n    f()\n\n    b\n", &[f], "if x:\n    b\n");
    check("# so:\nf()\n\nb\n", &[f], "# so:\n\nb\n");
    check("try:\n    f()\nfinally:\n    g()\n", &[f, g], "try:\n    pass\nfinally:\n    pass\n");
    withheld("f() # why\n", f, "a comment stands inside the code it would replace");
}

#[test]
fn arguments() {
    fn arguments<'a>(find: &Find<'a>) -> &'a asyncfix::syntax::ast::Arguments {
        find.document
            .nodes
            .iter()
            .find_map(|node| match node.ast {
                AnyNodeRef::Arguments(found) => Some(found),
                _ => None,
            })
            .unwrap()
    }
    let add: Change<'_> = &|fix, find| fix.add_argument(arguments(find), "k=1");
    check("f()\n", &[add], "f(k=1)\n");
    check("f(a)\n", &[add], "f(a, k=1)\n");
    check("f((a),)\n", &[add], "f((a), k=1,)\n");
    check("f(x for x in y)\n", &[add], "f((x for x in y), k=1)\n");
    check("f(a, *b, c=1)\n", &[add], "f(a, *b, c=1, k=1)\n");
    let remove: Change<'_> = &|fix, find| fix.remove_argument(arguments(find), find.node("a=(1)"));
    check("f(a=(1))\n", &[remove], "f()\n");
    check("f(a=(1),)\n", &[remove], "f()\n");
    check("f(a=(1), b=2)\n", &[remove], "f(b=2)\n");
    check("f((b), a=(1),)\n", &[remove], "f((b),)\n");
    check("f(\n    a=(1),\n    b=2,\n)\n", &[remove], "f(\n    b=2,\n)\n");
    withheld(
        "f(\n    a=(1), # why\n    b=2,\n)\n",
        remove,
        "a comment stands inside the code it would replace",
    );
    let rename: Change<'_> = &|fix, find| {
        let keyword = find
            .document
            .nodes
            .iter()
            .find_map(|node| match node.ast {
                AnyNodeRef::Keyword(found) => Some(found),
                _ => None,
            })
            .unwrap();
        fix.replace_keyword_name(keyword, "new");
    };
    check("f(a=1)\n", &[rename], "f(new=1)\n");
}

#[test]
fn import_names() {
    let remove: Change<'_> = &|fix, find| {
        let alias = find.node("a");
        fix.remove_import_alias(find.document.nodes.statement(alias).unwrap().id, alias);
    };
    check("import a\nx\n", &[remove], "x\n");
    check("import a, b\n", &[remove], "import b\n");
    check("from m import b, a\n", &[remove], "from m import b\n");
    check("from m import (\n    b,\n    a,\n)\n", &[remove], "from m import (\n    b,\n)\n");
    check("from m import (\n    a,\n    b,\n)\n", &[remove], "from m import (\n    b,\n)\n");
    check("if x:\n    import a\n", &[remove], "if x:\n    pass\n");
    withheld(
        "from m import (\n    a, # why\n    b,\n)\n",
        remove,
        "a comment stands inside the code it would replace",
    );
}

#[test]
fn functions_and_decorators() {
    let make: Change<'_> = &|fix, find| fix.make_async(find.document.nodes.get(find.statement("@a")).id);
    check("@a\ndef f(): pass\n", &[make, make], "@a\nasync def f(): pass\n");
    let both: Change<'_> = &|fix, find| {
        fix.remove_decorator(find.node("@a"));
        fix.make_async(find.statement("@a"));
    };
    check(
        "class A:\n    @a\n    def f(self):\n        pass\n",
        &[both],
        "class A:\n    async def f(self):\n        pass\n",
    );
    check("@a\n@b\ndef f(): pass\n", &[both], "@b\nasync def f(): pass\n");
    check("@a\ndef f(): pass\n", &[both], "async def f(): pass\n");
    let replace: Change<'_> =
        &|fix, find| fix.replace(find.node("a.b"), Precedence::Atomic, Template::new().text("c"));
    check("@a.b\ndef f(): pass\n", &[replace], "@c\ndef f(): pass\n");
}

#[test]
fn fixes_in_holes_compose() {
    let outer: Change<'_> = &|fix, find| {
        let call = find
            .document
            .nodes
            .iter()
            .find_map(|node| match node.ast {
                AnyNodeRef::ExprCall(found) => Some(found),
                _ => None,
            })
            .unwrap();
        let argument = find.document.nodes.id_of(&call.arguments.args[0]);
        let template = Template::new()
            .text("await asyncio.sleep(")
            .expression(find.document, argument, Slot::Argument)
            .text(")");
        fix.replace(find.document.nodes.id_of(call), Precedence::Await, template);
        fix.import("asyncio");
    };
    let inner: Change<'_> = &|fix, find| fix.wrap_in_await(find.node("requests.get(u)"));
    check(
        "time.sleep(requests.get(u).elapsed)\n",
        &[outer, inner],
        "import asyncio\n\nawait asyncio.sleep((await requests.get(u)).elapsed)\n",
    );
    // What is inserted at the edge of a hole belongs to neither side.
    let edge: Change<'_> = &|fix, find| {
        let start = find.document.nodes.get(find.node("requests.get(u)")).start();
        fix.replace_range(TextRange::empty(start), Template::new().text("not "));
    };
    let (applied, _) = run("time.sleep(requests.get(u).elapsed)\n", &[outer, edge]);
    assert_eq!(applied.deferred.len(), 1, "{}", applied.text);
    check("time.sleep((x := 1))\n", &[outer], "import asyncio\n\nawait asyncio.sleep((x := 1))\n");
    check(
        "time.sleep((  # why\n  1))\n",
        &[outer],
        "import asyncio\n\nawait asyncio.sleep((  # why\n  1))\n",
    );
    check("time.sleep((1))\n", &[outer], "import asyncio\n\nawait asyncio.sleep(1)\n");
    check("time.sleep(x for x in y)\n", &[outer], "import asyncio\n\nawait asyncio.sleep((x for x in y))\n");
}

#[test]
fn statements_move_into_a_block() {
    let with: Change<'_> = &|fix, find| {
        let (first, last) = (find.statement("a()"), find.statement("b("));
        let range = find.document.nodes.get(first).range().cover(find.document.nodes.get(last).range());
        fix.replace_statements(first, last, Template::new().text("with x:\n    ").indented(range));
    };
    let inner: Change<'_> = &|fix, find| fix.insert_before(find.statement("b("), "new()");
    check(
        "if y:\n  a()\n  # why\n\n  b('''\n  s''',\n    1)\n  c\n",
        &[with, inner],
        "if y:\n  with x:\n    a()\n    # why\n\n    new()\n    b('''\n  s''',\n      1)\n  c\n",
    );
    check(
        "a()\nf'''{\nx = } and {\n y}'''\nb()\n",
        &[with],
        "with x:\n    a()\n    f'''{\nx = } and {\n y}'''\n    b()\n",
    );
    check("a()\r\nb()", &[with], "with x:\r\n    a()\r\n    b()");
    check("if y:\n\ta()\n\tb()\n", &[with], "if y:\n\twith x:\n\t\ta()\n\t\tb()\n");
    let remove: Change<'_> = &|fix, find| fix.remove_statement(find.statement("d"));
    check("a()\nd\nb()\n", &[with, remove], "with x:\n    a()\n    b()\n");
    withheld(
        "a(); b()\nif x: a(); b()",
        &|fix, find| {
            let one = find.statement("a()");
            fix.replace_statements(one, one, Template::new().text("x\ny"));
        },
        "the statement shares its line with another",
    );
}

#[test]
fn statements_move_out_of_a_block() {
    let unwrap: Change<'_> = &|fix, find| {
        let with = find.statement("with");
        let AnyNodeRef::StmtWith(node) = find.document.nodes.get(with).ast else { unreachable!() };
        fix.unwrap(with, &node.body);
    };
    check(
        "if y:\n  with x:\n    # first\n    a()\n\n    if b('''\n  s''',\n 1):\n      c\n    # last\n  d\n",
        &[unwrap],
        "if y:\n  # first\n  a()\n\n  if b('''\n  s''',\n1):\n    c\n  # last\n  d\n",
    );
    check("with x:\r\n\ta()\r\n\tb()", &[unwrap], "a()\r\nb()");
    check("with x: a(); b()\n", &[unwrap], "a(); b()\n");
    let before: Change<'_> = &|fix, find| fix.insert_before(find.statement("a"), "new()");
    let (applied, _) = run("with x:\n    a()\n", &[unwrap, before]);
    assert_eq!((applied.text.as_str(), applied.deferred.len()), ("a()\n", 1));
    check("if y:\n  with x:  # why\n    a()\n", &[unwrap], "if y:\n  # why\n  a()\n");
    withheld(
        "with (x,  # why\n  y):\n    a()\n",
        unwrap,
        "a comment stands inside the code it would replace",
    );
    let wrap: Change<'_> = &|fix, find| {
        let outer = find.statement("if");
        fix.replace_statements(
            outer,
            outer,
            Template::new().text("for z in w:\n    ").indented(find.document.nodes.get(outer)),
        );
    };
    check(
        "if y:\n    with x:\n        a(\n            1)\n",
        &[wrap, unwrap],
        "for z in w:\n    if y:\n        a(\n            1)\n",
    );
}

#[test]
fn holes_change_their_order() {
    let swap: Change<'_> = &|fix, find| {
        let template =
            Template::new().text("g(").hole(find.range("b(1)")).text(", ").hole(find.range("a")).text(")");
        fix.replace(find.node("f(a, b(1))"), Precedence::CallAttribute, template);
    };
    let inner: Change<'_> = &|fix, find| fix.wrap_in_await(find.node("b(1)"));
    check("f(a, b(1)).x\n", &[swap, inner], "g(await b(1), a).x\n");
}

#[test]
fn conflicts_wait() {
    let one: Change<'_> =
        &|fix, find| fix.replace(find.node("f(a)"), Precedence::Atomic, Template::new().text("x"));
    let two: Change<'_> = &|fix, find| fix.wrap_in_await(find.node("f(a)"));
    let inner: Change<'_> = &|fix, find| fix.wrap_in_await(find.node("a"));
    let (applied, _) = run("f(a)\n", &[one, two, inner]);
    assert_eq!((applied.text.as_str(), applied.accepted.as_slice()), ("x\n", [0].as_slice()));
    let pairs: Vec<_> = applied.deferred.iter().map(|deferred| (deferred.fix, deferred.winner)).collect();
    assert_eq!(pairs, [(1, 0), (2, 0)]);
    check("f(a)\n", &[two, inner], "await f(await a)\n");
    let before = |text: &'static str| {
        move |fix: &mut FixBuilder<'_>, find: &Find<'_>| fix.insert_before(find.statement("f"), text)
    };
    check("f(a)\n", &[&before("x"), &before("x")], "x\nf(a)\n");
    let (applied, _) = run("f(a)\n", &[&before("x"), &before("y")]);
    assert_eq!((applied.text.as_str(), applied.deferred.len()), ("x\nf(a)\n", 1));
}

#[test]
fn what_is_sealed_waits_also_in_parentheses() {
    let seal: Change<'_> = &|fix, find| {
        let call = find.node("f(a)");
        let template = Template::new().text("lambda: ").hole(find.range("f(a)")).sealed();
        fix.replace(call, Precedence::Lambda, template);
    };
    let inner: Change<'_> = &|fix, find| fix.wrap_in_await(find.node("a"));
    for (source, expected) in [("x = f(a)\n", "x = lambda: f(a)\n"), ("f(a).b\n", "(lambda: f(a)).b\n")] {
        let (applied, _) = run(source, &[seal, inner]);
        assert_eq!((applied.text.as_str(), applied.deferred.len()), (expected, 1));
    }
}

#[test]
fn a_fix_that_regroups_is_dropped_and_the_rest_stands() {
    let bad: Change<'_> = &|fix, find| {
        let call = find.range("f()");
        fix.replace_range(call, Template::new().text("await ").hole(call));
    };
    let good: Change<'_> = &|fix, find| fix.wrap_in_await(find.node("g()"));
    let unparsable: Change<'_> = &|fix, find| fix.replace_range(find.range("h"), Template::new().text("1 2"));
    let (applied, _) = run("f().x\ng()\nh\n", &[bad, good, unparsable]);
    assert_eq!(applied.text, "f().x\nawait g()\nh\n");
    assert_eq!(applied.broken.iter().map(|(fix, _)| *fix).collect::<Vec<_>>(), [0, 2]);
    assert_eq!(applied.broken[0].1, "`f().x` on line 1 groups differently");
}

#[test]
fn a_fix_that_contradicts_itself_is_dropped() {
    let torn: Change<'_> = &|fix, find| {
        fix.replace(find.node("f(a)"), Precedence::Atomic, Template::new().text("x"));
        fix.replace(find.node("a"), Precedence::Atomic, Template::new().text("y"));
    };
    let (applied, _) = run("f(a)\n", &[torn]);
    assert_eq!(applied.text, "f(a)\n");
    assert_eq!(applied.broken, [(0, "its own operations overlap".to_owned())]);
}

#[test]
fn format_strings() {
    let wrap: Change<'_> = &|fix, find| fix.wrap_in_await(find.node("f(a)"));
    check("x = f'{f(a)!r:>{w}}'\n", &[wrap], "x = f'{await f(a)!r:>{w}}'\n");
    let quotes: Change<'_> =
        &|fix, find| fix.replace(find.node("f(a)"), Precedence::Atomic, Template::new().text("g('')"));
    withheld("x = f'{f(a)}'\n", quotes, "the code stands in an f-string that cannot hold the new text");
    withheld("x = f'{f(a)=}'\n", wrap, "the code stands in an f-string that cannot hold the new text");
    check("x = f\"{f(a)}\"\n", &[quotes], "x = f\"{g('')}\"\n");
    let set: Change<'_> =
        &|fix, find| fix.replace(find.node("f(a)"), Precedence::Atomic, Template::new().text("{1}"));
    check("x = f'{f(a)}'\n", &[set], "x = f'{ {1} }'\n");
}

#[test]
fn words_stay_apart() {
    let name: Change<'_> = &|fix, find| {
        let call = find.node("f(a)");
        let own = find.document.text.find("(f(a))").map(|_| find.range("(f(a))"));
        fix.replace_range(own.unwrap_or(find.document.nodes.get(call).range()), Template::new().text("x"));
    };
    check("return_ = not(f(a))\n", &[name], "return_ = not x\n");
    check("y = f(a)if z else 2\n", &[name], "y = x if z else 2\n");
    check("y = 1if f(a)else 2\n", &[name], "y = 1if x else 2\n");
    let wrap: Change<'_> =
        &|fix, find| fix.wrap(find.node("a or b"), "await ", Slot::Receiver, "", Precedence::Await);
    check("y = not(a or b)\n", &[wrap], "y = not await (a or b)\n");
}
