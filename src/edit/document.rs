//! What every part of editing asks of a file: its text and tree, its lines, its way of indenting.

use crate::syntax::{
    Grammar, NodeId, Nodes, Parsed, Ranged, Stmt, TextLen, TextRange, TextSize, Token, TokenKind,
};

/// A parsed file that fixes are built for and applied to.
pub struct Document<'a> {
    /// The source.
    pub text: &'a str,
    /// Its tree and tokens.
    pub parsed: &'a Parsed,
    /// The tree laid flat.
    pub nodes: &'a Nodes<'a>,
    /// How the text was parsed.
    pub grammar: &'a Grammar,
    /// One level of indentation as the file writes it.
    unit: &'a str,
}

impl<'a> Document<'a> {
    /// Looks at the tokens once, for the file's unit of indentation.
    pub fn new(text: &'a str, parsed: &'a Parsed, nodes: &'a Nodes<'a>, grammar: &'a Grammar) -> Self {
        let unit = unit_of(text, parsed.tokens());
        Self { text, parsed, nodes, grammar, unit }
    }

    /// One level of indentation below lines indented so: the first one in the file, four spaces where there is
    /// none. In a file that mixes tabs and spaces, it is of the kind that `indentation` is of.
    pub fn unit(&self, indentation: &str) -> &'a str {
        match (indentation.chars().next(), self.unit.starts_with('\t')) {
            (Some(' '), true) => "    ",
            (Some('\t'), false) => "\t",
            _ => self.unit,
        }
    }

    /// All tokens.
    pub fn tokens(&self) -> &'a [Token] {
        self.parsed.tokens()
    }

    /// The text of a range.
    pub fn slice(&self, range: impl Ranged) -> &'a str {
        &self.text[range.range()]
    }

    /// Where the physical line of `offset` starts.
    pub fn line_start(&self, offset: TextSize) -> TextSize {
        let before = &self.text.as_bytes()[..offset.to_usize()];
        size(memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1))
    }

    /// Where the physical line of `offset` ends, before its line break.
    pub fn line_end(&self, offset: TextSize) -> TextSize {
        let after = &self.text.as_bytes()[offset.to_usize()..];
        memchr::memchr2(b'\n', b'\r', after).map_or(self.text.text_len(), |at| offset + size(at))
    }

    /// Where the line after `offset` starts: the end of the text, or of the notebook's cell, if there is none.
    pub fn next_line(&self, offset: TextSize) -> TextSize {
        let end = self.line_end(offset);
        let next = end + size(line_break_at(self.text, end).len());
        match self.cell_end(offset) {
            Some(cell) if cell < next => cell.max(offset),
            _ => next,
        }
    }

    /// The line break that the file uses near `offset`.
    pub fn line_break(&self, offset: TextSize) -> &'a str {
        let here = line_break_at(self.text, self.line_end(offset));
        if !here.is_empty() {
            return here;
        }
        let start = self.line_start(offset).to_usize();
        if self.text[..start].ends_with("\r\n") {
            return "\r\n";
        }
        start.checked_sub(1).map_or("\n", |last| &self.text[last..start])
    }

    /// The blanks before the first token of the logical line that `offset` lies in.
    pub fn indentation(&self, offset: TextSize) -> &'a str {
        let tokens = self.tokens();
        let mut at = tokens.partition_point(|token| token.start() <= offset);
        while at > 0 && tokens[at - 1].kind() != TokenKind::Newline {
            at -= 1;
        }
        let first = tokens[at..].iter().find(|token| {
            !token.kind().is_trivia() && !matches!(token.kind(), TokenKind::Indent | TokenKind::Dedent)
        });
        first.map_or("", |token| self.blanks_before(token.start()))
    }

    /// The blanks that `offset`'s line starts with, at most up to `offset`.
    pub fn blanks_before(&self, offset: TextSize) -> &'a str {
        let line = &self.text[TextRange::new(self.line_start(offset), offset)];
        &line[..line.len() - line.trim_start_matches([' ', '\t', '\u{c}']).len()]
    }

    /// Whether nothing but blanks stands before `offset` on its line, nor does a continued line.
    pub fn starts_line(&self, offset: TextSize) -> bool {
        let start = self.line_start(offset);
        let blank = self.text[TextRange::new(start, offset)]
            .chars()
            .all(|c| matches!(c, ' ' | '\t' | '\u{c}' | '\u{feff}'));
        blank && !self.text[..start.to_usize()].trim_end_matches(['\n', '\r']).ends_with('\\')
    }

    /// The statements a statement stands among, with its place there.
    pub fn suite(&self, statement: NodeId) -> (&'a [Stmt], usize) {
        self.nodes.suite(statement).expect("a statement stands in a suite")
    }

    /// Whether `next` stands on the line of `statement`, after a semicolon.
    pub fn shares_line(&self, statement: &Stmt, next: &Stmt) -> bool {
        let tokens = self.parsed.tokens().in_range(TextRange::new(statement.end(), next.start()));
        !tokens.iter().any(|token| token.kind().is_any_newline())
    }

    /// The end of the notebook's cell that holds `offset`; `None` in a module.
    pub fn cell_end(&self, offset: TextSize) -> Option<TextSize> {
        let Grammar::Cells(cells) = self.grammar else { return None };
        cells.iter().find(|cell| cell.contains_inclusive(offset)).map(Ranged::end)
    }
}

/// The line break that stands at `offset`, if one does.
pub fn line_break_at(text: &str, offset: TextSize) -> &str {
    let rest = &text[offset.to_usize()..];
    match rest.as_bytes() {
        [b'\r', b'\n', ..] => &rest[..2],
        [b'\r' | b'\n', ..] => &rest[..1],
        _ => "",
    }
}

/// A length in bytes as an offset.
pub fn size(length: usize) -> TextSize {
    TextSize::try_from(length).expect("a text is at most 4 GiB long")
}

fn unit_of<'a>(text: &'a str, tokens: &[Token]) -> &'a str {
    let first = tokens.iter().find(|token| token.kind() == TokenKind::Indent && !token.range().is_empty());
    let Some(indent) = first.map(|token| &text[token.range()]) else { return "    " };
    if indent.starts_with('\t') { &indent[..1] } else { indent }
}
