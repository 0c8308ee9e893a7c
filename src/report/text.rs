//! What the text formats share: paths, positions and markers as people read them, and text that a terminal takes as
//! text whatever it contains.

use std::borrow::Cow;
use std::fmt::Write;
use std::path::Path;

use crate::edit::Safety;
use crate::run::ReportedFinding;
use crate::source::Location;

/// The path on one line, without anything a terminal obeys.
pub(super) fn path(path: &Path) -> String {
    neutral(&path.to_string_lossy()).into_owned()
}

/// `path:row:column`, in a notebook `path:cell N:row:column`, without a location the path alone.
pub(super) fn place(path: &Path, location: Option<Location>) -> String {
    let mut place = self::path(path);
    let Some(location) = location else { return place };
    if let Some(cell) = location.cell {
        write!(place, ":cell {cell}").expect("writing to a string");
    }
    write!(place, ":{}:{}", location.row, location.column).expect("writing to a string");
    place
}

/// Says whether there is a fix that asyncfix applies: `[*]` unasked, `[-]` with `--unsafe-fixes`.
pub(super) fn marker(finding: &ReportedFinding) -> Option<&'static str> {
    match finding.fix.as_ref()?.safety {
        Safety::Safe => Some("[*]"),
        Safety::Unsafe => Some("[-]"),
        Safety::Manual => None,
    }
}

/// The text with every control character, line ends among them, and every character that turns the direction of
/// writing replaced by a visible one.
pub(super) fn neutral(text: &str) -> Cow<'_, str> {
    if !text.contains(is_obeyed) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(visible).collect())
}

/// Whether a terminal obeys the character where it should show it.
pub(super) fn is_obeyed(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// JSON in which those characters are escaped that JSON allows and a terminal obeys.
pub(super) fn neutral_json(json: String) -> String {
    let is_bare = |character: char| character != '\n' && is_obeyed(character);
    if !json.contains(is_bare) {
        return json;
    }
    let mut escaped = String::with_capacity(json.len() + 16);
    for character in json.chars() {
        if is_bare(character) {
            write!(escaped, "\\u{:04x}", u32::from(character)).expect("writing to memory");
        } else {
            escaped.push(character);
        }
    }
    escaped
}

fn visible(character: char) -> char {
    match character {
        '\0'..='\x1f' => {
            char::from_u32(0x2400 + u32::from(character)).expect("U+2400 to U+241F are pictures")
        }
        '\x7f' => '\u{2421}',
        _ if is_obeyed(character) => char::REPLACEMENT_CHARACTER,
        _ => character,
    }
}

/// `1 file`, `2 files`.
pub(super) fn count(number: u32, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// Requirements as they are named in a sentence: `` `httpx>=0.28`, `redis>=5` ``; `None` where there are none.
pub(super) fn requirements(all: &[impl AsRef<str>]) -> Option<String> {
    let quoted: Vec<String> = all.iter().map(|each| format!("`{}`", neutral(each.as_ref()))).collect();
    (!quoted.is_empty()).then(|| quoted.join(", "))
}
