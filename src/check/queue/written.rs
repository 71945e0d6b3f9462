use crate::check::context::Context;
use crate::check::error::QueueError;
use crate::check::names::{DEFAULT_QUEUES, Kind};
use crate::check::setting::Source;
use crate::hir::QueueId;
use crate::source::Span;
use crate::syntax::ast;

/// A block of rules, with its place.
type Block = (Vec<ast::Rule>, Span);

/// A queue as written, with those it copies.
pub(super) struct Written<'a> {
    /// Its number.
    pub(super) id: QueueId,
    /// The item that declares it.
    pub(super) item: &'a ast::Item,
    /// The declaration.
    pub(super) queue: &'a ast::Queue,
    /// The queue itself, the one it copies, the one that copies, and so on.
    chain: Vec<&'a ast::Queue>,
    /// Its settings: its own, and those copied that it does not write itself.
    pub(super) settings: Vec<ast::Setting>,
}

impl<'a> Written<'a> {
    /// The nearest block of rules that `pick` finds.
    pub(super) fn rules(&self, pick: fn(&ast::Queue) -> Option<&Block>) -> &'a [ast::Rule] {
        self.chain.iter().find_map(|queue| pick(queue)).map_or(&[], |(rules, _)| rules)
    }

    /// The word it is called by.
    pub(super) fn name(&self) -> &'a ast::Name {
        &self.queue.header.name
    }

    /// The label of the queue it copies, or its name.
    pub(super) fn copied_label(&self) -> Option<&'a str> {
        let header = &self.chain.get(1)?.header;
        Some(header.label.as_ref().map_or(&header.name.text, |label| &label.value))
    }

    /// Whether it is one of the queues that every program has.
    pub(super) fn built_in(&self) -> bool {
        self.id.index() < DEFAULT_QUEUES.len()
    }

    /// Where its settings come from.
    pub(super) fn source(&self, ctx: &Context<'_>) -> Source {
        let copied = self.chain.iter().skip(1).filter_map(|queue| {
            let item = ctx.items().find(|item| is(item, queue))?;
            Some((queue.header.name.text.clone(), item.span))
        });
        Source { own: Some(self.item.span), copied: copied.collect(), known: Vec::new() }
    }
}

fn is(item: &ast::Item, wanted: &ast::Queue) -> bool {
    matches!(&item.kind, ast::ItemKind::Queue(queue) if queue.header.name == wanted.header.name)
}

/// The queues of the program, each once, in the order of their numbers.
pub(super) fn written<'a>(ctx: &mut Context<'a>) -> Vec<Written<'a>> {
    let mut found: Vec<_> = ctx
        .items()
        .filter_map(|item| {
            let ast::ItemKind::Queue(queue) = &item.kind else { return None };
            Some((QueueId(ctx.names.owner(Kind::Queue, &queue.header.name)?), item, queue))
        })
        .collect();
    found.sort_by_key(|(id, _, _)| *id);
    found
        .into_iter()
        .map(|(id, item, queue)| {
            ctx.read_for(item.span);
            let chain = chain(ctx, queue);
            let settings = merged(&chain);
            Written { id, item, queue, chain, settings }
        })
        .collect()
}

/// Own settings, all of them, then those copied whose word is not written nearer.
fn merged(chain: &[&ast::Queue]) -> Vec<ast::Setting> {
    let mut settings: Vec<ast::Setting> = Vec::new();
    for queue in chain {
        let words: Vec<_> = settings.iter().map(|setting| setting.word.text.clone()).collect();
        settings.extend(queue.settings.iter().filter(|new| !words.contains(&new.word.text)).cloned());
    }
    settings
}

/// A queue, the queue it copies, and so on; a circle is reported and cut.
fn chain<'a>(ctx: &mut Context<'a>, queue: &'a ast::Queue) -> Vec<&'a ast::Queue> {
    let mut chain = vec![queue];
    let mut last = queue;
    while let Some(name) = &last.copies {
        if ctx.names.queue(name, &mut ctx.bag).is_none() {
            break;
        }
        let Some(next) = declaration(ctx, &name.text) else { break };
        if chain.iter().any(|known| known.header.name == next.header.name) {
            ctx.report(QueueError::CopiesItself { queue: queue.header.name.text.clone(), span: name.span });
            break;
        }
        chain.push(next);
        last = next;
    }
    chain
}

fn declaration<'a>(ctx: &Context<'a>, name: &str) -> Option<&'a ast::Queue> {
    ctx.items().find_map(|item| {
        let ast::ItemKind::Queue(queue) = &item.kind else { return None };
        let counts = ctx.names.owner(Kind::Queue, &queue.header.name).is_some();
        (counts && queue.header.name.text == name).then_some(queue)
    })
}
