//! Storage in IndexedDB: one strict transaction for each action.
//!
//! `durability: "strict"` makes the browser answer only after the data is on
//! the disk; the default would let a power cut take what a person saw saved.

use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    Blob, DomException, IdbDatabase, IdbFactory, IdbObjectStore, IdbOpenDbRequest, IdbRequest,
    IdbTransaction,
};

use super::promise::settled;
use super::{get, object};
use crate::host::store::{Commit, KeptDraft, OpKey, Page, Picture, Store, StoreError};

const NAME: &str = "larder";
const VERSION: u32 = 1;
/// Ops in one page: small enough to decode between two frames.
const PAGE: u32 = 500;

const OPS: &str = "ops";
const PENDING: &str = "pending_sync";
const META: &str = "meta";
const IMAGES: &str = "receipt_images";
const DRAFTS: &str = "drafts";
/// Keys of the draft in review.
const CURRENT: &str = "current";
const EDITS: &str = "edits";
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
    /// Opens the database, and makes it on the first visit.
    pub async fn open() -> Result<Self, StoreError> {
        let factory: IdbFactory = get(&js_sys::global(), "indexedDB")
            .dyn_into()
            .map_err(|_| StoreError::Broken("no IndexedDB".to_owned()))?;
        let request = factory.open_with_u32(NAME, VERSION).map_err(broken)?;
        let upgrade = wasm_bindgen::closure::Closure::once_into_js({
            let request = request.clone();
            move || upgrade(&request)
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let database: IdbDatabase = answer(&request).await?.unchecked_into();
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
            Some(key) => web_sys::IdbKeyRange::lower_bound_with_open(&bytes(&key), true)
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
        Ok(found.is_object().then(|| Uint8Array::new(&found).to_vec()))
    }

    async fn commit(&self, commit: &Commit) -> Result<(), StoreError> {
        let transaction = self.begin(&STORES, "readwrite")?;
        if let Err(error) = fill(&transaction, commit) {
            transaction.abort().ok();
            return Err(broken(error));
        }
        done(&transaction).await
    }

    async fn keep_draft(&self, picture: &Picture, scan: &[u8]) -> Result<(), StoreError> {
        let value = object(&[("picture", (&picture.0).into()), ("scan", bytes(scan))]);
        let transaction = self.begin(&[DRAFTS], "readwrite")?;
        let drafts = transaction.object_store(DRAFTS).map_err(broken)?;
        drafts.clear().map_err(broken)?;
        drafts
            .put_with_key(&value, &CURRENT.into())
            .map_err(broken)?;
        done(&transaction).await
    }

    async fn keep_edits(&self, edits: &[u8]) -> Result<(), StoreError> {
        let transaction = self.begin(&[DRAFTS], "readwrite")?;
        let drafts = transaction.object_store(DRAFTS).map_err(broken)?;
        drafts
            .put_with_key(&bytes(edits), &EDITS.into())
            .map_err(broken)?;
        done(&transaction).await
    }

    async fn draft(&self) -> Result<Option<KeptDraft>, StoreError> {
        let found = self.get(DRAFTS, CURRENT).await?;
        let Ok(picture) = get(&found, "picture").dyn_into::<Blob>() else {
            return Ok(None);
        };
        let edits = self.get(DRAFTS, EDITS).await?;
        Ok(Some(KeptDraft {
            picture: Picture(picture),
            scan: Uint8Array::new(&get(&found, "scan")).to_vec(),
            edits: edits.is_object().then(|| Uint8Array::new(&edits).to_vec()),
        }))
    }

    async fn drop_draft(&self) -> Result<(), StoreError> {
        let transaction = self.begin(&[DRAFTS], "readwrite")?;
        let drafts = transaction.object_store(DRAFTS).map_err(broken)?;
        drafts.clear().map_err(broken)?;
        done(&transaction).await
    }
}

/// Makes the stores of the first version.
fn upgrade(request: &IdbOpenDbRequest) {
    let Ok(database) = request.result() else {
        return;
    };
    let database: IdbDatabase = database.unchecked_into();
    for store in STORES {
        if !database.object_store_names().contains(store) {
            database.create_object_store(store).ok();
        }
    }
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
    if let Some((key, Picture(blob))) = &commit.image {
        transaction
            .object_store(IMAGES)?
            .put_with_key(blob, &bytes(key))?;
    }
    if commit.ends_draft {
        transaction.object_store(DRAFTS)?.clear()?;
    }
    transaction
        .object_store(META)?
        .put_with_key(&bytes(&commit.author), &"author".into())?;
    Ok(())
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
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
