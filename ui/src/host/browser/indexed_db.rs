//! Storage in IndexedDB: one strict transaction for each action.
//!
//! `durability: "strict"` makes the browser answer only after the data is on
//! the disk; the default would let a power cut take what a person saw saved.

mod commit;
mod drafts;
mod log;
mod opening;
mod outbox;

use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};
use yew::Callback;

pub use opening::Lost;

use super::promise::settled;
use super::{get, object};
use crate::host::store::kept::{self, KeptOp};
use crate::host::store::{
    Commit, DraftId, Fact, ImageKey, KeptDraft, Mark, OpKey, Page, Picture, SetAside, Store,
    StoreError, Upload,
};

/// Ops with rows of their own in one page.
const PAGE: u32 = 1_000;
/// Bundles in one page.
const BUNDLES_A_PAGE: u32 = 2;

const OPS: &str = "ops";
const BUNDLES: &str = "op_bundles";
const PENDING: &str = "pending_sync";
const META: &str = "meta";
const IMAGES: &str = "receipt_images";
const DRAFTS: &str = "drafts";
const UPLOADS: &str = "uploads";
const TOMBSTONES: &str = "tombstones";
/// As `sw.js` calls it.
const OUTBOX: &str = "outbox";
const SET_ASIDE: &str = "set_aside";
/// What a draft's id is followed by in the key of its edits.
const EDITS: u8 = 1;
const STORES: [&str; 14] = [
    OPS,
    BUNDLES,
    "items",
    "pantry_items",
    "receipts",
    "shopping_entries",
    PENDING,
    META,
    IMAGES,
    DRAFTS,
    TOMBSTONES,
    SET_ASIDE,
    UPLOADS,
    OUTBOX,
];

/// An open database.
#[derive(Clone, Debug)]
pub struct IndexedDb(IdbDatabase);

impl IndexedDb {
    /// Opens the database, and makes it on the first visit. It says when it is lost.
    pub async fn open(lost: Callback<Lost>) -> Result<Self, StoreError> {
        let database = opening::open(opening::NAME).await?;
        opening::watch(&database, lost);
        Ok(Self(database))
    }

    /// Opens a scratch database, empty or as it was left. One at a time is open.
    pub async fn scratch(anew: bool) -> Result<Self, StoreError> {
        if anew {
            Self::drop_scratch().await?;
        }
        let database = opening::open(opening::SCRATCH).await?;
        Ok(Self(database))
    }

    /// Removes the scratch database.
    pub async fn drop_scratch() -> Result<(), StoreError> {
        opening::remove(opening::SCRATCH).await
    }

