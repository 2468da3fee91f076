//! A row with everything that the parser knows about it.

use std::ops::Range;

use super::amounts::{Number, Spot, Token, tokens};
use super::columns::{columns_start, name_range, price_position};
use super::keywords::{Mark, Marks, marks};
use super::kinds::{Kind, kind};
use super::measure::{self, Measure, unit_word};

/// Words that stand between amounts and name nothing.
const SMALL_WORDS: &[&str] = &[
    "at", "for", "per", "the", "and", "or", "von", "pour", "par", "lmt", "limit", "net", "tare",
];

/// A row with everything that the parser knows about it.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Position in the draft's rows.
    pub row: usize,
    /// The repaired text.
    pub text: String,
    pub spots: Vec<Spot>,
    pub marks: Marks,
    pub kind: Kind,
    pub measure: Option<Measure>,
    /// The amount of the row: its last one that no quantity expression uses.
    pub price: Option<Number>,
    /// The token of the price.
    price_at: Option<usize>,
    /// Bytes of `text` that name something; empty when nothing does.
    pub name: (usize, usize),
    /// Where the columns begin that follow the name.
    pub printed: usize,
    /// A small whole number before the name: a count, or a place in a list.
    pub lead: Option<Number>,
}

impl Line {
    /// The part of the row that names something.
    pub fn name(&self) -> &str {
        self.text
            .get(self.name.0..self.name.1)
            .unwrap_or_default()
            .trim()
    }

    /// The name as printed, with its codes and flags, without the amounts after it.
    pub fn printed(&self) -> &str {
        self.text
            .get(..self.printed.max(self.name.1))
            .unwrap_or_default()
            .trim()
    }

    /// The bytes of `text` that are the price.
    pub fn price_bytes(&self) -> Option<Range<usize>> {
        let spot = self.spots.get(self.price_at?)?;
        Some(spot.start..spot.end)
    }

    /// The bytes of an amount of this many hundredths.
    pub fn bytes_of(&self, cents: i64) -> Option<Range<usize>> {
        let same = |spot: &&Spot| {
            let number = spot.number().filter(Number::is_money);
            number.and_then(|number| number.cents()) == Some(cents)
        };
        let spot = self.spots.iter().rfind(same)?;
        Some(spot.start..spot.end)
    }

    /// The text with a blank for the price: no date runs across an amount.
    pub fn before_and_after_price(&self) -> (&str, &str) {
        match self.price_at.map(|at| self.spots[at]) {
            Some(price) => (&self.text[..price.start], &self.text[price.end..]),
            None => (&self.text, ""),
        }
    }

    /// Whether the row names something: three letters that are no units and no small words.
    pub fn has_name(&self) -> bool {
        let words = self.name().split(|c: char| !c.is_alphanumeric());
        let small = |word: &&str| {
            SMALL_WORDS
                .iter()
                .any(|small| word.eq_ignore_ascii_case(small))
        };
        words
            .filter(|word| unit_word(word).is_none() && !small(word))
            .map(letters)
            .sum::<usize>()
            >= 3
    }

    /// The amount in hundredths.
    pub fn cents(&self) -> Option<i64> {
        self.price?.cents()
    }

    /// Every amount of money on the row, in hundredths.
    pub fn amounts(&self) -> impl DoubleEndedIterator<Item = i64> + '_ {
        let percent = |at: usize| {
            self.spots
                .get(at + 1)
                .is_some_and(|next| next.token == Token::Percent)
        };
        let numbers = self
            .spots
            .iter()
            .enumerate()
            .filter(move |(at, _)| !percent(*at))
            .filter_map(|(_, spot)| spot.number());
        numbers
            .filter(Number::is_money)
            .filter_map(|number| number.cents())
    }

    /// Whether the row could name something among goods although a word of it is known from elsewhere.
    pub fn may_name(&self) -> bool {
        let hints =
            [Mark::Meta, Mark::Place, Mark::Date, Mark::Section].map(|mark| self.marks.count(mark));
        self.kind == Kind::Meta
            && self.marks.unknown >= 1
            && hints.iter().sum::<usize>() <= 1
            && !self.text.contains(':')
            && self.has_name()
    }

    pub fn has_number(&self) -> bool {
        self.spots.iter().any(|spot| spot.number().is_some())
    }

    pub fn percents(&self) -> usize {
        self.spots
            .iter()
            .filter(|spot| spot.token == Token::Percent)
            .count()
    }
}

