use super::teller::{Teller, called};
use super::words::{all_of, counted, plain};
use crate::builtins::{ENUMS, PRESENCE};
use crate::hir::{Profile, Rating, Reset, Skill};

/// What a program says of people: skills, how much they take at once, and presences.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeopleTold {
    /// A table each, those without rows left out.
    pub sheets: Vec<Sheet>,
}

/// A small table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sheet {
    /// What it is about.
    pub title: String,
    /// What its columns are called.
    pub head: Vec<&'static str>,
    /// Its rows.
    pub rows: Vec<Vec<String>>,
}

pub(super) fn people(teller: &Teller<'_>) -> PeopleTold {
    let program = teller.program;
    let rating = |skill: &Skill| skill.rating.and_then(|id| program.ratings.get(id.index()));
    let skills = program.skills.iter().map(|skill| vec![called(&skill.named), levels(rating(skill))]);
    let profiles = program.profiles.iter().map(|profile| profile_row(teller, profile));
    let presences =
        program.presences.iter().map(|presence| vec![called(&presence.named), base(presence.base)]);
    let sheets = vec![
        Sheet { title: "Skills".to_owned(), head: vec!["skill", "levels"], rows: skills.collect() },
        Sheet {
            title: "How much one agent takes".to_owned(),
            head: vec!["kind of work", "at most", "given back", "beside"],
            rows: profiles.collect(),
        },
        Sheet {
            title: "Presences of our own".to_owned(),
            head: vec!["presence", "counts as"],
            rows: presences.collect(),
        },
    ];
    PeopleTold { sheets: sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect() }
}

fn levels(rating: Option<&Rating>) -> String {
    let Some(rating) = rating else { return "held or not".to_owned() };
    let labels: Vec<_> = rating.labels.iter().map(|(level, label)| format!("{level} {label}")).collect();
    let named = if labels.is_empty() { String::new() } else { format!(" ({})", labels.join(", ")) };
    format!("{} to {}{named}", rating.lowest, rating.highest)
}

fn profile_row(teller: &Teller<'_>, profile: &Profile) -> Vec<String> {
    let reset = match profile.reset {
        Reset::Immediately => "as soon as the work ends",
        Reset::EndOfDay => "at the end of the shift",
    };
    let excluded: Vec<_> = profile.excludes.iter().map(|other| teller.profile(*other).to_string()).collect();
    let mut beside = Vec::new();
    if profile.blocking {
        beside.push("while it is full, no other work comes by itself".to_owned());
    }
    if !excluded.is_empty() {
        beside.push(format!("not together with {}", all_of(&excluded)));
    }
    vec![called(&profile.named), counted(profile.limit, "item"), reset.to_owned(), beside.join("; ")]
}

fn base(at: u32) -> String {
    let presences = usize::try_from(PRESENCE.0).ok().and_then(|at| ENUMS.get(at));
    let value = presences.zip(usize::try_from(at).ok()).and_then(|(known, at)| known.values.get(at));
    value.map_or_else(String::new, |value| plain(value.label))
}
