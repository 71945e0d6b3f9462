use super::assignment::assignment_use;
use super::clauses::{self, rule_name};
use super::context::Context;
use super::error::QueueError;
use super::names::{DEFAULT_QUEUES, Kind};
use super::order::item_order;
use super::overflow::{Owner, check_transfers, numbered_overflow_rules};
use super::scope::{Scope, Subject};
use super::{expr, queue_settings, speaks};
use crate::hir::{self, AssignMethod, Effective, Guard, Members, Origin, QueueId, WorkKind};
use crate::source::Span;
use crate::syntax::ast::{self, ClauseKind, ExprKind};

/// A queue without a priority comes after all that have a usual one.
const LAST: i64 = 1000;

/// Checks queues with their overflow, prioritize and choose rules, and fills `queues`.
pub(super) fn declare(ctx: &mut Context<'_>) {
    ctx.program.queues = DEFAULT_QUEUES.into_iter().zip(KINDS).map(built_in).collect();
    let queues = written(ctx);
    for queue in &queues {
        head(ctx, queue);
    }
    for queue in &queues {
        body(ctx, queue);
    }
    for queue in &queues {
        let Some(known) = ctx.program.queues.get(queue.id.index()).cloned() else { continue };
        check_transfers(ctx, &known.overflow, &known.kinds, Some(queue.id));
    }
}

const KINDS: [WorkKind; 3] = [WorkKind::Messaging, WorkKind::Record, WorkKind::Voice];

fn built_in((name, kind): (&str, WorkKind)) -> hir::Queue {
    let label = name.replace('_', " ");
    let named = hir::Named { name: name.to_owned(), label, span: None, doc: None };
    hir::Queue { built_in: true, kinds: vec![kind], ..empty(named) }
}

fn empty(named: hir::Named) -> hir::Queue {
    hir::Queue {
        named,
        built_in: false,
        kinds: Vec::new(),
        carries: None,
        priority: Effective::default(LAST, "a queue without a priority is served after the others"),
        hours: None,
        members: Members::Data,
        assign: default_assign(&[]),
        overflow: Vec::new(),
        prioritize: Vec::new(),
        choose: Vec::new(),
        settings: Vec::new(),
    }
}

/// A queue as written, with those it copies.
struct Written<'a> {
    id: QueueId,
    item: &'a ast::Item,
    queue: &'a ast::Queue,
    /// The queue itself, the one it copies, the one that copies, and so on.
    chain: Vec<&'a ast::Queue>,
}

impl<'a> Written<'a> {
    /// The nearest setting of that word, and where it comes from.
    fn setting(&self, word: &str) -> Option<(&'a ast::Setting, Origin)> {
        let find = |queue: &&'a ast::Queue| queue.settings.iter().find(|setting| setting.word.text == word);
        let (index, found) =
            self.chain.iter().enumerate().find_map(|(index, queue)| Some((index, find(queue)?)))?;
        Some((found, self.origin(index, found.span)))
    }

    fn origin(&self, index: usize, span: Span) -> Origin {
        match self.chain.get(index) {
            Some(queue) if index > 0 => {
                Origin::Copied { from: queue.header.name.text.clone(), span: Some(span) }
            }
            _ => Origin::Written(span),
        }
    }

    /// The nearest block of rules that `pick` finds.
    fn rules(&self, pick: fn(&ast::Queue) -> Option<&(Vec<ast::Rule>, Span)>) -> &'a [ast::Rule] {
        self.chain.iter().find_map(|queue| pick(queue)).map_or(&[], |(rules, _)| rules)
    }

    fn name(&self) -> &'a ast::Name {
        &self.queue.header.name
    }
}

/// The queues of the program, each once, in the order of their numbers.
fn written<'a>(ctx: &mut Context<'a>) -> Vec<Written<'a>> {
    let mut found: Vec<Written<'a>> = ctx
        .items()
        .filter_map(|item| {
            let ast::ItemKind::Queue(queue) = &item.kind else { return None };
            let id = QueueId(ctx.names.owner(Kind::Queue, &queue.header.name)?);
            Some(Written { id, item, queue, chain: Vec::new() })
        })
        .collect();
    found.sort_by_key(|queue| queue.id);
    for queue in &mut found {
        queue.chain = chain(ctx, queue.queue);
    }
    found
}

