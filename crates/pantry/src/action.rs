//! What a person does, and the ops that it becomes.
//!
//! [`plan`] looks at the household and writes one transaction for one action:
//! stored at once, sent at once, undone at once. It changes nothing but the
//! author's clock and number; the caller applies and stores the transaction, and
//! puts a copy of the author back if it cannot. What cannot be done is a
//! [`Rejected`] that says what to do instead; then the author is as before.

mod category;
mod changes;
mod edit;
mod import;
mod observe;
mod place;
mod purchase;
mod rejected;
mod relocate;
mod restore;
mod sample;
mod scanned;
mod shelf_life;
mod shopping;
mod stock;

use std::sync::Arc;

use jiff::civil::Date;
use sync::{Field, Op, OpId, Target, TxnId, UndoState};

pub use category::{CategoryEdit, NewCategory};
pub use edit::{Edit, ItemEdit, LotEdit};
pub use place::PlaceEdit;
pub use purchase::{DateChoice, ItemChoice, Line, NewLot, Purchase};
pub use rejected::Rejected;
pub use scanned::{Packages, one_package};
pub use shopping::{NewEntry, ShoppingEdit};

pub(crate) use changes::{MAX_NAME, MAX_NOTE};

use crate::barcode::Barcode;
use crate::category::{Category, OwnCategory};
use crate::household::{Household, What};
use crate::id::{ItemId, LotId, PlaceId, ShoppingId};
use crate::location::PlaceKind;
use crate::op::DiscardReason;
use crate::quantity::Quantity;
use crate::sample::marked;
use crate::shelf_life::{Opened, Subject};
use crate::transfer::Parcel;
use changes::Changes;

/// Who acts, and what only the host knows: ids, the time and the day.
pub struct Author<'host> {
    /// The replica as a writer of ops, with its clock.
    pub replica: &'host mut sync::Author,
    /// Makes new ids: UUIDv7.
    pub ids: &'host mut dyn FnMut() -> [u8; 16],
    /// The wall time in Unix milliseconds.
    pub now_ms: i64,
    /// The day where the person is.
    pub today: Date,
}

/// The ops of one action.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Transaction {
    /// What undo and redo name.
    pub id: TxnId,
    /// The ops, in the order of their numbers.
    pub ops: Vec<Op>,
}