/// Letters in a text.
pub(super) fn letters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphabetic()).count()
}

/// Reads one row.
pub(super) fn line(row: usize, text: String, decimal: char) -> Line {
    let spots = tokens(&text, decimal);
    let marks = marks(&label(&text, &spots));
    let measure = measure::find(&spots);
    let price_at = price_position(&spots, measure.as_ref());
    let (name, lead) = name_range(&text, &spots, measure.as_ref(), price_at);
    let price = price_at.and_then(|at| spots[at].number());
    let first_amount = price_at
        .map_or(spots.len(), |at| columns_start(&spots, at))
        .min(measure.map_or(
            spots.len(),
            |m| if m.first > 0 { m.first } else { spots.len() },
        ));
    let printed = spots[..first_amount]
        .iter()
        .rfind(|spot| !is_before_amount(&text, spot))
        .map_or(0, |spot| spot.end);
    let mut line = Line {
        row,
        text,
        spots,
        marks,
        kind: Kind::Goods,
        measure,
        price,
        price_at,
        name,
        printed,
        lead,
    };
    line.kind = kind(&line);
    line
}

/// A sign or currency that belongs to the amount after it.
fn is_before_amount(text: &str, spot: &Spot) -> bool {
    let closes = || matches!(&text[spot.start..spot.end], ")" | "]" | "\"" | "!" | ".");
    match spot.token {
        Token::Currency | Token::At => true,
        Token::Sign => !closes(),
        _ => false,
    }
}

/// The row without its numbers, in which keywords are looked for.
fn label(text: &str, spots: &[Spot]) -> String {
    let mut label = String::with_capacity(text.len());
    let mut end = 0;
    for spot in spots
        .iter()
        .filter(|spot| matches!(spot.token, Token::Number(_) | Token::Flag | Token::Code))
    {
        label.push_str(&text[end..spot.start]);
        label.push(' ');
        end = spot.end;
    }
    label.push_str(&text[end..]);
    label
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_loses_its_codes_and_columns() {
        let name = |text: &str| line(0, text.to_owned(), '.').name().to_owned();
        assert_eq!(
            name("06038301376 NO NAME ALL PURP 5.99"),
            "NO NAME ALL PURP"
        );
        assert_eq!(
            name("ROYAL BAKING POWDER 450G 4 11.32 45.28 S"),
            "ROYAL BAKING POWDER 450G"
        );
        assert_eq!(name("4016 RED DEL. APPLES 3.43"), "RED DEL. APPLES");
        assert_eq!(name("2 x Milch 3.00"), "Milch");
        assert_eq!(name("1 PC 9.000 0.00 9.00"), "");
    }

    #[test]
    fn the_printed_name_ends_before_the_sign_of_the_amount() {
        let printed = |text: &str| line(0, text.to_owned(), '.').printed().to_owned();
        assert_eq!(printed("Oat Milk 1L £ 1.80"), "Oat Milk 1L");
        assert_eq!(printed("Oat Milk 1L £1.80"), "Oat Milk 1L");
        assert_eq!(printed("EGGS (LARGE) - $ 3.80"), "EGGS (LARGE)");
    }

    #[test]
    fn words_between_amounts_name_nothing() {
        let named = |text: &str| line(0, text.to_owned(), '.').has_name();
        assert!(!named("2 AT 1 FOR 0.97 1.94 X"));
        assert!(!named("2 @ 2 FOR 5.00 5.00"));
        assert!(named("FORK 2.00"));
    }
}
