use super::agent::{Agent, Base};
use super::effect::{Effect, ItemState};
use super::item::Item;
use super::note::Note;
use super::refusal::Refusal;
use super::rules::{Loads, Rules};
use super::state::State;
use crate::bytecode::{self, Class, Desk, DeskQueue, DeskWorkstream, Kind, Verified};
use crate::value::{Duration, Instant};
use std::sync::Arc;

/// One step in the making: the state it changes, and what it has to say.
pub(super) struct Turn<'a> {
    pub(super) program: &'a Verified,
    pub(super) desk: &'a Desk,
    pub(super) rules: &'a mut dyn Rules,
    pub(super) state: &'a mut State,
    pub(super) now: Instant,
    pub(super) effects: Vec<Effect>,
    pub(super) notes: Vec<Note>,
    /// For each note, how many effects came before it.
    pub(super) after: Vec<usize>,
}

/// What comes of an event: done, or refused.
pub(super) type Outcome = Result<(), Refusal>;

impl<'a> Turn<'a> {
    pub(super) fn new(
        program: &'a Verified,
        rules: &'a mut dyn Rules,
        state: &'a mut State,
        now: Instant,
    ) -> Self {
        let desk = &program.program().desk;
        Self { program, desk, rules, state, now, effects: Vec::new(), notes: Vec::new(), after: Vec::new() }
    }

    /// Says why, at this place among the effects.
    pub(super) fn note(&mut self, note: Note) {
        self.after.push(self.effects.len());
        self.notes.push(note);
    }

    pub(super) fn item(&self, number: u64) -> Option<&Item> {
        self.state.told.items.get(&number).map(|item| &**item)
    }

    /// An item, to be changed; what follows from it is worked out before the next matching.
    pub(super) fn item_mut(&mut self, number: u64) -> Option<&mut Item> {
        self.state.found.touched.insert(number);
        self.state.told.items.get_mut(&number).map(|item| &mut **item)
    }

    pub(super) fn agent(&self, number: u32) -> Option<&Agent> {
        self.state.told.agents.get(usize::try_from(number).ok()?)
    }

    /// An agent, to be changed; what follows from it is worked out before the next matching.
    pub(super) fn agent_mut(&mut self, number: u32) -> Option<&mut Agent> {
        self.state.found.changed.insert(number);
        self.state.told.agents.get_mut(usize::try_from(number).ok()?)
    }