/// A queue, the queue it copies, and so on; a circle is reported and cut.
fn chain<'a>(ctx: &mut Context<'a>, queue: &'a ast::Queue) -> Vec<&'a ast::Queue> {
    let mut chain = vec![queue];
    let mut last = queue;
    while let Some(name) = &last.copies {
        if ctx.names.queue(name, &mut ctx.bag).is_none() {
            break;
        }
        let Some(next) = declaration(ctx, &name.text) else { break };
        if chain.iter().any(|known| known.header.name == next.header.name) {
            ctx.report(QueueError::CopiesItself { queue: queue.header.name.text.clone(), span: name.span });
            break;
        }
        chain.push(next);
        last = next;
    }
    chain
}

fn declaration<'a>(ctx: &Context<'a>, name: &str) -> Option<&'a ast::Queue> {
    ctx.items().find_map(|item| match &item.kind {
        ast::ItemKind::Queue(queue)
            if queue.header.name.text == name
                && ctx.names.owner(Kind::Queue, &queue.header.name).is_some() =>
        {
            Some(queue)
        }
        _ => None,
    })
}

/// What the plain settings of a queue say.
fn head(ctx: &mut Context<'_>, queue: &Written<'_>) {
    if let Some(name) = DEFAULT_QUEUES.get(queue.id.index()) {
        only_assign(ctx, queue, name);
        return;
    }
    report_repeated(ctx, queue);
    let mut named = Context::named(queue.name(), queue.queue.header.label.as_ref(), queue.item.doc.as_ref());
    if let (None, Some(source)) = (&queue.queue.header.label, queue.chain.get(1)) {
        let label = source.header.label.as_ref().map_or(&source.header.name.text, |label| &label.value);
        named.label = format!("Copy of {label}");
    }
    let known = hir::Queue {
        kinds: kinds(queue),
        carries: carries(ctx, queue),
        priority: priority(queue),
        hours: hours(ctx, queue),
        ..empty(named)
    };
    put(ctx, queue.id, known);
}

/// Numbers are given in order, so that a queue's place is the end of the list; a gap can only be a queue that could
/// not be read.
fn put(ctx: &mut Context<'_>, id: QueueId, queue: hir::Queue) {
    while ctx.program.queues.len() < id.index() {
        ctx.program.queues.push(empty(queue.named.clone()));
    }
    match ctx.program.queues.get_mut(id.index()) {
        Some(place) => *place = queue,
        None => ctx.program.queues.push(queue),
    }
}

/// The queues that every program has may be given an assignment, nothing else (domain section 10).
fn only_assign(ctx: &mut Context<'_>, queue: &Written<'_>, name: &str) {
    let declared = queue.queue;
    let settings = declared.settings.iter().filter(|setting| setting.word.text != "assign");
    let blocks = [&declared.overflow, &declared.prioritize, &declared.choose].into_iter().flatten();
    let label = declared.header.label.iter().map(|label| label.span);
    let copies = declared.copies.iter().map(|name| name.span);
    let wrong = settings.map(|setting| setting.span).chain(blocks.map(|(_, span)| *span));
    for span in label.chain(copies).chain(wrong) {
        ctx.report(QueueError::BuiltIn { queue: name.to_owned(), span });
    }
}

fn report_repeated(ctx: &mut Context<'_>, queue: &Written<'_>) {
    for (block, span) in &queue.queue.repeated {
        let name = queue.name().text.clone();
        ctx.report(QueueError::RepeatedBlock { queue: name, block: block.clone(), span: *span });
    }
}

/// The words of a setting that takes one word or a list of them.
fn words(setting: &ast::Setting) -> Vec<&ast::Name> {
    setting
        .terms
        .iter()
        .flat_map(|term| match &term.kind {
            ExprKind::List(members) => members.iter().collect(),
            _ => vec![term],
        })
        .filter_map(ast::Expr::as_word)
        .collect()
}

fn kinds(queue: &Written<'_>) -> Vec<WorkKind> {
    let Some((setting, _)) = queue.setting("type") else { return Vec::new() };
    let mut kinds: Vec<_> = words(setting)
        .into_iter()
        .filter_map(|word| KINDS.into_iter().find(|kind| clauses::kind_word(*kind) == word.text))
        .collect();
    kinds.sort();
    kinds.dedup();
    kinds
}

fn carries(ctx: &mut Context<'_>, queue: &Written<'_>) -> Option<crate::types::EntityId> {
    let (setting, _) = queue.setting("carries")?;
    let word = setting.terms.first()?.as_word()?;
    ctx.names.entity(word, &mut ctx.bag)
}

