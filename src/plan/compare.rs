use super::change::{Change, Deed, Holder, PLAN_VERSION, Plan};
use super::forbidden;
use super::lines::{Fate, fates};
use super::marks::mark;
use super::names::Names;
use super::outline::outline;
use super::part::{List, Setting, Thing};
use super::reader::{Reader, trees};
use super::remarks;
use super::renames::renames;
use super::steps::{Side, steps};
use super::text;
use super::wording;
use crate::engine::Checked;

/// What changes when `new` takes the place of `old`; both without errors. Nothing can be deleted that one of `holders` still
/// holds.
#[must_use]
pub fn plan(old: &Checked, new: &Checked, holders: &[Holder]) -> Plan {
    let (old_trees, new_trees) = (trees(old), trees(new));
    let (old_reader, new_reader) = (Reader::new(old, &old_trees), Reader::new(new, &new_trees));
    let (mut old, mut new) = (outline(&old_reader, &old_trees), outline(&new_reader, &new_trees));
    let old_names = Names::of(&old_reader, &old_trees, &old);
    let new_names = Names::of(&new_reader, &new_trees, &new);
    mark(&old_reader, &old_names, &mut old);
    mark(&new_reader, &new_names, &mut new);
    let old_side = Side { things: &old, names: &old_names };
    let new_side = Side { things: &new, names: &new_names };
    let pairs = renames(&old, &new);
    let names = pairs
        .iter()
        .filter_map(|(before, after)| Some((old.get(*before)?.marked(), new.get(*after)?.marked())));
    let comparison = Comparison {
        old: &old_side,
        new: &new_side,
        holders,
        names: names.collect(),
        renamed: pairs.clone(),
    };
    let changes = comparison.changes();
    let refused = changes.iter().filter(|change| change.refused.is_some()).count();
    let steps = steps(&old_side, &new_side, &changes);
    Plan { version: PLAN_VERSION, changes, refused, steps, replay: None }
}

struct Comparison<'p> {
    old: &'p Side<'p>,
    new: &'p Side<'p>,
    holders: &'p [Holder],
    /// What is called otherwise, by its old and its new name, marked.
    names: Vec<(String, String)>,
    /// The same by places among the old things and the new ones.
    renamed: Vec<(usize, usize)>,
}

