use super::punctuation::{Next, colon, first_key, first_member, next_key, next_member, quote};
use super::{number, string};

/// How deep a value that nobody reads may be nested here.
const DEEPEST: usize = 48;

/// Goes past a value of any kind, and checks that it is one.
#[inline]
pub(super) fn skip(rest: &[u8]) -> Option<&[u8]> {
    match rest {
        [b'"', after @ ..] => string::skip(after),
        _ => other(rest, 0),
    }
}

fn other(rest: &[u8], depth: usize) -> Option<&[u8]> {
    match rest {
        [b'"', after @ ..] => string::skip(after),
        [b'{', after @ ..] => object(after, depth + 1),
        [b'[', after @ ..] => array(after, depth + 1),
        [b't', b'r', b'u', b'e', after @ ..]
        | [b'f', b'a', b'l', b's', b'e', after @ ..]
        | [b'n', b'u', b'l', b'l', after @ ..] => Some(after),
        _ => number::skip(rest),
    }
}

fn object(rest: &[u8], depth: usize) -> Option<&[u8]> {
    let mut next = Some(first_key(rest)).filter(|_| depth <= DEEPEST)?;
    loop {
        match next {
            Next::End(rest) => return Some(rest),
            Next::More(rest) => {
                let value = colon(string::skip_plain(quote(rest)?)?)?;
                next = next_key(other(value, depth)?)?;
            }
        }
    }
}

fn array(rest: &[u8], depth: usize) -> Option<&[u8]> {
    let mut next = Some(first_member(rest)).filter(|_| depth <= DEEPEST)?;
    loop {
        match next {
            Next::End(rest) => return Some(rest),
            Next::More(rest) => next = next_member(other(rest, depth)?)?,
        }
    }
}
