use super::effect::{Cause, Effect, ItemState, Way};
use super::event::Arrival;
use super::item::{Demand, Item};
use super::note::Note;
use super::refusal::Refusal;
use super::rules::{Arrived, Destination, Routed};
use super::turn::{Outcome, Standings, Turn};
use crate::bytecode;
use crate::value::{Duration, Instant};
use std::collections::BTreeMap;
use std::sync::Arc;

impl Turn<'_> {
    /// A new item comes in (domain section 1).
    pub(super) fn arrives(&mut self, arrival: &Arrival) -> Outcome {
        let standings = Standings { state: self.state, now: self.now };
        let arrived = self.rules.arrive(arrival.item.get(), self.now, &standings);
        let arrived = arrived.map_err(|why| Refusal::BadItem { why })?;
        if arrived.id.is_empty() {
            return Err(Refusal::BadItem { why: "the item has no `id`".to_owned() });
        }
        if self.state.found.items.contains_key(&arrived.id) {
            return Err(Refusal::ItemTwice { item: arrived.id });
        }
        let Some(workstream) = arrived.workstream else {
            let why = arrived.not_routed.unwrap_or_default();
            return Err(Refusal::NotRouted { item: arrived.id, why });
        };
        let bot = self.routing(workstream).and_then(|known| known.bot);
        let number = self.new_item(arrival, &arrived, workstream);
        for why in &arrived.problems {
            self.note(Note::Unread { item: Arc::clone(&arrived.id), why: why.clone() });
        }
        match bot {
            Some(bot) => self.meet(number, bot),
            None => self.place(number, &arrived.routed, Cause::Routed),
        }
        Ok(())
    }

    fn new_item(&mut self, arrival: &Arrival, arrived: &Arrived, workstream: u32) -> u64 {
        let number = self.state.told.next_item;
        self.state.told.next_item = number.saturating_add(1);
        let preferred = arrival.preferred.iter().filter_map(|id| self.state.found.agents.get(id).copied());
        let item = Item {
            number,
            id: Arc::clone(&arrived.id),
            workstream,
            instance: arrived.instance.clone(),
            authenticated: arrival.authenticated,
            like: arrived.item.clone(),
            skills: arrived.skills.clone(),
            demand: self.demand(workstream, &arrived.holds),
            state: ItemState::Open,
            arrived: self.now,
            spoken: self.now,
            quiet_since: self.now,
            queue: None,
            since: self.now,
            asked: None,
            moved: false,
            urgency: Vec::new(),
            assignment: None,
            first: None,
            preferred: preferred.collect(),
            bot: None,
            with: None,
            taken: None,
            last: None,
            home: None,
            homeward: false,
            declines: BTreeMap::new(),
            declined: 0,
            away_until: None,
            wrapped_at: None,
        };
        self.state.found.items.insert(Arc::clone(&arrived.id), number);
        self.state.told.items.insert(number, Box::new(item));
        self.state.found.touched.insert(number);
        number
    }

    fn demand(&self, workstream: u32, holds: &[u32]) -> Demand {
        let mut profiles = holds.to_vec();
        let units = match self.routing(workstream).map(|known| known.capacity) {
            Some(bytecode::Demand::Units(units)) => Some(units),
            Some(bytecode::Demand::Profile(profile)) => {
                profiles.push(profile);
                None
            }
            None => None,
        };
        profiles.sort_unstable();
        profiles.dedup();
        Demand { units, profiles }
    }

    fn meet(&mut self, number: u64, bot: u32) {
        if let Some(item) = self.item_mut(number) {
            item.state = ItemState::Active;
            item.bot = Some(bot);
        }
        let item = self.id(number);
        let state = Effect::State {
            item: Arc::clone(&item),
            from: None,
            to: ItemState::Active,
            cause: Cause::Arrived,
        };
        self.effects.extend([state, Effect::Bot { item, bot: self.state.names.bot(bot) }]);
        self.greet(number, None);
    }

    /// Puts a new item, or one that a bot hands over, where the route sends it.
    pub(super) fn place(&mut self, number: u64, routed: &Routed, cause: Cause) {
        self.follow_route(number, routed);
        let (queue, overflowed) = match &routed.to {
            Destination::Queue(queue) => (*queue, false),
            Destination::Overflowed(queue) => (*queue, true),
            Destination::Bot => (self.queue_of(number), false),
            Destination::End => return self.turned_away(number, None, cause),
            Destination::Callback => return self.turned_away(number, Some(Way::Callback), cause),
            Destination::Voicemail => return self.turned_away(number, Some(Way::Voicemail), cause),
            Destination::External(to) => {
                let way = Way::External { number: Arc::clone(to) };
                return self.turned_away(number, Some(way), cause);
            }
        };
        let why = if overflowed { Cause::OverflowOnArrival } else { cause };
        self.opens(number, cause);
        self.enter(number, queue, why);
        self.note_sent(number, queue, routed, why);
        if cause == Cause::Routed {
            self.greet(number, Some(queue));
        }
        self.close_if_forsaken(number);
    }

    /// A new item is open; one from a bot becomes so.
    fn opens(&mut self, number: u64, cause: Cause) {
        if cause == Cause::Routed {
            let item = self.id(number);
            let (to, cause) = (ItemState::Open, Cause::Arrived);
            self.effects.push(Effect::State { item, from: None, to, cause });
            return;
        }
        if let Some(item) = self.item_mut(number) {
            item.bot = None;
        }
        self.change(number, ItemState::Open, cause);
    }

    /// Overflow on arrival lets the item in nowhere.
    fn turned_away(&mut self, number: u64, way: Option<Way>, cause: Cause) {
        self.opens(number, cause);
        self.goes_out(number, way, Cause::OverflowOnArrival);
    }

    /// An item ends, on its way elsewhere if there is one.
    pub(super) fn goes_out(&mut self, number: u64, way: Option<Way>, cause: Cause) {
        if let Some(to) = way {
            let item = self.id(number);
            self.effects.push(Effect::Left { item, to });
        }
        self.close(number, cause);
    }

    fn follow_route(&mut self, number: u64, routed: &Routed) {
        let first = routed.first.as_ref().and_then(|(id, lasting)| {
            let agent = self.find_agent(id).ok()?;
            let until = lasting.map(|length| self.now.plus(Duration(length)).unwrap_or(Instant(i64::MAX)));
            Some((agent, until))
        });
        if let Some(item) = self.item_mut(number) {
            item.urgency.clone_from(&routed.urgency);
            item.assignment = routed.assignment;
            item.moved = false;
            item.first = first;
        }
    }

    fn note_sent(&mut self, number: u64, queue: u32, routed: &Routed, cause: Cause) {
        let rule = routed.rule.and_then(|rule| self.rules.address(rule));
        let note = Note::Sent { item: self.id(number), queue: self.state.names.queue(queue), rule, cause };
        self.note(note);
    }
}
