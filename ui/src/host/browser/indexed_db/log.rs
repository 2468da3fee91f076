//! The log of ops in IndexedDB: a row for each op of this device, and others' in bundles.
//!
//! To put one op costs a browser as much as to put hundreds in one record, so what comes in
//! great numbers (a snapshot, the pages of a long absence) is kept in bundles. They hold
//! only what never changes: numbered ops of other devices. After a roll back the same ops
//! come once more; as long as some of them wait for that, each op has a row of its own.

use sync::codec::Stored;
use sync::exchange::{Rejection, Row as OpRow};
use sync::{OpId, ReplicaId};
use wasm_bindgen::JsValue;
use web_sys::{IdbObjectStore, IdbRequest, IdbRequestReadyState, IdbTransaction};

use super::{
    BUNDLES, META, OPS, PENDING, SET_ASIDE, TOMBSTONES, answer, array, broken, bundles, bytes,
    pairs, rows,
};
use crate::host::store::kept::{self, KeptOp, Reason, SetAside};
use crate::host::store::{Commit, Fact, OpKey, StoreError};

/// Ops in one bundle: about 40 kB, which takes a millisecond or two to put together.
const BUNDLE: usize = 512;
/// Fewer ops than this are not worth a bundle.
const FEW: usize = 32;
/// Rows that are put before the page may do something else.
const BREATH: usize = 200;
/// In [`META`]: ops of others have lost their numbers, and may come again.
const LOOSE: &str = "loose";

/// The log with what belongs to it, in one transaction.
pub struct Log {
    /// Whose ops wait in `pending`.
    pub own: Option<ReplicaId>,
    /// Ops of others may come again that have rows here.
    loose: bool,
    meta: IdbObjectStore,
    ops: IdbObjectStore,
    bundles: IdbObjectStore,
    pending: IdbObjectStore,
    set_aside: IdbObjectStore,
    tombstones: IdbObjectStore,
}

impl Log {
    /// The log as a transaction finds it.
    pub async fn of(transaction: &IdbTransaction) -> Result<Self, StoreError> {
        let store = |name| transaction.object_store(name).map_err(broken);
        let meta = store(META)?;
        let author = meta.get(&Fact::Author.name().into()).map_err(broken)?;
        let loose = meta.get_key(&LOOSE.into()).map_err(broken)?;
        let author = array(&answer(&author).await?);
        let author = author.and_then(|bytes| kept::decode_author(&bytes));
        Ok(Self {
            own: author.map(|author| author.replica),
            loose: !answer(&loose).await?.is_undefined(),
            meta,
            ops: store(OPS)?,
            bundles: store(BUNDLES)?,
            pending: store(PENDING)?,
            set_aside: store(SET_ASIDE)?,
            tombstones: store(TOMBSTONES)?,
        })
    }

    /// Everything goes.
    pub fn clear(&mut self) -> Result<(), JsValue> {
        self.forget()?;
        self.set_aside.clear()?;
        self.set_loose(false)
    }

    fn forget(&self) -> Result<(), JsValue> {
        self.ops.clear()?;
        self.bundles.clear()?;
        self.pending.clear()?;
        self.tombstones.clear()?;
        Ok(())
    }

    fn set_loose(&mut self, loose: bool) -> Result<(), JsValue> {
        self.loose = loose;
        if loose {
            self.meta.put_with_key(&true.into(), &LOOSE.into())?;
        } else {
            self.meta.delete(&LOOSE.into())?;
        }
        Ok(())
    }

    /// Everything but what outlives a snapshot goes. None of that is in a bundle.
    pub async fn replace(&mut self) -> Result<(), StoreError> {
        let own = self.own;
        let kept = self.select(|op| op.stays(own)).await?;
        self.forget().map_err(broken)?;
        let waits = kept.iter().any(|op| Some(op.row.id.replica) != own);
        self.set_loose(waits).map_err(broken)?;
        self.put_all(&kept)
    }

