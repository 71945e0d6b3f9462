//! What stands between quotes: files, zones, paths of templates.

use super::expr;
use super::offer::{Choice, CompletionKind, Offers};
use crate::ide::meaning::Sense;
use crate::syntax::lex::{Token, TokenKind};
use crate::types::Type;

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
        ["import"] => files(offers, whole, ".route"),
        ["table", .., "from"] => files(offers, whole, ".csv"),
        [.., "zone"] => within(offers, whole, &ZONES.map(str::to_owned)),
        _ => template(offers, inside),
    }
}

/// Offers names that replace the inside of a text.
fn within(offers: &mut Offers<'_>, place: std::ops::Range<u32>, names: &[String]) {
    let word = std::mem::replace(&mut offers.stand.word, place);
    let kind = if names.iter().any(|name| name.contains('.')) {
        CompletionKind::File
    } else {
        CompletionKind::Value
    };
    let next = std::mem::replace(&mut offers.stand.next, usize::MAX);
    for name in names {
        offers.add(Choice::word(kind, name.as_str()));
    }
    (offers.stand.word, offers.stand.next) = (word, next);
}

fn files(offers: &mut Offers<'_>, place: std::ops::Range<u32>, end: &str) {
    let names = named(offers, end);
    within(offers, place, &names);
}

/// The files with that ending, by their paths from this one.
fn named(offers: &Offers<'_>, end: &str) -> Vec<String> {
    let here = offers.stand.span().file;
    let workspace = offers.scope.workspace;
    let own = workspace
        .files()
        .find(|(file, _)| *file == here)
        .map(|(_, name)| name.to_owned())
        .unwrap_or_default();
    let mut all: Vec<_> = offers.loader.names();
    all.sort();
    all.retain(|name| name.ends_with(end) && *name != own);
    all.into_iter().map(|name| relative(&own, &name)).collect()
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
    quoted(offers, ".route");
}

/// Offers tables beside the program, with their quotes.
pub(super) fn tables(offers: &mut Offers<'_>) {
    quoted(offers, ".csv");
}

fn quoted(offers: &mut Offers<'_>, end: &str) {
    if offers.goes_on() {
        return;
    }
    for name in named(offers, end) {
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

/// What `{…}` in a template may name: fields of any entity that workstreams carry.
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
    let carried: Vec<_> = offers.scope.program.workstreams.iter().map(|stream| stream.carries).collect();
    let mut seen = Vec::new();
    for entity in carried {
        if seen.contains(&entity) {
            continue;
        }
        seen.push(entity);
        offers.scope.item = Some(entity);
        if before.is_empty() {
            // A fact about the item is asked with `item.` before it.
            let fields = offers.scope.below(&["item"]).into_iter();
            for known in fields.filter(|known| known.sense != Sense::Fact) {
                let word = offers.scope.typed(&known.ty, known.optional);
                let leads = matches!(known.ty, Type::Entity(_));
                let choice = Choice::word(CompletionKind::Field, known.word).detail(word);
                offers.add(choice.rank(if leads { 2 } else { 1 }));
            }
        } else {
            expr::below(offers, &before);
        }
    }
}
