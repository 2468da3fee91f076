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
mod planner;
mod purchase;
mod recipe;
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
use sync::{Field, Op, OpId, TxnId};

pub use category::{CategoryEdit, NewCategory};
pub use edit::{Edit, ItemEdit, LotEdit};
pub use place::PlaceEdit;
pub use planner::Planner;
pub use purchase::{DateChoice, ItemChoice, Line, NewLot, Purchase};
pub use recipe::{NewRecipe, RecipeEdit};
pub use rejected::Rejected;
pub use scanned::{Packages, one_package};
pub use shopping::{NewEntry, ShoppingEdit};

pub(crate) use changes::{MAX_NAME, MAX_NOTE};

use crate::barcode::Barcode;
use crate::category::{Category, OwnCategory};
use crate::household::Household;
use crate::id::{ItemId, LotId, PlaceId, RecipeId, ShoppingId};
use crate::location::PlaceKind;
use crate::op::DiscardReason;
use crate::quantity::Quantity;
use crate::shelf_life::{Opened, Subject};
use crate::transfer::Parcel;

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
    /// Writes a recipe down. It is shared, as a parcel is.
    AddRecipe(Arc<NewRecipe>),
    /// Changes a recipe.
    EditRecipe {
        /// The recipe.
        recipe: RecipeId,
        /// What to change.
        edit: Arc<RecipeEdit>,
    },
    /// Throws a recipe away.
    DeleteRecipe {
        /// The recipe.
        recipe: RecipeId,
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
