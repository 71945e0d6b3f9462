//! Which steps of a guard must come out one way wherever it holds: those need not stand in its order.

use super::quick::QuickKind;
use super::steps::{NO, Step, YES};

/// Finds the steps that are required, and keeps its memory between guards.
#[derive(Debug, Default)]
pub(super) struct Required {
    /// For each step, how it must come out; `None` where that is not one way.
    pub(super) ways: Vec<Option<bool>>,
    /// Whether a step leads to where the guard holds.
    leads: Vec<bool>,
    /// Where a step came to stand when others were taken out.
    places: Vec<u16>,
}

impl Required {
    /// Finds them. A step is required if the guard's first leads by it and no way leads past it: steps lead forward only, so
    /// that two passes tell.
    pub(super) fn find(&mut self, steps: &[Step]) {
        self.ways.clear();
        self.ways.resize(steps.len(), None);
        // What is computed on the way stands in the order of the code.
        if steps.iter().any(|step| step.quick.kind == QuickKind::Do) {
            return;
        }
        self.find_leading(steps);
        let mut furthest = 0;
        for ((at, step), way) in (0_u16..).zip(steps).zip(&mut self.ways) {
            let leads = |to: &u16| *to == YES || self.leads.get(usize::from(*to)) == Some(&true);
            if furthest == at {
                *way = match (leads(&step.yes), leads(&step.no)) {
                    (true, false) if step.no == NO => Some(true),
                    (false, true) if step.yes == NO => Some(false),
                    (_, _) => None,
                };
            }
            let onward = [step.yes, step.no].into_iter().filter(leads).max().unwrap_or(0);
            furthest = furthest.max(onward);
        }
    }

    fn find_leading(&mut self, steps: &[Step]) {
        self.leads.clear();
        self.leads.resize(steps.len(), false);
        for (at, step) in steps.iter().enumerate().rev() {
            let to = [step.yes, step.no];
            let leads = to.iter().any(|to| *to == YES || self.leads.get(usize::from(*to)) == Some(&true));
            self.leads.get_mut(at).into_iter().for_each(|place| *place = leads);
        }
    }

    /// Whether all steps are.
    pub(super) fn is_all(&self) -> bool {
        !self.ways.contains(&None)
    }

    /// Takes out the steps that still are said to come out one way. They stay, and it says so, where what is left would not
    /// begin with its first.
    pub(super) fn take_out(&mut self, steps: &mut Vec<Step>) -> bool {
        let kept = self.ways.iter().filter(|way| way.is_none()).count();
        let Ok(mut next) = u16::try_from(kept) else { return false };
        self.places.clear();
        self.places.resize(steps.len(), NO);
        for (at, (step, way)) in steps.iter().zip(&self.ways).enumerate().rev() {
            let place = match way {
                Some(true) => self.place(step.yes),
                Some(false) => self.place(step.no),
                None => {
                    next = next.saturating_sub(1);
                    next
                }
            };
            self.places.get_mut(at).into_iter().for_each(|one| *one = place);
        }
        if kept > 0 && self.place(0) != 0 {
            return false;
        }
        for step in steps.iter_mut() {
            (step.yes, step.no) = (self.place(step.yes), self.place(step.no));
        }
        let mut ways = self.ways.iter();
        steps.retain(|_| ways.next().is_none_or(Option::is_none));
        true
    }

    /// Where that step came to stand.
    fn place(&self, step: u16) -> u16 {
        if step >= NO { step } else { self.places.get(usize::from(step)).copied().unwrap_or(NO) }
    }
}
