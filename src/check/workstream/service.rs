use crate::check::context::Context;
use crate::check::names::Kind;
use crate::check::setting::{Settings, messages};
use crate::hir::{NotificationId, OfferSlots, PreferredAgents, ReleaseOn, Service};

/// How a workstream serves its customers and agents, beside distribution.
pub(super) fn read(ctx: &Context<'_>, settings: &Settings<'_>) -> Service {
    let own = |settings: &Settings<'_>| settings.block("messages").map(messages);
    let instances = settings.all("instance").filter_map(|instance| {
        let address = instance.text_at(0)?.value;
        Some((address, own(instance.inner.as_ref()?)?))
    });
    Service {
        reconnect: settings.length("reconnect").map(|length| length.value),
        preferred: settings.word("preferred_agents").map(|word| {
            if word.text == "only" { PreferredAgents::Only } else { PreferredAgents::OrNextBest }
        }),
        release: settings.get("release").map(|_| release(settings)),
        offers: settings.block("templates").map(|slots| offers(ctx, slots)).unwrap_or_default(),
        messages: own(settings).unwrap_or_default(),
        instance_messages: instances.collect(),
    }
}

fn release(settings: &Settings<'_>) -> ReleaseOn {
    let words = settings.words("release");
    let names = |wanted: &str| words.iter().any(|word| word.text == wanted);
    ReleaseOn { deactivated: names("deactivated"), cleared: names("worked_by_cleared") }
}

/// `incoming` stands for both slots of new items, where they say nothing themselves.
fn offers(ctx: &Context<'_>, slots: &Settings<'_>) -> OfferSlots {
    let slot = |word: &str| {
        let name = slots.word(word)?;
        ctx.names.number(Kind::Notification, &name.text).map(NotificationId)
    };
    let incoming = slot("incoming");
    OfferSlots {
        authenticated: slot("incoming_authenticated").or(incoming),
        unauthenticated: slot("incoming_unauthenticated").or(incoming),
        consult: slot("consult"),
        transfer: slot("transfer"),
        supervisor: slot("supervisor"),
    }
}
