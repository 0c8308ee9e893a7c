//! Jupyter notebooks: the code cells' text, and that text back into the same JSON.
//!
//! A notebook is never serialised again. The file's JSON is kept as it is, with the place of each Python cell's
//! `source`; new text replaces that value alone, and in it only the lines that differ.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::ops::Range;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde_json::value::RawValue;

use crate::syntax::{TextRange, TextSize};

use super::{Location, SourceError, number};

/// A notebook's JSON with the places of its Python cells.
#[derive(Debug)]
pub(super) struct Notebook {
    raw: String,
    numbers: Vec<u32>,
    sources: Vec<Range<usize>>,
}

#[derive(Deserialize)]
struct Document<'a> {
    #[serde(borrow)]
    cells: Option<Vec<Cell<'a>>>,
    #[serde(borrow)]
    metadata: Option<&'a RawValue>,
}

#[derive(Deserialize)]
struct Cell<'a> {
    #[serde(borrow, rename = "cell_type")]
    kind: Cow<'a, str>,
    #[serde(borrow)]
    source: Option<&'a RawValue>,
    #[serde(borrow)]
    metadata: Option<&'a RawValue>,
}

#[derive(Deserialize, Default)]
struct Metadata {
    language_info: Option<LanguageInfo>,
    kernelspec: Option<KernelSpec>,
}

#[derive(Deserialize)]
struct LanguageInfo {
    name: Option<String>,
}

#[derive(Deserialize)]
struct KernelSpec {
    language: Option<String>,
}

#[derive(Deserialize)]
struct CellMetadata {
    vscode: Option<EditorMetadata>,
}

#[derive(Deserialize)]
struct EditorMetadata {
    #[serde(rename = "languageId")]
    language_id: Option<String>,
}

impl Notebook {
    /// The notebook in `raw`, the text of its Python cells joined by line feeds, and the range of each. A notebook in
    /// another language has no Python cells.
    ///
    /// # Errors
    /// `raw` is not a notebook of format 4.
    pub(super) fn read(raw: String) -> Result<(Notebook, String, Vec<TextRange>), SourceError> {
        let document: Document = serde_json::from_str(&raw).map_err(|error| not_a_notebook(&raw, &error))?;
        let cells = document.cells.ok_or_else(|| SourceError::Notebook {
            location: None,
            problem: "this notebook has no `cells`; if it is of a format before 4, convert it with `jupyter nbconvert \
                      --to notebook --nbformat 4`"
                .to_owned(),
        })?;
        let (mut numbers, mut sources, mut ranges, mut text) =
            (Vec::new(), Vec::new(), Vec::new(), String::new());
        let cells = if is_python(document.metadata) { cells } else { Vec::new() };
        for (index, cell) in cells.iter().enumerate() {
            let number = number(index + 1);
            let Some(source) = cell.source.filter(|_| cell.kind == "code" && is_python_cell(cell)) else {
                continue;
            };
            let code = Layout::read(source.get()).map_err(|error| bad_source(number, &error))?.text();
            if has_foreign_magic(&code) {
                continue;
            }
            if !numbers.is_empty() {
                text.push('\n');
            }
            ranges.push(TextRange::at(TextSize::of(&text), TextSize::of(&code)));
            text.push_str(&code);
            numbers.push(number);
            sources.push(place_in(&raw, source.get()));
        }
        Ok((Notebook { raw, numbers, sources }, text, ranges))
    }

    /// The 1-based numbers of the Python cells, counted over all cells.
    pub(super) fn numbers(&self) -> &[u32] {
        &self.numbers
    }

    /// The notebook's JSON with `texts` as its Python cells.
    pub(super) fn with_cells<'a>(&self, texts: impl Iterator<Item = &'a str>) -> String {
        let mut result = String::with_capacity(self.raw.len());
        let mut done = 0;
        for (source, text) in self.sources.iter().zip(texts) {
            result.push_str(&self.raw[done..source.start]);
            self.push_source(&mut result, &self.raw[source.clone()], text);
            done = source.end;
        }
        result.push_str(&self.raw[done..]);
        result
    }

    fn push_source(&self, result: &mut String, old: &str, text: &str) {
        let layout = Layout::read(old).expect("the value was read before");
        if layout.text() == text {
            result.push_str(old);
            return;
        }
        let escapes =
            Escapes::in_json(old).or_else(|| Escapes::in_json(&self.raw)).unwrap_or(Escapes::Needed);
        layout.push_with_text(result, text, escapes);
    }
}

