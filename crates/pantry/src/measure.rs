//! Amounts in the measures that a person thinks in: shown so, never stored so.
//!
//! The factors are those of [`Unit`]: the international pound of 1959 (453.59237 g) and the
//! US gallon of 231 cubic inches, both exact (NIST Handbook 44, appendix C). What is
//! converted is shown with three significant digits, as labels have it (`33.8 fl oz`,
//! 1 l); what is in the wanted measures already is shown as it is stored.

use crate::quantity::{Dimension, Quantity, Unit};

/// Which measures to show amounts in.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum System {
    /// Each as it stands on the package.
    #[default]
    Printed,
    /// Grams and litres.
    Metric,
    /// Ounces, pounds, fluid ounces, quarts and gallons.
    Us,
}

impl System {
    /// Every system.
    pub const ALL: [Self; 3] = [Self::Printed, Self::Metric, Self::Us];

    /// The stable name in settings.
    #[must_use]
    pub fn id(self) -> &'static str {
        match self {
            Self::Printed => "printed",
            Self::Metric => "metric",
            Self::Us => "us",
        }
    }

    /// The system with this [`System::id`].
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.id() == id)
    }

    /// The amount in this system's measures, for people to read.
    #[must_use]
    pub fn shown(self, quantity: Quantity) -> Quantity {
        let Some(units) = self.units(quantity.unit) else {
            return quantity;
        };
        let mut converted = units
            .iter()
            .filter_map(|unit| converted_to(quantity, *unit));
        let smallest = converted.next_back();
        let whole = converted.find(|shown| shown.milli.abs() >= 1_000);
        whole.or(smallest).unwrap_or(quantity)
    }

    /// The units to convert to, the largest first; `None` where the unit is one of them or
    /// counts things.
    fn units(self, unit: Unit) -> Option<&'static [Unit]> {
        match (self, unit.dimension(), is_metric(unit)) {
            (Self::Metric, Dimension::Mass, false) => Some(&[Unit::Kilogram, Unit::Gram]),
            (Self::Metric, Dimension::Volume, false) => Some(&[Unit::Litre, Unit::Millilitre]),
            (Self::Us, Dimension::Mass, true) => Some(&[Unit::Pound, Unit::Ounce]),
            (Self::Us, Dimension::Volume, true) => {
                Some(&[Unit::Gallon, Unit::Quart, Unit::FluidOunce, Unit::Teaspoon])
            }
            _ => None,
        }
    }
}

fn is_metric(unit: Unit) -> bool {
    matches!(
        unit,
        Unit::Milligram
            | Unit::Gram
            | Unit::Kilogram
            | Unit::Millilitre
            | Unit::Centilitre
            | Unit::Decilitre
            | Unit::Litre
    )
}

/// In another unit with three significant digits; no digit before the point is lost.
fn converted_to(quantity: Quantity, unit: Unit) -> Option<Quantity> {
    let step = match quantity.convert(unit)?.milli.abs() {
        0..1_000 => 1,
        1_000..10_000 => 10,
        10_000..100_000 => 100,
        _ => 1_000,
    };
    // At once from what is stored: rounding what was rounded would go astray.
    let numerator = i128::from(quantity.milli) * quantity.unit.size();
    let size = unit.size() * step;
    let half = if numerator < 0 { -size / 2 } else { size / 2 };
    let milli = i64::try_from((numerator + half) / size * step).ok()?;
    Some(Quantity::new(milli, unit))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(system: System, text: &str, expected: &str) {
        let quantity = Quantity::parse(text).expect("a quantity");
        assert_eq!(system.shown(quantity).to_string(), expected, "{text}");
    }

    #[test]
    fn american_packages_are_shown_in_grams_and_litres() {
        let check = |text, expected| check(System::Metric, text, expected);
        check("1 lb", "454 g");
        check("3 lb", "1.36 kg");
        check("1 oz", "28.3 g");
        check("0.01 oz", "0.283 g");
        check("1 gal", "3.79 l");
        check("12 fl oz", "355 ml");
        check("1 cup", "237 ml");
        check("35.27 oz", "1 kg");
        check("2 pack", "2 pack");
        check("1.234 kg", "1.234 kg");
        check("33 cl", "33 cl");
    }

    #[test]
    fn metric_packages_are_shown_in_pounds_and_fluid_ounces() {
        let check = |text, expected| check(System::Us, text, expected);
        check("500 g", "1.1 lb");
        check("250 g", "8.82 oz");
        check("1 kg", "2.2 lb");
        check("330 ml", "11.2 fl oz");
        check("1 l", "1.06 qt");
        check("5 l", "1.32 gal");
        check("15 ml", "3.04 tsp");
        check("33 cl", "11.2 fl oz");
        check("500 mg", "0.018 oz");
        check("-250 g", "-8.82 oz");
        check("3", "3 pc");
        check("2 cups", "2 cup");
    }

    #[test]
    fn nobody_who_chose_nothing_sees_another_amount() {
        for unit in Unit::ALL {
            let quantity = Quantity::new(1_234, unit);
            assert_eq!(System::Printed.shown(quantity), quantity);
        }
        assert_eq!(System::from_id("us"), Some(System::Us));
        assert_eq!(System::from_id("imperial"), None);
    }

    proptest! {
        #[test]
        fn what_is_shown_is_within_half_of_its_last_digit(milli in 1_i64..100_000_000, code in 0_u8..18) {
            let unit = Unit::from_code(code).expect("a unit");
            let quantity = Quantity::new(milli, unit);
            for system in System::ALL {
                let shown = system.shown(quantity);
                let exact = quantity.convert(shown.unit).expect("of one dimension");
                let off = (shown.milli - exact.milli).abs();
                prop_assert!(off * 200 <= exact.milli.max(200), "{quantity} as {shown}");
                prop_assert_eq!(system.shown(shown), shown, "shown again it is the same");
            }
        }
    }
}
