use super::load::Load;

/// What is to be done with each batch of items, by as many hands as there are threads.
pub(crate) trait Work: Send + Sync + 'static {
    /// What a hand counts meanwhile.
    type Sum: Default + Send + 'static;

    /// One more hand.
    fn hand(&self) -> Box<dyn Hand<Self::Sum> + '_>;

    /// What two hands counted, together.
    fn both(one: Self::Sum, other: Self::Sum) -> Self::Sum;
}

/// Somebody who works on one batch after the other.
pub(crate) trait Hand<S> {
    /// Works on each item of the load.
    fn work(&mut self, load: &mut Load);

    /// What was counted.
    fn sum(self: Box<Self>) -> S;
}
