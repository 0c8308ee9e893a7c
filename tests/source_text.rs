//! Bytes to text and back: encodings, line ends, positions, edits.

use std::path::PathBuf;

use asyncfix::source::{EditError, Location, Source, SourceError, SourceKind, TextEdit};
use asyncfix::syntax::{TextRange, TextSize};

fn decode(bytes: &[u8]) -> Result<Source, SourceError> {
    Source::from_bytes(PathBuf::from("a.py"), SourceKind::Python, bytes.to_vec())
}

fn at(row: u32, column: u32) -> Location {
    Location { cell: None, row, column }
}

fn edit(start: u32, end: u32, content: &str) -> TextEdit {
    TextEdit { range: TextRange::new(start.into(), end.into()), content: content.to_owned() }
}

/// The bytes decode to `text`, and encode to themselves.
#[track_caller]
fn assert_round_trip(bytes: &[u8], text: &str) {
    let source = decode(bytes).expect("it decodes");
    assert_eq!(source.text, text);
    assert_eq!(source.encode().expect("it encodes"), bytes);
}

#[test]
fn every_form_of_bytes_survives() {
    assert_round_trip(b"", "");
    assert_round_trip("x = 'é…😀'\n".as_bytes(), "x = 'é…😀'\n");
    assert_round_trip(b"a\r\nb\nc\rd", "a\r\nb\nc\rd");
    assert_round_trip(b"\xEF\xBB\xBFx = 1\r\n", "x = 1\r\n");
    assert_round_trip(b"\xEF\xBB\xBF# coding: utf-8\n", "# coding: utf-8\n");
    assert_round_trip(b"# coding: utf-8-sig\n", "# coding: utf-8-sig\n");
    assert_round_trip(b"# -*- coding: utf-8-unix -*-\n", "# -*- coding: utf-8-unix -*-\n");
    assert_round_trip(b"# coding: ascii\nx\n", "# coding: ascii\nx\n");
    assert_round_trip(b"# coding: gbk\nx='\xC4\xE3'\n", "# coding: gbk\nx='你'\n");
    assert_round_trip(b"# coding: cp932\nx='\x83\x65'\n", "# coding: cp932\nx='テ'\n");
    assert_round_trip(b"# coding: euc_jp\nx='\xA4\xA2'\n", "# coding: euc_jp\nx='あ'\n");
    assert_round_trip(b"# coding: cp1251\nx='\xCF'\n", "# coding: cp1251\nx='П'\n");
    assert_round_trip(b"# coding: koi8_r\nx='\xD0'\n", "# coding: koi8_r\nx='п'\n");
    assert_round_trip(b"# coding: iso8859_15\nx='\xA4'\n", "# coding: iso8859_15\nx='€'\n");
    assert_round_trip(b"# coding: latin9\nx='\xA4'\n", "# coding: latin9\nx='€'\n");
}

#[test]
fn latin_1_is_not_windows_1252() {
    let bytes: Vec<u8> = b"# coding: latin_1\n#".iter().copied().chain(1..=255).collect();
    let source = decode(&bytes).expect("it decodes");
    assert!(source.text.contains('\u{80}') && !source.text.contains('€'));
    assert_eq!(source.encode().expect("it encodes"), bytes);
    let windows = decode(b"# coding: cp1252\nx='\x80'\n").expect("it decodes");
    assert!(windows.text.contains('€'));
}

#[test]
fn a_declaration_counts_in_the_first_two_lines_only() {
    let latin = b"\xE9'\n";
    let with = |head: &str| [head.as_bytes(), b"x='", latin].concat();
    assert!(decode(&with("#!/usr/bin/python\n# vim: set fileencoding=latin-1 :\n")).is_ok());
    assert!(decode(&with("\n# coding=latin-1\n")).is_ok());
    assert!(decode(&with("#!x\r# coding: latin-1\r")).is_ok());
    assert!(decode(&with("# my encoding hints\n# coding: latin-1\n")).is_ok());
    assert!(decode(&with("# coding coding: latin-1\n")).is_ok());
    assert!(decode(&with("import a\n# coding: latin-1\n")).is_err());
    assert!(decode(&with("\n\n# coding: latin-1\n")).is_err());
    assert!(decode(&with("s = '# coding: latin-1'\n")).is_err());
}

#[test]
fn what_python_does_not_read_is_refused_with_its_place() {
    let error = decode(b"ok = 1\r\ny = '\xC3\xA9\xE9'\n").expect_err("not UTF-8");
    assert_eq!(error.location(), Some(at(2, 7)));
    assert!(error.to_string().contains("save the file as UTF-8"), "{error}");

    let error = decode(b"a\n\nb\0").expect_err("NUL");
    assert_eq!(error.location(), Some(at(3, 2)));

    let error = decode(b"\n# coding: klingon\n").expect_err("unknown");
    assert_eq!(error.location(), Some(at(2, 11)));
    assert!(error.to_string().contains("`klingon`"), "{error}");

    let error = decode(b"\xEF\xBB\xBF# coding: latin-1\n").expect_err("contradiction");
    assert_eq!(error.location(), Some(at(1, 11)));

    let error = decode(b"# coding: ascii\nx = '\xE9'\n").expect_err("not ASCII");
    assert_eq!(error.location(), Some(at(2, 6)));

    let error = decode(b"# coding: euc-jp\nx = '\xA4\xFF'\n").expect_err("not EUC-JP");
    assert_eq!(error.location(), Some(at(2, 6)));

    assert!(matches!(decode(b"\xFF\xFEa\0"), Err(SourceError::WideEncoding("UTF-16"))));
    assert!(matches!(decode(b"\xFF\xFE\0\0a\0\0\0"), Err(SourceError::WideEncoding("UTF-32"))));
    assert!(matches!(decode(b"# coding: utf-16\n"), Err(SourceError::UnknownEncoding { .. })));
    assert!(!decode(b"\0").expect_err("NUL").is_io());
}

