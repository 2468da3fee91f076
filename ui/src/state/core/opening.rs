//! Going to work: at once, or behind what the first screen shows already.

use std::rc::Rc;

use gloo_timers::future::TimeoutFuture;
use sync::engine::Progress;
use sync::kept::decode_progress;
use wasm_bindgen_futures::spawn_local;
use wasm_split_helpers::{SplitLoaderError, wasm_split};

use super::Core;
use crate::host::store::{Fact, Store};
use crate::state::larder::Request;
use crate::state::replica::Replica;

/// So long the first painting has the page for itself, in milliseconds.
const PAINTED_MS: u32 = 40;
/// When what the next start shows first is made out, in milliseconds: nothing waits for it.
const RESTED_MS: u32 = 8_000;

/// What the next start is to show first, as bytes; none where that would save nothing, or
/// something has come since. Only the native app needs it, so it comes with what is its alone.
#[wasm_split(shell, fallible)]
fn made(core: Rc<Core>, progress: Progress) -> Result<Option<Vec<u8>>, SplitLoaderError> {
    let replica = core.replica.borrow();
    let glimpse = match replica.is_at_rest() {
        true => replica.next_glimpse(progress),
        false => None,
    };
    Ok(glimpse.map(|glimpse| glimpse.encode()))
}

impl Core {
    /// Goes to work: mends what needs it, and looks for a way to the server. What only the first
    /// screen is made of is replaced by the whole before that.
    pub fn start(self: &Rc<Self>) {
        if !self.replica.borrow().is_glimpse() {
            return self.set_out();
        }
        let core = self.clone();
        spawn_local(async move {
            TimeoutFuture::new(PAINTED_MS).await;
            let loaded = Replica::load(&core.store).await;
            core.loading.set(false);
            if core.install(loaded) && !core.keeper.borrow().has_ended() {
                core.set_out();
            }
            core.voice.changed.emit(());
            core.do_held();
        });
    }

    fn set_out(self: &Rc<Self>) {
        self.mend_tables();
        self.look_for_disputes();
        self.keep_in_touch();
        self.lay_ready_soon();
        self.keep_glimpse_soon();
    }

    /// Keeps what the next start is to show first, once nothing is under way.
    pub(super) fn keep_glimpse_soon(self: &Rc<Self>) {
        if !self.store.gives_glimpses() {
            return;
        }
        let core = self.clone();
        let loads = self.loads.get();
        spawn_local(async move {
            loop {
                TimeoutFuture::new(RESTED_MS).await;
                // A replica that was loaded since looks after that itself.
                if core.keeper.borrow().has_ended() || core.loads.get() != loads {
                    return;
                }
                if core.keep_glimpse().await {
                    return;
                }
            }
        });
    }

    /// Shows what a person does to the first screen alone; it is done once all is there.
    pub(super) fn pretend(self: &Rc<Self>, request: Request) {
        self.replica.borrow_mut().pretend(&request.action);
        // What was offered with it was decided by a part.
        let request = Request {
            offer: None,
            ..request
        };
        self.held.borrow_mut().push(request);
        self.voice.changed.emit(());
    }

    /// Waits until more than the first screen is there.
    pub(super) async fn seen_all(&self) {
        while self.replica.borrow().is_glimpse() && self.loading.get() {
            TimeoutFuture::new(5).await;
        }
    }

    /// Keeps what the next start is to show first; whether nothing was under way.
    pub(super) async fn keep_glimpse(self: &Rc<Self>) -> bool {
        if !self.store.gives_glimpses() {
            return true;
        }
        let Ok(progress) = self.store.fact(Fact::Progress).await else {
            return true;
        };
        let progress = progress.map_or(Some(Progress::default()), |one| decode_progress(&one));
        let stored = !self.writing.get() && self.queue.borrow().is_empty();
        if !stored || !self.replica.borrow().is_at_rest() {
            return false;
        }
        let Some(progress) = progress else {
            return true;
        };
        // Without it the next start takes longer, and nothing else.
        if let Ok(Some(bytes)) = made(self.clone(), progress).await {
            self.store.keep(Fact::Glimpse, Some(&bytes)).await.ok();
        }
        true
    }
}
