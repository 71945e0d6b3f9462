use super::region::{self, Column, MISSING, Region};
use crate::check::context::Context;
use crate::check::error::TableError;
use crate::hir::Table;
use crate::source::Span;
use crate::syntax::ast::HitPolicy;
use crate::types::Type;
use crate::value::{Date, Decimal, Duration, Instant, Time};
use std::collections::BTreeSet;

/// How much work a proof may be, in rows looked at.
const BUDGET: usize = 4_000_000;

/// Proves `unique` and `complete`, and finds rows that are never reached.
pub(super) fn check(ctx: &mut Context<'_>, table: &Table, policy: Option<Span>, complete: Option<Span>) {
    let columns = region::columns(ctx, table);
    let regions: Vec<Vec<Region>> = table
        .rows
        .iter()
        .map(|row| columns.iter().zip(&row.cells).map(|(column, cell)| column.region(cell)).collect())
        .collect();
    let mut search = Search {
        order: by_selectivity(&columns, &regions),
        unique: table.policy == HitPolicy::Unique,
        columns: &columns,
        regions: &regions,
        at: vec![MISSING; columns.len()],
        left: BUDGET,
        reached: vec![false; table.rows.len()],
        hole: None,
        overlap: None,
    };
    let all: Vec<usize> = (0..table.rows.len()).collect();
    search.walk(0, &all);
    report(ctx, table, &search, policy, complete);
}

fn report(
    ctx: &mut Context<'_>,
    table: &Table,
    search: &Search<'_>,
    policy: Option<Span>,
    complete: Option<Span>,
) {
    let name = table.named.name.clone();
    if let (true, Some((first, second, example))) = (search.unique, &search.overlap) {
        let row = |at: &usize| table.rows.get(*at).map(|row| row.span);
        if let (Some(first), Some(span)) = (row(first), row(second)) {
            let example = example.as_ref().map(|at| format!(": {}", describe(ctx, table, search, at)));
            let example = example.unwrap_or_default();
            ctx.report(TableError::Overlap { table: name.clone(), example, span, first, policy });
        }
    }
    if let (Some(span), Some(hole)) = (complete, &search.hole) {
        let example = describe(ctx, table, search, hole);
        ctx.report(TableError::Hole { table: name.clone(), example, span });
    }
    if search.left == 0 {
        let unproved = [
            ("unique", policy.filter(|_| search.unique && search.overlap.is_none())),
            ("complete", complete.filter(|_| search.hole.is_none() && !search.has_row_for_all())),
        ];
        for (claim, span) in unproved {
            if let Some(span) = span {
                ctx.report(TableError::TooTangled { table: name.clone(), claim, span });
            }
        }
        return;
    }
    if !search.unique {
        let never = table.rows.iter().zip(&search.reached).filter(|(_, reached)| !**reached);
        for (row, _) in never {
            ctx.report(TableError::NeverReached { span: row.span });
        }
    }
}

/// Columns that tell rows apart come first, so that few rows are left for the others.
fn by_selectivity(columns: &[Column], regions: &[Vec<Region>]) -> Vec<usize> {
    let mut order: Vec<_> = (0..columns.len()).map(|column| (most_alike(regions, column), column)).collect();
    order.sort_unstable();
    order.into_iter().map(|(_, column)| column).collect()
}

/// How many rows at most let the same value of a column through.
fn most_alike(regions: &[Vec<Region>], column: usize) -> usize {
    let mut events: Vec<(i128, bool)> = Vec::new();
    for region in regions.iter().filter_map(|row| row.get(column)) {
        events.extend(region.maybe.iter().flat_map(|(from, to)| [(*from, true), (after(*to), false)]));
    }
    events.sort_unstable();
    let mut open = 0_usize;
    let mut most = 0;
    for (_, begins) in events {
        open = if begins { open.saturating_add(1) } else { open.saturating_sub(1) };
        most = most.max(open);
    }
    most
}

/// A walk through all inputs, column by column, with the rows that still match.
struct Search<'a> {
    order: Vec<usize>,
    unique: bool,
    columns: &'a [Column],
    regions: &'a [Vec<Region>],
    /// The input at hand.
    at: Vec<i128>,
    left: usize,
    reached: Vec<bool>,
    hole: Option<Vec<i128>>,
    overlap: Option<(usize, usize, Option<Vec<i128>>)>,
}

