//! What may stand behind a bundle: a seal, which says by whom the bundle is signed. All of its numbers are little-endian.
//!
//! | bytes | what |
//! |---|---|
//! | 8 | `sealed\r\n` |
//! | 4 | the version of this layout |
//! | 8 | the bundle's revision |
//! | 32 | the public key, as Ed25519 writes it |
//! | 64 | the signature |
//!
//! Where the bundle ends is said by the bundle's own list of sections; what follows is one seal or nothing. Whether the
//! signature is good is not known here: see `trust`.

use super::error::LoadError;
use super::sections;

const MAGIC: [u8; 8] = *b"sealed\r\n";
const SEAL: &str = "the seal";

/// A seal, as it stands behind a bundle. Nothing in it has been proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Seal {
    /// The revision of the bundle, which its signer counts up.
    pub revision: u64,
    /// The public key that the bundle is said to be signed with.
    pub key: [u8; 32],
    /// The signature.
    pub signature: [u8; 64],
}

impl Seal {
    /// The version of a seal's layout.
    pub const VERSION: u32 = 1;
    /// How many bytes a seal has.
    pub const BYTES: usize = 8 + 4 + 8 + 32 + 64;

    /// Its bytes, which follow those of the bundle.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        let (version, revision) = (Self::VERSION.to_le_bytes(), self.revision.to_le_bytes());
        [&MAGIC[..], &version, &revision, &self.key, &self.signature].concat()
    }

    /// The seal that is all of these bytes.
    fn read(bytes: &[u8]) -> Result<Self, LoadError> {
        let magic = bytes.get(..MAGIC.len()).unwrap_or(bytes);
        if !MAGIC.starts_with(magic) {
            return Err(LoadError::Trailing { section: "the bundle" });
        }
        let mut rest = bytes.get(MAGIC.len()..).unwrap_or_default();
        let found = u32::from_le_bytes(take(&mut rest)?);
        if found != Self::VERSION {
            return Err(LoadError::SealVersion { found, known: Self::VERSION });
        }
        let revision = u64::from_le_bytes(take(&mut rest)?);
        let seal = Self { revision, key: take(&mut rest)?, signature: take(&mut rest)? };
        if rest.is_empty() { Ok(seal) } else { Err(LoadError::Trailing { section: SEAL }) }
    }
}

/// The next bytes.
fn take<const COUNT: usize>(rest: &mut &[u8]) -> Result<[u8; COUNT], LoadError> {
    let (taken, more) = rest.split_first_chunk().ok_or(LoadError::Short { section: SEAL })?;
    *rest = more;
    Ok(*taken)
}

/// A bundle and its seal, told apart by lengths alone: nothing of either has been proved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Envelope<'b> {
    /// The bundle, to its last byte.
    pub bundle: &'b [u8],
    /// The seal, where there is one.
    pub seal: Option<Seal>,
}

impl<'b> Envelope<'b> {
    /// Parts these bytes. They must be a bundle of this version's layout by its head, with one whole seal behind it or
    /// nothing.
    pub fn of(bytes: &'b [u8]) -> Result<Self, LoadError> {
        let length = sections::length(bytes)?;
        let (bundle, rest) = bytes.split_at_checked(length).ok_or(LoadError::Short { section: "the end" })?;
        let seal = if rest.is_empty() { None } else { Some(Seal::read(rest)?) };
        Ok(Self { bundle, seal })
    }

    /// The digest that the bundle's bytes have, whatever they say of it. [`Bundle::load`](super::file::Bundle::load) refuses
    /// those that say another.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        sections::digest(self.bundle)
    }
}
