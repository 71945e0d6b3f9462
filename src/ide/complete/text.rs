//! What stands between quotes: files, zones, paths of templates.

use super::offer::{Choice, CompletionKind, Offers};
use super::{fired, scene, value};
use crate::builtins;
use crate::hir::{EffectiveSetting, Workstream};
use crate::ide::meaning::{Meaning, Sense};
use crate::source::resolve;
use crate::syntax::ast::ItemKind;
use crate::syntax::lex::{Token, TokenKind};
use crate::types::{EntityId, Type};
use std::ops::Range;

/// Zones that many people live in, offered where one is named.
const ZONES: [&str; 22] = [
    "Africa/Cairo",
    "Africa/Johannesburg",
    "America/Chicago",
    "America/Los_Angeles",
    "America/New_York",
    "America/Sao_Paulo",
    "America/Toronto",
    "Asia/Dubai",
    "Asia/Hong_Kong",
    "Asia/Kolkata",
    "Asia/Manila",
    "Asia/Singapore",
    "Asia/Tokyo",
    "Australia/Sydney",
    "Europe/Amsterdam",
    "Europe/Berlin",
    "Europe/Dublin",
    "Europe/London",
    "Europe/Madrid",
    "Europe/Paris",
    "Pacific/Auckland",
    "UTC",
];

/// The endings of files with items.
const ITEMS: [&str; 4] = [".jsonl", ".ndjson", ".json", ".csv"];

/// What may stand within the text at the place; nothing in a comment.
pub(super) fn offer(offers: &mut Offers<'_>) {
    let Some(inside) = offers.stand.inside else { return };
    if !matches!(inside.kind, TokenKind::Text | TokenKind::OpenText) {
        return;
    }
    let before: Vec<Token> = offers.before().into_iter().filter(|token| token.start < inside.start).collect();
    let words = offers.stand.words(&before);
    let closed = inside.kind == TokenKind::Text;
    let whole = inside.start + 1..if closed { inside.end.saturating_sub(1) } else { inside.end };
    match words.as_slice() {
        ["import"] => files(offers, whole, &[".route"]),
        ["table", .., "from"] => files(offers, whole, &[".csv"]),
        ["given", _, "from"] => files(offers, whole, &ITEMS),
        _ if fired::is_cell(offers, &before) => fired::within(offers, whole),
        ["expect", "fired", ..] | ["expect", "not", "fired", ..] => fired::within(offers, whole),
        ["at" | "from", _] | [.., "zone"] => {
            within(offers, whole, CompletionKind::Value, &ZONES.map(str::to_owned));
        }
        [.., function, "("] if builtins::FUNCTIONS.iter().any(|known| known.word == *function) => {
            within(offers, whole, CompletionKind::Value, &ZONES.map(str::to_owned));
        }
        [_, _, "arrives", _, stream, "from"] => {
            let addresses = scene::addresses(offers, stream);
            within(offers, whole, CompletionKind::Value, &addresses);
        }
        [.., "has" | "needs" | "require", skill, _] => {
            let labels = value::rating(offers, skill).map(|rating| rating.labels.clone()).unwrap_or_default();
            let labels: Vec<_> = labels.into_iter().map(|(_, label)| label).collect();
            within(offers, whole, CompletionKind::Level, &labels);
        }
        _ => template(offers, inside),
    }
}

/// Offers names that replace the inside of a text.
pub(super) fn within(offers: &mut Offers<'_>, place: Range<u32>, kind: CompletionKind, names: &[String]) {
    let word = std::mem::replace(&mut offers.stand.word, place);
    let next = std::mem::replace(&mut offers.stand.next, usize::MAX);
    for name in names {
        offers.add(Choice::word(kind, name.as_str()));
    }
    (offers.stand.word, offers.stand.next) = (word, next);
}

fn files(offers: &mut Offers<'_>, place: Range<u32>, ends: &[&str]) {
    let names = named(offers, ends);
    within(offers, place, CompletionKind::File, &names);
}

/// The files with one of those endings, by their paths from this one.
fn named(offers: &Offers<'_>, ends: &[&str]) -> Vec<String> {
    let here = offers.stand.span().file;
    let workspace = offers.scope.workspace;
    let own = workspace
        .files()
        .find(|(file, _)| *file == here)
        .map(|(_, name)| name.to_owned())
        .unwrap_or_default();
    let mut all: Vec<_> = offers.loader.names();
    all.sort();
    let known = imported(offers, &own);
    let is_wanted = |name: &String| ends.iter().any(|end| name.ends_with(end));
    all.retain(|name| is_wanted(name) && *name != own && !known.contains(name));
    all.into_iter().map(|name| relative(&own, &name)).collect()
}

/// The files that this one imports, without the one that the place speaks of.
fn imported(offers: &Offers<'_>, own: &str) -> Vec<String> {
    let here = offers.stand.place(offers.stand.offset..offers.stand.offset);
    let workspace = offers.scope.workspace;
    let items = workspace.trees(here.file).flat_map(|tree| &tree.items);
    let others = items.filter(|item| {
        let span = workspace.place(item.span);
        here.start < span.start || span.end < here.start
    });
    let paths = others.filter_map(|item| {
        let ItemKind::Import(import) = &item.kind else { return None };
        resolve(own, &import.path.value)
    });
    paths.collect()
}

