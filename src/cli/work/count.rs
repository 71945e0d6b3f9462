use super::hand::{Hand, Work};
use super::load::Load;
use crate::cli::decider::Decider;
use crate::cli::items::Piece;
use crate::cli::reading::ReadArgs;
use crate::cli::report::safe;
use enroute::bundle::Bundle;
use enroute::item::Reader;
use enroute::vm::Facts;
use std::fmt;
use std::fmt::Write as _;
use std::io::Write as _;

/// Something that looks at each item while it is decided, and counts.
pub(crate) trait Count: Send + 'static {
    /// Decides the item that was read, which begins on that line, and counts it.
    fn item(&mut self, line: u64, decider: &mut Decider<'_>);

    /// Adds what another counted.
    fn add(&mut self, other: Self);
}

/// Each item decided by one bundle, and counted.
pub(crate) struct Counting<C> {
    pub(crate) bundle: Bundle,
    pub(crate) reader: Reader,
    pub(crate) facts: Facts,
    pub(crate) read: ReadArgs,
    /// Nothing counted yet.
    pub(crate) none: fn(&Bundle) -> C,
}

impl<C> fmt::Debug for Counting<C> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Counting").field("facts", &self.facts).finish_non_exhaustive()
    }
}

impl<C> Counting<C> {
    /// Counting by that bundle, which begins with `none`.
    pub(crate) fn new(bundle: Bundle, facts: Facts, read: ReadArgs, none: fn(&Bundle) -> C) -> Self {
        Self { reader: Reader::new(bundle.schema()), bundle, facts, read, none }
    }
}

struct Counter<'j, C> {
    job: &'j Counting<C>,
    decider: Decider<'j>,
    count: C,
    id: String,
}

impl<C: Count> Work for Counting<C> {
    type Sum = Option<C>;

    fn hand(&self) -> Box<dyn Hand<Option<C>> + '_> {
        let decider = Decider::new(&self.bundle, &self.reader, &self.facts);
        Box::new(Counter { job: self, decider, count: (self.none)(&self.bundle), id: String::new() })
    }

    fn both(one: Option<C>, other: Option<C>) -> Option<C> {
        match (one, other) {
            (Some(mut one), Some(other)) => {
                one.add(other);
                Some(one)
            }
            (one, other) => one.or(other),
        }
    }
}

impl<C: Count> Hand<Option<C>> for Counter<'_, C> {
    fn work(&mut self, load: &mut Load) {
        load.each(&mut |line, piece, load| match self.one(line, piece) {
            Ok(()) => load.decided += 1,
            Err(why) => {
                load.failed += 1;
                // Writing to memory cannot fail.
                let _ = writeln!(load.talk, "line {line}: {}", safe(&why));
            }
        });
    }

    fn sum(self: Box<Self>) -> Option<C> {
        Some(self.count)
    }
}

impl<C: Count> Counter<'_, C> {
    fn one(&mut self, line: u64, piece: &Piece<'_>) -> Result<(), String> {
        self.id.clear();
        let _ = write!(self.id, "{line}");
        self.decider.read(piece, &self.job.read.options(&self.id))?;
        self.count.item(line, &mut self.decider);
        Ok(())
    }
}
