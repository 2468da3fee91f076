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

    /// As it is printed, as far as that can be told: without the zeros that were put before.
    #[must_use]
    pub fn short(&self) -> &str {
        let digits = self.as_str();
        match digits {
            short if short.starts_with("00000") => &short[5..],
            upc if upc.starts_with('0') => &upc[1..],
            whole => whole,
        }
    }

    /// Its 13 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        // Made of digits alone.
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

/// What the bars on a package, or somebody's keys, say.
#[derive(Clone, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub enum Scanned {
    /// The number of an article: the same everywhere.
    Article(Barcode),
    /// A number that a shop gave itself, often with a weight or a price in it: it names
    /// nothing in the next shop, and so is never remembered.
    Own(String),
}

impl Scanned {
    /// Reads digits of 8, 12, 13 or 14, as typed or as a scanner types them; `None` where the
    /// check digit is wrong. Eight digits are an EAN-8 or, where that would be a shop's own, a
    /// UPC-E.
    #[must_use]
    pub fn parse(digits: &str) -> Option<Self> {
        let article = |digits: &str| Barcode::parse(digits).map(Self::Article);
        if let Some(article) = article(digits) {
            return Some(article);
        }
        let short = upc_a_of(digits).and_then(|whole| article(&whole));
        short.or_else(|| is_own(digits).then(|| Self::Own(digits.to_owned())))
    }

    /// Reads what a camera has seen: eight digits of a UPC-E stand for twelve.
    #[must_use]
    pub fn seen(digits: &str, is_upc_e: bool) -> Option<Self> {
        if is_upc_e && digits.len() <= 8 {
            return Barcode::parse(&upc_a_of(digits)?).map(Self::Article);
        }
        let article = Barcode::parse(digits).map(Self::Article);
        article.or_else(|| is_own(digits).then(|| Self::Own(digits.to_owned())))
    }

    /// The article, if it is one.
    #[must_use]
    pub fn article(&self) -> Option<Barcode> {
        match self {
            Self::Article(barcode) => Some(*barcode),
            Self::Own(_) => None,
        }
    }

    /// Its digits.
    #[must_use]
    pub fn digits(&self) -> &str {
        match self {
            Self::Article(barcode) => barcode.short(),
            Self::Own(digits) => digits,
        }
    }
}

/// The 12 digits of a UPC-A that the 8 of a UPC-E stand for (GS1 General Specifications,
/// section 5.2.2.4.2); `None` where it is none, or its check digit is wrong.
#[must_use]
pub fn upc_a_of(digits: &str) -> Option<String> {
    let is_digits = digits.len() == 8 && digits.bytes().all(|digit| digit.is_ascii_digit());
    if !is_digits || !digits.starts_with(['0', '1']) {
        return None;
    }
    let (system, five, last, check) = (&digits[..1], &digits[1..6], &digits[6..7], &digits[7..]);
    let whole = match last {
        "0" | "1" | "2" => format!("{system}{}{last}0000{}{check}", &five[..2], &five[2..]),
        "3" => format!("{system}{}00000{}{check}", &five[..3], &five[3..]),
        "4" => format!("{system}{}00000{}{check}", &five[..4], &five[4..]),
        _ => format!("{system}{five}0000{last}{check}"),
    };
    is_checked(&whole).then_some(whole)
}

/// Whether these are the digits of a number that a shop gave itself.
fn is_own(digits: &str) -> bool {
    let known = matches!(digits.len(), 8 | 12 | 13);
    known
        && digits.bytes().all(|digit| digit.is_ascii_digit())
        && digits.bytes().any(|digit| digit != b'0')
        && is_checked(digits)
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
    fn what_is_scanned_is_an_article_or_a_shops_own() {
        let article = |digits: &str| Barcode::parse(digits).map(Scanned::Article);
        for digits in ["4006381333931", "036000291452", "96385074"] {
            assert!(article(digits).is_some());
            assert_eq!(Scanned::parse(digits), article(digits), "{digits}");
            let printed = Scanned::parse(digits).map(|found| found.digits().to_owned());
            assert_eq!(printed.as_deref(), Some(digits), "shown as it is printed");
        }
        // Weighed goods: the weight is in the number.
        let own = "2001234567893";
        assert_eq!(Scanned::parse(own), Some(Scanned::Own(own.to_owned())));
        assert_eq!(
            Scanned::seen(own, false),
            Some(Scanned::Own(own.to_owned()))
        );
        for wrong in [
            "4006381333932",
            "123",
            "",
            "00000000",
            "４００６３８１３３３９３１",
        ] {
            assert_eq!(Scanned::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_upc_e_is_the_article_of_its_upc_a() {
        // Examples of the four ways in which zeros are left out.
        for (short, whole) in [
            ("04252614", "042100005264"),
            ("01234531", "012300000451"),
            ("01234543", "012340000053"),
            ("01234565", "012345000065"),
        ] {
            assert_eq!(upc_a_of(short).as_deref(), Some(whole));
            let article = Barcode::parse(whole).map(Scanned::Article);
            assert!(article.is_some());
            assert_eq!(Scanned::seen(short, true), article);
            assert_eq!(
                Scanned::parse(short),
                article,
                "an EAN-8 of that is a shop's"
            );
        }
        assert_eq!(upc_a_of("04252613"), None, "the check digit");
        assert_eq!(upc_a_of("24252614"), None, "no number system of UPC-E");
    }

    #[test]
    fn a_number_is_found_in_a_printed_line() {
        let found = Barcode::find("MILK 4006381333931 2.49 A").map(|code| code.as_str().to_owned());
        assert_eq!(found.as_deref(), Some("4006381333931"));
        assert_eq!(Barcode::find("MILK 2.49"), None);
    }
}
