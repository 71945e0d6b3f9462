use super::hand::{Hand, Work};
use super::load::Load;
use crate::cli::decider::Decider;
use crate::cli::items::Piece;
use crate::cli::reading::ReadArgs;
use crate::cli::report::safe;
use enroute::bundle::Bundle;
use enroute::item::Reader;
use enroute::replay::Tally;
use enroute::vm::{Facts, TraceLevel};
use std::fmt::Write as _;
use std::io::Write as _;

/// Each item decided by two bundles, and the decisions compared.
#[derive(Debug)]
pub(crate) struct Both {
    pub(crate) old: Side,
    pub(crate) new: Side,
    /// How each item is read.
    pub(crate) read: ReadArgs,
}

/// One of the two.
#[derive(Debug)]
pub(crate) struct Side {
    pub(crate) bundle: Bundle,
    pub(crate) reader: Reader,
    pub(crate) facts: Facts,
}

impl Side {
    fn decider(&self) -> Decider<'_> {
        Decider::new(&self.bundle, &self.reader, &self.facts)
    }
}

/// Decides by both, one item after the other.
struct Pair<'b> {
    both: &'b Both,
    old: Decider<'b>,
    new: Decider<'b>,
    tally: Tally,
    id: String,
}

impl Work for Both {
    type Sum = Tally;

    fn hand(&self) -> Box<dyn Hand<Tally> + '_> {
        let (old, new) = (self.old.decider(), self.new.decider());
        Box::new(Pair { both: self, old, new, tally: Tally::default(), id: String::new() })
    }

    fn both(mut one: Tally, other: Tally) -> Tally {
        one.add(other);
        one
    }
}

impl Hand<Tally> for Pair<'_> {
    fn work(&mut self, load: &mut Load) {
        load.each(&mut |line, piece, load| match self.one(line, piece) {
            Ok(()) => load.decided += 1,
            Err(why) => {
                load.failed += 1;
                self.tally.fail();
                // Writing to memory cannot fail.
                let _ = writeln!(load.talk, "line {line}: {}", safe(&why));
            }
        });
    }

    fn sum(self: Box<Self>) -> Tally {
        self.tally
    }
}

impl Pair<'_> {
    fn one(&mut self, line: u64, piece: &Piece<'_>) -> Result<(), String> {
        self.id.clear();
        let _ = write!(self.id, "{line}");
        let options = self.both.read.options(&self.id);
        self.old.read(piece, &options).map_err(|why| format!("by the old program: {why}"))?;
        self.new.read(piece, &options).map_err(|why| format!("by the new program: {why}"))?;
        let (old, new) = (self.old.decide(TraceLevel::Off), self.new.decide(TraceLevel::Off));
        self.tally.count(line, &old, &new);
        Ok(())
    }
}
