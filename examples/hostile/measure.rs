use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::Duration;

/// What became of a run.
pub(crate) struct Measured {
    /// Time of the processor, for the program and for the system on its behalf.
    pub(crate) seconds: f64,
    /// The most memory it had at once, in megabytes.
    pub(crate) memory: u64,
    /// All that it wrote.
    pub(crate) said: String,
    /// The code it ended with; `None` where it was ended.
    pub(crate) code: Option<i32>,
}

/// How often a second of the processor is counted.
const TICKS: f64 = 100.0;

/// Runs a command of the program in a folder.
pub(crate) fn run(program: &Path, command: &[&str], folder: &Path) -> io::Result<Measured> {
    let out = folder.join("said.txt");
    let said = File::create(&out)?;
    let mut child = Command::new(program)
        .args(command)
        .current_dir(folder)
        .env("NO_COLOR", "1")
        .stdin(Stdio::null())
        .stdout(said.try_clone()?)
        .stderr(said)
        .spawn()?;
    let own = format!("/proc/{}", child.id());
    let mut memory = 0;
    // It stays to be looked at until somebody waits for it.
    let seconds = loop {
        memory = memory.max(most_memory(&own).unwrap_or(0));
        let stat = fs::read_to_string(format!("{own}/stat"))?;
        if let Some(seconds) = seconds_at_end(&stat) {
            break seconds;
        }
        sleep(Duration::from_millis(2));
    };
    let status = child.wait()?;
    let mut said = String::from_utf8_lossy(&fs::read(&out)?).into_owned();
    said.truncate(said.floor_char_boundary(1 << 20));
    Ok(Measured { seconds, memory: memory >> 10, said, code: status.code() })
}

/// In kilobytes.
fn most_memory(own: &str) -> Option<u64> {
    let status = fs::read_to_string(format!("{own}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// The seconds that a program took that has ended; `None` while it runs.
fn seconds_at_end(stat: &str) -> Option<f64> {
    let mut fields = stat.rsplit_once(") ")?.1.split(' ');
    if fields.next()? != "Z" {
        return None;
    }
    let mut times = fields.skip(10);
    let mut ticks = || times.next()?.parse::<f64>().ok();
    Some((ticks()? + ticks()?) / TICKS)
}
