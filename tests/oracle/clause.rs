//! What a trace must tell of a condition and each of its parts.

use super::evaluate::{Env, World};
use super::names::Names;
use super::off;
use super::told::Table;
use super::value::{Value, compare};
use super::{clock, shown};
use enroute::hir::{Expr, ExprKind, Place};
use enroute::source::Span;
use enroute::syntax::ast::{BoolOp, Case, CompareOp};
use enroute::vm::{ClauseKind, ClauseTrace, Shown};

pub(crate) struct Teller<'t, 'a> {
    pub(crate) world: &'t World<'a>,
    pub(crate) names: &'t Names<'a>,
}

type Agrees = Result<(), String>;

/// What a test saw: the place, and what stood there.
pub(crate) type Saw = Vec<(String, Shown)>;

impl Teller<'_, '_> {
    /// Kind, text, place and outcome.
    pub(crate) fn heads(&self, got: &ClauseTrace, kind: &ClauseKind, span: Span, holds: bool) -> Agrees {
        Self::says(got, &self.names.written(span).text)?;
        self.placed(got, span)?;
        if got.kind != *kind || got.holds != holds {
            return Err(format!("{kind:?} that came to {holds} is told as {got:?}"));
        }
        Ok(())
    }

    fn says(got: &ClauseTrace, text: &str) -> Agrees {
        if *got.text == *text { Ok(()) } else { Err(format!("`{text}` is told as `{}`", got.text)) }
    }

    fn placed(&self, got: &ClauseTrace, span: Span) -> Agrees {
        let (line, column) = self.names.written(span).place;
        if (got.line, got.column) == (line, column) && *got.file == *self.names.file(span) {
            return Ok(());
        }
        Err(format!("{line}:{column} is told as {}:{}:{}", got.file, got.line, got.column))
    }

    /// What is no test and no table saw nothing.
    pub(crate) fn bare(got: &ClauseTrace) -> Agrees {
        if got.seen.is_empty() && got.off.is_none() && got.row.is_none() {
            return Ok(());
        }
        Err(format!("`{}` saw {:?}, {:?}, {:?}", got.text, got.seen, got.off, got.row))
    }

    fn parts(got: &ClauseTrace, count: usize) -> Result<&[ClauseTrace], String> {
        if got.parts.len() == count {
            Ok(&got.parts)
        } else {
            Err(format!("`{}` has {} parts", got.text, got.parts.len()))
        }
    }

    pub(crate) fn condition(&self, expr: &Expr, env: &Env<'_>, got: &ClauseTrace) -> Agrees {
        let holds = self.world.holds(expr, env);
        match &expr.kind {
            ExprKind::Not(inner) => {
                self.heads(got, &ClauseKind::Not, expr.span, holds)?;
                Self::bare(got)?;
                self.condition(inner, env, &Self::parts(got, 1)?[0])
            }
            ExprKind::Chain(op, parts) => {
                let kind = match op {
                    BoolOp::And => ClauseKind::And,
                    BoolOp::Or => ClauseKind::Or,
                };
                self.heads(got, &kind, expr.span, holds)?;
                Self::bare(got)?;
                let told = Self::parts(got, parts.len())?;
                parts.iter().zip(told).try_for_each(|(part, got)| self.condition(part, env, got))
            }
            ExprKind::Condition(id, arguments) => {
                let condition = &self.world.program.conditions[id.index()];
                let kind = ClauseKind::Condition(condition.named.name.as_str().into());
                self.heads(got, &kind, expr.span, holds)?;
                Self::bare(got)?;
                self.condition(&condition.body, &Env::within(arguments, env), &Self::parts(got, 1)?[0])
            }
            ExprKind::Param(_) => {
                let (behind, outer) = env.behind(expr);
                self.condition(behind, outer, got)
            }
            ExprKind::Between { left, from, to, half_open }
                if off::known(from, env).is_none() || off::known(to, env).is_none() =>
            {
                self.range(expr, (left, from, to, *half_open), env, got)
            }
            _ => self.test(expr, env, got, holds),
        }
    }

