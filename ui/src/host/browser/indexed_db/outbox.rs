//! What lies ready for the service worker: one record at most. Its key is a number that the
//! browser counts up, so whoever has sent a record removes that one and no newer one.
//!
//! It is no part of what every storage must do: a host without such a worker has no use for it.

use js_sys::Function;
use wasm_bindgen::JsCast;

use super::super::get;
use super::{IndexedDb, OUTBOX, broken, bytes, done};
use crate::host::store::StoreError;

impl IndexedDb {
    /// Lays the body of a request ready in place of what was; an empty one is none.
    pub async fn lay_ready(&self, body: &[u8]) -> Result<(), StoreError> {
        let transaction = self.begin(&[OUTBOX], "readwrite")?;
        let outbox = transaction.object_store(OUTBOX).map_err(broken)?;
        outbox.clear().map_err(broken)?;
        if !body.is_empty() {
            outbox.add(&bytes(body)).map_err(broken)?;
        }
        // A page that is being closed does not live to see it end by itself. Older browsers have
        // no such method: what a page lays there as it goes may be lost, and the next one sends it.
        if let Ok(commit) = get(&transaction, "commit").dyn_into::<Function>() {
            commit.call0(&transaction).map_err(broken)?;
        }
        done(&transaction).await
    }
}
