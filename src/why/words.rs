use crate::vm::{Action, ClauseTrace, Decision, NotRouted, Reason, RuleName, RuleState, Seen};

/// What became of the item, in one or two sentences.
pub(super) fn headline(decision: &Decision) -> String {
    let queue = decision.queue.as_deref().unwrap_or("no queue");
    let rule = decision.rule.as_ref().map_or_else(|| "a rule".to_owned(), named);
    match &decision.reason {
        Reason::Rule => format!("It goes to queue `{queue}`, because {rule} says so."),
        Reason::Split { bucket, .. } => format!(
            "It goes to queue `{queue}`: {rule} divides its items, and this one has number {bucket} of 0 to 99."
        ),
        Reason::Overflow { queue: full, rule: overflow, action } => {
            let overflow = named(overflow);
            format!("{} Queue `{full}` cannot take it: {overflow} was applied.", acted(action, queue))
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

fn acted(action: &Action, queue: &str) -> String {
    match action {
        Action::AssignAnyway => format!("It goes to queue `{queue}` all the same."),
        Action::Transfer(to) => format!("It goes on to queue `{to}`."),
        Action::EndConversation => "The conversation ends.".to_owned(),
        Action::Callback => "The caller is called back.".to_owned(),
        Action::EndCall => "The call ends.".to_owned(),
        Action::External(number) => format!("The call goes to {number}."),
        Action::Voicemail => "The caller may leave a message.".to_owned(),
    }
}

/// A rule with its place: `rule "French" (contoso_chat.route, contoso.route:163)`.
pub(super) fn named(rule: &RuleName) -> String {
    format!("rule {} ({}:{})", rule.address, rule.file, rule.line)
}

/// What became of a rule, in a few words.
pub(super) fn state(state: RuleState) -> &'static str {
    match state {
        RuleState::NotReached => "was not reached: an earlier rule had settled it",
        RuleState::NotMatched => "did not match",
        RuleState::Matched => "matched, but another rule was applied",
        RuleState::Applied => "matched and was applied",
    }
}

/// The values a test saw: `customer.tier is gold, amount is missing`.
pub(super) fn seen(values: &[Seen]) -> String {
    let words: Vec<_> = values.iter().map(|seen| format!("{} is {}", seen.path, seen.value)).collect();
    words.join(", ")
}

/// Why a test did not come out as wanted: `it wants cart >= 500, and cart is 120`.
pub(super) fn failed(clause: &ClauseTrace, wanted: bool) -> String {
    let wish = if wanted { "it wants" } else { "it does not want" };
    match seen(&clause.seen).as_str() {
        "" => format!("{wish} `{}`", clause.text),
        values => format!("{wish} `{}`, but {values}", clause.text),
    }
}
