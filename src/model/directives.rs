//! The comments that silence findings, as they are written: `# noqa`, `# noqa: AFX101`, `# ruff: noqa`.

use rustc_hash::FxHashMap;

use crate::syntax::{Parsed, Ranged, TextRange, TextSize, TokenKind};

/// The silencing comments of one file.
#[derive(Default)]
pub struct Directives<'a> {
    file_wide: Vec<Silenced<'a>>,
    by_line_start: FxHashMap<TextSize, Vec<Silenced<'a>>>,
}

/// What one comment silences.
pub enum Silenced<'a> {
    /// All findings.
    Everything,
    /// Codes and names, as written.
    Named(Vec<&'a str>),
}

impl<'a> Directives<'a> {
    /// Reads the comments of a file.
    pub fn new(text: &'a str, parsed: &Parsed) -> Self {
        let mut directives = Self::default();
        if memchr::memmem::find(text.as_bytes(), b"noqa").is_none()
            && memchr::memmem::find(text.as_bytes(), b"NOQA").is_none()
        {
            return directives;
        }
        for comment in parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Comment) {
            let Some((scope, silenced)) = directive(&text[comment.range()]) else { continue };
            match scope {
                Scope::File => directives.file_wide.push(silenced),
                Scope::Line => {
                    let line = line_start(text, comment.start());
                    directives.by_line_start.entry(line).or_default().push(silenced);
                }
            }
        }
        directives
    }

    /// Whether one that `is_meant` is about a place: it stands on the line where that starts, or on the one where it
    /// ends, or is about the whole file.
    pub fn are_about(&self, text: &str, range: TextRange, is_meant: impl Fn(&Silenced<'_>) -> bool) -> bool {
        if self.file_wide.iter().any(&is_meant) {
            return true;
        }
        if self.by_line_start.is_empty() {
            return false;
        }
        [range.start(), range.end()].into_iter().any(|offset| {
            let on_line = self.by_line_start.get(&line_start(text, offset));
            on_line.is_some_and(|all| all.iter().any(&is_meant))
        })
    }
}

enum Scope {
    Line,
    File,
}

/// What a comment says, if it is a directive.
fn directive(comment: &str) -> Option<(Scope, Silenced<'_>)> {
    let lower = comment.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = lower[from..].find("noqa") {
        let at = from + found;
        from = at + 4;
        let before = lower[..at].trim_end();
        let scope = if before.ends_with('#') {
            Scope::Line
        } else if before.ends_with("# ruff:") || before.ends_with("# flake8:") {
            Scope::File
        } else {
            continue;
        };
        let rest = &comment[from..];
        let Some(list) = rest.trim_start().strip_prefix(':') else {
            // `# noqahere` is a word of its own.
            let is_word = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
            if is_word {
                continue;
            }
            return Some((scope, Silenced::Everything));
        };
        return Some((scope, Silenced::Named(codes(list))));
    }
    None
}

/// The codes and names at the start of a list; what follows them is a reason.
fn codes(list: &str) -> Vec<&str> {
    list.split([',', ' ', '\t'])
        .filter(|part| !part.is_empty())
        .take_while(|part| is_code(part) || is_name(part))
        .collect()
}

fn is_code(part: &str) -> bool {
    let digits = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    digits.len() < part.len() && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

fn is_name(part: &str) -> bool {
    part.contains('-') && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

fn line_start(text: &str, offset: TextSize) -> TextSize {
    let before = &text.as_bytes()[..offset.to_usize()];
    let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |index| index + 1);
    TextSize::try_from(start).expect("the offset came from a text size")
}
