//! Conditions and values by chance, well typed, spelled as an author would.

use super::dice::Dice;
use super::vocabulary::{Field, Kind, SCALARS, Vocabulary, literal};

/// What may be spoken of at a place.
#[derive(Clone)]
pub(crate) struct Here<'a> {
    /// Whether the item's fields may.
    pub(crate) item: bool,
    /// Whether context variables may.
    pub(crate) context: bool,
    /// The name of a person: a parameter, or the item's link.
    pub(crate) person: Option<&'a str>,
    /// A scalar parameter.
    pub(crate) parameter: Option<(&'a str, Kind)>,
    /// How many models have answered.
    pub(crate) models: usize,
}

impl Here<'_> {
    pub(crate) fn nothing() -> Self {
        Self { item: false, context: false, person: None, parameter: None, models: 0 }
    }

    pub(crate) fn item() -> Self {
        Self { item: true, person: Some("owner"), ..Self::nothing() }
    }
}

pub(crate) struct Phrases<'a> {
    pub(crate) dice: &'a mut Dice,
    pub(crate) words: &'a Vocabulary,
}

impl Phrases<'_> {
    pub(crate) fn condition(&mut self, here: &Here<'_>, depth: usize) -> String {
        if depth == 0 || self.dice.chance(25) {
            return self.atom(here);
        }
        let word = *self.dice.pick(&[" and ", " or "]);
        let parts: Vec<String> = (0..2 + self.dice.below(2))
            .map(|_| {
                let inner = self.condition(here, depth - 1);
                match self.dice.below(4) {
                    0 => format!("not ({inner})"),
                    _ if inner.contains(" and ") || inner.contains(" or ") => format!("({inner})"),
                    _ => inner,
                }
            })
            .collect();
        parts.join(word)
    }

    fn atom(&mut self, here: &Here<'_>) -> String {
        match self.dice.below(14) {
            0 if here.item => self.named(here),
            1 if here.models > 0 => {
                format!(
                    "mood{} {} negative",
                    self.dice.below(here.models),
                    self.dice.pick(&["==", "!=", "<=", ">"])
                )
            }
            2 if here.item => {
                let tail = self.dice.pick(&["s0", "s0 >= 3", "s1 >= good", "s1 < 4", "s2"]);
                format!("item needs {tail}")
            }
            3 if here.item => format!("item holds {}", self.dice.pick(&self.words.profiles)),
            4 => self.clock(),
            5 if here.item => self.in_list(here),
            _ => self.about_a_scalar(here),
        }
    }

    fn named(&mut self, here: &Here<'_>) -> String {
        let number = self.value(here, &Kind::Int, 1);
        match self.dice.below(4) {
            0 => "about(owner)".to_owned(),
            1 => "about(owner.boss)".to_owned(),
            2 => format!("small({number})"),
            _ => format!("both(owner.boss, {number})"),
        }
    }

    fn clock(&mut self) -> String {
        let hours = self.dice.pick(&self.words.hours).clone();
        match self.dice.below(5) {
            0 => format!("during {hours}"),
            1 => format!("not during {hours}"),
            2 => format!("weekday({hours}) in [sat, sun, mon]"),
            3 => format!("time_of_day({hours}) < 12:30"),
            _ => format!("today({hours}) >= 2026-12-24"),
        }
    }

    fn in_list(&mut self, here: &Here<'_>) -> String {
        let Some(list) = self.place(here, &Kind::TextList) else { return self.about_a_scalar(here) };
        let quantifier = *self.dice.pick(&["", "any ", "all ", "none "]);
        let one = literal(self.dice, &Kind::Text, &[]);
        let two = literal(self.dice, &Kind::Text, &[]);
        if quantifier.is_empty() {
            format!("{list} contains {one}")
        } else {
            format!("{list} contains {quantifier}[{one}, {two}]")
        }
    }

    fn about_a_scalar(&mut self, here: &Here<'_>) -> String {
        let mut kinds = SCALARS.to_vec();
        kinds.push(Kind::Enum(0));
        let start = self.dice.below(kinds.len());
        for offset in 0..kinds.len() {
            let kind = kinds[(start + offset) % kinds.len()].clone();
            if let Some(place) = self.place(here, &kind) {
                return self.test(here, &place, &kind);
            }
        }
        self.clock()
    }

    fn test(&mut self, here: &Here<'_>, place: &str, kind: &Kind) -> String {
        if self.dice.chance(12) {
            return format!("{place} is {}", self.dice.pick(&["missing", "present"]));
        }
        match kind {
            Kind::Bool => self.bool_test(place),
            Kind::Text if self.dice.chance(70) => self.text_test(place),
            Kind::Instant if self.dice.chance(50) => self.instant_test(place),
            Kind::Text | Kind::Enum(_) | Kind::TextList | Kind::EnumList(_) => {
                self.equality(here, place, kind)
            }
            Kind::Int | Kind::Decimal | Kind::Date | Kind::Time | Kind::Instant | Kind::Duration => {
                self.order(here, place, kind)
            }
        }
    }

    fn bool_test(&mut self, place: &str) -> String {
        match self.dice.below(4) {
            0 => format!("{place} == yes"),
            1 => format!("{place} != no"),
            2 => format!("not {place}"),
            _ => place.to_owned(),
        }
    }

    fn text_test(&mut self, place: &str) -> String {
        let mut word = || literal(self.dice, &Kind::Text, &[]);
        let (one, two) = (word(), word());
        let exactly = if self.dice.chance(25) { " exactly" } else { "" };
        match self.dice.below(9) {
            0 => format!("{place}{exactly} contains {one}"),
            1 => format!("{place}{exactly} contains any [{one}, {two}]"),
            2 => format!("{place}{exactly} contains all [{one}, {two}]"),
            3 => format!("{place}{exactly} contains none [{one}, {two}]"),
            4 => format!("{place}{exactly} contains word {one}"),
            5 => format!("{place}{exactly} starts with any [{one}, {two}]"),
            6 => format!("{place}{exactly} ends with {one}"),
            7 => format!("{place} contains any some_words"),
            _ => format!("{place} matches \"c.f.|[0-9]+-\""),
        }
    }

    fn instant_test(&mut self, place: &str) -> String {
        match self.dice.below(4) {
            0 => format!("{place} within last 30d"),
            1 => format!("{place} within next 52w"),
            2 => format!("{place} older than 7d"),
            _ => format!("{place} during {}", self.dice.pick(&self.words.hours)),
        }
    }

    fn equality(&mut self, here: &Here<'_>, place: &str, kind: &Kind) -> String {
        let one = self.value(here, kind, 1);
        let lit = |dice: &mut Dice| literal(dice, kind, &self.words.enums);
        let (two, three) = (lit(self.dice), lit(self.dice));
        let exactly = if *kind == Kind::Text && self.dice.chance(25) { " exactly" } else { "" };
        match self.dice.below(5) {
            0 => format!("{place}{exactly} == {one}"),
            1 => format!("{place}{exactly} != {one}"),
            2 => format!("{place}{exactly} in [{two}, {three}]"),
            3 => format!("{place}{exactly} not in [{two}, {three}]"),
            _ if matches!(kind, Kind::Enum(_)) => format!("{place} >= {two}"),
            _ => format!("{place}{exactly} == {two}"),
        }
    }

    fn order(&mut self, here: &Here<'_>, place: &str, kind: &Kind) -> String {
        let one = self.value(here, kind, 2);
        let lit = |dice: &mut Dice| literal(dice, kind, &self.words.enums);
        let (two, three) = (lit(self.dice), lit(self.dice));
        let operator = *self.dice.pick(&["==", "!=", "<", "<=", ">", ">="]);
        match self.dice.below(4) {
            0 => format!("{place} in [{two}, {three}]"),
            1 if *kind == Kind::Int => format!("{place} in 2..7"),
            1 if *kind == Kind::Decimal => format!("{place} not in 0..<99.9999"),
            _ => format!("{place} {operator} {one}"),
        }
    }

    /// A value of that kind: a place, a literal, a sum, a stand-in for what is missing.
    pub(crate) fn value(&mut self, here: &Here<'_>, kind: &Kind, depth: usize) -> String {
        let place = self.place(here, kind);
        let plain = literal(self.dice, kind, &self.words.enums);
        let Some(place) = place else { return plain };
        if depth == 0 {
            return place;
        }
        match self.dice.below(8) {
            0..=2 => plain,
            3 if matches!(kind, Kind::Int | Kind::Decimal) => self.sum(here, kind, &place, depth),
            4 => format!("({place} ?? {plain})"),
            5 if *kind == Kind::Instant => format!("({place} + 2h)"),
            6 if *kind == Kind::Decimal => self.place(here, &Kind::Int).unwrap_or(place),
            _ => place,
        }
    }

    fn sum(&mut self, here: &Here<'_>, kind: &Kind, place: &str, depth: usize) -> String {
        let operators: &[&str] = if *kind == Kind::Int { &["+", "-", "*"] } else { &["+", "-", "*", "/"] };
        let operator = *self.dice.pick(operators);
        let other = self.value(here, kind, depth - 1);
        format!("({place} {operator} {other})")
    }

    /// Something of that kind that may be read here.
    fn place(&mut self, here: &Here<'_>, kind: &Kind) -> Option<String> {
        let mut places = Vec::new();
        let of = |fields: &[Field], prefix: &str| -> Vec<String> {
            fields
                .iter()
                .filter(|field| field.kind == *kind)
                .map(|field| format!("{prefix}{}", field.name))
                .collect()
        };
        if here.item {
            places.extend(of(&self.words.fields, ""));
        }
        if here.context {
            places.extend(of(&self.words.context, ""));
        }
        if let Some(person) = here.person {
            places.extend(of(&self.words.person, &format!("{person}.")));
            places.extend(of(&self.words.person, &format!("{person}.boss.")));
        }
        if let Some((name, of)) = &here.parameter
            && of == kind
        {
            places.push((*name).to_owned());
        }
        (!places.is_empty()).then(|| self.dice.pick(&places).clone())
    }
}
