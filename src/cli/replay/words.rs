use crate::cli::report::count;
use enroute::replay::{Aspect, Replay, Sample};

/// `10,000 items: 214 move (2.14 %), 35 change otherwise, 9,751 stay as they are`
pub(super) fn headline(replay: &Replay) -> String {
    let items = count(usize::try_from(replay.items).unwrap_or(usize::MAX), "item");
    let moved = format!("{} move ({})", replay.moved, share(replay.moved, replay.items));
    let failed = if replay.failed > 0 { format!(", {} not decided", replay.failed) } else { String::new() };
    format!("{items}: {moved}, {} change otherwise, {} stay as they are{failed}", replay.changed, replay.same)
}

/// A share in percent with two decimals, in whole numbers throughout.
pub(crate) fn share(part: u64, all: u64) -> String {
    let parts = u128::from(part) * 10_000 + u128::from(all / 2);
    let hundredths = parts.checked_div(u128::from(all)).unwrap_or(0);
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

/// What an item that goes to no queue goes to.
pub(super) fn queue(name: Option<&String>) -> &str {
    name.map_or("(no queue)", String::as_str)
}

/// What decides where no rule of the route does.
pub(super) fn rule(address: Option<&String>) -> &str {
    address.map_or("(fallback)", String::as_str)
}

/// What changes about items, as a sentence goes on after "its".
pub(super) fn aspect(aspect: Aspect) -> &'static str {
    match aspect {
        Aspect::Workstream => "workstream",
        Aspect::Queue => "queue",
        Aspect::Rule => "deciding rule",
        Aspect::Value => "values set",
        Aspect::Skills => "required skills",
        Aspect::Capacity => "capacity taken",
        Aspect::Urgency => "urgency",
        Aspect::Agent => "first agent or assignment",
        Aspect::Settings => "workstream's settings",
        Aspect::Problems => "problems in the data",
    }
}

/// `goes to vip instead of general`, `has another priority: normal → high`
pub(super) fn story(sample: &Sample) -> String {
    let mut parts = Vec::new();
    if sample.from != sample.to {
        parts.push(format!("{} → {}", queue(sample.from.as_ref()), queue(sample.to.as_ref())));
    }
    if sample.old_rule != sample.new_rule {
        let (old, new) = (rule(sample.old_rule.as_ref()), rule(sample.new_rule.as_ref()));
        parts.push(format!("by {new} instead of {old}"));
    }
    parts.extend(sample.values.iter().map(|(path, from, to)| format!("{path}: {from} → {to}")));
    let told = [Aspect::Queue, Aspect::Rule, Aspect::Value];
    let rest: Vec<_> =
        sample.aspects.iter().filter(|one| !told.contains(one)).map(|one| aspect(*one)).collect();
    if !rest.is_empty() {
        parts.push(format!("other {}", rest.join(", ")));
    }
    parts.join("; ")
}
