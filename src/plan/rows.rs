use super::change::Said;
use super::part::{List, Part};
use super::reader::Reader;
use super::text;
use crate::hir::{Const, Named, Program, TableCell, TableCellTest, TableRow};
use crate::source::Span;
use crate::syntax::ast::{Cell, Row, Rows, Table};
use crate::types::{Case, CompareOp, HitPolicy, TextOp};

/// The rows of a table, from wherever they stand. A row is known by what it asks.
pub(super) fn rows(reader: &Reader<'_>, table: &Table) -> List {
    let parts = match &table.rows {
        Rows::Inline(rows) => rows.iter().map(|row| inline(reader, row)).collect(),
        Rows::Csv(_) => {
            let tables = &reader.checked.program.tables;
            let known = tables.iter().find(|known| known.named.name == table.name.text);
            let rows = known.iter().flat_map(|table| &table.rows);
            rows.map(|row| of_file(reader, row)).collect()
        }
    };
    let ordered = table.policy.is_some_and(|(policy, _)| policy == HitPolicy::First);
    List { address: String::new(), what: "row", ordered, within: false, parts }
}

fn inline(reader: &Reader<'_>, row: &Row) -> Part {
    let cells: Vec<_> = row.cells.iter().map(|cell: &Cell| reader.words(cell.span)).collect();
    let asks = if row.otherwise { "otherwise".to_owned() } else { cells.join(" | ") };
    let gives: Vec<_> = row.outputs.iter().map(|output| reader.words(output.span)).collect();
    part(reader, asks, &gives.join(" | "), row.span)
}

fn of_file(reader: &Reader<'_>, row: &TableRow) -> Part {
    let program = &reader.checked.program;
    let cells: Vec<_> = row.cells.iter().map(|known| cell(program, known)).collect();
    let is_otherwise = cells.iter().all(|cell| cell == "any");
    let asks = if is_otherwise { "otherwise".to_owned() } else { cells.join(" | ") };
    let gives: Vec<_> = row.outputs.iter().map(|output| value(program, output)).collect();
    part(reader, asks, &gives.join(" | "), row.span)
}

fn part(reader: &Reader<'_>, asks: String, gives: &str, span: Span) -> Part {
    let said = Said { text: format!("{asks} -> {gives}"), ..reader.said(span) };
    let same = text::same(&said.text);
    Part { key: Some(asks), said, same, pieces: Vec::new(), span }
}

/// A cell as the language writes it in a block.
fn cell(program: &Program, cell: &TableCell) -> String {
    let test = match &cell.test {
        TableCellTest::Any => "any".to_owned(),
        TableCellTest::OneOf(values, case) => {
            let exactly = if *case == Case::Exact { "exactly " } else { "" };
            format!("{exactly}{}", one_or_list(values.iter().map(|one| value(program, one)).collect()))
        }
        TableCellTest::Between { from, to, half_open } => {
            let dots = if *half_open { "..<" } else { ".." };
            format!("{}{dots}{}", value(program, from), value(program, to))
        }
        TableCellTest::Compare(op, with) => format!("{} {}", sign(*op), value(program, with)),
        TableCellTest::Present => "present".to_owned(),
        TableCellTest::Search(op, texts) => {
            let texts = texts.iter().map(|text| quoted(text)).collect();
            format!("{} {}", search(*op), one_or_list(texts))
        }
    };
    match (&cell.test, cell.negated) {
        (TableCellTest::Present, true) => "missing".to_owned(),
        (_, true) => format!("not {test}"),
        (_, false) => test,
    }
}

fn one_or_list(mut values: Vec<String>) -> String {
    match (values.pop(), values.is_empty()) {
        (Some(only), true) => only,
        (last, _) => {
            values.extend(last);
            format!("[{}]", values.join(", "))
        }
    }
}

fn sign(op: CompareOp) -> &'static str {
    match op {
        CompareOp::Eq => "==",
        CompareOp::Ne => "!=",
        CompareOp::Lt => "<",
        CompareOp::Le => "<=",
        CompareOp::Gt => ">",
        CompareOp::Ge => ">=",
    }
}

fn search(op: TextOp) -> &'static str {
    match op {
        TextOp::Contains => "contains",
        TextOp::ContainsWord => "contains word",
        TextOp::StartsWith => "starts with",
        TextOp::EndsWith => "ends with",
        TextOp::Matches => "matches",
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn value(program: &Program, value: &Const) -> String {
    let name = |named: Option<&Named>| named.map_or_else(String::new, |named| named.name.clone());
    match value {
        Const::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Const::Int(number) => number.to_string(),
        Const::Decimal(number) => number.to_string(),
        Const::Text(text) => quoted(text),
        Const::Date(day) => day.to_string(),
        Const::Time(time) => time.to_string(),
        Const::Instant(instant) => instant.to_string(),
        Const::Duration(length) => length.to_string(),
        Const::Enum(id, at) => {
            let of = usize::try_from(id.0).ok().and_then(|of| program.enums.get(of));
            let known = of.and_then(|of| of.values.get(usize::try_from(*at).ok()?));
            known.map_or_else(String::new, |value| value.word.clone())
        }
        Const::Queue(id) => name(program.queues.get(id.index()).map(|queue| &queue.named)),
        Const::Skill(id) => name(program.skills.get(id.index()).map(|skill| &skill.named)),
        Const::Workstream(id) => name(program.workstreams.get(id.index()).map(|stream| &stream.named)),
        Const::Bot(id) => name(program.bots.get(id.index()).map(|bot| &bot.named)),
    }
}
