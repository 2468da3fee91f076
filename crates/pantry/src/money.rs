//! Amounts of money: whole minor units and the currency that they are in.
//!
//! No floating point and no rounding: "12.30" euro is 1230 cents. How a country
//! prints its amounts (comma, grouping, sign at the end) is the receipt parser's
//! business; this module reads and writes the plain decimal form only.

use std::fmt;

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct Currency([u8; 3]);

impl Currency {
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");
    /// US dollar.
    pub const USD: Self = Self(*b"USD");
    /// Pound sterling.
    pub const GBP: Self = Self(*b"GBP");
    /// Malaysian ringgit.
    pub const MYR: Self = Self(*b"MYR");

    /// Reads three ASCII letters in either case. Codes that we have never heard of pass.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        let upper = bytes.map(|byte| byte.to_ascii_uppercase());
        upper
            .iter()
            .all(u8::is_ascii_uppercase)
            .then_some(Self(upper))
    }

    /// The three capital letters.
    #[must_use]
    pub fn code(&self) -> &str {
        // Only `from_code` and the constants make one, and both hold ASCII.
        std::str::from_utf8(&self.0).unwrap_or("XXX")
    }

    /// What people pay with in a country, by its ISO 3166 code; `None` where nobody told us.
    #[must_use]
    pub fn of_region(region: &str) -> Option<Self> {
        let euro = "AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MT NL PT SI SK";
        let region = region.to_ascii_uppercase();
        if euro.split(' ').any(|one| one == region) {
            return Some(Self::EUR);
        }
        let others = "US USD,GB GBP,CH CHF,LI CHF,SE SEK,NO NOK,DK DKK,PL PLN,CZ CZK,HU HUF,RO RON,\
                      TR TRY,CA CAD,MX MXN,BR BRL,AR ARS,CL CLP,CO COP,PE PEN,AU AUD,NZ NZD,\
                      JP JPY,IN INR,MY MYR,SG SGD,ID IDR,ZA ZAR";
        let mut pairs = others.split(',').filter_map(|pair| pair.split_once(' '));
        let (_, code) = pairs.find(|(one, _)| *one == region)?;
        Self::from_code(code)
    }

    /// Digits after the decimal point: 2 for most, 0 for the yen, 3 for the dinars (ISO 4217).
    #[must_use]
    pub fn exponent(&self) -> u32 {
        match &self.0 {
            b"BIF" | b"CLP" | b"DJF" | b"GNF" | b"ISK" | b"JPY" | b"KMF" | b"KRW" | b"PYG"
            | b"RWF" | b"UGX" | b"VND" | b"VUV" | b"XAF" | b"XOF" | b"XPF" => 0,
            b"BHD" | b"IQD" | b"JOD" | b"KWD" | b"LYD" | b"OMR" | b"TND" => 3,
            _ => 2,
        }
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.code())
    }
}

/// An amount of money; negative for a discount or a refund.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Money {
    /// Whole minor units: cents for most currencies.
    pub minor: i64,
    /// What the units are of.
    pub currency: Currency,
}

impl Money {
    /// An amount of `minor` units.
    #[must_use]
    pub fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads "12.30", "-0.5" or "12"; `None` for another form, or when digits would be lost.
    #[must_use]
    pub fn parse_decimal(text: &str, currency: Currency) -> Option<Self> {
        let minor = parse_scaled(text, currency.exponent())?;
        Some(Self { minor, currency })
    }

    /// The sum, when both are in the same currency and it fits.
    #[must_use]
    pub fn plus(self, other: Self) -> Option<Self> {
        if self.currency != other.currency {
            return None;
        }
        Some(Self::new(
            self.minor.checked_add(other.minor)?,
            self.currency,
        ))
    }
}

/// The plain decimal form without the currency: "12.30".
impl fmt::Display for Money {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.currency.exponent();
        let scale = 10_u64.pow(digits);
        let sign = if self.minor < 0 { "-" } else { "" };
        let amount = self.minor.unsigned_abs();
        let whole = amount / scale;
        if digits == 0 {
            return formatter.pad(&format!("{sign}{whole}"));
        }
        let width = digits as usize;
        formatter.pad(&format!("{sign}{whole}.{:0width$}", amount % scale))
    }
}

/// Reads a plain decimal as an integer of 10^-`digits`, exactly or not at all.
pub(crate) fn parse_scaled(text: &str, digits: u32) -> Option<i64> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let all = whole.bytes().chain(fraction.bytes());
    if !all.clone().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let kept = digits as usize;
    if fraction.bytes().skip(kept).any(|byte| byte != b'0') {
        return None;
    }
    let padding = std::iter::repeat_n(b'0', kept.saturating_sub(fraction.len()));
    let scaled = whole
        .bytes()
        .chain(fraction.bytes().take(kept))
        .chain(padding);
    let mut value: i64 = 0;
    for byte in scaled {
        let digit = i64::from(byte - b'0');
        value = value.checked_mul(10)?.checked_add(digit)?;
    }
    Some(if negative { -value } else { value })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, code: &str, expected: Option<&str>) {
        let currency = Currency::from_code(code).expect("a code");
        let shown = Money::parse_decimal(text, currency).map(|money| money.to_string());
        assert_eq!(shown.as_deref(), expected, "{text} {code}");
    }

    #[test]
    fn decimal_amounts_are_read_and_written_in_the_digits_of_their_currency() {
        check("12.30", "EUR", Some("12.30"));
        check("12.3", "eur", Some("12.30"));
        check("12", "EUR", Some("12.00"));
        check(".5", "USD", Some("0.50"));
        check("-0.05", "USD", Some("-0.05"));
        check("350", "JPY", Some("350"));
        check("1.250", "KWD", Some("1.250"));
        check("1.2300", "EUR", Some("1.23"));
    }

    #[test]
    fn amounts_that_would_lose_digits_or_are_no_numbers_are_refused() {
        check("1.234", "EUR", None);
        check("3.5", "JPY", None);
        check("1,50", "EUR", None);
        check("", "EUR", None);
        check(".", "EUR", None);
        check("--1", "EUR", None);
        check("99999999999999999999", "EUR", None);
    }

    #[test]
    fn currencies_are_three_letters() {
        assert_eq!(Currency::from_code("eur"), Some(Currency::EUR));
        for wrong in ["", "EU", "EURO", "E1R", "€"] {
            assert_eq!(Currency::from_code(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_country_has_its_currency() {
        let code = |region| Currency::of_region(region).map(|currency| currency.to_string());
        assert_eq!(code("AT").as_deref(), Some("EUR"));
        assert_eq!(code("us").as_deref(), Some("USD"));
        assert_eq!(code("MY").as_deref(), Some("MYR"));
        assert_eq!(code("ID").as_deref(), Some("IDR"));
        assert_eq!(code("XX"), None);
    }

    #[test]
    fn amounts_in_two_currencies_are_never_added() {
        let euro = Money::new(100, Currency::EUR);
        assert_eq!(euro.plus(euro), Some(Money::new(200, Currency::EUR)));
        assert_eq!(euro.plus(Money::new(1, Currency::USD)), None);
        assert_eq!(euro.plus(Money::new(i64::MAX, Currency::EUR)), None);
    }
}
