//! A host that takes new bundles: what is in force, what is refused, what is kept for the next start.

use super::reload::desk::{Version, facts, items, key, signed, strict, versions};
use super::reload::histogram::Histogram;
use super::reload::{killed, load};
use enroute::bundle::Limits;
use enroute::item::{Item, ReadOptions};
use enroute::live::{ActivationError, Live, Report, ShelfError, StartError, Terms, Watcher};
use enroute::trust::{Ratchet, SecretKey, Trust, TrustError, sign};
use enroute::vm::TraceLevel;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::channel;
use std::time::Duration;

/// Two small versions.
fn two() -> [Version; 2] {
    versions(2, 5).try_into().unwrap_or_else(|_| panic!("two were asked for"))
}

fn digest(live: &Live) -> String {
    live.standing().digest.to_string()
}

#[track_caller]
fn refused(live: &Live, bytes: &[u8]) -> TrustError {
    let before = live.standing();
    let Err(ActivationError::Refused(why)) = live.activate(bytes) else { panic!("it was not refused") };
    let after = live.standing();
    assert_eq!((&after.digest, after.activations), (&before.digest, before.activations));
    assert_eq!(after.refusals, before.refusals + 1);
    assert_eq!(after.failing, Some(ActivationError::Refused(why.clone())));
    why
}

#[test]
fn a_decision_names_the_bundle_it_came_from() {
    let [one, two] = two();
    let live = Live::start(&one.bytes, Terms::default()).unwrap();
    let item = Item::for_workstream("desk").id("0").set("amount", 7);
    assert_eq!(*live.decide(&item, &facts()).unwrap().bundle, *one.digest);
    live.activate(&two.bytes).unwrap();
    assert_eq!(*live.decide(&item, &facts()).unwrap().bundle, *two.digest);
    let found = live.worker().serve(|station| station.decide(&item, &facts())).unwrap();
    assert_eq!(*found.bundle, *two.digest);
}

#[test]
fn a_thread_goes_on_with_its_bundle_until_it_asks_again() {
    let [one, two] = two();
    let live = Live::start(&one.bytes, Terms::default()).unwrap();
    let mut worker = live.worker();
    worker.serve(|station| {
        assert!(station.is_in_force());
        live.activate(&two.bytes).unwrap();
        assert!(!station.is_in_force());
        assert_eq!(live.standing().in_memory, 2);
        let (item, options) = (&items()[3], ReadOptions::default());
        let decision = station.decide_json(item, &options, &facts(), TraceLevel::Off).unwrap();
        assert_eq!(decision, one.decisions[3]);
    });
    worker.serve(|station| {
        assert!(station.is_in_force());
        assert_eq!(**station.bundle().digest(), *two.digest);
    });
}

#[test]
fn what_is_broken_changes_nothing_and_is_told() {
    let [one, two] = two();
    let live = Live::start(&one.bytes, Terms::default()).unwrap();
    refused(&live, b"hello");
    refused(&live, &two.bytes[..two.bytes.len() - 1]);
    let mut changed = two.bytes.clone();
    changed[100] ^= 4;
    refused(&live, &changed);
    live.activate(&two.bytes).unwrap();
    let standing = live.standing();
    assert_eq!((standing.activations, standing.refusals, standing.failing), (1, 3, None));
}

#[test]
fn the_same_bundle_again_changes_nothing() {
    let [one, _] = two();
    let live = Live::start(&one.bytes, Terms::default()).unwrap();
    let active = live.activate(&one.bytes).unwrap();
    assert_eq!(active.generation(), 0);
    assert_eq!((live.standing().activations, live.standing().in_memory), (0, 1));
}

