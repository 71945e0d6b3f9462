use super::asked::is_presence;
use super::given::{self, Item};
use crate::builtins::event::{Block, EVENTS, Event, Part};
use crate::check::context::Context;
use crate::check::error::{ScenarioError, nearest};
use crate::check::names::Kind;
use crate::hir::WorkstreamId;
use crate::source::Span;
use crate::syntax::ast::{Name, Setting};

/// Who a scenario has spoken of so far.
#[derive(Debug, Default)]
pub(super) struct Cast {
    /// Its agents, with the places they are declared at.
    pub(super) agents: Vec<(String, Span)>,
    /// The items that have arrived, with the workstream each came to.
    pub(super) items: Vec<(String, Option<WorkstreamId>)>,
}

impl Cast {
    /// Whether an agent of that name takes part.
    pub(super) fn has_agent(&self, name: &str) -> bool {
        self.agents.iter().any(|(known, _)| known == name)
    }

    /// Whether an item of that name has arrived.
    pub(super) fn has_item(&self, name: &str) -> bool {
        self.items.iter().any(|(known, _)| known == name)
    }

    /// The workstream that an item came to.
    fn workstream(&self, name: &str) -> Option<WorkstreamId> {
        self.items.iter().find(|(known, _)| known == name).and_then(|(_, id)| *id)
    }

    /// Everyone and everything that can be named.
    pub(super) fn all(&self) -> impl Iterator<Item = &str> {
        let agents = self.agents.iter().map(|(name, _)| name.as_str());
        agents.chain(self.items.iter().map(|(name, _)| name.as_str()))
    }
}

/// Checks one event: that it is one, and that all it speaks of is known.
pub(super) fn event(ctx: &mut Context<'_>, line: &Setting, cast: &mut Cast) {
    let Some(words) = words(line) else { return report_form(ctx, line, EVENTS.get(..1).unwrap_or_default()) };
    let verb = words.first().map_or("", |word| word.text.as_str());
    if verb == "arrives" {
        return arrival(ctx, line, &words, cast);
    }
    let Some(subject) = subject(ctx, &line.word, cast) else { return };
    let does: Vec<_> = EVENTS.iter().filter(|event| is_subject(event.subject, subject)).collect();
    let called: Vec<_> = does.iter().copied().filter(|event| first_word(event) == Some(verb)).collect();
    if called.is_empty() {
        return report_verb(ctx, line, verb, subject, &does);
    }
    let shaped = called.iter().find(|event| has_shape(ctx, event, &words, cast));
    let Some(event) = shaped else {
        return report_parts(ctx, line, &words, cast, &called);
    };
    check_block(ctx, event, line, &words, cast);
}

/// The words of a line after its first; `None` if something else stands among them.
fn words(line: &Setting) -> Option<Vec<&Name>> {
    line.terms.iter().map(crate::syntax::ast::Expr::as_word).collect()
}

/// Who may begin a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Subject {
    Item,
    Agent,
    Bot,
    Supervisor,
}

fn subject(ctx: &mut Context<'_>, name: &Name, cast: &Cast) -> Option<Subject> {
    let word = name.text.as_str();
    if cast.has_agent(word) {
        return Some(Subject::Agent);
    }
    if cast.has_item(word) {
        return Some(Subject::Item);
    }
    if word == "supervisor" {
        return Some(Subject::Supervisor);
    }
    if ctx.names.number(Kind::Bot, word).is_some() {
        return Some(Subject::Bot);
    }
    report_unknown(ctx, name, cast);
    None
}

/// Reports a name that nobody and nothing has at this moment.
pub(super) fn report_unknown(ctx: &mut Context<'_>, name: &Name, cast: &Cast) {
    let near = nearest(&name.text, cast.all());
    let help = near.as_ref().map_or_else(
        || {
            format!(
                "declare `agent {name} {{ … }}` at the top, or let it come first: `{name} arrives at …`",
                name = name.text
            )
        },
        |near| format!("did you mean `{near}`?"),
    );
    ctx.report(ScenarioError::Unknown { name: name.text.clone(), help, near, span: name.span });
}

fn is_subject(part: Part, subject: Subject) -> bool {
    match subject {
        Subject::Item => part == Part::Item,
        Subject::Agent => part == Part::Agent,
        Subject::Bot => part == Part::Worker,
        Subject::Supervisor => part == Part::Word("supervisor"),
    }
}

fn first_word(event: &Event) -> Option<&'static str> {
    match event.parts.first() {
        Some(Part::Word(word)) => Some(word),
        _ => None,
    }
}

fn has_shape(ctx: &Context<'_>, event: &Event, words: &[&Name], cast: &Cast) -> bool {
    event.parts.len() == words.len()
        && event.parts.iter().zip(words).all(|(part, word)| fits(ctx, *part, &word.text, cast))
}

