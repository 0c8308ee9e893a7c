//! How far a long run has come: a bar on standard error, for people who wait at a terminal.

use std::io::{IsTerminal, stderr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// Shorter runs show nothing.
const DELAY: Duration = Duration::from_millis(500);
const REDRAWS_PER_SECOND: u8 = 10;

/// The bar. Worker threads share it.
pub struct Progress {
    bar: Option<ProgressBar>,
    start: Instant,
    drawn: AtomicBool,
}

impl Progress {
    /// A bar over `files`, where standard error is a terminal.
    pub fn over(files: usize) -> Self {
        if !stderr().is_terminal() {
            return Self::hidden();
        }
        let bar = ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
        let template = "{bar:30} {human_pos}/{human_len} files";
        Self::with_bar(Some(
            bar.with_style(ProgressStyle::with_template(template).expect("a valid template")),
        ))
    }

    /// A bar that is never shown: `--quiet`.
    pub fn hidden() -> Self {
        Self::with_bar(None)
    }

    /// Counts one more file as done.
    pub fn advance(&self) {
        let Some(bar) = &self.bar else { return };
        bar.inc(1);
        if !self.drawn.load(Ordering::Relaxed)
            && self.start.elapsed() >= DELAY
            && !self.drawn.swap(true, Ordering::Relaxed)
        {
            bar.set_draw_target(ProgressDrawTarget::stderr_with_hz(REDRAWS_PER_SECOND));
        }
    }

    /// Takes the bar away, before anything else is printed.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn with_bar(bar: Option<ProgressBar>) -> Self {
        Self { bar, start: Instant::now(), drawn: AtomicBool::new(false) }
    }
}
