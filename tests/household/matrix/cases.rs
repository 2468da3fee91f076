//! Every op that the policy can tell apart: each kind on each type of entity, with each
//! field, reason or target, on an entity of that type, of another one and of none yet, and
//! with something in it that this version cannot read.
//!
//! Types, fields and reasons are all numbers up to past the last one that has a meaning,
//! so a new one is in the matrix without anybody thinking of it; what a role is granted is
//! added from the policy's own table.

use std::collections::BTreeMap;

use anyhow::{Context, Result, ensure};
use pantry::op::{Reason, entity};
use pantry::policy::{Grant, Role, Write, Writes};
use sync::codec::{Batch, HouseholdId, Stored};
use sync::digest::Chain;
use sync::exchange::Rejection;
use sync::op::BlobRef;
use sync::{
    Author, Change, EntityId, EntityType, Field, Kind, OpId, ReplicaId, Scope, Target, UndoState,
    Value,
};

use super::people::{House, Person, Standing};
use crate::household::now_ms;

/// Of a later version.
const LATER: u16 = 60_000;
/// A kind of a later version, which takes one byte.
const LATER_KIND: u8 = 23;
/// Past the last entity type, the last field and the last reason that have a meaning.
const TYPES: u16 = 10;
const FIELDS: u16 = 20;
const REASONS: u16 = 24;
const SCOPE: Scope = Scope {
    of: EntityId([2; 16]),
    at: EntityId([3; 16]),
};

/// One device's ops, each with the case that it is of; an op is an action of its own.
pub struct Written {
    /// The ops.
    pub ops: Vec<(String, Stored)>,
    replica: ReplicaId,
}

/// What the entity of an op is before it.
#[derive(Clone, Copy, Debug)]
enum Before {
    Alike,
    Otherwise,
    New,
}

/// How an op is written.
#[derive(Clone)]
enum What {
    Op(Kind),
    /// An undo or a redo of what the member or the keeper wrote.
    Back(UndoState, Whose),
    /// A kind of a later version.
    Later,
}

#[derive(Clone, Copy, Debug)]
enum Whose {
    Own,
    Others,
}

impl Written {
    /// The ops as batches of at most so many, in their order.
    pub fn batches(&self, household: HouseholdId, most: usize) -> impl Iterator<Item = Batch> {
        let mut previous = Chain::START;
        let replica = self.replica;
        self.ops.chunks(most).map(move |some| {
            let batch = Batch {
                household,
                replica,
                first_rseq: some.first().map_or(1, |(_, op)| op.op().id.rseq),
                schema: 1,
                epoch: None,
                previous,
                ops: some.iter().map(|(_, op)| Ok(op.clone())).collect(),
            };
            let chain = some.iter();
            previous = chain.fold(previous, |chain, (_, op)| chain.next(op.hash()));
            batch
        })
    }
}

/// What the keeper writes first: for each member and each type an entity of it, and one
/// of another.
pub fn seeds(house: &House) -> Written {
    let replica = house.keeper.replica;
    let mut author = Author::new(replica);
    let mut ops = Vec::new();
    for person in &house.members {
        for of in types() {
            for before in [Before::Alike, Before::Otherwise] {
                let known = match before {
                    Before::Alike => of,
                    _ => other_than(of),
                };
                let fields = BTreeMap::from([(Field(1), Value::Bool(true))]);
                let entity = entity_of(person.replica, of, before, 0);
                let change = Change::new(known, entity, Kind::Put(fields));
                let written = author.write(now_ms(), vec![change]);
                let sealed = written.into_iter().filter_map(|op| Stored::seal(op).ok());
                ops.extend(sealed.map(|op| ("seed".to_owned(), op)));
            }
        }
    }
    Written { ops, replica }
}

