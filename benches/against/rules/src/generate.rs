use crate::attribute::Domain;
use crate::condition::Condition;
use crate::items::{Item, Making};
use crate::random::Random;
use crate::shape::Shape;
use crate::{FALLBACK, items};

/// A rule: where it holds, and no rule before it does, the item goes to its queue.
#[derive(Debug, Clone)]
pub struct Rule {
    pub when: Condition,
    pub queue: u32,
}

/// Ordered rules of one shape.
#[derive(Debug, Clone)]
pub struct RuleSet {
    pub shape: Shape,
    pub domain: Domain,
    pub rules: Vec<Rule>,
    /// How many queues there are.
    pub queues: u32,
}

impl RuleSet {
    /// That many rules of that shape.
    #[must_use]
    pub fn new(shape: Shape, many: usize) -> Self {
        let domain = Domain::new(many);
        let queues = u32::try_from(many.clamp(10, 200)).unwrap_or(200);
        let mut random = Random::new(seed(shape, many));
        // So that a random item meets about one rule by chance, and hits spread over the whole list.
        let share = 1.0 / f64::from(u32::try_from(many.max(20)).unwrap_or(u32::MAX));
        let rules = (0..many).map(|_| {
            let when = shape.condition(share, &domain, &mut random);
            let queue = u32::try_from(random.below(i64::from(queues))).unwrap_or(0);
            Rule { when, queue }
        });
        let rules = rules.collect();
        Self { shape, domain, rules, queues }
    }

    /// The first rule that holds for an item.
    #[must_use]
    pub fn first(&self, item: &Item) -> Option<usize> {
        self.rules.iter().position(|rule| rule.when.holds(item, &self.domain))
    }

    /// The queue an item goes to.
    #[must_use]
    pub fn queue(&self, item: &Item) -> u32 {
        self.first(item).map_or(FALLBACK, |rule| self.rules[rule].queue)
    }

    /// That many items: 95 in a hundred are made to satisfy a rule drawn anywhere in the list, the others satisfy none.
    #[must_use]
    pub fn items(&self, many: usize) -> Vec<Item> {
        let mut random = Random::new(seed(self.shape, self.rules.len()) ^ 0x17E5);
        (0..many).map(|_| self.item(&mut random)).collect()
    }

    fn item(&self, random: &mut Random) -> Item {
        if random.percent(95) {
            let mut making = Making::random(&self.domain, random);
            let rule = &self.rules[random.place(self.rules.len())];
            making.satisfy(&rule.when, &self.domain, random);
            return making.finish(&self.domain);
        }
        for _ in 0..items::TRIES {
            let item = Making::random(&self.domain, random).finish(&self.domain);
            if self.first(&item).is_none() {
                return item;
            }
        }
        Making::random(&self.domain, random).finish(&self.domain)
    }
}

fn seed(shape: Shape, many: usize) -> u64 {
    let shape = match shape {
        Shape::Selective => 1,
        Shape::Mixed => 2,
        Shape::Scan => 3,
    };
    shape << 40 | u64::try_from(many).unwrap_or(0)
}
