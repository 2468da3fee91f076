//! The statements, on a connection that may be within a transaction.

use std::collections::{BTreeMap, HashMap};

use sync::codec::{Epoch, HouseholdId, Stored, Unreadable, parts};
use sync::digest::{Chain, Digest, hash};
use sync::exchange::{Rejection, Row, SnapshotId};
use sync::order::{Fate, Head, Held, Known, Outcome, Seat};
use sync::state::named_by;
use sync::{EntityId, OpId, ReplicaId};

use super::super::ingest::weight;
use super::super::store::{Claim, Everything, Household, StoreError};
use super::sum;
use crate::db::{self, Connection, pieces, places};

/// `seq, replica, rseq, body, basis_limit, stored_ms, sum`.
pub type Op = (i64, i64, i64, Vec<u8>, Option<i64>, i64, Option<i64>);

/// Replica ids of one device: each fork takes one.
const MAX_REPLICAS: i64 = 64;

/// What the seats of devices that may come back need.
const NEEDS: &str = "SELECT needs, heard_ms FROM seat \
    LEFT JOIN device_replica USING (household, replica) \
    LEFT JOIN device ON device.id = device_replica.device \
    WHERE seat.household = $1 AND device.revoked_ms IS NULL";

/// An op with the time at which it was stored, if it is what was stored then. One of before there
/// were sums is taken as it is.
pub fn row(household: HouseholdId, op: Op) -> Result<(Row, i64), StoreError> {
    let sum = op.6;
    let (row, stored_ms) = unchecked(op);
    match sum.is_none_or(|sum| sum == sum::of_op(&row)) {
        true => Ok((row, stored_ms)),
        false => Err(StoreError::Altered {
            household,
            seq: row.seq.unwrap_or_default(),
        }),
    }
}

/// The same, whatever it is by now.
pub fn unchecked((seq, replica, rseq, body, limit, stored_ms, _): Op) -> (Row, i64) {
    let row = Row {
        seq: Some(seq as u64),
        id: id(replica, rseq),
        body,
        limit: limit.map(|limit| limit as u64),
    };
    (row, stored_ms)
}

fn id(replica: i64, rseq: i64) -> OpId {
    OpId {
        replica: ReplicaId(replica as u64),
        rseq: rseq as u64,
    }
}

/// Bytes of a length that the tables promise.
pub fn fixed<const N: usize>(bytes: &[u8], what: &'static str) -> Result<[u8; N], StoreError> {
    bytes.try_into().map_err(|_| StoreError::Damaged(what))
}

pub async fn household(
    from: &mut Connection,
    household: HouseholdId,
) -> Result<Option<Household>, StoreError> {
    type Found = (Vec<u8>, i64, i64, Vec<u8>, Option<i64>, i64);
    let found: Option<Found> = db::query_as(
        "SELECT epoch, seq, floor, digest, restored_ms, bytes FROM household WHERE id = $1",
    )
    .bind(household.0.as_slice())
    .fetch_optional(&mut *from)
    .await?;
    let Some((epoch, seq, floor, digest, restored_ms, bytes)) = found else {
        return Ok(None);
    };
    let ended: Vec<(Vec<u8>, i64)> =
        db::query_as("SELECT epoch, last FROM ended_epoch WHERE household = $1 ORDER BY position")
            .bind(household.0.as_slice())
            .fetch_all(from)
            .await?;
    let ended = ended.into_iter().map(|(epoch, last)| {
        let epoch = Epoch(fixed(&epoch, "epochs")?);
        Ok((epoch, last as u64))
    });
    Ok(Some(Household {
        head: Head {
            epoch: Epoch(fixed(&epoch, "an epoch")?),
            seq: seq as u64,
            floor: floor as u64,
            digest: Digest::from_bytes(fixed(&digest, "a digest")?),
            restored_ms,
        },
        ended: ended.collect::<Result<_, StoreError>>()?,
        bytes: bytes as u64,
    }))
}

