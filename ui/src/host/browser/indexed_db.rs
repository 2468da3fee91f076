//! Storage in IndexedDB: one strict transaction for each action.
//!
//! `durability: "strict"` makes the browser answer only after the data is on
//! the disk; the default would let a power cut take what a person saw saved.

mod drafts;
mod opening;

use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};
use yew::Callback;

pub use opening::Lost;

use super::promise::settled;
use super::{get, object};
use crate::host::store::{Commit, DraftId, KeptDraft, OpKey, Page, Picture, Store, StoreError};

/// Ops in one page: small enough to decode between two frames.
const PAGE: u32 = 500;

const OPS: &str = "ops";
const PENDING: &str = "pending_sync";
const META: &str = "meta";
const IMAGES: &str = "receipt_images";
const DRAFTS: &str = "drafts";
/// What a draft's id is followed by in the key of its edits.
const EDITS: u8 = 1;
const STORES: [&str; 9] = [
    OPS,
    "items",
    "pantry_items",
    "receipts",
    "shopping_entries",
    PENDING,
    META,
    IMAGES,
    DRAFTS,
];

/// An open database.
#[derive(Clone, Debug)]
pub struct IndexedDb(IdbDatabase);

impl IndexedDb {
    /// Opens the database, and makes it on the first visit. It says when it is lost.
    pub async fn open(lost: Callback<Lost>) -> Result<Self, StoreError> {
        let database = opening::open().await?;
        opening::watch(&database, lost);
        Ok(Self(database))
    }

    /// Closes the database once its transactions are through.
    pub fn close(&self) {
        self.0.close();
    }

    fn begin(&self, stores: &[&str], mode: &str) -> Result<IdbTransaction, StoreError> {
        let names: Array = stores.iter().copied().map(JsValue::from).collect();
        let options = object(&[("durability", "strict".into())]);
        let method: Function = get(&self.0, "transaction").unchecked_into();
        let begun = method.call3(&self.0, &names, &mode.into(), &options);
        Ok(begun.map_err(broken)?.unchecked_into())
    }

    fn read(&self, store: &str) -> Result<IdbObjectStore, StoreError> {
        self.begin(&[store], "readonly")?
            .object_store(store)
            .map_err(broken)
    }

    async fn get(&self, store: &str, key: &str) -> Result<JsValue, StoreError> {
        answer(&self.read(store)?.get(&key.into()).map_err(broken)?).await
    }
}

impl Store for IndexedDb {
    async fn load(&self, after: Option<OpKey>) -> Result<Page, StoreError> {
        let store = self.read(OPS)?;
        let range = match after {
            Some(key) => IdbKeyRange::lower_bound_with_open(&bytes(&key), true)
                .map_err(broken)?
                .into(),
            None => JsValue::UNDEFINED,
        };
        let keys = store
            .get_all_keys_with_key_and_limit(&range, PAGE)
            .map_err(broken)?;
        let values = store
            .get_all_with_key_and_limit(&range, PAGE)
            .map_err(broken)?;
        let keys: Array = answer(&keys).await?.unchecked_into();
        let values: Array = answer(&values).await?.unchecked_into();
        let ops = keys.iter().zip(values.iter()).filter_map(|(key, value)| {
            let key = Uint8Array::new(&key).to_vec().try_into().ok()?;
            Some((key, Uint8Array::new(&value).to_vec()))
        });
        Ok(Page {
            ops: ops.collect(),
            more: keys.length() == PAGE,
        })
    }

