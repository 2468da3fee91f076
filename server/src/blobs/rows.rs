//! What the database knows of pictures: which are here, on their way, or gone for ever.

use std::collections::HashSet;

use sync::codec::HouseholdId;

use super::shelf::PART;
use super::{BlobError, Hash, MediaType};
use crate::db::{self, Connection, Db};
use crate::identity::hex;

/// What a picture takes at least, in bytes: a block of a disk. Else a household could have
/// any number of tiny ones.
const LEAST: i64 = 4 * 1024;
/// Pictures that a household may have deleted: five receipts a day for fifty years.
const MAX_DELETED: i64 = 100_000;

/// How an upload begins.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Begun {
    /// The picture is here.
    Stored,
    /// It is the first, or of another size than the one before.
    Anew,
    /// There was one of this size before.
    GoesOn,
}

/// The tables in an open database; cheap to clone.
#[derive(Clone)]
pub struct Rows {
    db: Db,
}

impl Rows {
    pub fn new(db: Db) -> Self {
        Self { db }
    }

    /// A picture's size and kind.
    pub async fn find(
        &self,
        household: HouseholdId,
        hash: Hash,
    ) -> Result<Option<(u64, MediaType)>, BlobError> {
        let found: Option<(i64, String)> =
            db::query_as("SELECT size, media_type FROM blob WHERE household = $1 AND hash = $2")
                .bind(household.0.as_slice())
                .bind(hash.as_slice())
                .fetch_optional(&self.db)
                .await?;
        let read = found.map(|(size, name)| {
            let size = u64::try_from(size).map_err(|_| BlobError::Damaged)?;
            let media_type = MediaType::from_name(&name).ok_or(BlobError::Damaged)?;
            Ok((size, media_type))
        });
        read.transpose()
    }

    pub async fn is_deleted(&self, household: HouseholdId, hash: Hash) -> Result<bool, BlobError> {
        let mut connection = self.db.acquire().await?;
        is_deleted(&mut connection, household, hash).await
    }

    /// Keeps room free for an upload of so many bytes.
    pub async fn begin(
        &self,
        household: HouseholdId,
        hash: Hash,
        size: u64,
        quota: u64,
        now_ms: i64,
    ) -> Result<Begun, BlobError> {
        let size = i64::try_from(size).map_err(|_| BlobError::TooLarge)?;
        let mut write = self.db.begin(household).await?;
        if is_deleted(&mut write, household, hash).await? {
            return Err(BlobError::Deleted);
        }
        let of = (household, hash);
        if size_in(&mut write, STORED, of).await?.is_some() {
            return Ok(Begun::Stored);
        }
        let before = size_in(&mut write, UNDER_WAY, of).await?;
        if before != Some(size) && taken(&mut write, of).await? + size.max(LEAST) > limit(quota) {
            return Err(BlobError::Quota { quota });
        }
        set_upload(&mut write, of, size, now_ms).await?;
        write.commit().await?;
        Ok(match before == Some(size) {
            true => Begun::GoesOn,
            false => Begun::Anew,
        })
    }

    /// A picture whose file is lost is on its way again.
    pub async fn lose(
        &self,
        household: HouseholdId,
        hash: Hash,
        size: u64,
        now_ms: i64,
    ) -> Result<(), BlobError> {
        let size = i64::try_from(size).map_err(|_| BlobError::TooLarge)?;
        let mut write = self.db.begin(household).await?;
        remove(&mut write, NOT_STORED, (household, hash)).await?;
        set_upload(&mut write, (household, hash), size, now_ms).await?;
        Ok(write.commit().await?)
    }

    /// An upload is a picture now; `false` if it was deleted meanwhile.
    pub async fn store(
        &self,
        household: HouseholdId,
        hash: Hash,
        size: u64,
        media_type: MediaType,
        now_ms: i64,
    ) -> Result<bool, BlobError> {
        let size = i64::try_from(size).map_err(|_| BlobError::TooLarge)?;
        let mut write = self.db.begin(household).await?;
        if is_deleted(&mut write, household, hash).await? {
            return Ok(false);
        }
        remove(&mut write, NOT_UNDER_WAY, (household, hash)).await?;
        db::query(
            "INSERT INTO blob (household, hash, size, media_type, stored_ms) VALUES ($1, $2, $3, $4, $5) \
             ON CONFLICT (household, hash) DO NOTHING",
        )
        .bind(household.0.as_slice())
        .bind(hash.as_slice())
        .bind(size)
        .bind(media_type.name())
        .bind(now_ms)
        .execute(&mut *write)
        .await?;
        write.commit().await?;
        Ok(true)
    }

    /// An upload comes to nothing.
    pub async fn give_up(&self, household: HouseholdId, hash: Hash) -> Result<(), BlobError> {
        let mut connection = self.db.acquire().await?;
        remove(&mut connection, NOT_UNDER_WAY, (household, hash)).await
    }

    /// A picture is gone for ever.
    pub async fn delete(
        &self,
        household: HouseholdId,
        hash: Hash,
        now_ms: i64,
    ) -> Result<(), BlobError> {
        let mut write = self.db.begin(household).await?;
        let count: i64 = db::query_scalar("SELECT count(*) FROM deleted_blob WHERE household = $1")
            .bind(household.0.as_slice())
            .fetch_one(&mut *write)
            .await?;
        if count >= MAX_DELETED {
            return Err(BlobError::TooManyDeleted);
        }
        db::query(
            "INSERT INTO deleted_blob (household, hash, deleted_ms) VALUES ($1, $2, $3) \
             ON CONFLICT DO NOTHING",
        )
        .bind(household.0.as_slice())
        .bind(hash.as_slice())
        .bind(now_ms)
        .execute(&mut *write)
        .await?;
        remove(&mut write, NOT_UNDER_WAY, (household, hash)).await?;
        remove(&mut write, NOT_STORED, (household, hash)).await?;
        Ok(write.commit().await?)
    }

