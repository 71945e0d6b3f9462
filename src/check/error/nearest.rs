use crate::diagnostic::{Edit, Fix};
use crate::source::Span;

/// The known name that was probably meant: within a third of its letters.
pub(in crate::check) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let allowed = (name.chars().count() / 3).max(1);
    known
        .map(|other| (strsim::damerau_levenshtein(name, other), other))
        .filter(|(distance, other)| *distance <= allowed && *other != name)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, other)| other.to_owned())
}

/// The question that goes with a nearest name.
pub(in crate::check) fn did_you_mean(nearest: Option<&str>) -> Option<String> {
    nearest.map(|nearest| format!("did you mean `{nearest}`?"))
}

/// The fix that writes `text` at `span`.
pub(in crate::check) fn instead(span: Span, text: &str) -> Fix {
    Fix { title: format!("write `{text}`"), edits: vec![Edit { span, text: text.to_owned() }] }
}
