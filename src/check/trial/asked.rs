use super::cast::Cast;
use super::event::report_unknown;
use crate::builtins::asked::{ASKS, Answer, Ask, Fact, STATES, WAYS};
use crate::builtins::{self, ENUMS, PRESENCE};
use crate::check::context::Context;
use crate::check::error::{ScenarioError, nearest};
use crate::check::names::Kind;
use crate::diagnostic::listed;
use crate::hir::{Amount, Asked, Wanted, Wish};
use crate::source::Span;
use crate::syntax::ast::{CompareOp, Expectation, Expr, ExprKind, Literal, Name};
use crate::types::BoolOp;

/// Checks what a scenario expects at one moment: `c1.state == waiting`, `ana.free(chat_load) == 3`, `refused`. `None`
/// after a report.
pub(super) fn expectation(ctx: &mut Context<'_>, expectation: &Expectation, cast: &Cast) -> Option<Wish> {
    match expectation {
        Expectation::Holds(condition) => {
            Some(Wish { wanted: wanted(ctx, condition, cast)?, span: condition.span })
        }
        Expectation::Fired { span, .. } => {
            let help = "ask which rule fired in a `test`".to_owned();
            ctx.report(ScenarioError::Expectation { help, span: *span, choices: Vec::new() });
            None
        }
    }
}

fn wanted(ctx: &mut Context<'_>, condition: &Expr, cast: &Cast) -> Option<Wanted> {
    if let ExprKind::Chain(op, parts) = &condition.kind {
        let parts: Vec<_> = parts.iter().map(|part| wanted(ctx, part, cast)).collect();
        let parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        return Some(match op {
            BoolOp::And => Wanted::All(parts),
            BoolOp::Or => Wanted::Any(parts),
        });
    }
    if let ExprKind::Not(inner) = &condition.kind {
        return wanted(ctx, inner, cast).map(Box::new).map(Wanted::Not);
    }
    if let ExprKind::Compare { left, op, right, .. } = &condition.kind {
        let (fact, ask) = asked(ctx, left, cast)?;
        let with = compared(ctx, ask, (left, *op, right), cast)?;
        return Some(Wanted::Compare { fact, op: *op, with });
    }
    if let ExprKind::Presence { left, present } = &condition.kind {
        return asked(ctx, left, cast).map(|(fact, _)| Wanted::Present(fact, *present));
    }
    if condition.as_word().is_some_and(|word| word.text == "refused") {
        return Some(Wanted::Refused);
    }
    if condition.kind != ExprKind::Broken {
        report(ctx, condition.span);
    }
    None
}

fn report(ctx: &mut Context<'_>, span: Span) {
    let help = "compare a fact of an item, an agent or a queue, such as `expect c1.state == waiting`; or write \
                `expect refused`";
    ctx.report(ScenarioError::Expectation { help: help.to_owned(), span, choices: Vec::new() });
}

/// What is asked, and of whom.
fn asked(ctx: &mut Context<'_>, left: &Expr, cast: &Cast) -> Option<(Asked, Ask)> {
    if let ExprKind::Path(path) = &left.kind
        && let [who, fact] = path.words.as_slice()
    {
        return fact_of(ctx, (who, &fact.text, None), left.span, cast);
    }
    if let ExprKind::Call(call) = &left.kind
        && let [argument] = call.arguments.as_slice()
        && let Some(((who, fact), profile)) = call.name.text.split_once('.').zip(argument.as_word())
    {
        let who = Name { text: who.to_owned(), span: call.name.span };
        return fact_of(ctx, (&who, fact, Some(profile)), left.span, cast);
    }
    report(ctx, left.span);
    None
}

