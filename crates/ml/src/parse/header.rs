//! The shop and its address, from the head of a receipt.

use std::ops::Range;

use super::address::address;
use super::keywords::Mark;
use super::kinds::Kind;
use super::line::{Line, letters};
use super::shops::{CHAINS, LEGAL_FORMS, TRADES};

/// Rows in which a shop's name is looked for.
const HEAD_ROWS: usize = 10;

/// The merchant, the address, and the lines that name the merchant.
pub(super) fn find(lines: &[Line]) -> (Option<String>, Option<String>, Range<usize>) {
    let head = head(lines);
    let Some((first, last)) = merchant(head) else {
        return (None, None, 0..0);
    };
    let name: Vec<String> = head[first..=last]
        .iter()
        .map(|line| without_registration(&with_legal_form(&line.text)))
        .collect();
    (
        Some(squeezed(&name.join(" "))).filter(|name| !name.is_empty()),
        address(head, last + 1),
        first..last + 1,
    )
}

/// One blank for every gap.
pub(super) fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The rows before the first price.
fn head(lines: &[Line]) -> &[Line] {
    let end = lines
        .iter()
        .position(|line| line.price.is_some() && line.kind == Kind::Goods)
        .unwrap_or(lines.len());
    &lines[..end.min(lines.len()).min(40)]
}

/// The rows of the shop's name: the first with a legal form, else a known chain, else
/// the first that can be a name.
fn merchant(head: &[Line]) -> Option<(usize, usize)> {
    let candidates = || {
        head.iter()
            .enumerate()
            .take(HEAD_ROWS)
            .filter(|(_, line)| can_name_a_shop(line))
    };
    let (top, topmost) = candidates().next()?;
    // Below the rows about till and tax stands the customer, who may be a company too.
    let numbered = |line: &Line| is_about_something(line) && line.text.contains(char::is_numeric);
    let above = |at: usize| !head[top..at].iter().any(numbered);
    let (first, _) = candidates()
        .take_while(|(at, _)| above(*at) && !has_trade(&topmost.text))
        .find(|(_, line)| has_legal_form(&line.text))
        .or_else(|| candidates().find(|(_, line)| is_chain(&line.text)))
        .unwrap_or((top, topmost));
    // A name that wraps ends in the word for a company.
    let mut start = first;
    while first - start < 2
        && (is_tail_of_company(&head[start].text) || is_second_half(&head[start].text))
        && let Some(before) = start.checked_sub(1)
        && can_name_a_shop(&head[before])
    {
        start = before;
    }
    let mut last = first;
    while last < start + 2
        && let Some(next) = head.get(last + 1)
        && (is_tail_of_company(&next.text) || head[last].text.trim_end().ends_with('&'))
        && can_name_a_shop(next)
    {
        last += 1;
    }
    Some((start, last))
}

fn can_name_a_shop(line: &Line) -> bool {
    let address = line.marks.has(Mark::Place) && line.text.contains(',');
    has_word(&line.text)
        && !address
        && !is_about_something(line)
        && !line.marks.has(Mark::Date)
        && !is_labelled_number(&line.text)
        && line.price.is_none()
}

/// Has a word of three letters and more letters than other signs: what a reader makes of a
/// logo has not.
fn has_word(text: &str) -> bool {
    let mut words = text.split_whitespace();
    words.any(|word| {
        let named = letters(word);
        named >= 3 && 2 * named > word.chars().count()
    })
}

/// `SITE: 1046`: a colon, and no letter after it.
fn is_labelled_number(text: &str) -> bool {
    text.split_once(':')
        .is_some_and(|(_, value)| letters(value) == 0)
}

/// Registrations, greetings and the like, a word such as `STORE` in a name aside.
fn is_about_something(line: &Line) -> bool {
    let named_so = |word: &String| matches!(word.as_str(), "STORE" | "SHOP" | "MARKT");
    let of_names = plain_words(&line.text).filter(named_so).count();
    let about = line.marks.count(Mark::Meta);
    // `SUN` is a day too, and `(CO. REG. NO. ...)` may follow a name.
    let beside = !line.marks.begins(Mark::Meta) || (about == 1 && !line.text.contains(':'));
    about > of_names && !(has_legal_form(&line.text) && beside)
}

fn plain_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split([' ', '\t', ',', '(', ')'])
        .map(|word| word.trim_matches('.').to_uppercase())
        .filter(|word| !word.is_empty())
}

