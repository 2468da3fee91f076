//! Folding what has come in, and what follows from it: the derived tables, what two people
//! did to the same thing, and the page.

use std::rc::Rc;

use sync::EntityId;
use wasm_bindgen_futures::spawn_local;

use super::Core;
use crate::host::browser;
use crate::host::store::Commit;
use crate::state::sync_log::Said;

/// How often the page is drawn anew for what others did, at most, in milliseconds: a whole
/// household that comes in must not keep it busy with drawing.
const DRAWS_MS: f64 = 150.0;
/// The same while a whole household comes in.
const DRAWS_FAR_MS: f64 = 700.0;

impl Core {
    pub(super) fn take_in(self: &Rc<Self>, ops: Vec<(sync::Op, Option<u64>)>) {
        let own = self.replica.borrow().replica();
        let (sent, received): (Vec<_>, Vec<_>) =
            ops.iter().partition(|(op, _)| op.id.replica == own);
        self.say(Said::Sent, actions(&sent));
        self.say(Said::Received, actions(&received));
        let writers = received.iter().map(|(op, _)| op.id.replica);
        self.meet(writers);
        self.replica.borrow_mut().take_in(ops);
        self.fold_soon();
    }

    pub(super) fn fold_soon(self: &Rc<Self>) {
        let core = self.clone();
        spawn_local(async move { core.fold().await });
    }

    /// Folds what has come in, in slices between which the browser may paint.
    async fn fold(self: &Rc<Self>) {
        if self.folding.replace(true) {
            return;
        }
        loop {
            let more = self.replica.borrow_mut().fold_some();
            if !more {
                break;
            }
            browser::breathe().await;
        }
        self.folding.set(false);
        if self.keeper.borrow().has_ended() {
            return;
        }
        let (tables, entities) = self.replica.borrow_mut().show();
        self.look_again(entities);
        let mut replica = self.replica.borrow_mut();
        let stores = !replica.is_ahead() && !replica.leaves_tables();
        drop(replica);
        if stores {
            self.push_commit(tables);
            self.mend_tables();
        }
        self.show_soon();
    }

    /// Draws the page anew for what others did: at once, or after a while if it just did.
    pub(super) fn show_soon(self: &Rc<Self>) {
        if self.drawing.replace(true) {
            return;
        }
        let draws_ms = match self.replica.borrow().is_far() {
            true => DRAWS_FAR_MS,
            false => DRAWS_MS,
        };
        let drawn_ms = browser::elapsed_ms() - self.drawn_ms.get();
        let wait_ms = (draws_ms - drawn_ms).clamp(0.0, draws_ms);
        let core = self.clone();
        spawn_local(async move {
            if wait_ms > 0.0 {
                gloo_timers::future::TimeoutFuture::new(wait_ms as u32).await;
            }
            core.drawing.set(false);
            core.drawn_ms.set(browser::elapsed_ms());
            core.voice.changed.emit(());
        });
    }

    /// Makes the derived tables anew if they may be wrong, in slices.
    pub(super) fn mend_tables(self: &Rc<Self>) {
        if self.mending.get() {
            return;
        }
        let parts = self.replica.borrow_mut().stale();
        if parts.is_empty() {
            return;
        }
        self.mending.set(true);
        let loads = self.loads.get();
        let core = self.clone();
        spawn_local(async move {
            core.push_commit(Commit {
                every_row: true,
                ..Commit::default()
            });
            for part in &parts {
                if core.keeper.borrow().has_ended() {
                    return;
                }
                if core.loads.get() != loads {
                    break;
                }
                let mended = core.replica.borrow().tables(part);
                core.push_commit(mended);
                core.stored_all().await;
            }
            core.mending.set(false);
            if core.loads.get() != loads {
                return core.mend_tables();
            }
            // What was folded meanwhile has written its own rows: this says that all are
            // there.
            let mut replica = core.replica.borrow_mut();
            replica.has_mended();
            let (tables, entities) = replica.show();
            drop(replica);
            core.look_again(entities);
            core.push_commit(tables);
            core.mend_tables();
        });
    }

    /// Looks through the whole household, in slices.
    pub(super) fn look_for_disputes(self: &Rc<Self>) {
        self.disputes.borrow_mut().clear();
        let core = self.clone();
        spawn_local(async move {
            for some in core.entities().chunks(200) {
                core.look_again(some.iter().copied());
                browser::breathe().await;
            }
            core.show_standing();
        });
    }

    fn entities(&self) -> Vec<EntityId> {
        let replica = self.replica.borrow();
        let entities = replica.household.state().entities();
        entities.map(|entity| entity.id()).collect()
    }

    pub(super) fn look_again(&self, entities: impl IntoIterator<Item = EntityId>) {
        let replica = self.replica.borrow();
        let mut disputes = self.disputes.borrow_mut();
        disputes.look_again(&replica.household, entities);
    }
}

/// How many actions ops are of.
fn actions(ops: &[&(sync::Op, Option<u64>)]) -> usize {
    ops.chunk_by(|(a, _), (b, _)| a.txn_id() == b.txn_id())
        .count()
}
