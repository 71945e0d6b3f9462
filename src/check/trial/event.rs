use super::arrival::arrival;
use super::asked::{is_presence, presences};
use super::cast::Cast;
use super::given::{self, Item};
use super::test::carried;
use crate::builtins::event::{Block, Deed, EVENTS, Event, Part};
use crate::check::context::Context;
use crate::check::error::{ScenarioError, nearest};
use crate::check::names::Kind;
use crate::diagnostic::listed;
use crate::hir::{Happening, QueueId};
use crate::syntax::ast::{Expr, Name, Setting};

/// A row of the table of events.
pub(super) type EventForm = &'static Event;

/// Checks one event: that it is one, and that all it speaks of is known. `None` after a report.
pub(super) fn event(ctx: &mut Context<'_>, line: &Setting, cast: &mut Cast) -> Option<Happening> {
    let verb = line.terms.first().and_then(Expr::as_word).map_or("", |word| word.text.as_str());
    if verb == "arrives" {
        return arrival(ctx, line, cast);
    }
    let subject = subject(ctx, &line.word, cast)?;
    let does: Vec<_> = EVENTS.iter().filter(|event| event.subject == subject).collect();
    let called: Vec<_> = does.iter().copied().filter(|event| first_word(event) == Some(verb)).collect();
    if called.is_empty() {
        report_verb(ctx, line, verb, subject, &does);
        return None;
    }
    let Some(words) = words(line) else {
        report_form(ctx, line, &called);
        return None;
    };
    let Some(event) = called.iter().find(|event| has_shape(ctx, event, &words, cast)) else {
        report_parts(ctx, line, &words, cast, &called);
        return None;
    };
    let found = filled(ctx, event, line, &words, cast);
    let values = block(ctx, event, line, &found.item, cast);
    Some(Happening { values, ..found })
}

/// An event that speaks of nobody and nothing yet.
pub(super) fn happening(deed: Deed) -> Happening {
    Happening {
        deed,
        item: String::new(),
        agent: String::new(),
        colleague: String::new(),
        queue: None,
        presence: String::new(),
        arrival: None,
        values: Vec::new(),
    }
}

/// The event with everybody and everything it speaks of. The first agent does it, or has it done to them.
fn filled(ctx: &Context<'_>, event: &Event, line: &Setting, words: &[&Name], cast: &Cast) -> Happening {
    let mut found = happening(event.deed);
    let parts = std::iter::once(&event.subject).chain(event.parts);
    for (part, word) in parts.zip(std::iter::once(&&line.word).chain(words)) {
        let text = word.text.clone();
        if let Some(kind) = named(*part) {
            ctx.names.note(kind, &text, word.span);
        }
        if matches!(part, Part::Item | Part::Agent) {
            cast.note(ctx, &text, word.span);
        }
        match part {
            Part::Item => found.item = text,
            Part::Agent if found.agent.is_empty() => found.agent = text,
            Part::Agent => found.colleague = text,
            Part::Queue => found.queue = ctx.names.number(Kind::Queue, &text).map(QueueId),
            Part::Presence => found.presence = text,
            Part::Word(_) | Part::Bot | Part::Workstream | Part::Entity => {}
        }
    }
    found
}

/// What a part is the name of, where it is that of a declaration.
fn named(part: Part) -> Option<Kind> {
    match part {
        Part::Queue => Some(Kind::Queue),
        Part::Bot => Some(Kind::Bot),
        Part::Workstream => Some(Kind::Workstream),
        Part::Entity => Some(Kind::Entity),
        Part::Word(_) | Part::Item | Part::Agent | Part::Presence => None,
    }
}

/// The words of a line after its first; `None` if something else stands among them.
fn words(line: &Setting) -> Option<Vec<&Name>> {
    line.terms.iter().map(crate::syntax::ast::Expr::as_word).collect()
}

fn subject(ctx: &mut Context<'_>, name: &Name, cast: &Cast) -> Option<Part> {
    let word = name.text.as_str();
    if cast.has_agent(word) {
        return Some(Part::Agent);
    }
    if cast.has_item(word) {
        return Some(Part::Item);
    }
    let fixed = EVENTS.iter().map(|event| event.subject).find(|part| is_word(*part, word));
    if fixed.is_some() {
        return fixed;
    }
    if ctx.names.number(Kind::Bot, word).is_some() {
        return Some(Part::Bot);
    }
    report_unknown(ctx, name, cast);
    None
}

fn is_word(part: Part, word: &str) -> bool {
    matches!(part, Part::Word(wanted) if wanted == word)
}

/// Reports a name that nobody and nothing has at this moment.
pub(super) fn report_unknown(ctx: &mut Context<'_>, name: &Name, cast: &Cast) {
    let near = ctx.nearest(&name.text, cast.all());
    let help = near.as_ref().map_or_else(
        || {
            format!(
                "declare `agent {name} {{ … }}` at the top, or let it come first: `{name} arrives at …`",
                name = name.text
            )
        },
        |near| format!("did you mean `{near}`?"),
    );
    ctx.report(ScenarioError::Unknown { name: name.text.clone(), help, near, span: name.span, agent: true });
}

