use super::job::Job;
use super::load::Load;
use crate::cli::decider::Decider;
use crate::cli::items::Piece;
use crate::cli::report::safe;
use crate::cli::summary::Summary;
use enroute::vm::TraceLevel;
use std::fmt::Write as _;
use std::io::Write as _;
use std::ops::ControlFlow;

/// Decides one batch after the other.
pub(super) struct Worker<'j> {
    job: &'j Job,
    decider: Decider<'j>,
    pub(super) summary: Summary,
    id: String,
}

impl<'j> Worker<'j> {
    pub(super) fn new(job: &'j Job) -> Self {
        let decider = Decider::new(&job.bundle, &job.reader, &job.facts);
        Self { job, decider, summary: Summary::default(), id: String::new() }
    }

    /// Decides each item of the batch.
    pub(super) fn decide(&mut self, load: &mut Load) {
        load.clear();
        let mut batch = std::mem::take(&mut load.batch);
        let _ = batch.each(&mut |line, piece| {
            match self.one(line, piece, &mut load.out) {
                Ok(()) => load.decided += 1,
                Err(why) => {
                    load.failed += 1;
                    self.complain(line, &why, &mut load.talk);
                }
            }
            ControlFlow::Continue(())
        });
        load.batch = batch;
    }

    fn one(&mut self, line: u64, piece: &Piece<'_>, out: &mut Vec<u8>) -> Result<(), String> {
        self.id.clear();
        // Writing to memory cannot fail, here and below.
        let _ = write!(self.id, "{line}");
        self.decider.read(piece, &self.job.options(&self.id))?;
        if self.job.trace > TraceLevel::Off && !self.job.summary {
            return self.traced(out);
        }
        let ruling = self.decider.settle();
        self.accept()?;
        if self.job.summary {
            self.summary.add(ruling, !self.decider.problems().is_empty());
        } else {
            self.decider.write(out);
            out.push(b'\n');
        }
        Ok(())
    }

    fn traced(&mut self, out: &mut Vec<u8>) -> Result<(), String> {
        let decision = self.decider.decide(self.job.trace);
        self.accept()?;
        let _ = serde_json::to_writer(&mut *out, &decision);
        out.push(b'\n');
        Ok(())
    }

    /// Refuses bad data, where that was asked for.
    fn accept(&self) -> Result<(), String> {
        let problems = if self.job.strict { self.decider.problems() } else { Vec::new() };
        let words: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
        if words.is_empty() { Ok(()) } else { Err(words.join("; ")) }
    }

    fn complain(&self, line: u64, why: &str, talk: &mut Vec<u8>) {
        let _ = if self.job.json {
            writeln!(talk, "{}", serde_json::json!({ "line": line, "problem": why }))
        } else {
            writeln!(talk, "line {line}: {}", safe(why))
        };
    }
}
