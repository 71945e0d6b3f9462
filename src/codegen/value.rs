use super::generator::{Env, Generator, Piece, peel};
use super::layout::{const_list, number_of, slot_kind};
use crate::bytecode::{Op, Slot, SlotKind, TableId, ZoneId};
use crate::hir::{Const, Expr, ExprKind, HoursId, TableId as HirTable, ZoneOf};
use crate::syntax::ast::ArithOp;
use crate::types::Type;
use crate::value::Decimal;

impl Generator<'_> {
    /// The slot where the value of an expression stands once `pieces` have run.
    pub(super) fn value<'e>(
        &mut self,
        expr: &'e Expr,
        env: &'e Env<'e>,
        pieces: &mut Vec<Piece<'e>>,
    ) -> Slot {
        let (expr, env) = peel(expr, env);
        if !self.enter(expr.span) {
            self.leave();
            return self.layout.known.now;
        }
        let slot = self.value_kind(expr, env, pieces);
        self.leave();
        slot
    }

    fn value_kind<'e>(&mut self, expr: &'e Expr, env: &'e Env<'e>, pieces: &mut Vec<Piece<'e>>) -> Slot {
        let kind = slot_kind(self.program, &expr.ty);
        match &expr.kind {
            ExprKind::Const(value) => self.constant(value, kind, pieces),
            ExprKind::List(values) => {
                let contents = const_list(&mut self.pools, values);
                let list = self.pools.list(contents);
                self.result(kind, pieces, |to| Op::LoadList { to, list })
            }
            ExprKind::Read(place) => self.slot_of(place, &expr.ty, env),
            ExprKind::Param(_) => self.nothing(kind),
            ExprKind::Now => self.layout.known.now,
            ExprKind::Arith { op, left, right } => self.arith(kind, *op, (left, right), env, pieces),
            ExprKind::Negate(inner) => {
                self.unary(kind, inner, env, pieces, |to, from| Op::Negate { to, from })
            }
            ExprKind::Widen(inner) => self.unary(kind, inner, env, pieces, |to, from| Op::Widen { to, from }),
            ExprKind::Default(first, second) => {
                let (left, right) = (self.value(first, env, pieces), self.value(second, env, pieces));
                self.result(kind, pieces, |to| Op::Default { to, left, right })
            }
            ExprKind::DateIn(at, zone) => {
                let (from, zone) = self.local(at.as_deref(), zone, env, pieces);
                self.result(kind, pieces, |to| Op::LocalDate { to, from, zone })
            }
            ExprKind::TimeIn(at, zone) => {
                let (from, zone) = self.local(at.as_deref(), zone, env, pieces);
                self.result(kind, pieces, |to| Op::LocalTime { to, from, zone })
            }
            ExprKind::WeekdayIn(at, zone) => {
                let (from, zone) = self.local(at.as_deref(), zone, env, pieces);
                self.result(kind, pieces, |to| Op::LocalWeekday { to, from, zone })
            }
            ExprKind::Lookup { table, arguments, output } => {
                let outputs = self.lookup(*table, arguments, env, pieces);
                let wanted = usize::try_from(*output).ok().and_then(|at| outputs.get(at).copied());
                wanted.unwrap_or_else(|| self.nothing(kind))
            }
            ExprKind::Not(_)
            | ExprKind::Chain(..)
            | ExprKind::Compare { .. }
            | ExprKind::OneOf { .. }
            | ExprKind::Between { .. }
            | ExprKind::Search { .. }
            | ExprKind::ListHas { .. }
            | ExprKind::InList { .. }
            | ExprKind::Present(_)
            | ExprKind::WithinLast(..)
            | ExprKind::WithinNext(..)
            | ExprKind::OlderThan(..)
            | ExprKind::During(..)
            | ExprKind::Needs { .. }
            | ExprKind::Has { .. }
            | ExprKind::Holds(_)
            | ExprKind::Condition(..) => {
                let to = self.layout.own(SlotKind::Bool, "");
                pieces.push(Piece::Holds { expr, env, to });
                to
            }
        }
    }

    fn unary<'e>(
        &mut self,
        kind: SlotKind,
        inner: &'e Expr,
        env: &'e Env<'e>,
        pieces: &mut Vec<Piece<'e>>,
        op: impl Fn(Slot, Slot) -> Op,
    ) -> Slot {
        let from = self.value(inner, env, pieces);
        self.result(kind, pieces, |to| op(to, from))
    }

    fn result(&mut self, kind: SlotKind, pieces: &mut Vec<Piece<'_>>, op: impl Fn(Slot) -> Op) -> Slot {
        let (slot, op) = self.layout.result_of(kind, op);
        pieces.push(Piece::Do(op));
        slot
    }

    fn constant(&mut self, value: &Const, kind: SlotKind, pieces: &mut Vec<Piece<'_>>) -> Slot {
        if let Const::Text(text) = value {
            let text = self.pools.text(text);
            return self.result(SlotKind::Text, pieces, |to| Op::LoadText { to, text });
        }
        let number = self.pools.number(number_of(value).unwrap_or_default());
        // One number may stand for values of several kinds: each kind has a slot of its own.
        let slot = self.layout.own(kind, "");
        pieces.push(Piece::Do(Op::Load { to: slot, number }));
        slot
    }

    fn arith<'e>(
        &mut self,
        kind: SlotKind,
        op: ArithOp,
        (left, right): (&'e Expr, &'e Expr),
        env: &'e Env<'e>,
        pieces: &mut Vec<Piece<'e>>,
    ) -> Slot {
        let decimal = left.ty == Type::Decimal || right.ty == Type::Decimal;
        let exact = decimal || kind == SlotKind::Decimal;
        let (left, right) = (self.value(left, env, pieces), self.value(right, env, pieces));
        self.result(kind, pieces, |to| match (op, decimal, exact) {
            (ArithOp::Add, _, _) => Op::Add { to, left, right },
            (ArithOp::Sub, _, _) => Op::Sub { to, left, right },
            (ArithOp::Mul, true, _) => Op::MulDecimal { to, left, right },
            (ArithOp::Mul, false, _) => Op::Mul { to, left, right },
            (ArithOp::Div, _, true) => Op::DivDecimal { to, left, right },
            (ArithOp::Div, _, false) => Op::Div { to, left, right },
        })
    }

    fn local<'e>(
        &mut self,
        at: Option<&'e Expr>,
        zone: &ZoneOf,
        env: &'e Env<'e>,
        pieces: &mut Vec<Piece<'e>>,
    ) -> (Slot, ZoneId) {
        let slot = self.instant(at, env, pieces);
        let name = match zone {
            ZoneOf::Hours(id) => self.zone_of(*id),
            ZoneOf::Zone(name) => name.clone(),
        };
        (slot, self.pools.zone(&name))
    }

    fn zone_of(&self, id: HoursId) -> String {
        self.program.hours.get(id.index()).map_or_else(|| "UTC".to_owned(), |hours| hours.zone.clone())
    }

    /// The slot of an instant; of now for none.
    pub(super) fn instant<'e>(
        &mut self,
        at: Option<&'e Expr>,
        env: &'e Env<'e>,
        pieces: &mut Vec<Piece<'e>>,
    ) -> Slot {
        at.map_or(self.layout.known.now, |expr| self.value(expr, env, pieces))
    }

    /// Asks a table; gives slots of its outputs that a later question to the same table does not touch.
    pub(super) fn lookup<'e>(
        &mut self,
        table: HirTable,
        arguments: &'e [Expr],
        env: &'e Env<'e>,
        pieces: &mut Vec<Piece<'e>>,
    ) -> Vec<Slot> {
        let Some(shape) = self.tables.get(table.index()).cloned() else { return Vec::new() };
        let sources: Vec<_> = arguments.iter().map(|argument| self.value(argument, env, pieces)).collect();
        for (to, from) in shape.parameters.iter().zip(sources) {
            pieces.push(Piece::Do(Op::Copy { to: *to, from }));
        }
        pieces.push(Piece::Do(Op::Lookup { table: TableId(table.0) }));
        let outputs = shape.outputs.iter().map(|from| {
            let to = self.layout.own(self.layout.kind(*from), "");
            pieces.push(Piece::Do(Op::Copy { to, from: *from }));
            to
        });
        outputs.collect()
    }
}

/// The number of a constant expression; `None` for texts and for what is not known now.
pub(super) fn known_number(expr: &Expr) -> Option<i64> {
    if let ExprKind::Const(value) = &expr.kind {
        return number_of(value);
    }
    if let ExprKind::Widen(inner) = &expr.kind {
        return Decimal::from_int(known_number(inner)?).map(|decimal| decimal.0);
    }
    if let ExprKind::Negate(inner) = &expr.kind { known_number(inner)?.checked_neg() } else { None }
}

/// The text of a constant expression.
pub(super) fn known_text(expr: &Expr) -> Option<&str> {
    if let ExprKind::Const(Const::Text(text)) = &expr.kind { Some(text) } else { None }
}
