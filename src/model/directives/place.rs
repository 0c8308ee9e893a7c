//! Where a comment can stand, and which lines it stands at or above.

use crate::syntax::{Parsed, Ranged, TextLen, TextRange, TextSize, Token, TokenKind};

/// Where comments can stand in a text.
pub struct CommentPlaces<'a> {
    text: &'a str,
    /// Runs of lines, from the start of the first to the end of the last, that strings and backslashes join: a comment can
    /// stand at their ends alone. In order, apart from each other.
    joined: Vec<TextRange>,
}

impl<'a> CommentPlaces<'a> {
    /// Reads the tokens once.
    pub fn new(text: &'a str, tokens: &[Token]) -> Self {
        let mut places = Self { text, joined: Vec::new() };
        let mut end = TextSize::new(0);
        // Formatted strings that are open, and where the outermost starts.
        let (mut depth, mut outermost) = (0_u32, TextSize::new(0));
        for token in tokens {
            if end < token.start() && text[TextRange::new(end, token.start())].contains('\\') {
                places.join(end, token.start());
            }
            match token.kind() {
                TokenKind::FStringStart | TokenKind::TStringStart => {
                    outermost = if depth == 0 { token.start() } else { outermost };
                    depth += 1;
                }
                TokenKind::FStringEnd | TokenKind::TStringEnd => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        places.join(outermost, token.end());
                    }
                }
                TokenKind::String => places.join(token.start(), token.end()),
                _ => {}
            }
            end = end.max(token.end());
        }
        places
    }

    fn join(&mut self, start: TextSize, end: TextSize) {
        if !self.text[TextRange::new(start, end)].contains(['\n', '\r']) {
            return;
        }
        let lines = TextRange::new(line_start(self.text, start), line_end(self.text, end));
        match self.joined.last_mut() {
            Some(last) if lines.start() <= last.end() => *last = last.cover(lines),
            _ => self.joined.push(lines),
        }
    }

    /// Where a comment about `offset` stands: at the end of its line or, where none can stand there, at the end of the first
    /// line below where one can.
    pub fn place(&self, offset: TextSize) -> TextSize {
        let next = self.joined.partition_point(|lines| lines.end() < offset);
        match self.joined.get(next) {
            Some(lines) if lines.start() <= offset => lines.end(),
            _ => line_end(self.text, offset),
        }
    }
}

/// Whether nothing but blanks stands before `offset` on its line.
pub(super) fn stands_alone(text: &str, offset: TextSize) -> bool {
    text[TextRange::new(line_start(text, offset), offset)]
        .chars()
        .all(|c| matches!(c, ' ' | '\t' | '\u{c}' | '\u{feff}'))
}

/// What a comment on a line of its own is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Below {
    /// From the first token to the end; empty at the end of the text.
    pub range: TextRange,
    /// Which line it is.
    pub line: Line,
}

/// What is called a line.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    /// A logical line.
    Logical,
    /// The next line that has more than a comment, for a comment between brackets.
    Physical,
}

/// What a comment on a line of its own is about that ends at `offset`.
pub(super) fn below(text: &str, parsed: &Parsed, offset: TextSize) -> Below {
    let tokens: &[Token] = parsed.tokens();
    let next = tokens.partition_point(|token| token.start() < offset);
    let is_layout = |kind: TokenKind| matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline);
    let is_edge =
        |kind: TokenKind| matches!(kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent);
    let before = tokens[..next].iter().rev().find(|token| !is_layout(token.kind()));
    let is_between_statements = before.is_none_or(|token| is_edge(token.kind()));
    let below = &tokens[next..];
    let first = below.iter().find(|token| !is_layout(token.kind()) && !is_edge(token.kind()));
    let Some(first) = first.filter(|token| token.kind() != TokenKind::EndOfFile) else {
        return Below { range: TextRange::empty(text.text_len()), line: Line::Logical };
    };
    if !is_between_statements {
        let range = TextRange::new(first.start(), line_end(text, first.start()));
        return Below { range, line: Line::Physical };
    }
    let end = below.iter().find(|token| token.kind() == TokenKind::Newline && token.start() >= first.end());
    let end = end.map_or(text.text_len(), Ranged::start);
    Below { range: TextRange::new(first.start(), end), line: Line::Logical }
}

pub(super) fn line_start(text: &str, offset: TextSize) -> TextSize {
    let before = &text.as_bytes()[..offset.to_usize()];
    size(memchr::memrchr2(b'\n', b'\r', before).map_or(0, |index| index + 1))
}

fn line_end(text: &str, offset: TextSize) -> TextSize {
    let after = &text.as_bytes()[offset.to_usize()..];
    memchr::memchr2(b'\n', b'\r', after).map_or(text.text_len(), |index| offset + size(index))
}

fn size(length: usize) -> TextSize {
    TextSize::try_from(length).expect("the offset came from a text size")
}