fn has_legal_form(text: &str) -> bool {
    let upper = with_legal_form(text).to_uppercase();
    plain_words(&upper).any(|word| LEGAL_FORMS.contains(&word.as_str()))
        || upper.contains("SDN") && upper.contains("BHD")
}

/// Has a word by which a registered shop calls itself, such as `ENTERPRISE`.
fn has_trade(text: &str) -> bool {
    plain_words(text).any(|word| TRADES.contains(&word.as_str()))
}

/// Begins with the name of a chain, as a word of its own.
fn is_chain(text: &str) -> bool {
    let upper = text.trim().to_uppercase();
    let ends = |rest: &str| rest.chars().next().is_none_or(|c| !c.is_alphanumeric());
    CHAINS
        .iter()
        .any(|chain| upper.strip_prefix(chain).is_some_and(ends))
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
    let bracketed = text.trim_start().starts_with('(') && words.iter().any(legal);
    let unopened = text
        .find(')')
        .is_some_and(|close| !text[..close].contains('('));
    all_legal || bracketed || (unopened && words.iter().any(legal))
}

/// A row that is the second half of a company's name: `ENTERPRISE (SETIA ALAM) SDN BHD`,
/// `& SONS LTD`.
fn is_second_half(text: &str) -> bool {
    let first = plain_words(text).next();
    let half = |word: String| matches!(word.as_str(), "ENTERPRISE" | "TRADING" | "HOLDINGS" | "&");
    first.is_some_and(half)
}

/// The words for a company in Malaysia, as a reader may have them: `SON BHD`, `SDN.IHD.`, `S/D`.
/// One of the two words as it should be, and the other within one letter, are nothing else.
fn with_legal_form(text: &str) -> String {
    let near = |word: &str, wanted: &str| {
        word.chars().count() == wanted.len()
            && strsim::hamming(&word.to_uppercase(), wanted).is_ok_and(|apart| apart <= 1)
    };
    let spans: Vec<(usize, &str)> = alphanumeric_runs(text).collect();
    let mut out = text.to_owned();
    for pair in spans.windows(2).rev() {
        let ((first, sdn), (second, bhd)) = (pair[0], pair[1]);
        let exact = sdn.eq_ignore_ascii_case("SDN") || bhd.eq_ignore_ascii_case("BHD");
        if exact && near(sdn, "SDN") && near(bhd, "BHD") && second - first <= sdn.len() + 2 {
            out.replace_range(second..second + bhd.len(), "BHD");
            out.replace_range(first..first + sdn.len(), "SDN");
            return out;
        }
    }
    // Before a registration alone: `99 SPEED MART S/D (519537-X)`.
    if let Some(at) = text.find(" S/")
        && text[at + 3..]
            .chars()
            .next()
            .is_some_and(|c| "D8RE".contains(c))
        && text[at + 4..].trim_start().starts_with('(')
    {
        out.replace_range(at + 3..at + 4, "B");
    }
    out
}

/// Each run of letters and digits, with where it begins.
fn alphanumeric_runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let runs = text.split(|c: char| !c.is_alphanumeric());
    let start = text.as_ptr() as usize;
    runs.filter(|run| !run.is_empty())
        .map(move |run| (run.as_ptr() as usize - start, run))
}

/// The name without the number of its registration, `(519537-X)` or `789417-W`, and what
/// follows that, and without what goes before it: `OWNED BY:`.
fn without_registration(text: &str) -> String {
    let text = match text.split_once(':') {
        Some((before, after)) if plain_words(before).any(|word| word == "BY") => after,
        _ => text,
    };
    let mut out = text.trim().to_owned();
    while let Some(open) = out.rfind('(') {
        let inside = &out[open + 1..];
        let close = inside.find(')').unwrap_or(inside.len());
        let digits = inside[..close].bytes().filter(u8::is_ascii_digit).count();
        if digits < 4
            || LEGAL_FORMS
                .iter()
                .any(|form| plain_words(inside).any(|word| word == *form))
        {
            break;
        }
        let rest = inside.get(close + 1..).unwrap_or_default().to_owned();
        out = format!("{}{}", out[..open].trim_end(), rest);
    }
    let number = word_starts(&out)
        .skip(1)
        .find(|(_, word)| is_registration(word));
    if let Some(at) = number.map(|(at, _)| at) {
        out.truncate(at);
    }
    out.trim().trim_end_matches('(').trim().to_owned()
}

