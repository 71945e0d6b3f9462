//! The cheapest cut: of all sets of tests, one of which is true on every way to where a rule holds, the one that is true most rarely.
//! It is found as a minimum cut between the guard's first instruction and its `yes`, by augmenting paths.

use crate::bytecode::{AtomId, Flow, Op, Pc, Program};
use rustc_hash::FxHashMap;

/// No cut goes through an edge of this weight.
const UNCUTTABLE: u32 = u32::MAX;
/// A guard of more instructions is not looked at.
const LARGEST: usize = 2_000;
/// A cut of this weight or more is no use: the rule would be asked nearly always.
pub(super) const USELESS: u32 = 700_000;

/// One guard as a network.
#[derive(Debug, Default)]
pub(super) struct Network {
    edges: Vec<Edge>,
    /// The edges that leave each node, forward and back.
    leaving: Vec<Vec<usize>>,
    sink: Option<usize>,
}

#[derive(Debug)]
struct Edge {
    to: usize,
    room: u32,
    /// The test whose truth the edge is; none for edges that cannot be cut, and for ways back.
    atom: Option<AtomId>,
}

impl Network {
    /// The guard at `start`; `weight` says how often an atom is true, in millionths, or nothing where no rule can be
    /// filed under it. `None` for a guard that is too large.
    pub(super) fn of(program: &Program, start: Pc, weight: impl Fn(AtomId) -> Option<u32>) -> Option<Self> {
        let mut network = Self::default();
        let mut places = FxHashMap::default();
        let mut open = vec![start];
        network.place(&mut places, start);
        while let Some(pc) = open.pop() {
            let from = network.place(&mut places, pc);
            let op = *program.code.get(pc.index())?;
            if op == (Op::Yes {}) {
                network.sink = Some(from);
            }
            let atom = if let Op::Test { atom, .. } = op { Some(atom) } else { None };
            let ways = match op.flow() {
                Flow::End => [None, None],
                Flow::To(to) => [Some((to, None)), None],
                Flow::Either(yes, no) => [Some((yes, atom)), Some((no, None))],
                Flow::Next => [Some((Pc(pc.0.checked_add(1)?), None)), None],
            };
            for (to, atom) in ways.into_iter().flatten() {
                if !places.contains_key(&to) {
                    open.push(to);
                }
                let end = network.place(&mut places, to);
                let room = atom.and_then(&weight);
                network.link(from, end, room.unwrap_or(UNCUTTABLE), atom.filter(|_| room.is_some()));
            }
            if places.len() > LARGEST {
                return None;
            }
        }
        Some(network)
    }

    fn place(&mut self, places: &mut FxHashMap<Pc, usize>, pc: Pc) -> usize {
        let leaving = &mut self.leaving;
        *places.entry(pc).or_insert_with(|| {
            leaving.push(Vec::new());
            leaving.len() - 1
        })
    }

    fn link(&mut self, from: usize, to: usize, room: u32, atom: Option<AtomId>) {
        for (node, edge) in [(from, Edge { to, room, atom }), (to, Edge { to: from, room: 0, atom: None })] {
            if let Some(leaving) = self.leaving.get_mut(node) {
                leaving.push(self.edges.len());
            }
            self.edges.push(edge);
        }
    }

    /// The weight of the cheapest cut, and its atoms; nothing where there is none that is of use.
    pub(super) fn cheapest(mut self) -> Option<(u32, Vec<AtomId>)> {
        let sink = self.sink?;
        let mut weight = 0_u32;
        loop {
            let reached = self.reach();
            if reached.get(sink).copied().flatten().is_none() {
                return Some((weight, self.crossing(&reached)));
            }
            let room = self.narrowest(&reached, sink);
            weight = weight.saturating_add(room);
            if weight >= USELESS {
                return None;
            }
            self.fill(&reached, sink, room);
        }
    }

    /// For each node that can still be reached from the first: the edge that leads there.
    fn reach(&self) -> Vec<Option<usize>> {
        let mut reached = vec![None; self.leaving.len()];
        if let Some(first) = reached.first_mut() {
            *first = Some(usize::MAX);
        }
        let mut open = vec![0];
        while let Some(node) = open.pop() {
            for number in self.leaving.get(node).into_iter().flatten() {
                let Some(edge) = self.edges.get(*number).filter(|edge| edge.room > 0) else { continue };
                if let Some(place) = reached.get_mut(edge.to).filter(|place| place.is_none()) {
                    *place = Some(*number);
                    open.push(edge.to);
                }
            }
        }
        reached
    }

    /// The edges of the way found, from its end.
    fn way<'r>(&'r self, reached: &'r [Option<usize>], sink: usize) -> impl Iterator<Item = usize> + 'r {
        let edge_to = |node: usize| reached.get(node).copied().flatten();
        std::iter::successors(edge_to(sink), move |number| edge_to(self.start_of(*number)))
            .take_while(|number| *number != usize::MAX)
    }

    /// Ways back stand right after ways forward: the one's end is the other's start.
    fn start_of(&self, number: usize) -> usize {
        self.edges.get(number ^ 1).map_or(0, |back| back.to)
    }

    fn narrowest(&self, reached: &[Option<usize>], sink: usize) -> u32 {
        let rooms = self.way(reached, sink).filter_map(|number| Some(self.edges.get(number)?.room));
        rooms.min().unwrap_or(UNCUTTABLE)
    }

    fn fill(&mut self, reached: &[Option<usize>], sink: usize, room: u32) {
        let way: Vec<_> = self.way(reached, sink).collect();
        for number in way {
            if let Some(edge) = self.edges.get_mut(number).filter(|edge| edge.room != UNCUTTABLE) {
                edge.room = edge.room.saturating_sub(room);
            }
            if let Some(back) = self.edges.get_mut(number ^ 1).filter(|edge| edge.room != UNCUTTABLE) {
                back.room = back.room.saturating_add(room);
            }
        }
    }

    /// The atoms of the edges that lead from what is reached to what is not, each once.
    fn crossing(&self, reached: &[Option<usize>]) -> Vec<AtomId> {
        let is_reached = |node: usize| reached.get(node).copied().flatten().is_some();
        let mut atoms = Vec::new();
        for (number, edge) in self.edges.iter().enumerate() {
            let crosses = is_reached(self.start_of(number)) && !is_reached(edge.to);
            if let Some(atom) = edge.atom.filter(|atom| crosses && !atoms.contains(atom)) {
                atoms.push(atom);
            }
        }
        atoms
    }
}
