use super::generator::Generator;
use super::people;
use crate::bytecode::{AgentSlots, Desk};

impl Generator<'_> {
    /// Compiles what the side of the agents needs, after all that decides items. The agents' slots are put in last,
    /// when it is known what rules read.
    pub(super) fn desk(&mut self) -> Desk {
        self.layout.agent();
        let program = self.program;
        let mut desk = Desk {
            organisation: people::organisation(&program.organisation.conduct),
            agent: AgentSlots::default(),
            presences: program.presences.iter().map(people::presence).collect(),
            profiles: program.profiles.iter().map(people::profile).collect(),
            skills: program.skills.iter().map(|skill| people::skill(program, skill)).collect(),
            bots: program.bots.iter().map(|bot| bot.named.name.clone()).collect(),
            calendars: program.hours.iter().map(|hours| hours.named.name.clone()).collect(),
            queues: program.queues.iter().map(|queue| self.desk_queue(queue)).collect(),
            workstreams: program.workstreams.iter().map(|one| self.desk_workstream(one)).collect(),
            assignments: Vec::new(),
        };
        desk.assignments = self.assignments();
        desk
    }
}
