//! Conditions and orders by chance.

use super::Maker;

impl Maker {
    /// A condition about an item that waits.
    pub(super) fn waits(&mut self) -> String {
        match self.dice.below(3) {
            0 => format!("waited < {}", self.word(&["30s", "2m", "1h"])),
            1 => format!("waited >= {}", self.word(&["20s", "3m"])),
            _ => self.about_item(),
        }
    }

    /// A condition about an agent without an item.
    pub(super) fn about_member(&mut self) -> String {
        match self.dice.below(9) {
            0 => "has s0 >= 2".to_owned(),
            1 => "not trainee".to_owned(),
            2 => "team == \"red\"".to_owned(),
            3 => "is_working".to_owned(),
            4 => "presence in [available, busy]".to_owned(),
            5 => format!("idle_time > {}", self.word(&["1m", "10m"])),
            6 => format!("load(p{}) == 0", self.dice.below(3)),
            7 => "units_free >= 20".to_owned(),
            _ => "not has s3".to_owned(),
        }
    }

    /// A condition about an item.
    pub(super) fn about_item(&mut self) -> String {
        match self.dice.below(11) {
            0 => "tier == high".to_owned(),
            1 => "tier >= mid".to_owned(),
            2 => format!("n > {}", self.dice.between(0, 8)),
            3 => "flag".to_owned(),
            4 => "not flag".to_owned(),
            5 => "fav is present".to_owned(),
            6 => "item needs s0".to_owned(),
            7 if self.dice.chance(20) => "due older than 1h".to_owned(),
            8 => "during day".to_owned(),
            9 => "not during night".to_owned(),
            _ => "during odd_hours".to_owned(),
        }
    }

    /// A condition that may be asked before skills are known.
    pub(super) fn about_item_at_first(&mut self) -> String {
        self.word(&["tier == high", "tier >= mid", "n > 3", "flag", "not flag", "fav is present"]).to_owned()
    }

    /// A condition about an agent.
    pub(super) fn about_agent(&mut self, skill: bool) -> String {
        match self.dice.below(15) {
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
            12 => "during day".to_owned(),
            13 => "has s3".to_owned(),
            _ => "presence in [available, busy]".to_owned(),
        }
    }

    pub(super) fn agent_order(&mut self, skill: bool) -> String {
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
}
