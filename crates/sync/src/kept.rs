//! The bytes in which a device keeps its part of the exchange.
//!
//! An op is `[ seq or null, limit or null, reason of its rejection or null, body ]`. The
//! first version kept the body alone, which is a map: both are read. A bundle is a list of
//! `[ replica, number, seq, body ]`: others' ops, which nothing changes any more.

mod change;
mod page;

use crate::codec::{Epoch, HouseholdId, Stored};
use crate::digest::{Chain, Digest};
use crate::engine::{KeptAuthor, Progress};
use crate::exchange::{Rejection, Row};
use crate::reissue::{Recovered, Why};
use crate::{Hlc, OpId, ReplicaId};
use minicbor::bytes::ByteSlice;
use minicbor::{Decode, Encode};

pub use change::{decode_change, encode_change};
pub use page::{decode_ops, encode_ops};

/// An op's key: replica and running number, 8 big-endian bytes each.
pub type OpKey = [u8; 16];

/// An op as it is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptOp {
    /// The op with its number.
    pub row: Row,
    /// Why it counts for nobody, if it does not.
    pub rejected: Option<Rejection>,
}

/// The key of an op.
#[must_use]
pub fn key(id: OpId) -> OpKey {
    let mut key = [0; 16];
    key[..8].copy_from_slice(&id.replica.0.to_be_bytes());
    key[8..].copy_from_slice(&id.rseq.to_be_bytes());
    key
}

/// The op of a key.
#[must_use]
pub fn id(key: OpKey) -> OpId {
    let whole = u128::from_be_bytes(key);
    OpId {
        replica: ReplicaId((whole >> 64) as u64),
        rseq: whole as u64,
    }
}

impl KeptOp {
    /// As bytes to keep.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        encode_op(&self.row, self.rejected)
    }

    /// From kept bytes; `None` if they are none.
    #[must_use]
    pub fn decode(id: OpId, bytes: &[u8]) -> Option<Self> {
        const MAP: std::ops::Range<u8> = 0xa0..0xc0;
        let form = match bytes.first()? {
            first if MAP.contains(first) => OpForm {
                seq: None,
                limit: None,
                rejected: None,
                body: bytes.into(),
            },
            _ => minicbor::decode(bytes).ok()?,
        };
        Some(Self {
            row: Row {
                seq: form.seq,
                id,
                body: form.body.to_vec(),
                limit: form.limit,
            },
            rejected: form.rejected.map(Rejection::from_code),
        })
    }

    /// Whether it outlives a snapshot: it was rejected, or waits for its author.
    #[must_use]
    pub fn stays(&self, own: Option<ReplicaId>) -> bool {
        let is_own = Some(self.row.id.replica) == own;
        self.rejected.is_some() || (self.row.seq.is_none() && !is_own)
    }

    /// Forgets its number if it is above the last one that counts, and limits its basis;
    /// whether that changes it.
    pub fn roll_back(&mut self, cut: u64) -> bool {
        let above = self.row.seq.is_none_or(|seq| seq > cut);
        if above {
            self.row.seq = None;
            self.row.limit = Some(crate::order::limited(cut, self.row.limit));
        }
        above
    }
}

/// An op as bytes to keep.
#[must_use]
pub fn encode_op(row: &Row, rejected: Option<Rejection>) -> Vec<u8> {
    encode(OpForm {
        seq: row.seq,
        limit: row.limit,
        rejected: rejected.map(Rejection::code),
        body: row.body.as_slice().into(),
    })
}

/// Ops of others as a bundle to keep: only those with a number and no limit have a place
/// in one.
#[must_use]
pub fn encode_bundle(rows: &[&Row]) -> Vec<u8> {
    let forms = rows.iter().map(|row| BundledForm {
        replica: row.id.replica.0,
        rseq: row.id.rseq,
        seq: row.seq.unwrap_or_default(),
        body: row.body.as_slice().into(),
    });
    let forms: Vec<_> = forms.collect();
    encode(forms)
}

/// The ops of a kept bundle; `None` if it is none.
#[must_use]
pub fn decode_bundle(bytes: &[u8]) -> Option<Vec<KeptOp>> {
    let forms: Vec<BundledForm<'_>> = minicbor::decode(bytes).ok()?;
    let ops = forms.into_iter().map(|form| KeptOp {
        row: Row {
            seq: Some(form.seq),
            id: OpId {
                replica: ReplicaId(form.replica),
                rseq: form.rseq,
            },
            body: form.body.to_vec(),
            limit: None,
        },
        rejected: None,
    });
    Some(ops.collect())
}

/// The author as bytes to keep.
#[must_use]
pub fn encode_author(author: &KeptAuthor) -> Vec<u8> {
    encode(AuthorForm {
        household: author.household.0,
        replica: author.replica.0,
        clock: author.clock.as_i64(),
    })
}

