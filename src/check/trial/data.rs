use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::ops::Range;

/// An item as a file has it.
#[derive(Debug)]
pub(super) struct Found {
    /// What it is called: its `id`, or the line that it begins on.
    pub(super) id: String,
    /// The line that it begins on, from 1.
    pub(super) line: usize,
    /// Where the line is.
    pub(super) at: Range<usize>,
    /// What it says of where it comes in, by the key it says it with.
    pub(super) address: Vec<(String, String)>,
    /// The item as JSON.
    pub(super) json: String,
}

/// Something that is no item.
#[derive(Debug)]
pub(super) struct Broken {
    /// Its line, from 1.
    pub(super) line: usize,
    /// Where the line is.
    pub(super) at: Range<usize>,
    /// What to do about it.
    pub(super) help: &'static str,
}

/// The keys by which an item says where it comes in.
const KEYS: [&str; 3] = ["workstream", "instance", "record"];

const OBJECTS: &str = "write one JSON object a line, such as `{\"id\": \"c-1\", \"tier\": \"gold\"}`";
const MEMBERS: &str =
    "write JSON objects, one after the other or in one list: `[{\"id\": \"c-1\"}, {\"id\": \"c-2\"}]`";
const QUOTE: &str = "a quote opens in this row and is not closed, so all that follows is lost: close it";

/// The items of a text, read as `enroute run` reads a file of that name, or the first thing that is none.
pub(super) fn read(name: &str, text: &str) -> Result<Vec<Found>, Broken> {
    let bare = text.strip_prefix('\u{feff}').unwrap_or(text);
    let lines = Lines { text, at: text.len() - bare.len(), line: 1 };
    let ends = |end: &str| {
        let found = name.rsplit_once('.').map(|(_, found)| found);
        found.is_some_and(|found| found.eq_ignore_ascii_case(end))
    };
    let in_a_list = bare.trim_start().starts_with('[');
    if ends("csv") {
        rows(bare, lines)
    } else if ends("json") || in_a_list && !ends("jsonl") && !ends("ndjson") {
        values(bare, in_a_list, lines)
    } else {
        each_line(bare, lines)
    }
}

fn each_line(text: &str, mut lines: Lines<'_>) -> Result<Vec<Found>, Broken> {
    let mut found = Vec::new();
    for written in text.lines().filter(|line| !line.trim().is_empty()) {
        let place = lines.place(written);
        found.push(item(written, &place).ok_or_else(|| place.broken(OBJECTS))?);
    }
    Ok(found)
}

fn values(text: &str, in_a_list: bool, mut lines: Lines<'_>) -> Result<Vec<Found>, Broken> {
    let mut raw: Vec<&RawValue> = Vec::new();
    let broken = |error: &serde_json::Error| Lines { at: 0, ..lines }.numbered(error.line()).broken(MEMBERS);
    if in_a_list {
        raw = serde_json::from_str(text).map_err(|error| broken(&error))?;
    } else {
        for value in serde_json::Deserializer::from_str(text).into_iter() {
            raw.push(value.map_err(|error| broken(&error))?);
        }
    }
    let mut found = Vec::new();
    for value in raw {
        let place = lines.place(value.get());
        found.push(item(value.get(), &place).ok_or_else(|| place.broken(MEMBERS))?);
    }
    Ok(found)
}

fn item(json: &str, place: &Place) -> Option<Found> {
    let fields: BTreeMap<String, &RawValue> = serde_json::from_str(json).ok()?;
    let text = |key: &str| match serde_json::from_str(fields.get(key)?.get()) {
        Ok(Value::String(text)) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        Ok(Value::Number(number)) => Some(number.to_string()),
        _ => None,
    };
    Some(place.item(&text, json.to_owned()))
}

/// One item a row, after a header: what the cells say, as objects within objects.
fn rows(text: &str, mut lines: Lines<'_>) -> Result<Vec<Found>, Broken> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut records = reader.records().filter_map(Result::ok);
    let header: Vec<_> =
        records.next().unwrap_or_default().iter().map(|name| name.trim().to_owned()).collect();
    let mut found = Vec::new();
    let ended = text.trim_end_matches(['\n', '\r']).ends_with('"');
    let mut records = records.peekable();
    while let Some(record) = records.next() {
        let start = record.position().and_then(|at| usize::try_from(at.byte()).ok()).unwrap_or_default();
        let place = lines.place(text.get(start..).unwrap_or_default().trim_start_matches(['\n', '\r']));
        let runs_on = || record.iter().next_back().is_some_and(|cell| cell.contains('\n'));
        if records.peek().is_none() && !ended && runs_on() {
            return Err(place.broken(QUOTE));
        }
        let mut fields = Map::new();
        let cells = header.iter().zip(&record).filter(|(_, cell)| !cell.trim().is_empty());
        for (name, cell) in cells.clone() {
            put(&mut fields, name, cell);
        }
        let said =
            |key: &str| cells.clone().find(|(name, _)| *name == key).map(|(_, cell)| cell.trim().to_owned());
        found.push(place.item(&said, Value::Object(fields).to_string()));
    }
    Ok(found)
}

/// Puts the text of a cell where the name of its column leads: `customer.tier` into an object `customer`, and under the
/// whole name, which a field's data may have.
fn put(fields: &mut Map<String, Value>, name: &str, cell: &str) {
    fields.entry(name).or_insert_with(|| Value::from(cell));
    let Some((first, rest)) = name.split_once('.') else { return };
    if let Value::Object(inner) = fields.entry(first).or_insert_with(|| Value::Object(Map::new())) {
        put(inner, rest, cell);
    }
}

/// The lines of a text, found one after the other.
#[derive(Debug, Clone, Copy)]
struct Lines<'t> {
    text: &'t str,
    /// So far it was looked through.
    at: usize,
    /// The line there, from 1.
    line: usize,
}

impl Lines<'_> {
    /// Where a later part of the text begins.
    fn place(&mut self, part: &str) -> Place {
        let start = part.as_ptr().addr().saturating_sub(self.text.as_ptr().addr());
        self.line += self.text.get(self.at..start).unwrap_or_default().matches('\n').count();
        self.at = start.max(self.at);
        let end = part.find(['\n', '\r']).unwrap_or(part.len());
        Place { line: self.line, at: start..start + end }
    }

    /// Where the line of that number is.
    fn numbered(self, line: usize) -> Place {
        let all = self.text.split_inclusive('\n');
        let start = all.clone().take(line.saturating_sub(1)).map(str::len).sum();
        let length = all.clone().nth(line.saturating_sub(1)).map_or(0, |line| line.trim_end().len());
        Place { line, at: start..start + length }
    }
}

/// Where an item begins.
#[derive(Debug)]
struct Place {
    line: usize,
    at: Range<usize>,
}

impl Place {
    fn broken(&self, help: &'static str) -> Broken {
        Broken { line: self.line, at: self.at.clone(), help }
    }

    fn item(&self, said: &dyn Fn(&str) -> Option<String>, json: String) -> Found {
        let address = KEYS.iter().filter_map(|key| Some(((*key).to_owned(), said(key)?)));
        Found {
            id: said("id").unwrap_or_else(|| self.line.to_string()),
            line: self.line,
            at: self.at.clone(),
            address: address.collect(),
            json,
        }
    }
}
