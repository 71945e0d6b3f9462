//! Which event does what.

use super::event::Event;
use super::refusal::Refusal;
use super::turn::{Outcome, Turn};
use std::sync::Arc;

impl Turn<'_> {
    /// An event happens, or is refused.
    pub(super) fn happen(&mut self, event: &Event) -> Outcome {
        match event {
            Event::Tick => Ok(()),
            Event::Arrives(arrival) => self.arrives(arrival),
            Event::Returns { item } => self.returns(self.find_item(item)?),
            Event::Writes { item } => self.writes(self.find_item(item)?),
            Event::CustomerEnds { item } => self.customer_ends(self.find_item(item)?),
            Event::Leaves { item } => self.leaves(self.find_item(item)?),
            Event::Disconnects { item } => self.disconnects(self.find_item(item)?),
            Event::Reconnects { item } => self.reconnects(self.find_item(item)?),
            Event::Updates { item, values } => self.updates(self.find_item(item)?, values.get()),
            Event::BotEscalates { item, context } => {
                self.bot_escalates(self.find_item(item)?, context.as_ref().map(|context| context.get()))
            }
            Event::BotEnds { item } => self.bot_ends(self.find_item(item)?),
            Event::SupervisorAssigns { .. }
            | Event::SupervisorTransfers { .. }
            | Event::SupervisorReturns { .. }
            | Event::SupervisorCloses { .. }
            | Event::SupervisorResets { .. } => self.decided(event),
            Event::SignsIn { .. }
            | Event::SetsPresence { .. }
            | Event::AgentDisconnects { .. }
            | Event::AgentReconnects { .. }
            | Event::AgentJoins { .. }
            | Event::AgentLeaves { .. } => self.happen_to_agent(event),
            Event::Accepts { agent, item } => self.accepts(self.find_agent(agent)?, self.find_item(item)?),
            Event::Rejects { agent, item } => self.rejects(self.find_agent(agent)?, self.find_item(item)?),
            Event::Misses { agent, item } => self.misses(self.find_agent(agent)?, self.find_item(item)?),
            Event::Picks { agent, item } => self.picks(self.find_agent(agent)?, self.find_item(item)?),
            Event::Reopens { agent, item } => self.reopens(self.find_agent(agent)?, self.find_item(item)?),
            Event::Parks { agent, item } => self.parks(self.find_agent(agent)?, self.find_item(item)?),
            Event::Ends { agent, item } => self.ends(self.find_agent(agent)?, self.find_item(item)?),
            Event::Closes { agent, item } => self.closes(self.find_agent(agent)?, self.find_item(item)?),
            Event::Releases { agent, item } => {
                self.releases(self.find_agent(agent)?, self.find_record(item)?)
            }
            Event::Drops { agent, item } => self.drops(self.find_agent(agent)?, self.find_item(item)?),
            Event::Resolves { agent, item } => self.resolves(self.find_agent(agent)?, self.find_item(item)?),
            Event::Deactivates { agent, item } => {
                self.find_agent(agent)?;
                self.deactivates(self.find_record(item)?)
            }
            Event::Transfers { agent, item, queue } => {
                self.transfers(self.find_agent(agent)?, self.find_item(item)?, self.find_queue(queue)?)
            }
            Event::HandsOver { agent, item, to } => {
                self.hands_over(self.find_agent(agent)?, self.find_item(item)?, self.find_agent(to)?)
            }
            Event::Consults { agent, item, with } => {
                self.consults(self.find_agent(agent)?, self.find_item(item)?, self.find_agent(with)?)
            }
        }
    }

    /// Something about an agent, not about an item.
    fn happen_to_agent(&mut self, event: &Event) -> Outcome {
        if let Event::AgentJoins { agent } = event {
            return self.joins(agent);
        }
        if let Event::SetsPresence { agent, presence } = event {
            return self.sets_presence(self.find_agent(agent)?, presence);
        }
        if let Event::SignsIn { agent } = event {
            self.signs_in(self.find_agent(agent)?);
        } else if let Event::AgentDisconnects { agent } = event {
            self.agent_disconnects(self.find_agent(agent)?);
        } else if let Event::AgentReconnects { agent } = event {
            self.agent_reconnects(self.find_agent(agent)?);
        } else if let Event::AgentLeaves { agent } = event {
            self.goes(self.find_agent(agent)?);
        }
        Ok(())
    }

    /// Something that a supervisor decides.
    fn decided(&mut self, event: &Event) -> Outcome {
        if let Event::SupervisorAssigns { item, agent } = event {
            return self.supervisor_assigns(self.find_item(item)?, self.find_agent(agent)?);
        }
        if let Event::SupervisorTransfers { item, queue } = event {
            return self.supervisor_transfers(self.find_item(item)?, self.find_queue(queue)?);
        }
        if let Event::SupervisorReturns { item } = event {
            self.supervisor_returns(self.find_item(item)?);
        } else if let Event::SupervisorCloses { item } = event {
            self.supervisor_closes(self.find_item(item)?);
        } else if let Event::SupervisorResets { agent } = event {
            self.supervisor_resets(self.find_agent(agent)?);
        }
        Ok(())
    }

    /// The item of that name, closed records that still take capacity too.
    fn find_record(&self, id: &Arc<str>) -> Result<u64, Refusal> {
        let number = self.state.found.items.get(id).copied();
        number.ok_or_else(|| Refusal::NoItem { item: Arc::clone(id) })
    }
}
