use super::header::{Class, Header};
use super::presences;
use super::slots::Offer;
use crate::builtins::Block;
use crate::check::context::Context;
use crate::check::error::DistributionError;
use crate::check::names::Kind;
use crate::check::setting::{Settings, Source};
use crate::hir::{AutoClose, Capacity, Distribution, Effective, ProfileId, Reset, SkillMatching, WrapUp};
use crate::source::{Span, Spanned};
use crate::value::Duration;

/// Shorter than this, a persistent chat is closed before customers come back to it.
const SHORTEST_PERSISTENT: Duration = Duration(86_400_000_000);

/// How items reach agents: what is written, and the platform's defaults for the rest.
pub(super) fn read(
    ctx: &mut Context<'_>,
    settings: &Settings<'_>,
    header: &Header,
    source: &Source,
    offer: Option<&Offer>,
    damaged: bool,
) -> Distribution {
    let none = Settings::none(Block::Distribution);
    let written = settings.block("distribution");
    let reader = Reader { settings: written.unwrap_or(&none), header, source };
    let at = settings.get("distribution").map(|found| found.setting.word.span);
    let capacity = reader.capacity(ctx, at.filter(|_| !damaged));
    let wrap_up = reader.wrap_up();
    reader.report_end_of_day(ctx, &capacity, &wrap_up);
    Distribution {
        capacity,
        wrap_up,
        presences: presences::read(ctx, reader.settings, source),
        skills: reader.skills(),
        affinity: reader.affinity(ctx, offer),
        auto_close: reader.auto_close(ctx),
        allow_pick: reader.allow_pick(ctx),
        strict_pick: reader.strict_pick(ctx),
    }
}

struct Reader<'r, 's> {
    settings: &'r Settings<'s>,
    header: &'r Header,
    source: &'r Source,
}

impl Reader<'_, '_> {
    fn written<T>(&self, value: T, span: Span) -> Effective<T> {
        Effective { value, origin: self.source.origin(span) }
    }

    fn by_default<T>(&self, word: &str, value: T) -> Effective<T> {
        let row = self.settings.block.row(word).and_then(|row| row.default);
        Effective::default(value, row.map_or("nothing else is written", |default| default.why))
    }

    fn yes_no(&self, word: &str) -> Effective<bool> {
        match self.settings.yes_no(word) {
            Some(Spanned { value, span }) => self.written(value, span),
            None => self.by_default(word, false),
        }
    }

    /// `block` is where to report that there is none.
    fn capacity(&self, ctx: &mut Context<'_>, block: Option<Span>) -> Effective<Capacity> {
        let profile = self.settings.span("profile");
        let units = self.settings.span("units");
        if let (Some(profile), Some(units)) = (profile, units) {
            let (first, span) = if profile < units { (profile, units) } else { (units, profile) };
            ctx.report(DistributionError::TwoCapacities { span, first });
        }
        let missing = !self.settings.mentions("profile") && !self.settings.mentions("units");
        if let Some(span) = block.filter(|_| missing) {
            ctx.report(DistributionError::MissingCapacity { span });
        }
        if let Some(name) = self.settings.word("profile") {
            let id = ctx.names.number(Kind::Profile, &name.text).map(ProfileId);
            let span = profile.unwrap_or(name.span);
            return self.written(id.map_or(Capacity::Units(0), Capacity::Profile), span);
        }
        match self.settings.number("units") {
            Some(units) => self.written(Capacity::Units(units.value), units.span),
            None => Effective::default(Capacity::Units(0), "no capacity is written"),
        }
    }

    fn wrap_up(&self) -> Effective<WrapUp> {
        if let Some(length) = self.settings.length("wrap_up") {
            return self.written(WrapUp::For(length.value), length.span);
        }
        match self.settings.word("wrap_up").zip(self.settings.span("wrap_up")) {
            Some((word, span)) if word.text == "none" => self.written(WrapUp::None, span),
            Some((_, span)) => self.written(WrapUp::Always, span),
            None => self.by_default("wrap_up", WrapUp::Always),
        }
    }

    fn report_end_of_day(
        &self,
        ctx: &mut Context<'_>,
        capacity: &Effective<Capacity>,
        wrap_up: &Effective<WrapUp>,
    ) {
        let (Capacity::Profile(id), WrapUp::For(_)) = (capacity.value, wrap_up.value) else { return };
        let Some(profile) = ctx.profile(id) else { return };
        if profile.reset != Reset::EndOfDay {
            return;
        }
        let (profile, declared) = (profile.named.name.clone(), profile.named.span);
        if let Some(span) = self.settings.span("wrap_up") {
            let declared = declared.unwrap_or(span);
            ctx.report(DistributionError::WrapUpWithoutEffect { profile, span, declared });
        }
    }