    pub(super) fn workstream(&self, place: u32) -> Option<&'a DeskWorkstream> {
        self.desk.workstreams.get(usize::try_from(place).ok()?)
    }

    pub(super) fn queue(&self, place: u32) -> Option<&'a DeskQueue> {
        self.desk.queues.get(usize::try_from(place).ok()?)
    }

    /// What decides a workstream's items before they reach agents.
    pub(super) fn routing(&self, workstream: u32) -> Option<&'a bytecode::Workstream> {
        self.program.program().workstreams.get(usize::try_from(workstream).ok()?)
    }

    /// What a queue does as items arrive.
    pub(super) fn arrivals(&self, queue: u32) -> Option<&'a bytecode::Queue> {
        self.program.program().queues.get(usize::try_from(queue).ok()?)
    }

    /// The settings of the item's workstream.
    pub(super) fn settings(&self, number: u64) -> Option<&'a DeskWorkstream> {
        self.workstream(self.item(number)?.workstream)
    }

    /// Which states an item has; those of a record where nothing is known of it.
    pub(super) fn class(&self, number: u64) -> Class {
        self.settings(number).map_or(Class::Record, |settings| settings.class)
    }

    pub(super) fn id(&self, number: u64) -> Arc<str> {
        self.item(number).map_or_else(|| Arc::from(""), |item| Arc::clone(&item.id))
    }

    pub(super) fn agent_id(&self, number: u32) -> Arc<str> {
        self.agent(number).map_or_else(|| Arc::from(""), |agent| Arc::clone(&agent.id))
    }

    /// The item of that name.
    pub(super) fn find_item(&self, id: &Arc<str>) -> Result<u64, Refusal> {
        let number = self.state.found.items.get(id).copied();
        let live =
            number.filter(|number| self.item(*number).is_some_and(|item| item.state != ItemState::Closed));
        live.ok_or_else(|| Refusal::NoItem { item: Arc::clone(id) })
    }

    /// The agent of that name.
    pub(super) fn find_agent(&self, id: &Arc<str>) -> Result<u32, Refusal> {
        let number = self.state.found.agents.get(id).copied();
        let there = number.filter(|number| self.agent(*number).is_some_and(|agent| !agent.gone));
        there.ok_or_else(|| Refusal::NoAgent { agent: Arc::clone(id) })
    }

    /// What a presence of that name counts as: one of the program's own, or one that every program has.
    pub(super) fn presence_called(&self, word: &str) -> Option<Base> {
        let own = self.state.names.presence_called(word).and_then(|own| self.desk.presences.get(own));
        let own = own.and_then(|own| Base::at(own.base));
        own.or_else(|| Base::named(word))
    }

    /// The queue of that name.
    pub(super) fn find_queue(&self, name: &Arc<str>) -> Result<u32, Refusal> {
        let place = self.state.names.queue_called(name);
        place.ok_or_else(|| Refusal::NoQueue { queue: Arc::clone(name) })
    }

    /// Whether a queue is open now.
    pub(super) fn is_open(&self, queue: u32) -> bool {
        self.calendar(queue).is_none_or(|calendar| calendar.is_open(self.now))
    }

    /// The calendar of a queue that has one.
    pub(super) fn calendar(&self, queue: u32) -> Option<&'a crate::calendar::ResolvedCalendar> {
        self.program.calendar(self.arrivals(queue)?.calendar?)
    }

    /// Whether a queue takes the kind of work that the item is.
    pub(super) fn takes(&self, queue: u32, class: Class) -> bool {
        let kind = match class {
            Class::LiveChat | Class::PersistentChat | Class::Asynchronous => Kind::Messaging,
            Class::Voice => Kind::Voice,
            Class::Record => Kind::Record,
        };
        self.queue(queue).is_some_and(|queue| queue.kinds.contains(&kind))
    }

    /// That an item's state does not allow what was tried; `why` says what would have to be so.
    pub(super) fn wrong_state(&self, number: u64, why: &str) -> Refusal {
        let state = self.item(number).map_or("", |item| state_word(item.state));
        Refusal::State { item: self.id(number), state: Arc::from(state), why: Arc::from(why) }
    }

    /// That items of its class do not do that; `why` says what happens instead.
    pub(super) fn wrong_class(&self, number: u64, why: &str) -> Refusal {
        let kind = class_phrase(self.class(number));
        Refusal::Kind { item: self.id(number), kind: Arc::from(kind), why: Arc::from(why) }
    }
}

impl Turn<'_> {
    /// Tells the customer what the workstream (or the instance) says at a moment, if it says anything.
    pub(super) fn say(&mut self, number: u64, moment: &str) {
        let Some((settings, item)) = self.settings(number).zip(self.item(number)) else { return };
        let names = &self.state.names;
        let text = names.message(item.workstream, settings, item.instance.as_deref(), moment);
        if let Some(text) = text {
            let effect =
                Effect::Message { item: self.id(number), moment: Arc::from(moment), text: Arc::from(text) };
            self.effects.push(effect);
        }
    }
}

/// How things stand in queues, for rules that ask.
pub(super) struct Standings<'s> {
    pub(super) state: &'s State,
    pub(super) now: Instant,
}

impl Loads for Standings<'_> {
    fn waiting_items(&self, queue: u32) -> i64 {
        self.state.found.queue(queue).map_or(0, |queue| i64::try_from(queue.waiting).unwrap_or(i64::MAX))
    }

    fn predicted_wait(&self, queue: u32) -> Option<Duration> {
        let wait = usize::try_from(queue).ok().and_then(|at| self.state.told.waits.get(at))?;
        wait.predicted(self.now)
    }
}

fn state_word(state: ItemState) -> &'static str {
    match state {
        ItemState::Open => "open",
        ItemState::Active => "active",
        ItemState::WrapUp => "in wrap-up",
        ItemState::Waiting => "waiting",
        ItemState::Closed => "closed",
    }
}

fn class_phrase(class: Class) -> &'static str {
    match class {
        Class::LiveChat => "a live chat",
        Class::PersistentChat => "a persistent chat",
        Class::Asynchronous => "a conversation of a channel that waits",
        Class::Voice => "a call",
        Class::Record => "a record",
    }
}
