//! The rows of a receipt's head that say where the shop is.

use super::header::{is_registration, squeezed};
use super::keywords::Mark;
use super::kinds::Kind;
use super::line::{Line, letters};

/// The rows after the name that look like an address, up to the first that is about something else.
pub(super) fn address(head: &[Line], from: usize) -> Option<String> {
    let mut rows: Vec<String> = Vec::new();
    for (place, line) in head.iter().skip(from).take(8).enumerate() {
        let about = line.marks.has(Mark::Meta)
            || line.marks.has(Mark::Date)
            || matches!(line.kind, Kind::Columns | Kind::Section)
            || is_phone(&line.text);
        let numbered = is_numbered(&line.text);
        if numbered || about && (!rows.is_empty() || !line.marks.has(Mark::Place)) {
            if rows.is_empty() {
                continue;
            }
            break;
        }
        let number_only = letters(&line.text) < 3;
        let placed = line.marks.has(Mark::Place)
            || line.text.contains(',')
            || has_postcode(&line.text)
            || has_street(&line.text)
            || (place == 0 && has_house_number(&line.text));
        if rows.is_empty() && (number_only || !placed) {
            continue;
        }
        if number_only && !has_postcode(&line.text) {
            continue;
        }
        rows.push(squeezed(&line.text));
        if rows.len() == 5 {
            break;
        }
    }
    (!rows.is_empty()).then(|| rows.join(" "))
}

/// A word of four to six digits.
fn has_postcode(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word.len(), 4..=6) && word.bytes().all(|b| b.is_ascii_digit()))
}

/// At least seven digits, in at least two groups, and hardly a letter: `(937) 555-0126`.
fn is_phone(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let groups = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|group| group.len() >= 2);
    letters(text) <= 2 && (7..=15).contains(&digits) && groups.count() >= 2
}

/// Is about a number, a day or a time: `Site: 1046`, `(867388-U)`, `BR No.: (124525-H)`,
/// `22 Mar 2018 18:24`, `Whatsapp : +6012-5550 126`.
fn is_numbered(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let labelled = text.contains(':') && letters(text) <= 12 && digits >= 4;
    let comma = text.contains(',');
    let registered = text.split_whitespace().any(is_registration);
    let long = digits >= 9 && text.contains([':', '+']);
    (labelled || registered || long) && !comma
}

/// A word that ends as streets do: `Lindenallee`, `Hauptstraße`.
fn has_street(text: &str) -> bool {
    const ENDS: [&str; 6] = ["strasse", "straße", "allee", "weg", "platz", "str."];
    let words = text.split_whitespace().map(str::to_lowercase);
    words
        .filter(|word| word.chars().count() >= 6)
        .any(|word| ENDS.iter().any(|end| word.ends_with(end)))
}

/// Words and one number of one to three digits: `Lindenallee 33`, `5 Station Road`.
fn has_house_number(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let number = |word: &&str| {
        let digits = word.trim_end_matches(|c: char| c.is_ascii_lowercase());
        word.len() - digits.len() <= 1
            && (1..=3).contains(&digits.len())
            && digits.bytes().all(|b| b.is_ascii_digit())
    };
    let outer = words.first().is_some_and(number) != words.last().is_some_and(number);
    words.len() >= 2 && outer && words.iter().filter(|w| number(w)).count() == 1
}

#[cfg(test)]
mod tests {
    use super::super::line::line;
    use super::*;

    fn found(text: &str) -> Option<String> {
        let rows = text.lines().enumerate();
        let lines: Vec<Line> = rows
            .map(|(row, text)| line(row, text.to_owned(), '.'))
            .collect();
        address(&lines, 1)
    }

    fn check_address(text: &str, expected: Option<&str>) {
        assert_eq!(found(text).as_deref(), expected, "{text:?}");
    }

    #[test]
    fn an_address_has_its_street_and_no_telephone() {
        check_address(
            "Lindenhof\nLindenallee 33\n01067 Dresden\nTel. 0351 / 555 0187",
            Some("Lindenallee 33 01067 Dresden"),
        );
        check_address(
            "Maple Lane\n1480 Oak Ave\nDayton, OH 45402\n(937) 555-0126",
            Some("1480 Oak Ave Dayton, OH 45402"),
        );
        check_address(
            "Northgate\n5 Station Road\nLeeds LS1 4AP\n0113 555 0109\nGROCERY",
            Some("5 Station Road Leeds LS1 4AP"),
        );
        check_address(
            "Shop\n12 rue des Lilas\tF\nPRODUCE",
            Some("12 rue des Lilas F"),
        );
        check_address("Shop\nAm Sandweg\nHello", Some("Am Sandweg Hello"));
        check_address(
            "Shop\n12 Oak Ave\nDAYTON OH 45402-1234",
            Some("12 Oak Ave DAYTON OH 45402-1234"),
        );
        check_address(
            "Shop\n22 Mar 2018 18:24\n(867388-U)\n12, Jalan Satu\n81200 Johor",
            Some("12, Jalan Satu 81200 Johor"),
        );
        check_address(
            "Shop\nSite: 1046\n176 JLN BESI\n57100 KUALA LUMPUR\nWhatsapp : +6012-5060668",
            Some("176 JLN BESI 57100 KUALA LUMPUR"),
        );
    }
}
