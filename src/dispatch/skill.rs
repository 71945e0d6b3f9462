//! How skills are compared (domain section 13).

use super::agent::Agent;
use super::rules::Mastery;
use super::turn::Turn;

/// The parts into which the span of a rating is divided to measure distances.
const PARTS: i64 = 1_000_000;

/// Skills required, by place, with the level where one is asked.
pub(super) type Required = [(u32, Option<i64>)];

impl Turn<'_> {
    /// Whether an agent has every skill that an item requires, at its level.
    pub(super) fn has_skills(&self, agent: u32, number: u64) -> bool {
        let found = self.agent(agent).zip(self.item(number));
        found.is_some_and(|(agent, item)| self.meets(agent, &item.skills))
    }

    /// Whether an agent has every one of the skills, at its level.
    pub(super) fn meets(&self, agent: &Agent, required: &Required) -> bool {
        self.matched(required).all(|(skill, level)| match (agent.mastery(*skill), level) {
            (Mastery::None, _) | (Mastery::Held, Some(_)) => false,
            (Mastery::Held | Mastery::Level(_), None) => true,
            (Mastery::Level(held), Some(level)) => held >= *level,
        })
    }

    /// How far an agent's skills are from those required: what is lacking, then what is more than needed, in millionths
    /// of the rating's span, rounded down; a whole is lacking of a skill that is not held, or at no level where one is asked.
    pub(super) fn distance(&self, agent: &Agent, required: &Required) -> (i64, i64) {
        let mut sums = (0_i64, 0_i64);
        for (skill, level) in self.matched(required) {
            let (lacking, more) = match (agent.mastery(*skill), level) {
                (Mastery::None, _) | (Mastery::Held, Some(_)) => (PARTS, 0),
                (Mastery::Level(held), Some(level)) => self.apart(*skill, held, *level),
                (Mastery::Held | Mastery::Level(_), None) => (0, 0),
            };
            sums = (sums.0.saturating_add(lacking), sums.1.saturating_add(more));
        }
        sums
    }

    /// The sum of the levels held of what is required.
    pub(super) fn levels(&self, agent: &Agent, required: &Required) -> i64 {
        let level = |mastery| if let Mastery::Level(level) = mastery { level } else { 0 };
        self.matched(required).map(|(skill, _)| level(agent.mastery(*skill))).fold(0, i64::saturating_add)
    }

    /// How many of the skills required are held, and how many others; modelled skills are neither.
    pub(super) fn count(&self, agent: &Agent, required: &Required) -> (i64, i64) {
        let is_held = |mastery: Mastery| mastery != Mastery::None;
        let held = self.matched(required).filter(|(skill, _)| is_held(agent.mastery(*skill))).count();
        let known = agent.skills.iter().zip(&self.desk.skills);
        let all = known.filter(|(mastery, skill)| is_held(**mastery) && !skill.modelled).count();
        let number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
        (number(held), number(all.saturating_sub(held)))
    }

    /// By which parts of a rating a level is lower than required, and higher.
    fn apart(&self, skill: u32, held: i64, level: i64) -> (i64, i64) {
        let known = usize::try_from(skill).ok().and_then(|at| self.desk.skills.get(at));
        let Some((lowest, highest)) = known.and_then(|known| known.range).filter(|(low, high)| low < high)
        else {
            return (0, 0);
        };
        let span = i128::from(highest) - i128::from(lowest);
        let parts = |apart: i128| i64::try_from(apart.max(0) * i128::from(PARTS) / span).unwrap_or(PARTS);
        let higher = i128::from(held) - i128::from(level);
        (parts(-higher), parts(higher))
    }

    /// Those that built-in matching looks at: modelled skills are left out.
    fn matched<'r>(&self, required: &'r Required) -> impl Iterator<Item = &'r (u32, Option<i64>)> {
        let skills = &self.desk.skills;
        required.iter().filter(move |(skill, _)| {
            let known = usize::try_from(*skill).ok().and_then(|at| skills.get(at));
            known.is_some_and(|known| !known.modelled)
        })
    }
}
