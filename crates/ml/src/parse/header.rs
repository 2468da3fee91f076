//! The shop and its address, from the head of a receipt.

use super::keywords::Mark;
use super::kinds::{Kind, Line, letters};

/// Rows in which a shop's name is looked for.
const HEAD_ROWS: usize = 10;

/// Words by which companies call themselves, in plain capitals.
const COMPANY: &[&str] = &[
    "SDN",
    "BHD",
    "S/B",
    "ENTERPRISE",
    "TRADING",
    "RESTORAN",
    "RESTAURANT",
    "MART",
    "SUPERMARKET",
    "HYPERMARKET",
    "MARKET",
    "STORE",
    "STORES",
    "GMBH",
    "AG",
    "KG",
    "LTD",
    "LIMITED",
    "INC",
    "LLC",
    "CO",
    "COMPANY",
    "CORPORATION",
    "SARL",
    "SA",
    "SRL",
    "SPA",
    "BV",
    "SHOP",
    "CAFE",
    "BAKERY",
    "PHARMACY",
    "HARDWARE",
    "KEDAI",
    "PERNIAGAAN",
    "SYARIKAT",
    "PASARAYA",
    "BOOKS",
    "STATIONERY",
    "BHD.",
    "M)",
    "SUPERCENTRE",
    "SUPERSTORE",
    "FOODS",
    "GROCERY",
    "DEPOT",
    "HOLDINGS",
    "INDUSTRIES",
    "BAKERIES",
    "HOUSE",
    "KITCHEN",
    "CENTRE",
    "CENTER",
];

/// Shops that print their name as a logo or among other rows.
const CHAINS: &[&str] = &[
    "ALDI",
    "LIDL",
    "REWE",
    "EDEKA",
    "KAUFLAND",
    "PENNY",
    "NETTO",
    "DM-DROGERIE",
    "ROSSMANN",
    "MIGROS",
    "COOP",
    "DENNER",
    "VOLG",
    "TESCO",
    "SAINSBURY",
    "ASDA",
    "MORRISONS",
    "WAITROSE",
    "WALMART",
    "COSTCO",
    "TARGET",
    "KROGER",
    "SAFEWAY",
    "SOBEYS",
    "LOBLAWS",
    "NOFRILLS",
    "SUPERSTORE",
    "CARREFOUR",
    "LECLERC",
    "AUCHAN",
    "INTERMARCHE",
    "MONOPRIX",
    "MERCADONA",
    "ESSELUNGA",
    "CONAD",
    "ALBERT HEIJN",
    "JUMBO",
    "BIEDRONKA",
    "ICA",
    "HEMKOP",
    "SPAR",
    "AEON",
    "GIANT",
    "MYDIN",
    "TRADER JOE'S",
    "WHOLE FOODS",
    "PUBLIX",
    "IKEA",
    "SUBWAY",
];

/// The merchant and the address.
pub(super) fn find(lines: &[Line]) -> (Option<String>, Option<String>) {
    let head = head(lines);
    let Some((first, last)) = merchant(head) else {
        return (None, None);
    };
    let name: Vec<String> = head[first..=last]
        .iter()
        .map(|line| without_registration(&line.text))
        .collect();
    (
        Some(name.join(" ").trim().to_owned()).filter(|name| !name.is_empty()),
        address(head, last + 1),
    )
}

/// The rows before the first price.
fn head(lines: &[Line]) -> &[Line] {
    let end = lines
        .iter()
        .position(|line| line.price.is_some() && line.kind == Kind::Goods)
        .unwrap_or(lines.len());
    &lines[..end.min(lines.len()).min(40)]
}

/// The rows of the shop's name: the first that says it is a company, else the first that can be a name.
fn merchant(head: &[Line]) -> Option<(usize, usize)> {
    let candidates = || {
        head.iter()
            .enumerate()
            .take(HEAD_ROWS)
            .filter(|(_, line)| can_name_a_shop(line))
    };
    let (first, _) = candidates()
        .find(|(_, line)| is_company(&line.text))
        .or_else(|| candidates().next())?;
    // A name that wraps ends in the word for a company.
    let start = if is_tail_of_company(&head[first].text) {
        first
            .checked_sub(1)
            .filter(|at| can_name_a_shop(&head[*at]))
            .unwrap_or(first)
    } else {
        first
    };
    let mut last = first;
    while last < start + 2
        && let Some(next) = head.get(last + 1)
        && is_tail_of_company(&next.text)
        && can_name_a_shop(next)
    {
        last += 1;
    }
    Some((start, last))
}

