/// A model that every program may ask without declaring it (domain section 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BuiltInModel {
    /// The word that rulesets use.
    pub name: &'static str,
    /// The name of its first parameter, a text.
    pub first: &'static str,
    /// How many texts it takes at most.
    pub most: usize,
    /// What it answers.
    pub result: ModelResult,
}

/// What a built-in model answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ModelResult {
    /// One of the seven sentiments.
    Sentiment,
    /// The effort in minutes.
    Minutes,
    /// Skills that the item needs.
    Skills,
}

/// The built-in models, by number.
pub const MODELS: &[BuiltInModel] = &[
    BuiltInModel { name: "sentiment", first: "message", most: 10, result: ModelResult::Sentiment },
    BuiltInModel { name: "effort", first: "title", most: 10, result: ModelResult::Minutes },
    BuiltInModel { name: "skills", first: "text", most: 10, result: ModelResult::Skills },
];
