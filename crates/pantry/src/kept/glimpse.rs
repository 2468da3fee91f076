//! Which ops the first screen is made of, kept so that a start can show it before all others
//! are folded.
//!
//! It names ops and holds none: the log stays the truth, what is written since comes along, and
//! nothing is written on what is shown ahead. Where it is wrong, something old is seen for the
//! moment that the rest takes.

use jiff::civil::Date;
use minicbor::bytes::{ByteArray, ByteVec};
use minicbor::{Decode, Encode};
use sync::codec::Epoch;
use sync::engine::{KeptAuthor, Progress};
use sync::kept::{id, key};
use sync::{OpId, ReplicaId};

/// What the first screen is made of. It goes up where that needs other ops than before.
const VERSION: u8 = 1;

/// The ops of the first screen, as they were at a moment.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Glimpse {
    /// The server's numbering; `None` before the first exchange.
    pub epoch: Option<Epoch>,
    /// Its number up to which every op had been looked at.
    pub cursor: u64,
    /// Who this device writes as.
    pub replica: ReplicaId,
    /// Its own ops from this number on had not been.
    pub next_rseq: u64,
    /// The last day on which it shows all that is urgent.
    pub until: Date,
    /// The ops.
    pub ops: Vec<OpId>,
}

impl Glimpse {
    /// As bytes.
    #[must_use]
    pub fn encode(&self) -> Vec<u8> {
        let keys: Vec<u8> = self.ops.iter().flat_map(|op| key(*op)).collect();
        let next = OpId {
            replica: self.replica,
            rseq: self.next_rseq,
        };
        let form = Form {
            version: VERSION,
            epoch: self.epoch.map(|epoch| epoch.0.into()),
            cursor: self.cursor,
            next: key(next).into(),
            until: self.until.to_string(),
            keys: keys.into(),
        };
        // Encoding into a vector cannot fail.
        minicbor::to_vec(form).unwrap_or_default()
    }

    /// From bytes; `None` if they are none of this version.
    #[must_use]
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let form: Form = minicbor::decode(bytes).ok()?;
        let (keys, rest) = form.keys.as_chunks();
        if form.version != VERSION || !rest.is_empty() {
            return None;
        }
        let next = id(form.next.into());
        Some(Self {
            epoch: form.epoch.map(|epoch| Epoch(epoch.into())),
            cursor: form.cursor,
            replica: next.replica,
            next_rseq: next.rseq,
            until: form.until.parse().ok()?,
            ops: keys.iter().map(|key| id(*key)).collect(),
        })
    }

    /// Whether it was made of what this device still goes on from, and shows what is urgent on a
    /// day. `progress` is how far the log has come.
    #[must_use]
    pub fn fits(&self, author: &KeptAuthor, progress: &Progress, today: Date) -> bool {
        self.replica == author.replica
            && self.epoch == progress.epoch
            && self.cursor <= progress.cursor
            && today <= self.until
    }
}

#[derive(Encode, Decode)]
struct Form {
    #[n(0)]
    version: u8,
    #[n(1)]
    epoch: Option<ByteArray<16>>,
    #[n(2)]
    cursor: u64,
    #[n(3)]
    next: ByteArray<16>,
    #[n(4)]
    until: String,
    #[n(5)]
    keys: ByteVec,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use sync::Hlc;
    use sync::codec::HouseholdId;

    use super::*;

    fn glimpse() -> Glimpse {
        let op = |rseq| OpId {
            replica: ReplicaId(u64::MAX),
            rseq,
        };
        Glimpse {
            epoch: Some(Epoch([9; 16])),
            cursor: u64::MAX,
            replica: ReplicaId(7),
            next_rseq: (1 << 53) + 1,
            until: date(2026, 12, 22),
            ops: vec![op(1), op(u64::MAX)],
        }
    }

    /// A start of another version than the one that kept it must not take it for its own.
    #[test]
    fn what_is_kept_is_read_back_whole_or_not_at_all() {
        let bytes = glimpse().encode();
        assert_eq!(Glimpse::decode(&bytes), Some(glimpse()));
        assert_eq!(Glimpse::decode(&bytes[..bytes.len() - 1]), None);
        assert_eq!(Glimpse::decode(b""), None);
        let mut other = bytes;
        assert_eq!(other[1], VERSION);
        other[1] += 1;
        assert_eq!(Glimpse::decode(&other), None);
    }

    #[test]
    fn it_is_of_one_writer_one_numbering_and_some_days() {
        let author = KeptAuthor {
            household: HouseholdId([1; 16]),
            replica: ReplicaId(7),
            clock: Hlc::ZERO,
        };
        let progress = Progress {
            epoch: Some(Epoch([9; 16])),
            cursor: 5,
            ..Progress::default()
        };
        let made = Glimpse {
            cursor: 5,
            ..glimpse()
        };
        let today = made.until;
        assert!(made.fits(&author, &progress, today));
        assert!(!made.fits(&author, &progress, date(2026, 12, 23)));
        let other = KeptAuthor {
            replica: ReplicaId(8),
            ..author
        };
        assert!(!made.fits(&other, &progress, today));
        for other in [
            Progress {
                epoch: None,
                ..progress
            },
            Progress {
                cursor: 4,
                ..progress
            },
        ] {
            assert!(!made.fits(&author, &other, today));
        }
    }
}