#[test]
fn a_host_with_keys_takes_no_other_bundles_and_none_that_is_older() {
    let [one, two] = two();
    let live = Live::start(&signed(&one.bytes, 5), strict()).unwrap();
    assert_eq!(refused(&live, &two.bytes), TrustError::NotSigned);
    let stranger = SecretKey::from_bytes(&[8; 32]);
    let theirs = sign(&two.bytes, &stranger, 6).unwrap();
    assert_eq!(refused(&live, &theirs), TrustError::UnknownKey { key: stranger.public().to_bytes() });
    assert_eq!(refused(&live, &signed(&two.bytes, 4)), TrustError::Older { found: 4, least: 5 });
    assert_eq!(refused(&live, &signed(&two.bytes, 5)), TrustError::Twice { revision: 5 });
    live.activate(&signed(&two.bytes, 6)).unwrap();
    assert_eq!(refused(&live, &signed(&one.bytes, 5)), TrustError::Older { found: 5, least: 6 });
}

#[test]
fn a_host_may_allow_going_back() {
    let [one, two] = two();
    let live = Live::start(&signed(&one.bytes, 5), Terms { may_go_back: true, ..strict() }).unwrap();
    live.activate(&signed(&two.bytes, 4)).unwrap();
    assert_eq!(live.standing().signed.unwrap().revision, 4);
}

#[test]
fn going_back_is_to_signed_bundles_that_the_host_still_takes_and_forgets_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two();
    let trust = strict().trust.or_unsigned();
    let stays = Terms { trust: trust.clone(), ..Terms::default() };
    let back = Terms { trust, may_go_back: true, ratchet: Ratchet::at_least(3), ..Terms::default() };
    let live = Live::resume(folder.path(), Some(&signed(&one.bytes, 10)), back).unwrap().live;
    assert_eq!(refused(&live, &two.bytes), TrustError::NotSigned);
    assert_eq!(refused(&live, &signed(&two.bytes, 2)), TrustError::Older { found: 2, least: 3 });
    live.activate(&signed(&two.bytes, 5)).unwrap();
    drop(live);
    let next = Live::resume(folder.path(), Some(&signed(&one.bytes, 7)), stays).unwrap();
    assert_eq!(next.given, Some(ActivationError::Refused(TrustError::Older { found: 7, least: 10 })));
    assert_eq!((next.kept, next.live.standing().signed.unwrap().revision), (None, 5));
}

#[test]
fn a_host_may_begin_with_a_least_revision() {
    let [one, _] = two();
    let terms = Terms { ratchet: Ratchet::at_least(9), ..strict() };
    let older = Live::start(&signed(&one.bytes, 8), terms.clone());
    assert_eq!(older.unwrap_err(), ActivationError::Refused(TrustError::Older { found: 8, least: 9 }));
    assert!(Live::start(&signed(&one.bytes, 9), terms).is_ok());
}

#[test]
fn a_bundle_beyond_the_ceilings_is_not_put_in_force() {
    let [one, _] = two();
    let most = u64::try_from(one.bytes.len()).unwrap();
    let limits = Limits { size: most, ..Limits::default() };
    let live = Live::start(&one.bytes, Terms { limits, ..Terms::default() }).unwrap();
    let larger = versions(1, 50).remove(0).bytes;
    let why = refused(&live, &larger).to_string();
    assert!(why.ends_with("are allowed (`size`)"), "{why}");
}

#[test]
fn the_next_start_has_the_last_good_bundle() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two();
    let start = Live::resume(folder.path(), Some(&one.bytes), Terms::default()).unwrap();
    assert_eq!((start.given, start.kept), (None, None));
    start.live.activate(&two.bytes).unwrap();
    refused(&start.live, b"hello");
    drop(start.live);
    let next = Live::resume(folder.path(), None, Terms::default()).unwrap();
    assert_eq!(digest(&next.live), two.digest);
}

#[test]
fn a_start_with_a_bad_bundle_has_the_last_good_one_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two();
    drop(Live::resume(folder.path(), Some(&signed(&one.bytes, 5)), strict()).unwrap());
    for (bad, why) in [
        (two.bytes.clone(), TrustError::NotSigned),
        (signed(&two.bytes, 4), TrustError::Older { found: 4, least: 5 }),
    ] {
        let start = Live::resume(folder.path(), Some(&bad), strict()).unwrap();
        assert_eq!(start.given, Some(ActivationError::Refused(why)));
        assert_eq!(digest(&start.live), one.digest);
    }
}

