//! Quantities and money as people write them: shown in the measures and with the marks that
//! the person is used to, read in any way that can be told.

use pantry::money::{Currency, Money};
use pantry::quantity::{Quantity, Unit};
use pantry::typed;
use yew::AttrValue;

use crate::i18n::{self, t, text};

/// "2 pcs", "1½ packs", "1.5 kg".
pub fn quantity(quantity: Quantity) -> AttrValue {
    let quantity = shown(quantity);
    let amount = amount(quantity);
    match quantity.unit {
        Unit::Piece => t!("quantity-pieces", amount = amount),
        Unit::Pack => t!("quantity-packs", amount = amount),
        unit => measured(amount, unit),
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
    let quantity = shown(quantity);
    match quantity.unit {
        Unit::Piece | Unit::Pack => amount(quantity).into(),
        unit => measured(amount(quantity), unit),
    }
}

/// In the person's measures: what is stored stays as it is.
fn shown(quantity: Quantity) -> Quantity {
    i18n::forms().system.shown(quantity)
}

fn measured(amount: String, unit: Unit) -> AttrValue {
    t!("quantity-of", amount = amount, unit = self::unit(unit))
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
    let forms = i18n::forms();
    if !things || fraction.is_empty() || quantity.milli < 0 {
        // Two decimals are enough for a kitchen.
        let shown = match quantity.milli.abs() {
            1_000.. => quantity.milli.saturating_add(5).div_euclid(10) * 10,
            _ => quantity.milli,
        };
        return forms.number(shown);
    }
    match quantity.milli / 1_000 {
        0 => fraction.to_owned(),
        whole => format!("{}{fraction}", forms.number(whole * 1_000)),
    }
}

/// "€2.49", "2,49 €".
pub fn money(money: Money) -> String {
    i18n::forms().money(money)
}

/// A whole number of hundredths: "12%", "12 %".
pub fn percent(whole: i64) -> String {
    i18n::forms().percent(whole)
}

/// "€412", "412 €": a whole number of the currency's units.
pub fn whole_money(whole: i64, currency: Currency) -> String {
    i18n::forms().whole_money(whole, currency)
}

/// "340 kB", "12.5 MB", "3.2 GB".
pub fn bytes(count: f64) -> String {
    let (unit, name, step) = match count {
        ..1e6 => (1e3, "kB", 1_000.0),
        ..1e9 => (1e6, "MB", 100.0),
        _ => (1e9, "GB", 100.0),
    };
    // The step is in thousandths: no decimals of a kB, one of the others.
    let milli = (count / unit * 1_000.0 / step).round() * step;
    format!("{}\u{a0}{name}", i18n::forms().number(milli as i64))
}

/// A typed amount of money, with or without its currency.
pub fn read_money(text: &str, currency: Currency) -> Option<Money> {
    let forms = i18n::forms();
    let affixes = forms.affixes(currency);
    let [before, after] = &affixes.plain;
    let signs = [before.as_str(), after.as_str(), currency.code()];
    let mut bare = text.trim();
    for sign in signs
        .map(str::trim)
        .into_iter()
        .filter(|sign| !sign.is_empty())
    {
        bare = bare.trim_start_matches(sign).trim_end_matches(sign).trim();
    }
    typed::money(bare, *forms.marks, currency)
}

/// An amount of money as [`read_money`] reads it; empty where none is known.
pub fn money_text(money: Option<Money>) -> String {
    money
        .map(|money| i18n::forms().typed_money(money))
        .unwrap_or_default()
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

/// What to say where no amount of money can be read.
pub fn price_wrong() -> AttrValue {
    t!("price-wrong", example = i18n::forms().typed(2_490))
}

/// What to say where no number can be read.
pub fn amount_wrong() -> AttrValue {
    t!("add-amount-wrong", example = i18n::forms().typed(500))
}

/// The number of a quantity as [`read_quantity`] reads it.
pub fn amount_text(quantity: Quantity) -> String {
    i18n::forms().typed(quantity.milli)
}

/// A typed number and a chosen unit.
pub fn read_quantity(amount: &str, unit: Unit) -> Option<Quantity> {
    let read = read(amount)?;
    (read.unit == Unit::Piece && read.milli > 0).then(|| Quantity::new(read.milli, unit))
}

/// A typed amount with its unit, by what can be told and else by the person's language;
/// `None` where there is no number in front.
pub fn read(text: &str) -> Option<Quantity> {
    let text = text.trim();
    let number = |letter: char| letter.is_ascii_digit() || ".,¼½¾".contains(letter);
    if !text.starts_with(number) {
        return None;
    }
    // "3 x" says how many; alone, a name of pieces is none of a number.
    let named = |name: &str| unit_named(name);
    typed::quantity(text, *i18n::forms().marks, named)
}

/// The unit that a name means, in English or in the person's language.
fn unit_named(name: &str) -> Option<Unit> {
    let bare = |name: &str| name.trim().trim_end_matches('.').to_lowercase();
    let wanted = bare(name);
    let spoken = |one: &Unit| names(*one).iter().any(|name| bare(name) == wanted);
    Unit::parse(name).or_else(|| Unit::ALL.into_iter().find(spoken))
}

/// What a unit is called in the person's language: in a list, of one, and of several.
fn names(unit: Unit) -> Vec<String> {
    let counted = |number: &str| match unit {
        Unit::Piece => t!("quantity-pieces", amount = number).replace(number, ""),
        _ => t!("quantity-packs", amount = number).replace(number, ""),
    };
    let listed = self::unit(unit).to_string();
    match unit {
        Unit::Piece | Unit::Pack => vec![listed, counted("1"), counted("2")],
        _ => vec![listed],
    }
}

/// What is typed is no size of a package.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NoSize;

/// A typed size of a package, such as "500 g" or "6 x 330 ml"; `None` for an empty field. A
/// number alone could be of anything.
pub fn typed_size(text: &str) -> Result<Option<Quantity>, NoSize> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let measured = |size: &Quantity| !matches!(size.unit, Unit::Piece | Unit::Pack);
    let size = read(text).filter(|size| measured(size) && size.milli > 0);
    size.map(Some).ok_or(NoSize)
}

/// A size as [`typed_size`] reads it; empty where none is known.
pub fn size_text(size: Option<Quantity>) -> String {
    size.map(|size| format!("{} {}", amount_text(size), unit(size.unit)))
        .unwrap_or_default()
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

/// The name of a unit.
pub fn unit(unit: Unit) -> AttrValue {
    match unit {
        Unit::Piece => t!("unit-piece"),
        Unit::Pack => t!("unit-pack"),
        unit => text(&unit_key(unit), &[]),
    }
}

/// The key of a unit's name.
pub fn unit_key(unit: Unit) -> String {
    match unit {
        Unit::Piece => "unit-piece".to_owned(),
        Unit::Pack => "unit-pack".to_owned(),
        unit => format!("unit-{}", unit.symbol().replace(' ', "-")),
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
            "6 x 330",
        ] {
            assert_eq!(typed_size(wrong), Err(NoSize), "{wrong}");
        }
        for (typed, read) in [
            ("500g", "500 g"),
            (" 500\u{a0}G. ", "500 g"),
            ("1,50 L", "1.5 l"),
            ("12 fl oz", "12 fl oz"),
            ("1,500 g", "1500 g"),
            ("6 x 330 ml", "1980 ml"),
            ("½ l", "0.5 l"),
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
