use crate::arguments::Arguments;
use crate::fuzz::target::Target;
use crate::fuzz::throw::throw;
use std::panic::catch_unwind;
use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// No execution may take longer.
const LONGEST: Duration = Duration::from_secs(2);
/// One that takes longer than this will not come back.
const ENDLESS: Duration = Duration::from_secs(30);
/// How many throws a thread takes at a time.
const HANDFUL: u64 = 512;

/// One target's part of a campaign, while it runs.
struct Part {
    target: Target,
    seed: u64,
    next: AtomicU64,
    end: u64,
    failed: AtomicBool,
    slowest: Mutex<(Duration, u64)>,
    /// What each thread is at: the number of the throw, and when it began, in milliseconds; 0 where it is at none.
    at: Vec<(AtomicU64, AtomicU64)>,
}

/// Runs the whole campaign, target by target.
pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    quietly();
    println!("seed {}, {} threads", arguments.seed, arguments.threads);
    println!("| target | executions | panics | seconds | per second and thread | slowest |");
    println!("|---|---|---|---|---|---|");
    let (begin, mut all) = (Instant::now(), 0);
    for (target, executions) in arguments.shares() {
        if !part(arguments, target, executions) {
            return ExitCode::FAILURE;
        }
        all += executions;
    }
    let seconds = begin.elapsed().as_secs_f64();
    println!("| **all** | {all} | 0 | {seconds:.0} | {:.0} | |", rate(all, seconds, arguments.threads));
    ExitCode::SUCCESS
}

/// Panics are told once, by whoever finds them; their words and places are kept for that.
fn quietly() {
    std::panic::set_hook(Box::new(|panic| {
        if let Ok(mut told) = TOLD.lock() {
            told.extend([panic.to_string().as_str(), "\n"]);
        }
    }));
}

/// The words of the panics so far.
static TOLD: Mutex<String> = Mutex::new(String::new());

fn part(arguments: &Arguments, target: Target, executions: u64) -> bool {
    let part = Part {
        target,
        seed: arguments.seed,
        next: AtomicU64::new(arguments.from),
        end: arguments.from + executions,
        failed: AtomicBool::new(false),
        slowest: Mutex::new((Duration::ZERO, 0)),
        at: (0..arguments.threads).map(|_| (AtomicU64::new(0), AtomicU64::new(0))).collect(),
    };
    let begin = Instant::now();
    thread::scope(|scope| {
        let hands: Vec<_> = (0..arguments.threads)
            .map(|hand| {
                scope.spawn({
                    let part = &part;
                    move || part.work(hand, begin)
                })
            })
            .collect();
        let mut told = Instant::now();
        while !hands.iter().all(thread::ScopedJoinHandle::is_finished) {
            thread::sleep(Duration::from_millis(20));
            part.watch(begin);
            if told.elapsed() > Duration::from_secs(10) {
                told = Instant::now();
                let done = part.next.load(Ordering::Relaxed).min(part.end) - arguments.from;
                eprintln!("{}: {done} of {executions}", target.name());
            }
        }
    });
    if part.failed.load(Ordering::Relaxed) {
        return false;
    }
    let seconds = begin.elapsed().as_secs_f64();
    let (slowest, number) = *part.slowest.lock().unwrap();
    println!(
        "| {} | {executions} | 0 | {seconds:.0} | {:.0} | {:.1} ms (number {number}) |",
        target.name(),
        rate(executions, seconds, arguments.threads),
        slowest.as_secs_f64() * 1e3,
    );
    true
}

fn rate(executions: u64, seconds: f64, threads: usize) -> f64 {
    executions as f64 / seconds.max(1e-9) / threads as f64
}

impl Part {
    /// Throws until there is nothing left to throw, or something has failed.
    fn work(&self, hand: usize, begin: Instant) {
        let mut slowest = (Duration::ZERO, 0);
        while !self.failed.load(Ordering::Relaxed) {
            let first = self.next.fetch_add(HANDFUL, Ordering::Relaxed);
            if first >= self.end {
                break;
            }
            for number in first..self.end.min(first + HANDFUL) {
                let mut took = self.one(hand, number, begin);
                if took > LONGEST {
                    // Other work of the machine may have been in its way.
                    took = took.min(self.one(hand, number, begin));
                }
                slowest = slowest.max((took, number));
                if took > LONGEST {
                    self.fail(number, &format!("it took {took:.1?}"));
                }
            }
        }
        let mut all = self.slowest.lock().unwrap();
        *all = (*all).max(slowest);
    }

    fn one(&self, hand: usize, number: u64, begin: Instant) -> Duration {
        let started = begin.elapsed();
        let (at, since) = &self.at[hand];
        at.store(number, Ordering::Relaxed);
        since.store(millis(started) + 1, Ordering::Relaxed);
        let input = throw(self.target, self.seed, number);
        if catch_unwind(|| self.target.attempt(&input)).is_err() {
            let told = TOLD.lock().map(|told| told.clone()).unwrap_or_default();
            self.fail(number, &told);
        }
        since.store(0, Ordering::Relaxed);
        begin.elapsed().saturating_sub(started)
    }

    /// Ends everything where a throw does not come back.
    fn watch(&self, begin: Instant) {
        for (at, since) in &self.at {
            let since = since.load(Ordering::Relaxed);
            if since > 0 && millis(begin.elapsed()).saturating_sub(since) > millis(ENDLESS) {
                self.fail(at.load(Ordering::Relaxed), "it does not come back");
                std::process::exit(1);
            }
        }
    }

    /// Says what failed and how to do it again. The first failure counts.
    fn fail(&self, number: u64, why: &str) {
        if self.failed.swap(true, Ordering::Relaxed) {
            return;
        }
        let (name, seed) = (self.target.name(), self.seed);
        let input = throw(self.target, seed, number);
        println!("{name}, number {number}: {why}");
        println!(
            "again: cargo run --release --example fuzz -- --executions 1 --target {name} --seed {seed} --from {number}"
        );
        println!("the input, {} bytes:\n{}", input.len(), String::from_utf8_lossy(&input));
        println!("as bytes: {:?}", input.escape_ascii().to_string());
    }
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}
