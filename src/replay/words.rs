//! Words in which every form of a replay tells it.

use super::changes::Aspect;
use super::report::Replay;
use std::fmt;

/// A share in percent with two decimals, in whole numbers throughout: `2.14 %`.
#[must_use]
pub fn share(part: u64, all: u64) -> String {
    let parts = u128::from(part) * 10_000 + u128::from(all / 2);
    let hundredths = parts.checked_div(u128::from(all)).unwrap_or(0);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// What decided where an item goes: the rule of that address, or what does where there is none.
pub(super) fn decider(address: Option<&str>, routed: bool) -> &str {
    address.unwrap_or(if routed { "(fallback)" } else { "(not routed)" })
}

impl fmt::Display for Aspect {
    /// What changes about items, as a sentence goes on after "its".
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Workstream => "workstream",
            Self::Queue => "queue",
            Self::Rule => "deciding rule",
            Self::Value => "values set",
            Self::Skills => "required skills",
            Self::Capacity => "capacity taken",
            Self::Urgency => "urgency",
            Self::Agent => "first agent, assignment or bot",
            Self::Settings => "workstream's settings",
            Self::Problems => "problems in the data",
        })
    }
}

impl Replay {
    /// What was counted and is of too many kinds to be told, a sentence each.
    #[must_use]
    pub fn left_out(&self) -> Vec<String> {
        let kinds = "of kinds that are too many to tell apart";
        let differences = self.untold_differences;
        let counts = [
            (differences, format!("not shown here: {differences} changes of what items are given, {kinds}")),
            (self.untold, format!("not shown here: {} changed items, {kinds}", self.untold)),
        ];
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(_, words)| words).collect()
    }
}
