use super::change::{Change, Deed};
use super::part::{Part, Thing};
use super::text::members;

/// What else to know of a change of a setting or part.
pub(super) fn remarks(thing: &Thing, change: &Change) -> Vec<String> {
    let part = change.part.as_deref().unwrap_or_default();
    let word = part.split('.').next().unwrap_or_default();
    let known = match (thing.kind, word, change.deed) {
        // Domain section 13: a change of a rating model does not touch items already stamped.
        ("rating", "range", _) | ("skill", "rating", _) => {
            "items that wait already keep the levels they were given, and may fit nobody any more"
        }
        // Domain section 14: custom limits are unaffected by default changes, and limits apply to new assignments only.
        ("profile", "limit", _) => {
            "it holds for new assignments only, and agents with a limit of their own keep theirs"
        }
        // Domain section 4.1: names must match at every producer and consumer, and nothing enforces it.
        ("workstream", "context", Deed::Removed) => {
            "the platform does not look who else speaks of a context variable: surveys, pages, bots and messages that fill or \
             read it have to be changed first"
        }
        _ => return Vec::new(),
    };
    vec![known.to_owned()]
}

/// That a rule shares items out otherwise though it has the same shares, since what it is called is part of the draw.
pub(super) fn drawn_anew(before: &Part, after: &Part) -> Option<String> {
    let splits = |part: &Part| {
        part.pieces.iter().any(|piece| piece.what == "target" && piece.same.starts_with("split {"))
    };
    (splits(before) && splits(after)).then(|| {
        "what a rule is called is part of the draw of its split: items are drawn anew, and many get another share"
            .to_owned()
    })
}

/// Where instances come from that another workstream had: an address belongs to one workstream (domain section 2).
pub(super) fn instances(thing: &Thing, change: &Change, old: &[Thing]) -> Vec<String> {
    let after = change.after.as_ref().filter(|_| change.part.as_deref() == Some("instances"));
    let Some(after) = after else { return Vec::new() };
    let had = |other: &Thing, address: &String| {
        other.setting("instances").is_some_and(|setting| members(&setting.said.text).contains(address))
    };
    let mut found = Vec::new();
    for address in members(&after.text) {
        let before = old.iter().find(|other| other.kind == "workstream" && had(other, &address));
        if let Some(before) = before.filter(|before| before.name != thing.name) {
            let name = &before.name;
            found.push(format!(
                "take `{address}` out of workstream `{name}`: an address belongs to one workstream"
            ));
        }
    }
    found
}

/// Who copies what changes, and who does not follow; and what is changed because it is copied. On the platform a copy stands
/// alone from the moment it is made (domain section 2: "deep copy"), so each has to be changed there.
pub(super) fn copies(thing: &Thing, change: &Change, new: &[Thing]) -> Vec<String> {
    let Some(part) = change.part.as_deref().filter(|_| change.deed != Deed::Moved) else { return Vec::new() };
    let mut notes = Vec::new();
    if let Some(from) = thing.copies.as_ref().filter(|_| !is_own(thing, part)) {
        notes.push(format!(
            "it copies `{from}`; on the platform a copy stands alone, and has to be changed as well"
        ));
    }
    let copies =
        new.iter().filter(|other| other.kind == thing.kind && other.copies.as_ref() == Some(&thing.name));
    for copy in copies.filter(|copy| is_own(copy, part)) {
        notes.push(format!(
            "`{}` copies `{}` but says this itself, and stays as it is",
            copy.name, thing.name
        ));
    }
    notes
}

/// Whether a copy writes that itself. What it is called and the addresses it has are always its own (decision 0004).
fn is_own(thing: &Thing, part: &str) -> bool {
    if part == "label" || part == "instances" || part.starts_with("instance.") {
        return false;
    }
    if let Some(setting) = thing.setting(part) {
        return setting.span.is_some_and(|span| thing.holds(span));
    }
    let places = thing.lists.iter().find_map(|list| {
        let at = (0..list.parts.len()).find(|at| list.of(*at) == part);
        at.and_then(|at| list.parts.get(at)).map(|part| part.span)
    });
    let word = part.split(['.', '#']).next().unwrap_or_default();
    let list = || thing.list(word).and_then(|list| list.parts.first()).map(|part| part.span);
    places.or_else(list).is_some_and(|span| thing.holds(span))
}
