//! Joins what the worker threads rendered, because only here is it known which file comes first.

use std::io::{self, Write};

use super::Format;

/// The report of a run while it is written: [`begin`](Document::begin), [`add`](Document::add) for every file, [`end`](Document::end).
pub struct Document<W> {
    format: Format,
    writer: W,
    content: Content,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Content {
    None,
    Some,
}

impl<W: Write> Document<W> {
    /// Opens the report.
    ///
    /// # Errors
    /// The writer's.
    pub fn begin(format: Format, mut writer: W) -> io::Result<Self> {
        if format == Format::Json {
            writer.write_all(b"[")?;
        }
        Ok(Self { format, writer, content: Content::None })
    }

    /// Adds the [`output`](super::Rendered::output) of one file.
    ///
    /// # Errors
    /// The writer's.
    pub fn add(&mut self, output: &[u8]) -> io::Result<()> {
        if output.is_empty() {
            return Ok(());
        }
        if self.format == Format::Json {
            self.writer.write_all(if self.content == Content::None { b"\n" } else { b",\n" })?;
        }
        self.content = Content::Some;
        self.writer.write_all(output)
    }

    /// Closes the report, and gives the writer back, flushed.
    ///
    /// # Errors
    /// The writer's.
    pub fn end(mut self) -> io::Result<W> {
        if self.format == Format::Json {
            self.writer.write_all(if self.content == Content::None { b"]\n" } else { b"\n]\n" })?;
        }
        self.writer.flush()?;
        Ok(self.writer)
    }
}
