//! Amounts, money and days.

use pantry::Date;
use pantry::action::Edit;
use pantry::money::{Currency, Money};
use pantry::quantity::{Quantity, Unit};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

use super::super::problem::{Code, Problem};

/// A decimal number with at most three decimals: thousandths, exactly.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ToSchema)]
#[schema(value_type = f64, example = 1.5)]
pub struct Number(pub i64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0 % 1_000 {
            0 => to.serialize_i64(self.0 / 1_000),
            // The nearest double is read back as these very decimals.
            _ => to.serialize_f64(self.0 as f64 / 1_000.0),
        }
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = serde_json::Number::deserialize(from)?.to_string();
        let read = Quantity::parse(&text).map(|pieces| Self(pieces.milli));
        read.ok_or_else(|| D::Error::custom("a number has at most three decimals"))
    }
}

/// An amount of something.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "quantity": 0.5, "unit": "l" }))]
pub struct Amount {
    /// How many of the unit.
    pub quantity: Number,
    /// `pc`, `pack`, `g`, `kg`, `mg`, `ml`, `cl`, `dl`, `l`, `oz`, `lb`, `fl oz`, `tsp`,
    /// `tbsp`, `cup`, `pt`, `qt` or `gal`.
    pub unit: String,
}

impl From<Quantity> for Amount {
    fn from(quantity: Quantity) -> Self {
        Self {
            quantity: Number(quantity.milli),
            unit: quantity.unit.symbol().to_owned(),
        }
    }
}

impl Amount {
    /// The quantity.
    ///
    /// # Errors
    ///
    /// If there is no such unit.
    pub fn read(&self) -> Result<Quantity, Problem> {
        Ok(Quantity::new(self.quantity.0, unit(&self.unit)?))
    }
}

/// A unit by its name.
///
/// # Errors
///
/// If there is no such unit.
pub fn unit(name: &str) -> Result<Unit, Problem> {
    let unit = Unit::parse(name);
    unit.ok_or_else(|| Problem::new(Code::Impossible, "there is no such unit; try pc, kg or l"))
}

/// A quantity, in a unit that need not be said.
///
/// # Errors
///
/// If there is no such unit.
pub fn quantity(number: Number, name: Option<&str>, usual: Unit) -> Result<Quantity, Problem> {
    let unit = name.map_or(Ok(usual), unit)?;
    Ok(Quantity::new(number.0, unit))
}

/// How much, where that is said. A unit by itself would be lost without a word, and all of it
/// be taken.
///
/// # Errors
///
/// If there is no such unit, or no quantity beside it.
pub fn said(
    number: Option<Number>,
    name: Option<&str>,
    usual: Unit,
) -> Result<Option<Quantity>, Problem> {
    match (number, name) {
        (Some(number), name) => quantity(number, name, usual).map(Some),
        (None, None) => Ok(None),
        (None, Some(_)) => Err(Problem::malformed("a unit needs a quantity beside it")),
    }
}

/// An amount of money.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({ "amount": "2.49", "currency": "EUR" }))]
pub struct Price {
    /// The decimal amount as text, so that no digit is lost.
    pub amount: String,
    /// ISO 4217: `EUR`.
    pub currency: String,
}

impl From<Money> for Price {
    fn from(money: Money) -> Self {
        Self {
            amount: money.to_string(),
            currency: money.currency.code().to_owned(),
        }
    }
}

/// The money of a price.
///
/// # Errors
///
/// If it is none.
pub fn money(price: &Price) -> Result<Money, Problem> {
    let currency = Currency::from_code(&price.currency);
    let money = currency.and_then(|currency| Money::parse_decimal(&price.amount, currency));
    let detail = "a price is an amount such as \"2.49\" and a currency such as \"EUR\"";
    money.ok_or_else(|| Problem::new(Code::Impossible, detail))
}

/// A civil date: `2026-11-30`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, ToSchema)]
#[schema(value_type = String, format = Date, example = "2026-12-24")]
pub struct Day(pub Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let text = String::deserialize(from)?;
        let date = Some(text.as_str()).filter(|text| text.len() == 10);
        let date = date.and_then(|text| text.parse().ok());
        date.map(Self)
            .ok_or_else(|| D::Error::custom("a day is written 2026-12-24"))
    }
}

/// A member that may be left out, which leaves the field as it is, or be null, which empties
/// it.
///
/// # Errors
///
/// If it is neither that nor a value.
pub fn edit<'de, D, T>(from: D) -> Result<Edit<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let value = Option::<T>::deserialize(from)?;
    Ok(value.map_or(Edit::Clear, Edit::Set))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_thousandths_both_ways() {
        for (json, milli) in [
            ("1", 1_000),
            ("1.5", 1_500),
            ("0.001", 1),
            ("-2.25", -2_250),
            ("1000000.125", 1_000_000_125),
            ("0", 0),
        ] {
            let read: Number = serde_json::from_str(json).expect(json);
            assert_eq!(read.0, milli, "{json}");
            let written = serde_json::to_string(&read).expect("a number");
            assert_eq!(written, json);
        }
        for json in [
            "1.0005",
            "1e300",
            "1e-9",
            "\"1\"",
            "null",
            "99999999999999999999",
        ] {
            assert!(serde_json::from_str::<Number>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn days_are_civil_dates_and_nothing_more() {
        let day: Day = serde_json::from_str("\"2026-12-24\"").expect("a day");
        assert_eq!(serde_json::to_string(&day).expect("text"), "\"2026-12-24\"");
        for json in [
            "\"2026-12-24T10:00\"",
            "\"2026-13-01\"",
            "\"24.12.26\"",
            "20261224",
        ] {
            assert!(serde_json::from_str::<Day>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn a_price_that_would_lose_digits_is_none() {
        let price = |amount: &str, currency: &str| Price {
            amount: amount.to_owned(),
            currency: currency.to_owned(),
        };
        let money = money(&price("2.49", "eur")).expect("money");
        assert_eq!(Price::from(money), price("2.49", "EUR"));
        for (amount, currency) in [
            ("2.499", "EUR"),
            ("2,49", "EUR"),
            ("2", "euros"),
            ("", "EUR"),
        ] {
            assert!(super::money(&price(amount, currency)).is_err(), "{amount}");
        }
    }
}
