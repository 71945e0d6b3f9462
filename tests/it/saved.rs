//! States that were saved, and damaged since: they are refused, or gone on with; nothing else.

use super::naive::Naive;
use super::naive::program;
use super::naive::stream::Stream;
use super::oracle::dice::Dice;
use super::support::compile;
use enroute::centre::Centre;
use enroute::dispatch::{self, Event, ResumeError};
use enroute::value::Instant;

/// How many programs are thrown, how many events before the state is saved, and how often it is damaged.
const PROGRAMS: u64 = 12;
const EVENTS: usize = 50;
const DAMAGES: usize = 60;
/// What numbers are replaced by.
const NUMBERS: &[&str] =
    &["0", "-1", "1", "7", "255", "4294967295", "18446744073709551615", "-9223372036854775808"];

/// Replaces one number of a text by another.
fn damaged(text: &str, dice: &mut Dice) -> String {
    let is_digit = |byte: &u8| byte.is_ascii_digit();
    let starts: Vec<_> = text
        .bytes()
        .enumerate()
        .filter(|(at, byte)| is_digit(byte) && (*at == 0 || !is_digit(&text.as_bytes()[at - 1])))
        .map(|(at, _)| at)
        .collect();
    let start = *dice.pick(&starts);
    let end = start + text.bytes().skip(start).take_while(|byte| is_digit(byte)).count();
    format!("{}{}{}", &text[..start], dice.pick(NUMBERS), &text[end..])
}

#[test]
fn a_damaged_state_is_refused_or_gone_on_with() {
    let (mut refused, mut gone_on) = (0, 0);
    for seed in 0..PROGRAMS {
        let program = program::throw(seed);
        let bundle = compile(&program.text).bundle.unwrap();
        let mut stream = Stream::new(&program, seed);
        let (start, roster) = (stream.start(), stream.roster());
        let (mut asked, mut centre) = (Centre::new(&bundle), Centre::new(&bundle));
        let mut naive = Naive::open(bundle.program(), &roster, start, &mut asked).unwrap();
        let mut state = centre.open(&roster, start).unwrap();
        for _ in 0..EVENTS {
            let (now, event) = (stream.later(&naive), stream.next(&naive));
            naive.step(&event, now);
            state = centre.step(state, &event, now).state;
        }
        let (saved, mut dice) = (state.save(), Dice::new(seed));
        let after: Vec<_> = (0..20).map(|_| (stream.later(&naive), stream.next(&naive))).collect();
        for _ in 0..DAMAGES {
            let damaged = damaged(&saved, &mut dice);
            let Ok(mut state) = centre.resume(&damaged) else {
                refused += 1;
                continue;
            };
            gone_on += 1;
            for (now, event) in &after {
                state = centre.step(state, event, *now).state;
            }
            let later = Instant(state.now().0.saturating_add(3_000_000_000_000));
            state = centre.step(state, &Event::Tick, later).state;
            assert!(centre.resume(&state.save()).is_ok(), "{damaged}");
        }
    }
    assert!(refused > 50 && gone_on > 50, "{refused} refused, {gone_on} gone on with");
}

#[test]
fn a_state_belongs_to_its_bundle() {
    let [one, other] = [1, 2].map(|seed| compile(&program::throw(seed).text).bundle.unwrap());
    let state = Centre::new(&one).open(&dispatch::Roster::default(), Instant(0)).unwrap();
    let mut centre = Centre::new(&other);
    let refused = centre.resume(&state.save()).unwrap_err();
    assert!(matches!(refused, ResumeError::OtherBundle { .. }), "{refused}");
    assert!(matches!(centre.resume("{}").unwrap_err(), ResumeError::Unreadable { .. }));
}
