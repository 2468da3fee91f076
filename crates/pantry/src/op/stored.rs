//! How the parts of our types are written as values, and read back.
//!
//! A value of another shape, from a later version or a broken writer, reads as
//! `None`: the field counts as unknown, and nothing fails.

use std::collections::BTreeMap;

use jiff::Span;
use jiff::civil::{Date, Time};
use sync::{EntityId, Field, Kind, State, Value};

use crate::action::Edit;
use crate::barcode::Barcode;
use crate::category::{Category, OwnCategory};
use crate::id::{ItemId, LotId, PlaceId, ReceiptId, RecipeId, ShoppingId};
use crate::item::Origin;
use crate::location::PlaceKind;
use crate::lot::{Mark, Marked};
use crate::money::{Currency, Money};
use crate::quantity::{Quantity, Unit};
use crate::recipe::{Ingredient, Label};

/// The one member of a set that says only whether something is so.
pub(crate) const MEMBER: Value = Value::Bool(true);

/// A part of our types that is the value of a field.
pub(crate) trait Stored: Sized {
    fn to_value(&self) -> Value;
    fn from_value(value: &Value) -> Option<Self>;
}

impl Stored for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }

    fn from_value(value: &Value) -> Option<Self> {
        value.as_text().map(str::to_owned)
    }
}

impl Stored for bool {
    fn to_value(&self) -> Value {
        Value::Bool(*self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        value.as_bool()
    }
}

impl Stored for Barcode {
    fn to_value(&self) -> Value {
        Value::from(self.as_str())
    }

    fn from_value(value: &Value) -> Option<Self> {
        Self::parse(value.as_text()?)
    }
}

impl Stored for i64 {
    fn to_value(&self) -> Value {
        Value::Int(*self)
    }

    fn from_value(value: &Value) -> Option<Self> {
        value.as_int()
    }
}

impl Stored for u32 {
    fn to_value(&self) -> Value {
        Value::Int(i64::from(*self))
    }

    fn from_value(value: &Value) -> Option<Self> {
        Self::try_from(value.as_int()?).ok()
    }
}

/// Days since 1970-01-01, a civil date.
impl Stored for Date {
    fn to_value(&self) -> Value {
        Value::Int(crate::due::days_between(EPOCH, *self).into())
    }

    fn from_value(value: &Value) -> Option<Self> {
        let days = value.as_int()?;
        EPOCH.checked_add(Span::new().try_days(days).ok()?).ok()
    }
}

/// Minutes since midnight.
impl Stored for Time {
    fn to_value(&self) -> Value {
        Value::Int(i64::from(self.hour()) * 60 + i64::from(self.minute()))
    }

    fn from_value(value: &Value) -> Option<Self> {
        let minutes = value.as_int()?;
        let hour = i8::try_from(minutes.div_euclid(60)).ok()?;
        let minute = i8::try_from(minutes.rem_euclid(60)).ok()?;
        Self::new(hour, minute, 0, 0).ok()
    }
}

impl Stored for Currency {
    fn to_value(&self) -> Value {
        Value::from(self.code())
    }

    fn from_value(value: &Value) -> Option<Self> {
        Self::from_code(value.as_text()?)
    }
}

/// A list of minor units and currency.
impl Stored for Money {
    fn to_value(&self) -> Value {
        Value::List(vec![Value::Int(self.minor), self.currency.to_value()])
    }

    fn from_value(value: &Value) -> Option<Self> {
        let [minor, currency] = value.as_list()? else {
            return None;
        };
        Some(Self::new(minor.as_int()?, Currency::from_value(currency)?))
    }
}

/// A list of thousandths and the unit's code.
impl Stored for Quantity {
    fn to_value(&self) -> Value {
        Value::List(vec![Value::Int(self.milli), self.unit.to_value()])
    }

    fn from_value(value: &Value) -> Option<Self> {
        let [milli, unit] = value.as_list()? else {
            return None;
        };
        Some(Self::new(milli.as_int()?, Unit::from_value(unit)?))
    }
}

impl Stored for Marked {
    fn to_value(&self) -> Value {
        let mark = match self.mark {
            Mark::BestBefore => 0,
            Mark::UseBy => 1,
        };
        Value::List(vec![
            self.on.to_value(),
            Value::Int(mark),
            Value::Bool(self.estimated),
        ])
    }

