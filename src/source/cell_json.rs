//! The JSON of one notebook cell's source, and new text in its place that keeps the JSON of every line that stays.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde_json::value::RawValue;

/// The JSON value of a cell's source, taken apart: `open`, then the pieces with a separator before each but the first,
/// then `close`. The pieces of a string are its lines, those of an array its elements.
pub(super) struct Layout<'a> {
    open: &'a str,
    pieces: Vec<Piece<'a>>,
    separators: Vec<&'a str>,
    close: &'a str,
    kind: LayoutKind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum LayoutKind {
    String,
    Array,
}

/// A part of a cell: its JSON, for an element of an array with the quotes, and what it means.
struct Piece<'a> {
    json: &'a str,
    text: String,
}

impl<'a> Layout<'a> {
    /// Takes a string or an array of strings apart; anything else is an error.
    pub(super) fn read(json: &'a str) -> Result<Layout<'a>, serde_json::Error> {
        if json.starts_with('"') { Layout::read_string(json) } else { Layout::read_array(json) }
    }

    fn read_string(json: &'a str) -> Result<Layout<'a>, serde_json::Error> {
        let text: String = serde_json::from_str(json)?;
        let (open, rest) = json.split_at(1);
        let (inner, close) = rest.split_at(rest.len() - 1);
        let lines = text.split_inclusive('\n').map(str::to_owned);
        let pieces: Vec<_> =
            json_lines(inner).into_iter().zip(lines).map(|(json, text)| Piece { json, text }).collect();
        let separators = vec![""; pieces.len().saturating_sub(1)];
        Ok(Layout { open, pieces, separators, close, kind: LayoutKind::String })
    }

    fn read_array(json: &'a str) -> Result<Layout<'a>, serde_json::Error> {
        let elements: Vec<&RawValue> = serde_json::from_str(json)?;
        let mut layout = Layout {
            open: json,
            pieces: Vec::new(),
            separators: Vec::new(),
            close: "",
            kind: LayoutKind::Array,
        };
        let mut done = 0;
        for element in elements {
            let place = place_in(json, element.get());
            let before = &json[done..place.start];
            if layout.pieces.is_empty() {
                layout.open = before;
            } else {
                layout.separators.push(before);
            }
            layout.pieces.push(Piece { json: element.get(), text: serde_json::from_str(element.get())? });
            done = place.end;
        }
        if !layout.pieces.is_empty() {
            layout.close = &json[done..];
        }
        Ok(layout)
    }

    /// The cell's text.
    pub(super) fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Appends the JSON of `text`: the JSON of this value for all lines that are in it.
    pub(super) fn push_with_text(&self, result: &mut String, text: &str, escapes: Escapes) {
        if self.pieces.is_empty() || text.is_empty() {
            match self.kind {
                LayoutKind::String => result.push_str(&to_json(text, escapes)),
                LayoutKind::Array => {
                    let lines: Vec<_> =
                        text.split_inclusive('\n').map(|line| to_json(line, escapes)).collect();
                    result.extend(["[", &lines.join(", "), "]"]);
                }
            }
            return;
        }
        let (head, middle, tail) = self.split(text);
        let by_text: FxHashMap<&str, &str> =
            self.pieces.iter().rev().map(|piece| (piece.text.as_str(), piece.json)).collect();
        let new_separator = self.new_separator();

        let mut pieces: Vec<(&str, Cow<str>)> = Vec::new();
        for index in 0..head {
            pieces.push((
                self.separator_before(index).unwrap_or_default(),
                Cow::Borrowed(self.pieces[index].json),
            ));
        }
        for line in middle.split_inclusive('\n') {
            let json =
                by_text.get(line).map_or_else(|| self.new_piece(line, escapes), |json| Cow::Borrowed(*json));
            pieces.push((&new_separator, json));
        }
        for index in tail..self.pieces.len() {
            let separator = self.separator_before(index).unwrap_or(&new_separator);
            pieces.push((separator, Cow::Borrowed(self.pieces[index].json)));
        }

        result.push_str(self.open);
        for (index, (separator, json)) in pieces.iter().enumerate() {
            if index > 0 {
                result.push_str(separator);
            }
            result.push_str(json);
        }
        result.push_str(self.close);
    }

    /// How many pieces `text` starts with, the text between, and the first of the pieces that it ends with.
    fn split<'t>(&self, text: &'t str) -> (usize, &'t str, usize) {
        let mut rest = text;
        let mut head = 0;
        while let Some(piece) = self.pieces.get(head) {
            match rest.strip_prefix(piece.text.as_str()) {
                Some(after) if after.is_empty() || piece.text.ends_with('\n') => rest = after,
                _ => break,
            }
            head += 1;
        }
        let mut tail = self.pieces.len();
        while tail > head {
            match rest.strip_suffix(self.pieces[tail - 1].text.as_str()) {
                Some(before) if before.is_empty() || before.ends_with('\n') => rest = before,
                _ => break,
            }
            tail -= 1;
        }
        (head, rest, tail)
    }

    fn separator_before(&self, index: usize) -> Option<&'a str> {
        self.separators.get(index.checked_sub(1)?).copied()
    }

    /// What stands before a new piece.
    fn new_separator(&self) -> Cow<'a, str> {
        if let Some(separator) = self.separators.first() {
            return Cow::Borrowed(separator);
        }
        match (self.kind, &self.open[1..]) {
            (LayoutKind::String, _) => Cow::Borrowed(""),
            (LayoutKind::Array, "") => Cow::Borrowed(", "),
            (LayoutKind::Array, space) => Cow::Owned(format!(",{space}")),
        }
    }

