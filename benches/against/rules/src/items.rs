use crate::attribute::{ATTRIBUTES, Domain, Kind, VALUES};
use crate::condition::{Condition, Test};
use crate::interned::Interned;
use crate::random::Random;

/// How often an item that no rule takes is tried for.
pub(crate) const TRIES: usize = 200;

/// An item: the codes of its values, and its free texts.
#[derive(Debug, Clone)]
pub struct Item {
    pub values: [i64; VALUES],
    pub subject: String,
    pub message: String,
}

impl Item {
    /// The free text of that attribute.
    #[must_use]
    pub fn text(&self, at: usize) -> &str {
        if at == VALUES { &self.subject } else { &self.message }
    }

    /// The item with its values as symbols and numbers, in fields.
    #[must_use]
    pub fn interned(&self) -> Interned<'_> {
        Interned::from_codes(&self.values, &self.subject, &self.message)
    }
}

/// An item in the making: its texts are words still.
pub(crate) struct Making {
    values: [i64; VALUES],
    texts: [Vec<i64>; 2],
}

impl Making {
    pub(crate) fn random(domain: &Domain, random: &mut Random) -> Self {
        let values = std::array::from_fn(|at| any(at, domain, random));
        let texts = [VALUES, VALUES + 1].map(|at| {
            let Kind::Words { length } = ATTRIBUTES[at].kind else { return Vec::new() };
            (0..length).map(|_| random.below(domain.size(at))).collect()
        });
        Self { values, texts }
    }

    pub(crate) fn satisfy(&mut self, condition: &Condition, domain: &Domain, random: &mut Random) {
        match condition {
            Condition::All(parts) => parts.iter().for_each(|part| self.satisfy(part, domain, random)),
            Condition::Any(parts) => {
                let part = random.pick(parts);
                self.satisfy(part, domain, random);
            }
            Condition::Not(part) => self.falsify(part, domain, random),
            Condition::Test(test) => self.meet(test, domain, random),
        }
    }

    /// Only single tests stand behind `not` in these rules.
    fn falsify(&mut self, condition: &Condition, domain: &Domain, random: &mut Random) {
        let Condition::Test(Test::Is { at, value }) = condition else { return };
        while self.values[*at] == *value {
            self.values[*at] = any(*at, domain, random);
        }
    }

    fn meet(&mut self, test: &Test, domain: &Domain, random: &mut Random) {
        match test {
            Test::Is { at, value } => self.values[*at] = *value,
            Test::OneOf { at, values } => self.values[*at] = *random.pick(values),
            Test::Range { at, low, high } => {
                let low = low.unwrap_or(domain.low(*at));
                let high = high.unwrap_or(domain.low(*at) + domain.size(*at) - 1);
                self.values[*at] = random.between(low, high);
            }
            Test::Flag { at, yes } => self.values[*at] = i64::from(*yes),
            Test::Contains { at, words } => {
                let word = *random.pick(words);
                let text = &mut self.texts[at - VALUES];
                let place = random.place(text.len());
                text[place] = word;
            }
        }
    }

    pub(crate) fn finish(self, domain: &Domain) -> Item {
        let [subject, message] = self.texts.map(|words| {
            let words: Vec<&str> = words.iter().map(|word| domain.word(*word)).collect();
            words.join(" ")
        });
        Item { values: self.values, subject, message }
    }
}

fn any(at: usize, domain: &Domain, random: &mut Random) -> i64 {
    domain.low(at) + random.below(domain.size(at))
}
