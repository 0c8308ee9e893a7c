//! Notebooks: which cells are Python, and that their JSON changes in the edited lines alone.

use std::path::PathBuf;

use asyncfix::source::{EditError, Location, Source, SourceError, SourceKind, TextEdit};
use asyncfix::syntax::{Grammar, TextRange, TextSize, parse};

fn read(json: &str) -> Result<Source, SourceError> {
    Source::from_bytes(PathBuf::from("a.ipynb"), SourceKind::Notebook, json.as_bytes().to_vec())
}

/// A notebook whose cells have these JSON values as sources; the second is always Markdown.
fn notebook(first: &str, rest: &[&str]) -> String {
    let cell = |kind: &str, source: &str| {
        format!("  {{\n   \"cell_type\": \"{kind}\",\n   \"metadata\": {{}},\n   \"source\": {source}\n  }}")
    };
    let mut cells = vec![cell("code", first), cell("markdown", "\"# time.sleep\"")];
    cells.extend(rest.iter().map(|source| cell("code", source)));
    format!("{{\n \"cells\": [\n{}\n ],\n \"nbformat\": 4,  \"x\":1.50}}\n", cells.join(",\n"))
}

/// The source with `old`, which it has once, replaced by `new`.
#[track_caller]
fn replaced(source: &Source, old: &str, new: &str) -> Source {
    assert_eq!(source.text.matches(old).count(), 1, "{old:?} in {:?}", source.text);
    let start = TextSize::of(&source.text[..source.text.find(old).expect("it is there")]);
    let range = TextRange::at(start, TextSize::of(old));
    source.with_edits(&[TextEdit { range, content: new.to_owned() }]).expect("it applies")
}

/// Replacing `old` by `new` in the code replaces the first source by `expected`, and nothing else.
#[track_caller]
fn assert_rewrite(source: &str, (old, new): (&str, &str), expected: &str) {
    let before = read(&notebook(source, &["\"...\""])).expect("it reads");
    let after = replaced(&before, old, new).encode().expect("it encodes");
    assert_eq!(String::from_utf8(after).expect("UTF-8"), notebook(expected, &["\"...\""]));
}

#[test]
fn a_notebook_that_is_not_edited_stays_byte_for_byte() {
    let json = "\u{FEFF}{ \"nbformat\":4, \"cells\" : [{\"source\":[\"a\\n\" ,\"\\u0062\"],\"cell_type\":\"code\",\
                \"outputs\":[1e3]} ]\t}\r\n\r\n";
    let source = read(json).expect("it reads");
    assert_eq!(source.text, "a\nb");
    assert_eq!(source.encode().expect("it encodes"), json.as_bytes());
}

#[test]
fn cells_are_joined_and_counted_over_all() {
    let source =
        read(&notebook("[\"a = 1\\n\", \"b\"]", &["\"%%bash\\nls\"", "\"\"", "\"c\\n\""])).expect("it reads");
    assert_eq!(source.text, "a = 1\nb\n\nc\n");
    let cells: Vec<_> = source.cells().map(|(number, range)| (number, &source.text[range])).collect();
    assert_eq!(cells, [(1, "a = 1\nb"), (4, ""), (5, "c\n")]);
    let location = |offset: u32| source.location(offset.into());
    assert_eq!(location(6), Location { cell: Some(1), row: 2, column: 1 });
    assert_eq!(location(7), Location { cell: Some(1), row: 2, column: 2 });
    assert_eq!(location(8), Location { cell: Some(4), row: 1, column: 1 });
    assert_eq!(location(9), Location { cell: Some(5), row: 1, column: 1 });
    assert!(parse(&source.text, &source.grammar).is_ok());
}

