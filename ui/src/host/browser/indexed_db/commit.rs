//! Filling one transaction with everything of a commit; it is through when the browser
//! says so.
//!
//! Only requests of this very transaction are waited for: with any other wait the browser
//! would end it.

use sync::codec::Stored;
use sync::exchange::{Rejection, Row as OpRow};
use sync::{OpId, ReplicaId};
use wasm_bindgen::JsValue;
use web_sys::{IdbObjectStore, IdbRequest, IdbRequestReadyState, IdbTransaction};

use super::super::object;
use super::{
    IMAGES, META, OPS, PENDING, SET_ASIDE, TOMBSTONES, UPLOADS, answer, array, broken, bytes,
    drafts, page, pairs,
};
use crate::host::store::kept::{self, KeptOp, Reason, SetAside};
use crate::host::store::{Commit, Fact, OpKey, Picture, Row, StoreError, Table};

/// Rows that are put before the page may do something else.
const BREATH: usize = 500;

/// Puts everything of a commit into a transaction over all stores.
pub async fn fill(transaction: &IdbTransaction, commit: &Commit) -> Result<(), StoreError> {
    let mut log = Log::of(transaction).await?;
    let change = &commit.exchange;
    if commit.leaves {
        log.clear().map_err(broken)?;
        for photos in [IMAGES, UPLOADS] {
            let store = transaction.object_store(photos).map_err(broken)?;
            store.clear().map_err(broken)?;
        }
    }
    if change.replace {
        log.replace().await?;
    }
    if let Some(cut) = change.roll_back {
        log.roll_back(cut).await?;
    }
    // From here on the ops are the new author's.
    let author = change.author.map(|author| author.replica);
    log.own = author.or(log.own);
    log.write(commit).await?;
    for (id, why) in &change.rejected {
        log.reject(*id, *why).await?;
    }
    tables(transaction, commit).map_err(broken)?;
    facts(transaction, commit).map_err(broken)?;
    belongings(transaction, commit).map_err(broken)
}

/// The log of ops with what belongs to it.
struct Log {
    /// Whose ops wait in `pending`.
    own: Option<ReplicaId>,
    ops: IdbObjectStore,
    pending: IdbObjectStore,
    set_aside: IdbObjectStore,
    tombstones: IdbObjectStore,
}

impl Log {
    async fn of(transaction: &IdbTransaction) -> Result<Self, StoreError> {
        let store = |name| transaction.object_store(name).map_err(broken);
        let author = store(META)?.get(&Fact::Author.name().into());
        let author = array(&answer(&author.map_err(broken)?).await?);
        let author = author.and_then(|bytes| kept::decode_author(&bytes));
        Ok(Self {
            own: author.map(|author| author.replica),
            ops: store(OPS)?,
            pending: store(PENDING)?,
            set_aside: store(SET_ASIDE)?,
            tombstones: store(TOMBSTONES)?,
        })
    }

    fn clear(&self) -> Result<(), JsValue> {
        self.ops.clear()?;
        self.pending.clear()?;
        self.set_aside.clear()?;
        self.tombstones.clear()?;
        Ok(())
    }

    /// Everything but what outlives a snapshot goes.
    async fn replace(&self) -> Result<(), StoreError> {
        let kept = self.select(|op| op.stays(self.own)).await?;
        self.ops.clear().map_err(broken)?;
        self.pending.clear().map_err(broken)?;
        self.tombstones.clear().map_err(broken)?;
        self.put_all(&kept)
    }

    async fn roll_back(&self, cut: u64) -> Result<(), StoreError> {
        let changed = self.select(|op| op.roll_back(cut)).await?;
        self.put_all(&changed)?;
        let (keys, seqs) = pairs(&self.tombstones).await?;
        for (key, seq) in keys.iter().zip(seqs) {
            if number(seq) > cut {
                self.tombstones.delete(&bytes(key)).map_err(broken)?;
            }
        }
        Ok(())
    }

    /// The ops of which this holds, as it leaves them.
    async fn select(
        &self,
        mut holds: impl FnMut(&mut KeptOp) -> bool,
    ) -> Result<Vec<KeptOp>, StoreError> {
        let (mut selected, mut after) = (Vec::new(), None);
        loop {
            let (keys, values) = page(&self.ops, after).await?;
            after = keys.last().copied();
            if after.is_none() {
                return Ok(selected);
            }
            let ops = keys.into_iter().zip(values);
            let ops = ops.filter_map(|(key, value)| KeptOp::decode(kept::id(key), &value));
            selected.extend(ops.filter_map(|mut op| holds(&mut op).then_some(op)));
        }
    }

    fn put_all(&self, ops: &[KeptOp]) -> Result<(), StoreError> {
        for op in ops {
            let key = bytes(&kept::key(op.row.id));
            let put = self.ops.put_with_key(&bytes(&op.encode()), &key);
            put.map_err(broken)?;
        }
        Ok(())
    }

