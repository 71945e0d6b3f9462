use super::given::name;
use super::roster;
use super::written::{self, Owner};
use crate::builtins::event::Deed;
use crate::dispatch::{Arrival, Event};
use crate::hir::{Happening, Program, Scenario, TestItem};
use std::sync::Arc;

/// The event of a line, as the dispatcher takes it. None where the line cannot be told as one, which the checker sees to.
pub(super) fn event(program: &Program, scenario: &Scenario, line: &Happening) -> Option<Event> {
    let item = Arc::<str>::from(line.item.as_str());
    let agent = Arc::<str>::from(line.agent.as_str());
    let colleague = Arc::<str>::from(line.colleague.as_str());
    Some(match line.deed {
        Deed::TimePasses => Event::Tick,
        Deed::Arrives => Event::Arrives(arrival(program, line)?),
        Deed::Returns => Event::Returns { item },
        Deed::Writes => Event::Writes { item },
        Deed::CustomerEnds => Event::CustomerEnds { item },
        Deed::Leaves => Event::Leaves { item },
        Deed::Disconnects => Event::Disconnects { item },
        Deed::Reconnects => Event::Reconnects { item },
        Deed::Changes => {
            let values = written::values(program, owner(scenario, line)?, &line.values)?;
            Event::Updates { item, values }
        }
        Deed::SignsIn => Event::SignsIn { agent },
        Deed::SetsPresence => Event::SetsPresence { agent, presence: Arc::from(line.presence.as_str()) },
        Deed::AgentDisconnects => Event::AgentDisconnects { agent },
        Deed::AgentReconnects => Event::AgentReconnects { agent },
        Deed::AgentJoins => {
            let joins = scenario.agents.iter().find(|known| known.name == line.agent)?;
            Event::AgentJoins { agent: roster::entry(program, joins) }
        }
        Deed::AgentLeaves => Event::AgentLeaves { agent },
        Deed::Accepts => Event::Accepts { agent, item },
        Deed::Rejects => Event::Rejects { agent, item },
        Deed::Misses => Event::Misses { agent, item },
        Deed::Picks => Event::Picks { agent, item },
        Deed::Reopens => Event::Reopens { agent, item },
        Deed::Parks => Event::Parks { agent, item },
        Deed::Ends => Event::Ends { agent, item },
        Deed::Closes => Event::Closes { agent, item },
        Deed::Releases => Event::Releases { agent, item },
        Deed::Drops => Event::Drops { agent, item },
        Deed::Resolves => Event::Resolves { agent, item },
        Deed::Deactivates => Event::Deactivates { agent, item },
        Deed::Transfers => Event::Transfers { agent, item, queue: queue(program, line)? },
        Deed::HandsOver => Event::HandsOver { agent, item, to: colleague },
        Deed::Consults => Event::Consults { agent, item, with: colleague },
        Deed::BotEscalates => Event::BotEscalates { item, context: context(program, scenario, line) },
        Deed::BotEnds => Event::BotEnds { item },
        Deed::SupervisorAssigns => Event::SupervisorAssigns { item, agent },
        Deed::SupervisorTransfers => Event::SupervisorTransfers { item, queue: queue(program, line)? },
        Deed::SupervisorReturns => Event::SupervisorReturns { item },
        Deed::SupervisorCloses => Event::SupervisorCloses { item },
        Deed::SupervisorResets => Event::SupervisorResets { agent },
    })
}

fn arrival(program: &Program, line: &Happening) -> Option<Arrival> {
    let way = line.arrival.as_ref()?;
    let preferred = way.preferred.iter().map(|agent| Arc::from(agent.as_str())).collect();
    let item = written::item(program, &line.item, way, &line.values)?;
    Some(Arrival { item, authenticated: way.signed_in, preferred })
}

fn context(
    program: &Program,
    scenario: &Scenario,
    line: &Happening,
) -> Option<Box<serde_json::value::RawValue>> {
    written::context(program, owner(scenario, line)?, &line.values)
}

/// Which way the item of a line came in.
fn owner(scenario: &Scenario, line: &Happening) -> Option<Owner> {
    let mut arrivals = scenario.lines.iter().filter(|other| other.event.item == line.item);
    let way: TestItem = arrivals.find_map(|other| other.event.arrival.as_ref())?.item;
    Some(Owner::Item(way))
}

fn queue(program: &Program, line: &Happening) -> Option<Arc<str>> {
    let queue = line.queue.and_then(|id| program.queues.get(id.index()))?;
    Some(Arc::from(name(Some(&queue.named.name))))
}
