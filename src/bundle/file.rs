use super::about::About;
use super::error::LoadError;
use crate::bytecode::{Program, Schema, Verified, VerifyError, verify};
use std::sync::Arc;

/// A compiled program that can be loaded and run without its sources.
#[derive(Debug, Clone)]
pub struct Bundle {
    program: Verified,
    about: About,
    digest: Arc<str>,
}

impl Bundle {
    /// A bundle of a program that was just compiled.
    pub fn new(program: Program, about: About) -> Result<Self, VerifyError> {
        Ok(Self { program: verify(program)?, about, digest: Arc::from("") })
    }

    /// Reads a bundle. It is checked in full: what loads can be run, and cannot fault.
    pub fn load(_bytes: &[u8]) -> Result<Self, LoadError> {
        Err(LoadError::NotABundle)
    }

    /// The bundle's bytes: always the same for the same program.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        Vec::new()
    }

    /// The program.
    #[must_use]
    pub fn program(&self) -> &Verified {
        &self.program
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

    /// A listing.
    #[must_use]
    pub fn listing(&self) -> String {
        String::new()
    }
}
