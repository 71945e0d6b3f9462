//! How near the skills of an agent are to those of an item.

use super::desk::{Agent, Item};
use enroute::bytecode::Desk;
use enroute::dispatch::Mastery;

fn counted<'a>(desk: &'a Desk, item: &'a Item) -> impl Iterator<Item = (u32, Option<i64>)> + 'a {
    item.skills.iter().copied().filter(|(skill, _)| !desk.skills[place(*skill)].modelled)
}

fn place(number: u32) -> usize {
    usize::try_from(number).unwrap()
}

/// Whether the agent has every skill, at its level.
pub(crate) fn exact(desk: &Desk, item: &Item, agent: &Agent) -> bool {
    counted(desk, item).all(|(skill, level)| match (agent.skills[place(skill)], level) {
        (Mastery::None, _) | (Mastery::Held, Some(_)) => false,
        (Mastery::Held | Mastery::Level(_), None) => true,
        (Mastery::Level(held), Some(level)) => held >= level,
    })
}

/// The sums of what is lacking and of what is more than needed, in millionths.
pub(crate) fn distance(desk: &Desk, item: &Item, agent: &Agent) -> (i64, i64) {
    const WHOLE: i64 = 1_000_000;
    let each = counted(desk, item).map(|(skill, level)| {
        match (agent.skills[place(skill)], level, desk.skills[place(skill)].range) {
            (Mastery::None, _, _) | (Mastery::Held, Some(_), Some(_)) => (WHOLE, 0),
            (_, None, _) | (_, _, None) => (0, 0),
            (Mastery::Level(_), Some(_), Some((low, high))) if high == low => (0, 0),
            (Mastery::Level(held), Some(level), Some((low, high))) => {
                let part = |levels: i64| levels.max(0) * WHOLE / (high - low);
                (part(level - held), part(held - level))
            }
        }
    });
    each.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1))
}

fn level(held: Mastery) -> Option<i64> {
    if let Mastery::Level(level) = held { Some(level) } else { None }
}

/// The sum of the levels held of what is required.
pub(crate) fn most(desk: &Desk, item: &Item, agent: &Agent) -> i64 {
    counted(desk, item).filter_map(|(skill, _)| level(agent.skills[place(skill)])).sum()
}

/// How many of the required skills are held, and how many others.
pub(crate) fn count(desk: &Desk, item: &Item, agent: &Agent) -> (i64, i64) {
    let required: Vec<u32> = counted(desk, item).map(|(skill, _)| skill).collect();
    let held = |wanted: bool| {
        let all = agent.skills.iter().zip(0_u32..).zip(&desk.skills);
        let found = all.filter(|((held, number), known)| {
            **held != Mastery::None && !known.modelled && required.contains(number) == wanted
        });
        i64::try_from(found.count()).unwrap()
    };
    (held(true), held(false))
}
