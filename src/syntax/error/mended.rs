//! How mistakes of shape are mended.

use super::mark::replace;
use super::shape::ShapeError;
use crate::diagnostic::{Edit, Fix, Problem, Texts};
use crate::source::Span;

impl Problem for ShapeError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        if let Self::NoPolicy { span } = self {
            return ["first", "all"].map(|word| before(word, *span)).to_vec();
        }
        if let Self::MixedJoin { groups, .. } = self {
            return groups.iter().filter_map(|group| parenthesized(texts, group)).collect();
        }
        if let Self::Unexpected { mends, .. } = self {
            return mends.iter().map(|(span, text)| mended(texts, *span, text)).collect();
        }
        let Self::DoubleNot { span } = self else { return self.fix(texts).into_iter().collect() };
        let rest = texts.beside(*span).map_or("", |(_, after)| after);
        let blanks = u32::try_from(rest.len() - rest.trim_start().len()).unwrap_or(0);
        let all = Span::new(span.file, span.start, span.end + blanks);
        vec![replace("write one `not`", *span, "not"), replace("write none", all, "")]
    }
}

/// `text` in place of what stands there.
fn mended(texts: Texts<'_>, span: Span, text: &str) -> Fix {
    let written = texts.at(span).trim();
    let title =
        if text.is_empty() { format!("delete `{written}`") } else { format!("write `{}`", text.trim()) };
    replace(&title, span, text)
}

/// A word before a place.
fn before(word: &str, span: Span) -> Fix {
    let start = Span::new(span.file, span.start, span.start);
    replace(&format!("write `{word}`"), start, &format!("{word} "))
}

/// Parentheses around each of these.
fn parenthesized(texts: Texts<'_>, group: &[Span]) -> Option<Fix> {
    let first = texts.at(*group.first()?);
    let edit = |span: &Span| {
        let start = Span::new(span.file, span.start, span.start);
        [Edit { span: start, text: "(".to_owned() }, Edit { span: span.after(), text: ")".to_owned() }]
    };
    let shown =
        if first.len() <= 48 { format!("write `({first})`") } else { "put parentheses there".to_owned() };
    Some(Fix { title: shown, edits: group.iter().flat_map(edit).collect() })
}

impl ShapeError {
    fn fix(&self, texts: Texts<'_>) -> Option<Fix> {
        let write = |text: &str, span: Span| Some(replace(&format!("write `{}`", text.trim()), span, text));
        match self {
            Self::Misspelled { suggestion, span, .. } | Self::IsWhat { suggestion, span, .. } => {
                write(suggestion, *span)
            }
            Self::DoubleSign { span } => Some(replace("delete them", *span, "")),
            Self::ForeignWord { instead, span, whole, .. } => write(instead, whole.unwrap_or(*span)),
            Self::Equals { span } => write("==", *span),
            Self::SettingMark { span, .. } => Some(replace("put a space there", *span, " ")),
            Self::NoColon { span } => write(":", span.after()),
            Self::BraceBelow { span, above } => Some(Fix {
                title: "move it up".to_owned(),
                edits: vec![
                    Edit { span: *above, text: " {".to_owned() },
                    Edit { span: *span, text: String::new() },
                ],
            }),
            Self::Stray { instead: Some((span, instead)), .. } | Self::RuleWord { instead, span, .. } => {
                write(instead, *span)
            }
            Self::NoLanguage { place, .. } => write("language 1\n\n", *place),
            Self::Version { span, .. } => write("language 1", *span),
            Self::Chained { span, middle } => {
                let again = format!("and {} ", texts.at((*middle)?));
                let start = Span::new(span.file, span.start, span.start);
                Some(replace(&format!("write `{}`", again.trim()), start, &again))
            }
            Self::InnerNot { span, left } => {
                let left = (*left)?;
                let start = Span::new(left.file, left.start, left.start);
                let edit = Edit { span: start, text: "not ".to_owned() };
                Fix::all("put `not` before the left side", [Some(edit), Some(texts.left_out(*span))])
            }
            Self::Reserved { word, span } => write(&format!("{word}_"), *span),
            Self::Misplaced { span, place: None, .. } => {
                Some(Fix { title: "delete this one".to_owned(), edits: vec![texts.left_out(*span)] })
            }
            Self::Misplaced { span, place: Some(place), .. } => {
                let line = Edit { span: *place, text: "language 1\n\n".to_owned() };
                Fix::all("move it to the top", [Some(line), Some(texts.left_out(*span))])
            }
            Self::ExpectTooEarly { span } => below(texts, *span),
            Self::SecondAt { span } => {
                Some(Fix { title: "leave the second out".to_owned(), edits: vec![texts.left_out(*span)] })
            }
            Self::Unexpected { .. }
            | Self::Unfinished { .. }
            | Self::MixedJoin { .. }
            | Self::DoubleNot { .. }
            | Self::TooLong { .. }
            | Self::NoPolicy { .. }
            | Self::Stray { .. }
            | Self::TooMany { .. }
            | Self::TooLarge { .. } => None,
        }
    }
}

/// Moves a line below the one after it.
fn below(texts: Texts<'_>, span: Span) -> Option<Fix> {
    let (_, rest) = texts.beside(span)?;
    let start = span.end + u32::try_from(rest.len()).ok()? + 1;
    let (_, next) = texts.beside(Span::new(span.file, start, start))?;
    if !next.starts_with([' ', '\t']) || !next.trim_start().starts_with(|first: char| first.is_ascii_digit())
    {
        return None;
    }
    let end = start + u32::try_from(next.len()).ok()?;
    let indent = next.len() - next.trim_start().len() + "10:00  ".len();
    let text = format!("\n{}{}", " ".repeat(indent), texts.at(span));
    let moved = Edit { span: Span::new(span.file, end, end), text };
    Fix::all("move it below the next line", [Some(moved), Some(texts.left_out(span))])
}
