//! What a replay costs beside two plain runs: 1,000,000 items through two programs of 1,000 rules.
//!
//! ```text
//! cargo build --release && cargo run --release --example replaying
//! ```
//!
//! The `enroute` that stands beside decides the items by the one program, by the other, and replays them; three rounds, the
//! decisions go nowhere. Memory is the most that the system says a process had, asked while it runs.
#![expect(clippy::print_stdout, clippy::disallowed_methods, reason = "an example is a program of its own")]

use std::error::Error;
use std::fmt::Write as _;
use std::fs;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

type Outcome<T> = Result<T, Box<dyn Error>>;

const ITEMS: u64 = 1_000_000;
const RULES: u64 = 1_000;
const ROUNDS: usize = 3;
const AT: &str = "--at=2026-03-02T10:15Z";

/// Numbers without a pattern, the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % end
    }
}

/// The program; the changed one sends every fiftieth rule elsewhere and has a rule more.
fn program(changed: bool) -> Outcome<String> {
    let mut text = String::from("language 1\n\nenum Tier { bronze, silver, gold }\n\n");
    text.push_str("entity Case {\n  title: text\n  country: text\n  product: text\n  amount: decimal?\n");
    text.push_str("  tier: Tier = bronze\n  urgent: bool = no\n}\n\n");
    for queue in 0..40 {
        writeln!(text, "queue q{queue} {{ type record }}")?;
    }
    text.push_str(
        "\nintake Case { \"All\": otherwise to desk }\n\nworkstream desk {\n  type record, carries Case\n",
    );
    text.push_str("  mode push, fallback q0\n\n  route first {\n");
    let mut chance = Chance(7);
    for rule in 0..RULES {
        let (country, product) = (chance.below(50), chance.below(40));
        let more = match chance.below(4) {
            0 => format!(" and amount >= {}", chance.below(1000)),
            1 => format!(" and title contains word \"word{}\"", chance.below(300)),
            2 => " and tier == gold".to_owned(),
            _ => String::new(),
        };
        let queue = chance.below(40);
        let queue = if changed && rule % 50 == 0 { (queue + 1) % 40 } else { queue };
        writeln!(
            text,
            "    \"r{rule}\": when country == \"c{country}\" and product == \"p{product}\"{more} to q{queue}"
        )?;
        if changed && rule == 3 {
            writeln!(text, "    \"new\": when country == \"c1\" and urgent to q2")?;
        }
    }
    text.push_str("    \"rest\": otherwise to q0\n  }\n\n");
    text.push_str("  distribution { units 10, presences [available], skills none }\n}\n");
    Ok(text)
}

fn items(path: &Path) -> Outcome<()> {
    let mut out = BufWriter::new(fs::File::create(path)?);
    let mut chance = Chance(11);
    for item in 0..ITEMS {
        let tier = ["bronze", "silver", "gold"].get(usize::try_from(chance.below(3))?).ok_or("no tier")?;
        let (word, country, product) = (chance.below(300), chance.below(50), chance.below(40));
        let (amount, urgent) = (chance.below(1200), chance.below(10) == 0);
        writeln!(
            out,
            "{{\"id\":\"i{item}\",\"record\":\"Case\",\"title\":\"about word{word} and more\",\"country\":\"c{country}\",\
             \"product\":\"p{product}\",\"amount\":{amount},\"tier\":\"{tier}\",\"urgent\":{urgent}}}"
        )?;
    }
    Ok(out.flush()?)
}

/// How long it takes, and the most memory it has, in kB.
fn timed(enroute: &Path, folder: &Path, arguments: &[&str]) -> Outcome<(Duration, u64)> {
    let begin = Instant::now();
    let mut command = Command::new(enroute);
    command.current_dir(folder).args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn()?;
    let mut most = 0;
    let status = format!("/proc/{}/status", child.id());
    let done = loop {
        if let Some(done) = child.try_wait()? {
            break done;
        }
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let now = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        most = now.unwrap_or(0).max(most);
        sleep(Duration::from_millis(5));
    };
    if done.success() { Ok((begin.elapsed(), most)) } else { Err(format!("{arguments:?} failed").into()) }
}

fn main() -> Outcome<()> {
    let enroute: PathBuf = std::env::current_exe()?.with_file_name("../enroute");
    let folder = std::env::temp_dir().join(format!("enroute-replaying-{}", std::process::id()));
    fs::create_dir_all(&folder)?;
    fs::write(folder.join("old.route"), program(false)?)?;
    fs::write(folder.join("new.route"), program(true)?)?;
    items(&folder.join("items.jsonl"))?;
    let measured = rounds(&enroute, &folder);
    fs::remove_dir_all(&folder)?;
    measured
}

fn rounds(enroute: &Path, folder: &Path) -> Outcome<()> {
    let mut ratios = Vec::new();
    for round in 1..=ROUNDS {
        let (old, _) = timed(enroute, folder, &["run", "old.route", "items.jsonl", AT])?;
        let (new, _) = timed(enroute, folder, &["run", "new.route", "items.jsonl", AT])?;
        let (both, most) = timed(enroute, folder, &["replay", "old.route", "new.route", "items.jsonl", AT])?;
        let thousandths = both.as_millis() * 1000 / (old + new).as_millis().max(1);
        println!(
            "round {round}: run {old:.2?} and {new:.2?}, replay {both:.2?}: {}.{:02} times both; {} MB at most",
            thousandths / 1000,
            thousandths % 1000 / 10,
            most / 1024
        );
        ratios.push(thousandths);
    }
    ratios.sort_unstable();
    let middle = ratios.get(ROUNDS / 2).copied().unwrap_or_default();
    println!("in the median {}.{:02} times two runs", middle / 1000, middle % 1000 / 10);
    Ok(())
}
