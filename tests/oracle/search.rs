//! Texts in texts, and what is worth remembering between items: patterns, and which instants are open time.

use super::clock;
use enroute::hir::{Hours, HoursId};
use enroute::syntax::ast::{Case, TextOp};
use enroute::value::fold;
use regex_automata::meta::Regex;
use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

/// What was worked out before.
#[derive(Default)]
pub(crate) struct Caches {
    patterns: RefCell<HashMap<(String, bool), Rc<Regex>>>,
    open: RefCell<HashMap<(HoursId, i64), bool>>,
    opens: RefCell<HashMap<(HoursId, i64), Option<i64>>>,
    /// How often tests of each kind came out so.
    pub(crate) tests: RefCell<BTreeMap<(&'static str, bool), u64>>,
}

impl Caches {
    pub(crate) fn is_open(&self, id: HoursId, hours: &Hours, at: i64) -> bool {
        *self.open.borrow_mut().entry((id, at)).or_insert_with(|| clock::is_open(hours, at))
    }

    pub(crate) fn next_open(&self, id: HoursId, hours: &Hours, at: i64) -> Option<i64> {
        *self.opens.borrow_mut().entry((id, at)).or_insert_with(|| clock::next_open(hours, at))
    }

    fn pattern(&self, wanted: &str, case: Case) -> Rc<Regex> {
        let key = (wanted.to_owned(), case == Case::Exact);
        let made = || {
            let pattern = if case == Case::Ignored { format!("(?i:{wanted})") } else { wanted.to_owned() };
            Rc::new(Regex::new(&pattern).unwrap())
        };
        Rc::clone(self.patterns.borrow_mut().entry(key).or_insert_with(made))
    }

    pub(crate) fn search(&self, text: &str, op: TextOp, wanted: &str, case: Case) -> bool {
        if op == TextOp::Matches {
            return self.pattern(wanted, case).is_match(text);
        }
        let (text, wanted) = match case {
            Case::Ignored => (fold(text), fold(wanted)),
            Case::Exact => (text.into(), wanted.into()),
        };
        let (text, wanted) = (text.as_ref(), wanted.as_ref());
        match op {
            TextOp::Contains => text.contains(wanted),
            TextOp::StartsWith => text.starts_with(wanted),
            TextOp::EndsWith => text.ends_with(wanted),
            TextOp::ContainsWord => has_word(text, wanted),
            TextOp::Matches => panic!("handled above"),
        }
    }
}

/// A word stands alone if no letter, digit or `_` touches it.
fn has_word(text: &str, wanted: &str) -> bool {
    let touches =
        |letter: Option<char>| letter.is_some_and(|letter| letter.is_alphanumeric() || letter == '_');
    text.char_indices().map(|(at, _)| at).filter(|at| text[*at..].starts_with(wanted)).any(|at| {
        !touches(text[..at].chars().next_back()) && !touches(text[at + wanted.len()..].chars().next())
    })
}
