use super::memory::Memory;
use crate::builtins::asked::{ASKS, AgentFact, Fact, ItemFact, QueueFact};
use crate::dispatch::{AgentStanding, State};
use crate::dispatch::{ItemState, Refusal};
use crate::hir::{Amount, Asked, ProfileId, Program, Wanted};
use crate::types::CompareOp;
use std::cmp::Ordering;
use std::sync::Arc;

/// Answers what a scenario asks after one of its lines.
pub(super) struct Answers<'a> {
    pub(super) program: &'a Program,
    pub(super) state: &'a State,
    pub(super) memory: &'a Memory,
    /// Why the event of the line was refused, if it was.
    pub(super) refused: Option<&'a Refusal>,
}

impl Answers<'_> {
    /// Whether it is so.
    pub(super) fn holds(&self, wanted: &Wanted) -> bool {
        match wanted {
            Wanted::All(parts) => parts.iter().all(|part| self.holds(part)),
            Wanted::Any(parts) => parts.iter().any(|part| self.holds(part)),
            Wanted::Not(inner) => !self.holds(inner),
            Wanted::Refused => self.refused.is_some(),
            Wanted::Compare { fact, op, with } => compare(self.fact(fact).as_ref(), *op, with),
            Wanted::Present(fact, present) => self.fact(fact).is_some() == *present,
        }
    }

    /// What is so of all that was asked: `c1.offered_to is bo`.
    pub(super) fn words(&self, wanted: &Wanted) -> String {
        let mut words = Vec::new();
        self.add_words(wanted, &mut words);
        words.join(", ")
    }

    fn add_words(&self, wanted: &Wanted, words: &mut Vec<String>) {
        match wanted {
            Wanted::All(parts) | Wanted::Any(parts) => {
                for part in parts {
                    self.add_words(part, words);
                }
            }
            Wanted::Not(inner) => self.add_words(inner, words),
            Wanted::Refused => words.push(match self.refused {
                Some(why) => format!("it was refused: {why}"),
                None => "it was done".to_owned(),
            }),
            Wanted::Compare { fact, .. } | Wanted::Present(fact, _) => {
                let so = self.fact(fact).map_or_else(|| "missing".to_owned(), |so| in_words(&so));
                let sentence = format!("{} is {so}", self.name(fact));
                if !words.contains(&sentence) {
                    words.push(sentence);
                }
            }
        }
    }

    /// `c1.state`, `ana.free(chat_load)`
    fn name(&self, asked: &Asked) -> String {
        let word = ASKS.iter().find(|ask| ask.fact == asked.fact).map_or("", |ask| ask.word);
        let profile = asked.profile.and_then(|id| self.program.profiles.get(id.index()));
        let profile = profile.map_or(String::new(), |profile| format!("({})", profile.named.name));
        format!("{}.{word}{profile}", asked.of)
    }

    fn fact(&self, asked: &Asked) -> Option<Amount> {
        match asked.fact {
            Fact::Item(fact) => self.of_item(&asked.of, fact),
            Fact::Agent(fact) => of_agent(self.state.agent(&asked.of)?, fact, asked.profile),
            Fact::Queue(QueueFact::Order) => {
                let waiting = self.state.waiting(&asked.of);
                Some(Amount::Words(waiting.iter().map(ToString::to_string).collect()))
            }
            Fact::Queue(QueueFact::WaitingItems) => whole(self.state.waiting(&asked.of).len()),
        }
    }

    fn of_item(&self, name: &str, fact: ItemFact) -> Option<Amount> {
        let known = self.memory.of(name)?;
        let open = self.state.item(name);
        match fact {
            ItemFact::State => {
                let open = open.map(|item| state_word(item.state));
                open.or(known.closed.then_some("closed")).map(|state| Amount::Word(state.to_owned()))
            }
            ItemFact::Workstream => word(known.workstream.clone()),
            ItemFact::Queue => word(open.map_or_else(|| known.queue.clone(), |item| item.queue)),
            ItemFact::Agent => word(open.map_or_else(|| known.agent.clone(), |item| item.agent)),
            ItemFact::OfferedTo => word(open?.offered_to),
            ItemFact::Bot => word(open?.bot),
            ItemFact::Declines => Some(Amount::Number(known.declines.into())),
            ItemFact::LeftBy => known.left_by.map(|way| Amount::Word(way.to_owned())),
            ItemFact::Told => Some(self.memory.told(name)).filter(|told| !told.is_empty()).map(Amount::Words),
        }
    }
}

fn of_agent(agent: AgentStanding, fact: AgentFact, profile: Option<ProfileId>) -> Option<Amount> {
    let place = profile.and_then(|id| agent.profiles.get(id.index()).copied().flatten());
    match fact {
        AgentFact::Presence => word(Some(agent.presence)),
        AgentFact::UnitsFree => agent.units_free.map(Amount::Number),
        AgentFact::Sessions => whole(agent.sessions),
        AgentFact::IsWorking => Some(Amount::Flag(agent.is_working)),
        AgentFact::Free => place.map(|(free, _)| Amount::Number(free)),
        AgentFact::Load => place.map(|(_, load)| Amount::Number(load)),
    }
}

fn word(name: Option<Arc<str>>) -> Option<Amount> {
    name.map(|name| Amount::Word(name.to_string()))
}

fn whole(many: usize) -> Option<Amount> {
    i64::try_from(many).ok().map(Amount::Number)
}

fn state_word(state: ItemState) -> &'static str {
    match state {
        ItemState::Open => "open",
        ItemState::Active => "active",
        ItemState::WrapUp => "wrap_up",
        ItemState::Waiting => "waiting",
        ItemState::Closed => "closed",
    }
}

/// Whether a fact compares so with a value. A comparison with a missing fact does not hold; `!=` is `not ==`.
fn compare(fact: Option<&Amount>, op: CompareOp, with: &Amount) -> bool {
    let is = |wanted: Ordering| match (fact, with) {
        (Some(Amount::Number(fact)), Amount::Number(with)) => fact.cmp(with) == wanted,
        _ => false,
    };
    let equal = match (fact, with) {
        // What a customer was told is several moments: one of them is asked for.
        (Some(Amount::Words(several)), Amount::Word(one)) => several.contains(one),
        (fact, with) => fact == Some(with),
    };
    match op {
        CompareOp::Eq => equal,
        CompareOp::Ne => !equal,
        CompareOp::Lt => is(Ordering::Less),
        CompareOp::Le => is(Ordering::Less) || equal,
        CompareOp::Gt => is(Ordering::Greater),
        CompareOp::Ge => is(Ordering::Greater) || equal,
    }
}

fn in_words(so: &Amount) -> String {
    match so {
        Amount::Number(number) => number.to_string(),
        Amount::Flag(true) => "yes".to_owned(),
        Amount::Flag(false) => "no".to_owned(),
        Amount::Word(word) => word.clone(),
        Amount::Words(words) => format!("[{}]", words.join(", ")),
    }
}
