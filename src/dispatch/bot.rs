//! Bots meet items first, once (domain section 19).

use super::effect::{Cause, ItemState};
use super::note::Note;
use super::refusal::Refusal;
use super::turn::{Outcome, Standings, Turn};
use std::sync::Arc;

/// After how many microseconds without a word a conversation with a bot is closed (domain section 18).
pub(super) const BOT_PATIENCE: i64 = 1_800_000_000;

impl Turn<'_> {
    fn must_be_with_bot(&self, number: u64) -> Outcome {
        let with_bot =
            self.item(number).is_some_and(|item| item.bot.is_some() && item.state == ItemState::Active);
        if with_bot { Ok(()) } else { Err(Refusal::NotWithBot { item: self.id(number) }) }
    }

    /// The bot hands the conversation to people: the route is asked again, with what the bot found out.
    pub(super) fn bot_escalates(&mut self, number: u64, context: Option<&str>) -> Outcome {
        self.must_be_with_bot(number)?;
        if let Some(context) = context {
            self.learns(number, &format!("{{\"context\":{context}}}"));
        }
        let Some(item) = self.item(number) else { return Ok(()) };
        let (workstream, id, like) = (item.workstream, Arc::clone(&item.id), item.like.clone());
        let standings = Standings { state: self.state, now: self.now };
        let routed = self.rules.route(workstream, &id, &like, self.now, &standings);
        self.place(number, &routed, Cause::Escalated);
        Ok(())
    }

    /// What the bot found out; what of it cannot be read is left out, and noted.
    fn learns(&mut self, number: u64, values: &str) {
        let Some(mut like) = self.item(number).map(|item| item.like.clone()) else { return };
        if let Err(why) = self.rules.update(&mut like, values) {
            self.note(Note::Unread { item: self.id(number), why });
        }
        if let Some(item) = self.item_mut(number) {
            item.like = like;
        }
    }

    /// The bot ends the conversation.
    pub(super) fn bot_ends(&mut self, number: u64) -> Outcome {
        self.must_be_with_bot(number)?;
        self.close(number, Cause::EndedByBot);
        Ok(())
    }
}
