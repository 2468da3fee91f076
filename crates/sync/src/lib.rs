//! Replicated data for a few devices that are often offline. Knows nothing of
//! what the data means: its users name entity types, fields and reasons.
//!
//! # The model in one page
//!
//! Every change is an [`Op`]. Its id, [`OpId`], is the author's replica and
//! that replica's running number (`rseq`, from 1, without gaps). An op belongs
//! to one transaction ([`Txn`]): what one action of a person wrote, undone as
//! a whole. Its [`Hlc`] orders it among the ops of all replicas the same way
//! everywhere ([`Stamp`]); its `basis` says what its author had seen.
//!
//! A [`State`] is a fold over a *set* of ops: whatever order they arrive in,
//! and however often, the same set gives the same state. Each kind has its own
//! rule of merging:
//!
//! | kind | rule | module |
//! |---|---|---|
//! | put, blob | per field, the greatest stamp wins | [`lww`] |
//! | add, reset, observe | an account is what was last observed of it plus the later adds | [`ledger`] |
//! | set_add, set_remove | a remove takes away the adds that it had seen: an unseen add wins | [`orset`] |
//! | delete | covers what its author had seen: an unseen change revives | [`lifecycle`] |
//! | undo | the named op or transaction is left out of the fold; the latest undo or redo wins | [`state`] |
//!
//! # Who has seen what
//!
//! A server gives every op of a household a gap-free sequence number, `seq`,
//! and every device holds a *cursor*: the last `seq` that it has seen without
//! a gap. `basis` is its author's cursor (0 before the first exchange). So an
//! author had seen op `p` when it wrote op `d` exactly if `p.seq ≤ d.basis`,
//! or if both are of one replica and `p.rseq < d.rseq`. An op that the server
//! has not acknowledged has no `seq` yet.
//!
//! Numbers count within an *epoch*. A server that is restored from a backup
//! keeps the numbers up to the backup, begins a new epoch, and may give the
//! later ones to other ops ([`Applied::Renumbered`]). Of a basis of an older
//! epoch only the part up to the backup says what its author had seen.
//!
//! # Example
//!
//! ```
//! use std::collections::BTreeMap;
//! use sync::{Author, Change, EntityId, EntityType, Field, Kind, ReplicaId, State, Target};
//! use sync::{UndoState, Value};
//!
//! const BOOK: EntityType = EntityType(1);
//! const TITLE: Field = Field(1);
//!
//! let mut author = Author::new(ReplicaId(7));
//! let id = EntityId([1; 16]);
//! let title = Kind::Put(BTreeMap::from([(TITLE, Value::from("Emma"))]));
//! let ops = author.write(1_795_000_000_000, vec![Change::new(BOOK, id, title)]);
//!
//! let mut state = State::new();
//! state.apply(&ops[0], None);
//! assert_eq!(state.field(id, TITLE), Some(&Value::from("Emma")));
//!
//! let undo = Kind::Undo { target: Target::Txn(ops[0].txn_id()), to: UndoState::Undone };
//! for op in author.write(1_795_000_001_000, vec![Change::new(BOOK, id, undo)]) {
//!     state.apply(&op, None);
//! }
//! assert!(!state.is_alive(id));
//! ```
//!
//! # What is absent
//!
//! No clock, no randomness, no input or output, no async: time and ids are
//! arguments. No policy either: who may write what is decided before an op
//! gets here, so folding an op cannot fail.

#[cfg(test)]
extern crate self as sync;

pub mod author;
#[doc(hidden)]
pub mod breaks;
pub mod codec;
pub mod digest;
pub mod engine;
mod error;
pub mod exchange;
pub mod hlc;
mod id;
pub mod kept;
pub mod ledger;
pub mod lifecycle;
pub mod lww;
pub mod op;
pub mod order;
pub mod orset;
pub mod reissue;
#[cfg(test)]
#[path = "../sim/all.rs"]
mod sim;
pub mod snapshot;
pub mod state;
mod value;
pub mod version;

pub use author::{Author, Change};
pub use error::Error;
pub use hlc::{Clock, Hlc, Stamp};
pub use op::{
    BlobRef, EntityId, EntityType, Field, Kind, Op, OpId, ReplicaId, Scope, Target, Txn, TxnId,
    UndoState, Value,
};
pub use state::{Applied, State};
pub use version::VersionVector;
