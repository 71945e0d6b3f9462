use super::error::{ActivationError, StartError};
use super::handle::Live;
use super::shelf::Shelf;
use super::terms::Terms;
use crate::trust::{self, Opened, Ratchet};
use std::path::Path;

/// A host that has started.
#[derive(Debug)]
pub struct Start {
    /// The bundle in force.
    pub live: Live,
    /// Why not the bundle that was given, where one was given and the kept one is in force instead.
    pub given: Option<ActivationError>,
    /// Why the bundle that was kept is not taken, where one was kept. Its revision then counts for nothing: whoever signed
    /// it may no longer be trusted.
    pub kept: Option<ActivationError>,
}

impl Live {
    /// Starts with the bundle that is given or, where that is none or not taken, with the last good one that was kept in
    /// `folder`; keeps there each that is put in force. A bundle that is given may not be older than the kept one, unless
    /// the terms allow it.
    ///
    /// The folder is made where there is none. One host at a time may keep its bundles in it.
    pub fn resume(folder: &Path, given: Option<&[u8]>, terms: Terms) -> Result<Start, StartError> {
        let shelf = Shelf::open(folder)?;
        let kept = shelf.last_good(terms.most()).transpose();
        let kept = kept.map(|bytes| bytes.and_then(|bytes| open(&bytes, &terms, terms.ratchet)));
        let (kept, kept_fault) = apart(kept);
        let ratchet = kept.as_ref().and_then(|kept| kept.signed).map_or(terms.ratchet, Ratchet::after);
        let given = given.map(|bytes| {
            let opened = open(bytes, &terms, ratchet)?;
            shelf.keep(bytes)?;
            Ok(opened)
        });
        let (given, given_fault) = apart(given);
        match given.or(kept) {
            Some(opened) => {
                let live = Self::with(opened, terms, Some(shelf));
                Ok(Start { live, given: given_fault, kept: kept_fault })
            }
            None => Err(none(given_fault, kept_fault)),
        }
    }
}

fn open(bytes: &[u8], terms: &Terms, ratchet: Ratchet) -> Result<Opened, ActivationError> {
    let ratchet = if terms.may_go_back { Ratchet::default() } else { ratchet };
    Ok(trust::open_within(bytes, &terms.trust, &ratchet, &terms.limits)?)
}

fn apart<T, E>(tried: Option<Result<T, E>>) -> (Option<T>, Option<E>) {
    match tried {
        Some(Ok(good)) => (Some(good), None),
        Some(Err(fault)) => (None, Some(fault)),
        None => (None, None),
    }
}

fn none(given: Option<ActivationError>, kept: Option<ActivationError>) -> StartError {
    match (given, kept) {
        (None, None) => StartError::Nothing,
        (Some(given), None) => StartError::Given(given),
        (None, Some(kept)) => StartError::Kept(kept),
        (Some(given), Some(kept)) => StartError::Both { given: given.into(), kept: kept.into() },
    }
}
