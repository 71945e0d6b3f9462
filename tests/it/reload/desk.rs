//! A desk in many versions, which decide the same items differently.

use enroute::Bundle;
use enroute::item::ReadOptions;
use enroute::live::{Live, Terms};
use enroute::source::{SourceFile, Sources};
use enroute::trust::{SecretKey, Trust, sign};
use enroute::value::Instant;
use enroute::vm::{Decision, Facts, TraceLevel};
use std::collections::BTreeMap;
use std::fmt::Write;

/// How many items there are.
pub(crate) const ITEMS: usize = 64;

/// A version: its bytes, not signed, and what it makes of each item.
pub(crate) struct Version {
    pub(crate) bytes: Vec<u8>,
    pub(crate) digest: String,
    pub(crate) decisions: Vec<Decision>,
}

/// So many versions of a desk with that many rules.
pub(crate) fn versions(many: usize, rules: usize) -> Vec<Version> {
    let items = items();
    let decided = |bytes: Vec<u8>| {
        let live = Live::start(&bytes, Terms::default()).unwrap();
        let decide = |item: &Vec<u8>| {
            let decide = |station: &mut enroute::live::Station<'_>| {
                station.decide_json(item, &ReadOptions::default(), &facts(), TraceLevel::Off)
            };
            live.worker().serve(decide).unwrap()
        };
        let digest = live.standing().digest.to_string();
        Version { decisions: items.iter().map(decide).collect(), bytes, digest }
    };
    (0..many).map(|version| decided(bundle(version, rules).write())).collect()
}

/// The versions by the digests that their decisions name.
pub(crate) fn by_digest(versions: &[Version]) -> BTreeMap<&str, &Version> {
    versions.iter().map(|version| (version.digest.as_str(), version)).collect()
}

fn bundle(version: usize, rules: usize) -> Bundle {
    let mut text = "language 1\nentity Case { amount: int }\n".to_owned();
    (0..40).for_each(|queue| writeln!(text, "queue q{queue} {{ type record }}").unwrap());
    text.push_str(
        "workstream desk {\n  type record, carries Case, mode push, fallback q0\n  route first {\n",
    );
    for rule in 0..rules {
        let (amount, queue) = (rule * 7 % 1_000, (rule * 3 + version) % 40);
        writeln!(text, "    \"v{version} r{rule}\": when amount == {amount} to q{queue}").unwrap();
    }
    text.push_str("  }\n  distribution { units 10, presences [available], skills none }\n}\n");
    let compiled = enroute::compile(&Sources::from_iter([SourceFile::new("main.route", text)])).unwrap();
    compiled.bundle.unwrap_or_else(|| panic!("{:?}", compiled.checked.diagnostics))
}

/// Items in JSON; some come to the fallback.
pub(crate) fn items() -> Vec<Vec<u8>> {
    let amount = |item: usize| item * 31 % 1_100;
    let item = |item| format!(r#"{{"id": "{item}", "workstream": "desk", "amount": {}}}"#, amount(item));
    (0..ITEMS).map(|number| item(number).into_bytes()).collect()
}

pub(crate) fn facts() -> Facts {
    Facts::at(Instant(1_772_445_600_000_000))
}

/// The key that signs.
pub(crate) fn key() -> SecretKey {
    SecretKey::from_bytes(&[7; 32])
}

/// A host that takes what this key has signed, and nothing else.
pub(crate) fn strict() -> Terms {
    Terms { trust: Trust::only([key().public()]), ..Terms::default() }
}

pub(crate) fn signed(bytes: &[u8], revision: u64) -> Vec<u8> {
    sign(bytes, &key(), revision).unwrap()
}
