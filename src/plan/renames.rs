use super::part::Thing;
use super::text;

/// What is called otherwise and is the same: pairs of places, in the old program and in the new one. Only where it is
/// certain: nothing else is like it, and either it has the same label or all that named it names the new one.
pub(super) fn renames(old: &[Thing], new: &[Thing]) -> Vec<(usize, usize)> {
    let gone: Vec<_> = only_in(old, new);
    let fresh: Vec<_> = only_in(new, old);
    let like = |(_, one): &(usize, &Thing), (_, other): &(usize, &Thing)| is_like(one, other);
    let mut pairs = Vec::new();
    for before in &gone {
        let mut after = fresh.iter().filter(|after| like(before, after));
        let (Some(found), None) = (after.next(), after.next()) else { continue };
        let is_only = gone.iter().filter(|other| like(other, found)).count() == 1;
        if is_only && (is_labelled(before.1) || is_followed(before.1, found.1, old, new)) {
            pairs.push((before.0, found.0));
        }
    }
    pairs
}

fn only_in<'t>(some: &'t [Thing], others: &[Thing]) -> Vec<(usize, &'t Thing)> {
    let there = |thing: &Thing| others.iter().any(|other| other.is(thing));
    some.iter().enumerate().filter(|(_, thing)| !there(thing)).collect()
}

/// Whether it says the same, its name set aside.
fn is_like(one: &Thing, other: &Thing) -> bool {
    if one.kind != other.kind {
        return false;
    }
    let names = [(one.marked(), other.marked())];
    let same = |one: &str, other: &str| one == other || text::renamed(one, &names) == other;
    let settings = one.settings.len() == other.settings.len()
        && one.settings.iter().all(|setting| {
            other.setting(&setting.address).is_some_and(|other| same(&setting.same, &other.same))
        });
    let lists = one.lists.len() == other.lists.len()
        && one.lists.iter().zip(&other.lists).all(|(one, other)| {
            one.address == other.address
                && one.parts.len() == other.parts.len()
                && one
                    .parts
                    .iter()
                    .zip(&other.parts)
                    .all(|(one, other)| one.key == other.key && same(&one.same, &other.same))
        });
    settings && lists
}

fn is_labelled(thing: &Thing) -> bool {
    thing.setting("label").is_some_and(|label| label.said.why.is_none())
}

/// Whether something names it, and all that does names the new one at the same place.
fn is_followed(before: &Thing, after: &Thing, old: &[Thing], new: &[Thing]) -> bool {
    let names = [(before.marked(), after.marked())];
    let old_name = before.marked();
    let mut mentions = 0_usize;
    for thing in old.iter().filter(|thing| !thing.is(before)) {
        let Some(now) = new.iter().find(|other| other.is(thing)) else { continue };
        for setting in thing.settings.iter().filter(|setting| text::mentions(&setting.same, &old_name)) {
            mentions += 1;
            let said = now.setting(&setting.address).map(|setting| setting.same.as_str());
            if said != Some(&text::renamed(&setting.same, &names)) {
                return false;
            }
        }
        for list in &thing.lists {
            for part in list.parts.iter().filter(|part| text::mentions(&part.same, &old_name)) {
                mentions += 1;
                let wanted = text::renamed(&part.same, &names);
                let parts = now.list(&list.address).map_or(&[][..], |list| &list.parts);
                if !parts.iter().any(|part| part.same == wanted) {
                    return false;
                }
            }
        }
    }
    mentions > 0
}