fn hours(ctx: &mut Context<'_>, queue: &Written<'_>) -> Option<hir::HoursId> {
    let (setting, _) = queue.setting("hours")?;
    let word = setting.terms.first()?.as_word()?;
    ctx.names.hours(word, &mut ctx.bag)
}

fn priority(queue: &Written<'_>) -> Effective<i64> {
    let written = queue.setting("priority").and_then(|(setting, origin)| match setting.terms.as_slice() {
        [ast::Expr { kind: ExprKind::Literal(ast::Literal::Int(value)), .. }] => {
            Some(Effective { value: *value, origin })
        }
        _ => None,
    });
    written
        .unwrap_or_else(|| Effective::default(LAST, "a queue without a priority is served after the others"))
}

/// What is not a plain setting: who works there, who gets what, and the rules.
fn body(ctx: &mut Context<'_>, queue: &Written<'_>) {
    let Some(head) = ctx.program.queues.get(queue.id.index()).cloned() else { return };
    let desk = Desk { queue, kinds: &head.kinds, carries: head.carries, scope: item_scope(head.carries) };
    let assign = assign(ctx, &desk);
    let members = if head.built_in { Members::Data } else { members(ctx, queue) };
    let blocks = !head.built_in;
    let overflow = if blocks { overflow(ctx, &desk) } else { Vec::new() };
    let prioritize = if blocks { prioritize(ctx, &desk) } else { Vec::new() };
    let choose = if blocks { choose(ctx, &desk) } else { Vec::new() };
    let mut known = hir::Queue { members, assign, overflow, prioritize, choose, ..head };
    known.settings = queue_settings::in_force(ctx, &queue.chain, &known);
    put(ctx, queue.id, known);
}

/// What is known of a queue while its rules are read.
struct Desk<'a, 'b> {
    queue: &'b Written<'a>,
    kinds: &'b [WorkKind],
    carries: Option<crate::types::EntityId>,
    scope: Scope,
}

fn item_scope(carries: Option<crate::types::EntityId>) -> Scope {
    carries.map_or_else(Scope::default, Scope::of_item)
}

impl<'a> Desk<'a, '_> {
    /// The rules that can be read without knowing what the items are; the first other is reported, unless the queue
    /// says what it carries.
    fn readable(&self, ctx: &mut Context<'_>, rules: &'a [ast::Rule]) -> Vec<(usize, &'a ast::Rule)> {
        let all = rules.iter().enumerate();
        if self.carries.is_some() {
            return all.collect();
        }
        let (blind, readable): (Vec<_>, Vec<_>) =
            all.partition(|(_, rule)| speaks::of_item(ctx, rule).is_some());
        let knows = self.queue.setting("carries").is_some();
        if let Some(span) = blind.first().and_then(|(_, rule)| speaks::of_item(ctx, rule))
            && !knows
            && !self.queue.item.damaged
        {
            let (queue, declared) = (self.queue.name().text.clone(), self.queue.name().span);
            ctx.report(QueueError::WithoutCarries { queue, span, declared });
        }
        readable
    }
}

fn overflow(ctx: &mut Context<'_>, desk: &Desk<'_, '_>) -> Vec<hir::OverflowRule> {
    let rules = desk.queue.rules(|queue| queue.overflow.as_ref());
    let readable = desk.readable(ctx, rules);
    numbered_overflow_rules(ctx, &desk.scope, &readable, desk.kinds, Owner::Queue(desk.queue.id))
}

fn prioritize(ctx: &mut Context<'_>, desk: &Desk<'_, '_>) -> Vec<hir::PrioritizeRule> {
    let rules = desk.queue.rules(|queue| queue.prioritize.as_ref());
    let readable = desk.readable(ctx, rules);
    readable.into_iter().filter_map(|(index, rule)| prioritize_rule(ctx, &desk.scope, rule, index)).collect()
}

fn prioritize_rule(
    ctx: &mut Context<'_>,
    scope: &Scope,
    rule: &ast::Rule,
    index: usize,
) -> Option<hir::PrioritizeRule> {
    let kept = clauses::allowed(ctx, rule, clauses::PRIORITIZE);
    let guard = guard(ctx, scope, rule);
    let order = kept.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Order(keys) => Some(keys.as_slice()),
        _ => None,
    });
    let order = item_order(ctx, scope, order.unwrap_or_default());
    Some(hir::PrioritizeRule {
        name: rule_name(rule, "prioritize", index),
        guard: guard?,
        order,
        span: rule.span,
    })
}

