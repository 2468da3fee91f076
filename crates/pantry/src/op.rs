//! What the ops of crate `sync` mean here: entity types, fields and reasons.
//!
//! Every number is on the wire and in stored logs for ever. Only add; never
//! change a meaning; never reuse a number that was dropped. A reader skips what
//! it does not know.
//!
//! | thing | sync's kinds |
//! |---|---|
//! | a field of an item, lot, place, receipt, line memory, shopping entry, category, shelf life or recipe | put |
//! | an amount bought, found, used, thrown away, moved or split off | add, with a [`Reason`] |
//! | what is left of one lot, put right | observe |
//! | a count of what stands on a shelf | reset of that shelf's scope |
//! | the photos of a receipt | a blob each |
//! | that something is still to be bought | a set with one member; a tick removes it |
//! | what a recipe is fit for | a set of labels |
//! | removing a place, a shopping entry, a recipe, or an item or lot made by mistake | delete |
//! | undo and redo of an action | undo of its transaction |
//!
//! The ledger's scope is (item, place): what one look at a shelf can count. A
//! lot's quantity is the sum of its accounts in all scopes. Moving a lot moves
//! its amount from scope to scope, so the sum stays right whoever else uses some
//! of it meanwhile.

mod meaning;
pub(crate) mod stored;

#[cfg(test)]
mod numbers;

use sync::Scope;

pub use meaning::{Meaning, meaning};

use crate::id::{ItemId, PlaceId};

/// The version of the numbers in this file, for the frame of a batch. It goes up
/// when a number is added, so that an older reader can say why it skips things.
pub const SCHEMA: u32 = 8;

/// Entity types.
pub mod entity {
    use sync::EntityType;

    /// The household itself; undo and redo are written on it. It has no fields yet.
    pub const HOUSEHOLD: EntityType = EntityType(1);
    /// An item.
    pub const ITEM: EntityType = EntityType(2);
    /// A lot.
    pub const LOT: EntityType = EntityType(3);
    /// A place.
    pub const PLACE: EntityType = EntityType(4);
    /// A receipt.
    pub const RECEIPT: EntityType = EntityType(5);
    /// What a merchant's printed line means.
    pub const LINE_MEMORY: EntityType = EntityType(6);
    /// An entry of the shopping list.
    pub const SHOPPING: EntityType = EntityType(7);
    /// How the household has a category. The id of one of the 18 is made from the category;
    /// any other is one of the household's own, which came with version 7.
    pub const CATEGORY: EntityType = EntityType(8);
    /// How long the household keeps something; its id is made from what that is.
    pub const SHELF_LIFE: EntityType = EntityType(9);
    /// A recipe. It came with version 8.
    pub const RECIPE: EntityType = EntityType(10);
}

/// Fields of an item.
pub mod item {
    use sync::Field;

    /// Text.
    pub const NAME: Field = Field(1);
    /// Category code; of one of the household's own a list of the code that it is like and its
    /// id, so that no two people's edits mix them. An older version reads no category there.
    pub const CATEGORY: Field = Field(2);
    /// Unit code.
    pub const UNIT: Field = Field(3);
    /// Id of the usual place.
    pub const PLACE: Field = Field(4);
    /// Text.
    pub const NOTE: Field = Field(5);
    /// Code of where its name came from, if no person gave it.
    pub const ORIGIN: Field = Field(6);
}

/// Fields of a lot.
pub mod lot {
    use sync::Field;

    /// Item id.
    pub const ITEM: Field = Field(1);
    /// Place id.
    pub const PLACE: Field = Field(2);
    /// Unit code, of every amount in its ledger.
    pub const UNIT: Field = Field(3);
    /// Date of purchase.
    pub const PURCHASED: Field = Field(4);
    /// Its date: a list of date, mark (0 best-before, 1 use-by) and whether it is estimated.
    /// One field, so that two people's edits never mix a date with another's meaning.
    pub const DATE: Field = Field(5);
    /// Date of opening.
    pub const OPENED: Field = Field(6);
    /// Date of the last freezing, or of the purchase if it was bought frozen.
    pub const FROZEN: Field = Field(7);
    /// Date of thawing after that; null when it was frozen again.
    pub const THAWED: Field = Field(8);
    /// Money.
    pub const PRICE: Field = Field(9);
    /// Money, negative.
    pub const DISCOUNT: Field = Field(10);
    /// Receipt id.
    pub const RECEIPT: Field = Field(11);
    /// Position among the items of the draft that the receipt was read as.
    pub const LINE: Field = Field(12);
    /// The printed text, cut to 250 bytes.
    pub const TEXT: Field = Field(13);
    /// Category code when it was bought; of one of the household's own the code that it is like.
    pub const CATEGORY: Field = Field(14);
    /// Id of the lot that it was split from.
    pub const SPLIT_FROM: Field = Field(15);
    /// Text.
    pub const NOTE: Field = Field(16);
    /// Text: who makes it, or whose label it has.
    pub const BRAND: Field = Field(17);
    /// Quantity: how much is in one package.
    pub const SIZE: Field = Field(18);
}

