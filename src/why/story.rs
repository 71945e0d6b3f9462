use super::miss::{Miss, nearest};
use super::words;
use crate::vm::{ClauseKind, ClauseTrace, Decision, Reason, RuleName, RuleState, RuleTrace};
use serde::Serialize;

/// Why an item was decided as it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Story {
    /// The item's id.
    pub id: String,
    /// The workstream, if it has one.
    pub workstream: Option<String>,
    /// What became of it.
    pub headline: String,
    /// What was set on the way, and by which rule; skills and capacity it takes; how urgent it is, and who is asked first.
    pub changes: Vec<String>,
    /// What became of each rule, in the order they were asked.
    pub steps: Vec<Step>,
    /// The rule that nearly matched, and what kept it from doing so.
    pub nearest_miss: Option<Miss>,
    /// What was wrong with the item's data.
    pub problems: Vec<String>,
}

/// What became of one rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// The rule.
    pub rule: RuleName,
    /// What became of it.
    pub state: RuleState,
    /// The same as a sentence.
    pub sentence: String,
    /// Its tests, each with what it saw; empty where it was not reached or always holds.
    pub tests: Vec<Tested>,
}

/// One test of a rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tested {
    /// How deep it stands inside others, from 0.
    pub depth: usize,
    /// Whether it held.
    pub holds: bool,
    /// The test as written, or how the tests below it are joined.
    pub text: String,
    /// What it saw, in words; empty where its parts say so.
    pub seen: String,
}

/// Tells the story of a decision that was made with a trace of clauses.
#[must_use]
pub fn tell(decision: &Decision) -> Story {
    let trace = decision.trace.as_deref().unwrap_or_default();
    Story {
        id: decision.id.clone(),
        workstream: decision.workstream.as_deref().map(str::to_owned),
        headline: words::headline(decision),
        changes: changes(decision),
        steps: trace.iter().map(|rule| step(decision, rule)).collect(),
        nearest_miss: nearest(decision),
        problems: decision.problems.iter().map(|problem| problem.message.clone()).collect(),
    }
}

fn changes(decision: &Decision) -> Vec<String> {
    let set = decision
        .set
        .iter()
        .map(|change| format!("{} becomes {}, by {}", change.path, change.value, words::named(&change.rule)));
    let skills = decision.skills.iter().map(|skill| match skill.level {
        Some(level) => format!("it requires skill {} at level {level} or better", skill.skill),
        None => format!("it requires skill {}", skill.skill),
    });
    let units = decision.capacity.units.map(|units| format!("it takes {units} units of an agent's capacity"));
    let profiles =
        decision.capacity.profiles.iter().map(|profile| format!("it takes a place in profile {profile}"));
    let urgency = Some(words::urgency(&decision.urgency)).filter(|words| !words.is_empty());
    let agent = decision.agent.as_ref().map(words::first_agent);
    let assignment = decision.assignment.as_ref().map(|name| format!("assignment {name} says who gets it"));
    let bot = decision.bot.as_ref().filter(|_| decision.reason != Reason::Bot);
    let bot = bot.map(|bot| format!("bot {bot} meets it first"));
    let desk = urgency.into_iter().chain(agent).chain(assignment).chain(bot);
    set.chain(skills).chain(units).chain(profiles).chain(desk).collect()
}

fn step(decision: &Decision, trace: &RuleTrace) -> Step {
    let mut tests = Vec::new();
    if let Some(clauses) = &trace.clauses {
        lay_out(clauses, 0, &mut tests);
    }
    Step {
        rule: trace.rule.clone(),
        state: trace.state,
        sentence: format!("{} {}", words::named(&trace.rule), words::state(decision, trace)),
        tests,
    }
}

/// Whether a clause is one test and no more, though it has a part: `not urgent`, `to desk_for(topic)`.
fn stands_alone(clause: &ClauseTrace) -> bool {
    matches!(clause.kind, ClauseKind::Table(_)) || words::is_plain(clause)
}

/// The tests of a condition, one after the other, each deeper than what it is a part of. Depth is bounded by the
/// language's own limit on nesting.
fn lay_out(clause: &ClauseTrace, depth: usize, into: &mut Vec<Tested>) {
    if stands_alone(clause) {
        let (text, seen) = (clause.text.to_string(), words::seen_in(clause));
        into.push(Tested { depth, holds: clause.holds, text, seen });
        return;
    }
    let text = match &clause.kind {
        ClauseKind::And => "all of:".to_owned(),
        ClauseKind::Or => "any of:".to_owned(),
        ClauseKind::Not => "not:".to_owned(),
        ClauseKind::Condition(_) | ClauseKind::Table(_) | ClauseKind::Test => clause.text.to_string(),
    };
    into.push(Tested { depth, holds: clause.holds, text, seen: words::seen(&clause.seen) });
    clause.parts.iter().for_each(|part| lay_out(part, depth + 1, into));
}
