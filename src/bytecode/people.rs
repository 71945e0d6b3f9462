//! Whether the side of the agents is whole: what it names is there, lists that go together are as long as each other,
//! and no length of time is so long that adding to it may fail.

use super::deeds::Deeds;
use super::desk::{
    AgentBy, Assignment, DeskQueue, LONGEST_TIME, Members, Method, Profile, Skill, WaitingRule,
};
use super::error::VerifyError;
use super::inspect::{Checked, in_range, is_list, misshapen, rule};
use super::kinds;
use super::program::{Demand, Program, Queue, Workstream};
use super::rules::{RuleId, RuleKind, RuleListId};
use super::schema::{ListKind, SlotKind};
use super::service::{DeskWorkstream, WrapUp};
use super::shape;

/// The place of the base presences among the enums.
const PRESENCE: u32 = 1;
/// How many there are.
const BASES: usize = 6;

/// All of it.
pub(super) fn desk(program: &Program, deeds: &Deeds) -> Checked {
    let (desk, known) = (&program.desk, program.known);
    let count = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
    same_count("queues", desk.queues.len(), program.queues.len())?;
    same_count("workstreams", desk.workstreams.len(), program.workstreams.len())?;
    same_count("profiles", desk.profiles.len(), count(known.profile_count))?;
    same_count("skills", desk.skills.len(), count(known.skill_count))?;
    same_count("calendars", desk.calendars.len(), program.calendars.len())?;
    agent(program)?;
    desk.presences.iter().try_for_each(|presence| is_base(presence.base))?;
    desk.profiles.iter().try_for_each(|one| profile(program, one))?;
    desk.skills.iter().try_for_each(skill)?;
    desk.assignments.iter().try_for_each(|one| assignment(program, one))?;
    let queues = desk.queues.iter().zip(&program.queues);
    queues.into_iter().try_for_each(|(one, of)| queue(program, deeds, one, of))?;
    let workstreams = desk.workstreams.iter().zip(&program.workstreams);
    workstreams.into_iter().try_for_each(|(one, of)| workstream(program, one, of))
}

/// A length of time that can be added to any instant there is.
pub(super) fn length(place: &str, time: i64) -> Checked {
    if (0..=LONGEST_TIME).contains(&time) {
        Ok(())
    } else {
        Err(misshapen(place, "names an impossible time"))
    }
}

/// The number of a use of an assignment.
pub(super) fn is_use(program: &Program, place: &str, number: u32) -> Checked {
    in_range(place, "assignment", number, program.desk.assignments.len())
}

fn same_count(what: &'static str, left: usize, right: usize) -> Checked {
    if left == right { Ok(()) } else { Err(misshapen(what, "are not as many as the program has")) }
}

fn agent(program: &Program) -> Checked {
    let (agent, known) = (program.desk.agent, program.known);
    let presences = SlotKind::List(ListKind::Enum(PRESENCE));
    let wanted = [
        (agent.id, SlotKind::Text),
        (agent.presence, SlotKind::Enum(PRESENCE)),
        (agent.idle_time, SlotKind::Duration),
        (agent.last_assigned, SlotKind::Instant),
        (agent.is_working, SlotKind::Bool),
        (agent.units_free, SlotKind::Int),
        (agent.allowed_presences, presences),
    ];
    wanted.into_iter().try_for_each(|(slot, kind)| shape::has_kind(&program.schema, slot, kind))?;
    let runs = [
        (agent.free, known.profile_count),
        (agent.load, known.profile_count),
        (agent.skills, known.skill_count),
    ];
    runs.into_iter().try_for_each(|(first, count)| shape::run(program, first, count))?;
    let records = program.schema.records.len();
    agent.record.map_or(Ok(()), |record| in_range("the agent", "record", record, records))
}

fn is_base(base: u8) -> Checked {
    in_range("a presence", "base presence", u32::from(base), BASES)
}

fn profile(program: &Program, profile: &Profile) -> Checked {
    let count = program.desk.profiles.len();
    profile.excludes.iter().try_for_each(|other| in_range("a profile", "profile", *other, count))
}

fn skill(skill: &Skill) -> Checked {
    let rises = skill.range.is_none_or(|(lowest, highest)| lowest <= highest);
    if rises { Ok(()) } else { Err(misshapen("a skill", "has a highest level below its lowest")) }
}

