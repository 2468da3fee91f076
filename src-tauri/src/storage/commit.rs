//! Filling one transaction with everything of a commit, in the order in which
//! [`sync::engine::Commit`] wants it.

use pantry::kept::{Commit, Fact, Photo, Row, Table, tables_at};
use sqlx::SqliteConnection;
use sync::kept::{encode_author, encode_progress};

use super::{Result, drafts, keep, keep_image, log, run, to_send};

/// Puts everything of a commit into a transaction.
pub async fn fill(db: &mut SqliteConnection, commit: &Commit<Photo>) -> Result<()> {
    let change = &commit.exchange;
    let own = log::own(db).await?;
    if commit.leaves {
        log::clear(db).await?;
        run(db, sqlx::query("DELETE FROM receipt_images")).await?;
        run(db, sqlx::query("DELETE FROM uploads")).await?;
    }
    if change.replace {
        log::replace(db, own).await?;
    }
    if let Some(cut) = change.roll_back {
        log::roll_back(db, cut).await?;
    }
    // From here on the ops are the new author's.
    let author = change.author.as_ref().map(|author| author.replica);
    log::write(db, commit, author.or(own)).await?;
    tables(db, commit).await?;
    facts(db, commit).await?;
    belongings(db, commit).await
}

async fn tables(db: &mut SqliteConnection, commit: &Commit<Photo>) -> Result<()> {
    if commit.every_row {
        for table in Table::ALL {
            let clear = format!("DELETE FROM {}", table.name());
            run(db, sqlx::query(&clear)).await?;
        }
    }
    for row in &commit.rows {
        put_row(db, row).await?;
    }
    Ok(())
}

async fn put_row(db: &mut SqliteConnection, row: &Row) -> Result<()> {
    let table = row.table.name();
    let Some(columns) = &row.columns else {
        let gone = format!("DELETE FROM {table} WHERE entity = ?");
        return run(db, sqlx::query(&gone).bind(row.key.as_slice())).await;
    };
    // The names are our own; what people write is bound.
    let names: String = columns
        .iter()
        .map(|(name, _)| format!(", {name}"))
        .collect();
    let marks = ", nullif(?, '')".repeat(columns.len());
    let put = format!("INSERT OR REPLACE INTO {table} (entity{names}) VALUES (?{marks})");
    let mut put = sqlx::query(&put).bind(row.key.as_slice());
    for (_, value) in columns {
        put = put.bind(value);
    }
    run(db, put).await
}

async fn facts(db: &mut SqliteConnection, commit: &Commit<Photo>) -> Result<()> {
    let change = &commit.exchange;
    if let Some(author) = &change.author {
        keep(db, Fact::Author, Some(&encode_author(author))).await?;
    }
    if let Some(progress) = &change.progress {
        keep(db, Fact::Progress, Some(&encode_progress(progress))).await?;
    }
    if let Some(cursor) = commit.tables_at {
        keep(db, Fact::TablesAt, Some(&tables_at(cursor))).await?;
    }
    // Numbers, limits and rejections show only once all is folded anew.
    if change.replace || change.roll_back.is_some() || commit.leaves {
        keep(db, Fact::TablesAt, None).await?;
    }
    Ok(())
}

/// Photos and drafts.
async fn belongings(db: &mut SqliteConnection, commit: &Commit<Photo>) -> Result<()> {
    for (upload, photo) in &commit.images {
        keep_image(db, upload.key, photo).await?;
        to_send(db, upload).await?;
    }
    for id in &commit.ends_drafts {
        drafts::forget(db, *id).await?;
    }
    Ok(())
}
