use crate::check::context::Context;
use crate::hir::{Const, Table, TableCell, TableCellTest};
use crate::syntax::ast::{CompareOp, TextOp};
use crate::types::Type;
use crate::value::fold;
use std::collections::BTreeMap;

/// Closed stretches of a column's line of values, in order, none touching another.
pub(super) type Stretches = Vec<(i128, i128)>;

/// Where a missing value lies: before every other.
pub(super) const MISSING: i128 = i128::MIN;

/// The values of one column as points on a line. Texts are numbered: those the rows name, and one for all others.
#[derive(Debug)]
pub(super) struct Column {
    /// The first and the last value.
    pub(super) ends: (i128, i128),
    texts: BTreeMap<String, i128>,
}

/// What a cell lets through: surely, and possibly (a search of other texts can not be known).
#[derive(Debug)]
pub(super) struct Region {
    /// What it lets through for sure.
    pub(super) surely: Stretches,
    /// What it may let through.
    pub(super) maybe: Stretches,
    /// Whether it lets everything through.
    pub(super) all: bool,
}

/// The columns of a table.
pub(super) fn columns(ctx: &Context<'_>, table: &Table) -> Vec<Column> {
    let columns = table.parameters.iter().enumerate();
    columns.map(|(at, parameter)| column(ctx, table, at, &parameter.ty)).collect()
}

fn column(ctx: &Context<'_>, table: &Table, at: usize, ty: &Type) -> Column {
    let last = |count: usize| i128::try_from(count).unwrap_or(i128::MAX).saturating_sub(1);
    let mut texts = BTreeMap::new();
    let ends = match ty {
        Type::Bool => (0, 1),
        Type::Enum(id) => (0, last(ctx.enumeration(*id).map_or(1, |found| found.values.len()))),
        Type::Queue => (0, last(ctx.names.count(crate::check::names::Kind::Queue))),
        Type::Skill => (0, last(ctx.names.count(crate::check::names::Kind::Skill))),
        Type::Text | Type::Agent => {
            let named = table.rows.iter().filter_map(|row| row.cells.get(at)).flat_map(named_texts);
            for text in named {
                let number = i128::try_from(texts.len()).unwrap_or(i128::MAX);
                texts.entry(text).or_insert(number);
            }
            (0, last(texts.len()).saturating_add(1))
        }
        Type::Int
        | Type::Decimal
        | Type::Date
        | Type::Time
        | Type::Instant
        | Type::Duration
        | Type::Entity(_)
        | Type::List(_)
        | Type::Unknown => (i128::from(i64::MIN), i128::from(i64::MAX)),
    };
    Column { ends, texts }
}

fn named_texts(cell: &TableCell) -> Vec<String> {
    let TableCellTest::OneOf(values, _) = &cell.test else { return Vec::new() };
    let text = |value: &Const| {
        let Const::Text(text) = value else { return None };
        Some(fold(text).into_owned())
    };
    values.iter().filter_map(text).collect()
}

impl Column {
    /// What a cell lets through.
    pub(super) fn region(&self, cell: &TableCell) -> Region {
        let (surely, maybe) = self.positive(&cell.test);
        if cell.negated {
            let (surely, maybe) = (self.without(&maybe), self.without(&surely));
            return Region { surely, maybe, all: false };
        }
        Region { surely, maybe, all: cell.test == TableCellTest::Any }
    }

    fn positive(&self, test: &TableCellTest) -> (Stretches, Stretches) {
        let known = match test {
            TableCellTest::Any => vec![(MISSING, MISSING), self.ends],
            TableCellTest::Present => vec![self.ends],
            TableCellTest::OneOf(values, _) => self.points(values),
            TableCellTest::Between { from, to, half_open } => {
                let last = self.point(to).saturating_sub(i128::from(*half_open));
                vec![(self.point(from), last)]
            }
            TableCellTest::Compare(op, value) => vec![self.half(*op, self.point(value))],
            TableCellTest::Search(op, texts) => return self.searched(*op, texts),
        };
        let known: Stretches = known.into_iter().filter(|(from, to)| from <= to).collect();
        (known.clone(), known)
    }

