use crate::calendar::Zone;
use crate::dispatch::Note;
use crate::dispatch::Step;
use crate::hir::Scenario;
use crate::value::{Date, Instant};

/// So many sentences are told before an expectation that does not hold.
const MOST: usize = 14;

/// So many lines of a scenario are told then.
const LINES: usize = 4;

/// What happened so far, in words.
#[derive(Debug)]
pub(super) struct Trace {
    zone: Option<Zone>,
    first: Date,
    told: Vec<Told>,
    /// How much of it a failure has shown already.
    shown: usize,
}

#[derive(Debug)]
struct Told {
    at: Instant,
    text: String,
    /// Whether a line of the scenario says it.
    is_line: bool,
}

impl Trace {
    /// Nothing has happened.
    pub(super) fn new(scenario: &Scenario) -> Self {
        let zone = Zone::find(&scenario.zone);
        let first = zone.as_ref().map_or_else(|| scenario.start.utc().0, |zone| zone.local(scenario.start).0);
        Self { zone, first, told: Vec::new(), shown: 0 }
    }

    /// A line of the scenario, as written.
    pub(super) fn line(&mut self, at: Instant, written: &str) {
        let text = written.split_whitespace().collect::<Vec<_>>().join(" ");
        // The words after the time.
        let text = text.split_once(' ').map_or(String::new(), |(_, event)| event.to_owned());
        self.told.push(Told { at, text, is_line: true });
    }

    /// What a step did, and why, in the order it came.
    pub(super) fn step(&mut self, at: Instant, step: &Step) {
        let is_refusal = |note: &Note| matches!(note, Note::Refused { .. });
        let notes = step.notes.iter().zip(&step.after).filter(|(note, _)| !is_refusal(note));
        let notes = notes.map(|(note, after)| ((*after, 0), at_of(note).unwrap_or(at), note.to_string()));
        let effects = (1..).zip(&step.effects).map(|(place, effect)| ((place, 1), at, effect.to_string()));
        let mut all: Vec<_> = notes.chain(effects).collect();
        all.sort_by_key(|((place, kind), ..)| (if *kind == 0 { place + 1 } else { *place }, *kind));
        self.told.extend(all.into_iter().map(|(_, at, text)| Told { at, text, is_line: false }));
    }

    /// The end of what happened since this was asked last, a sentence a line, the first of each moment with its time:
    /// `10:01  ana accepts c1`.
    pub(super) fn end(&mut self) -> Vec<String> {
        let lines = self.told.iter().enumerate().filter(|(_, told)| told.is_line);
        let first = lines.map(|(at, _)| at).rev().nth(LINES - 1).unwrap_or(0);
        let first = first.max(self.told.len().saturating_sub(MOST)).max(self.shown);
        let shown = self.told.get(first..).unwrap_or_default();
        let mut before = String::new();
        let mut sentences = Vec::new();
        for told in shown {
            let time = self.clock(told.at);
            let told_already = time == before && !told.is_line;
            let shown = if told_already { " ".repeat(time.len()) } else { time.clone() };
            sentences.push(format!("{shown}  {}{}", if told.is_line { "" } else { "  " }, told.text));
            before = time;
        }
        self.shown = self.told.len();
        sentences
    }

    /// What the clock of the scenario shows, with the day where it is not the first.
    fn clock(&self, at: Instant) -> String {
        let (day, time) = self.zone.as_ref().map_or_else(
            || at.utc(),
            |zone| {
                let (day, time, _) = zone.local(at);
                (day, time)
            },
        );
        if day == self.first { time.to_string() } else { format!("{day}T{time}") }
    }
}

/// When something was due that a note tells of.
fn at_of(note: &Note) -> Option<Instant> {
    if let Note::Due { at, .. } = note { Some(*at) } else { None }
}
