//! Amounts as they were meant: blanks inside numbers and letters for digits undone.
//!
//! A tab stands for the wide gap between two columns, a blank for any other gap.
//! Readers print `3. 50`, `$2.4 7`, `1O.59` and `0.9I`. Only runs that have the
//! shape of an amount are touched, so names keep their letters.

use pantry::quantity::Unit;

use super::measure::unit_word;

/// Signs and codes of currencies that stand before an amount, glued or not.
const CURRENCIES: &[&str] = &[
    "RM", "EUR", "CHF", "USD", "CAD", "MYR", "GBP", "SGD", "AUD", "PLN", "SEK", "$", "€", "£",
];

/// The row's text with single gaps and repaired amounts.
pub(super) fn repair(text: &str) -> String {
    let chunks: Vec<(&str, char)> = chunks(text);
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    while let Some((chunk, gap)) = chunks.get(at) {
        let next = |ahead: usize| chunks.get(at + ahead).map(|(chunk, _)| *chunk);
        let (joined, used) = next(1)
            .filter(|_| begins_amount(&out, &chunks, at))
            .filter(|next| is_thousands(chunk, next))
            .map(|next| (format!("{chunk}{next}"), 2))
            .unwrap_or_else(|| join(chunk, next(1), next(2)));
        if !out.is_empty() {
            out.push(*gap);
        }
        let last_column = *gap == '\t' && at + used == chunks.len();
        if next(1).is_some_and(|next| is_at(out.trim_end(), chunk, next)) {
            out.push('@');
        } else if is_litres(&joined) && !last_column {
            out.push_str(&joined);
        } else {
            out.push_str(&digits(&joined));
        }
        at += used;
    }
    out
}

/// The pieces between gaps, each with the gap before it.
fn chunks(text: &str) -> Vec<(&str, char)> {
    text.split('\t')
        .flat_map(|column| column.split_whitespace().enumerate())
        .map(|(place, chunk)| (chunk, if place == 0 { '\t' } else { ' ' }))
        .collect()
}

/// The chunk with what belongs to its number, and how many chunks that took.
fn join(chunk: &str, next: Option<&str>, after: Option<&str>) -> (String, usize) {
    let Some(next) = next else {
        return (chunk.to_owned(), 1);
    };
    if ends_in_whole(chunk) {
        if is_separator(next) && after.is_some_and(begins_with_cents) {
            return (format!("{chunk}.{}", after.unwrap_or_default()), 3);
        }
        let mut rest = next.chars();
        if rest
            .next()
            .is_some_and(|c| matches!(c, '.' | ',' | '\'' | '’'))
            && begins_with_cents(rest.as_str())
        {
            let separator = if next.starts_with(',') { ',' } else { '.' };
            return (format!("{chunk}{separator}{}", rest.as_str()), 2);
        }
    }
    if let Some(whole) = chunk.strip_suffix(['.', ','])
        && ends_in_whole(whole)
        && (begins_with_cents(next) || is_weight(next, after))
    {
        return (format!("{chunk}{next}"), 2);
    }
    // `2.4 7`: the last digit stands alone, and no other number can begin there.
    if next.len() == 1
        && next.bytes().all(|b| b.is_ascii_digit())
        && lacks_a_digit(chunk)
        && after.is_none()
    {
        return (format!("{chunk}{next}"), 2);
    }
    (chunk.to_owned(), 1)
}

/// Whether the last amount of the row begins here, after a name and in a column of its
/// own, so that it is no count before a price.
fn begins_amount(before: &str, chunks: &[(&str, char)], at: usize) -> bool {
    let column = chunks[at].1 == '\t' || CURRENCIES.iter().any(|code| before.ends_with(*code));
    let one_column = chunks.get(at + 1).is_some_and(|(_, gap)| *gap == ' ');
    let mut after = chunks.iter().skip(at + 2);
    let last = !after.any(|(chunk, _)| chunk.contains(|c: char| c.is_ascii_digit()));
    let named = before.contains(char::is_alphabetic);
    column && one_column && last && named
}

/// `1 234,50`: a blank between thousands.
fn is_thousands(chunk: &str, next: &str) -> bool {
    let start = chunk.trim_start_matches(['$', '€', '£', '-']);
    let first = (1..=3).contains(&start.len()) && start.bytes().all(|b| b.is_ascii_digit());
    let (Some(hundreds), Some(rest)) = (next.get(..3), next.get(3..)) else {
        return false;
    };
    first
        && !start.starts_with('0')
        && hundreds.bytes().all(|b| b.is_ascii_digit())
        && rest.starts_with(['.', ','])
        && begins_with_cents(&rest[1..])
}