fn first_word(event: &Event) -> Option<&'static str> {
    match event.parts.first() {
        Some(Part::Word(word)) => Some(word),
        _ => None,
    }
}

fn has_shape(ctx: &Context<'_>, event: &Event, words: &[&Name], cast: &Cast) -> bool {
    event.parts.len() == words.len()
        && event.parts.iter().zip(words).all(|(part, word)| fits(ctx, *part, word, cast))
}

fn fits(ctx: &Context<'_>, part: Part, name: &Name, cast: &Cast) -> bool {
    let word = name.text.as_str();
    match part {
        Part::Word(wanted) => word == wanted,
        Part::Item => cast.has_item(word),
        Part::Agent => cast.has_agent(word),
        Part::Bot => ctx.names.number(Kind::Bot, word).is_some(),
        Part::Entity => ctx.names.number(Kind::Entity, word).is_some(),
        Part::Workstream => ctx.names.number(Kind::Workstream, word).is_some(),
        Part::Queue => ctx.names.number(Kind::Queue, word).is_some(),
        Part::Presence => is_presence(ctx, name),
    }
}

/// The values in the block of a line: of the item, or the context variables that a bot hands over.
fn block(
    ctx: &mut Context<'_>,
    event: EventForm,
    line: &Setting,
    item: &str,
    cast: &Cast,
) -> Vec<(String, crate::hir::TestValue)> {
    let wanted = event.block == Block::Item;
    let Some(block) = &line.block else {
        if wanted {
            report_form(ctx, line, &[event]);
        }
        return Vec::new();
    };
    if event.block == Block::None {
        report_form(ctx, line, &[event]);
        return Vec::new();
    }
    let Some(way) = cast.way(item) else { return Vec::new() };
    let known = carried(ctx, way);
    let known = if wanted { known } else { Item { context: known.context, ..Item::default() } };
    given::values(ctx, &known, block)
}

fn report_verb(ctx: &mut Context<'_>, line: &Setting, verb: &str, subject: Part, does: &[EventForm]) {
    let verbs = || does.iter().filter_map(|event| first_word(event));
    let near = nearest(verb, verbs());
    let help = near.as_ref().map_or_else(
        || {
            let mut known: Vec<_> = verbs().map(|word| format!("`{word}`")).collect();
            known.dedup();
            format!("the words are {}", known.join(", "))
        },
        |near| format!("did you mean `{near}`?"),
    );
    let subject = match subject {
        Part::Item => "a customer",
        Part::Agent => "an agent",
        Part::Bot => "a bot",
        Part::Word("supervisor") => "a supervisor",
        Part::Word(_) | Part::Workstream | Part::Entity | Part::Queue | Part::Presence => "time",
    };
    let span = line.terms.first().map_or(line.span, |first| first.span);
    ctx.report(ScenarioError::Event { word: verb.to_owned(), subject, help, span, near });
}

/// Says which word of a line is not known; if all are, that the line has another shape.
fn report_parts(ctx: &mut Context<'_>, line: &Setting, words: &[&Name], cast: &Cast, called: &[EventForm]) {
    let same_length = called.iter().find(|event| {
        let fixed = |part: &Part, word: &str| !matches!(part, Part::Word(wanted) if *wanted != word);
        event.parts.len() == words.len()
            && event.parts.iter().zip(words).all(|(part, word)| fixed(part, &word.text))
    });
    let Some(event) = same_length else {
        return report_form(ctx, line, called);
    };
    let wrong = event.parts.iter().zip(words).find(|(part, word)| !fits(ctx, **part, word, cast));
    match wrong {
        Some((Part::Queue, word)) => drop(ctx.names.queue(word, &mut ctx.bag)),
        Some((Part::Item | Part::Agent | Part::Bot, word)) => report_unknown(ctx, word, cast),
        Some((Part::Presence, word)) => report_presence(ctx, word),
        _ => report_form(ctx, line, &[*event]),
    }
}

/// The presences that every program has, and those of this one.
fn known_presences<'c>(ctx: &'c Context<'_>) -> impl Iterator<Item = &'c str> {
    presences().map(|word| -> &'c str { word }).chain(ctx.names.all(Kind::Presence))
}

/// Reports a word that is no presence.
fn report_presence(ctx: &mut Context<'_>, word: &Name) {
    let near = ctx.nearest(&word.text, known_presences(ctx));
    let known = || listed(known_presences(ctx).map(|known| format!("`{known}`")), ", ");
    let help = near.as_ref().map_or_else(
        || format!("presences are {}; your own are declared with `presence`", known()),
        |near| format!("did you mean `{near}`?"),
    );
    ctx.report(ScenarioError::Unknown { name: word.text.clone(), help, near, span: word.span, agent: false });
}

pub(super) fn report_form(ctx: &mut Context<'_>, line: &Setting, events: &[EventForm]) {
    let Some(event) = events.first() else { return };
    let block = if event.block == Block::Item { " { … }" } else { "" };
    let shape = event.shape() + block;
    ctx.report(ScenarioError::EventForm { shape, meaning: event.meaning, span: line.span });
}
