//! Patterns for paths, with ruff's meaning: relative to the folder of the settings file, or, without a slash, for the
//! last name of a path anywhere. A star matches slashes too.

use std::path::{Path, PathBuf};

use globset::{GlobMatcher, GlobSet, GlobSetBuilder};

use super::{ConfigError, Written};

/// The longest pattern, in bytes, and the most braces within one another: honest ones have a tenth. Beyond, compiling a pattern
/// takes long, or is refused by what compiles it.
const LONGEST: usize = 1000;
const MOST_BRACES: usize = 10;

/// The most patterns in one list.
pub(super) const MOST_PATTERNS: usize = 10_000;

/// Several patterns, any of which may match.
#[derive(Debug, Clone)]
pub struct GlobList {
    base: PathBuf,
    paths: GlobSet,
    names: GlobSet,
}

/// One pattern.
#[derive(Debug, Clone)]
pub struct Glob {
    base: PathBuf,
    path: GlobMatcher,
    name: Option<GlobMatcher>,
}

impl GlobList {
    /// The list of `patterns`, relative to the absolute path `base`.
    ///
    /// # Errors
    /// The first pattern that is malformed.
    pub fn new(base: &Path, patterns: &[Written<String>]) -> Result<GlobList, ConfigError> {
        let (mut paths, mut names) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        if let Some(pattern) = patterns.get(MOST_PATTERNS) {
            return Err(pattern.error(format!("these are more than {MOST_PATTERNS} patterns; use fewer")));
        }
        for pattern in patterns {
            let (path, name) = parse(pattern)?;
            paths.add(path);
            if let Some(name) = name {
                names.add(name);
            }
        }
        let build = |builder: GlobSetBuilder| {
            let all = "these patterns are too large together; use fewer".to_owned();
            builder.build().map_err(|_| patterns[0].error(all))
        };
        Ok(GlobList { base: base.to_owned(), paths: build(paths)?, names: build(names)? })
    }

    /// Whether a pattern matches `path`, which is absolute.
    pub fn matches(&self, path: &Path) -> bool {
        self.paths.is_match(relative(&self.base, path))
            || path.file_name().is_some_and(|name| self.names.is_match(name))
    }

    /// Whether `path` lies below the folder that the patterns are relative to.
    pub(super) fn reaches(&self, path: &Path) -> bool {
        path != self.base && path.starts_with(&self.base)
    }
}

impl Glob {
    /// The `pattern`, relative to the absolute path `base`.
    ///
    /// # Errors
    /// The pattern is malformed.
    pub fn new(base: &Path, pattern: &Written<String>) -> Result<Glob, ConfigError> {
        let (path, name) = parse(pattern)?;
        let name = name.map(|name| name.compile_matcher());
        Ok(Glob { base: base.to_owned(), path: path.compile_matcher(), name })
    }

    /// Whether the pattern matches `path`, which is absolute.
    pub fn matches(&self, path: &Path) -> bool {
        let name = self.name.as_ref().zip(path.file_name());
        self.path.is_match(relative(&self.base, path)) || name.is_some_and(|(glob, name)| glob.is_match(name))
    }
}

/// The glob for whole paths and, where the pattern has no slash, the one for names.
fn parse(pattern: &Written<String>) -> Result<(globset::Glob, Option<globset::Glob>), ConfigError> {
    if pattern.value.len() > LONGEST || braces(&pattern.value) > MOST_BRACES {
        return Err(pattern.error(format!(
            "this pattern is longer than {LONGEST} bytes or has more than {MOST_BRACES} braces within one another; split it"
        )));
    }
    let text = pattern.value.strip_prefix("./").unwrap_or(&pattern.value);
    let path = text.strip_suffix('/').unwrap_or(text);
    let parse = |text: &str| {
        let correct = |error: &globset::Error| {
            format!("`{}` is not a pattern ({}); correct it", pattern.value, error.kind())
        };
        globset::Glob::new(text).map_err(|error| pattern.error(correct(&error)))
    };
    let name = if text.contains('/') { None } else { Some(parse(text)?) };
    Ok((parse(path)?, name))
}

/// How many braces of a pattern lie within one another.
fn braces(pattern: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    for byte in pattern.bytes() {
        match byte {
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// `path` relative to `base`, or as it is where it lies elsewhere: then only an absolute pattern matches.
fn relative<'a>(base: &Path, path: &'a Path) -> &'a Path {
    path.strip_prefix(base).unwrap_or(path)
}
