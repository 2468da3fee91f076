//! Which program plans which action: the first screens' are planned at once.

use sync::{Op, Target, TxnId, UndoState};

use super::changes::Changes;
use super::{Action, Author, Rejected, Transaction};
use crate::household::{Household, What};
use crate::sample::marked;

/// Writes what one action changes.
type Step = fn(&mut Changes<'_>, &Action) -> Result<(), Rejected>;

/// Which actions a program plans. One that comes in parts starts with those that its first
/// screens offer; what the others need is then in the part with those screens.
#[derive(Clone, Copy, Debug)]
pub struct Planner {
    others: Step,
}

impl Planner {
    /// Plans what the first screens offer: food is used, thrown away, moved, frozen, put on the
    /// list, one more of it comes, the sample goes, several of that at once, and all of it undone.
    pub const FIRST: Self = Self {
        others: |_, _| Err(Rejected::StillLoading),
    };

    /// Plans every action.
    pub const WHOLE: Self = Self { others: other };

    /// Like [`plan()`](super::plan()).
    ///
    /// # Errors
    ///
    /// What stands in the way, and what to do instead.
    pub fn plan(
        self,
        household: &Household,
        action: &Action,
        author: &mut Author<'_>,
    ) -> Result<Transaction, Rejected> {
        let mut of_sample = || marked((author.ids)());
        let ids: &mut dyn FnMut() -> [u8; 16] = match action {
            Action::AddSample(_) => &mut of_sample,
            _ => &mut *author.ids,
        };
        let mut changes = Changes::new(household, author.today, ids);
        self.step(&mut changes, action)?;
        let changes = changes.finish()?;
        let ops = author.replica.write(author.now_ms, changes);
        let id = ops
            .first()
            .map(Op::txn_id)
            .ok_or(Rejected::NothingChanged)?;
        Ok(Transaction { id, ops })
    }

    fn step(self, changes: &mut Changes<'_>, action: &Action) -> Result<(), Rejected> {
        match action {
            Action::AddLot(lot) => changes.add_lot(lot),
            Action::Increase { lot, amount } => changes.increase(*lot, *amount),
            Action::RemoveSample => {
                changes.remove_sample();
                Ok(())
            }
            Action::Consume { lot, amount } => changes.consume(*lot, *amount),
            Action::ConsumeItem { item, amount } => changes.consume_item(*item, *amount),
            Action::Discard {
                lot,
                amount,
                reason,
            } => changes.discard(*lot, *amount, *reason),
            Action::Move { lot, part, to } => changes.relocate(*lot, *part, *to),
            Action::Freeze { lot, part } => changes.freeze(*lot, *part),
            Action::AddToList(entries) => changes.add_to_list(entries),
            Action::Together(actions) => self.together(changes, actions),
            Action::Undo { txn } => undo(changes, *txn, UndoState::Undone),
            other => (self.others)(changes, other),
        }
    }

    fn together(self, changes: &mut Changes<'_>, actions: &[Action]) -> Result<(), Rejected> {
        for action in actions {
            if matches!(action, Action::Undo { .. } | Action::Redo { .. }) {
                return Err(Rejected::IsUndo);
            }
            match self.step(changes, action) {
                Ok(()) => {}
                Err(why) if why.is_so_already() => {}
                Err(why) => return Err(why),
            }
        }
        Ok(())
    }
}

/// Writes what an action changes that is none of the first screens'.
fn other(changes: &mut Changes<'_>, action: &Action) -> Result<(), Rejected> {
    match action {
        Action::AddScanned(packages) => changes.add_scanned(packages),
        Action::AddMore { lot, amount } => changes.add_more(*lot, *amount),
        Action::Assign {
            barcode,
            item,
            each,
        } => changes.assign(*barcode, *item, *each),
        Action::AcceptPurchase(purchase) => changes.accept(purchase),
        Action::Import(parcel) => changes.import(parcel),
        Action::AddSample(parcel) => changes.add_sample(parcel),
        Action::Open { lot, part, on } => changes.open(*lot, *part, *on),
        Action::Thaw { lot, part } => changes.thaw(*lot, *part),
        Action::Split { lot, amount } => changes.split(*lot, *amount),
        Action::Count { item, place, found } => changes.count(*item, *place, found),
        Action::EditItem { item, edit } => changes.edit_item(*item, edit),
        Action::EditLot { lot, edit } => changes.edit_lot(*lot, edit),
        Action::DeleteItem { item } => changes.delete_item(*item),
        Action::DeleteLot { lot } => changes.delete_lot(*lot),
        Action::AddPlace { name, kind } => changes.add_place(name, *kind),
        Action::EditPlace { place, edit } => changes.edit_place(*place, edit),
        Action::DeletePlace { place } => changes.delete_place(*place),
        Action::AddCategory(new) => changes.add_category(new),
        Action::DeleteCategory { category } => changes.delete_category(*category),
        Action::EditCategory { category, edit } => changes.edit_category(*category, edit),
        Action::EditShelfLife {
            of,
            place,
            state,
            days,
        } => changes.edit_shelf_life(*of, (*place, *state), *days),
        Action::ResetShelfLife { of } => {
            changes.reset_shelf_life(*of);
            Ok(())
        }
        Action::EditEntry { entry, edit } => changes.edit_entry(*entry, edit),
        Action::Tick { entry } => changes.tick(*entry),
        Action::Untick { entry } => changes.untick(*entry),
        Action::RemoveFromList { entry } => changes.remove_from_list(*entry),
        Action::ClearTicked => {
            changes.clear_ticked();
            Ok(())
        }
        Action::MergeEntries { keep, others } => changes.merge_entries(*keep, others),
        Action::AddRecipe(new) => changes.add_recipe(new),
        Action::EditRecipe { recipe, edit } => changes.edit_recipe(*recipe, edit),
        Action::DeleteRecipe { recipe } => changes.delete_recipe(*recipe),
        Action::Redo { txn } => undo(changes, *txn, UndoState::Redone),
        Action::Restore { op, field } => changes.restore(*op, *field),
        Action::DeleteAgain { op } => changes.delete_again(*op),
        // Those of the first screens.
        Action::AddLot(_)
        | Action::Increase { .. }
        | Action::RemoveSample
        | Action::Consume { .. }
        | Action::ConsumeItem { .. }
        | Action::Discard { .. }
        | Action::Move { .. }
        | Action::Freeze { .. }
        | Action::AddToList(_)
        | Action::Together(_)
        | Action::Undo { .. } => {
            debug_assert!(false, "the planner has planned these before");
            Err(Rejected::StillLoading)
        }
    }
}

fn undo(changes: &mut Changes<'_>, txn: TxnId, to: UndoState) -> Result<(), Rejected> {
    let entry = changes.household.entry(txn).ok_or(Rejected::NoSuchAction)?;
    match (entry.what, entry.undone, to) {
        (What::Undid { .. } | What::Redid { .. }, ..) => Err(Rejected::IsUndo),
        (_, true, UndoState::Undone) => Err(Rejected::AlreadyUndone),
        (_, false, UndoState::Redone) => Err(Rejected::NotUndone),
        _ => {
            changes.undo(Target::Txn(txn), to);
            Ok(())
        }
    }
}
