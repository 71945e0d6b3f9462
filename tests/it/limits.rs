//! What a bundle may take is the host's to say: each ceiling holds, and says what was found and what is allowed.

use super::support::compile;
use enroute::Bundle;
use enroute::bundle::{Limits, LoadError, Seal};

const PROGRAM: &str = "language 1\n\
    entity Case { title: text, number: int }\n\
    queue small { type record, carries Case }\n\
    queue large { type record, carries Case }\n\
    workstream desk {\n  type record, carries Case, mode push, fallback small\n  route first {\n        when title matches \"a+b\" to large\n    when title contains \"urgent\" to large\n    when number in 3..9 to small\n  }\n      distribution { units 10, presences [available], skills none }\n}\n";

fn bytes() -> Vec<u8> {
    compile(PROGRAM).bundle.unwrap().write()
}

/// Each ceiling, one below what the bundle needs.
fn one_less(needs: Limits) -> [(&'static str, u64, Limits); 6] {
    [
        ("size", needs.size, Limits { size: needs.size - 1, ..Limits::UNLIMITED }),
        ("rules", needs.rules, Limits { rules: needs.rules - 1, ..Limits::UNLIMITED }),
        ("cost", needs.cost, Limits { cost: needs.cost - 1, ..Limits::UNLIMITED }),
        ("patterns", needs.patterns, Limits { patterns: needs.patterns - 1, ..Limits::UNLIMITED }),
        ("memory", needs.memory, Limits { memory: needs.memory - 1, ..Limits::UNLIMITED }),
        ("decision", needs.decision, Limits { decision: needs.decision - 1, ..Limits::UNLIMITED }),
    ]
}

#[test]
fn a_bundle_loads_within_what_it_needs_and_not_within_less() {
    let bytes = bytes();
    let needs = Bundle::load(&bytes).unwrap().needs();
    assert!(Bundle::load_within(&bytes, &needs).is_ok());
    for (wanted, needed, limits) in one_less(needs) {
        let Err(refused) = Bundle::load_within(&bytes, &limits) else {
            panic!("loaded within less {wanted}")
        };
        let LoadError::Limit { name, found, allowed, .. } = refused else { panic!("{refused}") };
        assert_eq!((name, found, allowed), (wanted, needed, needed - 1));
        let said = refused.to_string();
        for part in [format!(" {needed} "), format!(" {} are allowed", needed - 1), format!("(`{wanted}`)")] {
            assert!(said.contains(&part), "{said}");
        }
    }
}

#[test]
fn nothing_of_a_file_that_is_too_large_is_read() {
    let limits = Limits { size: 3, ..Limits::default() };
    let file = vec![b'r'; Seal::BYTES + 4];
    let refused = Bundle::load_within(&file, &limits).unwrap_err();
    assert!(matches!(refused, LoadError::Limit { name: "size", found: 120, allowed: 3, .. }), "{refused}");
    assert_eq!(Bundle::load_within(&file[1..], &limits).unwrap_err(), LoadError::NotABundle);
}
