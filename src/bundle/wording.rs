//! Tests and what is looked up, in the author's words.

use super::file::Bundle;
use crate::bytecode::{
    Atom, AtomId, Cmp, ConstList, ListId, Program, Quantifier, SearchMode, Slot, SlotKind, TextId,
};
use crate::index::{Lookup, Subject};
use crate::value::{Date, Decimal, Duration, Instant, Time};
use rustc_hash::FxHashMap;
use std::borrow::Cow;

/// How many values of a list are written out.
const WRITTEN: usize = 6;
/// How many letters of a text are shown.
const SHOWN: usize = 120;
/// The ends of a range that has none.
const OPEN: (i64, i64) = (i64::MIN + 1, i64::MAX);

/// What round instants, times and lengths are multiples of, in microseconds.
const SECOND: i64 = 1_000_000;
/// What whole decimals are multiples of.
const WHOLE: i64 = 10_000;

/// Says what a bundle's tests ask.
#[derive(Debug)]
pub(super) struct Wording<'b> {
    bundle: &'b Bundle,
    program: &'b Program,
    /// The first text of each number by which texts are looked up.
    symbols: FxHashMap<i64, usize>,
}

impl<'b> Wording<'b> {
    pub(super) fn of(bundle: &'b Bundle) -> Self {
        let program = bundle.program().program();
        let mut symbols = FxHashMap::default();
        for (text, symbol) in program.schema.symbols().into_iter().enumerate() {
            symbols.entry(i64::from(symbol)).or_insert(text);
        }
        Self { bundle, program, symbols }
    }

    /// `customer.tier`; of what has no name, `a computed value`.
    pub(super) fn slot(&self, slot: Slot) -> String {
        let path = self.program.schema.slots.get(slot.index()).map_or("", |shape| &shape.path);
        if path.is_empty() { "a computed value".to_owned() } else { cut(path).into_owned() }
    }

    /// `customer.tier`, `message contains`, `age of opened`.
    pub(super) fn subject(&self, subject: Subject) -> String {
        match subject {
            Subject::Value(slot) | Subject::Range(slot) => self.slot(slot),
            Subject::Age(slot) => format!("age of {}", self.slot(slot)),
            Subject::Members(slot) => format!("{} contains", self.slot(slot)),
            Subject::Patterns(set) => {
                let slot = self.bundle.index().sets().get(usize::from(set)).map(|set| set.slot);
                slot.map_or_else(String::new, |slot| format!("{} contains", self.slot(slot)))
            }
        }
    }

    /// What is found of a subject: one of them, and several.
    pub(super) fn unit(subject: Subject) -> [&'static str; 2] {
        match subject {
            Subject::Value(_) => ["value", "values"],
            Subject::Range(_) | Subject::Age(_) => ["range", "ranges"],
            Subject::Members(_) => ["member", "members"],
            Subject::Patterns(_) => ["pattern", "patterns"],
        }
    }

    /// What a lookup finds something under: `gold`, `"FR"`, `>= 100` for the values from there on.
    pub(super) fn found(&self, lookup: &Lookup, brief: i32) -> String {
        let (subject, value) = (lookup.subject(), lookup.brevity().full(brief));
        match subject {
            Subject::Value(slot) | Subject::Members(slot) if self.is_text(slot) => {
                let text = self.symbols.get(&i64::from(brief));
                quoted(text.and_then(|text| self.program.schema.texts.get(*text)).map_or("", String::as_str))
            }
            Subject::Value(slot) | Subject::Members(slot) => self.value(slot, value),
            Subject::Range(slot) => {
                ends("", (value, OPEN.1), round_of(self.kind(slot)), |value| self.value(slot, value))
            }
            Subject::Age(_) => ends("", (value, OPEN.1), SECOND, |age| Duration(age).to_string()),
            Subject::Patterns(set) => {
                let set = self.bundle.index().sets().get(usize::from(set));
                let number = u32::try_from(brief).ok();
                quoted(set.zip(number).map_or("", |(set, number)| set.patterns.text(number)))
            }
        }
    }

    /// `customer.tier == gold`, `message contains any ["refund", "lawyer"]`, `age of opened >= 2h`.
    pub(super) fn atom(&self, id: AtomId) -> String {
        self.program.atoms.get(id.index()).map_or_else(String::new, |atom| self.test(atom))
    }

