use super::graph::{Graph, NodeKind};
use crate::cover::{Covered, CoveredRule};
use crate::engine::Checked;
use crate::hir::{OverflowAction, OverflowRule, Program, QueueId, RulesetKind, Target, Workstream};
use crate::source::{Sources, Span};
use crate::syntax::lex::tokens;
use crate::tell::{decides_all, unlabelled};
use crate::types::RoutePolicy;

/// The graph of a program, with how many items went where if that was counted.
#[must_use]
pub fn drawn(checked: &Checked, covered: Option<&Covered>) -> Graph {
    let program = &checked.program;
    let mut drawing = Drawing { program, sources: &checked.sources, covered, graph: Graph::default() };
    for (entity, rules) in &program.intakes {
        let entity = usize::try_from(entity.0).ok().and_then(|at| program.entities.get(at));
        let name = entity.map_or("", |entity| entity.named.name.as_str());
        let node = drawing.graph.node(NodeKind::Intake, name, || "intake".to_owned());
        for rule in rules {
            let to = program.workstreams.get(rule.to.index());
            if let Some(to) = to.map(|to| drawing.workstream_node(to)) {
                let items = drawing.applied(&format!("{name}.intake"), &rule.name);
                let called = drawing.called(&rule.name, "intake", rule.span);
                drawing.graph.edge((node, to), Some(called), false, items);
            }
        }
    }
    for workstream in &program.workstreams {
        drawing.workstream(workstream);
    }
    for (at, queue) in program.queues.iter().enumerate() {
        let is_used = drawing
            .graph
            .nodes
            .iter()
            .any(|node| node.kind == NodeKind::Queue && node.title == queue.named.name);
        if (is_used || !queue.built_in)
            && let Ok(at) = u32::try_from(at)
        {
            let node = drawing.queue_node(QueueId(at));
            drawing.overflow(node, &queue.overflow, &format!("{}.overflow", queue.named.name), true);
        }
    }
    in_columns(drawing.graph)
}

/// Nodes by column; places in edges follow.
fn in_columns(graph: Graph) -> Graph {
    let mut order: Vec<usize> = (0..graph.nodes.len()).collect();
    order.sort_by_key(|at| graph.nodes.get(*at).map(|node| node.kind));
    let place = |old: usize| order.iter().position(|at| *at == old).unwrap_or_default();
    let mut edges = graph.edges;
    for edge in &mut edges {
        (edge.from, edge.to) = (place(edge.from), place(edge.to));
    }
    let nodes = order.iter().filter_map(|at| graph.nodes.get(*at).cloned()).collect();
    Graph { nodes, edges }
}

struct Drawing<'p> {
    program: &'p Program,
    sources: &'p Sources,
    covered: Option<&'p Covered>,
    graph: Graph,
}

