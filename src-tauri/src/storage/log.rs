//! The log of ops.

use sqlx::sqlite::SqliteRow;
use sqlx::{Row as _, SqliteConnection};
use sync::codec::Stored;
use sync::exchange::{Rejection, Row};
use sync::kept::{self, KeptOp, OpKey, Reason, SetAside};
use sync::{OpId, ReplicaId};

use super::{Result, fault, key, run};
use pantry::kept::{Commit, Fact, Photo, StoreError};

/// Ops in one page: about 500 kB.
const PAGE: i64 = 5_000;

/// Ops after a key, or from the first one, and the key after which it goes on.
pub async fn page(
    db: &mut SqliteConnection,
    after: Option<OpKey>,
) -> Result<(Vec<KeptOp>, Option<OpKey>)> {
    let rows = sqlx::query(
        "SELECT id, seq, seq_limit, rejected, body FROM ops WHERE id > ? ORDER BY id LIMIT ?",
    );
    let after = after.map_or_else(Vec::new, |key| key.to_vec());
    let rows = rows.bind(after).bind(PAGE).fetch_all(db).await;
    let rows = rows.map_err(fault)?;
    let whole = i64::try_from(rows.len()).is_ok_and(|count| count == PAGE);
    let next = rows.last().filter(|_| whole).map(|row| key(row, 0));
    let ops = rows.iter().map(op).collect::<Result<_>>()?;
    Ok((ops, next.transpose()?))
}

/// An op from the columns `id, seq, seq_limit, rejected, body`.
pub fn op(row: &SqliteRow) -> Result<KeptOp> {
    let rejected: Option<u16> = row.try_get(3).map_err(fault)?;
    Ok(KeptOp {
        row: Row {
            seq: number(row, 1)?,
            id: kept::id(key(row, 0)?),
            body: row.try_get(4).map_err(fault)?,
            limit: number(row, 2)?,
        },
        rejected: rejected.map(Rejection::from_code),
    })
}

fn number(row: &SqliteRow, at: usize) -> Result<Option<u64>> {
    let number: Option<i64> = row.try_get(at).map_err(fault)?;
    Ok(number.map(i64::cast_unsigned))
}

/// As SQLite keeps it: numbers from 2⁶³ on are negative there.
pub fn integer(number: u64) -> i64 {
    number.cast_signed()
}

/// Whether a column holds a greater number than `?1`.
fn above(column: &str) -> String {
    format!("CASE WHEN ({column} < 0) = (?1 < 0) THEN {column} > ?1 ELSE {column} < 0 END")
}

/// Whose ops wait to be numbered.
pub async fn own(db: &mut SqliteConnection) -> Result<Option<ReplicaId>> {
    let author = super::fact(db, Fact::Author).await?;
    let author = author.and_then(|bytes| kept::decode_author(&bytes));
    Ok(author.map(|author| author.replica))
}

/// The replicas of ops are compared by the first half of their keys.
fn replica_key(replica: Option<ReplicaId>) -> Vec<u8> {
    replica.map_or_else(Vec::new, |replica| replica.0.to_be_bytes().to_vec())
}

/// Everything goes.
pub async fn clear(db: &mut SqliteConnection) -> Result<()> {
    for clear in [
        "DELETE FROM pending_sync",
        "DELETE FROM ops",
        "DELETE FROM tombstones",
        "DELETE FROM set_aside",
    ] {
        run(db, sqlx::query(clear)).await?;
    }
    Ok(())
}

/// Everything but what outlives a snapshot goes; see [`KeptOp::stays`].
pub async fn replace(db: &mut SqliteConnection, own: Option<ReplicaId>) -> Result<()> {
    run(db, sqlx::query("DELETE FROM pending_sync")).await?;
    run(db, sqlx::query("DELETE FROM tombstones")).await?;
    let gone = "DELETE FROM ops WHERE rejected IS NULL
        AND (seq IS NOT NULL OR substr(id, 1, 8) = ?)";
    run(db, sqlx::query(gone).bind(replica_key(own))).await
}

/// Forgets the numbers above one and limits the bases; see [`KeptOp::roll_back`].
pub async fn roll_back(db: &mut SqliteConnection, cut: u64) -> Result<()> {
    let cut = integer(cut);
    let back = format!(
        "UPDATE ops SET seq = NULL,
            seq_limit = CASE WHEN seq_limit IS NULL OR {} THEN ?1 ELSE seq_limit END
        WHERE seq IS NULL OR {}",
        above("seq_limit"),
        above("seq")
    );
    run(db, sqlx::query(&back).bind(cut)).await?;
    let gone = format!("DELETE FROM tombstones WHERE {}", above("seq"));
    run(db, sqlx::query(&gone).bind(cut)).await
}

