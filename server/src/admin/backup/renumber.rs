//! A restored household begins another numbering: what was numbered after the backup may have
//! been told to devices already, and its numbers must not come to mean something else.

use anyhow::{Context, Result};
use sync::codec::HouseholdId;

use crate::db::{self, Db, Lock};
use crate::identity::Identity;
use crate::random;

/// Ends the numbering of every household, and begins another one.
///
/// # Errors
///
/// If the database cannot be written.
pub async fn all(database: &Db, now_ms: i64) -> Result<()> {
    let mut write = database.begin(Lock::ACCOUNTS).await?;
    let households: Vec<Vec<u8>> = db::query_scalar("SELECT id FROM household")
        .fetch_all(&mut *write)
        .await?;
    for household in households {
        db::query(
            "INSERT INTO ended_epoch (household, position, epoch, last) \
             SELECT id, (SELECT coalesce(max(position), 0) + 1 FROM ended_epoch \
             WHERE household = id), epoch, seq FROM household WHERE id = $1",
        )
        .bind(&household)
        .execute(&mut *write)
        .await?;
        let epoch = random::bytes::<16>().context("the system gives no random numbers")?;
        db::query("UPDATE household SET epoch = $1, restored_ms = $2 WHERE id = $3")
            .bind(epoch.as_slice())
            .bind(now_ms)
            .bind(&household)
            .execute(&mut *write)
            .await?;
    }
    write.commit().await?;
    write_anew(database, now_ms).await
}

/// Gives everybody for whom the server writes another id: under the one before it may have
/// written what it does not know any more, and would give its number to something else.
async fn write_anew(database: &Db, now_ms: i64) -> Result<()> {
    let identity = Identity::new(database.clone());
    let writers: Vec<(Vec<u8>, Vec<u8>, i64)> = db::query_as(
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
