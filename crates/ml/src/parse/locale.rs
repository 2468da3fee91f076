//! Where a receipt comes from, decided once for the whole of it: currency,
//! decimal sign, and whether dates put the day first.

use pantry::money::Currency;

use super::decimal::decimal;
use super::fold::plain;
use super::signs::{GST_RATES, SIGNS, STATES, SYMBOLS};

/// What a receipt's country decides about its print.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Locale {
    /// The currency, when anything on the paper says so.
    pub currency: Option<Currency>,
    /// The sign before cents.
    pub decimal: char,
    /// `None` where both orders of day and month are in use.
    pub day_first: Option<bool>,
}

/// Rows beyond which the country is no longer looked for: a receipt has said it by then.
const MAX_ROWS: usize = 400;

/// Decides from all rows together.
pub(super) fn detect(rows: &[String]) -> Locale {
    let currency = currency(rows);
    let day_first = match currency.as_ref().map(Currency::code) {
        Some("USD") => Some(false),
        Some("CAD") | None => None,
        Some(_) => Some(true),
    };
    Locale {
        currency,
        decimal: decimal(rows),
        day_first,
    }
}

fn currency(rows: &[String]) -> Option<Currency> {
    let rows = &rows[..rows.len().min(MAX_ROWS)];
    let plain_rows: Vec<String> = rows
        .iter()
        .map(|row| format!(" {} ", squeeze(&plain(row))))
        .collect();
    let mut scores = Scores::default();
    scores.add_signs(&plain_rows);
    scores.add_places(rows, &plain_rows);
    let canadian = scores.of("CAD") > 0;
    scores.add_symbols(rows);
    let best = scores.best()?;
    // A dollar that nothing calls Canadian is a dollar of the United States.
    Currency::from_code(if best == "CAD" && !canadian {
        "USD"
    } else {
        best
    })
}

