use crate::diagnostic::{Fix, Texts};
use crate::source::Span;

/// Of so many names at most the letters are compared one by one: of more, the first that may be near are.
const COMPARED: usize = 1_000;

/// The known name that was probably meant: within a third of its letters, or the same but for capitals.
pub(in crate::check) fn nearest<'a>(name: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let letters = Letters::of(name);
    let allowed = (letters.count / 3).max(1);
    let mut near = known
        .filter(|other| *other != name && letters.at_least(Letters::of(other)) <= allowed)
        .take(COMPARED)
        .map(|other| (distance(name, other), other))
        .filter(|(distance, _)| *distance <= allowed);
    let first = near.next()?;
    let (_, nearest) = near.fold(first, |best, next| if next.0 < best.0 { next } else { best });
    Some(nearest.to_owned())
}

fn distance(name: &str, other: &str) -> usize {
    if other.to_lowercase() == name.to_lowercase() { 0 } else { strsim::damerau_levenshtein(name, other) }
}

/// How many letters a name has, and which, so that most names are known at a glance to be others. Letters of both cases
/// are one, and so are all beyond ASCII.
#[derive(Debug, Clone, Copy)]
struct Letters {
    count: usize,
    set: u64,
}

impl Letters {
    fn of(name: &str) -> Self {
        let place =
            |letter: char| if letter.is_ascii() { u32::from(letter.to_ascii_lowercase()) % 63 } else { 63 };
        name.chars().fold(Self { count: 0, set: 0 }, |known, letter| Self {
            count: known.count.saturating_add(1),
            set: known.set | 1 << place(letter),
        })
    }

    /// So many letters at least must be changed, added or left out to make one of the other.
    fn at_least(self, other: Self) -> usize {
        let lacking = |one: Self, other: Self| (one.set & !other.set).count_ones();
        let changed = lacking(self, other).max(lacking(other, self));
        self.count.abs_diff(other.count).max(usize::try_from(changed).unwrap_or(usize::MAX))
    }
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

#[cfg(test)]
mod tests {
    use super::{COMPARED, Letters, distance, nearest};

    const NAMES: [&str; 16] = [
        "", "a", "A", "b", "ab", "ba", "queue", "Queue", "queu", "quuee", "qeueu", "billing", "biling",
        "naïve", "NAÏVE", "naive",
    ];

    #[test]
    fn what_is_known_at_a_glance_is_never_more_than_the_letters_come_to() {
        for one in NAMES {
            for other in NAMES.into_iter().filter(|other| one.to_lowercase() != other.to_lowercase()) {
                let at_least = Letters::of(one).at_least(Letters::of(other));
                assert!(at_least <= distance(one, other), "{one} {other}");
            }
            assert_eq!(Letters::of(one).at_least(Letters::of(&one.to_uppercase())), 0, "{one}");
        }
    }

    #[test]
    fn the_first_of_the_nearest_is_meant() {
        let near = |name: &str| nearest(name, NAMES.into_iter());
        assert_eq!(near("quueue").as_deref(), Some("queue"));
        assert_eq!(near("queue").as_deref(), Some("Queue"));
        assert_eq!(near("Naïve").as_deref(), Some("naïve"));
        assert_eq!(near("billling").as_deref(), Some("billing"));
        assert_eq!(near("workstream"), None);
    }

    #[test]
    fn a_name_is_found_behind_very_many_that_are_others() {
        let many: Vec<_> = (0..10 * COMPARED).map(|at| format!("desk{at:06}")).collect();
        let known = || many.iter().map(String::as_str).chain(["billing_desk"]);
        assert_eq!(nearest("biling_desk", known()).as_deref(), Some("billing_desk"));
    }
}