fn fact_of(
    ctx: &mut Context<'_>,
    (who, word, profile): (&Name, &str, Option<&Name>),
    span: Span,
    cast: &Cast,
) -> Option<(Asked, Ask)> {
    let Some(is_asked) = whose(ctx, &who.text, cast) else {
        report_unknown(ctx, who, cast);
        return None;
    };
    let known = || ASKS.iter().filter(|ask| is_asked(ask.fact));
    let found = known().find(|ask| ask.word == word && ask.profile == profile.is_some());
    let Some(ask) = found else {
        let near = nearest(word, known().map(|ask| ask.word));
        let choices = near.iter().map(|near| format!("{}.{near}", who.text)).collect();
        let help = near.map_or_else(
            || format!("ask one of {}", known().map(written).collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        ctx.report(ScenarioError::Expectation { help, span, choices });
        return None;
    };
    let end = who.span.start.saturating_add(u32::try_from(who.text.len()).unwrap_or(u32::MAX));
    let place = Span { end: end.min(who.span.end), ..who.span };
    if matches!(ask.fact, Fact::Queue(_)) {
        ctx.names.note(Kind::Queue, &who.text, place);
    } else {
        cast.note(ctx, &who.text, place);
    }
    let profile = match profile {
        Some(profile) => Some(ctx.names.profile(profile, &mut ctx.bag)?),
        None => None,
    };
    Some((Asked { of: who.text.clone(), fact: ask.fact, profile }, *ask))
}

/// Which facts may be asked of what has that name.
fn whose(ctx: &Context<'_>, name: &str, cast: &Cast) -> Option<fn(Fact) -> bool> {
    if cast.has_item(name) {
        return Some(|fact| matches!(fact, Fact::Item(_)));
    }
    if cast.has_agent(name) {
        return Some(|fact| matches!(fact, Fact::Agent(_)));
    }
    ctx.names.number(Kind::Queue, name)?;
    Some(|fact| matches!(fact, Fact::Queue(_)))
}

fn written(ask: &Ask) -> String {
    if ask.profile { format!("`{}(profile)`", ask.word) } else { format!("`{}`", ask.word) }
}

/// What a fact is compared with. `None` after a report.
fn compared(
    ctx: &mut Context<'_>,
    ask: Ask,
    (left, op, right): (&Expr, CompareOp, &Expr),
    cast: &Cast,
) -> Option<Amount> {
    let ordered = !matches!(op, CompareOp::Eq | CompareOp::Ne);
    if ordered && ask.answer != Answer::Number {
        let help = format!("compare `{}` with `==` or `!=`", ask.word);
        let text = |expr: &Expr| ctx.sources.text(expr.span);
        let choices = vec![format!("{} == {}", text(left), text(right))];
        ctx.report(ScenarioError::Expectation { help, span: left.span.to(right.span), choices });
        return None;
    }
    let found = amount(ctx, ask.answer, right, cast);
    if found.is_none() && !matches!(right.kind, ExprKind::Broken) {
        let help = help(ask.answer, cast);
        let (path, wanted) = (ask.word.to_owned(), ask.answer.phrase());
        let choices = choices(ctx, ask.answer, cast);
        ctx.report(ScenarioError::Value { path, wanted, help, span: right.span, choices });
    }
    found
}

fn amount(ctx: &Context<'_>, answer: Answer, written: &Expr, cast: &Cast) -> Option<Amount> {
    if answer == Answer::Number {
        return number(written).map(Amount::Number);
    }
    if let (Answer::Flag, ExprKind::Literal(Literal::Bool(flag))) = (answer, &written.kind) {
        return Some(Amount::Flag(*flag));
    }
    if let (Answer::Items, ExprKind::List(items)) = (answer, &written.kind) {
        let names = items.iter().map(|item| item.as_word().filter(|name| cast.has_item(&name.text)));
        let names = names.collect::<Option<Vec<_>>>()?;
        for name in &names {
            cast.note(ctx, &name.text, name.span);
        }
        return Some(Amount::Words(names.into_iter().map(|name| name.text.clone()).collect()));
    }
    let name = written.as_word()?;
    let word = name.text.as_str();
    let declared = |kind| {
        ctx.names.note(kind, word, name.span);
        ctx.names.number(kind, word).is_some()
    };
    let fits = match answer {
        Answer::Number | Answer::Flag | Answer::Items => false,
        Answer::Presence => is_presence(ctx, name),
        Answer::Agent => {
            cast.note(ctx, word, name.span);
            cast.has_agent(word)
        }
        Answer::Queue => declared(Kind::Queue),
        Answer::Workstream => declared(Kind::Workstream),
        Answer::Bot => declared(Kind::Bot),
        Answer::State => STATES.contains(&word),
        Answer::Way => WAYS.contains(&word),
        Answer::Moment => moments().any(|moment| moment == word),
    };
    fits.then(|| Amount::Word(word.to_owned()))
}

fn number(written: &Expr) -> Option<i64> {
    if let ExprKind::Negate(inner) = &written.kind {
        return number(inner)?.checked_neg();
    }
    if let ExprKind::Literal(Literal::Int(number)) = written.kind { Some(number) } else { None }
}

fn help(answer: Answer, cast: &Cast) -> String {
    let list = |words: &mut dyn Iterator<Item = &str>| {
        format!("write one of {}", listed(words.map(|word| format!("`{word}`")), ", "))
    };
    match answer {
        Answer::Number => "write a whole number".to_owned(),
        Answer::Presence => list(&mut presences()),
        Answer::Agent => list(&mut cast.agents.keys().map(String::as_str)),
        Answer::Queue => "write the name of a queue".to_owned(),
        Answer::Workstream => "write the name of a workstream".to_owned(),
        Answer::Bot => "write the name of a bot".to_owned(),
        Answer::State => list(&mut STATES.iter().copied()),
        Answer::Flag => "write `yes` or `no`".to_owned(),
        Answer::Way => list(&mut WAYS.iter().copied()),
        Answer::Moment => list(&mut moments()),
        Answer::Items => "write items in brackets, the first to be served first: `[c1, c2]`".to_owned(),
    }
}

/// What may be written as an answer, where there are few.
fn choices(ctx: &Context<'_>, answer: Answer, cast: &Cast) -> Vec<String> {
    let owned = |words: &mut dyn Iterator<Item = &str>| words.take(6).map(str::to_owned).collect();
    match answer {
        Answer::Presence => owned(&mut presences()),
        Answer::Agent => owned(&mut cast.agents.keys().map(String::as_str)),
        Answer::Queue => owned(&mut ctx.names.all(Kind::Queue)),
        Answer::Workstream => owned(&mut ctx.names.all(Kind::Workstream)),
        Answer::Bot => owned(&mut ctx.names.all(Kind::Bot)),
        Answer::State => owned(&mut STATES.iter().copied()),
        Answer::Flag => vec!["yes".to_owned(), "no".to_owned()],
        Answer::Way => owned(&mut WAYS.iter().copied()),
        Answer::Moment => owned(&mut moments()),
        Answer::Number | Answer::Items => Vec::new(),
    }
}

/// Whether this is a presence: one that every program has, or one the program declares.
pub(super) fn is_presence(ctx: &Context<'_>, name: &Name) -> bool {
    let word = name.text.as_str();
    if let Some(value) = ctx.enum_value(PRESENCE, word) {
        ctx.note_value(name.span, PRESENCE, value);
    }
    ctx.names.note(Kind::Presence, word, name.span);
    presences().any(|known| known == word) || ctx.names.number(Kind::Presence, word).is_some()
}

/// The presences that every program has.
pub(super) fn presences() -> impl Iterator<Item = &'static str> {
    let index = usize::try_from(PRESENCE.0).unwrap_or(usize::MAX);
    ENUMS.get(index).map_or(&[][..], |row| row.values).iter().map(|value| value.word)
}

/// The moments at which customers are told something.
fn moments() -> impl Iterator<Item = &'static str> {
    builtins::Block::Messages.rows().iter().map(|row| row.word)
}