    async fn write(&self, commit: &Commit) -> Result<(), StoreError> {
        let change = &commit.exchange;
        self.take_out(commit).map_err(broken)?;
        let mut before: Option<IdbRequest> = None;
        for rows in change.rows.chunks(BREATH) {
            let mut last = None;
            for row in rows {
                last = Some(self.put(commit, row).map_err(broken)?);
            }
            // A whole household is many rows: the page goes on in between, while those that
            // were put last are on their way.
            if let Some(before) = &before
                && before.ready_state() == IdbRequestReadyState::Pending
            {
                answer(before).await?;
            }
            before = last;
        }
        for recovered in &change.recovered {
            self.put_aside(&recovered.into()).map_err(broken)?;
        }
        for (entity, seq) in &change.tombstones {
            let seq = bytes(&seq.to_be_bytes());
            let put = self.tombstones.put_with_key(&seq, &bytes(&entity.0));
            put.map_err(broken)?;
        }
        Ok(())
    }

    fn take_out(&self, commit: &Commit) -> Result<(), JsValue> {
        for id in &commit.exchange.removed {
            let key = bytes(&kept::key(*id));
            self.ops.delete(&key)?;
            self.pending.delete(&key)?;
        }
        for key in &commit.seen_to {
            self.set_aside.delete(&bytes(key))?;
        }
        Ok(())
    }

    fn put(&self, commit: &Commit, row: &OpRow) -> Result<IdbRequest, JsValue> {
        let key = bytes(&kept::key(row.id));
        let value = bytes(&kept::encode_op(row, None));
        let request = match commit.is_new {
            true => self.ops.add_with_key(&value, &key)?,
            false => self.ops.put_with_key(&value, &key)?,
        };
        if Some(row.id.replica) == self.own {
            match row.seq {
                None => self.pending.put_with_key(&bytes(&row.body), &key)?,
                Some(_) => self.pending.delete(&key)?,
            };
        }
        Ok(request)
    }

    fn put_aside(&self, aside: &SetAside) -> Result<(), JsValue> {
        let key = bytes(&kept::key(aside.op.op().id));
        self.set_aside.put_with_key(&bytes(&aside.encode()), &key)?;
        Ok(())
    }

    async fn reject(&self, id: OpId, why: Rejection) -> Result<(), StoreError> {
        let key: OpKey = kept::key(id);
        let found = self.ops.get(&bytes(&key)).map_err(broken)?;
        let found = array(&answer(&found).await?);
        let op = found.and_then(|value| KeptOp::decode(id, &value));
        self.pending.delete(&bytes(&key)).map_err(broken)?;
        let Some(mut op) = op else {
            return Ok(());
        };
        op.rejected = Some(why);
        if let Ok(op) = Stored::open(id, &op.row.body)
            && self.own == Some(id.replica)
        {
            let why = Reason::Rejected(why);
            self.put_aside(&SetAside { op, why }).map_err(broken)?;
        }
        self.put_all(&[op])
    }
}

fn number(bytes: Vec<u8>) -> u64 {
    bytes.try_into().map_or(0, u64::from_be_bytes)
}

fn tables(transaction: &IdbTransaction, commit: &Commit) -> Result<(), JsValue> {
    if commit.every_row {
        for table in Table::ALL {
            transaction.object_store(table.name())?.clear()?;
        }
    }
    for row in &commit.rows {
        put_row(transaction, row)?;
    }
    Ok(())
}

fn put_row(transaction: &IdbTransaction, row: &Row) -> Result<(), JsValue> {
    let table = transaction.object_store(row.table.name())?;
    match &row.columns {
        Some(columns) => {
            let columns: Vec<_> = columns
                .iter()
                .map(|(name, value)| (*name, JsValue::from(value)))
                .collect();
            table.put_with_key(&object(&columns), &bytes(&row.key))?
        }
        None => table.delete(&bytes(&row.key))?,
    };
    Ok(())
}

fn facts(transaction: &IdbTransaction, commit: &Commit) -> Result<(), JsValue> {
    let facts = transaction.object_store(META)?;
    let keep = |fact: Fact, value: &[u8]| facts.put_with_key(&bytes(value), &fact.name().into());
    if let Some(author) = &commit.exchange.author {
        keep(Fact::Author, &kept::encode_author(author))?;
    }
    if let Some(progress) = &commit.exchange.progress {
        keep(Fact::Progress, &kept::encode_progress(progress))?;
    }
    if let Some(cursor) = commit.tables_at {
        keep(Fact::TablesAt, &cursor.to_be_bytes())?;
    }
    // Numbers, limits and rejections show only once all is folded anew.
    let change = &commit.exchange;
    if change.replace || change.roll_back.is_some() || commit.leaves {
        facts.delete(&Fact::TablesAt.name().into())?;
    }
    Ok(())
}

/// Photos and drafts.
fn belongings(transaction: &IdbTransaction, commit: &Commit) -> Result<(), JsValue> {
    if !commit.images.is_empty() {
        let images = transaction.object_store(IMAGES)?;
        let uploads = transaction.object_store(UPLOADS)?;
        for (upload, Picture(blob)) in &commit.images {
            let key = bytes(&upload.key.bytes());
            images.put_with_key(blob, &key)?;
            uploads.put_with_key(&bytes(&upload.sha256), &key)?;
        }
    }
    for id in &commit.ends_drafts {
        drafts::forget(transaction, *id)?;
    }
    Ok(())
}
