//! What happened, newest first: one entry for each action of a person.
//!
//! What an action was is read off its ops, not stored beside them, so that the
//! journal cannot contradict what is in the pantry. The words are data: a screen
//! turns them into sentences of its language.

use std::collections::{BTreeMap, BTreeSet};

use sync::state::Transaction;
use sync::{EntityId, Field, Kind, Op, ReplicaId, Stamp, Target, TxnId, UndoState, Value};

use super::{Entry, Household, What, read};
use crate::category::Category;
use crate::id::{ItemId, LotId, PlaceId, RecipeId, ShoppingId};
use crate::location::PlaceKind;
use crate::op::stored::Stored;
use crate::op::{self, Reason, entity, lot};
use crate::quantity::Quantity;
use crate::sample::is_marked;
use crate::shelf_life::Subject;

impl Household {
    /// Every action, the newest first.
    pub fn journal(&self) -> impl Iterator<Item = Entry> {
        let newest = self.journal.iter().rev();
        newest.filter_map(|(_, txn)| self.entry(*txn))
    }

    /// The actions of some replicas, the newest first.
    pub fn journal_by(&self, is_meant: impl Fn(ReplicaId) -> bool) -> impl Iterator<Item = Entry> {
        let newest = self.journal.iter().rev();
        let meant = newest.filter(move |(_, txn)| is_meant(txn.replica));
        meant.filter_map(|(_, txn)| self.entry(*txn))
    }

    /// The replicas that did something.
    #[must_use]
    pub fn writers(&self) -> BTreeSet<ReplicaId> {
        self.journal.iter().map(|(_, txn)| txn.replica).collect()
    }

    /// The actions that had to do with an item or one of its lots, the newest first.
    /// Lots that were deleted, undone or filed under another item since count too.
    pub fn journal_of(&self, item: ItemId) -> impl Iterator<Item = Entry> {
        let ids = self.filed.of(item).map(EntityId::from);
        let entities = ids.chain([item.into()]);
        let entities = entities.filter_map(|id| self.state.entity(id));
        let txns = entities.flat_map(|entity| entity.ops()).map(Op::txn_id);
        let keys: BTreeSet<(Stamp, TxnId)> = txns
            .filter_map(|txn| Some((self.state.written(txn)?, txn)))
            .filter(|key| self.journal.contains(key))
            .collect();
        let newest = keys.into_iter().rev();
        newest.filter_map(|(_, txn)| self.entry(txn))
    }

    /// One action.
    #[must_use]
    pub fn entry(&self, txn: TxnId) -> Option<Entry> {
        let transaction = self.state.transaction(txn)?;
        Some(Entry {
            txn,
            at: transaction.stamp()?.hlc,
            replica: txn.replica,
            what: self.what(&transaction),
            undone: transaction.is_undone(),
        })
    }

    /// Notes the place of the transaction of an op in the journal, and whose it is. The state
    /// has not taken the op in yet.
    pub(super) fn note(&mut self, op: &Op) {
        if let Kind::Put(fields) = &op.kind
            && op.entity_type == entity::LOT
            && let Some(item) = fields.get(&lot::ITEM).and_then(ItemId::from_value)
        {
            self.filed.insert(item, op.entity.into());
        }
        let (txn, stamp) = (op.txn_id(), op.stamp());
        let known = self.state.written(txn);
        if known.is_some_and(|known| stamp.rseq < known.rseq) {
            return;
        }
        if let Some(known) = known {
            self.journal.remove(&(known, txn));
        }
        self.journal.insert((stamp, txn));
    }

    fn what(&self, transaction: &Transaction<'_>) -> What {
        let ops = transaction.ops.as_slice();
        undo(ops)
            .or_else(|| sample(ops))
            .or_else(|| edit_of_habits(ops))
            .or_else(|| several(ops))
            .or_else(|| self.recipes_of(ops))
            .or_else(|| shopping(ops))
            .or_else(|| self.purchase(ops))
            .or_else(|| self.deletion(ops))
            .or_else(|| count(ops))
            .or_else(|| self.use_up(ops))
            .or_else(|| self.increase(ops))
            .or_else(|| change_of_lot(ops))
            .or_else(|| split(ops))
            .or_else(|| self.edit_of_place(ops))
            .or_else(|| self.edit_of_category(ops))
            .or_else(|| edit(ops))
            .unwrap_or(What::Other)
    }

