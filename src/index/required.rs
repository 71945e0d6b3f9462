//! Which steps of a guard must come out one way wherever it holds: those need not stand in its order.

use super::quick::QuickKind;
use super::steps::{NO, Step, YES};

/// Longer guards are left as they are: each step takes a look at all.
const LONGEST: usize = 32;

/// For each step, how it must come out; `None` where that is not one way.
pub(super) fn required(steps: &[Step]) -> Vec<Option<bool>> {
    // What is computed on the way stands in the order of the code.
    if steps.len() > LONGEST || steps.iter().any(|step| step.quick.kind == QuickKind::Do) {
        return vec![None; steps.len()];
    }
    let must = |(at, step): (usize, &Step)| {
        let way = match (step.yes, step.no) {
            (NO, on) if on != NO => false,
            (on, NO) if on != NO => true,
            _ => return None,
        };
        (!holds_without(steps, at)).then_some(way)
    };
    steps.iter().enumerate().map(must).collect()
}

/// Whether any way leads to the end without that step.
fn holds_without(steps: &[Step], without: usize) -> bool {
    let mut leads = vec![false; steps.len()];
    for (at, step) in steps.iter().enumerate().rev().filter(|(at, _)| *at != without) {
        let holds =
            [step.yes, step.no].iter().any(|to| *to == YES || leads.get(usize::from(*to)) == Some(&true));
        leads.get_mut(at).into_iter().for_each(|place| *place = holds);
    }
    leads.first() == Some(&true)
}

/// The steps without those that are said to come out one way; `None` where what is left would not begin with its first.
pub(super) fn without(steps: &[Step], gone: &[Option<bool>]) -> Option<Vec<Step>> {
    let left = |at: u16| gone.get(usize::from(at)).copied().flatten();
    let number = |to: u16| {
        let mut to = to;
        while let (Some(way), Some(step)) = (left(to), steps.get(usize::from(to))) {
            to = if way { step.yes } else { step.no };
        }
        let before = gone.iter().take(usize::from(to)).filter(|gone| gone.is_none()).count();
        if to >= NO { Some(to) } else { u16::try_from(before).ok() }
    };
    let stays = steps.iter().zip(gone).filter(|(_, gone)| gone.is_none()).map(|(step, _)| step);
    let kept: Option<Vec<_>> = stays
        .map(|step| Some(Step { quick: step.quick, yes: number(step.yes)?, no: number(step.no)? }))
        .collect();
    kept.filter(|kept| kept.is_empty() || number(0) == Some(0))
}
