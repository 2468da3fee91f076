//! Quantities and money as people write them.

use pantry::money::{Currency, Money};
use pantry::quantity::{Quantity, Unit};
use yew::AttrValue;

use crate::i18n::t;

/// "2 pcs", "1½ packs", "1.5 kg".
pub fn quantity(quantity: Quantity) -> AttrValue {
    let amount = amount(quantity);
    match quantity.unit {
        Unit::Piece => t!("quantity-pieces", amount = amount),
        Unit::Pack => t!("quantity-packs", amount = amount),
        unit => t!("quantity-of", amount = amount, unit = unit),
    }
}

/// So many packages and what one holds: `2 × 500 g`; of what is weighed, `1.5 kg · 500 g each`.
pub fn packages(amount: Quantity, size: Option<Quantity>) -> AttrValue {
    let Some(size) = size else {
        return quantity(amount);
    };
    match amount.unit {
        Unit::Piece | Unit::Pack => format!("{} × {}", self::amount(amount), quantity(size)).into(),
        _ => format!("{} · {}", quantity(amount), each(size)).into(),
    }
}

/// What one package holds: `500 g each`.
pub fn each(size: Quantity) -> AttrValue {
    t!("size-each", size = quantity(size))
}

/// As short as it goes: "2", "1.5 kg". For places where "pieces" goes without saying.
pub fn short(quantity: Quantity) -> AttrValue {
    match quantity.unit {
        Unit::Piece | Unit::Pack => amount(quantity).into(),
        unit => t!("quantity-of", amount = amount(quantity), unit = unit),
    }
}

/// The number alone; halves and quarters of things as fractions.
fn amount(quantity: Quantity) -> String {
    let things = matches!(quantity.unit, Unit::Piece | Unit::Pack);
    let fraction = match quantity.milli.rem_euclid(1_000) {
        250 => "¼",
        500 => "½",
        750 => "¾",
        _ => "",
    };
    if !things || fraction.is_empty() || quantity.milli < 0 {
        // Two decimals are enough for a kitchen.
        let shown = match quantity.milli.abs() {
            1_000.. => (quantity.milli + 5).div_euclid(10) * 10,
            _ => quantity.milli,
        };
        return Quantity::new(shown, quantity.unit).amount();
    }
    match quantity.milli / 1_000 {
        0 => fraction.to_owned(),
        whole => format!("{whole}{fraction}"),
    }
}

/// "€2.49", "RM 2.49", "CHF 2.49".
pub fn money(money: Money) -> String {
    let (sign, unsigned) = if money.minor < 0 {
        (
            "−",
            Money::new(money.minor.saturating_neg(), money.currency),
        )
    } else {
        ("", money)
    };
    format!("{sign}{}{unsigned}", symbol(money.currency))
}

/// What stands before an amount in this currency.
pub fn symbol(currency: Currency) -> String {
    match currency.code() {
        "EUR" => "€".to_owned(),
        "USD" => "$".to_owned(),
        "GBP" => "£".to_owned(),
        "JPY" => "¥".to_owned(),
        "INR" => "₹".to_owned(),
        "MYR" => "RM\u{a0}".to_owned(),
        code => format!("{code}\u{a0}"),
    }
}

/// "340 kB", "12.5 MB", "3.2 GB".
pub fn bytes(count: f64) -> String {
    match count {
        ..1e6 => format!("{:.0} kB", count / 1e3),
        ..1e9 => format!("{:.1} MB", count / 1e6),
        _ => format!("{:.1} GB", count / 1e9),
    }
}

/// A typed amount of money, with a dot or a comma.
pub fn read_money(text: &str, currency: Currency) -> Option<Money> {
    let text = text.trim().trim_start_matches(symbol(currency).trim());
    Money::parse_decimal(text.trim().replace(',', ".").as_str(), currency)
}

/// What is typed is no amount of money.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoMoney;

/// A typed amount of money; `None` for an empty field.
pub fn typed_money(text: &str, currency: Currency) -> Result<Option<Money>, NoMoney> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    read_money(text, currency).map(Some).ok_or(NoMoney)
}

/// A typed number and a chosen unit.
pub fn read_quantity(amount: &str, unit: Unit) -> Option<Quantity> {
    let amount = amount.trim();
    let plain = amount.starts_with(|letter: char| letter.is_ascii_digit() || ".,".contains(letter));
    let read = Quantity::parse(amount).filter(|_| plain)?;
    (read.unit == Unit::Piece && read.milli > 0).then(|| Quantity::new(read.milli, unit))
}