/// Every case, written by a person's device.
pub fn all(house: &House, person: &Person) -> Result<Written> {
    let mut author = Author::new(person.replica);
    let mut ops = Vec::new();
    for of in types() {
        for (name, what) in on_one_type(person) {
            for before in [Before::Alike, Before::Otherwise, Before::New] {
                for is_read in [true, false] {
                    let number = ops.len() as u32;
                    let entity = entity_of(person.replica, of, before, number);
                    let kind = what.kind(house, person);
                    let stored = write(&mut author, Change::new(of, entity, kind))?;
                    let stored = what.rewrite(stored, is_read)?;
                    let case = format!("{of:?} {name} {before:?} read={is_read}");
                    ops.push((case, stored));
                }
            }
        }
    }
    Ok(Written {
        ops,
        replica: person.replica,
    })
}

/// One op of a device that never wrote anything, in no household yet.
pub fn one(replica: ReplicaId, basis: u64) -> Result<Batch> {
    let mut author = Author::new(replica);
    author.basis = basis;
    let change = Change::new(entity::ITEM, EntityId([9; 16]), Kind::Delete);
    let op = write(&mut author, change)?;
    let written = Written {
        ops: vec![("one".to_owned(), op)],
        replica,
    };
    let batch = written.batches(HouseholdId([0; 16]), 1).next();
    batch.context("a batch")
}

fn write(author: &mut Author, change: Change) -> Result<Stored> {
    let op = author.write(now_ms(), vec![change]).into_iter().next();
    Ok(Stored::seal(op.context("an op")?)?)
}

fn types() -> impl Iterator<Item = EntityType> {
    (1..=TYPES).chain([LATER]).map(EntityType)
}

fn other_than(of: EntityType) -> EntityType {
    match of {
        entity::PLACE => entity::ITEM,
        _ => entity::PLACE,
    }
}

/// The entity of a case. New ones are each case's own, the others were seeded.
fn entity_of(replica: ReplicaId, of: EntityType, before: Before, number: u32) -> EntityId {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&replica.0.to_be_bytes());
    id[8..10].copy_from_slice(&of.0.to_be_bytes());
    match before {
        Before::Alike => id[10] = 1,
        Before::Otherwise => id[10] = 2,
        Before::New => {
            id[10] = 3;
            id[12..].copy_from_slice(&number.to_be_bytes());
        }
    }
    EntityId(id)
}

/// What can be done to an entity, with its name.
fn on_one_type(person: &Person) -> Vec<(String, What)> {
    let mut cases = Vec::new();
    for field in fields() {
        cases.extend(of_field(field).map(|(name, kind)| (format!("{name} {field:?}"), kind)));
    }
    for reason in (0..=REASONS).chain([LATER]) {
        for amount in [-1, 0, 1] {
            cases.push((format!("add {reason} {amount}"), add(amount, reason)));
        }
    }
    let amounts = BTreeMap::from([(EntityId([9; 16]), 1)]);
    let (scope, amount) = (SCOPE, 1);
    cases.push(("reset".into(), Kind::Reset { scope, amounts }));
    cases.push(("observe".into(), Kind::Observe { scope, amount }));
    cases.push(("delete".into(), Kind::Delete));
    cases.extend(granted(person));
    let ops = cases.into_iter();
    let ops = ops.map(|(name, kind)| (name, What::Op(kind)));
    let back = [UndoState::Undone, UndoState::Redone].into_iter();
    let back = back.flat_map(|to| {
        [Whose::Own, Whose::Others]
            .map(|whose| (format!("{to:?} {whose:?}"), What::Back(to, whose)))
    });
    let later = [("later".to_owned(), What::Later)];
    ops.chain(back).chain(later).collect()
}

/// Of fields the policy asks only by grant, which are added: some stand for the others.
fn fields() -> Vec<Field> {
    let is_full = std::env::var("LARDER_MATRIX").is_ok_and(|how| how == "full");
    let some = (1..=FIELDS).filter(|field| is_full || field % 9 == 1);
    some.chain([LATER]).map(Field).collect()
}