#[test]
fn arrays_keep_their_lines_and_their_layout() {
    let array = "[\n    \"import time\\n\",\n    \"x = '\\u00e9'\\n\",\n    \"\\u0074ime.sleep(1)\"\n   ]";
    assert_rewrite(array, ("x = 'é'\n", "y = 'é'\n"), &array.replace("x =", "y ="));
    assert_rewrite(
        array,
        ("import time\n", "import time\nimport é\n"),
        &array.replace("time\\n\",\n", "time\\n\",\n    \"import \\u00e9\\n\",\n"),
    );
    assert_rewrite(
        array,
        ("time.sleep(1)", "a\nb"),
        "[\n    \"import time\\n\",\n    \"x = '\\u00e9'\\n\",\n    \"a\\n\",\n    \"b\"\n   ]",
    );
    assert_rewrite(array, ("import time\nx = 'é'\ntime.sleep(1)", ""), "[]");
    assert_rewrite("[\n    \"a\"\n   ]", ("a", "b\na"), "[\n    \"b\\n\",\n    \"a\"\n   ]");
    assert_rewrite("[\"a\\n\",\"b\"]", ("a\n", ""), "[\"b\"]");
    assert_rewrite("[\"a\\n\",\"bb\",\"b\\n\",\"c\"]", ("c", "d"), "[\"a\\n\",\"bbb\\n\",\"d\"]");
}

#[test]
fn lines_between_two_edits_keep_their_json() {
    let array = "[\"a\\n\", \"\\u0062\\n\", \"c\\n\", \"d\"]";
    let before = read(&notebook(array, &[])).expect("it reads");
    let edited = replaced(&replaced(&before, "a", "A"), "c\n", "C\nC\n").encode().expect("it encodes");
    let expected = notebook("[\"A\\n\", \"\\u0062\\n\", \"C\\n\", \"C\\n\", \"d\"]", &[]);
    assert_eq!(String::from_utf8(edited).expect("UTF-8"), expected);
}

