use super::generator::{Env, Generator, Piece, peel};
use super::layout::{number_of, texts_of};
use super::value::{known_number, known_text};
use crate::bytecode::{Atom, Cmp, ConstList, Quantifier, SearchMode, Slot};
use crate::hir::{Const, Expr, ExprKind, SkillRef};
use crate::syntax::ast::{self, Case, CompareOp, TextOp};
use crate::types::Type;

/// An atom, and whether its opposite is meant.
type Test = (Atom, bool);

impl Generator<'_> {
    /// The test that a condition of one part comes to.
    pub(super) fn atom<'e>(&mut self, expr: &'e Expr, env: &'e Env<'e>, pieces: &mut Vec<Piece<'e>>) -> Test {
        let atom = match &expr.kind {
            ExprKind::Compare { op, case, left, right } => {
                return self.compare(*op, *case, (left, right), env, pieces);
            }
            ExprKind::Const(Const::Bool(flag)) => Atom::Const(*flag),
            ExprKind::OneOf { left, case, values } => {
                let slot = self.value(left, env, pieces);
                self.one_of(slot, is_enum(left, env), *case, values)
            }
            ExprKind::Search { left, op, quantifier, case, texts } => {
                let slot = self.value(left, env, pieces);
                self.search(slot, *op, *quantifier, *case, texts)
            }
            ExprKind::ListHas { left, quantifier, case, values } => {
                let slot = self.value(left, env, pieces);
                self.list_has(slot, *quantifier, *case, values)
            }
            ExprKind::InList { left, case, list } => self.in_list(left, *case, list, env, pieces),
            ExprKind::Present(inner) => Atom::present(self.value(inner, env, pieces)),
            ExprKind::WithinLast(at, length) => {
                Atom::Age { slot: self.value(at, env, pieces), lo: 0, hi: length.0 }
            }
            ExprKind::WithinNext(at, length) => {
                Atom::Age { slot: self.value(at, env, pieces), lo: length.0.saturating_neg(), hi: 0 }
            }
            ExprKind::OlderThan(at, length) => {
                Atom::Age { slot: self.value(at, env, pieces), lo: length.0.saturating_add(1), hi: i64::MAX }
            }
            ExprKind::During(at, hours) => {
                Atom::During { slot: self.instant(at.as_deref(), env, pieces), calendar: hours.0 }
            }
            ExprKind::Needs { skill, level } => return self.needs(*skill, *level, env),
            ExprKind::Holds(profile) => {
                let slot = offset(self.layout.known.profiles, profile.0);
                self.reads.push(slot);
                Atom::Range { slot, lo: 1, hi: 1 }
            }
            ExprKind::Has { skill, level } => return self.has(*skill, *level, env),
            ExprKind::Const(_)
            | ExprKind::List(_)
            | ExprKind::Read(_)
            | ExprKind::Param(_)
            | ExprKind::Not(_)
            | ExprKind::Chain(..)
            | ExprKind::Between { .. }
            | ExprKind::Arith { .. }
            | ExprKind::Negate(_)
            | ExprKind::Default(..)
            | ExprKind::Widen(_)
            | ExprKind::Now
            | ExprKind::DateIn(..)
            | ExprKind::TimeIn(..)
            | ExprKind::WeekdayIn(..)
            | ExprKind::Condition(..)
            | ExprKind::Lookup { .. } => Atom::Range { slot: self.value(expr, env, pieces), lo: 1, hi: 1 },
        };
        (atom, false)
    }

    pub(super) fn compare<'e>(
        &mut self,
        op: CompareOp,
        case: Case,
        (left, right): (&'e Expr, &'e Expr),
        env: &'e Env<'e>,
        pieces: &mut Vec<Piece<'e>>,
    ) -> Test {
        let (mut left, mut right, mut op) = (peel(left, env), peel(right, env), op);
        if is_known(left.0) && !is_known(right.0) {
            (left, right, op) = (right, left, turned(op));
        }
        let slot = self.value(left.0, left.1, pieces);
        let negated = op == CompareOp::Ne;
        let exact = case == Case::Exact;
        let atom = if let Some(text) = known_text(right.0) {
            Atom::TextIs { slot, text: self.pools.text(text), exact }
        } else if let Some(number) = known_number(right.0) {
            range(slot, op, number)
        } else {
            let other = self.value(right.0, right.1, pieces);
            if matches!(left.0.ty, Type::Text | Type::Agent) {
                Atom::TextCmp { left: slot, right: other, exact }
            } else {
                cmp(slot, op, other)
            }
        };
        (atom, negated)
    }

    /// A range whose ends are known now.
    pub(super) fn known_range<'e>(
        &mut self,
        left: &'e Expr,
        from: &'e Expr,
        to: &'e Expr,
        half_open: bool,
        env: &'e Env<'e>,
        pieces: &mut Vec<Piece<'e>>,
    ) -> Option<Atom> {
        let (lo, hi) = (known_number(peel(from, env).0)?, known_number(peel(to, env).0)?);
        let hi = if half_open { hi.saturating_sub(1) } else { hi };
        Some(Atom::Range { slot: self.value(left, env, pieces), lo: lo.max(i64::MIN + 1), hi })
    }

    /// One of several constants.
    pub(super) fn one_of(&mut self, slot: Slot, of_enum: bool, case: Case, values: &[Const]) -> Atom {
        let mut numbers: Vec<_> = values.iter().filter_map(number_of).collect();
        if numbers.is_empty() {
            return self.one_text_of(slot, case, &texts_of(values));
        }
        numbers.sort_unstable();
        numbers.dedup();
        let (Some(lo), Some(hi)) = (numbers.first().copied(), numbers.last().copied()) else {
            return Atom::Const(false);
        };
        if i128::from(hi) - i128::from(lo) + 1 == i128::try_from(numbers.len()).unwrap_or(-1) {
            return Atom::Range { slot, lo: lo.max(i64::MIN + 1), hi };
        }
        if of_enum && lo >= 0 && hi < 64 {
            return Atom::Mask { slot, bits: numbers.iter().fold(0, |bits, number| bits | 1_u64 << number) };
        }
        Atom::OneOf { slot, list: self.pools.list(ConstList::Numbers(numbers)) }
    }

    fn one_text_of(&mut self, slot: Slot, case: Case, texts: &[String]) -> Atom {
        let exact = case == Case::Exact;
        let texts = self.pools.texts(texts);
        match texts.as_slice() {
            [] => Atom::Const(false),
            [text] => Atom::TextIs { slot, text: *text, exact },
            _ => Atom::TextIn { slot, texts: texts.into(), exact },
        }
    }

    /// Texts found in a text.
    pub(super) fn search(
        &mut self,
        slot: Slot,
        op: TextOp,
        quantifier: ast::Quantifier,
        case: Case,
        texts: &[String],
    ) -> Atom {
        let exact = case == Case::Exact;
        let mode = match op {
            TextOp::Contains => SearchMode::Anywhere,
            TextOp::ContainsWord => SearchMode::Word,
            TextOp::StartsWith => SearchMode::Start,
            TextOp::EndsWith => SearchMode::End,
            TextOp::Matches => {
                let pattern = self.pools.text(texts.first().map_or("", String::as_str));
                return Atom::Regex { slot, pattern, exact };
            }
        };
        let texts = self.pools.texts(texts);
        Atom::TextSearch { slot, mode, texts: texts.into(), quantifier: quantifier_of(quantifier), exact }
    }

    fn list_has(&mut self, slot: Slot, quantifier: ast::Quantifier, case: Case, values: &[Const]) -> Atom {
        let quantifier = quantifier_of(quantifier);
        let mut numbers: Vec<_> = values.iter().filter_map(number_of).collect();
        if numbers.is_empty() {
            let texts = self.pools.texts(&texts_of(values));
            return Atom::ListHasText { slot, texts: texts.into(), quantifier, exact: case == Case::Exact };
        }
        numbers.sort_unstable();
        numbers.dedup();
        Atom::ListHas { slot, list: self.pools.list(ConstList::Numbers(numbers)), quantifier }
    }

    fn in_list<'e>(
        &mut self,
        left: &'e Expr,
        case: Case,
        list: &'e Expr,
        env: &'e Env<'e>,
        pieces: &mut Vec<Piece<'e>>,
    ) -> Atom {
        let slot = self.value(left, env, pieces);
        let (list, outer) = peel(list, env);
        if let ExprKind::List(values) = &list.kind {
            return self.one_of(slot, is_enum(left, env), case, values);
        }
        Atom::InList { slot, list: self.value(list, outer, pieces), exact: case == Case::Exact }
    }

    /// Skills required stand in slots of their own; a level asked is never the mark of "any level".
    fn needs(&mut self, skill: SkillRef, level: Option<(CompareOp, i64)>, env: &Env<'_>) -> Test {
        self.level(self.layout.known.skills, skill, level, env)
    }

    /// Skills held likewise.
    fn has(&mut self, skill: SkillRef, level: Option<(CompareOp, i64)>, env: &Env<'_>) -> Test {
        let first = self.layout.agent().skills;
        self.level(first, skill, level, env)
    }

    fn level(
        &mut self,
        first: Slot,
        skill: SkillRef,
        level: Option<(CompareOp, i64)>,
        env: &Env<'_>,
    ) -> Test {
        let Some(skill) = Self::skill_of(skill, env) else { return (Atom::Const(false), false) };
        let slot = offset(first, skill.0);
        self.reads.push(slot);
        let atom = match level.map(|(op, level)| range(slot, op, level)) {
            Some(Atom::Range { slot, lo, hi }) => Atom::Range { slot, lo: lo.max(i64::MIN + 2), hi },
            Some(other) => other,
            None => Atom::present(slot),
        };
        (atom, matches!(level, Some((CompareOp::Ne, _))))
    }
}

