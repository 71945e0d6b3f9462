//! Words of the language, each with a sentence about it.

use super::enums::PRESENCE;
use crate::types::Type;

/// A word that every program knows, where its place allows it: what it is and what type it has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFact {
    /// The word.
    pub word: &'static str,
    /// Of whom it is a fact.
    pub of: FactOf,
    /// Its type.
    pub ty: Type,
    /// Whether it may be missing.
    pub optional: bool,
    /// What it is, in a sentence.
    pub doc: &'static str,
}

/// Of whom something is known, and so where it may be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FactOf {
    /// Of nobody: everywhere.
    Everywhere,
    /// Of the item, after `item.`.
    Item,
    /// Of an agent who may be picked.
    Agent,
    /// Of a queue, in its overflow.
    Queue,
    /// Of an item in its queue, in the rules of an assignment.
    Waiting,
    /// Of a decision, in a test.
    Decision,
}

const fn fact(word: &'static str, of: FactOf, ty: Type, doc: &'static str) -> KnownFact {
    KnownFact { word, of, ty, optional: false, doc }
}

const fn perhaps(word: &'static str, of: FactOf, ty: Type, doc: &'static str) -> KnownFact {
    KnownFact { word, of, ty, optional: true, doc }
}

/// Every such word.
pub const FACTS: &[KnownFact] = &[
    fact("now", FactOf::Everywhere, Type::Instant, "The moment at which the rule is asked."),
    fact("id", FactOf::Item, Type::Text, "What the host calls the item."),
    fact("id", FactOf::Agent, Type::Agent, "What the roster calls the agent."),
    fact("presence", FactOf::Agent, Type::Enum(PRESENCE), "The agent's presence, as routing sees it."),
    fact("idle_time", FactOf::Agent, Type::Duration, "How long the agent has had no work."),
    perhaps(
        "last_assigned",
        FactOf::Agent,
        Type::Instant,
        "When the agent last got work; missing for who never did.",
    ),
    fact("is_working", FactOf::Agent, Type::Bool, "Whether it is the agent's working time."),
    fact("units_free", FactOf::Agent, Type::Int, "How many units of the agent's capacity are free."),
    fact("waiting_items", FactOf::Queue, Type::Int, "How many items wait in the queue."),
    perhaps(
        "predicted_wait",
        FactOf::Queue,
        Type::Duration,
        "How long a new call would wait, if the host can tell.",
    ),
    fact("out_of_hours", FactOf::Queue, Type::Bool, "Whether the queue is closed now, by its `hours`."),
    fact(
        "waited",
        FactOf::Waiting,
        Type::Duration,
        "How long the item has waited in this queue; compared with lengths of time such as `2m`.",
    ),
    perhaps("queue", FactOf::Decision, Type::Queue, "The queue that the decision came to."),
    perhaps("workstream", FactOf::Decision, Type::Unknown, "The workstream that took the item."),
    perhaps("bot", FactOf::Decision, Type::Unknown, "The bot that meets the item first."),
    fact("problems", FactOf::Decision, Type::Int, "How many problems the item's data had."),
];

/// A type that every program has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownType {
    /// Its word.
    pub word: &'static str,
    /// Which it is.
    pub ty: Type,
    /// What its values are, in a sentence.
    pub doc: &'static str,
}

const fn named(word: &'static str, ty: Type, doc: &'static str) -> KnownType {
    KnownType { word, ty, doc }
}

/// Every such type.
pub const TYPES: &[KnownType] = &[
    named("bool", Type::Bool, "`yes` or `no`."),
    named("int", Type::Int, "A whole number."),
    named("decimal", Type::Decimal, "An exact number with up to four decimals."),
    named(
        "text",
        Type::Text,
        "A text of any length; comparisons ignore case unless `exactly` stands before them.",
    ),
    named("date", Type::Date, "A day of the calendar, such as `2026-12-25`."),
    named("time", Type::Time, "A time of day, such as `08:00`."),
    named("instant", Type::Instant, "A point in time, such as `2026-03-02T10:15Z`."),
    named("duration", Type::Duration, "A length of time, such as `15m` or `1h30m`."),
    named("queue", Type::Queue, "A queue of the program: for parameters and results."),
    named("skill", Type::Skill, "A skill of the program: for parameters."),
    named("agent", Type::Agent, "An agent, by id: for parameters."),
];

