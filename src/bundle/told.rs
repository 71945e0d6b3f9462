//! Whether what people are told fits the program: every list is as long as the program's, every rule has its words. The
//! parts of conditions are looked at where somebody asks for them: they decide nothing, and are read within bounds.

use super::about::About;
use crate::bytecode::{Program, VerifyError};

/// Checks it.
pub(super) fn check(program: &Program, about: &About) -> Result<(), VerifyError> {
    let lists = [
        (about.book.len(), program.rules.len().saturating_add(program.entries.len())),
        (about.workstreams.len(), program.workstreams.len()),
        (about.queues.len(), program.queues.len()),
        (about.paths.len(), program.schema.slots.len()),
        (about.skills.len(), usize::try_from(program.known.skill_count).unwrap_or(usize::MAX)),
        (about.profiles.len(), usize::try_from(program.known.profile_count).unwrap_or(usize::MAX)),
    ];
    if lists.iter().any(|(told, there)| told != there) {
        return Err(fault("do not belong to this program"));
    }
    if about.book.is_sound(about.files.len()) { Ok(()) } else { Err(fault("cannot be read")) }
}

fn fault(fault: &'static str) -> VerifyError {
    VerifyError::Misshapen { place: "the names and places".to_owned(), fault }
}