    /// A range whose ends are not known is two tests.
    fn range(
        &self,
        expr: &Expr,
        (left, from, to, half_open): (&Expr, &Expr, &Expr, bool),
        env: &Env<'_>,
        got: &ClauseTrace,
    ) -> Agrees {
        let last = if half_open { CompareOp::Lt } else { CompareOp::Le };
        let value = |expr: &Expr| self.world.value(expr, env);
        let halves = [(CompareOp::Ge, from), (last, to)];
        let came = halves.map(|(op, end)| compare(op, &value(left), &value(end), true));
        self.heads(got, &ClauseKind::And, expr.span, came.iter().all(|holds| *holds))?;
        Self::bare(got)?;
        for (((op, end), holds), got) in halves.into_iter().zip(came).zip(Self::parts(got, 2)?) {
            self.heads(got, &ClauseKind::Test, left.span.to(end.span), holds)?;
            Self::parts(got, 0)?;
            let mut saw = Saw::new();
            self.reads(left, env, &mut saw);
            self.reads(end, env, &mut saw);
            Self::saw(got, &saw)?;
            let off = off::Off { world: self.world, env }.compared(op, Case::Exact, left, end);
            Self::off(got, off)?;
        }
        Ok(())
    }

    fn test(&self, expr: &Expr, env: &Env<'_>, got: &ClauseTrace, holds: bool) -> Agrees {
        self.heads(got, &ClauseKind::Test, expr.span, holds)?;
        Self::parts(got, 0)?;
        let mut saw = Saw::new();
        self.test_reads(expr, env, &mut saw);
        let kind = super::census::expr(&expr.kind);
        let mut tests = self.world.caches.tests.borrow_mut();
        *tests.entry((kind, holds)).or_default() += 1;
        if saw.iter().any(|(_, value)| *value == Shown::Missing) {
            *tests.entry(("a missing value", holds)).or_default() += 1;
        }
        drop(tests);
        if let ExprKind::During(at, hours) = &expr.kind {
            let at = at.as_ref().map_or(Value::Instant(self.world.now), |at| self.world.value(at, env));
            if let Some(at) = at.number() {
                let zone = &self.world.program.hours[hours.index()].zone;
                saw.extend(on_the_wall(zone, at));
            }
        }
        Self::saw(got, &saw)?;
        Self::off(got, off::Off { world: self.world, env }.of(expr))?;
        if got.row.is_some() { Err(format!("`{}` found a row", got.text)) } else { Ok(()) }
    }

    fn saw(got: &ClauseTrace, saw: &Saw) -> Agrees {
        let mut once: Vec<&(String, Shown)> = Vec::new();
        for one in saw {
            if !once.iter().any(|(path, _)| *path == one.0) {
                once.push(one);
            }
        }
        let same = got.seen.len() == once.len()
            && got
                .seen
                .iter()
                .zip(&once)
                .all(|(got, (path, value))| *got.path == **path && got.value == *value);
        if same { Ok(()) } else { Err(format!("`{}` saw {once:?}, told as {:?}", got.text, got.seen)) }
    }

    fn off(got: &ClauseTrace, off: Option<u16>) -> Agrees {
        if got.off == off {
            Ok(())
        } else {
            Err(format!("`{}` was off by {off:?}, told as {:?}", got.text, got.off))
        }
    }

    /// The places that a test reads, in order, with what stood there.
    fn test_reads(&self, expr: &Expr, env: &Env<'_>, saw: &mut Saw) {
        match &expr.kind {
            ExprKind::Compare { left, right, .. } | ExprKind::InList { left, list: right, .. } => {
                self.reads(left, env, saw);
                self.reads(right, env, saw);
            }
            ExprKind::OneOf { left: inner, .. }
            | ExprKind::Search { left: inner, .. }
            | ExprKind::ListHas { left: inner, .. }
            | ExprKind::Between { left: inner, .. }
            | ExprKind::Present(inner)
            | ExprKind::WithinLast(inner, _)
            | ExprKind::WithinNext(inner, _)
            | ExprKind::OlderThan(inner, _) => self.reads(inner, env, saw),
            ExprKind::During(at, _) => at.iter().for_each(|at| self.reads(at, env, saw)),
            ExprKind::Needs { skill, .. } => {
                let skill = env.skill(*skill);
                let name = &self.world.program.skills[skill.index()].named.name;
                let held = self.world.skills.iter().find(|(held, _)| *held == skill);
                let value =
                    held.map_or(Shown::Missing, |(_, level)| level.map_or(Shown::Bool(true), Shown::Int));
                saw.push((format!("item needs {name}"), value));
            }
            ExprKind::Holds(profile) => {
                let name = &self.world.program.profiles[profile.index()].named.name;
                let held = self.world.profiles.contains(profile);
                saw.push((format!("item holds {name}"), if held { Shown::Int(1) } else { Shown::Missing }));
            }
            _ => self.reads(expr, env, saw),
        }
    }

