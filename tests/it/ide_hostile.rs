//! Whatever the text and wherever the cursor, an editor gets an answer.

use crate::ide_program::Texts;
use crate::support::route_texts;
use enroute::ide::{
    At, IncludeDeclaration, definition, find_symbols, folds, highlights, lenses, links, occurrence, paint,
    prepare_rename, references, rename, selections, symbols,
};
use enroute::source::FileId;
use proptest::prelude::*;

fn ask(texts: &Texts, file: u32, offset: u32, new: &str) {
    let workspace = texts.workspace();
    let at = At { file: FileId(file), offset };
    let _ = at.word(&workspace);
    let named = occurrence(&workspace, at);
    let defined = definition(&workspace, at);
    assert!(named.is_some() || defined.len() < 2);
    let _ = references(&workspace, at, IncludeDeclaration::Yes);
    let _ = highlights(&workspace, at);
    let prepared = prepare_rename(&workspace, at);
    let renamed = rename(&workspace, texts, at, new);
    assert!(prepared.is_ok() || renamed.is_err());
    let around = selections(&workspace, at);
    assert!(around.windows(2).all(|pair| pair[0].start >= pair[1].start && pair[0].end <= pair[1].end));
    let text = workspace.text(at.file).map(ToString::to_string).unwrap_or_default();
    for fold in folds(&workspace, at.file) {
        assert!(text[fold.span.start as usize..fold.span.end as usize].contains('\n'));
    }
    let painted = paint(&workspace, at.file);
    assert!(painted.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
    assert!(painted.iter().all(|one| !text[one.span.start as usize..one.span.end as usize].contains('\n')));
    for symbol in symbols(&workspace, at.file) {
        assert!(symbol.span.start <= symbol.name_span.start && symbol.name_span.end <= symbol.span.end);
        assert!(text.get(symbol.name_span.start as usize..symbol.name_span.end as usize).is_some());
    }
    let _ = find_symbols(&workspace, new);
    let _ = links(&workspace, at.file);
    let _ = lenses(&workspace, at.file);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4, ..ProptestConfig::default() })]
    #[test]
    fn a_damaged_program_is_answered_about_at_any_place(
        which in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        length in 0..40_usize,
        with in "[ -~\né▲\"{}/.|]{0,6}",
        at in any::<prop::sample::Index>(),
        new in "[a-zé_ ]{0,4}",
    ) {
        let all = route_texts();
        let mut text: Vec<char> = all[which.index(all.len())].chars().take(3_000).collect();
        let start = cut.index(text.len() + 1);
        text.splice(start..(start + length).min(text.len()), with.chars());
        let text: String = text.into_iter().collect();
        let offset = u32::try_from(at.index(text.len() + 5)).unwrap();
        let texts = Texts::of([("main.route", &text)]);
        ask(&texts, 0, offset, &new);
    }

    #[test]
    fn any_text_is_answered_about(text in "[a-z {}\n\"=.(:é\u{feff}]{0,80}", offset in 0..90_u32, file in 0..3_u32) {
        ask(&Texts::of([("main.route", &text), ("rows.csv", &text)]), file, offset, "new");
    }
}

#[test]
fn a_cursor_far_beyond_the_end_is_answered() {
    let texts = Texts::of([("main.route", "language 1\nqueue a { type record }")]);
    ask(&texts, 0, u32::MAX, "b");
    ask(&texts, u32::MAX, u32::MAX, "b");
}
