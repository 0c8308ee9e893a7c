//! The oldest Python that the code has to run on: fixes use nothing newer.

use std::fmt;
use std::str::FromStr;

use pep440_rs::{Version, VersionSpecifiers};

use crate::syntax::PythonVersion;

/// A version of Python 3.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TargetVersion {
    minor: u8,
}

/// A text that names no version of Python that asyncfix knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a known version of Python; write one from `py37` to `py315`")]
pub struct UnknownVersion(String);

impl TargetVersion {
    /// The oldest version there is a name for.
    pub const OLDEST: TargetVersion = TargetVersion::new(7);
    /// The newest version there is a name for.
    pub const NEWEST: TargetVersion = TargetVersion::new(15);
    /// What is assumed where neither `target-version` nor `requires-python` says anything: 3.10, as ruff does.
    pub const DEFAULT: TargetVersion = TargetVersion::new(10);

    /// Python 3.`minor`.
    pub const fn new(minor: u8) -> TargetVersion {
        TargetVersion { minor }
    }

    /// The number after `3.`.
    pub const fn minor(self) -> u8 {
        self.minor
    }

    /// The oldest version of which `requires_python` (PEP 440, such as `>=3.9,<4`) allows some release; `None` where it
    /// is malformed or allows none. Beyond the known versions the closest stands for it.
    pub fn from_requires_python(requires_python: &str) -> Option<TargetVersion> {
        const PATCHES: u64 = 40;
        const FUTURE: u8 = 60;
        let specifiers = VersionSpecifiers::from_str(requires_python).ok()?;
        let allows = |minor: u8| {
            (0..PATCHES).any(|patch| specifiers.contains(&Version::new([3, u64::from(minor), patch])))
        };
        let minor = (TargetVersion::OLDEST.minor..FUTURE).find(|minor| allows(*minor))?;
        Some(TargetVersion::new(minor).min(TargetVersion::NEWEST))
    }
}

impl From<TargetVersion> for PythonVersion {
    fn from(version: TargetVersion) -> Self {
        (3, version.minor).into()
    }
}

impl FromStr for TargetVersion {
    type Err = UnknownVersion;

    /// Reads `py311` or `3.11`.
    fn from_str(text: &str) -> Result<TargetVersion, UnknownVersion> {
        let minor = text.strip_prefix("py3").or_else(|| text.strip_prefix("3."));
        minor
            .filter(|minor| !minor.starts_with(['0', '+']))
            .and_then(|minor| minor.parse().ok())
            .map(TargetVersion::new)
            .filter(|version| (TargetVersion::OLDEST..=TargetVersion::NEWEST).contains(version))
            .ok_or_else(|| UnknownVersion(text.to_owned()))
    }
}

impl fmt::Display for TargetVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "3.{}", self.minor)
    }
}
