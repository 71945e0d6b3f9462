use crate::builtins::PRESENCE;
use crate::check::context::Context;
use crate::check::error::{OverflowError, QueueError};
use crate::check::names::Kind;
use crate::check::walk;
use crate::hir::{
    AgentFact, AssignMethod, Assignment, AssignmentUse, Capacity, ClassifyAction, Const, ExprKind, Guard,
    Members, OrderBy, Origin, OverflowAction, OverflowRule, Program, Queue, QueueFact, QueueId, Root,
    RulesetKind, SkillMatching, Target, Workstream,
};
use crate::source::Span;
use crate::types::Type;
use std::collections::BTreeSet;

/// What is allowed of queues, and probably not meant.
pub(super) fn queues(ctx: &mut Context<'_>, program: &Program) {
    let (unmanned, used) = (met_by_nobody(program), used(program));
    let outbound = outbound(program);
    // What is damaged may be what would have led to a queue.
    let sure = !ctx.items().any(|item| item.damaged);
    let is_unused = |id: QueueId, queue: &Queue| {
        sure && !used.contains(&id) && !outbound.contains(queue.named.name.as_str())
    };
    let unused = numbered(program).filter(|(id, queue)| is_unused(*id, queue));
    let named = named_elsewhere(ctx, &unused.map(|(_, queue)| queue.named.name.as_str()).collect());
    for (id, queue) in numbered(program) {
        if unmanned.contains(&id) {
            without_way_out(ctx, queue);
        }
        if is_unused(id, queue) {
            not_used(ctx, program, queue, named.contains(queue.named.name.as_str()));
        }
    }
    let mut told = BTreeSet::new();
    for workstream in &program.workstreams {
        settings_not_looked_at(ctx, program, workstream, &mut told);
        route_overflow_without_hours(ctx, program, workstream);
    }
}

fn numbered(program: &Program) -> impl Iterator<Item = (QueueId, &Queue)> {
    program
        .queues
        .iter()
        .enumerate()
        .filter_map(|(index, queue)| Some((QueueId(u32::try_from(index).ok()?), queue)))
}

fn has_nobody(queue: &Queue) -> bool {
    match &queue.members {
        Members::Nobody => true,
        Members::Agents(agents) => agents.is_empty(),
        Members::Data | Members::Everyone | Members::Elsewhere | Members::When(_) => false,
    }
}

/// Where `members` of a queue is written; its name where that was copied or is not known.
fn members_span(queue: &Queue) -> Option<Span> {
    let line = queue.settings.iter().find(|line| line.address == "members");
    match line.map(|line| &line.origin) {
        Some(Origin::Written(span)) => Some(*span),
        Some(Origin::Copied { .. } | Origin::Default(_)) | None => queue.named.span,
    }
}

fn leads_out(queue: &Queue) -> bool {
    queue.overflow.iter().any(|rule| rule.action != OverflowAction::AssignAnyway)
}

/// A queue nobody works in must be left by its overflow, or be the desk of a bot (domain sections 10 and 25).
fn without_way_out(ctx: &mut Context<'_>, queue: &Queue) {
    if let Some(span) = members_span(queue) {
        ctx.report(QueueError::WithoutWayOut { queue: queue.named.name.clone(), span });
    }
}

/// The queues nobody works in and nothing leads out of, save those to which only workstreams with a bot send items: the
/// bot meets them first.
fn met_by_nobody(program: &Program) -> BTreeSet<QueueId> {
    let (mut sent, mut without_bot) = (BTreeSet::new(), BTreeSet::new());
    for workstream in &program.workstreams {
        let to = targets(workstream);
        if workstream.bot.is_none() {
            without_bot.extend(to.iter().copied());
        }
        sent.extend(to);
    }
    let fallbacks: BTreeSet<_> =
        program.workstreams.iter().map(|workstream| workstream.fallback.value).collect();
    let is_lost =
        |id: QueueId| !fallbacks.contains(&id) && (!sent.contains(&id) || without_bot.contains(&id));
    let lost = numbered(program).filter(|(id, queue)| has_nobody(queue) && !leads_out(queue) && is_lost(*id));
    lost.map(|(id, _)| id).collect()
}