    /// What was done to recipes, if to nothing else.
    fn recipes_of(&self, ops: &[&Op]) -> Option<What> {
        if !ops.iter().all(|op| op.entity_type == entity::RECIPE) {
            return None;
        }
        let recipes: BTreeSet<EntityId> = ops.iter().map(|op| op.entity).collect();
        let (first, id) = (*ops.first()?, *recipes.first()?);
        let recipe = RecipeId::from(id);
        if recipes.len() > 1 {
            let recipes = recipes.into_iter().map(RecipeId::from).collect();
            return Some(What::SeveralRecipes { recipes });
        }
        let all = self.state.entity(id)?.ops();
        let is_first = all.first().map(|op| op.id) == Some(first.id);
        Some(match first.kind {
            Kind::Delete => What::DeletedRecipe { recipe },
            _ if is_first => What::AddedRecipe { recipe },
            _ => What::EditedRecipe { recipe },
        })
    }

    fn purchase(&self, ops: &[&Op]) -> Option<What> {
        let lots = self.amounts(ops, |reason| reason == Reason::Purchase);
        let receipt = ops.iter().find(|op| op.entity_type == entity::RECEIPT);
        if let Some(op) = receipt {
            return Some(What::Purchased {
                receipt: op.entity.into(),
                lots: lots.into_iter().map(|(lot, _)| lot).collect(),
            });
        }
        let (lot, quantity) = lots.into_iter().next()?;
        Some(What::Added { lot, quantity })
    }

    fn increase(&self, ops: &[&Op]) -> Option<What> {
        let lots = self.amounts(ops, |reason| reason == Reason::Found);
        let (lot, quantity) = lots.into_iter().next()?;
        Some(What::Increased { lot, quantity })
    }

    fn use_up(&self, ops: &[&Op]) -> Option<What> {
        let reason =
            reasons(ops).find(|reason| matches!(reason, Reason::Consume | Reason::Discard(_)))?;
        let mut lots = self.amounts(ops, |other| other == reason);
        for (_, quantity) in &mut lots {
            quantity.milli = quantity.milli.saturating_neg();
        }
        match reason {
            Reason::Discard(reason) => Some(What::Discarded { lots, reason }),
            _ => Some(What::Consumed { lots }),
        }
    }

    fn edit_of_place(&self, ops: &[&Op]) -> Option<What> {
        let op = ops.iter().find(|op| op.entity_type == entity::PLACE)?;
        let place: PlaceId = op.entity.into();
        let entity = self.state.entity(op.entity)?;
        let first = entity.ops().first().map(|first| first.id);
        let own = PlaceKind::of_built_in(place).is_none();
        Some(match own && first == Some(op.id) {
            true => What::AddedPlace { place },
            false => What::EditedPlace { place },
        })
    }

    fn deletion(&self, ops: &[&Op]) -> Option<What> {
        let mut deleted = ops.iter().filter(|op| op.kind == Kind::Delete);
        let item = deleted.clone().find(|op| op.entity_type == entity::ITEM);
        if let Some(op) = item {
            return Some(What::DeletedItem {
                item: op.entity.into(),
            });
        }
        deleted.find_map(|op| match op.entity_type {
            entity::LOT => Some(What::DeletedLot {
                lot: op.entity.into(),
            }),
            entity::PLACE => Some(What::DeletedPlace {
                place: op.entity.into(),
            }),
            entity::CATEGORY => Some(What::DeletedCategory {
                category: self.category_of(op.entity)?,
            }),
            _ => None,
        })
    }

    /// The last one is what was moved; where there was no room, others had to follow.
    fn edit_of_category(&self, ops: &[&Op]) -> Option<What> {
        let mut edited = ops.iter().rev();
        let op = edited.find(|op| op.entity_type == entity::CATEGORY)?;
        let category = self.category_of(op.entity)?;
        let is_made =
            matches!(&op.kind, Kind::Put(fields) if fields.contains_key(&op::category::LIKE));
        Some(match is_made {
            true => What::AddedCategory { category },
            false => What::EditedCategory { category },
        })
    }

    /// The amounts that ops added for a reason, with the unit of their lot.
    fn amounts(&self, ops: &[&Op], wanted: impl Fn(Reason) -> bool) -> Vec<(LotId, Quantity)> {
        let adds = ops.iter().filter_map(|op| match op.kind {
            Kind::Add { amount, reason, .. } if Reason::from_code(reason).is_some_and(&wanted) => {
                let unit = read::unit_of_lot(&self.state.entity(op.entity)?);
                Some((op.entity.into(), Quantity::new(amount, unit)))
            }
            _ => None,
        });
        adds.collect()
    }
}

fn undo(ops: &[&Op]) -> Option<What> {
    ops.iter().find_map(|op| match op.kind {
        Kind::Undo {
            target: Target::Txn(txn),
            to,
        } => Some(match to {
            UndoState::Undone => What::Undid { txn },
            UndoState::Redone => What::Redid { txn },
        }),
        _ => None,
    })
}