/// How much speaks for each currency.
#[derive(Default)]
struct Scores(Vec<(&'static str, i32)>);

impl Scores {
    fn of(&self, code: &str) -> i32 {
        let found = self.0.iter().find(|(known, _)| *known == code);
        found.map_or(0, |(_, score)| *score)
    }

    fn add(&mut self, code: &'static str, points: i32) {
        match self.0.iter_mut().find(|(known, _)| *known == code) {
            Some((_, score)) => *score += points,
            None => self.0.push((code, points)),
        }
    }

    /// Adds the points for each row that is of this kind, three times at most.
    fn add_rows<T>(
        &mut self,
        code: &'static str,
        points: i32,
        rows: &[T],
        is: impl Fn(&T) -> bool,
    ) {
        let times = rows.iter().filter(|row| is(row)).take(3).count();
        self.add(code, points * i32::try_from(times).unwrap_or(0));
    }

    fn add_signs(&mut self, plain_rows: &[String]) {
        for (code, points, signs) in SIGNS {
            for sign in *signs {
                let padded = format!(" {} ", sign.trim());
                self.add_rows(code, *points, plain_rows, |row| row.contains(&padded));
            }
        }
    }

    /// Postcodes and the rates of a tax that many countries call by one name.
    fn add_places(&mut self, rows: &[String], plain_rows: &[String]) {
        let postcode = plain_rows.iter().any(|row| has_canadian_postcode(row));
        if postcode {
            self.add("CAD", 6);
        }
        if plain_rows.iter().any(|row| has_zip_code(row)) {
            self.add("USD", 4);
        }
        for (rate, code) in GST_RATES {
            self.add_rows(code, 2, rows, |row| has_gst_rate(row, rate));
        }
        let beside = [" HST ", " PST ", " QST "];
        if postcode
            || plain_rows
                .iter()
                .any(|row| beside.iter().any(|tax| row.contains(tax)))
        {
            self.add_rows("CAD", 2, plain_rows, |row| row.contains(" GST "));
        }
    }

    fn add_symbols(&mut self, rows: &[String]) {
        // `RM12.50` and `EUR3,20` stick to their amounts.
        for (code, glued) in [("MYR", "RM"), ("EUR", "EUR"), ("CHF", "CHF")] {
            self.add_rows(code, 4, rows, |row| glued_amount(row, glued));
        }
        for (symbol, codes) in SYMBOLS {
            for code in *codes {
                self.add_rows(code, 2, rows, |row| has_symbol(row, *symbol));
            }
        }
        // `12,50 kr` is money of the north, and the words say whose.
        for code in ["SEK", "DKK"] {
            self.add_rows(code, 1, rows, |row| has_crowns(row));
        }
    }

    /// The first of those with the most points, if they are enough.
    fn best(&self) -> Option<&'static str> {
        let mut best: Option<(&str, i32)> = None;
        for (code, score) in &self.0 {
            if *score >= 2 && best.is_none_or(|(_, most)| *score > most) {
                best = Some((code, *score));
            }
        }
        best.map(|(code, _)| code)
    }
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn glued_amount(row: &str, currency: &str) -> bool {
    row.match_indices(currency).any(|(at, _)| {
        let before = row[..at].chars().next_back();
        let after = row[at + currency.len()..].chars().next();
        before.is_none_or(|c| !c.is_alphanumeric()) && after.is_some_and(|c| c.is_ascii_digit())
    })
}

/// `T5R 5W9`.
fn has_canadian_postcode(row: &str) -> bool {
    let shape = |word: &str, letters: [bool; 3]| {
        word.len() == 3
            && word.bytes().zip(letters).all(|(b, letter)| {
                if letter {
                    b.is_ascii_uppercase()
                } else {
                    b.is_ascii_digit()
                }
            })
    };
    let words: Vec<&str> = row.split_whitespace().collect();
    words
        .windows(2)
        .any(|pair| shape(pair[0], [true, false, true]) && shape(pair[1], [false, true, false]))
}

/// `OH 45402`.
fn has_zip_code(row: &str) -> bool {
    let words: Vec<&str> = row.split_whitespace().collect();
    let zip = |word: &str| word.len() == 5 && word.bytes().all(|b| b.is_ascii_digit());
    words
        .windows(2)
        .any(|pair| zip(pair[1]) && STATES.split(' ').any(|state| state == pair[0]))
}

/// `GST 5%`, `GST (6.0%)`.
fn has_gst_rate(row: &str, rate: &str) -> bool {
    let percents = row.match_indices('%').any(|(at, _)| {
        let number = row[..at].trim_end();
        let start = number.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
        let digits = &number[start.len()..];
        let (whole, part) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
        whole == rate && part.bytes().all(|b| b == b'0')
    });
    percents && row.to_uppercase().contains("GST")
}

/// `€` anywhere; `$` only before an amount: readers make it of an `S`.
fn has_symbol(row: &str, symbol: char) -> bool {
    if symbol != '$' {
        return row.contains(symbol);
    }
    row.split('$').skip(1).any(|after| {
        let after = after.trim_start();
        let rest = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let cents = rest.strip_prefix(['.', ',']).unwrap_or_default();
        let digits = cents.bytes().take_while(u8::is_ascii_digit).count();
        rest.len() < after.len() && digits == 2
    })
}

/// `kr` beside an amount.
fn has_crowns(row: &str) -> bool {
    let words: Vec<&str> = row.split_whitespace().collect();
    let crowns = |word: &str| word.trim_end_matches(['.', ':']).eq_ignore_ascii_case("kr");
    let amount = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
    words
        .windows(2)
        .any(|pair| crowns(pair[0]) && amount(pair[1]) || amount(pair[0]) && crowns(pair[1]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[&str], currency: Option<&str>, decimal: char) {
        let rows: Vec<String> = rows.iter().map(|row| (*row).to_owned()).collect();
        let found = detect(&rows);
        assert_eq!(
            found.currency.as_ref().map(Currency::code),
            currency,
            "{rows:?}"
        );
        assert_eq!(found.decimal, decimal, "{rows:?}");
    }

    #[test]
    fn a_receipt_says_its_country_in_many_small_ways() {
        check(&["ABC MART SDN BHD", "TOTAL RM 12.50"], Some("MYR"), '.');
        check(
            &["REWE Markt GmbH", "SUMME EUR 3,20", "MwSt 7% 0,21"],
            Some("EUR"),
            ',',
        );
        check(
            &["Migros Zürich", "Total CHF 12.30", "CHE-116.281.710 MWST"],
            Some("CHF"),
            '.',
        );
        check(&["TESCO", "TOTAL £3.20"], Some("GBP"), '.');
        check(
            &["Edmonton AB T5R 5W9", "GST 5% $0.20", "TOTAL $4.20"],
            Some("CAD"),
            '.',
        );
        check(
            &["JOE'S", "SALES TAX $0.20", "TOTAL $4.20"],
            Some("USD"),
            '.',
        );
        check(&["hello"], None, '.');
    }

    #[test]
    fn a_dollar_is_canadian_only_where_something_says_so() {
        check(&["MAPLE LANE", "MILK $4.20"], Some("USD"), '.');
        check(
            &["Dayton, OH 45402", "TAX 0.20", "TOTAL 4.20"],
            Some("USD"),
            '.',
        );
        check(&["GST 5% $0.20", "TOTAL $4.20"], Some("CAD"), '.');
        check(&["GST 0.20", "PST 0.30", "TOTAL $4.20"], Some("CAD"), '.');
        check(&["GST 10% $0.20", "TOTAL $4.20"], Some("AUD"), '.');
        check(&["GST 15% $0.20", "TOTAL $4.20"], Some("NZD"), '.');
        check(&["SLIP $ 99750", "$", "S$ABC"], None, '.');
        check(&["50000 KUALA LUMPUR", "TOTAL 3.20"], Some("MYR"), '.');
    }

    #[test]
    fn moms_is_swedish_or_danish() {
        check(&["MOMS 25% 4,00", "TOTAL 20,00"], Some("SEK"), ',');
        check(
            &["CVR 12345678", "I alt 20,00 kr", "Heraf moms 4,00"],
            Some("DKK"),
            ',',
        );
        check(
            &["Org.nr 556000-1234", "Summa 20,00 kr", "Moms 4,00"],
            Some("SEK"),
            ',',
        );
    }
}
