//! Items as the engines get them: as codes, as JSON bytes, and as one typed view for engines that are filled by hand.

use anyhow::{Context, Result};
use rules::{ATTRIBUTES, Domain, Item, Kind, RuleSet, VALUES};
use serde::Deserialize;
use std::fmt::Write;

/// An item and its JSON.
#[derive(Debug)]
pub struct Sample {
    pub item: Item,
    pub json: Box<str>,
    /// The same, parsed.
    pub typed: Typed<'static>,
    /// Where it goes, by the plainest reading of the rules.
    pub queue: u32,
}

/// Samples live as long as the process: some engines tie what they read to the lifetime of their rules.
pub type Samples = &'static [Sample];

/// Makes that many samples for a set of rules.
pub fn samples(set: &RuleSet, many: usize) -> Result<Samples> {
    let samples = set.items(many).into_iter().map(|item| {
        let json: &'static str = Box::leak(json(&item, &set.domain).into_boxed_str());
        let typed = Typed::parse(json.as_bytes())?;
        Ok(Sample { queue: set.queue(&item), item, json: json.into(), typed })
    });
    Ok(Box::leak(samples.collect::<Result<Vec<_>>>()?.into_boxed_slice()))
}

/// An item's JSON, its keys in the order of the attributes.
pub fn json(item: &Item, domain: &Domain) -> String {
    let mut json = String::from("{");
    for (at, attribute) in ATTRIBUTES.iter().enumerate() {
        let comma = if at == 0 { "" } else { ", " };
        let value = match attribute.kind {
            Kind::Words { .. } => format!("\"{}\"", item.text(at)),
            _ => value_json(at, item.values[at], domain),
        };
        let _ = write!(json, "{comma}\"{}\": {value}", attribute.name);
    }
    json.push('}');
    json
}

fn value_json(at: usize, code: i64, domain: &Domain) -> String {
    match ATTRIBUTES[at].kind {
        Kind::Enum { .. } | Kind::Text { .. } => format!("\"{}\"", domain.name(at, code)),
        Kind::Int { .. } => code.to_string(),
        Kind::Decimal { .. } => hundredths(code),
        Kind::Flag => (code == 1).to_string(),
        Kind::Instant { .. } => format!("\"{}\"", instant(code)),
        Kind::Words { .. } => String::new(),
    }
}

/// Hundredths as a decimal number: `-50` is `-0.50`.
pub fn hundredths(code: i64) -> String {
    let sign = if code < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", code.abs() / 100, code.abs() % 100)
}

/// Seconds since 1970 as RFC 3339 in Greenwich.
pub fn instant(seconds: i64) -> String {
    let (day, second) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let (year, month, day) = civil(day);
    let (hour, minute, second) = (second / 3_600, second / 60 % 60, second % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// Year, month and day of a day since 1970, by the well-known reckoning in eras of 400 years.
fn civil(day: i64) -> (i64, i64, i64) {
    let day = day + 719_468;
    let (era, day) = (day.div_euclid(146_097), day.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let shifted = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(shifted <= 2), shifted, day - (153 * month + 2) / 5 + 1)
}

/// The inverse of [`instant`], for that form only.
pub fn seconds(text: &str) -> Option<i64> {
    let part = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (part(0, 4)?, part(5, 7)?, part(8, 10)?);
    let year = if month <= 2 { year - 1 } else { year };
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468;
    Some(days * 86_400 + part(11, 13)? * 3_600 + part(14, 16)? * 60 + part(17, 19)?)
}

/// The item as serde reads it: texts borrowed, so that this parse is as quick as one can be.
#[derive(Debug, Clone, Deserialize)]
pub struct Typed<'a> {
    pub tier: &'a str,
    pub medium: &'a str,
    pub mood: &'a str,
    pub device: &'a str,
    pub product: &'a str,
    pub reason: &'a str,
    pub region: &'a str,
    pub customer: &'a str,
    pub account: &'a str,
    pub campaign: &'a str,
    pub store: &'a str,
    pub country: &'a str,
    pub spoken: &'a str,
    pub visits: i64,
    pub cases: i64,
    pub age_days: i64,
    pub rank: i64,
    pub amount: f64,
    pub balance: f64,
    pub returning: bool,
    pub opted_in: bool,
    pub opened: &'a str,
    pub renewed: &'a str,
    pub subject: &'a str,
    pub message: &'a str,
}

/// The same with texts of its own: what a program that keeps the item parses into.
#[expect(dead_code, reason = "it is parsed into, and no more")]
#[derive(Debug, Clone, Deserialize)]
pub struct Owned {
    pub tier: String,
    pub medium: String,
    pub mood: String,
    pub device: String,
    pub product: String,
    pub reason: String,
    pub region: String,
    pub customer: String,
    pub account: String,
    pub campaign: String,
    pub store: String,
    pub country: String,
    pub spoken: String,
    pub visits: i64,
    pub cases: i64,
    pub age_days: i64,
    pub rank: i64,
    pub amount: f64,
    pub balance: f64,
    pub returning: bool,
    pub opted_in: bool,
    pub opened: String,
    pub renewed: String,
    pub subject: String,
    pub message: String,
}

/// One value of an item, for engines that are filled value by value.
#[derive(Debug, Clone, Copy)]
pub enum Value<'a> {
    Text(&'a str),
    Int(i64),
    /// A decimal, as it was read and in hundredths.
    Decimal(f64, i64),
    Flag(bool),
    /// Seconds since 1970.
    Instant(i64),
}

impl<'a> Typed<'a> {
    pub fn parse(json: &'a [u8]) -> Result<Self> {
        serde_json::from_slice(json).context("the item is not what the struct says")
    }

    /// The names of the enums and texts, in the order of the attributes.
    pub fn names(&self) -> [&'a str; 13] {
        [
            self.tier,
            self.medium,
            self.mood,
            self.device,
            self.product,
            self.reason,
            self.region,
            self.customer,
            self.account,
            self.campaign,
            self.store,
            self.country,
            self.spoken,
        ]
    }

    /// All values, in the order of the attributes.
    pub fn values(&self) -> Result<[Value<'a>; VALUES + 2]> {
        let text = Value::Text;
        Ok([
            text(self.tier),
            text(self.medium),
            text(self.mood),
            text(self.device),
            text(self.product),
            text(self.reason),
            text(self.region),
            text(self.customer),
            text(self.account),
            text(self.campaign),
            text(self.store),
            text(self.country),
            text(self.spoken),
            Value::Int(self.visits),
            Value::Int(self.cases),
            Value::Int(self.age_days),
            Value::Int(self.rank),
            Value::Decimal(self.amount, to_hundredths(self.amount)),
            Value::Decimal(self.balance, to_hundredths(self.balance)),
            Value::Flag(self.returning),
            Value::Flag(self.opted_in),
            Value::Instant(seconds(self.opened).context("an instant")?),
            Value::Instant(seconds(self.renewed).context("an instant")?),
            text(self.subject),
            text(self.message),
        ])
    }
}

/// A decimal with two places in hundredths.
#[expect(clippy::cast_possible_truncation, reason = "amounts are far below 2^52")]
pub fn to_hundredths(value: f64) -> i64 {
    (value * 100.0).round() as i64
}