/// A function of the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownFunction {
    /// Its word.
    pub word: &'static str,
    /// What it is given, as words.
    pub parameters: &'static [&'static str],
    /// How it is written.
    pub example: &'static str,
    /// Whether it is about an agent, and so asked where agents are.
    pub of_agent: bool,
    /// What it gives, in a sentence.
    pub doc: &'static str,
}

/// Every function of the language.
pub const FUNCTIONS: &[KnownFunction] = &[
    function("today", "today(office)", "The day it is now, where those hours or that zone are."),
    function(
        "time_of_day",
        "time_of_day(office)",
        "The time of day it is now, where those hours or that zone are.",
    ),
    function(
        "weekday",
        "weekday(office)",
        "The day of the week it is now, where those hours or that zone are: `mon` to `sun`.",
    ),
    of_profile("free", "free(chat_load)", "How many places of a capacity profile the agent has free."),
    of_profile("load", "load(chat_load)", "How many places of a capacity profile the agent has taken."),
];

const fn function(word: &'static str, example: &'static str, doc: &'static str) -> KnownFunction {
    KnownFunction { word, parameters: &["hours or zone"], example, of_agent: false, doc }
}

const fn of_profile(word: &'static str, example: &'static str, doc: &'static str) -> KnownFunction {
    KnownFunction { word, parameters: &["profile"], example, of_agent: true, doc }
}

