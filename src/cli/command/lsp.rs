use crate::cli::disk::{self, Disk};
use crate::cli::outcome::{Failure, Outcome, Verdict};
use crate::cli::program::has_end;
use crate::cli::report::{Places, drawn};
use crate::cli::verdicts;
use enroute::engine::{LoadError, Loader};
use enroute::lsp::{Ended, Files, Outside};
use enroute::runner::TestReport;
use enroute::source::Sources;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError, sync_channel};
use std::thread;
use std::time::Duration;

/// How often it is looked whether an editor that says nothing is still there.
const SILENCE: Duration = Duration::from_secs(2);

/// No folder is looked through any further: an editor may be opened at the root of a disk.
const MOST_FILES: usize = 1_000_000;

const ABOUT: &str = "\
It is for editors: they start it, and talk to it over its input and output. docs/editors.md says how to set up yours.";

/// How an editor starts it.
#[derive(Debug, clap::Args)]
#[command(after_help = ABOUT)]
pub(crate) struct Args {
    /// Talk over input and output; there is no other way, and some editors say so
    #[arg(long)]
    stdio: bool,
}

/// Answers an editor until it goes.
pub(crate) fn run(args: &Args) -> Outcome {
    let _ = args.stdio;
    let (connection, writer) = enroute::lsp::over(io::BufReader::new(Editor::new()), io::stdout());
    let ended = enroute::lsp::serve(&connection, Outside { files: &Folders, draw });
    drop(connection);
    match writer.join() {
        Ok(Ok(())) => {}
        Ok(Err(error)) => return Err(error.into()),
        Err(_) => return Err(Failure::Access("cannot write to the editor".to_owned())),
    }
    Ok(match ended {
        Ended::Properly | Ended::Silently => Verdict::Good,
        Ended::Abruptly => Verdict::Problems,
    })
}

/// What the editor writes, until it has gone. An editor that was killed may leave others behind that hold its end of the
/// pipe: so who has started this process is looked at too.
struct Editor {
    parent: u32,
    pieces: Receiver<Vec<u8>>,
    piece: io::Cursor<Vec<u8>>,
}

impl Editor {
    fn new() -> Self {
        let (give, pieces) = sync_channel(1);
        thread::spawn(move || {
            let mut buffer = vec![0; 1 << 16];
            loop {
                let piece = match io::stdin().read(&mut buffer) {
                    Ok(length) => buffer.get(..length).unwrap_or_default(),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(_) => return,
                };
                if piece.is_empty() || give.send(piece.to_vec()).is_err() {
                    return;
                }
            }
        });
        Self { parent: parent(), pieces, piece: io::Cursor::default() }
    }
}

impl Read for Editor {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            let length = self.piece.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            match self.pieces.recv_timeout(SILENCE) {
                Ok(piece) => self.piece = io::Cursor::new(piece),
                Err(RecvTimeoutError::Timeout) if parent() == self.parent => {}
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => return Ok(0),
            }
        }
    }
}

/// The process that has started this one; another takes its place when it ends.
#[cfg(unix)]
fn parent() -> u32 {
    std::os::unix::process::parent_id()
}

/// Elsewhere the pipe says all there is to know.
#[cfg(not(unix))]
fn parent() -> u32 {
    0
}

/// The files on disk.
struct Folders;

impl Files for Folders {
    fn read(&self, folder: &str, name: &str) -> Result<Vec<u8>, LoadError> {
        Disk::new(PathBuf::from(folder)).read(name)
    }

    fn below(&self, folder: &str) -> Vec<String> {
        let files = disk::files(Path::new(folder)).take(MOST_FILES);
        let wanted = files
            .filter(|name| ["route", "csv", "json", "jsonl", "ndjson"].iter().any(|end| has_end(name, end)));
        wanted.map(|name| format!("{}/{name}", folder.trim_end_matches('/'))).collect()
    }
}

/// What `enroute test` prints of these results, without colours.
fn draw(report: &TestReport, sources: &Sources) -> String {
    let failures = verdicts::failures(report, sources);
    verdicts::lines(report) + &drawn(&failures, &Places::new(sources, ""))
}
