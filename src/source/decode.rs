//! What text a module's bytes mean: UTF-8, or what a declaration in the first two lines says (PEP 263).
//!
//! A decoded text is only accepted if it encodes to the same bytes again. Latin-1 and ASCII are done here, because the
//! labels of the web, which `encoding_rs` follows, mean windows-1252 by them.

use encoding_rs::{DecoderResult, EncoderResult};

use super::{Location, Mark, SourceError, number};

/// How a module's bytes are its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// UTF-8, declared or not.
    Utf8,
    /// ASCII, declared.
    Ascii,
    /// ISO 8859-1: every byte is the character of its number.
    Latin1,
    /// One of the encodings of the web platform.
    Legacy(&'static encoding_rs::Encoding),
}

/// An encoding declaration: `# -*- coding: name -*-`.
struct Declaration<'a> {
    name: &'a str,
    location: Location,
}

const MARK: &[u8] = b"\xEF\xBB\xBF";

/// The text of a module's bytes.
///
/// # Errors
/// The bytes are not text in the file's encoding, or would not survive being written again.
pub(super) fn decode(bytes: Vec<u8>) -> Result<(String, Encoding, Mark), SourceError> {
    let encoding = encoding_of(&bytes)?;
    if encoding == Encoding::Utf8 {
        let (text, mark) = decode_utf8(bytes)?;
        return Ok((text, encoding, mark));
    }
    refuse_null(&bytes)?;
    let text = match encoding {
        Encoding::Utf8 => unreachable!("handled above"),
        Encoding::Ascii => decode_ascii(bytes)?,
        Encoding::Latin1 => bytes.iter().map(|&byte| char::from(byte)).collect(),
        Encoding::Legacy(legacy) => decode_legacy(legacy, &bytes)?,
    };
    Ok((text, encoding, Mark::Absent))
}

/// The text of UTF-8 bytes, with or without a byte-order mark.
pub(super) fn decode_utf8(bytes: Vec<u8>) -> Result<(String, Mark), SourceError> {
    refuse_wide(&bytes)?;
    refuse_null(&bytes)?;
    let mut text = String::from_utf8(bytes).map_err(|error| SourceError::InvalidBytes {
        location: location_in(error.as_bytes(), error.utf8_error().valid_up_to()),
        encoding: "UTF-8".to_owned(),
        help: "save the file as UTF-8, or declare its encoding in the first line: `# coding: latin-1`",
    })?;
    if !text.starts_with('\u{FEFF}') {
        return Ok((text, Mark::Absent));
    }
    text.drain(..MARK.len());
    Ok((text, Mark::Present))
}

/// The bytes of `text`.
///
/// # Errors
/// The encoding lacks a character, or `text` declares another encoding.
pub(super) fn encode(text: &str, encoding: Encoding, mark: Mark) -> Result<Vec<u8>, SourceError> {
    let bytes = match encoding {
        Encoding::Utf8 => encode_utf8(text, mark),
        Encoding::Ascii => encode_single_bytes(text, "ASCII", 0x80)?,
        Encoding::Latin1 => encode_single_bytes(text, "latin-1", 0x100)?,
        Encoding::Legacy(legacy) => encode_legacy(legacy, text)?,
    };
    match encoding_of(&bytes) {
        Ok(declared) if declared == encoding => Ok(bytes),
        _ => Err(SourceError::DeclarationChanged),
    }
}

/// The bytes of `text` as UTF-8.
pub(super) fn encode_utf8(text: &str, mark: Mark) -> Vec<u8> {
    match mark {
        Mark::Absent => text.as_bytes().to_vec(),
        Mark::Present => [MARK, text.as_bytes()].concat(),
    }
}

/// The encoding that a module's first bytes mark or declare.
fn encoding_of(bytes: &[u8]) -> Result<Encoding, SourceError> {
    refuse_wide(bytes)?;
    let unmarked = bytes.strip_prefix(MARK);
    let Some(declaration) = declaration(unmarked.unwrap_or(bytes)) else { return Ok(Encoding::Utf8) };
    let Declaration { name, location } = declaration;
    match encoding_named(name) {
        None => Err(SourceError::UnknownEncoding { location, name: name.to_owned() }),
        Some(encoding) if unmarked.is_some() && encoding != Encoding::Utf8 => {
            Err(SourceError::MarkContradicted { location, name: name.to_owned() })
        }
        Some(encoding) => Ok(encoding),
    }
}

