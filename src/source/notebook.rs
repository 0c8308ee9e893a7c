//! Jupyter notebooks: the code cells' text, and that text back into the same JSON.
//!
//! A notebook is never serialised again. The file's JSON is kept as it is, with the place of each Python cell's
//! `source`; new text replaces that value alone, and in it only the lines that differ.

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;
use serde_json::value::RawValue;

use crate::syntax::{TextRange, TextSize};

use super::cell_json::{Escapes, Layout, place_in};
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