/// Whether a smudge stands between a count or a unit of weight and the price of one:
/// `2 III $4.48`, `0.360 kg ~ $2.18/kg`.
fn is_at(before: &str, smudge: &str, after: &str) -> bool {
    let strokes =
        smudge.chars().count() <= 3 && smudge.chars().all(|c| "Il1i!|~#*®©¢s§".contains(c));
    let last = before.rsplit([' ', '\t']).next().unwrap_or_default();
    let count = last.len() <= 2 && !last.is_empty() && last.bytes().all(|b| b.is_ascii_digit());
    let counted = count
        || (matches!(unit_word(last), Some(Unit::Kilogram | Unit::Pound))
            && before.len() > last.len());
    let price = after.strip_prefix(['$', '€', '£']);
    // Nothing but the count before it: `MILK 2 I $4.48` is left alone.
    let first = !before.chars().any(char::is_alphabetic) || !count;
    strokes
        && counted
        && first
        && price.is_some_and(|price| price.starts_with(|c: char| c.is_ascii_digit()))
}

/// `1,5l`: a size in litres, not an amount that ends in a one.
fn is_litres(chunk: &str) -> bool {
    let Some((whole, rest)) = chunk.split_once(['.', ',']) else {
        return false;
    };
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole)
        && rest
            .strip_suffix('l')
            .is_some_and(|part| part.len() == 1 && all_digits(part))
}

fn is_separator(chunk: &str) -> bool {
    matches!(chunk, "." | "," | "'")
}

/// One to four digits at the end, after nothing but a sign, an `@` or a currency.
fn ends_in_whole(chunk: &str) -> bool {
    let start = chunk.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = chunk.len() - start.len();
    (1..=4).contains(&digits)
        && start
            .chars()
            .all(|c| matches!(c, '$' | '€' | '£' | '-' | '@' | 'S' | 'R' | 'M'))
}

/// Three decimals before a unit of weight: `0. 740 kg`.
fn is_weight(decimals: &str, unit: Option<&str>) -> bool {
    let three = decimals.len() == 3 && decimals.bytes().all(|b| b.is_ascii_digit());
    let unit = unit.and_then(unit_word);
    three && matches!(unit, Some(Unit::Kilogram | Unit::Pound))
}

/// Exactly two digits, then the end, a sign or a short flag.
fn begins_with_cents(chunk: &str) -> bool {
    let rest = chunk.trim_start_matches(|c: char| c.is_ascii_digit());
    let flag = rest
        .chars()
        .all(|c| c.is_ascii_uppercase() || matches!(c, '-' | '*' | '/'));
    chunk.len() - rest.len() == 2 && (flag || rest.starts_with('/')) && rest.len() <= 4
}

/// `$2.4`: an amount with one digit after the point.
fn lacks_a_digit(chunk: &str) -> bool {
    let Some((whole, cents)) = chunk.rsplit_once('.') else {
        return false;
    };
    ends_in_whole(whole) && cents.len() == 1 && cents.bytes().all(|b| b.is_ascii_digit())
}

/// Letters read for digits, in a chunk that is an amount but for them.
fn digits(chunk: &str) -> String {
    let is_digit_like = |c: char| c.is_ascii_digit() || look_alike(c).is_some();
    let core_start = core_start(chunk);
    let core = &chunk[core_start..];
    let Some(point) = core.find(['.', ',']) else {
        return chunk.to_owned();
    };
    let (whole, cents) = (&core[..point], &core[point + 1..]);
    let cents_end: usize = cents
        .chars()
        .take_while(|c| is_digit_like(*c))
        .take(2)
        .map(char::len_utf8)
        .sum();
    let (cents, rest) = cents.split_at(cents_end);
    let all = whole.chars().chain(cents.chars());
    let shaped = !whole.is_empty()
        && whole.len() <= 5
        && cents.chars().count() == 2
        && all.clone().all(is_digit_like)
        && (whole.contains(|c: char| c.is_ascii_digit()) || matches!(whole, "l" | "I" | "O" | "|"))
        && all.clone().any(|c| c.is_ascii_digit())
        && all.clone().any(|c| !c.is_ascii_digit())
        && rest.chars().all(|c| c.is_ascii_uppercase() || c == '-')
        && rest.len() <= 3;
    // `S3.17` is a dollar sign, not fifty-three.
    if !shaped
        || (whole.starts_with('S')
            && whole.len() > 1
            && whole[1..].bytes().all(|b| b.is_ascii_digit()))
    {
        return chunk.to_owned();
    }
    let fix = |c: char| look_alike(c).unwrap_or(c);
    let separator = if core[point..].starts_with(',') {
        ','
    } else {
        '.'
    };
    let whole: String = whole.chars().map(fix).collect();
    let cents: String = cents.chars().map(fix).collect();
    format!("{}{whole}{separator}{cents}{rest}", &chunk[..core_start])
}