/// A sentence about each word that joins or begins something, by the word.
pub const KEYWORDS: &[(&str, &str)] = &[
    ("language", "Heads every file: the version of the language that the file is written in."),
    ("import", "Takes another file into the program, by its path from this one."),
    ("let", "Gives a value a name."),
    ("list", "Gives several values a name, for `in` and `contains any`."),
    ("enum", "Declares a type by its values; their order is the order of the type."),
    (
        "entity",
        "Declares what a kind of record holds, field by field. `entity Agent` says what is known of agents.",
    ),
    (
        "channel",
        "Declares what a channel knows of each conversation, read as `channel.field`; in a workstream, names its channel.",
    ),
    ("condition", "Gives something that holds or does not a name, for rules to ask."),
    ("table", "Gives values by rows: the row that fits what the table is asked with."),
    ("model", "Declares a model that the host supplies; in `classify`, asks one."),
    ("closures", "Days on which nobody works, for `hours` to share."),
    ("hours", "A calendar: when something is open."),
    ("assignment", "Says which agent gets the next item: the first rule that finds an agent wins."),
    ("queue", "Where items wait for agents."),
    ("workstream", "How items of one kind come in, are classified, routed and handed to agents."),
    ("intake", "Says which workstream takes a record of an entity: the first rule that matches."),
    ("test", "Gives an item and says what must come of it."),
    ("scenario", "Plays agents and items along a time line, and says what must be so on the way."),
    ("organisation", "Settings for the whole program."),
    ("rating", "The levels that a skill may have."),
    ("skill_type", "A group of skills."),
    ("skill", "What an agent can do and an item may ask for."),
    ("profile", "How much of one kind of work an agent takes at once, or in a day."),
    ("presence", "A presence of the program's own, which counts as one of the base presences."),
    ("session", "What opens when an agent takes an item."),
    ("notification", "How an item is offered to an agent."),
    ("bot", "A bot that meets items or helps agents."),
    ("auth", "How customers sign in."),
    ("reply", "A quick reply for agents."),
    ("copies", "Takes over everything another declaration says, except what is written here."),
    ("without", "Takes away something that was copied."),
    ("context", "The context variables of a workstream: what is known of its items beside their fields."),
    (
        "classify",
        "A ruleset that sets fields, requires skills and holds capacity, before the item is routed.",
    ),
    ("route", "Says where items go."),
    ("overflow", "What happens to an item that a queue cannot take on arrival, or that has waited too long."),
    ("prioritize", "In what order a queue serves its items: each rule claims its items, in this order."),
    ("choose", "Which assignment a queue uses for which item: the first rule that matches."),
    ("first", "Only the first rule that matches counts."),
    ("all", "Every rule that matches counts, in order; of a route, the first whose queue has room wins."),
    ("unique", "No two rows may match the same input; this is proved."),
    ("complete", "Every input has a row; this is proved."),
    ("when", "What must hold for the rule to match."),
    ("otherwise", "Matches whatever no rule above has matched."),
    ("set", "Overwrites a field of the item or a context variable."),
    (
        "require",
        "Asks for a skill, at a level or any; the same skill asked for twice keeps the higher level.",
    ),
    ("hold", "Takes a place in a further capacity profile of the agent who gets the item."),
    ("to", "Where the item goes."),
    ("for", "How long the item waits for that agent alone."),
    (
        "split",
        "Sends so many items of a hundred to each of several queues, always the same for the same item.",
    ),
    ("urgency", "How urgent the item is in its queue; bigger is sooner, and it may grow with the wait."),
    ("use", "Which assignment is used instead of the queue's own."),
    ("then", "What overflow does."),
    ("after", "Asks only once the item has waited so long."),
    ("of", "Counts only the time in which those hours are open."),
    ("pick", "`pick agents where …` finds agents of the queue for whom the condition holds."),
    ("agents", "`pick agents where …` finds agents of the queue for whom the condition holds."),
    (
        "where",
        "What must hold for an agent; here a bare word is about the agent, and `item.` about the item.",
    ),
    ("order", "`order by …` says who or what comes first."),
    ("by", "`order by …` says who or what comes first."),
    ("arrival", "The items that came first are first."),
    ("proficiency", "How well the agent's levels fit those the item asks for: `nearest` or `most`."),
    ("skill_count", "How many skills the agent has: `most`."),
    ("nearest", "The level that is nearest to what is asked for first."),
    ("most", "The most first."),
    ("ascending", "The smallest first."),
    ("descending", "The biggest first."),
    ("and", "Both must hold."),
    ("or", "At least one must hold."),
    ("not", "Turns round the one comparison or parenthesis that follows."),
    ("in", "Whether a value is one of several, or lies in a range."),
    ("is", "`is present` and `is missing` ask whether there is a value."),
    ("present", "There is a value."),
    ("missing", "There is no value."),
    ("any", "In a table: a cell that does not matter. After `contains`: one of them is enough."),
    ("none", "After `contains`: none of them may be there."),
    ("contains", "Whether a text holds another, or a list a value; case does not count."),
    ("word", "The text must stand there as a whole word, so that `legal` is not found in `illegal`."),
    ("starts", "`starts with` asks how a text begins."),
    ("ends", "`ends with` asks how a text ends."),
    ("with", "`starts with` and `ends with` ask how a text begins and ends."),
    ("matches", "Whether a regular expression is found in a text."),
    ("exactly", "The comparison that follows counts case."),
    ("within", "`within last 7d` and `within next 2h` ask how far a point in time is from now."),
    ("last", "`within last 7d`: no longer ago than that."),
    ("next", "`within next 2h`: no later than that from now."),
    ("older", "`older than 3d`: longer ago than that."),
    ("than", "`older than 3d`: longer ago than that."),
    ("during", "Whether those hours are open, now or at the point in time before it."),
    ("has", "Whether the agent has a skill, at a level or any."),
    ("needs", "Whether the item requires a skill so far."),
    ("holds", "Whether the item holds a capacity profile beside its workstream's."),
    ("item", "The item that is decided; `item.` makes plain that a field is the item's."),
    ("agent", "The agent who may be picked; `agent.` makes plain that a field is the agent's."),
    ("yes", "It is so."),
    ("no", "It is not so."),
    ("given", "What a test begins with: an item, a queue's state, a model's answer, an id."),
    ("at", "The moment at which the test's item comes in."),
    ("expect", "What must be so."),
    ("fired", "The rule of that label was applied."),
    (
        "rows",
        "What differs from one run of the test to the next: what is given, an arrow, what is expected; a row a run.",
    ),
    ("from", "Where something comes from: the field's name in the data, or a file."),
    ("named", "Further ways in which data spells it."),
];

/// The sentence about a word that joins or begins something.
#[must_use]
pub fn keyword(word: &str) -> Option<&'static str> {
    KEYWORDS.iter().find(|(known, _)| *known == word).map(|(_, doc)| *doc)
}