    fn new_piece(&self, line: &str, escapes: Escapes) -> Cow<'a, str> {
        let json = to_json(line, escapes);
        match self.kind {
            LayoutKind::String => Cow::Owned(json[1..json.len() - 1].to_owned()),
            LayoutKind::Array => Cow::Owned(json),
        }
    }
}

/// Which characters a file escapes in its strings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Escapes {
    /// What JSON demands.
    Needed,
    /// Everything outside ASCII.
    NonAscii,
}

impl Escapes {
    /// What `json` does with characters outside ASCII; `None` where it has none.
    pub(super) fn in_json(json: &str) -> Option<Escapes> {
        if !json.is_ascii() {
            return Some(Escapes::Needed);
        }
        let mut escapes = memchr::memmem::find_iter(json.as_bytes(), b"\\u");
        let is_beyond_ascii = |at: usize| {
            let unit = json.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
            unit.is_some_and(|unit| unit >= 0x80)
        };
        escapes.any(is_beyond_ascii).then_some(Escapes::NonAscii)
    }
}

fn to_json(text: &str, escapes: Escapes) -> String {
    let json = serde_json::to_string(text).expect("a string is JSON");
    if escapes == Escapes::Needed || json.is_ascii() {
        return json;
    }
    let mut ascii = String::with_capacity(json.len());
    for character in json.chars() {
        if character.is_ascii() {
            ascii.push(character);
            continue;
        }
        for unit in character.encode_utf16(&mut [0; 2]) {
            write!(ascii, "\\u{unit:04x}").expect("writing to a string succeeds");
        }
    }
    ascii
}

/// The content of a JSON string, split after each escaped line feed.
fn json_lines(inner: &str) -> Vec<&str> {
    let bytes = inner.as_bytes();
    let (mut lines, mut start, mut at) = (Vec::new(), 0, 0);
    while let Some(backslash) = memchr::memchr(b'\\', &bytes[at..]).map(|found| at + found) {
        let (width, is_line_feed) = match &bytes[backslash + 1..] {
            [b'n', ..] => (2, true),
            [b'u', digits @ ..] => (6, digits[..4].eq_ignore_ascii_case(b"000a")),
            _ => (2, false),
        };
        at = backslash + width;
        if is_line_feed {
            lines.push(&inner[start..at]);
            start = at;
        }
    }
    if start < inner.len() {
        lines.push(&inner[start..]);
    }
    lines
}

/// Where `part`, a slice of `whole`, stands in it.
pub(super) fn place_in(whole: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - whole.as_ptr().addr();
    start..start + part.len()
}