    fn test(&self, atom: &Atom) -> String {
        let slot = |slot: &Slot| self.slot(*slot);
        match atom {
            Atom::Const(holds) => (if *holds { "always" } else { "never" }).to_owned(),
            Atom::Range { slot, lo, hi } => self.range(*slot, *lo, *hi),
            Atom::Mask { slot: at, bits } => {
                let values: Vec<_> = (0..64).filter(|bit| bits >> bit & 1 == 1).collect();
                format!("{} in {}", slot(at), self.values(*at, &values))
            }
            Atom::OneOf { slot: at, list } => format!("{} in {}", slot(at), self.list(*at, *list)),
            Atom::TextIs { slot: at, text, exact } => {
                format!("{} {}== {}", slot(at), exactly(*exact), self.text(*text))
            }
            Atom::TextIn { slot: at, texts, exact } => {
                format!("{} {}in {}", slot(at), exactly(*exact), self.texts(texts))
            }
            Atom::TextSearch { slot: at, mode, texts, quantifier, exact } => {
                let search = format!("{}{}", exactly(*exact), mode_words(*mode));
                format!("{} {search} {}{}", slot(at), how_many(*quantifier), self.texts(texts))
            }
            Atom::Regex { slot: at, pattern, exact } => {
                format!("{} {}matches {}", slot(at), exactly(*exact), self.text(*pattern))
            }
            Atom::ListHas { slot: at, list, quantifier } => {
                format!("{} contains {}{}", slot(at), how_many(*quantifier), self.list(*at, *list))
            }
            Atom::ListHasText { slot: at, texts, quantifier, exact } => {
                let search = format!("{}contains", exactly(*exact));
                format!("{} {search} {}{}", slot(at), how_many(*quantifier), self.texts(texts))
            }
            Atom::InList { slot: at, list, exact } => {
                format!("{} {}in {}", slot(at), exactly(*exact), slot(list))
            }
            Atom::During { slot: at, calendar } => {
                format!("{} during {}", slot(at), self.calendar(*calendar))
            }
            Atom::Age { slot: at, lo, hi } => {
                ends(&format!("age of {}", slot(at)), (*lo, *hi), SECOND, |age| Duration(age).to_string())
            }
            Atom::Cmp { left, op, right } => format!("{} {} {}", slot(left), sign(*op), slot(right)),
            Atom::TextCmp { left, right, exact } => {
                format!("{} {}== {}", slot(left), exactly(*exact), slot(right))
            }
        }
    }

    fn range(&self, slot: Slot, lo: i64, hi: i64) -> String {
        let name = self.slot(slot);
        let kind = self.kind(slot);
        match (kind, lo == hi) {
            _ if (lo, hi) == OPEN => format!("{name} is present"),
            (Some(SlotKind::Link), true) => format!("{name} is present"),
            (Some(SlotKind::Bool), true) if lo == 1 => name,
            (Some(SlotKind::Bool), true) => format!("not {name}"),
            (_, true) => format!("{name} == {}", self.value(slot, lo)),
            (Some(SlotKind::Enum(_)), false) if hi.abs_diff(lo) < 64 => {
                format!("{name} in {}", self.values(slot, &(lo..=hi).collect::<Vec<_>>()))
            }
            (_, false) => ends(&name, (lo, hi), round_of(kind), |value| self.value(slot, value)),
        }
    }

    fn kind(&self, slot: Slot) -> Option<SlotKind> {
        self.program.schema.slots.get(slot.index()).map(|shape| shape.kind)
    }

    /// The kind of a slot's values, or of its list's members.
    fn kind_within(&self, slot: Slot) -> Option<SlotKind> {
        match self.kind(slot) {
            Some(SlotKind::List(members)) => Some(members.member()),
            kind => kind,
        }
    }

    fn is_text(&self, slot: Slot) -> bool {
        self.kind_within(slot) == Some(SlotKind::Text)
    }

    /// A value as a slot holds it, or a member of its list.
    fn value(&self, slot: Slot, value: i64) -> String {
        match self.kind_within(slot) {
            Some(SlotKind::Bool | SlotKind::Link) => (if value == 0 { "no" } else { "yes" }).to_owned(),
            Some(SlotKind::Decimal) => Decimal(value).to_string(),
            Some(SlotKind::Date) => {
                i32::try_from(value).map_or_else(|_| value.to_string(), |day| Date(day).to_string())
            }
            Some(SlotKind::Time) => Time(value).to_string(),
            Some(SlotKind::Instant) => Instant(value).to_string(),
            Some(SlotKind::Duration) => Duration(value).to_string(),
            Some(SlotKind::Enum(place)) => self.word(place, value),
            Some(SlotKind::Int | SlotKind::Text | SlotKind::List(_)) | None => value.to_string(),
        }
    }

    fn word(&self, place: u32, value: i64) -> String {
        let shape = usize::try_from(place).ok().and_then(|place| self.program.schema.enums.get(place));
        let at = usize::try_from(value).ok();
        let found = shape.zip(at).and_then(|(shape, at)| shape.values.get(at));
        found.map_or_else(|| value.to_string(), |value| cut(&value.word).into_owned())
    }

