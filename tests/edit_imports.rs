//! Where new imports and module statements go.

use asyncfix::edit::{Document, Fix, FixBuilder, apply};
use asyncfix::syntax::{Grammar, Nodes, TextRange, TextSize, parse};

#[track_caller]
fn check(source: &str, change: &dyn Fn(&mut FixBuilder<'_>), expected: &str) {
    check_in(source, &Grammar::Module, change, expected);
}

#[track_caller]
fn check_in(source: &str, grammar: &Grammar, change: &dyn Fn(&mut FixBuilder<'_>), expected: &str) {
    let parsed = parse(source, grammar).unwrap();
    let nodes = Nodes::new(&parsed);
    let document = Document::new(source, &parsed, &nodes, grammar);
    let mut fix = FixBuilder::new(&document, "Import it");
    change(&mut fix);
    let fix = fix.finish().unwrap();
    let fixes: [(&str, &Fix); 2] = [("AFX101", &fix), ("AFX102", &fix)];
    let applied = apply(&document, &fixes);
    assert_eq!(applied.broken, [], "{source:?}");
    assert_eq!(applied.text, expected, "{source:?}");
}

fn asyncio(fix: &mut FixBuilder<'_>) {
    fix.import("asyncio");
}

#[test]
fn installed_modules_join_those_that_are_installed() {
    let anyio = |fix: &mut FixBuilder<'_>| fix.import("anyio");
    check(
        "import os\n\nimport httpx\n\nfrom . import a\nx\n",
        &anyio,
        "import os\n\nimport anyio\nimport httpx\n\nfrom . import a\nx\n",
    );
    check(
        "import os\n\nfrom yaml import load\nx\n",
        &anyio,
        "import os\n\nimport anyio\nfrom yaml import load\nx\n",
    );
    check(
        "import os\n\nimport httpx\n\nimport mine\nfrom anyio import Path\nx\n",
        &anyio,
        "import os\n\nimport httpx\n\nimport anyio\nimport mine\nfrom anyio import Path\nx\n",
    );
    check("import os\n\nfrom . import a\nx\n", &anyio, "import anyio\nimport os\n\nfrom . import a\nx\n");
    check("import os\nimport httpx\nx\n", &anyio, "import os\nimport httpx\nimport anyio\nx\n");
    check("import os\n\nimport httpx\nx\n", &asyncio, "import asyncio\nimport os\n\nimport httpx\nx\n");
}

#[test]
fn imports_join_the_leading_ones() {
    check("import os\nimport sys\nx\n", &asyncio, "import asyncio\nimport os\nimport sys\nx\n");
    check("import abc\nimport sys\nx\n", &asyncio, "import abc\nimport asyncio\nimport sys\nx\n");
    check("import sys # a\nimport abc\nx\n", &asyncio, "import sys # a\nimport abc\nimport asyncio\nx\n");
    check("import abc", &asyncio, "import abc\nimport asyncio");
    check("import abc\r\nx\r\n", &asyncio, "import abc\r\nimport asyncio\r\nx\r\n");
    check("import asyncio\nx\n", &asyncio, "import asyncio\nx\n");
    check("import abc; import sys\nx\n", &asyncio, "import asyncio\nimport abc; import sys\nx\n");
    check("from a import b\nx\n", &asyncio, "import asyncio\nfrom a import b\nx\n");
    check("import os\n\nimport httpx\n\nx\n", &asyncio, "import asyncio\nimport os\n\nimport httpx\n\nx\n");
    check(
        "'''doc'''\nfrom __future__ import annotations\n\nimport os\ntry:\n    import x\nexcept ImportError: pass\n",
        &asyncio,
        "'''doc'''\nfrom __future__ import annotations\n\nimport asyncio\nimport os\ntry:\n    import x\nexcept ImportError: pass\n",
    );
    check(
        "import os\nfrom a import (\n    b,\n)\nx\n",
        &|fix| fix.import_from("functools", "partial"),
        "import os\nfrom a import (\n    b,\n)\nfrom functools import partial\nx\n",
    );
    check(
        "import os\nx\n",
        &|fix| fix.import_from("functools", "partial"),
        "import os\nfrom functools import partial\nx\n",
    );
    check(
        "import abc\nx\n",
        &|fix| {
            fix.import("anyio");
            fix.import("asyncio");
        },
        "import abc\nimport anyio\nimport asyncio\nx\n",
    );
}

#[test]
fn imports_without_others() {
    check("x\n", &asyncio, "import asyncio\n\nx\n");
    check("", &asyncio, "import asyncio\n");
    check("\u{feff}x\n", &asyncio, "\u{feff}import asyncio\n\nx\n");
    check("def f(): pass\n", &asyncio, "import asyncio\n\n\ndef f(): pass\n");
    check("'''doc'''\n\nx\n", &asyncio, "'''doc'''\n\nimport asyncio\n\nx\n");
    check("'''doc'''\nx\n", &asyncio, "'''doc'''\n\nimport asyncio\n\nx\n");
    check("'''doc'''", &asyncio, "'''doc'''\n\nimport asyncio");
    check(
        "from __future__ import annotations\nx\n",
        &asyncio,
        "from __future__ import annotations\n\nimport asyncio\n\nx\n",
    );
    check(
        "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n\nx\n",
        &asyncio,
        "#!/usr/bin/env python\n# -*- coding: utf-8 -*-\n\nimport asyncio\n\nx\n",
    );
    check("# only a comment", &asyncio, "# only a comment\nimport asyncio\n");
    check(
        "try:\n    import x\nexcept ImportError: pass\n",
        &asyncio,
        "import asyncio\n\ntry:\n    import x\nexcept ImportError: pass\n",
    );
}

#[test]
fn module_statements() {
    let tasks = |fix: &mut FixBuilder<'_>| fix.module_statement("_tasks = set()");
    check("import os\n\n\ndef f(): pass\n", &tasks, "import os\n\n_tasks = set()\n\n\ndef f(): pass\n");
    check("import os\nx\n", &tasks, "import os\n\n_tasks = set()\n\nx\n");
    check("x\n", &tasks, "_tasks = set()\n\nx\n");
    check(
        "import os\ntry:\n    import x\nexcept ImportError:\n    x = None\n\ny\n",
        &|fix| {
            asyncio(fix);
            tasks(fix);
        },
        "import asyncio\nimport os\ntry:\n    import x\nexcept ImportError:\n    x = None\n\n_tasks = set()\n\ny\n",
    );
    check(
        "x\n",
        &|fix| {
            asyncio(fix);
            tasks(fix);
        },
        "import asyncio\n\n_tasks = set()\n\nx\n",
    );
    check(
        "import abc\nx\n",
        &|fix| {
            asyncio(fix);
            tasks(fix);
        },
        "import abc\nimport asyncio\n\n_tasks = set()\n\nx\n",
    );
}

#[test]
fn an_import_takes_the_place_of_a_removed_one() {
    let swap = |fix: &mut FixBuilder<'_>| {
        let first = fix.document().nodes.iter().find(|node| node.is_statement()).unwrap().id;
        fix.remove_statement(first);
        fix.import("asyncio");
    };
    check("import time\n\nx\n", &swap, "import asyncio\n\nx\n");
    check("import abc\n\nx\n", &swap, "import asyncio\n\nx\n");
    check("import abc\nimport sys\n\nx\n", &swap, "import asyncio\nimport sys\n\nx\n");
    let swap_last = |fix: &mut FixBuilder<'_>| {
        let nodes = fix.document().nodes;
        let last = nodes.iter().filter(|node| node.is_stmt_import()).last().unwrap().id;
        fix.remove_statement(last);
        fix.import("redis.asyncio");
    };
    check("import os\n\nimport aioredis\n\nx\n", &swap_last, "import os\n\nimport redis.asyncio\n\nx\n");
}

