//! Limit profiles: how much a platform takes, as rows (domain section 24). The engine itself has no caps.

/// One number of a limit profile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limit {
    /// What tells it from the others.
    pub key: &'static str,
    /// The code of its diagnostic; limits of one theme share one.
    pub code: &'static str,
    /// What is counted, as a sentence calls it.
    pub what: &'static str,
    /// The smallest and the biggest number allowed.
    pub bounds: (i64, i64),
    /// How both are written: `1 to 100`.
    pub range: &'static str,
    /// What to do about it.
    pub instead: &'static str,
}

const MINUTE: i64 = 60;
const HOUR: i64 = 60 * MINUTE;

/// `limits dynamics365`. Lengths of time are in seconds.
pub const DYNAMICS365: &[Limit] = &[
    Limit {
        key: "intake-rules",
        code: "limit-rules",
        what: "rules in all intakes together",
        bounds: (0, 100),
        range: "at most 100",
        instead: "move distinctions into a `table`, or classify after intake",
    },
    Limit {
        key: "rulesets",
        code: "limit-rules",
        what: "classification rulesets in a workstream",
        bounds: (0, 10),
        range: "at most 10",
        instead: "join rulesets that set the same things",
    },
    Limit {
        key: "rules",
        code: "limit-rules",
        what: "rules in a classification ruleset",
        bounds: (0, 100),
        range: "at most 100",
        instead: "move distinctions into a `table`, or into a second ruleset",
    },
    Limit {
        key: "outputs",
        code: "limit-rules",
        what: "things one rule sets, requires or holds",
        bounds: (0, 5),
        range: "at most 5",
        instead: "give the rest to a second ruleset with the same condition",
    },
    Limit {
        key: "route-rules",
        code: "limit-rules",
        what: "rules in a route",
        bounds: (0, 200),
        range: "at most 200",
        instead: "send items by a `table` of queues",
    },
    Limit {
        key: "split",
        code: "limit-split",
        what: "queues in a split",
        bounds: (0, 5),
        range: "at most 5",
        instead: "join queues, or split in two steps",
    },
    Limit {
        key: "depth",
        code: "limit-depth",
        what: "links that a path follows",
        bounds: (0, 2),
        range: "at most 2",
        instead: "let the data bring the value nearer, as a field of the item",
    },
    Limit {
        key: "links",
        code: "limit-links",
        what: "different links that one rule follows",
        bounds: (0, 14),
        range: "at most 14",
        instead: "find out stable facts once in a classification, and ask those",
    },
    Limit {
        key: "name",
        code: "limit-name",
        what: "characters in a name or label",
        bounds: (0, 100),
        range: "at most 100",
        instead: "choose a shorter one",
    },
    Limit {
        key: "profile",
        code: "limit-profile",
        what: "items that a capacity profile allows",
        bounds: (0, 100),
        range: "0 to 100",
        instead: "choose a smaller limit",
    },
    Limit {
        key: "predicted-wait",
        code: "limit-time",
        what: "seconds of `predicted_wait` in an overflow rule",
        bounds: (30, HOUR),
        range: "30s to 60m",
        instead: "choose a time in that range",
    },
    Limit {
        key: "after-voice",
        code: "limit-time",
        what: "seconds of wait before overflow of calls",
        bounds: (MINUTE, HOUR),
        range: "1m to 60m",
        instead: "choose a time in that range",
    },
    Limit {
        key: "after-messaging",
        code: "limit-time",
        what: "seconds of wait before overflow of messaging",
        bounds: (MINUTE, 48 * HOUR),
        range: "1m to 2d",
        instead: "choose a time in that range",
    },
    Limit {
        key: "after-record",
        code: "limit-time",
        what: "seconds of wait before overflow of records",
        bounds: (3 * MINUTE, 48 * HOUR),
        range: "3m to 2d",
        instead: "choose a time in that range",
    },
    Limit {
        key: "waiting-items",
        code: "limit-waiting-items",
        what: "waiting items that an overflow rule counts to",
        bounds: (1, 100),
        range: "1 to 100",
        instead: "choose a number in that range",
    },
    Limit {
        key: "decline-total",
        code: "limit-decline",
        what: "declines by all agents in `decline_total`",
        bounds: (100, 100),
        range: "always 100",
        instead: "leave the setting out",
    },
    Limit {
        key: "sentiment-inputs",
        code: "limit-model",
        what: "values that a sentiment model is given",
        bounds: (1, 10),
        range: "1 to 10",
        instead: "give the model the values that matter most",
    },
    Limit {
        key: "effort-inputs",
        code: "limit-model",
        what: "values that an effort model is given",
        bounds: (2, 10),
        range: "2 to 10",
        instead: "give the model a category, a description and what else matters",
    },
    Limit {
        key: "effort-rulesets",
        code: "limit-model",
        what: "rulesets of a workstream that ask for effort",
        bounds: (0, 1),
        range: "at most 1",
        instead: "ask once, and use the answer in later rulesets",
    },
];

/// The limit of that key in `limits dynamics365`.
#[must_use]
pub fn limit(key: &str) -> Option<&'static Limit> {
    DYNAMICS365.iter().find(|limit| limit.key == key)
}

impl Limit {
    /// Whether a number is within the bounds.
    #[must_use]
    pub fn allows(&self, number: i64) -> bool {
        (self.bounds.0..=self.bounds.1).contains(&number)
    }
}