/// The queues that the route of a workstream names. A table may name any queue among its outputs.
fn targets(workstream: &Workstream) -> Vec<QueueId> {
    let rules = workstream.route.iter().flat_map(|route| &route.rules);
    rules
        .flat_map(|rule| match &rule.target {
            Target::Queue(queue) | Target::Agent { queue, .. } => vec![*queue],
            Target::Split(shares) => shares.iter().map(|share| share.queue).collect(),
            Target::Table(..) | Target::Bot => Vec::new(),
        })
        .collect()
}

fn transfers(rules: &[OverflowRule]) -> impl Iterator<Item = QueueId> {
    rules.iter().filter_map(|rule| match rule.action {
        OverflowAction::Transfer(to) => Some(to),
        OverflowAction::AssignAnyway
        | OverflowAction::EndConversation
        | OverflowAction::Callback
        | OverflowAction::EndCall
        | OverflowAction::External(_)
        | OverflowAction::Voicemail => None,
    })
}

/// The queues that something leads to: a table, a workstream, or another queue's overflow.
fn used(program: &Program) -> BTreeSet<QueueId> {
    let outputs = program.tables.iter().flat_map(|table| &table.rows).flat_map(|row| &row.outputs);
    let by_table = outputs.filter_map(|output| if let Const::Queue(id) = output { Some(*id) } else { None });
    let mut used: BTreeSet<_> = by_table.collect();
    for workstream in &program.workstreams {
        used.insert(workstream.fallback.value);
        used.extend(targets(workstream));
        let rules = workstream.route.iter().flat_map(|route| &route.rules);
        used.extend(rules.flat_map(|rule| rule.overflow.iter().flat_map(|overflow| transfers(overflow))));
    }
    for (id, queue) in numbered(program) {
        used.extend(transfers(&queue.overflow).filter(|to| *to != id));
    }
    used
}

/// The names of the queues that calls out of the workstreams go through.
fn outbound(program: &Program) -> BTreeSet<&str> {
    let lines = program.workstreams.iter().flat_map(|workstream| &workstream.settings);
    lines.filter(|line| line.address == "outbound_queue").map(|line| line.value.as_str()).collect()
}

/// Those of the names that other declarations have a word for, as tests do: without the queue they would be wrong.
fn named_elsewhere<'a>(ctx: &Context<'_>, names: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let (mut once, mut again) = (BTreeSet::new(), BTreeSet::new());
    for item in ctx.items().filter(|_| !names.is_empty()) {
        let words =
            ctx.sources.text(item.span).split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        let here: BTreeSet<&str> = words.filter_map(|word| names.get(word).copied()).collect();
        again.extend(here.iter().filter(|name| once.contains(*name)));
        once.extend(here);
    }
    again
}

/// A queue of the program that nothing leads to.
fn not_used(ctx: &mut Context<'_>, program: &Program, queue: &Queue, named: bool) {
    // A program without workstreams is a library: whoever imports it uses its queues.
    let counts = !queue.built_in && !program.workstreams.is_empty();
    if let Some(span) = queue.named.span.filter(|_| counts) {
        ctx.report(QueueError::NotUsed { queue: queue.named.name.clone(), span, named });
    }
}

fn asks_hours(program: &Program, rule: &OverflowRule) -> Option<Span> {
    let places = rule.when.as_ref().map(|when| walk::places(program, when)).unwrap_or_default();
    places
        .into_iter()
        .find(|(place, _)| place.root == Root::Queue(QueueFact::OutOfHours))
        .map(|(_, span)| span)
}

/// A route rule's overflow asks the hours of the queue it leads to.
fn route_overflow_without_hours(ctx: &mut Context<'_>, program: &Program, workstream: &Workstream) {
    for rule in workstream.route.iter().flat_map(|route| &route.rules) {
        let Target::Queue(id) = rule.target else { continue };
        let Some(queue) = program.queues.get(id.index()).filter(|queue| queue.hours.is_none()) else {
            continue;
        };
        let damaged = ctx.is_damaged(Kind::Queue, &queue.named.name);
        for span in rule.overflow.iter().flatten().filter_map(|rule| asks_hours(program, rule)) {
            if !damaged {
                let calendars = ctx.names.all(Kind::Hours).take(4).map(str::to_owned).collect();
                let (queue, declared) = (queue.named.name.clone(), queue.named.span);
                ctx.report(OverflowError::WithoutHours { queue, span, declared, calendars });
            }
        }
    }
}

