//! The machine against a plain walk over the tree, in the ordinary run: see `tests/oracle`.

#[path = "../oracle/mod.rs"]
mod trials;

pub(crate) use trials::dice;

use trials::campaign::Campaign;
use trials::trial::Plan;

/// How many programs the ordinary run throws, and how many decisions it makes at least.
const PROGRAMS: u64 = 20_000;
const DECISIONS: u64 = 2_000_000;

#[test]
fn the_machine_decides_as_the_tree_says() {
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let plan = Plan { items: 102, traced: 8 };
    let campaign = Campaign { first: 0, programs: PROGRAMS, decisions: u64::MAX, threads, plan };
    let census = campaign.run(|_, _| ()).unwrap_or_else(|failure| panic!("{failure}"));
    assert!(census.programs == PROGRAMS && census.decisions >= DECISIONS, "{} decisions", census.decisions);
    assert!(census.never().is_empty(), "never met: {:#?}", census.never());
    let one_sided = census.one_sided();
    assert!(one_sided.is_empty(), "always came out one way: {one_sided:?}");
}
