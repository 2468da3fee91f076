//! Laying ready what the server has not confirmed, so that it is sent even if no page is open
//! by the time that there is a way.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::Core;
use crate::host::browser::outbox::ask_to_send;

/// How long the server may be silent before what it has not confirmed is laid ready, in
/// milliseconds.
pub(super) const PATIENCE_MS: u32 = 2_000;

/// What is known of what lies ready.
pub(super) struct Outbox {
    /// Something may lie there.
    may_lie: Cell<bool>,
    /// It is looked after soon.
    soon: Cell<bool>,
}

impl Default for Outbox {
    fn default() -> Self {
        Self {
            // An earlier page may have left something.
            may_lie: Cell::new(true),
            soon: Cell::new(false),
        }
    }
}

impl Core {
    /// Lays ready what is not confirmed after a moment. As long as the server answers, this
    /// page sends by itself.
    pub(super) fn lay_ready_soon(self: &Rc<Self>) {
        if self.outbox.soon.replace(true) {
            return;
        }
        let core = self.clone();
        spawn_local(async move {
            loop {
                gloo_timers::future::TimeoutFuture::new(PATIENCE_MS).await;
                if !core.keeper.borrow().hears() {
                    break;
                }
            }
            core.outbox.soon.set(false);
            core.lay_ready();
        });
    }

    /// Lays ready what is not confirmed now; where there is nothing, or nothing may be sent,
    /// nothing is left lying there.
    pub(super) fn lay_ready(self: &Rc<Self>) {
        let keeper = self.keeper.borrow();
        // What will be there then is laid ready then.
        if keeper.has_ended() || self.loading.get() || self.moving.get() {
            return;
        }
        let may_send = self.member.borrow().is_some() && !keeper.stays_offline();
        let body = match may_send {
            true => self.replica.borrow().outbox(),
            false => Vec::new(),
        };
        drop(keeper);
        if body.is_empty() {
            return self.clear_outbox();
        }
        self.outbox.may_lie.set(true);
        let core = self.clone();
        spawn_local(async move {
            // Where there is no room for it, this page or the next one sends it.
            if core.store.lay_ready(&body).await.is_ok() {
                ask_to_send().await;
            }
        });
    }

    /// Leaves nothing lying ready.
    pub(super) fn clear_outbox(self: &Rc<Self>) {
        if !self.outbox.may_lie.replace(false) {
            return;
        }
        let core = self.clone();
        spawn_local(async move {
            if core.store.lay_ready(&[]).await.is_err() {
                core.outbox.may_lie.set(true);
            }
        });
    }
}
