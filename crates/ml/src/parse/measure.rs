//! How much was bought, as the row prints it: `2 x 1,50`, `0.456 kg @ $3.99/kg`,
//! `3 4.80 14.40` in columns, `(2)` before a code.

use pantry::quantity::Unit;

use super::amounts::{Number, Spot, Token};
use super::columns::quantity;

/// A quantity and the price of one, with the tokens that say so.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Measure {
    /// Thousandths of the unit.
    pub milli: i64,
    /// The unit; pieces when none is printed.
    pub unit: Option<Unit>,
    /// The price of one, in thousandths of the currency.
    pub each: Option<i64>,
    /// First token of the expression.
    pub first: usize,
    /// One past the last token.
    pub end: usize,
    /// Whether the expression ends in the row's price, which it then explains.
    pub with_price: bool,
}

impl Measure {
    /// Quantity times unit price in hundredths, rounded to the nearest.
    pub fn product(&self) -> Option<i64> {
        let exact = i128::from(self.milli) * i128::from(self.each?);
        i64::try_from((exact + 5_000 * exact.signum()) / 10_000).ok()
    }

    /// Whether the amount, in hundredths, is the product, give or take a cent.
    pub fn explains(&self, cents: i64) -> bool {
        self.product()
            .is_some_and(|product| (product - cents.abs()).abs() <= 1)
    }
}

/// The unit that a printed word names, slips of the reader included.
pub(super) fn unit_word(word: &str) -> Option<Unit> {
    let lower = word.to_ascii_lowercase();
    Some(match lower.trim_end_matches('.') {
        "kg" | "k9" | "kgs" | "kq" => Unit::Kilogram,
        "g" | "gm" | "gr" | "gms" => Unit::Gram,
        "lb" | "lbs" | "1b" | "ib" | "lk" => Unit::Pound,
        "oz" => Unit::Ounce,
        "l" | "lt" | "ltr" => Unit::Litre,
        "ml" => Unit::Millilitre,
        "cl" => Unit::Centilitre,
        "pc" | "pcs" | "ea" | "each" | "st" | "stk" | "stck" | "szt" | "un" | "unit" | "units"
        | "nos" | "pz" | "vnt" | "set" | "biji" | "unt" | "uni" => Unit::Piece,
        "pk" | "pkt" | "pkts" | "pack" | "packs" | "pck" | "box" | "boxs" | "btl" | "ctn"
        | "tin" | "bag" | "roll" => Unit::Pack,
        _ => return None,
    })
}

/// The quantity expression of a row, if it has one.
pub(super) fn find(spots: &[Spot]) -> Option<Measure> {
    (0..spots.len())
        .find_map(|at| bundled(spots, at).or_else(|| multiplied(spots, at)))
        .or_else(|| quantity(spots))
        .or_else(|| (0..spots.len()).find_map(|at| per_unit(spots, at)))
        .or_else(|| leading(spots))
}

/// Reads tokens one after the other.
struct Cursor<'a> {
    spots: &'a [Spot],
    at: usize,
}

impl Cursor<'_> {
    fn number(&mut self) -> Option<Number> {
        let number = self.spots.get(self.at)?.number()?;
        self.at += 1;
        Some(number)
    }

    fn take(&mut self, token: Token) -> bool {
        let found = self
            .spots
            .get(self.at)
            .is_some_and(|spot| spot.token == token);
        self.at += usize::from(found);
        found
    }

    fn unit(&mut self) -> Option<Unit> {
        let Token::Unit(unit) = self.spots.get(self.at)?.token else {
            return None;
        };
        self.at += 1;
        Some(unit)
    }

    /// `/kg` after a price of one.
    fn per(&mut self) -> Option<Unit> {
        let start = self.at;
        self.take(Token::Currency);
        let unit = self.take(Token::Slash).then(|| self.unit()).flatten();
        if unit.is_none() {
            self.at = start;
        }
        unit
    }
}

/// `2 AT 1 FOR 0.97`, `2 @ 2/$5.00`, `2.01 lb @ 1 lb /0.49`: so much, and the price of some.
fn bundled(spots: &[Spot], at: usize) -> Option<Measure> {
    let mut cursor = Cursor { spots, at };
    let count = cursor.number().filter(|n| !n.is_code() && n.milli > 0)?;
    let unit = cursor.unit();
    if !cursor.take(Token::At) {
        return None;
    }
    let some = cursor.number().filter(|n| n.is_whole() && n.milli > 0)?;
    let of = cursor.unit();
    if unit != of || !(cursor.take(Token::For) || cursor.take(Token::Slash)) {
        return None;
    }
    cursor.take(Token::Currency);
    let price = cursor.number().filter(Number::is_money)?;
    Some(Measure {
        milli: count.milli,
        unit,
        each: Some(price.milli.checked_mul(1000)? / some.milli).filter(|each| *each > 0),
        first: at,
        end: cursor.at,
        with_price: false,
    })
}

