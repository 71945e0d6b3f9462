//! The ways through a guard's code.

use super::op::{Flow, Op};
use super::operand::{AtomId, Pc};
use super::program::Program;

/// How many quests are gone on at once.
pub const MOST_QUESTS: usize = 64;

/// Walks guards, and keeps its memory between walks. Code goes forward only, so that one pass over a guard comes by all of
/// its ways, whatever is looked for.
#[derive(Debug)]
pub struct Ways<'p> {
    program: &'p Program,
    /// What can be reached at each instruction from the start on.
    reached: Vec<Reached>,
    steps: u64,
}

/// What a walk looks for.
#[derive(Debug, Clone, Copy)]
pub struct Quest<'q> {
    /// Atoms taken as never true: their ways on are closed.
    pub closed: &'q [AtomId],
    /// One more of those.
    pub also: Option<AtomId>,
    /// An atom that must be true on the way; none: any way will do.
    pub through: Option<AtomId>,
}

/// The quests on which some way leads to an instruction, a bit each: before and after they came through their atom.
#[derive(Debug, Clone, Copy, Default)]
struct Reached {
    before: u64,
    after: u64,
}

impl<'p> Ways<'p> {
    /// Nothing walked yet.
    #[must_use]
    pub fn new(program: &'p Program) -> Self {
        Self { program, reached: Vec::new(), steps: 0 }
    }

    /// How many instructions were met in all walks so far, each as often as there were quests.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// Whether some way that the quest allows leads from `start` to where the guard holds.
    pub fn lead(&mut self, start: Pc, quest: Quest<'_>) -> bool {
        self.all(start, &[quest]) != 0
    }

    /// The same for each of up to [`MOST_QUESTS`], a bit each.
    pub fn all(&mut self, start: Pc, quests: &[Quest<'_>]) -> u64 {
        let code = self.program.code.get(start.index()..).unwrap_or_default();
        self.reached.clear();
        self.reached.push(Reached::first(quests));
        let named = Named::by(quests);
        let effort = u64::try_from(quests.len()).unwrap_or(u64::MAX);
        let mut fulfilled = 0;
        let mut at = 0;
        while let (Some(here), Some(op)) = (self.reached.get(at).copied(), code.get(at)) {
            at += 1;
            self.steps += 1;
            if here.before | here.after == 0 {
                continue;
            }
            self.steps += effort;
            fulfilled |= match op.flow() {
                Flow::End if matches!(op, Op::Yes {}) => here.after,
                Flow::End => 0,
                Flow::To(to) => self.go(start, to, here),
                Flow::Either(yes, no) => {
                    let atom = if let Op::Test { atom, .. } = op { Some(*atom) } else { None };
                    let past = atom.map_or(here, |atom| here.past(atom, &named));
                    self.go(start, yes, past) | self.go(start, no, here)
                }
                Flow::Next => {
                    self.reach(at, here);
                    0
                }
            };
        }
        fulfilled
    }

    /// Comes to an instruction; gives the quests that are fulfilled there. Ends stand anywhere: many guards share them.
    fn go(&mut self, start: Pc, to: Pc, with: Reached) -> u64 {
        if let Some(holds) = self.program.end_at(to) {
            return if holds { with.after } else { 0 };
        }
        let room = self.program.code.len().saturating_sub(start.index());
        self.reach(to.index().saturating_sub(start.index()).min(room), with);
        0
    }

    fn reach(&mut self, at: usize, with: Reached) {
        if at >= self.reached.len() {
            self.reached.resize(at + 1, Reached::default());
        }
        if let Some(reached) = self.reached.get_mut(at) {
            reached.before |= with.before;
            reached.after |= with.after;
        }
    }
}

impl Reached {
    fn first(quests: &[Quest<'_>]) -> Self {
        let mut first = Self::default();
        for (quest, bit) in quests.iter().zip(bits()) {
            *(if quest.through.is_none() { &mut first.after } else { &mut first.before }) |= bit;
        }
        first
    }

    /// Where an atom is true.
    fn past(self, atom: AtomId, named: &[Named]) -> Self {
        let Ok(place) = named.binary_search_by_key(&atom, |named| named.atom) else { return self };
        let Named { closes, leads, .. } = named.get(place).copied().unwrap_or(Named::new(atom));
        let (before, after) = (self.before & !closes, self.after & !closes);
        Self { before, after: after | before & leads }
    }
}

/// An atom that quests name: which of them it closes, and which must come through it, a bit each. However many quests there
/// are, a test is looked up once.
#[derive(Debug, Clone, Copy)]
struct Named {
    atom: AtomId,
    closes: u64,
    leads: u64,
}

impl Named {
    fn new(atom: AtomId) -> Self {
        Self { atom, closes: 0, leads: 0 }
    }