#[test]
fn a_kept_bundle_of_a_key_that_is_trusted_no_more_counts_for_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two();
    drop(Live::resume(folder.path(), Some(&signed(&one.bytes, u64::MAX)), strict()).unwrap());
    let other = SecretKey::from_bytes(&[9; 32]);
    let terms = Terms { trust: Trust::only([other.public()]), ..Terms::default() };
    let alone = Live::resume(folder.path(), None, terms.clone()).unwrap_err();
    let unknown = ActivationError::Refused(TrustError::UnknownKey { key: key().public().to_bytes() });
    assert_eq!(alone, StartError::Kept(unknown.clone()));
    let start = Live::resume(folder.path(), Some(&sign(&two.bytes, &other, 1).unwrap()), terms).unwrap();
    assert_eq!((start.given, start.kept), (None, Some(unknown)));
    assert_eq!(digest(&start.live), two.digest);
}

#[test]
fn a_damaged_last_good_bundle_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let [one, _] = two();
    drop(Live::resume(folder.path(), Some(&one.bytes), Terms::default()).unwrap());
    let kept = folder.path().join("last-good.routeb");
    fs::write(&kept, &one.bytes[..200]).unwrap();
    assert!(matches!(
        Live::resume(folder.path(), None, Terms::default()).unwrap_err(),
        StartError::Kept(ActivationError::Refused(_))
    ));
    let both = Live::resume(folder.path(), Some(b"hello"), Terms::default()).unwrap_err();
    assert!(matches!(both, StartError::Both { .. }), "{both}");
    let start = Live::resume(folder.path(), Some(&one.bytes), Terms::default()).unwrap();
    assert!(start.kept.is_some());
    assert_eq!(fs::read(kept).unwrap(), one.bytes);
}

#[test]
fn what_was_the_newest_is_known_whatever_becomes_of_the_kept_bundle() {
    let [one, two] = two();
    let older = Some(ActivationError::Refused(TrustError::Older { found: 8, least: 9 }));
    let spoil: [fn(&Path); 4] = [
        |kept| fs::write(kept, b"hello").unwrap(),
        |kept| fs::remove_file(kept).unwrap(),
        |kept| fs::remove_file(kept).and_then(|()| fs::create_dir(kept)).unwrap(),
        |kept| {
            let mut bytes = fs::read(kept).unwrap();
            bytes[300] ^= 1;
            fs::write(kept, bytes).unwrap();
        },
    ];
    for spoil in spoil {
        let folder = tempfile::tempdir().unwrap();
        drop(Live::resume(folder.path(), Some(&signed(&one.bytes, 9)), strict()).unwrap());
        spoil(&folder.path().join("last-good.routeb"));
        let start = Live::resume(folder.path(), Some(&signed(&two.bytes, 8)), strict()).unwrap_err();
        let given = match start {
            StartError::Both { given, .. } => Some(*given),
            StartError::Given(given) => Some(given),
            _ => None,
        };
        assert_eq!(given, older);
    }
}

#[test]
fn a_floor_that_cannot_be_read_is_a_reason_to_stop() {
    let folder = tempfile::tempdir().unwrap();
    let [one, _] = two();
    let given = signed(&one.bytes, 9);
    drop(Live::resume(folder.path(), Some(&given), strict()).unwrap());
    let floor = folder.path().join("floor");
    let text = fs::read_to_string(&floor).unwrap();
    for spoilt in ["", "9", &text[..20], &text[..text.len() - 3]] {
        fs::write(&floor, spoilt).unwrap();
        let stopped = Live::resume(folder.path(), Some(&given), strict()).unwrap_err();
        assert!(matches!(stopped, StartError::Shelf(ShelfError::NoFloor { .. })), "{spoilt:?}: {stopped}");
    }
    fs::write(&floor, text).unwrap();
    assert!(Live::resume(folder.path(), Some(&given), strict()).is_ok());
}

