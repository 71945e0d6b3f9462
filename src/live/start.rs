use super::error::{ActivationError, StartError};
use super::handle::Live;
use super::shelf::{Floor, Shelf, read};
use super::terms::Terms;
use crate::trust::{Opened, Ratchet};
use std::fmt;
use std::path::Path;

/// A host that has started.
#[derive(Debug)]
pub struct Start {
    /// The bundle in force.
    pub live: Live,
    /// Why not the bundle that was given, where one was given and the kept one is in force instead.
    pub given: Option<ActivationError>,
    /// Why the bundle that was kept is not taken, where one was kept.
    pub kept: Option<ActivationError>,
}

impl Live {
    /// Starts with the bundle that is given or, where that is none or not taken, with the last good one that was kept in
    /// `folder`; keeps there each that is put in force. A bundle that is given may not be older than the newest that was
    /// taken, unless the terms allow it. What a key said that is trusted no more counts for nothing.
    ///
    /// The folder is made where there is none. One host at a time may keep its bundles in it.
    pub fn resume(folder: &Path, given: Option<&[u8]>, terms: Terms) -> Result<Start, StartError> {
        start(folder, given.map(|bytes| Ok(bytes.to_vec())), terms)
    }

    /// The same with a file, which need not be there.
    pub fn resume_with(folder: &Path, file: &Path, terms: Terms) -> Result<Start, StartError> {
        let bytes = read(file, terms.most());
        start(folder, Some(bytes), terms)
    }
}

fn start(
    folder: &Path,
    given: Option<Result<Vec<u8>, ActivationError>>,
    terms: Terms,
) -> Result<Start, StartError> {
    let shelf = Shelf::open(folder)?;
    let floor = shelf.floor()?.filter(|floor| terms.trust.keys().contains(&floor.key));
    let taken = floor.map(|floor| floor.ratchet);
    let kept = shelf.last_good(terms.most()).transpose();
    // What is kept may be older than the newest that was taken: the host was killed between them, or has gone back.
    let (kept, kept_fault) = apart(kept.map(|bytes| Ok(terms.open(&bytes?, None)?)));
    let (given, given_fault) = apart(given.map(|bytes| take(&bytes?, &shelf, &terms, taken)));
    match given.or(kept) {
        Some(opened) => {
            let live = Live::with(opened, terms, Some(shelf), taken);
            Ok(Start { live, given: given_fault, kept: kept_fault })
        }
        None => Err(none(given_fault, kept_fault)),
    }
}

/// Takes the bundle that is given, and keeps it.
fn take(
    bytes: &[u8],
    shelf: &Shelf,
    terms: &Terms,
    taken: Option<Ratchet>,
) -> Result<Opened, ActivationError> {
    let opened = terms.open(bytes, taken)?;
    let floor = opened.signed.map(|signed| {
        let after = Ratchet::after(signed);
        Floor { ratchet: taken.map_or(after, |taken| after.stricter(taken)), key: signed.key }
    });
    shelf.keep(bytes, floor.as_ref())?;
    Ok(opened)
}

/// What is in force and why, in sentences.
impl fmt::Display for Start {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let standing = self.live.standing();
        write!(out, "in force: {}", standing.digest)?;
        if let Some(signed) = standing.signed {
            write!(out, ", revision {}", signed.revision)?;
        }
        for (which, why) in [("given", &self.given), ("kept", &self.kept)] {
            if let Some(why) = why {
                write!(out, "\nthe bundle that was {which} is not taken: {why}")?;
            }
        }
        standing.other_zones.map_or(Ok(()), |other| write!(out, "\n{other}"))
    }
}

fn apart<T>(tried: Option<Result<T, ActivationError>>) -> (Option<T>, Option<ActivationError>) {
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
