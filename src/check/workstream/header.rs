use super::channels::built_in_channel;
use crate::check::clauses::work_kind;
use crate::check::context::Context;
use crate::check::error::WorkstreamError;
use crate::check::names::Kind;
use crate::check::setting::Settings;
use crate::hir::{self, ChannelKind, Mode, WorkKind};
use crate::source::Span;
use crate::types::EntityId;

/// What the first lines of a workstream say, and what follows from it.
#[derive(Debug, Clone)]
pub(super) struct Header {
    /// Where missing things are reported.
    pub(super) span: Span,
    /// Its kind of work, if it says.
    pub(super) kind: Option<WorkKind>,
    /// Its channel.
    pub(super) channel: Option<ChannelKind>,
    /// The entity of its channel's fields.
    pub(super) channel_fields: Option<EntityId>,
    /// Whether its chats are persistent, and where it says so.
    pub(super) persistent: Option<Span>,
    /// Whether work is offered or taken, if it says.
    pub(super) mode: Option<Mode>,
    /// Where it says that.
    pub(super) mode_span: Option<Span>,
}

/// What conversations of a channel are like (domain section 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// One session, customer and agent at the same time.
    Live,
    /// Many sessions; conversations wait.
    Asynchronous,
    /// Calls.
    Voice,
    /// Records.
    Record,
}

impl Header {
    /// What its conversations are like; `None` where the text does not say.
    pub(super) fn class(&self) -> Option<Class> {
        match (self.kind?, &self.channel) {
            (WorkKind::Voice, _) => Some(Class::Voice),
            (WorkKind::Record, _) => Some(Class::Record),
            (WorkKind::Messaging, Some(ChannelKind::Chat)) if self.persistent.is_none() => Some(Class::Live),
            (WorkKind::Messaging, Some(_)) => Some(Class::Asynchronous),
            (WorkKind::Messaging, None) => None,
        }
    }

    /// Whether items are taken, and where it says so.
    pub(super) fn pick(&self) -> Option<Span> {
        self.mode_span.filter(|_| self.mode == Some(Mode::Pick))
    }

    /// Whether it takes records.
    pub(super) fn is_record(&self) -> bool {
        self.kind == Some(WorkKind::Record)
    }

    /// What authors call conversations of that kind.
    pub(super) fn noun(&self) -> &'static str {
        match self.class() {
            Some(Class::Record) => "records",
            Some(Class::Voice) => "calls",
            Some(Class::Live) => "live chats",
            Some(Class::Asynchronous) | None => "messages",
        }
    }
}

/// Reads the header, and reports what of it does not go together.
pub(super) fn read(ctx: &mut Context<'_>, settings: &Settings<'_>, span: Span, damaged: bool) -> Header {
    let kind = settings.word("type").and_then(|word| work_kind(&word.text));
    let mode = settings.word("mode").map(|word| if word.text == "pick" { Mode::Pick } else { Mode::Push });
    let (channel, channel_fields) = channel(ctx, settings, kind);
    let persistent = settings.yes_no("persistent").filter(|yes| yes.value).map(|yes| yes.span);
    let mode_span = settings.span("mode");
    let header = Header { span, kind, channel, channel_fields, persistent, mode, mode_span };
    report_channel(ctx, settings, &header, damaged);
    report_persistent(ctx, settings, &header, damaged);
    report_mode(ctx, &header);
    report_record(ctx, settings, &header);
    report_details(ctx, settings, &header);
    header
}

fn channel(
    ctx: &mut Context<'_>,
    settings: &Settings<'_>,
    kind: Option<WorkKind>,
) -> (Option<ChannelKind>, Option<EntityId>) {
    if kind == Some(WorkKind::Voice) {
        return (Some(ChannelKind::Voice), built_in_fields(ctx, "voice"));
    }
    let Some(word) = settings.word("channel").filter(|_| kind != Some(WorkKind::Record)) else {
        return (None, None);
    };
    ctx.names.note(Kind::Channel, &word.text, word.span);
    let fields = match ctx.names.number(Kind::Channel, &word.text) {
        Some(number) => Some(EntityId(number)),
        None => built_in_fields(ctx, &word.text),
    };
    (Some(channel_kind(&word.text)), fields)
}

