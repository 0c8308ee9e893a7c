//! Where a comment can stand, and which lines it stands at or above.

use crate::syntax::{Parsed, Ranged, TextLen, TextRange, TextSize, Token, TokenKind, Tokens};

/// Where a comment about `offset` stands: at the end of its line or, where none can stand there, at the end of the first
/// line below where one can.
pub fn comment_place(text: &str, tokens: &Tokens, offset: TextSize) -> TextSize {
    let mut end = line_end(text, offset);
    while end < text.text_len() && goes_on(text, tokens, end) {
        end = line_end(text, end + TextSize::of(line_break(text, end)));
    }
    end
}

/// Whether a string or a backslash carries the line that ends at `end` on to the next.
fn goes_on(text: &str, tokens: &[Token], end: TextSize) -> bool {
    let next = tokens.partition_point(|token| token.end() <= end);
    let Some(token) = tokens.get(next) else { return false };
    if token.start() > end {
        return text[..end.to_usize()].ends_with('\\');
    }
    match token.kind() {
        TokenKind::Newline => false,
        // In a formatted string, a line may end inside of a replacement field.
        TokenKind::NonLogicalNewline => is_in_formatted_string(&tokens[..next]),
        _ => true,
    }
}

fn is_in_formatted_string(before: &[Token]) -> bool {
    let mut closed = 0_u32;
    for token in before.iter().rev() {
        match token.kind() {
            TokenKind::FStringEnd | TokenKind::TStringEnd => closed += 1,
            TokenKind::FStringStart | TokenKind::TStringStart if closed == 0 => return true,
            TokenKind::FStringStart | TokenKind::TStringStart => closed -= 1,
            TokenKind::Newline => return false,
            _ => {}
        }
    }
    false
}

/// Whether nothing but blanks stands before `offset` on its line.
pub(super) fn stands_alone(text: &str, offset: TextSize) -> bool {
    text[TextRange::new(line_start(text, offset), offset)]
        .chars()
        .all(|c| matches!(c, ' ' | '\t' | '\u{c}' | '\u{feff}'))
}

/// What a comment on a line of its own is about that ends at `offset`: the next logical line, or, between brackets, the
/// next line that has more than a comment.
pub(super) fn logical_line_below(text: &str, parsed: &Parsed, offset: TextSize) -> Option<TextRange> {
    let tokens: &[Token] = parsed.tokens();
    let next = tokens.partition_point(|token| token.start() < offset);
    let is_layout = |kind: TokenKind| matches!(kind, TokenKind::Comment | TokenKind::NonLogicalNewline);
    let is_edge =
        |kind: TokenKind| matches!(kind, TokenKind::Newline | TokenKind::Indent | TokenKind::Dedent);
    let before = tokens[..next].iter().rev().find(|token| !is_layout(token.kind()));
    let is_between_statements = before.is_none_or(|token| is_edge(token.kind()));
    let below = &tokens[next..];
    let first = below.iter().find(|token| !is_layout(token.kind()) && !is_edge(token.kind()))?;
    if first.kind() == TokenKind::EndOfFile {
        return None;
    }
    let end =
        match below.iter().find(|token| token.kind() == TokenKind::Newline && token.start() >= first.end()) {
            Some(end) if is_between_statements => end.start(),
            _ => line_end(text, first.start()),
        };
    Some(TextRange::new(first.start(), end))
}

pub(super) fn line_start(text: &str, offset: TextSize) -> TextSize {
    let before = &text.as_bytes()[..offset.to_usize()];
    size(memchr::memrchr2(b'\n', b'\r', before).map_or(0, |index| index + 1))
}

fn line_end(text: &str, offset: TextSize) -> TextSize {
    let after = &text.as_bytes()[offset.to_usize()..];
    memchr::memchr2(b'\n', b'\r', after).map_or(text.text_len(), |index| offset + size(index))
}

fn line_break(text: &str, end: TextSize) -> &str {
    let after = &text[end.to_usize()..];
    if after.starts_with("\r\n") { &after[..2] } else { &after[..after.len().min(1)] }
}

fn size(length: usize) -> TextSize {
    TextSize::try_from(length).expect("the offset came from a text size")
}
