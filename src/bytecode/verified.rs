use super::cost::Costs;
use super::error::VerifyError;
use super::inspect;
use super::operand::{AtomId, ZoneId};
use super::program::Program;
use super::search::{Search, Searches};
use crate::calendar::{ResolvedCalendar, Zone};

/// A program that keeps all promises: made by [`verify`] alone, so that nothing else can run. What is dear to make
/// (patterns, calendars, zones) is made here, once.
#[derive(Debug, Clone)]
pub struct Verified {
    program: Program,
    searches: Searches,
    calendars: Vec<ResolvedCalendar>,
    zones: Vec<Zone>,
    reads_id: bool,
    reads_now: bool,
}

impl Verified {
    /// The program.
    #[must_use]
    pub fn program(&self) -> &Program {
        &self.program
    }

    /// What an atom looks for in texts.
    #[must_use]
    pub fn search(&self, atom: AtomId) -> Option<Search<'_>> {
        self.searches.get(&self.program, atom)
    }

    /// Whether any rule reads the item's id as a text.
    #[must_use]
    pub fn reads_id(&self) -> bool {
        self.reads_id
    }

    /// Whether any rule reads the time of the decision as a value.
    #[must_use]
    pub fn reads_now(&self) -> bool {
        self.reads_now
    }

    /// The calendar of that place.
    #[must_use]
    pub fn calendar(&self, place: u32) -> Option<&ResolvedCalendar> {
        self.calendars.get(usize::try_from(place).ok()?)
    }

    /// The time zone of that place.
    #[must_use]
    pub fn zone(&self, zone: ZoneId) -> Option<&Zone> {
        self.zones.get(zone.index())
    }
}

/// Checks that a program keeps all promises: everything named is there and of the right kind, jumps go forward, every
/// way ends, tables do not ask tables, calendars and patterns can be read, and the cost is what the program says.
pub fn verify(program: Program) -> Result<Verified, VerifyError> {
    inspect::program(&program)?;
    if !Costs::of(&program).agree(&program) {
        return Err(VerifyError::Cost);
    }
    let searches = Searches::of(&program)?;
    let calendars = program
        .calendars
        .iter()
        .map(|calendar| calendar.resolve().ok_or_else(|| VerifyError::Zone { zone: calendar.zone.clone() }))
        .collect::<Result<_, _>>()?;
    let zones = program
        .zones
        .iter()
        .map(|zone| Zone::find(zone).ok_or_else(|| VerifyError::Zone { zone: zone.clone() }))
        .collect::<Result<_, _>>()?;
    let (reads_id, reads_now) = (program.reads(program.known.id), program.reads(program.known.now));
    Ok(Verified { program, searches, calendars, zones, reads_id, reads_now })
}