/// Each word, with where it begins.
fn word_starts(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let start = text.as_ptr() as usize;
    text.split_whitespace()
        .map(move |word| (word.as_ptr() as usize - start, word))
}

/// `273500-U`, `60118-A)`: five digits or more, a dash, and a letter.
pub(super) fn is_registration(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    bare.split_once('-').is_some_and(|(number, letter)| {
        number.len() >= 5
            && number.bytes().all(|b| b.is_ascii_digit())
            && letter.chars().count() == 1
            && letter.chars().all(char::is_alphabetic)
    })
}

#[cfg(test)]
mod tests {
    use super::super::line::line;
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

    fn found(text: &str) -> Option<String> {
        let rows = text.lines().enumerate();
        let lines: Vec<Line> = rows
            .map(|(row, text)| line(row, text.to_owned(), '.'))
            .collect();
        find(&lines).0
    }

    fn check_name(text: &str, expected: &str) {
        assert_eq!(found(text).as_deref(), Some(expected), "{text:?}");
    }

    #[test]
    fn the_name_ends_where_its_number_begins() {
        assert_eq!(
            without_registration("KING'S CONFECTIONERY S/B 273500-U (KSB)"),
            "KING'S CONFECTIONERY S/B"
        );
        assert_eq!(
            without_registration("COSWAY (M SDN BHD 60118-A)"),
            "COSWAY (M SDN BHD"
        );
        assert_eq!(
            without_registration("OWN BY: CHEF LEE SDN BHD"),
            "CHEF LEE SDN BHD"
        );
    }

    #[test]
    fn a_misread_legal_form_is_one() {
        assert_eq!(with_legal_form("SUN KUT SON BHD"), "SUN KUT SDN BHD");
        assert_eq!(with_legal_form("HOLDINGS SDN.IHD."), "HOLDINGS SDN.BHD.");
        assert_eq!(
            with_legal_form("MART S/D (519537-X)"),
            "MART S/B (519537-X)"
        );
        assert_eq!(with_legal_form("SUN BED STUDIO"), "SUN BED STUDIO");
        assert_eq!(with_legal_form("Bäckerei"), "Bäckerei");
    }

    #[test]
    fn a_name_may_go_on_below() {
        check_name(
            "HOME MASTER &\nELECTRICAL\n12, JALAN SATU",
            "HOME MASTER & ELECTRICAL",
        );
        check_name(
            "THE BEAN\n& LEAF (M) SDN. BHD.\nLot 3",
            "THE BEAN & LEAF (M) SDN. BHD.",
        );
        check_name(
            "MEGA MAJU\n(UTARA) SDN BHD\nNO 2",
            "MEGA MAJU (UTARA) SDN BHD",
        );
        check_name("2 1 OT OI7\nCORNER SHOP\n5 Road", "CORNER SHOP");
        check_name("H-E-B\n5 Station Road", "H-E-B");
    }

    #[test]
    fn a_legal_form_names_the_shop_and_a_trade_does_not() {
        check_name(
            "THREE STOOGES\nBISTRO & CAFE\n109, SS21/1A,",
            "THREE STOOGES",
        );
        check_name(
            "LOGO\nABC TRADING SDN BHD\nJALAN SATU",
            "ABC TRADING SDN BHD",
        );
        check_name(
            "FRESH FIELDS\nThank you for visiting our STORE",
            "FRESH FIELDS",
        );
        check_name("THE CORNER\nCO REG NO : 12345-X", "THE CORNER");
        check_name("CORNER STORE\n5 Station Road", "CORNER STORE");
        check_name("SUN VICTORY SDN BHD\nSITE: 1046", "SUN VICTORY SDN BHD");
        check_name(
            "AIK HUAT HARDWARE\nENTERPRISE (SETIA\nALAM) SDN BHD",
            "AIK HUAT HARDWARE ENTERPRISE (SETIA ALAM) SDN BHD",
        );
        check_name(
            "ZHENG HUI\nGST NO: 000800589824\nGOGIANT (M) SDN BHD",
            "ZHENG HUI",
        );
        check_name("COSTCO WHOLESALE\nEdmonton AB T5R 5W9", "COSTCO WHOLESALE");
        check_name("BILLA AG\n1010 Wien", "BILLA AG");
        check_name("GREEN LEAF\nPENNYWORTH SAVED", "GREEN LEAF");
        check_name("welcome\nPENNY\n50667 Köln", "PENNY");
        check_name("ABC\tSDN BHD\nJALAN SATU", "ABC SDN BHD");
    }
}
