//! Every expression of a program that has to do with items.

use enroute::hir::{
    AgentRule, Argument, ClassifyAction, Expr, ExprKind, Guard, Members, OverflowRule, Program, RulesetKind,
    Target, Workstream,
};

/// The expressions right below one.
pub(crate) fn below(expr: &Expr) -> Vec<&Expr> {
    match &expr.kind {
        ExprKind::Const(_)
        | ExprKind::List(_)
        | ExprKind::Read(_)
        | ExprKind::Param(_)
        | ExprKind::Needs { .. }
        | ExprKind::Has { .. }
        | ExprKind::Holds(_)
        | ExprKind::Now => Vec::new(),
        ExprKind::Not(inner)
        | ExprKind::Present(inner)
        | ExprKind::WithinLast(inner, _)
        | ExprKind::WithinNext(inner, _)
        | ExprKind::OlderThan(inner, _)
        | ExprKind::Negate(inner)
        | ExprKind::Widen(inner) => vec![inner],
        ExprKind::OneOf { left, .. } | ExprKind::Search { left, .. } | ExprKind::ListHas { left, .. } => {
            vec![left]
        }
        ExprKind::Chain(_, parts) => parts.iter().collect(),
        ExprKind::Compare { left, right, .. }
        | ExprKind::Arith { left, right, .. }
        | ExprKind::Default(left, right)
        | ExprKind::InList { left, list: right, .. } => vec![left, right],
        ExprKind::Between { left, from, to, .. } => vec![left, from, to],
        ExprKind::During(at, _)
        | ExprKind::DateIn(at, _)
        | ExprKind::TimeIn(at, _)
        | ExprKind::WeekdayIn(at, _) => at.iter().map(AsRef::as_ref).collect(),
        ExprKind::Condition(_, arguments) => of_arguments(arguments).collect(),
        ExprKind::Lookup { arguments, .. } => arguments.iter().collect(),
    }
}

fn of_arguments(arguments: &[Argument]) -> impl Iterator<Item = &Expr> {
    arguments.iter().filter_map(|argument| match argument {
        Argument::Value(value) => Some(value),
        Argument::Entity(_) | Argument::Skill(_) => None,
    })
}

pub(crate) fn of_guard(guard: &Guard) -> Option<&Expr> {
    match guard {
        Guard::When(expr) => Some(expr),
        Guard::Otherwise => None,
    }
}

fn of_overflow(rules: &[OverflowRule]) -> impl Iterator<Item = &Expr> {
    rules.iter().filter_map(|rule| rule.when.as_ref())
}

fn of_agent_rule(rule: &AgentRule) -> impl Iterator<Item = &Expr> {
    of_guard(&rule.guard).into_iter().chain(rule.agents.as_ref())
}

pub(crate) fn of_action(action: &ClassifyAction) -> Vec<&Expr> {
    match action {
        ClassifyAction::Set { value, .. } => vec![value],
        ClassifyAction::SetFrom { arguments, .. } => arguments.iter().collect(),
        ClassifyAction::Require { .. } | ClassifyAction::Hold { .. } => Vec::new(),
    }
}

pub(crate) fn of_target(target: &Target) -> Vec<&Expr> {
    match target {
        Target::Queue(_) | Target::Split(_) | Target::Bot => Vec::new(),
        Target::Table(_, arguments) => arguments.iter().collect(),
        Target::Agent { who, .. } => vec![who],
    }
}

/// What stands in the rules of a workstream; not what a model is given, which is the host's to read.
pub(crate) fn of_workstream(workstream: &Workstream) -> Vec<&Expr> {
    let mut found = Vec::new();
    for ruleset in &workstream.classify {
        match &ruleset.kind {
            RulesetKind::Rules(_, rules) => {
                for rule in rules {
                    found.extend(of_guard(&rule.guard));
                    found.extend(rule.actions.iter().flat_map(of_action));
                }
            }
            RulesetKind::Model { .. } => {}
        }
    }
    for rule in workstream.route.iter().flat_map(|route| &route.rules) {
        found.extend(of_guard(&rule.guard));
        found.extend(of_target(&rule.target));
        found.extend(of_overflow(rule.overflow.as_deref().unwrap_or_default()));
        found.extend(rule.assignment.iter().flat_map(|used| of_arguments(&used.arguments)));
    }
    found
}

/// What rules ask, wherever they stand; the bodies of named conditions are not among them.
pub(crate) fn roots(program: &Program) -> Vec<&Expr> {
    let mut found: Vec<&Expr> = program.workstreams.iter().flat_map(|one| of_workstream(one)).collect();
    found
        .extend(program.intakes.iter().flat_map(|(_, rules)| rules).filter_map(|rule| of_guard(&rule.guard)));
    for queue in &program.queues {
        if let Members::When(expr) = &queue.members {
            found.push(expr);
        }
        found.extend(of_overflow(&queue.overflow));
        found.extend(queue.prioritize.iter().filter_map(|rule| of_guard(&rule.guard)));
        found.extend(queue.choose.iter().filter_map(|rule| of_guard(&rule.guard)));
    }
    let versions = program.assignments.iter().flat_map(|one| &one.versions);
    found.extend(versions.flat_map(|version| &version.rules).flat_map(of_agent_rule));
    found
}

/// All expressions of a program, with everything below them.
pub(crate) fn each(program: &Program, see: &mut impl FnMut(&Expr)) {
    let bodies = program.conditions.iter().map(|condition| &condition.body);
    for root in roots(program).into_iter().chain(bodies) {
        each_below(root, see);
    }
}

pub(crate) fn each_below(expr: &Expr, see: &mut impl FnMut(&Expr)) {
    see(expr);
    for inner in below(expr) {
        each_below(inner, see);
    }
}
