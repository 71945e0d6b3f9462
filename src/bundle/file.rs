use super::about::About;
use super::counted::Meter;
use super::error::LoadError;
use super::limits::Limits;
use super::seal::Envelope;
use super::{sections, told};
use crate::bytecode::{Program, Schema, Verified, VerifyError, verify, verify_within};
use crate::index::{Index, Indexing};
use std::sync::Arc;

/// A compiled program that can be loaded and run without its sources.
#[derive(Debug, Clone)]
pub struct Bundle {
    program: Verified,
    index: Index,
    about: About,
    digest: Arc<str>,
}

impl Bundle {
    /// A bundle of a program that was just compiled.
    pub fn new(program: Program, about: About) -> Result<Self, VerifyError> {
        told::check(&program, &about)?;
        let digest = sections::digest_of(&sections::write(&program, &about));
        let program = verify(program)?;
        let index = Index::new(&program, Indexing::Usual);
        Ok(Self { program, index, about, digest })
    }

    /// Reads a bundle, within the ceilings of [`Limits::default`]. It is checked in full: what loads can be run, and cannot
    /// fault. A seal behind it must be whole; by whom it is, is asked by `trust`.
    pub fn load(bytes: &[u8]) -> Result<Self, LoadError> {
        Self::load_within(bytes, &Limits::default())
    }

    /// The same, within the host's ceilings.
    pub fn load_within(bytes: &[u8], limits: &Limits) -> Result<Self, LoadError> {
        limits.check_file(bytes)?;
        let bytes = Envelope::of(bytes)?.bundle;
        limits.check_size(bytes)?;
        let meter = Meter::new(limits.memory);
        let (program, about) = sections::read(bytes, &meter)?;
        limits.check_counts(&program)?;
        told::check(&program, &about)?;
        let program = verify_within(program, limits.patterns).map_err(Limits::refusal)?;
        limits.check_memory(&Limits::needed(&program, size(bytes), meter.taken(), &about))?;
        let index = Index::new(&program, Indexing::Usual);
        Ok(Self { program, index, about, digest: sections::digest_of(bytes) })
    }

    /// The least ceilings that the bundle loads within: upper bounds of what it takes.
    #[must_use]
    pub fn needs(&self) -> Limits {
        let (bytes, meter) = (self.write(), Meter::new(u64::MAX));
        // What was just written is read as it will be, to count what that takes.
        let taken = sections::read(&bytes, &meter).map_or(u64::MAX, |_| meter.taken());
        Limits::needed(&self.program, size(&bytes), taken, &self.about)
    }

    /// The same bundle, indexed as far as that. Decisions stay the same.
    #[must_use]
    pub fn indexed(self, indexing: Indexing) -> Self {
        Self { index: Index::new(&self.program, indexing), ..self }
    }

    /// The bundle's bytes: always the same for the same program, so that none are kept.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        sections::write(self.program.program(), &self.about)
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &Verified {
        &self.program
    }

    /// How its lists of rules are asked.
    #[must_use]
    pub fn index(&self) -> &Index {
        &self.index
    }

    /// What an item looks like to the program.
    #[must_use]
    pub fn schema(&self) -> &Schema {
        &self.program.program().schema
    }

    /// Names, places, texts and settings.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// The digest over all of it, in hexadecimal: its identity.
    #[must_use]
    pub fn digest(&self) -> &Arc<str> {
        &self.digest
    }
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}
