//! A cursor in a table that stands in a CSV file is answered as one in the program is.

use crate::ide_program::Texts;
use enroute::engine::Workspace;
use enroute::ide::{self, At, IncludeDeclaration};

const DESK: &str = "language 1
enum Product { phone, tv }
queue cases \"Case desk\" { type record }
queue late { type record }
table desk_for(product: Product) -> queue first from \"desks.csv\"
";
const TABLE: &str = "product,result\nphone,cases\ntv,late\n";

fn at(word: &str) -> (Workspace, At) {
    let workspace = Texts::of([("desk.route", DESK), ("desks.csv", TABLE)]).workspace();
    let offset = u32::try_from(TABLE.find(word).expect("the table has that word")).unwrap();
    let file = workspace.file("desks.csv").unwrap();
    (workspace, At { file, offset })
}

fn line(workspace: &Workspace, span: enroute::source::Span) -> &str {
    let text = workspace.text(span.file).unwrap();
    let start = text[..span.start as usize].rfind('\n').map_or(0, |at| at + 1);
    text[start..].lines().next().unwrap()
}

#[test]
fn heads_and_cells_lead_to_what_they_name() {
    for (word, wanted) in [
        ("product", "table desk_for(product: Product) -> queue first from \"desks.csv\""),
        ("phone", "enum Product { phone, tv }"),
        ("cases", "queue cases \"Case desk\" { type record }"),
    ] {
        let (workspace, at) = at(word);
        let found = ide::definition(&workspace, at);
        let lines: Vec<_> = found.iter().map(|span| line(&workspace, *span)).collect();
        assert_eq!(lines, [wanted], "{word}");
        assert!(ide::hover(&workspace, at).is_some(), "{word}");
    }
}

#[test]
fn a_cell_is_found_with_all_that_names_the_same() {
    let (workspace, at) = at("late");
    assert_eq!(ide::references(&workspace, at, IncludeDeclaration::Yes).len(), 2);
    let here = ide::highlights(&workspace, at);
    assert_eq!(here.iter().map(|(span, _)| line(&workspace, *span)).collect::<Vec<_>>(), ["tv,late"]);
    assert_eq!(ide::occurrences_in(&workspace, at.file).len(), 5);
}

#[test]
fn what_names_nothing_says_nothing() {
    let (workspace, at) = at("result");
    assert_eq!(ide::hover(&workspace, at), None);
    assert!(ide::definition(&workspace, at).is_empty());
}
