//! The program as meant: every name resolved to a number, every expression typed, every setting filled in.
//!
//! Made by `check`, read by `codegen`, by the runner of tests and by editors. It holds no name but for showing, and
//! nothing in it can be wrong: what was faulty has been reported and left out.

mod data;
mod desk;
mod expr;
mod ids;
mod program;
mod rules;
mod scenario;
mod service;
mod setting;
mod trial;
mod workstream;

pub use data::{
    Closure, Condition, Entity, Enum, EnumValue, Field, Hours, List, Model, Only, OpenSpan, Parameter,
    Profile, Rating, Reset, Skill, Table, TableCell, TableCellTest, TableRow,
};
pub use desk::{
    AgentRule, AssignMethod, Assignment, AssignmentUse, ChooseRule, EntityRules, Members, OrderBy, OrderKey,
    OverflowAction, OverflowRule, PrioritizeRule, Queue,
};
pub use expr::{
    AgentFact, Argument, Const, DecisionFact, Expr, ExprKind, Place, QueueFact, Root, SkillRef, Step, ZoneOf,
};
pub use ids::{
    AssignmentId, AuthId, BotId, ConditionId, HoursId, ModelId, NotificationId, ProfileId, QueueId, RatingId,
    ReplyId, SessionId, SkillId, TableId, WorkstreamId,
};
pub use program::{Bot, Imported, Named, Notification, Organisation, Presence, Program, Template};
pub use rules::{
    ClassifyAction, ClassifyRule, Guard, IntakeRule, Level, Policy, Route, RouteRule, Ruleset, RulesetKind,
    Share, Target, UrgencyStep,
};
pub use scenario::{Amount, Arrival, Asked, CastAgent, Happening, Line, Scenario, Wanted, Wish};
pub use service::{
    ClosingGroup, ClosingTimes, Conduct, Messages, OfferSlots, PreferredAgents, ReleaseOn, Service,
};
pub use setting::{Effective, EffectiveSetting, Origin};
pub use trial::{Expectation, GivenQueue, Test, TestItem, TestValue};
pub use workstream::{
    AutoClose, Capacity, ChannelKind, Distribution, Mode, SkillMatching, WorkKind, Workstream, WrapUp,
};
