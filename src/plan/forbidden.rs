use super::part::{Setting, Thing};

/// Settings that are fixed when something is made: a workstream's type, channel, record, persistence and mode (domain section
/// 2 and Part 1, rows 12, 16 and 88; "You can't edit this setting later" of the page on workstreams), a queue's type (section
/// 10), a profile's reset frequency (section 14: "immutable; recreate to change"), and unique names (section 25, row 20).
const FIXED: &[(&str, &str)] = &[
    ("workstream", "type"),
    ("workstream", "channel"),
    ("workstream", "persistent"),
    ("workstream", "mode"),
    ("queue", "type"),
    ("profile", "reset"),
    ("session", "id"),
];

/// Why a setting cannot be changed in place, and what to do instead.
pub(super) fn changed(thing: &Thing, before: &Setting) -> Option<String> {
    let (kind, word) = (thing.kind, before.address.as_str());
    // The record of a workstream for records is what its items carry.
    let is_record = word == "carries"
        && kind == "workstream"
        && thing.setting("type").is_some_and(|setting| setting.said.text == "record");
    if !is_record && !FIXED.contains(&(kind, word)) {
        return None;
    }
    let name = &thing.name;
    let what = if is_record { "record" } else { word };
    let instead = match kind {
        "workstream" => {
            let is_of_records = thing.setting("type").is_some_and(|setting| setting.said.text == "record");
            let comes_in =
                if is_of_records { "let the intake rules name that" } else { "move its instances there" };
            format!(
                "declare another workstream beside `{name}`, {comes_in}, and remove `{name}` when its last item is closed"
            )
        }
        "queue" => format!(
            "declare another queue beside `{name}`, let the rules, fallbacks and overflow that name `{name}` name that, and \
             remove `{name}` last"
        ),
        "profile" => format!(
            "declare another profile beside `{name}`, let workstreams, rules and agents hold that, and remove `{name}` last"
        ),
        _ => format!(
            "declare another {kind} beside `{name}`, let what names `{name}` name that, and remove `{name}` last"
        ),
    };
    Some(format!("the {what} of a {kind} is fixed when it is made: {instead}"))
}

/// Why something cannot have another name, and what to do instead. Skills are matched by their unique names (domain section
/// 13); what else is renamed is known by its label.
pub(super) fn renamed(kind: &str, old: &str) -> Option<String> {
    (kind == "skill").then(|| {
        format!(
            "the unique name of a skill is fixed when it is made: keep `{old}` and give it another label, or declare another \
             skill beside it, give that to the agents, and remove `{old}` last"
        )
    })
}
