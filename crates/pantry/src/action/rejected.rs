//! Why an action cannot be done, and what to do instead.

use crate::quantity::{Quantity, Unit};

/// Why an action cannot be done. A person can cause each of these: the message says
/// what to do, and fits after "cannot do that: ".
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum Rejected {
    /// The item is not there.
    #[error("this item was deleted; undo that in the history, or add it again")]
    NoSuchItem,
    /// The lot is not there.
    #[error("this lot was deleted or its purchase undone; look in the history")]
    NoSuchLot,
    /// The place is not there.
    #[error("this place is not known here; choose another")]
    NoSuchPlace,
    /// The category is not there.
    #[error("this category is not known here; choose another")]
    NoSuchCategory,
    /// The entry is not on the shopping list.
    #[error("this is not on the list any more; add it again")]
    NoSuchEntry,
    /// The recipe is not there.
    #[error("this recipe was deleted; undo that in the history, or write it down again")]
    NoSuchRecipe,
    /// The action is not known here.
    #[error("this action is not known here yet; wait until the devices are in step")]
    NoSuchAction,
    /// What this needs is not in the part of the program that is there.
    #[error("the app is still loading; do it again in a moment")]
    StillLoading,
    /// A receipt of which something was used or changed.
    #[error("something of it was used or changed since; correct its items one by one")]
    Touched,
    /// An item without a name.
    #[error("it has no name; type one")]
    NoName,
    /// Nothing, or less.
    #[error("the amount is not above zero; enter how much")]
    NotPositive,
    /// An amount that is too large to count with.
    #[error("the amount is too large; enter it in a larger unit")]
    TooMuch,
    /// More than there is.
    #[error("only {have} is left; enter at most that, or count what is there")]
    NotEnough {
        /// What there is.
        have: Quantity,
    },
    /// Litres of a thing that is kept in pieces.
    #[error("{from} cannot be turned into {to}; enter the amount in {to}")]
    OtherMeasure {
        /// The unit that was entered.
        from: Unit,
        /// The unit of the lot.
        to: Unit,
    },
    /// It is frozen.
    #[error("it is frozen already; nothing needs doing")]
    AlreadyFrozen,
    /// It is not frozen.
    #[error("it is not frozen; move it instead")]
    NotFrozen,
    /// It is open.
    #[error("it was opened before; edit the day if it is wrong")]
    AlreadyOpen,
    /// It is there.
    #[error("it is there already; choose another place")]
    SamePlace,
    /// A lot of this item, or in this place, was not counted.
    #[error("a lot of another item or place is in the count; count each shelf by itself")]
    OtherShelf,
    /// It is on the shopping list.
    #[error("it is on the list already; change its amount there")]
    OnTheList,
    /// It is ticked.
    #[error("it is ticked already; nothing needs doing")]
    AlreadyTicked,
    /// It is not ticked.
    #[error("it is not ticked; there is nothing to take back")]
    NotTicked,
    /// The action is undone.
    #[error("it is undone already; redo brings it back")]
    AlreadyUndone,
    /// The action is not undone.
    #[error("it is not undone; there is nothing to bring back")]
    NotUndone,
    /// An undo cannot be undone.
    #[error("this was an undo or redo; redo or undo the action that it names instead")]
    IsUndo,
    /// Nothing to do.
    #[error("nothing would change; change something first")]
    NothingChanged,
    /// A text that is too long to keep.
    #[error("a text is longer than {limit} bytes; shorten it")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// Ingredients or steps that are more than a recipe can hold.
    #[error("the recipe is longer than can be kept; shorten its ingredients or its steps")]
    RecipeTooLong,
    /// More than one transaction can hold.
    #[error("this is more than one step can hold; do it in two parts")]
    TooLarge,
    /// Something is wrong with a line of a receipt, or an ingredient of a recipe.
    #[error("line {}: {why}", line + 1)]
    Line {
        /// The position among the lines or ingredients.
        line: usize,
        /// What.
        #[source]
        why: Box<Rejected>,
    },
}

impl Rejected {
    /// Whether it was to be done and is so already, or has nothing that it could be done to.
    pub(super) fn is_so_already(&self) -> bool {
        matches!(
            self,
            Self::AlreadyFrozen
                | Self::NotFrozen
                | Self::AlreadyOpen
                | Self::SamePlace
                | Self::NothingChanged
        )
    }
}
