//! How values of the household are written where CBOR is derived.

use crate::money::{Currency, Money};
use crate::quantity::{Quantity, Unit};

/// Minor units and the currency's code.
pub type MoneyForm = (i64, String);
/// Thousandths and the unit's code.
pub type QuantityForm = (i64, u8);

/// An amount, if there is one, as it is written.
#[must_use]
pub fn money_form(money: Option<Money>) -> Option<MoneyForm> {
    money.map(|money| (money.minor, money.currency.code().to_owned()))
}

/// An amount as it was; `None` for an unknown currency.
#[must_use]
pub fn money(form: &MoneyForm) -> Option<Money> {
    Some(Money::new(form.0, Currency::from_code(&form.1)?))
}

/// An amount, if there was one.
#[must_use]
pub fn amount(form: Option<&MoneyForm>) -> Option<Money> {
    form.and_then(money)
}

/// A quantity as it is written.
#[must_use]
pub fn quantity_form(quantity: Quantity) -> QuantityForm {
    (quantity.milli, quantity.unit.code())
}

/// A quantity as it was; `None` for an unknown unit.
#[must_use]
pub fn quantity((milli, unit): QuantityForm) -> Option<Quantity> {
    Some(Quantity::new(milli, Unit::from_code(unit)?))
}