/// What is typed is no size of a package.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoSize;

/// A typed size of a package, such as "500 g"; `None` for an empty field. A number alone could
/// be of anything.
pub fn typed_size(text: &str) -> Result<Option<Quantity>, NoSize> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let measured = |size: &Quantity| !matches!(size.unit, Unit::Piece | Unit::Pack);
    let size = Quantity::parse(text).filter(|size| measured(size) && size.milli > 0);
    size.map(Some).ok_or(NoSize)
}

/// A size as [`typed_size`] reads it; empty where none is known.
pub fn size_text(size: Option<Quantity>) -> String {
    size.map(|size| size.to_string()).unwrap_or_default()
}

/// The units that people choose between; the current one is always among them.
pub fn units(current: Unit) -> Vec<Unit> {
    let mut units = vec![
        Unit::Piece,
        Unit::Pack,
        Unit::Gram,
        Unit::Kilogram,
        Unit::Millilitre,
        Unit::Litre,
        Unit::Ounce,
        Unit::Pound,
        Unit::FluidOunce,
    ];
    if !units.contains(&current) {
        units.push(current);
    }
    units
}

/// The name of a unit in a list of choices.
pub fn unit(unit: Unit) -> AttrValue {
    match unit {
        Unit::Piece => t!("unit-piece"),
        Unit::Pack => t!("unit-pack"),
        unit => unit.symbol().into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_of_things_are_fractions_and_measures_stay_decimal() {
        let check = |milli, unit, expected: &str| {
            assert_eq!(&*quantity(Quantity::new(milli, unit)), expected);
        };
        check(1_000, Unit::Piece, "1 pc");
        check(2_000, Unit::Piece, "2 pcs");
        check(500, Unit::Piece, "½ pcs");
        check(1_500, Unit::Pack, "1½ packs");
        check(1_500, Unit::Kilogram, "1.5 kg");
        check(1_333, Unit::Litre, "1.33 l");
        check(333, Unit::Litre, "0.333 l");
    }

    #[test]
    fn money_is_read_as_people_type_it() {
        let read = |text| read_money(text, Currency::EUR).map(money);
        assert_eq!(read("2,49").as_deref(), Some("€2.49"));
        assert_eq!(read("€ 2.4").as_deref(), Some("€2.40"));
        assert_eq!(read("-0.30").as_deref(), Some("−€0.30"));
        assert_eq!(read("two"), None);
    }

    #[test]
    fn an_empty_price_is_none_and_a_garbled_one_is_wrong() {
        assert_eq!(typed_money(" ", Currency::EUR), Ok(None));
        assert_eq!(typed_money("2.4.9", Currency::EUR), Err(NoMoney));
        assert!(matches!(typed_money("2.49", Currency::EUR), Ok(Some(_))));
    }

    #[test]
    fn what_a_package_holds_is_said_of_things_and_of_what_is_weighed() {
        let check = |milli, unit, expected: &str| {
            let size = Quantity::new(500_000, Unit::Gram);
            assert_eq!(&*packages(Quantity::new(milli, unit), Some(size)), expected);
        };
        check(2_000, Unit::Piece, "2 × 500 g");
        check(1_500, Unit::Pack, "1½ × 500 g");
        check(1_500, Unit::Kilogram, "1.5 kg · 500 g each");
    }

    #[test]
    fn a_size_is_an_amount_with_its_unit_or_nothing() {
        assert_eq!(typed_size(" "), Ok(None));
        for wrong in [
            "500",
            "2 pcs",
            "1 pack",
            "0 g",
            "-1 l",
            "g",
            "500 apples",
            "1/2 l",
            "6 x 330 ml",
        ] {
            assert_eq!(typed_size(wrong), Err(NoSize), "{wrong}");
        }
        for (typed, read) in [
            ("500g", "500 g"),
            (" 500\u{a0}G. ", "500 g"),
            ("1,50 L", "1.5 l"),
            ("12 fl oz", "12 fl oz"),
        ] {
            let size = typed_size(typed).expect("a size");
            assert_eq!(size_text(size), read);
            assert_eq!(typed_size(read), Ok(size), "what is shown is read again");
        }
    }

    #[test]
    fn a_typed_amount_is_a_positive_number() {
        assert!(read_quantity("0,5", Unit::Kilogram).is_some());
        for wrong in ["", "0", "-1", "2 kg", "x"] {
            assert!(read_quantity(wrong, Unit::Kilogram).is_none(), "{wrong}");
        }
    }
}
