//! The colours of reports.

use std::fmt;

use anstyle::{AnsiColor, Style};

use super::Color;

pub(super) const CODE: Style = AnsiColor::Red.on_default().bold();
pub(super) const MARKER: Style = AnsiColor::Cyan.on_default();
pub(super) const GUTTER: Style = AnsiColor::Blue.on_default().bold();
pub(super) const HELP: Style = AnsiColor::Cyan.on_default().bold();
pub(super) const STRONG: Style = Style::new().bold();
pub(super) const REMOVED: Style = AnsiColor::Red.on_default();
pub(super) const ADDED: Style = AnsiColor::Green.on_default();

/// `text` in `style`, or as it is where no colours are wanted.
pub(super) fn paint<T: fmt::Display>(color: Color, style: Style, text: T) -> impl fmt::Display {
    let style = match color {
        Color::Plain => Style::new(),
        Color::Ansi => style,
    };
    Painted { style, text }
}

struct Painted<T> {
    style: Style,
    text: T,
}

impl<T: fmt::Display> fmt::Display for Painted<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}{}", self.style.render(), self.text, self.style.render_reset())
    }
}
