use super::hand::{Hand, Work};
use super::job::Job;
use super::load::Load;
use crate::cli::decider::Decider;
use crate::cli::items::Piece;
use crate::cli::report::safe;
use crate::cli::summary::Summary;
use enroute::vm::TraceLevel;
use std::fmt::Write as _;
use std::io::Write as _;

/// Decides one batch after the other.
struct Worker<'j> {
    job: &'j Job,
    decider: Decider<'j>,
    summary: Summary,
    id: String,
}

impl Work for Job {
    type Sum = Summary;

    fn hand(&self) -> Box<dyn Hand<Summary> + '_> {
        let decider = Decider::new(&self.bundle, &self.reader, &self.facts);
        Box::new(Worker { job: self, decider, summary: Summary::default(), id: String::new() })
    }

    fn both(one: Summary, other: Summary) -> Summary {
        one.and(other)
    }
}

impl Hand<Summary> for Worker<'_> {
    /// Decides each item of the load.
    fn work(&mut self, load: &mut Load) {
        load.each(&mut |line, piece, load| match self.one(line, piece, &mut load.out) {
            Ok(()) => load.decided += 1,
            Err(why) => {
                load.failed += 1;
                self.complain(line, &why, &mut load.talk);
            }
        });
    }

    fn sum(self: Box<Self>) -> Summary {
        self.summary
    }
}

impl Worker<'_> {
    fn one(&mut self, line: u64, piece: &Piece<'_>, out: &mut Vec<u8>) -> Result<(), String> {
        self.id.clear();
        // Writing to memory cannot fail, here and below.
        let _ = write!(self.id, "{line}");
        self.decider.read(piece, &self.job.read.options(&self.id))?;
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