#[test]
fn a_host_that_was_killed_before_the_bundle_was_kept_starts_with_the_one_before() {
    let [one, two] = two();
    let [folder, other] = [(); 2].map(|()| tempfile::tempdir().unwrap());
    drop(Live::resume(folder.path(), Some(&signed(&one.bytes, 4)), strict()).unwrap());
    drop(Live::resume(other.path(), Some(&signed(&two.bytes, 5)), strict()).unwrap());
    fs::copy(other.path().join("floor"), folder.path().join("floor")).unwrap();
    let start = Live::resume(folder.path(), None, strict()).unwrap();
    assert_eq!((start.kept, digest(&start.live)), (None, one.digest));
    start.live.activate(&signed(&two.bytes, 5)).unwrap();
}

#[test]
fn a_start_says_what_is_in_force_and_why() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two();
    drop(Live::resume(folder.path(), Some(&signed(&one.bytes, 9)), strict()).unwrap());
    let file = folder.path().join("desk.routeb");
    let start = Live::resume_with(folder.path(), &file, strict()).unwrap();
    let said = start.to_string();
    assert!(said.starts_with(&format!("in force: {}, revision 9\n", one.digest)), "{said}");
    assert!(said.contains("the bundle that was given is not taken: cannot read `"), "{said}");
    drop(start);
    fs::write(&file, signed(&two.bytes, 10)).unwrap();
    let start = Live::resume_with(folder.path(), &file, strict()).unwrap();
    assert_eq!(start.to_string(), format!("in force: {}, revision 10", two.digest));
}

#[test]
fn without_any_bundle_there_is_no_start() {
    let folder = tempfile::tempdir().unwrap();
    let nothing = Live::resume(folder.path(), None, Terms::default()).unwrap_err();
    assert_eq!(nothing, StartError::Nothing);
    let given = Live::resume(folder.path(), Some(b"hello"), Terms::default()).unwrap_err();
    assert!(matches!(given, StartError::Given(_)), "{given}");
}

#[test]
fn one_host_at_a_time_keeps_its_bundles_in_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let [one, _] = two();
    let first = Live::resume(folder.path(), Some(&one.bytes), Terms::default()).unwrap();
    let second = Live::resume(folder.path(), Some(&one.bytes), Terms::default()).unwrap_err();
    assert!(matches!(second, StartError::Shelf(ShelfError::InUse { .. })), "{second}");
    drop(first);
    assert!(Live::resume(folder.path(), None, Terms::default()).is_ok());
}

#[test]
fn a_bundle_that_cannot_be_kept_is_not_put_in_force() {
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two();
    let live = Live::resume(folder.path(), Some(&one.bytes), Terms::default()).unwrap().live;
    // A folder in its place: nothing can be written there, whoever asks.
    let incoming = folder.path().join("incoming");
    fs::create_dir(&incoming).unwrap();
    assert!(matches!(live.activate(&two.bytes), Err(ActivationError::NotKept(_))));
    assert_eq!(digest(&live), one.digest);
    fs::remove_dir(&incoming).unwrap();
    live.activate(&two.bytes).unwrap();
    assert_eq!((digest(&live), live.standing().failing), (two.digest, None));
}

/// The report, in a word or two.
fn told(report: Option<Report>) -> String {
    match report {
        None => "nothing".to_owned(),
        Some(Report::Activated(active)) => format!("activated {}", active.generation()),
        Some(Report::Recovered(active)) => format!("recovered {}", active.generation()),
        Some(Report::Failed { tries, looks, .. }) => format!("failed {tries}, again in {looks}"),
    }
}

#[test]
fn a_watched_file_is_activated_when_it_changes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.routeb");
    let [one, two] = two();
    let live = Live::start(&one.bytes, Terms::default()).unwrap();
    fs::write(&file, &one.bytes).unwrap();
    let mut watcher = Watcher::new(live.clone(), &file);
    let looks = |watcher: &mut Watcher| [(); 3].map(|()| told(watcher.look()));
    assert_eq!(looks(&mut watcher), ["nothing", "nothing", "nothing"]);
    put(&file, &two.bytes);
    assert_eq!(looks(&mut watcher), ["activated 1", "nothing", "nothing"]);
    put(&file, &one.bytes);
    assert_eq!(looks(&mut watcher), ["activated 2", "nothing", "nothing"]);
    assert_eq!((live.standing().activations, live.standing().refusals), (2, 0));
}