/// The author from kept bytes.
#[must_use]
pub fn decode_author(bytes: &[u8]) -> Option<KeptAuthor> {
    let form: AuthorForm = minicbor::decode(bytes).ok()?;
    Some(KeptAuthor {
        household: HouseholdId(form.household),
        replica: ReplicaId(form.replica),
        clock: Hlc::from_i64(form.clock)?,
    })
}

/// The progress as bytes to keep.
#[must_use]
pub fn encode_progress(progress: &Progress) -> Vec<u8> {
    encode(ProgressForm {
        epoch: progress.epoch.map(|epoch| epoch.0),
        cursor: progress.cursor,
        next_rseq: progress.next_rseq,
        chain: progress.chain.0,
        seen: progress.seen.as_i64(),
        digest: progress.digest.map(Digest::to_bytes),
        floor: progress.floor,
        pull_first: progress.pull_first,
    })
}

/// The progress from kept bytes.
#[must_use]
pub fn decode_progress(bytes: &[u8]) -> Option<Progress> {
    let form: ProgressForm = minicbor::decode(bytes).ok()?;
    Some(Progress {
        epoch: form.epoch.map(Epoch),
        cursor: form.cursor,
        next_rseq: form.next_rseq,
        chain: Chain(form.chain),
        seen: Hlc::from_i64(form.seen)?,
        digest: form.digest.map(Digest::from_bytes),
        floor: form.floor,
        pull_first: form.pull_first,
    })
}

/// A change that does not count, kept for a person to look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SetAside {
    /// The op as it was written.
    pub op: Stored,
    /// Why it does not count.
    pub why: Reason,
}

/// Why a change does not count.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// It was overtaken while the device was away.
    Overtaken(Why),
    /// The server rejected it.
    Rejected(Rejection),
}

/// The numbers of rejections in storage begin here.
const REJECTED: u32 = 1 << 16;

impl From<&Recovered> for SetAside {
    fn from(recovered: &Recovered) -> Self {
        Self {
            op: recovered.op.clone(),
            why: Reason::Overtaken(recovered.why),
        }
    }
}

impl SetAside {
    /// As bytes to keep under its op's key.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let why = match self.why {
            Reason::Overtaken(Why::Gone) => 0,
            Reason::Overtaken(Why::Changed) => 1,
            Reason::Overtaken(Why::Overtaken) => 2,
            Reason::Rejected(why) => REJECTED + u32::from(why.code()),
        };
        let body = self.op.body().to_vec();
        encode(SetAsideForm { why, body })
    }

    /// From its key and kept bytes.
    #[must_use]
    pub fn decode(key: OpKey, bytes: &[u8]) -> Option<Self> {
        let form: SetAsideForm = minicbor::decode(bytes).ok()?;
        let rejection = form.why.checked_sub(REJECTED);
        let rejection = rejection.and_then(|code| u16::try_from(code).ok());
        let why = match (form.why, rejection) {
            (_, Some(code)) => Reason::Rejected(Rejection::from_code(code)),
            (0, _) => Reason::Overtaken(Why::Gone),
            (1, _) => Reason::Overtaken(Why::Changed),
            _ => Reason::Overtaken(Why::Overtaken),
        };
        let op = Stored::open(id(key), &form.body).ok()?;
        Some(Self { op, why })
    }
}

fn encode(form: impl Encode<()>) -> Vec<u8> {
    // Encoding into a vector cannot fail.
    minicbor::to_vec(form).unwrap_or_default()
}

#[derive(Encode, Decode)]
struct OpForm<'a> {
    #[n(0)]
    seq: Option<u64>,
    #[n(1)]
    limit: Option<u64>,
    #[n(2)]
    rejected: Option<u16>,
    #[b(3)]
    body: &'a ByteSlice,
}

#[derive(Encode, Decode)]
struct BundledForm<'a> {
    #[n(0)]
    replica: u64,
    #[n(1)]
    rseq: u64,
    #[n(2)]
    seq: u64,
    #[b(3)]
    body: &'a ByteSlice,
}

/// The numbers 2, 3 and 5 were the first version's: what is sent is worked out now.
#[derive(Encode, Decode)]
struct AuthorForm {
    #[n(0)]
    household: [u8; 16],
    #[n(1)]
    replica: u64,
    #[n(4)]
    clock: i64,
}

#[derive(Encode, Decode)]
struct ProgressForm {
    #[cbor(n(0), with = "minicbor::bytes")]
    epoch: Option<[u8; 16]>,
    #[n(1)]
    cursor: u64,
    #[n(2)]
    next_rseq: u64,
    #[cbor(n(3), with = "minicbor::bytes")]
    chain: [u8; 8],
    #[n(4)]
    seen: i64,
    #[cbor(n(5), with = "minicbor::bytes")]
    digest: Option<[u8; 16]>,
    #[n(6)]
    floor: u64,
    #[n(7)]
    pull_first: bool,
}

#[derive(Encode, Decode)]
struct SetAsideForm {
    #[n(0)]
    why: u32,
    #[cbor(n(1), with = "minicbor::bytes")]
    body: Vec<u8>,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: OpId = OpId {
        replica: ReplicaId(u64::MAX),
        rseq: (1 << 53) + 1,
    };