/// Where the number may begin: after signs and the code of a currency.
fn core_start(chunk: &str) -> usize {
    let signs = chunk
        .find(|c: char| !matches!(c, '$' | '€' | '£' | '-' | '('))
        .unwrap_or(0);
    let code = CURRENCIES
        .iter()
        .find(|code| chunk[signs..].starts_with(**code));
    signs + code.map_or(0, |code| code.len())
}

fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'O' | 'o' | 'Q' | 'D' => '0',
        'I' | 'l' | '|' | 'i' => '1',
        'Z' => '2',
        'S' | 's' => '5',
        'B' => '8',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(repair(text), expected, "{text:?}");
    }

    #[test]
    fn blanks_inside_an_amount_are_closed() {
        check("CRAISINS   13. 99", "CRAISINS 13.99");
        check("VANILA 2 . 97", "VANILA 2.97");
        check("TOM SCE 3 '08", "TOM SCE 3.08");
        check("2 @ $2.4 7", "2 @ $2.47");
        check("PEACH 1.640 kg @ $3 . 90/kg", "PEACH 1.640 kg @ $3.90/kg");
    }

    #[test]
    fn letters_in_an_amount_become_digits() {
        check("SUGAR 1O.59", "SUGAR 10.59");
        check("MILK 0.9I", "MILK 0.91");
        check("$l2.S0 A", "$12.50 A");
    }

    #[test]
    fn a_currency_before_an_amount_does_not_hide_its_letters() {
        check("35S CRISPI ROLL RM6.8S S", "35S CRISPI ROLL RM6.85 S");
        check("TOTAL EUR1O.59", "TOTAL EUR10.59");
    }

    #[test]
    fn litres_are_no_cents() {
        check("APFELSAFT 1,5l 1,99", "APFELSAFT 1,5l 1,99");
        check("WASSER 0.7l\t0.9l", "WASSER 0.7l\t0.91");
        check("MILCH 0,5l", "MILCH 0,5l");
        check("€0.5l", "€0.51");
    }

    #[test]
    fn a_blank_between_thousands_is_closed_where_no_count_stands() {
        check("TOTAL\t1 234,50", "TOTAL\t1234,50");
        check("TOTAL € 1 234,50 A", "TOTAL € 1234,50 A");
        check("STUHL 2 150,00", "STUHL 2 150,00");
        check("STUHL\t2\t150,00", "STUHL\t2\t150,00");
        check("STUHL\t2 150,00 300,00", "STUHL\t2 150,00 300,00");
        check("2 150,00", "2 150,00");
        check("KASSE\t1 234", "KASSE\t1 234");
    }

    proptest::proptest! {
        /// The confidence of a field counts on it.
        #[test]
        fn no_character_is_added_or_lost(text in "[0-9OISl .,'x@$RM\\t-]{0,40}") {
            let marks = |text: &str| text.chars().filter(|c| !c.is_whitespace()).count();
            proptest::prop_assert_eq!(marks(&repair(&text)), marks(&text));
        }
    }

    #[test]
    fn names_and_codes_keep_their_letters() {
        check("1. 991 kg", "1.991 kg");
        check("2 III $4.48 ea", "2 @ $4.48 ea");
        check("0.360 kg ~ $2. 18/kg", "0.360 kg @ $2.18/kg");
        check("MILK I $4.48", "MILK I $4.48");
        check("VITAMIN B.12 OIL", "VITAMIN B.12 OIL");
        check("S3.17 SOLO", "S3.17 SOLO");
        check("NO. 55 JALAN 7", "NO. 55 JALAN 7");
        check("", "");
    }
}