/// The declaration in the first line or, below a blank line or a comment, in the second.
fn declaration(bytes: &[u8]) -> Option<Declaration<'_>> {
    let (first, rest) = split_line(bytes);
    if let Some(declaration) = declaration_in(first, 1) {
        return Some(declaration);
    }
    if !matches!(first.trim_ascii_start(), [] | [b'#', ..]) {
        return None;
    }
    declaration_in(split_line(rest).0, 2)
}

/// The declaration in one line, as `^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)` finds it.
fn declaration_in(line: &[u8], row: u32) -> Option<Declaration<'_>> {
    if !line.trim_ascii_start().starts_with(b"#") {
        return None;
    }
    memchr::memmem::find_iter(line, b"coding").find_map(|at| {
        let after =
            line[at + b"coding".len()..].strip_prefix(b":").or_else(|| line[at + 6..].strip_prefix(b"="))?;
        let spaces = after.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
        let start = line.len() - after.len() + spaces;
        let length = line[start..].iter().take_while(|byte| is_name_byte(**byte)).count();
        let name = str::from_utf8(&line[start..start + length]).ok().filter(|name| !name.is_empty())?;
        let column = String::from_utf8_lossy(&line[..start]).chars().count() + 1;
        Some(Declaration { name, location: Location { cell: None, row, column: number(column) } })
    })
}

fn is_name_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.')
}

/// The first line without its end, and what follows.
fn split_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let Some(end) = memchr::memchr2(b'\n', b'\r', bytes) else { return (bytes, &[]) };
    let width = if bytes[end..].starts_with(b"\r\n") { 2 } else { 1 };
    (&bytes[..end], &bytes[end + width..])
}

/// The encoding that Python means by `name`.
fn encoding_named(name: &str) -> Option<Encoding> {
    let name = name.to_ascii_lowercase().replace('_', "-");
    let is = |names: &[&str]| names.iter().any(|known| name == *known);
    // As CPython does, whatever follows these names ("utf-8-unix") is ignored.
    let starts = |names: &[&str]| {
        names.iter().any(|known| {
            name.strip_prefix(known).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        })
    };
    if starts(&["utf-8"]) || is(&["utf8", "u8", "utf", "cp65001", "utf8-ucs2", "utf8-ucs4"]) {
        return Some(Encoding::Utf8);
    }
    if starts(&["latin-1", "iso-8859-1", "iso-latin-1"])
        || is(&["latin1", "latin", "l1", "iso8859-1", "iso8859", "8859", "cp819", "iso-ir-100", "ibm819"])
    {
        return Some(Encoding::Latin1);
    }
    if is(&[
        "ascii",
        "us-ascii",
        "646",
        "us",
        "ansi-x3.4-1968",
        "iso-646.irv-1991",
        "cp367",
        "ibm367",
        "iso646-us",
    ]) {
        return Some(Encoding::Ascii);
    }
    let label = match name.as_str() {
        "cp932" | "ms932" | "mskanji" | "ms-kanji" | "932" | "s-jis" | "shiftjis" => "shift_jis",
        "cp949" | "949" | "ms949" | "uhc" | "euckr" => "euc-kr",
        "cp936" | "936" | "ms936" => "gbk",
        "cp950" | "950" | "ms950" | "big5-tw" | "big5hkscs" | "big5-hkscs" | "hkscs" => "big5",
        "eucjp" | "ujis" | "u-jis" => "euc-jp",
        "iso2022-jp" | "iso2022jp" => "iso-2022-jp",
        "gb18030-2000" => "gb18030",
        "mac-roman" | "macroman" => "macintosh",
        "mac-cyrillic" | "maccyrillic" => "x-mac-cyrillic",
        "latin7" | "l7" => "iso-8859-13",
        "latin8" | "l8" => "iso-8859-14",
        "latin9" | "latin-9" | "l9" => "iso-8859-15",
        "latin10" | "l10" => "iso-8859-16",
        other => other,
    };
    let legacy = encoding_rs::Encoding::for_label_no_replacement(label.as_bytes())?;
    let excluded = [encoding_rs::UTF_8, encoding_rs::X_USER_DEFINED];
    let is_written_as_itself = legacy.output_encoding() == legacy;
    (is_written_as_itself && !excluded.contains(&legacy)).then_some(Encoding::Legacy(legacy))
}

