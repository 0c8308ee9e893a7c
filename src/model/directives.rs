//! The comments that silence findings, as they are written: `# noqa`, `# noqa: AFX101`, `# ruff: noqa`, and asyncfix's own
//! `# asyncfix: ignore[blocking-sleep]` and `# asyncfix: file-ignore[blocking-sleep]`.
//!
//! A comment at the end of a line is about what starts or ends there. Where no comment can stand at the end of a line,
//! because a string or a backslash goes on, the comment stands at the first end of a line below where one can. One of
//! asyncfix's own on a line of its own is about the logical line below.

mod place;
mod read;

pub use place::CommentPlaces;
pub use read::is_code;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::syntax::{Parsed, Ranged, TextRange, TextSize, TokenKind};
use place::{Below, below, line_start, stands_alone};
use read::{Comment, Extent, read};

/// The silencing comments of one file.
pub struct Directives<'a> {
    text: &'a str,
    places: Option<CommentPlaces<'a>>,
    all: Vec<Directive<'a>>,
    unreadable: Vec<Unreadable>,
    file_wide: Vec<usize>,
    by_line_start: FxHashMap<TextSize, Vec<usize>>,
    /// Those above logical lines, and those above lines between brackets, by where these start, with where they end.
    above: [BTreeMap<TextSize, (TextSize, Vec<usize>)>; 2],
    /// What the last comment on a line of its own is about.
    latest: Option<Below>,
}

/// A comment that silences something, or a part of one: a comment may hold several.
#[derive(Debug, Clone)]
pub struct Directive<'a> {
    /// The whole comment.
    pub comment: TextRange,
    /// The part of it that silences, from its `#` to the end of its list. What follows is a reason.
    pub range: TextRange,
    /// Whose way of writing it is.
    pub form: Form,
    /// Where it counts.
    pub scope: Scope,
    /// What it silences.
    pub silenced: Silenced<'a>,
}

/// Whose way of writing a directive has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// `noqa`, which other tools read, too.
    Noqa,
    /// `asyncfix: ignore`.
    Own,
}

/// Where a directive counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// On the line at whose end it stands.
    Line,
    /// On the logical line below it.
    Below,
    /// In the whole file.
    File,
}

/// What a directive silences.
#[derive(Debug, Clone)]
pub enum Silenced<'a> {
    /// All findings.
    Everything,
    /// Codes and names, as written.
    Named(Vec<Named<'a>>),
}

/// A code or name in a directive.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    /// As written.
    pub text: &'a str,
    /// Where it stands.
    pub range: TextRange,
}

/// A comment that begins as one of asyncfix's own and silences nothing.
#[derive(Debug, Clone)]
pub struct Unreadable {
    /// Where it starts.
    pub start: TextSize,
    /// What is wrong and what to write.
    pub message: String,
}

impl Directive<'_> {
    /// The codes and names that it lists; none if it silences everything.
    pub fn names(&self) -> &[Named<'_>] {
        match &self.silenced {
            Silenced::Everything => &[],
            Silenced::Named(names) => names,
        }
    }
}

impl<'a> Directives<'a> {
    /// Reads the comments of a file.
    pub fn new(text: &'a str, parsed: &'a Parsed) -> Self {
        let mut directives = Self {
            text,
            places: None,
            all: Vec::new(),
            unreadable: Vec::new(),
            file_wide: Vec::new(),
            by_line_start: FxHashMap::default(),
            above: [BTreeMap::new(), BTreeMap::new()],
            latest: None,
        };
        if !mentions_any(text) {
            return directives;
        }
        for comment in parsed.tokens().iter().filter(|token| token.kind() == TokenKind::Comment) {
            for found in read(&text[comment.range()], comment.start()) {
                directives.add(parsed, comment.range(), found);
            }
        }
        if !directives.by_line_start.is_empty() {
            directives.places = Some(CommentPlaces::new(text, parsed.tokens()));
        }
        directives
    }

    fn add(&mut self, parsed: &Parsed, comment: TextRange, found: Comment<'a>) {
        let (range, form, extent, silenced) = match found {
            Comment::Directive { range, form, extent, silenced } => (range, form, extent, silenced),
            Comment::Unreadable(unreadable) => {
                self.unreadable.push(unreadable);
                return;
            }
        };
        let is_alone = stands_alone(self.text, comment.start());
        let scope = match extent {
            Extent::File if form == Form::Own && !is_alone => {
                let message = "what silences a whole file stands on a line of its own".to_owned();
                self.unreadable.push(Unreadable { start: range.start(), message });
                return;
            }
            Extent::File => Scope::File,
            Extent::Here if form == Form::Own && is_alone => Scope::Below,
            Extent::Here => Scope::Line,
        };
        let index = self.all.len();
        self.all.push(Directive { comment, range, form, scope, silenced });
        match scope {
            Scope::File => self.file_wide.push(index),
            Scope::Line => {
                let line = line_start(self.text, comment.start());
                self.by_line_start.entry(line).or_default().push(index);
            }
            Scope::Below => {
                // Of comments one above the other, all are about the same.
                let same = self.latest.filter(|latest| comment.end() <= latest.range.start());
                let below = same.unwrap_or_else(|| below(self.text, parsed, comment.end()));
                self.latest = Some(below);
                let lines = below.range;
                let above = self.above[below.line as usize].entry(lines.start());
                above.or_insert_with(|| (lines.end(), Vec::new())).1.push(index);
            }
        }
    }

    /// All of them, in the order of the source.
    pub fn all(&self) -> &[Directive<'a>] {
        &self.all
    }

    /// Comments that were meant to be some.
    pub fn unreadable(&self) -> &[Unreadable] {
        &self.unreadable
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Those about a place, by their index in [`Directives::all`].
    pub fn about(&self, range: TextRange) -> impl Iterator<Item = usize> {
        let mut lines: [Option<TextSize>; 2] = [None, None];
        if let Some(places) = &self.places {
            let line = |offset| line_start(self.text, places.place(offset));
            let (first, last) = (line(range.start()), line(range.end()));
            lines = [Some(first), Some(last).filter(|last| *last != first)];
        }
        let on_lines =
            lines.into_iter().flatten().filter_map(|line| self.by_line_start.get(&line)).flatten().copied();
        let above = self.above.iter().filter_map(move |above| {
            let (_, (end, all)) = above.range(..=range.start()).next_back()?;
            (range.start() < *end).then_some(all)
        });
        self.file_wide.iter().copied().chain(on_lines).chain(above.flatten().copied())
    }
}

/// What a comment says besides what it silences.
pub fn prose(comment: &str) -> String {
    let mut prose = String::new();
    let mut end = 0;
    for found in read(comment, TextSize::new(0)) {
        let Comment::Directive { range, .. } = found else { continue };
        prose.push_str(&comment[end..range.start().to_usize()]);
        end = range.end().to_usize();
    }
    prose + &comment[end..]
}

/// Whether a text may have a comment that silences something.
pub fn mentions_any(text: &str) -> bool {
    let has = |word: &str| memchr::memmem::find(text.as_bytes(), word.as_bytes()).is_some();
    has("noqa") || has("NOQA") || mentions_own(text)
}

/// Whether a text may have a comment of asyncfix's own.
pub fn mentions_own(text: &str) -> bool {
    memchr::memmem::find(text.as_bytes(), b"asyncfix:").is_some()
}
