//! The words of events, and what each needs.

use super::event::{Arrival, Event};
use super::fields::Fields;
use super::misread::Misread;
use super::roster::AgentEntry;
use std::sync::Arc;

/// What an event is made of.
pub(super) enum Form {
    /// An item alone.
    Item(fn(Arc<str>) -> Event),
    /// An agent alone.
    Agent(fn(Arc<str>) -> Event),
    /// An agent and an item, in this order.
    Both(fn(Arc<str>, Arc<str>) -> Event),
    /// Something of its own.
    Own(fn(&mut Fields<'_>) -> Result<Event, Misread>),
}

/// Every event by its word.
pub(super) const WORDS: &[(&str, Form)] = &[
    ("tick", Form::Own(|_| Ok(Event::Tick))),
    ("arrives", Form::Own(arrives)),
    ("returns", Form::Item(|item| Event::Returns { item })),
    ("writes", Form::Item(|item| Event::Writes { item })),
    ("customer_ends", Form::Item(|item| Event::CustomerEnds { item })),
    ("leaves", Form::Item(|item| Event::Leaves { item })),
    ("disconnects", Form::Item(|item| Event::Disconnects { item })),
    ("reconnects", Form::Item(|item| Event::Reconnects { item })),
    ("updates", Form::Own(updates)),
    ("signs_in", Form::Agent(|agent| Event::SignsIn { agent })),
    ("sets_presence", Form::Own(sets_presence)),
    ("agent_disconnects", Form::Agent(|agent| Event::AgentDisconnects { agent })),
    ("agent_reconnects", Form::Agent(|agent| Event::AgentReconnects { agent })),
    ("accepts", Form::Both(|agent, item| Event::Accepts { agent, item })),
    ("rejects", Form::Both(|agent, item| Event::Rejects { agent, item })),
    ("misses", Form::Both(|agent, item| Event::Misses { agent, item })),
    ("picks", Form::Both(|agent, item| Event::Picks { agent, item })),
    ("reopens", Form::Both(|agent, item| Event::Reopens { agent, item })),
    ("parks", Form::Both(|agent, item| Event::Parks { agent, item })),
    ("ends", Form::Both(|agent, item| Event::Ends { agent, item })),
    ("closes", Form::Both(|agent, item| Event::Closes { agent, item })),
    ("releases", Form::Both(|agent, item| Event::Releases { agent, item })),
    ("drops", Form::Both(|agent, item| Event::Drops { agent, item })),
    ("resolves", Form::Both(|agent, item| Event::Resolves { agent, item })),
    ("deactivates", Form::Both(|agent, item| Event::Deactivates { agent, item })),
    ("transfers", Form::Own(transfers)),
    ("hands_over", Form::Own(hands_over)),
    ("consults", Form::Own(consults)),
    ("bot_escalates", Form::Own(bot_escalates)),
    ("bot_ends", Form::Item(|item| Event::BotEnds { item })),
    ("supervisor_assigns", Form::Both(|agent, item| Event::SupervisorAssigns { item, agent })),
    ("supervisor_transfers", Form::Own(supervisor_transfers)),
    ("supervisor_returns", Form::Item(|item| Event::SupervisorReturns { item })),
    ("supervisor_closes", Form::Item(|item| Event::SupervisorCloses { item })),
    ("supervisor_resets", Form::Agent(|agent| Event::SupervisorResets { agent })),
    ("agent_joins", Form::Own(agent_joins)),
    ("agent_leaves", Form::Agent(|agent| Event::AgentLeaves { agent })),
];

fn arrives(fields: &mut Fields<'_>) -> Result<Event, Misread> {
    Ok(Event::Arrives(Arrival {
        item: fields.object("item")?,
        authenticated: fields.take("authenticated", "`true` or `false`")?.unwrap_or_default(),
        preferred: fields.take("preferred", "a list of agents, as in `[\"ana\"]`")?.unwrap_or_default(),
    }))
}

fn updates(fields: &mut Fields<'_>) -> Result<Event, Misread> {
    Ok(Event::Updates { item: fields.name("item")?, values: fields.object("values")? })
}

fn sets_presence(fields: &mut Fields<'_>) -> Result<Event, Misread> {
    Ok(Event::SetsPresence { agent: fields.name("agent")?, presence: fields.name("presence")? })
}

fn transfers(fields: &mut Fields<'_>) -> Result<Event, Misread> {
    let (agent, item) = (fields.name("agent")?, fields.name("item")?);
    Ok(Event::Transfers { agent, item, queue: fields.name("queue")? })
}

fn hands_over(fields: &mut Fields<'_>) -> Result<Event, Misread> {
    let (agent, item) = (fields.name("agent")?, fields.name("item")?);
    Ok(Event::HandsOver { agent, item, to: fields.name("to")? })
}

fn consults(fields: &mut Fields<'_>) -> Result<Event, Misread> {
    let (agent, item) = (fields.name("agent")?, fields.name("item")?);
    Ok(Event::Consults { agent, item, with: fields.name("with")? })
}

fn bot_escalates(fields: &mut Fields<'_>) -> Result<Event, Misread> {
    Ok(Event::BotEscalates { item: fields.name("item")?, context: fields.object_if_any("context")? })
}

fn supervisor_transfers(fields: &mut Fields<'_>) -> Result<Event, Misread> {
    Ok(Event::SupervisorTransfers { item: fields.name("item")?, queue: fields.name("queue")? })
}

fn agent_joins(fields: &mut Fields<'_>) -> Result<Event, Misread> {
    let agent = AgentEntry::read(fields.object("agent")?.get())?;
    Ok(Event::AgentJoins { agent })
}