    /// Forgets the numbers above one; whatever loses its number gets a row of its own.
    pub async fn roll_back(&mut self, cut: u64) -> Result<(), StoreError> {
        let mut changed = self.select(|op| op.roll_back(cut)).await?;
        self.unbundle(cut, &mut changed).await?;
        self.put_all(&changed)?;
        self.set_loose(true).map_err(broken)?;
        let (keys, seqs) = pairs(&self.tombstones).await?;
        for (key, seq) in keys.iter().zip(seqs) {
            if number(seq) > cut {
                self.tombstones.delete(&bytes(key)).map_err(broken)?;
            }
        }
        Ok(())
    }

    /// Takes the ops with a number above one out of their bundles.
    async fn unbundle(&self, cut: u64, taken: &mut Vec<KeptOp>) -> Result<(), StoreError> {
        let mut after = None;
        loop {
            let (keys, ops) = bundles(&self.bundles, after).await?;
            for (key, ops) in keys.iter().zip(ops) {
                let (above, stay): (Vec<_>, Vec<_>) =
                    ops.into_iter().partition(|op| op.row.seq > Some(cut));
                if above.is_empty() {
                    continue;
                }
                let stay: Vec<&OpRow> = stay.iter().map(|op| &op.row).collect();
                self.put_bundle(&stay, Some(*key)).map_err(broken)?;
                taken.extend(above.into_iter().map(|mut op| {
                    op.roll_back(cut);
                    op
                }));
            }
            after = keys.last().copied();
            if after.is_none() {
                return Ok(());
            }
        }
    }

    /// The ops with a row of their own of which this holds, as it leaves them.
    async fn select(
        &self,
        mut holds: impl FnMut(&mut KeptOp) -> bool,
    ) -> Result<Vec<KeptOp>, StoreError> {
        let (mut selected, mut after) = (Vec::new(), None);
        loop {
            let (keys, values) = rows(&self.ops, after).await?;
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

    /// Writes what comes and what goes.
    pub async fn write(&self, commit: &Commit) -> Result<(), StoreError> {
        let change = &commit.exchange;
        self.take_out(commit).map_err(broken)?;
        let may_bundle = |row: &&OpRow| !commit.is_new && self.may_bundle(row);
        let (mut many, mut each): (Vec<&OpRow>, Vec<&OpRow>) =
            change.rows.iter().partition(may_bundle);
        if many.len() < FEW {
            each.append(&mut many);
        }
        let mut breath = Breath::default();
        for ops in many.chunks(BUNDLE) {
            let put = self.put_bundle(ops, None).map_err(broken)?;
            breath.after(put).await?;
        }
        for ops in each.chunks(BREATH) {
            let mut last = None;
            for row in ops {
                last = Some(self.put(commit, row).map_err(broken)?);
            }
            if let Some(last) = last {
                breath.after(last).await?;
            }
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

    fn may_bundle(&self, row: &OpRow) -> bool {
        let is_own = Some(row.id.replica) == self.own;
        !self.loose && !is_own && row.seq.is_some() && row.limit.is_none()
    }

    /// A bundle, in place of another one if it has its key.
    fn put_bundle(&self, ops: &[&OpRow], key: Option<u32>) -> Result<IdbRequest, JsValue> {
        let bundle = bytes(&kept::encode_bundle(ops));
        match key {
            Some(key) if ops.is_empty() => self.bundles.delete(&key.into()),
            Some(key) => self.bundles.put_with_key(&bundle, &key.into()),
            None => self.bundles.put(&bundle),
        }
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

    /// Marks an op that counts for nobody. Only ops of this device are ever rejected here.
    pub async fn reject(&self, id: OpId, why: Rejection) -> Result<(), StoreError> {
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

/// Lets the page go on while much is put: what is to be put next is put together while
/// what was put last is on its way.
#[derive(Default)]
struct Breath(Option<IdbRequest>);

impl Breath {
    async fn after(&mut self, put: IdbRequest) -> Result<(), StoreError> {
        let before = self.0.replace(put);
        match before {
            Some(before) if before.ready_state() == IdbRequestReadyState::Pending => {
                answer(&before).await.map(|_| ())
            }
            _ => Ok(()),
        }
    }
}

fn number(bytes: Vec<u8>) -> u64 {
    bytes.try_into().map_or(0, u64::from_be_bytes)
}
