//! Numbers and amounts as people type them.
//!
//! A point or a comma can part whole from fraction or thousands from each other. What is
//! typed decides where it can: `1,5` is one and a half everywhere. Where it cannot
//! (`1,500`), the way in which the person's language writes numbers does ([`Marks`]).
//! Receipts are printed, not typed: they have a reading of their own.

use crate::money::{Currency, Money, parse_scaled};
use crate::quantity::{Quantity, Unit};

/// What a language writes within numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Marks {
    /// Between whole and fraction.
    pub decimal: char,
    /// Between thousands.
    pub group: char,
}

impl Marks {
    /// English: 1,234.5.
    pub const ENGLISH: Self = Self {
        decimal: '.',
        group: ',',
    };
    /// German, Spanish and many more: 1.234,5.
    pub const COMMA: Self = Self {
        decimal: ',',
        group: '.',
    };

    /// Whether the mark does nothing but part thousands in this language.
    fn only_groups(self, mark: char) -> bool {
        match self.group {
            ' ' | '\u{a0}' | '\u{202f}' => matches!(mark, ' ' | '\u{a0}' | '\u{202f}'),
            '\'' | '’' => matches!(mark, '\'' | '’'),
            _ => false,
        }
    }

    /// Whether a number of this language can hold the letter.
    fn takes(self, letter: char) -> bool {
        letter.is_ascii_digit()
            || "+-−.,¼½¾".contains(letter)
            || letter.is_whitespace()
            || self.only_groups(letter)
    }
}

/// A number in units of 10^-`digits`: `1.5` with three digits is 1500. `None` for anything
/// else, and where digits would be lost.
#[must_use]
pub fn number(text: &str, marks: Marks, digits: u32) -> Option<i64> {
    let text = text.trim();
    let (sign, unsigned) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let fraction = |ending| unsigned.strip_suffix(ending).map(str::trim_end);
    let whole_and = |whole: &str, part: &str| {
        let whole = if whole.is_empty() { "0" } else { whole };
        let plain = plain(whole, marks).filter(|plain| !plain.contains('.'))?;
        Some(format!("{plain}.{part}"))
    };
    let plain = match (fraction('¼'), fraction('½'), fraction('¾')) {
        (Some(whole), ..) => whole_and(whole, "25"),
        (_, Some(whole), _) => whole_and(whole, "5"),
        (.., Some(whole)) => whole_and(whole, "75"),
        _ => plain(unsigned, marks),
    };
    parse_scaled(&format!("{sign}{}", plain?), digits)
}

/// An amount of money without its currency.
#[must_use]
pub fn money(text: &str, marks: Marks, currency: Currency) -> Option<Money> {
    let minor = number(text, marks, currency.exponent())?;
    Some(Money::new(minor, currency))
}

/// `1.5 kg`, `500g`, `3` (pieces), `½ l`, `6 x 330 ml`; `unit` knows the names of units.
/// `None` for anything else.
#[must_use]
pub fn quantity(
    text: &str,
    marks: Marks,
    unit: impl Fn(&str) -> Option<Unit> + Copy,
) -> Option<Quantity> {
    if let Some((count, each)) = product(text) {
        let count = number(count, marks, 3)?;
        return times(count, quantity(each, marks, unit)?);
    }
    let text = text.trim();
    let end = text.find(|letter| !marks.takes(letter));
    let (amount, name) = text.split_at(end.unwrap_or(text.len()));
    let milli = number(amount, marks, 3)?;
    let unit = match name.trim() {
        "" => Unit::Piece,
        name => unit(name)?,
    };
    Some(Quantity::new(milli, unit))
}

/// So many thousandths of an amount.
#[must_use]
pub fn times(count: i64, each: Quantity) -> Option<Quantity> {
    let milli = i128::from(count) * i128::from(each.milli) / 1_000;
    Some(Quantity::new(i64::try_from(milli).ok()?, each.unit))
}

