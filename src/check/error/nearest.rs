use crate::diagnostic::{Fix, Texts};
use crate::source::Span;

/// The known name that was probably meant: within a third of its letters, or the same but for capitals.
pub(in crate::check) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let allowed = (name.chars().count() / 3).max(1);
    let small = name.to_lowercase();
    let distance = |other: &str| {
        if other.to_lowercase() == small { 0 } else { strsim::damerau_levenshtein(name, other) }
    };
    known
        .map(|other| (distance(other), other))
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
    Fix::write(span, text)
}

/// A fix for each of these texts at `span`; the author must choose.
pub(in crate::check) fn one_of(span: Span, choices: &[String]) -> Vec<Fix> {
    choices.iter().map(|text| instead(span, text)).collect()
}

/// The fix that leaves the entry at `span` out.
pub(in crate::check) fn without(texts: Texts<'_>, what: &str, span: Span) -> Fix {
    Fix { title: format!("leave `{what}` out"), edits: vec![texts.left_out(span)] }
}

/// The fix that leaves the entry out in which `span` is a word. The only member of a list goes with its setting.
pub(in crate::check) fn without_entry(texts: Texts<'_>, what: &str, span: Span) -> Option<Fix> {
    let entry = texts.entry(span)?;
    let alone = texts.around(span, "([{").filter(|(open, close)| {
        let inner = Span::new(open.file, open.end, close.start);
        texts.at(*open) == "[" && texts.at(inner).trim() == texts.at(entry)
    });
    let entry = alone.and_then(|(open, _)| texts.entry(open)).unwrap_or(entry);
    Some(without(texts, what, entry))
}