    async fn author(&self) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.get(META, "author").await?;
        Ok(array(&found))
    }

    async fn commit(&self, commit: &Commit) -> Result<(), StoreError> {
        let transaction = self.begin(&STORES, "readwrite")?;
        if let Err(error) = fill(&transaction, commit) {
            transaction.abort().ok();
            return Err(broken(error));
        }
        done(&transaction).await
    }

    async fn replace_drafts(&self, new: &[KeptDraft], old: &[DraftId]) -> Result<(), StoreError> {
        let transaction = self.begin(&[DRAFTS], "readwrite")?;
        if let Err(error) = drafts::replace(&transaction, new, old) {
            transaction.abort().ok();
            return Err(broken(error));
        }
        done(&transaction).await
    }

    async fn keep_edits(&self, id: DraftId, edits: &[u8]) -> Result<(), StoreError> {
        let transaction = self.begin(&[DRAFTS], "readwrite")?;
        let drafts = transaction.object_store(DRAFTS).map_err(broken)?;
        let kept = drafts.get_key(&bytes(&id)).map_err(broken)?;
        // The draft may have been put away or thrown away since.
        if answer(&kept).await?.is_object() {
            drafts
                .put_with_key(&bytes(edits), &bytes(&edits_key(id)))
                .map_err(broken)?;
        }
        done(&transaction).await
    }

    async fn drafts(&self) -> Result<Vec<KeptDraft>, StoreError> {
        let drafts = self.read(DRAFTS)?;
        let keys = drafts.get_all_keys().map_err(broken)?;
        let values = drafts.get_all().map_err(broken)?;
        let keys: Array = answer(&keys).await?.unchecked_into();
        let values: Array = answer(&values).await?.unchecked_into();
        let found: Vec<(Vec<u8>, JsValue)> = keys
            .iter()
            .map(|key| Uint8Array::new(&key).to_vec())
            .zip(values.iter())
            .collect();
        let kept = found.iter().filter_map(|(key, value)| {
            let id: DraftId = key.as_slice().try_into().ok()?;
            let edits = found.iter().find(|(key, _)| *key == edits_key(id));
            let edits = edits.and_then(|(_, value)| array(value));
            drafts::kept(id, value, edits)
        });
        Ok(kept.collect())
    }

    async fn drop_draft(&self, id: DraftId) -> Result<(), StoreError> {
        let transaction = self.begin(&[DRAFTS], "readwrite")?;
        drafts::forget(&transaction, id).map_err(broken)?;
        done(&transaction).await
    }
}

fn edits_key(id: DraftId) -> Vec<u8> {
    [id.as_slice(), &[EDITS]].concat()
}

/// The first photo has its receipt's id; those after it have their position behind that.
fn image_key(receipt: [u8; 16], position: usize) -> Vec<u8> {
    let mut key = receipt.to_vec();
    key.extend((position > 0).then(|| u8::try_from(position).unwrap_or(u8::MAX)));
    key
}

/// Everything of an action, into one transaction; it is through when the browser says so.
fn fill(transaction: &IdbTransaction, commit: &Commit) -> Result<(), JsValue> {
    let ops = transaction.object_store(OPS)?;
    for (key, op) in &commit.ops {
        ops.add_with_key(&bytes(op), &bytes(key))?;
    }
    for row in &commit.rows {
        let table = transaction.object_store(row.table.name())?;
        match &row.columns {
            Some(columns) => {
                let columns: Vec<_> = columns
                    .iter()
                    .map(|(name, value)| (*name, JsValue::from(value)))
                    .collect();
                table.put_with_key(&object(&columns), &bytes(&row.key))?;
            }
            None => {
                table.delete(&bytes(&row.key))?;
            }
        }
    }
    for (key, batch) in &commit.pending {
        transaction
            .object_store(PENDING)?
            .put_with_key(&bytes(batch), &bytes(key))?;
    }
    if let Some((receipt, pictures)) = &commit.images {
        let images = transaction.object_store(IMAGES)?;
        for (position, Picture(blob)) in pictures.iter().enumerate() {
            images.put_with_key(blob, &bytes(&image_key(*receipt, position)))?;
        }
    }
    for id in &commit.ends_drafts {
        drafts::forget(transaction, *id)?;
    }
    transaction
        .object_store(META)?
        .put_with_key(&bytes(&commit.author), &"author".into())?;
    Ok(())
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn array(value: &JsValue) -> Option<Vec<u8>> {
    value.is_object().then(|| Uint8Array::new(value).to_vec())
}

async fn answer(request: &IdbRequest) -> Result<JsValue, StoreError> {
    let waiting = settled();
    request.set_onsuccess(Some(&waiting.resolve));
    request.set_onerror(Some(&waiting.reject));
    match JsFuture::from(waiting.promise).await {
        Ok(_) => request.result().map_err(broken),
        Err(_) => Err(named(request.error().ok().flatten())),
    }
}

async fn done(transaction: &IdbTransaction) -> Result<(), StoreError> {
    let waiting = settled();
    transaction.set_oncomplete(Some(&waiting.resolve));
    transaction.set_onabort(Some(&waiting.reject));
    match JsFuture::from(waiting.promise).await {
        Ok(_) => Ok(()),
        Err(_) => Err(named(transaction.error())),
    }
}

fn named(error: Option<DomException>) -> StoreError {
    error.map_or_else(
        || StoreError::Broken("stopped".to_owned()),
        |error| broken(error.into()),
    )
}

/// What the browser's exception means to us.
fn broken(error: JsValue) -> StoreError {
    let name = get(&error, "name").as_string().unwrap_or_default();
    let message = get(&error, "message").as_string().unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" => StoreError::Full,
        "ConstraintError" => StoreError::Overtaken,
        _ => StoreError::Broken(format!("{name}: {message}")),
    }
}