pub async fn seat(
    from: &mut Connection,
    household: HouseholdId,
    replica: ReplicaId,
) -> Result<Seat, StoreError> {
    let found: Option<(i64, Vec<u8>, i64)> = db::query_as(
        "SELECT next_rseq, chain, held_since_ms FROM seat WHERE household = $1 AND replica = $2",
    )
    .bind(household.0.as_slice())
    .bind(replica.0 as i64)
    .fetch_optional(&mut *from)
    .await?;
    let Some((next_rseq, chain, held_since_ms)) = found else {
        return Ok(Seat::new(replica));
    };
    type Found = (i64, Vec<u8>, Option<i64>, Vec<u8>);
    let held: Vec<Found> = db::query_as(
        "SELECT rseq, body, basis_limit, previous FROM held_op \
         WHERE household = $1 AND replica = $2 ORDER BY rseq",
    )
    .bind(household.0.as_slice())
    .bind(replica.0 as i64)
    .fetch_all(from)
    .await?;
    let held = held.into_iter().map(|(rseq, body, limit, previous)| {
        let id = id(replica.0 as i64, rseq);
        Ok(Held {
            op: Stored::open(id, &body).map_err(|why| Unreadable {
                id,
                bytes: body,
                why,
            }),
            limit: limit.map(|limit| limit as u64),
            previous: Chain(fixed(&previous, "a chain")?),
        })
    });
    Ok(Seat {
        replica,
        next_rseq: next_rseq as u64,
        chain: Chain(fixed(&chain, "a chain")?),
        held: held.collect::<Result<_, StoreError>>()?,
        held_since_ms,
    })
}

pub async fn owner(
    from: &mut Connection,
    household: HouseholdId,
    replica: ReplicaId,
) -> Result<Option<[u8; 16]>, StoreError> {
    // Under an id of the server's own no device writes, whoever it is that the server does it
    // for: nobody's id is all zeros.
    let owner: Option<Vec<u8>> = db::query_scalar(
        "SELECT device FROM device_replica WHERE household = $1 AND replica = $2 \
         UNION ALL SELECT $3 FROM api_replica WHERE household = $1 AND replica = $2",
    )
    .bind(household.0.as_slice())
    .bind(replica.0 as i64)
    .bind([0_u8; 16].as_slice())
    .fetch_optional(from)
    .await?;
    owner.map(|id| fixed(&id, "a device")).transpose()
}

pub async fn claim(
    to: &mut Connection,
    household: HouseholdId,
    replica: ReplicaId,
    device: [u8; 16],
) -> Result<Claim, StoreError> {
    // Another one may have been faster, or it itself over another way.
    if let Some(owner) = owner(to, household, replica).await? {
        return Ok(match owner == device {
            true => Claim::Own,
            false => Claim::Others,
        });
    }
    let count: i64 = db::query_scalar("SELECT count(*) FROM device_replica WHERE device = $1")
        .bind(device.as_slice())
        .fetch_one(&mut *to)
        .await?;
    if count >= MAX_REPLICAS {
        return Ok(Claim::TooMany);
    }
    db::query("INSERT INTO device_replica (household, replica, device) VALUES ($1, $2, $3)")
        .bind(household.0.as_slice())
        .bind(replica.0 as i64)
        .bind(device.as_slice())
        .execute(to)
        .await?;
    Ok(Claim::Own)
}

/// Notes, to the minute, that the device of a replica is here.
pub async fn seen(
    to: &mut Connection,
    household: HouseholdId,
    replica: ReplicaId,
    now_ms: i64,
) -> Result<(), StoreError> {
    db::query(
        "UPDATE device SET seen_ms = $1 WHERE seen_ms < $1 - 60000 AND id = \
         (SELECT device FROM device_replica WHERE household = $2 AND replica = $3)",
    )
    .bind(now_ms)
    .bind(household.0.as_slice())
    .bind(replica.0 as i64)
    .execute(to)
    .await?;
    Ok(())
}

