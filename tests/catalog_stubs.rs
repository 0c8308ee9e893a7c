//! The stubs that come with asyncfix: every one can be read, and every mark is about something that exists.

use asyncfix::catalog::{builtin, read_stub};

#[test]
fn every_stub_of_the_catalog_is_read() {
    for stub in builtin::all() {
        if let Err(errors) = read_stub(stub.text) {
            let errors: Vec<String> = errors.iter().map(ToString::to_string).collect();
            panic!("{}: {}", stub.path, errors.join("; "));
        }
    }
}

#[test]
fn a_mark_that_says_nothing_is_an_error_with_its_line() {
    let errors = |text: &str| -> Vec<String> {
        read_stub(text).map_or_else(|errors| errors.iter().map(ToString::to_string).collect(), |_| Vec::new())
    };
    let text = "from asyncfix import blocking, unless, blokcing\n\n@blokcing(\"http\")\ndef f(): ...\n\n\
                @blocking(\"htpp\")\ndef g(): ...\n\n@blocking(\"wait\")\n@unless(timeut=0)\ndef h(timeout): ...\n";
    let found = errors(text);
    assert_eq!(found.len(), 3, "{found:?}");
    assert!(found[0].starts_with("line 3: `blokcing`"), "{found:?}");
    assert!(found[1].starts_with("line 6: `htpp` is no category"), "{found:?}");
    assert!(found[2].starts_with("line 11: a mark of `h` names a parameter"), "{found:?}");
    let text = "from asyncfix import blocking, unless_given\n\n@blocking(\"file\", lazy=1)\ndef f(): ...\n\n\
                @blocking(\"dns\")\n@unless_given()\ndef g(): ...\n";
    let found = errors(text);
    assert!(found[0].starts_with("line 3: `lazy`"), "{found:?}");
    assert!(found[1].starts_with("line 7: `unless_given`"), "{found:?}");
    assert!(errors("def f(:\n")[0].starts_with("line 1: "), "a stub that does not parse");
}