    fn kept(seq: Option<u64>) -> KeptOp {
        KeptOp {
            row: Row {
                seq,
                id: ID,
                body: (0..=u8::MAX).collect(),
                limit: seq.map(|seq| seq - 1),
            },
            rejected: seq.map(|_| Rejection::Gone),
        }
    }

    #[test]
    fn an_op_is_read_back_whole() {
        assert_eq!(id(key(ID)), ID);
        for op in [kept(None), kept(Some(i64::MAX as u64))] {
            assert_eq!(KeptOp::decode(ID, &op.encode()), Some(op));
        }
        assert_eq!(KeptOp::decode(ID, b""), None);
        assert_eq!(KeptOp::decode(ID, b"\x84\xf6"), None);
    }

    #[test]
    fn a_bundle_is_read_back_whole() {
        let ops: Vec<KeptOp> = (1..=600)
            .map(|rseq| {
                let mut op = kept(Some(u64::MAX - rseq));
                op.row.id.rseq = rseq;
                op.row.limit = None;
                op.rejected = None;
                op
            })
            .collect();
        let rows: Vec<&Row> = ops.iter().map(|op| &op.row).collect();
        let bytes = encode_bundle(&rows);
        assert_eq!(decode_bundle(&bytes), Some(ops));
        assert_eq!(decode_bundle(&bytes[..bytes.len() - 1]), None);
        assert_eq!(decode_bundle(&encode_bundle(&[])), Some(Vec::new()));
    }

    #[test]
    fn the_first_version_kept_the_body_alone() {
        let body = b"\xa1\x01\x02".to_vec();
        let op = KeptOp::decode(ID, &body).expect("an op");
        assert_eq!((op.row.body, op.row.seq, op.rejected), (body, None, None));
    }

    /// What the first version of the app left on devices.
    #[test]
    fn the_author_of_the_first_version_is_read() {
        let author = KeptAuthor {
            household: HouseholdId([7; 16]),
            replica: ReplicaId(u64::MAX),
            clock: Hlc::from_unix_ms(1_790_000_000_000),
        };
        assert_eq!(decode_author(&encode_author(&author)), Some(author));
        // [ household, replica, 1 << 60, 3, clock, chain ]
        let mut first = vec![0x86, 0x90];
        first.extend([7; 16]);
        first.push(0x1b);
        first.extend(u64::MAX.to_be_bytes());
        first.push(0x1b);
        first.extend((1_u64 << 60).to_be_bytes());
        first.extend([3, 0x1b]);
        first.extend(author.clock.as_i64().to_be_bytes());
        first.push(0x88);
        first.extend([9; 8]);
        assert_eq!(decode_author(&first), Some(author));
        assert_eq!(decode_author(b""), None);
    }

    #[test]
    fn the_progress_is_read_back_whole() {
        let far = Progress {
            epoch: Some(Epoch([9; 16])),
            cursor: i64::MAX as u64,
            next_rseq: u64::MAX,
            chain: Chain([8; 8]),
            seen: Hlc::from_unix_ms(1_790_000_000_000),
            digest: Some(Digest::from_bytes([0xff; 16])),
            floor: (1 << 53) + 1,
            pull_first: true,
        };
        for progress in [Progress::default(), far] {
            let read = decode_progress(&encode_progress(&progress));
            assert_eq!(read, Some(progress));
        }
        assert_eq!(decode_progress(b"\x80"), None);
    }

    #[test]
    fn what_was_set_aside_is_read_back_with_its_reason() {
        let author = &mut sync::Author::new(ReplicaId(7));
        let change = sync::Change::new(
            sync::EntityType(2),
            sync::EntityId([3; 16]),
            sync::Kind::Delete,
        );
        let op = author.write(1_790_000_000_000, vec![change]).remove(0);
        let op = Stored::seal(op).expect("within the limits");
        let reasons = [
            Reason::Overtaken(Why::Gone),
            Reason::Overtaken(Why::Changed),
            Reason::Overtaken(Why::Overtaken),
            Reason::Rejected(Rejection::Forbidden),
            Reason::Rejected(Rejection::Other(u16::MAX)),
        ];
        for why in reasons {
            let aside = SetAside {
                op: op.clone(),
                why,
            };
            let read = SetAside::decode(key(op.op().id), &aside.encode());
            assert_eq!(read, Some(aside));
        }
    }

    #[test]
    fn a_roll_back_takes_numbers_and_limits_bases() {
        let mut op = kept(Some(10));
        assert!(!op.clone().roll_back(10));
        assert!(op.roll_back(9));
        assert_eq!((op.row.seq, op.row.limit), (None, Some(9)));
        assert!(kept(Some(1)).stays(Some(ID.replica)), "it was rejected");
        let mut waits = kept(None);
        assert!(waits.stays(Some(ReplicaId(1))) && !waits.stays(Some(ID.replica)));
        waits.row.seq = Some(1);
        assert!(!waits.stays(Some(ReplicaId(1))));
    }
}
