use super::header::Header;
use crate::check::clauses::kind_word;
use crate::check::context::Context;
use crate::check::error::WorkstreamError;
use crate::check::names::Kind;
use crate::check::setting::{Settings, Source};
use crate::hir::{Distribution, Effective, EffectiveSetting, Members, Origin, QueueId, WorkKind};
use crate::syntax::ast::Name;

/// The queue of items that no rule routes: the one written, or the one that every program has for that kind.
pub(super) fn fallback(
    ctx: &mut Context<'_>,
    settings: &Settings<'_>,
    header: &Header,
    source: &Source,
) -> Effective<QueueId> {
    let Some(name) = settings.word("fallback") else {
        let id = match header.kind {
            Some(WorkKind::Messaging) | None => QueueId(0),
            Some(WorkKind::Record) => QueueId(1),
            Some(WorkKind::Voice) => QueueId(2),
        };
        return Effective::default(
            id,
            "the queue that every program has for this kind of work (domain section 2)",
        );
    };
    let id = queue(ctx, name, header);
    if let Some(id) = id {
        report_unstaffed(ctx, name, id);
    }
    let origin = source.origin(settings.span("fallback").unwrap_or(name.span));
    Effective { value: id.unwrap_or(QueueId(0)), origin }
}

/// A queue named by a workstream, which must take its kind of work.
pub(super) fn queue(ctx: &mut Context<'_>, name: &Name, header: &Header) -> Option<QueueId> {
    let id = ctx.names.number(Kind::Queue, &name.text).map(QueueId)?;
    let (Some(kind), Some(queue)) = (header.kind, ctx.queue(id)) else {
        return Some(id);
    };
    if !queue.kinds.is_empty() && !queue.kinds.contains(&kind) {
        let declared = queue.named.span.unwrap_or(name.span);
        ctx.report(WorkstreamError::QueueOfOtherType {
            queue: name.text.clone(),
            noun: header.noun(),
            span: name.span,
            declared,
            wanted: kind_word(kind),
        });
    }
    Some(id)
}

fn report_unstaffed(ctx: &mut Context<'_>, name: &Name, id: QueueId) {
    let Some(queue) = ctx.queue(id) else { return };
    let is_bot = |agent: &String| ctx.names.number(Kind::Bot, agent).is_some();
    let declared = queue.named.span.unwrap_or(name.span);
    let queue_name = name.text.clone();
    match &queue.members {
        Members::Nobody => {
            ctx.report(WorkstreamError::FallbackUnstaffed { queue: queue_name, span: name.span, declared });
        }
        Members::Agents(agents) if !agents.is_empty() && agents.iter().all(is_bot) => {
            ctx.report(WorkstreamError::FallbackOfBots { queue: queue_name, span: name.span, declared });
        }
        Members::Data | Members::Agents(_) | Members::Everyone | Members::Elsewhere | Members::When(_) => {}
    }
}

/// Settings in force that are not written, and whose value depends on others.
pub(super) fn known(
    ctx: &Context<'_>,
    settings: &Settings<'_>,
    header: &Header,
    fallback: &Effective<QueueId>,
    distribution: &Distribution,
    source: &Source,
) -> Vec<EffectiveSetting> {
    let mut known = messages(ctx, settings);
    known.extend(incoming(settings, source));
    if !settings.mentions("fallback") {
        let queue = ctx.queue(fallback.value).map(|queue| queue.named.name.clone());
        known.push(line("fallback", queue.unwrap_or_default(), fallback.origin.clone()));
    }
    if header.kind == Some(WorkKind::Voice) && !settings.mentions("direction") {
        let why = "calls come in unless the workstream says otherwise (domain section 2)";
        known.push(line("direction", "inbound".to_owned(), Origin::Default(why.to_owned())));
    }
    let affinity = &distribution.affinity;
    let word = if affinity.value { "yes" } else { "no" };
    known.push(line("distribution.affinity", word.to_owned(), affinity.origin.clone()));
    if distribution.auto_close.value.is_none() {
        known.push(line(
            "distribution.auto_close",
            "never".to_owned(),
            distribution.auto_close.origin.clone(),
        ));
    }
    known
}

fn line(address: &str, value: String, origin: Origin) -> EffectiveSetting {
    EffectiveSetting { address: address.to_owned(), value, origin }
}

/// The organisation's messages that the workstream leaves as they are: the nearest wins.
pub(super) fn messages(ctx: &Context<'_>, settings: &Settings<'_>) -> Vec<EffectiveSetting> {
    let own = settings.block("messages");
    let lines = ctx.organisation().settings.iter();
    let lines = lines.filter(|line| {
        let word = line.address.strip_prefix("messages.");
        word.is_some_and(|word| !own.is_some_and(|own| own.mentions(word)))
    });
    lines.cloned().collect()
}

/// What `incoming` says for both slots, where they say nothing themselves.
fn incoming(settings: &Settings<'_>, source: &Source) -> Vec<EffectiveSetting> {
    let slots = settings.block("templates");
    let both = slots.and_then(|slots| slots.word("incoming").zip(slots.span("incoming")));
    let (Some(slots), Some((name, span))) = (slots, both) else { return Vec::new() };
    let open = ["incoming_authenticated", "incoming_unauthenticated"].into_iter();
    open.filter(|word| !slots.mentions(word))
        .map(|word| line(&format!("templates.{word}"), name.text.clone(), source.origin(span)))
        .collect()
}
