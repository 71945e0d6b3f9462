//! What calendars say around every change of clocks from 1990 to 2037, in every zone, for `tests/zones/judge.py`.
//!
//! ```text
//! cargo run --release --example zones > target/zones.txt
//! python3 -m venv target/zones && target/zones/bin/pip install $(python3 tests/zones/judge.py --pin target/zones.txt)
//! target/zones/bin/python tests/zones/judge.py target/zones.txt
//! ```
//!
//! Lines of text: the version of the zone rules; for each zone its name, for each change its second and how far clocks were
//! from Greenwich before and after, for each shape of hours what is open, a bit a minute from two hours before to two hours
//! after, and when it next opens and closes, seen from some of the minutes.

#[path = "../../tests/zones/shapes.rs"]
mod shapes;

use enroute::calendar::{ResolvedCalendar, Zone, zone_database_version, zone_names};
use enroute::value::Instant;
use jiff::Timestamp;
use jiff::tz::TimeZoneDatabase;
use shapes::{Change, shapes};
use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, BufWriter, Write as _};
use std::sync::mpsc;
use std::thread;

/// The years 1990 to 2037, in seconds.
const YEARS: std::ops::Range<i64> = 631_152_000..2_145_916_800;
/// How many minutes are asked before a change, and after it.
const MINUTES: i64 = 120;
/// The minutes from which it is asked when hours open and close next.
const NEXT: [i64; 6] = [-120, -31, -1, 0, 1, 47];

fn main() -> Result<(), Box<dyn Error>> {
    let names = zone_names();
    let threads = thread::available_parallelism()?.get();
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "zones {}", zone_database_version())?;
    let (send, told) = mpsc::channel();
    thread::scope(|scope| {
        for first in 0..threads {
            let (send, names) = (send.clone(), &names);
            scope.spawn(move || {
                for name in names.iter().skip(first).step_by(threads) {
                    if send.send(zone(name).ok_or_else(|| format!("`{name}` cannot be asked"))).is_err() {
                        break;
                    }
                }
            });
        }
        drop(send);
        told.into_iter().try_for_each(|text| Ok(out.write_all(text?.as_bytes())?))
    })
}

/// All lines of a zone.
fn zone(name: &str) -> Option<String> {
    let mut out = format!("zone {name}\n");
    for change in changes(name)? {
        let Change { at, before, after } = change;
        writeln!(out, "change {at} {before} {after}").ok()?;
        for calendar in shapes(name, change) {
            hours(&mut out, &calendar.resolve()?, at)?;
        }
    }
    Some(out)
}

/// When clocks change: the instants are what the zone rules say, the offsets are what a zone shows on both sides of them.
fn changes(name: &str) -> Option<Vec<Change>> {
    let (rules, zone) = (TimeZoneDatabase::bundled().get(name).ok()?, Zone::find(name)?);
    let offset = |at: i64| {
        let (date, time, _) = zone.local(Instant(at * 1_000_000));
        Instant::from_utc(date, time).0 / 1_000_000 - at
    };
    let times = rules
        .following(Timestamp::from_second(YEARS.start - 1).ok()?)
        .map(|change| change.timestamp().as_second());
    let changes = times.take_while(|at| *at < YEARS.end).map(|at| Change {
        at,
        before: offset(at - 1),
        after: offset(at),
    });
    Some(changes.filter(|change| change.before != change.after).collect())
}

/// The line of one shape of hours.
fn hours(out: &mut String, calendar: &ResolvedCalendar, change: i64) -> Option<()> {
    let at = |minute: i64| Instant((change + minute * 60) * 1_000_000);
    for start in (-MINUTES..MINUTES).step_by(4) {
        let digit =
            (start..start + 4).fold(0, |digit, minute| digit << 1 | u8::from(calendar.is_open(at(minute))));
        write!(out, "{digit:x}").ok()?;
    }
    for minute in NEXT {
        for next in [calendar.next_open(at(minute)), calendar.next_close(at(minute))] {
            match next {
                Some(next) => write!(out, " {}", next.0 / 1_000_000 - change).ok()?,
                None => out.push_str(" -"),
            }
        }
    }
    out.push('\n');
    Some(())
}
