use super::leads::Leads;
use super::miss::{missed_by, needs};
use super::words;
use crate::vm::{Decision, Match, Reason, RuleState, RuleTrace};

/// What became of a rule instead of sending the item to the queue asked about; with no such queue, of being applied.
pub(super) fn instead(decision: &Decision, rule: &RuleTrace, leads: Option<&Leads<'_>>) -> String {
    let needs = rule.clauses.as_ref().filter(|_| missed_by(rule).is_some()).map(needs);
    let elsewhere = leads.and_then(|leads| elsewhere(decision, rule, leads));
    let and_then = elsewhere.as_ref().map_or_else(String::new, |other| format!("; and then {other}"));
    match rule.state {
        RuleState::Applied => applied(decision, rule, elsewhere),
        RuleState::Matched => matched(decision, rule, elsewhere),
        RuleState::NotMatched => match needs {
            Some(needs) => format!("Its condition did not hold: it needs {needs}{and_then}."),
            None => "Its condition did not hold.".to_owned(),
        },
        RuleState::NotReached => {
            let first = before(decision, rule);
            match needs {
                Some(needs) => format!(
                    "It was not asked, because {first} came first; asked, it would have needed {needs}{and_then}."
                ),
                None => format!("It would have held, but {first} came first{and_then}."),
            }
        }
    }
}

/// What became of an applied rule that does not say the last word.
fn applied(decision: &Decision, rule: &RuleTrace, elsewhere: Option<String>) -> String {
    let own = decision.rule.as_ref() == Some(&rule.rule);
    if let Some(elsewhere) = elsewhere {
        return format!("It was applied, but {elsewhere}.");
    }
    if let Some(full) = words::kept_out(decision, &rule.rule).filter(|_| own) {
        return format!("It was applied, but {full}.");
    }
    drawn(decision, rule).map_or_else(
        || "It was applied.".to_owned(),
        |(bucket, queue)| {
            format!(
                "It was applied, and the item drew number {bucket} of 0 to 99, which is `{queue}`'s share."
            )
        },
    )
}

/// What became of a rule that held in vain.
fn matched(decision: &Decision, rule: &RuleTrace, elsewhere: Option<String>) -> String {
    let other = before(decision, rule);
    if let Some(elsewhere) = elsewhere {
        return format!("Its condition held too, but {elsewhere}, and {other} was applied.");
    }
    match words::kept_out(decision, &rule.rule) {
        Some(full) => format!("Its condition held too, but {full}, so that {other} was applied."),
        None => format!("Its condition held too, but {other} was applied."),
    }
}

/// Where a rule sends the item that could have sent it to the queue asked about: its split or its table says so.
fn elsewhere(decision: &Decision, rule: &RuleTrace, leads: &Leads<'_>) -> Option<String> {
    if let Some((asked, queue)) = leads.row(rule) {
        let row = words::row_of(asked)?;
        return (queue != leads.queue()).then(|| format!("{row} names queue `{queue}`"));
    }
    let queue = found(decision, rule)?.queue.as_deref()?;
    if !leads.splits(&rule.rule) || queue == leads.queue() {
        return None;
    }
    Some(match drawn(decision, rule) {
        Some((bucket, _)) => format!("the item drew number {bucket} of 0 to 99, which is `{queue}`'s share"),
        None => format!("the item drew a number of `{queue}`'s share"),
    })
}

/// The number that the item drew under the rule that was applied, and whose share it is.
fn drawn<'d>(decision: &'d Decision, rule: &RuleTrace) -> Option<(u8, &'d str)> {
    let Reason::Split { bucket, .. } = &decision.reason else { return None };
    let own = decision.rule.as_ref() == Some(&rule.rule);
    decision.queue.as_deref().filter(|_| own).map(|queue| (*bucket, queue))
}

fn found<'d>(decision: &'d Decision, rule: &RuleTrace) -> Option<&'d Match> {
    decision.matched.iter().find(|found| found.rule == rule.rule)
}

/// The rule of the same list that was applied instead.
fn before(decision: &Decision, rule: &RuleTrace) -> String {
    let same =
        |other: &&RuleTrace| other.state == RuleState::Applied && other.rule.list() == rule.rule.list();
    let other = decision.trace.iter().flatten().find(same);
    other.map_or_else(|| "another rule".to_owned(), |other| words::named(&other.rule))
}