    /// All that quests name, by atom.
    fn by(quests: &[Quest<'_>]) -> Vec<Self> {
        let closing = |atom, closes| Self { closes, ..Self::new(atom) };
        let mut named = Vec::new();
        for (quest, bit) in quests.iter().zip(bits()) {
            named.extend(quest.also.map(|atom| closing(atom, bit)));
            named.extend(quest.through.map(|atom| Self { leads: bit, ..Self::new(atom) }));
        }
        // Most quests close what the one before closes and something more: that is named once, for all of them.
        let mut open = u64::MAX;
        let quests = quests.get(..MOST_QUESTS).unwrap_or(quests);
        for run in quests.chunk_by(|before, next| next.closed.starts_with(before.closed)) {
            let (mut known, after) = (0, open.checked_shl(number(run.len())).unwrap_or(0));
            for quest in run {
                let more = quest.closed.get(known..).unwrap_or_default();
                named.extend(more.iter().map(|atom| closing(*atom, open & !after)));
                known = quest.closed.len();
                open &= open.wrapping_sub(1);
            }
        }
        named.sort_unstable_by_key(|named| named.atom);
        named.dedup_by(|next, kept| {
            let same = next.atom == kept.atom;
            if same {
                kept.closes |= next.closes;
                kept.leads |= next.leads;
            }
            same
        });
        named
    }
}

fn number(many: usize) -> u32 {
    u32::try_from(many).unwrap_or(u32::MAX)
}

fn bits() -> impl Iterator<Item = u64> {
    (0..u64::BITS).map(|place| 1 << place)
}

#[cfg(test)]
mod tests {
    use super::{AtomId, MOST_QUESTS, Named, Quest, bits};

    #[test]
    fn an_atom_is_closed_for_the_quests_that_close_it() {
        let all: Vec<AtomId> = (0..40).map(|at| AtomId(at * 7 % 40)).collect();
        let quest = |closed, through| Quest { closed, also: None, through };
        let rising: Vec<_> = (0..40).map(|end| quest(&all[..end], Some(all[end]))).collect();
        let mixed = [&all[..], &[], &all[3..9], &all[..9], &all[..9], &all[..2], &[], &all[9..]];
        let mixed: Vec<_> = mixed.iter().map(|closed| quest(closed, None)).collect();
        let many: Vec<_> = mixed.iter().cycle().take(3 * MOST_QUESTS).copied().collect();
        for quests in [&rising[..], &mixed[..], &many[..MOST_QUESTS], &many, &[]] {
            let named = Named::by(quests);
            assert!(named.is_sorted_by(|left, right| left.atom < right.atom));
            for atom in &all {
                let bit = |is: &dyn Fn(&Quest<'_>) -> bool| -> u64 {
                    quests.iter().zip(bits()).filter(|(quest, _)| is(quest)).map(|(_, bit)| bit).sum()
                };
                let closes = bit(&|quest| quest.closed.contains(atom));
                let leads = bit(&|quest| quest.through == Some(*atom));
                let found = named.iter().find(|named| named.atom == *atom);
                assert_eq!(found.map_or((0, 0), |named| (named.closes, named.leads)), (closes, leads));
            }
        }
    }
}
