//! Fixtures: Python files that say on their lines what is found there.
//!
//! `# AFX101` ends a line with one finding of that rule, `# AFX101 AFX101` one with two, and `# ok: why` one where the
//! rule is silent. The first lines may set `# flavours:`, `# target:`, `# path:` and `# skip:`.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use asyncfix::syntax::PythonVersion;

/// A fixture with what its header says.
pub struct Fixture {
    /// The file's name without `.py`.
    pub name: String,
    /// The whole text.
    pub text: String,
    /// The path it is checked as.
    pub path: PathBuf,
    /// The oldest Python it is checked for.
    pub target: PythonVersion,
    flavours: Vec<String>,
    skipped: Vec<String>,
}

/// A finding that a line announces.
pub struct Expectation {
    /// The 1-based line.
    pub row: u32,
}

impl Fixture {
    /// Reads a fixture from disk.
    pub fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).expect("fixtures are UTF-8");
        Self::from_text(path.file_stem().expect("a fixture has a name").to_str().expect("in ASCII"), &text)
    }

    /// A fixture with this text.
    pub fn from_text(name: &str, text: &str) -> Self {
        let words = |key: &str| -> Vec<String> {
            header(text, key).unwrap_or_default().split_whitespace().map(str::to_owned).collect()
        };
        let target = header(text, "target").map_or(PythonVersion::PY310, |version| {
            let (major, minor) = version.split_once('.').expect("a target is `3.N`");
            (major.parse().expect("a number"), minor.parse().expect("a number")).into()
        });
        Self {
            path: PathBuf::from(header(text, "path").unwrap_or("fixture.py")),
            flavours: words("flavours"),
            skipped: words("skip"),
            target,
            name: name.to_owned(),
            text: text.to_owned(),
        }
    }

    /// Whether any line says that the rule is silent there.
    pub fn has_silence(&self) -> bool {
        self.text.contains("# ok: ")
    }

    /// Whether its header says that a variant of it is rightly another thing.
    pub fn skips(&self, variant: &str) -> bool {
        self.skipped.iter().any(|skipped| skipped == variant)
    }

    /// What the lines of a fixture, or of a variant of it, announce.
    pub fn expectations(code: &str, text: &str) -> Vec<Expectation> {
        let mut expectations = Vec::new();
        for (index, line) in lines(text).enumerate() {
            let Some((_, comment)) = line.rsplit_once("# ") else { continue };
            if comment.split_whitespace().all(|word| word.starts_with("AFX")) {
                let row = u32::try_from(index + 1).expect("fixtures are short");
                let count = comment.split_whitespace().filter(|word| *word == code).count();
                expectations.extend((0..count).map(|_| Expectation { row }));
            }
        }
        expectations
    }

    /// The text with every announced finding silenced by `name`.
    pub fn with_markers_as_noqa(&self, code: &str, name: &str) -> String {
        let mut text = String::new();
        for line in lines(&self.text) {
            match line.rsplit_once("# ") {
                Some((code_part, comment)) if comment.split_whitespace().any(|word| word == code) => {
                    text.push_str(code_part);
                    text.push_str("# noqa: ");
                    text.push_str(name);
                }
                _ => text.push_str(line),
            }
            text.push('\n');
        }
        text
    }

    /// The same code in other clothes, by name. The announced lines stay announced.
    pub fn variants(&self) -> Vec<(&'static str, String)> {
        let mut variants = vec![
            ("crlf", self.text.replace('\n', "\r\n")),
            ("tabs", with_tabs(&self.text)),
            ("method", in_method(&self.text)),
            ("alias", with_aliases(&self.text)),
        ];
        for flavour in &self.flavours {
            let name = match flavour.as_str() {
                "trio" => "trio",
                "anyio" => "anyio",
                _ => "asyncio",
            };
            variants.push((name, self.text.replace("asyncio", name)));
        }
        variants.retain(|(name, _)| !self.skips(name));
        variants
    }
}

/// What the comment lines at the top of a text say under a key.
pub fn header<'t>(text: &'t str, key: &str) -> Option<&'t str> {
    text.lines()
        .take_while(|line| line.starts_with('#'))
        .find_map(|line| line.strip_prefix("# ")?.strip_prefix(key)?.strip_prefix(':'))
        .map(str::trim)
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
}

/// Four leading spaces become a tab.
fn with_tabs(text: &str) -> String {
    let mut result = String::new();
    for line in lines(text) {
        let code = line.trim_start_matches(' ');
        let spaces = line.len() - code.len();
        result.extend(std::iter::repeat_n('\t', spaces / 4));
        result.extend(std::iter::repeat_n(' ', spaces % 4));
        result.push_str(code);
        result.push('\n');
    }
    result
}

/// The whole module becomes the body of a method, which keeps every line where it is but for two above.
fn in_method(text: &str) -> String {
    let mut result = String::from("class Wrapper:\n    def method(wrapper):\n");
    for line in lines(text) {
        if !line.is_empty() {
            result.push_str("        ");
        }
        result.push_str(line);
        result.push('\n');
    }
    result
}

/// Every plain import binds another name first: `import time` becomes `import time as time_; time = time_`.
fn with_aliases(text: &str) -> String {
    let mut result = String::new();
    for line in lines(text) {
        let code = line.trim_start();
        let indent = &line[..line.len() - code.len()];
        let bound = match (code.strip_prefix("import "), code.split_once(" import ")) {
            (Some(name), _) if is_identifier(name) => Some(name),
            (None, Some((from, name))) if from.starts_with("from ") && is_identifier(name) => Some(name),
            _ => None,
        };
        match bound {
            Some(name) if !code.contains("__future__") => {
                let _ = write!(result, "{indent}{code} as {name}_; {name} = {name}_");
            }
            _ => result.push_str(line),
        }
        result.push('\n');
    }
    result
}

fn is_identifier(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|c| c.is_alphanumeric() || c == '_')
        && !text.starts_with(char::is_numeric)
}