    fn points(&self, values: &[Const]) -> Stretches {
        let mut points: Vec<_> = values.iter().map(|value| self.point(value)).collect();
        points.sort_unstable();
        points.dedup();
        let mut stretches: Stretches = Vec::new();
        for point in points {
            match stretches.last_mut() {
                Some((_, last)) if last.saturating_add(1) == point => *last = point,
                _ => stretches.push((point, point)),
            }
        }
        stretches
    }

    fn half(&self, op: CompareOp, value: i128) -> (i128, i128) {
        let (first, last) = self.ends;
        match op {
            CompareOp::Lt => (first, value.saturating_sub(1)),
            CompareOp::Le => (first, value),
            CompareOp::Gt => (value.saturating_add(1), last),
            CompareOp::Ge => (value, last),
            CompareOp::Eq | CompareOp::Ne => (value, value),
        }
    }

    /// Which of the texts that rows name are found, and that others may be.
    fn searched(&self, op: TextOp, wanted: &[String]) -> (Stretches, Stretches) {
        let wanted: Vec<_> = wanted.iter().map(|text| fold(text).into_owned()).collect();
        let found = |text: &str| match op {
            TextOp::Contains => Some(wanted.iter().any(|part| text.contains(part.as_str()))),
            TextOp::StartsWith => Some(wanted.iter().any(|part| text.starts_with(part.as_str()))),
            TextOp::EndsWith => Some(wanted.iter().any(|part| text.ends_with(part.as_str()))),
            TextOp::ContainsWord | TextOp::Matches => None,
        };
        let others = (self.ends.1, self.ends.1);
        let mut surely: Vec<_> = Vec::new();
        let mut maybe: Vec<_> = vec![others];
        for (text, number) in &self.texts {
            match found(text) {
                Some(true) => {
                    surely.push((*number, *number));
                    maybe.push((*number, *number));
                }
                Some(false) => {}
                None => maybe.push((*number, *number)),
            }
        }
        surely.sort_unstable();
        maybe.sort_unstable();
        (surely, maybe)
    }

    fn without(&self, taken: &Stretches) -> Stretches {
        let mut left = Vec::new();
        let is_missing_taken = taken.first().is_some_and(|(from, _)| *from == MISSING);
        if !is_missing_taken {
            left.push((MISSING, MISSING));
        }
        let (mut next, last) = self.ends;
        for (from, to) in taken.iter().filter(|(from, _)| *from != MISSING) {
            if next < *from {
                left.push((next, from.saturating_sub(1)));
            }
            next = next.max(to.saturating_add(1));
        }
        if next <= last {
            left.push((next, last));
        }
        left
    }

    fn point(&self, value: &Const) -> i128 {
        match value {
            Const::Bool(value) => i128::from(*value),
            Const::Int(value) => i128::from(*value),
            Const::Decimal(value) => i128::from(value.0),
            Const::Text(text) => self.texts.get(fold(text).as_ref()).copied().unwrap_or(self.ends.1),
            Const::Date(value) => i128::from(value.0),
            Const::Time(value) => i128::from(value.0),
            Const::Instant(value) => i128::from(value.0),
            Const::Duration(value) => i128::from(value.0),
            Const::Enum(_, value) => i128::from(*value),
            Const::Queue(id) => i128::from(id.0),
            Const::Skill(id) => i128::from(id.0),
            Const::Workstream(id) => i128::from(id.0),
            Const::Bot(id) => i128::from(id.0),
        }
    }

    /// The text of that number, if the rows name it.
    pub(super) fn text(&self, number: i128) -> Option<&str> {
        self.texts.iter().find(|(_, known)| **known == number).map(|(text, _)| text.as_str())
    }
}
