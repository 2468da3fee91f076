//! The rules one by one; [`matrix`] has them all at once.

mod matrix;

use std::collections::BTreeMap;

use sync::{BlobRef, Hlc, OpId, Scope, Txn, TxnId, UndoState, Value};

use super::*;
use crate::location::PlaceKind;
use crate::op::{lot, receipt};

/// The member's devices.
const PHONE: ReplicaId = ReplicaId(1);
const TABLET: ReplicaId = ReplicaId(2);
/// Another member's.
const OTHER: ReplicaId = ReplicaId(3);
const MILK: EntityId = EntityId([9; 16]);

/// A household of one lot or whatever else the entity is said to be.
struct Household {
    entity_type: Option<EntityType>,
}

impl Lookup for Household {
    fn is_own(&self, replica: ReplicaId) -> bool {
        [PHONE, TABLET].contains(&replica)
    }

    fn entity_type(&self, entity: EntityId) -> Option<EntityType> {
        self.entity_type.filter(|_| entity == MILK)
    }
}

fn op(entity_type: EntityType, kind: Kind) -> Op {
    Op {
        id: OpId {
            replica: PHONE,
            rseq: 7,
        },
        hlc: Hlc::from_unix_ms(1_795_000_000_000),
        basis: 3,
        txn: Txn {
            first: 7,
            last: true,
        },
        entity_type,
        entity: MILK,
        refs: Vec::new(),
        kind,
        unread: None,
    }
}

fn scope() -> Scope {
    Scope {
        of: EntityId([8; 16]),
        at: PlaceKind::Fridge.place().into(),
    }
}

fn add(amount: i64, reason: u16) -> Kind {
    Kind::Add {
        scope: scope(),
        amount,
        reason,
    }
}

fn bought(amount: i64) -> Op {
    op(entity::LOT, add(amount, Reason::Purchase.code()))
}

fn put(fields: &[Field]) -> Kind {
    let fields = fields.iter().map(|field| (*field, Value::Null));
    Kind::Put(fields.collect())
}

fn blob(field: Field) -> Kind {
    let (sha256, size) = ([1; 32], 10);
    Kind::Blob {
        field,
        blob: BlobRef { sha256, size },
    }
}

fn undo(of: ReplicaId, to: UndoState) -> [Op; 2] {
    let (rseq, first) = (5, 5);
    let targets = [
        Target::Op(OpId { replica: of, rseq }),
        Target::Txn(TxnId { replica: of, first }),
    ];
    targets.map(|target| op(entity::HOUSEHOLD, Kind::Undo { target, to }))
}

fn may(role: Role, op: &Op) -> bool {
    let entity_type = Some(op.entity_type);
    judge(role, op, &Household { entity_type }).is_ok()
}

/// Whether a shopper may write to an entity that is of this type.
fn may_to(entity_type: Option<EntityType>, op: &Op) -> bool {
    judge(Role::Shopper, op, &Household { entity_type }).is_ok()
}

#[test]
fn what_a_role_may_not_is_forbidden() {
    let lookup = Household { entity_type: None };
    let verdict = judge(Role::Viewer, &bought(1), &lookup);
    assert_eq!(verdict, Err(Rejection::Forbidden));
}

#[test]
fn a_shopper_says_what_was_bought_and_never_takes_away() {
    assert!(may(Role::Shopper, &bought(1_000)));
    for amount in [0, -1, i64::MIN] {
        assert!(!may(Role::Shopper, &bought(amount)), "{amount}");
        assert!(may(Role::Member, &bought(amount)), "{amount}");
    }
    let used = op(entity::LOT, add(-1_000, Reason::Consume.code()));
    assert!(!may(Role::Shopper, &used));
}

#[test]
fn a_shopper_buys_more_of_lots_only() {
    assert!(may_to(Some(entity::LOT), &bought(1)));
    let a_place = "an amount would make a lot of a place";
    assert!(!may_to(Some(entity::PLACE), &bought(1)), "{a_place}");
    assert!(!may_to(None, &bought(1)), "also of one without ops");
}

