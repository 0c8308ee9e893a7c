//! Where output goes, and what happens when nobody reads it any more.

use std::fs::File;
use std::io::{self, BufWriter, Write, stderr, stdout};
use std::path::Path;

use anstream::{AutoStream, ColorChoice};
use anyhow::Context;

use super::args::ColorWhen;
use crate::report::Color;

/// Whether all was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// All was written.
    Whole,
    /// The reader went away, as in `asyncfix | head`: no error, and no reason to write more.
    ReaderGone,
}

/// Standard output, or the output file, buffered.
///
/// # Errors
/// The file cannot be created.
pub fn open(output_file: Option<&Path>) -> anyhow::Result<Box<dyn Write>> {
    let Some(path) = output_file else { return Ok(Box::new(BufWriter::new(stdout().lock()))) };
    let file = File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
    Ok(Box::new(BufWriter::new(file)))
}

/// Whether the output carries colours. A file has none unless they are forced.
pub fn output_color(when: ColorWhen, output_file: Option<&Path>) -> Color {
    match (when, output_file) {
        (ColorWhen::Always, _) => Color::Ansi,
        (ColorWhen::Never, _) | (ColorWhen::Auto, Some(_)) => Color::Plain,
        (ColorWhen::Auto, None) => forced_color().unwrap_or_else(|| color(AutoStream::choice(&stdout()))),
    }
}

/// Whether standard error carries colours.
pub fn error_color(when: ColorWhen) -> Color {
    match when {
        ColorWhen::Always => Color::Ansi,
        ColorWhen::Never => Color::Plain,
        ColorWhen::Auto => forced_color().unwrap_or_else(|| color(AutoStream::choice(&stderr()))),
    }
}

/// Makes a gone reader a quiet end.
///
/// # Errors
/// Every other error.
pub fn unless_reader_gone(result: io::Result<()>) -> io::Result<Written> {
    match result {
        Ok(()) => Ok(Written::Whole),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(Written::ReaderGone),
        Err(error) => Err(error),
    }
}

/// Writes to standard error. What cannot be written there cannot be told either.
pub fn tell(bytes: &[u8]) {
    let _ = stderr().lock().write_all(bytes);
}

/// What `NO_COLOR` or else `FORCE_COLOR` says. The rest of what the environment says is asked by [`AutoStream`].
fn forced_color() -> Option<Color> {
    let value = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    if value("NO_COLOR").is_some() {
        return Some(Color::Plain);
    }
    value("FORCE_COLOR").filter(|value| value != "0").map(|_| Color::Ansi)
}

fn color(choice: ColorChoice) -> Color {
    if choice == ColorChoice::Never { Color::Plain } else { Color::Ansi }
}
