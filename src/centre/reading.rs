use super::hub::Centre;
use crate::dispatch::AgentEntry;
use crate::item::{ItemError, Problem, Reason, Snapshot};

impl Centre<'_> {
    /// Sets values of an item. Values that cannot be read stay as they were: the sentence tells of all of them.
    pub(super) fn change(&mut self, item: &mut Snapshot, values: &str) -> Result<(), String> {
        let read = self.reader.changes(item, values, &mut self.frame);
        read.map_err(|error| match error {
            ItemError::NotAnObject => not_an_object("new values"),
            ItemError::NotJson { .. } | ItemError::NoTarget | ItemError::UnknownTarget { .. } => {
                error.to_string()
            }
        })?;
        *item = self.frame.snapshot(self.bundle.schema(), &self.kept);
        told(self.frame.problems().iter().map(|problem| problem.clone().of_change()))
    }

    /// Reads the fields of `entity Agent`. What is missing is missing; what cannot be read is told.
    pub(super) fn read_agent(&mut self, entry: &AgentEntry) -> Result<Snapshot, String> {
        let Some(record) = self.program().desk.agent.record else { return Ok(Snapshot::default()) };
        let json = entry.fields.as_ref().map(|fields| fields.get());
        self.reader.entity(record, json, &mut self.frame).map_err(|error| match error {
            ItemError::NotAnObject => not_an_object("`fields`"),
            ItemError::NotJson { .. } | ItemError::NoTarget | ItemError::UnknownTarget { .. } => {
                error.to_string()
            }
        })?;
        let unread = |problem: &&Problem| match problem.reason {
            Reason::Unreadable { .. } | Reason::TooLarge { .. } | Reason::BrokenText { .. } => true,
            Reason::Missing | Reason::Twice | Reason::Unknown { .. } => false,
        };
        told(self.frame.problems().iter().filter(unread).cloned())?;
        Ok(self.frame.snapshot(self.bundle.schema(), &self.staff.fields))
    }
}

fn not_an_object(what: &str) -> String {
    format!("{what} are an object with fields, `{{ … }}`; this is something else")
}

/// All problems in one sentence, if there are any.
fn told(problems: impl Iterator<Item = Problem>) -> Result<(), String> {
    let told: Vec<_> = problems.map(|problem| problem.to_string()).collect();
    if told.is_empty() { Ok(()) } else { Err(told.join(". ")) }
}
