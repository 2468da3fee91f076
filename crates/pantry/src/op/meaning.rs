//! What the value of a field says, for a screen to put into words.

use jiff::civil::Date;
use sync::{EntityType, Field, Value};

use super::stored::Stored;
use super::{category, entity, item, lot, place, receipt, recipe, shopping};
use crate::category::Category;
use crate::id::{ItemId, PlaceId};
use crate::lot::Marked;
use crate::money::Money;
use crate::quantity::{Quantity, Unit};

/// What a value says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Meaning {
    /// There is nothing.
    Nothing,
    /// Words of a person.
    Text(String),
    /// A category.
    Category(Category),
    /// A unit.
    Unit(Unit),
    /// A place.
    Place(PlaceId),
    /// An item.
    Item(ItemId),
    /// A day.
    Date(Date),
    /// A day that is printed on food, or estimated.
    Marked(Marked),
    /// Money.
    Money(Money),
    /// An amount.
    Quantity(Quantity),
}

/// Reads the value of a field of an entity; `None` where a person does not see the field,
/// or this version does not know it.
#[must_use]
pub fn meaning(of: EntityType, field: Field, value: &Value) -> Option<Meaning> {
    if *value == Value::Null {
        return Some(Meaning::Nothing);
    }
    let text = || Stored::from_value(value).map(Meaning::Text);
    let filed = || Stored::from_value(value).map(Meaning::Category);
    let unit = || Stored::from_value(value).map(Meaning::Unit);
    let place = || Stored::from_value(value).map(Meaning::Place);
    let date = || Stored::from_value(value).map(Meaning::Date);
    let money = || Stored::from_value(value).map(Meaning::Money);
    match (of, field) {
        (entity::ITEM, item::NAME | item::NOTE) => text(),
        (entity::ITEM, item::CATEGORY) => filed(),
        (entity::ITEM, item::UNIT) => unit(),
        (entity::ITEM, item::PLACE) => place(),
        (entity::LOT, lot::ITEM) => Stored::from_value(value).map(Meaning::Item),
        (entity::LOT, lot::PLACE) => place(),
        (entity::LOT, lot::PURCHASED | lot::OPENED | lot::FROZEN | lot::THAWED) => date(),
        (entity::LOT, lot::DATE) => Stored::from_value(value).map(Meaning::Marked),
        (entity::LOT, lot::PRICE) => money(),
        (entity::LOT, lot::NOTE | lot::BRAND) => text(),
        (entity::LOT, lot::SIZE) => Stored::from_value(value).map(Meaning::Quantity),
        (entity::PLACE, place::NAME) | (entity::CATEGORY, category::NAME) => text(),
        (entity::RECEIPT, receipt::MERCHANT) => text(),
        (entity::RECEIPT, receipt::DATE) => date(),
        (entity::RECEIPT, receipt::TOTAL) => money(),
        (entity::SHOPPING, shopping::NAME | shopping::NOTE) => text(),
        (entity::SHOPPING, shopping::QUANTITY) => Stored::from_value(value).map(Meaning::Quantity),
        (entity::SHOPPING, shopping::CATEGORY) => filed(),
        (entity::RECIPE, recipe::NAME | recipe::SOURCE | recipe::NOTE) => text(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_person_sees_is_read_and_the_rest_is_not() {
        let name = Value::from("Milk");
        let read = meaning(entity::ITEM, item::NAME, &name);
        assert_eq!(read, Some(Meaning::Text("Milk".to_owned())));
        let size = Quantity::pieces(6).to_value();
        let read = meaning(entity::LOT, lot::SIZE, &size);
        assert_eq!(read, Some(Meaning::Quantity(Quantity::pieces(6))));
        let emptied = meaning(entity::LOT, lot::BRAND, &Value::Null);
        assert_eq!(emptied, Some(Meaning::Nothing));
        assert_eq!(meaning(entity::LOT, lot::SIZE, &name), None);
        assert_eq!(meaning(entity::LINE_MEMORY, item::NAME, &name), None);
    }
}
