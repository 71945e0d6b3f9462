use super::instead::instead;
use super::leads::Leads;
use super::miss::{Distance, missed_by};
use super::words;
use crate::bundle::Bundle;
use crate::bytecode::{RuleId, RuleKind, RuleList};
use crate::vm::{Decision, RuleName, RuleState, RuleTrace};
use serde::Serialize;

/// Why a rule did not decide, or a queue did not get the item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WhyNot {
    /// The answer in short.
    pub headline: String,
    /// What is to be said of each rule that could have done it, the nearest first.
    pub rules: Vec<NotApplied>,
}

/// Why a rule was not applied.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NotApplied {
    /// The rule.
    pub rule: RuleName,
    /// What became of it.
    pub state: RuleState,
    /// Why so, as sentences.
    pub sentence: String,
}

/// Why a rule was not applied, by its label or address; `None` where no rule of the program is called so. The bundle must be
/// the one that decided, and the decision must have been traced with [`crate::vm::TraceLevel::Everything`].
#[must_use]
pub fn not_rule(bundle: &Bundle, decision: &Decision, name: &str) -> Option<WhyNot> {
    let rules: Vec<_> = trace(decision).filter(|rule| rule.rule.is_called(name)).collect();
    let rules = told(decision, &rules, None);
    let Some(first) = rules.first() else { return never_met(bundle, name) };
    let applied = rules.iter().find(|rule| rule.state == RuleState::Applied);
    let headline = match (applied, rules.len()) {
        (Some(applied), _) => format!("It was applied: {}.", words::named(&applied.rule)),
        (None, 1) => format!("{} was not applied.", words::capitalised(&words::named(&first.rule))),
        (None, many) => format!("{many} rules are called `{name}`, and none was applied."),
    };
    Some(WhyNot { headline, rules })
}

/// What is to be said of rules that the program has, and that the item never comes to.
fn never_met(bundle: &Bundle, name: &str) -> Option<WhyNot> {
    let called = deciding_rules(bundle).into_iter().filter(|rule| rule.is_called(name));
    let called: Vec<_> = called.map(|rule| words::named(&rule)).collect();
    let headline = format!("The item never comes to {}.", called.join(", nor to "));
    (!called.is_empty()).then_some(WhyNot { headline, rules: Vec::new() })
}

/// All rules of a program that items may be asked by on their way to a queue, as the program has them.
#[must_use]
pub fn deciding_rules(bundle: &Bundle) -> Vec<RuleName> {
    let decides = |list: &&RuleList| match list.kind {
        RuleKind::Intake | RuleKind::Classify | RuleKind::Route | RuleKind::Overflow => true,
        RuleKind::Table
        | RuleKind::Prioritize
        | RuleKind::Waiting
        | RuleKind::Members
        | RuleKind::Choose
        | RuleKind::When
        | RuleKind::Who => false,
    };
    let lists = bundle.program().program().rule_lists.iter().filter(decides);
    let rules = lists.flat_map(|list| list.first..list.first.saturating_add(list.count));
    rules.map(|rule| RuleName::of(bundle, RuleId(rule))).collect()
}

/// Why a queue did not get the item: what is to be said of each rule of its workstream's route that could lead there. `None`
/// where the program has no queue of that name. The bundle must be the one that decided.
#[must_use]
pub fn not_queue(bundle: &Bundle, decision: &Decision, queue: &str) -> Option<WhyNot> {
    let about = bundle.about();
    let place = about.queues.iter().position(|known| *known.name == *queue)?;
    let place = u32::try_from(place).ok()?;
    if decision.queue.as_deref() == Some(queue) {
        return Some(WhyNot { headline: format!("It does go to queue `{queue}`."), rules: Vec::new() });
    }
    let leads = Leads::new(bundle, place);
    let rules: Vec<_> = trace(decision).filter(|rule| leads.through(&rule.rule)).collect();
    let rules = told(decision, &rules, Some(&leads));
    let mut headline = leading(queue, &rules);
    if is_fallback(bundle, decision, place) {
        headline.push_str(" It is the fallback, for items that no rule of the route takes.");
    }
    Some(WhyNot { headline, rules })
}

/// Whether that queue is the fallback of the item's workstream.
fn is_fallback(bundle: &Bundle, decision: &Decision, queue: u32) -> bool {
    let mut all = bundle.program().program().workstreams.iter().zip(&bundle.about().workstreams);
    let own = all.find(|(_, about)| decision.workstream.as_deref() == Some(&*about.name));
    own.is_some_and(|(workstream, _)| workstream.fallback == queue)
}

/// How many rules lead to a queue, and whether one of them was applied all the same: by a split, a table or an overflow the
/// item went elsewhere.
fn leading(queue: &str, rules: &[NotApplied]) -> String {
    let applied = rules.iter().any(|rule| rule.state == RuleState::Applied);
    match (rules.len(), applied) {
        (0, _) => format!("No rule leads to queue `{queue}`."),
        (1, false) => format!("One rule leads to queue `{queue}`, and it was not applied."),
        (1, true) => {
            format!("One rule leads to queue `{queue}`; it was applied, and the item went elsewhere.")
        }
        (many, false) => format!("{many} rules lead to queue `{queue}`, and none was applied."),
        (many, true) => {
            format!("{many} rules lead to queue `{queue}`; one was applied, and the item went elsewhere.")
        }
    }
}

fn trace(decision: &Decision) -> impl Iterator<Item = &RuleTrace> {
    decision.trace.iter().flatten()
}

/// What is to be said of rules, those nearest to being applied first.
fn told(decision: &Decision, rules: &[&RuleTrace], leads: Option<&Leads<'_>>) -> Vec<NotApplied> {
    let mut rated: Vec<(Distance, &RuleTrace)> =
        rules.iter().map(|rule| (missed_by(rule).unwrap_or_default(), *rule)).collect();
    rated.sort_by_key(|(distance, _)| *distance);
    rated
        .into_iter()
        .map(|(_, rule)| NotApplied {
            rule: rule.rule.clone(),
            state: rule.state,
            sentence: instead(decision, rule, leads),
        })
        .collect()
}
