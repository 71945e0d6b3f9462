use super::offer::{Completion, Offers};
use super::{margin, rows, rule, scene, setting, table, target, text, trial};
use crate::engine::{Loader, Workspace};
use crate::ide::breaks;
use crate::ide::cursor::At;
use crate::ide::room::Room;

/// What may be written at a place, the likeliest first. `loader` says which files there are.
#[must_use]
pub fn complete(workspace: &Workspace, loader: &dyn Loader, at: At) -> Vec<Completion> {
    let Some(mut offers) = Offers::new(workspace, loader, at) else { return Vec::new() };
    if offers.stand.inside.is_some() {
        text::offer(&mut offers);
    } else {
        match offers.room() {
            Room::Margin => margin::offer(&mut offers),
            Room::Settings(block) => setting::offer(&mut offers, block),
            Room::Fields => table::fields(&mut offers),
            Room::Rows => table::rows(&mut offers),
            Room::Rules(list) => rule::offer(&mut offers, list),
            Room::Split => target::queues(&mut offers, false),
            Room::Test => trial::test(&mut offers),
            Room::Cells => rows::cell(&mut offers),
            Room::Scenario => scene::scenario(&mut offers),
            Room::Item => trial::item(&mut offers),
            Room::Facts => trial::facts(&mut offers),
            Room::Cast => scene::cast(&mut offers),
            Room::Values => table::values(&mut offers),
            Room::Days => table::days(&mut offers),
            Room::Unknown => {}
        }
    }
    let mut found = offers.found;
    for choice in &mut found {
        choice.text = breaks::ended(workspace, at.file, std::mem::take(&mut choice.text));
    }
    found.sort_by_key(|choice| choice.rank);
    found
}
