//! A fix as people read it: the lines it removes and adds, numbered as they are afterwards, each group with a line of
//! context around it.

use std::fmt::Write;

use similar::{Algorithm, ChangeTag, DiffOp, capture_diff_slices, group_diff_ops};
use unicode_width::UnicodeWidthChar;

use super::style::{ADDED, GUTTER, REMOVED, paint};
use super::{Options, place, text};
use crate::source::{Source, TextEdit};
use crate::syntax::TextRange;

/// Longer lines are cut.
const MOST_COLUMNS: usize = 160;

/// Lines that hang together; between two groups stands `...`.
struct Group {
    /// The cell's number in a notebook.
    cell: Option<u32>,
    lines: Vec<Line>,
}

struct Line {
    tag: ChangeTag,
    /// In the new text; a removed line has none.
    row: Option<u32>,
    text: String,
}

/// Writes the diff of `edits`, which are sorted and do not overlap.
pub(super) fn write(options: &Options, source: &Source, edits: &[TextEdit], out: &mut Vec<u8>) {
    let groups = groups(source, edits);
    if groups.is_empty() {
        return;
    }
    let largest = groups.iter().flat_map(|group| &group.lines).filter_map(|line| line.row).max();
    let width = largest.unwrap_or(1).to_string().len();
    let bar = format!("{:width$} {}", "", paint(options.color, GUTTER, "|"));
    let mut diff = String::new();
    for (index, group) in groups.iter().enumerate() {
        match (index, group.cell) {
            (0, None) => writeln!(diff, "{bar}"),
            (_, None) => writeln!(diff, "{}", paint(options.color, GUTTER, "...")),
            (_, Some(cell)) => {
                writeln!(diff, "{bar} {}", paint(options.color, GUTTER, format!("cell {cell}")))
            }
        }
        .expect("writing to a string");
        for line in &group.lines {
            write_line(options, line, width, &mut diff);
        }
    }
    writeln!(diff, "{bar}").expect("writing to a string");
    out.extend_from_slice(diff.as_bytes());
}

fn write_line(options: &Options, line: &Line, width: usize, diff: &mut String) {
    let row = line.row.map(|row| row.to_string()).unwrap_or_default();
    let row = paint(options.color, GUTTER, format!("{row:>width$}"));
    let text = line.text.as_str();
    let separator = if text.is_empty() { "" } else { " " };
    match line.tag {
        ChangeTag::Equal => {
            writeln!(diff, "{row} {}{separator}{text}", paint(options.color, GUTTER, "|"))
        }
        ChangeTag::Delete => {
            writeln!(diff, "{row} {}", paint(options.color, REMOVED, format!("-{separator}{text}")))
        }
        ChangeTag::Insert => {
            writeln!(diff, "{row} {}", paint(options.color, ADDED, format!("+{separator}{text}")))
        }
    }
    .expect("writing to a string");
}

fn groups(source: &Source, edits: &[TextEdit]) -> Vec<Group> {
    let mut groups = Vec::new();
    let mut shift = Shift::default();
    for (window, edits) in windows(source, edits) {
        let old = &source.text[window];
        let new = edited(source, window, edits);
        let (old_lines, new_lines) = (place::split_lines(old), place::split_lines(&new));
        let start = source.location(window.start());
        if shift.cell != start.cell {
            shift = Shift { cell: start.cell, rows: 0 };
        }
        let first_row = i64::from(start.row) + shift.rows;
        let operations = capture_diff_slices(Algorithm::Myers, &old_lines, &new_lines);
        for operations in group_diff_ops(operations, 1) {
            let lines = operations
                .iter()
                .flat_map(|operation| changes(operation, &old_lines, &new_lines, first_row))
                .collect();
            groups.push(Group { cell: start.cell, lines });
        }
        shift.rows += row_count(&new_lines) - row_count(&old_lines);
    }
    groups
}

/// By how many rows the lines of a cell, or of the file, have moved.
#[derive(Default)]
struct Shift {
    cell: Option<u32>,
    rows: i64,
}

/// The parts of the text to compare, each with its edits: whole lines, with one line around, joined where they meet.
fn windows<'e>(source: &Source, edits: &'e [TextEdit]) -> Vec<(TextRange, &'e [TextEdit])> {
    let mut windows: Vec<(TextRange, &[TextEdit])> = Vec::new();
    let mut first = 0;
    for (index, edit) in edits.iter().enumerate() {
        let window = place::lines_around(source, edit.range, 1);
        match windows.last_mut() {
            Some((last, members)) if window.start() <= last.end() && last.end() > last.start() => {
                *last = last.cover(window);
                *members = &edits[first..=index];
            }
            _ => {
                first = index;
                windows.push((window, &edits[index..=index]));
            }
        }
    }
    windows
}

fn edited(source: &Source, window: TextRange, edits: &[TextEdit]) -> String {
    let mut text = String::new();
    let mut position = window.start();
    for edit in edits {
        text.push_str(&source.text[TextRange::new(position, edit.range.start().max(position))]);
        text.push_str(&edit.content);
        position = edit.range.end().max(position);
    }
    text.push_str(&source.text[TextRange::new(position, window.end().max(position))]);
    text
}

fn changes(operation: &DiffOp, old: &[&str], new: &[&str], first_row: i64) -> Vec<Line> {
    let removed = |index: usize| Line { tag: ChangeTag::Delete, row: None, text: shown(old[index]) };
    let kept = |index: usize, tag| {
        let row = first_row + i64::try_from(index).unwrap_or(i64::MAX);
        Line { tag, row: u32::try_from(row).ok(), text: shown(new[index]) }
    };
    match operation.tag() {
        similar::DiffTag::Equal => operation.new_range().map(|index| kept(index, ChangeTag::Equal)).collect(),
        _ => (operation.old_range().map(removed))
            .chain(operation.new_range().map(|index| kept(index, ChangeTag::Insert)))
            .collect(),
    }
}

/// The line without its end, as a terminal shows it: tabs are four columns wide.
fn shown(line: &str) -> String {
    let line = line.trim_end_matches(['\r', '\n']);
    let mut shown = String::new();
    let mut columns = 0;
    for character in line.chars() {
        if columns >= MOST_COLUMNS {
            shown.push('…');
            break;
        }
        if character == '\t' {
            shown.push_str("    ");
            columns += 4;
            continue;
        }
        let mut buffer = [0; 4];
        shown.push_str(&text::neutral(character.encode_utf8(&mut buffer)));
        columns += character.width().unwrap_or(1);
    }
    shown
}

fn row_count(lines: &[&str]) -> i64 {
    i64::try_from(lines.len()).unwrap_or(i64::MAX)
}
