//! What shows that an op is still what was stored: a bit that a disk or a memory turns must not
//! reach a device, where nothing would take it back.
//!
//! The sum is the first 8 bytes of BLAKE3 over all that a device is told of an op: its number, its
//! author, its limit and its body. So a row that stands in another's place is noticed, too. A
//! digest of the whole log is in [`sync::digest`]; it says that something is wrong, and only to
//! whoever has read all of it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use sync::codec::HouseholdId;
use sync::exchange::Row;

use super::rows;
use crate::db::{self, Db};
use crate::gateway::request_id::log;
use crate::hub::StoreError;
use crate::identity::hex;

/// Ops that get their sums in one transaction, which keeps writers of the household waiting.
const AT_ONCE: i64 = 128;

/// The sum of an op.
pub fn of_op(row: &Row) -> i64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&row.seq.unwrap_or_default().to_be_bytes());
    hasher.update(&row.id.replica.0.to_be_bytes());
    hasher.update(&row.id.rseq.to_be_bytes());
    // No limit is none that could be said: numbers have 63 bits.
    hasher.update(&row.limit.unwrap_or(u64::MAX).to_be_bytes());
    hasher.update(&row.body);
    first(&hasher)
}

/// The sum of a snapshot's frame.
pub fn of_frame(frame: &[u8]) -> i64 {
    let mut hasher = blake3::Hasher::new();
    hasher.update(frame);
    first(&hasher)
}

fn first(hasher: &blake3::Hasher) -> i64 {
    let mut bytes = [0; 8];
    bytes.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
    i64::from_be_bytes(bytes)
}

/// Ops that were found not to be what was stored; cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Altered(Arc<Mutex<BTreeSet<(HouseholdId, u64)>>>);

impl Altered {
    /// Notes one, and says so once.
    pub fn note(&self, household: HouseholdId, seq: u64) {
        let mut found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if found.insert((household, seq)) {
            log(format_args!(
                "op {seq} of the household {} is not what was stored, and no device gets it: look \
                 for others by `larder admin verify`, and at docs/backups.md for what to do",
                hex(&household.0)
            ));
        }
    }

    /// How many were found since the server was started.
    pub fn count(&self) -> usize {
        let found = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        found.len()
    }
}

/// Gives the ops of before their sums: from then on a change of theirs is noticed. A household
/// where that fails keeps nobody from having theirs.
///
/// # Errors
///
/// If the database fails.
pub async fn fill(db: &Db) -> Result<u64, StoreError> {
    let mut count = 0;
    let all: Vec<Vec<u8>> = db::query_scalar("SELECT DISTINCT household FROM op WHERE sum IS NULL")
        .fetch_all(db)
        .await?;
    for of in all {
        let household = HouseholdId(rows::fixed(&of, "a household")?);
        if let Err(error) = fill_all(db, household, &mut count).await {
            log(format_args!(
                "ops of before of the household {} stay without their sums until the next start: \
                 {error}",
                hex(&of)
            ));
        }
    }
    Ok(count)
}

async fn fill_all(db: &Db, household: HouseholdId, count: &mut u64) -> Result<(), StoreError> {
    loop {
        match fill_some(db, household).await? {
            0 => return Ok(()),
            some => *count += some,
        }
    }
}

async fn fill_some(db: &Db, household: HouseholdId) -> Result<u64, StoreError> {
    let mut write = db.begin(household).await?;
    let some: Vec<rows::Op> = db::query_as(
        "SELECT seq, replica, rseq, body, basis_limit, stored_ms, sum FROM op \
         WHERE household = $1 AND sum IS NULL ORDER BY seq LIMIT $2",
    )
    .bind(household.0.as_slice())
    .bind(AT_ONCE)
    .fetch_all(&mut *write)
    .await?;
    let count = some.len() as u64;
    for op in some {
        let (row, _) = rows::unchecked(op);
        db::query("UPDATE op SET sum = $1 WHERE household = $2 AND seq = $3")
            .bind(of_op(&row))
            .bind(household.0.as_slice())
            .bind(row.seq.unwrap_or_default() as i64)
            .execute(&mut *write)
            .await?;
    }
    write.commit().await?;
    Ok(count)
}

#[cfg(test)]
mod tests {
    use sync::{OpId, ReplicaId};

    use super::*;

    fn row() -> Row {
        Row {
            seq: Some(7),
            id: OpId {
                replica: ReplicaId(1),
                rseq: 2,
            },
            body: vec![1, 2, 3],
            limit: None,
        }
    }

    /// Stored sums are compared with this for ever.
    #[test]
    fn a_sum_is_what_it_was() {
        assert_eq!(format!("{:016x}", of_op(&row())), SUM);
        assert_eq!(format!("{:016x}", of_frame(b"abc")), FRAME);
    }

    const SUM: &str = "acb266aa54f45776";
    const FRAME: &str = "6437b3ac38465133";

    #[test]
    fn any_bit_of_an_op_changes_its_sum() {
        let sum = of_op(&row());
        for bit in 0..24 {
            let mut other = row();
            other.body[bit / 8] ^= 1 << (bit % 8);
            assert_ne!(of_op(&other), sum, "{bit}");
        }
        let others = [
            Row {
                seq: Some(6),
                ..row()
            },
            Row {
                limit: Some(0),
                ..row()
            },
            Row {
                id: OpId {
                    rseq: 3,
                    ..row().id
                },
                ..row()
            },
            Row {
                body: vec![1, 2],
                ..row()
            },
        ];
        for other in others {
            assert_ne!(of_op(&other), sum, "{other:?}");
        }
    }

    #[test]
    fn what_is_found_is_counted_once() {
        let altered = Altered::default();
        for seq in [3, 3, 4] {
            altered.clone().note(HouseholdId([7; 16]), seq);
        }
        assert_eq!(altered.count(), 2);
    }
}
