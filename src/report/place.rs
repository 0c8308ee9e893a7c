//! Parts of a source: the lines around a range, in a notebook within the cell.

use crate::source::Source;
use crate::syntax::{Grammar, TextLen, TextRange, TextSize};

/// The part of the text that shares its row numbers with an offset: the cell in a notebook, elsewhere all of it.
pub(super) fn unit(source: &Source, offset: TextSize) -> TextRange {
    let whole = TextRange::up_to(source.text.text_len());
    match &source.grammar {
        Grammar::Module => whole,
        Grammar::Cells(cells) => cells.get(cell_index(cells, offset)).copied().unwrap_or(whole),
    }
}

/// The whole lines that a range touches and `context` lines around them, within one [`unit`].
pub(super) fn lines_around(source: &Source, range: TextRange, context: usize) -> TextRange {
    let unit = unit(source, range.start());
    let first = source.lines().line_index(range.start()).saturating_sub(context);
    let last = source.lines().line_index(range.end()).saturating_add(context);
    let start = source.lines().line_start(first, &source.text).max(unit.start());
    let end = source.lines().line_end(last, &source.text).min(unit.end());
    TextRange::new(start.min(range.start()), end.max(range.end()))
}

/// The text as lines with their ends: `\n`, `\r\n` or `\r`, as Python reads them.
pub(super) fn split_lines(text: &str) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut start = 0;
    for end in memchr::memchr2_iter(b'\n', b'\r', text.as_bytes()) {
        if text.as_bytes()[end] == b'\r' && text.as_bytes().get(end + 1) == Some(&b'\n') {
            continue;
        }
        lines.push(&text[start..=end]);
        start = end + 1;
    }
    if start < text.len() {
        lines.push(&text[start..]);
    }
    lines
}

fn cell_index(cells: &[TextRange], offset: TextSize) -> usize {
    cells.partition_point(|cell| cell.start() <= offset).saturating_sub(1)
}
