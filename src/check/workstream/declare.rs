use super::copy::{Flat, flatten_all};
use super::header::{self, Header};
use super::{
    bots, classify, context, defaults, distribution, instances, out_of_hours, program_wide, service, slots,
    text,
};
use crate::builtins::Block;
use crate::check::context::Context;
use crate::check::error::WorkstreamError;
use crate::check::names::Kind;
use crate::check::rules;
use crate::check::scope::Scope;
use crate::check::setting::{Frame, Settings, Source, effective, read};
use crate::check::unit::remembered;
use crate::hir::{AuthId, Field, Mode, ReplyId, Route, WorkKind, Workstream};
use crate::syntax::ast::{self, Text};
use crate::types::EntityId;
use std::sync::Arc;

/// Checks workstreams, and fills `workstreams`. Classification and route are checked by `rules`.
pub(in crate::check) fn declare(ctx: &mut Context<'_>) {
    let mut addresses = Vec::new();
    ctx.suppose_own_assignments();
    for flat in flatten_all(ctx) {
        ctx.read_for(flat.place);
        let name = &flat.workstream.header.name;
        let counts = ctx.names.owner(Kind::Workstream, name).is_some();
        let look = |ctx: &mut Context<'_>| {
            let (workstream, texts) = declare_one(ctx, &flat);
            (Arc::new(workstream), texts)
        };
        let (workstream, texts) = remembered(ctx, |memory| &mut memory.workstreams, flat.place, look);
        addresses.push((workstream.named.name.clone(), texts));
        if counts {
            ctx.make().workstreams.push(workstream);
        }
    }
    ctx.read_for_nobody();
    program_wide::report_shared_instances(ctx, &addresses);
    program_wide::report_mixed_capacity(ctx);
}

fn declare_one(ctx: &mut Context<'_>, flat: &Flat<'_>) -> (Workstream, Vec<Text>) {
    let written = &flat.workstream;
    let span = written.header.span;
    let frame = Frame { block: Block::Workstream, header: span, damaged: flat.damaged };
    let settings = read(ctx, frame, &written.settings);
    let header = header::read(ctx, &settings, span, flat.damaged);
    let texts = instances::read(ctx, &settings, &header);
    let mut workstream = settled(ctx, flat, &settings, &header);
    workstream.instances = texts.iter().map(|text| text.value.clone()).collect();
    check_rules(ctx, flat, &settings, &mut workstream);
    out_of_hours::report(ctx, &workstream, header.persistent);
    program_wide::report_skills(ctx, &workstream, &written.classify, span);
    (workstream, texts)
}

/// All of a workstream but its rules.
fn settled(ctx: &mut Context<'_>, flat: &Flat<'_>, settings: &Settings<'_>, header: &Header) -> Workstream {
    let written = &flat.workstream;
    let offer = slots::read(ctx, settings, header);
    let damaged = flat.damaged;
    let fallback = defaults::fallback(ctx, settings, header, &flat.source);
    if let Some(queue) = settings.word("outbound_queue") {
        defaults::queue(ctx, queue, header);
    }
    let distribution = distribution::read(ctx, settings, header, &flat.source, offer.as_ref(), damaged);
    let known = defaults::known(ctx, settings, header, &fallback, &distribution, &flat.source);
    let source = Source { known, ..flat.source.clone() };
    let number = |ctx: &Context<'_>, kind, word| {
        settings.word(word).and_then(|name: &ast::Name| ctx.names.number(kind, &name.text))
    };
    let replies = settings.words("replies").into_iter();
    Workstream {
        named: Context::named(&written.header.name, written.header.label.as_ref(), flat.doc.as_ref()),
        kind: header.kind.unwrap_or(WorkKind::Messaging),
        channel: header.channel.clone(),
        channel_fields: header.channel_fields,
        persistent: header.persistent.is_some(),
        carries: number(ctx, Kind::Entity, "carries").map_or(NO_ENTITY, EntityId),
        instances: Vec::new(),
        mode: header.mode.unwrap_or(Mode::Push),
        fallback,
        auth: number(ctx, Kind::Auth, "auth").map(AuthId),
        context: context::read(ctx, &written.context),
        classify: Vec::new(),
        route: None,
        bot: bots::bot(ctx, settings, header),
        assist: bots::assist(ctx, settings, header),
        replies: replies.filter_map(|name| ctx.names.number(Kind::Reply, &name.text).map(ReplyId)).collect(),
        settings: effective(ctx, settings, &source),
        service: service::read(ctx, settings),
        distribution,
    }
}

/// Stands where a workstream does not say what it carries, which has been reported.
const NO_ENTITY: EntityId = EntityId(u32::MAX);

/// Rules speak of what is carried: without it there is nothing to check them against.
fn check_rules(ctx: &mut Context<'_>, flat: &Flat<'_>, settings: &Settings<'_>, workstream: &mut Workstream) {
    if workstream.carries == NO_ENTITY {
        return;
    }
    let mut scope = Scope::of_item(workstream.carries);
    scope.context.clone_from(&workstream.context);
    scope.channel = channel_fields(ctx, workstream);
    workstream.classify = classify::read(ctx, &mut scope, &flat.workstream.classify);
    workstream.route = route(ctx, flat, settings, &scope, workstream.kind);
    text::read(ctx, settings, &scope);
}

fn channel_fields(ctx: &Context<'_>, workstream: &Workstream) -> Vec<Field> {
    let entity = workstream.channel_fields.and_then(|id| ctx.entity(id));
    entity.map(|entity| entity.fields.clone()).unwrap_or_default()
}

fn route(
    ctx: &mut Context<'_>,
    flat: &Flat<'_>,
    settings: &Settings<'_>,
    scope: &Scope,
    kind: WorkKind,
) -> Option<Route> {
    let Some((first, others)) = flat.workstream.route.split_first() else {
        if !flat.damaged {
            let span = flat.workstream.header.span;
            let queue = settings.word("fallback").map_or("the fallback queue", |name| &name.text).to_owned();
            ctx.report(WorkstreamError::NoRoute { queue, span });
        }
        return None;
    };
    for again in others {
        ctx.report(WorkstreamError::RepeatedBlock { word: "route", span: again.span, first: first.span });
    }
    let bot = settings.word("bot").map(|name| name.span);
    Some(rules::route(ctx, scope, first, kind, bot))
}
