use super::change::{Change, Deed, PLAN_VERSION, Plan, Said};
use super::forbidden;
use super::lines::{Fate, fates};
use super::outline::outline;
use super::part::{List, Thing};
use crate::engine::Checked;

/// What changes when `new` takes the place of `old`; both without errors.
#[must_use]
pub fn plan(old: &Checked, new: &Checked) -> Plan {
    let (old, new) = (outline(old), outline(new));
    let mut changes = Vec::new();
    for thing in &new {
        match old.iter().find(|other| is_same(other, thing)) {
            Some(before) => compare(before, thing, &mut changes),
            None => changes.push(whole(thing, Deed::Added)),
        }
    }
    let gone = old.iter().filter(|thing| !new.iter().any(|other| is_same(other, thing)));
    changes.extend(gone.map(|thing| whole(thing, Deed::Removed)));
    let refused = changes.iter().filter(|change| change.refused.is_some()).count();
    Plan { version: PLAN_VERSION, changes, refused }
}

fn is_same(one: &Thing, other: &Thing) -> bool {
    one.kind == other.kind && one.name == other.name
}

fn whole(thing: &Thing, deed: Deed) -> Change {
    let (what, said) = (format!("{} `{}`", thing.kind, thing.name), Some(thing.said.clone()));
    let (before, after, sentence) = match deed {
        Deed::Removed => (said, None, format!("{what} is gone")),
        Deed::Added | Deed::Changed | Deed::Moved | Deed::Relabelled => {
            (None, said, format!("{what} is new"))
        }
    };
    let (kind, name) = (thing.kind, thing.name.clone());
    Change { kind, name, part: None, deed, before, after, sentence, refused: None }
}

fn compare(old: &Thing, new: &Thing, changes: &mut Vec<Change>) {
    for (address, after) in &new.settings {
        let before = old.settings.iter().find(|(other, _)| other == address).map(|(_, said)| said);
        setting(new, address, (before, Some(after)), changes);
    }
    for (address, before) in &old.settings {
        if !new.settings.iter().any(|(other, _)| other == address) {
            setting(new, address, (Some(before), None), changes);
        }
    }
    for list in &new.lists {
        let before = old.lists.iter().find(|other| other.address == list.address);
        let empty = List { parts: Vec::new(), ..list.clone() };
        lists(new, before.unwrap_or(&empty), list, changes);
    }
    for list in &old.lists {
        if !new.lists.iter().any(|other| other.address == list.address) {
            lists(new, list, &List { parts: Vec::new(), ..list.clone() }, changes);
        }
    }
}

/// A setting whose value in force is another.
fn setting(
    thing: &Thing,
    address: &str,
    (before, after): (Option<&Said>, Option<&Said>),
    changes: &mut Vec<Change>,
) {
    if before.map(|said| &said.text) == after.map(|said| &said.text) {
        return;
    }
    let of = format!("{} `{}`: {address}", thing.kind, thing.name);
    let (deed, sentence) = match (before, after) {
        (Some(before), Some(after)) => {
            (Deed::Changed, format!("{of} was {}, becomes {}", worded(before), worded(after)))
        }
        (None, Some(after)) => (Deed::Added, format!("{of} becomes {}", worded(after))),
        (Some(before), None) => (Deed::Removed, format!("{of} was {}, is not said any more", worded(before))),
        (None, None) => return,
    };
    changes.push(Change {
        kind: thing.kind,
        name: thing.name.clone(),
        part: Some(address.to_owned()),
        deed,
        before: before.cloned(),
        after: after.cloned(),
        sentence,
        refused: before.and_then(|_| forbidden::changed(thing, address)),
    });
}

/// `15m`, `none (by default)`
fn worded(said: &Said) -> String {
    let text = if said.text.is_empty() { "nothing" } else { &said.text };
    match &said.why {
        Some(why) => format!("`{text}` ({why})"),
        None => format!("`{text}`"),
    }
}

fn lists(thing: &Thing, old: &List, new: &List, changes: &mut Vec<Change>) {
    for fate in fates(old, new) {
        match fate {
            Fate::Added(at) => changes.push(added(thing, new, at)),
            Fate::Removed(at) => changes.push(removed(thing, old, at)),
            Fate::Kept { old: before, new: after, moved } => {
                let pair = Pair { thing, old, new, before, after };
                changes.extend(pair.changed());
                changes.extend(pair.moved().filter(|_| moved && new.ordered));
            }
        }
    }
}

fn change(thing: &Thing, part: String, deed: Deed, words: &str) -> Change {
    let sentence = format!("{} `{}`: {words}", thing.kind, thing.name);
    let (kind, name) = (thing.kind, thing.name.clone());
    Change { kind, name, part: Some(part), deed, before: None, after: None, sentence, refused: None }
}

fn added(thing: &Thing, list: &List, at: usize) -> Change {
    let part = list.of(at);
    let place =
        if list.ordered { format!(", number {} of {}", at + 1, list.parts.len()) } else { String::new() };
    let said = list.parts.get(at).map(|part| part.said.clone());
    let text = said.as_ref().map_or("", |said| &said.text);
    let words = format!("{} {part} is new{place}: `{text}`", list.what);
    Change { after: said.clone(), ..change(thing, part, Deed::Added, &words) }
}

fn removed(thing: &Thing, list: &List, at: usize) -> Change {
    let part = list.of(at);
    let said = list.parts.get(at).map(|part| part.said.clone());
    let text = said.as_ref().map_or("", |said| &said.text);
    let words = format!("{} {part} is gone: `{text}`", list.what);
    Change { before: said.clone(), ..change(thing, part, Deed::Removed, &words) }
}

/// A part that is in both.
struct Pair<'p> {
    thing: &'p Thing,
    old: &'p List,
    new: &'p List,
    before: usize,
    after: usize,
}

impl Pair<'_> {
    /// It says something else, or has another label.
    fn changed(&self) -> Option<Change> {
        let (before, after) = (self.old.parts.get(self.before)?, self.new.parts.get(self.after)?);
        if before.said.text == after.said.text && before.key == after.key {
            return None;
        }
        let (what, part) = (self.new.what, self.new.of(self.after));
        let (deed, words) = if before.key == after.key {
            let (was, becomes) = (&before.said.text, &after.said.text);
            (Deed::Changed, format!("{what} {part} was `{was}`, becomes `{becomes}`"))
        } else {
            (Deed::Relabelled, format!("{what} {} is now called {part}", self.old.of(self.before)))
        };
        let change = change(self.thing, part, deed, &words);
        Some(Change { before: Some(before.said.clone()), after: Some(after.said.clone()), ..change })
    }

    /// It stands elsewhere among the others.
    fn moved(&self) -> Option<Change> {
        let (before, after) = (self.old.parts.get(self.before)?, self.new.parts.get(self.after)?);
        let part = self.new.of(self.after);
        let (from, to) = (self.before + 1, self.after + 1);
        let words = format!("{} {part} moves from number {from} to number {to}", self.new.what);
        let change = change(self.thing, part, Deed::Moved, &words);
        Some(Change { before: Some(before.said.clone()), after: Some(after.said.clone()), ..change })
    }
}