/// Writes what comes and what goes.
pub async fn write(
    db: &mut SqliteConnection,
    commit: &Commit<Photo>,
    own: Option<ReplicaId>,
) -> Result<()> {
    let change = &commit.exchange;
    for id in &change.removed {
        let gone = sqlx::query("DELETE FROM ops WHERE id = ?");
        run(db, gone.bind(kept::key(*id).to_vec())).await?;
    }
    for key in &commit.seen_to {
        let seen = sqlx::query("DELETE FROM set_aside WHERE id = ?");
        run(db, seen.bind(key.to_vec())).await?;
    }
    for row in &change.rows {
        put(db, row, commit.is_new).await?;
        if Some(row.id.replica) == own {
            pend(db, row).await?;
        }
    }
    for recovered in &change.recovered {
        put_aside(db, &recovered.into()).await?;
    }
    for (entity, seq) in &change.tombstones {
        let put = "INSERT INTO tombstones (entity, seq) VALUES (?, ?)
            ON CONFLICT (entity) DO UPDATE SET seq = excluded.seq";
        let put = sqlx::query(put).bind(entity.0.to_vec());
        run(db, put.bind(integer(*seq))).await?;
    }
    for (id, why) in &change.rejected {
        reject(db, *id, *why, own).await?;
    }
    Ok(())
}

async fn put(db: &mut SqliteConnection, row: &Row, is_new: bool) -> Result<()> {
    let put = match is_new {
        true => "INSERT INTO ops (id, seq, seq_limit, body) VALUES (?, ?, ?, ?)",
        false => {
            "INSERT INTO ops (id, seq, seq_limit, body) VALUES (?, ?, ?, ?)
            ON CONFLICT (id) DO UPDATE SET seq = excluded.seq,
                seq_limit = excluded.seq_limit, rejected = NULL, body = excluded.body"
        }
    };
    let put = sqlx::query(put)
        .bind(kept::key(row.id).to_vec())
        .bind(row.seq.map(integer))
        .bind(row.limit.map(integer))
        .bind(row.body.as_slice());
    let taken = |error: sqlx::Error| match &error {
        // Somebody else has written as this replica.
        sqlx::Error::Database(why) if why.is_unique_violation() => StoreError::Overtaken,
        _ => fault(error),
    };
    put.execute(db).await.map(|_| ()).map_err(taken)
}

/// An op of this device waits to be numbered until it is.
async fn pend(db: &mut SqliteConnection, row: &Row) -> Result<()> {
    let change = match row.seq {
        None => "INSERT INTO pending_sync (id) VALUES (?) ON CONFLICT DO NOTHING",
        Some(_) => "DELETE FROM pending_sync WHERE id = ?",
    };
    run(db, sqlx::query(change).bind(kept::key(row.id).to_vec())).await
}

async fn put_aside(db: &mut SqliteConnection, aside: &SetAside) -> Result<()> {
    let put = "INSERT INTO set_aside (id, change) VALUES (?, ?)
        ON CONFLICT (id) DO UPDATE SET change = excluded.change";
    let put = sqlx::query(put).bind(kept::key(aside.op.op().id).to_vec());
    run(db, put.bind(aside.encode())).await
}

/// Marks an op that counts for nobody; one of this device is for a person to look at.
async fn reject(
    db: &mut SqliteConnection,
    id: OpId,
    why: Rejection,
    own: Option<ReplicaId>,
) -> Result<()> {
    let key = kept::key(id).to_vec();
    let done = sqlx::query("DELETE FROM pending_sync WHERE id = ?");
    run(db, done.bind(&key)).await?;
    let mark = sqlx::query_scalar("UPDATE ops SET rejected = ? WHERE id = ? RETURNING body");
    let mark = mark.bind(why.code()).bind(&key);
    let body: Option<Vec<u8>> = mark.fetch_optional(&mut *db).await.map_err(fault)?;
    let op = body.and_then(|body| Stored::open(id, &body).ok());
    match op {
        Some(op) if own == Some(id.replica) => {
            let why = Reason::Rejected(why);
            put_aside(db, &SetAside { op, why }).await
        }
        _ => Ok(()),
    }
}
