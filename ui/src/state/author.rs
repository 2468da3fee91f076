//! The author of this replica's ops, as it is kept beside them.

use minicbor::{Decode, Encode};
use sync::codec::HouseholdId;
use sync::digest::Chain;
use sync::{Author, Clock, Hlc, ReplicaId};

use crate::host::browser;

/// Everything that one replica must remember between two actions.
#[derive(Clone, Debug)]
pub struct Writer {
    /// Whose food it is.
    pub household: HouseholdId,
    /// The replica, its next number and its clock.
    pub author: Author,
    /// The chain over all ops that it has written.
    pub chain: Chain,
}

#[derive(Encode, Decode)]
struct Form {
    #[n(0)]
    household: [u8; 16],
    #[n(1)]
    replica: u64,
    #[n(2)]
    next_rseq: u64,
    #[n(3)]
    basis: u64,
    #[n(4)]
    clock: i64,
    #[n(5)]
    chain: [u8; 8],
}

impl Writer {
    /// The writer of a new device, with a household of its own; `None` without randomness.
    pub fn new() -> Option<Self> {
        let replica = u64::from_be_bytes(browser::random()?);
        Some(Self {
            household: HouseholdId(browser::new_id()),
            author: Author::new(ReplicaId(replica)),
            chain: Chain::START,
        })
    }

    /// As bytes to keep.
    pub fn encode(&self) -> Vec<u8> {
        let form = Form {
            household: self.household.0,
            replica: self.author.replica.0,
            next_rseq: self.author.next_rseq,
            basis: self.author.basis,
            clock: self.author.clock.last().as_i64(),
            chain: self.chain.0,
        };
        // Encoding into a vector cannot fail.
        minicbor::to_vec(form).unwrap_or_default()
    }

    /// From kept bytes.
    pub fn decode(bytes: &[u8]) -> Option<Self> {
        let form: Form = minicbor::decode(bytes).ok()?;
        Some(Self {
            household: HouseholdId(form.household),
            author: Author {
                replica: ReplicaId(form.replica),
                next_rseq: form.next_rseq,
                basis: form.basis,
                clock: Clock::resume(Hlc::from_i64(form.clock)?),
            },
            chain: Chain(form.chain),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_writer_is_read_back_whole() {
        let writer = Writer {
            household: HouseholdId([7; 16]),
            author: Author {
                replica: ReplicaId(u64::MAX),
                next_rseq: 1 << 60,
                basis: 3,
                clock: Clock::resume(Hlc::from_unix_ms(1_790_000_000_000)),
            },
            chain: Chain([9; 8]),
        };
        let read = Writer::decode(&writer.encode()).expect("what was written");
        assert_eq!(read.author, writer.author);
        assert_eq!(
            (read.household, read.chain),
            (writer.household, writer.chain)
        );
        assert!(Writer::decode(b"").is_none());
    }
}
