use super::effect::{Effect, ItemState, OfferSlot, Way};
use std::fmt;

impl fmt::Display for Effect {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused { why } => write!(out, "refused: {why}"),
            Self::Queued { item, queue, cause } => write!(out, "`{item}` is in `{queue}`: {cause}"),
            Self::Bot { item, bot } => write!(out, "`{item}` is with the bot `{bot}`"),
            Self::Offered { item, agent, slot, auto_assign: false, .. } => {
                write!(out, "`{item}` is offered to `{agent}`, {slot}")
            }
            Self::Offered { item, agent, slot, auto_assign: true, .. } => {
                write!(out, "`{item}` is given to `{agent}`, {slot}")
            }
            Self::Withdrawn { item, agent, cause } => {
                write!(out, "`{item}` is no longer offered to `{agent}`: {cause}")
            }
            Self::Assigned { item, agent, cause } => write!(out, "`{agent}` works on `{item}`: {cause}"),
            Self::State { item, from: None, to, cause } => write!(out, "`{item}` is {to}: {cause}"),
            Self::State { item, from: Some(from), to, cause } => {
                write!(out, "`{item}` was {from} and is {to}: {cause}")
            }
            Self::Freed { item, agent } => write!(out, "`{agent}` has room again that `{item}` took"),
            Self::ShiftEnded { agent } => write!(out, "the shift of `{agent}` is over"),
            Self::Presence { agent, presence, cause } => write!(out, "`{agent}` is {presence}: {cause}"),
            Self::Consulted { item, agent, with, .. } => {
                write!(out, "`{agent}` asks `{with}` about `{item}`")
            }
            Self::Left { item, to } => write!(out, "`{item}` leaves: {to}"),
            Self::Message { item, moment, .. } => write!(out, "the customer of `{item}` is told {moment}"),
        }
    }
}

impl fmt::Display for Way {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Callback => out.write_str("the caller is called back"),
            Self::External { number } => write!(out, "the call goes to {number}"),
            Self::Voicemail => out.write_str("the caller may leave a message"),
        }
    }
}

impl fmt::Display for ItemState {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::Open => "open",
            Self::Active => "active",
            Self::WrapUp => "in wrap-up",
            Self::Waiting => "waiting",
            Self::Closed => "closed",
        })
    }
}

impl fmt::Display for OfferSlot {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::IncomingAuthenticated => "as new, of a customer who signed in",
            Self::IncomingUnauthenticated => "as new",
            Self::Consult => "for advice",
            Self::Transfer => "by a colleague",
            Self::Supervisor => "by a supervisor",
        })
    }
}