#[test]
fn strings_stay_strings() {
    assert_rewrite(r#""a\nq = \"\/\"\nc""#, ("a\n", "b\n\tb\n"), r#""b\n\tb\nq = \"\/\"\nc""#);
    assert_rewrite(r#""\\n\u000Ab""#, ("b", "c"), r#""\\n\u000Ac""#);
    assert_rewrite(r#""a""#, ("a", "\u{1b}\u{7f}"), "\"\\u001b\u{7f}\"");
    assert_rewrite(r#""a""#, ("a", ""), r#""""#);
}

#[test]
fn characters_are_escaped_as_the_cell_does() {
    assert_rewrite(r#""x = 'é'""#, ("x", "😀"), r#""😀 = 'é'""#);
    assert_rewrite(r#""x = '\u00e9'""#, ("x", "y"), r#""y = '\u00e9'""#);
    assert_rewrite(r#""x\n# '\u4f60'""#, ("x", "😀"), r#""\ud83d\ude00\n# '\u4f60'""#);
    assert_rewrite(r#""x""#, ("x", "é"), r#""é""#);
}

#[test]
fn edits_belong_to_the_cell_of_their_line() {
    let source = read(&notebook("\"a\"", &["\"b\""])).expect("it reads");
    assert_eq!(source.text, "a\nb");
    let insert = |at: u32| TextEdit { range: TextRange::empty(at.into()), content: "\nx\n".to_owned() };
    let edited = source.with_edits(&[insert(1), insert(2)]).expect("it applies");
    assert_eq!(
        edited.grammar,
        Grammar::Cells(vec![TextRange::new(0.into(), 4.into()), TextRange::new(5.into(), 9.into())])
    );
    let expected = notebook(r#""a\nx\n""#, &[r#""\nx\nb""#]);
    assert_eq!(String::from_utf8(edited.encode().expect("it encodes")).expect("UTF-8"), expected);
}

#[test]
fn a_removed_last_line_leaves_the_separator() {
    let source = read(&notebook(r#""a\nb""#, &["\"c\""])).expect("it reads");
    let remove = |start: u32, end: u32| TextEdit {
        range: TextRange::new(start.into(), end.into()),
        content: String::new(),
    };
    let edited = source.with_edits(&[remove(2, 4)]).expect("it applies");
    assert_eq!(edited.text, "a\n\nc");
    assert_eq!(
        source.with_edits(&[remove(2, 5)]).expect_err("two cells"),
        EditError::CrossesCells(TextRange::new(2.into(), 5.into()))
    );
}

#[test]
fn cells_and_notebooks_in_other_languages_are_left_out() {
    let text = |source: &str| read(&notebook(source, &[])).expect("it reads").text;
    assert_eq!(text("\"%%time\\nx\""), "%%time\nx");
    assert_eq!(text("\"%%javascript\\nx\""), "");
    assert_eq!(text("\"# note\\n%%bash\\nx\""), "");
    assert_eq!(text("\"pip install x\""), "");
    assert_eq!(text("\"pip = 1\""), "pip = 1");
    assert_eq!(text("\"%pip install x\""), "%pip install x");

    let with = |metadata: &str| {
        notebook("\"x\"", &[]).replacen("\"nbformat\"", &format!("\"metadata\": {metadata}, \"nbformat\""), 1)
    };
    let julia = with("{\"language_info\": {\"name\": \"julia\"}}");
    let source = read(&julia).expect("it reads");
    assert_eq!((source.text.as_str(), source.cells().count()), ("", 0));
    assert_eq!(source.encode().expect("it encodes"), julia.as_bytes());
    assert!(parse(&source.text, &source.grammar).is_ok());
    assert_eq!(read(&with("{\"kernelspec\": {\"language\": \"R\"}}")).expect("it reads").text, "");
    assert_eq!(read(&with("{\"kernelspec\": {\"language\": \"python\"}}")).expect("it reads").text, "x");
    let cell = notebook("\"x\"", &[]).replacen(
        "\"metadata\": {}",
        "\"metadata\": {\"vscode\": {\"languageId\": \"sql\"}}",
        1,
    );
    assert_eq!(read(&cell).expect("it reads").text, "");
}

#[test]
fn what_is_no_notebook_is_refused_with_its_place() {
    let error = |json: &str| read(json).expect_err("it is none");
    assert!(error("  \n").to_string().contains("empty"));
    assert_eq!(error("{\n \"cells\": [,]}").location(), Some(Location { cell: None, row: 2, column: 12 }));
    assert!(error("[]").to_string().contains("not a notebook"));
    assert!(error("{\"worksheets\": []}").to_string().contains("nbconvert"));
    let broken = error(&notebook("\"x\"", &["\"\\ud800\""]));
    assert_eq!(broken.location(), Some(Location { cell: Some(3), row: 1, column: 1 }));
    assert!(error(&notebook("5", &[])).to_string().contains("not text"));
}

#[test]
fn a_cell_with_windows_line_ends_tells_so() {
    let source = read(&notebook(r#""a\r\nb""#, &["\"c\""])).expect("it reads");
    assert_eq!(source.line_end_at(0.into()), "\r\n");
    assert_eq!(source.line_end_at(3.into()), "\r\n");
    assert_eq!(source.line_end_at(5.into()), "\n");
}

proptest::proptest! {
    /// Whatever is edited in whatever layout of lines, the new file means the new text, and all other cells stay.
    #[test]
    fn any_edit_reads_back(
        elements in proptest::collection::vec("[ab\n\r\té\\\\\"😀]{0,6}", 0..6),
        is_array in proptest::bool::ANY,
        is_escaped in proptest::bool::ANY,
        (at, length) in (0..20usize, 0..20usize),
        content in "[ab\n\r\té\\\\\"😀]{0,6}",
    ) {
        let json = |text: &str| {
            let json = serde_json::to_string(text).expect("a string is JSON");
            if is_escaped { json.replace('é', "\\u00e9").replace('😀', "\\ud83d\\ude00") } else { json }
        };
        let parts: Vec<_> = elements.iter().map(|element| json(element)).collect();
        let source = if is_array { format!("[ {} ]", parts.join(",  ")) } else { json(&elements.concat()) };
        let before = read(&notebook(&source, &["\"b\""])).expect("it reads");
        let (_, first) = before.cells().next().expect("there is a cell");
        let boundary = |offset: usize| before.text.floor_char_boundary(offset.min(first.end().into()));
        let (start, end) = (boundary(at), boundary(at + length));
        let range = TextRange::new(
            u32::try_from(start).expect("it is small").into(),
            u32::try_from(end).expect("it is small").into(),
        );
        let edited = before.with_edits(&[TextEdit { range, content }]).expect("it applies");
        let bytes = edited.encode().expect("it encodes");
        let again = String::from_utf8(bytes).expect("UTF-8");
        let after = read(&again).expect("it reads");
        proptest::prop_assert_eq!(&after.text, &edited.text);
        proptest::prop_assert_eq!(&after.grammar, &edited.grammar);
        let tail = notebook("", &["\"b\""]);
        let tail = tail.split_once("\"source\": ").expect("it has sources").1;
        proptest::prop_assert!(again.ends_with(tail));
    }
}