/// The slot `by` places after `first`.
pub(super) fn offset(first: Slot, by: u32) -> Slot {
    Slot(first.0.saturating_add(by))
}

/// A comparison with a number known now; equality for `!=` too.
pub(super) fn range(slot: Slot, op: CompareOp, number: i64) -> Atom {
    let least = i64::MIN + 1;
    let (lo, hi) = match op {
        CompareOp::Eq | CompareOp::Ne => (number.max(least), number),
        CompareOp::Lt => (least, number.saturating_sub(1)),
        CompareOp::Le => (least, number),
        CompareOp::Gt if number == i64::MAX => return Atom::Const(false),
        CompareOp::Gt => (number + 1, i64::MAX),
        CompareOp::Ge => (number.max(least), i64::MAX),
    };
    Atom::Range { slot, lo, hi }
}

fn cmp(left: Slot, op: CompareOp, right: Slot) -> Atom {
    match op {
        CompareOp::Eq | CompareOp::Ne => Atom::Cmp { left, op: Cmp::Eq, right },
        CompareOp::Lt => Atom::Cmp { left, op: Cmp::Lt, right },
        CompareOp::Le => Atom::Cmp { left, op: Cmp::Le, right },
        CompareOp::Gt => Atom::Cmp { left: right, op: Cmp::Lt, right: left },
        CompareOp::Ge => Atom::Cmp { left: right, op: Cmp::Le, right: left },
    }
}

fn is_known(expr: &Expr) -> bool {
    known_number(expr).is_some() || known_text(expr).is_some()
}

fn is_enum<'e>(expr: &'e Expr, env: &'e Env<'e>) -> bool {
    matches!(peel(expr, env).0.ty, Type::Enum(_))
}

/// The operator with its sides changed.
fn turned(op: CompareOp) -> CompareOp {
    match op {
        CompareOp::Eq | CompareOp::Ne => op,
        CompareOp::Lt => CompareOp::Gt,
        CompareOp::Le => CompareOp::Ge,
        CompareOp::Gt => CompareOp::Lt,
        CompareOp::Ge => CompareOp::Le,
    }
}

fn quantifier_of(quantifier: ast::Quantifier) -> Quantifier {
    match quantifier {
        ast::Quantifier::Any => Quantifier::Any,
        ast::Quantifier::All => Quantifier::All,
        ast::Quantifier::None => Quantifier::None,
    }
}
