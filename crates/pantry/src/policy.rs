//! Who may write which op: five roles, and what each may, as data.
//!
//! The hub judges every op when it comes in, by the role that its author's member
//! has then, whatever it was when the op was written. Devices ask the same table
//! what to offer.
//!
//! | role | writes | undoes and redoes |
//! |---|---|---|
//! | owner, admin, member | everything, also what later versions bring | anything |
//! | shopper | [`SHOPPING`], as far as this version understands it | what the member wrote itself |
//! | viewer | nothing | nothing |
//!
//! - People, their roles, their devices and the end of a household are no ops: a
//!   merge could bring back a right that was taken away. The server decides them
//!   alone, and only there owner, admin and member differ.
//! - A member may pass on what this version cannot read: kinds, entity types, fields
//!   and reasons of later versions, or more within an op ([`Op::unread`]). All of it
//!   is a member's to write, and to refuse it would lose the work of whoever has the
//!   newer device. From a shopper it is refused, since nobody here can tell whether it
//!   does more than shopping.
//! - Reading is not judged: who is of the household sees all of it.
//! - That an op's author is its sender, and that both are of the household, was
//!   checked before.

mod role;
#[cfg(test)]
mod tests;

use sync::exchange::Rejection;
use sync::{EntityId, EntityType, Field, Kind, Op, ReplicaId, Target};

pub use role::Role;

use crate::op::{Reason, entity, shopping};

/// What a shopper may write. One line for each entity type.
///
/// A purchase is an amount alone: the fields of lots and items are a member's, for a
/// wrong date on food is worse than one that is filled in at home. The list is all theirs:
/// who stands in the shop adds, ticks, corrects and removes.
pub const SHOPPING: &[Grant] = &[
    Grant {
        on: entity::LOT,
        may: &[Write::Add(&[Reason::Purchase])],
    },
    Grant {
        on: entity::SHOPPING,
        may: &[
            Write::Put(&[
                shopping::NAME,
                shopping::ITEM,
                shopping::QUANTITY,
                shopping::CATEGORY,
                shopping::NOTE,
                shopping::ADDED,
                shopping::CLEARED,
            ]),
            Write::Set(&[shopping::OPEN]),
            Write::Delete,
        ],
    },
];

/// What a role may.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Policy {
    /// What it may write.
    pub writes: Writes,
    /// What it may undo and redo.
    pub undoes: Undoes,
}

/// What a role may write.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Writes {
    /// Everything, also what this version does not know.
    Everything,
    /// What is granted, and nothing else.
    Only(&'static [Grant]),
}

/// What a role may undo and redo.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Undoes {
    /// Whatever anybody wrote.
    Anything,
    /// What the member wrote, on any of its devices, and under whatever role.
    Own,
    /// Nothing.
    Nothing,
}

/// What may be done to entities of one type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Grant {
    /// The entity type.
    pub on: EntityType,
    /// Any of these.
    pub may: &'static [Write],
}

/// A kind of op, and what it may name. Resets and observations have no place here:
/// they say how much of everything is left, which is a member's to say.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Write {
    /// Sets some of these fields and no others.
    Put(&'static [Field]),
    /// Sets one of these fields to large bytes.
    Blob(&'static [Field]),
    /// Adds to or takes from one of these sets.
    Set(&'static [Field]),
    /// Adds an amount above zero for one of these reasons: what takes away for the
    /// same reason would be a use without its name.
    Add(&'static [Reason]),
    /// Deletes.
    Delete,
}

/// What judging looks up. Neither is asked for a member's op.
pub trait Lookup {
    /// Whether a replica is the author's, or another one of its member's.
    fn is_own(&self, replica: ReplicaId) -> bool;

    /// The type that an entity has by the ops that got a number and by those before this
    /// one in its transaction, undone or not: the least that one of them gave it, as in
    /// the fold. `None` if none names it.
    ///
    /// An op only claims a type, and the fold goes by the entity alone: who may write
    /// to one type could otherwise write to any.
    fn entity_type(&self, entity: EntityId) -> Option<EntityType>;
}

/// Judges an op by the role that its author's member has now.
///
/// # Errors
///
/// [`Rejection::Forbidden`] if the role may not write it.
pub fn judge(role: Role, op: &Op, lookup: &impl Lookup) -> Result<(), Rejection> {
    let Policy { writes, undoes } = role.policy();
    let may = match op.kind {
        Kind::Undo { target, .. } => undoes.allow(op, target, lookup),
        _ => writes.allow(op, lookup),
    };
    may.then_some(()).ok_or(Rejection::Forbidden)
}

impl Role {
    /// What the role may.
    #[must_use]
    pub const fn policy(self) -> Policy {
        match self {
            Self::Owner | Self::Admin | Self::Member => Policy {
                writes: Writes::Everything,
                undoes: Undoes::Anything,
            },
            Self::Shopper => Policy {
                writes: Writes::Only(SHOPPING),
                undoes: Undoes::Own,
            },
            Self::Viewer => Policy {
                writes: Writes::Only(&[]),
                undoes: Undoes::Nothing,
            },
        }
    }
}

impl Writes {
    fn allow(self, op: &Op, lookup: &impl Lookup) -> bool {
        match self {
            Self::Everything => true,
            Self::Only(grants) => {
                op.unread.is_none()
                    && grants.iter().any(|grant| grant.covers(op))
                    && is_of_its_type(op, lookup)
            }
        }
    }
}

impl Undoes {
    /// An undo names no entity that the fold would look at, so its type says nothing.
    fn allow(self, op: &Op, target: Target, lookup: &impl Lookup) -> bool {
        let of = match target {
            Target::Op(op) => op.replica,
            Target::Txn(txn) => txn.replica,
        };
        match self {
            Self::Anything => true,
            Self::Own => op.unread.is_none() && lookup.is_own(of),
            Self::Nothing => false,
        }
    }
}

impl Grant {
    fn covers(&self, op: &Op) -> bool {
        self.on == op.entity_type && self.may.iter().any(|write| write.covers(&op.kind))
    }
}

impl Write {
    fn covers(self, kind: &Kind) -> bool {
        match (self, kind) {
            (Self::Put(fields), Kind::Put(put)) => put.keys().all(|field| fields.contains(field)),
            (Self::Blob(fields), Kind::Blob { field, .. })
            | (Self::Set(fields), Kind::SetAdd { field, .. } | Kind::SetRemove { field, .. }) => {
                fields.contains(field)
            }
            (Self::Add(reasons), Kind::Add { amount, reason, .. }) => {
                let reason = Reason::from_code(*reason);
                *amount > 0 && reason.is_some_and(|reason| reasons.contains(&reason))
            }
            (Self::Delete, Kind::Delete) => true,
            _ => false,
        }
    }
}

/// Whether an op's entity is of the type that it claims. What nobody named yet may be
/// made by saying something of it; amounts, removals and deletes make nothing. Else an
/// amount could turn a built-in place, whose id everybody knows, into a lot.
fn is_of_its_type(op: &Op, lookup: &impl Lookup) -> bool {
    match lookup.entity_type(op.entity) {
        Some(known) => known == op.entity_type,
        None => matches!(
            op.kind,
            Kind::Put(_) | Kind::Blob { .. } | Kind::SetAdd { .. }
        ),
    }
}