fn can_name_a_shop(line: &Line) -> bool {
    let address = line.marks.has(Mark::Place) && line.text.contains(',');
    let about = line.marks.has(Mark::Meta) && !is_company(&line.text);
    letters(&line.text) >= 3
        && !address
        && !about
        && !line.marks.has(Mark::Date)
        && line.price.is_none()
}

fn plain_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split([' ', ',', '(', ')'])
        .map(|word| word.trim_matches('.').to_uppercase())
        .filter(|word| !word.is_empty())
}

fn is_company(text: &str) -> bool {
    let upper = text.to_uppercase();
    plain_words(text).any(|word| COMPANY.contains(&word.as_str()))
        || CHAINS.iter().any(|chain| upper.starts_with(chain))
        || upper.contains("SDN") && upper.contains("BHD")
}

/// A row that only ends a name: `SDN BHD`, `ALAM) SDN BHD`, `(M) SDN. BHD.`.
fn is_tail_of_company(text: &str) -> bool {
    let words: Vec<String> = plain_words(text).collect();
    let legal = |word: &String| {
        matches!(
            word.as_str(),
            "SDN" | "BHD" | "S/B" | "GMBH" | "LTD" | "INC" | "LLC" | "CO" | "KG" | "M" | "AG"
        )
    };
    let all_legal = !words.is_empty() && words.iter().all(legal);
    let unopened = text
        .find(')')
        .is_some_and(|close| !text[..close].contains('('));
    all_legal || (unopened && words.iter().any(legal))
}

/// The name without the number of its registration: `(519537-X)`, `789417-W`.
fn without_registration(text: &str) -> String {
    let mut out = text.trim().to_owned();
    while let Some(open) = out.rfind('(') {
        let inside = &out[open + 1..];
        let close = inside.find(')').unwrap_or(inside.len());
        let digits = inside[..close].bytes().filter(u8::is_ascii_digit).count();
        if digits < 4 {
            break;
        }
        let rest = inside.get(close + 1..).unwrap_or_default().to_owned();
        out = format!("{}{}", out[..open].trim_end(), rest);
    }
    let last = out.rsplit(' ').next().unwrap_or_default();
    let digits = last.bytes().filter(u8::is_ascii_digit).count();
    if digits >= 5 && last.len() <= 12 && last.contains('-') {
        out.truncate(out.len() - last.len());
    }
    out.trim().to_owned()
}

/// The rows after the name that look like an address, up to the first that is about something else.
fn address(head: &[Line], from: usize) -> Option<String> {
    let mut rows: Vec<&str> = Vec::new();
    for line in head.iter().skip(from).take(8) {
        let about =
            line.marks.has(Mark::Meta) || line.marks.has(Mark::Date) || line.kind == Kind::Columns;
        let number_only = letters(&line.text) < 3;
        if about && (!rows.is_empty() || !line.marks.has(Mark::Place)) {
            if rows.is_empty() {
                continue;
            }
            break;
        }
        let placed =
            line.marks.has(Mark::Place) || line.text.contains(',') || has_postcode(&line.text);
        if rows.is_empty() && (number_only || !placed) {
            continue;
        }
        if number_only && !has_postcode(&line.text) {
            continue;
        }
        rows.push(line.text.trim());
        if rows.len() == 5 {
            break;
        }
    }
    (!rows.is_empty()).then(|| rows.join(" "))
}

/// A word of four to six digits, or a house number before a street.
fn has_postcode(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| matches!(word.len(), 4..=6) && word.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_registration_number_is_no_part_of_the_name() {
        assert_eq!(
            without_registration("99 SPEED MART S/B (519537-X)"),
            "99 SPEED MART S/B"
        );
        assert_eq!(
            without_registration("AEON CO. (M) BHD (126926-H)"),
            "AEON CO. (M) BHD"
        );
        assert_eq!(
            without_registration("GARDENIA BAKERIES (KL) SDN BHD (139386 X)"),
            "GARDENIA BAKERIES (KL) SDN BHD"
        );
    }
}