/// The two sides of `6 x 330 ml`; `2 x` has but one.
fn product(text: &str) -> Option<(&str, &str)> {
    let (count, each) = text.split_once(['x', 'X', '×', '*'])?;
    let numeric = |letter: char| letter.is_ascii_digit() || "¼½¾".contains(letter);
    let both = count.trim_end().ends_with(numeric) && each.trim_start().starts_with(numeric);
    both.then_some((count, each))
}

/// The number with a point before the fraction and nothing else; it has no sign.
fn plain(text: &str, marks: Marks) -> Option<String> {
    let is_mark = |letter: char| matches!(letter, '.' | ',') || marks.only_groups(letter);
    let found: Vec<char> = text.chars().filter(|letter| is_mark(*letter)).collect();
    let parts: Vec<&str> = text.split(is_mark).collect();
    let digits = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit());
    if !parts.iter().all(digits) {
        return None;
    }
    match found.last() {
        Some(&last) if parts_fraction(&found, &parts, last, marks) => {
            let (fraction, groups) = parts.split_last()?;
            Some(format!("{}.{fraction}", joined(groups, &found)?))
        }
        _ => joined(&parts, &found),
    }
}

/// Whether the last mark stands before the fraction.
fn parts_fraction(found: &[char], parts: &[&str], last: char, marks: Marks) -> bool {
    let same = found.iter().filter(|mark| **mark == last).count();
    if marks.only_groups(last) || same > 1 {
        return false;
    }
    if found.len() > 1 {
        return true;
    }
    // One mark: `1,500` could be both, `0,500`, `1500,250` and `1,50` could not.
    let [whole, fraction] = parts else {
        return true;
    };
    let like_thousands =
        fraction.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    !(like_thousands && last == marks.group)
}

