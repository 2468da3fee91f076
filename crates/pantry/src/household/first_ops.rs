//! Which ops the first screen is made of: so few that they are folded long before all others.

use std::collections::BTreeSet;

use jiff::civil::Date;
use sync::{EntityId, Kind, Op, OpId, Target, TxnId};

use super::Household;
use crate::id::ItemId;
use crate::lot::Lot;
use crate::op::entity;

impl Household {
    /// The ops that say all there is to say of what is to be used by a day, and of where and
    /// how long this household keeps things. Folded alone, they show those lots as all ops do,
    /// and others perhaps not at all.
    #[must_use]
    pub fn first_ops(&self, by: Date) -> BTreeSet<OpId> {
        let mut ops = BTreeSet::new();
        let mut txns = BTreeSet::new();
        let mut note = |op: &Op| {
            ops.insert(op.id);
            txns.insert(op.txn_id());
        };
        let named = self.shared_by_all().chain(self.of_items_due(by));
        for entity in named.filter_map(|id| self.state.entity(id)) {
            entity.ops().into_iter().for_each(&mut note);
        }
        let undone: Vec<OpId> = self.undos(&ops, &txns).collect();
        ops.extend(undone);
        ops
    }

    /// What decides how things are shown whatever they are.
    fn shared_by_all(&self) -> impl Iterator<Item = EntityId> {
        let entities = self.state.entities().filter(|found| {
            let of_all = [entity::PLACE, entity::CATEGORY, entity::SHELF_LIFE];
            found.entity_type().is_some_and(|one| of_all.contains(&one))
        });
        entities.map(|entity| entity.id())
    }

    /// The items of which something is due, and every lot that ever was one of theirs: what is
    /// missing of one is taken from the others.
    fn of_items_due(&self, by: Date) -> BTreeSet<EntityId> {
        let is_due = |lot: &&Lot| self.due(lot).is_some_and(|due| due.on <= by);
        let mut items: Vec<ItemId> = self.lots().filter(is_due).map(|lot| lot.item).collect();
        let mut entities = BTreeSet::new();
        while let Some(item) = items.pop() {
            if !entities.insert(item.into()) {
                continue;
            }
            for lot in self.filed.of(item) {
                entities.insert(lot.into());
                // One that was filed elsewhere since is known only with all of that.
                let now = self.lots.get(&lot).map(|shown| shown.lot.item);
                items.extend(now.filter(|now| *now != item));
            }
        }
        entities
    }

    fn undos(&self, ops: &BTreeSet<OpId>, txns: &BTreeSet<TxnId>) -> impl Iterator<Item = OpId> {
        let undos = self.state.ops().filter(|(op, _)| match &op.kind {
            Kind::Undo { target, .. } => match target {
                Target::Op(op) => ops.contains(op),
                Target::Txn(txn) => txns.contains(txn),
            },
            _ => false,
        });
        undos.map(|(op, _)| op.id)
    }
}
