//! The ops that the first screen is made of, without the rest of the log.

use jiff::civil::Date;
use pantry::kept::Fact;
use pantry::kept::glimpse::Glimpse;
use sqlx::{QueryBuilder, Sqlite, SqliteConnection};
use sync::OpId;
use sync::kept::{self, KeptOp, decode_author, decode_progress};

use super::{Result, fact, fault, log};

/// More ops than this take longer than they save.
const MOST: usize = 12_000;

/// Those that are known, and all that came since; none where that is not known, or is of no
/// use on this day.
pub async fn ops(db: &mut SqliteConnection, today: Date) -> Result<Vec<KeptOp>> {
    match fitting(db, today).await? {
        Some(glimpse) => read(db, &glimpse).await,
        None => Ok(Vec::new()),
    }
}

async fn fitting(db: &mut SqliteConnection, today: Date) -> Result<Option<Glimpse>> {
    let glimpse = fact(db, Fact::Glimpse).await?;
    let author = fact(db, Fact::Author).await?;
    let progress = fact(db, Fact::Progress).await?;
    let fitting = || {
        let glimpse = Glimpse::decode(&glimpse?)?;
        let progress = progress.map_or(Some(Default::default()), |one| decode_progress(&one));
        let fits = glimpse.fits(&decode_author(&author?)?, &progress?, today);
        (fits && glimpse.ops.len() <= MOST).then_some(glimpse)
    };
    Ok(fitting())
}

async fn read(db: &mut SqliteConnection, glimpse: &Glimpse) -> Result<Vec<KeptOp>> {
    let own = |rseq| {
        let replica = glimpse.replica;
        kept::key(OpId { replica, rseq }).to_vec()
    };
    let mut query = QueryBuilder::<Sqlite>::new(
        "SELECT id, seq, seq_limit, rejected, body FROM ops WHERE seq > ",
    );
    query.push_bind(log::integer(glimpse.cursor));
    query
        .push(" OR id BETWEEN ")
        .push_bind(own(glimpse.next_rseq));
    query.push(" AND ").push_bind(own(u64::MAX));
    query.push(" OR id IN (");
    let mut keys = query.separated(", ");
    for op in &glimpse.ops {
        keys.push_bind(kept::key(*op).to_vec());
    }
    query.push(") LIMIT ").push_bind(MOST as i64 + 1);
    let rows = query.build().fetch_all(db).await.map_err(fault)?;
    match rows.len() > MOST {
        true => Ok(Vec::new()),
        false => rows.iter().map(log::op).collect(),
    }
}
