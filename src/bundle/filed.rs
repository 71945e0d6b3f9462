//! How each list of rules is asked, for people: what is looked up, what each rule is filed under, which rules are costly.

use super::file::Bundle;
use super::header::list_of;
use super::reasons::Reasons;
use super::wording::Wording;
use crate::bytecode::{Key, Rule, RuleId, RuleKind, RuleList, RuleListId};
use crate::index::{ListIndex, Lookup};
use std::fmt::Write;

/// A value that more rules than this are filed under is shared by many.
const MANY: u32 = 32;
/// A rule that is filed under more parts of a range than this, and at least half of all, has a wide range.
const WIDE: usize = 8;

impl Bundle {
    /// How each list of rules is asked, and what each rule is filed under, as text: first the lists, then their rules.
    /// Of the rules only those are named whose address has `only` in it, without regard to case; all, if it is empty.
    #[must_use]
    pub fn filed(&self, only: &str) -> String {
        let mut report = Report { bundle: self, wording: Wording::of(self), out: String::new() };
        let lists = report.lists();
        for list in &lists {
            report.summary(list);
        }
        let only = only.to_lowercase();
        for list in &lists {
            report.rules(list, &only);
        }
        report.out
    }
}

/// One list of rules, and where its rules stand.
struct List<'b> {
    name: &'b str,
    /// What the name alone does not say.
    sort: &'static str,
    all: &'b RuleList,
    index: &'b ListIndex,
    filed: Vec<Filed>,
}

/// Where the rule of a list stands.
#[derive(Clone, Default)]
struct Filed {
    always: bool,
    /// The value that most rules share with it: which lookup, the value, how many rules.
    crowd: Option<(usize, i32, u32)>,
    /// Whether it stands under much of a range: which lookup.
    wide: Option<usize>,
}

impl List<'_> {
    /// Whether rules are asked one after the other.
    fn is_scanned(&self) -> bool {
        self.index.lookups().is_empty()
    }

    fn costly(&self) -> usize {
        self.filed.iter().filter(|filed| self.is_costly(filed)).count()
    }

    fn is_costly(&self, filed: &Filed) -> bool {
        let crowded = filed.crowd.is_some_and(|(.., rules)| rules > MANY);
        !self.is_scanned() && (filed.always || crowded || filed.wide.is_some())
    }
}

struct Report<'b> {
    bundle: &'b Bundle,
    wording: Wording<'b>,
    out: String,
}

