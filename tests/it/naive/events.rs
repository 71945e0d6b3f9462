//! What each event does.

use super::Naive;
use super::desk::{Item, Line, Mode};
use super::due::{GRACE, plus};
use super::moves::Way;
use super::presence::{AWAY, DO_NOT_DISTURB, INACTIVE, OFFLINE};
use super::skills;
use enroute::bytecode::{Class, Kind, Picking};
use enroute::dispatch::{Cause, Effect, Event, ItemState, OfferSlot, Refusal};
use enroute::value::Duration;
use std::collections::BTreeSet;
use std::sync::Arc;

type Done = Result<(), Refusal>;

impl Naive<'_> {
    pub(crate) fn event(&mut self, event: &Event) -> Done {
        match event {
            Event::Tick => Ok(()),
            Event::Arrives(arrival) => self.arrives(arrival),
            Event::Returns { item }
            | Event::Writes { item }
            | Event::CustomerEnds { item }
            | Event::Leaves { item }
            | Event::Disconnects { item }
            | Event::Reconnects { item } => {
                let place = self.find_item(item)?;
                self.by_customer(event, place)
            }
            Event::Updates { item, values } => {
                let place = self.find_item(item)?;
                self.update(place, values.get())
            }
            Event::BotEscalates { item, context } => {
                let place = self.find_item(item)?;
                self.bot_escalates(place, context.as_deref().map(serde_json::value::RawValue::get))
            }
            Event::BotEnds { item } => {
                let place = self.find_item(item)?;
                self.is_with_bot(place)?;
                self.close(place, Cause::EndedByBot);
                Ok(())
            }
            _ => self.agent_event(event),
        }
    }

    fn agent_event(&mut self, event: &Event) -> Done {
        match event {
            Event::SignsIn { agent } => {
                let agent = self.find_agent(agent)?;
                self.sign_in(agent);
                self.settle(agent, Cause::SignedIn);
                Ok(())
            }
            Event::SetsPresence { agent, presence } => self.sets_presence(agent, presence),
            Event::AgentDisconnects { agent } => {
                let agent = self.find_agent(agent)?;
                if self.presence(self.agent(agent)).1 != OFFLINE {
                    self.agent_mut(agent).line = Line::Lost(self.now);
                    self.settle(agent, Cause::Disconnected);
                }
                Ok(())
            }
            Event::AgentReconnects { agent } => {
                let agent = self.find_agent(agent)?;
                if self.agent(agent).line == Line::Gone {
                    self.agent_mut(agent).mode = Mode::Computed;
                }
                self.agent_mut(agent).line = Line::Here;
                self.settle(agent, Cause::Reconnected);
                Ok(())
            }
            Event::SupervisorResets { agent } => {
                let agent = self.find_agent(agent)?;
                if matches!(self.agent(agent).mode, Mode::Set(_)) {
                    self.agent_mut(agent).mode = Mode::Computed;
                    self.settle(agent, Cause::Supervisor);
                }
                Ok(())
            }
            Event::AgentJoins { agent } => self.joins(agent),
            Event::AgentLeaves { agent } => {
                let agent = self.find_agent(agent)?;
                self.agent_leaves(agent);
                Ok(())
            }
            _ => self.supervisor_event(event),
        }
    }

    fn supervisor_event(&mut self, event: &Event) -> Done {
        match event {
            Event::SupervisorAssigns { item, agent } => {
                let place = self.find_item(item)?;
                let agent = self.find_agent(agent)?;
                let known = self.item(place);
                if known.holder == Some(agent) {
                    return Err(self.wrong_state(place));
                }
                self.supervisor_assigns(place, agent);
                Ok(())
            }
            Event::SupervisorTransfers { item, queue } => {
                let place = self.find_item(item)?;
                let queue = self.fitting_queue(place, queue)?;
                self.supervisor_transfers(place, queue);
                Ok(())
            }
            Event::SupervisorReturns { item } => {
                let place = self.find_item(item)?;
                self.item_mut(place).belongs = None;
                self.item_mut(place).first = None;
                if self.item(place).state != ItemState::Open {
                    self.open_anew(place, Cause::Supervisor);
                }
                Ok(())
            }
            Event::SupervisorCloses { item } => {
                let place = self.find_item(item)?;
                self.close(place, Cause::Supervisor);
                Ok(())
            }
            _ => self.work_event(event),
        }
    }

    fn work_event(&mut self, event: &Event) -> Done {
        match event {
            Event::Accepts { agent, item }
            | Event::Rejects { agent, item }
            | Event::Misses { agent, item }
            | Event::Picks { agent, item }
            | Event::Reopens { agent, item }
            | Event::Parks { agent, item }
            | Event::Ends { agent, item }
            | Event::Closes { agent, item }
            | Event::Releases { agent, item }
            | Event::Drops { agent, item }
            | Event::Resolves { agent, item }
            | Event::Deactivates { agent, item }
            | Event::Transfers { agent, item, .. }
            | Event::HandsOver { agent, item, .. }
            | Event::Consults { agent, item, .. } => {
                let agent = self.find_agent(agent)?;
                if let (Event::Deactivates { .. }, Err(refusal)) = (event, self.find_item(item)) {
                    return self.deactivates_resolved(item, refusal);
                }
                let place = self.find_item(item)?;
                self.by_agent(event, place, agent)
            }
            other => panic!("{other:?} is not of these"),
        }
    }

    fn find_item(&self, id: &Arc<str>) -> Result<usize, Refusal> {
        let found = self.items.iter().position(|item| item.id == *id);
        found.ok_or_else(|| Refusal::NoItem { item: id.clone() })
    }

    fn find_agent(&self, id: &Arc<str>) -> Result<usize, Refusal> {
        let found = self.agents.iter().find(|agent| agent.entry.id == *id);
        found.map(|agent| agent.number).ok_or_else(|| Refusal::NoAgent { agent: id.clone() })
    }

    fn wrong_state(&self, item: usize) -> Refusal {
        Refusal::State { item: self.item(item).id.clone(), state: "".into(), why: "".into() }
    }

    fn wrong_kind(&self, item: usize) -> Refusal {
        Refusal::Kind { item: self.item(item).id.clone(), kind: "".into(), why: "".into() }
    }

    fn not_allowed(&self, item: usize, agent: usize) -> Refusal {
        let agent = self.agent(agent).entry.id.clone();
        Refusal::NotAllowed { item: self.item(item).id.clone(), agent, why: "".into() }
    }

    fn not_theirs(&self, item: usize, agent: usize) -> Refusal {
        let agent = self.agent(agent).entry.id.clone();
        Refusal::NotTheirs { item: self.item(item).id.clone(), agent }
    }

    fn is_with_bot(&self, item: usize) -> Done {
        let with_bot = self.item(item).bot.is_some();
        with_bot.then_some(()).ok_or_else(|| Refusal::NotWithBot { item: self.item(item).id.clone() })
    }

    fn update(&mut self, item: usize, values: &str) -> Done {
        self.rules.update(&mut self.items[item].values, values).map_err(|why| Refusal::BadItem { why })
    }

    fn by_customer(&mut self, event: &Event, item: usize) -> Done {
        let class = self.class(item);
        let lasting = matches!(class, Class::PersistentChat | Class::Asynchronous);
        let synchronous = matches!(class, Class::LiveChat | Class::Voice);
        let now = self.now;
        let Item { state, works, .. } = *self.item(item);
        match event {
            Event::Returns { .. } => {
                if state != ItemState::Waiting {
                    return Err(self.wrong_state(item));
                }
                self.item_mut(item).wrote = now;
                self.open_anew(item, Cause::CustomerReturned);
            }
            Event::Writes { .. } => {
                if state == ItemState::Waiting {
                    return Err(self.wrong_state(item));
                }
                let known = self.item_mut(item);
                known.clock = now;
                if lasting && !works {
                    known.wrote = now;
                }
            }
            Event::CustomerEnds { .. } if synchronous => {
                if !matches!(state, ItemState::Open | ItemState::Active) {
                    return Err(self.wrong_state(item));
                }
                self.lose(item, Cause::EndedByCustomer);
            }
            Event::Leaves { .. } if synchronous => {
                let offered = state == ItemState::Active && !works;
                if state != ItemState::Open && !offered {
                    return Err(self.wrong_state(item));
                }
                self.close(item, Cause::CustomerLeft);
            }
            Event::Disconnects { .. } if synchronous => {
                if !matches!(state, ItemState::Open | ItemState::Active) {
                    return Err(self.wrong_state(item));
                }
                if class == Class::Voice {
                    self.lose(item, Cause::EndedByCustomer);
                } else {
                    let window = self.desk().workstreams[self.item(item).workstream].reconnect;
                    self.item_mut(item).window = now.plus(Duration(window));
                }
            }
            Event::Reconnects { .. } => {
                if self.item_mut(item).window.take().is_none() {
                    return Err(self.wrong_state(item));
                }
            }
            _ => return Err(self.wrong_kind(item)),
        }
        Ok(())
    }

    fn by_agent(&mut self, event: &Event, item: usize, agent: usize) -> Done {
        let class = self.class(item);
        let record = class == Class::Record;
        let refused_for_kind = match event {
            Event::Ends { .. } | Event::Drops { .. } => record,
            Event::Resolves { .. } | Event::Deactivates { .. } => !record,
            _ => false,
        };
        if refused_for_kind {
            return Err(self.wrong_kind(item));
        }
        match event {
            Event::Accepts { .. } | Event::Rejects { .. } | Event::Misses { .. } => {
                self.answers(event, item, agent)
            }
            Event::Picks { .. } => self.picks(item, agent),
            Event::Reopens { .. } => self.reopens(item, agent),
            Event::Closes { .. } => {
                if self.item(item).state != ItemState::WrapUp {
                    return Err(self.wrong_state(item));
                }
                self.is_theirs(item, agent, ItemState::WrapUp)?;
                self.did_something(agent);
                self.close(item, Cause::EndedByAgent);
                Ok(())
            }
            Event::Deactivates { .. } => {
                if !matches!(self.item(item).state, ItemState::Open | ItemState::Active) {
                    return Err(self.wrong_state(item));
                }
                self.close(item, Cause::Deactivated);
                Ok(())
            }
            Event::HandsOver { to, .. } => {
                let to = self.find_agent(to)?;
                self.is_theirs(item, agent, ItemState::Active)?;
                self.hands_over(item, to)
            }
            Event::Transfers { queue, .. } => {
                if self.program.queues.iter().all(|known| *known.name != **queue) {
                    return Err(Refusal::NoQueue { queue: queue.clone() });
                }
                self.is_theirs(item, agent, ItemState::Active)?;
                self.transfers(item, queue)
            }
            Event::Consults { with, .. } => {
                let with = self.find_agent(with)?;
                self.is_theirs(item, agent, ItemState::Active)?;
                self.consults(item, agent, with)
            }
            _ => {
                self.is_theirs(item, agent, ItemState::Active)?;
                self.puts_aside(event, item, agent);
                Ok(())
            }
        }
    }

    fn consults(&mut self, item: usize, agent: usize, with: usize) -> Done {
        if with == agent || self.presence(self.agent(with)).1 == OFFLINE {
            return Err(self.not_allowed(item, with));
        }
        self.item_mut(item).clock = self.now;
        let offers = &self.desk().workstreams[self.item(item).workstream].offers;
        let template = offers.consult.template.clone().map(Into::into);
        let (item, agent) = (self.item(item).id.clone(), self.agent(agent).entry.id.clone());
        let with = self.agent(with).entry.id.clone();
        self.out.push(Effect::Consulted { item, agent, with, template });
        Ok(())
    }

    /// That the agent works on the item, and it is in that state.
    fn is_theirs(&self, item: usize, agent: usize, state: ItemState) -> Done {
        let known = self.item(item);
        if known.holder != Some(agent) || !known.works {
            return Err(self.not_theirs(item, agent));
        }
        if known.state != state {
            return Err(self.wrong_state(item));
        }
        Ok(())
    }

    fn answers(&mut self, event: &Event, item: usize, agent: usize) -> Done {
        let known = self.item(item);
        let theirs = known.holder == Some(agent) && known.works && known.state == ItemState::Active;
        if theirs && matches!(event, Event::Accepts { .. }) {
            self.item_mut(item).offer = None;
            return Ok(());
        }
        let Some(offer) = known.offer.filter(|_| known.holder == Some(agent)) else {
            return Err(self.not_theirs(item, agent));
        };
        let record = self.class(item) == Class::Record;
        match event {
            Event::Misses { .. } => self.miss(item),
            Event::Rejects { .. } if !record => {
                if offer.auto_assign || !offer.reject {
                    return Err(self.not_allowed(item, agent));
                }
                let mut cause = Cause::Capacity;
                if self.desk().organisation.reject_means_do_not_disturb {
                    self.agent_mut(agent).mode = Mode::Set(DO_NOT_DISTURB);
                    cause = Cause::Rejected;
                }
                self.count_decline(item, agent);
                self.open_again(item, Cause::Rejected, cause);
            }
            _ => {
                let accepts = matches!(event, Event::Accepts { .. });
                let cause = if accepts { Cause::Accepted } else { Cause::Rejected };
                self.item_mut(item).offer = None;
                if !self.item(item).works {
                    self.begin(item, cause);
                    self.settle(agent, Cause::Capacity);
                }
            }
        }
        Ok(())
    }

    fn picks(&mut self, item: usize, agent: usize) -> Done {
        if self.item(item).state != ItemState::Open {
            return Err(self.wrong_state(item));
        }
        let settings = &self.desk().workstreams[self.item(item).workstream];
        let place = self.agents.iter().position(|known| known.number == agent).unwrap();
        let queue = self.item(item).queue.unwrap();
        let skilled = !settings.strict_pick || skills::exact(self.desk(), self.item(item), self.agent(agent));
        if settings.picking == Picking::Never || !self.is_member(queue, place) || !skilled {
            return Err(self.not_allowed(item, agent));
        }
        self.give(item, agent, Way::Taken, Cause::Picked);
        Ok(())
    }

    fn reopens(&mut self, item: usize, agent: usize) -> Done {
        let known = self.item(item);
        if known.state != ItemState::Waiting {
            self.is_theirs(item, agent, ItemState::Active)?;
            self.item_mut(item).dropped = None;
            self.item_mut(item).parked = false;
            self.settle(agent, Cause::Capacity);
            return Ok(());
        }
        if known.last != Some(agent) {
            return Err(self.not_theirs(item, agent));
        }
        self.give(item, agent, Way::Taken, Cause::Reopened);
        Ok(())
    }

    fn puts_aside(&mut self, event: &Event, item: usize, agent: usize) {
        match (event, self.class(item)) {
            (Event::Parks { .. }, Class::PersistentChat | Class::Asynchronous) => {
                self.leave(item, Some(ItemState::Waiting), Cause::Parked, Cause::Capacity);
            }
            (Event::Parks { .. }, Class::LiveChat | Class::Voice) => self.open_anew(item, Cause::Parked),
            (Event::Parks { .. }, Class::Record) => {
                self.item_mut(item).parked = true;
                self.settle(agent, Cause::Capacity);
            }
            (Event::Releases { .. }, _) => {
                self.count_decline(item, agent);
                self.open_anew(item, Cause::Released);
            }
            (Event::Drops { .. }, _) => self.item_mut(item).dropped = Some(plus(self.now, GRACE)),
            (Event::Ends { .. }, _) => self.wrap_up(item, Cause::EndedByAgent),
            (Event::Resolves { .. }, _) => {
                self.did_something(agent);
                self.close(item, Cause::Resolved);
            }
            other => panic!("{other:?} is not of these"),
        }
    }

    /// A record that was resolved keeps capacity until it is deactivated, where only that gives it back.
    fn deactivates_resolved(&mut self, id: &Arc<str>, refusal: Refusal) -> Done {
        let kept = |naive: &Self| {
            let lasting = |claim: &&super::desk::Claim| {
                claim.item == *id && claim.live && claim.until.is_none() && claim.until_deactivated
            };
            let gone = |number: usize| naive.items.iter().all(|item| item.number != number);
            let found = naive.claims.iter().filter(lasting).find(|claim| gone(claim.number));
            found.map(|claim| (claim.number, claim.agent))
        };
        let mut any = false;
        while let Some((number, agent)) = kept(self) {
            any = true;
            self.give_back(number, agent);
            self.settle(agent, Cause::Capacity);
        }
        if any { Ok(()) } else { Err(refusal) }
    }

    /// The queue of that name, if it takes items of that kind.
    fn fitting_queue(&self, item: usize, name: &Arc<str>) -> Result<usize, Refusal> {
        let found = self.program.queues.iter().position(|queue| *queue.name == **name);
        let place = found.ok_or_else(|| Refusal::NoQueue { queue: name.clone() })?;
        let kind = match self.class(item) {
            Class::LiveChat | Class::PersistentChat | Class::Asynchronous => Kind::Messaging,
            Class::Voice => Kind::Voice,
            Class::Record => Kind::Record,
        };
        let fits = self.desk().queues[place].kinds.contains(&kind);
        fits.then_some(place).ok_or_else(|| self.not_there(item, name))
    }

    fn not_there(&self, item: usize, queue: &Arc<str>) -> Refusal {
        Refusal::NotThere { item: self.item(item).id.clone(), queue: queue.clone(), why: "".into() }
    }

    fn transfers(&mut self, item: usize, name: &Arc<str>) -> Done {
        let queue = self.fitting_queue(item, name)?;
        if !self.is_open(queue) {
            return Err(self.not_there(item, name));
        }
        self.item_mut(item).belongs = None;
        self.item_mut(item).first = None;
        self.leave(item, Some(ItemState::Open), Cause::Transferred, Cause::Capacity);
        self.enter(item, queue, Cause::Transferred);
        self.close_if_nobody(item);
        Ok(())
    }

    fn hands_over(&mut self, item: usize, to: usize) -> Done {
        let (_, base) = self.presence(self.agent(to));
        if [DO_NOT_DISTURB, AWAY, OFFLINE].contains(&base) {
            return Err(self.not_allowed(item, to));
        }
        self.item_mut(item).belongs = None;
        self.leave(item, None, Cause::Transferred, Cause::Capacity);
        self.item_mut(item).clock = self.now;
        self.give(item, to, Way::Offered(OfferSlot::Transfer), Cause::Transferred);
        Ok(())
    }

    fn supervisor_transfers(&mut self, item: usize, queue: usize) {
        let known = self.item_mut(item);
        known.belongs = None;
        known.first = None;
        self.leave(item, Some(ItemState::Open), Cause::Supervisor, Cause::Capacity);
        self.enter(item, queue, Cause::Supervisor);
        self.close_if_nobody(item);
    }

    fn supervisor_assigns(&mut self, item: usize, agent: usize) {
        self.item_mut(item).belongs = None;
        self.item_mut(item).first = None;
        self.leave(item, Some(ItemState::Active), Cause::Supervisor, Cause::Capacity);
        let now = self.now;
        let known = self.item_mut(item);
        known.clock = now;
        self.give(item, agent, Way::Offered(OfferSlot::Supervisor), Cause::Supervisor);
    }

    fn sets_presence(&mut self, agent: &Arc<str>, presence: &Arc<str>) -> Done {
        let agent = self.find_agent(agent)?;
        if self.base_of(presence).is_none_or(|base| base == INACTIVE) {
            return Err(Refusal::NoPresence { presence: presence.clone() });
        }
        let known = self.agent_mut(agent);
        known.mode = Mode::Chosen(presence.to_string());
        known.line = Line::Here;
        self.settle(agent, Cause::Chosen);
        Ok(())
    }

    fn agent_leaves(&mut self, agent: usize) {
        let place = self.agents.iter().position(|known| known.number == agent).unwrap();
        let held: Vec<usize> =
            self.items.iter().filter(|item| item.holder == Some(agent)).map(|item| item.number).collect();
        let id = self.agents[place].entry.id.clone();
        for item in &mut self.items {
            item.belongs = item.belongs.filter(|known| *known != agent);
            item.last = item.last.filter(|known| *known != agent);
            item.first = item.first.take().filter(|(first, _)| *first != id);
        }
        self.former.push((id, agent));
        self.gone = Some(self.agents.remove(place));
        for number in held {
            let item = self.items.iter().position(|item| item.number == number).unwrap();
            if self.item(item).state == ItemState::WrapUp {
                self.close(item, Cause::AgentLeft);
            } else {
                self.open_anew(item, Cause::AgentLeft);
            }
        }
        let left = self.claims.iter().filter(|claim| claim.agent == agent && claim.live);
        let left: BTreeSet<usize> = left.map(|claim| claim.number).collect();
        for number in left {
            self.give_back(number, agent);
        }
        self.gone = None;
    }
}