    fn values(&self, slot: Slot, values: &[i64]) -> String {
        some_of(values, |value| self.value(slot, *value))
    }

    fn list(&self, slot: Slot, list: ListId) -> String {
        match self.program.lists.get(list.index()) {
            Some(ConstList::Numbers(numbers)) => self.values(slot, numbers),
            Some(ConstList::Texts(texts)) => self.texts(texts),
            None => String::new(),
        }
    }

    fn text(&self, text: TextId) -> String {
        quoted(self.program.schema.texts.get(text.index()).map_or("", String::as_str))
    }

    fn texts(&self, texts: &[TextId]) -> String {
        some_of(texts, |text| self.text(*text))
    }

    fn calendar(&self, place: u32) -> String {
        let calendars = &self.bundle.about().calendars;
        let found = usize::try_from(place).ok().and_then(|place| calendars.get(place));
        found.map_or_else(|| "its hours".to_owned(), |calendar| cut(&calendar.name).into_owned())
    }
}

/// `amount >= 5`, `amount < 9`, `amount in 5..9`. The value right beside a round one is `> 5` and `< 9`: `round` is what
/// round values are multiples of.
fn ends(name: &str, (lo, hi): (i64, i64), round: i64, value: impl Fn(i64) -> String) -> String {
    let lower = (lo > OPEN.0).then(|| match lo.checked_sub(1).filter(|below| is_round(*below, round)) {
        Some(below) => format!("> {}", value(below)),
        None => format!(">= {}", value(lo)),
    });
    let upper = (hi < OPEN.1).then(|| match hi.checked_add(1).filter(|above| is_round(*above, round)) {
        Some(above) => format!("< {}", value(above)),
        None => format!("<= {}", value(hi)),
    });
    match (lower, upper) {
        (None, None) => format!("{name} is present"),
        (Some(one), None) | (None, Some(one)) => format!("{name} {one}"),
        (Some(lower), Some(upper)) if lower.starts_with("> ") || upper.starts_with("< ") => {
            format!("{name} {lower} and {upper}")
        }
        (Some(_), Some(_)) => format!("{name} in {}..{}", value(lo), value(hi)),
    }
}

fn round_of(kind: Option<SlotKind>) -> i64 {
    match kind {
        Some(SlotKind::Decimal) => WHOLE,
        Some(SlotKind::Time | SlotKind::Instant | SlotKind::Duration) => SECOND,
        Some(
            SlotKind::Bool
            | SlotKind::Int
            | SlotKind::Text
            | SlotKind::Date
            | SlotKind::Enum(_)
            | SlotKind::List(_)
            | SlotKind::Link,
        )
        | None => 1,
    }
}

fn is_round(value: i64, round: i64) -> bool {
    round > 1 && value % round == 0
}

pub(super) fn quoted(text: &str) -> String {
    format!("{:?}", cut(text))
}

/// A text as far as it is shown: many tests may share a long one.
pub(super) fn cut(text: &str) -> Cow<'_, str> {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => Cow::Owned(format!("{}…", text.get(..end).unwrap_or_default())),
        None => Cow::Borrowed(text),
    }
}

/// `gold` for one, `[gold, silver]` for some, `[a, b, c, d, e, f and 12 more]` for many.
fn some_of<T>(all: &[T], word: impl Fn(&T) -> String) -> String {
    if let [one] = all { word(one) } else { format!("[{}]", first_of(all, WRITTEN, word)) }
}

/// `a, b, c and 12 more`, with so many written out.
pub(super) fn first_of<T>(all: &[T], most: usize, word: impl Fn(&T) -> String) -> String {
    let words: Vec<_> = all.iter().take(most).map(word).collect();
    let more = all.len().saturating_sub(most);
    let more = if more == 0 { String::new() } else { format!(" and {more} more") };
    format!("{}{more}", words.join(", "))
}

fn exactly(exact: bool) -> &'static str {
    if exact { "exactly " } else { "" }
}

fn how_many(quantifier: Quantifier) -> &'static str {
    match quantifier {
        Quantifier::Any => "any ",
        Quantifier::All => "all ",
        Quantifier::None => "none ",
    }
}

fn mode_words(mode: SearchMode) -> &'static str {
    match mode {
        SearchMode::Anywhere => "contains",
        SearchMode::Word => "contains word",
        SearchMode::Start => "starts with",
        SearchMode::End => "ends with",
    }
}

fn sign(op: Cmp) -> &'static str {
    match op {
        Cmp::Eq => "==",
        Cmp::Lt => "<",
        Cmp::Le => "<=",
    }
}