// Writing to a text cannot fail: what it says is not looked at.
impl<'b> Report<'b> {
    /// The lists that have rules, in the order of the program.
    fn lists(&self) -> Vec<List<'b>> {
        let bundle = self.bundle;
        let lists = bundle.program().program().rule_lists.iter().zip(0..);
        let lists = lists.filter(|(list, _)| list.count > 0 && !list.kind.is_of_desk());
        lists
            .filter_map(|(list, id)| {
                let name = list_of(bundle.about().rule(RuleId(list.first))?.address);
                let index = bundle.index().list(RuleListId(id))?;
                let sort = if list.kind == RuleKind::Table { "table " } else { "" };
                Some(List { name, sort, all: list, index, filed: self.where_filed(list, index) })
            })
            .collect()
    }

    fn where_filed(&self, list: &RuleList, index: &ListIndex) -> Vec<Filed> {
        let all = self.bundle.index();
        let mut filed = vec![Filed::default(); usize::try_from(list.count).unwrap_or(0)];
        let place = |rule: u32| usize::try_from(rule).unwrap_or(usize::MAX);
        for posting in all.postings(index.always()) {
            filed.get_mut(place(posting.rule)).into_iter().for_each(|rule| rule.always = true);
        }
        for (lookup, number) in index.lookups().iter().zip(0..) {
            let found = lookup.all();
            let mut parts = vec![0_usize; filed.len()];
            for (value, stretch) in &found {
                for posting in all.postings(*stretch) {
                    let at = place(posting.rule);
                    parts.get_mut(at).into_iter().for_each(|parts| *parts += 1);
                    let Some(rule) = filed.get_mut(at) else { continue };
                    if rule.crowd.is_none_or(|(.., rules)| rules < stretch.count) {
                        rule.crowd = Some((number, *value, stretch.count));
                    }
                }
            }
            let is_wide = |parts: usize| parts > WIDE && parts * 2 >= found.len();
            for (rule, parts) in filed.iter_mut().zip(parts).filter(|_| is_range(lookup)) {
                rule.wide = rule.wide.or_else(|| is_wide(parts).then_some(number));
            }
        }
        filed
    }

    fn summary(&mut self, list: &List<'_>) {
        let rules = list.all.count;
        let always = list.index.always().count;
        let many = count(u64::from(rules), ["rule", "rules"]);
        if list.is_scanned() {
            let why = if rules <= crate::index::SMALL {
                "a list this short needs no lookup"
            } else {
                "nothing that they ask is worth a lookup"
            };
            let _ =
                writeln!(self.out, "{}{}: {many}, asked one after the other: {why}\n", list.sort, list.name);
            return;
        }
        let _ = writeln!(self.out, "{}{}: {many}, looked up", list.sort, list.name);
        for lookup in list.index.lookups() {
            self.lookup(lookup);
        }
        let of_all = match always {
            0 => "no rule is asked always".to_owned(),
            1 => "1 rule is asked always".to_owned(),
            _ => format!("{always} rules are asked always"),
        };
        let costly = match list.costly() {
            0 => "none is costly".to_owned(),
            1 => "1 is costly".to_owned(),
            many => format!("{many} are costly"),
        };
        let _ = writeln!(self.out, "  {of_all}; {costly}\n");
    }

    fn lookup(&mut self, lookup: &Lookup) {
        let found = lookup.all();
        let postings: u64 = found.iter().map(|(_, stretch)| u64::from(stretch.count)).sum();
        let values = u64::try_from(found.len()).unwrap_or(u64::MAX);
        let subject = lookup.subject();
        let _ = write!(
            self.out,
            "  {:<32} {:<14} {}",
            self.wording.subject(subject),
            count(values, Wording::unit(subject)),
            count(postings, ["posting", "postings"])
        );
        let most = found.iter().rev().max_by_key(|(_, stretch)| stretch.count);
        if let Some((value, stretch)) = most {
            let _ = write!(
                self.out,
                ", at most {} ({})",
                stretch.count,
                self.wording.found(lookup, *value).trim()
            );
        }
        self.out.push('\n');
    }

    fn rules(&mut self, list: &List<'_>, only: &str) {
        let program = self.bundle.program().program();
        let mut reasons = Reasons::new(program);
        let mut named = false;
        for ((rule, filed), number) in
            program.rules_of(list.all).iter().zip(&list.filed).zip(list.all.first..)
        {
            let about = self.bundle.about().rule(RuleId(number));
            let Some(about) = about.filter(|about| about.address.to_lowercase().contains(only)) else {
                continue;
            };
            if !std::mem::replace(&mut named, true) {
                let _ = writeln!(self.out, "{}{}", list.sort, list.name);
            }
            let name = about.address.strip_prefix(list.name).unwrap_or(about.address);
            let _ = writeln!(self.out, "  {}", name.trim_start_matches('.'));
            let _ = writeln!(self.out, "    {}", self.under(list, rule, filed, &mut reasons));
            if let Some(costly) = self.costly(list, filed) {
                let _ = writeln!(self.out, "    costly: {costly}");
            }
        }
        if named {
            self.out.push('\n');
        }
    }

    /// What a rule is filed under.
    fn under(&self, list: &List<'_>, rule: &Rule, filed: &Filed, reasons: &mut Reasons<'_>) -> String {
        let keys = self.bundle.program().program().keys_of(rule);
        if list.is_scanned() {
            let first = if let [key] = keys {
                self.tests(key.atom.into_iter().chain(key.guards.into_iter().flatten()))
            } else {
                None
            };
            return first.map_or_else(
                || "asked in its turn".to_owned(),
                |tests| format!("asked in its turn if {tests}"),
            );
        }
        if filed.always {
            let guards = if let [Key { atom: None, guards }] = keys {
                self.tests(guards.iter().flatten().copied())
            } else {
                None
            };
            let guarded = guards.map(|tests| format!("; guarded by {tests}")).unwrap_or_default();
            return format!("asked always, because {}{guarded}", reasons.of(list.all.kind, rule));
        }
        let key = |key: &Key| {
            let guards = self.tests(key.guards.iter().flatten().copied());
            let guarded = guards.map(|tests| format!("; guarded by {tests}")).unwrap_or_default();
            format!(
                "filed under {}{guarded}",
                key.atom.map(|atom| self.wording.atom(atom)).unwrap_or_default()
            )
        };
        keys.iter().map(key).collect::<Vec<_>>().join("\n    and ")
    }

    fn tests(&self, atoms: impl Iterator<Item = crate::bytecode::AtomId>) -> Option<String> {
        let words: Vec<_> = atoms.map(|atom| self.wording.atom(atom)).collect();
        (!words.is_empty()).then(|| words.join(" and "))
    }

    /// Why a rule costs more than others, if it does.
    fn costly(&self, list: &List<'_>, filed: &Filed) -> Option<String> {
        if !list.is_costly(filed) {
            return None;
        }
        if filed.always {
            return Some("it is asked for every item that the list is asked for".to_owned());
        }
        let lookup = |number: usize| list.index.lookups().get(number);
        if let Some(subject) = filed.wide.and_then(lookup).map(Lookup::subject) {
            return Some(format!(
                "its range of {} is wide: many items lie in it",
                self.wording.subject(subject)
            ));
        }
        let (number, value, rules) = filed.crowd?;
        let lookup = lookup(number)?;
        let (subject, value) = (lookup.subject(), self.wording.found(lookup, value));
        let shared = format!("{} {}", self.wording.subject(subject), value.trim());
        Some(format!("it shares {shared} with {} other rules", rules.saturating_sub(1)))
    }
}

fn is_range(lookup: &Lookup) -> bool {
    Wording::unit(lookup.subject()) == ["range", "ranges"]
}

fn count(many: u64, [one, several]: [&str; 2]) -> String {
    format!("{many} {}", if many == 1 { one } else { several })
}
