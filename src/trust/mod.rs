//! By whom a bundle is signed, and whether a host takes it.
//!
//! Takes the bytes of a bundle and what the host trusts ([`Trust`], [`Ratchet`]), gives the loaded bundle and its signer,
//! or a sentence about why not; takes a bundle and a [`SecretKey`], gives the bundle with a seal. The signature is held
//! against the bytes before anything of the program is decoded. It must never know where keys are kept, nor what a
//! program says.
//!
//! Signatures are Ed25519 ([RFC 8032](https://www.rfc-editor.org/rfc/rfc8032)), verified strictly: no second form of a
//! signature is taken, and no key that fits more than its own ([Taming the many EdDSAs](https://eprint.iacr.org/2020/1244)).
//!
//! ```
//! # #[cfg(feature = "compiler")]
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # use enroute::source::{SourceFile, Sources};
//! use enroute::trust::{self, Ratchet, SecretKey, Trust, TrustError};
//!
//! # let sources = Sources::from_iter([SourceFile::new("main.route", "language 1\nqueue q { type record }\n")]);
//! # let bundle = enroute::compile(&sources)?.bundle.ok_or("the program has errors")?;
//! let secret = SecretKey::from_bytes(&[7; 32]);
//! let signed = trust::sign(&bundle.write(), &secret, 1)?;
//!
//! // The host has the public half as text, from its configuration.
//! let key = secret.public().to_string().parse()?;
//! let trust = Trust::only([key]);
//! let opened = trust::open(&signed, &trust, &Ratchet::default())?;
//! assert_eq!(opened.bundle.digest(), bundle.digest());
//!
//! // What is kept for the next time: nothing older is taken from now on.
//! let ratchet = opened.signed.map(Ratchet::after).unwrap_or_default();
//! let unsigned = trust::open(&bundle.write(), &trust, &ratchet);
//! assert_eq!(unsigned.err(), Some(TrustError::NotSigned));
//! # Ok(())
//! # }
//! # #[cfg(not(feature = "compiler"))]
//! # fn main() {}
//! ```

mod error;
mod key;
mod message;
mod open;
mod ratchet;
mod sign;
mod trusted;

pub use error::{KeyError, RatchetError, TrustError};
pub use key::{PublicKey, SecretKey};
pub use open::{Opened, Signed, open, open_within};
pub use ratchet::Ratchet;
pub use sign::sign;
pub use trusted::Trust;
