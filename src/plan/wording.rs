use super::change::{Change, Deed, PieceChange, Said};
use super::part::{List, Part, Piece, Setting, Thing};
use super::text::members;

/// So many members of a list that come or go are told one by one.
const TOLD: usize = 6;

/// A change of a part, whose sentence begins with what is declared.
pub(super) fn change(thing: &Thing, part: String, deed: Deed, words: &str) -> Change {
    Change { part: Some(part), ..whole(thing, deed, &format!(": {words}")) }
}

/// A change of the whole.
pub(super) fn whole(thing: &Thing, deed: Deed, words: &str) -> Change {
    Change {
        kind: thing.kind,
        name: thing.name.clone(),
        part: None,
        deed,
        before: None,
        after: None,
        pieces: Vec::new(),
        sentence: format!("{} `{}`{words}", thing.kind, thing.name),
        refused: None,
        first: Vec::new(),
        notes: Vec::new(),
    }
}

/// What is said of a setting that is otherwise.
pub(super) fn setting(address: &str, before: Option<&Setting>, after: Option<&Setting>) -> (Deed, String) {
    match (before, after) {
        (Some(before), Some(after)) => {
            let told = gained_and_lost(&before.said, &after.said);
            let (was, becomes) = (worded(&before.said), worded(&after.said));
            let told = told.map(|told| format!("{address} {told}"));
            (Deed::Changed, told.unwrap_or_else(|| format!("{address} was {was}, becomes {becomes}")))
        }
        (None, Some(after)) => (Deed::Added, format!("{address} is new: {}", worded(&after.said))),
        (Some(before), None) => {
            (Deed::Removed, format!("{address} was {}, is not said any more", worded(&before.said)))
        }
        (None, None) => (Deed::Changed, address.to_owned()),
    }
}

/// `15m`, `none (by default)`
fn worded(said: &Said) -> String {
    let text = if said.text.is_empty() { "nothing" } else { &said.text };
    match &said.why {
        Some(why) => format!("`{text}` ({why})"),
        None => format!("`{text}`"),
    }
}

/// Of two lists with something in common: what the new one has more, and less.
fn gained_and_lost(before: &Said, after: &Said) -> Option<String> {
    let (old, new) = (members(&before.text), members(&after.text));
    let written = before.why.is_none() && after.why.is_none();
    if !written || old.len().max(new.len()) < 2 || !old.iter().any(|one| new.contains(one)) {
        return None;
    }
    let only = |some: &[String], others: &[String]| -> Vec<String> {
        some.iter().filter(|one| !others.contains(one)).map(|one| format!("`{one}`")).collect()
    };
    let (gained, lost) = (only(&new, &old), only(&old, &new));
    if gained.len() + lost.len() > TOLD {
        return None;
    }
    let gained = (!gained.is_empty()).then(|| format!("gains {}", gained.join(", ")));
    let lost = (!lost.is_empty()).then(|| format!("loses {}", lost.join(", ")));
    let told: Vec<_> = gained.into_iter().chain(lost).collect();
    (!told.is_empty()).then(|| told.join(" and "))
}

/// What of a rule is otherwise.
pub(super) fn pieces(before: &[Piece], after: &[Piece]) -> Vec<PieceChange> {
    let id = |piece: &Piece| (piece.what, piece.of.clone());
    let mut found = Vec::new();
    for piece in after {
        let was = before.iter().find(|other| id(other) == id(piece));
        if was.is_none_or(|was| was.same != piece.same) {
            let (what, of) = id(piece);
            let before = was.map(|was| was.text.clone());
            found.push(PieceChange { what, of, before, after: Some(piece.text.clone()) });
        }
    }
    for piece in before.iter().filter(|piece| !after.iter().any(|other| id(other) == id(piece))) {
        let (what, of) = id(piece);
        found.push(PieceChange { what, of, before: Some(piece.text.clone()), after: None });
    }
    found
}

/// `an urgency`, `a condition`
fn one(what: &str) -> String {
    let vowel = what.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {what}", if vowel { "an" } else { "a" })
}

/// The same in words, as they stand behind a rule's name.
fn piece(change: &PieceChange) -> String {
    let of = change.of.as_deref().unwrap_or_default();
    let (before, after) = (change.before.as_deref(), change.after.as_deref());
    match (change.what, before, after) {
        ("target", Some(before), Some(after)) => format!("goes to `{after}` instead of `{before}`"),
        ("value", Some(before), Some(after)) => format!("sets `{of}` to `{after}` instead of `{before}`"),
        ("value", None, Some(after)) => format!("also sets `{of}` to `{after}`"),
        ("value", Some(before), None) => format!("does not set `{of}` any more (it was `{before}`)"),
        ("skill", Some(before), Some(after)) => format!("requires `{after}` instead of `{before}`"),
        ("skill", None, Some(after)) => format!("also requires `{after}`"),
        ("skill", Some(before), None) => format!("does not require `{before}` any more"),
        ("profile", _, Some(after)) => format!("also holds `{after}`"),
        ("profile", Some(before), None) => format!("does not hold `{before}` any more"),
        ("agents", Some(before), Some(after)) => format!("picks agents by `{after}` instead of `{before}`"),
        ("order", Some(before), Some(after)) => format!("orders `{after}` instead of `{before}`"),
        (what, Some(before), Some(after)) => format!("its {what} was `{before}`, becomes `{after}`"),
        (what, None, Some(after)) => {
            format!("it has {} of its own now: `{after}`", one(what))
        }
        (what, Some(before), None) => format!("its {what} is gone: `{before}`"),
        (what, None, None) => what.to_owned(),
    }
}

/// What is said of a part that is in both and says something else.
pub(super) fn part(
    list: &List,
    at: usize,
    pieces: &[PieceChange],
    (before, after): (&Part, &Part),
) -> String {
    let called = list.called(at);
    match pieces {
        [] => format!("{called} was `{}`, becomes `{}`", before.said.text, after.said.text),
        some => {
            let told: Vec<_> = some.iter().map(piece).collect();
            format!("{called}: {}", told.join("; "))
        }
    }
}

/// Where a part stands now: `first`, `behind "Platinum"`.
pub(super) fn standing(list: &List, at: usize) -> String {
    match at.checked_sub(1) {
        None => "now first".to_owned(),
        Some(before) => format!("now right after {}", list.called(before)),
    }
}