    /// The places that a value is made of. Whether a condition holds is a value that no place has.
    fn reads(&self, expr: &Expr, env: &Env<'_>, saw: &mut Saw) {
        let (expr, env) = env.behind(expr);
        match &expr.kind {
            ExprKind::Read(place) => {
                let place = env.rooted(place);
                let value = if matches!(expr.ty, enroute::types::Type::Entity(_)) {
                    if self.world.item.has_link(&place) { Shown::Bool(true) } else { Shown::Missing }
                } else {
                    shown::shown(self.world.program, &expr.ty, &self.world.read(&place))
                };
                saw.push((self.path(&place), value));
            }
            ExprKind::Arith { left, right, .. } | ExprKind::Default(left, right) => {
                self.reads(left, env, saw);
                self.reads(right, env, saw);
            }
            ExprKind::Negate(inner) | ExprKind::Widen(inner) => self.reads(inner, env, saw),
            ExprKind::DateIn(at, _) | ExprKind::TimeIn(at, _) | ExprKind::WeekdayIn(at, _) => {
                if let Some(at) = at {
                    self.reads(at, env, saw);
                }
            }
            ExprKind::Lookup { arguments, .. } => {
                for argument in arguments {
                    self.reads(argument, env, saw);
                }
            }
            _ => {}
        }
    }

    fn path(&self, place: &Place) -> String {
        shown::path(self.world.program, place)
    }

    /// A table that must have a row: the one part is whether it has one.
    pub(crate) fn table(&self, table: &Table<'_>, got: &ClauseTrace) -> Agrees {
        let declared = &self.world.program.tables[table.id.index()];
        let found = self.world.row(table.id, table.arguments, &Env::TOP);
        let row = found.map(|(at, _)| &self.names.rows[table.id.index()][at]);
        let same = match (&got.row, row) {
            (None, None) => true,
            (Some(got), Some(row)) => row.is(got),
            (Some(_), None) | (None, Some(_)) => false,
        };
        if !same {
            return Err(format!("`{}` found row {row:?}, told as {:?}", got.text, got.row));
        }
        let kind = ClauseKind::Table(declared.named.name.as_str().into());
        let spans = table.arguments.iter().map(|argument| argument.span);
        let span = if table.says { spans.reduce(Span::to).unwrap_or(table.span) } else { table.span };
        let text = if table.says {
            let said: Vec<_> = table
                .arguments
                .iter()
                .map(|argument| self.names.written(argument.span).text.clone())
                .collect();
            format!("to {}({})", declared.named.name, said.join(", "))
        } else {
            self.names.written(span).text.clone()
        };
        let inner = &Self::parts(got, 1)?[0];
        Self::parts(inner, 0)?;
        for (got, kind) in [(got, &kind), (inner, &ClauseKind::Test)] {
            Self::says(got, &text)?;
            self.placed(got, span)?;
            if got.kind != *kind || got.holds != found.is_some() {
                return Err(format!("`{text}` is told as {got:?}"));
            }
        }
        let mut saw = Saw::new();
        table.arguments.iter().for_each(|argument| self.reads(argument, &Env::TOP, &mut saw));
        Self::saw(inner, &saw)?;
        if !got.seen.is_empty() || got.off.is_some() || inner.row.is_some() || inner.off.is_some() {
            return Err(format!("`{text}` saw {got:?}"));
        }
        Ok(())
    }
}

fn on_the_wall(zone: &str, at: i64) -> [(String, Shown); 2] {
    let (date, time, weekday) = clock::local_in(zone, at);
    let words = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let (date, time) = (enroute::value::Date(date), enroute::value::Time(time));
    let weekday = Shown::Text(words[usize::try_from(weekday).unwrap()].to_owned());
    let wall = Shown::Text(format!("{date}T{time}"));
    [("the weekday".to_owned(), weekday), (format!("the time in {zone}"), wall)]
}
