/// So many things are told of what there may be many of.
pub(crate) const TOLD: usize = 10;

/// A circle of so many things is told as it is.
const SHORT: usize = 8;

/// The first of many things, with `between` between them; `…` stands for the others.
pub(crate) fn listed(all: impl IntoIterator<Item = String>, between: &str) -> String {
    let mut all = all.into_iter();
    let mut told: Vec<_> = all.by_ref().take(TOLD).collect();
    told.extend(all.next().map(|_| "…".to_owned()));
    told.join(between)
}

/// Things that lead to one another, back to the first, with `between` between them; `…` stands for the middle of many.
pub(crate) fn circle(all: impl ExactSizeIterator<Item = String> + Clone, between: &str) -> String {
    let first = all.clone().next();
    let shown = if all.len() > SHORT { 3 } else { all.len() };
    let gap = (all.len() > SHORT).then(|| "…".to_owned());
    all.take(shown).chain(gap).chain(first).collect::<Vec<_>>().join(between)
}

#[cfg(test)]
mod tests {
    use super::{SHORT, TOLD, circle, listed};

    fn names(many: usize) -> impl ExactSizeIterator<Item = String> + Clone {
        (0..many).map(|at| format!("n{at}"))
    }

    #[test]
    fn of_many_things_the_first_are_told() {
        assert_eq!(listed(names(0), ", "), "");
        assert_eq!(listed(names(2), " or "), "n0 or n1");
        assert_eq!(listed(names(TOLD), ","), "n0,n1,n2,n3,n4,n5,n6,n7,n8,n9");
        assert_eq!(listed(names(TOLD + 1), ","), "n0,n1,n2,n3,n4,n5,n6,n7,n8,n9,…");
    }

    #[test]
    fn a_circle_leads_back_to_its_first() {
        assert_eq!(circle(names(1), " → "), "n0 → n0");
        assert_eq!(circle(names(SHORT), "-"), "n0-n1-n2-n3-n4-n5-n6-n7-n0");
        assert_eq!(circle(names(SHORT + 1), "-"), "n0-n1-n2-…-n0");
        assert_eq!(circle(names(0), "-"), "");
    }
}
