use super::assign::{assign, default_assign, method};
use super::rules::{self, Desk};
use super::written::{Written, written};
use crate::builtins::Block;
use crate::check::clauses::kind_word;
use crate::check::context::Context;
use crate::check::error::QueueError;
use crate::check::expr;
use crate::check::names::DEFAULT_QUEUES;
use crate::check::overflow::check_transfers;
use crate::check::scope::{Scope, Subject};
use crate::check::setting::{Frame, Settings, effective, read};
use crate::check::unit::remembered;
use crate::hir::{self, Effective, EffectiveSetting, Members, Origin, QueueId, WorkKind};
use crate::syntax::ast::{self, ExprKind};
use std::sync::Arc;

/// A queue without a priority comes after all that have a usual one.
const LAST: i64 = 1000;
const WHY_LAST: &str = "a queue without a priority is served after the others";
const KINDS: [WorkKind; 3] = [WorkKind::Messaging, WorkKind::Record, WorkKind::Voice];

/// Checks queues with their overflow, prioritize and choose rules, and fills `queues`.
///
/// First what each queue is, then its rules: they may name any other queue.
pub(in crate::check) fn declare(ctx: &mut Context<'_>) {
    let built_in = DEFAULT_QUEUES.into_iter().zip(KINDS).map(|(name, kind)| built_in(ctx, name, kind));
    ctx.make().queues = built_in.collect();
    let queues = written(ctx);
    let mut heads = Vec::new();
    for queue in &queues {
        ctx.read_for(queue.item.span);
        heads.push(head(ctx, queue));
    }
    for (queue, settings) in queues.iter().zip(&heads) {
        let look = |ctx: &mut Context<'_>| body(ctx, queue, settings).map(Arc::new);
        let whole = remembered(ctx, |memory| &mut memory.queues, queue.item.span, look);
        if let Some(whole) = whole {
            put(ctx, queue.id, hir::Queue::clone(&whole));
        }
    }
    for queue in &queues {
        ctx.read_for(queue.item.span);
        let Some(known) = ctx.queue(queue.id).cloned() else { continue };
        check_transfers(ctx, &known.overflow, &known.kinds, Some(queue.id));
    }
}

fn built_in(ctx: &Context<'_>, name: &str, kind: WorkKind) -> hir::Queue {
    let named = hir::Named { name: name.to_owned(), label: name.replace('_', " "), span: None, doc: None };
    let kinds = vec![kind];
    let members = Members::Everyone;
    let mut queue =
        hir::Queue { built_in: true, assign: default_assign(&kinds), kinds, members, ..empty(named) };
    queue.settings = in_force(ctx, &queue, &Settings::none(Block::Queue), None);
    queue
}

fn empty(named: hir::Named) -> hir::Queue {
    hir::Queue {
        named,
        built_in: false,
        kinds: Vec::new(),
        carries: None,
        priority: Effective::default(LAST, WHY_LAST),
        hours: None,
        members: Members::Data,
        assign: default_assign(&[]),
        overflow: Vec::new(),
        prioritize: Vec::new(),
        choose: Vec::new(),
        settings: Vec::new(),
    }
}

/// What the plain settings of a queue say. Gives them for a second look.
fn head<'s>(ctx: &mut Context<'_>, queue: &'s Written<'_>) -> Settings<'s> {
    if queue.built_in() {
        return only_assign(ctx, queue);
    }
    for (block, span) in &queue.queue.repeated {
        let name = queue.name().text.clone();
        ctx.report(QueueError::RepeatedBlock { queue: name, block: block.clone(), span: *span });
    }
    let header = queue.queue.header.span;
    let frame = Frame { block: Block::Queue, header, damaged: queue.item.damaged };
    let settings = read(ctx, frame, &queue.settings);
    let known = hir::Queue {
        kinds: kinds(&settings),
        carries: settings.word("carries").and_then(|word| ctx.names.entity(word, &mut ctx.bag)),
        hours: settings.word("hours").and_then(|word| ctx.names.hours(word, &mut ctx.bag)),
        priority: priority(ctx, queue, &settings),
        ..empty(named(queue))
    };
    put(ctx, queue.id, known);
    settings
}

fn named(queue: &Written<'_>) -> hir::Named {
    let header = &queue.queue.header;
    let mut named = Context::named(&header.name, header.label.as_ref(), queue.item.doc.as_ref());
    if let (None, Some(label)) = (&header.label, queue.copied_label()) {
        named.label = format!("Copy of {label}");
    }
    named
}

/// Numbers are given in order, so a queue's place is the end of the list or known already.
fn put(ctx: &mut Context<'_>, id: QueueId, queue: hir::Queue) {
    match ctx.make().queues.get_mut(id.index()) {
        Some(place) => *place = queue,
        None => ctx.make().queues.push(queue),
    }
}

