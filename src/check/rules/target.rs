use super::route::Stream;
use crate::check::clauses::{kind_phrase, kind_phrases, kind_word};
use crate::check::context::Context;
use crate::check::error::{RuleError, TypeError};
use crate::check::names::Kind;
use crate::check::scope::Scope;
use crate::check::{expr, types};
use crate::hir::{self, Const, QueueId, Share, Target, WorkKind};
use crate::source::Span;
use crate::syntax::ast;
use crate::types::Type;

/// Checks where a route rule sends items. `None` after a report.
pub(super) fn target(
    ctx: &mut Context<'_>,
    scope: &Scope,
    target: &ast::Target,
    stream: Stream,
    span: Span,
) -> Option<Target> {
    match target {
        ast::Target::Queue(name) => queue(ctx, name, stream).map(Target::Queue),
        ast::Target::Table(call) => table(ctx, scope, call, stream),
        ast::Target::Split(shares) => split(ctx, shares, stream, span).map(Target::Split),
        ast::Target::Agent { who, queue, lasting } => agent(ctx, scope, who, queue, lasting.as_ref(), stream),
        ast::Target::Bot => {
            if stream.has_bot.is_none() {
                let choices = ctx.names.all(Kind::Bot).take(MOST_CHOICES).map(str::to_owned).collect();
                ctx.report(RuleError::NoBot { span, choices });
                return None;
            }
            Some(Target::Bot)
        }
    }
}

/// A queue that takes the workstream's kind of work.
fn queue(ctx: &mut Context<'_>, name: &ast::Name, stream: Stream) -> Option<QueueId> {
    let id = ctx.names.queue_for(name, &[stream.kind], &mut ctx.bag)?;
    check_kind(ctx, id, stream, name.span)?;
    Some(id)
}

fn check_kind(ctx: &mut Context<'_>, id: QueueId, stream: Stream, span: Span) -> Option<()> {
    let queue = ctx.queue(id)?;
    // A queue whose type is wrong has been reported, and takes nothing.
    if queue.kinds.is_empty() || queue.kinds.contains(&stream.kind) {
        return Some(());
    }
    let (name, takes) = (queue.named.name.clone(), kind_phrases(&queue.kinds));
    let (sends, wanted) = (kind_phrase(stream.kind), kind_word(stream.kind));
    let choices = fitting(ctx, stream.kind);
    ctx.report(RuleError::QueueKind { queue: name, takes, sends, wanted, span, choices });
    None
}

/// More are not offered to choose from.
const MOST_CHOICES: usize = 4;

/// The first queues of the program that take that kind of work.
fn fitting(ctx: &Context<'_>, kind: WorkKind) -> Vec<String> {
    let names: Vec<_> = ctx.names.all(Kind::Queue).collect();
    let takes = |name: &&str| {
        let id = ctx.names.number(Kind::Queue, name).map(QueueId);
        let queue = id.and_then(|id| ctx.queue(id));
        queue.is_some_and(|queue| !queue.built_in && queue.kinds.contains(&kind))
    };
    names.into_iter().filter(takes).take(MOST_CHOICES).map(str::to_owned).collect()
}

fn table(ctx: &mut Context<'_>, scope: &Scope, call: &ast::Call, stream: Stream) -> Option<Target> {
    let (table, arguments) = expr::table_call(ctx, scope, call)?;
    let found = ctx.table(table)?;
    let gives_queue = matches!(found.outputs.as_slice(), [(_, Type::Queue | Type::Unknown)]);
    if !gives_queue {
        ctx.report(RuleError::TargetNotAQueue { table: call.name.text.clone(), span: call.name.span });
        return None;
    }
    let mut queues: Vec<_> = found
        .rows
        .iter()
        .filter_map(|row| if let Some(Const::Queue(id)) = row.outputs.first() { Some(*id) } else { None })
        .collect();
    queues.sort_unstable();
    queues.dedup();
    for id in queues {
        check_kind(ctx, id, stream, call.name.span)?;
    }
    Some(Target::Table(table, arguments))
}

fn split(ctx: &mut Context<'_>, written: &[ast::Share], stream: Stream, span: Span) -> Option<Vec<Share>> {
    let mut shares: Vec<Share> = Vec::new();
    let mut whole = true;
    for share in written {
        let Some(id) = queue(ctx, &share.queue, stream) else {
            whole = false;
            continue;
        };
        let percent = u8::try_from(share.percent).ok().filter(|percent| (1..=99).contains(percent));
        let Some(percent) = percent else {
            ctx.report(RuleError::SplitShare { percent: share.percent, span: share.span });
            whole = false;
            continue;
        };
        if let Some(at) = shares.iter().position(|other| other.queue == id) {
            let first = written.get(at).map_or(share.span, |share| share.span);
            let queue = share.queue.text.clone();
            ctx.report(RuleError::SplitTwice { queue, span: share.span, first });
            whole = false;
            continue;
        }
        shares.push(Share { queue: id, percent });
    }
    if !whole {
        return None;
    }
    check_sum(ctx, written, span)?;
    Some(shares)
}

fn check_sum(ctx: &mut Context<'_>, written: &[ast::Share], span: Span) -> Option<()> {
    let sum = written.iter().fold(0_i64, |sum, share| sum.saturating_add(share.percent));
    if sum == 100 {
        return Some(());
    }
    let help = if sum < 100 {
        format!("{}% go nowhere: give them to one of the queues", 100 - sum)
    } else {
        format!("take {}% away", sum.saturating_sub(100))
    };
    let first = written.first().map_or(span, |share| share.span);
    let span = written.last().map_or(first, |share| first.to(share.span));
    ctx.report(RuleError::SplitSum { sum, help, span });
    None
}

fn agent(
    ctx: &mut Context<'_>,
    scope: &Scope,
    who: &ast::Expr,
    others: &ast::Name,
    lasting: Option<&ast::Expr>,
    stream: Stream,
) -> Option<Target> {
    let who = expr::infer(ctx, scope, who);
    let queue = queue(ctx, others, stream);
    let lasting = match lasting {
        Some(lasting) => Some(expr::constant(ctx, lasting, &Type::Duration)?),
        None => None,
    };
    let who = an_agent(ctx, who?)?;
    let length = |lasting| if let Const::Duration(length) = lasting { Some(length) } else { None };
    let lasting = lasting.and_then(length);
    Some(Target::Agent { who, queue: queue?, lasting })
}

/// An agent's id: an agent, or a text.
fn an_agent(ctx: &mut Context<'_>, who: hir::Expr) -> Option<hir::Expr> {
    if matches!(who.ty, Type::Agent | Type::Text) {
        return Some(who);
    }
    if who.ty != Type::Unknown {
        let found = types::phrase(ctx, &who.ty);
        let wanted = "the id of an agent".to_owned();
        let help = Some("name a field that holds an agent's id, such as `customer.owner`".to_owned());
        ctx.report(TypeError::Mismatch { wanted, found, span: who.span, help, instead: None });
    }
    None
}
