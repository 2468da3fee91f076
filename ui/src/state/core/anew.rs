//! Loading the replica anew: after something could not be stored, and after the engine came
//! to its end.

use std::rc::Rc;

use super::{Core, Job, Unsaved};
use crate::host::store::StoreError;
use crate::state::larder::{Progress, Request};
use crate::state::replica::{Ahead, Replica};
use crate::state::sync_log::Said;

impl Core {
    /// Shows what is in storage again; what was not stored can be tried again.
    pub(super) async fn take_back(self: &Rc<Self>, failed: Job, why: StoreError) {
        web_sys::console::error_1(&why.to_string().into());
        self.hang_up();
        self.loading.set(true);
        let loaded = Replica::load(&self.store).await;
        self.loading.set(false);
        // From here on nothing waits: what was planned meanwhile is taken back with the rest.
        if !self.install(loaded) {
            return;
        }
        self.keep_glimpse_soon();
        let later = std::mem::take(&mut *self.queue.borrow_mut());
        let jobs = std::iter::once(failed).chain(later);
        let requests: Vec<Request> = jobs.filter_map(|job| job.request).collect();
        if requests.is_empty() {
            self.say(Said::NotStored, 1);
            self.voice.changed.emit(());
            return self.do_held();
        }
        let earlier = self.unsaved.take();
        let earlier = earlier.map(|unsaved| unsaved.requests).unwrap_or_default();
        self.unsaved.replace(Some(Unsaved {
            requests: earlier
                .into_iter()
                .chain(requests.iter().cloned())
                .collect(),
            why,
        }));
        self.voice.hush.emit(());
        self.voice.changed.emit(());
        for request in requests {
            request.on_progress.emit(Progress::Failed);
        }
        self.do_held();
    }

    /// Puts a replica in the place of the last one, and lets go of what that one had begun;
    /// whether there is one.
    pub(super) fn install(self: &Rc<Self>, loaded: Result<Replica, StoreError>) -> bool {
        // A way that was found meanwhile was for the last one.
        self.let_go();
        match loaded {
            Ok(replica) => {
                *self.replica.borrow_mut() = replica;
                self.loads.set(self.loads.get().wrapping_add(1));
                true
            }
            Err(error) => {
                // A page that sleeps has let go of its storage.
                if !self.keeper.borrow().has_ended() {
                    self.voice.broken.emit(error);
                }
                false
            }
        }
    }

    /// Loads the replica anew and does what has waited for that; whether it could.
    pub(super) async fn begin_anew(self: &Rc<Self>) -> bool {
        self.let_go();
        self.loading.set(true);
        let loaded = match self.take_ahead() {
            Some(ahead) => ahead.go_on(&self.store).await,
            None => Replica::load(&self.store).await,
        };
        self.loading.set(false);
        if !self.install(loaded) {
            return false;
        }
        self.mend_tables();
        self.look_for_disputes();
        self.connect_now();
        self.lay_ready_soon();
        self.keep_glimpse_soon();
        self.voice.changed.emit(());
        self.do_held();
        true
    }

    fn take_ahead(&self) -> Option<Ahead> {
        self.replica.borrow_mut().take_ahead()
    }

    /// Does what has waited.
    pub(super) fn do_held(self: &Rc<Self>) {
        let held = std::mem::take(&mut *self.held.borrow_mut());
        for request in held {
            self.request(request);
        }
    }
}