/// The path that leads from one file to another.
fn relative(from: &str, to: &str) -> String {
    let mut own: Vec<&str> = from.split('/').collect();
    own.pop();
    let parts: Vec<&str> = to.split('/').collect();
    let common = own.iter().zip(&parts).take_while(|(one, other)| one == other).count();
    let up = std::iter::repeat_n("..", own.len() - common);
    up.chain(parts.iter().skip(common).copied()).collect::<Vec<_>>().join("/")
}

/// Offers files to import, with their quotes.
pub(super) fn imports(offers: &mut Offers<'_>) {
    quoted(offers, &[".route"]);
}

/// Offers tables beside the program, with their quotes.
pub(super) fn tables(offers: &mut Offers<'_>) {
    quoted(offers, &[".csv"]);
}

/// Offers files with items, with their quotes.
pub(super) fn items(offers: &mut Offers<'_>) {
    quoted(offers, &ITEMS);
}

fn quoted(offers: &mut Offers<'_>, ends: &[&str]) {
    if offers.goes_on() {
        return;
    }
    for name in named(offers, ends) {
        offers.add(Choice::word(CompletionKind::File, format!("\"{name}\"")));
    }
}

/// Offers time zones, with their quotes.
pub(super) fn zones(offers: &mut Offers<'_>) {
    if offers.goes_on() {
        return;
    }
    for zone in ZONES {
        offers.add(Choice::word(CompletionKind::Value, format!("\"{zone}\"")).detail("a time zone").rank(8));
    }
}

/// What `{…}` in a template may name: fields that the items of all workstreams that show it have.
fn template(offers: &mut Offers<'_>, inside: Token) {
    let start = usize::try_from(inside.start).unwrap_or(usize::MAX);
    let end = usize::try_from(offers.stand.offset).unwrap_or(usize::MAX);
    let Some(text) = offers.stand.text.get(start..end) else { return };
    let Some((_, open)) = text.rsplit_once('{').filter(|(_, open)| !open.contains('}')) else { return };
    let word = open.rsplit('.').next().unwrap_or_default();
    let length = u32::try_from(word.len()).unwrap_or_default();
    let path: Vec<&str> = open.split('.').collect();
    let before = path.split_last().map(|(_, before)| before.to_vec()).unwrap_or_default();
    let begin = offers.stand.offset.saturating_sub(length);
    (offers.stand.word, offers.stand.next) = (begin..offers.stand.offset, usize::MAX);
    let entities = shown_for(offers);
    let all: Vec<_> = entities.iter().map(|entity| placed(offers, *entity, &before)).collect();
    let Some((first, others)) = all.split_first() else { return };
    let everywhere = |word: &str| others.iter().all(|fields| fields.iter().any(|known| known.word == word));
    for known in first.iter().filter(|known| everywhere(&known.word)) {
        let leads = matches!(known.ty, Type::Entity(_));
        let choice = Choice::word(CompletionKind::Field, known.word.as_str());
        let word = offers.scope.typed(&known.ty, known.optional);
        offers.add(choice.detail(word).doc(known.doc.clone()).rank(if leads { 2 } else { 1 }));
    }
}

/// What may stand in a template behind those words, where it is shown for items of that entity.
fn placed(offers: &mut Offers<'_>, entity: EntityId, before: &[&str]) -> Vec<Meaning> {
    offers.scope.item = Some(entity);
    if before.is_empty() {
        // A fact about the item is asked with `item.` before it.
        let fields = offers.scope.below(&["item"]).into_iter();
        fields.filter(|known| known.sense != Sense::Fact).collect()
    } else {
        offers.scope.below(before)
    }
}

/// The entities of the workstreams that show the text; of all of them where none does.
fn shown_for(offers: &Offers<'_>) -> Vec<EntityId> {
    let head = offers.stand.heads.first().map(|head| offers.stand.words(offers.stand.head(head)));
    let header = head.unwrap_or_default();
    let (word, name) = (header.first().copied().unwrap_or_default(), header.get(1).copied());
    let streams = &offers.scope.program.workstreams;
    let uses = |stream: &Workstream| {
        let called = |address: &str| {
            let is_it = |line: &EffectiveSetting| {
                line.address.starts_with(address) && Some(line.value.as_str()) == name
            };
            stream.settings.iter().any(is_it)
        };
        match word {
            "workstream" => Some(stream.named.name.as_str()) == name,
            "session" => called("templates.session"),
            "notification" => called("templates."),
            "reply" => stream.replies.iter().any(|id| {
                offers
                    .scope
                    .program
                    .replies
                    .get(id.index())
                    .is_some_and(|reply| Some(reply.named.name.as_str()) == name)
            }),
            _ => false,
        }
    };
    let mut found: Vec<_> =
        streams.iter().filter(|stream| uses(stream)).map(|stream| stream.carries).collect();
    if found.is_empty() {
        found = streams.iter().map(|stream| stream.carries).collect();
    }
    found.sort();
    found.dedup();
    found
}
