use super::names::Names;
use super::part::Thing;
use super::reader::Reader;
use super::text::{marked, words};
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// What each place names, by where it begins: the marked name.
type Places = BTreeMap<(FileId, u32), String>;

/// Marks in what is compared the words that name something declared, with its kind: a word may stand for a queue in one place,
/// for a value in another, and for nothing in a text.
pub(super) fn mark(reader: &Reader<'_>, names: &Names, things: &mut [Thing]) {
    let mut places = Places::new();
    for thing in &*things {
        for place in names.uses(thing.name_span) {
            places.insert((place.file, place.start), marked(thing.kind, &thing.name));
        }
    }
    for thing in things {
        for setting in &mut thing.settings {
            if let Some(span) = setting.span {
                mark_one(reader, &places, span, &mut setting.same);
            }
        }
        for part in thing.lists.iter_mut().flat_map(|list| &mut list.parts) {
            mark_one(reader, &places, part.span, &mut part.same);
        }
    }
}

/// The words of `same` are those of the source in their order, if there are as many; or else all that are called so count.
fn mark_one(reader: &Reader<'_>, places: &Places, span: Span, same: &mut String) {
    let found: Vec<_> = places.range((span.file, span.start)..(span.file, span.end)).collect();
    if found.is_empty() {
        return;
    }
    let source = reader.checked.sources.text(span);
    let mut left: BTreeMap<&str, Vec<Option<&String>>> = BTreeMap::new();
    for (at, word) in words(source) {
        let place = span.start.checked_add(at).and_then(|start| places.get(&(span.file, start)));
        left.entry(word).or_default().push(place);
    }
    let own: Vec<_> = words(same).into_iter().map(|(_, word)| word).collect();
    let mut said: BTreeMap<&str, usize> = BTreeMap::new();
    let mut told = Vec::new();
    for word in &own {
        let nth = said.entry(word).or_default();
        let known = left.get(word).map_or(&[][..], Vec::as_slice);
        let alike = own.iter().filter(|other| other == &word).count() == known.len();
        let place =
            if alike { known.get(*nth).copied().flatten() } else { known.iter().copied().flatten().next() };
        *nth += 1;
        told.push(place.map_or(*word, String::as_str));
    }
    *same = told.join(" ");
}
