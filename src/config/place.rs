//! Where a setting is written, so that an error can point there.

use std::fmt;
use std::path::PathBuf;

use crate::source::Location;

/// Where a setting is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a settings file as a whole.
    File(PathBuf),
    /// At a place in a settings file.
    Line(PathBuf, Location),
    /// In an option of the command line, such as `--select`.
    Option(&'static str),
}

/// A setting and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written<T> {
    /// The setting.
    pub value: T,
    /// Where it is written.
    pub place: Place,
}

/// A mistake in the settings. Nothing is checked before it is corrected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ConfigError {
    /// Where.
    pub place: Place,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Place::File(path) => write!(formatter, "{}", path.display()),
            Place::Line(path, location) => {
                write!(formatter, "{}:{}:{}", path.display(), location.row, location.column)
            }
            Place::Option(name) => formatter.write_str(name),
        }
    }
}

impl<T> Written<T> {
    /// An error about this setting.
    pub fn error(&self, message: impl Into<String>) -> ConfigError {
        ConfigError { place: self.place.clone(), message: message.into() }
    }
}
