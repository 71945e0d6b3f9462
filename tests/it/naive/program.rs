//! Programs by chance that say much about agents: every setting of a desk, and rules about items that wait.

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
];

const START: &str = r#"language 1
enum Tier { low, mid, high }
entity Thing { tier: Tier?, n: int?, fav: text?, flag: bool = no, due: instant? }
entity Agent { team: text?, trainee: bool = no, grade: int? }
rating Level { range 1..5, label 3 "good" }
skill s0 { rating Level }
skill s1 { rating Level }
skill s2
presence lunch { base away }
presence focus { base busy }
presence hidden { base offline }
auth portal { kind token }
bot helper { kind copilot }
hours day { zone "Europe/London", open mon..fri 08:00..18:00, open sat [09:00..12:30, 13:30..16:00], until 2030-12-31 }
hours odd_hours { zone "Europe/London", open mon..fri 08:07..17:53, open sat 10:11..15:16, until 2030-12-31 }
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
    }
    if classes.contains(&4) {
        maker.out.push_str("intake Thing { \"All\": otherwise to cases }\n");
    }
    let rest = std::mem::take(&mut maker.out);
    maker.assignments();
    let used: Vec<&str> = ["a0(", "a1"].into_iter().filter(|used| rest.contains(used)).collect();
    let assignments = std::mem::take(&mut maker.out);
    let kept = assignments.split_inclusive("}\n").filter(|one| used.iter().any(|used| one.contains(used)));
    maker.out = rest + &kept.collect::<String>();
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
            let limit = self.dice.between(1, 3);
            writeln!(self.out, "  decline_limit {limit}").unwrap();
        }
        if self.dice.chance(30) {
            let total = self.dice.between(1, 5);
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

    /// A condition about an item that waits.
    fn waits(&mut self) -> String {
        match self.dice.below(3) {
            0 => format!("waited < {}", self.word(&["30s", "2m", "1h"])),
            1 => format!("waited >= {}", self.word(&["20s", "3m"])),
            _ => self.about_item(),
        }
    }

    /// A condition about an item.
    fn about_item(&mut self) -> String {
        match self.dice.below(9) {
            0 => "tier == high".to_owned(),
            1 => "tier >= mid".to_owned(),
            2 => format!("n > {}", self.dice.between(0, 8)),
            3 => "flag".to_owned(),
            4 => "not flag".to_owned(),
            5 => "fav is present".to_owned(),
            6 => "item needs s0".to_owned(),
            7 if self.dice.chance(20) => "due older than 1h".to_owned(),
            _ => "during odd_hours".to_owned(),
        }
    }

    /// A condition about an agent.
    fn about_agent(&mut self, skill: bool) -> String {
        match self.dice.below(13) {
            0 if skill => "has s >= 2".to_owned(),
            0 | 1 => format!("has s0 >= {}", self.dice.between(1, 4)),
            2 => "has s2".to_owned(),
            3 => "not trainee".to_owned(),
            4 => "team == \"red\"".to_owned(),
            5 => "grade >= item.n".to_owned(),
            6 => format!("free(p{}) > 0", self.dice.below(3)),
            7 => format!("load(p{}) == 0", self.dice.below(3)),
            8 => "units_free >= 20".to_owned(),
            9 => "is_working".to_owned(),
            10 => format!("idle_time > {}", self.word(&["1m", "10m"])),
            11 => "presence in item.workstream.presences".to_owned(),
            _ => "presence in [available, busy]".to_owned(),
        }
    }

    fn agent_order(&mut self, skill: bool) -> String {
        let mut keys: Vec<&str> = Vec::new();
        for _ in 0..self.dice.below(3) {
            let key = match self.dice.below(9) {
                0 => "proficiency nearest",
                1 => "proficiency most",
                2 => "skill_count most",
                3 => "idle_time descending",
                4 => "last_assigned ascending",
                5 => "units_free descending",
                6 => "free(p0) descending",
                7 if skill => "s descending",
                _ => "grade ascending",
            };
            if !keys.contains(&key) {
                keys.push(key);
            }
        }
        if keys.is_empty() { String::new() } else { format!(" order by {}", keys.join(", ")) }
    }

    fn queue(&mut self, place: usize) {
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
            let calendar = self.word(&["day", "night"]);
            writeln!(self.out, "  hours {calendar}").unwrap();
        }
        let members = match self.dice.below(8) {
            0 => "  members everyone\n".to_owned(),
            1 => "  members [ana, bo, cy]\n".to_owned(),
            2 => {
                format!("  members when {}\n", self.word(&["has s0 >= 2", "not trainee", "team == \"red\""]))
            }
            3 if self.dice.chance(30) => "  members elsewhere\n".to_owned(),
            _ => String::new(),
        };
        self.out.push_str(&members);
        self.assign();
        self.overflow(place, &kinds, hours);
        if self.dice.chance(30) {
            self.prioritize();
        }
        self.line("}");
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
                let guard = self.about_item();
                let first = self.word(&["a0(s0)", "a1"]);
                writeln!(self.out, "  choose {{\n    \"First\": when {guard} use {first}").unwrap();
                if self.dice.chance(50) {
                    self.line("    \"Others\": otherwise use a1");
                }
                self.line("  }");
            }
        }
    }

    /// Transfers lead to queues of higher numbers that take every kind this one takes: a round trip is an error.
    fn overflow(&mut self, place: usize, kinds: &[&'static str], hours: bool) {
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

    fn prioritize(&mut self) {
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

    fn workstream(&mut self, class: usize) {
        let (name, kind, header) = CLASSES[class];
        let queues: Vec<String> = self
            .queues
            .iter()
            .filter(|queue| queue.kinds.contains(&kind))
            .map(|queue| queue.name.clone())
            .collect();
        let fallback = self.dice.pick(&queues).clone();
        let pick = class != 1 && class != 3 && self.dice.chance(15);
        let mode = if pick { "pick" } else { "push" };
        writeln!(self.out, "workstream {name} {{\n  type {kind}\n{header}  carries Thing").unwrap();
        writeln!(self.out, "  mode {mode}\n  fallback {fallback}").unwrap();
        if class != 4 {
            self.line("  context { mood: int? }");
        }
        if class == 0 && self.dice.chance(50) {
            self.line("  reconnect 1m");
        }
        if class == 4 && self.dice.chance(25) {
            let what = self.word(&["deactivated", "worked_by_cleared", "deactivated, worked_by_cleared"]);
            writeln!(self.out, "  release on [{what}]").unwrap();
        }
        if !pick && self.dice.chance(25) {
            let how = self.word(&["or_next_best", "or_next_best", "only"]);
            writeln!(self.out, "  preferred_agents {how}").unwrap();
        }
        let bot = !pick && class != 4 && self.dice.chance(20);
        if bot {
            self.line("  bot helper");
        }
        self.classify();
        self.route(&queues, bot, class);
        self.distribution(class, pick);
        if self.dice.chance(70) {
            let slots: Vec<String> = ["incoming", "transfer", "supervisor"]
                .iter()
                .map(|slot| format!("{slot} t{}", self.dice.below(3)))
                .collect();
            writeln!(self.out, "  templates {{ {} }}", slots.join(", ")).unwrap();
        }
        if class != 4 && self.dice.chance(20) {
            self.line("  messages { greeting \"Welcome\", out_of_hours no }");
        }
        self.line("}");
    }

    fn classify(&mut self) {
        if self.dice.chance(40) {
            return;
        }
        self.line("  classify needs all {");
        for rule in 0..=self.dice.below(3) {
            let guard = self.about_item_at_first();
            let action = match self.dice.below(5) {
                0 => format!("require s0 >= {}", self.dice.between(1, 5)),
                1 => format!("require s1 >= {}", self.dice.between(1, 5)),
                2 => "require s2".to_owned(),
                _ => format!("hold p{}", self.dice.below(3)),
            };
            writeln!(self.out, "    \"C{rule}\": when {guard} {action}").unwrap();
        }
        self.line("  }");
    }

    /// A condition that may be asked before skills are known.
    fn about_item_at_first(&mut self) -> String {
        self.word(&["tier == high", "tier >= mid", "n > 3", "flag", "not flag", "fav is present"]).to_owned()
    }

    fn route(&mut self, queues: &[String], bot: bool, class: usize) {
        if self.dice.chance(15) {
            return;
        }
        let policy = self.word(&["all", "first"]);
        writeln!(self.out, "  route {policy} {{").unwrap();
        for rule in 0..=self.dice.below(3) {
            let guard = self.about_item_at_first();
            let queue = self.dice.pick(queues).clone();
            let target = match self.dice.below(6) {
                0 => format!("agent fav in {queue}"),
                1 => format!("agent fav in {queue} for {}", self.word(&["30s", "5m"])),
                2 if bot => "bot".to_owned(),
                3 if queues.len() > 1 => format!("split {{ {} 30%, {} 70% }}", queues[0], queues[1]),
                _ => queue,
            };
            let urgency = match self.dice.below(4) {
                0 => " urgency 5",
                1 => " urgency [2, 3 after 1m, 9 after 10m]",
                _ => "",
            };
            let used = match self.dice.below(6) {
                0 => " use a1",
                1 => " use a0(s0)",
                _ => "",
            };
            let (urgency, used) = if target == "bot" { ("", "") } else { (urgency, used) };
            let used = if class == 4 && self.dice.chance(50) { "" } else { used };
            writeln!(self.out, "    \"T{rule}\": when {guard} to {target}{urgency}{used}").unwrap();
        }
        self.line("  }");
    }

    fn distribution(&mut self, class: usize, pick: bool) {
        let capacity = if self.dice.chance(50) {
            format!("units {}", self.dice.pick(&[1, 10, 30]))
        } else {
            format!("profile p{}", self.dice.below(self.profiles))
        };
        let wrap_up = self.word(&["always", "none", "30s", "5m", "30m"]);
        let presences = self.word(&[
            "available",
            "available, busy",
            "available, busy",
            "available, busy, away",
            "offline, available",
        ]);
        let skills = self.word(&["exact", "closest", "none"]);
        writeln!(
            self.out,
            "  distribution {{\n    {capacity}\n    wrap_up {wrap_up}\n    presences [{presences}]\n    skills {skills}"
        )
        .unwrap();
        if !pick && class != 4 && class != 3 && self.dice.chance(60) {
            let affinity = if class == 1 { "yes" } else { self.word(&["yes", "yes", "no"]) };
            writeln!(self.out, "    affinity {affinity}").unwrap();
        }
        if (class == 1 || class == 2) && self.dice.chance(40) {
            let close = self.word(&["10m", "1d", "never"]);
            writeln!(self.out, "    auto_close {close}").unwrap();
        }
        if !pick && self.dice.chance(40) {
            self.line("    allow_pick yes");
        }
        if self.dice.chance(30) {
            self.line("    strict_pick yes");
        }
        self.line("  }");
    }
}
