//! Some of what `examples/fuzz` throws, with every ordinary run of the tests.

use super::fuzz::target::Target;
use super::fuzz::throw::throw;
use proptest::prelude::*;

/// How often each target is thrown something; most often those that answer soonest.
const THROWS: [(Target, u64); 7] = [
    (Target::Lex, 35_000),
    (Target::Split, 35_000),
    (Target::Parse, 10_000),
    (Target::Item, 20_000),
    (Target::Check, 1_000),
    (Target::Format, 300),
    (Target::Session, 150),
];

#[test]
fn whatever_is_thrown_is_answered() {
    let hands = THROWS.map(|(target, throws)| {
        std::thread::spawn(move || {
            for number in 0..throws {
                let input = throw(target, 0x5EED, number);
                let answered = std::panic::catch_unwind(|| target.attempt(&input));
                assert!(answered.is_ok(), "{}: {}", target.name(), String::from_utf8_lossy(&input));
            }
        })
    });
    for hand in hands {
        assert!(hand.join().is_ok(), "see above");
    }
}

proptest! {
    #[test]
    fn whatever_chance_throws_is_answered(
        target in prop::sample::select(&Target::ALL[..]),
        seed in any::<u64>(),
        number in any::<u64>(),
    ) {
        target.attempt(&throw(target, seed, number));
    }

    #[test]
    fn any_bytes_are_answered(
        target in prop::sample::select(&Target::ALL[..]),
        bytes in prop::collection::vec(any::<u8>(), 0..60),
    ) {
        target.attempt(&bytes);
    }
}
