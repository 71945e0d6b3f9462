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
        match self.dice.below(18) {
            0 if here.item => self.named(here),
            1 if here.models > 0 => self.model(here.models),
            2 if here.item => self.skill(),
            3 if here.item => format!("item holds {}", self.dice.pick(&self.words.profiles)),
            4 => self.clock(),
            5 | 6 if here.item => self.in_list(here),
            7 if here.item => (*self.dice.pick(&[
                "item.id ends with \"7\"",
                "item.id exactly == \"item-3\"",
                "item.id matches \"[02468]$\"",
            ]))
            .to_owned(),
            8 if here.context => self.channel(),
            9 if here.item => self.lookup(here),
            _ => self.about_a_scalar(here),
        }
    }

    fn model(&mut self, models: usize) -> String {
        let number = self.dice.below(models);
        match number % 4 {
            0 => format!("mood{number} {} negative", self.dice.pick(&["==", "!=", "<=", ">"])),
            1 => (*self.dice.pick(&[
                "mood1 > 3",
                "mood1.confidence >= 70",
                "mood1 < 9 and mood1.confidence > 12.25",
            ]))
            .to_owned(),
            2 => format!("mood{number} is {}", self.dice.pick(&["present", "missing"])),
            _ => format!("mood{number} contains \"fr\""),
        }
    }

    fn skill(&mut self) -> String {
        let tails = [
            "item needs s0",
            "item needs s0 >= 3",
            "item needs s1 >= good",
            "item needs s1 < 4",
            "item needs s1 != 2",
            "item needs s2",
            "skilled(s0)",
            "skilled(s1)",
            "less_skilled(s1)",
        ];
        (*self.dice.pick(&tails)).to_owned()
    }

    fn channel(&mut self) -> String {
        let tails = [
            "channel.locale == \"fr\"",
            "channel.page contains \"card\"",
            "channel.device is present",
            "channel.locale exactly in [\"fr\", \"FR\"]",
        ];
        (*self.dice.pick(&tails)).to_owned()
    }

    /// A table asked for one value.
    fn lookup(&mut self, here: &Here<'_>) -> String {
        let number = self.value(here, &Kind::Int, 1);
        match self.dice.below(4) {
            0 => format!("fee({number}) > 3"),
            1 => format!("fee(fee({number})) is missing"),
            2 => format!("fee({number}) == f1"),
            _ => format!("(fee({number}) ?? 2) in 0..f1"),
        }
    }

    fn named(&mut self, here: &Here<'_>) -> String {
        let number = self.value(here, &Kind::Int, 1);
        match self.dice.below(5) {
            4 => "known(f3, \"fr\")".to_owned(),
            0 => "about(owner)".to_owned(),
            1 => "about(owner.boss)".to_owned(),
            2 => format!("small({number})"),
            _ => format!("both(owner.boss, {number})"),
        }
    }

    fn clock(&mut self) -> String {
        let hours = self.dice.pick(&self.words.hours).clone();
        match self.dice.below(9) {
            5 => "weekday(\"Asia/Kathmandu\") != wed".to_owned(),
            6 => "time_of_day(\"Australia/Lord_Howe\") in 00:30..<12:30".to_owned(),
            7 => "today(\"Pacific/Apia\") in 2026-12-24..2026-12-26".to_owned(),
            8 => "switched_on".to_owned(),
            0 => format!("during {hours}"),
            1 => format!("not during {hours}"),
            2 => format!("weekday({hours}) in [sat, sun, mon]"),
            3 => format!("time_of_day({hours}) < 12:30"),
            _ => format!("today({hours}) >= 2026-12-24"),
        }
    }

    fn in_list(&mut self, here: &Here<'_>) -> String {
        let kind = self.dice.pick(&[Kind::TextList, Kind::EnumList(0)]).clone();
        let Some(list) = self.place(here, &kind) else { return self.about_a_scalar(here) };
        let of = if kind == Kind::TextList { Kind::Text } else { Kind::Enum(0) };
        let exactly = if of == Kind::Text && self.dice.chance(30) { " exactly" } else { "" };
        let (one, two) =
            (literal(self.dice, &of, &self.words.enums), literal(self.dice, &of, &self.words.enums));
        let member = self.place(here, &of).unwrap_or(one.clone());
        match self.dice.below(7) {
            0 => format!("{list}{exactly} contains {one}"),
            1 => format!("{list}{exactly} contains all [{one}, {two}]"),
            2 => format!("{list}{exactly} contains none [{one}, {two}]"),
            3 if of == Kind::Text => format!("tagged({list})"),
            4 if of == Kind::Text => format!("tagged([{one}, {two}])"),
            5 | 6 => format!("{member}{exactly} in {list}"),
            _ => format!("{list}{exactly} contains any [{one}, {two}]"),
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
        let exactly = if self.dice.chance(30) { " exactly" } else { "" };
        let how = *self.dice.pick(&["contains", "contains word", "starts with", "ends with"]);
        let pattern =
            *self.dice.pick(&["c.f.|[0-9]+-", "^[a-z]+$", "\\\\d|ſ|ü", "(?:re|il)(?:fund|legal)s?$"]);
        match self.dice.below(8) {
            0 | 1 => format!("{place}{exactly} {how} {one}"),
            2 => format!("{place}{exactly} {how} any [{one}, {two}]"),
            3 => format!("{place}{exactly} {how} all [{one}, {two}]"),
            4 => format!("{place}{exactly} {how} none [{one}, {two}]"),
            5 => format!("{place} {how} any some_words"),
            6 => format!("{place}{exactly} in some_words"),
            _ => format!("{place}{exactly} matches \"{pattern}\""),
        }
    }

    fn instant_test(&mut self, place: &str) -> String {
        match self.dice.below(6) {
            4 => format!("{place} {} now", self.dice.pick(&["<", ">=", "=="])),
            5 => format!("now - {place} > 3d"),
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
        match self.dice.below(5) {
            0 => format!("{place} in [{two}, {three}]"),
            4 => {
                let from = self.place(here, kind).unwrap_or_else(|| place.to_owned());
                format!("{place} in {from}..{two}")
            }
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
            5 if *kind == Kind::Instant => {
                (*self.dice.pick(&[&format!("({place} + 2h)"), &format!("({place} - 3d)"), "now"]))
                    .to_string()
            }
            5 if *kind == Kind::Duration => self.length(here, &place),
            6 if *kind == Kind::Decimal && self.dice.chance(40) => self.ratio(here, &place),
            7 if matches!(kind, Kind::Int | Kind::Decimal) => format!("-{place}"),
            7 if *kind == Kind::Bool && here.item => "(f1 > 3)".to_owned(),
            6 if *kind == Kind::Decimal => self.place(here, &Kind::Int).unwrap_or(place),
            _ => place,
        }
    }

    fn length(&mut self, here: &Here<'_>, place: &str) -> String {
        let instant = self.place(here, &Kind::Instant);
        match (self.dice.below(6), instant) {
            (0, _) => format!("({place} * 2)"),
            (1, _) => format!("({place} / 3)"),
            (2, _) => format!("({place} * 1.5)"),
            (3, _) => format!("({place} / 0.25)"),
            (4, Some(instant)) => format!("(now - {instant})"),
            _ => format!("({place} - 5m)"),
        }
    }

    /// What is a decimal though it is made of whole numbers.
    fn ratio(&mut self, here: &Here<'_>, place: &str) -> String {
        let number = self.place(here, &Kind::Int);
        number.map_or_else(|| place.to_owned(), |number| format!("({number} / 7)"))
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
