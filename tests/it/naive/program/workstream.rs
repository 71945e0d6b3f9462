//! Workstreams by chance.

use super::{CALLS, CASES, CLASSES, KIOSKS, LASTING, LIVE, Maker, TEXTS};
use std::fmt::Write;

impl Maker {
    pub(super) fn workstream(&mut self, class: usize) {
        let (name, kind, header) = CLASSES[class];
        let queues = self.queues_for(kind);
        let fallback = self.dice.pick(&queues).clone();
        let pick = class != LASTING && class != CALLS && self.dice.chance(15);
        let mode = if pick { "pick" } else { "push" };
        writeln!(self.out, "workstream {name} {{\n  type {kind}\n{header}  carries Thing").unwrap();
        writeln!(self.out, "  mode {mode}\n  fallback {fallback}").unwrap();
        if class != CASES {
            self.line("  context { mood: int? }");
        }
        if class == LIVE && self.dice.chance(50) {
            self.line("  reconnect 1m");
        }
        if class == CASES && self.dice.chance(40) {
            let what = self.word(&["deactivated", "worked_by_cleared", "deactivated, worked_by_cleared"]);
            writeln!(self.out, "  release on [{what}]").unwrap();
        }
        if !pick && self.dice.chance(25) {
            let how = self.word(&["or_next_best", "or_next_best", "only"]);
            writeln!(self.out, "  preferred_agents {how}").unwrap();
        }
        let bot = !pick && class != CASES && self.dice.chance(20);
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
        if class != CASES && self.dice.chance(20) {
            self.line("  messages { greeting \"Welcome\", out_of_hours no }");
        }
        self.line("}");
    }

    pub(super) fn classify(&mut self) {
        if self.dice.chance(20) {
            self.line("  classify big model size(fav)");
        }
        if self.dice.chance(40) {
            return;
        }
        self.line("  classify needs all {");
        for rule in 0..=self.dice.below(3) {
            let guard = self.about_item_at_first();
            let action = match self.dice.below(7) {
                0 => format!("require s0 >= {}", self.dice.between(1, 5)),
                1 => format!("require s1 >= {}", self.dice.between(1, 5)),
                2 => "require s2".to_owned(),
                3 => "require s3".to_owned(),
                4 => format!("require s4 >= {}", self.dice.between(1, 5)),
                _ => format!("hold p{}", self.dice.below(3)),
            };
            writeln!(self.out, "    \"C{rule}\": when {guard} {action}").unwrap();
        }
        self.line("  }");
    }

    pub(super) fn route(&mut self, queues: &[String], bot: bool, class: usize) {
        if self.dice.chance(15) {
            return;
        }
        let policy = self.word(&["all", "first"]);
        writeln!(self.out, "  route {policy} {{").unwrap();
        for rule in 0..=self.dice.below(3) {
            let guard = self.about_item_at_first();
            let queue = self.dice.pick(queues).clone();
            let target = match self.dice.below(7) {
                0 => format!("agent fav in {queue}"),
                1 => format!("agent fav in {queue} for {}", self.word(&["30s", "5m"])),
                2 if bot => "bot".to_owned(),
                3 if queues.len() > 1 => format!("split {{ {} 30%, {} 70% }}", queues[0], queues[1]),
                4 => format!("table_of_{}(tier)", CLASSES[class].0),
                _ => queue,
            };
            let urgency = self.word(&[
                "",
                "",
                " urgency 5",
                " urgency [2, 3 after 1m, 9 after 10m]",
                " urgency [1, 4 after 30s, 5 after 2m, 7 after 30m]",
            ]);
            let used = match self.dice.below(6) {
                0 => " use a1",
                1 => " use a0(s0)",
                _ => "",
            };
            let (urgency, used) = if target == "bot" { ("", "") } else { (urgency, used) };
            let by_table = target.starts_with("table");
            let used = if by_table || class == CASES && self.dice.chance(50) { "" } else { used };
            let overflow =
                if target == "bot" { String::new() } else { self.overflow_of_route(queues, class) };
            writeln!(self.out, "    \"T{rule}\": when {guard} to {target}{urgency}{used}{overflow}").unwrap();
        }
        self.line("  }");
    }

    /// What a route rule says instead of its queue.
    fn overflow_of_route(&mut self, queues: &[String], class: usize) -> String {
        let (Some(last), true) = (queues.last(), self.dice.chance(15)) else { return String::new() };
        let action = match class {
            CALLS => self.word(&["end_call", "callback", "voicemail"]).to_owned(),
            CASES => "assign_anyway".to_owned(),
            _ => self.dice.pick(&["end_conversation".to_owned(), format!("transfer {last}")]).clone(),
        };
        let when = if class != CASES && self.dice.chance(50) { "waiting_items > 2" } else { "flag" };
        format!(" overflow {{ when {when} then {action} }}")
    }

    /// A table of queues by tier, if the text so far names it.
    pub(super) fn table(&mut self, class: usize) {
        let (name, kind, _) = CLASSES[class];
        if !self.out.contains(&format!("table_of_{name}(")) {
            return;
        }
        let queues = self.queues_for(kind);
        writeln!(self.out, "table table_of_{name}(tier: Tier) -> queue first {{").unwrap();
        for tier in ["high", "mid"] {
            let queue = self.dice.pick(&queues).clone();
            writeln!(self.out, "  {tier} -> {queue}").unwrap();
        }
        self.line("}");
    }

    fn queues_for(&self, kind: &str) -> Vec<String> {
        let fit = self.queues.iter().filter(|queue| queue.kinds.contains(&kind));
        fit.map(|queue| queue.name.clone()).collect()
    }

    pub(super) fn distribution(&mut self, class: usize, pick: bool) {
        let capacity = if self.dice.chance(50) {
            format!("units {}", self.dice.pick(&[1, 1, 10, 30]))
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
        if !pick && class != CASES && class != CALLS && self.dice.chance(60) {
            let affinity = if class == LASTING { "yes" } else { self.word(&["yes", "yes", "no"]) };
            writeln!(self.out, "    affinity {affinity}").unwrap();
        }
        if [LASTING, TEXTS, KIOSKS].contains(&class) && self.dice.chance(40) {
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