impl Search<'_> {
    /// `rows` may match the input up to the column of that depth, in order.
    fn walk(&mut self, depth: usize, rows: &[usize]) {
        self.left = self.left.saturating_sub(rows.len().saturating_add(1));
        if self.left == 0 {
            return;
        }
        let Some(column) = self.order.get(depth).copied() else {
            self.arrive(rows);
            return;
        };
        let rows = if self.unique { rows } else { self.up_to_open(depth, rows) };
        let is_decided = rows.len() < 2 && rows.iter().all(|row| self.is_open(depth, *row));
        if is_decided {
            self.arrive(rows);
            return;
        }
        for (point, active) in self.stretches(column, rows) {
            if let Some(at) = self.at.get_mut(column) {
                *at = point;
            }
            self.walk(depth.saturating_add(1), &active);
            if self.left == 0 {
                return;
            }
        }
        if let Some(at) = self.at.get_mut(column) {
            *at = MISSING;
        }
    }

    /// Under `first`, nothing after a row that matches whatever the rest of the input is can be reached.
    fn up_to_open<'r>(&self, depth: usize, rows: &'r [usize]) -> &'r [usize] {
        let open = rows.iter().position(|row| self.is_open(depth, *row) && self.is_sure(depth, *row));
        open.and_then(|at| rows.get(..=at)).unwrap_or(rows)
    }

    fn is_open(&self, depth: usize, row: usize) -> bool {
        let columns = self.order.iter().skip(depth);
        columns.into_iter().all(|column| self.region(row, *column).is_some_and(|region| region.all))
    }

    /// Whether the row surely matches the columns decided so far.
    fn is_sure(&self, depth: usize, row: usize) -> bool {
        self.order.iter().take(depth).all(|column| {
            let point = self.at.get(*column).copied().unwrap_or(MISSING);
            self.region(row, *column).is_some_and(|region| holds(&region.surely, point))
        })
    }

    /// Whether a row asks nothing at all, as `otherwise` does.
    fn has_row_for_all(&self) -> bool {
        (0..self.regions.len()).any(|row| self.is_open(0, row))
    }

    fn region(&self, row: usize, column: usize) -> Option<&Region> {
        self.regions.get(row)?.get(column)
    }

    /// The stretches of a column in which the same rows match, each with its first value.
    fn stretches(&mut self, column: usize, rows: &[usize]) -> Vec<(i128, Vec<usize>)> {
        let ends = self.columns.get(column).map_or((0, 0), |column| column.ends);
        let mut events: Vec<(i128, bool, usize)> = Vec::new();
        let mut cuts: BTreeSet<i128> = BTreeSet::from([MISSING, ends.0]);
        for row in rows {
            let Some(region) = self.region(*row, column) else { continue };
            for (from, to) in &region.maybe {
                events.push((*from, true, *row));
                events.push((after(*to), false, *row));
            }
            for (from, to) in &region.surely {
                cuts.extend([*from, after(*to)]);
            }
        }
        cuts.extend(events.iter().map(|(at, ..)| *at));
        events.sort_unstable();
        let mut active: BTreeSet<usize> = BTreeSet::new();
        let mut found: Vec<(i128, Vec<usize>)> = Vec::new();
        let mut events = events.into_iter().peekable();
        for cut in cuts.into_iter().filter(|cut| *cut <= ends.1) {
            while let Some((_, begins, row)) = events.next_if(|(at, ..)| *at <= cut) {
                if begins {
                    active.insert(row);
                } else {
                    active.remove(&row);
                }
            }
            if cut != MISSING && cut < ends.0 {
                continue;
            }
            self.left = self.left.saturating_sub(active.len());
            if self.left == 0 {
                return found;
            }
            found.push((cut, active.iter().copied().collect()));
        }
        // Examples are plainer with values than with missing ones.
        if !found.is_empty() {
            found.rotate_left(1);
        }
        found
    }

    /// At one input, decided in every column that matters.
    fn arrive(&mut self, rows: &[usize]) {
        let depth = self.order.len();
        if let ([first, second, ..], true, None) = (rows, self.unique, &self.overlap) {
            let sure = self.is_sure(depth, *first) && self.is_sure(depth, *second);
            self.overlap = Some((*first, *second, sure.then(|| self.at.clone())));
        }
        let mut is_covered = false;
        for row in rows {
            if let Some(reached) = self.reached.get_mut(*row) {
                *reached = true;
            }
            if self.is_sure(depth, *row) {
                is_covered = true;
                break;
            }
        }
        if !is_covered && self.hole.is_none() {
            self.hole = Some(self.at.clone());
        }
    }
}

fn after(point: i128) -> i128 {
    point.saturating_add(1)
}

fn holds(stretches: &[(i128, i128)], point: i128) -> bool {
    let next = stretches.partition_point(|(from, _)| *from <= point);
    next.checked_sub(1).and_then(|at| stretches.get(at)).is_some_and(|(_, to)| point <= *to)
}

/// An input in words: `tier gold, amount 5000`.
fn describe(ctx: &Context<'_>, table: &Table, search: &Search<'_>, at: &[i128]) -> String {
    let columns = table.parameters.iter().zip(search.columns).zip(at);
    let words = columns.map(|((parameter, column), point)| {
        let value = spell(ctx, &parameter.ty, column, *point);
        format!("{} {value}", parameter.name)
    });
    words.collect::<Vec<_>>().join(", ")
}

fn spell(ctx: &Context<'_>, ty: &Type, column: &Column, point: i128) -> String {
    if point == MISSING {
        return "missing".to_owned();
    }
    let small = i64::try_from(point).unwrap_or(i64::MAX);
    if small == i64::MIN {
        return "below all that the rows name".to_owned();
    }
    match ty {
        Type::Bool => if point == 0 { "no" } else { "yes" }.to_owned(),
        Type::Enum(id) => {
            let at = usize::try_from(point).unwrap_or(usize::MAX);
            let value = ctx.enumeration(*id).and_then(|found| found.values.get(at));
            value.map_or_else(String::new, |value| value.word.clone())
        }
        Type::Decimal => Decimal(small).to_string(),
        Type::Date => Date(i32::try_from(small).unwrap_or(i32::MAX)).to_string(),
        Type::Time => Time(small).to_string(),
        Type::Instant => Instant(small).to_string(),
        Type::Duration => Duration(small).to_string(),
        Type::Text | Type::Agent => {
            column.text(point).map_or_else(|| "any other text".to_owned(), |text| format!("\"{text}\""))
        }
        Type::Queue => ctx
            .names
            .all(crate::check::names::Kind::Queue)
            .nth(usize::try_from(point).unwrap_or(usize::MAX))
            .unwrap_or_default()
            .to_owned(),
        Type::Skill => ctx
            .names
            .all(crate::check::names::Kind::Skill)
            .nth(usize::try_from(point).unwrap_or(usize::MAX))
            .unwrap_or_default()
            .to_owned(),
        Type::Int | Type::Entity(_) | Type::List(_) | Type::Unknown => small.to_string(),
    }
}