    fn from_value(value: &Value) -> Option<Self> {
        let [on, mark, estimated] = value.as_list()? else {
            return None;
        };
        Some(Self {
            on: Date::from_value(on)?,
            mark: match mark.as_int()? {
                0 => Mark::BestBefore,
                1 => Mark::UseBy,
                _ => return None,
            },
            estimated: estimated.as_bool()?,
        })
    }
}

/// The value that was put right; false where there is none, null where nothing was said.
impl<T: Stored> Stored for Edit<T> {
    fn to_value(&self) -> Value {
        match self {
            Self::Keep => Value::Null,
            Self::Clear => Value::Bool(false),
            Self::Set(value) => value.to_value(),
        }
    }

    fn from_value(value: &Value) -> Option<Self> {
        match value {
            Value::Null => Some(Self::Keep),
            Value::Bool(false) => Some(Self::Clear),
            value => T::from_value(value).map(Self::Set),
        }
    }
}

/// Several of a kind. What cannot be read of them is left out.
impl<T: Stored> Stored for Vec<T> {
    fn to_value(&self) -> Value {
        Value::List(self.iter().map(Stored::to_value).collect())
    }

    fn from_value(value: &Value) -> Option<Self> {
        let list = value.as_list()?;
        Some(list.iter().filter_map(T::from_value).collect())
    }
}

/// A list of name, quantity, note and whether it may be left out. An amount in a unit of a
/// later version is unknown, and the rest still counts.
impl Stored for Ingredient {
    fn to_value(&self) -> Value {
        let note = Some(&self.note).filter(|note| !note.is_empty());
        Value::List(vec![
            self.name.to_value(),
            self.quantity.map_or(Value::Null, |one| one.to_value()),
            note.map_or(Value::Null, Stored::to_value),
            Value::Bool(self.optional),
        ])
    }

    fn from_value(value: &Value) -> Option<Self> {
        let [name, quantity, note, optional, ..] = value.as_list()? else {
            return None;
        };
        Some(Self {
            name: String::from_value(name)?,
            quantity: Quantity::from_value(quantity).filter(|one| one.milli > 0),
            note: String::from_value(note).unwrap_or_default(),
            optional: optional.as_bool()?,
        })
    }
}

macro_rules! stored_code {
    ($($name:ty),*) => {$(
        impl Stored for $name {
            fn to_value(&self) -> Value {
                Value::Int(i64::from(self.code()))
            }

            fn from_value(value: &Value) -> Option<Self> {
                Self::from_code(u8::try_from(value.as_int()?).ok()?)
            }
        }
    )*};
}

stored_code!(Unit, PlaceKind, Origin, Label);

/// A code, or a list of a code and an entity for one of the household's own.
impl Stored for Category {
    fn to_value(&self) -> Value {
        let code = Value::Int(i64::from(self.code()));
        match self.own() {
            Some(own) => Value::List(vec![code, Value::Id(own.id())]),
            None => code,
        }
    }

    fn from_value(value: &Value) -> Option<Self> {
        let of_code = |value: &Value| Self::from_code(u8::try_from(value.as_int()?).ok()?);
        let Some(list) = value.as_list() else {
            return of_code(value);
        };
        let [like, Value::Id(id)] = list else {
            return None;
        };
        // What claims to be another one of the 18 is none of the household's own.
        let like = of_code(like)?;
        let is_own = Self::of_entity(*id).is_none();
        is_own.then(|| Self::Own(OwnCategory::new(*id, like)))
    }
}

macro_rules! stored_id {
    ($($name:ty),*) => {$(
        impl From<$name> for EntityId {
            fn from(id: $name) -> Self {
                Self(id.bytes())
            }
        }

        impl From<EntityId> for $name {
            fn from(id: EntityId) -> Self {
                Self::from_bytes(id.0)
            }
        }

        impl Stored for $name {
            fn to_value(&self) -> Value {
                Value::Id((*self).into())
            }

            fn from_value(value: &Value) -> Option<Self> {
                value.as_id().map(Self::from)
            }
        }
    )*};
}

stored_id!(ItemId, LotId, PlaceId, ReceiptId, ShoppingId, RecipeId);

/// Day 0.
const EPOCH: Date = Date::constant(1970, 1, 1);

/// The fields that one action sets on one entity.
#[derive(Default)]
pub(crate) struct Fields(BTreeMap<Field, Value>);

impl Fields {
    /// Sets a field.
    pub(crate) fn set(&mut self, field: Field, value: &impl Stored) -> &mut Self {
        self.0.insert(field, value.to_value());
        self
    }

