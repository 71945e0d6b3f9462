use crate::attribute::{ATTRIBUTES, Domain, Kind};
use crate::condition::{Condition, Test};
use crate::random::Random;

/// What kind of conditions the rules have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// Most rules turn on equality of one or two attributes with many values.
    Selective,
    /// Equality, ranges and or-groups.
    Mixed,
    /// Most rules look for a word in a text.
    Scan,
}

impl Shape {
    pub const ALL: [Self; 3] = [Self::Selective, Self::Mixed, Self::Scan];

    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Selective => "selective",
            Self::Mixed => "mixed",
            Self::Scan => "scan",
        }
    }

    /// A condition of this shape with two to six tests that hold together in at most that share of random items, or
    /// as near to it as comes.
    pub(crate) fn condition(self, share: f64, domain: &Domain, random: &mut Random) -> Condition {
        let mut best: Option<(f64, Condition)> = None;
        for _ in 0..24 {
            let condition = self.draft(share, domain, random);
            let held = condition.share(domain);
            if held <= share {
                return condition;
            }
            if best.as_ref().is_none_or(|(least, _)| held < *least) {
                best = Some((held, condition));
            }
        }
        best.map_or_else(|| self.draft(share, domain, random), |(_, condition)| condition)
    }

    fn draft(self, share: f64, domain: &Domain, random: &mut Random) -> Condition {
        let mut draft = Draft { domain, random, free: (0..ATTRIBUTES.len()).collect(), parts: Vec::new() };
        match self {
            Self::Selective => draft.selective(),
            Self::Mixed => draft.mixed(),
            Self::Scan => draft.scan(),
        }
        draft.finish(share)
    }
}

/// Texts with thousands of values.
const KEYS: &[&str] = &["customer", "account", "campaign", "store"];
/// Enums and texts with dozens of values.
const KINDS: &[&str] = &["product", "reason", "region", "country"];
/// Enums and texts with a handful.
const FEW: &[&str] = &["tier", "medium", "mood", "device", "spoken"];
const NUMBERS: &[&str] = &["visits", "cases", "age_days", "rank", "amount", "balance", "opened", "renewed"];
const FLAGS: &[&str] = &["returning", "opted_in"];
const TEXTS: &[&str] = &["subject", "message"];

/// A condition in the making: attributes that no test speaks of yet, and the parts so far.
struct Draft<'a> {
    domain: &'a Domain,
    random: &'a mut Random,
    free: Vec<usize>,
    parts: Vec<Condition>,
}