    /// Removes every database of the app, once it is closed.
    pub async fn remove_all() -> Result<(), StoreError> {
        opening::remove(opening::NAME).await?;
        Self::drop_scratch().await
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
    async fn load(&self, after: Option<Mark>) -> Result<Page, StoreError> {
        let after = match after {
            Some(Mark::Op(key)) => Some(key),
            before => {
                let after = before.map(|mark| match mark {
                    Mark::Bundle(key) => key,
                    Mark::Op(_) => u32::MAX,
                });
                let (keys, ops) = bundles(&self.read(BUNDLES)?, after).await?;
                if let Some(last) = keys.last() {
                    return Ok(Page {
                        ops: ops.into_iter().flatten().collect(),
                        next: Some(Mark::Bundle(*last)),
                    });
                }
                None
            }
        };
        let (keys, values) = rows(&self.read(OPS)?, after).await?;
        let whole = keys.len() == PAGE as usize;
        let next = keys.last().copied().filter(|_| whole).map(Mark::Op);
        let ops = keys.into_iter().zip(values);
        let ops = ops.filter_map(|(key, value)| KeptOp::decode(kept::id(key), &value));
        Ok(Page {
            ops: ops.collect(),
            next,
        })
    }

    async fn fact(&self, fact: Fact) -> Result<Option<Vec<u8>>, StoreError> {
        let found = self.get(META, fact.name()).await?;
        Ok(array(&found))
    }

    async fn keep(&self, fact: Fact, value: Option<&[u8]>) -> Result<(), StoreError> {
        let transaction = self.begin(&[META], "readwrite")?;
        let facts = transaction.object_store(META).map_err(broken)?;
        let key = fact.name().into();
        match value {
            Some(value) => facts.put_with_key(&bytes(value), &key),
            None => facts.delete(&key),
        }
        .map_err(broken)?;
        done(&transaction).await
    }

    async fn set_aside(&self) -> Result<Vec<SetAside>, StoreError> {
        let (keys, values) = pairs(&self.read(SET_ASIDE)?).await?;
        let found = keys.into_iter().zip(values);
        let found = found.filter_map(|(key, value)| SetAside::decode(key.try_into().ok()?, &value));
        Ok(found.collect())
    }

    async fn commit(&self, commit: &Commit) -> Result<(), StoreError> {
        let transaction = self.begin(&STORES, "readwrite")?;
        if let Err(error) = commit::fill(&transaction, commit).await {
            transaction.abort().ok();
            return Err(error);
        }
        done(&transaction).await
    }

    async fn image(&self, key: ImageKey) -> Result<Option<Picture>, StoreError> {
        let found = self.read(IMAGES)?.get(&bytes(&key.bytes()));
        let found = answer(&found.map_err(broken)?).await?;
        Ok(found.dyn_into().ok().map(Picture))
    }

    async fn keep_image(&self, key: ImageKey, picture: &Picture) -> Result<(), StoreError> {
        let transaction = self.begin(&[IMAGES], "readwrite")?;
        let images = transaction.object_store(IMAGES).map_err(broken)?;
        let put = images.put_with_key(&picture.0, &bytes(&key.bytes()));
        put.map_err(broken)?;
        done(&transaction).await
    }

    async fn uploads(&self) -> Result<Vec<Upload>, StoreError> {
        let (keys, values) = pairs(&self.read(UPLOADS)?).await?;
        let found = keys.iter().zip(values).filter_map(|(key, value)| {
            Some(Upload {
                key: ImageKey::from_bytes(key)?,
                sha256: value.try_into().ok()?,
            })
        });
        Ok(found.collect())
    }

    async fn to_send(&self, uploads: &[Upload]) -> Result<(), StoreError> {
        let transaction = self.begin(&[UPLOADS], "readwrite")?;
        let store = transaction.object_store(UPLOADS).map_err(broken)?;
        for upload in uploads {
            let put = store.put_with_key(&bytes(&upload.sha256), &bytes(&upload.key.bytes()));
            put.map_err(broken)?;
        }
        done(&transaction).await
    }

    async fn sent(&self, key: ImageKey) -> Result<(), StoreError> {
        let transaction = self.begin(&[UPLOADS], "readwrite")?;
        let store = transaction.object_store(UPLOADS).map_err(broken)?;
        store.delete(&bytes(&key.bytes())).map_err(broken)?;
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

/// Rows of ops after a key, or from the first one: [`PAGE`] of them, or what is left.
async fn rows(
    store: &IdbObjectStore,
    after: Option<OpKey>,
) -> Result<(Vec<OpKey>, Vec<Vec<u8>>), StoreError> {
    let after = after.map(|key| bytes(&key));
    let (keys, values) = part(store, after, PAGE).await?;
    let broken = || StoreError::Broken("an op has no key of 16 bytes".to_owned());
    let keys: Option<Vec<OpKey>> = arrays(&keys)
        .into_iter()
        .map(|key| key.try_into().ok())
        .collect();
    Ok((keys.ok_or_else(broken)?, arrays(&values)))
}

/// Bundles of ops after a key, or from the first one: [`BUNDLES_A_PAGE`] of them, or what
/// is left.
async fn bundles(
    store: &IdbObjectStore,
    after: Option<u32>,
) -> Result<(Vec<u32>, Vec<Vec<KeptOp>>), StoreError> {
    let (keys, values) = part(store, after.map(JsValue::from), BUNDLES_A_PAGE).await?;
    let keys = keys.iter().filter_map(|key| key.as_f64());
    let unreadable = || StoreError::Broken("a bundle of ops cannot be read".to_owned());
    let values = arrays(&values);
    let ops: Option<Vec<_>> = values.iter().map(|one| kept::decode_bundle(one)).collect();
    // The keys are small numbers that the browser counts up.
    Ok((
        keys.map(|key| key as u32).collect(),
        ops.ok_or_else(unreadable)?,
    ))
}

/// Keys and values after a key, or from the first one.
async fn part(
    store: &IdbObjectStore,
    after: Option<JsValue>,
    most: u32,
) -> Result<(Array, Array), StoreError> {
    let range = match after {
        Some(key) => IdbKeyRange::lower_bound_with_open(&key, true)
            .map_err(broken)?
            .into(),
        None => JsValue::UNDEFINED,
    };
    let keys = store
        .get_all_keys_with_key_and_limit(&range, most)
        .map_err(broken)?;
    let values = store
        .get_all_with_key_and_limit(&range, most)
        .map_err(broken)?;
    let keys = answer(&keys).await?.unchecked_into();
    Ok((keys, answer(&values).await?.unchecked_into()))
}

/// All keys and values of a small store.
async fn pairs(store: &IdbObjectStore) -> Result<(Vec<Vec<u8>>, Vec<Vec<u8>>), StoreError> {
    let keys = store.get_all_keys().map_err(broken)?;
    let values = store.get_all().map_err(broken)?;
    Ok((
        arrays(&answer(&keys).await?.unchecked_into()),
        arrays(&answer(&values).await?.unchecked_into()),
    ))
}

fn arrays(values: &Array) -> Vec<Vec<u8>> {
    let bytes = values.iter().map(|value| Uint8Array::new(&value).to_vec());
    bytes.collect()
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