fn refuse_wide(bytes: &[u8]) -> Result<(), SourceError> {
    match bytes {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Err(SourceError::WideEncoding("UTF-32")),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Err(SourceError::WideEncoding("UTF-16")),
        _ => Ok(()),
    }
}

fn refuse_null(bytes: &[u8]) -> Result<(), SourceError> {
    match memchr::memchr(0, bytes) {
        Some(offset) => Err(SourceError::NullByte(location_in(bytes, offset))),
        None => Ok(()),
    }
}

fn decode_ascii(bytes: Vec<u8>) -> Result<String, SourceError> {
    match bytes.iter().position(|byte| !byte.is_ascii()) {
        Some(offset) => Err(invalid_bytes("ASCII", &bytes, offset)),
        None => Ok(String::from_utf8(bytes).expect("ASCII is UTF-8")),
    }
}

fn decode_legacy(legacy: &'static encoding_rs::Encoding, bytes: &[u8]) -> Result<String, SourceError> {
    let mut decoder = legacy.new_decoder_without_bom_handling();
    let room =
        decoder.max_utf8_buffer_length_without_replacement(bytes.len()).ok_or(SourceError::TooLarge)?;
    let mut text = String::with_capacity(room);
    let (result, read) = decoder.decode_to_string_without_replacement(bytes, &mut text, true);
    if let DecoderResult::Malformed(length, after) = result {
        let offset = read.saturating_sub(usize::from(length) + usize::from(after));
        return Err(invalid_bytes(legacy.name(), bytes, offset));
    }
    match encode_legacy(legacy, &text) {
        Ok(again) if again == bytes => Ok(text),
        _ => Err(SourceError::NotReversible(legacy.name())),
    }
}

fn invalid_bytes(encoding: &str, bytes: &[u8], offset: usize) -> SourceError {
    SourceError::InvalidBytes {
        location: location_in(bytes, offset),
        encoding: encoding.to_owned(),
        help: "correct the declaration of the encoding in the first two lines",
    }
}

fn encode_single_bytes(text: &str, encoding: &'static str, limit: u32) -> Result<Vec<u8>, SourceError> {
    let encode_character = |(offset, character): (usize, char)| {
        u8::try_from(u32::from(character)).ok().filter(|byte| u32::from(*byte) < limit).ok_or_else(|| {
            SourceError::Unencodable { location: location_in(text.as_bytes(), offset), character, encoding }
        })
    };
    text.char_indices().map(encode_character).collect()
}

fn encode_legacy(legacy: &'static encoding_rs::Encoding, text: &str) -> Result<Vec<u8>, SourceError> {
    let mut encoder = legacy.new_encoder();
    let room =
        encoder.max_buffer_length_from_utf8_without_replacement(text.len()).ok_or(SourceError::TooLarge)?;
    let mut bytes = Vec::with_capacity(room);
    match encoder.encode_from_utf8_to_vec_without_replacement(text, &mut bytes, true) {
        (EncoderResult::Unmappable(character), read) => Err(SourceError::Unencodable {
            location: location_in(text.as_bytes(), read - character.len_utf8()),
            character,
            encoding: legacy.name(),
        }),
        _ => Ok(bytes),
    }
}

/// The position of a byte: its column counts code points where the line so far is UTF-8, else bytes.
fn location_in(bytes: &[u8], offset: usize) -> Location {
    let before = bytes[..offset].strip_prefix(MARK).unwrap_or(&bytes[..offset]);
    let (mut row, mut line) = (1, before);
    while memchr::memchr2(b'\n', b'\r', line).is_some() {
        line = split_line(line).1;
        row += 1;
    }
    let column = str::from_utf8(line).map_or(line.len(), |line| line.chars().count()) + 1;
    Location { cell: None, row, column: number(column) }
}
