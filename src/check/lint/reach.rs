use super::conjunct::{Conjunct, Key, Known, Subjects, each_key, filed_under, marks};
use crate::check::context::Context;
use crate::check::error::ReachError;
use crate::hir::{self, ClassifyAction, Guard, Policy, Program, RulesetKind, Target};
use crate::source::Span;
use crate::syntax::ast::RoutePolicy;
use std::collections::HashMap;

/// How many earlier rules are looked at for one rule: with ten thousand alike, the nearest few tell enough.
const MOST: usize = 256;

/// Finds rules that are never reached, or only when a queue is full, because an earlier one covers them.
pub(super) fn rulesets(ctx: &mut Context<'_>, program: &Program) {
    let mut found = Vec::new();
    for workstream in &program.workstreams {
        for ruleset in &workstream.classify {
            if let RulesetKind::Rules(Policy::First, rules) = &ruleset.kind {
                let rules: Vec<_> = rules.iter().map(|rule| classified(program, rule)).collect();
                look(&rules, &mut found);
            }
        }
        if let Some(route) = &workstream.route {
            let rules: Vec<_> = route.rules.iter().map(|rule| routed(program, rule, route.policy)).collect();
            look(&rules, &mut found);
        }
    }
    for (_, rules) in &program.intakes {
        let rules: Vec<_> =
            rules.iter().map(|rule| Listed::new(&rule.name, &rule.guard, rule.span)).collect();
        look(&rules, &mut found);
    }
    for queue in &program.queues {
        let rules: Vec<_> =
            queue.prioritize.iter().map(|rule| Listed::new(&rule.name, &rule.guard, rule.span)).collect();
        look(&rules, &mut found);
        let rules: Vec<_> =
            queue.choose.iter().map(|rule| Listed::new(&rule.name, &rule.guard, rule.span)).collect();
        look(&rules, &mut found);
    }
    // A workstream that copies another has the same rules: the bag keeps what is said of them once.
    for error in found {
        ctx.report(error);
    }
}

/// A rule as this lint sees it.
struct Listed<'a> {
    name: &'a str,
    guard: &'a Guard,
    span: Span,
    /// Whether it surely takes what its guard lets through: not where a table may have no row.
    sure: bool,
    /// Under `route all`: the queue that must be full for a later rule to count.
    queue: Option<String>,
}

impl<'a> Listed<'a> {
    fn new(name: &'a str, guard: &'a Guard, span: Span) -> Self {
        Self { name, guard, span, sure: true, queue: None }
    }
}

fn classified<'a>(program: &Program, rule: &'a hir::ClassifyRule) -> Listed<'a> {
    let sure = rule.actions.iter().all(|action| match action {
        ClassifyAction::SetFrom { table, .. } => is_complete(program, *table),
        ClassifyAction::Set { .. } | ClassifyAction::Require { .. } | ClassifyAction::Hold { .. } => true,
    });
    Listed { sure, ..Listed::new(&rule.name, &rule.guard, rule.span) }
}

fn routed<'a>(program: &Program, rule: &'a hir::RouteRule, policy: RoutePolicy) -> Listed<'a> {
    let name = |id: &hir::QueueId| {
        program.queues.get(id.index()).map_or_else(String::new, |queue| format!("`{}`", queue.named.name))
    };
    let (sure, queue) = match &rule.target {
        Target::Queue(id) => (true, Some(name(id))),
        Target::Table(table, _) => (is_complete(program, *table), Some("the table's queue".to_owned())),
        Target::Split(_) => (true, Some("the queue of its share".to_owned())),
        Target::Agent { queue, .. } => (true, Some(name(queue))),
        Target::Bot => (true, None),
    };
    let queue = queue.filter(|_| policy == RoutePolicy::All);
    Listed { sure, queue, ..Listed::new(&rule.name, &rule.guard, rule.span) }
}

fn is_complete(program: &Program, table: hir::TableId) -> bool {
    program.tables.get(table.index()).is_some_and(|table| table.complete)
}

/// The rules filed under each key, each with the marks that a rule must bear which it covers.
type Files<'c> = HashMap<Key<'c>, Vec<(usize, u64)>>;

/// Looks through a list in order. Earlier rules are filed by the rarest thing they ask, so that few are looked at for
/// each.
fn look(rules: &[Listed<'_>], found: &mut Vec<ReachError>) {
    let mut subjects = Subjects::default();
    let asked: Vec<_> = rules.iter().map(|rule| subjects.conjuncts(rule.guard)).collect();
    let common = how_common(&asked);
    let mut files = Files::default();
    for (at, (rule, conjuncts)) in rules.iter().zip(&asked).enumerate() {
        if let Some(earlier) = covering(conjuncts, &asked, &files).and_then(|earlier| rules.get(earlier)) {
            found.push(covered(rule, earlier));
        }
        if !rule.sure {
            continue;
        }
        let marks = marks(conjuncts);
        for key in filed_under(conjuncts, &common) {
            files.entry(key).or_default().push((at, marks));
        }
        if let (true, Some(next)) = (conjuncts.is_empty(), rules.get(at.saturating_add(1))) {
            // What stands after it stands there in vain: one sentence for all of it.
            found.push(covered(next, rule));
            return;
        }
    }
}

/// How many conjuncts of the list each key stands for.
fn how_common(asked: &[Vec<Conjunct>]) -> HashMap<Key<'_>, usize> {
    let mut common = HashMap::default();
    for conjunct in asked.iter().flatten() {
        each_key(conjunct, &mut |key| *common.entry(key).or_default() += 1);
    }
    common
}

/// The first of the earlier rules, as far as they are looked at, that takes whatever this one asks for.
fn covering(conjuncts: &[Conjunct], asked: &[Vec<Conjunct>], files: &Files<'_>) -> Option<usize> {
    let known = Known::of(conjuncts);
    let keys = known.keys();
    let seen = keys.iter().fold(0, |seen, key| seen | key.mark());
    let (mut left, mut first) = (MOST, None);
    for file in keys.iter().filter_map(|key| files.get(key)) {
        let near = file.iter().take(left).take_while(|(at, _)| first.is_none_or(|first| *at < first));
        let mut near = near.inspect(|_| left -= 1).filter(|(_, marks)| marks & !seen == 0);
        let covers = |at: usize| asked.get(at).is_some_and(|asked| known.implies(asked));
        first = near.find(|(at, _)| covers(*at)).map(|(at, _)| *at).or(first);
    }
    first
}

fn covered(rule: &Listed<'_>, earlier: &Listed<'_>) -> ReachError {
    let (name, first) = (rule.name.to_owned(), earlier.span);
    let earlier_name = earlier.name.to_owned();
    match &earlier.queue {
        Some(queue) => ReachError::OnlyWhenFull {
            rule: name,
            earlier: earlier_name,
            queue: queue.clone(),
            span: rule.span,
            first,
        },
        None => ReachError::Never { rule: name, earlier: earlier_name, span: rule.span, first },
    }
}
