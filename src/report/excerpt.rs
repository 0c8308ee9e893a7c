//! The lines around a finding with carets under its range, and the places in other files that belong to it.

use std::io::Write;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet};

use super::style::{CODE, GUTTER, paint};
use super::{Color, Options, place, text};
use crate::run::RelatedPlace;
use crate::source::Source;
use crate::syntax::{TextRange, TextSize};

/// Of a longer range, the first line alone is shown.
const MOST_LINES: usize = 6;
/// Of a longer line of a related place, the beginning is shown.
const MOST_CHARACTERS: usize = 120;

/// Writes ` --> place` and the lines that `range` touches, with one more before and after. Gives the width of the
/// rows' numbers.
pub(super) fn write(
    options: &Options,
    source: &Source,
    range: TextRange,
    place: &str,
    out: &mut Vec<u8>,
) -> usize {
    let range = shortened(source, range);
    let window = place::lines_around(source, range, 1);
    let shown = printable(&source.text[window]);
    let first_row = source.location(window.start()).row as usize;
    let last_row = first_row + place::split_lines(&shown).len().saturating_sub(1);
    let width = last_row.to_string().len();
    let snippet = Snippet::source(shown)
        .line_start(first_row)
        .fold(false)
        .annotation(AnnotationKind::Primary.span((range - window.start()).into()));
    let report = [Group::with_level(Level::ERROR).element(snippet)];
    writeln!(out, "{:width$}{} {place}", "", paint(options.color, GUTTER, "-->")).expect("writing to memory");
    writeln!(out, "{}", renderer(options.color).render(&report)).expect("writing to memory");
    width
}

/// Writes other places under an excerpt whose rows' numbers have this width, each as ` ::: place message` and its line:
/// like a traceback, the last one last.
pub(super) fn related(options: &Options, width: usize, places: &[RelatedPlace], out: &mut Vec<u8>) {
    if places.is_empty() {
        return;
    }
    let mark = paint(options.color, GUTTER, ":::").to_string();
    let bar = paint(options.color, GUTTER, "|").to_string();
    for related in places {
        let place = text::place(&related.path, Some(related.location));
        let message = text::neutral(&related.message);
        writeln!(out, "{:width$}{mark} {place} {message}", "").expect("writing to memory");
        let line = shortened_line(&text::neutral(&related.line.replace('\t', " ")));
        writeln!(out, "{:width$} {bar}     {line}", "").expect("writing to memory");
    }
    writeln!(out, "{:width$} {bar}", "").expect("writing to memory");
}

fn shortened_line(line: &str) -> String {
    let mut characters = line.chars();
    let mut shown: String = characters.by_ref().take(MOST_CHARACTERS).collect();
    if characters.next().is_some() {
        shown.push('…');
    }
    shown
}

/// The range within the source, and no longer than an excerpt may be.
fn shortened(source: &Source, range: TextRange) -> TextRange {
    let unit = place::unit(source, range.start());
    let start = range.start().min(unit.end());
    let range = TextRange::new(start, range.end().clamp(start, unit.end()));
    let lines = place::split_lines(&source.text[range]);
    if lines.len() <= MOST_LINES {
        return range;
    }
    let first = lines[0].trim_end();
    TextRange::at(range.start(), TextSize::of(first))
}

/// The text in the same number of bytes, with the line ends that the excerpt's renderer knows, and a dot in the
/// place of what it would pass on to the terminal.
fn printable(source: &str) -> String {
    let mut shown = String::with_capacity(source.len());
    let mut characters = source.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' if characters.peek() != Some(&'\n') => shown.push('\n'),
            '\n' | '\r' | '\t' => shown.push(character),
            '\u{80}'..='\u{9f}' | '\u{61c}' => shown.push('·'),
            _ if text::is_obeyed(character) && character.len_utf8() == 3 => {
                shown.push(char::REPLACEMENT_CHARACTER);
            }
            _ => shown.push(character),
        }
    }
    shown
}

fn renderer(color: Color) -> Renderer {
    match color {
        Color::Plain => Renderer::plain(),
        Color::Ansi => Renderer::styled().error(CODE).line_num(GUTTER).context(GUTTER),
    }
}
