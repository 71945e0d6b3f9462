use crate::vocabulary;

/// What an item has: 23 values and, after them, two free texts.
#[derive(Debug, Clone, Copy)]
pub struct Attribute {
    pub name: &'static str,
    pub kind: Kind,
}

/// The type of an attribute. Codes of values are integers: the place of an enum's or text's value among its values,
/// a whole number, hundredths of a decimal, 0 or 1, seconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Enum { values: i64 },
    Text { values: i64, prefix: &'static str },
    Int { low: i64, high: i64 },
    Decimal { low: i64, high: i64 },
    Flag,
    Instant { low: i64, high: i64 },
    Words { length: usize },
}

/// How many attributes have one value; the free texts follow.
pub const VALUES: usize = 23;

const YEAR_2024: i64 = 1_704_067_200;
const YEAR_2026: i64 = 1_767_225_600;

const fn attribute(name: &'static str, kind: Kind) -> Attribute {
    Attribute { name, kind }
}

pub const ATTRIBUTES: [Attribute; VALUES + 2] = [
    attribute("tier", Kind::Enum { values: 4 }),
    attribute("medium", Kind::Enum { values: 5 }),
    attribute("mood", Kind::Enum { values: 5 }),
    attribute("device", Kind::Enum { values: 4 }),
    attribute("product", Kind::Enum { values: 60 }),
    attribute("reason", Kind::Enum { values: 48 }),
    attribute("region", Kind::Enum { values: 24 }),
    attribute("customer", Kind::Text { values: 20_000, prefix: "c-" }),
    attribute("account", Kind::Text { values: 5_000, prefix: "acc-" }),
    attribute("campaign", Kind::Text { values: 2_000, prefix: "camp-" }),
    attribute("store", Kind::Text { values: 1_500, prefix: "store " }),
    attribute("country", Kind::Text { values: 120, prefix: "land-" }),
    attribute("spoken", Kind::Text { values: 30, prefix: "lang-" }),
    attribute("visits", Kind::Int { low: 0, high: 500 }),
    attribute("cases", Kind::Int { low: 0, high: 40 }),
    attribute("age_days", Kind::Int { low: 0, high: 3_650 }),
    attribute("rank", Kind::Int { low: 1, high: 5 }),
    attribute("amount", Kind::Decimal { low: 0, high: 1_000_000 }),
    attribute("balance", Kind::Decimal { low: -50_000, high: 500_000 }),
    attribute("returning", Kind::Flag),
    attribute("opted_in", Kind::Flag),
    attribute("opened", Kind::Instant { low: YEAR_2024, high: YEAR_2026 }),
    attribute("renewed", Kind::Instant { low: YEAR_2024, high: YEAR_2026 }),
    attribute("subject", Kind::Words { length: 8 }),
    attribute("message", Kind::Words { length: 9 }),
];

/// The values that attributes take. A tenant with more rules has more customers, campaigns and words.
#[derive(Debug, Clone)]
pub struct Domain {
    rules: i64,
    names: Vec<Vec<String>>,
    words: Vec<String>,
}

impl Domain {
    /// The domain of a tenant with that many rules.
    #[must_use]
    pub fn new(rules: usize) -> Self {
        let rules = i64::try_from(rules).unwrap_or(i64::MAX);
        let mut domain = Self { rules, names: Vec::new(), words: Vec::new() };
        domain.names = (0..VALUES).map(|place| domain.names_of(place)).collect();
        domain.words = vocabulary::words(usize::try_from((rules / 20).max(2_000)).unwrap_or(2_000));
        domain
    }

    fn names_of(&self, place: usize) -> Vec<String> {
        let attribute = &ATTRIBUTES[place];
        let many = 0..self.size(place);
        match attribute.kind {
            Kind::Enum { .. } => many.map(|value| format!("{}_{value}", attribute.name)).collect(),
            Kind::Text { prefix, .. } => many.map(|value| format!("{prefix}{}", scramble(value))).collect(),
            Kind::Int { .. }
            | Kind::Decimal { .. }
            | Kind::Flag
            | Kind::Instant { .. }
            | Kind::Words { .. } => Vec::new(),
        }
    }

    /// How many values an attribute takes.
    #[must_use]
    pub fn size(&self, place: usize) -> i64 {
        match ATTRIBUTES[place].kind {
            Kind::Text { values: 20_000, .. } => self.rules.max(20_000),
            Kind::Text { values: 2_000, .. } => (self.rules / 20).max(2_000),
            Kind::Enum { values } | Kind::Text { values, .. } => values,
            Kind::Int { low, high } | Kind::Decimal { low, high } | Kind::Instant { low, high } => {
                high - low + 1
            }
            Kind::Flag => 2,
            Kind::Words { .. } => i64::try_from(self.words.len()).unwrap_or(i64::MAX),
        }
    }

    /// The lowest code of an attribute.
    #[must_use]
    pub fn low(&self, place: usize) -> i64 {
        match ATTRIBUTES[place].kind {
            Kind::Int { low, .. } | Kind::Decimal { low, .. } | Kind::Instant { low, .. } => low,
            Kind::Enum { .. } | Kind::Text { .. } | Kind::Flag | Kind::Words { .. } => 0,
        }
    }

    /// The names of an enum's or a text's values, in the order of their codes.
    #[must_use]
    pub fn names(&self, place: usize) -> &[String] {
        &self.names[place]
    }

    /// The name of one value.
    #[must_use]
    pub fn name(&self, place: usize, code: i64) -> &str {
        &self.names[place][usize::try_from(code).unwrap_or(usize::MAX)]
    }

    /// A word of the free texts.
    #[must_use]
    pub fn word(&self, code: i64) -> &str {
        &self.words[usize::try_from(code).unwrap_or(usize::MAX)]
    }
}

/// Neighbouring codes get numbers far apart, none twice, as numbers in real data are.
fn scramble(value: i64) -> i64 {
    100_000 + value * 7_919 % 7_900_001
}
