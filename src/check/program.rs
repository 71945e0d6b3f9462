use super::context::Context;
use super::{assignment, data, expr, hours, intake, lint, plain, queue, table, trial, workstream};
use crate::diagnostic::Bag;
use crate::hir;
use crate::source::Sources;
use crate::syntax::ast;

/// Checks a whole program.
///
/// Takes all its files, in order of their names, and all its texts: `sources` also holds the CSV tables the files
/// name. Gives the program as meant, which may be used only if the bag holds no error, and what was found.
#[must_use]
pub fn check(sources: &Sources, files: &[ast::File]) -> (hir::Program, Bag) {
    let mut context = Context::new(sources, files);
    let ctx = &mut context;
    list_files(ctx);
    data::declare(ctx);
    plain::declare(ctx);
    hours::declare(ctx);
    data::declare_values(ctx);
    table::declare(ctx);
    expr::declare_conditions(ctx);
    assignment::declare_parameters(ctx);
    queue::declare(ctx);
    workstream::declare(ctx);
    assignment::declare(ctx);
    intake::declare(ctx);
    trial::declare_tests(ctx);
    trial::declare_scenarios(ctx);
    lint::look_over(ctx);
    (context.program, context.bag)
}

fn list_files(ctx: &mut Context<'_>) {
    ctx.program.files = ctx
        .files
        .iter()
        .filter_map(|file| Some((file.id, ctx.sources.get(file.id)?)))
        .map(|(file, text)| hir::Imported { file, name: text.name.clone() })
        .collect();
}
