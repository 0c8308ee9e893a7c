//! A comment's text read for directives.

use super::{Form, Named, Silenced, Unreadable};
use crate::syntax::{TextLen, TextRange, TextSize};

/// What a part of a comment says.
pub(super) enum Comment<'a> {
    Directive { range: TextRange, form: Form, extent: Extent, silenced: Silenced<'a> },
    Unreadable(Unreadable),
}

/// How far a directive means to reach.
pub(super) enum Extent {
    Here,
    File,
}

/// What every own directive begins with, after its `#`.
const OWN: &str = "asyncfix:";

/// The own directives that there are, for messages.
const FORMS: &str = "write `ignore`, `ignore[NAME]`, `file-ignore` or `file-ignore[NAME]`";

/// The directives in a comment that starts at `start`.
pub(super) fn read(comment: &str, start: TextSize) -> Vec<Comment<'_>> {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(hash) = comment[from..].find('#').map(|at| from + at) {
        let part = Part { comment, start, hash };
        from = hash + 1;
        let after = comment[hash + 1..].trim_start();
        let read = match after.strip_prefix(OWN) {
            Some(own) => part.own(own),
            None => part.noqa(after),
        };
        if let Some((end, read)) = read {
            found.push(read);
            from = end.max(from);
        }
    }
    found
}

/// A `#` in a comment, with what follows it.
struct Part<'a> {
    comment: &'a str,
    start: TextSize,
    hash: usize,
}

impl<'a> Part<'a> {
    /// Where a tail of the comment begins, counted in the comment.
    fn offset(&self, tail: &str) -> usize {
        self.comment.len() - tail.len()
    }

    fn range(&self, from: usize, to: usize) -> TextRange {
        let at = |offset: usize| self.start + self.comment[..offset].text_len();
        TextRange::new(at(from), at(to))
    }

    fn directive(
        &self,
        form: Form,
        extent: Extent,
        silenced: Silenced<'a>,
        rest: &str,
    ) -> (usize, Comment<'a>) {
        let end = self.offset(rest);
        (end, Comment::Directive { range: self.range(self.hash, end), form, extent, silenced })
    }

    fn noqa(&self, after: &'a str) -> Option<(usize, Comment<'a>)> {
        let of_tool = ["ruff:", "flake8:"].iter().find_map(|tool| strip_word(after, tool));
        let extent = if of_tool.is_some() { Extent::File } else { Extent::Here };
        let rest = strip_word(of_tool.map_or(after, str::trim_start), "noqa")?;
        let Some(list) = rest.trim_start().strip_prefix(':') else {
            // `# noqahere` is a word of its own.
            let is_word = rest.starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
            let silenced = Silenced::Everything;
            return (!is_word).then(|| self.directive(Form::Noqa, extent, silenced, rest));
        };
        let (names, rest) = self.names(list, list.len(), |part| is_code(part) || is_name(part));
        Some(self.directive(Form::Noqa, extent, Silenced::Named(names), rest))
    }

    fn own(&self, own: &'a str) -> Option<(usize, Comment<'a>)> {
        let own = own.trim_start();
        let word = &own[..own.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(own.len())];
        let rest = &own[word.len()..];
        let extent = match word {
            "ignore" => Extent::Here,
            "file-ignore" | "ignore-file" => Extent::File,
            _ => {
                let is_meant = rest.starts_with('[')
                    || rest.trim().is_empty()
                    || word.contains("ignore")
                    || word.contains("noqa");
                return is_meant
                    .then(|| self.unreadable(rest, format!("`{word}` silences nothing; {FORMS}")));
            }
        };
        let Some(list) = rest.trim_start().strip_prefix('[') else {
            let next = rest.split_whitespace().next().unwrap_or_default();
            let is_reason = rest.is_empty() || rest.starts_with(char::is_whitespace);
            if !is_reason || is_code(next) || is_name(rest.trim()) {
                return Some(self.unreadable(rest, format!("this silences nothing: {FORMS}")));
            }
            return Some(self.directive(Form::Own, extent, Silenced::Everything, rest));
        };
        let Some(end) = list.find(']') else {
            return Some(
                self.unreadable(rest, format!("this silences nothing, as its `[` is not closed; {FORMS}")),
            );
        };
        let (names, _) = self.names(list, end, |_| true);
        let after = &list[end + 1..];
        if names.is_empty() {
            return Some(
                self.unreadable(after, format!("this silences nothing, as it names no rule; {FORMS}")),
            );
        }
        Some(self.directive(Form::Own, extent, Silenced::Named(names), after))
    }

    fn unreadable(&self, rest: &str, message: String) -> (usize, Comment<'a>) {
        let start = self.range(self.hash, self.hash).start();
        (self.offset(rest), Comment::Unreadable(Unreadable { start, message }))
    }

    /// The codes and names at the start of a list, of which so many bytes count, and what follows them.
    fn names(
        &self,
        list: &'a str,
        length: usize,
        is_one: impl Fn(&str) -> bool,
    ) -> (Vec<Named<'a>>, &'a str) {
        let base = self.offset(list);
        let mut names = Vec::new();
        let mut end = 0;
        let mut at = 0;
        for part in list[..length].split([',', ' ', '\t']) {
            let place = at;
            at += part.len() + 1;
            if part.is_empty() {
                continue;
            }
            if !is_one(part) {
                break;
            }
            end = place + part.len();
            names.push(Named { text: part, range: self.range(base + place, base + end) });
        }
        (names, &list[end..])
    }
}

/// What follows a word, in any case.
fn strip_word<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let head = text.get(..word.len())?;
    head.eq_ignore_ascii_case(word).then(|| &text[word.len()..])
}

/// Whether a word has the form of a code: letters, then digits.
pub fn is_code(part: &str) -> bool {
    let digits = part.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    digits.len() < part.len() && !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit())
}

fn is_name(part: &str) -> bool {
    part.starts_with(|c: char| c.is_ascii_lowercase())
        && part.contains('-')
        && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}
