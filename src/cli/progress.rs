//! Progress on a terminal; nothing anywhere else.

use std::io::{self, IsTerminal};
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use crate::pipeline::Progress;

/// A bar on standard error, hidden where that is no terminal.
pub struct Bar(ProgressBar);

impl Bar {
    /// A new bar; it is not seen before something takes a while.
    pub fn new() -> Bar {
        if !io::stderr().is_terminal() {
            return Bar(ProgressBar::hidden());
        }
        let bar = ProgressBar::new_spinner();
        bar.set_style(spinner());
        bar.enable_steady_tick(Duration::from_millis(100));
        Bar(bar)
    }

    /// Shows what is being done. May be called from any thread.
    pub fn show(&self, progress: Progress) {
        match progress {
            Progress::Reading => self.0.set_message("reading"),
            Progress::Checking => self.0.set_message("checking"),
            Progress::Compiling(units) => {
                self.0.set_length(units as u64);
                self.0.set_style(counter());
                self.0.set_message("compiling");
            }
            Progress::Compiled => self.0.inc(1),
            Progress::Linking => self.0.set_message("linking"),
            Progress::Writing => self.0.set_message("writing"),
        }
    }
}

impl Drop for Bar {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn spinner() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {msg}")
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
}

fn counter() -> ProgressStyle {
    ProgressStyle::with_template("{spinner} {msg} {bar:30} {pos}/{len}")
        .unwrap_or_else(|_| ProgressStyle::default_bar())
}