/// Fields of a place.
pub mod place {
    use sync::Field;

    /// Text.
    pub const NAME: Field = Field(1);
    /// Code of its kind. The built-in places have theirs without it.
    pub const KIND: Field = Field(2);
}

/// Fields of a receipt.
pub mod receipt {
    use sync::Field;

    /// Text.
    pub const MERCHANT: Field = Field(1);
    /// Text.
    pub const ADDRESS: Field = Field(2);
    /// Date.
    pub const DATE: Field = Field(3);
    /// Minutes since midnight.
    pub const TIME: Field = Field(4);
    /// Currency code.
    pub const CURRENCY: Field = Field(5);
    /// Money.
    pub const TAX: Field = Field(6);
    /// Money.
    pub const TOTAL: Field = Field(7);
    /// Blob: the photo; the first one if the receipt took several.
    pub const IMAGE: Field = Field(1);
    /// How many photos a receipt can have: more than any does, and an end to the numbers.
    pub const MOST_IMAGES: usize = 255;

    /// Blobs: every photo, in the order that the person gave them. The first is
    /// [`IMAGE`]; those after it came with version 2.
    pub fn images() -> impl Iterator<Item = Field> {
        (IMAGE.0..).map(Field).take(MOST_IMAGES)
    }
}

/// Fields of a line memory; its entity id is made from merchant and text
/// ([`crate::line_memory::entity`]), or from an article number alone
/// ([`crate::line_memory::article`]).
pub mod line_memory {
    use sync::Field;

    /// Text: the merchant, as printed; not set if unknown.
    pub const MERCHANT: Field = Field(1);
    /// Text: the line, as printed.
    pub const TEXT: Field = Field(2);
    /// Item id; not set by a purchase that drops the line.
    pub const ITEM: Field = Field(3);
    /// Text: the name that was chosen.
    pub const NAME: Field = Field(4);
    /// Category code.
    pub const CATEGORY: Field = Field(5);
    /// Whether the line is dropped from the next receipt; not set means no.
    pub const IGNORE: Field = Field(6);
    /// Id of the place that was chosen, if it is not the usual one.
    pub const PLACE: Field = Field(7);
    /// Quantity: what one of the line is, if it is not one piece.
    pub const EACH: Field = Field(8);
    /// Days from the purchase to the date that was given.
    pub const DAYS: Field = Field(9);
    /// Text: the brand, if it is not what the print says; false if there is none.
    pub const BRAND: Field = Field(10);
    /// Quantity: how much is in one package, if it is not what the print says; false if that
    /// is unknown.
    pub const SIZE: Field = Field(11);
    /// Text: the 13 digits of the article, where it is the memory of one. Its id alone does
    /// not tell them.
    pub const BARCODE: Field = Field(12);
}

/// Fields of an entry of the shopping list.
///
/// A tick takes the member of [`OPEN`](shopping::OPEN) away and changes nothing else, so that
/// it neither brings back what somebody has cleared nor undoes an edit that it had not seen.
pub mod shopping {
    use sync::Field;

    /// Text.
    pub const NAME: Field = Field(1);
    /// Item id, if the household keeps it.
    pub const ITEM: Field = Field(2);
    /// Quantity.
    pub const QUANTITY: Field = Field(3);
    /// Category, as an item's.
    pub const CATEGORY: Field = Field(4);
    /// Text.
    pub const NOTE: Field = Field(5);
    /// Set of true: in it while the entry is still to be bought.
    pub const OPEN: Field = Field(6);
    /// The day it was put on the list; who wrote this put it there.
    pub const ADDED: Field = Field(7);
    /// Whether it was cleared away after it was ticked: an edit that did not know of it
    /// does not bring it back. It says nothing of an entry that is open again.
    pub const CLEARED: Field = Field(8);
}

/// Fields of a category.
pub mod category {
    use sync::Field;

    /// Text: what the household calls it; not set is its usual name.
    pub const NAME: Field = Field(1);
    /// Integer: where it stands among the others, the least first. Not set is 1,000 times its
    /// place in [`AISLES`](crate::shopping::AISLES), from 1.
    pub const POSITION: Field = Field(2);
    /// Whether forms leave it out; not set means no.
    pub const HIDDEN: Field = Field(3);
    /// Category code: what one of the household's own is like. It is written once, when it is
    /// made; one of the 18 has none.
    pub const LIKE: Field = Field(4);
    /// Category code: the one whose picture one of the household's own has; not set is that
    /// which it is like.
    pub const PICTURE: Field = Field(5);
}

/// Fields of how long the household keeps something; what is not set is the table's.
pub mod shelf_life {
    use sync::Field;