/// Puts a file in place whole.
fn put(path: &Path, bytes: &[u8]) {
    let beside = path.with_extension("new");
    fs::write(&beside, bytes).unwrap();
    fs::rename(beside, path).unwrap();
}

#[test]
fn a_watched_file_that_fails_is_tried_again_less_and_less_often() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.routeb");
    let [one, two] = two();
    let live = Live::start(&one.bytes, Terms::default()).unwrap();
    let mut watcher = Watcher::new(live.clone(), &file);
    let mut looks = |times: usize| (0..times).map(|_| told(watcher.look())).collect::<Vec<_>>().join("; ");
    assert_eq!(looks(4), "failed 1, again in 1; failed 2, again in 2; nothing; failed 3, again in 4");
    assert!(live.standing().failing.unwrap().to_string().starts_with("cannot read `"));
    put(&file, &two.bytes[..two.bytes.len() / 2]);
    assert_eq!(looks(2), "failed 1, again in 1; failed 2, again in 2");
    put(&file, &two.bytes);
    assert_eq!(looks(2), "activated 1; nothing");
    assert_eq!(looks(300).matches("nothing").count(), 300);
    fs::remove_file(&file).unwrap();
    let told = looks(300);
    assert!(told.contains("failed 9, again in 64; nothing"), "{told}");
    assert_eq!(digest(&live), two.digest);
}

#[test]
fn a_cause_that_passes_is_found_out_without_a_change_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.routeb");
    let shelf = folder.path().join("shelf");
    let [one, two] = two();
    let live = Live::resume(&shelf, Some(&one.bytes), Terms::default()).unwrap().live;
    fs::create_dir(shelf.join("incoming")).unwrap();
    put(&file, &two.bytes);
    let mut watcher = Watcher::new(live, &file);
    assert_eq!(told(watcher.look()), "failed 1, again in 1");
    fs::remove_dir(shelf.join("incoming")).unwrap();
    assert_eq!(told(watcher.look()), "activated 1");
}

#[test]
fn that_a_failure_has_passed_is_told_too() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.routeb");
    let [one, _] = two();
    let live = Live::start(&one.bytes, Terms::default()).unwrap();
    put(&file, b"hello");
    let mut watcher = Watcher::new(live, &file);
    assert_eq!(told(watcher.look()), "failed 1, again in 1");
    put(&file, &one.bytes);
    assert_eq!(told(watcher.look()), "recovered 0");
    assert_eq!(told(watcher.look()), "nothing");
}

#[cfg(unix)]
#[test]
fn a_watched_file_that_keeps_its_length_and_its_time_is_seen_to_change() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.routeb");
    let [one, two] = [5, 6].map(|revision| signed(&two()[0].bytes, revision));
    let live = Live::start(&one, strict()).unwrap();
    let long_ago = std::time::UNIX_EPOCH + Duration::from_secs(1);
    let write = |bytes: &[u8]| {
        fs::write(&file, bytes).unwrap();
        fs::File::options().append(true).open(&file).unwrap().set_modified(long_ago).unwrap();
    };
    write(&one);
    let mut watcher = Watcher::new(live, &file);
    assert_eq!([(); 3].map(|()| told(watcher.look())), ["nothing", "nothing", "nothing"]);
    write(&two);
    assert_eq!(told(watcher.look()), "activated 1");
}

#[cfg(unix)]
#[test]
fn what_is_no_file_is_not_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("desk.routeb");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let [one, _] = two();
    let mut watcher = Watcher::new(Live::start(&one.bytes, Terms::default()).unwrap(), pipe);
    let Some(Report::Failed { why, .. }) = watcher.look() else { panic!("it did not fail") };
    assert!(why.to_string().ends_with("it is no file"), "{why}");
}

