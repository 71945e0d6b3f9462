use super::answer::Answers;
use super::event;
use super::memory::Memory;
use super::report::{Failed, TestKind, TestResult};
use super::roster;
use super::trace::Trace;
use crate::bundle::Bundle;
use crate::centre::Centre;
use crate::dispatch::State;
use crate::dispatch::{Effect, Event, Refusal};
use crate::engine::Compiled;
use crate::hir::{Line, Scenario, Wanted, Wish};
use crate::source::Span;
use crate::value::Instant;
use crate::vm::Watch;

/// Lets happen what a scenario tells, line by line, and asks what it expects.
pub(super) fn scenario(compiled: &Compiled, bundle: &Bundle, scenario: &Scenario) -> TestResult {
    TestResult {
        kind: TestKind::Scenario,
        title: scenario.title.clone(),
        within: None,
        span: scenario.span,
        whole: scenario.span,
        failed: played(compiled, scenario, Centre::new(bundle)),
        decision: None,
    }
}

/// Lets it happen only so that `watch` sees what is decided.
pub(super) fn look(
    compiled: &Compiled,
    bundle: &Bundle,
    scenario: &Scenario,
    watch: &mut (dyn Watch + 'static),
) {
    played(compiled, scenario, Centre::new(bundle).watched(watch));
}

/// What was not as the scenario expects.
fn played(compiled: &Compiled, scenario: &Scenario, centre: Centre<'_>) -> Vec<Failed> {
    let mut player = Player {
        compiled,
        scenario,
        centre,
        memory: Memory::default(),
        trace: Trace::new(scenario),
        refused: None,
        failed: Vec::new(),
    };
    let roster = roster::roster(&compiled.checked.program, scenario);
    match player.centre.open(&roster, scenario.start) {
        Ok(state) => player.play(state),
        Err(refusals) => refusals.iter().for_each(|why| player.not_opened(why)),
    }
    player.failed
}

struct Player<'c> {
    compiled: &'c Compiled,
    scenario: &'c Scenario,
    centre: Centre<'c>,
    memory: Memory,
    trace: Trace,
    /// Why the event of the line at hand was refused, if it was.
    refused: Option<Refusal>,
    failed: Vec<Failed>,
}

impl Player<'_> {
    /// The roster was refused.
    fn not_opened(&mut self, why: &Refusal) {
        let named = if let Refusal::BadAgent { agent, .. } = why { Some(agent) } else { None };
        let of = named.and_then(|name| self.scenario.agents.iter().find(|known| *known.name == **name));
        let span = of.map_or(self.scenario.span, |agent| agent.span);
        self.fail(span, None, "these agents to be there".to_owned(), why.to_string());
    }

    fn play(&mut self, mut state: State) {
        for line in &self.scenario.lines {
            state = self.line(state, line);
            self.ask(&state, line);
        }
    }

    /// Lets everything happen that is due before a line, and then the line itself.
    fn line(&mut self, mut state: State, line: &Line) -> State {
        self.memory.next_line();
        self.refused = None;
        while let Some(due) = state.next_deadline().filter(|due| *due <= line.at && *due > state.now()) {
            state = self.step(state, &Event::Tick, due);
        }
        let written = self.compiled.checked.sources.text(line.span);
        self.trace.line(line.at, written);
        match event::event(&self.compiled.checked.program, self.scenario, &line.event) {
            Some(event) => self.step(state, &event, line.at),
            None => state,
        }
    }

    fn step(&mut self, state: State, event: &Event, at: Instant) -> State {
        let step = self.centre.step(state, event, at);
        self.trace.step(at, &step);
        self.memory.note(&step.effects, &step.state);
        let refused = step
            .effects
            .iter()
            .find_map(|effect| if let Effect::Refused { why } = effect { Some(why.clone()) } else { None });
        self.refused = refused.or_else(|| self.refused.take());
        step.state
    }

    /// Asks what is expected of a line. One failure a line is enough: what follows from it would fail too.
    fn ask(&mut self, state: &State, line: &Line) {
        let awaited = line.expect.iter().any(|wish| speaks_of_refusal(&wish.wanted));
        if let Some(why) = self.refused.as_ref().filter(|_| !awaited) {
            let why = format!("it was refused: {why}");
            return self.fail(line.span, None, "this to happen".to_owned(), why);
        }
        let answers = Answers {
            program: &self.compiled.checked.program,
            state,
            memory: &self.memory,
            refused: self.refused.as_ref(),
        };
        let missed = line.expect.iter().find(|wish| !answers.holds(&wish.wanted));
        if let Some((wish, got)) = missed.map(|wish| (wish, answers.words(&wish.wanted))) {
            self.missed(wish, line, got);
        }
    }

    fn missed(&mut self, wish: &Wish, line: &Line, got: String) {
        let expected = self.compiled.checked.sources.text(wish.span).to_owned();
        self.fail(wish.span, Some(line.span), expected, got);
    }

    fn fail(&mut self, span: Span, line: Option<Span>, expected: String, got: String) {
        self.failed.push(Failed {
            span,
            expected,
            got,
            seen: Vec::new(),
            decided_by: None,
            blame: "",
            line,
            before: self.trace.end(),
        });
    }
}

/// Whether it is asked if the event was refused.
fn speaks_of_refusal(wanted: &Wanted) -> bool {
    match wanted {
        Wanted::Refused => true,
        Wanted::All(parts) | Wanted::Any(parts) => parts.iter().any(speaks_of_refusal),
        Wanted::Not(inner) => speaks_of_refusal(inner),
        Wanted::Compare { .. } | Wanted::Present(..) => false,
    }
}