fn choose(ctx: &mut Context<'_>, desk: &Desk<'_, '_>) -> Vec<hir::ChooseRule> {
    let rules = desk.queue.rules(|queue| queue.choose.as_ref());
    let readable = desk.readable(ctx, rules);
    readable.into_iter().filter_map(|(index, rule)| choose_rule(ctx, &desk.scope, rule, index)).collect()
}

fn choose_rule(
    ctx: &mut Context<'_>,
    scope: &Scope,
    rule: &ast::Rule,
    index: usize,
) -> Option<hir::ChooseRule> {
    let kept = clauses::allowed(ctx, rule, clauses::CHOOSE);
    let guard = guard(ctx, scope, rule);
    let call = kept.iter().find_map(|clause| match &clause.kind {
        ClauseKind::Use(call) => Some(call),
        _ => None,
    });
    let Some(call) = call else {
        clauses::report_missing(
            ctx,
            clauses::CHOOSE,
            "which assignment to use",
            "use skilled_first(french)",
            rule.span,
        );
        return None;
    };
    let assignment = assignment_use(ctx, scope, call)?;
    Some(hir::ChooseRule {
        name: rule_name(rule, "choose", index),
        guard: guard?,
        assignment,
        span: rule.span,
    })
}

/// When a rule holds; `None` after a report.
pub(super) fn guard(ctx: &mut Context<'_>, scope: &Scope, rule: &ast::Rule) -> Option<Guard> {
    match rule.guard.as_ref()? {
        ast::Guard::When(condition) => expr::condition(ctx, scope, condition).map(Guard::When),
        ast::Guard::Otherwise(_) => Some(Guard::Otherwise),
    }
}

fn members(ctx: &mut Context<'_>, queue: &Written<'_>) -> Members {
    let Some((setting, _)) = queue.setting("members") else { return Members::Data };
    if let Some(condition) = &setting.when {
        let scope = Scope { agent: true, subject: Subject::Agent, ..Scope::default() };
        return expr::condition(ctx, &scope, condition).map_or(Members::Data, Members::When);
    }
    if let [ast::Expr { kind: ExprKind::List(agents), .. }] = setting.terms.as_slice() {
        let id = |agent: &ast::Expr| {
            agent.as_word().map(|word| word.text.clone()).or_else(|| agent.as_text().map(|text| text.value))
        };
        return Members::Agents(agents.iter().filter_map(id).collect());
    }
    match setting.terms.first().and_then(ast::Expr::as_word).map(|word| word.text.as_str()) {
        Some("everyone") => Members::Everyone,
        Some("nobody") => Members::Nobody,
        Some("elsewhere") => Members::Elsewhere,
        _ => Members::Data,
    }
}

fn assign(ctx: &mut Context<'_>, desk: &Desk<'_, '_>) -> Effective<AssignMethod> {
    let Some((setting, origin)) = desk.queue.setting("assign") else { return default_assign(desk.kinds) };
    let call = match setting.terms.as_slice() {
        [ast::Expr { kind: ExprKind::Call(call), .. }] => call.clone(),
        [term] => match term.as_word() {
            Some(word) => match built_in_method(&word.text) {
                Some(value) => return Effective { value, origin },
                None => ast::Call { name: word.clone(), arguments: Vec::new() },
            },
            None => return default_assign(desk.kinds),
        },
        _ => return default_assign(desk.kinds),
    };
    assignment_use(ctx, &desk.scope, &call).map_or_else(
        || default_assign(desk.kinds),
        |used| Effective { value: AssignMethod::Custom(used), origin },
    )
}

fn built_in_method(word: &str) -> Option<AssignMethod> {
    match word {
        "highest_capacity" => Some(AssignMethod::HighestCapacity),
        "round_robin" => Some(AssignMethod::RoundRobin),
        "least_active" => Some(AssignMethod::LeastActive),
        _ => None,
    }
}

/// The platform's method where none is written (domain sections 12 and 27).
fn default_assign(kinds: &[WorkKind]) -> Effective<AssignMethod> {
    if kinds == [WorkKind::Voice] {
        return Effective::default(AssignMethod::LeastActive, "queues of calls use it (domain section 27)");
    }
    Effective::default(AssignMethod::HighestCapacity, "new queues use it (domain section 12)")
}
