//! Keys in files: PEM, as `openssl` writes and reads it.

use super::loaded::cannot;
use super::outcome::Failure;
use super::program::said;
use super::report::safe;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::spki::der::pem::LineEnding;
use ed25519_dalek::pkcs8::{
    DecodePrivateKey, DecodePublicKey, EncodePrivateKey, EncodePublicKey, KeypairBytes, PublicKeyBytes,
};
use enroute::trust::{PublicKey, SecretKey};
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use zeroize::{Zeroize, Zeroizing};

/// A file of a key has no more bytes.
const LARGEST: u64 = 1 << 16;
const BEGIN: &str = "-----BEGIN ";
const PUBLIC: &str = "PUBLIC KEY";
const SECRET: &str = "PRIVATE KEY";
const DAMAGED: &str = "it is no key of Ed25519, or a damaged one: `enroute keygen` makes a pair";

/// The public key that an argument names: a file, or the key itself as 64 hexadecimal digits.
pub(crate) fn public(argument: &str) -> Result<PublicKey, Failure> {
    if argument.len() == 64 && argument.bytes().all(|letter| letter.is_ascii_hexdigit()) {
        return argument.parse().map_err(|error| Failure::Usage(format!("`--key {argument}`: {error}")));
    }
    let path = Path::new(argument);
    public_of(&text(path)?).map_err(|why| cannot(path, &why))
}

fn public_of(text: &str) -> Result<PublicKey, String> {
    if !text.contains(BEGIN) {
        return text
            .parse()
            .map_err(|_| "it holds no public key, as PEM or as 64 hexadecimal digits".to_owned());
    }
    only(text, PUBLIC)?;
    let key = PublicKeyBytes::from_public_key_pem(text).map_err(|_| DAMAGED.to_owned())?;
    PublicKey::from_bytes(&key.to_bytes()).map_err(|error| error.to_string())
}

/// The secret key in a file. Where others than its owner may read or write that, a warning says so.
pub(crate) fn secret(path: &Path) -> Result<SecretKey, Failure> {
    let key = secret_of(&text(path)?).map_err(|why| cannot(path, &why))?;
    if is_shared(path) {
        let shown = path.display().to_string();
        let why = "can be read or written by others than its owner: `chmod 600` ends that";
        writeln!(anstream::stderr(), "warning: `{}` {why}", safe(&shown))?;
    }
    Ok(key)
}

#[cfg(unix)]
fn is_shared(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata().is_ok_and(|about| about.is_file() && about.permissions().mode() & 0o077 != 0)
}

/// Other systems keep rights in another way, and are not asked.
#[cfg(not(unix))]
fn is_shared(_: &Path) -> bool {
    false
}

fn secret_of(text: &str) -> Result<SecretKey, String> {
    if !text.contains(BEGIN) {
        return Err("it holds no secret key as PEM: `enroute keygen` makes one".to_owned());
    }
    only(text, SECRET)?;
    let mut pair = KeypairBytes::from_pkcs8_pem(text).map_err(|_| DAMAGED.to_owned())?;
    // Where the file has the public half too, the two must belong together.
    let key = SigningKey::try_from(&pair).map(|key| SecretKey::from_bytes(key.as_bytes()));
    pair.secret_key.zeroize();
    key.map_err(|_| DAMAGED.to_owned())
}

/// Both halves of the key with these secret bytes, as PEM: the secret one as `openssl genpkey` writes it, then the public
/// one.
pub(crate) fn written(secret: &[u8; 32]) -> io::Result<(Zeroizing<String>, String)> {
    let mut pair = KeypairBytes { secret_key: *secret, public_key: None };
    let private = pair.to_pkcs8_pem(LineEnding::LF).map_err(io::Error::other);
    pair.secret_key.zeroize();
    let public = PublicKeyBytes(SecretKey::from_bytes(secret).public().to_bytes());
    Ok((private?, public.to_public_key_pem(LineEnding::LF).map_err(io::Error::other)?))
}

/// Whether the text holds one thing, and that is what is wanted.
fn only(text: &str, wanted: &str) -> Result<(), String> {
    let labels = text.split(BEGIN).skip(1).filter_map(|rest| rest.split("-----").next());
    let labels: Vec<_> = labels.collect();
    match *labels.as_slice() {
        [label] if label == wanted => Ok(()),
        [PUBLIC] => Err("it is a public key, and only the secret one signs".to_owned()),
        [SECRET] => {
            Err("it is a secret key, which belongs to nobody but who signs: name the public one".to_owned())
        }
        ["ENCRYPTED PRIVATE KEY"] => {
            Err("it is locked with a password: unlock it with `openssl pkey`, and lock it away".to_owned())
        }
        [label] => Err(format!("it holds `{label}`, and not `{wanted}`: `enroute keygen` makes a pair")),
        [] | [_, _, ..] => Err(format!("it holds {} keys: give each a file of its own", labels.len())),
    }
}

fn text(path: &Path) -> Result<Zeroizing<String>, Failure> {
    let read = || {
        let mut text = Zeroizing::new(String::with_capacity(1 << 12));
        File::open(path)?.take(LARGEST).read_to_string(&mut text)?;
        Ok(text)
    };
    read().map_err(|error: io::Error| {
        let is_text = error.kind() != io::ErrorKind::InvalidData;
        if is_text { cannot(path, &said(&error)) } else { cannot(path, "it is no text, and a key is PEM") }
    })
}
