use crate::value::Duration;
use crate::vm::{
    Action, ClauseKind, ClauseTrace, Decision, FirstAgent, NotRouted, Reason, RuleName, RuleState, RuleTrace,
    Seen, Shown, Urgency,
};

/// What became of the item, in one or two sentences.
pub(super) fn headline(decision: &Decision) -> String {
    let queue = decision.queue.as_deref().unwrap_or("no queue");
    let rule = decision.rule.as_ref().map_or_else(|| "a rule".to_owned(), named);
    match &decision.reason {
        Reason::Rule => format!("It goes to queue `{queue}`, because {rule} says so."),
        Reason::Split { bucket, .. } => format!(
            "It goes to queue `{queue}`: {rule} shares its items out, and this one drew number {bucket} of 0 to 99."
        ),
        Reason::Overflow { queue: full, rule: overflow, action } => {
            let overflow = named(overflow);
            let then = acted(action);
            capitalised(&format!("{rule} sends it to queue `{full}`, and there {then}, by {overflow}."))
        }
        Reason::Fallback => {
            format!("No rule of the route matched, so it goes to the fallback queue `{queue}`.")
        }
        Reason::Bot => {
            let bot = decision.bot.as_deref().unwrap_or("the bot");
            format!("It goes to bot `{bot}`, because {rule} says so.")
        }
        Reason::NotRouted { why: NotRouted::NoIntakeRule } => {
            "It is not routed: no rule of the intake matched.".to_owned()
        }
        Reason::NotRouted { why: NotRouted::UnknownAddress } => {
            "It is not routed: it names no workstream, instance or record of this program.".to_owned()
        }
    }
}

pub(super) fn capitalised(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

fn acted(action: &Action) -> String {
    match action {
        Action::AssignAnyway => "it is taken in all the same".to_owned(),
        Action::Transfer(to) => format!("it goes on to queue `{to}`"),
        Action::EndConversation => "the conversation ends".to_owned(),
        Action::Callback => "the caller is called back".to_owned(),
        Action::EndCall => "the call ends".to_owned(),
        Action::External(number) => format!("the call goes to {number}"),
        Action::Voicemail => "the caller may leave a message".to_owned(),
    }
}

/// A rule with its place: `rule "French" (contoso_chat.route, contoso.route:163)`.
pub(super) fn named(rule: &RuleName) -> String {
    format!("rule {} ({}:{})", rule.address(), rule.file(), rule.line)
}

/// How urgent the item is, now and later: `its urgency is 2, 3 after 10m`. Empty where no rule says.
pub(super) fn urgency(steps: &[Urgency]) -> String {
    let one = |step: &Urgency| match step.after {
        0 => format!("its urgency is {}", step.value),
        after => format!("{} after {}", step.value, Duration(after)),
    };
    steps.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// Who is asked before all others.
pub(super) fn first_agent(agent: &FirstAgent) -> String {
    match agent.lasting {
        Some(lasting) => format!("agent {} alone is asked for {}", agent.id, Duration(lasting)),
        None => format!("agent {} is asked first", agent.id),
    }
}

/// What became of a rule, in a few words.
pub(super) fn state(decision: &Decision, rule: &RuleTrace) -> String {
    let said = match rule.state {
        RuleState::NotReached => "was not reached: an earlier rule had settled it",
        RuleState::NotMatched => "did not match",
        RuleState::Matched => return matched(decision, &rule.rule),
        RuleState::Applied => "matched and was applied",
    };
    said.to_owned()
}

fn matched(decision: &Decision, rule: &RuleName) -> String {
    if let Some(full) = kept_out(decision, rule) {
        return format!("matched too, but {full}");
    }
    let keeper = decision.matched.iter().find(|found| found.overflow.as_ref() == Some(rule));
    match keeper.and_then(|found| found.queue.as_deref()) {
        Some(queue) => format!("matched, and kept the item out of queue `{queue}`"),
        None => "matched too, but another rule was applied".to_owned(),
    }
}

/// What kept the item out of the queue that a matching rule names: "queue `vip` is closed, by rule vip.overflow#1".
pub(super) fn kept_out(decision: &Decision, rule: &RuleName) -> Option<String> {
    let found = decision.matched.iter().find(|found| found.rule == *rule)?;
    let (queue, overflow) = (found.queue.as_deref()?, found.overflow.as_ref()?);
    let met = decision.trace.iter().flatten().find(|met| met.rule == *overflow);
    let clauses = met.and_then(|met| met.clauses.as_ref());
    let state = match clauses {
        Some(clauses)
            if saw(clauses, &|seen| *seen.path == *"out_of_hours" && seen.value == Shown::Bool(true)) =>
        {
            "closed"
        }
        Some(clauses) if saw(clauses, &|seen| ["waiting_items", "predicted_wait"].contains(&&*seen.path)) => {
            "full"
        }
        Some(_) | None => "closed or full",
    };
    Some(format!("queue `{queue}` is {state}, by {}", named(overflow)))
}

/// Whether a condition or one of its parts saw such a value.
fn saw(clause: &ClauseTrace, such: &impl Fn(&Seen) -> bool) -> bool {
    clause.seen.iter().any(such) || clause.parts.iter().any(|part| saw(part, such))
}

/// The values a test saw: `customer.tier is gold, amount is missing`.
pub(super) fn seen(values: &[Seen]) -> String {
    values.iter().map(Seen::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether a clause turns a single test round: `not urgent`.
pub(super) fn is_plain(clause: &ClauseTrace) -> bool {
    clause.kind == ClauseKind::Not && clause.parts.iter().all(|part| part.kind == ClauseKind::Test)
}

/// The row that a table found: `row 3 of desk_for (desks.csv:5)`.
pub(super) fn row_of(clause: &ClauseTrace) -> Option<String> {
    let (ClauseKind::Table(table), Some(row)) = (&clause.kind, &clause.row) else { return None };
    let number = row.name().trim_start_matches('#');
    Some(format!("row {number} of {table} ({}:{})", row.file(), row.line))
}

/// The values that a clause saw, its parts included; for a table, whether a row fits them.
#[must_use]
pub fn seen_in(clause: &ClauseTrace) -> String {
    let parts = clause.parts.iter().flat_map(|part| &part.seen);
    let values: Vec<_> = clause.seen.iter().chain(parts).cloned().collect();
    let found = match (&clause.kind, clause.holds) {
        (ClauseKind::Table(_), true) => {
            Some(row_of(clause).map_or_else(|| "a row fits".to_owned(), |row| format!("{row} fits")))
        }
        (ClauseKind::Table(_), false) => Some("no row fits".to_owned()),
        (
            ClauseKind::And | ClauseKind::Or | ClauseKind::Not | ClauseKind::Condition(_) | ClauseKind::Test,
            _,
        ) => None,
    };
    let values = Some(seen(&values)).filter(|values| !values.is_empty());
    let said: Vec<_> = found.into_iter().chain(values).collect();
    said.join("; ")
}

/// What a test needed, and what it saw instead: "`cart >= 500`, but cart is 120".
pub(super) fn failed(clause: &ClauseTrace, wanted: bool) -> String {
    let wish = match (&clause.kind, wanted) {
        (ClauseKind::Table(_), true) => format!("a row for `{}`", clause.text),
        (ClauseKind::Table(_), false) => format!("no row for `{}`", clause.text),
        (_, true) => format!("`{}`", clause.text),
        (_, false) => format!("`{}` not to hold", clause.text),
    };
    match seen_in(clause).as_str() {
        "" => format!("{wish}, and that was not so"),
        values => format!("{wish}, but {values}"),
    }
}
