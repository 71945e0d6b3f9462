use super::graph::Plan;
use super::overlay::Overlay;
use super::program::Program;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::rc::Rc;

/// The programs of which no file is open: each is read when something is asked of it, and kept from then on.
#[derive(Debug, Default)]
pub(super) struct Asleep {
    known: RefCell<BTreeMap<String, Rc<Program>>>,
}

/// A program, whether a file of it is open or not.
#[derive(Debug)]
pub(super) enum Held<'p> {
    /// One that is kept up to date.
    Awake(&'p Program),
    /// One that was brought up to date just now.
    Asleep(Rc<Program>),
}

impl Deref for Held<'_> {
    type Target = Program;

    fn deref(&self) -> &Program {
        match self {
            Held::Awake(program) => program,
            Held::Asleep(program) => program,
        }
    }
}

impl Asleep {
    /// The program of a plan, brought up to date with what is there now.
    pub(super) fn program(&self, plan: &Plan, overlay: &Overlay<'_>) -> Rc<Program> {
        let known = self.known.borrow_mut().remove(&plan.at);
        let known = known.and_then(Rc::into_inner).filter(|program| program.is(plan));
        let mut program = known.unwrap_or_else(|| Program::new(plan));
        program.refresh(overlay);
        let program = Rc::new(program);
        self.known.borrow_mut().insert(plan.at.clone(), Rc::clone(&program));
        program
    }

    /// Does something to each of them that is known.
    pub(super) fn each(&mut self, mut change: impl FnMut(&mut Program)) {
        self.known.get_mut().retain(|_, program| Rc::get_mut(program).map(&mut change).is_some());
    }

    /// Forgets those that are not `wanted`, by path.
    pub(super) fn keep(&mut self, wanted: impl Fn(&str) -> bool) {
        self.known.get_mut().retain(|at, _| wanted(at));
    }
}
