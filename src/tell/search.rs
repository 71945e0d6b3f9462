use super::condition::Sense;
use super::sentence::{Sentence, value, words};
use super::teller::Teller;
use super::value::shortened;
use crate::hir::Const;
use crate::types::{Quantifier, TextOp};

/// How a search is told: as it is, and its opposite.
struct Verb(&'static str, &'static str);

/// What is looked for in a text: ` contains “refund” or “cancel”`.
pub(super) fn searched(op: TextOp, many: Quantifier, texts: &[String], sense: Sense) -> Sentence {
    let verb = match op {
        TextOp::Contains => Verb(" contains ", " does not contain "),
        TextOp::ContainsWord => Verb(" contains the word ", " does not contain the word "),
        TextOp::StartsWith => Verb(" starts with ", " does not start with "),
        TextOp::EndsWith => Verb(" ends with ", " does not end with "),
        TextOp::Matches => Verb(" fits the pattern ", " does not fit the pattern "),
    };
    let texts = texts.iter().map(|text| value(format!("“{text}”"))).collect();
    found(&verb, many, texts, sense)
}

impl Teller<'_> {
    /// What a list must contain.
    pub(super) fn contains(&self, many: Quantifier, values: &[Const], sense: Sense) -> Sentence {
        let values = values.iter().map(|value| self.known(value)).collect();
        found(&Verb(" contains ", " does not contain "), many, values, sense)
    }
}

/// All searches are false of what is missing, so the opposite of one for none must say so.
fn found(verb: &Verb, many: Quantifier, sought: Vec<Sentence>, sense: Sense) -> Sentence {
    let together = if sought.len() == 1 { "" } else { " together" };
    match (many, sense) {
        (Quantifier::Any, _) => words(sense.pick(verb.0, verb.1)).then(shortened(sought, "or")),
        (Quantifier::All, Sense::Plain) => words(verb.0).then(shortened(sought, "and")),
        (Quantifier::All, Sense::Opposite) => words(verb.1).then(shortened(sought, "and")).say(together),
        (Quantifier::None, Sense::Plain) => words(" is known and").say(verb.1).then(shortened(sought, "or")),
        (Quantifier::None, Sense::Opposite) => {
            words(" is missing or").say(verb.0).then(shortened(sought, "or"))
        }
    }
}
