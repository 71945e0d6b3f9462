use super::postings::Posting;

/// How many rules there is room for.
const ROOM: usize = 256;

/// Rules that the guards before them let through.
#[derive(Debug, Clone)]
pub struct Through {
    rules: Box<[u32; ROOM]>,
}

impl Default for Through {
    fn default() -> Self {
        Self { rules: Box::new([0; ROOM]) }
    }
}

impl Through {
    /// Puts the rule of a posting after so many, and says after how many the next goes: one more if the guard lets an item
    /// of those brief forms through. There is room for 256.
    #[inline]
    pub fn add(&mut self, many: usize, posting: &Posting, briefs: &[i32]) -> usize {
        if let Some(place) = self.rules.get_mut(many % ROOM) {
            *place = posting.rule;
        }
        many + usize::from(posting.guard.lets_item(briefs))
    }

    /// The rule of that place.
    #[must_use]
    #[inline]
    pub fn get(&self, at: usize) -> u32 {
        self.rules.get(at % ROOM).copied().unwrap_or(u32::MAX)
    }
}
