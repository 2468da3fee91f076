//! Items: the kinds of food that a household keeps.

use crate::category::Category;
use crate::id::{ItemId, PlaceId};
use crate::quantity::Unit;

/// Who named an item, where nobody of the household did.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Origin {
    /// Open Food Facts, whose data is under the Open Database Licence: whoever passes it on
    /// names the source.
    OpenFoodFacts,
}

impl Origin {
    /// The number in data.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::OpenFoodFacts => 1,
        }
    }

    /// The origin of a number; `None` for one that a newer version added.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        [Self::OpenFoodFacts]
            .into_iter()
            .find(|origin| origin.code() == code)
    }

    /// The origin with this [`Origin::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        [Self::OpenFoodFacts]
            .into_iter()
            .find(|origin| origin.id() == id)
    }

    /// The stable name in exports.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::OpenFoodFacts => "openfoodfacts",
        }
    }
}

/// A kind of food that the household keeps. Only the name is always there.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// What people call it.
    pub name: String,
    /// What it is filed under; `None` until somebody has said.
    pub category: Option<Category>,
    /// The unit in which totals are shown.
    pub unit: Unit,
    /// Where it usually goes; `None` leaves it to the category.
    pub place: Option<PlaceId>,
    /// A note of the household's.
    pub note: String,
    /// Where its name is from; `None` is from the household. A person's new name takes it away.
    pub origin: Option<Origin>,
}
