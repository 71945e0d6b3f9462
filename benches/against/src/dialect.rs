//! Conditions as text in an engine's language.

use crate::sample::{hundredths, instant};
use rules::{ATTRIBUTES, Condition, Domain, Kind, Test};

/// How a language writes a value of an attribute.
pub trait Dialect {
    /// The attribute as the language names it.
    fn path(&self, at: usize) -> String {
        ATTRIBUTES[at].name.to_owned()
    }

    /// A constant compared with an attribute.
    fn value(&self, at: usize, code: i64, domain: &Domain) -> String {
        plain_value(at, code, domain)
    }

    fn is(&self, path: &str, value: &str) -> String {
        format!("{path} == {value}")
    }

    fn one_of(&self, path: &str, values: &[String]) -> String;

    /// One side of a range: `sign` is `>=` or `<=`.
    fn side(&self, path: &str, sign: &str, value: &str) -> String {
        format!("{path} {sign} {value}")
    }

    fn flag(&self, path: &str, yes: bool) -> String {
        if yes { path.to_owned() } else { self.not(path) }
    }

    fn contains(&self, path: &str, word: &str) -> String;

    fn contains_any(&self, path: &str, words: &[&str]) -> String {
        self.any(words.iter().map(|word| self.contains(path, word)).collect())
    }

    fn all(&self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" && "))
    }

    fn any(&self, parts: Vec<String>) -> String {
        format!("({})", parts.join(" || "))
    }

    fn not(&self, part: &str) -> String {
        format!("!({part})")
    }

    /// A whole condition.
    fn condition(&self, when: &Condition, domain: &Domain) -> String {
        let parts = |parts: &[Condition]| parts.iter().map(|part| self.condition(part, domain)).collect();
        match when {
            Condition::All(all) => self.all(parts(all)),
            Condition::Any(any) => self.any(parts(any)),
            Condition::Not(part) => self.not(&self.condition(part, domain)),
            Condition::Test(one) => self.test(one, domain),
        }
    }

    /// One test.
    fn test(&self, test: &Test, domain: &Domain) -> String {
        let path = self.path(test.at());
        match test {
            Test::Is { at, value } => self.is(&path, &self.value(*at, *value, domain)),
            Test::OneOf { at, values } => {
                let values: Vec<String> =
                    values.iter().map(|value| self.value(*at, *value, domain)).collect();
                self.one_of(&path, &values)
            }
            Test::Range { at, low, high } => {
                let low = low.map(|low| self.side(&path, ">=", &self.value(*at, low, domain)));
                let high = high.map(|high| self.side(&path, "<=", &self.value(*at, high, domain)));
                let mut sides: Vec<String> = low.into_iter().chain(high).collect();
                if sides.len() == 1 { sides.swap_remove(0) } else { self.all(sides) }
            }
            Test::Flag { yes, .. } => self.flag(&path, *yes),
            Test::Contains { words, .. } => {
                let words: Vec<&str> = words.iter().map(|word| domain.word(*word)).collect();
                if let [word] = words[..] {
                    self.contains(&path, word)
                } else {
                    self.contains_any(&path, &words)
                }
            }
        }
    }
}

/// A constant as most languages write it: instants as seconds since 1970.
pub fn plain_value(at: usize, code: i64, domain: &Domain) -> String {
    match ATTRIBUTES[at].kind {
        Kind::Enum { .. } | Kind::Text { .. } => format!("\"{}\"", domain.name(at, code)),
        Kind::Decimal { .. } => hundredths(code),
        Kind::Int { .. } | Kind::Flag | Kind::Instant { .. } | Kind::Words { .. } => code.to_string(),
    }
}

/// A constant for languages that know whole numbers only: decimals in hundredths.
pub fn whole_value(at: usize, code: i64, domain: &Domain) -> String {
    if matches!(ATTRIBUTES[at].kind, Kind::Decimal { .. }) {
        code.to_string()
    } else {
        plain_value(at, code, domain)
    }
}

/// A constant for languages that compare instants as texts, which is right for one form in one zone.
pub fn iso_value(at: usize, code: i64, domain: &Domain) -> String {
    if matches!(ATTRIBUTES[at].kind, Kind::Instant { .. }) {
        format!("\"{}\"", instant(code))
    } else {
        plain_value(at, code, domain)
    }
}
