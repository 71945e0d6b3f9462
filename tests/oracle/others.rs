//! What every program by chance has beside the workstream for chats: tables of every policy, calls, a channel of its own.

use super::dice::Dice;
use super::phrase::Here;
use super::program::Maker;
use super::vocabulary::Vocabulary;
use std::fmt::Write;

impl Maker<'_> {
    /// Tables of every hit policy, whole and with holes, one of them from CSV.
    pub(super) fn fixed_tables(&mut self) {
        self.out.push_str("table fee(n: int) -> int unique { <= -1 -> 8, 0..3 -> 2, 5 -> -1, > 7 -> 4 }\n");
        self.out.push_str("table rank(e: E0) -> (i: int, e: E0) unique complete {\n");
        for value in &self.words.enums[0] {
            writeln!(
                self.out,
                "  {value} -> {} | {}",
                self.dice.between(0, 9),
                self.dice.pick(&self.words.enums[0])
            )
            .unwrap();
        }
        writeln!(self.out, "  missing -> 7 | {}\n}}", self.words.enums[0][0]).unwrap();
        writeln!(
            self.out,
            "table grade(n: int) -> (i: int, e: E0) first complete {{ not 2..5 -> 1 | {0}, any -> 2 | {0} }}",
            self.words.enums[0][1]
        )
        .unwrap();
        self.out.push_str("table desk(e: E0, word: text) -> (desk: queue) first from \"desks.csv\"\n");
    }

    /// Calls, which overflow in ways of their own.
    pub(super) fn voice(&mut self) {
        self.out.push_str("queue phone_all { type voice, members everyone }\nqueue phone_line {\n  type voice\n  carries Thing\n");
        let hours = self.dice.pick(&self.words.hours).clone();
        writeln!(self.out, "  hours {hours}\n  overflow {{").unwrap();
        if self.dice.chance(50) {
            let action = self.dice.pick(&[
                "voicemail",
                "transfer phone_all",
                "external \"+442079460018\"",
                "assign_anyway",
            ]);
            writeln!(self.out, "    when out_of_hours then {action}").unwrap();
        }
        for _ in 0..=self.dice.below(3) {
            let fact = *self.dice.pick(&[
                "waiting_items > 12",
                "predicted_wait > 5m",
                "predicted_wait in 2m..9m",
                "waiting_items == 3",
            ]);
            let action = *self.dice.pick(&[
                "callback",
                "end_call",
                "external \"+442079460018\"",
                "voicemail",
                "transfer phone_all",
            ]);
            writeln!(self.out, "    when {fact} then {action}").unwrap();
        }
        let guard = self.phrase(&Here::item(), 1);
        let second = self.phrase(&Here::item(), 0);
        writeln!(
            self.out,
            "  }}\n}}\nworkstream phone {{\n  type voice\n  carries Thing\n  instances [\"+442079460018\"]\n  mode push\n  fallback phone_all\n  \
             route all {{\n    \"Line\": when {guard} to phone_line\n    \"All\": when {second} to phone_all\n  }}\n  \
             distribution {{ units 100, wrap_up 1m, presences [available], skills none }}\n}}"
        )
        .unwrap();
    }

    /// A workstream by a channel of the program's own; without a route.
    pub(super) fn kiosk(&mut self) {
        let guard = *self.dice.pick(&[
            "channel.store_no == \"4\"",
            "channel.floor > 1",
            "channel.floor is missing or f0",
        ]);
        writeln!(
            self.out,
            "workstream kiosks {{\n  type messaging\n  channel kiosk\n  carries Thing\n  mode push\n  fallback {}\n  \
             classify floor first {{\n    when {guard} set f1 = 2 require s0 >= 4\n    when f1 > 3 hold load1\n  }}\n  \
             distribution {{ profile load1, presences [available], skills none }}\n}}",
            self.words.queues[0]
        )
        .unwrap();
    }
}

/// Rows for a table, as CSV.
pub(super) fn desks(words: &Vocabulary, dice: &mut Dice) -> String {
    let mut csv = "e,word,desk\n".to_owned();
    for _ in 0..3 + dice.below(6) {
        let value = dice.pick(&words.enums[0]).clone();
        let label = format!("Label {value}");
        let cell = dice.pick(&["", "missing", value.as_str(), label.as_str(), "present"]).to_owned();
        let word = dice.pick(&["", "fr", "starts with c", "café", "missing"]);
        writeln!(csv, "{cell},{word},{}", dice.pick(&words.queues)).unwrap();
    }
    csv
}
