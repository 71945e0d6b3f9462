use super::run::Run;
use crate::bytecode::{Atom, AtomId, Cmp, ConstList, ListId, MISSING, Quantifier, Search, Slot, SlotKind};
use crate::value::Instant;

impl Run<'_> {
    /// What an atom says: `false` of anything missing.
    pub(super) fn asks(&self, id: AtomId, atom: &Atom) -> bool {
        match atom {
            Atom::Const(holds) => *holds,
            Atom::Range { slot, lo, hi } => (*lo..=*hi).contains(&self.frame.get(*slot)),
            Atom::Mask { slot, bits } => {
                u32::try_from(self.frame.get(*slot)).is_ok_and(|bit| bit < 64 && bits >> bit & 1 == 1)
            }
            Atom::OneOf { slot, list } => self.numbers(*list).binary_search(&self.frame.get(*slot)).is_ok(),
            Atom::TextIs { slot, exact, .. } | Atom::TextIn { slot, exact, .. } => {
                self.text(*slot, *exact, id, Search::is)
            }
            Atom::TextSearch { slot, mode, quantifier, exact, .. } => {
                self.text(*slot, *exact, id, |search, text| search.finds(*mode, *quantifier, text))
            }
            Atom::Regex { slot, .. } => self.text(*slot, true, id, Search::matches),
            Atom::ListHas { slot, list, quantifier } => self.list_has(*slot, *list, *quantifier),
            Atom::ListHasText { slot, quantifier, exact, .. } => {
                self.list_has_text(*slot, *quantifier, *exact, id)
            }
            Atom::InList { slot, list, exact } => self.in_list(*slot, *list, *exact),
            Atom::During { slot, calendar } => {
                let at = self.frame.get(*slot);
                let calendar = self.verified.calendar(*calendar);
                at != MISSING && calendar.is_some_and(|calendar| calendar.is_open(Instant(at)))
            }
            Atom::Age { slot, lo, hi } => {
                let at = self.frame.get(*slot);
                at != MISSING && (*lo..=*hi).contains(&self.now.0.saturating_sub(at))
            }
            Atom::Cmp { left, op, right } => compare(self.frame.get(*left), *op, self.frame.get(*right)),
            Atom::TextCmp { left, right, exact } => {
                let (left, right) = (self.frame.get(*left), self.frame.get(*right));
                left != MISSING && right != MISSING && self.same_text(left, right, *exact)
            }
        }
    }

    fn numbers(&self, list: ListId) -> &[i64] {
        match self.program.lists.get(list.index()) {
            Some(ConstList::Numbers(numbers)) => numbers,
            Some(ConstList::Texts(_)) | None => &[],
        }
    }

    fn text<'s>(
        &'s self,
        slot: Slot,
        exact: bool,
        id: AtomId,
        asks: impl Fn(&Search<'s>, &str) -> bool,
    ) -> bool {
        let value = self.frame.get(slot);
        let Some(search) = self.verified.search(id).filter(|_| value != MISSING) else { return false };
        let texts = self.frame.texts();
        asks(&search, if exact { texts.raw(value) } else { texts.folded(value) })
    }

    fn list_has(&self, slot: Slot, list: ListId, quantifier: Quantifier) -> bool {
        if self.frame.get(slot) == MISSING {
            return false;
        }
        let (members, wanted) = (self.frame.list(slot), self.numbers(list));
        match quantifier {
            Quantifier::Any => wanted.iter().any(|number| members.contains(number)),
            Quantifier::All => wanted.iter().all(|number| members.contains(number)),
            Quantifier::None => !wanted.iter().any(|number| members.contains(number)),
        }
    }

    fn list_has_text(&self, slot: Slot, quantifier: Quantifier, exact: bool, id: AtomId) -> bool {
        if self.frame.get(slot) == MISSING {
            return false;
        }
        let (members, texts) = (self.frame.list(slot), self.frame.texts());
        let as_asked = |member: &i64| if exact { texts.raw(*member) } else { texts.folded(*member) };
        let has = |text: &str| members.iter().any(|member| as_asked(member) == text);
        self.verified.search(id).is_some_and(|search| search.members(quantifier, has))
    }

    fn in_list(&self, slot: Slot, list: Slot, exact: bool) -> bool {
        let value = self.frame.get(slot);
        if value == MISSING {
            return false;
        }
        let is_text =
            self.program.schema.slots.get(slot.index()).is_some_and(|shape| shape.kind == SlotKind::Text);
        let members = self.frame.list(list);
        if is_text {
            members.iter().any(|member| self.same_text(*member, value, exact))
        } else {
            members.contains(&value)
        }
    }

    fn same_text(&self, left: i64, right: i64, exact: bool) -> bool {
        let texts = self.frame.texts();
        if exact { texts.raw(left) == texts.raw(right) } else { texts.same(left, right) }
    }
}

fn compare(left: i64, op: Cmp, right: i64) -> bool {
    let holds = match op {
        Cmp::Eq => left == right,
        Cmp::Lt => left < right,
        Cmp::Le => left <= right,
    };
    holds && left != MISSING && right != MISSING
}
