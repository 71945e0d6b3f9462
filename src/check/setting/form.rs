use super::term::{as_list, as_range};
use crate::builtins::Form;
use crate::source::Span;
use crate::syntax::ast::{Expr, ExprKind, Literal, Setting, Term};
use crate::value::Duration;

/// How what was written differs from what the table says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Misfit {
    /// It is something else.
    Shape(Span),
    /// It is the right thing, but too small or too big.
    Bounds(Span),
    /// There is nothing.
    Absent,
    /// It could not be read, and that has been said.
    Unread,
}

/// Whether a whole setting has that form.
pub(super) fn check(form: Form, setting: &Setting) -> Result<(), Misfit> {
    let terms = setting.terms.as_slice();
    if let Form::Either(forms) = form {
        return either(forms.iter().map(|form| check(*form, setting)));
    }
    let (block, when) = (matches!(form, Form::Block(_) | Form::Headed(..)), form == Form::When);
    if block != setting.block.is_some() || when != setting.when.is_some() {
        return Err(Misfit::Shape(setting.span));
    }
    if let Form::Headed(head, _) = form {
        return take(*head, terms).and_then(ends);
    }
    if block || when { ends(terms) } else { take(form, terms).and_then(ends) }
}

fn ends(rest: &[Term]) -> Result<(), Misfit> {
    rest.first().map_or(Ok(()), |extra| Err(Misfit::Shape(extra.span)))
}

/// The first that fits; else the misfit that says most.
fn either<T>(tried: impl Iterator<Item = Result<T, Misfit>>) -> Result<T, Misfit> {
    let mut worst = None;
    for result in tried {
        match result {
            Ok(fits) => return Ok(fits),
            Err(misfit) if worst.is_none() || !matches!(misfit, Misfit::Shape(_)) => worst = Some(misfit),
            Err(_) => {}
        }
    }
    Err(worst.unwrap_or(Misfit::Unread))
}

/// Takes what has that form off the front; gives the rest.
fn take(form: Form, terms: &[Term]) -> Result<&[Term], Misfit> {
    if let Form::Sequence(parts) = form {
        return parts.iter().try_fold(terms, |rest, part| take(*part, rest));
    }
    if let Form::Maybe(part) = form {
        return Ok(take(*part, terms).unwrap_or(terms));
    }
    if let Form::Either(forms) = form {
        return either(forms.iter().map(|form| take(*form, terms)));
    }
    let (first, rest) = terms.split_first().ok_or(Misfit::Absent)?;
    one(form, first).map(|()| rest)
}

/// Whether one term has that form.
fn one(form: Form, term: &Term) -> Result<(), Misfit> {
    if is_unread(term) {
        return Err(Misfit::Unread);
    }
    let word = term.as_word().map(|name| name.text.as_str());
    let fits = match form {
        Form::Number(least, most) => return number(term, least, most),
        Form::Length(least, most) => return length(term, least, most),
        Form::List(of) => return members(*of, term),
        Form::OneOrList(of) => return members(*of, term).or_else(|misfit| single(*of, term, misfit)),
        Form::YesNo => matches!(term.kind, ExprKind::Literal(Literal::Bool(_))),
        Form::Text | Form::Template => term.as_text().is_some(),
        Form::Word(words) => spelled(term).is_some_and(|word| words.contains(&word)),
        Form::Keyword(keyword) => word == Some(keyword),
        Form::Name(_) | Form::AnyWord => word.is_some(),
        Form::Call(_) => word.is_some() || matches!(term.kind, ExprKind::Call(_)),
        Form::Path => matches!(term.kind, ExprKind::Path(_)),
        Form::Date => matches!(term.kind, ExprKind::Literal(Literal::Date(_))),
        Form::Days => is_days(term),
        Form::Times => is_times(term),
        Form::Levels => is_levels(term),
        Form::Either(forms) => return either(forms.iter().map(|form| one(*form, term))),
        Form::Sequence(_) | Form::Maybe(_) | Form::Block(_) | Form::Headed(..) | Form::When => false,
    };
    if fits { Ok(()) } else { Err(Misfit::Shape(term.span)) }
}

/// Whether it could not be read, or a part of it.
fn is_unread(term: &Term) -> bool {
    if let Some((from, to)) = as_range(term) {
        return is_unread(from) || is_unread(to);
    }
    let members = as_list(term).unwrap_or_default();
    term.kind == ExprKind::Broken || members.iter().any(is_unread)
}

/// The word that a term is; `no` and `yes` are words where a table says so.
fn spelled(term: &Term) -> Option<&str> {
    if let ExprKind::Literal(Literal::Bool(value)) = term.kind {
        return Some(if value { "yes" } else { "no" });
    }
    term.as_word().map(|name| name.text.as_str())
}

fn number(term: &Term, least: i64, most: i64) -> Result<(), Misfit> {
    let ExprKind::Literal(Literal::Int(value)) = term.kind else { return Err(Misfit::Shape(term.span)) };
    if (least..=most).contains(&value) { Ok(()) } else { Err(Misfit::Bounds(term.span)) }
}

fn length(term: &Term, least: i64, most: i64) -> Result<(), Misfit> {
    let ExprKind::Literal(Literal::Duration(Duration(micros))) = term.kind else {
        return Err(Misfit::Shape(term.span));
    };
    let micros_of = |seconds: i64| seconds.saturating_mul(1_000_000);
    if (micros_of(least)..=micros_of(most)).contains(&micros) {
        Ok(())
    } else {
        Err(Misfit::Bounds(term.span))
    }
}

fn members(of: Form, term: &Term) -> Result<(), Misfit> {
    let members = as_list(term).ok_or(Misfit::Shape(term.span))?;
    members.iter().try_for_each(|member| one(of, member))
}

fn single(of: Form, term: &Term, misfit: Misfit) -> Result<(), Misfit> {
    if as_list(term).is_some() { Err(misfit) } else { one(of, term) }
}

/// The position in the week of a day's word; Monday is 0.
pub(in crate::check) fn day(term: &Expr) -> Option<usize> {
    let word = &term.as_word()?.text;
    Form::Days.words().iter().position(|day| day == word)
}

fn is_days(term: &Term) -> bool {
    match as_range(term) {
        Some((from, to)) => day(from).is_some() && day(to).is_some(),
        None => day(term).is_some(),
    }
}

fn is_times(term: &Term) -> bool {
    let is_span = |term: &Term| as_range(term).is_some_and(|(from, to)| is_time(from) && is_time(to));
    let is_all_day = || term.as_word().is_some_and(|word| word.text == "all_day");
    as_list(term).map_or_else(|| is_span(term) || is_all_day(), |spans| spans.iter().all(is_span))
}

fn is_time(term: &Expr) -> bool {
    matches!(term.kind, ExprKind::Literal(Literal::Time(_)))
}

fn is_levels(term: &Term) -> bool {
    let is_int = |term: &Expr| matches!(term.kind, ExprKind::Literal(Literal::Int(_)));
    as_range(term).is_some_and(|(from, to)| is_int(from) && is_int(to))
}