fn fits(ctx: &Context<'_>, part: Part, word: &str, cast: &Cast) -> bool {
    match part {
        Part::Word(wanted) => word == wanted,
        Part::Item => cast.has_item(word),
        Part::Agent => cast.has_agent(word),
        Part::Worker => cast.has_agent(word) || ctx.names.number(Kind::Bot, word).is_some(),
        Part::Workstream => ctx.names.number(Kind::Workstream, word).is_some(),
        Part::Queue => ctx.names.number(Kind::Queue, word).is_some(),
        Part::Presence => is_presence(ctx, word),
    }
}

/// `c1 arrives at contoso_chat { … }`
fn arrival(ctx: &mut Context<'_>, line: &Setting, words: &[&Name], cast: &mut Cast) {
    let name = line.word.text.clone();
    if cast.has_item(&name) {
        return ctx.report(ScenarioError::ArrivesTwice { name, span: line.word.span });
    }
    let [_, at, workstream] = words else {
        cast.items.push((name, None));
        return report_form(ctx, line, EVENTS.get(..1).unwrap_or_default());
    };
    if at.text != "at" {
        report_form(ctx, line, EVENTS.get(..1).unwrap_or_default());
    }
    let id = ctx.names.workstream(workstream, &mut ctx.bag);
    cast.items.push((name, id));
    if let (Some(id), Some(block)) = (id, &line.block) {
        let item = item_of(ctx, id);
        given::values(ctx, &item, block);
    }
}

fn item_of(ctx: &Context<'_>, id: WorkstreamId) -> Item {
    let known = ctx.program.workstreams.get(id.index());
    let channel = known.and_then(|known| known.channel_fields).and_then(|id| ctx.entity(id));
    Item {
        entity: known.map(|known| known.carries),
        context: known.map(|known| known.context.clone()).unwrap_or_default(),
        channel: channel.map(|channel| channel.fields.clone()).unwrap_or_default(),
    }
}

/// What a bot hands over are context variables of the workstream.
fn check_block(ctx: &mut Context<'_>, event: &Event, line: &Setting, words: &[&Name], cast: &Cast) {
    let Some(block) = &line.block else { return };
    match event.block {
        Block::None => report_form(ctx, line, std::slice::from_ref(event)),
        Block::Item => {}
        Block::Context => {
            let workstream = words.iter().find_map(|word| cast.workstream(&word.text));
            let Some(workstream) = workstream else { return };
            let item = Item { entity: None, channel: Vec::new(), ..item_of(ctx, workstream) };
            given::values(ctx, &item, block);
        }
    }
}

fn report_verb(ctx: &mut Context<'_>, line: &Setting, verb: &str, subject: Subject, does: &[&Event]) {
    let verbs = || does.iter().filter_map(|event| first_word(event));
    let near = nearest(verb, verbs());
    let help = near.map_or_else(
        || {
            let mut known: Vec<_> = verbs().map(|word| format!("`{word}`")).collect();
            known.dedup();
            format!("the words are {}", known.join(", "))
        },
        |near| format!("did you mean `{near}`?"),
    );
    let subject = match subject {
        Subject::Item => "a customer",
        Subject::Agent => "an agent",
        Subject::Bot => "a bot",
        Subject::Supervisor => "a supervisor",
    };
    let span = line.terms.first().map_or(line.span, |first| first.span);
    ctx.report(ScenarioError::Event { word: verb.to_owned(), subject, help, span });
}

/// Says which word of a line is not known; if all are, that the line has another shape.
fn report_parts(ctx: &mut Context<'_>, line: &Setting, words: &[&Name], cast: &Cast, called: &[&Event]) {
    let same_length = called.iter().find(|event| {
        let fixed = |part: &Part, word: &str| !matches!(part, Part::Word(wanted) if *wanted != word);
        event.parts.len() == words.len()
            && event.parts.iter().zip(words).all(|(part, word)| fixed(part, &word.text))
    });
    let Some(event) = same_length else {
        let called: Vec<_> = called.iter().map(|event| **event).collect();
        return report_form(ctx, line, &called);
    };
    let wrong = event.parts.iter().zip(words).find(|(part, word)| !fits(ctx, **part, &word.text, cast));
    match wrong {
        Some((Part::Queue, word)) => drop(ctx.names.queue(word, &mut ctx.bag)),
        Some((Part::Item | Part::Agent | Part::Worker, word)) => report_unknown(ctx, word, cast),
        _ => report_form(ctx, line, std::slice::from_ref(*event)),
    }
}

fn report_form(ctx: &mut Context<'_>, line: &Setting, events: &[Event]) {
    let Some(event) = events.first() else { return };
    ctx.report(ScenarioError::EventForm { shape: event.shape(), meaning: event.meaning, span: line.span });
}
