//! The household in memory with the writer of its ops.

use pantry::action::{Action, Author, Rejected, Transaction, plan};
use pantry::household::Household;
use pantry::op::SCHEMA;
use sync::codec::{Batch, MAX_BATCH_OPS, Stored};
use sync::{Op, OpId, ReplicaId, TxnId};

use super::author::Writer;
use super::project;
use crate::host::browser;
use crate::host::store::{Commit, OpKey, Store, StoreError};

/// How long the page may be busy before it lets the browser paint: half a frame.
const SLICE_MS: f64 = 8.0;
/// Ops between two looks at the clock.
const STEP: usize = 25;

/// The awake replica.
#[derive(Debug)]
pub struct Replica {
    /// What the screens read.
    pub household: Household,
    writer: Writer,
}

/// An action that is in memory and waits to be stored.
#[derive(Debug)]
pub struct Planned {
    /// What undo names.
    pub txn: TxnId,
    /// What to store.
    pub commit: Commit,
}

impl Replica {
    /// The household of everything in storage, folded in slices.
    pub async fn load(store: &impl Store) -> Result<Self, StoreError> {
        let kept = store.author().await?;
        let writer = match kept {
            Some(bytes) => Writer::decode(&bytes)
                .ok_or_else(|| StoreError::Broken("the author cannot be read".to_owned()))?,
            None => Writer::new()
                .ok_or_else(|| StoreError::Broken("the browser has no randomness".to_owned()))?,
        };
        let mut household = Household::default();
        let mut after = None;
        loop {
            let page = store.load(after).await?;
            fold(&mut household, &page.ops).await;
            after = page.ops.last().map(|(key, _)| *key);
            if !page.more {
                household.project();
                return Ok(Self { household, writer });
            }
        }
    }

    /// Plans an action and shows it in memory; it is for the caller to store it.
    pub fn act(&mut self, action: &Action) -> Result<Planned, Rejected> {
        let mut writer = self.writer.clone();
        let Transaction { id, ops } = plan(
            &self.household,
            action,
            &mut Author {
                replica: &mut writer.author,
                ids: &mut browser::new_id,
                now_ms: browser::now_ms(),
                today: browser::today(),
            },
        )?;
        let stored: Result<Vec<Stored>, _> = ops.iter().cloned().map(Stored::seal).collect();
        // `plan` keeps every text and every transaction within the format's limits.
        let stored = stored.map_err(|_| Rejected::TooLarge)?;
        let pending = batches(&mut writer, &stored);
        let changed = self.household.apply_all(&ops);
        self.writer = writer;
        let commit = Commit {
            ops: stored
                .iter()
                .map(|op| (key(op.op()), op.body().to_vec()))
                .collect(),
            rows: project::rows(&self.household, &changed),
            author: self.writer.encode(),
            pending,
            ..Commit::default()
        };
        Ok(Planned { txn: id, commit })
    }
}

async fn fold(household: &mut Household, page: &[(OpKey, Vec<u8>)]) {
    let mut since = browser::elapsed_ms();
    for slice in page.chunks(STEP) {
        for op in slice.iter().filter_map(|(key, body)| open(*key, body)) {
            household.take_in(&op, None);
        }
        if browser::elapsed_ms() - since > SLICE_MS {
            browser::breathe().await;
            since = browser::elapsed_ms();
        }
    }
}

/// What goes to a server one day, in as many batches as the format wants.
fn batches(writer: &mut Writer, ops: &[Stored]) -> Vec<([u8; 8], Vec<u8>)> {
    let batch = |ops: &[Stored]| {
        let first = ops.first()?.op().id.rseq;
        let batch = Batch {
            household: writer.household,
            replica: writer.author.replica,
            first_rseq: first,
            schema: SCHEMA,
            epoch: None,
            previous: writer.chain,
            ops: ops.iter().cloned().map(Ok).collect(),
        };
        writer.chain = ops
            .iter()
            .fold(writer.chain, |chain, op| chain.next(op.hash()));
        Some((first.to_be_bytes(), batch.encode().ok()?))
    };
    // A body may have 4 kB: so many surely fit into a batch's bytes.
    let most = (sync::codec::MAX_BATCH / sync::codec::MAX_OP - 2).min(MAX_BATCH_OPS);
    ops.chunks(most).filter_map(batch).collect()
}

fn key(op: &Op) -> OpKey {
    let mut key = [0; 16];
    key[..8].copy_from_slice(&op.id.replica.0.to_be_bytes());
    key[8..].copy_from_slice(&op.id.rseq.to_be_bytes());
    key
}

/// An op from storage; one of a newer version that we cannot read stays where it is.
fn open(key: OpKey, body: &[u8]) -> Option<Op> {
    let [replica, rseq] = [&key[..8], &key[8..]].map(|half| {
        let mut bytes = [0; 8];
        bytes.copy_from_slice(half);
        u64::from_be_bytes(bytes)
    });
    let id = OpId {
        replica: ReplicaId(replica),
        rseq,
    };
    Stored::open(id, body).ok().map(Stored::into_op)
}
