use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::{IsTerminal, Read};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// The columns of a page where nobody looks, and the least and most of one where somebody does.
const PAGE: usize = 80;
const WIDEST: usize = 120;

/// How wide reports are: as the terminal, or 80 columns where stderr is none.
pub(crate) fn width() -> usize {
    if !talks_to_a_person() {
        return PAGE;
    }
    let columns =
        terminal_size::terminal_size_of(std::io::stderr()).map_or(PAGE, |(columns, _)| columns.0.into());
    columns.clamp(PAGE / 2, WIDEST)
}

/// Whether stderr is a terminal.
pub(crate) fn talks_to_a_person() -> bool {
    std::io::stderr().is_terminal()
}

/// Whether reports are coloured: a terminal that wants it (`NO_COLOR` and its relatives are honoured).
pub(crate) fn colour() -> bool {
    anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never
}

/// A progress bar that is seen only by a person, and only if nothing else writes to their terminal meanwhile.
pub(crate) fn bar(alone: bool) -> ProgressBar {
    if !(alone && talks_to_a_person()) {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{wide_bar} {bytes}/{total_bytes} {eta}");
    let bar = ProgressBar::no_length();
    style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style))
}

/// Work that takes less is over before anybody has read a bar.
const LONG: Duration = Duration::from_millis(700);

/// A bar for work of so many steps, which a person sees once it takes long.
#[derive(Debug)]
pub(crate) struct Steps {
    bar: ProgressBar,
    begun: Instant,
    shown: AtomicBool,
}

impl Steps {
    /// None has been done.
    pub(crate) fn new(count: usize) -> Self {
        let bar = ProgressBar::with_draw_target(u64::try_from(count).ok(), ProgressDrawTarget::hidden());
        let style = ProgressStyle::with_template("{wide_bar} {pos}/{len} {per_sec} {eta}");
        let bar = style.map_or_else(|_| bar.clone(), |style| bar.clone().with_style(style));
        Self { bar, begun: Instant::now(), shown: AtomicBool::new(false) }
    }

    /// So many more have been done.
    pub(crate) fn done(&self, more: usize) {
        self.bar.inc(u64::try_from(more).unwrap_or_default());
        let is_time = || talks_to_a_person() && self.begun.elapsed() >= LONG;
        if !self.shown.load(Ordering::Relaxed) && is_time() && !self.shown.swap(true, Ordering::Relaxed) {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// Nothing more is to be seen.
    pub(crate) fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

/// `raw`, with what is read of it shown on `bar`.
pub(crate) fn watched(
    raw: Box<dyn Read + Send>,
    size: Option<u64>,
    bar: &ProgressBar,
) -> Box<dyn Read + Send> {
    if bar.is_hidden() {
        return raw;
    }
    if let Some(size) = size {
        bar.set_length(size);
    }
    Box::new(bar.wrap_read(raw))
}