/// The queues that every program has may be given an assignment, nothing else (domain section 10).
fn only_assign<'s>(ctx: &mut Context<'_>, queue: &'s Written<'_>) -> Settings<'s> {
    let declared = queue.queue;
    let settings = declared.settings.iter().filter(|setting| setting.word.text != "assign");
    let blocks = [&declared.overflow, &declared.prioritize, &declared.choose].into_iter().flatten();
    let label = declared.header.label.iter().map(|label| label.span);
    let copies = declared.copies.iter().map(|name| name.span);
    let wrong = settings.map(|setting| setting.span).chain(blocks.map(|(_, span)| *span));
    let wrong: Vec<_> = label.chain(copies).chain(wrong).collect();
    let clean = wrong.is_empty();
    for span in wrong {
        ctx.report(QueueError::BuiltIn { queue: queue.name().text.clone(), span });
    }
    let frame = Frame { block: Block::Queue, header: declared.header.span, damaged: true };
    if clean { read(ctx, frame, &queue.settings) } else { Settings::none(Block::Queue) }
}

fn kinds(settings: &Settings<'_>) -> Vec<WorkKind> {
    let words = settings.words("type");
    KINDS.into_iter().filter(|kind| words.iter().any(|word| word.text == kind_word(*kind))).collect()
}

fn priority(ctx: &Context<'_>, queue: &Written<'_>, settings: &Settings<'_>) -> Effective<i64> {
    match settings.number("priority") {
        Some(written) => Effective { value: written.value, origin: queue.source(ctx).origin(written.span) },
        None => Effective::default(LAST, WHY_LAST),
    }
}

/// What is not a plain setting: who works there, who gets what, and the rules.
fn body(ctx: &mut Context<'_>, queue: &Written<'_>, settings: &Settings<'_>) -> Option<hir::Queue> {
    let mut known = ctx.queue(queue.id)?.clone();
    let desk = Desk::new(queue, &known, settings.mentions("carries"));
    known.assign = assign(ctx, &desk, settings);
    if !queue.built_in() {
        known.members = members(ctx, settings);
        known.overflow = rules::overflow(ctx, &desk);
        known.prioritize = rules::prioritize(ctx, &desk);
        known.choose = rules::choose(ctx, &desk);
    }
    known.settings = in_force(ctx, &known, settings, Some(queue));
    Some(known)
}

fn members(ctx: &mut Context<'_>, settings: &Settings<'_>) -> Members {
    let Some(found) = settings.get("members") else { return Members::Data };
    if let Some(condition) = &found.setting.when {
        let scope = Scope { agent: true, subject: Subject::Agent, ..Scope::default() };
        return expr::condition(ctx, &scope, condition).map_or(Members::Data, Members::When);
    }
    if let [ast::Expr { kind: ExprKind::List(agents), .. }] = found.setting.terms.as_slice() {
        let id = |agent: &ast::Expr| {
            agent.as_word().map(|word| word.text.clone()).or_else(|| agent.as_text().map(|text| text.value))
        };
        return Members::Agents(agents.iter().filter_map(id).collect());
    }
    match found.first().and_then(ast::Expr::as_word).map(|word| word.text.as_str()) {
        Some("everyone") => Members::Everyone,
        Some("nobody") => Members::Nobody,
        Some("elsewhere") => Members::Elsewhere,
        _ => Members::Data,
    }
}

/// Every setting in force, for showing; what depends on others is filled in here.
fn in_force(
    ctx: &Context<'_>,
    known: &hir::Queue,
    settings: &Settings<'_>,
    queue: Option<&Written<'_>>,
) -> Vec<EffectiveSetting> {
    let mut source = queue.map(|queue| queue.source(ctx)).unwrap_or_default();
    let line = |address: &str, value: &str, origin: &Origin| EffectiveSetting {
        address: address.to_owned(),
        value: value.to_owned(),
        origin: origin.clone(),
    };
    if known.built_in {
        let kinds: Vec<_> = known.kinds.iter().map(|kind| kind_word(*kind)).collect();
        let why = Origin::Default("every program has this queue (domain section 10)".to_owned());
        source.known.push(line("type", &kinds.join(", "), &why));
        source.known.push(line("members", "everyone", &why));
    }
    if settings.get("priority").is_none() {
        source.known.push(line("priority", &known.priority.value.to_string(), &known.priority.origin));
    }
    if settings.get("assign").is_none() {
        source.known.push(line("assign", method(&known.assign.value), &known.assign.origin));
    }
    effective(ctx, settings, &source)
}
