//! Asking for the names of the household's devices, and keeping them.

use std::rc::Rc;

use sync::ReplicaId;
use wasm_bindgen_futures::spawn_local;

use super::Core;
use crate::host::browser::api;
use crate::host::store::{Fact, Store};
use crate::state::names::{DeviceNames, Who};

impl Core {
    /// Whose an action is; `None` while this device is alone, for then all are its own.
    pub fn who(&self, replica: ReplicaId) -> Option<Who> {
        let names = self.names.borrow();
        if names.is_empty() && self.member.borrow().is_none() {
            return None;
        }
        Some(names.who(replica, self.replica.borrow().replica()))
    }

    /// Keeps what the server says the devices are called. An older server says nothing.
    pub fn keep_names(self: &Rc<Self>, names: DeviceNames) {
        if names.is_empty() || *self.names.borrow() == names {
            return;
        }
        let core = self.clone();
        let bytes = names.encode();
        self.names.replace(names);
        self.voice.changed.emit(());
        spawn_local(async move {
            // What is not kept is asked for again the next time.
            core.store.keep(Fact::Names, Some(&bytes)).await.ok();
        });
    }

    /// Asks what the devices are called.
    pub(super) fn ask_names(self: &Rc<Self>) {
        let core = self.clone();
        spawn_local(async move {
            if let Ok(household) = api::household().await
                && !core.keeper.borrow().has_ended()
            {
                core.keep_names(household.names);
            }
        });
    }

    /// Asks once for the name of a device that has just begun to take part.
    pub(super) fn meet(self: &Rc<Self>, writers: impl Iterator<Item = ReplicaId>) {
        let own = self.replica.borrow().replica();
        let names = self.names.borrow();
        let mut met = self.met.borrow_mut();
        let mut asks = false;
        for writer in writers.filter(|writer| *writer != own && !names.knows(*writer)) {
            asks |= met.insert(writer);
        }
        drop((names, met));
        if asks {
            self.ask_names();
        }
    }
}
