//! Queues and assignments by chance.

use super::{Maker, Queue};
use std::fmt::Write;

impl Maker {
    /// The assignments that the text so far names; the others would be warned of.
    pub(super) fn used_assignments(&mut self) {
        let rest = std::mem::take(&mut self.out);
        self.assignments();
        let used: Vec<&str> = ["a0(", "a1"].into_iter().filter(|used| rest.contains(used)).collect();
        let all = std::mem::take(&mut self.out);
        let kept = all.split_inclusive("}\n").filter(|one| used.iter().any(|used| one.contains(used)));
        self.out = rest + &kept.collect::<String>();
    }

    fn assignments(&mut self) {
        for number in 0..2 {
            let parameter = if number == 0 { "s: skill" } else { "" };
            writeln!(self.out, "assignment a{number}({parameter}) {{").unwrap();
            if self.dice.chance(50) {
                let what = self.word(&[
                    "presences",
                    "skills",
                    "capacity",
                    "presences, capacity",
                    "presences, skills, capacity",
                ]);
                writeln!(self.out, "  inherit [{what}]").unwrap();
            }
            let rules = 1 + self.dice.below(3);
            for rule in 0..rules {
                let last = rule + 1 == rules && self.dice.chance(70);
                let guard = if last { "otherwise".to_owned() } else { format!("when {}", self.waits()) };
                let who = if last && self.dice.chance(50) {
                    String::new()
                } else {
                    format!(" where {}", self.about_agent(number == 0))
                };
                let order = self.agent_order(number == 0);
                writeln!(self.out, "  \"R{rule}\": {guard} pick agents{who}{order}").unwrap();
            }
            self.line("}");
        }
    }

    pub(super) fn queue(&mut self, place: usize) {
        let (name, kinds, hours) = {
            let queue = &self.queues[place];
            (queue.name.clone(), queue.kinds.clone(), queue.hours)
        };
        writeln!(self.out, "queue {name} {{\n  type [{}]\n  carries Thing", kinds.join(", ")).unwrap();
        if self.dice.chance(60) {
            let priority = self.dice.between(1, 3);
            writeln!(self.out, "  priority {priority}").unwrap();
        }
        if hours {
            let calendar = self.word(&["day", "night", "halves", "split"]);
            writeln!(self.out, "  hours {calendar}").unwrap();
        }
        self.members();
        self.assign();
        self.overflow(place, &kinds, hours);
        if self.dice.chance(30) {
            self.prioritize();
        }
        self.line("}");
    }

    fn members(&mut self) {
        let members = match self.dice.below(8) {
            0 => "everyone".to_owned(),
            1 => "[ana, bo, cy]".to_owned(),
            2 | 3 => {
                let one = self.about_member();
                let more =
                    if self.dice.chance(25) { format!(" or {}", self.about_member()) } else { String::new() };
                format!("when {one}{more}")
            }
            4 if self.dice.chance(30) => self.word(&["elsewhere", "nobody"]).to_owned(),
            _ => return,
        };
        writeln!(self.out, "  members {members}").unwrap();
    }

    fn assign(&mut self) {
        match self.dice.below(7) {
            0 => {}
            1 => self.line("  assign least_active"),
            2 | 3 => self.line("  assign round_robin"),
            4 => self.line("  assign highest_capacity"),
            5 => {
                let used = self.word(&["a0(s0)", "a0(s1)", "a1"]);
                writeln!(self.out, "  assign {used}").unwrap();
            }
            _ => {
                let (guard, second) = (self.about_item(), self.about_item());
                let first = self.word(&["a0(s0)", "a1"]);
                let then = if first == "a1" { "a0(s1)" } else { "a1" };
                writeln!(self.out, "  choose {{\n    \"First\": when {guard} use {first}").unwrap();
                match self.dice.below(3) {
                    0 => self.line("    \"Others\": otherwise use a1"),
                    1 => writeln!(self.out, "    \"Second\": when {second} use {then}").unwrap(),
                    _ => {}
                }
                self.line("  }");
            }
        }
    }

    /// Transfers lead to queues of higher numbers that take every kind this one takes: a round trip is an error.
    pub(super) fn overflow(&mut self, place: usize, kinds: &[&'static str], hours: bool) {
        let fits = |queue: &&Queue| kinds.iter().all(|kind| queue.kinds.contains(kind));
        let later: Vec<String> =
            self.queues[place + 1..].iter().filter(fits).map(|queue| queue.name.clone()).collect();
        if self.dice.chance(40) {
            return;
        }
        let only = |kind: &str| kinds == [kind];
        let mut rules = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let transfer = (!later.is_empty()).then(|| format!("transfer {}", self.dice.pick(&later)));
            let ends = if only("messaging") { Some("end_conversation".to_owned()) } else { None };
            let leaves =
                only("voice").then(|| self.word(&["callback", "voicemail", "external \"+442079460000\""]));
            let action = match self.dice.below(3) {
                0 => ends.or(leaves.map(str::to_owned)).or(transfer),
                _ => transfer.or(leaves.map(str::to_owned)),
            };
            let anyway = only("messaging") || only("voice") || only("record");
            let rule = match (self.dice.below(5), action) {
                (0, Some(action)) if hours && !action.starts_with("callback") => {
                    format!("when out_of_hours then {action}")
                }
                (0, _) if hours && anyway => "when out_of_hours then assign_anyway".to_owned(),
                (1, Some(action)) if !kinds.contains(&"record") => {
                    format!("when waiting_items > {} then {action}", self.dice.between(1, 6))
                }
                (2 | 3, Some(action)) => {
                    let after = self.word(&["30s", "2m", "10m"]);
                    let when = if self.dice.chance(50) {
                        format!("when {} ", self.about_item())
                    } else {
                        String::new()
                    };
                    let of = if self.dice.chance(20) { " of day" } else { "" };
                    format!("{when}after {after}{of} then {action}")
                }
                _ => continue,
            };
            rules.push(rule);
        }
        if !rules.is_empty() {
            writeln!(self.out, "  overflow {{\n    {}\n  }}", rules.join("\n    ")).unwrap();
        }
    }

    pub(super) fn prioritize(&mut self) {
        self.line("  prioritize {");
        let rules = 1 + self.dice.below(2);
        for rule in 0..rules {
            let guard = if rule + 1 == rules && self.dice.chance(50) {
                "otherwise".to_owned()
            } else {
                format!("when {}", self.about_item())
            };
            let order = self.word(&[
                "arrival",
                "n descending",
                "n ascending",
                "due ascending, n descending",
                "tier descending",
            ]);
            writeln!(self.out, "    \"P{rule}\": {guard} order by {order}").unwrap();
        }
        self.line("  }");
    }
}
