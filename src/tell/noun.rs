use super::sentence::{Sentence, value, words};
use super::teller::Teller;
use super::words::{plain, whose};
use crate::hir::{AgentFact, DecisionFact, Field, Place, QueueFact, Root, Step};
use crate::types::Type;

impl Teller<'_> {
    /// What is read or set, as a noun: `the customer’s tier`, `the time opened`.
    pub(super) fn place(&self, place: &Place) -> Sentence {
        let owner = match &place.root {
            Root::Item(_) if place.steps.is_empty() => return words("the item"),
            Root::Item(_) => String::new(),
            Root::Context(name) => return words("the ").then(value(plain(name))),
            Root::Channel(name) => return words("the channel’s ").then(value(plain(name))),
            Root::Model(name) => return words("the ").then(value(plain(name))).say(" that a model answers"),
            Root::Confidence(name) => {
                return words("how sure the model is of the ").then(value(plain(name))).say(", in percent");
            }
            Root::Param(at) => self.owner(*at),
            Root::Agent => "agent".to_owned(),
            Root::AgentFact(fact) => return self.agent_fact(*fact),
            Root::Queue(fact) => return words(queue_fact(*fact)),
            Root::Id => return words("the item’s id"),
            Root::Waited => return words("the wait in this queue"),
            Root::WorkstreamPresences => return words("the presences of its workstream"),
            Root::Decision(fact) => return words(decision_fact(*fact)),
        };
        self.fields(owner, &place.steps)
    }

    /// The entity that a parameter stands for, as its kind is called where that is plain, or else by its name.
    fn owner(&self, at: u32) -> String {
        let entity = |ty: &Type| if let Type::Entity(id) = ty { Some(*id) } else { None };
        let own = usize::try_from(at).ok().and_then(|at| self.parameters.get(at));
        let Some(id) = own.and_then(|own| entity(&own.ty)) else { return self.parameter(at) };
        let alike = self.parameters.iter().filter(|other| entity(&other.ty) == Some(id)).count();
        let word = self.entity_word(id);
        if alike == 1 { word } else { format!("{word} “{}”", self.parameter(at)) }
    }

    fn fields(&self, owner: String, steps: &[Step]) -> Sentence {
        let Some((last, links)) = steps.split_last() else { return words(format!("the {owner}")) };
        let links =
            links.iter().map(|link| self.field(*link).map_or_else(String::new, |field| plain(&field.name)));
        let owners: Vec<_> = [owner]
            .into_iter()
            .chain(links)
            .filter(|owner| !owner.is_empty())
            .map(|owner| whose(&owner))
            .collect();
        let before = if owners.is_empty() { "the ".to_owned() } else { format!("the {} ", owners.join(" ")) };
        let Some(field) = self.field(*last) else { return words(before).say("value") };
        match noun(field) {
            Noun::Plain(name) => words(before).then(value(name)),
            Noun::After(kind, name) => words(before).say(kind).then(value(name)),
            Noun::Quoted(name) if owners.is_empty() => value(format!("“{name}”")),
            Noun::Quoted(name) => words(before).then(value(format!("“{name}”"))),
        }
    }

    pub(super) fn field(&self, step: Step) -> Option<&Field> {
        self.entity(step.entity)?.fields.get(usize::try_from(step.field).ok()?)
    }

    fn agent_fact(&self, fact: AgentFact) -> Sentence {
        match fact {
            AgentFact::Id => words("the agent’s id"),
            AgentFact::Presence => words("the agent’s presence"),
            AgentFact::IdleTime => words("the time the agent has had no work"),
            AgentFact::LastAssigned => words("the time the agent last got work"),
            AgentFact::IsWorking => words("“the agent is at work”"),
            AgentFact::UnitsFree => words("the number of units the agent has free"),
            AgentFact::Free(profile) => {
                words("the number of places the agent has free in ").then(self.profile(profile))
            }
            AgentFact::Load(profile) => {
                words("the number of places the agent has taken in ").then(self.profile(profile))
            }
        }
    }
}

/// How a field is named in a sentence.
enum Noun {
    /// `tier`
    Plain(String),
    /// `time opened`
    After(&'static str, String),
    /// `“opted in”`, of what is so or not.
    Quoted(String),
}

fn noun(field: &Field) -> Noun {
    let name = plain(&field.name);
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let says = |words: &[&str]| words.contains(&last.as_str());
    match &field.ty {
        Type::Bool => Noun::Quoted(name),
        Type::Instant if !says(&["time", "date", "day", "moment", "instant"]) => Noun::After("time ", name),
        Type::Date if !says(&["time", "date", "day", "birthday"]) => Noun::After("day ", name),
        Type::Instant
        | Type::Date
        | Type::Int
        | Type::Decimal
        | Type::Text
        | Type::Time
        | Type::Duration
        | Type::Enum(_)
        | Type::Entity(_)
        | Type::List(_)
        | Type::Queue
        | Type::Skill
        | Type::Agent
        | Type::Unknown => Noun::Plain(name),
    }
}

fn queue_fact(fact: QueueFact) -> &'static str {
    match fact {
        QueueFact::WaitingItems => "the number of waiting items",
        QueueFact::PredictedWait => "the predicted wait",
        QueueFact::OutOfHours => "“the queue is closed”",
    }
}

fn decision_fact(fact: DecisionFact) -> &'static str {
    match fact {
        DecisionFact::Queue => "the queue it comes to",
        DecisionFact::Workstream => "the workstream that takes it",
        DecisionFact::Bot => "the bot that meets it first",
        DecisionFact::Problems => "the number of problems in its data",
    }
}
