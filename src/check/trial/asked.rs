use super::event::{Cast, report_unknown};
use crate::builtins::event::{ASKS, Answer, Ask, Part, STATES};
use crate::builtins::{ENUMS, PRESENCE};
use crate::check::context::Context;
use crate::check::error::{ScenarioError, nearest};
use crate::check::names::Kind;
use crate::source::Span;
use crate::syntax::ast::{CompareOp, Expectation, Expr, ExprKind, Literal, Name};

/// Checks what a scenario expects at one moment: `c1.state == waiting`, `ana.free(chat_load) == 3`.
pub(super) fn expectation(ctx: &mut Context<'_>, expectation: &Expectation, cast: &Cast) {
    match expectation {
        Expectation::Holds(condition) => holds(ctx, condition, cast),
        Expectation::Fired { span, .. } => {
            let help = "ask which rule fired in a `test`".to_owned();
            ctx.report(ScenarioError::Expectation { help, span: *span });
        }
    }
}

fn holds(ctx: &mut Context<'_>, condition: &Expr, cast: &Cast) {
    if let ExprKind::Chain(_, parts) = &condition.kind {
        for part in parts {
            holds(ctx, part, cast);
        }
    } else if let ExprKind::Not(inner) = &condition.kind {
        holds(ctx, inner, cast);
    } else if let ExprKind::Compare { left, op, right, .. } = &condition.kind {
        if let Some(ask) = asked(ctx, left, cast) {
            compare(ctx, ask, (left, *op, right), cast);
        }
    } else if let ExprKind::Presence { left, .. } = &condition.kind {
        let _asked = asked(ctx, left, cast);
    } else if condition.kind != ExprKind::Broken {
        report(ctx, condition.span);
    }
}

fn report(ctx: &mut Context<'_>, span: Span) {
    let help = "compare a fact of an item or an agent, such as `expect c1.state == waiting`".to_owned();
    ctx.report(ScenarioError::Expectation { help, span });
}

/// What is asked, and of whom.
fn asked(ctx: &mut Context<'_>, left: &Expr, cast: &Cast) -> Option<Ask> {
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
    (who, fact, profile): (&Name, &str, Option<&Name>),
    span: Span,
    cast: &Cast,
) -> Option<Ask> {
    let of = if cast.has_item(&who.text) { Part::Item } else { Part::Agent };
    if of == Part::Agent && !cast.has_agent(&who.text) {
        report_unknown(ctx, who, cast);
        return None;
    }
    let known = || ASKS.iter().filter(move |ask| ask.of == of);
    let found = known().find(|ask| ask.word == fact && ask.profile == profile.is_some());
    let Some(found) = found else {
        let help = nearest(fact, known().map(|ask| ask.word)).map_or_else(
            || format!("ask one of {}", known().map(written).collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean `{near}`?"),
        );
        ctx.report(ScenarioError::Expectation { help, span });
        return None;
    };
    if let Some(profile) = profile {
        ctx.names.profile(profile, &mut ctx.bag)?;
    }
    Some(*found)
}

fn written(ask: &Ask) -> String {
    if ask.profile { format!("`{}(profile)`", ask.word) } else { format!("`{}`", ask.word) }
}

fn compare(ctx: &mut Context<'_>, ask: Ask, (left, op, right): (&Expr, CompareOp, &Expr), cast: &Cast) {
    let word = right.as_word().map(|word| word.text.as_str());
    let ordered = !matches!(op, CompareOp::Eq | CompareOp::Ne);
    let fits = match ask.answer {
        Answer::Number => matches!(right.kind, ExprKind::Literal(Literal::Int(_)) | ExprKind::Negate(_)),
        Answer::Presence => word.is_some_and(|word| is_presence(ctx, word)),
        Answer::Agent => word.is_some_and(|word| cast.has_agent(word)),
        Answer::Queue => word.is_some_and(|word| ctx.names.number(Kind::Queue, word).is_some()),
        Answer::State => word.is_some_and(|word| STATES.contains(&word)),
        Answer::Flag => matches!(right.kind, ExprKind::Literal(Literal::Bool(_))),
    };
    if ordered && ask.answer != Answer::Number {
        let help = format!("compare `{}` with `==` or `!=`", ask.word);
        ctx.report(ScenarioError::Expectation { help, span: left.span.to(right.span) });
    } else if !fits && !matches!(right.kind, ExprKind::Broken) {
        let help = help(ask.answer, cast);
        let (path, wanted) = (ask.word.to_owned(), ask.answer.phrase());
        ctx.report(ScenarioError::Value { path, wanted, help, span: right.span });
    }
}

fn help(answer: Answer, cast: &Cast) -> String {
    let list = |words: &mut dyn Iterator<Item = &str>| {
        let words: Vec<_> = words.map(|word| format!("`{word}`")).collect();
        format!("write one of {}", words.join(", "))
    };
    match answer {
        Answer::Number => "write a whole number".to_owned(),
        Answer::Presence => list(&mut base_presences()),
        Answer::Agent => list(&mut cast.agents.iter().map(|(name, _)| name.as_str())),
        Answer::Queue => "write the name of a queue".to_owned(),
        Answer::State => list(&mut STATES.iter().copied()),
        Answer::Flag => "write `yes` or `no`".to_owned(),
    }
}

/// Whether this is a presence: one that every program has, or one the program declares.
pub(super) fn is_presence(ctx: &Context<'_>, word: &str) -> bool {
    base_presences().any(|known| known == word) || ctx.names.number(Kind::Presence, word).is_some()
}

fn base_presences() -> impl Iterator<Item = &'static str> {
    let index = usize::try_from(PRESENCE.0).unwrap_or(usize::MAX);
    ENUMS.get(index).map_or(&[][..], |row| row.values).iter().map(|value| value.word)
}