/// The list is of that kind; how many rules it has.
fn rules_in(program: &Program, place: &str, list: RuleListId, kind: RuleKind) -> Result<usize, VerifyError> {
    is_list(program, place, list, kind)?;
    let list = program.rule_lists.get(list.index());
    Ok(list.map_or(0, |list| program.rules_of(list).len()))
}

fn as_many(place: &str, left: usize, right: usize) -> Checked {
    if left == right { Ok(()) } else { Err(misshapen(place, "has not as many parts as rules")) }
}

fn assignment(program: &Program, one: &Assignment) -> Checked {
    let place = "an assignment";
    let when = rules_in(program, place, one.when, RuleKind::When)?;
    as_many(place, rules_in(program, place, one.who, RuleKind::Who)?, when)?;
    as_many(place, one.orders.len(), when)?;
    one.orders.iter().flatten().try_for_each(|key| match key.by {
        AgentBy::Slot(slot) => kinds::is_ordered(program, place, slot),
        AgentBy::Nearest | AgentBy::Most | AgentBy::Count => Ok(()),
    })
}

fn queue(program: &Program, deeds: &Deeds, one: &DeskQueue, of: &Queue) -> Checked {
    let place = "a queue";
    if let Members::When(id) = one.members {
        let kind = RuleKind::Members;
        single(program, deeds, (place, kind), id, 0)?;
    }
    if let Method::Assignment(number) = one.method {
        is_use(program, place, number)?;
    }
    one.waiting.iter().try_for_each(|rule| waiting(program, deeds, *rule))?;
    if !one.waiting.is_sorted_by_key(|rule| rule.after) {
        return Err(misshapen(place, "has waits that do not rise"));
    }
    let choices = one.choose.map_or(Ok(0), |list| rules_in(program, place, list, RuleKind::Choose))?;
    as_many(place, one.chosen.len(), choices)?;
    one.chosen.iter().try_for_each(|number| is_use(program, place, *number))?;
    let claims = of.prioritize.map_or(Ok(0), |list| rules_in(program, place, list, RuleKind::Prioritize))?;
    as_many(place, one.orders.len(), claims)?;
    let slots = one.orders.iter().flatten().filter_map(|key| key.slot);
    slots.into_iter().try_for_each(|slot| kinds::is_ordered(program, place, slot))
}

fn waiting(program: &Program, deeds: &Deeds, one: WaitingRule) -> Checked {
    let place = "a rule of waiting items";
    single(program, deeds, (place, RuleKind::Waiting), one.rule, 1)?;
    length(place, one.after)?;
    one.hours.map_or(Ok(()), |hours| in_range(place, "calendar", hours, program.calendars.len()))
}

/// A rule that stands alone: it does as many things, and only what rules of that kind do.
fn single(
    program: &Program,
    deeds: &Deeds,
    (place, kind): (&'static str, RuleKind),
    id: RuleId,
    actions: u32,
) -> Checked {
    in_range(place, "rule", id.0, program.rules.len())?;
    let Some(found) = program.rules.get(id.index()) else { return Ok(()) };
    if found.action_count != actions {
        return Err(misshapen(place, "does more or less than it should"));
    }
    rule(program, deeds, kind, found)
}

fn workstream(program: &Program, one: &DeskWorkstream, of: &Workstream) -> Checked {
    let place = "a workstream";
    if matches!(of.capacity, Demand::Units(..0)) {
        return Err(misshapen(place, "takes no capacity that there is"));
    }
    if usize::try_from(8 - one.presences.leading_zeros()).is_ok_and(|bits| bits > BASES) {
        return Err(misshapen(place, "allows a presence that there is not"));
    }
    of.bot.map_or(Ok(()), |bot| in_range(place, "bot", bot, program.desk.bots.len()))?;
    let (closing, offers) = (one.closing, &one.offers);
    let states = [closing.open, closing.active, closing.wrap_up, closing.waiting];
    let slots = [
        &offers.authenticated,
        &offers.unauthenticated,
        &offers.consult,
        &offers.transfer,
        &offers.supervisor,
    ];
    let wrap_up = if let WrapUp::For(time) = one.wrap_up { Some(time) } else { None };
    let times = states.into_iter().flatten().chain(slots.map(|offer| offer.countdown)).chain(wrap_up);
    times.chain([one.reconnect]).try_for_each(|time| length(place, time))
}
