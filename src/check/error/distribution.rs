use super::nearest::{instead, without, without_entry};
use crate::diagnostic::{Fix, Problem, Texts};
use crate::source::Span;

/// What may be wrong with how items reach agents.
#[derive(Debug, Clone, thiserror::Error, miette::Diagnostic)]
pub(in crate::check) enum DistributionError {
    #[error("an item takes units or a place in a profile, not both")]
    #[diagnostic(code("two-capacities"), help("keep `profile` or `units`"))]
    TwoCapacities {
        #[label(primary, "the second")]
        span: Span,
        #[label("the first")]
        first: Span,
    },
    #[error("`distribution` does not say how much of an agent an item takes")]
    #[diagnostic(
        code("missing-capacity"),
        help("write `profile` and the name of one, or, for example, `units 30`")
    )]
    MissingCapacity {
        #[label("`profile` or `units` is missing")]
        span: Span,
    },
    #[error("no agent ever gets an item: `presences` is empty")]
    #[diagnostic(code("no-presences"), help("write, for example, `presences [available, busy]`"))]
    NoPresences {
        #[label("nothing in it")]
        span: Span,
    },
    #[error("agents who reject an offer get the next one all the same")]
    #[diagnostic(
        code("presence-defeats-on-reject"),
        severity(Warning),
        help("take `{presence}` out of `presences`, or leave `on_reject` out of the organisation")
    )]
    DefeatsOnReject {
        presence: String,
        #[label(primary, "allowed here")]
        span: Span,
        #[label("what they become after rejecting")]
        says: Span,
    },
    #[error("agents who miss an offer get the next one all the same")]
    #[diagnostic(
        code("presence-defeats-on-miss"),
        severity(Warning),
        help("take `{presence}` out of `presences`, or leave `on_miss` out of the organisation")
    )]
    DefeatsOnMiss {
        presence: String,
        #[label(primary, "allowed here")]
        span: Span,
        #[label("what they become after missing one")]
        says: Span,
    },
    #[error("`wrap_up` gives nothing back: places in `{profile}` come back at the end of the day")]
    #[diagnostic(
        code("wrap-up-without-effect"),
        severity(Warning),
        help("write `wrap_up none`, or `reset immediately` in the profile")
    )]
    WrapUpWithoutEffect {
        profile: String,
        #[label(primary, "has no effect")]
        span: Span,
        #[label("has `reset end_of_day`")]
        declared: Span,
    },
    #[error("skills are compared, but no rule requires one")]
    #[diagnostic(
        code("skills-never-required"),
        severity(Warning),
        help("write `skills none`, or a rule with `require` in a ruleset of `classify`")
    )]
    SkillsNeverRequired {
        #[label("there is nothing to compare")]
        span: Span,
    },
    #[error("a rule requires a skill, but skills are not compared")]
    #[diagnostic(code("skills-ignored"), severity(Warning), help("write `skills exact` or `skills closest`"))]
    SkillsIgnored {
        #[label(primary, "does not look at skills")]
        span: Span,
        #[label("requires one")]
        required: Span,
    },
    #[error("some workstreams take units, others places in a profile")]
    #[diagnostic(
        code("mixed-capacity"),
        severity(Warning),
        help("use one kind everywhere: an agent full by one kind is free by the other")
    )]
    MixedCapacity {
        #[label(primary, "one kind")]
        span: Span,
        #[label("the other")]
        first: Span,
    },
    #[error("items that agents take themselves cannot come back to an agent")]
    #[diagnostic(code("affinity-needs-push"), help("leave `affinity` out, or write `mode push`"))]
    AffinityNeedsPush {
        #[label(primary, "needs `mode push`")]
        span: Span,
        #[label("agents take items themselves")]
        pick: Span,
    },
    #[error("a record stays with its agent anyway")]
    #[diagnostic(code("affinity-on-record"), help("leave `affinity` out"))]
    AffinityOnRecord {
        #[label("not for records")]
        span: Span,
    },
    #[error("a call that is cut off goes to another agent, whatever `affinity` says")]
    #[diagnostic(code("affinity-on-voice"), severity(Warning), help("leave `affinity` out"))]
    AffinityOnVoice {
        #[label("has no effect on calls")]
        span: Span,
    },
    #[error("a persistent chat must come back to its agent")]
    #[diagnostic(code("persistent-without-affinity"), help("write `affinity yes`"))]
    PersistentWithoutAffinity {
        #[label(primary, "turns it off")]
        span: Span,
        #[label("chats go on here")]
        persistent: Span,
    },
    #[error("conversations do not come back to their agent: `{template}` lets agents decline")]
    #[diagnostic(
        code("affinity-overridden"),
        severity(Warning),
        help("write `auto_assign yes` in the notification `{template}`, or `affinity no` here")
    )]
    AffinityOverridden {
        template: String,
        #[label(primary, "has no effect")]
        span: Span,
        #[label("offered this way")]
        slot: Span,
        #[label("does not assign by itself")]
        auto_assign: Span,
    },
    #[error("{noun} do not wait, so none is closed for inactivity")]
    #[diagnostic(
        code("auto-close-not-available"),
        help("leave `auto_close` out; persistent chats, text messages, social channels and Teams have it")
    )]
    AutoCloseNotAvailable {
        noun: &'static str,
        #[label("not for {noun}")]
        span: Span,
    },
    #[error("persistent chats are closed before customers come back")]
    #[diagnostic(
        code("short-auto-close"),
        severity(Warning),
        help("write a longer time, such as `auto_close 28d`")
    )]
    ShortAutoClose {
        #[label("less than a day")]
        span: Span,
    },
    #[error("agents take all items here, so there is nothing to allow")]
    #[diagnostic(code("allow-pick-needs-push"), help("leave `allow_pick` out"))]
    AllowPickNeedsPush {
        #[label(primary, "only for items that are offered")]
        span: Span,
        #[label("agents take items themselves")]
        pick: Span,
    },
    #[error("no agent takes items here, so `strict_pick` does nothing")]
    #[diagnostic(
        code("strict-pick-without-pick"),
        severity(Warning),
        help("write `allow_pick yes` too, or leave `strict_pick` out")
    )]
    StrictPickWithoutPick {
        #[label("has no effect")]
        span: Span,
    },
}

