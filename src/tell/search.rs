use super::condition::Sense;
use super::sentence::{Sentence, value, words};
use super::teller::Teller;
use super::value::shortened;
use crate::hir::Const;
use crate::types::{Quantifier, TextOp};

/// How a search is told: as it is, and its opposite.
struct Verb(&'static str, &'static str);

/// What is looked for: a named list, or one by one.
struct Sought {
    list: Option<Sentence>,
    each: Vec<Sentence>,
}

impl Teller<'_> {
    /// What is looked for in a text: ` contains “refund” or “cancel”`.
    pub(super) fn searched(&self, op: TextOp, many: Quantifier, texts: &[String], sense: Sense) -> Sentence {
        let values: Vec<_> = texts.iter().map(|text| Const::Text(text.clone())).collect();
        let list = self.list(&values);
        let verb = match op {
            TextOp::Contains => Verb(" contains ", " does not contain "),
            TextOp::ContainsWord if list.is_some() => {
                Verb(" contains as a word ", " does not contain as a word ")
            }
            TextOp::ContainsWord => Verb(" contains the word ", " does not contain the word "),
            TextOp::StartsWith => Verb(" starts with ", " does not start with "),
            TextOp::EndsWith => Verb(" ends with ", " does not end with "),
            TextOp::Matches => Verb(" fits the pattern ", " does not fit the pattern "),
        };
        let each = texts.iter().map(|text| value(format!("“{text}”"))).collect();
        found(&verb, many, Sought { list, each }, sense)
    }

    /// What a list must contain.
    pub(super) fn contains(&self, many: Quantifier, values: &[Const], sense: Sense) -> Sentence {
        let each = values.iter().map(|value| self.known(value)).collect();
        let verb = Verb(" contains ", " does not contain ");
        found(&verb, many, Sought { list: self.list(values), each }, sense)
    }
}

/// All searches are false of what is missing, so the opposite of one for none must say so.
fn found(verb: &Verb, many: Quantifier, sought: Sought, sense: Sense) -> Sentence {
    let together = if sought.each.len() == 1 { "" } else { " together" };
    match (many, sense) {
        (Quantifier::Any, Sense::Plain) => words(verb.0).then(sought.told("one of ", "or")),
        (Quantifier::Any, Sense::Opposite) => words(verb.1).then(sought.told("any of ", "or")),
        (Quantifier::All, Sense::Plain) => words(verb.0).then(sought.told("all of ", "and")),
        (Quantifier::All, Sense::Opposite) => words(verb.1).then(sought.told("all of ", "and")).say(together),
        (Quantifier::None, Sense::Plain) => {
            words(" is known and").say(verb.1).then(sought.told("any of ", "or"))
        }
        (Quantifier::None, Sense::Opposite) => {
            words(" is missing or").say(verb.0).then(sought.told("one of ", "or"))
        }
    }
}

impl Sought {
    fn told(self, of: &str, last: &str) -> Sentence {
        let each = self.each;
        self.list.map_or_else(|| shortened(each, last), |list| words(of).then(list))
    }
}
