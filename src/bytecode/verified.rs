use super::cost::{self, Costs};
use super::error::VerifyError;
use super::inspect;
use super::operand::{AtomId, ZoneId};
use super::program::Program;
use super::search::{Search, Searches};
use crate::calendar::{ResolvedCalendar, Zone};
use std::collections::BTreeMap;

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
    notes: u64,
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

    /// What compiled patterns take, in bytes.
    #[must_use]
    pub fn pattern_bytes(&self) -> u64 {
        self.searches.bytes()
    }

    /// What a decision takes at worst for the lists it makes and for its notes, in bytes; what an item brings comes to that.
    #[must_use]
    pub fn decision_bytes(&self) -> u64 {
        self.notes
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
    verify_within(program, u64::MAX)
}

/// The same, where all patterns together may take so many bytes. One pattern is compiled before it is known to be too
/// much: up to some megabytes.
pub fn verify_within(program: Program, patterns: u64) -> Result<Verified, VerifyError> {
    inspect::program(&program)?;
    if !Costs::of(&program).agree(&program) {
        return Err(VerifyError::Cost);
    }
    let searches = Searches::of(&program, patterns)?;
    let mut known = Zones::default();
    let calendars = program.calendars.iter().map(|calendar| {
        let zone = known.find(&calendar.zone)?;
        Ok(calendar.resolve_in(zone))
    });
    let calendars = calendars.collect::<Result<_, _>>()?;
    let zones = program.zones.iter().map(|zone| known.find(zone)).collect::<Result<_, _>>()?;
    let (reads_id, reads_now) = (program.reads(program.known.id), program.reads(program.known.now));
    let notes = cost::bytes(&program);
    Ok(Verified { program, searches, calendars, zones, reads_id, reads_now, notes })
}

/// The zones that were looked up: each is made once, however many calendars name it.
#[derive(Debug, Default)]
struct Zones(BTreeMap<String, Zone>);

impl Zones {
    fn find(&mut self, name: &str) -> Result<Zone, VerifyError> {
        if let Some(zone) = self.0.get(name) {
            return Ok(zone.clone());
        }
        let zone = Zone::find(name).ok_or_else(|| VerifyError::Zone { zone: name.to_owned() })?;
        self.0.insert(name.to_owned(), zone.clone());
        Ok(zone)
    }
}
