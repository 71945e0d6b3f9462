//! Agents by chance.

use super::super::oracle::dice::Dice;
use super::program::Program;
use enroute::dispatch::{AgentEntry, Roster};
use enroute::value::Instant;
use serde_json::{Map, Value, json};

pub(crate) const NAMES: [&str; 8] = ["ana", "bo", "cy", "dee", "eli", "flo", "gus", "hal"];

/// Two to eight agents for a stream of events that begins then.
pub(crate) fn throw(dice: &mut Dice, program: &Program, start: Instant) -> Roster {
    let count = 2 + dice.below(7);
    let agents = NAMES[..count].iter().map(|name| entry(dice, program, start, name));
    Roster { agents: agents.collect() }
}

pub(crate) fn entry(dice: &mut Dice, program: &Program, start: Instant, name: &str) -> AgentEntry {
    let mut entry = Map::new();
    entry.insert("id".to_owned(), json!(name));
    let mut queues: Vec<&str> = program.queues.iter().map(String::as_str).collect();
    queues.retain(|_| dice.chance(65));
    entry.insert("queues".to_owned(), json!(queues));
    entry.insert("skills".to_owned(), skills(dice));
    if dice.chance(75) {
        entry.insert("units".to_owned(), json!(dice.pick(&[10, 30, 60, 100])));
    }
    let mut profiles = Map::new();
    for place in 0..program.profiles {
        if dice.chance(75) {
            let own = if dice.chance(60) { Value::Null } else { json!(dice.between(1, 4)) };
            profiles.insert(format!("p{place}"), own);
        }
    }
    entry.insert("profiles".to_owned(), Value::Object(profiles));
    if dice.chance(20) {
        let presence = *dice.pick(&["away", "available", "lunch", "hidden", "busy", "do_not_disturb"]);
        entry.insert("presence".to_owned(), json!(presence));
    }
    entry.insert("signed_in".to_owned(), json!(dice.chance(85)));
    if dice.chance(30) {
        entry.insert("shifts".to_owned(), shifts(dice, start));
    } else if dice.chance(20) {
        entry.insert("hours".to_owned(), json!(dice.pick(&["day", "halves", "split", "night", "odd_hours"])));
    }
    let mut fields = Map::new();
    fields.insert("team".to_owned(), json!(dice.pick(&["red", "blue"])));
    fields.insert("trainee".to_owned(), json!(dice.chance(30)));
    if dice.chance(70) {
        fields.insert("grade".to_owned(), json!(dice.between(0, 9)));
    }
    entry.insert("fields".to_owned(), Value::Object(fields));
    // Through text, for raw parts are read from text only.
    serde_json::from_str(&Value::Object(entry).to_string()).unwrap()
}

fn skills(dice: &mut Dice) -> Value {
    let mut skills = Map::new();
    for skill in ["s0", "s1", "s4"] {
        if dice.chance(65) {
            let level = match dice.below(20) {
                0 | 1 => json!("good"),
                2 => json!(true),
                _ => json!(dice.between(1, 5)),
            };
            skills.insert(skill.to_owned(), level);
        }
    }
    for skill in ["s2", "s3"] {
        if dice.chance(50) {
            skills.insert(skill.to_owned(), json!(dice.chance(90)));
        }
    }
    Value::Object(skills)
}

/// Stretches of work that neither meet nor overlap.
fn shifts(dice: &mut Dice, start: Instant) -> Value {
    let mut at = start.0 - dice.between(0, 4) * 3_600_000_000;
    let mut all = Vec::new();
    for _ in 0..=dice.below(4) {
        let from = at;
        let to = from + dice.between(1, 16) * 1_800_000_000;
        all.push(json!({ "from": Instant(from).to_string(), "to": Instant(to).to_string() }));
        at = to + dice.between(1, 24) * 1_800_000_000;
    }
    Value::Array(all)
}