    /// Text: the food, by its English name in the table; not set where it is a category.
    pub const FOOD: Field = Field(1);
    /// Category code; not set where it is a food.
    pub const CATEGORY: Field = Field(2);
    /// Days in the pantry.
    pub const PANTRY: Field = Field(3);
    /// Days in the pantry, opened.
    pub const PANTRY_OPENED: Field = Field(4);
    /// Days in the fridge.
    pub const FRIDGE: Field = Field(5);
    /// Days in the fridge, opened.
    pub const FRIDGE_OPENED: Field = Field(6);
    /// Days in the fridge, thawed.
    pub const FRIDGE_THAWED: Field = Field(7);
    /// Days in the freezer.
    pub const FREEZER: Field = Field(8);

    /// The days, in the order of [`STATES`](crate::shelf_life::STATES).
    pub(crate) const DAYS: [Field; 6] = [
        PANTRY,
        PANTRY_OPENED,
        FRIDGE,
        FRIDGE_OPENED,
        FRIDGE_THAWED,
        FREEZER,
    ];
}

/// Fields of a recipe.
///
/// All ingredients are one value, and whoever writes last has all of them: two people's edits
/// never mix an amount with another one's ingredient. The steps are one value, too, which is
/// cut where an op is full. Whoever writes them writes every part, in the same order and before
/// anything else of the action, so that the parts that count are of one writer. Labels are a
/// set: what two people add is added twice over, and who takes one away takes no other.
pub mod recipe {
    use sync::Field;

    /// Text.
    pub const NAME: Field = Field(1);
    /// How many people it is for.
    pub const SERVINGS: Field = Field(2);
    /// How long it takes, in minutes.
    pub const MINUTES: Field = Field(3);
    /// Set of label codes.
    pub const LABELS: Field = Field(4);
    /// Text: a book, a person or an address.
    pub const SOURCE: Field = Field(5);
    /// Text.
    pub const NOTE: Field = Field(6);
    /// A list of ingredients, each a list of name, quantity, note (null where there is none) and
    /// whether it may be left out.
    pub const INGREDIENTS: Field = Field(7);
    /// A list of texts: the first steps.
    pub const STEPS: Field = Field(8);
    /// The next ones; null where there are none.
    pub const STEPS_2: Field = Field(9);
    /// The last ones.
    pub const STEPS_3: Field = Field(10);

    /// The parts of the steps, in their order.
    pub(crate) const ALL_STEPS: [Field; 3] = [STEPS, STEPS_2, STEPS_3];
}

/// Why an amount was added to or taken from a lot.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Reason {
    /// Bought, with a receipt or by hand.
    Purchase,
    /// Eaten, drunk, cooked.
    Consume,
    /// Thrown away.
    Discard(DiscardReason),
    /// Left or reached a shelf.
    Move,
    /// Left for, or came from, another lot of the same purchase.
    Split,
    /// There is more than was known: nobody bought it, so it cost nothing. As a difference,
    /// so that two people who each add one add two.
    Found,
}

/// Why food was thrown away.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum DiscardReason {
    /// Past its date.
    Expired,
    /// Gone bad, whatever the date.
    Spoiled,
    /// Nobody liked it.
    Disliked,
    /// Anything else.
    Other,
}

impl DiscardReason {
    /// Every reason.
    pub const ALL: [Self; 4] = [Self::Expired, Self::Spoiled, Self::Disliked, Self::Other];

    /// The stable name in data.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Expired => "expired",
            Self::Spoiled => "spoiled",
            Self::Disliked => "disliked",
            Self::Other => "other",
        }
    }
}

impl Reason {
    /// The number in an add.
    #[must_use]
    pub fn code(self) -> u16 {
        match self {
            Self::Purchase => 1,
            Self::Consume => 2,
            Self::Move => 3,
            Self::Split => 4,
            Self::Found => 5,
            Self::Discard(DiscardReason::Expired) => 16,
            Self::Discard(DiscardReason::Spoiled) => 17,
            Self::Discard(DiscardReason::Disliked) => 18,
            Self::Discard(DiscardReason::Other) => 19,
        }
    }

    /// The reason of a number; `None` for one that a newer version added.
    #[must_use]
    pub fn from_code(code: u16) -> Option<Self> {
        let discards = DiscardReason::ALL.map(Self::Discard);
        [
            Self::Purchase,
            Self::Consume,
            Self::Move,
            Self::Split,
            Self::Found,
        ]
        .into_iter()
        .chain(discards)
        .find(|reason| reason.code() == code)
    }
}

/// The scope of an item on a shelf.
#[must_use]
pub fn scope(item: ItemId, place: PlaceId) -> Scope {
    Scope {
        of: item.into(),
        at: place.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_lead_back_from_their_codes() {
        for code in 0..100 {
            if let Some(reason) = Reason::from_code(code) {
                assert_eq!(reason.code(), code);
            }
        }
        assert_eq!((0..100).filter_map(Reason::from_code).count(), 9);
    }
}
