use super::answer::{Answer, Line, Told, Unread};
use super::keep::Keep;
use crate::cli::items::Piece;
use crate::cli::outcome::Failure;
use enroute::bundle::Bundle;
use enroute::centre::Centre;
use enroute::dispatch::{Effect, Event, Happened, Refusal, Roster, State, Step};
use enroute::value::Instant;
use std::io::Write;

/// How things begin.
pub(crate) enum Opening {
    /// As they were saved.
    Saved(String),
    /// With this roster and no items, at that instant, or else at that of the first event.
    New(Roster, Option<Instant>),
}

/// Where events happen, one after the other.
pub(crate) struct Floor<'b> {
    centre: Centre<'b>,
    /// None until the first event says when it opens.
    state: Option<State>,
    roster: Roster,
    keep: Option<Keep>,
    notes: bool,
    pub(crate) tally: Tally,
}

/// What has become of the lines so far.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Tally {
    /// Events that happened.
    pub(crate) happened: u64,
    /// Events that did not fit.
    pub(crate) refused: u64,
    /// Lines that are no events.
    pub(crate) unread: u64,
}

impl<'b> Floor<'b> {
    /// A floor for a bundle, open already where it is known when. `notes` says whether they are printed.
    pub(crate) fn new(
        bundle: &'b Bundle,
        opening: Opening,
        keep: Option<Keep>,
        notes: bool,
    ) -> Result<Self, Failure> {
        let (centre, tally) = (Centre::new(bundle), Tally::default());
        let mut floor = Self { centre, state: None, roster: Roster::default(), keep, notes, tally };
        match opening {
            Opening::Saved(text) => {
                let resumed = floor.centre.resume(&text).map_err(|error| error.to_string());
                floor.state = Some(resumed.map_err(|why| floor.cannot_go_on(why))?);
            }
            Opening::New(roster, from) => {
                floor.roster = roster;
                floor.state = from.map(|from| floor.opened(from)).transpose()?;
            }
        }
        Ok(floor)
    }

    fn cannot_go_on(&self, why: String) -> Failure {
        match &self.keep {
            Some(keep) => keep.cannot("read", &why),
            None => Failure::Access(why),
        }
    }

    fn opened(&mut self, at: Instant) -> Result<State, Failure> {
        let sentences = |refused: Vec<Refusal>| refused.iter().map(ToString::to_string).collect::<Vec<_>>();
        self.centre.open(&self.roster, at).map_err(|refused| Failure::Usage(sentences(refused).join("; ")))
    }

    /// Lets one line happen and writes what came of it. Says whether the line is an event.
    pub(crate) fn take(
        &mut self,
        line: u64,
        piece: &Piece<'_>,
        out: &mut dyn Write,
    ) -> Result<bool, Failure> {
        let read = read(piece);
        let is_event = read.is_ok();
        let answer = match read {
            Ok(happened) => Line::Step(self.happen(&happened.event, happened.at)?),
            Err(error) => {
                self.tally.unread += 1;
                Line::Unread(Unread { line, error })
            }
        };
        answer.write(out)?;
        Ok(is_event)
    }

    /// The state is saved before it is told of, so that what was told of as saved is.
    fn happen(&mut self, event: &Event, at: Option<Instant>) -> Result<Answer, Failure> {
        let at = at.unwrap_or_else(now);
        let state = match self.state.take() {
            Some(state) => state,
            None => self.opened(at)?,
        };
        let Step { state, effects, notes, .. } = self.centre.step(state, event, at);
        let refused = effects.iter().any(|effect| matches!(effect, Effect::Refused { .. }));
        let count = if refused { &mut self.tally.refused } else { &mut self.tally.happened };
        *count += 1;
        let events = self.tally.happened + self.tally.refused;
        let saved = self.keep.as_ref().map(|keep| keep.save_after(events, &state)).transpose()?;
        let told = Told { notes: self.notes, saved: saved.unwrap_or_default() };
        let answer = Answer::of(&state, effects, notes, told);
        self.state = Some(state);
        Ok(answer)
    }

    /// Saves how things stand, where that is wanted and anything has happened.
    pub(crate) fn close(&self) -> Result<(), Failure> {
        match (&self.keep, &self.state) {
            (Some(keep), Some(state)) => keep.save(state),
            (None, _) | (_, None) => Ok(()),
        }
    }
}

fn read(piece: &Piece<'_>) -> Result<Happened, String> {
    match piece {
        Piece::Json(bytes) => {
            let text = std::str::from_utf8(bytes).map_err(|_| "this is not UTF-8".to_owned())?;
            Happened::read(text).map_err(|error| error.to_string())
        }
        Piece::Bad(why) => Err(why.clone()),
        Piece::Row(..) => Err("an event is an object, `{ … }`".to_owned()),
    }
}

/// The present millisecond.
fn now() -> Instant {
    Instant(jiff::Timestamp::now().as_millisecond().saturating_mul(1000))
}
