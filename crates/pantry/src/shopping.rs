//! What the household wants to buy.
//!
//! An entry is open until somebody ticks it, and stays on the list, ticked, until the
//! ticked ones are cleared. What two people do to it without knowing of each other goes
//! together: a tick and an edit both count; whoever puts it back on the list has the last
//! word over those who tick it; and what was ticked and cleared stays away, whoever else
//! ticked or edited it meanwhile.

use sync::{Hlc, ReplicaId};

use crate::category::Category;
use crate::id::{ItemId, ShoppingId};
use crate::quantity::Quantity;
use crate::search;
use crate::shelf_life::Food;

/// One thing on the shopping list. Only the name is always there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ShoppingEntry {
    /// Its id.
    pub id: ShoppingId,
    /// What to buy.
    pub name: String,
    /// The item, if the household keeps it.
    pub item: Option<ItemId>,
    /// How much.
    pub quantity: Option<Quantity>,
    /// Which aisle it is in; `None` until somebody has said.
    pub category: Option<Category>,
    /// A note of the household's.
    pub note: String,
    /// Who put it on the list.
    pub added: Option<Deed>,
    /// Whether it was bought.
    pub is_ticked: bool,
    /// Who ticked it last; `None` where that is long ago.
    pub ticked: Option<Deed>,
}

/// That somebody did something.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deed {
    /// When.
    pub at: Hlc,
    /// On which device.
    pub replica: ReplicaId,
}

/// The categories in the order in which most supermarkets are walked through: fresh food at
/// the entrance, what keeps in the middle, frozen food last so that it thaws least, and what
/// is no food behind it.
pub const AISLES: [Category; 18] = [
    Category::Produce,
    Category::Bakery,
    Category::DeliPrepared,
    Category::Meat,
    Category::Seafood,
    Category::DairyEggs,
    Category::Breakfast,
    Category::Staples,
    Category::Canned,
    Category::CondimentsSpices,
    Category::SnacksSweets,
    Category::Beverages,
    Category::Alcohol,
    Category::Frozen,
    Category::Baby,
    Category::Pet,
    Category::PersonalCare,
    Category::Household,
];

/// The position of a category in [`AISLES`]; what has none comes last.
#[must_use]
pub fn aisle(category: Option<Category>) -> usize {
    let usual = category.map(Category::usual);
    let position = AISLES.iter().position(|aisle| Some(*aisle) == usual);
    position.unwrap_or(AISLES.len())
}

/// Beginnings of the words for what is frozen, folded, in ten languages.
const FROZEN: [&str; 9] = [
    "frozen",
    "tiefk",
    "tk",
    "surgel",
    "congel",
    "diepvries",
    "mrozon",
    "fryst",
    "beku",
];

/// The category of what a name says, where it says a food that is known.
#[must_use]
pub fn guess(name: &str) -> Option<Category> {
    let folded = search::fold(name);
    let is_frozen = |word: &str| FROZEN.iter().any(|frozen| word.starts_with(frozen));
    if folded.split(' ').any(is_frozen) {
        return Some(Category::Frozen);
    }
    Food::anywhere(&folded).map(|food| food.category)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_category_has_an_aisle_of_its_own() {
        let mut aisles: Vec<usize> = Category::ALL.map(|one| aisle(Some(one))).into();
        aisles.sort_unstable();
        assert_eq!(aisles, (0..Category::ALL.len()).collect::<Vec<_>>());
        assert_eq!(aisle(None), Category::ALL.len());
    }

    #[test]
    fn common_names_find_their_aisle_and_others_none() {
        for (name, category) in [
            ("milk", Category::DairyEggs),
            ("Bananas", Category::Produce),
            ("Vollmilch", Category::DairyEggs),
            ("chicken breast", Category::Meat),
            ("bread", Category::Bakery),
            ("rice", Category::Staples),
            ("coffee", Category::Beverages),
            ("ketchup", Category::CondimentsSpices),
            ("frozen peas", Category::Frozen),
            ("Petits pois surgelés", Category::Frozen),
        ] {
            assert_eq!(guess(name), Some(category), "{name}");
        }
        assert_eq!(guess("batteries"), None);
        assert_eq!(guess(""), None);
    }
}