#[test]
fn a_shopper_undoes_what_the_member_did_on_any_of_its_devices() {
    for to in [UndoState::Undone, UndoState::Redone] {
        for own in [PHONE, TABLET].into_iter().flat_map(|of| undo(of, to)) {
            assert!(may(Role::Shopper, &own), "{own:?}");
            assert!(!may(Role::Viewer, &own), "{own:?}");
        }
        for others in undo(OTHER, to) {
            assert!(!may(Role::Shopper, &others), "{others:?}");
            assert!(may(Role::Member, &others), "{others:?}");
        }
    }
}

#[test]
fn what_is_not_understood_passes_from_members_alone() {
    let later = |op: &Op| {
        for role in [Role::Owner, Role::Admin, Role::Member] {
            assert!(may(role, op), "{role}: {op:?}");
        }
        for role in [Role::Shopper, Role::Viewer] {
            assert!(!may(role, op), "{role}: {op:?}");
        }
    };
    let kind = Kind::Unknown { code: 900 };
    later(&op(EntityType(0), kind));
    later(&op(EntityType(900), add(1, Reason::Purchase.code())));
    later(&op(entity::LOT, put(&[Field(900)])));
    later(&op(entity::LOT, add(1, 900)));
    let unread = Some(Box::new([1; 32]));
    later(&Op {
        unread: unread.clone(),
        ..bought(1)
    });
    let [undo, _] = undo(PHONE, UndoState::Undone);
    later(&Op { unread, ..undo });
}

/// Tried on a type that a shopper may not write.
#[test]
fn a_grant_covers_its_type_its_kinds_and_its_fields() {
    let list = Grant {
        on: entity::RECEIPT,
        may: &[
            Write::Put(&[receipt::MERCHANT, receipt::DATE]),
            Write::Set(&[receipt::TAX]),
            Write::Blob(&[receipt::IMAGE]),
            Write::Delete,
        ],
    };
    let member = Value::Null;
    let set_add = |field| Kind::SetAdd {
        field,
        member: member.clone(),
    };
    let set_remove = |field| Kind::SetRemove {
        field,
        dots: Vec::new(),
    };
    let covered = [
        put(&[receipt::MERCHANT]),
        put(&[receipt::MERCHANT, receipt::DATE]),
        set_add(receipt::TAX),
        set_remove(receipt::TAX),
        blob(receipt::IMAGE),
        Kind::Delete,
    ];
    for kind in covered {
        assert!(list.covers(&op(entity::RECEIPT, kind.clone())), "{kind:?}");
        assert!(!list.covers(&op(entity::LOT, kind.clone())), "{kind:?}");
    }
    let amounts = BTreeMap::from([(MILK, 1)]);
    let not = [
        put(&[receipt::MERCHANT, receipt::TOTAL]),
        set_add(receipt::MERCHANT),
        set_remove(receipt::MERCHANT),
        blob(Field(2)),
        add(1, Reason::Purchase.code()),
        Kind::Reset {
            scope: scope(),
            amounts,
        },
        Kind::Observe {
            scope: scope(),
            amount: 1,
        },
        Kind::Unknown { code: 900 },
    ];
    for kind in not {
        assert!(!list.covers(&op(entity::RECEIPT, kind.clone())), "{kind:?}");
    }
}

#[test]
fn saying_something_of_an_entity_makes_it_and_nothing_else_does() {
    let is_of_its_type = |entity_type, kind: &Kind| {
        is_of_its_type(&op(entity::LOT, kind.clone()), &Household { entity_type })
    };
    let set_add = Kind::SetAdd {
        field: lot::NOTE,
        member: Value::Null,
    };
    for kind in [put(&[lot::NOTE]), blob(lot::NOTE), set_add] {
        assert!(is_of_its_type(None, &kind), "{kind:?}");
        assert!(is_of_its_type(Some(entity::LOT), &kind), "{kind:?}");
        assert!(!is_of_its_type(Some(entity::ITEM), &kind), "{kind:?}");
    }
    let set_remove = Kind::SetRemove {
        field: lot::NOTE,
        dots: Vec::new(),
    };
    for kind in [add(1, 1), Kind::Delete, set_remove] {
        assert!(!is_of_its_type(None, &kind), "{kind:?}");
        assert!(is_of_its_type(Some(entity::LOT), &kind), "{kind:?}");
    }
}
