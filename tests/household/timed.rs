//! A server by a clock that the test moves: the real routes on a socket, the real database
//! in a folder. Only the time is the test's, so years pass at once and a seed says all.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use anyhow::Result;
use server::blobs::Blobs;
use server::clock::Clock;
use server::limits::Settings;
use server::site::Site;
use server::state::AppState;
use server::transport::Transport;
use server::{db, routes};
use sync::exchange::Row;
use sync::{EntityId, OpId, ReplicaId};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use super::phone::HOUSEHOLD;

/// Pictures are not in question here.
const NO_PICTURES: u64 = 0;

/// A running server, which ends with the value.
pub struct Timed {
    /// Where it listens.
    pub url: String,
    state: AppState,
    serving: JoinHandle<()>,
    now_ms: Arc<AtomicI64>,
    data: TempDir,
}

impl Timed {
    /// Starts one on an empty folder.
    pub async fn start(now_ms: i64) -> Result<Self> {
        let data = tempfile::tempdir()?;
        let now_ms = Arc::new(AtomicI64::new(now_ms));
        let (url, state, serving) = serve(&data, &now_ms).await?;
        Ok(Self {
            url,
            state,
            serving,
            now_ms,
            data,
        })
    }

    /// Starts it once more on the same data, at another address.
    pub async fn start_again(&mut self) -> Result<()> {
        self.serving.abort();
        db::close(&self.state.db).await;
        (self.url, self.state, self.serving) = serve(&self.data, &self.now_ms).await?;
        Ok(())
    }

    /// Its time, in Unix milliseconds.
    pub fn now_ms(&self) -> i64 {
        self.now_ms.load(Ordering::Relaxed)
    }

    /// Time passes; below 0, its clock is set back.
    pub fn pass(&self, ms: i64) {
        self.now_ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// Compacts the household, as the server does now and then where it has grown; the floor.
    pub async fn compact(&self) -> Result<u64> {
        Ok(self.state.hub.compact(HOUSEHOLD, self.now_ms()).await?)
    }

    /// Changes something in its database, as nobody can ask it to.
    pub async fn alter(&self, statement: &str) -> Result<()> {
        db::query(statement).execute(&self.state.db).await?;
        Ok(())
    }

    /// All ops that it has, by their number, each with when it was stored, in Unix
    /// milliseconds.
    pub async fn rows(&self) -> Result<Vec<(Row, i64)>> {
        type Found = (i64, i64, i64, Vec<u8>, Option<i64>, i64);
        let found: Vec<Found> = db::query_as(
            "SELECT seq, replica, rseq, body, basis_limit, stored_ms FROM op ORDER BY seq",
        )
        .fetch_all(&self.state.db)
        .await?;
        let rows = found
            .into_iter()
            .map(|(seq, replica, rseq, body, limit, stored_ms)| {
                let row = Row {
                    seq: Some(seq as u64),
                    id: OpId {
                        replica: ReplicaId(replica as u64),
                        rseq: rseq as u64,
                    },
                    body,
                    limit: limit.map(|limit| limit as u64),
                };
                (row, stored_ms)
            });
        Ok(rows.collect())
    }

    /// What is gone for ever.
    pub async fn tombstones(&self) -> Result<Vec<EntityId>> {
        let found: Vec<Vec<u8>> = db::query_scalar("SELECT entity FROM tombstone")
            .fetch_all(&self.state.db)
            .await?;
        let ids = found.into_iter();
        let ids = ids.map(|id| id.try_into().map(EntityId));
        ids.collect::<Result<_, _>>()
            .map_err(|id| anyhow::anyhow!("{id:?} is no entity"))
    }
}

impl Drop for Timed {
    fn drop(&mut self) {
        self.serving.abort();
    }
}

async fn serve(
    data: &TempDir,
    now_ms: &Arc<AtomicI64>,
) -> Result<(String, AppState, JoinHandle<()>)> {
    let db = db::open(data.path()).await?;
    let tcp = TcpListener::bind("127.0.0.1:0").await?;
    let address = tcp.local_addr()?;
    let now_ms = Arc::clone(now_ms);
    let blobs = Blobs::new(db.clone(), data.path(), NO_PICTURES);
    let state = AppState::new(db, Site::embedded(), Transport::new(address, None), blobs)
        .with_clock(Clock::of(move || now_ms.load(Ordering::Relaxed)))
        .with_limits(&Settings {
            // Whether devices may push so often is not the question.
            pushes_a_minute: NonZeroU32::MIN.saturating_add(999_999),
            ..Settings::default()
        });
    let router = routes::router(state.clone());
    let serving = tokio::spawn(async move {
        // It ends with the test.
        let _ = axum::serve(tcp, router).await;
    });
    Ok((format!("http://{address}"), state, serving))
}