impl Comparison<'_> {
    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        for (at, thing) in self.new.things.iter().enumerate() {
            let former = self.renamed.iter().find(|(_, new)| *new == at);
            let former = former.and_then(|(old, _)| self.old.things.get(*old));
            if let Some(former) = former {
                changes.push(self.renamed(former, thing));
            } else if let Some(before) = self.old.things.iter().find(|other| other.is(thing)) {
                let from = changes.len();
                self.compare(before, thing, &mut changes);
                self.remark(thing, changes.get_mut(from..).unwrap_or_default());
            } else {
                let said = Some(thing.said.clone());
                changes.push(Change { after: said, ..wording::whole(thing, Deed::Added, " is new") });
            }
        }
        for (at, thing) in self.old.things.iter().enumerate() {
            let is_renamed = self.renamed.iter().any(|(old, _)| *old == at);
            if !is_renamed && !self.new.things.iter().any(|other| other.is(thing)) {
                changes.push(self.gone(thing));
            }
        }
        changes
    }

    /// It has another name; what names it follows, and is no change of its own.
    fn renamed(&self, former: &Thing, thing: &Thing) -> Change {
        let words = format!(" was called `{}`, and is the same", former.name);
        let users = self.old.names.users(self.old.things, former.name_span);
        let users: Vec<_> = users.iter().map(|(user, _)| format!("{} `{}`", user.kind, user.name)).collect();
        let follow = (!users.is_empty()).then(|| format!("named by {}: they follow", users.join(", ")));
        let data = matches!(thing.kind, "queue" | "workstream" | "skill" | "profile" | "hours" | "presence");
        let refused = forbidden::renamed(thing.kind, &former.name);
        let data = (data && refused.is_none())
            .then(|| format!("rosters, items and whoever reads decisions must name it `{}` now", thing.name));
        Change {
            before: Some(former.said.clone()),
            after: Some(thing.said.clone()),
            refused,
            notes: follow.into_iter().chain(data).collect(),
            ..wording::whole(thing, Deed::Renamed, &words)
        }
    }

    fn gone(&self, thing: &Thing) -> Change {
        let held = self.holders.iter().filter(|held| held.kind == thing.kind && held.name == thing.name);
        let agents: Vec<_> = held.map(|held| format!("`{}`", held.agent)).collect();
        let (kind, name) = (thing.kind, &thing.name);
        let refused = (!agents.is_empty()).then(|| {
            format!(
                "{} still names {kind} `{name}` in the roster: take it from the roster first",
                listed(&agents)
            )
        });
        Change {
            before: Some(thing.said.clone()),
            refused,
            first: self.before_deleting(thing),
            ..wording::whole(thing, Deed::Removed, " is gone")
        }
    }

    /// Who names it as things are, and so has to be changed or deleted before.
    fn before_deleting(&self, thing: &Thing) -> Vec<String> {
        let mut first = Vec::new();
        for (user, parts) in self.old.names.users(self.old.things, thing.name_span) {
            let at = if parts.is_empty() { String::new() } else { format!(" ({})", few(&parts)) };
            let stays = self.new.things.iter().any(|other| other.is(user));
            let deed = if stays { "change" } else { "delete" };
            let (kind, name) = (user.kind, &user.name);
            // Domain section 2: deleting a workstream is refused while an intake rule refers to it.
            let why = match (thing.kind, kind) {
                ("workstream", "intake") => "; the platform deletes no workstream that an intake rule names",
                _ => "",
            };
            first.push(format!("{deed} {kind} `{name}`, which names it{at}{why}"));
        }
        first
    }

    fn remark(&self, thing: &Thing, changes: &mut [Change]) {
        for change in changes {
            change.notes.extend(remarks::remarks(thing, change));
            change.notes.extend(remarks::copies(thing, change, self.new.things));
            change.first = remarks::instances(thing, change, self.old.things);
        }
    }

    fn compare(&self, old: &Thing, new: &Thing, changes: &mut Vec<Change>) {
        for after in &new.settings {
            self.setting(new, (old.setting(&after.address), Some(after)), changes);
        }
        for before in old.settings.iter().filter(|before| new.setting(&before.address).is_none()) {
            self.setting(new, (Some(before), None), changes);
        }
        for list in &new.lists {
            match old.list(&list.address) {
                Some(before) => self.lists(new, before, list, changes),
                None if list.within => {}
                None => self.lists(new, &empty(list), list, changes),
            }
        }
        for list in old.lists.iter().filter(|list| !list.within && new.list(&list.address).is_none()) {
            self.lists(new, list, &empty(list), changes);
        }
    }

    fn is_same(&self, old: &str, new: &str) -> bool {
        old == new || text::renamed(old, &self.names) == new
    }

    /// A setting whose value in force is another.
    fn setting(
        &self,
        thing: &Thing,
        (before, after): (Option<&Setting>, Option<&Setting>),
        changes: &mut Vec<Change>,
    ) {
        let is_same = before.zip(after).is_some_and(|(old, new)| self.is_same(&old.same, &new.same));
        let Some(either) = after.or(before).filter(|_| !is_same) else { return };
        let (deed, words) = wording::setting(&either.address, before, after);
        changes.push(Change {
            before: before.map(|setting| setting.said.clone()),
            after: after.map(|setting| setting.said.clone()),
            refused: before.and_then(|before| forbidden::changed(thing, before)),
            ..wording::change(thing, either.address.clone(), deed, &words)
        });
    }

    fn lists(&self, thing: &Thing, old: &List, new: &List, changes: &mut Vec<Change>) {
        for fate in fates(old, new) {
            match fate {
                Fate::Added(at) => changes.push(added(thing, new, at)),
                Fate::Removed(at) => changes.push(removed(thing, old, at)),
                Fate::Kept { old: before, new: after, moved } => {
                    let pair = Pair { thing, old, new, before, after };
                    changes.extend(pair.changed(self));
                    changes.extend(pair.moved().filter(|_| moved && new.ordered));
                }
            }
        }
    }
}

fn empty(list: &List) -> List {
    List { parts: Vec::new(), ..list.clone() }
}

