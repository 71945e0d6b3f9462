/// What is left after white space.
#[inline]
pub(super) fn space(rest: &[u8]) -> &[u8] {
    match rest {
        [b' ' | b'\n' | b'\r' | b'\t', ..] => more_space(rest),
        _ => rest,
    }
}

#[inline]
fn more_space(mut rest: &[u8]) -> &[u8] {
    while let [b' ' | b'\n' | b'\r' | b'\t', after @ ..] = rest {
        rest = after;
    }
    rest
}

/// Whether an object or an array goes on, and what is left.
#[derive(Debug, Clone, Copy)]
pub(super) enum Next<'t> {
    /// Before the next key, white space included, or at the next member.
    More(&'t [u8]),
    /// After the end.
    End(&'t [u8]),
}

/// Goes to the first key of an object whose brace was taken.
#[inline]
pub(super) fn first_key(rest: &[u8]) -> Next<'_> {
    match space(rest) {
        [b'}', after @ ..] => Next::End(after),
        _ => Next::More(rest),
    }
}

/// Goes to the next key of an object after a value.
#[inline]
pub(super) fn next_key(rest: &[u8]) -> Option<Next<'_>> {
    match space(rest) {
        [b',', after @ ..] => Some(Next::More(after)),
        [b'}', after @ ..] => Some(Next::End(after)),
        _ => None,
    }
}

/// Takes the opening quote of a key.
#[inline]
pub(super) fn quote(rest: &[u8]) -> Option<&[u8]> {
    space(rest).strip_prefix(b"\"")
}

/// Goes from a key to its value.
#[inline]
pub(super) fn colon(rest: &[u8]) -> Option<&[u8]> {
    match space(rest) {
        [b':', after @ ..] => Some(space(after)),
        _ => None,
    }
}

/// Goes to the first member of an array whose bracket was taken.
#[inline]
pub(super) fn first_member(rest: &[u8]) -> Next<'_> {
    match space(rest) {
        [b']', after @ ..] => Next::End(after),
        rest => Next::More(rest),
    }
}

/// Goes to the next member of an array.
#[inline]
pub(super) fn next_member(rest: &[u8]) -> Option<Next<'_>> {
    match space(rest) {
        [b',', after @ ..] => Some(Next::More(space(after))),
        [b']', after @ ..] => Some(Next::End(after)),
        _ => None,
    }
}
