use indicatif::{ProgressBar, ProgressStyle};
use std::io::{IsTerminal, Read};

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