/// `ana`, `bo` and 3 others
fn listed(agents: &[String]) -> String {
    match agents {
        [one] => format!("agent {one}"),
        [some @ .., _] if agents.len() > 5 => {
            let shown: Vec<_> = some.iter().take(4).cloned().collect();
            format!("each of agents {} and {} others", shown.join(", "), agents.len() - 4)
        }
        _ => format!("each of agents {}", agents.join(", ")),
    }
}

/// The first few, and how many more.
fn few(parts: &[String]) -> String {
    let shown: Vec<_> = parts.iter().take(4).map(|part| format!("`{part}`")).collect();
    let more = parts.len().saturating_sub(4);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

/// That a rule is new, and what it says; what is no more than its name is not said twice.
fn told(list: &List, at: usize, deed: &str, text: &str) -> String {
    let called = list.called(at);
    let says = list.parts.get(at).and_then(|part| part.key.as_deref()) != Some(text);
    if says { format!("{called} {deed}: `{text}`") } else { format!("{called} {deed}") }
}

fn added(thing: &Thing, list: &List, at: usize) -> Change {
    let said = list.parts.get(at).map(|part| part.said.clone());
    let text = said.as_ref().map_or("", |said| &said.text);
    let place =
        if list.ordered { format!(", number {} of {}", at + 1, list.parts.len()) } else { String::new() };
    let words = told(list, at, &format!("is new{place}"), text);
    Change { after: said, ..wording::change(thing, list.of(at), Deed::Added, &words) }
}

fn removed(thing: &Thing, list: &List, at: usize) -> Change {
    let said = list.parts.get(at).map(|part| part.said.clone());
    let text = said.as_ref().map_or("", |said| &said.text);
    let words = told(list, at, "is gone", text);
    Change { before: said, ..wording::change(thing, list.of(at), Deed::Removed, &words) }
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
    fn changed(&self, comparison: &Comparison<'_>) -> Option<Change> {
        let (before, after) = (self.old.parts.get(self.before)?, self.new.parts.get(self.after)?);
        let is_same = comparison.is_same(&before.same, &after.same);
        let is_called_so = before.key == after.key || self.new.what == "row";
        if is_same && is_called_so {
            return None;
        }
        let pieces = if is_same { Vec::new() } else { wording::pieces(&before.pieces, &after.pieces) };
        let says = || wording::part(self.new, self.after, &pieces, (before, after));
        let (was, is) = (self.old.called(self.before), self.new.called(self.after));
        let (deed, words) = match (is_called_so, is_same) {
            (true, _) => (Deed::Changed, says()),
            (false, true) => (Deed::Relabelled, format!("{was} is now called {}", key(&is))),
            (false, false) => {
                let said = says();
                let more = said.strip_prefix(is.as_str()).unwrap_or(&said).trim_start_matches([':', ' ']);
                (Deed::Changed, format!("{was} is now called {}; {more}", key(&is)))
            }
        };
        let change = wording::change(self.thing, self.new.of(self.after), deed, &words);
        let notes = remarks::drawn_anew(before, after).filter(|_| !is_called_so);
        let (before, after) = (Some(before.said.clone()), Some(after.said.clone()));
        Some(Change { before, after, pieces, notes: notes.into_iter().collect(), ..change })
    }

    /// It stands elsewhere among the others.
    fn moved(&self) -> Option<Change> {
        let (before, after) = (self.old.parts.get(self.before)?, self.new.parts.get(self.after)?);
        let called = self.new.called(self.after);
        let (from, to, all) = (self.before + 1, self.after + 1, self.new.parts.len());
        let place = wording::standing(self.new, self.after);
        let words = if from == to {
            format!("{called} is number {to} of {all} as before, but {place}")
        } else {
            format!("{called} moves from number {from} to number {to} of {all}, {place}")
        };
        let change = wording::change(self.thing, self.new.of(self.after), Deed::Moved, &words);
        Some(Change { before: Some(before.said.clone()), after: Some(after.said.clone()), ..change })
    }
}

/// The name at the end of what a part is called: `route rule "A"` is called `"A"`.
fn key(called: &str) -> &str {
    called.find(['"', '`']).and_then(|at| called.get(at..)).unwrap_or("nothing")
}
