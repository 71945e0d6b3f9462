//! What a generated program declares, so that its rules and its items speak of the same things.

use super::dice::Dice;
use std::fmt::Write;

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Bool,
    Int,
    Decimal,
    Text,
    Date,
    Time,
    Instant,
    Duration,
    Enum(usize),
    TextList,
    EnumList(usize),
}

pub(crate) const SCALARS: &[Kind] = &[
    Kind::Bool,
    Kind::Int,
    Kind::Decimal,
    Kind::Text,
    Kind::Date,
    Kind::Time,
    Kind::Instant,
    Kind::Duration,
];

#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    pub(crate) optional: bool,
    pub(crate) default: Option<String>,
}

/// Everything a generated program declares. The item has `fields`, a link `owner` to a `Person`, who has `boss`.
pub(crate) struct Vocabulary {
    pub(crate) enums: Vec<Vec<String>>,
    pub(crate) fields: Vec<Field>,
    pub(crate) person: Vec<Field>,
    pub(crate) context: Vec<Field>,
    pub(crate) queues: Vec<String>,
    pub(crate) skills: Vec<(String, bool)>,
    pub(crate) profiles: Vec<String>,
    pub(crate) hours: Vec<String>,
}

/// Words that texts are made of; some contain others, some differ by case, some are not ASCII.
pub(crate) const WORDS: &[&str] = &[
    "refund",
    "Refunds",
    "legal",
    "illegal",
    "card",
    "CARD",
    "Straße",
    "STRASSE",
    "café",
    "CAFÉ",
    "émigré",
    "fr",
    "FR",
    "a",
    "cancel my card",
    "40-11",
    "4",
    "ünïcödé",
    "İstanbul",
    "ﬀ",
    "Σίσυφος",
    "σίσυφοσ",
    "x_y",
    "x",
];

pub(crate) const INSTANTS: &[&str] = &[
    "2026-03-29T00:59:59Z",
    "2026-03-29T01:00:00Z",
    "2026-10-25T00:30:00Z",
    "2026-10-25T01:30:00Z",
    "2026-12-24T10:00:00Z",
    "2026-12-25T10:00:00Z",
    "2026-11-20T21:30:00Z",
    "2026-11-21T03:00:00Z",
    "2026-11-21T05:59:59Z",
    "1970-01-01T00:00:00Z",
];

impl Vocabulary {
    pub(crate) fn throw(dice: &mut Dice) -> Self {
        let enums: Vec<Vec<String>> = (0..=dice.below(2))
            .map(|number| (0..2 + dice.below(4)).map(|value| format!("e{number}v{value}")).collect())
            .collect();
        let mut kinds = SCALARS.to_vec();
        kinds.extend((0..enums.len()).map(Kind::Enum));
        kinds.extend([Kind::TextList, Kind::EnumList(0)]);
        let fields = fields(dice, "f", &kinds, &enums);
        let person = fields_some(dice, "p", &kinds, &enums);
        let mut context = fields_some(dice, "c", &kinds, &enums);
        context.retain(|field| !matches!(field.kind, Kind::TextList | Kind::EnumList(_)));
        Self {
            fields,
            person,
            context,
            queues: (0..2 + dice.below(4)).map(|number| format!("q{number}")).collect(),
            skills: (0..3).map(|number| (format!("s{number}"), number != 2)).collect(),
            profiles: (0..2).map(|number| format!("load{number}")).collect(),
            hours: ["day_hours", "night_hours", "third_hours"].map(ToOwned::to_owned).into(),
            enums,
        }
    }

    /// The declarations, as text.
    pub(crate) fn declare(&self, dice: &mut Dice, out: &mut String) {
        for (number, values) in self.enums.iter().enumerate() {
            let labelled: Vec<String> = values
                .iter()
                .enumerate()
                .map(|(at, value)| format!("{value} \"Label {value}\" = {}", 700 + 10 * number + at))
                .collect();
            writeln!(out, "enum E{number} {{ {} }}", labelled.join(", ")).unwrap();
        }
        declare_entity(out, "Person", &self.person, "  boss: Person?\n");
        declare_entity(out, "Thing", &self.fields, "  owner: Person?\n");
        out.push_str("rating Level { range 1..5, label 3 \"good\" }\n");
        for (skill, rated) in &self.skills {
            let block = if *rated { " { rating Level }" } else { "" };
            writeln!(out, "skill {skill}{block}").unwrap();
        }
        for profile in &self.profiles {
            writeln!(out, "profile {profile} {{ limit 3, reset immediately }}").unwrap();
        }
        out.push_str(HOURS);
        out.push_str(OTHERS);
        writeln!(out, "hours third_hours {{\n{}\n}}", dice.pick(SHAPES)).unwrap();
    }
}

const HOURS: &str = r#"closures feast { 2026-12-25 "Feast" }
hours day_hours {
  zone "Europe/London"
  open mon..fri 08:00..18:00
  open sat [09:00..12:30, 13:30..16:00]
  open sun 00:30..02:30
  closed feast
  only 2026-12-24 09:00..12:00 "Eve"
}
hours night_hours {
  zone "America/New_York"
  open fri 16:00..06:00
  open sun all_day
  open mon 20:00..24:00
}
"#;

