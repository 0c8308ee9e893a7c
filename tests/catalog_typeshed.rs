//! The standard library's stubs: which modules there are for which version of Python, and what is in them.

use std::thread;

use asyncfix::catalog::typeshed::{has, stub};
use asyncfix::syntax::{Grammar, parse};

const NOW: (u8, u8) = (3, 13);

fn text(module: &str) -> String {
    stub(module, NOW).unwrap_or_else(|| panic!("{module} has a stub")).text
}

#[test]
fn modules_and_packages_are_found_by_their_dotted_names() {
    for (module, is_package, part) in [
        ("time", false, "def sleep("),
        ("asyncio", true, "from .tasks import *"),
        ("asyncio.tasks", false, "def create_task("),
        ("concurrent", true, ""),
        ("concurrent.futures", true, "ThreadPoolExecutor"),
        ("concurrent.futures.thread", false, "class ThreadPoolExecutor("),
        ("os", true, "def system("),
        ("os.path", false, "import sys"),
        ("importlib.metadata._meta", false, "class PackageMetadata("),
        ("typing_extensions", false, "Protocol"),
    ] {
        let stub = stub(module, NOW).unwrap_or_else(|| panic!("{module} has a stub"));
        assert_eq!(stub.is_package, is_package, "{module}");
        assert!(stub.text.contains(part), "{module} lacks {part}");
        assert!(has(module), "{module}");
    }
}

#[test]
fn other_names_are_not_in_the_standard_library() {
    for module in [
        "requests",
        "asyncio.nothing",
        "time.sleep",
        "",
        ".",
        "os.",
        ".os",
        "..os",
        "os..path",
        "os/path",
        "../stdlib/os",
        "C:\\os",
        "os\0",
        "VERSIONS",
        "ASYNCIO",
        "ty_extensions",
        "ty_extensions.pydantic",
    ] {
        assert!(!has(module), "{module:?}");
        assert_eq!(stub(module, NOW), None, "{module:?}");
    }
}

#[test]
fn a_module_is_there_for_the_versions_that_have_it() {
    for (module, before, from, until, after) in [
        ("tomllib", Some((3, 10)), (3, 11), (3, 14), None),
        ("asyncio.taskgroups", Some((3, 10)), (3, 11), (3, 14), None),
        ("asyncio.threads", Some((3, 8)), (3, 9), (3, 14), None),
        ("asynchat", None, (3, 7), (3, 11), Some((3, 12))),
        ("imp", None, (3, 7), (3, 11), Some((3, 12))),
        ("telnetlib", None, (3, 7), (3, 12), Some((3, 13))),
        // A part has its package's versions unless it is listed itself.
        ("distutils.command.build", None, (3, 7), (3, 11), Some((3, 12))),
        ("distutils.command.bdist_msi", None, (3, 7), (3, 10), Some((3, 11))),
        ("zoneinfo._common", Some((3, 8)), (3, 9), (3, 14), None),
        ("importlib.resources.abc", Some((3, 10)), (3, 11), (3, 14), None),
        ("asyncio.events", None, (3, 7), (3, 200), None),
        ("asyncio", Some((3, 3)), (3, 4), (4, 0), None),
    ] {
        assert!(has(module), "{module}");
        assert!(stub(module, from).is_some(), "{module} in {from:?}");
        assert!(stub(module, until).is_some(), "{module} in {until:?}");
        for version in before.into_iter().chain(after) {
            assert!(stub(module, version).is_none(), "{module} in {version:?}");
        }
    }
}

#[test]
fn stubs_are_whole_and_the_parser_reads_them() {
    for module in
        ["builtins", "asyncio.base_events", "subprocess", "typing", "socket", "_typeshed", "sqlite3"]
    {
        let text = text(module);
        assert!(text.lines().count() > 10, "{module}");
        let parsed = parse(&text, &Grammar::Module);
        assert!(parsed.is_ok(), "{module}: {:?}", parsed.err());
    }
}

#[test]
fn many_threads_may_ask_at_once() {
    let expected = text("asyncio.streams");
    thread::scope(|scope| {
        for _ in 0..8 {
            scope.spawn(|| {
                for module in ["asyncio.streams", "ssl", "asyncio.streams"] {
                    assert_eq!(text(module) == expected, module == "asyncio.streams");
                }
            });
        }
    });
}
