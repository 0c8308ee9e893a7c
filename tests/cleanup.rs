//! Imports that fixes leave unused go with them, unless anything else may still need them.

mod support;

use asyncfix::edit::Safety;
use asyncfix::rule::registry;
use support::fixture::Fixture;
use support::repair;

#[test]
fn the_last_use_takes_its_import_along() {
    assert_import("import time\n", Import::Goes);
    assert_import("import os, time\n", Import::Goes);
    assert_import("import time  # the clock\n", Import::Stays);
    assert_import("import time\nprint(time.time())\n", Import::Stays);
    assert_import("import time as time\n", Import::Stays);
    assert_import("try:\n    import time\nexcept ImportError:\n    pass\n", Import::Stays);
    assert_import("import time\n__all__ = ['time']\n", Import::Stays);
    assert_import("import time\nrow = {'time': 1}\n", Import::Goes);
    assert_import("import time\nx: 'time.struct_time' = None\n", Import::Stays);
    assert_import("import time\ndef g() -> 'time': ...\n", Import::Stays);
    assert_import("import time\nprint(globals())\n", Import::Stays);
    assert_import("import time\npatch('module.time.sleep')\n", Import::Stays);
}

#[derive(Clone, Copy)]
enum Import {
    Goes,
    Stays,
}

fn assert_import(head: &str, expected: Import) {
    let text = format!("{head}\n\nasync def f():\n    time.sleep(1)\n");
    let fixture = Fixture::from_text("cleanup", &text);
    let entry = registry::find("blocking-sleep").expect("it exists");
    let report = repair(entry, &fixture, &text, Safety::Safe);
    let fixed = match report.rewrite {
        Some(rewrite) => String::from_utf8(rewrite.after).expect("UTF-8"),
        None => text.clone(),
    };
    let is_there = fixed.lines().any(|line| line.contains("import ") && line.contains("time"));
    assert_eq!(is_there, matches!(expected, Import::Stays), "{text}\n=>\n{fixed}");
}
