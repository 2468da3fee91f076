//! Where a receipt comes from, decided once for the whole of it: currency,
//! decimal sign, and whether dates put the day first.

use pantry::money::Currency;

use super::fold::plain;

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

/// Signs of a currency and how much each is worth. A sign counts three times at most,
/// so that a column of `$` does not outvote a Canadian tax.
const SIGNS: &[(&str, i32, &[&str])] = &[
    (
        "MYR",
        4,
        &[
            "SDN BHD",
            "MYR",
            "RM",
            "S B",
            "KUALA LUMPUR",
            "SELANGOR",
            "MALAYSIA",
            "JOHOR",
        ],
    ),
    (
        "MYR",
        2,
        &[
            "JALAN", "JLN", "TAMAN", "BHD", "TMN", "SDN", "RINGGIT", "LORONG", "GST ID",
            "RESTORAN", "KEDAI",
        ],
    ),
    (
        "CAD",
        4,
        &[
            "CAD", "CDN", "HST", "PST", "QST", "TVQ", "GST HST", "CANADA", "INTERAC", "EHC", "CRF",
        ],
    ),
    (
        "CAD",
        2,
        &[
            "GST",
            "TPS",
            "ALBERTA",
            "ONTARIO",
            "QUEBEC",
            "EDMONTON",
            "TORONTO",
            "VANCOUVER",
            "CALGARY",
            "MONTREAL",
            " AB ",
            " BC ",
            " ON ",
        ],
    ),
    ("USD", 3, &["USD", "SALES TAX", "STATE TAX", "USA"]),
    (
        "USD",
        2,
        &[
            "TAX 1",
            "SUBTOTAL TAX",
            "EBT",
            "FOOD STAMP",
            "SNAP",
            " CA ",
            " NY ",
            " TX ",
            " FL ",
            " WA ",
            " IL ",
            " NJ ",
        ],
    ),
    ("GBP", 4, &["GBP", "UNITED KINGDOM"]),
    (
        "GBP",
        2,
        &["VAT", "TESCO", "SAINSBURYS", "LONDON", "CLUBCARD", " LTD "],
    ),
    (
        "CHF",
        6,
        &[
            "CHF",
            "SCHWEIZ",
            "SUISSE",
            "SVIZZERA",
            "SWITZERLAND",
            "TWINT",
            "CHE",
        ],
    ),
    (
        "CHF",
        2,
        &[
            " FR ", "MIGROS", "ZURICH", "GENEVE", "BERN", "BASEL", "LUZERN",
        ],
    ),
    (
        "EUR",
        4,
        &["EUR", "EURO", "GMBH", "UST ID", "SIRET", "P IVA", "BTW"],
    ),
    (
        "EUR",
        2,
        &[
            "MWST",
            "UST",
            "TVA",
            "IVA",
            "DEUTSCHLAND",
            "FRANCE",
            "ITALIA",
            "ESPANA",
            "SUMME",
            "STEUER NR",
        ],
    ),
    ("PLN", 5, &["PLN", "PTU", "PARAGON", "FISKALNY"]),
    ("SEK", 5, &["SEK", "MOMS", "KVITTO", "KRONOR"]),
    ("SGD", 5, &["SGD", "PTE LTD", "SINGAPORE"]),
    ("AUD", 5, &["AUD", "ABN", "AUSTRALIA"]),
    ("NZD", 5, &["NZD", "NEW ZEALAND"]),
];

/// Currencies by the sign that is printed with amounts.
const SYMBOLS: &[(char, &[&str])] = &[
    ('€', &["EUR"]),
    ('£', &["GBP"]),
    ('$', &["USD", "CAD", "SGD", "AUD", "NZD"]),
];

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
    let mut scores: Vec<(&str, i32)> = Vec::new();
    let mut add =
        |code: &'static str, points: i32| match scores.iter_mut().find(|(known, _)| *known == code)
        {
            Some((_, score)) => *score += points,
            None => scores.push((code, points)),
        };
    let rows = &rows[..rows.len().min(MAX_ROWS)];
    let plain_rows: Vec<String> = rows
        .iter()
        .map(|row| format!(" {} ", squeeze(&plain(row))))
        .collect();
    for (code, points, signs) in SIGNS {
        for sign in *signs {
            let padded = format!(" {} ", sign.trim());
            let times = plain_rows
                .iter()
                .filter(|row| row.contains(&padded))
                .take(3)
                .count();
            add(code, points * i32::try_from(times).unwrap_or(0));
        }
    }
    // `RM12.50` and `EUR3,20` stick to their amounts.
    for (code, glued) in [("MYR", "RM"), ("EUR", "EUR"), ("CHF", "CHF")] {
        let times = rows
            .iter()
            .filter(|row| glued_amount(row, glued))
            .take(3)
            .count();
        add(code, 4 * i32::try_from(times).unwrap_or(0));
    }
    for (symbol, codes) in SYMBOLS {
        let times = rows
            .iter()
            .filter(|row| row.contains(*symbol))
            .take(3)
            .count();
        for code in *codes {
            add(code, 2 * i32::try_from(times).unwrap_or(0));
        }
    }
    if plain_rows.iter().any(|row| has_canadian_postcode(row)) {
        add("CAD", 6);
    }
    let mut best: Option<(&str, i32)> = None;
    for (code, score) in scores {
        if score >= 2 && best.is_none_or(|(_, most)| score > most) {
            best = Some((code, score));
        }
    }
    Currency::from_code(best?.0)
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

/// The sign that stands before two last digits most often.
fn decimal(rows: &[String]) -> char {
    let (mut points, mut commas) = (0_usize, 0_usize);
    for row in rows {
        let bytes = row.as_bytes();
        let digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
        for at in 1..bytes.len() {
            let ends = digit(at - 1) && digit(at + 1) && digit(at + 2) && !digit(at + 3);
            let again = matches!(bytes.get(at + 3), Some(b'.' | b',')) && digit(at + 4);
            let dated = at >= 3 && matches!(bytes[at - 3], b'.' | b',')
                || at >= 2 && matches!(bytes[at - 2], b'.');
            match bytes[at] {
                b'.' if ends && !again && !dated => points += 1,
                b',' if ends && !again => commas += 1,
                _ => {}
            }
        }
    }
    if commas > points { ',' } else { '.' }
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
}
