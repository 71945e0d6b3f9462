use super::places::Places;
use super::shape::Shape;
use super::tally::Tally;
use super::{github, human, sarif};
use enroute::diagnostic::Diagnostic;
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

/// Collects the diagnostics of several programs and writes them in one format.
pub(crate) struct Report {
    format: Format,
    tally: Tally,
    shapes: Vec<Shape>,
    text: String,
    told: BTreeSet<String>,
    files: BTreeSet<String>,
}

impl Report {
    /// An empty report.
    pub(crate) fn new(format: Format) -> Self {
        Self {
            format,
            tally: Tally::default(),
            shapes: Vec::new(),
            text: String::new(),
            told: BTreeSet::new(),
            files: BTreeSet::new(),
        }
    }

    /// Adds the diagnostics of one program. What a file has that several programs import is told once.
    pub(crate) fn add(&mut self, diagnostics: &[Diagnostic], places: &Places<'_>) {
        self.files.extend(places.names().map(str::to_owned));
        self.tally.files = self.files.len();
        let (width, colour) = (crate::cli::terminal::width(), crate::cli::terminal::colour());
        for diagnostic in diagnostics {
            let shape = Shape::of(diagnostic, places);
            if !self.told.insert(format!("{shape:?}")) {
                continue;
            }
            self.tally.add(diagnostic.severity);
            match self.format {
                Format::Human => {
                    self.text.push_str(&human::page(diagnostic, places, width, colour));
                    self.text.push('\n');
                }
                Format::Json | Format::Jsonl | Format::Sarif | Format::Github => {
                    self.shapes.push(shape);
                }
            }
        }
    }

    /// How many there are so far.
    pub(crate) fn tally(&self) -> Tally {
        self.tally
    }

    /// Writes all: for people to `talk`, with a last line that counts, else to `data`.
    pub(crate) fn write(&self, data: &mut dyn Write, talk: &mut dyn Write) -> io::Result<()> {
        match self.format {
            Format::Human => writeln!(talk, "{}{}", self.text, self.tally.words()),
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
