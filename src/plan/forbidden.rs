use super::part::Thing;

/// Settings that the platform fixes when something is made (domain sections 2, 12 and 25, row 16).
const FIXED: [(&str, &str); 5] = [
    ("workstream", "type"),
    ("workstream", "channel"),
    ("workstream", "mode"),
    ("queue", "type"),
    ("profile", "reset"),
];

/// Why a setting cannot be changed in place, and what to do instead.
pub(super) fn changed(thing: &Thing, address: &str) -> Option<String> {
    let (kind, word) = FIXED.into_iter().find(|fixed| *fixed == (thing.kind, address))?;
    let name = &thing.name;
    Some(format!(
        "the {word} of a {kind} is fixed when it is made: declare another {kind} beside `{name}`, move what refers to it, \
         and remove `{name}` last"
    ))
}
