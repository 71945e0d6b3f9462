use super::generator::Generator;
use super::layout::length;
use crate::bytecode::{
    Class, Closing, DeskWorkstream, Matching, Offer, Offers, Picking, Preferred, Release, WrapUp,
};
use crate::hir::{self, ChannelKind, ClosingGroup, PreferredAgents, SkillMatching, WorkKind};

const MINUTE: i64 = 60_000_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// How long a customer who was cut off may come back (domain section 17).
const RECONNECT: i64 = 3 * MINUTE;

impl Generator<'_> {
    /// How the items of a workstream reach agents.
    pub(super) fn desk_workstream(&self, workstream: &hir::Workstream) -> DeskWorkstream {
        let (distribution, service) = (&workstream.distribution, &workstream.service);
        let presences = distribution.presences.value.iter();
        DeskWorkstream {
            class: class(workstream),
            picking: picking(workstream),
            wrap_up: wrap_up(distribution.wrap_up.value),
            presences: presences.fold(0, |bits, place| bits | 1_u8.checked_shl(*place).unwrap_or(0)),
            matching: matching(distribution.skills.value),
            affinity: distribution.affinity.value,
            strict_pick: distribution.strict_pick.value,
            reconnect: service.reconnect.map_or(RECONNECT, length),
            preferred: preferred(service.preferred),
            closing: self.closing(workstream),
            release: release(service.release),
            offers: self.offers(service.offers),
            messages: self.messages(service),
            instance_messages: instance_messages(service),
        }
    }

    /// What the platform does (domain section 18), under what the organisation and the workstream say.
    fn closing(&self, workstream: &hir::Workstream) -> Closing {
        let class = class(workstream);
        let mut closing = by_platform(class);
        if let Some(group) = group(workstream, class) {
            let said = self.program.organisation.conduct.auto_close.iter();
            for (_, times) in said.filter(|(of, _)| *of == group) {
                let over = |said: Option<hir::AutoClose>, otherwise: Option<i64>| {
                    said.map_or(otherwise, |said| said.map(length))
                };
                closing.open = over(times.open, closing.open);
                closing.active = over(times.active, closing.active);
                closing.wrap_up = over(times.wrap_up, closing.wrap_up);
            }
        }
        if matches!(class, Class::PersistentChat | Class::Asynchronous) {
            closing.waiting = workstream.distribution.auto_close.value.map(length);
        }
        closing
    }

    fn offers(&self, slots: hir::OfferSlots) -> Offers {
        let offer = |slot: Option<hir::NotificationId>| {
            let known = slot.and_then(|id| self.program.notifications.get(id.index()));
            known.map(offer).unwrap_or_default()
        };
        Offers {
            authenticated: offer(slots.authenticated),
            unauthenticated: offer(slots.unauthenticated),
            consult: offer(slots.consult),
            transfer: offer(slots.transfer),
            supervisor: offer(slots.supervisor),
        }
    }

    /// The workstream's messages, and those of the organisation where it says nothing.
    fn messages(&self, service: &hir::Service) -> Vec<(String, String)> {
        let own = &service.messages;
        let above = self.program.organisation.conduct.messages.iter();
        let above = above.filter(|(moment, _)| own.iter().all(|(known, _)| known != moment));
        let said = own.iter().chain(above);
        said.filter_map(|(moment, text)| Some((moment.clone(), text.clone()?))).collect()
    }
}

fn class(workstream: &hir::Workstream) -> Class {
    match (workstream.kind, &workstream.channel) {
        (WorkKind::Voice, _) => Class::Voice,
        (WorkKind::Record, _) => Class::Record,
        (WorkKind::Messaging, Some(ChannelKind::Chat)) if workstream.persistent => Class::PersistentChat,
        (WorkKind::Messaging, Some(ChannelKind::Chat)) => Class::LiveChat,
        (WorkKind::Messaging, _) => Class::Asynchronous,
    }
}

/// The word under which the organisation's `auto_close` speaks of a workstream.
fn group(workstream: &hir::Workstream, class: Class) -> Option<ClosingGroup> {
    match class {
        Class::LiveChat => Some(ClosingGroup::LiveChat),
        Class::PersistentChat => Some(ClosingGroup::PersistentChat),
        Class::Voice => Some(ClosingGroup::Voice),
        Class::Record => None,
        Class::Asynchronous => Some(match workstream.channel {
            Some(ChannelKind::Sms) => ClosingGroup::Sms,
            Some(ChannelKind::Teams) => ClosingGroup::Teams,
            _ => ClosingGroup::Social,
        }),
    }
}

fn by_platform(class: Class) -> Closing {
    match class {
        Class::LiveChat => {
            Closing { open: Some(20 * MINUTE), wrap_up: Some(15 * MINUTE), ..Closing::default() }
        }
        Class::Voice => {
            Closing { open: Some(30 * DAY), active: Some(2 * HOUR), wrap_up: Some(DAY), ..Closing::default() }
        }
        Class::Asynchronous => {
            Closing { open: Some(30 * DAY), active: Some(30 * DAY), wrap_up: Some(DAY), ..Closing::default() }
        }
        Class::PersistentChat => Closing { open: Some(30 * DAY), wrap_up: Some(DAY), ..Closing::default() },
        Class::Record => Closing::default(),
    }
}

fn picking(workstream: &hir::Workstream) -> Picking {
    match workstream.mode {
        hir::Mode::Pick => Picking::Only,
        hir::Mode::Push if workstream.distribution.allow_pick.value => Picking::Allowed,
        hir::Mode::Push => Picking::Never,
    }
}

fn wrap_up(wrap_up: hir::WrapUp) -> WrapUp {
    match wrap_up {
        hir::WrapUp::Always => WrapUp::Always,
        hir::WrapUp::For(time) => WrapUp::For(length(time)),
        hir::WrapUp::None => WrapUp::None,
    }
}

fn matching(skills: SkillMatching) -> Matching {
    match skills {
        SkillMatching::Exact => Matching::Exact,
        SkillMatching::Closest => Matching::Closest,
        SkillMatching::None => Matching::None,
    }
}

fn preferred(preferred: Option<PreferredAgents>) -> Preferred {
    match preferred {
        None => Preferred::No,
        Some(PreferredAgents::OrNextBest) => Preferred::OrNextBest,
        Some(PreferredAgents::Only) => Preferred::Only,
    }
}

/// Without `release on` any way that leads from the agent gives capacity back; with it, what it names.
fn release(written: Option<hir::ReleaseOn>) -> Release {
    match written {
        None => Release { resolved: true, deactivated: true, cleared: true },
        Some(on) => Release { resolved: false, deactivated: on.deactivated, cleared: on.cleared },
    }
}

fn offer(notification: &hir::Notification) -> Offer {
    Offer {
        template: Some(notification.named.name.clone()),
        countdown: length(notification.countdown),
        auto_assign: notification.auto_assign,
        reject: notification.reject,
    }
}

fn instance_messages(service: &hir::Service) -> Vec<(String, String, Option<String>)> {
    let instances = service.instance_messages.iter();
    let said = instances.flat_map(|(address, messages)| {
        messages.iter().map(move |(moment, text)| (address.clone(), moment.clone(), text.clone()))
    });
    said.collect()
}
