//! Programs by chance that say much about agents: every setting of a desk, and rules about items that wait.

mod queue;
mod words;
mod workstream;

use super::super::oracle::dice::Dice;
use std::fmt::Write;

/// A program's text, and the words that rosters and events may speak of.
pub(crate) struct Program {
    pub(crate) text: String,
    pub(crate) queues: Vec<String>,
    pub(crate) workstreams: Vec<String>,
    pub(crate) profiles: usize,
}

/// The kinds of workstreams: a word, its type, and what else its header says.
const CLASSES: &[(&str, &str, &str)] = &[
    ("live", "messaging", "  channel chat\n"),
    ("lasting", "messaging", "  channel chat\n  persistent yes\n  auth portal\n"),
    ("texts", "messaging", "  channel sms\n  provider acs\n"),
    ("calls", "voice", "  instances [\"+442079460018\"]\n"),
    ("cases", "record", ""),
    ("kiosks", "messaging", "  channel kiosk\n"),
];
/// The places of those among them that rules look for.
const LIVE: usize = 0;
const LASTING: usize = 1;
const TEXTS: usize = 2;
const CALLS: usize = 3;
const CASES: usize = 4;
const KIOSKS: usize = 5;

const START: &str = r#"language 1
enum Tier { low, mid, high }
entity Thing { tier: Tier?, n: int?, fav: text?, flag: bool = no, due: instant? }
entity Agent { team: text?, trainee: bool = no, grade: int? }
rating Level { range 1..5, label 3 "good" }
skill s0 { rating Level }
skill s1 { rating Level }
skill s2
skill s3 { modelled_by Thing.tier }
skill s4 { rating Level, modelled_by Thing.tier }
presence lunch { base away }
presence focus { base busy }
presence hidden { base offline }
auth portal { kind token }
channel kiosk { floor: int? }
model size(fav: text) -> int
bot helper { kind copilot }
hours day { zone "Europe/London", open mon..fri 08:00..18:00, open sat [09:00..12:30, 13:30..16:00], until 2030-12-31 }
hours odd_hours { zone "Europe/London", open mon..fri 08:07..17:53, open sat 10:11..15:16, until 2030-12-31 }
hours halves { zone "Europe/London", open mon..sun [07:00..12:00, 13:00..17:30], until 2030-12-31 }
hours split { zone "UTC", open mon..sun [06:00..09:00, 14:00..24:00], until 2030-12-31 }
hours night { zone "America/New_York", open mon..sun 16:00..06:00, until 2030-12-31 }
"#;

pub(crate) fn throw(seed: u64) -> Program {
    let mut dice = Dice::new(seed ^ 0xD15);
    let queues = 1 + dice.below(5);
    let mut classes: Vec<usize> = (0..CLASSES.len()).collect();
    let count = 1 + dice.below(4);
    while classes.len() > count {
        classes.remove(dice.below(classes.len()));
    }
    let mut kinds: Vec<&'static str> = classes.iter().map(|class| CLASSES[*class].1).collect();
    kinds.sort_unstable();
    kinds.dedup();
    let mut maker = Maker { dice, out: START.to_owned(), queues: Vec::new(), profiles: 3, kinds };
    maker.name_queues(queues);
    maker.organisation();
    maker.profiles();
    maker.notifications();
    for queue in 0..maker.queues.len() {
        maker.queue(queue);
    }
    for class in &classes {
        maker.workstream(*class);
        maker.table(*class);
    }
    if classes.contains(&CASES) {
        maker.line("intake Thing { \"All\": otherwise to cases }");
    }
    maker.used_assignments();
    Program {
        workstreams: classes.iter().map(|class| CLASSES[*class].0.to_owned()).collect(),
        queues: maker.queues.iter().map(|queue| queue.name.clone()).collect(),
        profiles: maker.profiles,
        text: maker.out,
    }
}

struct Queue {
    name: String,
    kinds: Vec<&'static str>,
    hours: bool,
}

struct Maker {
    dice: Dice,
    out: String,
    queues: Vec<Queue>,
    profiles: usize,
    kinds: Vec<&'static str>,
}

impl Maker {
    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    fn word(&mut self, words: &[&'static str]) -> &'static str {
        words[self.dice.below(words.len())]
    }

    /// Every kind of work has a queue; names stand in another order than numbers.
    fn name_queues(&mut self, more: usize) {
        let names = ["mills", "oaks", "banks", "elms", "dales", "fens", "yews", "capes"];
        for (number, name) in names.into_iter().enumerate().take(self.kinds.len() + more - 1) {
            let first = self.kinds[number % self.kinds.len()];
            let second = self.kinds[self.dice.below(self.kinds.len())];
            let mut kinds = vec![first];
            if second != first && self.dice.chance(30) {
                kinds.push(second);
            }
            let hours = self.dice.chance(35);
            self.queues.push(Queue { name: name.to_owned(), kinds, hours });
        }
    }

    fn organisation(&mut self) {
        self.line("organisation all {");
        if self.dice.chance(40) {
            self.line("  on_miss inactive");
        }
        if self.dice.chance(40) {
            self.line("  on_reject do_not_disturb");
        }
        if self.dice.chance(50) {
            let limit = self.dice.pick(&[1, 1, 2, 3]);
            writeln!(self.out, "  decline_limit {limit}").unwrap();
        }
        if self.dice.chance(30) {
            let total = self.dice.between(1, 4);
            writeln!(self.out, "  decline_total {total}").unwrap();
        }
        if self.dice.chance(40) {
            let (open, wrap) = (self.word(&["5m", "2h", "never"]), self.word(&["1m", "30m"]));
            let active = self.word(&["3m", "1h"]);
            writeln!(
                self.out,
                "  auto_close {{ live_chat {{ open {open}, wrap_up {wrap} }}, sms {{ active {active}, open {open} }}, \
                 voice {{ active {active} }} }}"
            )
            .unwrap();
        }
        if self.dice.chance(40) {
            self.line("  messages { greeting \"Hello\", out_of_hours \"Later\" }");
        }
        self.line("}");
    }

    fn profiles(&mut self) {
        for number in 0..self.profiles {
            let limit = self.dice.between(1, 4);
            let reset = self.word(&["immediately", "immediately", "end_of_day"]);
            let blocking = if self.dice.chance(25) { ", blocking yes" } else { "" };
            let other = (number + 1) % self.profiles;
            let excludes =
                if self.dice.chance(25) { format!(", excludes [p{other}]") } else { String::new() };
            writeln!(self.out, "profile p{number} {{ limit {limit}, reset {reset}{blocking}{excludes} }}")
                .unwrap();
        }
    }

    fn notifications(&mut self) {
        for number in 0..3 {
            let countdown = self.word(&["10s", "60s", "5m"]);
            let more = match number {
                0 => "auto_assign yes",
                1 => "reject no",
                _ => "reject \"No\"",
            };
            writeln!(self.out, "notification t{number} {{ countdown {countdown}, {more} }}").unwrap();
        }
    }
}
