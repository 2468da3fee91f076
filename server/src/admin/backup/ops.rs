//! Whether the ops in a database are what was stored, by the sum that each has. What was stored
//! before there were sums has none until a start of the server.

use anyhow::{Result, bail};
use futures_util::TryStreamExt as _;
use sqlx::SqliteConnection;
use sync::exchange::Row;
use sync::{OpId, ReplicaId};

use crate::db::{self, Db};
use crate::hub::database::sum;
use crate::identity::hex;

/// Those that are named at most.
const NAMED: usize = 5;
/// Ops that are asked for at once.
const AT_ONCE: usize = 1_000;

/// `household, seq, replica, rseq, body, basis_limit, sum`
type Op = (Vec<u8>, i64, i64, i64, Vec<u8>, Option<i64>, Option<i64>);

/// What was looked through, and what is wrong with it.
#[derive(Default)]
struct Found {
    count: usize,
    altered: Vec<String>,
    more: usize,
}

impl Found {
    fn look(&mut self, (household, seq, replica, rseq, body, limit, sum): Op) {
        let row = Row {
            seq: Some(seq as u64),
            id: OpId {
                replica: ReplicaId(replica as u64),
                rseq: rseq as u64,
            },
            body,
            limit: limit.map(|limit| limit as u64),
        };
        self.count += 1;
        if sum.is_none_or(|sum| sum == sum::of_op(&row)) {
            return;
        }
        match self.altered.len() < NAMED {
            true => self
                .altered
                .push(format!("op {seq} of the household {}", hex(&household))),
            false => self.more += 1,
        }
    }

    fn told(self) -> Result<usize> {
        let altered = self.altered.join(", ");
        match self.more {
            0 if altered.is_empty() => Ok(self.count),
            0 => bail!("its database is damaged: {altered} is not what was stored"),
            more => {
                bail!("its database is damaged: {altered} and {more} more are not what was stored")
            }
        }
    }
}

/// Looks through the ops in a file.
///
/// # Errors
///
/// Which are altered.
pub async fn check(from: &mut SqliteConnection) -> Result<usize> {
    // A backup of an older version has no sums.
    let has_sums: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM pragma_table_info('op') WHERE name = 'sum')",
    )
    .fetch_one(&mut *from)
    .await?;
    let mut found = Found::default();
    if has_sums {
        let mut ops = sqlx::query_as::<_, Op>(
            "SELECT household, seq, replica, rseq, body, basis_limit, sum FROM op \
             ORDER BY household, seq",
        )
        .fetch(from);
        while let Some(op) = ops.try_next().await? {
            found.look(op);
        }
    }
    found.told()
}

/// Looks through the ops in a database on a server; how many there are.
///
/// # Errors
///
/// Which are altered.
pub async fn check_at(db: &Db) -> Result<usize> {
    let text = format!(
        "SELECT household, seq, replica, rseq, body, basis_limit, sum FROM op \
         WHERE (household, seq) > ($1, $2) ORDER BY household, seq LIMIT {AT_ONCE}"
    );
    let mut found = Found::default();
    let mut after = (Vec::new(), 0);
    loop {
        let page = db::query_as::<Op>(&text).bind(&after.0).bind(after.1);
        let page = page.fetch_all(db).await?;
        let Some(last) = page.last() else {
            return found.told();
        };
        after = (last.0.clone(), last.1);
        for op in page {
            found.look(op);
        }
    }
}
