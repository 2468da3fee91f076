//! A restored household begins another numbering: what was numbered after the backup may have
//! been told to devices already, and its numbers must not come to mean something else.

use std::path::Path;

use anyhow::{Context, Result};
use sqlx::SqlitePool;
use sync::codec::HouseholdId;

use crate::identity::Identity;
use crate::{db, random};

/// Ends the numbering of every household in a folder, and begins another one.
///
/// # Errors
///
/// If the database cannot be written, or is of a newer version.
pub async fn all(data: &Path, now_ms: i64) -> Result<()> {
    let database = db::open(data).await?;
    let mut write = database.begin_with("BEGIN IMMEDIATE").await?;
    let households: Vec<Vec<u8>> = sqlx::query_scalar("SELECT id FROM household")
        .fetch_all(&mut *write)
        .await?;
    for household in households {
        sqlx::query(
            "INSERT INTO ended_epoch (household, position, epoch, last) \
             SELECT id, (SELECT coalesce(max(position), 0) + 1 FROM ended_epoch \
             WHERE household = id), epoch, seq FROM household WHERE id = ?",
        )
        .bind(&household)
        .execute(&mut *write)
        .await?;
        let epoch = random::bytes::<16>().context("the system gives no random numbers")?;
        sqlx::query("UPDATE household SET epoch = ?, restored_ms = ? WHERE id = ?")
            .bind(epoch.as_slice())
            .bind(now_ms)
            .bind(&household)
            .execute(&mut *write)
            .await?;
    }
    write.commit().await?;
    write_anew(&database, now_ms).await?;
    db::close(&database).await;
    Ok(())
}

/// Gives everybody for whom the server writes another id: under the one before it may have
/// written what it does not know any more, and would give its number to something else.
async fn write_anew(database: &SqlitePool, now_ms: i64) -> Result<()> {
    let identity = Identity::new(database.clone());
    let writers: Vec<(Vec<u8>, Vec<u8>, i64)> = sqlx::query_as(
        "SELECT household, writer, max(made_ms) FROM api_replica GROUP BY household, writer",
    )
    .fetch_all(database)
    .await?;
    for (household, writer, made_ms) in writers {
        let damaged = "the database holds an id that cannot be read";
        let household = HouseholdId(household.try_into().ok().context(damaged)?);
        let writer = writer.try_into().ok().context(damaged)?;
        // The latest one counts, whatever the clock says.
        let now_ms = now_ms.max(made_ms.saturating_add(1));
        let another = identity.another_replica_for(household, writer, now_ms);
        another.await?;
    }
    Ok(())
}