impl Drawing<'_> {
    fn workstream_node(&mut self, workstream: &Workstream) -> usize {
        let label = || workstream.named.label.clone();
        self.graph.node(NodeKind::Workstream, &workstream.named.name, label)
    }

    fn queue_node(&mut self, id: QueueId) -> usize {
        let queue = self.program.queues.get(id.index());
        let (name, label) = queue.map_or(("", ""), |queue| (&queue.named.name, &queue.named.label));
        let node = self.graph.node(NodeKind::Queue, name, || label.to_owned());
        let counted = self.covered.and_then(|covered| covered.queues.iter().find(|queue| queue.name == name));
        if let Some(node) = self.graph.nodes.get_mut(node) {
            node.items = counted.map(|queue| queue.items);
        }
        node
    }

    fn workstream(&mut self, workstream: &Workstream) {
        let name = &workstream.named.name;
        let mut last = self.workstream_node(workstream);
        for ruleset in &workstream.classify {
            let detail = || match &ruleset.kind {
                RulesetKind::Rules(_, rules) => counted(rules.len()),
                RulesetKind::Model { .. } => "asks a model".to_owned(),
            };
            let node = self.graph.node(NodeKind::Ruleset, &format!("{name}.{}", ruleset.name), detail);
            self.graph.edge((last, node), None, false, None);
            last = node;
        }
        let Some(route) = &workstream.route else {
            let fallback = self.queue_node(workstream.fallback.value);
            return self.graph.edge((last, fallback), None, false, None);
        };
        let policy = match route.policy {
            RoutePolicy::All => "all",
            RoutePolicy::First => "first",
        };
        let detail = || format!("{policy}, {}", counted(route.rules.len()));
        let node = self.graph.node(NodeKind::Route, &format!("{name}.route"), detail);
        self.graph.edge((last, node), None, false, None);
        for rule in &route.rules {
            let address = format!("{name}.route");
            let called = self.called(&rule.name, "route", rule.span);
            let targets = self.targets(&rule.target);
            let is_only = targets.len() == 1;
            for (queue, share) in targets {
                let to = self.queue_node(queue);
                let label = share.map_or_else(|| called.clone(), |share| format!("{called} {share} %"));
                let items = self.led(&address, &rule.name, queue, share);
                self.graph.edge((node, to), Some(label), false, items);
                if let Some(own) = &rule.overflow {
                    self.overflow(to, own, &format!("{address}.\"{}\".overflow", rule.name), is_only);
                }
            }
            if rule.target == Target::Bot {
                let bot = workstream.bot.and_then(|bot| self.program.bots.get(bot.index()));
                let name = bot.map_or("bot", |bot| &bot.named.name);
                let to = self.graph.node(NodeKind::Action, name, || "bot".to_owned());
                let items = self.applied(&address, &rule.name);
                self.graph.edge((node, to), Some(called), false, items);
            }
        }
        if !decides_all(route) {
            let fallback = self.queue_node(workstream.fallback.value);
            self.graph.edge((node, fallback), Some("(fallback)".to_owned()), false, None);
        }
    }

    /// Where a rule may send items, with the share of each queue of a split.
    fn targets(&self, target: &Target) -> Vec<(QueueId, Option<u8>)> {
        match target {
            Target::Queue(queue) | Target::Agent { queue, .. } => vec![(*queue, None)],
            Target::Split(shares) => shares.iter().map(|share| (share.queue, Some(share.percent))).collect(),
            Target::Table(table, _) => {
                let mut found = Vec::new();
                let rows = self.program.tables.get(table.index()).into_iter().flat_map(|table| &table.rows);
                for output in rows.flat_map(|row| &row.outputs) {
                    if let crate::hir::Const::Queue(queue) = output
                        && !found.contains(&(*queue, None))
                    {
                        found.push((*queue, None));
                    }
                }
                found
            }
            Target::Bot => Vec::new(),
        }
    }

    /// `counts`: whether all that an item does by these rules, it does from that queue.
    fn overflow(&mut self, from: usize, rules: &[OverflowRule], list: &str, counts: bool) {
        for rule in rules {
            let to = match &rule.action {
                OverflowAction::Transfer(queue) => self.queue_node(*queue),
                OverflowAction::AssignAnyway => continue,
                OverflowAction::EndConversation => self.action("end of conversation"),
                OverflowAction::Callback => self.action("callback"),
                OverflowAction::EndCall => self.action("end of call"),
                OverflowAction::External(number) => self.action(&format!("call {number}")),
                OverflowAction::Voicemail => self.action("voicemail"),
            };
            let items = self.applied(list, &rule.name).filter(|_| counts);
            let called = self.called(&rule.name, "overflow", rule.span);
            self.graph.edge((from, to), Some(called), true, items);
        }
    }

    /// A rule's label; of one without, its condition as written.
    fn called(&self, name: &str, list: &str, span: Span) -> String {
        if unlabelled(name, list).is_none() {
            return name.to_owned();
        }
        let text = self.sources.text(span);
        let words = tokens(text).into_iter().filter(|token| !token.is_trivia()).map(|token| token.text(text));
        let words =
            words.skip_while(|word| *word == "when").take_while(|word| !["then", "to"].contains(word));
        let condition = words.collect::<Vec<_>>().join(" ").replace(" . ", ".");
        if condition.is_empty() { name.to_owned() } else { condition }
    }

    fn action(&mut self, words: &str) -> usize {
        self.graph.node(NodeKind::Action, words, String::new)
    }

    fn rule(&self, list: &str, name: &str) -> Option<&CoveredRule> {
        let group = self.covered?.groups.iter().find(|group| group.address == list)?;
        group.rules.iter().find(|rule| rule.rule.name() == name)
    }

    /// How often a rule did what it says, where that was counted.
    fn applied(&self, list: &str, name: &str) -> Option<u64> {
        self.rule(list, name).map(|rule| rule.applied)
    }

    /// How often a route rule led to a queue, where that was counted and is known: of a table's rule it is not known.
    fn led(&self, list: &str, name: &str, queue: QueueId, share: Option<u8>) -> Option<u64> {
        let rule = self.rule(list, name)?;
        let queue = self.program.queues.get(queue.index()).map_or("", |queue| queue.named.name.as_str());
        match share {
            Some(_) => rule.shares.iter().find(|share| share.queue == queue).map(|share| share.drawn),
            None => rule.led.iter().find(|led| led.name == queue).map_or(Some(0), |led| Some(led.items)),
        }
    }
}

fn counted(rules: usize) -> String {
    if rules == 1 { "1 rule".to_owned() } else { format!("{rules} rules") }
}
