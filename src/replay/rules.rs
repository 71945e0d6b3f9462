//! What two decisions say of rules beside the one that decided.

use crate::vm::{Decision, Match, NotRouted, Reason, RuleName};
use std::mem::{Discriminant, discriminant};

/// What something was, and what it becomes.
pub(super) type Both = (Option<String>, Option<String>);

/// The kind of reason, without what differs from one program to the next though nothing has changed.
pub(super) fn kind(decision: &Decision) -> Discriminant<Reason> {
    discriminant(&decision.reason)
}

/// The rules that led to the decisions beside the deciding ones, each with its place.
pub(super) fn beside(old: &Decision, new: &Decision) -> [(&'static str, Both); 3] {
    let both = |of: fn(&Decision) -> Option<String>| (of(old), of(new));
    [("intake rule", both(intake)), ("overflow rule", both(overflow)), ("not routed", both(not_routed))]
}

/// The matching rules that are only of the one decision, and those that are only of the other.
pub(super) fn matching(old: &Decision, new: &Decision) -> Both {
    let is_in = |one: &Match, all: &[Match]| all.iter().any(|other| is_alike(one, other));
    let only = |one: &[Match], other: &[Match]| {
        let words: Vec<_> = one.iter().filter(|it| !is_in(it, other)).map(words).collect();
        (!words.is_empty()).then(|| words.join(", "))
    };
    (only(&old.matched, &new.matched), only(&new.matched, &old.matched))
}

fn is_alike(one: &Match, other: &Match) -> bool {
    let overflow = |it: &Match| it.overflow.as_ref().map(RuleName::address).map(str::to_owned);
    one.rule.address() == other.rule.address() && one.queue == other.queue && overflow(one) == overflow(other)
}

/// `chat.route."Vip" to vip, kept out by vip.overflow#1`
fn words(it: &Match) -> String {
    let queue = it.queue.as_ref().map(|queue| format!(" to {queue}")).unwrap_or_default();
    let out = it.overflow.as_ref().map(|rule| format!(" (kept out by {})", rule.address()));
    format!("{}{queue}{}", it.rule.address(), out.unwrap_or_default())
}

fn intake(decision: &Decision) -> Option<String> {
    decision.intake.as_ref().map(|rule| rule.address().to_owned())
}

/// The rule of the overflow that was applied; its address says whose it is, but for rules that nobody wrote.
fn overflow(decision: &Decision) -> Option<String> {
    let Reason::Overflow { queue, rule, .. } = &decision.reason else { return None };
    let is_its_own = rule.list().split('.').next() == Some(queue);
    let address = rule.address().to_owned();
    Some(if is_its_own { address } else { format!("{queue}: {address}") })
}

fn not_routed(decision: &Decision) -> Option<String> {
    let Reason::NotRouted { why } = decision.reason else { return None };
    let words = match why {
        NotRouted::NoIntakeRule => "no rule of the intake matches",
        NotRouted::UnknownAddress => "nothing of that name in the program",
    };
    Some(words.to_owned())
}
