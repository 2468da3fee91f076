//! Filling one transaction with everything of a commit; it is through when the browser
//! says so.
//!
//! Only requests of this very transaction are waited for: with any other wait the browser
//! would end it.

use wasm_bindgen::JsValue;
use web_sys::IdbTransaction;

use super::super::object;
use super::log::Log;
use super::{IMAGES, META, OUTBOX, UPLOADS, broken, bytes, drafts};
use crate::host::store::kept;
use crate::host::store::{Commit, Fact, Picture, Row, StoreError, Table, tables_at};

/// Puts everything of a commit into a transaction over all stores.
pub async fn fill(transaction: &IdbTransaction, commit: &Commit) -> Result<(), StoreError> {
    let mut log = Log::of(transaction).await?;
    let change = &commit.exchange;
    if commit.leaves {
        log.clear().map_err(broken)?;
        for photos in [IMAGES, UPLOADS] {
            let store = transaction.object_store(photos).map_err(broken)?;
            store.clear().map_err(broken)?;
        }
    }
    if change.replace {
        log.replace().await?;
    }
    if let Some(cut) = change.roll_back {
        log.roll_back(cut).await?;
    }
    // From here on the ops are the new author's.
    let author = change.author.map(|author| author.replica);
    log.own = author.or(log.own);
    if commit.leaves || (author.is_some() && !commit.is_new) {
        // What lies ready may be of what is gone. What is new leaves it as true as it was.
        let outbox = transaction.object_store(OUTBOX).map_err(broken)?;
        outbox.clear().map_err(broken)?;
    }
    log.write(commit).await?;
    for (id, why) in &change.rejected {
        log.reject(*id, *why).await?;
    }
    tables(transaction, commit).map_err(broken)?;
    facts(transaction, commit).map_err(broken)?;
    belongings(transaction, commit).map_err(broken)
}

fn tables(transaction: &IdbTransaction, commit: &Commit) -> Result<(), JsValue> {
    if commit.every_row {
        for table in Table::ALL {
            transaction.object_store(table.name())?.clear()?;
        }
    }
    for row in &commit.rows {
        put_row(transaction, row)?;
    }
    Ok(())
}

fn put_row(transaction: &IdbTransaction, row: &Row) -> Result<(), JsValue> {
    let table = transaction.object_store(row.table.name())?;
    match &row.columns {
        Some(columns) => {
            let columns: Vec<_> = columns
                .iter()
                .map(|(name, value)| (*name, JsValue::from(value)))
                .collect();
            table.put_with_key(&object(&columns), &bytes(&row.key))?
        }
        None => table.delete(&bytes(&row.key))?,
    };
    Ok(())
}

fn facts(transaction: &IdbTransaction, commit: &Commit) -> Result<(), JsValue> {
    let facts = transaction.object_store(META)?;
    let keep = |fact: Fact, value: &[u8]| facts.put_with_key(&bytes(value), &fact.name().into());
    if let Some(author) = &commit.exchange.author {
        keep(Fact::Author, &kept::encode_author(author))?;
    }
    if let Some(progress) = &commit.exchange.progress {
        keep(Fact::Progress, &kept::encode_progress(progress))?;
    }
    if let Some(cursor) = commit.tables_at {
        keep(Fact::TablesAt, &tables_at(cursor))?;
    }
    // Numbers, limits and rejections show only once all is folded anew.
    let change = &commit.exchange;
    if change.replace || change.roll_back.is_some() || commit.leaves {
        facts.delete(&Fact::TablesAt.name().into())?;
    }
    Ok(())
}

/// Photos and drafts.
fn belongings(transaction: &IdbTransaction, commit: &Commit) -> Result<(), JsValue> {
    if !commit.images.is_empty() {
        let images = transaction.object_store(IMAGES)?;
        let uploads = transaction.object_store(UPLOADS)?;
        for (upload, Picture(blob)) in &commit.images {
            let key = bytes(&upload.key.bytes());
            images.put_with_key(blob, &key)?;
            uploads.put_with_key(&bytes(&upload.sha256), &key)?;
        }
    }
    for id in &commit.ends_drafts {
        drafts::forget(transaction, *id)?;
    }
    Ok(())
}