/// An assignment decides alone: what the workstream says of skills, presences and units does not count there
/// (domain section 12, check 12). Said once for each use of an assignment.
fn settings_not_looked_at(
    ctx: &mut Context<'_>,
    program: &Program,
    workstream: &Workstream,
    told: &mut BTreeSet<Span>,
) {
    let mut reached: BTreeSet<_> = targets(workstream).into_iter().collect();
    reached.insert(workstream.fallback.value);
    for id in reached {
        let Some(queue) = program.queues.get(id.index()) else { continue };
        for used in assignments(queue) {
            let Some(assignment) = program.assignments.get(used.assignment.index()) else { continue };
            let missing = missing(program, workstream, assignment);
            if missing.is_empty() || !told.insert(used.span) {
                continue;
            }
            let settings: Vec<_> = missing.iter().map(|word| format!("`{word}`")).collect();
            ctx.report(QueueError::SettingsNotLookedAt {
                queue: queue.named.name.clone(),
                assignment: assignment.named.name.clone(),
                workstream: workstream.named.name.clone(),
                settings: settings.join(" and "),
                inherit: missing.join(", "),
                declared: assignment.named.span,
                inherits: assignment.inherit.clone(),
                span: used.span,
            });
        }
    }
}

fn assignments(queue: &Queue) -> Vec<&AssignmentUse> {
    let assigned = match &queue.assign.value {
        AssignMethod::Custom(used) => Some(used),
        AssignMethod::HighestCapacity | AssignMethod::RoundRobin | AssignMethod::LeastActive => None,
    };
    assigned.into_iter().chain(queue.choose.iter().map(|rule| &rule.assignment)).collect()
}

/// The settings of a workstream that an assignment neither inherits nor asks about.
fn missing(program: &Program, workstream: &Workstream, assignment: &Assignment) -> Vec<&'static str> {
    let asked = asked(program, assignment);
    let needs_skills =
        workstream.distribution.skills.value != SkillMatching::None && attaches_skills(workstream);
    let needs_units = matches!(workstream.distribution.capacity.value, Capacity::Units(units) if units > 0);
    let wanted = [("presences", true), ("skills", needs_skills), ("capacity", needs_units)];
    wanted
        .into_iter()
        .filter(|(word, needed)| *needed && !asked.contains(word))
        .map(|(word, _)| word)
        .filter(|word| !assignment.inherit.iter().any(|inherited| inherited == word))
        .collect()
}

fn attaches_skills(workstream: &Workstream) -> bool {
    let is_skill = |action: &ClassifyAction| matches!(action, ClassifyAction::Require { .. });
    workstream.classify.iter().any(|ruleset| match &ruleset.kind {
        RulesetKind::Rules(_, rules) => rules.iter().any(|rule| rule.actions.iter().any(is_skill)),
        RulesetKind::Model { .. } => true,
    })
}

/// What the rules of an assignment ask themselves.
fn asked(program: &Program, assignment: &Assignment) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    for rule in assignment.versions.iter().flat_map(|version| &version.rules) {
        let guard = match &rule.guard {
            Guard::When(condition) => Some(condition),
            Guard::Otherwise => None,
        };
        for condition in guard.into_iter().chain(&rule.agents) {
            walk::walk(program, condition, &mut |expr| found.extend(word_of(&expr.kind, &expr.ty)));
        }
        for key in &rule.order {
            found.extend(match &key.by {
                OrderBy::Skill(_)
                | OrderBy::ProficiencyNearest
                | OrderBy::ProficiencyMost
                | OrderBy::SkillCountMost => Some("skills"),
                OrderBy::Arrival | OrderBy::Place(_) | OrderBy::Free(_) => None,
            });
        }
    }
    found
}

fn word_of(kind: &ExprKind, ty: &Type) -> Option<&'static str> {
    if matches!(kind, ExprKind::Has { .. } | ExprKind::Needs { .. }) {
        return Some("skills");
    }
    let ExprKind::Read(place) = kind else { return None };
    if place.root == Root::AgentFact(AgentFact::UnitsFree) {
        return Some("capacity");
    }
    let presence = place.root == Root::AgentFact(AgentFact::Presence) || *ty == Type::Enum(PRESENCE);
    presence.then_some("presences")
}
