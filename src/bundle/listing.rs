use super::file::Bundle;
use super::wording::{cut, first_of, quoted as quoted_text};
use crate::bytecode::{Atom, Cmp, Op, Program, RuleId, Slot, TextId};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many texts of a list are written out: many tests may share a long one.
const WRITTEN: usize = 12;

impl Bundle {
    /// All code as text: each rule by its address, each instruction with its number, each test in words. Of a list of texts
    /// the first are written out, and of a text its beginning.
    #[must_use]
    pub fn listing(&self) -> String {
        let program = self.program().program();
        let mut heads: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (rule, id) in program.rules.iter().zip((0..).map(RuleId)) {
            if let Some((pc, about)) = rule.guard.zip(self.about().rule(id)) {
                heads.entry(pc.index()).or_default().push(about.address);
            }
        }
        let mut out = String::new();
        for (at, op) in program.code.iter().enumerate() {
            for head in heads.get(&at).into_iter().flatten() {
                let _ = writeln!(out, "{head}");
            }
            let _ = writeln!(out, "{at:>6}  {op}{}", remark(program, op));
        }
        out
    }
}

/// What a test asks, after its instruction.
fn remark(program: &Program, op: &Op) -> String {
    let Op::Test { atom, .. } = op else { return String::new() };
    let atom = program.atoms.get(atom.index());
    atom.map(|atom| format!("  ; {}", words(program, atom))).unwrap_or_default()
}

fn words(program: &Program, atom: &Atom) -> String {
    let slot = |slot: &Slot| slot_name(program, *slot);
    match atom {
        Atom::Const(holds) => holds.to_string(),
        Atom::Range { slot: at, lo, hi } if (*lo, *hi) == (i64::MIN + 1, i64::MAX) => {
            format!("{} is present", slot(at))
        }
        Atom::Range { slot: at, lo, hi } => format!("{} in {lo}..{hi}", slot(at)),
        Atom::Mask { slot: at, bits } => format!("{} in mask {bits:#b}", slot(at)),
        Atom::OneOf { slot: at, list } => format!("{} in list {}", slot(at), list.0),
        Atom::TextIs { slot: at, text, .. } => format!("{} == {}", slot(at), quoted(program, &[*text])),
        Atom::TextIn { slot: at, texts, .. } => format!("{} in [{}]", slot(at), quoted(program, texts)),
        Atom::TextSearch { slot: at, mode, texts, quantifier, .. } => {
            format!("{} {mode:?} {quantifier:?} [{}]", slot(at), quoted(program, texts))
        }
        Atom::Regex { slot: at, pattern, .. } => {
            format!("{} matches {}", slot(at), quoted(program, &[*pattern]))
        }
        Atom::ListHas { slot: at, list, quantifier } => {
            format!("{} contains {quantifier:?} of list {}", slot(at), list.0)
        }
        Atom::ListHasText { slot: at, texts, quantifier, .. } => {
            format!("{} contains {quantifier:?} of [{}]", slot(at), quoted(program, texts))
        }
        Atom::InList { slot: at, list, .. } => format!("{} in {}", slot(at), slot(list)),
        Atom::During { slot: at, calendar } => format!("{} during calendar {calendar}", slot(at)),
        Atom::Age { slot: at, lo, hi } => format!("now - {} in {lo}..{hi}", slot(at)),
        Atom::Cmp { left, op, right } => {
            let sign = match op {
                Cmp::Eq => "==",
                Cmp::Lt => "<",
                Cmp::Le => "<=",
            };
            format!("{} {sign} {}", slot(left), slot(right))
        }
        Atom::TextCmp { left, right, .. } => format!("{} == {}", slot(left), slot(right)),
    }
}

fn slot_name(program: &Program, slot: Slot) -> String {
    let path = program.schema.slots.get(slot.index()).map(|shape| shape.path.clone());
    path.filter(|path| !path.is_empty())
        .map_or_else(|| format!("s{}", slot.0), |path| cut(&path).into_owned())
}

fn quoted(program: &Program, texts: &[TextId]) -> String {
    let text = |id: &TextId| quoted_text(program.schema.texts.get(id.index()).map_or("", String::as_str));
    first_of(texts, WRITTEN, text)
}