impl Draft<'_> {
    fn selective(&mut self) {
        if self.random.percent(85) {
            self.is(KEYS);
            if self.random.percent(50) {
                self.is(KEYS);
            }
        } else {
            self.is(KINDS);
            self.is(KINDS);
        }
        self.further(&[Self::plain, Self::plain, Self::flag, Self::range, Self::group]);
    }

    fn mixed(&mut self) {
        if self.random.percent(35) {
            let names = if self.random.percent(50) { KEYS } else { KINDS };
            self.is(names);
        } else {
            self.one_of(KINDS, 4);
        }
        if self.random.percent(10) {
            self.contains();
        }
        self.further(&[Self::range, Self::range, Self::group, Self::plain]);
    }

    fn scan(&mut self) {
        if self.random.percent(85) {
            self.contains();
            if self.random.percent(25) {
                self.contains();
            }
        } else {
            self.is(KINDS);
        }
        self.further(&[Self::plain, Self::plain, Self::flag, Self::range, Self::group]);
    }

    /// One to three further parts, while there is room.
    fn further(&mut self, from: &[fn(&mut Self)]) {
        for _ in 0..self.random.between(1, 3) {
            if self.tests() < 5 {
                self.random.pick(from)(self);
            }
        }
    }

    /// Narrows what still holds too often, and joins the parts.
    fn finish(mut self, share: f64) -> Condition {
        while self.tests() < 6 && self.share() > share {
            if self.random.percent(50) { self.is(KINDS) } else { self.range() }
        }
        Condition::All(self.parts)
    }

    fn tests(&self) -> usize {
        self.parts.iter().map(Condition::tests).sum()
    }

    fn share(&self) -> f64 {
        self.parts.iter().map(|part| part.share(self.domain)).product()
    }

    fn put(&mut self, test: Option<Test>) {
        self.parts.extend(test.map(Condition::Test));
    }

    /// Takes an attribute of those names that no test speaks of yet.
    fn take(&mut self, names: &[&str]) -> Option<usize> {
        let fitting: Vec<usize> = (0..self.free.len())
            .filter(|place| names.contains(&ATTRIBUTES[self.free[*place]].name))
            .collect();
        if fitting.is_empty() {
            return None;
        }
        let place = *self.random.pick(&fitting);
        Some(self.free.swap_remove(place))
    }

    fn value(&mut self, at: usize) -> i64 {
        self.random.below(self.domain.size(at))
    }

    fn is(&mut self, names: &[&str]) {
        let test = self.is_test(names);
        self.put(test);
    }

    fn is_test(&mut self, names: &[&str]) -> Option<Test> {
        let at = self.take(names)?;
        Some(Test::Is { at, value: self.value(at) })
    }

    fn one_of(&mut self, names: &[&str], most: i64) {
        let test = self.one_of_test(names, most);
        self.put(test);
    }

    fn one_of_test(&mut self, names: &[&str], most: i64) -> Option<Test> {
        let at = self.take(names)?;
        let mut values: Vec<i64> = (0..self.random.between(2, most)).map(|_| self.value(at)).collect();
        values.sort_unstable();
        values.dedup();
        if let [value] = values[..] {
            return Some(Test::Is { at, value });
        }
        Some(Test::OneOf { at, values })
    }

    fn flag(&mut self) {
        let test = self.flag_test();
        self.put(test);
    }

    fn flag_test(&mut self) -> Option<Test> {
        let at = self.take(FLAGS)?;
        Some(Test::Flag { at, yes: self.random.percent(50) })
    }

    fn range(&mut self) {
        let test = self.range_test();
        self.put(test);
    }

    /// A range over a twentieth to a half of the values, half the time open to one side.
    fn range_test(&mut self) -> Option<Test> {
        let at = self.take(NUMBERS)?;
        let (size, first) = (self.domain.size(at), self.domain.low(at));
        let width = (size * self.random.between(5, 50) / 100).max(1);
        let round = if matches!(ATTRIBUTES[at].kind, Kind::Instant { .. }) { 60 } else { 1 };
        let low = (first + self.random.below(size - width + 1)) / round * round;
        Some(match self.random.below(4) {
            0 => Test::Range { at, low: Some(first + size - width), high: None },
            1 => Test::Range { at, low: None, high: Some(first + width - 1) },
            _ => Test::Range { at, low: Some(low), high: Some(low + width - 1) },
        })
    }

    /// A test of an attribute with a handful of values: one, two of them, or all but one.
    fn plain(&mut self) {
        match self.random.below(10) {
            0..6 => self.is(FEW),
            6..9 => self.one_of(FEW, 3),
            _ => {
                let test = self.is_test(FEW);
                self.parts.extend(test.map(|test| Condition::Not(Box::new(Condition::Test(test)))));
            }
        }
    }

    /// An or-group of two, one of which may be an and-group of two.
    fn group(&mut self) {
        if self.tests() > 3 {
            return self.plain();
        }
        let mut first: Vec<Condition> = self.range_test().map(Condition::Test).into_iter().collect();
        if self.random.percent(40) && self.tests() < 3 {
            first.extend(self.flag_test().map(Condition::Test));
        }
        let names = if self.random.percent(50) { KINDS } else { FEW };
        let second = self.one_of_test(names, 3).map(Condition::Test);
        let first = match first.len() {
            0 | 1 => first.pop(),
            _ => Some(Condition::All(first)),
        };
        if let (Some(first), Some(second)) = (first, second) {
            self.parts.push(Condition::Any(vec![first, second]));
        }
    }

    fn contains(&mut self) {
        let Some(at) = self.take(TEXTS) else { return };
        let many = if self.random.percent(25) { self.random.between(2, 4) } else { 1 };
        let words = (0..many).map(|_| self.value(at)).collect();
        self.parts.push(Condition::Test(Test::Contains { at, words }));
    }
}
