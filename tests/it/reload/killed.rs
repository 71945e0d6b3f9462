//! A host that is killed at any moment while it puts bundles in force, again and again: each next start has a whole one.

use super::desk::{by_digest, facts, items, signed, strict, versions};
use enroute::item::ReadOptions;
use enroute::live::Live;
use enroute::vm::TraceLevel;
use std::io::{BufRead, BufReader, Write, stdout};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

/// How many versions the killed host brings.
const VERSIONS: usize = 3;
const RULES: usize = 20;

/// What came of it.
#[derive(Debug, Default)]
pub(crate) struct Found {
    /// How often a host was killed.
    pub(crate) killed: u32,
    /// How often a bundle was half written then.
    pub(crate) in_the_middle: u32,
    /// How many bundles the killed hosts have put in force.
    pub(crate) activated: u64,
}

/// Kills so many hosts, which `start` starts on a folder. The waits are by chance, from a seed.
pub(crate) fn run(times: u32, seed: u64, start: &dyn Fn(&Path) -> Command) -> Found {
    let folder = tempfile::tempdir().unwrap();
    let versions = versions(VERSIONS, RULES);
    let known = by_digest(&versions);
    let (mut found, mut revision, mut chance) = (Found::default(), 1, seed);
    drop(Live::resume(folder.path(), Some(&signed(&versions[0].bytes, revision)), strict()).unwrap());
    for _ in 0..times {
        let mut host = start(folder.path()).stdout(Stdio::piped()).spawn().unwrap();
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        wait_until_it_has_begun(&mut host);
        thread::sleep(Duration::from_micros((chance >> 33) % 20_000));
        host.kill().unwrap();
        host.wait().unwrap();
        found.killed += 1;
        found.in_the_middle += u32::from(folder.path().join("incoming").exists());
        let next = Live::resume(folder.path(), None, strict()).unwrap();
        assert_eq!(next.kept, None);
        let active = next.live.active();
        let signed = active.signed().unwrap();
        assert!(signed.revision >= revision, "revision {} came after {revision}", signed.revision);
        found.activated += signed.revision - revision;
        revision = signed.revision;
        let version = known[&**active.bundle().digest()];
        for (item, decision) in items().iter().zip(&version.decisions) {
            let got = next.live.worker().serve(|station| {
                station.decide_json(item, &ReadOptions::default(), &facts(), TraceLevel::Off).unwrap()
            });
            assert_eq!(got, *decision);
        }
    }
    found
}

fn wait_until_it_has_begun(host: &mut Child) {
    let said = BufReader::new(host.stdout.take().unwrap()).lines();
    let begun = said.map_while(Result::ok).any(|line| line.ends_with(BEGUN));
    assert!(begun, "the host ended before it began");
}

const BEGUN: &str = "bundles are put in force";

/// The host that is killed: puts one bundle after the other in force, and never ends.
pub(crate) fn host(folder: &Path) -> ! {
    let versions = versions(VERSIONS, RULES);
    let live = Live::resume(folder, None, strict()).unwrap().live;
    let mut revision = live.active().signed().unwrap().revision;
    stdout().write_all(format!("\n{BEGUN}\n").as_bytes()).unwrap();
    loop {
        revision += 1;
        let version = &versions[usize::try_from(revision).unwrap() % VERSIONS];
        live.activate(&signed(&version.bytes, revision)).unwrap();
    }
}
