//! What does not turn on any item: the organisation, presences, profiles, skills.

use crate::bytecode::{Organisation, OwnPresence, Profile, Skill};
use crate::hir;

pub(super) fn organisation(conduct: &hir::Conduct) -> Organisation {
    let count = |number: i64| u32::try_from(number).unwrap_or(u32::MAX);
    Organisation {
        miss_makes_inactive: conduct.miss_makes_inactive,
        reject_means_do_not_disturb: conduct.reject_means_do_not_disturb,
        decline_limit: count(conduct.decline_limit),
        decline_total: count(conduct.decline_total),
    }
}

pub(super) fn presence(presence: &hir::Presence) -> OwnPresence {
    OwnPresence { name: presence.named.name.clone(), base: u8::try_from(presence.base).unwrap_or(0) }
}

pub(super) fn profile(profile: &hir::Profile) -> Profile {
    Profile {
        name: profile.named.name.clone(),
        limit: u32::try_from(profile.limit).unwrap_or(u32::MAX),
        end_of_day: profile.reset == hir::Reset::EndOfDay,
        blocking: profile.blocking,
        excludes: profile.excludes.iter().map(|id| id.0).collect(),
    }
}

pub(super) fn skill(program: &hir::Program, skill: &hir::Skill) -> Skill {
    let rating = skill.rating.and_then(|id| program.ratings.get(id.index()));
    let labels = rating.into_iter().flat_map(|rating| &rating.labels);
    Skill {
        name: skill.named.name.clone(),
        range: rating.map(|rating| (rating.lowest, rating.highest)),
        labels: labels.map(|(level, label)| (label.clone(), *level)).collect(),
        modelled: skill.modelled_by.is_some(),
    }
}
