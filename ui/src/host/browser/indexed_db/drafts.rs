//! A draft as it lies in storage.
//!
//! The first version kept one photo, as `picture`. Later ones keep the first photo
//! there and what else there is beside it, so each reads what the other wrote.

use js_sys::Array;
use pantry::id::ReceiptId;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, IdbKeyRange, IdbTransaction};

use super::super::{get, object};
use super::{DRAFTS, array, bytes, edits_key};
use crate::host::store::{DraftId, KeptDraft, Next, Picture};

/// Puts these drafts with their edits where the old ones were.
pub fn replace(
    transaction: &IdbTransaction,
    new: &[KeptDraft],
    old: &[DraftId],
) -> Result<(), JsValue> {
    let drafts = transaction.object_store(DRAFTS)?;
    for draft in new {
        drafts.put_with_key(&value(draft), &bytes(&draft.id))?;
        if let Some(edits) = &draft.edits {
            drafts.put_with_key(&bytes(edits), &bytes(&edits_key(draft.id)))?;
        }
    }
    for id in old {
        forget(transaction, *id)?;
    }
    Ok(())
}

/// Removes a draft with its edits.
pub fn forget(transaction: &IdbTransaction, id: DraftId) -> Result<(), JsValue> {
    let range = IdbKeyRange::bound(&bytes(&id), &bytes(&edits_key(id)))?;
    transaction.object_store(DRAFTS)?.delete(&range)?;
    Ok(())
}

/// What is stored of a draft under its id; its edits lie beside it.
fn value(draft: &KeptDraft) -> JsValue {
    let blobs = || draft.parts.iter().map(|Picture(blob)| JsValue::from(blob));
    let more: Array = blobs().skip(1).collect();
    object(&[
        ("picture", blobs().next().unwrap_or_default()),
        ("more", more.into()),
        ("next", draft.next.name().into()),
        (
            "extends",
            draft.extends.map_or(JsValue::NULL, |id| bytes(&id)),
        ),
        (
            "again",
            draft.again.map_or(JsValue::NULL, |id| bytes(&id.bytes())),
        ),
        ("sample", draft.sample.into()),
        ("tries", draft.tries.into()),
        ("scan", draft.scan.as_deref().map_or(JsValue::NULL, bytes)),
    ])
    .into()
}

/// A draft from what is stored of it; `None` for what is none.
pub fn kept(id: DraftId, value: &JsValue, edits: Option<Vec<u8>>) -> Option<KeptDraft> {
    let picture = |blob: JsValue| blob.dyn_into::<Blob>().ok().map(Picture);
    let first = picture(get(value, "picture"))?;
    let more = get(value, "more").dyn_into::<Array>().unwrap_or_default();
    let id_of = |name| array(&get(value, name)).and_then(|id| id.try_into().ok());
    Some(KeptDraft {
        id,
        parts: std::iter::once(first)
            .chain(more.iter().filter_map(picture))
            .collect(),
        next: Next::from_name(&get(value, "next").as_string().unwrap_or_default()),
        extends: id_of("extends"),
        again: id_of("again").map(ReceiptId::from_bytes),
        sample: get(value, "sample").is_truthy(),
        tries: get(value, "tries").as_f64().unwrap_or_default() as u8,
        scan: array(&get(value, "scan")),
        edits,
    })
}
