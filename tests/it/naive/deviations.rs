//! Where the dispatcher does otherwise than the page says, as far as is known. Each goes away with its cause.

/// An agent who has left the roster is still waited for (`to agent`).
pub(crate) const LEFT_AGENTS_ARE_WAITED_FOR: bool = false;
/// The window of a customer who was cut off is forgotten when the item comes into another queue.
pub(crate) const A_MOVE_ENDS_THE_WINDOW: bool = false;
/// A rule of overflow is asked only after those written before it, even if its wait is reached earlier.
pub(crate) const OVERFLOW_WAITS_ITS_TURN: bool = false;
/// An assignment that restates presences finds agents who are signed out, where those allow `offline`.
pub(crate) const SIGNED_OUT_ARE_FOUND: bool = false;
/// Preferred agents whom the roster did not know when the item arrived are not preferred later.
pub(crate) const PREFERRED_ARE_KNOWN_ON_ARRIVAL: bool = true;
/// An agent who leaves the roster and comes back still has taken the places that last the day.
pub(crate) const LEFT_AGENTS_KEEP_THE_DAY: bool = true;
/// An agent who is leaving the roster still counts where it is asked whether anybody is in a queue.
pub(crate) const LEAVING_AGENTS_ARE_MEMBERS: bool = false;