impl Problem for DistributionError {
    fn fixes(&self, texts: Texts<'_>) -> Vec<Fix> {
        match self {
            Self::NoPresences { span } => vec![instead(*span, "presences [available, busy]")],
            Self::WrapUpWithoutEffect { span, .. } => vec![instead(*span, "wrap_up none")],
            Self::SkillsNeverRequired { span } => vec![instead(*span, "skills none")],
            Self::AffinityNeedsPush { span, pick } => {
                vec![without(texts, "affinity", *span), instead(*pick, "mode push")]
            }
            Self::AffinityOnRecord { span } | Self::AffinityOnVoice { span } => {
                vec![without(texts, "affinity", *span)]
            }
            Self::PersistentWithoutAffinity { span, .. } => vec![instead(*span, "affinity yes")],
            Self::AutoCloseNotAvailable { span, .. } => vec![without(texts, "auto_close", *span)],
            Self::AllowPickNeedsPush { span, .. } => vec![without(texts, "allow_pick", *span)],
            Self::StrictPickWithoutPick { span } => {
                let allow = Fix::add("allow_pick yes", texts.added_beside(*span, "allow_pick yes"));
                allow.into_iter().chain([without(texts, "strict_pick", *span)]).collect()
            }
            Self::TwoCapacities { span, first } => {
                vec![without(texts, texts.at(*span), *span), without(texts, texts.at(*first), *first)]
            }
            Self::MissingCapacity { span } => {
                Fix::list([Fix::add("units 30", texts.added(*span, "units 30"))])
            }
            Self::DefeatsOnReject { presence, span, says } => {
                let setting = without(texts, "on_reject", *says);
                without_entry(texts, presence, *span).into_iter().chain([setting]).collect()
            }
            Self::DefeatsOnMiss { presence, span, says } => {
                let setting = without(texts, "on_miss", *says);
                without_entry(texts, presence, *span).into_iter().chain([setting]).collect()
            }
            Self::SkillsIgnored { span, .. } => {
                let all =
                    ["skills exact", "skills closest"].map(|text| set_in(texts, *span, "distribution", text));
                Fix::list(all)
            }
            Self::AffinityOverridden { template, span, auto_assign, .. } => {
                let yes = set_here(texts, *auto_assign, "auto_assign yes");
                let titled =
                    yes.map(|fix| Fix { title: format!("write `auto_assign yes` in `{template}`"), ..fix });
                Fix::list([titled, set_in(texts, *span, "distribution", "affinity no")])
            }
            Self::ShortAutoClose { span } => vec![instead(*span, "auto_close 28d")],
            Self::MixedCapacity { .. } => Vec::new(),
        }
    }
}

/// Writes a setting where it stands at `span`; else adds it to the block of that word in the same declaration.
fn set_in(texts: Texts<'_>, span: Span, block: &str, text: &str) -> Option<Fix> {
    if starts_alike(texts.at(span), text) {
        return Some(instead(span, text));
    }
    Fix::add(text, texts.added(texts.word(span, block)?, text))
}

/// Writes a setting where it stands at `span`; else adds it to the block whose header is there.
fn set_here(texts: Texts<'_>, span: Span, text: &str) -> Option<Fix> {
    if starts_alike(texts.at(span), text) {
        return Some(instead(span, text));
    }
    Fix::add(text, texts.added(span, text))
}

fn starts_alike(one: &str, other: &str) -> bool {
    one.split_whitespace().next() == other.split_whitespace().next()
}
