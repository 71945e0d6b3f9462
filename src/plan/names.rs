use super::part::Thing;
use super::reader::Reader;
use crate::check::{Memory, Referent, check_again};
use crate::source::{FileId, Span};
use crate::syntax::ast;
use std::collections::{BTreeMap, BTreeSet};

/// Who names what in a program.
#[derive(Debug)]
pub(super) struct Names {
    /// Where a name that is declared at a place is used, by the place.
    uses: BTreeMap<Span, Vec<Span>>,
    /// Which declaration begins at a place.
    begins: BTreeMap<(FileId, u32), usize>,
    /// Which table has its rows in a file.
    files: BTreeMap<FileId, usize>,
}

impl Names {
    pub(super) fn of(reader: &Reader<'_>, trees: &[ast::File], things: &[Thing]) -> Self {
        let files: Vec<&ast::File> = trees.iter().collect();
        let found = check_again(&reader.checked.sources, &files, &mut Memory::default());
        let mut uses: BTreeMap<Span, Vec<Span>> = BTreeMap::new();
        for used in found.uses.iter().flat_map(|uses| uses.iter()) {
            if let Referent::Declared(place) = used.of {
                uses.entry(place).or_default().push(used.span);
            }
        }
        let begins = things.iter().enumerate().map(|(at, thing)| ((thing.span.file, thing.span.start), at));
        let rows = things.iter().enumerate().filter(|(_, thing)| thing.kind == "table");
        let rows = rows.filter_map(|(at, table)| Some((table.lists.first()?.parts.first()?.span.file, at)));
        let files = rows.filter(|(file, at)| things.get(*at).is_some_and(|thing| thing.span.file != *file));
        Self { uses, begins: begins.collect(), files: files.collect() }
    }

    /// Where the name is used that is declared there.
    pub(super) fn uses(&self, declared: Span) -> &[Span] {
        self.uses.get(&declared).map_or(&[], Vec::as_slice)
    }

    /// The declaration that a place stands in.
    fn around(&self, things: &[Thing], place: Span) -> Option<usize> {
        let before = self.begins.range(..=(place.file, place.start)).next_back();
        let known =
            before.map(|(_, at)| *at).filter(|at| things.get(*at).is_some_and(|thing| thing.holds(place)));
        known.or_else(|| self.files.get(&place.file).copied())
    }

    /// For each declaration, those that it names.
    pub(super) fn named_by(&self, things: &[Thing]) -> Vec<BTreeSet<usize>> {
        let mut named = vec![BTreeSet::new(); things.len()];
        for (at, thing) in things.iter().enumerate() {
            for user in self.uses(thing.name_span).iter().filter_map(|place| self.around(things, *place)) {
                if let Some(names) = named.get_mut(user).filter(|_| user != at) {
                    names.insert(at);
                }
            }
        }
        named
    }

    /// Who names what is declared there, and in which parts: those of copies, too.
    pub(super) fn users<'t>(&self, things: &'t [Thing], declared: Span) -> Vec<(&'t Thing, Vec<String>)> {
        let places = self.uses(declared);
        let mut users = Vec::new();
        for thing in things.iter().filter(|thing| thing.name_span != declared) {
            let parts = parts_at(thing, places);
            if !parts.is_empty() || places.iter().any(|place| thing.holds(*place)) {
                users.push((thing, parts));
            }
        }
        users
    }
}

/// The parts of a declaration that hold one of the places.
fn parts_at(thing: &Thing, places: &[Span]) -> Vec<String> {
    let holds = |outer: Span| {
        let is_in =
            |place: &Span| outer.file == place.file && outer.start <= place.start && place.end <= outer.end;
        places.iter().any(is_in)
    };
    let mut parts = Vec::new();
    let settings = thing.settings.iter().filter(|setting| setting.address != "route");
    let settings = settings.filter(|setting| setting.span.is_some_and(holds));
    parts.extend(settings.map(|setting| setting.address.clone()));
    for list in thing.lists.iter().filter(|list| list.what != "ruleset") {
        let held = list.parts.iter().enumerate().filter(|(_, part)| holds(part.span));
        parts.extend(held.map(|(at, _)| list.of(at)));
    }
    parts
}
