//! One step of the exchange as bytes, for a storage behind a bridge that carries bytes only.
//!
//! `[ replace, roll back to, removed, rows, rejected, set aside, tombstones, author, progress ]`;
//! nothing of it is kept, so both ends of a bridge are of one version.

use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};

use super::{SetAside, decode_author, decode_progress, encode, encode_author, encode_progress};
use super::{id, key};
use crate::EntityId;
use crate::engine::Commit;
use crate::exchange::{Rejection, Row};
use crate::reissue::Recovered;

/// A step of the exchange as bytes.
#[must_use]
pub fn encode_change(change: &Commit) -> Vec<u8> {
    let aside = change.recovered.iter().map(|recovered| {
        let key = key(recovered.op.op().id);
        (
            ByteArray::from(key),
            SetAside::from(recovered).encode().into(),
        )
    });
    let tombstones = change.tombstones.iter();
    encode(ChangeForm {
        replace: change.replace,
        roll_back: change.roll_back,
        removed: change.removed.iter().map(|id| key(*id).into()).collect(),
        rows: change.rows.iter().map(RowForm::from).collect(),
        rejected: change
            .rejected
            .iter()
            .map(|(id, why)| (key(*id).into(), why.code()))
            .collect(),
        aside: aside.collect(),
        tombstones: tombstones
            .map(|(entity, seq)| (entity.0.into(), *seq))
            .collect(),
        author: change
            .author
            .as_ref()
            .map(|author| encode_author(author).into()),
        progress: change
            .progress
            .as_ref()
            .map(|progress| encode_progress(progress).into()),
    })
}

/// A step of the exchange from bytes; `None` if they are none.
#[must_use]
pub fn decode_change(bytes: &[u8]) -> Option<Commit> {
    let form: ChangeForm = minicbor::decode(bytes).ok()?;
    let recovered = form.aside.into_iter().map(|(key, bytes)| {
        let aside = SetAside::decode(key.into(), &bytes)?;
        let super::Reason::Overtaken(why) = aside.why else {
            return None;
        };
        Some(Recovered { op: aside.op, why })
    });
    let tombstones = form.tombstones.into_iter();
    let rejected = form.rejected.into_iter();
    Some(Commit {
        replace: form.replace,
        roll_back: form.roll_back,
        removed: form.removed.into_iter().map(|key| id(key.into())).collect(),
        rows: form.rows.into_iter().map(Row::from).collect(),
        rejected: rejected
            .map(|(key, why)| (id(key.into()), Rejection::from_code(why)))
            .collect(),
        recovered: recovered.collect::<Option<_>>()?,
        tombstones: tombstones
            .map(|(entity, seq)| (EntityId(entity.into()), seq))
            .collect(),
        author: read(form.author, decode_author)?,
        progress: read(form.progress, decode_progress)?,
    })
}

/// What is there is read; what cannot be read makes all of it unreadable.
fn read<T>(bytes: Option<ByteVec>, decode: fn(&[u8]) -> Option<T>) -> Option<Option<T>> {
    bytes.map_or(Some(None), |bytes| decode(&bytes).map(Some))
}

type Key = ByteArray<16>;

#[derive(Encode, Decode)]
struct ChangeForm {
    #[n(0)]
    replace: bool,
    #[n(1)]
    roll_back: Option<u64>,
    #[n(2)]
    removed: Vec<Key>,
    #[n(3)]
    rows: Vec<RowForm>,
    #[n(4)]
    rejected: Vec<(Key, u16)>,
    #[n(5)]
    aside: Vec<(Key, ByteVec)>,
    #[n(6)]
    tombstones: Vec<(Key, u64)>,
    #[n(7)]
    author: Option<ByteVec>,
    #[n(8)]
    progress: Option<ByteVec>,
}

#[derive(Encode, Decode)]
struct RowForm {
    #[n(0)]
    key: Key,
    #[n(1)]
    seq: Option<u64>,
    #[n(2)]
    limit: Option<u64>,
    #[n(3)]
    body: ByteVec,
}

impl From<&Row> for RowForm {
    fn from(row: &Row) -> Self {
        Self {
            key: key(row.id).into(),
            seq: row.seq,
            limit: row.limit,
            body: row.body.clone().into(),
        }
    }
}

impl From<RowForm> for Row {
    fn from(form: RowForm) -> Self {
        Self {
            seq: form.seq,
            id: id(form.key.into()),
            body: form.body.into(),
            limit: form.limit,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codec::{HouseholdId, Stored};
    use crate::engine::{KeptAuthor, Progress};
    use crate::reissue::Why;
    use crate::{Author, Change, EntityType, Hlc, Kind, OpId, ReplicaId};

    fn everything() -> Commit {
        let change = Change::new(EntityType(2), EntityId([3; 16]), Kind::Delete);
        let op = Author::new(ReplicaId(7))
            .write(1_790_000_000_000, vec![change])
            .remove(0);
        let id = OpId {
            replica: ReplicaId(u64::MAX),
            rseq: u64::MAX,
        };
        Commit {
            replace: true,
            roll_back: Some(u64::MAX),
            removed: vec![id],
            rows: vec![Row {
                seq: Some(1),
                id,
                body: (0..=u8::MAX).collect(),
                limit: Some(0),
            }],
            rejected: vec![(id, Rejection::Other(u16::MAX))],
            recovered: vec![Recovered {
                op: Stored::seal(op).expect("within the limits"),
                why: Why::Changed,
            }],
            tombstones: vec![(EntityId([9; 16]), u64::MAX)],
            author: Some(KeptAuthor {
                household: HouseholdId([7; 16]),
                replica: ReplicaId(u64::MAX),
                clock: Hlc::from_unix_ms(1_790_000_000_000),
            }),
            progress: Some(Progress::default()),
        }
    }

    #[test]
    fn a_step_is_read_back_whole() {
        for change in [Commit::default(), everything()] {
            assert_eq!(decode_change(&encode_change(&change)), Some(change));
        }
    }

    #[test]
    fn a_part_of_a_step_is_none() {
        let bytes = encode_change(&everything());
        for end in 0..bytes.len() {
            assert_eq!(decode_change(&bytes[..end]), None, "{end}");
        }
    }
}
