use super::places::Places;
use super::shape::Shape;
use super::tally::Tally;
use super::{github, human, sarif};
use enroute::diagnostic::Diagnostic;
use enroute::diagnostic::READ;
use enroute::source::Span;
use std::collections::BTreeSet;
use std::io::{self, Write};

/// How problems are reported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub(crate) enum Format {
    /// For people: the place in the source, drawn, on stderr
    #[default]
    Human,
    /// One JSON array on stdout
    Json,
    /// One JSON object a line on stdout
    Jsonl,
    /// SARIF 2.1.0 on stdout, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions on stdout
    Github,
}

/// How many diagnostics a run shows to people, and how many it gives to programs.
const MOST_READ: usize = 100;
const MOST_PIPED: usize = READ;

/// How wide a text is drawn that goes elsewhere than to a terminal.
const WIDTH: usize = 100;

/// Collects the diagnostics of several programs and writes them in one format.
pub(crate) struct Report {
    format: Format,
    tally: Tally,
    shapes: Vec<Shape>,
    text: String,
    told: BTreeSet<String>,
    files: BTreeSet<String>,
    room: usize,
    left_out: usize,
}

impl Report {
    /// An empty report.
    pub(crate) fn new(format: Format) -> Self {
        let room = if format == Format::Human { MOST_READ } else { MOST_PIPED };
        Self {
            format,
            tally: Tally::default(),
            shapes: Vec::new(),
            text: String::new(),
            told: BTreeSet::new(),
            files: BTreeSet::new(),
            room,
            left_out: 0,
        }
    }

    /// Adds the diagnostics of one program. What a file has that several programs import is told once. Where there are
    /// more than are shown, errors are shown before others.
    pub(crate) fn add(&mut self, diagnostics: &[Diagnostic], places: &Places<'_>) {
        self.files.extend(places.names().map(str::to_owned));
        self.tally.files = self.files.len();
        let (width, colour) = (crate::cli::terminal::width(), crate::cli::terminal::colour());
        let mut shown: Vec<_> = diagnostics.iter().filter(|found| self.is_new(found, places)).collect();
        for diagnostic in &shown {
            self.tally.add(diagnostic.severity);
        }
        if shown.len() > self.room {
            shown.sort_by_key(|diagnostic| diagnostic.severity);
            self.left_out += shown.len() - self.room;
            shown.truncate(self.room);
        }
        self.room -= shown.len();
        for diagnostic in shown {
            match self.format {
                Format::Human => {
                    self.text.push_str(&human::page(diagnostic, places, width, colour));
                    self.text.push('\n');
                }
                Format::Json | Format::Jsonl | Format::Sarif | Format::Github => {
                    self.shapes.push(Shape::of(diagnostic, places));
                }
            }
        }
    }

    /// Whether nothing like it was told: a file that several programs import has the same name in all of them. Lines and
    /// columns are counted for what is shown only.
    fn is_new(&mut self, diagnostic: &Diagnostic, places: &Places<'_>) -> bool {
        let at = |span: Span| (places.text(span.file).map(|text| &text.name), span.start, span.end);
        let labels: Vec<_> = diagnostic.labels.iter().map(|label| (at(label.span), &label.text)).collect();
        let edits = diagnostic.fixes.iter().flat_map(|fix| &fix.edits);
        let edits: Vec<_> = edits.map(|edit| (at(edit.span), &edit.text)).collect();
        let Diagnostic { code, severity, message, help, .. } = diagnostic;
        self.told.insert(format!("{:?}", (code, severity, message, help, labels, edits)))
    }

    /// How many there are so far.
    pub(crate) fn tally(&self) -> Tally {
        self.tally
    }

    /// Writes all: for people to `talk`, with a last line that counts, else to `data`. How many are not shown is said on
    /// `talk`.
    pub(crate) fn write(&self, data: &mut dyn Write, talk: &mut dyn Write) -> io::Result<()> {
        self.write_shown(data, talk)?;
        if self.left_out > 0 {
            writeln!(talk, "… and {} more", grouped(self.left_out))?;
        }
        if self.format == Format::Human { writeln!(talk, "{}", self.tally.words()) } else { Ok(()) }
    }

    fn write_shown(&self, data: &mut dyn Write, talk: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Human => write!(talk, "{}", self.text),
            Format::Json => {
                serde_json::to_writer_pretty(&mut *data, &self.shapes)?;
                writeln!(data)
            }
            Format::Jsonl => self.shapes.iter().try_for_each(|shape| {
                serde_json::to_writer(&mut *data, shape)?;
                writeln!(data)
            }),
            Format::Sarif => {
                serde_json::to_writer_pretty(&mut *data, &sarif::log(&self.shapes))?;
                writeln!(data)
            }
            Format::Github => {
                self.shapes.iter().try_for_each(|shape| writeln!(data, "{}", github::command(shape)))
            }
        }
    }
}

/// The diagnostics as people read them, without colours.
pub(crate) fn drawn(diagnostics: &[Diagnostic], places: &Places<'_>) -> String {
    let page = |diagnostic: &Diagnostic| human::page(diagnostic, places, WIDTH, false) + "\n";
    diagnostics.iter().map(page).collect()
}

/// `12,345`
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    let comma = |at: usize| if at > 0 && at % 3 == first { "," } else { "" };
    digits.chars().enumerate().flat_map(|(at, digit)| comma(at).chars().chain([digit])).collect()
}