fn channel_kind(word: &str) -> ChannelKind {
    match word {
        "chat" => ChannelKind::Chat,
        "sms" => ChannelKind::Sms,
        "facebook" => ChannelKind::Facebook,
        "line" => ChannelKind::Line,
        "whatsapp" => ChannelKind::Whatsapp,
        "teams" => ChannelKind::Teams,
        "apple_messages" => ChannelKind::AppleMessages,
        own => ChannelKind::Custom(own.to_owned()),
    }
}

/// The entity of what a channel of the language knows.
fn built_in_fields(ctx: &Context<'_>, word: &str) -> Option<EntityId> {
    ctx.names.number(Kind::Channel, &built_in_channel(word)).map(EntityId)
}

fn report_channel(ctx: &mut Context<'_>, settings: &Settings<'_>, header: &Header, damaged: bool) {
    match (header.kind, settings.span("channel")) {
        (Some(WorkKind::Messaging), None) if !damaged && !settings.is_faulty("channel") => {
            ctx.report(WorkstreamError::MissingChannel { span: header.span });
        }
        (Some(WorkKind::Record | WorkKind::Voice), Some(span)) => {
            ctx.report(WorkstreamError::ChannelNotMessaging { noun: header.noun(), span });
        }
        _ => {}
    }
    let by_provider = [Some(ChannelKind::Sms), Some(ChannelKind::Whatsapp)].contains(&header.channel);
    if let Some(span) = settings.span("provider").filter(|_| !by_provider && header.kind.is_some()) {
        ctx.report(WorkstreamError::ProviderNotForChannel { span });
    }
}

fn report_persistent(ctx: &mut Context<'_>, settings: &Settings<'_>, header: &Header, damaged: bool) {
    let Some(span) = header.persistent else { return };
    if header.kind.is_none() || settings.is_faulty("channel") {
        return;
    }
    if header.channel != Some(ChannelKind::Chat) {
        if header.channel.is_some() || header.is_record() {
            ctx.report(WorkstreamError::PersistentNotChat { span });
        }
        return;
    }
    let by_instance = settings
        .all("instance")
        .all(|instance| instance.inner.as_ref().is_some_and(|inner| inner.mentions("auth")))
        && settings.mentions("instance")
        && !settings.mentions("instances");
    if !settings.mentions("auth") && !by_instance && !damaged {
        let known = ctx.names.all(Kind::Auth).take(4).map(str::to_owned).collect();
        ctx.report(WorkstreamError::PersistentWithoutAuth { span, known });
    }
    if let Some(pick) = header.pick() {
        ctx.report(WorkstreamError::PersistentNeedsPush { span, pick });
    }
}

fn report_mode(ctx: &mut Context<'_>, header: &Header) {
    if let (Some(WorkKind::Voice), Some(span)) = (header.kind, header.pick()) {
        ctx.report(WorkstreamError::VoiceNeedsPush { span });
    }
}

fn report_record(ctx: &mut Context<'_>, settings: &Settings<'_>, header: &Header) {
    let off = ctx.organisation().settings.iter().find(|line| line.address == "unified_routing");
    let off = off.filter(|line| line.value == "no").and_then(|line| match line.origin {
        hir::Origin::Written(span) => Some(span),
        hir::Origin::Default(_) | hir::Origin::Copied { .. } => None,
    });
    let written = settings.span("type").unwrap_or(header.span);
    if let (true, Some(off)) = (header.is_record(), off) {
        ctx.report(WorkstreamError::UnifiedRoutingOff { span: written, off });
    }
    if let (Some(span), Some(_), false) = (settings.span("release"), header.kind, header.is_record()) {
        ctx.report(WorkstreamError::ReleaseNotRecord { span });
    }
}

fn report_details(ctx: &mut Context<'_>, settings: &Settings<'_>, header: &Header) {
    let (Some(kind), class) = (header.kind, header.class()) else { return };
    if let Some(span) = settings.span("outbound_queue").filter(|_| kind != WorkKind::Voice) {
        ctx.report(WorkstreamError::OutboundNotVoice { span });
    }
    let is_live = matches!(class, Some(Class::Live) | None);
    if let Some(span) = settings.span("reconnect").filter(|_| !is_live) {
        ctx.report(WorkstreamError::ReconnectNotLive { span });
    }
    if let (Some(span), Some(pick)) = (settings.span("preferred_agents"), header.pick()) {
        ctx.report(WorkstreamError::PreferredNeedsPush { span, pick });
    }
}
