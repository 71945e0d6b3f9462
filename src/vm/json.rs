//! The forms that parts of a decision have in JSON, where they are not those of the data.

use super::decision::{Change, Setting, Shown};
use super::rule_name::RuleName;
use crate::bundle;
use crate::value::Duration;
use serde::{Serialize, Serializer};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What classification set: the values in force, and each change on the way.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "cli", derive(schemars::JsonSchema))]
pub(super) struct Sets<'a> {
    /// What classification set, by place, in order of the first setting; each with its last value.
    #[cfg_attr(feature = "cli", schemars(with = "std::collections::BTreeMap<String, Shown>"))]
    set: InForce<'a>,
    /// Every value that classification set, in order, and by which rule.
    #[cfg_attr(feature = "cli", schemars(with = "Vec<Change>"))]
    changes: &'a [Change],
}

#[derive(Debug)]
struct InForce<'a>(&'a [Change]);

impl Serialize for InForce<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        let last: HashMap<&str, &Shown> =
            self.0.iter().map(|change| (&*change.path, &change.value)).collect();
        let mut seen = HashSet::new();
        let first = self.0.iter().map(|change| &*change.path).filter(|path| seen.insert(*path));
        let values: Vec<_> = first.filter_map(|path| Some((path, *last.get(path)?))).collect();
        out.collect_map(values)
    }
}

/// Writes changes as `set` and `changes`.
pub(super) fn changes<S: Serializer>(changes: &[Change], out: S) -> Result<S::Ok, S::Error> {
    Sets { set: InForce(changes), changes }.serialize(out)
}

/// Writes settings as a map from address to value.
pub(super) fn settings<S: Serializer>(settings: &Arc<[Setting]>, out: S) -> Result<S::Ok, S::Error> {
    out.collect_map(settings.iter().map(|setting| (&setting.address, &setting.value)))
}

/// Writes a rule as its name alone.
#[expect(clippy::ref_option, reason = "the field is handed over as it is")]
pub(super) fn name<S: Serializer>(rule: &Option<RuleName>, out: S) -> Result<S::Ok, S::Error> {
    rule.as_ref().map(RuleName::name).serialize(out)
}

/// Writes microseconds as the language writes a length: `45s`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "the field is handed over as it is")]
pub(super) fn length<S: Serializer>(micros: &i64, out: S) -> Result<S::Ok, S::Error> {
    out.collect_str(&Duration(*micros))
}

/// The same, where there may be none.
#[expect(clippy::ref_option, reason = "the field is handed over as it is")]
pub(super) fn some_length<S: Serializer>(micros: &Option<i64>, out: S) -> Result<S::Ok, S::Error> {
    micros.map(|micros| Duration(micros).to_string()).serialize(out)
}

/// The settings of a bundle in the same form.
#[derive(Debug)]
pub(super) struct Settings<'a>(pub(super) &'a [bundle::Setting]);

impl Serialize for Settings<'_> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        out.collect_map(self.0.iter().map(|setting| (&setting.address, &setting.value)))
    }
}
