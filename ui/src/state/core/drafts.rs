//! What is on its way to the drafts: all of it is there before the page lets go.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::Core;

/// Something that waits to be done, once.
type Act = Cell<Option<Box<dyn FnOnce()>>>;

/// What is on its way.
#[derive(Default)]
pub(super) struct Drafts {
    /// How many changes are being written.
    writing: Cell<usize>,
    /// What a person did last and is not being written yet.
    edits: RefCell<Weak<Act>>,
}

/// Something that is done after a while, or when the page goes to sleep. Dropping it gives it
/// up.
pub struct Later {
    act: Rc<Act>,
    _after: Timeout,
}

impl Drop for Later {
    fn drop(&mut self) {
        self.act.take();
    }
}

impl Core {
    /// Changes the drafts; the page does not let go before that is through.
    pub fn keep_drafts(self: &Rc<Self>, change: impl Future<Output = ()> + 'static) {
        let core = self.clone();
        core.drafts.writing.update(|writing| writing + 1);
        spawn_local(async move {
            change.await;
            core.drafts.writing.update(|writing| writing - 1);
        });
    }

    /// Keeps what a person did after so many milliseconds. One at a time waits.
    pub fn keep_later(&self, ms: u32, act: impl FnOnce() + 'static) -> Later {
        let act: Rc<Act> = Rc::new(Cell::new(Some(Box::new(act))));
        self.drafts.edits.replace(Rc::downgrade(&act));
        let after = {
            let act = act.clone();
            Timeout::new(ms, move || run(&act))
        };
        Later { act, _after: after }
    }

    /// Writes at once what waits for the person to pause. It must be called before the screens
    /// go: what waits goes with them.
    pub fn flush_edits(&self) {
        let waiting = self.drafts.edits.borrow().upgrade();
        if let Some(act) = waiting {
            run(&act);
        }
    }

    pub(super) async fn kept_drafts(&self) {
        while self.drafts.writing.get() > 0 {
            TimeoutFuture::new(5).await;
        }
    }
}

fn run(act: &Act) {
    if let Some(act) = act.take() {
        act();
    }
}
