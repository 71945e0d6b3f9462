use crate::attribute::{ATTRIBUTES, Domain, Kind};
use crate::items::Item;

/// A condition over an item.
#[derive(Debug, Clone)]
pub enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    Test(Test),
}

/// A test of one attribute, named by its place.
#[derive(Debug, Clone)]
pub enum Test {
    /// An enum or a text is one value.
    Is { at: usize, value: i64 },
    /// An enum or a text is one of several values.
    OneOf { at: usize, values: Vec<i64> },
    /// A number or an instant is in a range, both ends among it; one end may be open.
    Range { at: usize, low: Option<i64>, high: Option<i64> },
    /// A flag is so.
    Flag { at: usize, yes: bool },
    /// A free text has at least one of the words somewhere in it.
    Contains { at: usize, words: Vec<i64> },
}

impl Test {
    /// The attribute that is tested.
    #[must_use]
    pub fn at(&self) -> usize {
        match self {
            Self::Is { at, .. }
            | Self::OneOf { at, .. }
            | Self::Range { at, .. }
            | Self::Flag { at, .. }
            | Self::Contains { at, .. } => *at,
        }
    }

    /// Whether it holds for an item, read as plainly as can be: the judge of all engines.
    #[must_use]
    pub fn holds(&self, item: &Item, domain: &Domain) -> bool {
        match self {
            Self::Is { at, value } => item.values[*at] == *value,
            Self::OneOf { at, values } => values.contains(&item.values[*at]),
            Self::Range { at, low, high } => {
                let value = item.values[*at];
                low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high)
            }
            Self::Flag { at, yes } => (item.values[*at] == 1) == *yes,
            Self::Contains { at, words } => {
                words.iter().any(|word| item.text(*at).contains(domain.word(*word)))
            }
        }
    }

    /// In what share of random items it holds.
    #[must_use]
    pub fn share(&self, domain: &Domain) -> f64 {
        let at = self.at();
        let size = real(domain.size(at));
        match self {
            Self::Is { .. } => 1.0 / size,
            Self::OneOf { values, .. } => count(values.len()) / size,
            Self::Range { low, high, .. } => {
                let low = low.unwrap_or(domain.low(at));
                let high = high.unwrap_or(domain.low(at) + domain.size(at) - 1);
                real(high - low + 1) / size
            }
            Self::Flag { .. } => 0.5,
            Self::Contains { words, .. } => {
                let Kind::Words { length } = ATTRIBUTES[at].kind else { return 0.0 };
                count(length * words.len()) / size
            }
        }
    }
}

impl Condition {
    /// Whether it holds for an item.
    #[must_use]
    pub fn holds(&self, item: &Item, domain: &Domain) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(item, domain)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(item, domain)),
            Self::Not(part) => !part.holds(item, domain),
            Self::Test(test) => test.holds(item, domain),
        }
    }

    /// In what share of random items it holds: no two tests of a condition speak of the same attribute.
    #[must_use]
    pub fn share(&self, domain: &Domain) -> f64 {
        match self {
            Self::All(parts) => parts.iter().map(|part| part.share(domain)).product(),
            Self::Any(parts) => 1.0 - parts.iter().map(|part| 1.0 - part.share(domain)).product::<f64>(),
            Self::Not(part) => 1.0 - part.share(domain),
            Self::Test(test) => test.share(domain),
        }
    }

    /// How many tests it has.
    #[must_use]
    pub fn tests(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().map(Self::tests).sum(),
            Self::Not(part) => part.tests(),
            Self::Test(_) => 1,
        }
    }

    /// Whether it looks for words in a text anywhere.
    #[must_use]
    pub fn scans(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::scans),
            Self::Not(part) => part.scans(),
            Self::Test(test) => matches!(test, Test::Contains { .. }),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "sizes of domains are far below 2^52")]
fn real(value: i64) -> f64 {
    value as f64
}

fn count(value: usize) -> f64 {
    real(i64::try_from(value).unwrap_or(i64::MAX))
}