/// The coming or going of the sample household: nothing else writes one of its receipts without
/// writing others too.
fn sample(ops: &[&Op]) -> Option<What> {
    let receipt = ops
        .iter()
        .find(|op| op.entity_type == entity::RECEIPT && is_marked(op.entity.0))?;
    let only_deletes = || ops.iter().all(|op| op.kind == Kind::Delete);
    match receipt.kind {
        Kind::Put(_) => Some(What::AddedSample),
        Kind::Delete if only_deletes() => Some(What::RemovedSample),
        _ => None,
    }
}

/// Several lots that were added, changed or deleted, if that is not the whole of one receipt
/// or what follows from an item's change.
fn several(ops: &[&Op]) -> Option<What> {
    let of_type = |wanted| ops.iter().filter(move |op| op.entity_type == wanted);
    if of_type(entity::RECEIPT).next().is_some() {
        return imported(ops);
    }
    let lots = |holds: &dyn Fn(&Op) -> bool| -> BTreeSet<LotId> {
        let found = of_type(entity::LOT).filter(|op| holds(op));
        found.map(|op| op.entity.into()).collect()
    };
    let added = lots(&|op| {
        matches!(&op.kind, Kind::Add { reason, .. }
            if Reason::from_code(*reason) == Some(Reason::Purchase))
    });
    let found = if added.len() > 1 {
        added
    } else if of_type(entity::ITEM).next().is_some() {
        return several_items(ops);
    } else {
        let deleted = lots(&|op| op.kind == Kind::Delete);
        let put = lots(
            &|op| matches!(&op.kind, Kind::Put(fields) if !fields.contains_key(&lot::SPLIT_FROM)),
        );
        if deleted.len() > put.len() {
            deleted
        } else {
            put
        }
    };
    (found.len() > 1).then(|| What::Several {
        lots: found.into_iter().collect(),
    })
}

/// What was done to the shopping list, if to anything: its actions touch nothing else.
fn shopping(ops: &[&Op]) -> Option<What> {
    let first = ops
        .first()
        .filter(|op| op.entity_type == entity::SHOPPING)?;
    let entry: ShoppingId = first.entity.into();
    let of = |wanted: fn(&Kind) -> bool| {
        let found = ops.iter().filter(|op| wanted(&op.kind));
        found
            .map(|op| op.entity.into())
            .collect::<Vec<ShoppingId>>()
    };
    let opened = of(|kind| matches!(kind, Kind::SetAdd { .. }));
    let deleted = of(|kind| *kind == Kind::Delete);
    let written = of(|kind| match kind {
        Kind::Put(fields) => !fields.contains_key(&op::shopping::CLEARED),
        _ => false,
    });
    Some(match first.kind {
        Kind::SetRemove { .. } => What::Ticked { entry },
        _ if written.is_empty() && !opened.is_empty() => What::Unticked { entry },
        _ if !opened.is_empty() => What::Listed { entries: opened },
        _ if deleted.is_empty() => What::EditedEntry { entry },
        _ => match written.first() {
            Some(entry) => What::MergedEntries { entry: *entry },
            None => What::Unlisted { entries: deleted },
        },
    })
}

/// Lots with receipts that are not one purchase.
fn imported(ops: &[&Op]) -> Option<What> {
    let puts = ops.iter().filter(|op| matches!(op.kind, Kind::Put(_)));
    let receipts = puts.filter(|op| op.entity_type == entity::RECEIPT);
    let receipts: BTreeSet<EntityId> = receipts.map(|op| op.entity).collect();
    let made = puts_of(ops, false).chain(puts_of(ops, true));
    let made: Vec<_> = made
        .filter(|(_, fields)| fields.contains_key(&lot::ITEM))
        .collect();
    let strays = made
        .iter()
        .any(|(_, fields)| !fields.contains_key(&lot::RECEIPT));
    (receipts.len() > 1 || strays).then(|| What::Several {
        lots: made.into_iter().map(|(id, _)| id.into()).collect(),
    })
}

/// Several items without a lot.
fn several_items(ops: &[&Op]) -> Option<What> {
    let puts = ops.iter().filter(|op| matches!(op.kind, Kind::Put(_)));
    let items: BTreeSet<EntityId> = puts
        .clone()
        .filter(|op| op.entity_type == entity::ITEM)
        .map(|op| op.entity)
        .collect();
    let lots = ops.iter().any(|op| op.entity_type == entity::LOT);
    (items.len() > 1 && !lots).then(|| What::SeveralItems {
        items: items.into_iter().map(ItemId::from).collect(),
    })
}

fn count(ops: &[&Op]) -> Option<What> {
    ops.iter().find_map(|op| match op.kind {
        Kind::Reset { scope, .. } => Some(What::Counted {
            item: scope.of.into(),
            place: scope.at.into(),
        }),
        _ => None,
    })
}

