use super::mended::{
    address, also_takes, assigned_anyway, assisting, elsewhere, in_one, in_one_block, own_instances, routed,
    signing_in, without_instances,
};
use super::nearest::{instead, without, without_entry};
use crate::diagnostic::{Fix, Problem, Texts};
use crate::source::Span;

/// What may be wrong with a workstream: its kind, its channel, what it copies and names.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum WorkstreamError {
    #[error("a workstream of messages needs a `channel`")]
    #[diagnostic(code("missing-channel"), help("write, for example, `channel chat`"))]
    MissingChannel {
        #[label("`channel` is missing")]
        span: Span,
    },
    #[error("only messages have a `channel`; {noun} come in without")]
    #[diagnostic(code("channel-not-messaging"), help("leave `channel` out, or write `type messaging`"))]
    ChannelNotMessaging {
        noun: &'static str,
        #[label("not for {noun}")]
        span: Span,
    },
    #[error("only text messages and WhatsApp have a `provider`")]
    #[diagnostic(
        code("provider-not-for-channel"),
        help("leave `provider` out, or write `channel sms` or `channel whatsapp`")
    )]
    ProviderNotForChannel {
        #[label("this channel has none")]
        span: Span,
    },
    #[error("only chats can be persistent")]
    #[diagnostic(
        code("persistent-not-chat"),
        help("leave `persistent` out: other channels keep their conversations anyway")
    )]
    PersistentNotChat {
        #[label("needs `channel chat`")]
        span: Span,
    },
    #[error("customers of a persistent chat must sign in, or nobody could find their chat again")]
    #[diagnostic(
        code("persistent-without-auth"),
        help("declare `auth portal {{ kind token }}` and write `auth portal` here")
    )]
    PersistentWithoutAuth {
        #[label("needs `auth`")]
        span: Span,
        /// Settings that the program declares.
        known: Vec<String>,
    },
    #[error("a persistent chat comes back to its agent, so it must be offered")]
    #[diagnostic(code("persistent-needs-push"), help("write `mode push`, or leave `persistent` out"))]
    PersistentNeedsPush {
        #[label(primary, "needs `mode push`")]
        span: Span,
        #[label("agents take items themselves")]
        pick: Span,
    },
    #[error("calls are always offered to agents")]
    #[diagnostic(code("voice-needs-push"), help("write `mode push`"))]
    VoiceNeedsPush {
        #[label("a caller cannot wait to be picked")]
        span: Span,
    },
    #[error("records are not routed: the organisation has `unified_routing no`")]
    #[diagnostic(code("unified-routing-off"), help("write `unified_routing yes` in the organisation"))]
    UnifiedRoutingOff {
        #[label(primary, "a workstream of records")]
        span: Span,
        #[label("turned off here")]
        off: Span,
    },
    #[error("only records are released by an event; conversations end")]
    #[diagnostic(code("release-not-record"), help("leave `release` out"))]
    ReleaseNotRecord {
        #[label("only for `type record`")]
        span: Span,
    },
    #[error("only calls have an `outbound_queue`")]
    #[diagnostic(code("outbound-not-voice"), help("leave `outbound_queue` out"))]
    OutboundNotVoice {
        #[label("only for `type voice`")]
        span: Span,
    },
    #[error("only live chats can be reconnected")]
    #[diagnostic(
        code("reconnect-not-live-chat"),
        help("leave `reconnect` out: other conversations wait for their customer anyway")
    )]
    ReconnectNotLive {
        #[label("only for live chats")]
        span: Span,
    },
    #[error("preferred agents are offered items, but here agents take them")]
    #[diagnostic(
        code("preferred-agents-need-push"),
        help("leave `preferred_agents` out, or write `mode push`")
    )]
    PreferredNeedsPush {
        #[label(primary, "needs `mode push`")]
        span: Span,
        #[label("agents take items themselves")]
        pick: Span,
    },
    #[error("`{queue}` does not take {noun}")]
    #[diagnostic(
        code("queue-of-other-type"),
        help("name a queue of the same type as the workstream, or add the type to `{queue}`")
    )]
    QueueOfOtherType {
        queue: String,
        noun: &'static str,
        #[label(primary, "takes no {noun}")]
        span: Span,
        #[label("declared here")]
        declared: Span,
        /// The type as the language writes it.
        wanted: &'static str,
    },
    #[error("nobody is in `{queue}`: what no rule routes stays there for ever")]
    #[diagnostic(
        code("fallback-without-members"),
        severity(Warning),
        help("name a queue with members, or write `members elsewhere` if others look after it")
    )]
    FallbackUnstaffed {
        queue: String,
        #[label(primary, "the last place an item can go")]
        span: Span,
        #[label("has no members")]
        declared: Span,
    },
    #[error("only bots are in `{queue}`: what they hand on would come back to them")]
    #[diagnostic(code("fallback-of-bots"), help("add a person to the queue, or name another"))]
    FallbackOfBots {
        queue: String,
        #[label(primary, "the last place an item can go")]
        span: Span,
        #[label("has only bots")]
        declared: Span,
    },
    #[error("records do not come in by an address")]
    #[diagnostic(
        code("instances-on-record"),
        help("leave `instances` out; `intake` says which records come here")
    )]
    InstancesOnRecord {
        #[label("not for records")]
        span: Span,
    },
    #[error("`{instance}` is not {wanted}")]
    #[diagnostic(code("wrong-instance-form"), help("write {wanted}"))]
    InstanceForm {
        instance: String,
        wanted: &'static str,
        #[label("not of that form")]
        span: Span,
    },
    #[error("`{instance}` belongs to `{owner}` already")]
    #[diagnostic(
        code("instance-in-two-workstreams"),
        help("keep it in one: the address chooses the workstream")
    )]
    SharedInstance {
        instance: String,
        owner: String,
        #[label(primary, "again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
    #[error("the addresses of `{base}` are not copied, so nothing comes in here")]
    #[diagnostic(
        code("copy-without-instances"),
        severity(Advice),
        help("write `instances [\"…\"]` with addresses of its own")
    )]
    CopyWithoutInstances {
        base: String,
        #[label("has no address yet")]
        span: Span,
    },
    #[error("`{workstream}` copies itself, by way of others")]
    #[diagnostic(code("copy-cycle"), help("write out one of them in full"))]
    CopyCycle {
        workstream: String,
        #[label("leads back here")]
        span: Span,
    },
    #[error("there is no `{what}` to leave out")]
    #[diagnostic(code("nothing-to-leave-out"), help("{}", leave_out(copies.as_deref())))]
    NothingToLeaveOut {
        what: String,
        #[label("not copied")]
        span: Span,
        copies: Option<String>,
    },
    #[error("a workstream has one `{word}` block")]
    #[diagnostic(code("repeated-block"), help("write everything in one block"))]
    RepeatedBlock {
        word: &'static str,
        #[label(primary, "a second one")]
        span: Span,
        #[label("the first")]
        first: Span,
    },
    #[error("there are two rulesets `{name}`")]
    #[diagnostic(code("repeated-ruleset"), help("give one of them another name"))]
    RepeatedRuleset {
        name: String,
        #[label(primary, "again here")]
        span: Span,
        #[label("first here")]
        first: Span,
    },
    #[error("a context variable holds one value")]
    #[diagnostic(code("context-not-a-value"), help("write `{name}: text?`, or one variable for each value"))]
    ContextNotAValue {
        name: String,
        #[label("not a single value")]
        span: Span,
    },
    #[error("the name of a context variable has at most {most} letters")]
    #[diagnostic(code("context-name-too-long"), help("choose a shorter name"))]
    ContextName {
        most: usize,
        #[label("too long")]
        span: Span,
    },
    #[error("nothing is routed: everything goes to `{queue}`")]
    #[diagnostic(
        code("no-route"),
        severity(Advice),
        help("write `route all {{ … }}` to choose among queues")
    )]
    NoRoute {
        queue: String,
        #[label("has no `route`")]
        span: Span,
    },
    #[error("out of hours the queue ends persistent chats, whose customers may write at any time")]
    #[diagnostic(
        code("out-of-hours-ends-persistent"),
        severity(Warning),
        help("write `then assign_anyway`: the chat is answered when the desk opens")
    )]
    OutOfHoursEndsPersistent {
        #[label(primary, "ends the chat")]
        span: Span,
        #[label("chats go on here")]
        persistent: Span,
    },
    #[error("a bot meets items that are offered, but here agents take them")]
    #[diagnostic(code("bot-needs-push"), help("leave `bot` out, or write `mode push`"))]
    BotNeedsPush {
        #[label(primary, "needs `mode push`")]
        span: Span,
        #[label("agents take items themselves")]
        pick: Span,
    },
    #[error("there is nobody to talk to in a record")]
    #[diagnostic(code("bot-on-record"), severity(Warning), help("leave `bot` out"))]
    BotOnRecord {
        #[label("a bot talks to customers")]
        span: Span,
    },
    #[error("`{bot}` helps agents, it does not talk to customers")]
    #[diagnostic(code("bot-is-assistant"), help("write `assist [{bot}]`"))]
    BotIsAssistant {
        bot: String,
        #[label("has `role assist`")]
        span: Span,
    },
    #[error("`{bot}` talks to customers, it does not help agents")]
    #[diagnostic(code("bot-not-assistant"), help("write `role assist` in `bot {bot}`, or `bot {bot}` here"))]
    BotNotAssistant {
        bot: String,
        #[label("has no `role assist`")]
        span: Span,
        /// Where the bot is declared.
        declared: Option<Span>,
    },
    #[error("bots do not help agents with records")]
    #[diagnostic(code("assist-on-record"), help("leave `assist` out"))]
    AssistOnRecord {
        #[label("not for records")]
        span: Span,
    },
    #[error("`{bot}` is not published yet")]
    #[diagnostic(code("unpublished-bot"), help("publish it and write `published yes`, or leave it out here"))]
    UnpublishedBot {
        bot: String,
        #[label(primary, "cannot answer anyone")]
        span: Span,
        #[label("says so")]
        says: Span,
    },
}