/// The JSON value of a cell's source, taken apart: `open`, then the pieces with a separator before each but the first,
/// then `close`. The pieces of a string are its lines, those of an array its elements.
struct Layout<'a> {
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
    fn read(json: &'a str) -> Result<Layout<'a>, serde_json::Error> {
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

    fn text(&self) -> String {
        self.pieces.iter().map(|piece| piece.text.as_str()).collect()
    }

    /// Appends the JSON of `text`: the JSON of this value for all lines that are in it.
    fn push_with_text(&self, result: &mut String, text: &str, escapes: Escapes) {
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
enum Escapes {
    /// What JSON demands.
    Needed,
    /// Everything outside ASCII.
    NonAscii,
}

impl Escapes {
    /// What `json` does with characters outside ASCII; `None` where it has none.
    fn in_json(json: &str) -> Option<Escapes> {
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
fn place_in(whole: &str, part: &str) -> Range<usize> {
    let start = part.as_ptr().addr() - whole.as_ptr().addr();
    start..start + part.len()
}

fn is_python(metadata: Option<&RawValue>) -> bool {
    let metadata: Metadata =
        metadata.and_then(|raw| serde_json::from_str(raw.get()).ok()).unwrap_or_default();
    let named = metadata.language_info.and_then(|language| language.name);
    let language = named.or_else(|| metadata.kernelspec.and_then(|kernel| kernel.language));
    language.is_none_or(|name| matches!(name.to_ascii_lowercase().as_str(), "python" | "python3" | "ipython"))
}

fn is_python_cell(cell: &Cell) -> bool {
    let metadata: Option<CellMetadata> = cell.metadata.and_then(|raw| serde_json::from_str(raw.get()).ok());
    let language = metadata.and_then(|metadata| metadata.vscode).and_then(|editor| editor.language_id);
    language.is_none_or(|language| language == "python")
}

/// Whether the cell's text is not Python: a cell magic of another language, or a line magic without its `%`.
///
/// The names are those that ruff knows.
fn has_foreign_magic(code: &str) -> bool {
    starts_with_automagic(code)
        || code.lines().any(|line| {
            let magic = line.split_whitespace().next().and_then(|word| word.strip_prefix("%%"));
            magic.is_some_and(|name| !PYTHON_CELL_MAGICS.contains(&name))
        })
}

/// Cell magics whose cells are Python and share the notebook's names.
const PYTHON_CELL_MAGICS: &[&str] =
    &["capture", "debug", "ipytest", "prun", "pypy", "python", "python3", "time", "timeit", ""];

fn starts_with_automagic(code: &str) -> bool {
    const AUTOMAGICS: &str = " alias alias_magic autoawait autocall automagic bookmark cd code_wrap colors conda config \
        debug dhist dirs doctest_mode edit env gui history killbgscripts load load_ext loadpy logoff logon logstart \
        logstate logstop lsmagic macro magic mamba matplotlib micromamba notebook page pastebin pdb pdef pdoc pfile \
        pinfo pinfo2 pip popd pprint precision prun psearch psource pushd pwd pycat pylab quickref recall rehashx \
        reload_ext rerun reset reset_selective run save sc set_env sx system tb time timeit unalias unload_ext who \
        who_ls whos xdel xmode ";
    const ASSIGNMENTS: &[&str] = &["=", "+=", "-=", "*=", "/=", "//=", "%=", "**=", "&=", "|=", "^="];
    let mut words = code.lines().next().unwrap_or_default().split_whitespace();
    let is_magic = words.next().is_some_and(|word| AUTOMAGICS.split(' ').any(|magic| magic == word));
    is_magic && !words.next().is_some_and(|word| ASSIGNMENTS.contains(&word))
}

fn not_a_notebook(raw: &str, error: &serde_json::Error) -> SourceError {
    if raw.trim().is_empty() {
        let problem = "the notebook is empty; delete it, or save it in Jupyter".to_owned();
        return SourceError::Notebook { location: None, problem };
    }
    let location = Location { cell: None, row: number(error.line()), column: number(error.column().max(1)) };
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or_default();
    let problem = format!("this is not a notebook: {what}; save it in Jupyter, or exclude it");
    SourceError::Notebook { location: Some(location), problem }
}

fn bad_source(cell: u32, error: &serde_json::Error) -> SourceError {
    let message = error.to_string();
    let what = message.split(" at line ").next().unwrap_or_default();
    SourceError::Notebook {
        location: Some(Location { cell: Some(cell), row: 1, column: 1 }),
        problem: format!("the source of this cell is not text: {what}; save the notebook in Jupyter"),
    }
}