/// The digits of groups; the first has one to three, the others three (or two, as in India).
fn joined(groups: &[&str], found: &[char]) -> Option<String> {
    let marks = &found[..groups.len().saturating_sub(1)];
    if !marks.windows(2).all(|pair| pair[0] == pair[1]) {
        return None;
    }
    if let [first, middle @ .., last] = groups {
        let right = (1..=3).contains(&first.len())
            && middle.iter().all(|group| (2..=3).contains(&group.len()))
            && last.len() == 3;
        return right.then(|| groups.concat());
    }
    Some(groups.concat())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const FRENCH: Marks = Marks {
        decimal: ',',
        group: '\u{202f}',
    };
    const SWISS: Marks = Marks {
        decimal: '.',
        group: '’',
    };

    fn check(text: &str, marks: Marks, expected: Option<&str>) {
        let read = quantity(text, marks, Unit::parse);
        let shown = read.map(|quantity| quantity.to_string());
        assert_eq!(shown.as_deref(), expected, "{text} with {marks:?}");
    }

    #[test]
    fn what_is_clear_is_read_the_same_everywhere() {
        for marks in [Marks::ENGLISH, Marks::COMMA, FRENCH, SWISS] {
            check("1,5 kg", marks, Some("1.5 kg"));
            check("1.5kg", marks, Some("1.5 kg"));
            check("0,500 l", marks, Some("0.5 l"));
            check("1500,25 g", marks, Some("1500.25 g"));
            check("1.234,5 g", marks, Some("1234.5 g"));
            check("1,234.5 g", marks, Some("1234.5 g"));
            check("1,234,567 g", marks, Some("1234567 g"));
            check("3", marks, Some("3 pc"));
            check(".5 l", marks, Some("0.5 l"));
            check("2. l", marks, Some("2 l"));
            check("-0.001 pack", marks, Some("-0.001 pack"));
            check("1½ l", marks, Some("1.5 l"));
            check("¼ kg", marks, Some("0.25 kg"));
        }
    }

    #[test]
    fn thousands_or_fraction_is_what_the_language_makes_of_it() {
        check("1,500 g", Marks::ENGLISH, Some("1500 g"));
        check("1,500 g", Marks::COMMA, Some("1.5 g"));
        check("1.500 g", Marks::COMMA, Some("1500 g"));
        check("1.500 g", Marks::ENGLISH, Some("1.5 g"));
        check("1.500 g", FRENCH, Some("1.5 g"));
        check("1 500 g", FRENCH, Some("1500 g"));
        check("1 500,5 g", FRENCH, Some("1500.5 g"));
        check("1'500.5 g", SWISS, Some("1500.5 g"));
        check("1,00,000 g", Marks::ENGLISH, Some("100000 g"));
    }

    #[test]
    fn so_many_of_so_much_is_all_of_it() {
        for text in [
            "6 x 330 ml",
            "6x330ml",
            "6 × 330 ml",
            "6*330 ml",
            "6 X 330ml",
        ] {
            check(text, Marks::ENGLISH, Some("1980 ml"));
        }
        check("2 x 1,5 l", Marks::COMMA, Some("3 l"));
        check("1,5 x 2", Marks::COMMA, Some("3 pc"));
        check("2 x", Marks::ENGLISH, Some("2 pc"));
        check("2 x 3 x 100 g", Marks::ENGLISH, Some("600 g"));
    }

    #[test]
    fn what_is_no_amount_is_none() {
        let wrong = [
            "",
            "kg",
            "1.2345 kg",
            "1.2.3 kg",
            "5 apples",
            "1-2 kg",
            "1,23,4 g",
            "1 500 g",
            "12,34,567.8.9 g",
            "1.5½ l",
            "½½ l",
            "x 3",
            "6 x ml",
            "1,234.567.890 g",
            "--1 g",
            "99999999999999999999 x 3 g",
        ];
        for text in wrong {
            check(text, Marks::ENGLISH, None);
        }
    }

    #[test]
    fn money_is_read_in_the_digits_of_its_currency() {
        let read =
            |text, marks, currency| money(text, marks, currency).map(|money| money.to_string());
        let euro = Currency::EUR;
        assert_eq!(read("2,4", Marks::COMMA, euro).as_deref(), Some("2.40"));
        assert_eq!(read("2.", Marks::COMMA, euro).as_deref(), Some("2.00"));
        assert_eq!(
            read("1.249", Marks::COMMA, euro).as_deref(),
            Some("1249.00")
        );
        assert_eq!(
            read("1,249", Marks::ENGLISH, euro).as_deref(),
            Some("1249.00")
        );
        assert_eq!(
            read("1,249", Marks::COMMA, euro),
            None,
            "a digit would be lost"
        );
        assert_eq!(read("−0,30", Marks::COMMA, euro).as_deref(), Some("-0.30"));
    }

    proptest! {
        #[test]
        fn a_number_written_by_a_language_is_read_by_it(milli in -9_999_999_999_i64..10_000_000_000) {
            for marks in [Marks::ENGLISH, Marks::COMMA, FRENCH, SWISS] {
                let text = written(milli, marks);
                prop_assert_eq!(number(&text, marks, 3), Some(milli), "{}", text);
            }
        }

        #[test]
        fn nothing_that_is_typed_panics(text in "[0-9.,' xX×*½a-z\u{202f}+-]{0,16}") {
            for marks in [Marks::ENGLISH, Marks::COMMA, FRENCH, SWISS] {
                let _ = quantity(&text, marks, Unit::parse);
            }
        }
    }

    /// With all its thousands and three digits of fraction.
    fn written(milli: i64, marks: Marks) -> String {
        let sign = if milli < 0 { "-" } else { "" };
        let whole = (milli.unsigned_abs() / 1_000).to_string();
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(marks.group);
            }
            grouped.push(digit);
        }
        let fraction = milli.unsigned_abs() % 1_000;
        format!("{sign}{grouped}{}{fraction:03}", marks.decimal)
    }
}