/// `2 x 1.50`, `1.50 x 2`, `@5 X RM 12.50`, `0.456 kg @ $3.99/kg`, `74065001@2.33 1`.
fn multiplied(spots: &[Spot], at: usize) -> Option<Measure> {
    let mut cursor = Cursor { spots, at };
    let prefixed = cursor.take(Token::At);
    cursor.take(Token::Currency);
    let left = cursor.number()?;
    let left_unit = cursor.unit();
    let times = cursor.take(Token::Times);
    let by = cursor.take(Token::At);
    if !times && !by {
        return None;
    }
    cursor.take(Token::Currency);
    let right = cursor.number()?;
    let per = cursor.per();
    let right_unit = if per.is_none() { cursor.unit() } else { None };
    let measure = |milli: i64, unit: Option<Unit>, each: Number, end: usize| {
        let sensible =
            milli > 0 && each.milli > 0 && (each.is_money() || each.decimals > 0 || per.is_some());
        sensible.then_some(Measure {
            milli,
            unit,
            each: Some(each.milli),
            first: at,
            end,
            with_price: false,
        })
    };
    if left.is_code() {
        // The code stays outside; a whole number after the price of one is the count.
        let count = cursor
            .number()
            .filter(Number::is_whole)
            .filter(|n| n.digits <= 4)?;
        let found = measure(count.milli, None, right, cursor.at)?;
        return Some(Measure {
            first: at + 1,
            ..found
        });
    }
    // `2 @ 0.99 ea`: the unit says what it is the price of.
    let of_one = by && right.is_price() && right_unit == Some(Unit::Piece);
    let right_is_amount =
        of_one || right_unit.is_none() && (right.is_money() || right.decimals > 0);
    let left_is_price =
        left.is_money() && (right.is_whole() || right.decimals == 3 || right_unit.is_some());
    if left_is_price && !by && !prefixed {
        return measure(right.milli, right_unit, left, cursor.at);
    }
    if right_is_amount {
        measure(left.milli, left_unit.or(per), right, cursor.at)
    } else {
        None
    }
}

/// `0.660 kg 3.68/kg`: the sign between was lost.
fn per_unit(spots: &[Spot], at: usize) -> Option<Measure> {
    let mut cursor = Cursor { spots, at };
    let left = cursor.number()?;
    let unit = cursor.unit()?;
    while cursor.at < at + 4
        && (cursor.take(Token::Sign) || cursor.take(Token::Word) || cursor.take(Token::Currency))
    {
    }
    let each = cursor.number()?;
    let per = cursor.per()?;
    let weighed = unit == per && left.milli > 0 && each.decimals >= 2;
    weighed.then_some(Measure {
        milli: left.milli,
        unit: Some(unit),
        each: Some(each.milli),
        first: at,
        end: cursor.at,
        with_price: false,
    })
}

/// `2 x NAME` and `(2)0603 NAME`: a count before everything else.
fn leading(spots: &[Spot]) -> Option<Measure> {
    let mut cursor = Cursor { spots, at: 0 };
    let bracket = cursor.take(Token::Sign);
    let count = cursor.number()?;
    let closed = if bracket {
        cursor.take(Token::Sign)
    } else {
        cursor.take(Token::Times)
    };
    let sensible = count.is_whole() && count.digits <= 2 && count.milli > 0;
    (closed && sensible).then_some(Measure {
        milli: count.milli,
        unit: None,
        each: None,
        first: 0,
        end: cursor.at,
        with_price: false,
    })
}

#[cfg(test)]
mod tests {
    use super::super::amounts::tokens;
    use super::*;

    fn check(text: &str, expected: Option<(i64, Option<i64>)>) {
        let found = find(&tokens(text, '.')).map(|m| (m.milli, m.each));
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn counts_and_weights_are_read_in_their_many_forms() {
        check("2 @ $3.17 6.34", Some((2000, Some(3170))));
        check("2@$1.97", Some((2000, Some(1970))));
        check("1.060 kg@ $3.24/kg 3.43", Some((1060, Some(3240))));
        check("1.024 kg x 1.99 EUR/kg", Some((1024, Some(1990))));
        check("2 @ $0.99ea.", Some((2000, Some(990))));
        check("0.89 x 2", Some((2000, Some(890))));
        check("2.99 X 1.422 kg", Some((1422, Some(2990))));
        check("@5 X RM 12.50", Some((5000, Some(12500))));
        check("65045039@2.33 1 2.33", Some((1000, Some(2330))));
        check("0.660 kg 3.68/kg", Some((660, Some(3680))));
        check("6194020100124 4 11.32 45.28 S", Some((4000, Some(11320))));
        check("1 PC 9.000 0.00 9.00", Some((1000, Some(9000))));
        check("2 AT 1 FOR 0.97 1.94 X", Some((2000, Some(970))));
        check("2 @ 2 FOR 5.00 5.00", Some((2000, Some(2500))));
        check("2 @ 2/$5.00", Some((2000, Some(2500))));
        check("2.01 lb @ 1 lb /0.49", Some((2010, Some(490))));
        check("2 X MILK 5.00", Some((2000, None)));
        check("(2)06038301376 NN BEANS", Some((2000, None)));
    }

    #[test]
    fn a_name_with_numbers_is_no_quantity() {
        check("COKE 1.5L 2.50", None);
        check("FLOUR 10 KG 8.99", None);
        check("4016 APPLES 3.43", None);
    }
}
