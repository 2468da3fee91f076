//! What two people did to the same thing, as sentences with a way to choose.

use pantry::action::Action;
use pantry::household::Household;
use pantry::op::{Meaning, category, entity, item, lot, meaning, receipt, shopping};
use sync::{EntityId, EntityType, Field};
use yew::AttrValue;

use crate::components::choices;
use crate::i18n::t;
use crate::state::disputes::{Dispute, What, Which};
use crate::view::{amounts, dates};

/// A conflict, ready to be shown.
#[derive(Clone, PartialEq, Debug)]
pub struct DisputeView {
    /// Names it.
    pub which: Which,
    /// What it is about.
    pub thing: AttrValue,
    /// What happened.
    pub text: AttrValue,
    /// What the button says that takes the other side.
    pub label: AttrValue,
    /// Takes the other side.
    pub action: Action,
    /// When, in milliseconds since 1970.
    pub at_ms: i64,
}

/// A conflict in words; `None` where a person does not see what it is about.
pub fn view(household: &Household, dispute: &Dispute) -> Option<DisputeView> {
    let thing = thing(household, dispute.entity, dispute.entity_type);
    let (text, label, action) = match &dispute.what {
        What::Stayed => (
            t!("dispute-stayed"),
            t!("dispute-delete"),
            Action::DeleteAgain { op: dispute.lost },
        ),
        What::Writes { field, kept, lost } => {
            let of = dispute.entity_type;
            let kept = words(household, &meaning(of, *field, kept)?);
            let lost = words(household, &meaning(of, *field, lost)?);
            let text = t!(
                "dispute-writes",
                field = field_name(of, *field)?,
                kept = kept,
                lost = lost
            );
            let action = Action::Restore {
                op: dispute.lost,
                field: *field,
            };
            (text, t!("dispute-restore", lost = lost), action)
        }
    };
    Some(DisputeView {
        which: dispute.which(),
        thing,
        text,
        label,
        action,
        at_ms: dispute.at_ms,
    })
}

/// What an entity is called.
pub fn thing(household: &Household, id: EntityId, of: EntityType) -> AttrValue {
    let item = |id| household.item(id).map(|item| item.name.clone());
    let name = match of {
        entity::ITEM => item(id.into()),
        entity::LOT => household.lot(id.into()).and_then(|lot| item(lot.item)),
        entity::PLACE => {
            let place = household.place(id.into());
            return place.map_or(t!("thing-place"), |place| choices::place_name(&place));
        }
        entity::RECEIPT => {
            let receipt = household.receipt(id.into());
            let merchant = receipt.and_then(|receipt| receipt.merchant.clone());
            Some(merchant.unwrap_or_else(|| t!("thing-receipt").to_string()))
        }
        entity::SHOPPING => household.shopping_name(id.into()).map(str::to_owned),
        entity::CATEGORY => return choices::category_name(household.category_of(id)),
        _ => None,
    };
    name.map_or_else(|| t!("thing-gone"), AttrValue::from)
}

fn field_name(of: EntityType, field: Field) -> Option<AttrValue> {
    Some(match (of, field) {
        (entity::ITEM | entity::PLACE | entity::SHOPPING, item::NAME)
        | (entity::CATEGORY, category::NAME) => t!("field-name"),
        (entity::ITEM, item::CATEGORY) => t!("field-category"),
        (entity::ITEM, item::UNIT) => t!("field-unit"),
        (entity::ITEM, item::PLACE) | (entity::LOT, lot::PLACE) => t!("field-place"),
        (entity::ITEM, item::NOTE) | (entity::LOT, lot::NOTE) => t!("field-note"),
        (entity::LOT, lot::ITEM) => t!("field-item"),
        (entity::LOT, lot::PURCHASED) | (entity::RECEIPT, receipt::DATE) => t!("field-bought"),
        (entity::LOT, lot::DATE) => t!("field-date"),
        (entity::LOT, lot::OPENED) => t!("field-opened"),
        (entity::LOT, lot::FROZEN) => t!("field-frozen"),
        (entity::LOT, lot::THAWED) => t!("field-thawed"),
        (entity::LOT, lot::PRICE) | (entity::RECEIPT, receipt::TOTAL) => t!("field-price"),
        (entity::LOT, lot::BRAND) => t!("brand"),
        (entity::LOT, lot::SIZE) => t!("size"),
        (entity::SHOPPING, shopping::QUANTITY) => t!("field-quantity"),
        (entity::SHOPPING, shopping::CATEGORY) => t!("field-category"),
        (entity::SHOPPING, shopping::NOTE) => t!("field-note"),
        (entity::RECEIPT, receipt::MERCHANT) => t!("field-merchant"),
        _ => return None,
    })
}

fn words(household: &Household, meaning: &Meaning) -> AttrValue {
    match meaning {
        Meaning::Nothing => t!("value-nothing"),
        Meaning::Text(text) if text.is_empty() => t!("value-nothing"),
        Meaning::Text(text) => text.clone().into(),
        Meaning::Category(category) => choices::category_name(Some(*category)),
        Meaning::Unit(unit) => amounts::unit(*unit),
        Meaning::Place(id) => {
            let place = household.place(*id);
            place.map_or(t!("thing-place"), |place| choices::place_name(&place))
        }
        Meaning::Item(id) => {
            let item = household.item(*id);
            item.map_or(t!("thing-gone"), |item| item.name.clone().into())
        }
        Meaning::Date(day) => dates::long(*day),
        Meaning::Marked(marked) => dates::long(marked.on),
        Meaning::Money(money) => amounts::money(*money).into(),
        Meaning::Quantity(amount) => amounts::quantity(*amount),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every field whose value is put into words has a name to show with it.
    #[test]
    fn what_can_be_read_can_be_named() {
        let types = [
            entity::ITEM,
            entity::LOT,
            entity::PLACE,
            entity::RECEIPT,
            entity::SHOPPING,
        ];
        for of in types {
            for field in (0..40).map(Field) {
                let values = [sync::Value::from("x"), sync::Value::Int(1)];
                let read = values
                    .iter()
                    .any(|value| meaning(of, field, value).is_some());
                let named = field_name(of, field).is_some();
                assert!(named || !read, "{of:?} {field:?}");
            }
        }
    }
}
