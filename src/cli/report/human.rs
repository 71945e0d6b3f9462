use super::escape::safe;
use super::excerpt::Excerpt;
use super::places::{Places, Text};
use enroute::diagnostic::{Diagnostic, Severity};
use enroute::source::{FileId, Span};
use miette::{GraphicalReportHandler, GraphicalTheme, LabeledSpan, SourceCode};
use std::fmt;

/// A label that covers more lines than this is shown at its first line only.
const MOST_LINES: usize = 12;

/// A label that covers more bytes than this is shown at its first few only.
const LONGEST: usize = 2048;
const MOST_BYTES: usize = 40;

/// The diagnostic with its source, as a person reads it in a terminal `width` columns wide.
pub(super) fn page(diagnostic: &Diagnostic, places: &Places<'_>, width: usize, colour: bool) -> String {
    let theme = if colour { GraphicalTheme::unicode() } else { GraphicalTheme::unicode_nocolor() };
    let handler = GraphicalReportHandler::new_themed(theme).with_width(width).with_links(false);
    let mut text = String::new();
    // Writing into a string cannot fail; the handler fails only where a label lies outside the text.
    if handler.render_report(&mut text, &Page::of(diagnostic, places)).is_err() {
        return format!("{}: {}\n", diagnostic.code, safe(&diagnostic.message));
    }
    for page in others(diagnostic, places) {
        let mut beside = String::new();
        if handler.render_report(&mut beside, &page).is_ok() {
            text.push('\n');
            text.push_str(beside.trim_start_matches('\n'));
        }
    }
    text
}

/// A diagnostic as `miette` asks for it: one file a page, the places in other files on pages of their own.
struct Page<'p, 's> {
    code: Option<&'p str>,
    severity: Severity,
    message: String,
    help: Option<String>,
    source: Option<Excerpt<'p, 's>>,
    labels: Vec<LabeledSpan>,
}

impl<'p, 's> Page<'p, 's> {
    fn of(diagnostic: &'p Diagnostic, places: &'p Places<'s>) -> Self {
        let main = diagnostic.span().map(|span| span.file);
        Self {
            code: Some(&diagnostic.code),
            severity: diagnostic.severity,
            message: safe(&diagnostic.message).into_owned(),
            help: diagnostic.help.as_deref().map(|help| safe(help).into_owned()),
            source: main.and_then(|file| places.text(file)).map(Excerpt),
            labels: main.map(|file| labels(diagnostic, file, places)).unwrap_or_default(),
        }
    }

    /// What the diagnostic says of another file than its own.
    fn beside(diagnostic: &'p Diagnostic, file: FileId, places: &'p Places<'s>) -> Option<Self> {
        let text = places.text(file)?;
        let mut labels = labels(diagnostic, file, places);
        let message = sentence(&mut labels);
        Some(Self {
            code: None,
            severity: Severity::Hint,
            message,
            help: None,
            source: Some(Excerpt(text)),
            labels,
        })
    }
}

/// What the diagnostic says of other files than its own, a page a file.
fn others<'p, 's>(diagnostic: &'p Diagnostic, places: &'p Places<'s>) -> Vec<Page<'p, 's>> {
    let main = diagnostic.span().map(|span| span.file);
    let mut files: Vec<FileId> = Vec::new();
    for label in &diagnostic.labels {
        if Some(label.span.file) != main && !files.contains(&label.span.file) {
            files.push(label.span.file);
        }
    }
    files.into_iter().filter_map(|file| Page::beside(diagnostic, file, places)).collect()
}

/// The sentence over places in another file: the words of the one label, which need not be said twice.
fn sentence(labels: &mut [LabeledSpan]) -> String {
    match labels {
        [only] => {
            let words = only.label().map(str::to_owned);
            only.set_label(None);
            words.unwrap_or_else(|| "it is declared here".to_owned())
        }
        _ => "it has to do with these places".to_owned(),
    }
}

fn labels(diagnostic: &Diagnostic, file: FileId, places: &Places<'_>) -> Vec<LabeledSpan> {
    let Some(text) = places.text(file) else {
        return Vec::new();
    };
    let primary = diagnostic.span();
    let near = |span: Span| primary.is_none_or(|primary| can_be_shown_with(primary, span, text));
    let inside = diagnostic.labels.iter().filter(|label| label.span.file == file && near(label.span));
    inside
        .map(|label| {
            let words = (!label.text.is_empty()).then(|| safe(&label.text).into_owned());
            let range = shortened(label.span, text);
            if Some(label.span) == primary {
                LabeledSpan::new_primary_with_span(words, range)
            } else {
                LabeledSpan::new_with_span(words, range)
            }
        })
        .collect()
}

/// Whether both places may be shown on one page: what stands between them then is shown too, if it is few lines.
fn can_be_shown_with(primary: Span, other: Span, text: &Text<'_>) -> bool {
    let (from, to) = (primary.start.min(other.start), primary.start.max(other.start));
    let range = usize::try_from(from).unwrap_or(usize::MAX)..usize::try_from(to).unwrap_or(usize::MAX);
    let between = text.masked().get(range).unwrap_or_default();
    primary.file != other.file || between.lines().all(|line| line.len() <= LONGEST)
}

/// The bytes to underline: those of the span, or of its first line if it covers many, or of its first words if it is
/// long.
fn shortened(span: Span, text: &Text<'_>) -> (usize, usize) {
    let start = usize::try_from(span.start).unwrap_or(usize::MAX);
    let length = usize::try_from(span.len()).unwrap_or(usize::MAX);
    let all = text.masked();
    let start = start.min(all.len());
    let covered = all.get(start..start.saturating_add(length).min(all.len())).unwrap_or_default();
    let length = match covered.lines().nth(MOST_LINES) {
        Some(_) => covered.lines().next().map_or(0, str::len),
        None => covered.len(),
    };
    (start, if length > LONGEST { all.floor_char_boundary(start + MOST_BYTES) - start } else { length })
}

impl fmt::Display for Page<'_, '_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl fmt::Debug for Page<'_, '_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.message)
    }
}

impl std::error::Error for Page<'_, '_> {}

impl miette::Diagnostic for Page<'_, '_> {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let code: Box<dyn fmt::Display> = Box::new(self.code?);
        Some(code)
    }

    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.severity {
            Severity::Error => miette::Severity::Error,
            Severity::Warning => miette::Severity::Warning,
            Severity::Hint => miette::Severity::Advice,
        })
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        let help: Box<dyn fmt::Display> = Box::new(self.help.as_ref()?);
        Some(help)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        let source: &dyn SourceCode = self.source.as_ref()?;
        Some(source)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
