use super::possible::{MOST_CHOICES, possible, written_out};
use super::rules::Where;
use crate::builtins::overflow::{self as table, Fact, Phase, Takes};
use crate::check::context::Context;
use crate::check::error::{OverflowError, nearest};
use crate::hir::OverflowAction;
use crate::source::Span;
use crate::syntax::ast::{self, ClauseKind};

/// The one `then` of a rule, read.
pub(super) fn the_action<'a>(
    ctx: &mut Context<'_>,
    place: &Where<'_>,
    kept: &[&'a ast::Clause],
    rule: Span,
) -> Option<(OverflowAction, &'a ast::Setting)> {
    let mut actions = kept.iter().filter_map(|clause| {
        let ClauseKind::Then(action) = &clause.kind else { return None };
        Some((action, clause.span))
    });
    let Some((written, first)) = actions.next() else {
        let waits = kept.iter().any(|clause| matches!(clause.kind, ClauseKind::After { .. }));
        let phase = if waits { Phase::Waiting } else { Phase::Arrival };
        let actions = possible(place, phase, Fact::Item).into_iter();
        let choices =
            actions.flat_map(|word| written_out(ctx, place, word)).map(|action| format!("then {action}"));
        let choices = choices.take(MOST_CHOICES).collect();
        ctx.report(OverflowError::WithoutAction { span: rule, choices });
        return None;
    };
    if let Some((_, span)) = actions.next() {
        ctx.report(OverflowError::TwoActions { span, first });
        return None;
    }
    action(ctx, place, written).map(|action| (action, written))
}

fn action(ctx: &mut Context<'_>, place: &Where<'_>, written: &ast::Setting) -> Option<OverflowAction> {
    let word = written.word.text.as_str();
    let Some(known) = table::action(word) else {
        let words = || table::ACTIONS.iter().map(|action| action.word);
        ctx.report(OverflowError::UnknownAction {
            word: word.to_owned(),
            near: nearest(word, words()),
            actions: words().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
            span: written.word.span,
        });
        return None;
    };
    match (known.takes, written.terms.as_slice()) {
        (Takes::Nothing, []) => plain_action(word),
        (Takes::Queue, [queue]) if queue.as_word().is_some() => {
            let name = queue.as_word()?;
            ctx.names.queue_for(name, place.kinds, &mut ctx.bag).map(OverflowAction::Transfer)
        }
        (Takes::Number, [number]) if number.as_text().is_some_and(|text| is_number(&text.value)) => {
            number.as_text().map(|text| OverflowAction::External(text.value))
        }
        (takes, _) => {
            let (wrong, example) = what_is_taken(takes, word);
            ctx.report(OverflowError::ActionValue {
                word: word.to_owned(),
                wrong,
                example,
                choices: written_out(ctx, place, known.word),
                span: written.span,
            });
            None
        }
    }
}

fn plain_action(word: &str) -> Option<OverflowAction> {
    Some(match word {
        "assign_anyway" => OverflowAction::AssignAnyway,
        "end_conversation" => OverflowAction::EndConversation,
        "callback" => OverflowAction::Callback,
        "end_call" => OverflowAction::EndCall,
        "voicemail" => OverflowAction::Voicemail,
        _ => return None,
    })
}

fn what_is_taken(takes: Takes, word: &str) -> (&'static str, String) {
    match takes {
        Takes::Nothing => ("stands alone", word.to_owned()),
        Takes::Queue => ("needs the name of one queue", "transfer general".to_owned()),
        Takes::Number => (
            "needs one telephone number in quotes, with its country code",
            "external \"+442079460018\"".to_owned(),
        ),
    }
}

/// Whether this is a telephone number as dialled from anywhere: `+` and 5 to 15 digits, with spaces allowed.
fn is_number(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('+') else { return false };
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    (5..=15).contains(&digits) && rest.chars().all(|letter| letter.is_ascii_digit() || letter == ' ')
}
