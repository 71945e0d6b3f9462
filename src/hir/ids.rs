//! Numbers for what a program declares: the position in the list of its kind.

use serde::{Deserialize, Serialize};

macro_rules! ids {
    ($($name:ident: $what:literal,)*) => {$(
        #[doc = concat!("The number of ", $what, " within a program: its position in the list of its kind.")]
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The position as an index.
            #[must_use]
            pub fn index(self) -> usize {
                usize::try_from(self.0).unwrap_or(usize::MAX)
            }
        }
    )*};
}

ids! {
    RatingId: "a rating",
    SkillId: "a skill",
    ProfileId: "a capacity profile",
    HoursId: "a calendar",
    ConditionId: "a named condition",
    TableId: "a table",
    ModelId: "a model",
    AssignmentId: "an assignment",
    QueueId: "a queue",
    SessionId: "a session template",
    NotificationId: "a notification template",
    BotId: "a bot",
    AuthId: "an authentication setting",
    ReplyId: "a quick reply",
    WorkstreamId: "a workstream",
}