#[test]
fn a_watch_outlives_a_panic_in_what_it_tells() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.routeb");
    let [one, two] = two();
    let live = Live::start(&one.bytes, Terms::default()).unwrap();
    put(&file, b"hello");
    let (tell, told) = channel();
    let watch = live.watch(&file, Duration::ZERO, move |report| match report {
        Report::Activated(active) => tell.send(active.generation()).unwrap(),
        Report::Recovered(_) | Report::Failed { .. } => {
            tell.send(0).unwrap();
            panic!("nobody listens");
        }
    });
    assert_eq!(told.recv().unwrap(), 0);
    put(&file, &two.bytes);
    assert_eq!(told.iter().find(|generation| *generation > 0), Some(1));
    drop(watch.unwrap());
}

#[cfg(unix)]
#[test]
fn a_watched_link_is_followed_when_it_is_changed() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let [one, two] = two();
    for (name, version) in [("v1", &one), ("v2", &two)] {
        fs::create_dir(folder.path().join(name)).unwrap();
        fs::write(folder.path().join(name).join("desk.routeb"), &version.bytes).unwrap();
    }
    let (data, beside) = (folder.path().join("data"), folder.path().join("beside"));
    symlink("v1", &data).unwrap();
    let live = Live::start(&one.bytes, Terms::default()).unwrap();
    let mut watcher = Watcher::new(live, data.join("desk.routeb"));
    assert_eq!(told(watcher.look()), "nothing");
    symlink("v2", &beside).unwrap();
    fs::rename(beside, data).unwrap();
    assert_eq!(told(watcher.look()), "activated 1");
}

#[test]
fn a_thread_that_watches_tells_and_ends() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("desk.routeb");
    let [one, two] = two();
    let live = Live::start(&one.bytes, Terms::default()).unwrap();
    let (tell, told) = channel();
    put(&file, &two.bytes);
    let watch =
        live.watch(&file, Duration::from_millis(1), move |report| tell.send(report).unwrap()).unwrap();
    let Report::Activated(active) = told.recv().unwrap() else { panic!("it was not activated") };
    assert_eq!(**active.bundle().digest(), *two.digest);
    put(&file, b"hello");
    let Report::Failed { why, .. } = told.recv().unwrap() else { panic!("it did not fail") };
    assert!(matches!(why, ActivationError::Refused(_)));
    drop(watch);
    told.into_iter().for_each(drop);
}

#[test]
fn under_load_each_decision_is_what_its_bundle_gives() {
    let trial = load::Trial { deciders: 3, good: 60, bad: 12, time: Duration::from_millis(1_500) };
    let found = load::run(&versions(5, 50), trial);
    assert_eq!((found.wrong, found.misjudged), (0, 0), "{found:?}");
    assert!(found.all && found.taken == found.decided);
    assert_eq!((found.standing.activations, found.standing.refusals), (60, 12));
    assert_eq!(found.standing.in_memory, 1);
    assert_eq!(found.by_bundle.len(), 5);
    assert!(found.busy.total() > 0 && found.quiet.total() > 0);
}

#[test]
fn times_are_told_by_the_share_that_took_no_longer() {
    let mut times = Histogram::new();
    (1..=1_000).for_each(|step| times.count(step * 10 - 1));
    times.count(5_000_000);
    assert_eq!([times.at_most(500), times.at_most(999), times.at_most(1_000)], [5_010, 10_000, 5_000_000]);
    assert_eq!((times.longest(), times.total()), (5_000_000, 1_001));
}

/// Where the host that is killed keeps its bundles.
const FOLDER: &str = "ENROUTE_KILLED_HOST";

#[test]
fn a_host_that_is_killed_has_a_whole_bundle_at_its_next_start() {
    let start = |folder: &Path| {
        let mut host = Command::new(std::env::current_exe().unwrap());
        host.args(["--exact", "live::the_host_that_is_killed", "--nocapture"]).env(FOLDER, folder);
        host
    };
    let found = killed::run(200, 1, &start);
    assert_eq!(found.killed, 200);
    assert!(found.activated > 20 && found.in_the_middle > 0, "{found:?}");
}

/// Not a test: the process that the test above starts and kills. It does nothing when nobody has.
#[test]
fn the_host_that_is_killed() {
    if let Some(folder) = std::env::var_os(FOLDER) {
        killed::host(Path::new(&folder));
    }
}