#[test]
fn bytes_with_two_spellings_are_refused() {
    // NEC row 13 and the IBM extensions spell "∪" twice; only one of them is written back.
    let error = decode(b"# coding: cp932\nx='\x87\x9B'\n").expect_err("it would not survive");
    assert!(matches!(error, SourceError::NotReversible(_)), "{error}");
}

#[test]
fn new_text_keeps_encoding_and_mark() {
    let source = decode(b"\xEF\xBB\xBFa\r\n").expect("it decodes");
    let edited = source.with_edits(&[edit(0, 1, "é")]).expect("it applies");
    assert_eq!(edited.encode().expect("it encodes"), b"\xEF\xBB\xBF\xC3\xA9\r\n");

    let latin = decode(b"# coding: latin-1\nx='\xE9'\n").expect("it decodes");
    let edited = latin.with_edits(&[edit(21, 23, "ü")]).expect("it applies");
    assert_eq!(edited.encode().expect("it encodes"), b"# coding: latin-1\nx='\xFC'\n");
}

#[test]
fn new_text_that_the_encoding_cannot_hold_is_refused() {
    for head in ["# coding: latin-1\n", "# coding: cp1251\n", "# coding: ascii\n"] {
        let source = decode(head.as_bytes()).expect("it decodes");
        let end = u32::from(TextSize::of(head));
        let error = source.with_edits(&[edit(end, end, "x='あ'")]).expect("it applies").encode();
        let error = error.expect_err("there is no such character");
        assert!(matches!(error, SourceError::Unencodable { character: 'あ', .. }), "{error}");
        assert_eq!(error.location(), Some(at(2, 4)));
    }
}

#[test]
fn a_moved_or_new_declaration_is_refused() {
    let source = decode(b"# coding: latin-1\nx='\xE9'\n").expect("it decodes");
    let moved = source.with_edits(&[edit(0, 0, "import a\nimport b\n")]).expect("it applies");
    assert!(matches!(moved.encode(), Err(SourceError::DeclarationChanged)));
    let plain = decode(b"x\n").expect("it decodes");
    let declared = plain.with_edits(&[edit(0, 0, "# coding: latin-1\n")]).expect("it applies");
    assert!(matches!(declared.encode(), Err(SourceError::DeclarationChanged)));
}

#[test]
fn positions_count_code_points_and_all_line_ends() {
    let source = decode("é = '😀x'\r\nb\rcd\n".as_bytes()).expect("it decodes");
    let offset = |needle: char| TextSize::of(&source.text[..source.text.find(needle).expect("it is there")]);
    assert_eq!(source.location(offset('x')), at(1, 7));
    assert_eq!(source.location(offset('b')), at(2, 1));
    assert_eq!(source.location(offset('d')), at(3, 2));
    assert_eq!(source.location(TextSize::of(&source.text)), at(4, 1));
    assert_eq!(source.line_text(offset('x')), "é = '😀x'");
    assert_eq!(source.line_text(offset('b')), "b");
    assert_eq!(source.line_text(TextSize::of(&source.text)), "");
}

#[test]
fn line_ends_are_those_nearby() {
    let source = decode(b"a\r\nb\nc\rd").expect("it decodes");
    let ends: Vec<_> = [0, 3, 5, 7, 8].map(|offset| source.line_end_at(offset.into())).to_vec();
    assert_eq!(ends, ["\r\n", "\n", "\r", "\r", "\r"]);
    assert_eq!(decode(b"a\r\n").expect("it decodes").line_end_at(3.into()), "\r\n");
    assert_eq!(decode(b"a").expect("it decodes").line_end_at(1.into()), "\n");
    assert_eq!(decode(b"").expect("it decodes").line_end_at(0.into()), "\n");
}

#[test]
fn edits_apply_in_order_and_move_lines() {
    let source = decode(b"one\ntwo\n").expect("it decodes");
    let edits = [edit(0, 0, "zero\n"), edit(0, 0, "half\n"), edit(4, 7, "2"), edit(8, 8, "3\n")];
    let edited = source.with_edits(&edits).expect("it applies");
    assert_eq!(edited.text, "zero\nhalf\none\n2\n3\n");
    assert_eq!(edited.location(14.into()), at(4, 1));
    assert_eq!(source.with_edits(&[]).expect("it applies").text, source.text);
}

#[test]
fn edits_that_are_wrong_are_refused() {
    let source = decode("né\n".as_bytes()).expect("it decodes");
    let error = |edits: &[TextEdit]| source.with_edits(edits).expect_err("it is wrong");
    assert!(matches!(error(&[edit(0, 1, ""), edit(0, 1, "")]), EditError::Overlap(_)));
    assert!(matches!(error(&[edit(1, 3, ""), edit(0, 0, "x")]), EditError::Overlap(_)));
    assert!(matches!(error(&[edit(2, 3, "")]), EditError::OutOfText(_)));
    assert!(matches!(error(&[edit(4, 9, "")]), EditError::OutOfText(_)));
}
