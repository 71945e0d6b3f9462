use crate::value::Duration;
use crate::vm::{
    Action, ClauseKind, ClauseTrace, Decision, FirstAgent, NotRouted, Reason, RuleName, RuleState, Seen,
    Urgency,
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
pub(super) fn state(state: RuleState) -> &'static str {
    match state {
        RuleState::NotReached => "was not reached: an earlier rule had settled it",
        RuleState::NotMatched => "did not match",
        RuleState::Matched => "matched too, but another rule was applied",
        RuleState::Applied => "matched and was applied",
    }
}

/// The values a test saw: `customer.tier is gold, amount is missing`.
pub(super) fn seen(values: &[Seen]) -> String {
    values.iter().map(Seen::to_string).collect::<Vec<_>>().join(", ")
}

/// Whether a clause turns a single test round: `not urgent`.
pub(super) fn is_plain(clause: &ClauseTrace) -> bool {
    clause.kind == ClauseKind::Not && clause.parts.iter().all(|part| part.kind == ClauseKind::Test)
}

/// The values that a clause saw, its parts included; for a table, whether a row fits them.
#[must_use]
pub fn seen_in(clause: &ClauseTrace) -> String {
    let parts = clause.parts.iter().flat_map(|part| &part.seen);
    let values: Vec<_> = clause.seen.iter().chain(parts).cloned().collect();
    let found = match (&clause.kind, clause.holds) {
        (ClauseKind::Table(table), true) => Some(clause.row.as_ref().map_or_else(
            || "a row fits".to_owned(),
            |row| {
                format!(
                    "row {} of {table} ({}:{}) fits",
                    row.name().trim_start_matches('#'),
                    row.file(),
                    row.line
                )
            },
        )),
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
