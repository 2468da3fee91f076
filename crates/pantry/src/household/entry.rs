//! The entries of the journal: words as data, for a screen to turn into sentences.

use sync::{Hlc, ReplicaId, TxnId};

use crate::category::Category;
use crate::id::{ItemId, LotId, PlaceId, ReceiptId, RecipeId, ShoppingId};
use crate::op::DiscardReason;
use crate::quantity::Quantity;
use crate::shelf_life::Subject;

/// One action of a person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// What undo and redo name.
    pub txn: TxnId,
    /// When it was done.
    pub at: Hlc,
    /// The device it was done on.
    pub replica: ReplicaId,
    /// What was done.
    pub what: What,
    /// Whether it is undone.
    pub undone: bool,
}

/// What was done.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum What {
    /// A receipt was accepted.
    Purchased {
        /// The receipt.
        receipt: ReceiptId,
        /// What was bought.
        lots: Vec<LotId>,
    },
    /// A lot was added by hand.
    Added {
        /// The lot.
        lot: LotId,
        /// How much.
        quantity: Quantity,
    },
    /// There was more of a lot than was known.
    Increased {
        /// The lot.
        lot: LotId,
        /// How much more.
        quantity: Quantity,
    },
    /// Something was eaten, drunk or cooked.
    Consumed {
        /// How much of which lot.
        lots: Vec<(LotId, Quantity)>,
    },
    /// Something was thrown away.
    Discarded {
        /// How much of which lot.
        lots: Vec<(LotId, Quantity)>,
        /// Why.
        reason: DiscardReason,
    },
    /// A lot was moved.
    Moved {
        /// The lot.
        lot: LotId,
        /// Where to.
        to: PlaceId,
    },
    /// A lot was frozen.
    Frozen {
        /// The lot.
        lot: LotId,
    },
    /// A lot was thawed.
    Thawed {
        /// The lot.
        lot: LotId,
    },
    /// A lot was opened.
    Opened {
        /// The lot.
        lot: LotId,
    },
    /// A lot was split in two.
    Split {
        /// The lot that gave.
        lot: LotId,
        /// The new lot.
        part: LotId,
    },
    /// A shelf was counted.
    Counted {
        /// What was counted.
        item: ItemId,
        /// Where.
        place: PlaceId,
    },
    /// An item was edited.
    EditedItem {
        /// The item.
        item: ItemId,
    },
    /// A lot was edited.
    EditedLot {
        /// The lot.
        lot: LotId,
    },
    /// The brand of a lot was put right.
    EditedBrand {
        /// The lot.
        lot: LotId,
    },
    /// How much one package of a lot holds was put right.
    EditedSize {
        /// The lot.
        lot: LotId,
    },
    /// A place was added.
    AddedPlace {
        /// The place.
        place: PlaceId,
    },
    /// A place was renamed, or is of another kind now.
    EditedPlace {
        /// The place.
        place: PlaceId,
    },
    /// A place was deleted.
    DeletedPlace {
        /// The place.
        place: PlaceId,
    },
    /// A category of the household's own was added.
    AddedCategory {
        /// The category.
        category: Category,
    },
    /// A category of the household's own was removed.
    DeletedCategory {
        /// The category.
        category: Category,
    },
    /// A category was renamed, hidden or put elsewhere in the order.
    EditedCategory {
        /// The category.
        category: Category,
    },
    /// How long something keeps here was said, or taken back.
    EditedShelfLife {
        /// Of what.
        of: Subject,
    },
    /// Several categories and shelf lives at once, as a file says them.
    EditedHabits,
    /// An item was deleted with its lots.
    DeletedItem {
        /// The item.
        item: ItemId,
    },
    /// A lot was deleted.
    DeletedLot {
        /// The lot.
        lot: LotId,
    },
    /// Several lots were added, changed or deleted at once.
    Several {
        /// The lots.
        lots: Vec<LotId>,
    },
    /// Things were put on the shopping list.
    Listed {
        /// The entries.
        entries: Vec<ShoppingId>,
    },
    /// An entry of the shopping list was changed.
    EditedEntry {
        /// The entry.
        entry: ShoppingId,
    },
    /// Something was bought.
    Ticked {
        /// The entry.
        entry: ShoppingId,
    },
    /// Something was not bought after all.
    Unticked {
        /// The entry.
        entry: ShoppingId,
    },
    /// Things were taken off the shopping list.
    Unlisted {
        /// The entries.
        entries: Vec<ShoppingId>,
    },
    /// Several entries became one.
    MergedEntries {
        /// The entry.
        entry: ShoppingId,
    },
    /// Several items were added or changed at once, without a lot.
    SeveralItems {
        /// The items.
        items: Vec<ItemId>,
    },
    /// A recipe was written down.
    AddedRecipe {
        /// The recipe.
        recipe: RecipeId,
    },
    /// A recipe was changed.
    EditedRecipe {
        /// The recipe.
        recipe: RecipeId,
    },
    /// A recipe was deleted.
    DeletedRecipe {
        /// The recipe.
        recipe: RecipeId,
    },
    /// Several recipes were added, changed or deleted at once.
    SeveralRecipes {
        /// The recipes.
        recipes: Vec<RecipeId>,
    },
    /// The sample household came.
    AddedSample,
    /// The sample household went.
    RemovedSample,
    /// Another action was undone.
    Undid {
        /// That action.
        txn: TxnId,
    },
    /// Another action was redone.
    Redid {
        /// That action.
        txn: TxnId,
    },
    /// Something that a newer version did.
    Other,
}