const OTHERS: &str = r#"channel kiosk "Store kiosk" { store_no: text, floor: int? }
bot helper "Helper" { kind copilot }
model repairs(title: text) -> int
model opinion(title: text) -> text
assignment anyone { "Anyone": otherwise pick agents order by idle_time descending }
assignment skilled_first(s: skill) { "Skilled": when waited < 2m pick agents where has s >= 3 order by s descending }
"#;

/// Every shape of a calendar that the two above do not have.
const SHAPES: &[&str] = &[
    "  zone \"Pacific/Apia\"\n  open mon..sun all_day",
    "  zone \"Australia/Lord_Howe\"\n  open mon..sun 22:00..02:15\n  until 2026-12-24",
    "  zone \"Europe/London\"\n  open tue 23:00..24:00\n  only 2026-12-26 10:00..11:00\n  only 2026-03-29 00:30..01:30",
    "  zone \"America/New_York\"\n  open mon..fri 00:00..24:00\n  only 2026-12-25\n  closed feast",
    "  zone \"Asia/Kathmandu\"\n  open mon..sun 09:00..17:00\n  until 1999-12-31",
    "  zone \"Africa/Casablanca\"\n  open mon..sun 01:00..03:00\n  only 2026-11-21 23:00..01:30\n  closed feast",
    "  zone \"Antarctica/Troll\"\n  open sun [00:30..01:15, 01:45..02:30]\n  open sat 20:00..00:15",
];

fn declare_entity(out: &mut String, name: &str, fields: &[Field], link: &str) {
    writeln!(out, "entity {name} {{").unwrap();
    for field in fields {
        writeln!(out, "  {}", declared(field)).unwrap();
    }
    writeln!(out, "{link}}}").unwrap();
}

pub(crate) fn declared(field: &Field) -> String {
    let mark = if field.optional { "?" } else { "" };
    let default = field.default.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
    format!("{}: {}{mark}{default}", field.name, type_name(&field.kind))
}

pub(crate) fn type_name(kind: &Kind) -> String {
    match kind {
        Kind::Bool => "bool".to_owned(),
        Kind::Int => "int".to_owned(),
        Kind::Decimal => "decimal".to_owned(),
        Kind::Text => "text".to_owned(),
        Kind::Date => "date".to_owned(),
        Kind::Time => "time".to_owned(),
        Kind::Instant => "instant".to_owned(),
        Kind::Duration => "duration".to_owned(),
        Kind::Enum(number) => format!("E{number}"),
        Kind::TextList => "[text]".to_owned(),
        Kind::EnumList(number) => format!("[E{number}]"),
    }
}

fn fields(dice: &mut Dice, prefix: &str, kinds: &[Kind], enums: &[Vec<String>]) -> Vec<Field> {
    kinds.iter().enumerate().map(|(at, kind)| field(dice, format!("{prefix}{at}"), kind, enums)).collect()
}

fn fields_some(dice: &mut Dice, prefix: &str, kinds: &[Kind], enums: &[Vec<String>]) -> Vec<Field> {
    let mut all = fields(dice, prefix, kinds, enums);
    all.retain(|_| dice.chance(60));
    all
}

fn field(dice: &mut Dice, name: String, kind: &Kind, enums: &[Vec<String>]) -> Field {
    let optional = dice.chance(60);
    let scalar = !matches!(kind, Kind::TextList | Kind::EnumList(_));
    let default = (scalar && !optional && dice.chance(60)).then(|| literal(dice, kind, enums));
    Field { name, kind: kind.clone(), optional, default }
}

/// A value of that kind as the language writes it.
pub(crate) fn literal(dice: &mut Dice, kind: &Kind, enums: &[Vec<String>]) -> String {
    match kind {
        Kind::Bool => (*dice.pick(&["yes", "no"])).to_owned(),
        Kind::Int => dice.between(-3, 12).to_string(),
        Kind::Decimal => (*dice.pick(&["0", "1.5", "100", "99.9999", "-0.5", "12.25"])).to_owned(),
        Kind::Text => format!("\"{}\"", dice.pick(WORDS)),
        Kind::Date => (*dice.pick(&["2026-12-24", "2026-12-25", "2026-03-29", "2026-10-25"])).to_owned(),
        Kind::Time => (*dice.pick(&["00:30", "08:00", "12:30", "18:00", "23:59"])).to_owned(),
        Kind::Instant => (*dice.pick(INSTANTS)).to_owned(),
        Kind::Duration => (*dice.pick(&["30s", "5m", "2h", "1h30m", "3d", "1w"])).to_owned(),
        Kind::Enum(number) => dice.pick(&enums[*number]).clone(),
        Kind::TextList | Kind::EnumList(_) => unreachable!("a list has no literal of its own"),
    }
}
