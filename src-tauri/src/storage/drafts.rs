//! Receipts on their way to review.

use pantry::id::ReceiptId;
use pantry::kept::{DraftId, KeptDraft, Next, Photo};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use super::{Result, fault, key, photo, run};

/// Every draft, the newest last.
pub async fn all(db: &mut SqliteConnection) -> Result<Vec<KeptDraft<Photo>>> {
    let rows = sqlx::query(
        "SELECT id, next, extends, again, sample, tries, scan, edits FROM drafts ORDER BY id",
    );
    let rows = rows.fetch_all(&mut *db).await.map_err(fault)?;
    let mut drafts = Vec::new();
    for row in &rows {
        let mut draft = draft(row)?;
        draft.parts = parts(db, draft.id).await?;
        drafts.push(draft);
    }
    Ok(drafts)
}

fn draft(row: &SqliteRow) -> Result<KeptDraft<Photo>> {
    let id_at = |at| {
        let bytes: Option<Vec<u8>> = row.try_get(at).map_err(fault)?;
        Ok(bytes.and_then(|bytes| bytes.try_into().ok()))
    };
    let next: &str = row.try_get(1).map_err(fault)?;
    Ok(KeptDraft {
        id: key(row, 0)?,
        parts: Vec::new(),
        next: Next::from_name(next),
        extends: id_at(2)?,
        again: id_at(3)?.map(ReceiptId::from_bytes),
        sample: row.try_get(4).map_err(fault)?,
        tries: row.try_get(5).map_err(fault)?,
        scan: row.try_get(6).map_err(fault)?,
        edits: row.try_get(7).map_err(fault)?,
    })
}

async fn parts(db: &mut SqliteConnection, id: DraftId) -> Result<Vec<Photo>> {
    let rows =
        sqlx::query("SELECT media_type, bytes FROM draft_photos WHERE draft = ? ORDER BY position");
    let rows = rows.bind(id.to_vec()).fetch_all(db).await.map_err(fault)?;
    rows.iter().map(|row| photo(row, 0)).collect()
}

/// How many were read and not looked over yet, without the sample.
pub async fn waiting(db: &mut SqliteConnection) -> Result<usize> {
    let count = "SELECT count(*) FROM drafts WHERE scan IS NOT NULL AND NOT sample";
    let count = sqlx::query_scalar::<_, i64>(count).fetch_one(db).await;
    Ok(usize::try_from(count.map_err(fault)?).unwrap_or_default())
}

/// Puts these drafts with their edits where the old ones were.
pub async fn replace(
    db: &mut SqliteConnection,
    new: &[KeptDraft<Photo>],
    old: &[DraftId],
) -> Result<()> {
    for draft in new {
        put(db, draft).await?;
    }
    for id in old {
        forget(db, *id).await?;
    }
    Ok(())
}

/// A draft that is put again keeps its edits unless it brings others.
async fn put(db: &mut SqliteConnection, draft: &KeptDraft<Photo>) -> Result<()> {
    let put = "INSERT INTO drafts (id, next, extends, again, sample, tries, scan, edits)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET next = excluded.next, extends = excluded.extends,
            again = excluded.again, sample = excluded.sample, tries = excluded.tries,
            scan = excluded.scan, edits = coalesce(excluded.edits, edits)";
    let put = sqlx::query(put)
        .bind(draft.id.to_vec())
        .bind(draft.next.name())
        .bind(draft.extends.map(|id| id.to_vec()))
        .bind(draft.again.map(|id| id.bytes().to_vec()))
        .bind(draft.sample)
        .bind(draft.tries)
        .bind(draft.scan.as_deref())
        .bind(draft.edits.as_deref());
    run(db, put).await?;
    let gone = sqlx::query("DELETE FROM draft_photos WHERE draft = ?");
    run(db, gone.bind(draft.id.to_vec())).await?;
    for (position, photo) in (0_i64..).zip(&draft.parts) {
        let put = sqlx::query(
            "INSERT INTO draft_photos (draft, position, media_type, bytes) VALUES (?, ?, ?, ?)",
        );
        let put = put.bind(draft.id.to_vec()).bind(position);
        run(db, put.bind(&photo.media_type).bind(&photo.bytes)).await?;
    }
    Ok(())
}

/// Keeps what the person has done to a draft, if it still is there.
pub async fn keep_edits(db: &mut SqliteConnection, id: DraftId, edits: &[u8]) -> Result<()> {
    let keep = sqlx::query("UPDATE drafts SET edits = ? WHERE id = ?");
    run(db, keep.bind(edits).bind(id.to_vec())).await
}

/// Removes a draft with its photos and edits.
pub async fn forget(db: &mut SqliteConnection, id: DraftId) -> Result<()> {
    run(
        db,
        sqlx::query("DELETE FROM drafts WHERE id = ?").bind(id.to_vec()),
    )
    .await
}
