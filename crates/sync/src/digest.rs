//! Short sums by which two replicas find out whether they hold the same ops.

use crate::op::OpId;

/// A sum over a set of ops, in any order: what a replica and the server
/// compare to find an op that one of them missed.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Digest(u128);

impl Digest {
    /// Takes in an op by its [`hash`]. The sum is over a set: an op is added once.
    pub fn add(&mut self, hash: [u8; 32]) {
        let summand = u128::from_be_bytes(first_bytes(&hash));
        self.0 = self.0.wrapping_add(summand);
    }

    /// Takes in the ops of another sum; no op may be in both.
    pub fn merge(&mut self, other: Digest) {
        self.0 = self.0.wrapping_add(other.0);
    }

    /// The sum of the 16 bytes that [`Digest::to_bytes`] gave.
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Self(u128::from_be_bytes(bytes))
    }

    /// The sum as bytes.
    pub fn to_bytes(self) -> [u8; 16] {
        self.0.to_be_bytes()
    }
}

/// A chain over the ops of one replica in their order: two devices that write
/// under one replica id soon have different chains.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Chain(pub [u8; 8]);

impl Chain {
    /// The chain before the first op.
    pub const START: Chain = Chain([0; 8]);

    /// The chain after one more op, by its [`hash`].
    pub fn next(self, hash: [u8; 32]) -> Self {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&self.0);
        hasher.update(&hash);
        Self(first_bytes(&hasher.finalize().into()))
    }
}

/// BLAKE3 of an op: its author and number (8 bytes each, big-endian) and its
/// body, readable or not.
pub fn hash(id: OpId, body: &[u8]) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&id.replica.0.to_be_bytes());
    hasher.update(&id.rseq.to_be_bytes());
    hasher.update(body);
    hasher.finalize().into()
}

fn first_bytes<const N: usize>(hash: &[u8; 32]) -> [u8; N] {
    let mut bytes = [0; N];
    bytes.copy_from_slice(&hash[..N]);
    bytes
}
