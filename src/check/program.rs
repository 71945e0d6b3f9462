use super::context::Context;
use super::memory::Memory;
use super::uses::{self, Use};
use super::{assignment, data, expr, hours, intake, lint, plain, queue, table, trial, workstream};
use crate::diagnostic::Bag;
use crate::hir;
use crate::source::{FileId, Sources};
use crate::syntax::ast;
use std::sync::Arc;

/// Checks a whole program.
///
/// Takes all its files, in order of their names, and all its texts: `sources` also holds the CSV tables the files
/// name. Gives the program as meant, which may be used only if the bag holds no error, and what was found.
#[must_use]
pub fn check(sources: &Sources, files: &[ast::File]) -> (hir::Program, Bag) {
    let files: Vec<&ast::File> = files.iter().collect();
    let mut context = Context::new(sources, &files, None);
    all(&mut context);
    let (program, bag, _) = context.finish();
    (program, bag)
}

/// A program as meant, what was found wrong with it, and what its words name.
#[derive(Debug, Default)]
pub struct Found {
    /// The program; it may be used only if the bag holds no error.
    pub program: hir::Program,
    /// What was found.
    pub bag: Bag,
    /// What words name, declaration by declaration, each part by place; a word that several declarations copy is there
    /// several times.
    pub uses: Vec<Arc<[Use]>>,
}

impl Found {
    /// What the words of one section name, a part by place after the other.
    pub fn uses_in(&self, section: FileId) -> impl Iterator<Item = &Use> {
        self.uses.iter().flat_map(move |uses| uses::of_section(uses, section))
    }
}

/// As [`check`], of a program that was checked before: `memory` is what that check left, and keeps what this one finds.
/// A file may be a section of a larger one.
#[must_use]
pub fn check_again(sources: &Sources, files: &[&ast::File], memory: &mut Memory) -> Found {
    let (mut found, mut are_too_many) = checked(sources, files, memory);
    if are_too_many && memory.tally().remembered > 0 {
        // Where it is said depends on what was looked at before.
        *memory = Memory::default();
        (found, are_too_many) = checked(sources, files, memory);
    }
    if are_too_many {
        // Not all patterns were looked at.
        *memory = Memory::default();
    }
    found
}

/// What is found, and whether the program has too many patterns.
fn checked(sources: &Sources, files: &[&ast::File], memory: &mut Memory) -> (Found, bool) {
    let mut context = Context::new(sources, files, Some(memory));
    all(&mut context);
    let are_too_many = context.patterns.are_too_many();
    let (program, bag, uses) = context.finish();
    (Found { program, bag, uses }, are_too_many)
}

fn all(ctx: &mut Context<'_>) {
    list_files(ctx);
    in_turn(ctx, &[data::declare, plain::declare, hours::declare, data::declare_values]);
    workstream::declare_channels(ctx);
    let conditions = expr::order_conditions(ctx);
    ctx.freshen();
    table::declare(ctx);
    expr::declare_conditions(ctx, &conditions);
    in_turn(ctx, &[assignment::declare_parameters, queue::declare, workstream::declare, assignment::declare]);
    in_turn(ctx, &[intake::declare, trial::declare_tests, trial::declare_scenarios]);
    ctx.settle_doubts();
    lint::look_over(ctx);
}

/// What one asks for some declaration, the next does not ask for the same.
fn in_turn(ctx: &mut Context<'_>, stages: &[fn(&mut Context<'_>)]) {
    for stage in stages {
        stage(ctx);
        ctx.read_for_nobody();
    }
}

fn list_files(ctx: &mut Context<'_>) {
    let known = ctx.files.iter().filter_map(|file| Some((file.id, ctx.sources.get(file.id)?)));
    let mut files: Vec<_> =
        known.map(|(file, text)| hir::Imported { file, name: text.name.clone() }).collect();
    files.dedup_by(|later, before| later.name == before.name);
    ctx.make().files = files;
}
