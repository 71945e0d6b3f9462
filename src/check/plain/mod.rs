//! Declarations that are nothing but settings: ratings, skills, profiles, templates, bots, the organisation.
//!
//! Takes them as written, fills their lists in the program. It must never know who uses them.

mod bot;
mod declare;
mod notification;
mod organisation;
mod presence;
mod profile;
mod rating;
mod reply;
mod session;
mod skill;

pub(super) use declare::declare;
