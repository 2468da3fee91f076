//! Items: the kinds of food that a household keeps.

use crate::category::Category;
use crate::id::{ItemId, PlaceId};
use crate::quantity::Unit;

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
}
