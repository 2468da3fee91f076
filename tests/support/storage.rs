//! What a page has in IndexedDB, as JSON; in the native app's window, what its database has.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;

use super::browser::{Browser, wait};

/// How much of the rows is told where a test waits in vain: a scan is long.
const MOST_SAID: usize = 300;

/// A row of a store.
#[derive(Debug, Deserialize)]
pub struct Row {
    /// The bytes of its key; of a key that is none, nothing.
    pub key: Vec<u8>,
    /// What it holds. Bytes are a text of one letter each, a file is its `type` and `size`.
    pub value: Value,
}

impl Row {
    /// Whether it is a draft, not what was answered in one.
    pub fn is_draft(&self) -> bool {
        self.key.len() == 16
    }

    /// Whether its bytes have this text in them.
    pub fn says(&self, text: &str) -> bool {
        self.value.as_str().is_some_and(|own| own.contains(text))
    }
}

/// Opens the database, as `larder`; where the page has not made it yet, that is an error. A
/// database made here would have no stores, and the page would find it as if it were its own.
pub const OPEN: &str = "
    const larder = await new Promise((resolve, reject) => {
        const request = indexedDB.open('larder');
        request.onupgradeneeded = () => request.transaction.abort();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });";

/// Gives the rows of `store`.
const ROWS: &str = "
    const all = (request) => new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
    });
    const plain = (_, value) => {
        if (value instanceof Blob) return { type: value.type, size: value.size };
        if (value instanceof Uint8Array) return new TextDecoder('latin1').decode(value);
        return value;
    };
    const bytes = (key) => key instanceof ArrayBuffer ? [...new Uint8Array(key)] : [];
    try {
        const rows = larder.transaction(store).objectStore(store);
        const [keys, values] = await Promise.all([all(rows.getAllKeys()), all(rows.getAll())]);
        const row = (key, at) => ({ key: bytes(key), value: values[at] });
        return JSON.stringify(keys.map(row), plain);
    } finally {
        // Left open, it would keep the page from changing its stores.
        larder.close();
    }";

impl Browser {
    /// The rows of a store, in the order of their keys.
    pub async fn stored(&self, store: &str) -> Result<Vec<Row>> {
        #[cfg(target_os = "linux")]
        if let Some(desk) = self.desk() {
            return desk.stored(store).await;
        }
        let script = format!("const store = '{store}'; {OPEN} {ROWS}");
        let rows = self.ask(&script).await?;
        let rows = rows.as_str().context("the rows are no text")?;
        serde_json::from_str(rows).with_context(|| format!("in {store}: {rows}"))
    }

    /// Waits until this holds for the rows of a store.
    pub async fn until_stored(
        &self,
        what: &str,
        store: &str,
        holds: impl Fn(&[Row]) -> bool,
    ) -> Result<()> {
        wait(what, async || {
            // The page may not have made the store yet.
            let rows = self.stored(store).await;
            let held = rows.as_ref().is_ok_and(|rows| holds(rows));
            let start = || format!("{rows:?}").chars().take(MOST_SAID).collect();
            Ok((!held).then(start))
        })
        .await
    }
}
