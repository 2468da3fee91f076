//! Article numbers of goods (GTIN): the numbers under their bars, which some tills print.

/// A valid article number, as 13 digits: shorter ones have zeros before them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Barcode([u8; 13]);

impl Barcode {
    /// Reads the digits of an EAN-8, UPC-A, EAN-13 or GTIN-14 of a single article.
    ///
    /// `None` where the check digit is wrong, and for numbers that shops give themselves
    /// (GS1's prefixes 02, 04 and 20 to 29, and short ones of EAN-8 that begin with 0 or 2):
    /// they mean something else in the next shop, or carry a weight.
    #[must_use]
    pub fn parse(digits: &str) -> Option<Self> {
        let known = matches!(digits.len(), 8 | 12 | 13 | 14);
        if !known || !digits.bytes().all(|digit| digit.is_ascii_digit()) || !is_checked(digits) {
            return None;
        }
        let (single, digits) = match digits.len() {
            14 => (digits.starts_with('0'), &digits[1..]),
            _ => (true, digits),
        };
        let mut code = [b'0'; 13];
        code[13 - digits.len()..].copy_from_slice(digits.as_bytes());
        let own = match digits.len() {
            8 => matches!(code[5], b'0' | b'2'),
            _ => matches!(&code[..2], [b'0', b'2' | b'4'] | [b'2', _]),
        };
        let nothing = code.iter().all(|digit| *digit == b'0');
        (single && !own && !nothing).then_some(Self(code))
    }

    /// The first article number in a printed text.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        let mut words = text.split(|c: char| !c.is_ascii_alphanumeric());
        words.find_map(Self::parse)
    }

    /// Its 13 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Made of digits alone.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// Whether the last digit is right: from the right, digits count once and three times in
/// turn, and the sum is a multiple of ten (GS1 General Specifications, section 7.9).
fn is_checked(digits: &str) -> bool {
    let weighted = digits.bytes().rev().enumerate().map(|(place, digit)| {
        let weight = if place % 2 == 0 { 1 } else { 3 };
        u32::from(digit - b'0') * weight
    });
    weighted.sum::<u32>().is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(digits: &str) -> Option<String> {
        Barcode::parse(digits).map(|code| code.as_str().to_owned())
    }

    #[test]
    fn one_article_has_one_number_however_long_it_is_printed() {
        assert_eq!(parsed("036000291452").as_deref(), Some("0036000291452"));
        assert_eq!(parsed("0036000291452").as_deref(), Some("0036000291452"));
        assert_eq!(parsed("00036000291452").as_deref(), Some("0036000291452"));
        assert_eq!(parsed("4006381333931").as_deref(), Some("4006381333931"));
        assert_eq!(parsed("96385074").as_deref(), Some("0000096385074"));
    }

    #[test]
    fn other_numbers_are_none() {
        for digits in [
            "4006381333932",
            "123",
            "",
            "0000000000000",
            "40063813339３1",
            "abc",
        ] {
            assert_eq!(parsed(digits), None, "{digits}");
        }
        // A case of twelve is not the article; weighed goods and shops' own numbers.
        for digits in ["10036000291459", "2001234567893", "0212345678909"] {
            assert_eq!(parsed(digits), None, "{digits}");
        }
    }

    #[test]
    fn a_number_is_found_in_a_printed_line() {
        let found = Barcode::find("MILK 4006381333931 2.49 A").map(|code| code.as_str().to_owned());
        assert_eq!(found.as_deref(), Some("4006381333931"));
        assert_eq!(Barcode::find("MILK 2.49"), None);
    }
}
