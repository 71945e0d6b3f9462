//! A bundle, cut into its sections and sealed again.

use enroute::bundle::Bundle;
use enroute::bytecode::{
    Action, Atom, ConstList, Desk, Key, KnownSlots, Op, Pc, Program, Queue, Rule, RuleList, RuleListId,
    Schema, Table, Workstream,
};
use enroute::calendar::Calendar;
use serde::Serialize;

const HEAD: usize = 16;
const ENTRY: usize = 16;

/// The sections that hold a program: constants, schema, rules and desk, after the code.
pub(crate) const PACKED: std::ops::Range<usize> = 1..5;

/// The section of the records of rules.
const PLACES: usize = 7;

type Constants = (Vec<Atom>, Vec<i64>, Vec<ConstList>, Vec<Calendar>, Vec<String>, Option<String>);
type Slots = (Schema, KnownSlots);
type Rules = (Vec<Rule>, Vec<Action>, Vec<Key>, Vec<RuleList>, Vec<Table>, Vec<Pc>, u64);
type Staff = (Vec<Queue>, Vec<Workstream>, Vec<RuleListId>, Desk);

/// A bundle in parts.
#[derive(Clone)]
pub(crate) struct Parts {
    /// What comes before the list of sections: the mark, and the version of the layout.
    pub(crate) front: [u8; 12],
    pub(crate) sections: Vec<Vec<u8>>,
}

impl Parts {
    pub(crate) fn of(bundle: &Bundle) -> Self {
        Self::cut(&bundle.write())
    }

    pub(crate) fn cut(bytes: &[u8]) -> Self {
        let word = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
        let section = |number: usize| {
            let entry = HEAD + ENTRY * number;
            let (start, length) = (word(entry + 4), word(entry + 8));
            bytes[start..start + length].to_vec()
        };
        Self { front: bytes[..12].try_into().unwrap(), sections: (0..word(12)).map(section).collect() }
    }

    /// The bytes, with checksums and a digest that are right.
    pub(crate) fn sealed(&self) -> Vec<u8> {
        let word = |number: usize| u32::try_from(number).unwrap().to_le_bytes();
        let mut bytes = self.front.to_vec();
        bytes.extend(word(self.sections.len()));
        let mut at = HEAD + ENTRY * self.sections.len();
        for (number, section) in self.sections.iter().enumerate() {
            bytes.extend([word(number + 1), word(at), word(section.len())].concat());
            bytes.extend_from_slice(&blake3::hash(section).as_bytes()[..4]);
            at += section.len();
        }
        self.sections.iter().for_each(|section| bytes.extend_from_slice(section));
        let digest = blake3::hash(&bytes);
        bytes.extend_from_slice(digest.as_bytes());
        bytes
    }

    /// The same with another program.
    pub(crate) fn with(&self, program: &Program) -> Self {
        let mut parts = self.clone();
        parts.sections[0] = code(&program.code);
        parts.pack(program);
        parts
    }

    /// The same with another program, and with as many records of its rules, all of them empty, as it needs where its rules
    /// are not as many as before.
    pub(crate) fn telling_of(&self, program: &Program) -> Self {
        let mut parts = self.with(program);
        let count = u32::try_from(program.rules.len() + program.entries.len()).unwrap();
        if self.sections[PLACES][..4] != count.to_le_bytes() {
            let starts = vec![0; usize::try_from(count).unwrap() * 4];
            parts.sections[PLACES] = [&count.to_le_bytes()[..], &starts, &[0; 8]].concat();
        }
        parts
    }

    /// Puts all of a program in but its code.
    pub(crate) fn pack(&mut self, of: &Program) {
        let constants = (&of.atoms, &of.numbers, &of.lists, &of.calendars, &of.zones, &of.zone_database);
        let slots = (&of.schema, &of.known);
        let rules = (&of.rules, &of.actions, &of.keys, &of.rule_lists, &of.tables, &of.entries, of.cost);
        let staff = (&of.queues, &of.workstreams, &of.intakes, &of.desk);
        self.sections[1] = packed(&constants);
        self.sections[2] = packed(&slots);
        self.sections[3] = packed(&rules);
        self.sections[4] = packed(&staff);
    }

    /// The program that its sections hold, with this code; nothing where they cannot be read.
    pub(crate) fn program(&self, code: &[Op]) -> Option<Program> {
        let (atoms, numbers, lists, calendars, zones, zone_database): Constants =
            unpacked(&self.sections[1])?;
        let (schema, known): Slots = unpacked(&self.sections[2])?;
        let (rules, actions, keys, rule_lists, tables, entries, cost): Rules = unpacked(&self.sections[3])?;
        let (queues, workstreams, intakes, desk): Staff = unpacked(&self.sections[4])?;
        let code = code.to_vec();
        Some(Program {
            schema,
            known,
            code,
            atoms,
            numbers,
            lists,
            calendars,
            zones,
            zone_database,
            rules,
            actions,
            keys,
            rule_lists,
            tables,
            queues,
            workstreams,
            intakes,
            desk,
            entries,
            cost,
        })
    }
}

fn packed(value: &impl Serialize) -> Vec<u8> {
    postcard::to_stdvec(value).unwrap()
}

fn unpacked<T: serde::de::DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    match postcard::take_from_bytes(bytes) {
        Ok((value, [])) => Some(value),
        _ => None,
    }
}

/// Code as bundles hold it, without any of its short forms.
fn code(code: &[Op]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut put = |mut number: u32| {
        while number >= 0x80 {
            bytes.push(u8::try_from(number & 0x7F).unwrap() | 0x80);
            number >>= 7;
        }
        bytes.push(u8::try_from(number).unwrap());
    };
    put(u32::try_from(code.len()).unwrap());
    let mut fresh = 0_u32;
    for (op, at) in code.iter().zip(0_u32..) {
        if let Op::Test { atom, yes, no } = *op {
            put(64 | 3 | 3 << 2);
            put(fresh.wrapping_sub(atom.0));
            fresh = fresh.max(atom.0.saturating_add(1));
            put(yes.0.wrapping_sub(at));
            put(no.0.wrapping_sub(at));
        } else {
            let encoded = op.encode();
            encoded.chunks_exact(4).for_each(|word| put(u32::from_le_bytes(word.try_into().unwrap())));
        }
    }
    bytes
}
