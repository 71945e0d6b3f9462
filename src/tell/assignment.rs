use super::rules::{ELSE, Rules, Spot};
use super::sentence::{Sentence, listed, value, words};
use super::setting::Source;
use super::teller::{Teller, called};
use super::words::{one, plain};
use crate::hir::{AgentRule, Assignment, Parameter};
use crate::types::Type;

/// An assignment: who gets the next item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AssignmentTold {
    /// Its name in the program.
    pub name: String,
    /// What people call it.
    pub label: String,
    /// What its author says of it.
    pub doc: Option<String>,
    /// What it is given, and what it takes over, a sentence each.
    pub about: Vec<Sentence>,
    /// Its rules.
    pub rules: Rules,
}

pub(super) fn assignment(teller: Teller<'_>, of: &Assignment, source: Source<'_>) -> AssignmentTold {
    let teller = teller.given(&of.parameters);
    let spot = Spot { list: &of.named.name, otherwise: ELSE, source };
    let version = of.versions.first().into_iter().flat_map(|version| &version.rules);
    let rules = Rules {
        policy: words("The first of these that finds an agent decides").whole(),
        rules: version
            .map(|rule| {
                let does = vec![picked(&teller, rule)];
                spot.rule(&rule.name, teller.guard(&rule.guard, ELSE), does, rule.span)
            })
            .collect(),
        ..Rules::default()
    };
    AssignmentTold {
        name: of.named.name.clone(),
        label: called(&of.named),
        doc: of.named.doc.clone(),
        about: about(&teller, of).into_iter().map(Sentence::whole).collect(),
        rules,
    }
}

fn about(teller: &Teller<'_>, of: &Assignment) -> Vec<Sentence> {
    let mut about: Vec<_> =
        given(teller, &of.parameters).map(|told| words("It is given ").then(told)).into_iter().collect();
    let inherited: Vec<_> = of.inherit.iter().map(|word| words(plain(word))).collect();
    about.push(if inherited.is_empty() {
        words(
            "The workstream’s presences, skills and units do not count here; room in capacity profiles does",
        )
    } else {
        words("Of the workstream’s settings it keeps to ").then(listed(inherited, "and"))
    });
    about
}

/// What is given, by kind and name: `a skill (“s”) and a customer (“who”)`.
pub(super) fn given(teller: &Teller<'_>, parameters: &[Parameter]) -> Option<Sentence> {
    let told = |parameter: &Parameter| {
        let name = plain(&parameter.name);
        let kind = match &parameter.ty {
            Type::Entity(id) => teller.entity_word(*id),
            Type::Queue => "queue".to_owned(),
            Type::Skill => "skill".to_owned(),
            Type::Agent => "agent".to_owned(),
            Type::Bool
            | Type::Int
            | Type::Decimal
            | Type::Text
            | Type::Date
            | Type::Time
            | Type::Instant
            | Type::Duration
            | Type::Enum(_)
            | Type::List(_)
            | Type::Unknown => name.clone(),
        };
        let kind_told = words(one(&kind));
        if kind == name { kind_told } else { kind_told.say(" (“").then(value(name)).say("”)") }
    };
    (!parameters.is_empty()).then(|| listed(parameters.iter().map(told).collect(), "and"))
}

/// Which agents are looked for, and who of them comes first.
fn picked(teller: &Teller<'_>, rule: &AgentRule) -> Sentence {
    let agents = match &rule.agents {
        Some(expr) => {
            words("agents are looked for of whom this is so: ").then(teller.condition(expr).sentence())
        }
        None => words("any agent of the queue will do"),
    };
    if rule.order.is_empty() {
        return agents;
    }
    agents.say("; they are taken ").then(teller.order(&rule.order))
}
