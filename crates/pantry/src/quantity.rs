//! Quantities: thousandths of a unit, so that "1.5 kg" and "⅓ of a pack" stay integers.
//!
//! A unit measures one [`Dimension`]; [`Quantity::convert`] is the only way from
//! one unit to another, within a dimension, and rounds to the thousandth. A pack
//! is not so many pieces, and a litre is not so many kilograms: `None`.

use std::fmt;

use crate::money::parse_scaled;

/// What a unit measures.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Dimension {
    /// Single things.
    Pieces,
    /// Packages, whatever is in them.
    Packs,
    /// Weight.
    Mass,
    /// Volume.
    Volume,
}

/// A unit of measure.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Unit {
    /// One thing: an egg, an apple, a bottle.
    Piece,
    /// g.
    Gram,
    /// kg.
    Kilogram,
    /// ml.
    Millilitre,
    /// l.
    Litre,
    /// The avoirdupois ounce, 28.349523125 g.
    Ounce,
    /// The avoirdupois pound, 453.59237 g.
    Pound,
    /// The US fluid ounce, 29.5735295625 ml.
    FluidOunce,
    /// One package.
    Pack,
    /// mg.
    Milligram,
    /// cl.
    Centilitre,
    /// dl.
    Decilitre,
    /// The US teaspoon, a sixth of a fluid ounce.
    Teaspoon,
    /// The US tablespoon, half a fluid ounce.
    Tablespoon,
    /// The US cup, 8 fluid ounces.
    Cup,
    /// The US liquid pint, 16 fluid ounces.
    Pint,
    /// The US liquid quart, 32 fluid ounces.
    Quart,
    /// The US liquid gallon, 128 fluid ounces.
    Gallon,
}

impl Unit {
    /// Every unit; the position is the code on the wire, so only append.
    pub const ALL: [Self; 18] = [
        Self::Piece,
        Self::Gram,
        Self::Kilogram,
        Self::Millilitre,
        Self::Litre,
        Self::Ounce,
        Self::Pound,
        Self::FluidOunce,
        Self::Pack,
        Self::Milligram,
        Self::Centilitre,
        Self::Decilitre,
        Self::Teaspoon,
        Self::Tablespoon,
        Self::Cup,
        Self::Pint,
        Self::Quart,
        Self::Gallon,
    ];

    /// The short form, also the stable name in data: "kg", "pc", "fl oz".
    #[must_use]
    pub fn symbol(self) -> &'static str {
        self.names()[0]
    }

    /// The unit of a printed or typed name ("Kg", "lbs", "stk"), in any case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let name = text.trim().trim_end_matches('.').to_lowercase();
        Self::ALL
            .into_iter()
            .find(|unit| unit.names().contains(&name.as_str()))
    }

    /// The code on the wire: the position in [`Unit::ALL`].
    #[must_use]
    pub fn code(self) -> u8 {
        self as u8
    }

    /// The unit with this code; `None` for one that a newer version added.
    #[must_use]
    pub fn from_code(code: u8) -> Option<Self> {
        Self::ALL.get(usize::from(code)).copied()
    }

    /// What it measures.
    #[must_use]
    pub fn dimension(self) -> Dimension {
        match self {
            Self::Piece => Dimension::Pieces,
            Self::Pack => Dimension::Packs,
            Self::Milligram | Self::Gram | Self::Kilogram | Self::Ounce | Self::Pound => {
                Dimension::Mass
            }
            _ => Dimension::Volume,
        }
    }

    /// Accepted names, the symbol first.
    fn names(self) -> &'static [&'static str] {
        match self {
            Self::Piece => &[
                "pc", "pcs", "piece", "pieces", "ea", "each", "x", "st", "stk", "stück", "un",
            ],
            Self::Gram => &["g", "gr", "gm", "gram", "grams", "gramm"],
            Self::Kilogram => &["kg", "kgs", "kilo", "kilogram", "kilograms"],
            Self::Millilitre => &["ml", "millilitre", "milliliter"],
            Self::Litre => &["l", "lt", "ltr", "litre", "litres", "liter", "liters"],
            Self::Ounce => &["oz", "ounce", "ounces"],
            Self::Pound => &["lb", "lbs", "pound", "pounds"],
            Self::FluidOunce => &["fl oz", "floz", "fl. oz", "fluid ounce", "fluid ounces"],
            Self::Pack => &["pack", "packs", "pk", "pkt", "pkg", "packet", "package"],
            Self::Milligram => &["mg", "milligram", "milligrams"],
            Self::Centilitre => &["cl", "centilitre", "centiliter"],
            Self::Decilitre => &["dl", "decilitre", "deciliter"],
            Self::Teaspoon => &["tsp", "teaspoon", "teaspoons"],
            Self::Tablespoon => &["tbsp", "tablespoon", "tablespoons"],
            Self::Cup => &["cup", "cups"],
            Self::Pint => &["pt", "pint", "pints"],
            Self::Quart => &["qt", "quart", "quarts"],
            Self::Gallon => &["gal", "gallon", "gallons"],
        }
    }

    /// The size in 10⁻¹² of a piece, pack, gram or millilitre: small enough that each is exact.
    pub(crate) fn size(self) -> i128 {
        const ONE: i128 = 1_000_000_000_000;
        const FLUID_OUNCE: i128 = 29_573_529_562_500;
        match self {
            Self::Piece | Self::Pack | Self::Gram | Self::Millilitre => ONE,
            Self::Kilogram | Self::Litre => 1_000 * ONE,
            Self::Milligram => ONE / 1_000,
            Self::Centilitre => 10 * ONE,
            Self::Decilitre => 100 * ONE,
            Self::Ounce => 28_349_523_125_000,
            Self::Pound => 453_592_370_000_000,
            Self::Teaspoon => FLUID_OUNCE / 6,
            Self::Tablespoon => FLUID_OUNCE / 2,
            Self::FluidOunce => FLUID_OUNCE,
            Self::Cup => 8 * FLUID_OUNCE,
            Self::Pint => 16 * FLUID_OUNCE,
            Self::Quart => 32 * FLUID_OUNCE,
            Self::Gallon => 128 * FLUID_OUNCE,
        }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.symbol())
    }
}