    fn skills(&self) -> Effective<SkillMatching> {
        let Some((word, span)) = self.settings.word("skills").zip(self.settings.span("skills")) else {
            return self.by_default("skills", SkillMatching::None);
        };
        let value = match word.text.as_str() {
            "exact" => SkillMatching::Exact,
            "closest" => SkillMatching::Closest,
            _ => SkillMatching::None,
        };
        self.written(value, span)
    }

    fn affinity(&self, ctx: &mut Context<'_>, offer: Option<&Offer>) -> Effective<bool> {
        let written = self.settings.yes_no("affinity");
        self.report_affinity(ctx, written.as_ref());
        let wanted = match written {
            Some(Spanned { value, span }) => self.written(value, span),
            None => self.default_affinity(),
        };
        let (true, Some(offer)) = (wanted.value && self.header.pick().is_none(), offer) else {
            return wanted;
        };
        let slot = offer.slot;
        ctx.report(DistributionError::AffinityOverridden {
            template: offer.template.clone(),
            span: self.settings.span("affinity").unwrap_or(slot),
            slot,
            auto_assign: offer.place,
        });
        let why = format!(
            "the notification `{}` does not assign by itself, which turns affinity off (domain section 16)",
            offer.template
        );
        Effective::default(false, &why)
    }

    fn default_affinity(&self) -> Effective<bool> {
        if self.header.class() == Some(Class::Asynchronous) && self.header.pick().is_none() {
            let why = "conversations that wait come back to their agent (domain sections 16 and 27)";
            return Effective::default(true, why);
        }
        Effective::default(false, "only conversations that wait come back by default (domain section 16)")
    }

    fn report_affinity(&self, ctx: &mut Context<'_>, written: Option<&Spanned<bool>>) {
        let Some(Spanned { value, span }) = written.cloned() else { return };
        if let Some(persistent) = self.header.persistent.filter(|_| !value) {
            ctx.report(DistributionError::PersistentWithoutAffinity { span, persistent });
        }
        if !value {
            return;
        }
        if self.header.is_record() {
            ctx.report(DistributionError::AffinityOnRecord { span });
        } else if let Some(pick) = self.header.pick() {
            ctx.report(DistributionError::AffinityNeedsPush { span, pick });
        } else if self.header.class() == Some(Class::Voice) {
            ctx.report(DistributionError::AffinityOnVoice { span });
        }
    }

    fn auto_close(&self, ctx: &mut Context<'_>) -> Effective<AutoClose> {
        let Some(span) = self.settings.span("auto_close") else {
            let why =
                "waiting conversations stay open unless the workstream says otherwise (domain section 18)";
            return Effective::default(None, why);
        };
        let length = self.settings.length("auto_close").map(|length| length.value);
        let asynchronous = self.header.class().is_none_or(|class| class == Class::Asynchronous);
        if !asynchronous {
            ctx.report(DistributionError::AutoCloseNotAvailable { noun: self.header.noun(), span });
        } else if self.header.persistent.is_some()
            && length.is_some_and(|length| length < SHORTEST_PERSISTENT)
        {
            ctx.report(DistributionError::ShortAutoClose { span });
        }
        self.written(length, span)
    }

    fn allow_pick(&self, ctx: &mut Context<'_>) -> Effective<bool> {
        let allowed = self.yes_no("allow_pick");
        if let (true, Some(span), Some(pick)) =
            (allowed.value, self.settings.span("allow_pick"), self.header.pick())
        {
            ctx.report(DistributionError::AllowPickNeedsPush { span, pick });
        }
        allowed
    }

    fn strict_pick(&self, ctx: &mut Context<'_>) -> Effective<bool> {
        let strict = self.yes_no("strict_pick");
        let allowed = self.settings.yes_no("allow_pick").is_some_and(|allowed| allowed.value);
        let never_picked = self.header.mode.is_some() && self.header.pick().is_none() && !allowed;
        if let (true, true, Some(span)) = (strict.value, never_picked, self.settings.span("strict_pick")) {
            ctx.report(DistributionError::StrictPickWithoutPick { span });
        }
        strict
    }
}
