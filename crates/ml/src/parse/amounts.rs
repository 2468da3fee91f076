//! The tokens of a row: numbers, the signs between them, and words.
//!
//! A number keeps its value in thousandths and how it was printed, because only
//! the print tells a price (`3.50`) from a count (`3`) and a weight (`0.350`).

use pantry::quantity::Unit;

pub(super) use super::lexer::tokens;
pub(super) use super::number::Number;

/// What a token is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum Token {
    Number(Number),
    /// `x`, `X`, `×` or `*` between numbers.
    Times,
    /// `@`, or `AT` between numbers.
    At,
    /// `FOR` between a number and an amount.
    For,
    Slash,
    Percent,
    Currency,
    Unit(Unit),
    /// One to three capitals glued to an amount: a tax code.
    Flag,
    /// Many digits, perhaps with a few letters: an article number.
    Code,
    Word,
    Sign,
}

/// A token and where it stands in the row's repaired text, in bytes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Spot {
    pub token: Token,
    pub start: usize,
    pub end: usize,
}

impl Spot {
    /// The number, if it is one.
    pub fn number(&self) -> Option<Number> {
        match self.token {
            Token::Number(number) => Some(number),
            _ => None,
        }
    }
}

/// At least six digits, `before` included, and at most three letters.
pub(super) fn is_code(run: &str, before: usize) -> bool {
    let digits = before + run.bytes().filter(u8::is_ascii_digit).count();
    digits >= 6 && run.chars().filter(|c| c.is_alphabetic()).count() <= 3
}

/// A currency as it is printed beside an amount.
pub(super) fn is_currency(run: &str) -> bool {
    matches!(
        run,
        "RM" | "Rm"
            | "EUR"
            | "CHF"
            | "USD"
            | "CAD"
            | "MYR"
            | "GBP"
            | "SGD"
            | "AUD"
            | "PLN"
            | "SEK"
            | "S"
            | "Fr"
            | "kr"
            | "zl"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(i64, u8)]) {
        let found: Vec<(i64, u8)> = tokens(text, '.')
            .iter()
            .filter_map(Spot::number)
            .map(|n| (n.milli, n.decimals))
            .collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn amounts_are_read_with_their_signs() {
        check("MILK 2L 3.50", &[(2000, 0), (3500, 2)]);
        check("1,234.50", &[(1_234_500, 2)]);
        check("1.234,50", &[(1_234_500, 2)]);
        check("1'234.50", &[(1_234_500, 2)]);
        check("RABATT -1,00 A", &[(-1000, 2)]);
        check("LESS 6.00-", &[(-6000, 2)]);
        check("-RM1.20", &[(-1200, 2)]);
        check("Gipfeli 5.-", &[(5000, 2)]);
        check(".50", &[(500, 2)]);
        check("0.350 kg", &[(350, 3)]);
    }

    #[test]
    fn dates_and_versions_are_words() {
        check("12.04.2018", &[]);
        check("1.2.3.4", &[]);
    }

    #[test]
    fn letters_glued_to_a_number_say_what_it_is() {
        let kinds = |text: &str| {
            tokens(text, '.')
                .iter()
                .map(|s| s.token)
                .collect::<Vec<_>>()
        };
        assert!(matches!(
            kinds("7.74SR")[..],
            [Token::Number(_), Token::Flag]
        ));
        assert!(matches!(
            kinds("450G")[..],
            [Token::Number(_), Token::Unit(Unit::Gram)]
        ));
        assert!(matches!(
            kinds("2X2.20")[..],
            [Token::Number(_), Token::Times, Token::Number(_)]
        ));
        assert!(matches!(
            kinds("65045039@2.33")[..],
            [Token::Number(_), Token::At, Token::Number(_)]
        ));
        assert!(matches!(kinds("7UP")[..], [Token::Word]));
    }

    #[test]
    fn a_three_digit_end_is_decimal_only_with_the_receipts_sign() {
        assert_eq!(
            tokens("1.234", ',')[0].number().map(|n| n.milli),
            Some(1_234_000)
        );
        assert_eq!(
            tokens("9.000", '.')[0].number().map(|n| n.milli),
            Some(9_000)
        );
    }
}