    /// Sets a field, if there is something to set.
    pub(crate) fn set_some(&mut self, field: Field, value: Option<&impl Stored>) -> &mut Self {
        if let Some(value) = value {
            self.set(field, value);
        }
        self
    }

    /// Whether a field is to be written.
    pub(crate) fn has(&self, field: Field) -> bool {
        self.0.contains_key(&field)
    }

    /// Sets a field to a value or empties it.
    pub(crate) fn replace(&mut self, field: Field, value: Option<&impl Stored>) -> &mut Self {
        let value = value.map_or(Value::Null, Stored::to_value);
        self.0.insert(field, value);
        self
    }

    /// Sets a text, unless it is empty.
    pub(crate) fn set_text(&mut self, field: Field, text: &str) -> &mut Self {
        if !text.is_empty() {
            self.0.insert(field, Value::from(text));
        }
        self
    }

    /// Sets a field that is not set yet.
    pub(crate) fn set_default(&mut self, field: Field, value: &impl Stored) -> &mut Self {
        self.0.entry(field).or_insert_with(|| value.to_value());
        self
    }

    /// Leaves out what an entity already says.
    pub(crate) fn retain_new(&mut self, state: &State, entity: EntityId) {
        self.0
            .retain(|field, value| state.field(entity, *field) != Some(value));
    }

    /// Whether nothing is set.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The put of these fields.
    pub(crate) fn put(self) -> Kind {
        Kind::Put(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    fn check<T: Stored + PartialEq + std::fmt::Debug>(thing: &T) {
        assert_eq!(T::from_value(&thing.to_value()).as_ref(), Some(thing));
    }

    #[test]
    fn what_is_written_is_read_back() {
        check(&date(2026, 11, 22));
        check(&date(1969, 12, 31));
        check(&Date::MIN);
        check(&Date::MAX);
        check(&time(23, 59, 0, 0));
        check(&Money::new(-1_250, Currency::EUR));
        check(&Quantity::new(1_500, Unit::Litre));
        check(&Marked::use_by(date(2026, 12, 1)));
        check(&Category::PersonalCare);
        let own = OwnCategory::new(EntityId([9; 16]), Category::Bakery);
        check(&Category::Own(own));
        check(&Edit::Set("Alpine".to_owned()));
        check(&Edit::<Quantity>::Clear);
        check(&Edit::<Quantity>::Keep);
        check(&ItemId::from_bytes([9; 16]));
        check(&vec![
            Ingredient::new("Eggs", Some(Quantity::pieces(3))),
            Ingredient {
                note: "chopped".to_owned(),
                optional: true,
                ..Ingredient::new("Chives", None)
            },
        ]);
        check(&Label::GlutenFree);
    }

    #[test]
    fn values_of_a_later_version_are_unknown_and_no_panic() {
        assert_eq!(Date::from_value(&Value::Int(i64::MAX)), None);
        assert_eq!(Time::from_value(&Value::Int(24 * 60)), None);
        assert_eq!(Time::from_value(&Value::Int(-1)), None);
        assert_eq!(Category::from_value(&Value::Int(18)), None);
        let built_in = Value::Id(Category::Produce.entity());
        let list = Value::List(vec![Value::Int(1), built_in]);
        assert_eq!(Category::from_value(&list), None);
        assert_eq!(Money::from_value(&Value::List(vec![])), None);
        assert_eq!(Quantity::from_value(&Value::Int(1)), None);
        assert_eq!(Edit::<Quantity>::from_value(&Value::Bool(true)), None);
        assert_eq!(Marked::from_value(&Value::Null), None);
        assert_eq!(Label::from_value(&Value::Int(200)), None);
        assert_eq!(Ingredient::from_value(&Value::List(vec![])), None);
        let later = Value::List(vec![Value::Int(1_000), Value::Int(99)]);
        let of_later = |quantity: Value| {
            let more = Value::from("more");
            Value::List(vec![
                Value::from("Salt"),
                quantity,
                Value::Null,
                Value::Bool(false),
                more,
            ])
        };
        let salt = Ingredient::new("Salt", None);
        assert_eq!(Ingredient::from_value(&of_later(later)), Some(salt));
    }
}
