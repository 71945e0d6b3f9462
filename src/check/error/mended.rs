use super::nearest::{instead, without_entry};
use crate::diagnostic::{Fix, Texts};
use crate::source::Span;

/// `auth` with a setting that the program declares, or one declared for it.
pub(super) fn signing_in(texts: Texts<'_>, span: Span, known: &[String]) -> Vec<Fix> {
    let named = |auth: &str| texts.added_beside(span, &format!("auth {auth}"));
    if known.is_empty() {
        let declared = texts.declared(span, "auth portal { kind token }");
        return Fix::list([Fix::all("declare `auth portal`", [named("portal"), declared])]);
    }
    known.iter().filter_map(|auth| Fix::add(&format!("auth {auth}"), named(auth))).collect()
}

/// One more kind of work in the `type` of a queue.
pub(super) fn also_takes(texts: Texts<'_>, queue: &str, wanted: &str, declared: Span) -> Option<Fix> {
    let word = texts.word(declared, "type")?;
    let entry = texts.entry(word)?;
    let kinds = texts.at(entry).strip_prefix("type")?.trim().trim_start_matches('[').trim_end_matches(']');
    let title = format!("add `{wanted}` to the type of `{queue}`");
    Some(Fix::change(title, entry, &format!("type [{kinds}, {wanted}]")))
}

/// What was written as an address of the wanted form, where that is possible.
pub(super) fn address(written: &str, wanted: &str) -> Option<String> {
    if !wanted.contains("number") {
        let joined = written.split_whitespace().collect::<Vec<_>>().join("-");
        return (!joined.is_empty()).then(|| format!("\"{joined}\""));
    }
    let digits: String = written.chars().filter(char::is_ascii_digit).collect();
    let international = written.trim_start().starts_with(['+']) || digits.starts_with("00");
    let digits = digits.trim_start_matches('0');
    (international && (7..=15).contains(&digits.len())).then(|| format!("\"+{digits}\""))
}

/// A route with one rule.
pub(super) fn routed(texts: Texts<'_>, queue: &str, span: Span) -> Option<Fix> {
    let to = if queue.contains(' ') { return None } else { queue };
    let header = texts.declaration(span)?;
    let header = Span::new(header.file, header.start, header.start);
    let route = format!("\nroute all {{\n  \"Everything\": otherwise to {to}\n}}");
    Fix::add(&route, texts.added(header, &route))
}

/// `role assist` in the declaration of a bot.
pub(super) fn assisting(texts: Texts<'_>, bot: &str, declared: Option<Span>) -> Option<Fix> {
    let declared = declared?;
    let title = format!("write `role assist` in `bot {bot}`");
    match texts.word(declared, "role").and_then(|word| texts.entry(word)) {
        Some(role) => Some(Fix::change(title, role, "role assist")),
        None => Fix::all(title, [texts.added(declared, "role assist")]),
    }
}

/// `members elsewhere` in the declaration of a queue.
pub(super) fn elsewhere(texts: Texts<'_>, queue: &str, declared: Span) -> Vec<Fix> {
    let members = texts.word(declared, "members").and_then(|word| texts.entry(word));
    let title = format!("write `members elsewhere` in `{queue}`");
    members.iter().map(|members| Fix::change(&*title, *members, "members elsewhere")).collect()
}

/// Leaves the setting out that the address at `span` is in.
pub(super) fn without_instances(texts: Texts<'_>, span: Span) -> Vec<Fix> {
    let list = texts.around(span, "[{").filter(|(open, _)| texts.at(*open) == "[");
    let place = list.map_or(span, |(open, _)| open);
    Fix::list([Fix::without(texts, "leave `instances` out", place)])
}

/// Leaves an address out of one of two workstreams.
pub(super) fn in_one(texts: Texts<'_>, (instance, owner): (&str, &str), span: Span, first: Span) -> Vec<Fix> {
    let there = without_entry(texts, instance, first);
    let there = there.map(|fix| Fix { title: format!("leave it out of `{owner}`"), ..fix });
    Fix::list([without_entry(texts, instance, span), there])
}

/// An address for a workstream, made of its name.
pub(super) fn own_instances(texts: Texts<'_>, span: Span) -> Vec<Fix> {
    let name = texts.at(span).split_whitespace().nth(1).unwrap_or("shop").to_lowercase();
    let setting = format!("instances [\"example.com/{name}\"]");
    let header = texts.declaration(span).map(|whole| Span::new(whole.file, whole.start, whole.start));
    Fix::list([header.and_then(|header| Fix::add(&setting, texts.added(header, &setting)))])
}

/// The entries of both blocks in the first.
pub(super) fn in_one_block(texts: Texts<'_>, word: &str, span: Span, first: Span) -> Vec<Fix> {
    let start = |span: Span| Span::new(span.file, span.start, span.start);
    let edits = texts.joined(start(span), start(first));
    Fix::list([edits.and_then(|edits| Fix::all(format!("put both into one `{word}`"), edits.map(Some)))])
}

/// `assign_anyway` in the rule at `span`.
pub(super) fn assigned_anyway(texts: Texts<'_>, span: Span) -> Vec<Fix> {
    let start = Span::new(span.file, span.start, span.start);
    let action = texts.after(start, "end_conversation").filter(|action| action.end <= span.end);
    action.iter().map(|action| instead(*action, "assign_anyway")).collect()
}
