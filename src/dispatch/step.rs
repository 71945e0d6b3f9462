use super::effect::Effect;
use super::event::Event;
use super::found::Found;
use super::line::QueuePlace;
use super::names::Names;
use super::note::Note;
use super::refusal::Refusal;
use super::roster::Roster;
use super::rules::Rules;
use super::state::{State, Told, Wait};
use super::turn::Turn;
use super::waiting::QueueFound;
use crate::bytecode::{DeskQueue, Method, Verified};
use crate::value::Instant;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What came of an event.
#[derive(Debug, Clone)]
pub struct Step {
    /// How everything stands now.
    pub state: State,
    /// What it asks of the world, in order.
    pub effects: Vec<Effect>,
    /// Why, in order.
    pub notes: Vec<Note>,
    /// For each note, how many of the effects came before it.
    pub after: Vec<usize>,
}

/// A saved state that cannot be gone on with.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ResumeError {
    /// It is no saved state.
    #[error("this is no saved state: {why}")]
    Unreadable {
        /// What is wrong.
        why: String,
    },
    /// It was saved with another bundle.
    #[error("the state was saved with another bundle: it goes on with {saved} only, and this is {this}")]
    OtherBundle {
        /// The bundle's digest when the state was saved.
        saved: Arc<str>,
        /// The digest of the bundle at hand.
        this: Arc<str>,
    },
}

/// The state of a program with that roster, with no items, at `now`. Fails with what the program does not know of the
/// roster.
pub fn open(
    program: &Verified,
    roster: &Roster,
    now: Instant,
    rules: &mut dyn Rules,
) -> Result<State, Vec<Refusal>> {
    let queues = program.program().queues.len();
    let told = Told {
        bundle: rules.digest(),
        now,
        next_item: 0,
        next_turn: 0,
        agents: Vec::new(),
        items: BTreeMap::new(),
        waits: vec![Wait::default(); queues],
    };
    let mut state = State { told, found: Found::default(), names: Arc::new(Names::of(program)) };
    state.found.queues = queues_found(program);
    let mut turn = Turn::new(program, rules, &mut state, now);
    turn.open_queues();
    let mut refused = Vec::new();
    for entry in &roster.agents {
        let twice = turn.state.found.agents.contains_key(&entry.id);
        let why = || Refusal::BadAgent {
            agent: Arc::clone(&entry.id),
            why: "there are two of that name".to_owned(),
        };
        let joined = if twice { Err(why()) } else { turn.joins(entry) };
        refused.extend(joined.err());
    }
    turn.settle();
    if refused.is_empty() { Ok(state) } else { Err(refused) }
}

/// The state that was saved with [`State::save`].
pub fn resume(program: &Verified, saved: &str, rules: &mut dyn Rules) -> Result<State, ResumeError> {
    let unreadable = |why: String| ResumeError::Unreadable { why };
    let told: Told = serde_json::from_str(saved).map_err(|error| unreadable(error.to_string()))?;
    let this = rules.digest();
    if told.bundle != this {
        return Err(ResumeError::OtherBundle { saved: told.bundle, this });
    }
    if !told.is_sound(program) {
        return Err(unreadable("it does not fit together".to_owned()));
    }
    let now = told.now;
    let mut state = State { told, found: Found::default(), names: Arc::new(Names::of(program)) };
    state.found.queues = queues_found(program);
    let mut turn = Turn::new(program, rules, &mut state, now);
    turn.open_queues();
    turn.find_again();
    turn.settle();
    Ok(state)
}

/// Moves a state on: everything due up to `now` happens, then the event, then items and agents are brought together.
///
/// An event that does not fit is refused, with an [`Effect::Refused`] and a [`Note::Refused`]. An event dated before the
/// state's own instant is taken to happen then.
pub fn step(
    program: &Verified,
    mut state: State,
    event: &Event,
    now: Instant,
    rules: &mut dyn Rules,
) -> Step {
    let (said, start) = (now, state.told.now);
    let mut turn = Turn::new(program, rules, &mut state, start);
    let now = said.max(start);
    if said < start {
        turn.note(Note::Late { said, taken: now });
    }
    turn.pass(now);
    if let Err(why) = turn.happen(event) {
        turn.effects.push(Effect::Refused { why: why.clone() });
        turn.note(Note::Refused { why });
    }
    turn.fall_due();
    turn.settle();
    turn.pass(now);
    let (effects, notes, after) = (turn.effects, turn.notes, turn.after);
    Step { state, effects, notes, after }
}

impl Turn<'_> {
    /// Whether queues are open, and when that changes.
    fn open_queues(&mut self) {
        let Ok(count) = u32::try_from(self.desk.queues.len()) else { return };
        for queue in 0..count {
            self.hours_change(queue);
        }
    }

    /// Finds everything that is not stored.
    fn find_again(&mut self) {
        let told = &self.state.told;
        let agents: Vec<_> =
            (0..).zip(&told.agents).map(|(number, agent)| (number, Arc::clone(&agent.id))).collect();
        let items: Vec<_> =
            told.items.values().map(|item| (item.number, Arc::clone(&item.id), item.is_findable())).collect();
        for (number, id) in agents {
            self.state.found.add_agent(&id, number);
            self.see_memberships(number);
            self.state.found.changed.insert(number);
        }
        for (number, id, findable) in items {
            if findable {
                self.state.found.items.insert(id, number);
            }
            self.state.found.touched.insert(number);
        }
    }
}

/// The queues, nobody in them yet.
fn queues_found(program: &Verified) -> Vec<QueueFound> {
    let program = program.program();
    let mut names: Vec<_> = program.queues.iter().map(|queue| queue.name.as_str()).collect();
    names.sort_unstable();
    let place =
        |name: &str| names.binary_search(&name).ok().and_then(|at| u32::try_from(at).ok()).unwrap_or(0);
    let own =
        |settings: &DeskQueue| settings.choose.is_some() || matches!(settings.method, Method::Assignment(_));
    let both = program.queues.iter().zip(&program.desk.queues);
    both.map(|(queue, settings)| {
        let by_name = queue.prioritize.is_some() || own(settings);
        QueueFound::new(QueuePlace {
            elsewhere: true,
            priority: settings.priority,
            name: if by_name { place(&queue.name) + 1 } else { 0 },
        })
    })
    .collect()
}