/// An amount of something, in thousandths of its unit.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Quantity {
    /// Thousandths of the unit.
    pub milli: i64,
    /// What is counted.
    pub unit: Unit,
}

impl Quantity {
    /// An amount of `milli` thousandths of `unit`.
    #[must_use]
    pub fn new(milli: i64, unit: Unit) -> Self {
        Self { milli, unit }
    }

    /// So many whole pieces.
    #[must_use]
    pub fn pieces(count: i32) -> Self {
        Self::new(i64::from(count) * 1_000, Unit::Piece)
    }

    /// Reads "1.5 kg", "0,75 l", "500g" or "3" (pieces); `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let end = text
            .find(|letter: char| !(letter.is_ascii_digit() || "+-.,".contains(letter)))
            .unwrap_or(text.len());
        let (amount, unit) = text.split_at(end);
        let milli = parse_scaled(&amount.replace(',', "."), 3)?;
        let unit = match unit.trim() {
            "" => Unit::Piece,
            name => Unit::parse(name)?,
        };
        Some(Self { milli, unit })
    }

    /// The same amount in another unit of the same dimension, to the nearest thousandth.
    #[must_use]
    pub fn convert(self, unit: Unit) -> Option<Self> {
        if self.unit.dimension() != unit.dimension() {
            return None;
        }
        let numerator = i128::from(self.milli) * self.unit.size();
        let size = unit.size();
        let half = if numerator < 0 { -size / 2 } else { size / 2 };
        let milli = i64::try_from((numerator + half) / size).ok()?;
        Some(Self { milli, unit })
    }

    /// The sum in this quantity's unit, when the other converts and it fits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        let other = other.convert(self.unit)?;
        Some(Self::new(self.milli.checked_add(other.milli)?, self.unit))
    }

    /// The number without its unit: "1.5".
    #[must_use]
    pub fn amount(self) -> String {
        let sign = if self.milli < 0 { "-" } else { "" };
        let size = self.milli.unsigned_abs();
        let text = format!("{sign}{}.{:03}", size / 1_000, size % 1_000);
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    }
}

/// "1.5 kg"; "3 pc" for pieces.
impl fmt::Display for Quantity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(&format!("{} {}", self.amount(), self.unit))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let shown = Quantity::parse(text).map(|quantity| quantity.to_string());
        assert_eq!(shown.as_deref(), expected, "{text}");
    }

    #[test]
    fn quantities_are_read_with_dot_or_comma_and_written_with_a_dot() {
        check("1.5 kg", Some("1.5 kg"));
        check("0,75 L", Some("0.75 l"));
        check("500g", Some("500 g"));
        check("3", Some("3 pc"));
        check("2 x", Some("2 pc"));
        check("12 fl oz", Some("12 fl oz"));
        check("1.250 lbs.", Some("1.25 lb"));
        check("-0.001 pack", Some("-0.001 pack"));
    }

    #[test]
    fn what_is_not_a_quantity_is_refused() {
        for text in [
            "",
            "kg",
            "1.2345 kg",
            "1.2.3 kg",
            "5 apples",
            "1-2 kg",
            "½ kg",
        ] {
            check(text, None);
        }
    }

    #[test]
    fn conversion_stays_within_a_dimension() {
        let check = |text: &str, unit, expected: Option<&str>| {
            let quantity = Quantity::parse(text).expect("a quantity");
            let shown = quantity
                .convert(unit)
                .map(|converted| converted.to_string());
            assert_eq!(shown.as_deref(), expected, "{text} to {unit:?}");
        };
        check("1.5 kg", Unit::Gram, Some("1500 g"));
        check("1 lb", Unit::Ounce, Some("16 oz"));
        check("1 lb", Unit::Gram, Some("453.592 g"));
        check("1 gal", Unit::Litre, Some("3.785 l"));
        check("3 tsp", Unit::Tablespoon, Some("1 tbsp"));
        check("-1 oz", Unit::Gram, Some("-28.35 g"));
        check("1 l", Unit::Kilogram, None);
        check("1 pack", Unit::Piece, None);
        let most = Quantity::new(i64::MAX, Unit::Gallon);
        assert_eq!(most.convert(Unit::Teaspoon), None, "too large to hold");
    }

    #[test]
    fn names_lead_to_one_unit_only_and_codes_back() {
        let mut seen = std::collections::BTreeSet::new();
        for unit in Unit::ALL {
            assert_eq!(Unit::from_code(unit.code()), Some(unit));
            for name in unit.names() {
                assert!(seen.insert(*name), "{name} names two units");
                assert_eq!(Unit::parse(name), Some(unit));
            }
        }
        assert_eq!(Unit::from_code(99), None);
    }
}