fn leave_out(copies: Option<&str>) -> String {
    match copies {
        Some(base) => format!("remove the line, or name something that `{base}` has"),
        None => "remove the line: this workstream copies nothing".to_owned(),
    }
}

impl Problem for WorkstreamError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::ChannelNotMessaging { span, .. } => vec![without(texts, "channel", *span)],
            Self::ProviderNotForChannel { span } => vec![without(texts, "provider", *span)],
            Self::PersistentNotChat { span } => vec![without(texts, "persistent", *span)],
            Self::VoiceNeedsPush { span } => vec![instead(*span, "mode push")],
            Self::PersistentNeedsPush { span, pick } => {
                vec![instead(*pick, "mode push"), without(texts, "persistent", *span)]
            }
            Self::UnifiedRoutingOff { off, .. } => vec![instead(*off, "unified_routing yes")],
            Self::ReleaseNotRecord { span } => vec![without(texts, "release", *span)],
            Self::OutboundNotVoice { span } => vec![without(texts, "outbound_queue", *span)],
            Self::ReconnectNotLive { span } => vec![without(texts, "reconnect", *span)],
            Self::PreferredNeedsPush { span, pick } => {
                vec![without(texts, "preferred_agents", *span), instead(*pick, "mode push")]
            }
            Self::NothingToLeaveOut { span, .. } => vec![without(texts, "without", *span)],
            Self::AssistOnRecord { span } => vec![without(texts, "assist", *span)],
            Self::MissingChannel { span } => {
                Fix::list([Fix::add("channel chat", texts.added(*span, "channel chat"))])
            }
            Self::PersistentWithoutAuth { span, known } => signing_in(texts, *span, known),
            Self::QueueOfOtherType { queue, wanted, declared, .. } => {
                Fix::list([also_takes(texts, queue, wanted, *declared)])
            }
            Self::FallbackUnstaffed { queue, declared, .. } => elsewhere(texts, queue, *declared),
            Self::InstancesOnRecord { span } => without_instances(texts, *span),
            Self::InstanceForm { instance, wanted, span } => {
                address(instance, wanted).iter().map(|text| instead(*span, text)).collect()
            }
            Self::SharedInstance { instance, owner, span, first } => {
                in_one(texts, (instance, owner), *span, *first)
            }
            Self::CopyWithoutInstances { span, .. } => own_instances(texts, *span),
            Self::RepeatedBlock { word, span, first } => in_one_block(texts, word, *span, *first),
            Self::RepeatedRuleset { name, span, .. } => vec![instead(*span, &texts.free(*span, name, "_"))],
            Self::ContextNotAValue { name, span } => vec![instead(*span, &format!("{name}: text?"))],
            Self::NoRoute { queue, span } => Fix::list([routed(texts, queue, *span)]),
            Self::OutOfHoursEndsPersistent { span, .. } => assigned_anyway(texts, *span),
            Self::BotNeedsPush { span, pick } => {
                let without = Fix::without(texts, "leave `bot` out", *span);
                without.into_iter().chain([instead(*pick, "mode push")]).collect()
            }
            Self::BotOnRecord { span } => Fix::list([Fix::without(texts, "leave `bot` out", *span)]),
            Self::BotIsAssistant { bot, span } => {
                let entry = texts.entry(*span);
                entry.iter().map(|entry| instead(*entry, &format!("assist [{bot}]"))).collect()
            }
            Self::BotNotAssistant { bot, declared, .. } => Fix::list([assisting(texts, bot, *declared)]),
            Self::UnpublishedBot { bot, span, says } => {
                let out = without_entry(texts, bot, *span);
                out.into_iter().chain([instead(*says, "published yes")]).collect()
            }
            Self::FallbackOfBots { .. } | Self::CopyCycle { .. } | Self::ContextName { .. } => Vec::new(),
        }
    }
}
