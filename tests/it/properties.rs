//! What must hold of anything at all: damaged bundles are refused or run, and never fault.

use super::machine::contoso;
use enroute::Bundle;
use enroute::item::{Frame, ReadOptions, Reader};
use enroute::value::Instant;
use enroute::vm::{Facts, Machine, TraceLevel};
use proptest::prelude::*;
use std::sync::LazyLock;

static BYTES: LazyLock<Vec<u8>> = LazyLock::new(|| contoso().write());

/// Makes checksums and digest fit again, so that the damage gets past them.
fn sealed(mut bytes: Vec<u8>) -> Vec<u8> {
    let word = |bytes: &[u8], at: usize| {
        bytes.get(at..at + 4).map_or(0, |four| u32::from_le_bytes(four.try_into().unwrap()) as usize)
    };
    for section in 0..9 {
        let entry = 16 + 16 * section;
        let (start, length) = (word(&bytes, entry + 4), word(&bytes, entry + 8));
        let sum = bytes.get(start..start.saturating_add(length)).map(blake3::hash);
        if let (Some(sum), Some(place)) = (sum, bytes.get_mut(entry + 12..entry + 16)) {
            place.copy_from_slice(&sum.as_bytes()[..4]);
        }
    }
    if let Some(body) = bytes.len().checked_sub(32) {
        let digest = blake3::hash(&bytes[..body]);
        bytes[body..].copy_from_slice(digest.as_bytes());
    }
    bytes
}

fn decides(bundle: &Bundle) {
    let json = br#"{"workstream":"contoso_chat","id":"c1","message":"I want a refund",
        "customer":{"name":"Ana","tier":"platinum","account":{"country":"FR"}},"case":{"product":"phone"},
        "context":{"cart":740,"language":"fr"}}"#;
    let mut frame = Frame::new(bundle.schema());
    if Reader::new(bundle.schema()).json(json, &ReadOptions::default(), &mut frame).is_ok() {
        let facts = Facts::at(Instant(1_772_000_000_000_000));
        let decision = Machine::new(bundle).decide(&mut frame, &facts, TraceLevel::Clauses);
        serde_json::to_string(&decision).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn random_bytes_are_no_bundle(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Bundle::load(&bytes).is_err());
        let mut dressed = b"routeb\r\n\x01\0\0\0\x06\0\0\0".to_vec();
        dressed.extend(bytes);
        prop_assert!(Bundle::load(&sealed(dressed)).is_err());
    }

    #[test]
    fn a_changed_byte_is_noticed(at in any::<prop::sample::Index>(), change in 1_u8..) {
        let mut bytes = BYTES.clone();
        let at = at.index(bytes.len());
        bytes[at] ^= change;
        prop_assert!(Bundle::load(&bytes).is_err());
    }

    #[test]
    fn a_forged_bundle_is_refused_or_decides(
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
    ) {
        let mut bytes = BYTES.clone();
        for (at, value) in changes {
            let at = 112 + at.index(bytes.len() - 144);
            bytes[at] = value;
        }
        if let Ok(bundle) = Bundle::load(&sealed(bytes)) {
            decides(&bundle);
        }
    }

    #[test]
    fn a_short_bundle_is_refused(at in any::<prop::sample::Index>()) {
        let end = at.index(BYTES.len());
        prop_assert!(Bundle::load(&BYTES[..end]).is_err());
    }
}