pub async fn known(
    from: &mut Connection,
    household: HouseholdId,
    first: OpId,
    count: u64,
) -> Result<HashMap<OpId, Known>, StoreError> {
    let replica = first.replica.0 as i64;
    let (start, end) = (first.rseq as i64, first.rseq.saturating_add(count) as i64);
    let numbered: Vec<Op> = db::query_as(
        "SELECT seq, replica, rseq, body, basis_limit, stored_ms, sum FROM op \
         WHERE household = $1 AND replica = $2 AND rseq >= $3 AND rseq < $4",
    )
    .bind(household.0.as_slice())
    .bind(replica)
    .bind(start)
    .bind(end)
    .fetch_all(&mut *from)
    .await?;
    let rejected: Vec<(i64, Vec<u8>, i64)> = db::query_as(
        "SELECT rseq, hash, reason FROM rejected_op \
         WHERE household = $1 AND replica = $2 AND rseq >= $3 AND rseq < $4",
    )
    .bind(household.0.as_slice())
    .bind(replica)
    .bind(start)
    .bind(end)
    .fetch_all(from)
    .await?;
    let mut known = HashMap::new();
    for op in numbered {
        // Compared with what is sent, one that was altered would look like another device's.
        let (row, _) = row(household, op)?;
        let hash = Some(hash(row.id, &row.body));
        let fate = Fate::Counts(row.seq.unwrap_or_default());
        known.insert(row.id, Known { hash, fate });
    }
    for (rseq, hash, reason) in rejected {
        let hash = Some(fixed(&hash, "a hash")?);
        let reason = u16::try_from(reason).map_err(|_| StoreError::Damaged("a reason"))?;
        let fate = Fate::Rejected(Rejection::from_code(reason));
        known.insert(id(replica, rseq), Known { hash, fate });
    }
    Ok(known)
}

