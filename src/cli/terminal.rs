use std::io::IsTerminal;

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
