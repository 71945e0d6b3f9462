use super::lex::{self, Token, TokenKind};
use super::split;
use crate::diagnostic::Bag;
use crate::source::FileId;
use std::ops::Range;

/// Where to cut a text so that each part can be read alone: the parts follow one another without a gap, and together
/// their trees are that of the text ([`super::parse_section`]). Each holds a declaration with the comments above it, or
/// several that share a line; a text without a declaration is one part. No part but the first begins with a byte order mark,
/// which would be taken for that of a text there.
#[must_use]
pub fn sections(text: &str) -> Vec<Range<u32>> {
    let tokens = lex::tokens(text);
    let pieces = split::pieces(FileId(0), text, &tokens, &mut Vec::new(), &mut Bag::new());
    let mut cuts: Vec<u32> = Vec::new();
    let mut ends = pieces.iter().map(|piece| line_end(&tokens, piece.end));
    let mut last = ends.next().unwrap_or(0);
    for (piece, end) in pieces.iter().skip(1).zip(ends) {
        // What begins on the line on which another ends stays with it.
        if piece.start >= last && lex::mark(lex::slice(text, last, lex::offset(text.len()))) == 0 {
            cuts.push(last);
        }
        last = end;
    }
    let starts = std::iter::once(0).chain(cuts.iter().copied());
    let all = cuts.iter().copied().chain([lex::offset(text.len())]);
    starts.zip(all).map(|(start, end)| start..end).collect()
}

/// Just past the line break that ends the line on which `at` stands; or where documentation begins on that line, which
/// is about what follows.
fn line_end(tokens: &[Token], at: u32) -> u32 {
    let from = tokens.partition_point(|token| token.start < at);
    let mut end = at;
    for token in tokens.get(from..).unwrap_or_default() {
        if token.kind == TokenKind::Doc {
            return token.start;
        }
        end = token.end;
        if token.kind == TokenKind::LineBreak {
            return end;
        }
    }
    end
}