#[test]
fn imports_take_the_place_of_all_that_go() {
    let change = |fix: &mut FixBuilder<'_>| {
        fix.import_from("gridfs", "Bucket");
        fix.import_from("pymongo", "Client");
        let imports: Vec<_> = fix
            .document()
            .nodes
            .iter()
            .filter(|node| node.is_statement())
            .take(2)
            .map(|node| node.id)
            .collect();
        for import in imports {
            fix.remove_statement(import);
        }
    };
    check(
        "import motor\nfrom motor import Client as C\nx\n",
        &change,
        "from gridfs import Bucket\nfrom pymongo import Client\nx\n",
    );
}

#[test]
fn notebooks() {
    let source = "%matplotlib inline\nimport abc\nx = 1\nawait y";
    let range = |start: u32, end: u32| TextRange::new(TextSize::new(start), TextSize::new(end));
    let cells = Grammar::Cells(vec![range(0, 29), range(30, 35), range(36, 43)]);
    check_in(source, &cells, &asyncio, "%matplotlib inline\nimport abc\nimport asyncio\nx = 1\nawait y");
    let remove = |fix: &mut FixBuilder<'_>| {
        let second = fix.document().nodes.iter().filter(|node| node.is_statement()).nth(1).unwrap().id;
        fix.remove_statement(second);
    };
    check_in(source, &cells, &remove, "%matplotlib inline\n\nx = 1\nawait y");
    let cells = Grammar::Cells(vec![range(0, 5), range(6, 13)]);
    check_in("x = 1\nawait y", &cells, &asyncio, "import asyncio\n\nx = 1\nawait y");
    let cells = Grammar::Cells(vec![range(0, 7), range(8, 15)]);
    check_in("# title\nawait y", &cells, &asyncio, "# title\nimport asyncio\n\nawait y");
    let cells = Grammar::Cells(vec![range(0, 7), range(8, 25)]);
    check_in(
        "# title\n# what\n\nawait y()",
        &cells,
        &asyncio,
        "# title\n# what\n\nimport asyncio\n\nawait y()",
    );
}