/// What a person does. An amount may be in any unit that converts to the lot's.
/// Where there is a `part`, only so much of the lot is meant: it is split off first.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Action {
    /// Adds something that was bought, by hand.
    AddLot(NewLot),
    /// Adds packages whose barcode was scanned, and remembers what they are.
    AddScanned(Packages),
    /// Adds more of the same to a lot that was bought today.
    AddMore {
        /// The lot.
        lot: LotId,
        /// How much.
        amount: Quantity,
    },
    /// Says that there is more of a lot than was known, without saying how much there is: two
    /// people who each add one add two. What it cost stays as it is.
    Increase {
        /// The lot.
        lot: LotId,
        /// How much more.
        amount: Quantity,
    },
    /// Says which item an article is.
    Assign {
        /// The article.
        barcode: Barcode,
        /// The item; `None` forgets the article.
        item: Option<ItemId>,
        /// How much one of it is; `None` is one piece.
        each: Option<Quantity>,
    },
    /// Accepts a receipt.
    AcceptPurchase(Purchase),
    /// Takes in what a file brings and is not there already. It is shared: a page that copies a
    /// request carries no code to copy all that a parcel holds.
    Import(Arc<Parcel>),
    /// Stocks the household with invented things that [`Action::RemoveSample`] takes away.
    AddSample(Arc<Parcel>),
    /// Takes away what came with the sample household, and leaves what people added.
    RemoveSample,
    /// Eats, drinks or cooks some of a lot.
    Consume {
        /// The lot.
        lot: LotId,
        /// How much.
        amount: Quantity,
    },
    /// Eats, drinks or cooks some of an item, from the lots that are due first.
    ConsumeItem {
        /// The item.
        item: ItemId,
        /// How much.
        amount: Quantity,
    },
    /// Throws some of a lot away.
    Discard {
        /// The lot.
        lot: LotId,
        /// How much.
        amount: Quantity,
        /// Why.
        reason: DiscardReason,
    },
    /// Puts a lot elsewhere. Into a freezer freezes it, and out of one thaws it.
    Move {
        /// The lot.
        lot: LotId,
        /// How much of it; `None` is all.
        part: Option<Quantity>,
        /// Where to.
        to: PlaceId,
    },
    /// Opens a lot.
    Open {
        /// The lot.
        lot: LotId,
        /// How much of it; `None` is all.
        part: Option<Quantity>,
        /// The day it was opened.
        on: Date,
    },
    /// Puts a lot into the freezer.
    Freeze {
        /// The lot.
        lot: LotId,
        /// How much of it; `None` is all.
        part: Option<Quantity>,
    },
    /// Takes a lot out of the freezer and puts it into the fridge.
    Thaw {
        /// The lot.
        lot: LotId,
        /// How much of it; `None` is all.
        part: Option<Quantity>,
    },
    /// Makes a lot of its own out of some of a lot.
    Split {
        /// The lot.
        lot: LotId,
        /// How much.
        amount: Quantity,
    },
    /// Says what stands on a shelf of an item. Lots that are not named were not there.
    Count {
        /// The item.
        item: ItemId,
        /// The place.
        place: PlaceId,
        /// What was found.
        found: Vec<(LotId, Quantity)>,
    },
    /// Changes an item.
    EditItem {
        /// The item.
        item: ItemId,
        /// What to change.
        edit: ItemEdit,
    },
    /// Puts right what is known of a lot.
    EditLot {
        /// The lot.
        lot: LotId,
        /// What to change.
        edit: LotEdit,
    },
    /// Removes an item and all its lots, as a mistake. What was eaten is consumed instead.
    DeleteItem {
        /// The item.
        item: ItemId,
    },
    /// Removes a lot, as a mistake.
    DeleteLot {
        /// The lot.
        lot: LotId,
    },
    /// Adds a place beside the built-in ones.
    AddPlace {
        /// What to call it.
        name: String,
        /// What it does to food.
        kind: PlaceKind,
    },
    /// Changes a place.
    EditPlace {
        /// The place.
        place: PlaceId,
        /// What to change.
        edit: PlaceEdit,
    },
    /// Removes a place. Food that stands there keeps it in sight until it is moved or
    /// used up. The built-in places cannot be removed.
    DeletePlace {
        /// The place.
        place: PlaceId,
    },
    /// Adds a category beside the 18 that every household has.
    AddCategory(NewCategory),
    /// Removes a category of the household's own. Its food is filed under what it is like.
    DeleteCategory {
        /// The category.
        category: OwnCategory,
    },
    /// Changes how the household has a category.
    EditCategory {
        /// The category.
        category: Category,
        /// What to change.
        edit: CategoryEdit,
    },
    /// Says how long the household keeps something. Estimated dates of its lots follow.
    EditShelfLife {
        /// Of what.
        of: Subject,
        /// Where.
        place: PlaceKind,
        /// In which state.
        state: Opened,
        /// How many days; `None` leaves it to the table.
        days: Option<u16>,
    },
    /// Leaves to the table again how long something keeps.
    ResetShelfLife {
        /// Of what.
        of: Subject,
    },
    /// Does several things at once, each about something else: one transaction, one undo.
    /// What is so already is left out; whatever else cannot be done stops all of them.
    Together(Vec<Action>),
    /// Puts things on the shopping list. One that is there already is not there twice.
    AddToList(Vec<NewEntry>),
    /// Changes an entry of the shopping list.
    EditEntry {
        /// The entry.
        entry: ShoppingId,
        /// What to change.
        edit: ShoppingEdit,
    },
    /// Says that something was bought.
    Tick {
        /// The entry.
        entry: ShoppingId,
    },
    /// Says that something that was ticked is still to be bought.
    Untick {
        /// The entry.
        entry: ShoppingId,
    },
    /// Takes something off the shopping list.
    RemoveFromList {
        /// The entry.
        entry: ShoppingId,
    },
    /// Takes everything off the shopping list that was ticked.
    ClearTicked,
    /// Makes one entry of several that are of the same thing.
    MergeEntries {
        /// The one that stays, with the amounts of all.
        keep: ShoppingId,
        /// Those that go.
        others: Vec<ShoppingId>,
    },
    /// Takes back an action, whoever did it.
    Undo {
        /// The action.
        txn: TxnId,
    },
    /// Brings back an action that was undone.
    Redo {
        /// The action.
        txn: TxnId,
    },
    /// Writes again what an op had written into a field: another one's write stands there.
    Restore {
        /// The op.
        op: OpId,
        /// The field.
        field: Field,
    },
    /// Removes a lot, an item or a place again that another one's change brought back.
    DeleteAgain {
        /// The op that removed it.
        op: OpId,
    },
}

/// Plans the ops of one action: one transaction, one undo.
///
/// # Errors
///
/// What stands in the way, and what to do instead.
pub fn plan(
    household: &Household,
    action: &Action,
    author: &mut Author<'_>,
) -> Result<Transaction, Rejected> {
    Planner::WHOLE.plan(household, action, author)
}

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

    /// Like [`plan()`].
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
