use super::asleep::Held;
use super::refusal::Refusal;
use super::state::State;
use super::view::{Page, View};
use crate::ide::At;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// A question to one of the programs.
pub(super) struct Question<'q> {
    /// The program that is asked.
    pub(super) view: View<'q>,
    /// The place that it is asked about.
    pub(super) at: At,
    /// Whether other programs are asked too.
    pub(super) is_one_of_several: bool,
}

/// Asks about a word in each program that has the text, whether a file of the program is open or not. Each gives places
/// that the answer has led it to: programs that have those are asked about them too.
pub(super) fn ask_all(
    state: &State<'_>,
    (page, at): (Page<'_>, At),
    ask: &mut dyn FnMut(Question<'_>) -> Result<Vec<Span>, Refusal>,
) -> Result<(), Refusal> {
    let first = page.view.program.path(at.file).map(|path| (path.to_owned(), at.offset));
    let mut waiting: Vec<(String, u32)> = first.into_iter().collect();
    let mut seen: BTreeSet<(String, u32)> = waiting.iter().cloned().collect();
    let mut programs: BTreeMap<String, Vec<Held<'_>>> = BTreeMap::new();
    let mut answered: BTreeMap<String, BTreeSet<(String, u32)>> = BTreeMap::new();
    while let Some((path, offset)) = waiting.pop() {
        let held = programs.entry(path.clone()).or_insert_with(|| state.programs_with(&path));
        for program in held.iter() {
            let Some(file) = program.file(&path) else { continue };
            let is_one_of_several = held.len() > 1 || answered.keys().any(|at| *at != program.at);
            let known = answered.entry(program.at.clone()).or_default();
            if !known.insert((path.clone(), offset)) {
                continue;
            }
            let view = state.view(program);
            for span in ask(Question { view, at: At { file, offset }, is_one_of_several })? {
                let Some(path) = program.path(span.file) else { continue };
                let place = (path.to_owned(), span.start);
                known.insert(place.clone());
                if seen.insert(place.clone()) {
                    waiting.push(place);
                }
            }
        }
    }
    Ok(())
}