    /// Uploads that nobody touched since.
    pub async fn overdue(&self, before_ms: i64) -> Result<Vec<(HouseholdId, Hash)>, BlobError> {
        let found: Vec<(Vec<u8>, Vec<u8>)> =
            db::query_as("SELECT household, hash FROM upload WHERE touched_ms < $1")
                .bind(before_ms)
                .fetch_all(&self.db)
                .await?;
        let read = found.into_iter().map(|(household, hash)| {
            let household = household.try_into().map_err(|_| BlobError::Damaged)?;
            let hash = hash.try_into().map_err(|_| BlobError::Damaged)?;
            Ok((HouseholdId(household), hash))
        });
        read.collect()
    }

    /// Gives an upload up if nobody touched it since; whether that was so.
    pub async fn expire(
        &self,
        household: HouseholdId,
        hash: Hash,
        before_ms: i64,
    ) -> Result<bool, BlobError> {
        let done =
            db::query("DELETE FROM upload WHERE household = $1 AND hash = $2 AND touched_ms < $3")
                .bind(household.0.as_slice())
                .bind(hash.as_slice())
                .bind(before_ms)
                .execute(&self.db)
                .await?;
        Ok(done.rows_affected() > 0)
    }

    /// Whether there is any household.
    pub async fn has_households(&self) -> Result<bool, BlobError> {
        let any = db::query_scalar("SELECT EXISTS (SELECT 1 FROM household)");
        Ok(any.fetch_one(&self.db).await?)
    }

    /// The folders and names of all files that have a reason to be there.
    pub async fn all(&self) -> Result<HashSet<(String, String)>, BlobError> {
        let found: Vec<(Vec<u8>, Vec<u8>, bool)> = db::query_as(
            "SELECT household, hash, FALSE FROM blob \
             UNION ALL SELECT household, hash, TRUE FROM upload",
        )
        .fetch_all(&self.db)
        .await?;
        let names = found.into_iter().map(|(household, hash, is_part)| {
            let file = match is_part {
                true => format!("{}.{PART}", hex(&hash)),
                false => hex(&hash),
            };
            (hex(&household), file)
        });
        Ok(names.collect())
    }
}

const STORED: &str = "SELECT size FROM blob WHERE household = $1 AND hash = $2";
const NOT_STORED: &str = "DELETE FROM blob WHERE household = $1 AND hash = $2";
const UNDER_WAY: &str = "SELECT size FROM upload WHERE household = $1 AND hash = $2";
const NOT_UNDER_WAY: &str = "DELETE FROM upload WHERE household = $1 AND hash = $2";

type Of = (HouseholdId, Hash);

async fn size_in(
    connection: &mut Connection,
    query: &'static str,
    (household, hash): Of,
) -> Result<Option<i64>, BlobError> {
    let size = db::query_scalar(query)
        .bind(household.0.as_slice())
        .bind(hash.as_slice())
        .fetch_optional(connection)
        .await?;
    Ok(size)
}

async fn is_deleted(
    connection: &mut Connection,
    household: HouseholdId,
    hash: Hash,
) -> Result<bool, BlobError> {
    let deleted: bool = db::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM deleted_blob WHERE household = $1 AND hash = $2)",
    )
    .bind(household.0.as_slice())
    .bind(hash.as_slice())
    .fetch_one(connection)
    .await?;
    Ok(deleted)
}

/// What all but one picture of a household take, in bytes.
async fn taken(connection: &mut Connection, (household, hash): Of) -> Result<i64, BlobError> {
    let taken = db::query_scalar(
        "SELECT CAST(coalesce(sum(CASE WHEN size < $3 THEN $3 ELSE size END), 0) AS BIGINT) FROM ( \
         SELECT size FROM blob WHERE household = $1 AND hash <> $2 \
         UNION ALL SELECT size FROM upload WHERE household = $1 AND hash <> $2) AS others",
    )
    .bind(household.0.as_slice())
    .bind(hash.as_slice())
    .bind(LEAST)
    .fetch_one(connection)
    .await?;
    Ok(taken)
}

fn limit(quota: u64) -> i64 {
    i64::try_from(quota).unwrap_or(i64::MAX)
}

async fn set_upload(
    write: &mut Connection,
    (household, hash): Of,
    size: i64,
    now_ms: i64,
) -> Result<(), BlobError> {
    db::query(
        "INSERT INTO upload (household, hash, size, touched_ms) VALUES ($1, $2, $3, $4) \
         ON CONFLICT (household, hash) DO UPDATE SET size = excluded.size, touched_ms = excluded.touched_ms",
    )
    .bind(household.0.as_slice())
    .bind(hash.as_slice())
    .bind(size)
    .bind(now_ms)
    .execute(write)
    .await?;
    Ok(())
}

async fn remove(
    write: &mut Connection,
    query: &'static str,
    (household, hash): Of,
) -> Result<(), BlobError> {
    db::query(query)
        .bind(household.0.as_slice())
        .bind(hash.as_slice())
        .execute(write)
        .await?;
    Ok(())
}