fn of_field(field: Field) -> [(&'static str, Kind); 4] {
    let (member, dots) = (Value::Bool(true), Vec::new());
    let blob = BlobRef {
        sha256: [1; 32],
        size: 1,
    };
    [
        (
            "put",
            Kind::Put(BTreeMap::from([(field, Value::Bool(true))])),
        ),
        ("blob", Kind::Blob { field, blob }),
        ("set_add", Kind::SetAdd { field, member }),
        ("set_remove", Kind::SetRemove { field, dots }),
    ]
}

fn add(amount: i64, reason: u16) -> Kind {
    Kind::Add {
        scope: SCOPE,
        amount,
        reason,
    }
}

fn grants(role: Role) -> &'static [Grant] {
    match role.policy().writes {
        Writes::Everything => &[],
        Writes::Only(grants) => grants,
    }
}

/// What the person's role is granted, whatever it is.
fn granted(person: &Person) -> Vec<(String, Kind)> {
    let (Standing::In(role) | Standing::Revoked(role) | Standing::Removed(role)) = person.standing
    else {
        return Vec::new();
    };
    let writes = grants(role).iter().flat_map(|grant| grant.may);
    let ops = writes.flat_map(|write| ops_of(*write));
    ops.map(|kind| (format!("granted {kind:?}"), kind))
        .collect()
}

fn ops_of(write: Write) -> Vec<Kind> {
    let of = |names: &[&str], fields: &[Field]| {
        let all = fields.iter().flat_map(|field| of_field(*field));
        let some = all.filter(|(name, _)| names.contains(name));
        some.map(|(_, kind)| kind).collect()
    };
    match write {
        Write::Put(fields) => of(&["put"], fields),
        Write::Blob(fields) => of(&["blob"], fields),
        Write::Set(fields) => of(&["set_add", "set_remove"], fields),
        Write::Add(reasons) => reasons.iter().map(|reason| add(1, reason.code())).collect(),
        Write::Delete => vec![Kind::Delete],
    }
}

/// Each grant lets something through: a matrix that never meets one would prove nothing.
pub fn check_grants(
    role: Role,
    written: &Written,
    rejected: &BTreeMap<u64, Rejection>,
) -> Result<()> {
    for grant in grants(role) {
        for write in grant.may {
            for kind in ops_of(*write) {
                let is_through = written.ops.iter().any(|(_, stored)| {
                    let op = stored.op();
                    let is_it = op.entity_type == grant.on && op.kind == kind;
                    is_it && !rejected.contains_key(&op.id.rseq)
                });
                ensure!(is_through, "{role} is granted {kind:?} and may not");
            }
        }
    }
    let known = (0..=u16::MAX).filter(|code| Reason::from_code(*code).is_some());
    ensure!(
        known.max() < Some(REASONS),
        "the matrix knows too few reasons"
    );
    ensure!(
        entity::SHOPPING.0 < TYPES,
        "the matrix knows too few entity types"
    );
    Ok(())
}

impl What {
    fn kind(&self, house: &House, person: &Person) -> Kind {
        match self {
            Self::Op(kind) => kind.clone(),
            Self::Back(to, whose) => Kind::Undo {
                target: Target::Op(whose.first(house, person)),
                to: *to,
            },
            Self::Later => Kind::Delete,
        }
    }

    /// Makes of an op what this version cannot write.
    fn rewrite(&self, stored: Stored, is_read: bool) -> Result<Stored> {
        let id = stored.op().id;
        let mut body = stored.into_body();
        if matches!(self, Self::Later) {
            // Key 1 with a number of nine bytes, then key 2: the kind, 5 until now.
            let kind = body.get_mut(12).context("a kind")?;
            ensure!(*kind == 5, "the body of an op begins otherwise");
            *kind = LATER_KIND;
        }
        if !is_read {
            // One more key, the greatest: 11, which says "true".
            let map = body.first_mut().context("a map")?;
            *map += 1;
            body.extend([11, 0xF5]);
        }
        Ok(Stored::open(id, &body)?)
    }
}

impl Whose {
    /// The first op of the person's device or of the keeper's, which both have written.
    fn first(self, house: &House, person: &Person) -> OpId {
        let replica = match self {
            Self::Own => person.replica,
            Self::Others => house.keeper.replica,
        };
        OpId { replica, rseq: 1 }
    }
}
