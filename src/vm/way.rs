use super::decision::NotRouted;
use super::machine::Machine;
use super::outcome::Why;
use crate::bytecode::Overflow;

/// Where a decision leads, in numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way<'p> {
    /// Into the queue of that place, by a route rule or as the fallback.
    Queue(u32),
    /// To the workstream's bot.
    Bot,
    /// Wherever overflow leads that kept the item out of the queue of that place.
    Overflow(u32, &'p Overflow),
    /// Nowhere.
    NotRouted(NotRouted),
}

impl<'b> Machine<'b> {
    /// Where the last decision leads.
    #[must_use]
    pub fn way(&self) -> Way<'b> {
        let outcome = self.outcome();
        match outcome.why {
            Why::NotRouted(why) => Way::NotRouted(why),
            Why::Bot => Way::Bot,
            Why::Overflow { queue, rule } => {
                let action = self.overflow_of(rule);
                action.map_or(Way::Queue(queue), |action| Way::Overflow(queue, action))
            }
            Why::Rule | Why::Split(_) | Why::Fallback => {
                outcome.queue.map_or(Way::NotRouted(NotRouted::UnknownAddress), Way::Queue)
            }
        }
    }
}
