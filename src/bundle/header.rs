use super::file::Bundle;
use super::sections::{self, FORMAT};
use super::wording::cut;
use crate::bytecode::{RuleId, RuleKind};
use std::fmt::Write;

impl Bundle {
    /// What the bundle is, as text: its identity, its sections, and what each list of rules costs at worst, in steps
    /// (an instruction is one step).
    #[must_use]
    pub fn header(&self) -> String {
        let mut out = String::new();
        // Writing to a text cannot fail.
        let _ = writeln!(out, "digest   {}", self.digest());
        let _ = writeln!(out, "layout   {FORMAT}");
        let _ = match (self.zone_database(), self.other_zones()) {
            (None, _) => writeln!(out, "zones    none"),
            (Some(version), None) => writeln!(out, "zones    {version}"),
            (Some(version), Some(other)) => writeln!(out, "zones    {version}, and here {}", other.here),
        };
        let bytes = self.write();
        let _ = writeln!(out, "bytes    {}", bytes.len());
        let _ = writeln!(out, "\n{:<14} {:>9} {:>9}  checksum", "section", "offset", "bytes");
        for (name, [offset, length, sum]) in sections::list(&bytes) {
            let _ = writeln!(out, "{name:<14} {offset:>9} {length:>9}  {sum:08x}");
        }
        self.lists(&mut out);
        out
    }

    fn lists(&self, out: &mut String) {
        let program = self.program().program();
        let _ = writeln!(out, "\n{:<40} {:>6} {:>9}", "list of rules", "rules", "cost");
        for list in &program.rule_lists {
            let first = self.about().rule(RuleId(list.first)).filter(|_| list.count > 0);
            let Some(first) = first else { continue };
            let name = format!("{}{}", cut(list_of(first.address)), side_of(list.kind));
            let _ = writeln!(out, "{name:<40} {:>6} {:>9}", list.count, list.cost);
        }
        let _ = writeln!(out, "{:<40} {:>6} {:>9}", "the dearest decision", "", program.cost);
    }
}

/// What tells a list from another of the same address.
fn side_of(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::When => ", when",
        RuleKind::Who => ", agents",
        RuleKind::Waiting => ", while waiting",
        RuleKind::Intake
        | RuleKind::Classify
        | RuleKind::Route
        | RuleKind::Table
        | RuleKind::Overflow
        | RuleKind::Prioritize
        | RuleKind::Members
        | RuleKind::Choose => "",
    }
}

/// The address of the list that a rule of this address stands in.
pub(super) fn list_of(rule: &str) -> &str {
    let label = rule.rsplit_once(".\"").or_else(|| rule.rsplit_once('#'));
    label.map_or(rule, |(list, _)| list.trim_end_matches('.'))
}