/// A move, and what it means for the lot; an opening; or one fact that was put right.
fn change_of_lot(ops: &[&Op]) -> Option<What> {
    const MOVE: [Field; 4] = [lot::PLACE, lot::FROZEN, lot::THAWED, lot::DATE];
    puts_of(ops, false).find_map(|(id, fields)| {
        let lot = LotId::from(id);
        let named: BTreeSet<Field> = fields.keys().copied().collect();
        let is_set = |field| {
            fields
                .get(&field)
                .is_some_and(|value| *value != Value::Null)
        };
        let alone = |field| named == BTreeSet::from([field]);
        if alone(lot::OPENED) && is_set(lot::OPENED) {
            return Some(What::Opened { lot });
        }
        if alone(lot::BRAND) {
            return Some(What::EditedBrand { lot });
        }
        if alone(lot::SIZE) {
            return Some(What::EditedSize { lot });
        }
        let to = fields.get(&lot::PLACE).and_then(PlaceId::from_value)?;
        if !named.iter().all(|field| MOVE.contains(field)) {
            return None;
        }
        Some(match (is_set(lot::THAWED), is_set(lot::FROZEN)) {
            (true, _) => What::Thawed { lot },
            (_, true) => What::Frozen { lot },
            _ => What::Moved { lot, to },
        })
    })
}

fn split(ops: &[&Op]) -> Option<What> {
    puts_of(ops, true).find_map(|(id, fields)| {
        let from = fields.get(&lot::SPLIT_FROM).and_then(LotId::from_value)?;
        Some(What::Split {
            lot: from,
            part: id.into(),
        })
    })
}

/// What is said of keeping something, or of that and more by a file; dates of lots may follow
/// from it, and nothing else happens in the same action.
fn edit_of_habits(ops: &[&Op]) -> Option<What> {
    let is_date = |op: &Op| matches!(&op.kind, Kind::Put(fields) if fields.keys().eq([&lot::DATE]));
    let is_alone = ops.iter().all(|op| match op.entity_type {
        entity::SHELF_LIFE | entity::CATEGORY => true,
        entity::LOT => is_date(op),
        _ => false,
    });
    if !is_alone {
        return None;
    }
    let of_type = |wanted| ops.iter().filter(move |op| op.entity_type == wanted);
    let says = |op: &Op| {
        matches!(&op.kind, Kind::Put(fields)
            if fields.keys().any(|field| *field != op::category::POSITION))
    };
    let lives = of_type(entity::SHELF_LIFE).count();
    let categories = of_type(entity::CATEGORY).filter(|op| says(op)).count();
    match (lives, categories) {
        (1, 0) => edit_of_life(ops),
        (0, 0 | 1) => None,
        _ => Some(What::EditedHabits),
    }
}

fn edit_of_life(ops: &[&Op]) -> Option<What> {
    let op = ops.iter().find(|op| op.entity_type == entity::SHELF_LIFE)?;
    let Kind::Put(fields) = &op.kind else {
        return None;
    };
    let text = |field| fields.get(&field).and_then(String::from_value);
    let category = |field| fields.get(&field).and_then(Category::from_value);
    let food = text(op::shelf_life::FOOD).and_then(|name| Subject::food(&name));
    let of = food.or_else(|| category(op::shelf_life::CATEGORY).map(Subject::Category))?;
    Some(What::EditedShelfLife { of })
}

fn edit(ops: &[&Op]) -> Option<What> {
    let edited = |wanted| ops.iter().find(move |op| op.entity_type == wanted);
    // Filing an item elsewhere may bring new estimates for its lots.
    if let Some(op) = edited(entity::ITEM) {
        let item = op.entity.into();
        return Some(What::EditedItem { item });
    }
    let lot = edited(entity::LOT)?.entity.into();
    Some(What::EditedLot { lot })
}

type Fields = BTreeMap<Field, Value>;

/// The puts on lots: those that make a lot by splitting, or all others.
fn puts_of<'op>(
    ops: &'op [&'op Op],
    splits: bool,
) -> impl Iterator<Item = (EntityId, &'op Fields)> {
    let puts = ops.iter().filter_map(|op| match &op.kind {
        Kind::Put(fields) if op.entity_type == entity::LOT => Some((op.entity, fields)),
        _ => None,
    });
    puts.filter(move |(_, fields)| fields.contains_key(&lot::SPLIT_FROM) == splits)
}

fn reasons(ops: &[&Op]) -> impl Iterator<Item = Reason> {
    ops.iter().filter_map(|op| match op.kind {
        Kind::Add { reason, .. } => Reason::from_code(reason),
        _ => None,
    })
}