pub async fn store(
    to: &mut Connection,
    household: HouseholdId,
    outcome: &Outcome,
    now_ms: i64,
) -> Result<(), StoreError> {
    for some in pieces(&outcome.rows) {
        let statement = format!(
            "INSERT INTO op (household, seq, replica, rseq, body, basis_limit, stored_ms, sum) \
             VALUES {}",
            places(some.len(), 8)
        );
        let mut insert = db::query(&statement);
        for row in some {
            insert = insert
                .bind(household.0.as_slice())
                .bind(row.seq.unwrap_or_default() as i64)
                .bind(row.id.replica.0 as i64)
                .bind(row.id.rseq as i64)
                .bind(row.body.as_slice())
                .bind(row.limit.map(|limit| limit as i64))
                .bind(now_ms)
                .bind(sum::of_op(row));
        }
        insert.execute(&mut *to).await?;
    }
    store_types(to, household, &outcome.rows).await?;
    for (id, hash, why) in &outcome.rejected {
        db::query(
            "INSERT INTO rejected_op (household, replica, rseq, hash, reason) \
             VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(household.0.as_slice())
        .bind(id.replica.0 as i64)
        .bind(id.rseq as i64)
        .bind(hash.as_slice())
        .bind(i64::from(why.code()))
        .execute(&mut *to)
        .await?;
    }
    store_seat(to, household, &outcome.seat).await?;
    let head = &outcome.head;
    let bytes: u64 = outcome.rows.iter().map(|row| weight(&row.body)).sum();
    db::query("UPDATE household SET seq = $1, digest = $2, bytes = bytes + $3 WHERE id = $4")
        .bind(head.seq as i64)
        .bind(head.digest.to_bytes().as_slice())
        .bind(bytes as i64)
        .bind(household.0.as_slice())
        .execute(to)
        .await?;
    Ok(())
}

/// Notes the least type that was given to each entity.
async fn store_types(
    to: &mut Connection,
    household: HouseholdId,
    rows: &[Row],
) -> Result<(), StoreError> {
    let mut types = BTreeMap::new();
    for op in rows.iter().filter_map(Row::op) {
        if named_by(&op).next().is_some() {
            let least = types.entry(op.entity).or_insert(op.entity_type);
            *least = op.entity_type.min(*least);
        }
    }
    let types: Vec<_> = types.into_iter().collect();
    for some in pieces(&types) {
        let statement = format!(
            "INSERT INTO entity_type (household, entity, type) VALUES {} \
             ON CONFLICT (household, entity) DO UPDATE SET type = excluded.type \
             WHERE excluded.type < entity_type.type",
            places(some.len(), 3)
        );
        let mut insert = db::query(&statement);
        for (entity, of) in some {
            insert = insert
                .bind(household.0.as_slice())
                .bind(entity.0.as_slice())
                .bind(i64::from(of.0));
        }
        insert.execute(&mut *to).await?;
    }
    Ok(())
}

async fn store_seat(
    to: &mut Connection,
    household: HouseholdId,
    seat: &Seat,
) -> Result<(), StoreError> {
    let replica = seat.replica.0 as i64;
    db::query(
        "INSERT INTO seat (household, replica, next_rseq, chain, held_since_ms) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (household, replica) DO UPDATE SET next_rseq = excluded.next_rseq, \
         chain = excluded.chain, held_since_ms = excluded.held_since_ms",
    )
    .bind(household.0.as_slice())
    .bind(replica)
    .bind(seat.next_rseq as i64)
    .bind(seat.chain.0.as_slice())
    .bind(seat.held_since_ms)
    .execute(&mut *to)
    .await?;
    db::query("DELETE FROM held_op WHERE household = $1 AND replica = $2")
        .bind(household.0.as_slice())
        .bind(replica)
        .execute(&mut *to)
        .await?;
    for held in &seat.held {
        let (id, body) = parts(&held.op);
        db::query(
            "INSERT INTO held_op (household, replica, rseq, body, basis_limit, previous) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(household.0.as_slice())
        .bind(replica)
        .bind(id.rseq as i64)
        .bind(body)
        .bind(held.limit.map(|limit| limit as i64))
        .bind(held.previous.0.as_slice())
        .execute(&mut *to)
        .await?;
    }
    Ok(())
}

pub async fn everything(
    from: &mut Connection,
    household: HouseholdId,
) -> Result<Everything, StoreError> {
    let ops: Vec<Op> = db::query_as(
        "SELECT seq, replica, rseq, body, basis_limit, stored_ms, sum FROM op \
         WHERE household = $1 ORDER BY seq",
    )
    .bind(household.0.as_slice())
    .fetch_all(&mut *from)
    .await?;
    let gone: Vec<(Vec<u8>, i64)> =
        db::query_as("SELECT entity, seq FROM tombstone WHERE household = $1")
            .bind(household.0.as_slice())
            .fetch_all(&mut *from)
            .await?;
    let needs: Vec<(i64, i64)> = db::query_as(NEEDS)
        .bind(household.0.as_slice())
        .fetch_all(from)
        .await?;
    let tombstones = gone.into_iter().map(|(entity, seq)| {
        let entity = EntityId(fixed(&entity, "a tombstone")?);
        Ok((entity, seq as u64))
    });
    let ops = ops.into_iter().map(|op| row(household, op));
    Ok(Everything {
        rows: ops.collect::<Result<_, StoreError>>()?,
        tombstones: tombstones.collect::<Result<_, StoreError>>()?,
        needs: needs
            .into_iter()
            .map(|(needs, heard)| (needs as u64, heard))
            .collect(),
    })
}

pub async fn compact(
    to: &mut Connection,
    household: HouseholdId,
    floor: u64,
    dropped: &[u64],
    tombstones: &[(EntityId, u64)],
) -> Result<(), StoreError> {
    for seq in dropped {
        db::query("DELETE FROM op WHERE household = $1 AND seq = $2")
            .bind(household.0.as_slice())
            .bind(*seq as i64)
            .execute(&mut *to)
            .await?;
    }
    for (entity, seq) in tombstones {
        db::query(
            "INSERT INTO tombstone (household, entity, seq) VALUES ($1, $2, $3) \
             ON CONFLICT DO NOTHING",
        )
        .bind(household.0.as_slice())
        .bind(entity.0.as_slice())
        .bind(*seq as i64)
        .execute(&mut *to)
        .await?;
    }
    db::query(
        "UPDATE household SET floor = $1, bytes = \
         (SELECT coalesce(sum(length(body) + 64), 0) FROM op WHERE household = $2) WHERE id = $2",
    )
    .bind(floor as i64)
    .bind(household.0.as_slice())
    .execute(to)
    .await?;
    Ok(())
}

pub async fn replace_snapshot(
    to: &mut Connection,
    household: HouseholdId,
    (of, frames): (SnapshotId, Vec<Vec<u8>>),
) -> Result<(), StoreError> {
    db::query("DELETE FROM snapshot_part WHERE household = $1")
        .bind(household.0.as_slice())
        .execute(&mut *to)
        .await?;
    for (part, frame) in (0_i64..).zip(frames) {
        db::query(
            "INSERT INTO snapshot_part (household, part, at, floor, frame, sum) \
             VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(household.0.as_slice())
        .bind(part)
        .bind(of.at as i64)
        .bind(of.floor as i64)
        .bind(&frame)
        .bind(sum::of_frame(&frame))
        .execute(&mut *to)
        .await?;
    }
    Ok(())
}
