use crate::cli::outcome::Failure;
use csv::StringRecord;
use enroute::bundle::Bundle;
use enroute::dispatch::AgentEntry;
use enroute::value::similar;
use serde_json::{Map, Value};
use std::path::Path;

/// The columns that every roster may have; all others are fields of `entity Agent`.
const COLUMNS: [&str; 9] =
    ["id", "queues", "skills", "units", "profiles", "presence", "signed_in", "hours", "shifts"];

/// The agents of a CSV file.
pub(super) fn entries(
    text: &str,
    path: &Path,
    bundle: &Bundle,
) -> Result<Vec<Result<AgentEntry, String>>, Failure> {
    let cannot = |error: csv::Error| Failure::Access(format!("cannot read `{}`: {error}", path.display()));
    let mut reader =
        csv::ReaderBuilder::new().trim(csv::Trim::All).flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(cannot)?.clone();
    let fields = fields(bundle);
    let known: Vec<_> = COLUMNS.iter().copied().chain(fields.iter().map(String::as_str)).collect();
    let wrong = header.iter().filter_map(|column| unread(column, &known));
    let wrong: Vec<_> = wrong.map(|why| Err(format!("line 1: {why}"))).collect();
    if !wrong.is_empty() {
        return Ok(wrong);
    }
    let entry = |row: csv::Result<StringRecord>| {
        let row = row.map_err(cannot)?;
        let line = row.position().map_or(0, csv::Position::line);
        let entry = if row.len() > header.len() {
            Err(format!("there are {} cells under {} columns", row.len(), header.len()))
        } else {
            let entry = Value::Object(object(&header, &row)).to_string();
            AgentEntry::read(&entry).map_err(|error| error.to_string())
        };
        Ok(entry.map_err(|error| format!("line {line}: {error}")))
    };
    reader.records().map(entry).collect()
}

/// What to say of a column that no rule reads and that looks like one of those known. Other columns that no rule reads
/// do no harm: a rule that reads them may come.
fn unread(column: &str, known: &[&str]) -> Option<String> {
    if known.contains(&column) {
        return None;
    }
    let similar = similar(column, known.iter().copied())?;
    Some(format!("no rule reads a column `{column}`; did you mean `{similar}`? Otherwise leave it out"))
}

/// The names that those fields of `entity Agent` have in the data that rules read.
fn fields(bundle: &Bundle) -> Vec<String> {
    let program = bundle.program().program();
    let place = program.desk.agent.record.and_then(|place| usize::try_from(place).ok());
    let record = place.and_then(|place| program.schema.records.get(place));
    record.map(|record| record.fields.iter().map(|field| field.key.clone()).collect()).unwrap_or_default()
}

/// A row as the object that a JSON roster would have. Blank cells say nothing.
fn object(header: &StringRecord, row: &StringRecord) -> Map<String, Value> {
    let (mut object, mut fields) = (Map::new(), Map::new());
    for (column, cell) in header.iter().zip(row).filter(|(_, cell)| !cell.is_empty()) {
        match value(column, cell) {
            Some(value) => object.insert(column.to_owned(), value),
            None => fields.insert(column.to_owned(), Value::from(cell)),
        };
    }
    if !fields.is_empty() {
        object.insert("fields".to_owned(), Value::Object(fields));
    }
    object
}

/// What a cell says; none for a field of `entity Agent`, which reads texts itself.
fn value(column: &str, cell: &str) -> Option<Value> {
    Some(match column {
        "queues" => parts(cell).map(Value::from).collect(),
        "skills" => pairs(cell, &Value::Bool(true)),
        "profiles" => pairs(cell, &Value::Null),
        "units" => word(cell),
        "signed_in" => yes_or_no(cell),
        "shifts" => parts(cell).map(stretch).collect(),
        "id" | "presence" | "hours" => Value::from(cell),
        _ => return None,
    })
}

fn yes_or_no(cell: &str) -> Value {
    match cell.to_ascii_lowercase().as_str() {
        "yes" => Value::Bool(true),
        "no" => Value::Bool(false),
        _ => word(cell),
    }
}

fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty())
}

/// `french=3;calls`, with `alone` for those without `=`.
fn pairs(cell: &str, alone: &Value) -> Value {
    let pair = |part: &str| match part.split_once('=') {
        Some((name, value)) => (name.trim().to_owned(), word(value.trim())),
        None => (part.to_owned(), alone.clone()),
    };
    Value::Object(parts(cell).map(pair).collect())
}

/// A whole number, `true` or `false`, or else a text.
fn word(text: &str) -> Value {
    let number = text.parse().map(|number: i64| Value::from(number));
    let word = number.or_else(|_| text.to_ascii_lowercase().parse().map(Value::Bool));
    word.unwrap_or_else(|_| Value::from(text))
}

/// `2026-03-02T08:00Z/2026-03-02T16:00Z`
fn stretch(text: &str) -> Value {
    match text.split_once('/') {
        Some((from, to)) => serde_json::json!({ "from": from.trim(), "to": to.trim() }),
        None => Value::from(text),
    }
}
