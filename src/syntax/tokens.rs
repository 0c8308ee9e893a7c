//! Questions about tokens: comments, parentheses, the lines a statement stands on.

use ruff_text_size::{Ranged, TextRange, TextSize};

use super::{Token, TokenKind, Tokens};

/// The comments that lie in `range`.
pub fn comments_in(tokens: &Tokens, range: TextRange) -> impl Iterator<Item = &Token> {
    let all: &[Token] = tokens;
    let first = all.partition_point(|token| token.end() <= range.start());
    all[first..]
        .iter()
        .take_while(move |token| token.start() < range.end())
        .filter(|token| token.kind() == TokenKind::Comment)
}

/// The nearest token before `offset` that is neither a comment nor a line break nor an indentation.
pub fn significant_before(tokens: &Tokens, offset: TextSize) -> Option<&Token> {
    let all: &[Token] = tokens;
    let end = all.partition_point(|token| token.end() <= offset);
    all[..end].iter().rev().find(|token| is_significant(token.kind()))
}

/// The nearest token at or after `offset` that is neither a comment nor a line break nor an indentation.
pub fn significant_after(tokens: &Tokens, offset: TextSize) -> Option<&Token> {
    let all: &[Token] = tokens;
    let start = all.partition_point(|token| token.start() < offset);
    all[start..].iter().find(|token| is_significant(token.kind()))
}

fn is_significant(kind: TokenKind) -> bool {
    !matches!(
        kind,
        TokenKind::Comment
            | TokenKind::Newline
            | TokenKind::NonLogicalNewline
            | TokenKind::Indent
            | TokenKind::Dedent
            | TokenKind::EndOfFile
    )
}
